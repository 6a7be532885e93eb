"""Who commissions, enters rates, and keeps the register."""

import pytest

from counterpart.capabilities.agreements.rules.facts import AgreementFacts, Terms
from counterpart.capabilities.frameworks import policy
from counterpart.engines.access.rules import Actor, Standing
from counterpart.engines.library.shelf import on_the_shelf

AGREEMENT = AgreementFacts("a-1", "HIGHWAYS", "Highways", (), Terms(on_the_shelf("rotherham-almo").template, "", ""))


def somebody(role: str, side: str, agreement: str = "a-1") -> Actor:
    return Actor("1", "Alice", "alice@x.example", (Standing(agreement, "p", "x", side, role),))


@pytest.mark.parametrize(
    ("may", "yes", "no"),
    [
        (policy.may_commission, ("commissioner lead", "commissioner"), ("contract manager", "provider")),
        (policy.may_enter_rates, ("provider manager", "provider"), ("contract manager", "commissioner")),
        (policy.may_keep_register, ("performance officer", "commissioner"), ("KPI manager", "provider")),
    ],
)
def test_who_may_and_who_is_told_whom_to_ask(may, yes, no) -> None:  # type: ignore[no-untyped-def]
    assert may(somebody(*yes), AGREEMENT) is None
    for actor in (somebody(*no), somebody(*yes, "a-2"), somebody("auditor", "commissioner")):
        refusal = may(actor, AGREEMENT)
        assert refusal is not None
        assert refusal.code == "framework.not-yours"
