"""The table of roles, two hands, and on whose behalf somebody acts: by property."""

from collections.abc import Iterable
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpart.engines.access.roles import (
    ADMINISTRATOR,
    COMMISSIONER,
    EVERYBODY,
    INSTALLED,
    OF_AGREEMENTS,
    PROVIDER,
    ROLES,
    May,
    Seniority,
    audits_itself,
    either,
    may_do,
    role_named,
    seniority_of,
    those_who,
)
from counterpart.engines.access.rules import Actor, Hand, Standing, TwoHands, on_behalf_of, two_hands
from counterpart.values.refusal import Refusal

HERE, ELSEWHERE = "a-1", "a-2"
RULE = TwoHands("test.two-hands", "It was not approved", "who proposes may not approve alone", "Ask another.")
people = st.sampled_from(("1", "2", "3", "4"))
roles = st.sampled_from(OF_AGREEMENTS)


def standing(role: str, lender: str | None = None, agreement: str = HERE) -> Standing:
    return Standing(agreement, "p-1", "council", COMMISSIONER, role, lender)


def actor(person: str, *standings: Standing) -> Actor:
    return Actor(person, f"Person {person}", f"{person}@council.example", standings)


def test_the_names_and_the_refusals_of_the_table_are_sound() -> None:
    assert len({role.name.casefold() for role in ROLES}) == len(ROLES)
    assert all(set(role.sides) <= {*EVERYBODY, INSTALLED} for role in ROLES)
    assert all(May.READ in role.may for role in ROLES if role.name in OF_AGREEMENTS)
    assert role_named("Janitor") is None
    assert seniority_of("a post of old") == Seniority.OPERATIONAL
    assert either(["a"]) == "a"
    assert either(["a", "b", "c"]) == "a, b or c"


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
def test_a_role_is_found_however_it_is_written_and_may_what_the_table_says(role: object) -> None:
    terms = role_named(f" {role.name.upper()} ")  # type: ignore[attr-defined]
    assert terms is role
    assert terms is not None
    for verb in May:
        assert may_do(terms.name, verb) == (verb in terms.may) == (terms.name in those_who(verb))


def test_an_administrator_administers_and_reads_nothing() -> None:
    (administrator,) = (role for role in ROLES if role.name == ADMINISTRATOR)
    assert administrator.may == (May.ADMINISTER,)
    assert administrator.sides == (INSTALLED,)


def test_what_those_in_the_demo_may_do_is_as_it_was() -> None:
    assert those_who(May.CLOSE) == ("performance officer", "contract manager")
    demo = ("performance officer", "contract manager", "KPI manager", "provider manager")
    for verb in (May.SEND, May.SIGN):
        assert [name for name in those_who(verb) if name in demo] == list(demo)
    assert may_do("contract manager", May.GIVE)
    assert not may_do("provider manager", May.GIVE)


@given(st.lists(roles))
def test_nobody_audits_what_they_do_themselves(held: list[str]) -> None:
    audits = any(may_do(role, May.AUDIT) for role in held)
    works = any(may_do(role, verb) for role in held for verb in (May.SEND, May.SIGN, May.CLOSE, May.PROPOSE, May.GIVE))
    assert (audits_itself(held) is not None) == (audits and works)


@given(people, st.lists(people, max_size=3), people, st.lists(people, max_size=3))
def test_two_hands_are_two_where_no_person_is_behind_both(
    person: str, lenders: list[str], other: str, their_lenders: list[str]
) -> None:
    by = actor(person, *(standing("auditor", lender) for lender in lenders))
    earlier = Hand(other, tuple(their_lenders))
    apart = not ({person, *lenders} & {other, *their_lenders})
    refusal = two_hands(by, HERE, [earlier], RULE)
    assert (refusal is None) == apart
    if refusal is not None:
        assert refusal.code == RULE.code
        assert ("are one hand" in refusal.fact) == (person != other)


def test_one_who_stands_in_elsewhere_is_another_hand_here() -> None:
    by = actor("1", standing("auditor", "2", ELSEWHERE))
    assert two_hands(by, HERE, [Hand("2")], RULE) is None
    assert two_hands(by, ELSEWHERE, [Hand("2")], RULE) is not None
    assert two_hands(by, HERE, [], RULE) is None


def may_close(by: Actor, subject: object) -> Refusal | None:
    return None if by.standing_to(May.CLOSE, HERE) else Refusal("no", "no", "no", "no", "no")


@given(st.lists(roles, max_size=3), st.lists(st.tuples(roles, st.sampled_from(("2", "3"))), max_size=4))
def test_somebody_acts_on_behalf_of_another_only_in_what_they_may_not_do_themselves(
    own: list[str], lent: list[tuple[str, str]]
) -> None:
    by = actor("1", *map(standing, own), *(standing(role, lender) for role, lender in lent))
    behalf = on_behalf_of(may_close, by, SimpleNamespace(agreement_id=HERE))
    lenders = [lender for role, lender in lent if may_do(role, May.CLOSE)]
    if any(may_do(role, May.CLOSE) for role in own):
        assert behalf == ()
    elif lenders:
        assert set(behalf) == set(lenders)
    assert by.themselves().standing_in_for(HERE) == ()


def test_a_standing_is_asked_by_side_and_by_party() -> None:
    by = actor("1", standing("contract manager"))

    def found(**wanted: str) -> Iterable[Standing | None]:
        return by.standing_to(May.SIGN, HERE, **wanted)

    assert found(side=COMMISSIONER, party="council")
    assert not found(side=PROVIDER)
    assert not found(party="company")
    assert not by.standing_to(May.SIGN, ELSEWHERE)
