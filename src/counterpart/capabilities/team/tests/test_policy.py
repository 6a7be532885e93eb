"""Who runs a team: every policy against every role, of either side."""

import pytest

from counterpart.capabilities.agreements.rules.facts import AgreementFacts, Party, Terms
from counterpart.capabilities.team import policy
from counterpart.capabilities.team.rules.members import OfParty, OfSomebody
from counterpart.capabilities.team.rules.subcontractors import Subcontractor
from counterpart.engines.access.rules import Actor, Hand, Standing
from counterpart.engines.library.shelf import on_the_shelf

TERMS = Terms(on_the_shelf("rotherham-almo").template, "", "")
PARTIES = (
    Party("p-1", "commissioner", "commissioner", "A Council"),
    Party("p-2", "provider", "provider", "A Company"),
)
AGREEMENT = AgreementFacts("a-1", "HOUSING", "Housing", PARTIES, TERMS)
SUB = Subcontractor(AGREEMENT, "SUB-2008-0001", "Roofers", "Roofs", ("roofing",), "proposed", Hand("9", ("8",)))
OF_ALICE = OfSomebody(AGREEMENT, "1", "Alice", "commissioner")
OF_BOB = OfSomebody(AGREEMENT, "2", "Bob", "commissioner")


def alice(*held: tuple[str, str], lender: str | None = None, agreement: str = "a-1") -> Actor:
    """Alice with roles: (role, party), own, or delegated by `lender`."""
    standings = tuple(Standing(agreement, f"id {party}", party, party, role, lender) for role, party in held)
    return Actor("1", "Alice", "alice@council.example", standings)


MANAGER, LEAD = ("contract manager", "commissioner"), ("commissioner lead", "commissioner")
OFFICER, AUDITOR = ("performance officer", "commissioner"), ("auditor", "commissioner")
PROVIDER, KPI = ("provider manager", "provider"), ("KPI manager", "provider")
THEIR_MANAGER = ("contract manager", "provider")
EVERYBODY = (MANAGER, LEAD, OFFICER, AUDITOR, PROVIDER, KPI, THEIR_MANAGER)


@pytest.mark.parametrize("held", EVERYBODY)
def test_who_may_do_what(held: tuple[str, str]) -> None:
    by = alice(held)
    assert (policy.may_end_roles(by, OF_BOB) is None) == (held in (MANAGER, LEAD, THEIR_MANAGER))
    assert policy.may_end_roles(by, OF_ALICE) is None
    assert (policy.may_delegate(by, OF_BOB) is None) == (held in (MANAGER, LEAD))
    assert policy.may_delegate(by, OF_ALICE) is None
    assert (policy.may_name(by, OfParty(AGREEMENT, "provider")) is None) == (held in (PROVIDER, THEIR_MANAGER))
    assert (policy.may_name(by, OfParty(AGREEMENT, "commissioner")) is None) == (held in (MANAGER, LEAD))
    assert (policy.may_pair(by, AGREEMENT) is None) == (held in (MANAGER, LEAD, PROVIDER, THEIR_MANAGER))
    assert (policy.may_propose(by, AGREEMENT) is None) == (held in (PROVIDER, THEIR_MANAGER))
    assert (policy.may_decide(by, SUB) is None) == (held in (MANAGER, LEAD))
    assert (policy.may_suspend(by, SUB) is None) == (held in (MANAGER, LEAD))
    assert (policy.may_remove(by, SUB) is None) == (held in (MANAGER, LEAD, PROVIDER, THEIR_MANAGER))
    assert (policy.may_show(by, SUB) is None) == (held in (PROVIDER, THEIR_MANAGER))


def test_somebody_without_a_part_in_the_agreement_may_nothing_and_is_told_who_may() -> None:
    by = alice(MANAGER, PROVIDER, agreement="a-2")
    refusals = [
        policy.may_end_roles(by, OF_ALICE),
        policy.may_delegate(by, OF_ALICE),
        policy.may_name(by, OfParty(AGREEMENT, "provider")),
        policy.may_pair(by, AGREEMENT),
        policy.may_propose(by, AGREEMENT),
        policy.may_decide(by, SUB),
        policy.may_suspend(by, SUB),
        policy.may_remove(by, SUB),
        policy.may_show(by, SUB),
    ]
    assert all(refusal is not None and refusal.next_step for refusal in refusals)


@pytest.mark.parametrize("hand", [Hand("1"), Hand("9", ("1",)), Hand("7")])
def test_who_proposed_does_not_approve_nor_does_their_delegate(hand: Hand) -> None:
    sub = Subcontractor(AGREEMENT, "SUB-2008-0001", "Roofers", "Roofs", ("roofing",), "proposed", hand)
    by = alice(MANAGER, lender="7")
    refusal = policy.may_decide(by, sub)
    assert refusal is not None
    assert refusal.code == "subcontractor.two-hands"


def test_what_was_delegated_is_not_passed_on() -> None:
    assert policy.may_delegate(alice(MANAGER, lender="7"), OF_BOB) is not None
    assert policy.may_delegate(alice(MANAGER, lender="7"), OF_ALICE) is not None
    assert policy.may_end_roles(alice(MANAGER, lender="7"), OF_BOB) is None
