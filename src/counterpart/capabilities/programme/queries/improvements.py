"""Reads of improvement proposals and pilots. Each sees what whoever acts may see."""

from datetime import datetime
from typing import Any

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.programme import models
from counterpart.capabilities.programme.rules.improvements import (
    OWED,
    Decision,
    Improvement,
    Pilot,
    Saving,
    standing_items,
    unknown,
)
from counterpart.engines.access.rules import Actor, Hand
from counterpart.engines.acts.texts import Reference
from counterpart.engines.clocks.rules.promises import Clock
from counterpart.engines.clocks.running import clocks_of
from counterpart.values.refusal import Refused


def improvement_at(by: Actor, at: datetime, reference: Reference, number: Reference) -> Improvement:
    """The proposal an act is done to, by the reference of its agreement and its own."""
    return improvement_named(agreement_named(reference, by=by), number)


def improvements_of(agreement: AgreementFacts) -> list[Improvement]:
    """Every proposal and nil return, the newest first, in as many queries however many they are."""
    rows = models.Improvement.objects.filter(agreement_id=agreement.agreement_id)
    return _told(agreement, rows.order_by("-proposed_on", "-reference"))


def improvement_named(agreement: AgreementFacts, reference: str) -> Improvement:
    """A proposal by its reference. Raises Refused where there is none."""
    rows = models.Improvement.objects.filter(agreement_id=agreement.agreement_id, reference=reference.strip().upper())
    found = _told(agreement, rows)
    if not found:
        raise Refused(unknown("improvement", reference, "IMP-2008-0001"))
    return found[0]


def pilot_at(by: Actor, at: datetime, reference: Reference, number: Reference) -> Improvement:
    """The proposal whose pilot an act is done to, by the reference of the pilot."""
    return piloted_by(agreement_named(reference, by=by), number)


def piloted_by(agreement: AgreementFacts, reference: str) -> Improvement:
    """The proposal of a pilot. Raises Refused where there is no such pilot."""
    rows = models.Improvement.objects.filter(
        agreement_id=agreement.agreement_id, pilot__reference=reference.strip().upper()
    )
    found = _told(agreement, rows)
    if not found:
        raise Refused(unknown("pilot", reference, "PLT-2008-0001"))
    return found[0]


def items_for(agreement: AgreementFacts, party: str) -> tuple[Clock, ...]:
    """The standing items that a party has still to answer, the meeting that comes first first."""
    running = clocks_of(agreement.agreement_id, agreement.reference, about=(OWED,), open_only=True)
    return standing_items(agreement.terms.template, party, running)


def held(improvement: Improvement) -> models.Improvement:
    """The row of a proposal, held for the rest of the transaction."""
    rows = models.Improvement.objects.select_for_update()
    return rows.get(agreement_id=improvement.agreement_id, reference=improvement.reference)


def _told(agreement: AgreementFacts, rows: Any) -> list[Improvement]:
    return [_improvement(agreement, row) for row in rows.prefetch_related("decisions", "pilot")]


def _improvement(agreement: AgreementFacts, row: models.Improvement) -> Improvement:
    decisions = sorted(row.decisions.all(), key=lambda decision: decision.id)
    pilot = getattr(row, "pilot", None)
    return Improvement(
        agreement_id=agreement.agreement_id,
        agreement=agreement.reference,
        reference=row.reference,
        title=row.title,
        what=row.what,
        gain=row.gain,
        party=row.party,
        proposed_on=row.proposed_on,
        state=row.state,
        hand=Hand(str(row.proposed_by), tuple(row.stood_in_for)),
        saving=None if row.saving is None else Saving(row.saving, row.rests_on),
        occasion=row.occasion,
        decisions=tuple(Decision(d.verb, d.on, d.party, d.decided_by, d.reason, d.until) for d in decisions),
        pilot=_pilot(row, pilot) if pilot else None,
    )


def _pilot(of: models.Improvement, row: models.Pilot) -> Pilot:
    return Pilot(
        reference=row.reference,
        improvement=of.reference,
        title=of.title,
        question=row.question,
        baseline=row.baseline,
        measures=tuple(row.measures),
        begins_on=row.begins_on,
        ends_on=row.ends_on,
        evaluate_by=row.evaluate_by,
        evaluation=row.evaluation,
        evaluated_on=row.evaluated_on,
        outcome=row.outcome,
    )
