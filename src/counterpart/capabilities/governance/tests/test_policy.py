"""Who establishes, names, runs, speaks, votes and decides: by standing, without a database."""

from dataclasses import replace
from typing import Any

import pytest

from counterpart.capabilities.agreements.rules.facts import AgreementFacts, Terms
from counterpart.capabilities.governance import policy
from counterpart.capabilities.governance.rules.groups import Chair, GroupFacts, GroupsFacts, Seat
from counterpart.capabilities.governance.rules.meetings import ItemFacts, ItemOf, MeetingFacts, Sent
from counterpart.capabilities.governance.rules.motions import MotionFacts, MotionOf
from counterpart.capabilities.partners.tests.makers import LATER
from counterpart.engines.access.rules import Actor, Standing
from counterpart.engines.library.shelf import on_the_shelf

DAY = LATER.date()
HERE = "00000000-0000-0000-0000-00000000000a"


def agreement(template: str = "supported-housing-partnering") -> AgreementFacts:
    kept = on_the_shelf(template)
    return AgreementFacts(HERE, "HOMES", "Homes", (), Terms(kept.template, kept.fingerprint, kept.text))


def group(name: str = "core-group", template: str = "supported-housing-partnering", **more: Any) -> GroupFacts:
    known = agreement(template)
    terms = known.terms.template.group(name)
    assert terms is not None
    seats = (seat("commissioner", "lead"), seat("provider", "director"), seat("service-users", "user"))
    return GroupFacts(known, terms, DAY, DAY, **({"seats": seats} | more))


def seat(party: str, person: str) -> Seat:
    return Seat(party, 1, person, person, "a post", "director", DAY)


def somebody(person: str, role: str = "", party: str = "commissioner", side: str = "", *, of: str = HERE) -> Actor:
    side = side or ("represented" if party == "service-users" else party)
    standings = (Standing(of, party, party, side, role),) if role else ()
    return Actor(person, person, f"{person}@example", standings)


PEOPLE = {
    "manager": somebody("manager", "contract manager"),
    "lead": somebody("lead", "commissioner lead"),
    "officer": somebody("officer", "performance officer"),
    "auditor": somebody("auditor", "auditor"),
    "director": somebody("director", "provider director", "provider"),
    "kpi": somebody("kpi", "KPI manager", "provider"),
    "user": somebody("user", "service user representative", "service-users"),
    "outsider": somebody("outsider", "contract manager", of="another"),
}


def those(may: Any, held: Any) -> set[str]:
    return {name for name, actor in PEOPLE.items() if may(actor, held) is None}


def a_meeting(**more: Any) -> MeetingFacts:
    return MeetingFacts(group(), "MTG-2008-0001", LATER, "", "open", **more)


def a_motion(meeting: str = "MTG-2008-0001", **more: Any) -> MotionOf:
    motion = MotionFacts("MOT-2008-0001", "core-group", meeting, 1, "that it be", "resolution", "open")
    sitting = (("lead", "commissioner"), ("director", "provider"), ("user", "service-users"))
    return MotionOf(group(), motion, "open", **({"sitting": sitting} | more))


def test_groups_are_established_by_those_who_give_roles_for_the_commissioner() -> None:
    assert those(policy.may_establish, GroupsFacts(agreement(), ())) == {"manager", "lead"}


def test_each_party_names_its_own_members_and_the_commissioner_those_who_are_represented() -> None:
    assert those(policy.may_name, group()) == {"manager", "lead", "director"}
    assert policy.names_for(PEOPLE["director"], group(), "provider") is None
    assert policy.names_for(PEOPLE["director"], group(), "commissioner") is not None
    assert policy.names_for(PEOPLE["manager"], group(), "provider") is not None
    assert policy.names_for(PEOPLE["manager"], group(), "service-users") is None
    assert policy.names_for(PEOPLE["manager"], group(), "nobody") is not None


