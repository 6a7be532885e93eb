"""Reads of subcontractors, with what was decided of them and what shows that principles flowed down."""

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.team import models
from counterpart.capabilities.team.rules.subcontractors import FlowDown, Step, Subcontractor, no_file, unknown
from counterpart.engines.access.rules import Hand
from counterpart.engines.evidence.store import Store
from counterpart.values.refusal import Refused


def subcontractors_of(agreement: AgreementFacts) -> list[Subcontractor]:
    """The subcontractors of an agreement, in the order they were proposed, in three queries."""
    rows = models.Subcontractor.objects.filter(agreement_id=agreement.agreement_id).order_by("reference")
    return [
        _facts(agreement, row) for row in rows.select_related("organisation").prefetch_related("steps", "flow_downs")
    ]


def subcontractor_named(agreement: AgreementFacts, reference: str) -> Subcontractor:
    """A subcontractor by its reference. Raises Refused where there is none."""
    wanted = reference.strip().upper()
    for known in subcontractors_of(agreement):
        if known.reference == wanted:
            return known
    raise Refused(unknown(agreement, reference))


def _facts(agreement: AgreementFacts, row: models.Subcontractor) -> Subcontractor:
    steps = sorted(row.steps.all(), key=lambda step: step.id)
    flowed = sorted(row.flow_downs.all(), key=lambda kept: kept.id)
    return Subcontractor(
        agreement=agreement,
        reference=row.reference,
        name=row.organisation.name,
        scope=row.scope,
        areas=tuple(row.areas),
        state=row.state,
        proposed_by=Hand(str(row.proposed_by), tuple(row.stood_in_for)),
        steps=tuple(Step(step.verb, step.party, step.on, step.reason) for step in steps),
        flow_downs=tuple(FlowDown(f.document, f.fingerprint, f.kept, tuple(f.principles), f.on) for f in flowed),
    )


def kept_file(known: Subcontractor, fingerprint: str, *, store: Store) -> bytes:
    """A document that was sent to show what flowed down. Raises Refused where none of this fingerprint is kept."""
    named = {sent.fingerprint for sent in known.flow_downs if sent.kept}
    if fingerprint not in named or not store.holds(fingerprint):
        raise Refused(no_file(known))
    return store.read(fingerprint)
