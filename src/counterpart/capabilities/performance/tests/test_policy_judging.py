"""Who may have limits begin afresh and say where a year will end, and who may take it back."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from counterpart.capabilities.agreements.rules.facts import AgreementFacts, Terms
from counterpart.capabilities.performance import policy
from counterpart.capabilities.performance.rules.judged import IndicatorFacts
from counterpart.capabilities.performance.rules.numbers import Known
from counterpart.capabilities.performance.rules.said import Foreseen, OfFigures, Rebasing
from counterpart.capabilities.performance.tests.figuring import a_template, an_indicator
from counterpart.engines.access.rules import Actor, Standing
from counterpart.values.period import period
from counterpart.values.refusal import Refusal

MAY = period("2010-05")
TEMPLATE = a_template(an_indicator())
AGREEMENT = AgreementFacts("a-1", "SHARED", "Shared", (), Terms(TEMPLATE, "", ""))
REBASED = Rebasing("A 1", MAY, "A new system", "somebody")
FORESEEN = Foreseen("A 1", MAY, Decimal(1), None, None, "A new office", "somebody")
Policy = Callable[[Actor, IndicatorFacts], Refusal | None]


def somebody(role: str, side: str, *, agreement: str = "a-1") -> Actor:
    return Actor("1", "Alice", "alice@council.example", (Standing(agreement, "p-1", side, side, role),))


def an_indicator_of(*told: OfFigures) -> IndicatorFacts:
    return IndicatorFacts(AGREEMENT, TEMPLATE.indicators[0], Known(TEMPLATE, {}), (), told)


OFFICER, KPI_MANAGER = somebody("performance officer", "commissioner"), somebody("KPI manager", "provider")
OTHERS = (
    somebody("councillor", "commissioner"),
    somebody("auditor", "provider"),
    somebody("performance officer", "commissioner", agreement="a-2"),
    Actor("2", "Alice", "alice@nowhere.example"),
)


@pytest.mark.parametrize("may", [policy.may_rebase, policy.may_look_ahead, policy.may_restore, policy.may_withdraw])
@pytest.mark.parametrize("actor", OTHERS)
def test_who_does_not_work_with_the_figures_says_nothing_of_them(may: Policy, actor: Actor) -> None:
    refusal = may(actor, an_indicator_of(REBASED, FORESEEN))
    assert refusal
    assert refusal.code == "return.not-yours"


def test_a_signal_is_not_talked_away_by_whom_it_speaks_of() -> None:
    assert policy.may_rebase(OFFICER, an_indicator_of()) is None
    assert policy.may_rebase(KPI_MANAGER, an_indicator_of()) is not None
    assert policy.may_restore(KPI_MANAGER, an_indicator_of(REBASED)) is not None
    assert policy.may_rebase(somebody("contract manager", "provider"), an_indicator_of()) is not None


def test_where_a_year_will_end_is_said_on_either_side() -> None:
    assert policy.may_look_ahead(OFFICER, an_indicator_of()) is None
    assert policy.may_look_ahead(KPI_MANAGER, an_indicator_of()) is None
    assert policy.may_withdraw(KPI_MANAGER, an_indicator_of(FORESEEN)) is None


def test_only_what_was_said_is_taken_back() -> None:
    assert policy.may_restore(OFFICER, an_indicator_of(REBASED)) is None
    for may in (policy.may_restore, policy.may_withdraw):
        refusal = may(OFFICER, an_indicator_of())
        assert refusal
        assert refusal.code == "figures.nothing-said"
