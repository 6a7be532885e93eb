"""What pages say in each state: the most important sentence first, without a database."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from counterpart.capabilities.governance.rules.groups import Chair, GroupsFacts
from counterpart.capabilities.governance.rules.meetings import (
    Interest,
    ItemFacts,
    ItemOf,
    MeetingFacts,
    Position,
    Sent,
)
from counterpart.capabilities.governance.rules.motions import MotionFacts, MotionOf
from counterpart.capabilities.governance.rules.numbering import MinuteNumber
from counterpart.capabilities.governance.rules.programme import Move, ReportFacts, ReportOf
from counterpart.capabilities.governance.rules.quorum import Presence
from counterpart.capabilities.governance.rules.telling.groups import MeetingLine, group_told, groups_told
from counterpart.capabilities.governance.rules.telling.item import item_told, motion_told
from counterpart.capabilities.governance.rules.telling.meeting import Around, Due, meeting_told
from counterpart.capabilities.governance.rules.telling.minutes import minutes_told
from counterpart.capabilities.governance.rules.telling.programme import programme_told, report_told
from counterpart.capabilities.governance.rules.votes import Vote
from counterpart.capabilities.governance.tests.test_rules_groups import DAY, LATER, a_group, seat
from counterpart.engines.reporting.web import fragment

NUMBER = MinuteNumber(36, 2010)


def a_motion(state: str = "open", **more: Any) -> MotionFacts:
    told = {"kind": "resolution", "text": "that it be noted"} | more
    return MotionFacts("MOT-2008-0001", "core-group", told.pop("meeting", "MTG-2008-0001"), 1, state=state, **told)


def an_item(**more: Any) -> ItemFacts:
    return ItemFacts(1, "Debts", more.pop("kind", "other"), "", more.pop("state", "listed"), **more)


def a_meeting(state: str = "open", *items: ItemFacts, **more: Any) -> MeetingFacts:
    return MeetingFacts(more.pop("group", a_group()), "MTG-2008-0001", LATER, "", state, items=items, **more)


@pytest.mark.parametrize(
    ("meeting", "says"),
    [
        (a_meeting("scheduled"), "its agenda is still to be sent; nothing to decide."),
        (a_meeting("scheduled", agenda_sent_on=DAY), "its agenda is out"),
        (a_meeting("open", an_item(motions=(a_motion(),))), "It is open, with 1 motion to decide."),
        (a_meeting("cancelled", cancelled_because="Snow"), "It was cancelled: Snow"),
        (a_meeting("closed", minutes_due_on=DAY - timedelta(days=2)), "4 May 2008, 2 days ago."),
        (a_meeting("closed", minutes_due_on=DAY), "Its minutes are due on 6 May 2008."),
        (a_meeting("closed"), "It is closed."),
        (a_meeting("minutes circulated", circulated_on=DAY), "Its minutes went out on 6 May 2008"),
        (a_meeting("minutes circulated"), "Its minutes went out on a day not kept"),
        (a_meeting("minutes approved", approved_at="MTG-2008-0002"), "Its minutes were approved at MTG-2008-0002."),
    ],
)
def test_a_meeting_says_first_how_it_stands(meeting: MeetingFacts, says: str) -> None:
    assert says in meeting_told(meeting, Around(), DAY).subtitle


def test_a_meeting_tells_reasons_interests_what_is_due_and_who_is_there() -> None:
    declared = (
        Interest("a", "A member", "provider", "Owns shares", True),
        Interest("b", "B", "provider", "Friend", False),
    )
    first = an_item(
        kind="actions",
        urgent_because="It happened today",
        carried_from="MTG-2008-0000",
        carried_because="No time",
        interests=declared,
        positions=(Position("gas", 3, 2, 1),),
        text="It was said.",
        motions=(
            a_motion(votes=(Vote("provider", "a", "A member", "for"),)),
            a_motion("carried", because="Done at once", how="2 for"),
        ),
    )
    around = Around(
        (Due("CLK-1", "Send it", "", DAY, "late", "7.1", "/agreements/HOMES/clocks/CLK-1"),),
        {"MOT-2008-0001": "Replace a member: it is done."},
        ("Replace a member",),
    )
    received = replace(an_item(received_on=DAY, received="The report"), line=2)
    room = (
        Presence("a", "A member", "provider", "member"),
        Presence("d", "A delegate", "commissioner", "delegate", in_place_of="c"),
        Presence("e", "E", "commissioner", "apologies"),
        Presence("", "An auditor", "", "observer", left_at=LATER),
    )
    sent = Sent("c", "C", "d", "A delegate", "", "commissioner", 1, "told", DAY, "all of it")
    meeting = a_meeting("open", first, received, presences=room, delegates=(sent,), chair="A chair")
    page = fragment(meeting_told(meeting, around, DAY))
    for words in (
        "Urgent, for the chair’s reason: It happened today",
        "Carried over from MTG-2008-0000: No time",
        "A member declared a prejudicial interest, and takes no part: Owns shares",
        "B declared an interest: Friend",
        "Replace a member: it is done.",
        "provider: for",
        "Done at once",
        "received: The report",
        "delegate of C",
        "sent apologies",
        "has left",
        "Debriefed on 6 May 2008: all of it",
        "These came since the agenda was made",
        "each party",
    ):
        assert words in page, words


def test_minutes_say_whether_they_are_a_draft_and_what_became_of_decisions() -> None:
    motions = (
        a_motion("carried", votes=(Vote("provider", "a", "A", "for"),), how="1 for", because="It could not be done"),
        a_motion("overruled", because="Users need it"),
        a_motion("void", because="No quorum"),
        a_motion("lost", text="that it be refused"),
        a_motion("carried", kind="recommendation"),
    )
    item = an_item(number=NUMBER, motions=motions, positions=(Position("fire", 1, 1, 0),), state="discussed")
    over = an_item(state="carried over")
    room = (Presence("d", "D", "provider", "delegate"), Presence("", "An auditor", "", "invitee"))
    page = fragment(minutes_told(a_meeting("closed", item, over, presences=room, closed_at=LATER), (), DAY))
    for words in ("[overruled since: Users need it]", "[void: No quorum]", "NOT CARRIED:", "[It could not be done]"):
        assert words in page, words
    assert "Carried over to the next meeting" in page
    assert "D (provider, delegate)" in page
    for state, more, says in (
        ("cancelled", {"cancelled_because": "Snow"}, "The meeting was cancelled: Snow"),
        ("scheduled", {}, "The meeting is not closed."),
        ("closed", {"minutes_due_on": DAY}, "They are due on 6 May 2008."),
        ("open", {}, "Nothing is minuted yet."),
    ):
        assert says in fragment(minutes_told(a_meeting(state, **more), (), DAY))
    approved = minutes_told(a_meeting("minutes approved", approved_at="MTG-2"), (), DAY)
    assert "Approved as a correct record at MTG-2." in approved.subtitle
    assert "not approved yet" in minutes_told(a_meeting("minutes circulated", circulated_on=DAY), (), DAY).subtitle


def test_an_item_says_how_it_stands() -> None:
    meeting = a_meeting()
    for item, says in (
        (an_item(), "still to come"),
        (an_item(number=NUMBER), "It was taken as minute 36/10."),
        (an_item(state="carried over", carried_because="No time"), "carried over to the next meeting: No time"),
        (an_item(motions=(a_motion(),)), "A motion is before the meeting at this item."),
    ):
        assert says in item_told(ItemOf(meeting, item), {}, (), DAY).subtitle
    written = an_item(text="It was said.", number=NUMBER, version=2, received_on=DAY, received="R")
    page = fragment(item_told(ItemOf(meeting, written), {}, ("Do it",), DAY))
    assert "version 2" in page
    assert "R, 6 May 2008" in page


def test_a_motion_says_what_it_wants_and_how_it_ended() -> None:
    group = a_group()
    asks = {"report": "Debts", "month": date(2008, 6, 1), "addressee": "provider", "due_on": DAY}
    performs = {"proposal": "PRP-1", "performs": "Replace a member", "told": (("reason", "Retires"),)}
    told = motion_told(MotionOf(group, a_motion(**asks, **performs)), "It is done.", DAY)
    page = fragment(told)
    for words in (
        "Debts, in June 2008",
        "provider, answered by 6 May 2008",
        "If it is carried: It is done.",
        "Retires",
    ):
        assert words in page, words
    out = a_motion(meeting="", out_of_meeting_because="It is urgent", reply_by=DAY)
    assert "It is urgent" in fragment(motion_told(MotionOf(group, out), "", DAY))
    no_day = fragment(motion_told(MotionOf(group, replace(out, reply_by=None, addressee="provider")), "", DAY))
    assert "no day" in no_day
    ended = a_motion("overruled", number=NUMBER, how="2 for", because="Users need it.")
    assert motion_told(MotionOf(group, ended), "", DAY).subtitle == "Overruled (minute 36/10). 2 for. Users need it."
    assert motion_told(MotionOf(group, a_motion("fallen", how="It lapsed")), "", DAY).subtitle == "Fallen. It lapsed."


def test_groups_say_first_what_is_still_to_be_done() -> None:
    agreement = a_group().agreement
    assert "name no groups" in groups_told(GroupsFacts(agreement, ()), DAY).subtitle
    two = GroupsFacts(agreement, (a_group(), a_group(established_on=None)))
    assert "not established yet" in groups_told(two, DAY).subtitle
    assert (
        "in 1 of them somebody is still to be named" in groups_told(GroupsFacts(agreement, (a_group(),)), DAY).subtitle
    )
    board = a_group("performance-management-board", "shared-services", chair=Chair("c", "c", "district", DAY))
    full = replace(board, seats=tuple(seat("district", n, f"m{n}") for n in range(1, 7)))
    assert "every seat has its member" in groups_told(GroupsFacts(agreement, (full,)), DAY).subtitle


def test_a_group_says_when_it_meets_and_what_is_missing() -> None:
    def line(state: str) -> MeetingLine:
        return MeetingLine("MTG-2008-0001", LATER, "", state)

    for group, meetings, says in (
        (a_group(established_on=None), (), "not established yet"),
        (a_group(), (), "No meeting is called."),
        (a_group(), (line("open"),), "is open now"),
        (a_group(), (line("scheduled"),), "It meets next on Tuesday 6 May 2008 at 10:00."),
    ):
        assert says in group_told(group, meetings, (), (), DAY).subtitle
    gone = a_group(seats=(seat("provider", 1, "gone", post=""),), starts_on=None)
    page = fragment(group_told(gone, (line("closed"),), (a_motion("carried over"),), ("Replace a member",), DAY))
    assert "gone (has left)" in page
    assert "What waits for this group" in page
    assert "commencement, once established" in page
    working = a_group("support-group")
    assert "Nobody is named yet" in fragment(group_told(working, (), (), (), DAY))


def test_a_programme_and_a_report_say_how_they_stand() -> None:
    group = a_group()
    assert "No report is planned in this year." in programme_told(group, (), {}, (), 2010, DAY).subtitle
    month = date(2010, 5, 1)
    report = ReportFacts("RPT-1", "Debts", "provider", month, month, "planned")
    page = fragment(programme_told(group, (report,), {date(2010, 8, 1): "No meeting."}, (), 2010, DAY))
    assert "August 2010" in page
    assert "September 2010" not in page
    moves = (Move(DAY, None, month, "Asked for", "", "A"),)
    for one, says in (
        (report, "It is planned for May 2010."),
        (replace(report, month=None, moves=moves), "It is unallocated, and was moved 1 time."),
        (replace(report, moves=moves * 2), "and was moved 2 times."),
        (replace(report, received_at="MTG-1"), "It was received at MTG-1."),
    ):
        assert says in report_told(ReportOf(group, one), DAY).subtitle
    assert "From no month yet to May 2010: Asked for" in fragment(
        report_told(ReportOf(group, replace(report, moves=moves)), DAY)
    )
