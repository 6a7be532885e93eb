"""Reads of the forward programme. Each sees what whoever acts may see."""

from datetime import datetime
from typing import Any

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.programme import models
from counterpart.capabilities.programme.rules.schemes import Change, Order, Scheme, unknown
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.texts import Reference
from counterpart.values.refusal import Refused


def scheme_at(by: Actor, at: datetime, reference: Reference, number: Reference) -> Scheme:
    """The scheme an act is done to, by the reference of its agreement and its own."""
    return scheme_named(agreement_named(reference, by=by), number)


def schemes_of(agreement: AgreementFacts) -> list[Scheme]:
    """Every scheme, those that begin first first, in as many queries however many they are."""
    rows = models.Scheme.objects.filter(agreement_id=agreement.agreement_id)
    return _told(agreement, rows.order_by("starts_on", "reference"))


def scheme_named(agreement: AgreementFacts, reference: str) -> Scheme:
    """A scheme by its reference. Raises Refused where there is none."""
    rows = models.Scheme.objects.filter(agreement_id=agreement.agreement_id, reference=reference.strip().upper())
    found = _told(agreement, rows)
    if not found:
        raise Refused(unknown(reference))
    return found[0]


def held(scheme: Scheme) -> models.Scheme:
    """The row of a scheme, held for the rest of the transaction."""
    rows = models.Scheme.objects.select_for_update()
    return rows.get(agreement_id=scheme.agreement_id, reference=scheme.reference)


def _told(agreement: AgreementFacts, rows: Any) -> list[Scheme]:
    return [_scheme(agreement, row) for row in rows.prefetch_related("orders", "changes")]


def _scheme(agreement: AgreementFacts, row: models.Scheme) -> Scheme:
    orders = sorted(row.orders.all(), key=lambda order: (order.on, order.id))
    changes = sorted(row.changes.all(), key=lambda change: change.id)
    return Scheme(
        agreement_id=agreement.agreement_id,
        agreement=agreement.reference,
        reference=row.reference,
        title=row.title,
        area=row.area,
        owner=row.owner,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        value=row.value,
        first_starts_on=row.first_starts_on,
        first_ends_on=row.first_ends_on,
        first_value=row.first_value,
        state=row.state,
        orders=tuple(Order(order.number, order.on, order.value) for order in orders),
        changes=tuple(
            Change(c.on, c.party, c.reason, c.ends_before, c.ends_after, c.value_before, c.value_after) for c in changes
        ),
    )
