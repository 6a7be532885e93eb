"""Which role is given to whom: chosen or by post, of which side, until when, and by another hand."""

from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from counterpart.capabilities.agreements.rules.giving import Post, chosen, fit_to_give, held_by_post, opposite
from counterpart.capabilities.agreements.tests.test_rules import AGREEMENT, COMPANY, COUNCIL
from counterpart.engines.access.roles import COMMISSIONER, OF_AGREEMENTS, PROVIDER, audits_itself, role_named
from counterpart.engines.access.rules import Actor, Standing
from counterpart.values.refusal import Refusal

TODAY = date(2008, 5, 6)
KIM = Actor("1", "Kim", "kim@company.example")
MANAGER = Actor("9", "Mary", "mary@council.example")
roles = st.sampled_from(OF_AGREEMENTS)
sides = st.sampled_from((COUNCIL, COMPANY))


@example("observer", COUNCIL, None)
@example("observer", COUNCIL, -1)
@given(roles, sides, st.one_of(st.none(), st.integers(-3, 300)))
def test_a_role_is_of_its_side_and_ends_where_it_must(role: str, party: object, days: int | None) -> None:
    terms = role_named(role)
    assert terms is not None
    post = Post(1, KIM, party, role)  # type: ignore[arg-type]
    until = None if days is None else TODAY + timedelta(days=days)
    fit = fit_to_give(AGREEMENT, post, [], by=MANAGER, until=until, today=TODAY)
    allowed = post.party.side in terms.sides and (until is not None or not terms.must_end) and (days or 0) >= 0
    assert isinstance(fit, Post) == allowed
    if isinstance(fit, Post):
        assert fit.until == until
    assert held_by_post(role, post.party.side) == (post.party.side in terms.sides and not terms.must_end)


@given(roles, roles)
def test_nobody_audits_what_they_do_nor_stands_on_both_sides(one: str, other: str) -> None:
    terms = role_named(other)
    assert terms is not None
    for party in (COUNCIL, COMPANY):
        if party.side not in terms.sides:
            continue
        held, until = Post(1, KIM, COUNCIL, one), TODAY + timedelta(days=9)
        fit = fit_to_give(AGREEMENT, Post(2, KIM, party, other), [held], by=MANAGER, until=until, today=TODAY)
        assert isinstance(fit, Refusal) == (party == COMPANY or audits_itself([one, other]) is not None)


def test_a_role_is_given_by_another_hand_than_gets_it() -> None:
    post = Post(1, KIM, COUNCIL, "performance officer")
    delegate = Actor("9", "Mary", "m@x", (Standing("a-1", "p", "c", COMMISSIONER, "contract manager", "1"),))
    for by in (KIM, delegate):
        fit = fit_to_give(AGREEMENT, post, [], by=by, until=None, today=TODAY)
        assert isinstance(fit, Refusal)
        assert fit.code == "role.to-oneself"


def test_a_role_is_chosen_by_a_post_at_a_party_of_its_side_and_given_once() -> None:
    here, there = Post(1, KIM, COUNCIL, "auditor"), Post(2, KIM, COMPANY, "auditor")

    def choose(role: str, held: list[Post], given: list[Post] | None = None) -> str:
        told = chosen(AGREEMENT, "kim@company.example", role, held, given or [])
        return f"{told.party.name}: {told.role}" if isinstance(told, Post) else told.code

    assert choose("kpi MANAGER", [here, there]) == "provider: KPI manager"
    assert choose("observer", [here]) == "commissioner: observer"
    assert choose("KPI manager", [here]) == "role.wrong-side"
    assert choose("king", [here]) == "role.unknown"
    assert choose("administrator", [here]) == "role.unknown"
    assert choose("observer", []) == "role.no-post"
    assert choose("observer", [here], [Post(7, KIM, COUNCIL, "observer")]) == "role.given-already"


def test_a_post_that_the_table_has_no_more_becomes_no_role() -> None:
    fit = fit_to_give(AGREEMENT, Post(1, KIM, COUNCIL, "town crier"), [], by=MANAGER, until=None, today=TODAY)
    assert isinstance(fit, Refusal)
    assert fit.code == "role.wrong-side"
    assert not held_by_post("town crier", COMMISSIONER)


def test_the_two_sides_face_each_other() -> None:
    assert opposite(COMMISSIONER, PROVIDER)
    assert opposite(PROVIDER, COMMISSIONER)
    assert not opposite(PROVIDER, PROVIDER)
    assert not opposite(PROVIDER, None)
    assert not opposite("represented", COMMISSIONER)
