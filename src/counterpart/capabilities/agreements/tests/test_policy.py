"""Who may register an agreement, and who gives roles in it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from counterpart.capabilities.agreements import policy
from counterpart.capabilities.agreements.policy import may_give_roles, may_register
from counterpart.capabilities.agreements.rules.changes import Change
from counterpart.capabilities.agreements.rules.facts import AgreementFacts, Registration, Terms
from counterpart.capabilities.agreements.rules.keeping import Anomaly, Document
from counterpart.engines.access.rules import Actor, Hand, Standing
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


DAY = date(2009, 9, 1)
CHANGE = Change(
    AGREEMENT, "CHG-2009-0001", "A target", "Why", DAY, "proposed", "provider", Hand("2"), "before", "after", ("x",)
)
ANOMALY = Anomaly(AGREEMENT, "ANO-2009-0001", "no rate", "Roofs", "", "", None, None, "open", "provider", DAY)
DOCUMENT = Document(
    AGREEMENT, "DOC-2009-0001", "Plan", 1, "Shelf", "draft", "provider", "provider manager", Hand("2"), DAY, DAY
)


def of(party: str, role: str, person: str = "1") -> Actor:
    return Actor(person, "Alice", "alice@council.example", (Standing("a-1", "p-1", party, party, role),))


MANAGER, PROVIDER = of("commissioner", "contract manager"), of("provider", "provider manager")
SENDER, COUNCILLOR, TENANT = of("provider", "KPI manager"), of("commissioner", "councillor"), of("tenants", "observer")


@pytest.mark.parametrize(
    ("may", "subject", "those"),
    [
        (policy.may_propose_change, AGREEMENT, [MANAGER, PROVIDER]),
        (policy.may_write_change, CHANGE, [PROVIDER]),
        (policy.may_assess_change, CHANGE, [MANAGER]),
        (policy.may_agree_change, CHANGE, [MANAGER, PROVIDER]),
        (policy.may_refuse_change, CHANGE, [MANAGER]),
        (policy.may_withdraw_change, CHANGE, [PROVIDER]),
        (policy.may_name_anomaly, AGREEMENT, [MANAGER, PROVIDER, SENDER]),
        (policy.may_settle_anomaly, ANOMALY, [MANAGER, PROVIDER]),
        (policy.may_register_document, AGREEMENT, [MANAGER, PROVIDER, SENDER]),
        (policy.may_revise_document, DOCUMENT, [MANAGER, PROVIDER, SENDER]),
        (policy.may_approve_document, DOCUMENT, [MANAGER, PROVIDER]),
        (policy.may_set_monitoring, AGREEMENT, [MANAGER]),
        (policy.may_record_investment, AGREEMENT, [MANAGER, PROVIDER, SENDER]),
        (policy.may_extend_term, AGREEMENT, [MANAGER, PROVIDER]),
        (policy.may_hold_review, AGREEMENT, [MANAGER, PROVIDER]),
        (policy.may_use_break, AGREEMENT, [MANAGER, PROVIDER]),
        (policy.may_plan_end, AGREEMENT, [MANAGER, PROVIDER]),
        (policy.may_request, AGREEMENT, [MANAGER, PROVIDER]),
        (policy.may_date, AGREEMENT, [MANAGER, PROVIDER]),
    ],
)
def test_an_act_is_for_those_who_answer_for_it_and_for_nobody_else(
    may: Callable[[Actor, Any], Any], subject: Any, those: list[Actor]
) -> None:
    for actor in (MANAGER, PROVIDER, SENDER, COUNCILLOR, TENANT, ALICE):
        refusal = may(actor, subject)
        assert (refusal is None) is (actor in those), actor.standings
        assert refusal is None or refusal.code.endswith(".not-yours")


def test_whoever_wrote_a_document_does_not_approve_it() -> None:
    refusal = policy.may_approve_document(of("provider", "provider manager", "2"), DOCUMENT)
    assert refusal is not None
    assert refusal.code == "document.two-hands"
