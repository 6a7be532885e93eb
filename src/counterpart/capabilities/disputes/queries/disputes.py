"""Reads of disputes. Each sees what whoever acts may see."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.disputes import models
from counterpart.capabilities.disputes.rules import disputes as rules
from counterpart.capabilities.disputes.rules.disputes import (
    ANSWER,
    HEARING,
    Adjudication,
    Dispute,
    Exhibit,
    Settlement,
    Taken,
)
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.texts import Reference
from counterpart.engines.clocks.rules.promises import Clock
from counterpart.engines.clocks.running import clocks_of
from counterpart.values.refusal import Refused


def agreement_at(by: Actor, at: datetime, reference: Reference) -> AgreementFacts:
    """The agreement an act of this room is done to."""
    return agreement_named(reference, by=by, on=at.date())


def dispute_at(by: Actor, at: datetime, reference: Reference, number: Reference) -> Dispute:
    """The dispute an act is done to, by the reference of its agreement and its own."""
    return dispute_named(agreement_at(by, at, reference), number)


def disputes_of(agreement: AgreementFacts) -> list[Dispute]:
    """Every dispute, the newest first, in as many queries however many they are."""
    rows = models.Dispute.objects.filter(agreement_id=agreement.agreement_id)
    return _told(agreement, rows.order_by("-notified_on", "-reference"))


def dispute_named(agreement: AgreementFacts, reference: str) -> Dispute:
    """A dispute by its reference. Raises Refused where there is none."""
    rows = models.Dispute.objects.filter(agreement_id=agreement.agreement_id, reference=reference.strip().upper())
    found = _told(agreement, rows)
    if not found:
        raise Refused(rules.unknown("dispute", reference))
    return found[0]


def standing_still(agreement: AgreementFacts) -> list[Dispute]:
    """The disputes for which something stands still: whoever deducts asks first."""
    return rules.standing_still(disputes_of(agreement))


def settlements_of(agreement: AgreementFacts) -> list[Dispute]:
    """The disputes that were settled, the newest first, each with its money and the precedent it proposes."""
    return [dispute for dispute in disputes_of(agreement) if dispute.settlement]


def held(dispute: Dispute) -> models.Dispute:
    """The row of a dispute, held for the rest of the transaction."""
    rows = models.Dispute.objects.select_for_update()
    return rows.get(agreement_id=dispute.agreement_id, reference=dispute.reference)


def _told(agreement: AgreementFacts, rows: Any) -> list[Dispute]:
    running = _running(agreement, (HEARING, ANSWER))
    return [_dispute(agreement, row, running) for row in rows.prefetch_related("steps", "exhibits")]


def _running(agreement: AgreementFacts, about: Sequence[str]) -> dict[str, Clock]:
    found = clocks_of(agreement.agreement_id, agreement.reference, about=about, open_only=True)
    return {clock.subject: clock for clock in reversed(found)}


def _dispute(agreement: AgreementFacts, row: models.Dispute, running: dict[str, Clock]) -> Dispute:
    return Dispute(
        of=agreement,
        reference=row.reference,
        title=row.title,
        what=row.what,
        kind=row.kind,
        concerns=row.concerns,
        claim=row.claim,
        raised_by=row.raised_by,
        notified_on=row.notified_on,
        state=row.state,
        history=tuple(
            Taken(one.verb, one.state, one.on, one.party, one.reason, one.step, one.meeting_on, one.where)
            for one in sorted(row.steps.all(), key=lambda step: step.id)
        ),
        exhibits=tuple(_exhibit(one) for one in sorted(row.exhibits.all(), key=lambda exhibit: exhibit.number)),
        still_since=row.still_since,
        still=row.still,
        adjudication=_adjudication(row) if row.adjudicator else None,
        settlement=Settlement(row.terms, row.amount, row.amount_by, row.precedent, row.settled_on)
        if row.settled_on
        else None,
        clock=running.get(row.reference),
    )


def _exhibit(one: models.Exhibit) -> Exhibit:
    return Exhibit(
        number=one.number,
        title=one.title,
        what=one.what,
        clause=one.clause,
        party=one.party,
        on=one.on,
        found_at=one.found_at,
        figure=one.figure,
        period=one.period,
        digest=one.digest,
    )


def _adjudication(row: models.Dispute) -> Adjudication:
    return Adjudication(
        adjudicator=row.adjudicator,
        how=row.appointed,
        body=row.body,
        commenced_by=row.commenced_by,
        early=row.early,
        payer=row.payer,
        decision=row.decision,
        fee=row.fee,
        other_costs=row.other_costs,
    )
