"""Who may close a period, and who may sign its seal, for whom."""

import pytest

from counterpart.capabilities.agreements.rules.facts import AgreementFacts, Terms
from counterpart.capabilities.closing.policy import SealFacts, may_close, may_sign, party_of
from counterpart.engines.access.rules import Actor, Standing
from counterpart.engines.library.shelf import on_the_shelf

AGREEMENT = AgreementFacts("a-1", "ROTHERHAM", "Housing", (), Terms(on_the_shelf("rotherham-almo").template, "", ""))
SEAL = SealFacts(AGREEMENT, "2007-08", 1, "ab" * 32, ("commissioner", "provider"))


def somebody(*held: tuple[str, str], agreement: str = "a-1") -> Actor:
    """Alice, holding these (party, role)."""
    standings = tuple(Standing(agreement, f"id of {party}", party, party, role) for party, role in held)
    return Actor("1", "Alice", "alice@council.example", standings)


@pytest.mark.parametrize("role", ["performance officer", "contract manager"])
def test_an_officer_or_contract_manager_may_close(role: str) -> None:
    assert may_close(somebody(("commissioner", role)), AGREEMENT) is None


@pytest.mark.parametrize(
    "actor",
    [
        somebody(),
        somebody(("provider", "KPI manager")),
        somebody(("provider", "contract manager")),
        somebody(("commissioner", "auditor")),
        somebody(("commissioner", "contract manager"), agreement="a-2"),
    ],
)
def test_others_may_not_close_and_are_told_who_may(actor: Actor) -> None:
    refusal = may_close(actor, AGREEMENT)
    assert refusal is not None
    assert str(refusal) == (
        "ROTHERHAM was not closed: Alice does not close periods of it "
        "(a period is closed by a performance officer or contract manager of the commissioner). "
        "Ask one of them to close it."
    )


@pytest.mark.parametrize(
    ("held", "party"),
    [
        ([("commissioner", "performance officer")], "commissioner"),
        ([("commissioner", "contract manager")], "commissioner"),
        ([("provider", "KPI manager")], "provider"),
        ([("provider", "provider manager")], "provider"),
        ([("provider", "auditor"), ("provider", "KPI manager")], "provider"),
        ([("tenants", "contract manager"), ("commissioner", "contract manager")], "commissioner"),
    ],
)
def test_those_who_answer_for_a_party_that_is_to_sign_may_sign_for_it(held: list[tuple[str, str]], party: str) -> None:
    assert may_sign(somebody(*held), SEAL) is None
    assert party_of(somebody(*held), SEAL) == party


@pytest.mark.parametrize(
    "actor",
    [
        somebody(),
        somebody(("commissioner", "auditor")),
        somebody(("tenants", "contract manager")),
        somebody(("commissioner", "contract manager"), agreement="a-2"),
    ],
)
def test_others_may_not_sign_and_are_told_who_may(actor: Actor) -> None:
    assert party_of(actor, SEAL) is None
    refusal = may_sign(actor, SEAL)
    assert refusal is not None
    assert str(refusal) == (
        "Seal 1 of ROTHERHAM 2007-08 was not signed: Alice does not sign for commissioner or provider "
        "(a seal is signed for its parties by a performance officer, contract manager, KPI manager, provider "
        "manager, commissioner lead or provider director). Ask one of them to sign it."
    )


def test_a_seal_belongs_to_its_agreement() -> None:
    assert SEAL.agreement_id == "a-1"
