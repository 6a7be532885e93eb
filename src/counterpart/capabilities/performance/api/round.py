"""The yearly round and the action plans of a year, over the API."""

from datetime import datetime
from typing import Any

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.performance.queries import action_plans
from counterpart.capabilities.performance.queries.round import round_at, rounds_of
from counterpart.capabilities.performance.rules.action_plans import ActionPlan
from counterpart.capabilities.performance.rules.round import Round, Sought
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.asked import Items, Part, Slice, part_of, reading
from counterpart.engines.acts.texts import DayText, Decimal, Label, Reference, Told
from counterpart.values.explained import plain


class RoundTold(Told):
    """The round of a year: how many targets there are, how many are unset, and how many nobody has challenged."""

    reference: str
    year: str
    state: str
    opened_on: DayText
    propose_by: DayText
    targets: int
    unset: int
    unchallenged: int


class OutturnTold(Told):
    """What was reached in an earlier year."""

    period: str
    value: Decimal


class FindingTold(Told):
    """What the test of challenge says: which question, by how much, why, and whether it must be answered."""

    kind: str
    by: Decimal | None
    because: str
    asks: bool


class SaidTold(Told):
    """What was said or done about a target."""

    verb: str
    on: DayText
    party: str
    role: str
    words: str
    version: int


class SoughtTold(Told):
    """The target of an indicator as it is proposed, what stood beside it, what the test says, and what was said.

    `waits_for` is what keeps it from going forward; `change` the change of the terms it went forward in.
    """

    indicator: str
    owner: str
    state: str
    version: int
    target: str
    why: str
    priorities: str
    outturns: list[OutturnTold]
    findings: list[FindingTold]
    said: list[SaidTold]
    waits_for: str
    change: str


class PlanOfAnIndicatorTold(Told):
    """The action plan of an indicator for a year: its newest text, and whether its owner has signed that."""

    indicator: str
    year: str
    state: str
    version: int
    actions: str
    digest: str
    signed_on: DayText | None


@reading("/agreements/{reference}/rounds", gives=Part[RoundTold])
def rounds(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """The yearly rounds of an agreement, the newest year first."""
    found = rounds_of(agreement_named(reference, by=by, on=at.date()))
    return part_of([_round(one) for one in found], part)


@reading("/agreements/{reference}/rounds/{number}/targets", gives=Part[SoughtTold])
def round_targets(by: Actor, at: datetime, part: Slice, reference: Reference, number: Reference) -> Items:
    """The targets of a round, in the order of the agreement’s indicators."""
    found = round_at(by, at, reference, number)
    return part_of([_sought(one) for one in found.targets], part)


@reading("/agreements/{reference}/action-plans/{year}", gives=Part[PlanOfAnIndicatorTold])
def plans_of_a_year(by: Actor, at: datetime, part: Slice, reference: Reference, year: Label) -> Items:
    """The action plan of every indicator that is in force in a year, whether it is written or not."""
    agreement = agreement_named(reference, by=by, on=at.date())
    found = action_plans.plans_of(agreement, action_plans.year_named(year))
    return part_of([_plan(one) for one in found], part)


def _round(one: Round) -> dict[str, Any]:
    return {
        "reference": one.reference,
        "year": str(one.year),
        "state": one.state,
        "opened_on": one.opened_on.isoformat(),
        "propose_by": one.propose_by.isoformat(),
        "targets": len(one.targets),
        "unset": len(one.unset),
        "unchallenged": len(one.unchallenged),
    }


def _sought(one: Sought) -> dict[str, Any]:
    return {
        "indicator": one.indicator.code,
        "owner": one.owner.said,
        "state": one.state,
        "version": one.version,
        "target": one.target,
        "why": one.why,
        "priorities": one.priorities,
        "outturns": [{"period": str(o.period), "value": plain(o.value)} for o in one.beside.outturns],
        "findings": [{"kind": f.kind, "by": plain(f.by), "because": f.because, "asks": f.asks} for f in one.findings],
        "said": [
            {
                "verb": step.verb,
                "on": step.on.isoformat(),
                "party": step.party,
                "role": step.role,
                "words": step.words,
                "version": step.version,
            }
            for step in one.said
        ],
        "waits_for": one.waits_for,
        "change": one.change,
    }


def _plan(one: ActionPlan) -> dict[str, Any]:
    now = one.now
    return {
        "indicator": one.indicator,
        "year": str(one.year),
        "state": one.state,
        "version": now.version if now else 0,
        "actions": now.actions if now else "",
        "digest": now.digest if now else "",
        "signed_on": now.signed_on.isoformat() if now and now.signed_on else None,
    }
