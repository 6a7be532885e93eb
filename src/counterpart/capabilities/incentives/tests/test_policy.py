"""Who enters sums, draws, signs, excuses and lets go."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from counterpart.capabilities.agreements.rules.facts import AgreementFacts, Party, Terms
from counterpart.capabilities.incentives import policy
from counterpart.capabilities.incentives.rules.statements import Line, Statement
from counterpart.engines.access.rules import Actor, Standing
from counterpart.engines.library.shelf import on_the_shelf

PARTIES = (Party("1", "commissioner", "commissioner", "C"), Party("2", "provider", "provider", "P"))
AGREEMENT = AgreementFacts(
    "a-1", "HOMES", "Homes", PARTIES, Terms(on_the_shelf("supported-housing-partnering").template, "", "")
)
LINE = Line(1, "held", "credit retention", "7", "provider", Decimal(-1), Decimal(0), Decimal(-1))
STATEMENT = Statement("a-1", "HOMES", "STM-2009-0001", "2009-Q1", "provisional", date(2009, 7, 1), (LINE,), "ab")
OF_A_LINE = policy.LineOf(AGREEMENT, STATEMENT, LINE)


def somebody(role: str, side: str, agreement: str = "a-1") -> Actor:
    return Actor("1", "Alice", "alice@x.example", (Standing(agreement, "p", side, side, role),))


@pytest.mark.parametrize(
    ("may", "subject", "yes", "no"),
    [
        (policy.may_enter, AGREEMENT, ("provider manager", "provider"), ("finance lead", "commissioner")),
        (policy.may_relieve, AGREEMENT, ("contract manager", "commissioner"), ("KPI manager", "provider")),
        (policy.may_draw, AGREEMENT, ("provider director", "provider"), ("auditor", "commissioner")),
        (policy.may_finalise, STATEMENT, ("commissioner lead", "commissioner"), ("councillor", "commissioner")),
        (policy.may_waive, OF_A_LINE, ("contract manager", "commissioner"), ("provider manager", "provider")),
    ],
)
def test_who_may_and_who_is_told_whom_to_ask(may: Any, subject: Any, yes: tuple[str, str], no: tuple[str, str]) -> None:
    assert may(somebody(*yes), subject) is None
    for actor in (somebody(*no), somebody(*yes, agreement="a-2")):
        refusal = may(actor, subject)
        assert refusal is not None
        assert refusal.code.endswith(".not-yours")
        assert refusal.next_step == "Ask one of them."
    assert OF_A_LINE.state == "provisional"
