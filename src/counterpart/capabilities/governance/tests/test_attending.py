"""Who comes, goes, stands in and declares: what is refused, and in which words."""

from typing import Any

import pytest

from counterpart.capabilities.governance.tests.makers import (
    CORE,
    DEPUTY,
    DIRECTOR,
    LATER,
    LEAD,
    MANAGER,
    PROVIDER,
    SECOND,
    SUPPORT,
    THEN,
    a_core_group,
    an_open_meeting,
    called,
    decide,
    done,
    name,
    opened,
    put,
    the_meeting,
    the_motion,
    vote,
)
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, OFFICER
from counterpart.values.refusal import Refused

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh", "home")]


def refused(says: str, act: str, by: str, number: str, item: str = "", **sent: Any) -> None:
    places = {"number": number} | ({"item": item} if item else {})
    with pytest.raises(Refused, match=says):
        done(act, by, THEN, places, **sent)


def test_who_comes_and_goes_is_noted_while_the_meeting_is_open_and_by_whoever_runs_it() -> None:
    a_core_group()
    meeting = called(THEN, LATER)
    refused("it is scheduled", "attendance.noted", MANAGER, meeting, present=[LEAD])
    done("meeting.opened", MANAGER, THEN, {"number": meeting}, chair=DIRECTOR)
    assert "provider director" in the_meeting(meeting).chair
    refused("was not at", "attendance.noted", MANAGER, meeting, left=[LEAD])
    refused("is no time of day", "attendance.noted", MANAGER, meeting, present=[LEAD], when="noon")
    refused("nobody with the address", "attendance.noted", MANAGER, meeting, present=["nobody@council.example"])
    refused("not .*’s to do", "attendance.noted", KPI_MANAGER, meeting, present=[LEAD])
    done("attendance.noted", DIRECTOR, THEN, {"number": meeting}, present=[LEAD, KPI_MANAGER], when="09:45")
    capacities = {one.name.partition(",")[0]: one.capacity for one in the_meeting(meeting).presences}
    assert capacities == {"commissioner lead": "member", "KPI manager": "observer"}
    told = done("attendance.noted", MANAGER, THEN, {"number": meeting}, invitees=["An engineer"], apologies=[PROVIDER])
    assert told["says"] == "There is no quorum: nobody is there for provider."


def test_a_delegate_is_sent_by_the_member_or_their_party_and_debriefs_them() -> None:
    a_core_group()
    meeting = called(THEN, LATER)
    told = {"member": DIRECTOR, "delegate": KPI_MANAGER, "briefing": "On the figures"}
    refused("one does this oneself", "delegate.sent", MANAGER, meeting, **told)
    refused("is no member of", "delegate.sent", PROVIDER, meeting, **(told | {"member": SECOND}))
    refused("no delegate .* was sent", "delegate.debriefed", PROVIDER, meeting, delegate=KPI_MANAGER, told="All")
    done("delegate.sent", DIRECTOR, LATER, {"number": meeting}, **told)
    refused("attends already", "delegate.sent", PROVIDER, meeting, **(told | {"member": PROVIDER}))
    refused("one does this oneself", "delegate.debriefed", MANAGER, meeting, delegate=KPI_MANAGER, told="All")
    done("meeting.cancelled", MANAGER, LATER, {"number": meeting}, reason="Snow")
    refused("it is cancelled", "delegate.sent", PROVIDER, meeting, **(told | {"member": PROVIDER, "delegate": SECOND}))


def test_an_interest_is_declared_by_its_holder_or_noted_by_whoever_runs_the_meeting() -> None:
    meeting = an_open_meeting(LATER, LEAD, DIRECTOR)
    told = {"who": DIRECTOR, "nature": "A friend of the supplier"}
    refused("who runs the meeting", "interest.declared", PROVIDER, meeting, "4", **told)
    refused("is not in the room", "interest.declared", MANAGER, meeting, "4", **(told | {"who": PROVIDER}))
    done("interest.declared", OFFICER, THEN, {"number": meeting, "item": "4"}, **told)
    (declared,) = the_meeting(meeting).items[3].interests
    assert (declared.prejudicial, declared.nature) == (False, "A friend of the supplier")
    motion = put(meeting, 4, "that the supplier be taken on", THEN)
    vote(motion, DIRECTOR, THEN)
    done("meeting.closed", MANAGER, THEN, {"number": meeting})
    refused("it is closed", "interest.declared", OFFICER, meeting, "4", **told)


def test_what_is_put_to_a_meeting_waits_for_it_to_open_and_needs_somebody_to_go_to() -> None:
    a_core_group()
    meeting = called(THEN, LATER)
    motion = put(meeting, 1, "that it be noted", LATER)
    done("delegate.sent", DIRECTOR, LATER, {"number": meeting}, member=DIRECTOR, delegate=KPI_MANAGER, briefing="All")
    with pytest.raises(Refused, match="to do"):
        vote(motion, LEAD, LATER)
    with pytest.raises(Refused, match="is scheduled"):
        decide(motion, LATER)
    refused("it was not said to whom", "motion.put", MANAGER, meeting, "1", text="that it be", kind="recommendation")
    refused("while a meeting is open", "item.minuted", MANAGER, meeting, "1", text="Too early")


def test_out_of_meeting_something_is_put_in_words_or_by_its_proposal_and_counts_by_who_voted() -> None:
    a_core_group()
    here, ask = {"group": CORE}, {"because": "It begins on Friday", "reply_by": "2008-05-30"}
    for sent, says in (
        ({}, "neither words nor a proposal"),
        ({"proposal": "PRP-2008-0009"}, "does not wait for this group"),
    ):
        with pytest.raises(Refused, match=says):
            done("motion.circulated", MANAGER, LATER, here, **ask, **sent)
    motion = str(
        done("motion.circulated", MANAGER, LATER, here, **ask, text="that visits begin on Friday")["reference"]
    )
    vote(motion, LEAD, LATER)
    with pytest.raises(Refused, match="nobody is there for provider"):
        decide(motion, LATER)
    with pytest.raises(Refused, match="sits for commissioner or provider"):
        vote(motion, KPI_MANAGER, LATER)
    vote(motion, DIRECTOR, LATER)
    assert decide(motion, LATER)["says"].startswith(f"{motion} is carried (minute 1/08): 2 for.")
    assert the_motion(motion).number is not None
    with pytest.raises(Refused, match="it is carried"):
        vote(motion, LEAD, LATER)


def test_members_sit_once_for_their_own_party_in_a_group_that_stands() -> None:
    a_core_group()
    with pytest.raises(Refused, match="sits in it already"):
        name(LEAD, by=MANAGER)
    with pytest.raises(Refused, match="nobody with the address"):
        name("nobody@council.example", by=MANAGER)
    told = {"member": DEPUTY, "successor": OFFICER, "reason": "No reason"}
    with pytest.raises(Refused, match="does not sit in"):
        done("member.replaced", MANAGER, LATER, {"group": CORE}, **told)
    opened(called(THEN, LATER, group=SUPPORT), THEN)
