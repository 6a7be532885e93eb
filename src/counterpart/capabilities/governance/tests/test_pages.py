"""The pages of groups, meetings, minutes, motions and programmes: what is told to whom, and what a form does."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from counterpart.capabilities.governance.tests.board import (
    BOARD,
    COUNCILS,
    SECRETARY,
    december_cancelled,
    november_2010,
)
from counterpart.capabilities.governance.tests.makers import (
    DIRECTOR,
    HOMES,
    LATER,
    LEAD,
    MANAGER,
    PROVIDER,
    TENANT,
    a_core_group,
    a_governed_partnership,
    an_open_meeting,
    called,
    done,
    established_groups,
    line_of,
    minuted,
    opened,
    put,
    the_item,
    the_meeting,
    the_motion,
    vote,
)
from counterpart.capabilities.partners.tests.makers import OFFICER, OUTSIDER
from counterpart.engines.access.models import Person

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh", "home")]
THEN = LATER + timedelta(days=14)
HERE, THERE = f"/agreements/{HOMES}", f"/agreements/{COUNCILS}"


def signed_in(email: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(email=email))
    return client


def read(address: str, by: str = OFFICER, *, of: int = 200) -> str:
    answer = signed_in(by).get(address)
    assert answer.status_code == of, answer.content.decode()[-2000:]
    return str(answer.content.decode())


def sent(address: str, by: str, of: int = 302, **form: Any) -> HttpResponse:
    answer = signed_in(by).post(address, form)
    assert answer.status_code == of, answer.content.decode()[-3000:]
    return answer


def test_groups_that_are_not_established_say_who_establishes_them_and_a_form_does() -> None:
    established_groups()
    page = read(f"{HERE}/groups")
    assert "6 groups are established; in 6 of them somebody is still to be named." in page
    assert f"{HERE}/groups/core-group" in page
    assert "Establish the groups" not in read(f"{HERE}/groups", MANAGER)


def test_a_member_is_named_on_the_page_of_the_group_by_their_own_party() -> None:
    established_groups()
    core = f"{HERE}/groups/core-group"
    assert "Name a member" in read(core, PROVIDER)
    assert "Name a member" not in read(core, OFFICER)
    sent(f"{core}/name", PROVIDER, who=DIRECTOR)
    page = read(core)
    assert "provider director" in page
    assert "The chair’s duties are to" in page
    assert "call the meetings" in page


def test_the_page_of_a_meeting_says_quorum_items_motions_and_what_they_do_if_carried() -> None:
    a_core_group()
    done("member.named", MANAGER, LATER, {"group": "support-group"}, who=MANAGER)
    done("member.named", PROVIDER, LATER, {"group": "support-group"}, who=PROVIDER)
    done("chair.appointed", MANAGER, LATER, {"group": "support-group"}, who=MANAGER)
    working = called(THEN, LATER, group="support-group")
    opened(working, THEN, MANAGER, PROVIDER)
    decision = put(working, 1, "that visits stop on Fridays", THEN)
    done("decision.taken", MANAGER, THEN, {"number": decision}, without_vote=True)
    done("decision.overruled", LEAD, THEN, {"number": decision}, reason="Users need visits on Fridays")
    core = called(THEN + timedelta(days=1), THEN)
    opened(core, THEN + timedelta(days=1), LEAD)
    page = read(f"{HERE}/meetings/{core}")
    assert "No quorum" in page
    assert "Nobody is there for provider" in page
    assert "Overrule the decision (PRP-2008-0001): reason: Users need visits on Fridays" in page
    assert "If it is carried" in page
    assert "Actions and recommendations, and what is due" in page
    motion = the_meeting(core).item(line_of(core, "Overrule")).motions[0].reference  # type: ignore[union-attr]
    told = read(f"{HERE}/motions/{motion}", LEAD)
    assert "Exactly what is proposed" in told
    assert "commissioner and provider vote, unanimously" in told
    assert f"{HERE}/motions/{motion}/vote" in told
    sent(f"{HERE}/motions/{motion}/vote", LEAD, choice="for")
    assert "commissioner: for" in read(f"{HERE}/meetings/{core}")
    assert f"{HERE}/motions/{motion}/vote" not in read(f"{HERE}/motions/{motion}", OFFICER)


def test_minutes_are_written_live_with_a_form_for_each_item_and_no_script() -> None:
    meeting = an_open_meeting()
    address = f"{HERE}/meetings/{meeting}/live"
    page = read(address, OFFICER)
    items = the_meeting(meeting).items
    assert page.count('<form method="post" action="' + address) == len(items)
    answer = sent(address, OFFICER, item="1", version="0", text="Apologies were received.")
    assert answer["Location"] == f"{address}#item-1"
    assert "1/08 Apologies for absence" in read(address)
    assert "Only whoever runs this meeting" in read(address, DIRECTOR)


def test_who_writes_over_what_another_wrote_is_shown_both_and_keeps_their_own_words() -> None:
    meeting = an_open_meeting()
    address = f"{HERE}/meetings/{meeting}/live"
    minuted(meeting, 1, "The chair said A.", THEN, version=0)
    page = sent(address, OFFICER, of=409, item="1", version="0", text="The chair said B.").content.decode()
    assert "wrote it since you read it" in page
    assert "It says now: <q>The chair said A.</q>" in page
    assert ">The chair said B.</textarea>" in page
    sent(address, OFFICER, item="1", version="1", text="The chair said A and B.")
    assert the_item(meeting, 1).item.text == "The chair said A and B."


def test_an_empty_minute_is_refused_on_the_page_and_a_stranger_to_the_chair_too() -> None:
    meeting = an_open_meeting()
    address = f"{HERE}/meetings/{meeting}/live"
    assert b"do not fit" in sent(address, OFFICER, of=409, item="1", version="0").content
    assert b"not" in sent(address, DIRECTOR, of=403, item="1", version="0", text="Mine").content
    sent(address, OFFICER, of=404, item="99", version="0", text="Nowhere")
    sent(address, OFFICER, of=404, item="x", version="0", text="Nowhere")


def test_attendance_is_noted_by_ticking_and_says_the_quorum() -> None:
    a_core_group()
    meeting = called(THEN, LATER)
    done("meeting.opened", MANAGER, THEN, {"number": meeting})
    address = f"{HERE}/meetings/{meeting}"
    assert "provider director" in read(f"{address}/attendance", MANAGER)
    sent(f"{address}/attendance", MANAGER, present=[LEAD, DIRECTOR], observers="Portfolio holder\nAn auditor")
    page = read(address)
    assert "Commissioner and provider are there" in page
    assert "Portfolio holder" in page


def test_the_minutes_are_a_page_and_a_pdf() -> None:
    meeting = november_2010()
    address = f"{THERE}/meetings/{meeting}/minutes"
    page = read(address, SECRETARY)
    for words in ("36/10 Apologies for absence", "RECOMMENDED:", "RESOLVED:", "Draft minutes", "A councillor"):
        assert words in page, words
    assert "Housing: pass on the results of the survey (district, by 17 January 2011; PRM-2010-" in page
    for form, begins in (("pdf", b"%PDF"), ("docx", b"PK"), ("json", b"{")):
        assert signed_in(SECRETARY).get(f"{address}?as={form}").content.startswith(begins)


def test_the_programme_shows_the_contradiction_and_the_cancelled_meeting() -> None:
    _, december, _ = december_cancelled()
    page = read(f"{THERE}/groups/{BOARD}/programme", SECRETARY)
    assert "The programme contradicts a resolution" in page
    assert "comes in January 2011; the programme shows February 2011." in page
    assert f"Meeting of 20 December 2010 cancelled ({december})." in page
    assert "From December 2010 to February 2011: The meeting of 20 December 2010 was cancelled" in page
    assert "Unallocated" in page
    assert "No report is planned" not in page
    assert "Work programme 2009/10" in read(f"{THERE}/groups/{BOARD}/programme?year=2009", SECRETARY)


def test_a_report_tells_how_it_moved_and_is_rolled_by_a_form() -> None:
    december_cancelled()
    planned = f"{THERE}/groups/{BOARD}/programme"
    report = f"{planned}/RPT-2010-0008"
    assert "Month first planned" in read(report, SECRETARY)
    sent(f"{report}/roll", SECRETARY, reason="To make room for training", month="2011-03-01")
    assert "was moved" in read(report, SECRETARY)
    sent(f"{planned}/plan", SECRETARY, title="Lessons of recycling", party="district")
    assert "Lessons of recycling" in read(planned, SECRETARY)


def test_the_invitation_is_an_event_in_london_time_and_a_cancelled_one_says_so() -> None:
    _, december, january = december_cancelled()
    for meeting, status, method in ((january, "CONFIRMED", "REQUEST"), (december, "CANCELLED", "CANCEL")):
        answer = signed_in(SECRETARY).get(f"{THERE}/meetings/{meeting}/invitation.ics")
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        calendar = Calendar.from_ical(answer.content)
        (event,) = calendar.walk("VEVENT")
        assert (str(calendar["METHOD"]), str(event["STATUS"])) == (method, status)
        assert event["DTSTART"].dt.hour == 18
        assert str(event["DTSTART"].dt.tzinfo) == "Europe/London"
        assert len(event["ATTENDEE"]) == 6
        assert str(event["ORGANIZER"]).startswith("mailto:member-1@")
        assert "1. Apologies for absence" in str(event["DESCRIPTION"])
    assert event["SEQUENCE"] == 1


def test_an_outsider_learns_nothing_and_a_service_user_reads() -> None:
    meeting = an_open_meeting()
    motion = put(meeting, 1, "that it be noted", THEN)
    addresses = [
        f"{HERE}/groups",
        f"{HERE}/groups/core-group",
        f"{HERE}/groups/core-group/programme",
        f"{HERE}/meetings/{meeting}",
        f"{HERE}/meetings/{meeting}/minutes",
        f"{HERE}/meetings/{meeting}/live",
        f"{HERE}/meetings/{meeting}/invitation.ics",
        f"{HERE}/meetings/{meeting}/items/1",
        f"{HERE}/motions/{motion}",
    ]
    for address in addresses:
        read(address, OUTSIDER, of=404)
        assert read(address, TENANT)
    for nothing in ("groups/nobody", "meetings/MTG-1999-0001", f"meetings/{meeting}/items/99", "motions/MOT-1999-0001"):
        read(f"{HERE}/{nothing}", of=404)
    read(f"{HERE}/groups/core-group/programme/RPT-1999-0001", of=404)


def test_an_item_tells_its_minute_its_motions_and_what_was_undertaken() -> None:
    meeting = an_open_meeting()
    line = line_of(meeting, "Health and safety")
    places = {"number": meeting, "item": str(line)}
    item = f"{HERE}/meetings/{meeting}/items/{line}"
    assert "still to come" in read(item)
    sent(f"{item}/minute", OFFICER, text="All lifts were seen to.")
    done("undertaking.given", MANAGER, THEN, places, what="Check the stairs", party="provider", due_on="2026-12-31")
    done("compliance.noted", MANAGER, THEN, places, kind="asbestos", due=4, done=4, overdue=0)
    motion = put(meeting, line, "that the position be noted", THEN)
    page = read(item)
    for words in (
        "version 1",
        "Check the stairs (provider, by 31 December 2026",
        "Asbestos",
        "that the position be noted",
    ):
        assert words in page, words
    vote(motion, LEAD, THEN)
    sent(f"{HERE}/motions/{motion}/vote", DIRECTOR, choice="for")
    sent(f"{HERE}/motions/{motion}/decide", OFFICER)
    assert "Carried (minute 1/08)" in read(f"{HERE}/motions/{motion}")
    assert the_motion(motion).state == "carried"


BUDGETS = {
    "groups": 14,
    "groups/core-group": 20,
    "groups/core-group/programme": 20,
    "groups/core-group/programme/RPT-2008-0001": 16,
    "meetings/MTG-2008-0001": 34,
    "meetings/MTG-2008-0001/minutes": 26,
    "meetings/MTG-2008-0001/live": 26,
    "meetings/MTG-2008-0001/invitation.ics": 26,
    "meetings/MTG-2008-0001/items/1": 28,
    "motions/MOT-2008-0001": 18,
}
"""Queries each page may take; they do not grow with the items, motions, votes or reports."""


def test_pages_keep_their_query_budgets_however_much_there_is() -> None:
    a_governed_partnership()
    first = {address: taken(f"{HERE}/{address}") for address in BUDGETS}
    for n in range(3):
        put("MTG-2008-0001", 1 + n, "that more be noted", THEN)
        minuted("MTG-2008-0001", 4 + n, "It was said.", THEN)
        report = {"title": f"Report {n}", "party": "provider", "month": "2008-11-01"}
        done("report.planned", MANAGER, THEN, {"group": "core-group"}, **report)
    vote("MOT-2008-0002", LEAD, THEN)
    again = {address: taken(f"{HERE}/{address}") for address in BUDGETS}
    assert {address: n for address, n in first.items() if n > BUDGETS[address]} == {}
    assert {address: (first[address], n) for address, n in again.items() if n > first[address] + 2} == {}


def test_every_page_that_is_told_is_had_as_pdf() -> None:
    a_governed_partnership()
    for address in BUDGETS:
        if not address.endswith(("live", "invitation.ics")):
            answer = signed_in(OFFICER).get(f"{HERE}/{address}?as=pdf")
            assert answer.content.startswith(b"%PDF"), f"{address}: {answer.content.decode()[-900:]}"


def taken(address: str) -> int:
    client = signed_in(OFFICER)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
