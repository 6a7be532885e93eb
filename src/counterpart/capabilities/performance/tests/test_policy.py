"""Who may send in returns and benchmarks."""

import pytest

from counterpart.capabilities.agreements.rules.facts import AgreementFacts, Terms
from counterpart.capabilities.performance.policy import may_take_in
from counterpart.engines.access.rules import Actor, Standing
from counterpart.engines.library.shelf import on_the_shelf

AGREEMENT = AgreementFacts("a-1", "ROTHERHAM", "Housing", (), Terms(on_the_shelf("rotherham-almo").template, "", ""))


def somebody(role: str, *, agreement: str = "a-1") -> Actor:
    return Actor("1", "Alice", "alice@council.example", (Standing(agreement, "p-1", "provider", "provider", role),))


@pytest.mark.parametrize("role", ["KPI manager", "provider manager", "performance officer", "contract manager"])
def test_those_who_work_with_the_figures_may_send_them(role: str) -> None:
    assert may_take_in(somebody(role), AGREEMENT) is None


@pytest.mark.parametrize(
    "actor",
    [
        *(
            somebody(role)
            for role in ("auditor", "councillor", "finance lead", "tenant representative", "administrator")
        ),
        somebody("KPI manager", agreement="a-2"),
        Actor("2", "Alice", "alice@nowhere.example"),
    ],
)
def test_others_and_outsiders_may_not_and_are_told_who_may(actor: Actor) -> None:
    refusal = may_take_in(actor, AGREEMENT)
    assert refusal is not None
    assert refusal.code == "returns.not-yours-to-send"
    assert str(refusal) == (
        "The file was not taken in: Alice sends no figures for ROTHERHAM (figures are sent by a performance "
        "officer, contract manager, KPI manager or provider manager). "
        "Ask one of them to send the file, or the contract manager for this role."
    )
