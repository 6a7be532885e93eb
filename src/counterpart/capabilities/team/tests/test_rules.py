"""Delegation, counterparts, ends of roles, subcontractors and gaps: pure, by property where there is one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpart.capabilities.team.rules import counterparts, delegation, gaps, members, subcontractors
from counterpart.capabilities.team.rules.members import Holding, Member, OfParty, OfSomebody
from counterpart.capabilities.team.rules.subcontractors import (
    PRINCIPLES,
    SUBCONTRACTOR,
    FlowDown,
    Step,
    Subcontractor,
)
from counterpart.capabilities.team.tests.test_policy import AGREEMENT, PARTIES
from counterpart.engines.access.roles import OF_AGREEMENTS, role_named, seniority_of
from counterpart.engines.access.rules import Actor, Hand
from counterpart.values.refusal import Refusal

COUNCIL, COMPANY = PARTIES
TODAY = date(2008, 5, 6)
LONG_AGO = date(2007, 4, 2)


def somebody(number: int, role: str, party: object = COUNCIL, until: date | None = None, *more: Holding) -> Member:
    own = Holding(number * 10, role, LONG_AGO, until)
    person = Actor(str(number), f"Person {number}", f"{number}@council.example")
    return Member(number, person, party, role, (own, *more))  # type: ignore[arg-type]


def of(member: Member) -> OfSomebody:
    return OfSomebody(AGREEMENT, member.person.person, member.person.name, member.party.name)


MANAGER, OFFICER = somebody(1, "contract manager"), somebody(2, "performance officer")
AUDITOR, OPPOSITE = somebody(3, "auditor"), somebody(4, "provider manager", COMPANY)
EVERYBODY = [MANAGER, OFFICER, AUDITOR, OPPOSITE]


def lend(
    whom: Member = MANAGER, to: Member = OFFICER, days: int = 10, begins: int = 0, wanted: tuple[str, ...] = ()
) -> delegation.Delegation | Refusal:
    since = TODAY + timedelta(days=begins)
    until = since + timedelta(days=days - 1)
    known = [whom if m.membership == whom.membership else m for m in EVERYBODY]
    known = [to if m.membership == to.membership else m for m in known]
    return delegation.delegated(known, of(whom), to.person.person, wanted, since=since, until=until, today=TODAY)


@given(st.integers(-400, 400), st.integers(-400, 400))
def test_somebody_stands_in_from_today_on_and_for_ninety_days_at_the_most(begins: int, days: int) -> None:
    lent = lend(begins=begins, days=days)
    assert isinstance(lent, delegation.Delegation) == (begins >= 0 and 1 <= days <= delegation.MOST_DAYS)
    if isinstance(lent, delegation.Delegation):
        assert (lent.until - lent.since).days + 1 == days
        assert [held.role for held in lent.roles] == ["contract manager"]


@pytest.mark.parametrize(
    ("lent", "code"),
    [
        (lend(to=MANAGER), "delegation.oneself"),
        (lend(to=OPPOSITE), "delegation.not-a-colleague"),
        (lend(to=somebody(99, "observer")), "delegation.not-a-colleague"),
        (lend(wanted=("finance lead",)), "delegation.not-held"),
        (lend(OFFICER, somebody(5, "performance officer")), "delegation.not-a-colleague"),
        (lend(MANAGER, AUDITOR), "delegation.audits-itself"),
        (lend(somebody(1, "contract manager", COUNCIL, TODAY), days=2), "delegation.outlasts"),
        (lend(OFFICER, somebody(1, "performance officer")), "delegation.nothing"),
        (lend(OFFICER, somebody(1, "performance officer"), wanted=("performance officer",)), "delegation.held"),
    ],
)
def test_what_cannot_be_delegated_is_refused_with_why(lent: delegation.Delegation | Refusal, code: str) -> None:
    assert isinstance(lent, Refusal)
    assert lent.code == code


@given(st.integers(0, 30), st.integers(1, 30), st.integers(0, 30), st.integers(1, 30))
def test_one_person_at_a_time_stands_in_for_another_in_a_role(begins: int, days: int, later: int, more: int) -> None:
    first = TODAY + timedelta(days=begins)
    lent = Holding(77, "contract manager", first, first + timedelta(days=days - 1), MANAGER.person)
    busy = somebody(3, "finance lead", COUNCIL, None, lent)
    since = TODAY + timedelta(days=later)
    until = since + timedelta(days=more - 1)
    told = delegation.delegated(
        [MANAGER, OFFICER, busy], of(MANAGER), OFFICER.person.person, (), since=since, until=until, today=TODAY
    )
    overlap = since <= first + timedelta(days=days - 1) and first <= until
    assert isinstance(told, Refusal) == overlap
    assert delegation.lent_to([MANAGER, busy], of(MANAGER), "3") == [lent]
    assert isinstance(delegation.lent_to([MANAGER, busy], of(MANAGER), "2"), Refusal)


@given(st.sampled_from(OF_AGREEMENTS), st.sampled_from(OF_AGREEMENTS))
def test_counterparts_are_one_of_each_side_and_of_equal_seniority(ours: str, theirs: str) -> None:
    one, other = somebody(1, ours), somebody(2, theirs, COMPANY)
    told = counterparts.paired(AGREEMENT, other, one, [])
    equal = seniority_of(ours) == seniority_of(theirs)
    assert isinstance(told, tuple) == equal
    if isinstance(told, Refusal):
        assert "002, Governance 5.2" in told.rule
    assert isinstance(counterparts.paired(AGREEMENT, one, somebody(3, ours), []), Refusal)


def pair(*, there: bool = True) -> counterparts.Pair:
    left = counterparts.Half(1, "Person 1", "contract manager", there)
    return counterparts.Pair("x", left, counterparts.Half(4, "Person 4", "provider manager", True), "manager", TODAY)


def test_who_has_a_counterpart_gets_another_only_once_a_half_is_empty() -> None:
    assert isinstance(counterparts.paired(AGREEMENT, MANAGER, OPPOSITE, [pair()]), Refusal)
    assert counterparts.paired(AGREEMENT, MANAGER, OPPOSITE, [pair(there=False)]) == (MANAGER, OPPOSITE)
    assert pair(there=False).empty == ("commissioner",)


@pytest.mark.parametrize(
    ("party", "member", "days", "code"),
    [
        ("commissioner", MANAGER, 0, None),
        ("commissioner", MANAGER, -1, "representative.past"),
        ("commissioner", OFFICER, 0, "representative.not-theirs"),
        ("commissioner", OPPOSITE, 0, "representative.not-theirs"),
        ("commissioner", None, 0, "representative.not-theirs"),
        ("tenants", MANAGER, 0, "representative.no-side"),
    ],
)
def test_a_representative_answers_for_the_party(party: str, member: Member | None, days: int, code: str | None) -> None:
    since = TODAY + timedelta(days=days)
    refusal = counterparts.may_be_named(OfParty(AGREEMENT, party), member, since=since, today=TODAY)
    assert (refusal.code if refusal else None) == code


@given(st.integers(-5, 5), st.sampled_from([None, "performance officer", "king"]))
def test_a_role_ends_today_or_later_and_only_where_it_is_held(days: int, role: str | None) -> None:
    last = TODAY + timedelta(days=days)
    ends = members.ending(EVERYBODY, of(OFFICER), role, last=last, today=TODAY)
    if isinstance(ends, Refusal):
        assert days < 0 or role == "king"
    else:
        assert [held.role for held in ends] == ["performance officer"]


def test_the_last_who_gives_roles_stays() -> None:
    ends = members.ending(EVERYBODY, of(MANAGER), None, last=TODAY, today=TODAY)
    assert isinstance(ends, Refusal)
    assert ends.code == "role.last-manager"
    two = [*EVERYBODY, somebody(7, "commissioner lead")]
    assert not isinstance(members.ending(two, of(MANAGER), None, last=TODAY, today=TODAY), Refusal)
    leaves = [*EVERYBODY, somebody(7, "commissioner lead", COUNCIL, TODAY)]
    assert isinstance(members.ending(leaves, of(MANAGER), None, last=TODAY, today=TODAY), Refusal)


def roofers(state: str = "approved", *flowed: FlowDown) -> Subcontractor:
    return Subcontractor(AGREEMENT, "SUB-2008-0001", "Roofers", "Roofs", ("roofing",), state, Hand("9"), (), flowed)


@given(st.lists(st.sampled_from([verb for _, verb in SUBCONTRACTOR.steps]), max_size=8))
def test_a_subcontractor_works_only_by_an_approval_that_was_not_taken_back(verbs: list[str]) -> None:
    state, done = SUBCONTRACTOR.initial, []
    for verb in verbs:
        after = SUBCONTRACTOR.after(state, verb)
        if not isinstance(after, Refusal):
            state, done = after, [*done, verb]
    assert (state == "approved") == bool(done and done[-1] in ("approved", "reinstated"))
    if {"refused", "removed"} & set(done):
        assert done[-1] in ("refused", "removed")


@given(st.lists(st.lists(st.sampled_from(list(PRINCIPLES)), min_size=1), max_size=4))
def test_what_is_missing_is_what_no_document_passes_on(shown: list[list[str]]) -> None:
    flowed = [FlowDown("Order", None, False, tuple(names), TODAY) for names in shown]
    known = roofers("approved", *flowed)
    assert set(known.missing) == set(PRINCIPLES) - {name for names in shown for name in names}
    for names in shown:
        assert set(subcontractors.principles_named(names)) == set(names)  # type: ignore[arg-type]


@pytest.mark.parametrize("names", [[], ["value", "kindness"]])
def test_principles_are_named_as_the_schedule_has_them(names: list[str]) -> None:
    assert isinstance(subcontractors.principles_named(names), Refusal)


@pytest.mark.parametrize("areas", [[], [" "], ["x" * 121], [f"area {n}" for n in range(41)]])
def test_a_scope_names_its_service_areas(areas: list[str]) -> None:
    assert isinstance(subcontractors.areas_named(areas), Refusal)
    assert subcontractors.areas_named([" Voids ", "Voids", "Roofs"]) == ("Voids", "Roofs")


@pytest.mark.parametrize(
    ("name", "state", "code"),
    [
        ("A COMPANY", "approved", "subcontractor.a-party"),
        ("roofers", "proposed", "subcontractor.known"),
        ("roofers", "suspended", "subcontractor.known"),
        ("roofers", "refused", None),
        ("roofers", "removed", None),
    ],
)
def test_a_subcontractor_is_proposed_once_and_is_no_party(name: str, state: str, code: str | None) -> None:
    refusal = subcontractors.may_be_proposed(AGREEMENT, name, [roofers(state)])
    assert (refusal.code if refusal else None) == code


def test_every_gap_is_said() -> None:
    told = gaps.gaps(AGREEMENT, [MANAGER], [], [], [roofers("proposed"), roofers("approved")], on=TODAY)
    assert told == [
        "A Company is named as provider and nobody stands for it yet: it sees nothing here, and it has assented to "
        "nothing here.",
        "The commissioner has no contract representative.",
        "Person 1 (manager level) has no counterpart at the provider.",
        "Roofers (SUB-2008-0001) waits for the commissioner to approve or refuse it.",
        "Nothing shows yet that Roofers (SUB-2008-0001) took on: collaboration, behaviour, support, communication, "
        "value, problems.",
    ]


def test_where_nothing_is_missing_nothing_is_said() -> None:
    named = [counterparts.Named(p.name, "x", 1, LONG_AGO, None, True) for p in PARTIES]
    every = FlowDown("Order", None, False, tuple(PRINCIPLES), TODAY)
    assert gaps.gaps(AGREEMENT, [MANAGER, OPPOSITE], named, [pair()], [roofers("approved", every)], on=TODAY) == []


def test_whoever_has_left_is_named_in_the_gap() -> None:
    named = [counterparts.Named("commissioner", "Person 1", 1, LONG_AGO, None, False)]
    told = gaps.gaps(AGREEMENT, [OFFICER, OPPOSITE], named, [pair(there=False)], [], on=TODAY)
    assert "The commissioner has no contract representative: Person 1 was, and has no role any more." in told
    assert "Person 4 has no counterpart at the commissioner any more: Person 1 has left." in told


def test_what_is_not_there_is_refused_with_where_to_look() -> None:
    assert "counterpart team show HOUSING" in members.nobody_there(AGREEMENT, "x@y").next_step
    assert subcontractors.unknown(AGREEMENT, "SUB-1").code == "subcontractor.unknown"
    assert "SUB-2008-0001" in subcontractors.no_file(roofers()).fact


def test_the_last_step_and_the_roles_of_the_table_are_told() -> None:
    step = Step("approved", "commissioner", TODAY, "Insured")
    assert roofers().last is None
    known = Subcontractor(AGREEMENT, "SUB-2008-0001", "R", "S", (), "approved", Hand("9"), (step,))
    assert known.last == step
    assert known.agreement_id == of(MANAGER).agreement_id == OfParty(AGREEMENT, "x").agreement_id == "a-1"
    assert known.hands == (Hand("9"),)
    assert role_named(MANAGER.post) is not None
