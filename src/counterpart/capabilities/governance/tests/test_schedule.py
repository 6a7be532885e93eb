"""The governance schedule of 002, clause by clause, through the door: each row is a clause, and a story of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from counterpart.capabilities.governance.rules.groups import gaps
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
    a_core_group,
    a_working_group,
    agreed,
    an_open_meeting,
    called,
    decide,
    done,
    established_groups,
    line_of,
    minuted,
    name,
    on,
    opened,
    put,
    the_clocks,
    the_group,
    the_meeting,
    the_motion,
    vote,
)
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, OFFICER
from counterpart.values.refusal import Refused

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh", "home")]
THEN = LATER + timedelta(days=14)
BEFORE_EASTER = on(2008, 3, 18)
"""A Tuesday; Good Friday was 21 March 2008, Easter Monday 24 March."""


def pre_commencement_group_meets_monthly_to_commencement() -> None:
    established_groups()
    group = the_group("pre-commencement-group")
    assert (group.terms.meets, group.terms.meets_until, group.terms.starts) == ("monthly", "commencement", "effective")
    assert len(group.terms.standing_items) == 4


def groups_are_established_by_the_commissioner_for_both_and_each_is_asked_for_its_members() -> None:
    established_groups()
    asked = the_clocks("members")
    assert {clock.party for clock in asked} == {"commissioner", "provider", "service-users"}
    with pytest.raises(Refused, match="established already"):
        done("groups.established", MANAGER, LATER)


def members_are_counterparts_and_what_is_unequal_or_empty_is_said() -> None:
    established_groups()
    name(LEAD, by=MANAGER)
    name(PROVIDER, by=PROVIDER)
    missing = " ".join(gaps(the_group()))
    assert "director level) faces" in missing
    assert "Provider has 2 of 3 seats to fill" in missing
    with pytest.raises(Refused, match="members of provider are named by provider"):
        name(DIRECTOR, by=MANAGER)


def a_member_is_replaced_with_the_assent_of_the_other_and_refused_only_with_a_reason() -> None:
    a_core_group()
    replace = {"member": PROVIDER, "successor": SECOND, "reason": "Has taken another post"}
    first = done("member.replaced", PROVIDER, LATER, {"group": CORE}, **replace)
    assert "waits for commissioner" in first["says"]
    assert {seat.name for seat in the_group().seats if seat.party == "provider"} & {
        "provider manager, 2010 Rotherham Ltd"
    }
    (clock,) = the_clocks("answer")
    assert (clock.party, str(clock.due_on)) == ("commissioner", "2008-05-13")
    with pytest.raises(Refused, match="reason"):
        done("proposal.refused", MANAGER, LATER, {"number": first["reference"]})
    done("proposal.refused", MANAGER, LATER, {"number": first["reference"]}, reason="Not of equal seniority")
    again = done("member.replaced", PROVIDER, LATER, {"group": CORE}, **(replace | {"reason": "Retires in June"}))
    agreed(again["reference"], MANAGER, LATER)
    assert "second-manager" in next(seat.name for seat in the_group().seats if seat.label == "provider, seat 2")


def a_delegate_attends_for_a_member_briefed_and_debriefed_and_the_two_are_one_hand() -> None:
    a_core_group()
    meeting = called(THEN, LATER)
    places = {"number": meeting}
    with pytest.raises(Refused, match="works for commissioner"):
        done("delegate.sent", PROVIDER, LATER, places, member=DIRECTOR, delegate=DEPUTY, briefing="On item 3")
    done("delegate.sent", PROVIDER, LATER, places, member=DIRECTOR, delegate=KPI_MANAGER, briefing="On the figures")
    opened(meeting, THEN, LEAD, KPI_MANAGER)
    assert the_meeting(meeting).quorum_now.met
    motion = put(meeting, 1, "that the figures be noted", THEN)
    vote(motion, LEAD, THEN)
    vote(motion, KPI_MANAGER, THEN)
    assert decide(motion, THEN)["outcome"] == "carried"
    minuted(meeting, 1, "Noted.", THEN)
    done("meeting.closed", MANAGER, THEN, places)
    (clock,) = the_clocks("debrief")
    assert clock.party == "provider"
    done("delegate.debriefed", KPI_MANAGER, THEN, places, delegate=KPI_MANAGER, told="What was decided on the figures")
    assert [one.state for one in the_clocks("debrief")] == ["met"]


def the_commissioner_appoints_the_chair_who_has_six_duties() -> None:
    group = a_core_group()
    assert group.chair is not None
    assert (group.chair.party, len(group.duties)) == ("commissioner", 6)
    with pytest.raises(Refused, match="appointed by commissioner"):
        done("chair.appointed", PROVIDER, LATER, {"group": CORE}, who=DIRECTOR)
    with pytest.raises(Refused, match="works for provider"):
        done("chair.appointed", MANAGER, LATER, {"group": CORE}, who=DIRECTOR)


def the_agenda_goes_round_before_the_meeting_and_after_that_an_item_needs_the_chairs_reason() -> None:
    a_core_group()
    meeting = called(THEN, LATER)
    (clock,) = the_clocks("agenda")
    assert (str(clock.due_on), clock.party) == ("2008-05-13", "commissioner")
    done("item.added", DIRECTOR, LATER, {"number": meeting}, title="A van that broke down")
    done("agenda.circulated", MANAGER, LATER, {"number": meeting})
    assert the_clocks("agenda")[0].state == "met"
    with pytest.raises(Refused, match="chair has not allowed it"):
        done("item.added", DIRECTOR, LATER, {"number": meeting}, title="Late", urgent_because="I forgot")
    with pytest.raises(Refused, match="no reason was given"):
        done("item.added", LEAD, LATER, {"number": meeting}, title="Late")
    done("item.added", LEAD, LATER, {"number": meeting}, title="A gas leak", urgent_because="It happened today")
    assert the_meeting(meeting).items[-1].urgent_because == "It happened today"


def a_meeting_opened_before_its_agenda_went_out_keeps_the_omission() -> None:
    an_open_meeting()
    assert [clock.state for clock in the_clocks("agenda")] == ["passed over"]


def minutes_are_due_on_the_seventh_working_day_over_easter() -> None:
    a_core_group(BEFORE_EASTER - timedelta(days=7))
    meeting = called(BEFORE_EASTER, BEFORE_EASTER - timedelta(days=7))
    opened(meeting, BEFORE_EASTER, LEAD, DIRECTOR)
    minuted(meeting, 1, "None.", BEFORE_EASTER)
    told = done("meeting.closed", MANAGER, BEFORE_EASTER, {"number": meeting})
    assert told["minutes_due_on"] == "2008-03-31"
    (clock,) = the_clocks("minutes", at=BEFORE_EASTER)
    assert (clock.standing(on(2008, 3, 31).date()).value, clock.standing(on(2008, 4, 1).date()).value) == (
        "due today",
        "late",
    )
    late = done("minutes.circulated", MANAGER, on(2008, 4, 1), {"number": meeting})
    assert late["says"].endswith("1 day late.")


def with_one_party_absent_there_is_no_quorum_and_nothing_is_decided() -> None:
    meeting = an_open_meeting(LATER, LEAD, MANAGER)
    motion = put(meeting, 1, "that the price rise", THEN)
    vote(motion, LEAD, THEN)
    with pytest.raises(Refused, match="nobody is there for provider"):
        decide(motion, THEN)
    done("meeting.closed", MANAGER, THEN, {"number": meeting})
    assert the_motion(motion).state == "carried over"


def when_the_quorum_is_lost_what_was_decided_after_is_void() -> None:
    meeting = an_open_meeting()
    motion = put(meeting, 1, "that the price rise", THEN)
    vote(motion, LEAD, THEN)
    vote(motion, DIRECTOR, THEN)
    decide(motion, THEN + timedelta(minutes=30))
    assert the_motion(motion).state == "carried"
    gone = {"left": [DIRECTOR, PROVIDER], "when": "10:15"}
    told = done("attendance.noted", MANAGER, THEN + timedelta(hours=1), {"number": meeting}, **gone)
    assert "Void for want of one" in told["says"]
    assert the_motion(motion).state == "void"


def each_party_has_one_vote_however_many_its_members_and_unanimity_carries() -> None:
    meeting = an_open_meeting()
    motion = put(meeting, 1, "that the price rise", THEN)
    vote(motion, LEAD, THEN)
    with pytest.raises(Refused, match="commissioner has voted"):
        vote(motion, MANAGER, THEN, "against")
    with pytest.raises(Refused, match="provider did not vote yet"):
        decide(motion, THEN)
    vote(motion, PROVIDER, THEN, "against")
    assert decide(motion, THEN)["outcome"] == "lost"


def whoever_has_a_prejudicial_interest_takes_no_part_in_the_vote() -> None:
    meeting = an_open_meeting(LATER, LEAD, MANAGER, DIRECTOR)
    places = {"number": meeting, "item": "4"}
    mine = {"who": DIRECTOR, "nature": "Owns shares in the supplier", "prejudicial": True}
    done("interest.declared", DIRECTOR, THEN, places, **mine)
    motion = put(meeting, 4, "that the supplier be taken on", THEN)
    with pytest.raises(Refused, match="declared a prejudicial interest"):
        vote(motion, DIRECTOR, THEN)
    with pytest.raises(Refused, match="nobody is there for provider"):
        decide(motion, THEN, without_vote=True)
    done("attendance.noted", MANAGER, THEN, {"number": meeting}, present=[PROVIDER])
    vote(motion, PROVIDER, THEN)
    vote(motion, LEAD, THEN)
    assert decide(motion, THEN)["outcome"] == "carried"


def working_groups_report_before_each_core_group_and_the_receipt_is_minuted() -> None:
    a_core_group()
    meeting = called(THEN, LATER)
    due = {clock.what: str(clock.due_on) for clock in the_clocks("report")}
    assert due["Report of the Working group on support to the Core group"] == "2008-05-13"
    assert len(due) == 4
    line = line_of(meeting, "Report of the working group on support")
    done("report.received", MANAGER, LATER, {"number": meeting, "item": str(line)}, document="Support, April 2008")
    assert {clock.what for clock in the_clocks("report") if clock.state == "met"} == {
        "Report of the Working group on support to the Core group"
    }
    opened(meeting, THEN, LEAD, DIRECTOR)
    minuted(meeting, line, "The report was received.", THEN)
    assert the_meeting(meeting).item(line).received == "Support, April 2008"  # type: ignore[union-attr]


def the_core_group_overrules_a_working_group_with_its_reason() -> None:
    a_core_group()
    a_working_group()
    working = called(THEN, LATER, group=SUPPORT)
    opened(working, THEN, MANAGER, PROVIDER)
    decision = put(working, 1, "that visits stop on Fridays", THEN)
    vote(decision, MANAGER, THEN)
    vote(decision, PROVIDER, THEN)
    decide(decision, THEN)
    over = done("decision.overruled", LEAD, THEN, {"number": decision}, reason="Users need visits on Fridays")
    assert "waits for core-group" in over["says"]
    assert the_motion(decision).state == "carried"
    core = called(THEN + timedelta(days=7), THEN)
    later = THEN + timedelta(days=7)
    opened(core, later, LEAD, DIRECTOR)
    line = line_of(core, "Overrule the decision")
    motion = the_meeting(core).item(line).motions[0].reference  # type: ignore[union-attr]
    vote(motion, LEAD, later)
    with pytest.raises(Refused, match="provider did not vote yet"):
        decide(motion, later, without_vote=True)
    vote(motion, DIRECTOR, later)
    told = decide(motion, later)
    assert told["says"].endswith("1/08 of the Working group on support is overruled.")
    overruled = the_motion(decision)
    assert (overruled.state, overruled.because) == ("overruled", "Users need visits on Fridays")


def what_the_core_group_loses_is_closed_as_refused() -> None:
    a_core_group()
    a_working_group()
    working = called(THEN, LATER, group=SUPPORT)
    opened(working, THEN, MANAGER, PROVIDER)
    decision = put(working, 1, "that visits stop on Fridays", THEN)
    decide(decision, THEN, without_vote=True)
    done("decision.overruled", LEAD, THEN, {"number": decision}, reason="Users need visits")
    out = done(
        "motion.circulated",
        MANAGER,
        THEN,
        {"group": CORE},
        because="It begins on Friday",
        reply_by="2008-05-30",
        proposal="PRP-2008-0001",
    )
    assert {clock.party for clock in the_clocks("vote")} == {"commissioner", "provider"}
    with pytest.raises(Refused, match="before the group already"):
        done(
            "motion.circulated",
            MANAGER,
            THEN,
            {"group": CORE},
            because="Again",
            reply_by="2008-05-30",
            proposal="PRP-2008-0001",
        )
    vote(out["reference"], LEAD, THEN)
    vote(out["reference"], PROVIDER, THEN, "against")
    told = decide(out["reference"], THEN)
    assert (told["outcome"], told["number"]) == ("lost", "1/08")
    assert {clock.state for clock in the_clocks("vote")} == {"met"}
    assert the_motion(decision).state == "carried"


def health_and_safety_stands_with_its_compliance_position() -> None:
    meeting = an_open_meeting()
    line = line_of(meeting, "Health and safety")
    places = {"number": meeting, "item": str(line)}
    told = done("compliance.noted", OFFICER, THEN, places, kind="gas", due=120, done=117, overdue=3)
    assert told["says"] == "Gas: 117 of 120 done, 3 overdue."
    with pytest.raises(Refused, match="more than the 10"):
        done("compliance.noted", OFFICER, THEN, places, kind="fire", due=10, done=9, overdue=2)
    done("compliance.noted", OFFICER, THEN, places, kind="gas", due=120, done=120, overdue=0)
    assert [(one.kind, one.done) for one in the_meeting(meeting).item(line).positions] == [("gas", 120)]  # type: ignore[union-attr]


def what_is_undertaken_becomes_a_promise_of_that_party() -> None:
    meeting = an_open_meeting()
    places = {"number": meeting, "item": "4"}
    told = done(
        "undertaking.given", MANAGER, THEN, places, what="Bring the plan", party="provider", due_on="2008-06-30"
    )
    (promise,) = the_clocks("action")
    assert (promise.reference, promise.party, promise.accepted_by) == (told["reference"], "provider", "commissioner")
    assert promise.source == "minute 1/08"


SCHEDULE: dict[str, Callable[[], None]] = {
    "3 pre-commencement meetings": pre_commencement_group_meets_monthly_to_commencement,
    "4.3 establishment": groups_are_established_by_the_commissioner_for_both_and_each_is_asked_for_its_members,
    "5.1, 5.2 counterparts": members_are_counterparts_and_what_is_unequal_or_empty_is_said,
    "5.2 replacement": a_member_is_replaced_with_the_assent_of_the_other_and_refused_only_with_a_reason,
    "5.3 delegates": a_delegate_attends_for_a_member_briefed_and_debriefed_and_the_two_are_one_hand,
    "5.4 chair": the_commissioner_appoints_the_chair_who_has_six_duties,
    "5.4.2 agenda": the_agenda_goes_round_before_the_meeting_and_after_that_an_item_needs_the_chairs_reason,
    "5.4.2 no agenda": a_meeting_opened_before_its_agenda_went_out_keeps_the_omission,
    "5.4.4 follow-up": what_is_undertaken_becomes_a_promise_of_that_party,
    "5.4.5 minutes": minutes_are_due_on_the_seventh_working_day_over_easter,
    "5.5 quorum": with_one_party_absent_there_is_no_quorum_and_nothing_is_decided,
    "5.5 quorum lost": when_the_quorum_is_lost_what_was_decided_after_is_void,
    "5.7 one vote, unanimity": each_party_has_one_vote_however_many_its_members_and_unanimity_carries,
    "5.7 tied interest": whoever_has_a_prejudicial_interest_takes_no_part_in_the_vote,
    "6.2.6, 7.1.12 health and safety": health_and_safety_stands_with_its_compliance_position,
    "6.2.8, 7.1.4 reports": working_groups_report_before_each_core_group_and_the_receipt_is_minuted,
    "7.2 overruling": the_core_group_overrules_a_working_group_with_its_reason,
    "7.2 not overruled": what_the_core_group_loses_is_closed_as_refused,
}


@pytest.mark.parametrize("clause", SCHEDULE)
def test_the_governance_schedule_holds_clause_by_clause(clause: str) -> None:
    SCHEDULE[clause]()
