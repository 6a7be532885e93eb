"""Who may do what in the yearly round: owners, managers, and whoever challenges. Nobody does both parts."""

from collections.abc import Callable
from typing import Any

import pytest

from counterpart.capabilities.agreements.rules.facts import AgreementFacts, Terms
from counterpart.capabilities.performance import policy
from counterpart.capabilities.performance.rules.action_plans import ActionPlan
from counterpart.capabilities.performance.rules.keepers import Keeper
from counterpart.capabilities.performance.tests.test_round_rules import YEAR, one_round, sought
from counterpart.engines.access.roles import role_named
from counterpart.engines.access.rules import Actor, Hand, Standing
from counterpart.engines.library.shelf import on_the_shelf
from counterpart.values.refusal import Refusal

KEPT = on_the_shelf("rotherham-almo")
AGREEMENT = AgreementFacts("a", "HOUSING", "Housing", (), Terms(KEPT.template, KEPT.fingerprint, KEPT.text))
OFFICER, MANAGER, LEAD = "performance officer", "contract manager", "commissioner lead"
KPI, PROVIDER, DIRECTOR = "KPI manager", "provider manager", "provider director"
COUNCILLOR, TENANT, AUDITOR, OBSERVER = "councillor", "tenant representative", "auditor", "observer"
EVERYBODY = (OFFICER, MANAGER, LEAD, KPI, PROVIDER, DIRECTOR, COUNCILLOR, TENANT, AUDITOR, OBSERVER)
NAMED = Keeper("provider KPI manager", "provider", KPI)
AT_THE_COMPANY = Keeper("provider", "provider", "")


def who(role: str, agreement: str = "a") -> Actor:
    terms = role_named(role)
    assert terms is not None
    side = "provider" if role in (KPI, PROVIDER, DIRECTOR) else "tenants" if role == TENANT else "commissioner"
    return Actor(role, role, f"{role}@x", (Standing(agreement, side, side, side, role),))


def plan(owner: Keeper = Keeper(), manager: Keeper = Keeper(), hands: tuple[Hand, ...] = ()) -> ActionPlan:  # noqa: B008
    return ActionPlan("a", "HOUSING", "BV 66a", "Rent collected", YEAR, owner, manager, hands)


@pytest.mark.parametrize(
    ("may", "subject", "those"),
    [
        (policy.may_open_round, AGREEMENT, {OFFICER, MANAGER}),
        (policy.may_close_round, one_round(), {OFFICER, MANAGER}),
        (policy.may_put_forward, one_round(), {MANAGER, LEAD, PROVIDER, DIRECTOR}),
        (policy.may_set_up, AGREEMENT, {MANAGER, LEAD, PROVIDER, DIRECTOR}),
        (policy.may_propose_target, sought(), {MANAGER, LEAD, PROVIDER, DIRECTOR}),
        (policy.may_propose_target, sought(owner=NAMED), {KPI}),
        (policy.may_propose_target, sought(owner=AT_THE_COMPANY), {PROVIDER, DIRECTOR}),
        (policy.may_answer_challenge, sought(owner=NAMED), {KPI}),
        (policy.may_comment, sought(), set(EVERYBODY) - {AUDITOR, OBSERVER}),
        (policy.may_challenge, sought(), {OFFICER, MANAGER, LEAD, PROVIDER, DIRECTOR}),
        (policy.may_write_plan, plan(), {OFFICER, MANAGER, KPI, PROVIDER}),
        (policy.may_write_plan, plan(manager=NAMED), {KPI}),
        (policy.may_sign_plan, plan(), {OFFICER, MANAGER, LEAD, KPI, PROVIDER, DIRECTOR}),
        (policy.may_sign_plan, plan(owner=NAMED), {KPI}),
        (policy.may_enter_share, AGREEMENT, {OFFICER, MANAGER, KPI, PROVIDER}),
        (policy.may_raise_coverage, AGREEMENT, {OFFICER, MANAGER, LEAD, PROVIDER, DIRECTOR}),
    ],
)
def test_each_is_for_those_it_is_for(
    may: Callable[[Actor, Any], Refusal | None], subject: Any, those: set[str]
) -> None:
    assert {role for role in EVERYBODY if may(who(role), subject) is None} == those
    for role in EVERYBODY:
        refusal = may(who(role, agreement="b"), subject)
        assert refusal is not None
        assert refusal.code.endswith(".not-yours")


def test_who_proposes_a_target_does_not_challenge_it_and_who_writes_a_plan_does_not_sign_it() -> None:
    refusal = policy.may_challenge(who(MANAGER), sought(hand=Hand(MANAGER)))
    assert refusal is not None
    assert refusal.code == "target.two-hands"
    assert policy.may_challenge(who(MANAGER), sought(hand=Hand(PROVIDER))) is None
    refusal = policy.may_sign_plan(who(MANAGER), plan(hands=(Hand(MANAGER),)))
    assert refusal is not None
    assert refusal.code == "action-plan.two-hands"
    assert policy.may_sign_plan(who(MANAGER), plan(hands=(Hand(PROVIDER),))) is None
