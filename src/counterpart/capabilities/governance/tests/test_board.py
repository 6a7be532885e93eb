"""The Performance Management Board of Bromsgrove, November 2010 to January 2011, as 003 tells it."""

from datetime import date, timedelta

import pytest

from counterpart.capabilities.governance.rules.programme import JOINED, way
from counterpart.capabilities.governance.rules.telling.minutes import minutes_told
from counterpart.capabilities.governance.rules.telling.programme import programme_told
from counterpart.capabilities.governance.tests.board import (
    BOARD,
    COUNCILS,
    JANUARY,
    MEMBERS,
    NOVEMBER,
    SECRETARY,
    a_board,
    december_cancelled,
    november_2010,
    the_programme,
)
from counterpart.capabilities.governance.tests.makers import (
    called,
    decide,
    done,
    opened,
    put,
    the_clocks,
    the_meeting,
    the_motion,
    vote,
)
from counterpart.engines.reporting.web import fragment
from counterpart.values.refusal import Refused

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh", "home")]


def test_the_minutes_of_november_are_numbered_36_to_43_with_recommendations_apart_from_resolutions() -> None:
    meeting = the_meeting(november_2010(), by=SECRETARY, at=NOVEMBER, of=COUNCILS)
    numbers = {str(item.number): item.title for item in meeting.items if item.number}
    assert sorted(numbers, key=lambda n: int(n[:2])) == [f"{n}/10" for n in range(36, 44)]
    assert numbers["38/10"] == "Housing and Homelessness Presentation"
    assert numbers["39/10"] == "Minutes of the meeting of 19 October 2010"
    assert numbers["43/10"] == "Work programme"
    told = fragment(minutes_told(meeting, [("38/10", "Housing: pass on the results")], date(2010, 11, 24)))
    assert told.index("RECOMMENDED:") < told.index("RESOLVED:")
    assert told.index("36/10 Apologies") < told.index("37/10 Declarations") < told.index("43/10 Work programme")
    assert "The meeting closed at 20:10." in told
    assert "Undertaken:" in told


def test_undertakings_and_recommendations_are_promises_whose_first_day_stands() -> None:
    november_2010()
    actions = the_clocks("action", by=SECRETARY, at=NOVEMBER, of=COUNCILS)
    assert {clock.source for clock in actions} == {"minute 38/10"}
    (recommended,) = the_clocks("recommendation", by=SECRETARY, at=NOVEMBER, of=COUNCILS)
    assert (recommended.party, recommended.original_due_on) == ("district", date(2011, 2, 21))


def test_the_programme_shows_february_where_the_board_resolved_january() -> None:
    november_2010()
    planned = the_programme(NOVEMBER)
    (against,) = planned.contradictions
    assert against.says == (
        "Minute 43/10 resolved that “Regulatory Services Performance” comes in January 2011; "
        "the programme shows February 2011."
    )
    page = fragment(programme_told(planned.group, planned.reports, {}, planned.contradictions, 2010, NOVEMBER.date()))
    assert "The programme contradicts a resolution" in page
    report = next(one for one in planned.reports if one.title == "Regulatory Services Performance")
    places = {"group": BOARD, "number": report.reference}
    done("report.rolled", SECRETARY, NOVEMBER, places, of=COUNCILS, reason="As resolved", month="2011-01-10")
    assert the_programme(NOVEMBER).contradictions == ()


def test_a_report_moved_on_the_authority_of_a_later_minute_contradicts_nothing() -> None:
    november_2010()
    report = next(one for one in the_programme(NOVEMBER).reports if one.title == "Regulatory Services Performance")
    places = {"group": BOARD, "number": report.reference}
    moved = {"reason": "The head of service was away", "month": "2011-03-01", "authority": "50/10"}
    done("report.rolled", SECRETARY, JANUARY, places, of=COUNCILS, **moved)
    assert the_programme().contradictions == ()


def test_the_meeting_of_december_is_cancelled_and_its_tracker_goes_forward_with_the_reason() -> None:
    _, december, january = december_cancelled()
    cancelled = the_meeting(december, by=SECRETARY, at=JANUARY, of=COUNCILS)
    assert (cancelled.state, cancelled.cancelled_because) == ("cancelled", "The programme of 003 does not say why")
    reports = {(one.title, one.first): one for one in the_programme().reports}
    tracker = reports["Quarterly Recommendation Tracker", date(2010, 12, 1)]
    assert tracker.month == date(2011, 2, 1)
    (moved,) = way(tracker)
    assert moved.startswith("From December 2010 to February 2011: The meeting of 20 December 2010 was cancelled")
    assert moved.endswith("The programme of 003 does not say why")
    assert reports["Shared Services Highlight Report", date(2010, 12, 1)].state == JOINED
    following = the_meeting(january, by=SECRETARY, at=JANUARY, of=COUNCILS)
    titles = [item.title for item in following.items]
    assert titles.count("Shared Services Highlight Report") == 1
    assert "Quarterly Recommendation Tracker" not in titles
    carried = next(item for item in following.items if item.carried_from)
    assert (carried.title, carried.carried_from) == ("Shared services: a written update", december)
    stopped = {one.subject: one.state for one in the_clocks("agenda", by=SECRETARY, at=JANUARY, of=COUNCILS)}
    assert (stopped[december], stopped[january]) == ("withdrawn", "running")


def test_a_report_of_a_cancelled_meeting_is_taken_with_the_one_planned_already() -> None:
    a_board()
    meeting = called(NOVEMBER + timedelta(days=35), NOVEMBER, group=BOARD, by=SECRETARY, of=COUNCILS)
    done("meeting.cancelled", SECRETARY, NOVEMBER, {"number": meeting}, of=COUNCILS, reason="Snow")
    states = {(one.title, one.first): one.state for one in the_programme().reports}
    assert states["Shared Services Highlight Report", date(2010, 12, 1)] == JOINED


def test_one_vote_a_member_by_majority_with_three_for_a_quorum() -> None:
    a_board()
    by = {"by": SECRETARY, "of": COUNCILS}
    meeting = called(NOVEMBER, NOVEMBER - timedelta(days=9), group=BOARD, **by)
    opened(meeting, NOVEMBER, *MEMBERS[:2], **by)
    motion = put(meeting, 1, "that the programme be noted", NOVEMBER, **by)
    vote(motion, MEMBERS[0], NOVEMBER, of=COUNCILS)
    with pytest.raises(Refused, match="2 of the 3 wanted are there"):
        decide(motion, NOVEMBER, **by)
    done("attendance.noted", SECRETARY, NOVEMBER, {"number": meeting}, of=COUNCILS, present=[MEMBERS[2]])
    vote(motion, MEMBERS[1], NOVEMBER, of=COUNCILS)
    vote(motion, MEMBERS[2], NOVEMBER, "against", of=COUNCILS)
    assert decide(motion, NOVEMBER, **by)["outcome"] == "carried"
    assert the_motion(motion, by=SECRETARY, at=NOVEMBER, of=COUNCILS).how == "2 for, 1 against"


def test_a_member_of_a_group_of_one_party_is_replaced_by_that_party_alone() -> None:
    a_board()
    told = done(
        "member.replaced",
        SECRETARY,
        NOVEMBER,
        {"group": BOARD},
        of=COUNCILS,
        member=MEMBERS[5],
        successor=SECRETARY,
        reason="Stood down",
    )
    assert "has taken the place of" in told["says"]
