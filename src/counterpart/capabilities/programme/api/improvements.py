"""Improvement proposals and pilots over the API."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.programme.queries.improvements import improvement_named, improvements_of
from counterpart.capabilities.programme.rules.improvements import Improvement, Pilot
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.asked import Items, Part, Slice, part_of, reading
from counterpart.engines.acts.texts import DayText, Decimal, Reference, Told


class DecisionTold(Told):
    """What was decided of a proposal, by whom and why."""

    verb: str
    on: DayText
    party: str
    decided_by: str
    reason: str
    until: DayText | None


class PilotTold(Told):
    """A trial of a proposal, and what it showed; `outcome` is empty until it was evaluated."""

    reference: str
    improvement: str
    title: str
    question: str
    baseline: str
    measures: list[str]
    begins_on: DayText
    ends_on: DayText
    evaluate_by: DayText
    evaluation: str
    evaluated_on: DayText | None
    outcome: str


class ImprovementTold(Told):
    """A proposal of the provider, or a nil return, and what became of it."""

    reference: str
    title: str
    what: str
    gain: str
    party: str
    occasion: str
    proposed_on: DayText
    state: str
    saving: Decimal | None
    saving_rests_on: str
    decisions: list[DecisionTold]
    pilot: PilotTold | None


@reading("/agreements/{reference}/improvements", gives=Part[ImprovementTold])
def improvements(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """Every improvement proposal and nil return, the newest first."""
    return part_of([_told(one) for one in improvements_of(agreement_named(reference, by=by))], part)


@reading("/agreements/{reference}/improvements/{number}", gives=ImprovementTold)
def improvement(by: Actor, at: datetime, reference: Reference, number: Reference) -> Mapping[str, Any]:
    """One proposal, with what was decided of it and its pilot."""
    return _told(improvement_named(agreement_named(reference, by=by), number))


@reading("/agreements/{reference}/pilots", gives=Part[PilotTold])
def pilots(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """Every pilot, the newest proposal first."""
    known = improvements_of(agreement_named(reference, by=by))
    return part_of([_pilot(one.pilot) for one in known if one.pilot], part)


def _told(one: Improvement) -> dict[str, Any]:
    return {
        "reference": one.reference,
        "title": one.title,
        "what": one.what,
        "gain": one.gain,
        "party": one.party,
        "occasion": one.occasion,
        "proposed_on": one.proposed_on.isoformat(),
        "state": one.state,
        "saving": str(one.saving.amount) if one.saving else None,
        "saving_rests_on": one.saving.rests_on if one.saving else "",
        "decisions": [
            vars(d) | {"on": d.on.isoformat(), "until": d.until.isoformat() if d.until else None} for d in one.decisions
        ],
        "pilot": _pilot(one.pilot) if one.pilot else None,
    }


def _pilot(pilot: Pilot) -> dict[str, Any]:
    days = ("begins_on", "ends_on", "evaluate_by")
    return vars(pilot) | {
        **{name: getattr(pilot, name).isoformat() for name in days},
        "measures": list(pilot.measures),
        "evaluated_on": pilot.evaluated_on.isoformat() if pilot.evaluated_on else None,
    }