def test_the_chair_is_appointed_by_the_commissioner_or_whose_turn_it_is() -> None:
    assert those(policy.may_appoint_chair, group()) == {"manager", "lead"}
    rotating = replace(group(), terms=replace(group().terms, chair="by rotation"))
    assert those(policy.may_appoint_chair, rotating) == {"manager", "lead"}
    held = replace(rotating, chair=Chair("lead", "lead", "commissioner", DAY))
    assert those(policy.may_appoint_chair, held) == {"director"}
    elected = replace(group(), terms=replace(group().terms, chair="elected"))
    assert those(policy.may_appoint_chair, elected) == {"manager", "lead", "director"}


def test_a_meeting_is_run_by_its_chair_and_by_officers_of_the_chairs_party() -> None:
    assert those(policy.may_run, group()) == {"manager", "lead", "officer"}
    assert those(policy.may_run, a_meeting(chair_person="director")) == {"manager", "lead", "officer", "director"}
    held = group(chair=Chair("kpi", "kpi", "provider", DAY))
    assert "kpi" in those(policy.may_run, held)
    rotating = replace(held, terms=replace(held.terms, chair="by rotation"))
    assert those(policy.may_run, rotating) == {"director", "kpi"}
    nobody = replace(rotating, chair=None)
    assert those(policy.may_run, nobody) == {"manager", "lead", "officer", "director"}


def test_members_delegates_and_those_who_answer_for_a_party_speak() -> None:
    item = ItemOf(a_meeting(), ItemFacts(1, "Debts", "other", "", "listed"))
    assert those(policy.may_speak, item) == {"manager", "lead", "officer", "director", "user"}
    sent = Sent("director", "director", "kpi", "kpi", "kpi@example", "provider", 1, "told")
    meeting = a_meeting(delegates=(sent,))
    assert "kpi" in those(policy.may_speak, meeting)
    assert those(policy.may_send_delegate, meeting) == those(policy.may_debrief, meeting)
    assert "kpi" not in those(policy.may_speak, group())


def test_one_stands_for_oneself_or_for_ones_party_and_a_meeting_is_noted_by_who_runs_it() -> None:
    may = policy.may_stand_for
    assert may(PEOPLE["kpi"], a_meeting(), "kpi", "provider") is None
    assert may(PEOPLE["director"], a_meeting(), "kpi", "provider") is None
    assert may(PEOPLE["manager"], a_meeting(), "kpi", "provider") is not None
    assert may(PEOPLE["officer"], a_meeting(), "kpi", "") is None
    assert may(PEOPLE["kpi"], a_meeting(), "director", "") is not None


def test_a_vote_is_cast_by_whoever_sits_in_the_room_for_a_party_that_votes() -> None:
    assert those(policy.may_vote, a_motion()) == {"lead", "director"}
    assert those(policy.may_vote, a_motion(sitting=())) == set()
    assert those(policy.may_vote, a_motion(meeting="", sitting=())) == {"lead", "director"}


@pytest.mark.parametrize("tied", ["lead", "director"])
def test_whoever_is_tied_by_an_interest_does_not_vote(tied: str) -> None:
    of = a_motion(tied=frozenset({tied}))
    assert tied not in those(policy.may_vote, of)
    refusal = policy.may_vote(PEOPLE[tied], of)
    assert refusal is not None
    assert refusal.code == "vote.tied"


def test_a_delegate_is_one_hand_with_whoever_is_tied() -> None:
    lent = Standing(HERE, "provider", "provider", "provider", "provider director", on_behalf_of="director")
    delegate = Actor("kpi", "kpi", "kpi@example", (*PEOPLE["kpi"].standings, lent))
    assert policy.may_vote(delegate, a_motion()) is None
    refusal = policy.may_vote(delegate, a_motion(tied=frozenset({"director"})))
    assert refusal is not None
    assert refusal.code == "vote.tied"


def test_a_decision_is_overruled_by_a_group_above_or_by_none() -> None:
    of = MotionOf(group("support-group"), a_motion().motion)
    assert those(policy.may_overrule, of) == {"manager", "lead", "officer", "director"}
    final = policy.may_overrule(PEOPLE["manager"], a_motion())
    assert final is not None
    assert final.code == "decision.final"
