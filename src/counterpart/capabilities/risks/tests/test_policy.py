"""Who keeps which register, and who reviews."""

from dataclasses import replace

from counterpart.capabilities.agreements.rules.facts import AgreementFacts, Party, Terms
from counterpart.capabilities.risks import policy
from counterpart.capabilities.risks.rules.issues import Issue
from counterpart.capabilities.risks.tests.test_rules import DAY, a_risk
from counterpart.engines.access.rules import Actor, Standing
from counterpart.engines.library.shelf import on_the_shelf

PARTIES = (Party("1", "council", "commissioner", "C"), Party("2", "company", "provider", "P"))
AGREEMENT = AgreementFacts("a-1", "HOUSING", "Housing", PARTIES, Terms(on_the_shelf("rotherham-almo").template, "", ""))
ISSUE = Issue("a-1", "HOUSING", "ISS-2010-0001", "Roofs", "They leak", "", "council", "", DAY, "open")


def somebody(role: str, party: str = "council", side: str = "commissioner", agreement: str = "a-1") -> Actor:
    return Actor("1", "Alice", "alice@x.example", (Standing(agreement, "p", party, side, role),))


COUNCIL, COMPANY = somebody("contract manager"), somebody("provider manager", "company", "provider")


def test_both_sides_keep_the_programmes_register_and_each_its_own() -> None:
    own = replace(a_risk(), register="company")
    for actor in (COUNCIL, COMPANY):
        assert policy.may_keep(actor, a_risk()) is None
        assert policy.may_review(actor, own) is None
        assert policy.may_enter(actor, AGREEMENT) is None
        assert policy.may_resolve(actor, ISSUE) is None
    assert policy.may_keep(COMPANY, own) is None
    refusal = policy.may_keep(COUNCIL, own)
    assert refusal is not None
    assert refusal.code == "risk.not-yours"
    assert refusal.rule.endswith("of the company")


def test_readers_and_outsiders_are_told_whom_to_ask() -> None:
    for actor in (somebody("auditor"), somebody("contract manager", agreement="a-2")):
        found = [
            policy.may_enter(actor, AGREEMENT),
            policy.may_keep(actor, a_risk()),
            policy.may_review(actor, a_risk()),
            policy.may_resolve(actor, ISSUE),
        ]
        assert all(refusal and refusal.code.endswith(".not-yours") for refusal in found)
