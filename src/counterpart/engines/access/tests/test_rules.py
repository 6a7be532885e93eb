"""Standings: what an actor stands for, on which agreement."""

import pytest

from counterpart.engines.access.rules import INSTALLATION, Actor, Standing

CLOSER = Standing("a-1", "p-1", "commissioner", "commissioner", "performance officer")
READER = Standing("a-1", "p-1", "commissioner", "commissioner", "auditor")
ELSEWHERE = Standing("a-2", "p-2", "provider", "provider", "KPI manager")
ALICE = Actor("1", "Alice", "alice@council.example", (READER, CLOSER, ELSEWHERE))
CHARLIE = Actor("3", "Charlie", "charlie@other.example")


@pytest.mark.parametrize(
    ("agreement", "roles", "standing"),
    [
        ("a-1", (), READER),
        ("a-1", ("performance officer",), CLOSER),
        ("a-1", ("KPI manager", "performance officer"), CLOSER),
        ("a-1", ("KPI manager",), None),
        ("a-2", ("KPI manager",), ELSEWHERE),
        ("a-3", (), None),
        (INSTALLATION, (), None),
    ],
)
def test_a_standing_is_one_on_that_agreement_in_one_of_the_roles(
    agreement: str, roles: tuple[str, ...], standing: Standing | None
) -> None:
    assert ALICE.standing_in(agreement, *roles) == standing


def test_an_outsider_stands_for_nothing() -> None:
    assert CHARLIE.standings == ()
    assert CHARLIE.standing_in("a-1") is None
