"""Groups, meetings, minutes and decisions through the door, clause by clause (002, Governance), and 003 as a story."""

from datetime import timedelta

import pytest

from counterpart.capabilities.governance.tests.makers import (
    DIRECTOR,
    LATER,
    LEAD,
    MANAGER,
    a_core_group,
    an_open_meeting,
    december_cancelled,
    decide,
    done,
    line_of,
    minuted,
    put,
    the_programme,
    vote,
)

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh", "home")]
THEN = LATER + timedelta(days=14)


def test_a_core_group_is_named_face_to_face() -> None:
    group = a_core_group()
    assert len(group.seats) == 4


def test_a_motion_is_carried_by_both_parties() -> None:
    meeting = an_open_meeting()
    line = line_of(meeting, "Health and safety")
    motion = put(meeting, line, "that the position be noted", THEN)
    vote(motion, LEAD, THEN)
    vote(motion, DIRECTOR, THEN)
    told = decide(motion, THEN)
    assert told["outcome"] == "carried"
    minuted(meeting, line, "The position was noted.", THEN)
    done("meeting.closed", MANAGER, THEN, {"number": meeting})


def test_003() -> None:
    _held, _december, _january = december_cancelled()
    print(the_programme().contradictions)
