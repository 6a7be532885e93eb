"""Who may register an agreement, and who gives roles in it."""

import pytest

from counterpart.capabilities.agreements.policy import may_give_roles, may_register
from counterpart.capabilities.agreements.rules.facts import AgreementFacts, Registration, Terms
from counterpart.engines.access.rules import Actor, Standing
from counterpart.engines.library.shelf import on_the_shelf

ALICE = Actor("1", "Alice", "alice@council.example")
TERMS = Terms(on_the_shelf("rotherham-almo").template, "", "")
SEATS = {"commissioner": "A Council", "provider": "A Company"}


def registered_by(*organisations: str) -> Registration:
    return Registration("a-1", "ROTHERHAM", "Housing", TERMS, SEATS, organisations)


@pytest.mark.parametrize("organisations", [("A Council",), ("a company",), ("Another", "A COUNCIL")])
def test_a_member_of_a_party_may_register_an_agreement(organisations: tuple[str, ...]) -> None:
    assert may_register(ALICE, registered_by(*organisations)) is None


@pytest.mark.parametrize("organisations", [(), ("Another Company",)])
def test_others_may_not_and_are_told_the_parties(organisations: tuple[str, ...]) -> None:
    refusal = may_register(ALICE, registered_by(*organisations))
    assert refusal is not None
    assert refusal.code == "agreement.not-a-party"
    assert refusal.fact == "Alice belongs to none of its parties: A Council, A Company"


AGREEMENT = AgreementFacts("a-1", "ROTHERHAM", "Housing", (), TERMS)


def somebody(role: str, agreement: str = "a-1") -> Actor:
    return Actor("1", "Alice", "alice@council.example", (Standing(agreement, "p-1", "council", "commissioner", role),))


def test_the_contract_manager_of_the_agreement_gives_roles_in_it() -> None:
    assert may_give_roles(somebody("contract manager"), AGREEMENT) is None


@pytest.mark.parametrize("actor", [ALICE, somebody("performance officer"), somebody("contract manager", "a-2")])
def test_others_give_no_roles(actor: Actor) -> None:
    refusal = may_give_roles(actor, AGREEMENT)
    assert refusal is not None
    assert refusal.code == "role.not-yours-to-give"
    assert refusal.fact == "Alice is not the contract manager of ROTHERHAM"
