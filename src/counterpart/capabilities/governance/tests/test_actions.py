"""A meeting from its call to its approved minutes, and what the ledger keeps of it."""

from datetime import timedelta

import pytest

from counterpart.capabilities.agreements.tests.makers import a_partnership
from counterpart.capabilities.governance.tests.makers import (
    CORE,
    DIRECTOR,
    LATER,
    LEAD,
    MANAGER,
    PEOPLE,
    PROVIDER,
    THEN,
    USERS,
    Sitting,
    a_core_group,
    an_open_meeting,
    called,
    decide,
    done,
    establish_and_hold,
    line_of,
    minuted,
    newcomer,
    opened,
    put,
    the_clocks,
    the_group,
    the_meeting,
    the_motion,
    vote,
)
from counterpart.capabilities.partners.tests.makers import OFFICER, an_installation, who
from counterpart.engines.access.actors import acting
from counterpart.engines.ledger import book
from counterpart.values.refusal import Refused

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh", "home")]


def entries(act: str) -> list[dict[str, object]]:
    agreement = the_group().agreement_id
    with acting(who(OFFICER), on=LATER.date()):
        return [entry["opened"]["payload"] for entry in book.entries_of(agreement) if entry["act"] == act]


def test_a_meeting_goes_from_its_call_to_minutes_that_the_next_one_approves() -> None:
    an_installation()
    for email, (post, organisation) in PEOPLE.items():
        newcomer(email, post, organisation)
    a_partnership(**{"service-users": USERS})
    meeting = establish_and_hold(Sitting(), LATER, THEN)
    held = the_meeting(meeting)
    assert [str(item.number) for item in held.items if item.number] == ["1/08", "2/08", "3/08"]
    assert held.state == "minutes circulated"
    line = line_of(meeting, "Health and safety")
    assert [one.kind for one in held.item(line).positions] == ["gas", "electrical", "asbestos", "fire"]  # type: ignore[union-attr]
    with pytest.raises(Refused, match="no later meeting of the group is open"):
        done("minutes.approved", MANAGER, THEN, {"number": meeting})
    correction = {"text": "There were none from the provider.", "reason": "Two members sent theirs late"}
    done("minute.corrected", MANAGER, THEN, {"number": meeting, "item": "1"}, **correction)
    with pytest.raises(Refused, match="while a meeting is open"):
        minuted(meeting, 1, "Something else.", THEN)
    after = THEN + timedelta(days=90)
    following = called(after, THEN)
    opened(following, after, LEAD)
    with pytest.raises(Refused, match="has no quorum"):
        done("minutes.approved", MANAGER, after, {"number": meeting})
    done("attendance.noted", MANAGER, after, {"number": following}, present=[DIRECTOR])
    told = done("minutes.approved", MANAGER, after, {"number": meeting})
    assert told["says"] == f"The minutes of {meeting} are approved at {following}."
    item = the_meeting(following).item(line_of(following, "Minutes of the meeting of 20 May 2008"))
    assert item is not None
    assert (item.text.endswith("approved as a correct record."), str(item.number)) == (True, "4/08")
    (kept,) = entries("minute.corrected")
    assert (kept["before"], kept["reason"]) == ("There were none.", "Two members sent theirs late")


def test_minutes_do_not_go_out_while_an_item_has_no_words() -> None:
    meeting = an_open_meeting()
    places = {"number": meeting, "item": "3"}
    done("undertaking.given", MANAGER, THEN, places, what="Bring the plan", party="provider", due_on="2008-07-01")
    done("meeting.closed", MANAGER, THEN, {"number": meeting})
    with pytest.raises(Refused, match="nothing is written at item 3"):
        done("minutes.circulated", MANAGER, THEN, {"number": meeting})
    minuted(meeting, 3, "The provider will bring its plan.", THEN)
    assert done("minutes.circulated", MANAGER, THEN, {"number": meeting})["says"].endswith("went out in time.")


def test_a_motion_left_undecided_is_put_again_at_the_next_meeting() -> None:
    meeting = an_open_meeting()
    motion = put(meeting, 1, "that visits be doubled", THEN)
    done("meeting.closed", MANAGER, THEN, {"number": meeting})
    following = called(THEN + timedelta(days=30), THEN)
    (again,) = the_meeting(following).items[0].motions
    assert (again.text, again.state, the_motion(motion).state) == ("that visits be doubled", "open", "carried over")
    assert the_meeting(following).items[0].carried_from == meeting


def test_a_decision_of_the_highest_group_is_overruled_by_none() -> None:
    meeting = an_open_meeting()
    decision = put(meeting, 1, "that visits stop on Fridays", THEN)
    decide(decision, THEN, without_vote=True)
    with pytest.raises(Refused, match="no group may overrule the Core group"):
        done("decision.overruled", LEAD, THEN, {"number": decision}, reason="No")


def test_what_a_group_carries_that_can_be_done_no_more_is_kept_with_the_reason() -> None:
    a_core_group()
    for email, by in ((MANAGER, MANAGER), (PROVIDER, PROVIDER)):
        done("member.named", by, LATER, {"group": "support-group"}, who=email)
    working = called(THEN, LATER, group="support-group")
    opened(working, THEN, MANAGER, PROVIDER)
    decision = put(working, 1, "that visits stop", THEN)
    decide(decision, THEN, without_vote=True)
    for _ in range(2):
        done("decision.overruled", LEAD, THEN, {"number": decision}, reason=f"Users need visits {_}")
    core = called(THEN + timedelta(days=1), THEN)
    opened(core, THEN + timedelta(days=1), LEAD, DIRECTOR)
    motions = [motion for item in the_meeting(core).items for motion in item.motions]
    assert len(motions) == 2
    for motion in motions:
        vote(motion.reference, LEAD, THEN + timedelta(days=1))
        vote(motion.reference, DIRECTOR, THEN + timedelta(days=1))
        told = decide(motion.reference, THEN + timedelta(days=1))
        assert told["outcome"] == "carried"
    assert "could not be done as things stand" in the_motion(motions[1].reference).because
    assert the_motion(decision).state == "overruled"
    assert entries("decision.overruled")[0]["on"] == str(the_motion(motions[0].reference).number)


def test_a_cancelled_meeting_is_not_opened_and_an_undertaking_names_its_minute() -> None:
    a_core_group()
    meeting = called(THEN, LATER)
    done("meeting.cancelled", MANAGER, LATER, {"number": meeting}, reason="Nobody can come")
    with pytest.raises(Refused, match="it is cancelled"):
        done("meeting.opened", MANAGER, THEN, {"number": meeting})
    assert {clock.state for clock in the_clocks("agenda", "report", "owed")} == {"withdrawn"}
    with pytest.raises(Refused, match="has passed"):
        called(LATER - timedelta(days=1), LATER)
    with pytest.raises(Refused, match="is no time of day"):
        done("meeting.called", MANAGER, LATER, {"group": CORE}, on="2008-06-01", begins="noon")


def test_people_stand_in_the_ledger_by_pseudonym_alone() -> None:
    an_open_meeting()
    for act in ("member.named", "chair.appointed", "meeting.opened", "attendance.noted"):
        for payload in entries(act):
            assert "@" not in str(payload)
            assert "director" not in str(payload)
