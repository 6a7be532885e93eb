"""Who plans, keeps the programme, orders, proposes, answers and evaluates."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from counterpart.capabilities.agreements.rules.facts import AgreementFacts, Party, Terms
from counterpart.capabilities.programme import policy
from counterpart.capabilities.programme.rules.improvements import Improvement
from counterpart.capabilities.programme.rules.schemes import Scheme
from counterpart.engines.access.rules import Actor, Hand, Standing
from counterpart.engines.library.shelf import on_the_shelf

PARTIES = (Party("1", "council", "commissioner", "C"), Party("2", "company", "provider", "P"))
TERMS = Terms(on_the_shelf("rotherham-almo").template, "", "")
AGREEMENT = AgreementFacts("a-1", "HOUSING", "Housing", PARTIES, TERMS)
DAYS = (date(2008, 6, 1), date(2008, 8, 31), Decimal("92000.00"))
SCHEME = Scheme("a-1", "HOUSING", "SCH-2008-0001", "Roofs", "North", "company: x", *DAYS, *DAYS, "forecast")
PROPOSAL = Improvement(
    "a-1", "HOUSING", "IMP-2008-0001", "Vans", "One van", "", "company", date(2008, 5, 6), "proposed", Hand("9")
)


def somebody(role: str, side: str = "commissioner", agreement: str = "a-1", person: str = "1") -> Actor:
    return Actor(person, "Alice", "alice@x.example", (Standing(agreement, "p", "council", side, role),))


@pytest.mark.parametrize(
    ("may", "subject", "yes", "no"),
    [
        (
            policy.may_plan,
            AGREEMENT,
            [("contract manager", "commissioner"), ("provider manager", "provider")],
            [("auditor", "commissioner")],
        ),
        (policy.may_programme, SCHEME, [("provider director", "provider")], [("KPI manager", "provider")]),
        (policy.may_order, SCHEME, [("commissioner lead", "commissioner")], [("contract manager", "provider")]),
        (policy.may_propose, AGREEMENT, [("provider manager", "provider")], [("contract manager", "commissioner")]),
        (policy.may_answer, PROPOSAL, [("contract manager", "commissioner")], [("provider manager", "provider")]),
        (policy.may_evaluate, PROPOSAL, [("provider manager", "provider")], [("tenant inspector", "represented")]),
    ],
)
def test_who_may_and_who_is_told_whom_to_ask(may, subject, yes, no) -> None:  # type: ignore[no-untyped-def]
    for role, side in yes:
        assert may(somebody(role, side), subject) is None
        refusal = may(somebody(role, side, "a-2"), subject)
        assert refusal is not None
    for role, side in no:
        refusal = may(somebody(role, side), subject)
        assert refusal is not None
        assert refusal.code.endswith(".not-yours")
        assert refusal.next_step == "Ask one of them."


def test_where_there_is_no_provider_any_party_proposes() -> None:
    councils = replace(AGREEMENT, parties=(PARTIES[0], Party("3", "other", "commissioner", "O")))
    assert policy.may_propose(somebody("contract manager"), councils) is None


def test_who_proposes_does_not_answer() -> None:
    refusal = policy.may_answer(somebody("contract manager", person="9"), PROPOSAL)
    assert refusal is not None
    assert refusal.code == "improvement.two-hands"
