"""Registers, risks and issues over the API."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.risks.queries import issue_named, issues_of, risk_named, risks_of
from counterpart.capabilities.risks.rules.issues import Issue
from counterpart.capabilities.risks.rules.risks import Measure, Risk
from counterpart.capabilities.risks.rules.rollup import heat_map, rolled_up, scales_of
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.asked import Items, Part, Slice, part_of, reading
from counterpart.engines.acts.texts import Count, DayText, Label, Reference, Told


class RiskScoreTold(Told):
    """A score as it was given, and why. `stated` is how it moved against a score that is not in this record."""

    measure: str
    likelihood: Count
    likelihood_name: str
    impact: Count
    impact_name: str
    score: Count
    band: str
    on: DayText
    party: str
    reason: str
    stated: str


class RiskTold(Told):
    """A risk in a register: how grave it is now and was, whose it is, and when it is reviewed (null: no day is set)."""

    reference: str
    known_as: str
    title: str
    register_of: str
    party: str
    owner: str
    mitigation: str
    source: str
    scale: str
    state: str
    score: Count
    band: str
    movement: str | None
    target: Count | None
    review_by: DayText | None
    reviewed_on: DayText | None
    scores: list[RiskScoreTold]


class SquareTold(Told):
    """One square of a heat map and the risks that lie there."""

    scale: str
    likelihood: Count
    likelihood_name: str
    impact: Count
    impact_name: str
    score: Count
    band: str
    risks: list[str]


class RegisterTold(Told):
    """A register summed up."""

    register_of: str
    open: Count
    bands: dict[str, int]
    highest: Count
    increased: Count
    reduced: Count
    without_review: Count


class IssueTold(Told):
    """What has gone wrong, whose it is to resolve by when, and how it was."""

    reference: str
    title: str
    what: str
    risk: str
    party: str
    owner: str
    raised_on: DayText
    state: str
    resolve_by: DayText | None
    resolved_on: DayText | None
    how: str


@reading("/agreements/{reference}/risks", gives=Part[RiskTold])
def risks(by: Actor, at: datetime, part: Slice, reference: Reference, kept_in: Label | None = None) -> Items:
    """Every risk, or those of one register, by reference, each with every score it was given."""
    found = risks_of(agreement_named(reference, by=by), register=kept_in or "")
    return part_of([_risk(one) for one in found], part)


@reading("/agreements/{reference}/risks/{number}", gives=RiskTold)
def risk(by: Actor, at: datetime, reference: Reference, number: Reference) -> Mapping[str, Any]:
    """One risk, with every score it was given and why."""
    return _risk(risk_named(agreement_named(reference, by=by), number))


@reading("/agreements/{reference}/heat-map", gives=Part[SquareTold])
def heat_map_of(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """Where the open risks lie, square by square, for each scale they are scored on."""
    kept = [one for one in risks_of(agreement_named(reference, by=by)) if one.is_kept]
    told = [
        {
            "scale": scale.id,
            "likelihood": square.likelihood,
            "likelihood_name": scale.likelihood[square.likelihood - 1],
            "impact": square.impact,
            "impact_name": scale.impact[square.impact - 1],
            "score": square.score,
            "band": square.band,
            "risks": [one.reference for one in square.risks],
        }
        for scale in scales_of(kept)
        for row in heat_map(scale, [one for one in kept if one.scale == scale])
        for square in row
    ]
    return part_of(told, part)


@reading("/agreements/{reference}/risk-registers", gives=Part[RegisterTold])
def risk_registers(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """Each register that holds an open risk, summed up."""
    told = [
        {
            "register_of": one.register,
            "open": one.kept,
            "bands": dict(one.bands),
            "highest": one.highest,
            "increased": one.increased,
            "reduced": one.reduced,
            "without_review": one.without_review,
        }
        for one in rolled_up(risks_of(agreement_named(reference, by=by)))
    ]
    return part_of(told, part)


@reading("/agreements/{reference}/issues", gives=Part[IssueTold])
def issues(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """Every issue, the newest first."""
    return part_of([_issue(one) for one in issues_of(agreement_named(reference, by=by))], part)


@reading("/agreements/{reference}/issues/{number}", gives=IssueTold)
def issue(by: Actor, at: datetime, reference: Reference, number: Reference) -> Mapping[str, Any]:
    """One issue."""
    return _issue(issue_named(agreement_named(reference, by=by), number))


def _risk(one: Risk) -> dict[str, Any]:
    target = one.score(Measure.TARGET)
    return {
        "reference": one.reference,
        "known_as": one.known_as,
        "title": one.title,
        "register_of": one.register,
        "party": one.party,
        "owner": one.owner,
        "mitigation": one.mitigation,
        "source": one.source,
        "scale": one.scale.id,
        "state": one.state,
        "score": one.current.worth,
        "band": one.scale.band(one.current.worth),
        "movement": one.moved.value if one.moved else None,
        "target": target.worth if target else None,
        "review_by": one.review.due_on.isoformat() if one.review else None,
        "reviewed_on": one.reviewed_on.isoformat() if one.reviewed_on else None,
        "scores": [
            {
                "measure": score.measure,
                "likelihood": score.likelihood,
                "likelihood_name": one.scale.likelihood[score.likelihood - 1],
                "impact": score.impact,
                "impact_name": one.scale.impact[score.impact - 1],
                "score": score.worth,
                "band": one.scale.band(score.worth),
                "on": score.on.isoformat(),
                "party": score.party,
                "reason": score.reason,
                "stated": score.stated,
            }
            for score in one.scores
        ],
    }


def _issue(one: Issue) -> dict[str, Any]:
    return {
        "reference": one.reference,
        "title": one.title,
        "what": one.what,
        "risk": one.risk,
        "party": one.party,
        "owner": one.owner,
        "raised_on": one.raised_on.isoformat(),
        "state": one.state,
        "resolve_by": one.clock.due_on.isoformat() if one.clock else None,
        "resolved_on": one.resolved_on.isoformat() if one.resolved_on else None,
        "how": one.how,
    }
