"""Reads of frameworks and their rates. Each sees what whoever acts may see: of rates a provider its own alone."""

from datetime import datetime
from typing import Any

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.frameworks import models
from counterpart.capabilities.frameworks.rules.shared import Access, CallOff, Framework, Rate, unknown
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.texts import Reference
from counterpart.values.refusal import Refused


def agreement_at(by: Actor, at: datetime, reference: Reference) -> AgreementFacts:
    """The agreement an act of this room is done to."""
    return agreement_named(reference, by=by)


def framework_at(by: Actor, at: datetime, reference: Reference, number: Reference) -> Framework:
    """The framework an act is done to, by the reference of its agreement and its own."""
    return framework_named(agreement_named(reference, by=by), number)


def frameworks_of(agreement: AgreementFacts) -> list[Framework]:
    """Every framework, the newest first, in as many queries however many they are."""
    rows = models.Framework.objects.filter(agreement_id=agreement.agreement_id)
    return _told(agreement, rows.order_by("-starts_on", "reference"))


def framework_named(agreement: AgreementFacts, reference: str) -> Framework:
    """A framework by its reference. Raises Refused where there is none."""
    rows = models.Framework.objects.filter(agreement_id=agreement.agreement_id, reference=reference.strip().upper())
    found = _told(agreement, rows)
    if not found:
        raise Refused(unknown(reference))
    return found[0]


def rates_of(framework: Framework) -> list[Rate]:
    """The rates of a framework that the reader may see, by code and day."""
    rows = models.FrameworkRate.objects.filter(
        agreement_id=framework.agreement_id, framework__reference=framework.reference
    )
    ordered = rows.order_by("code", "since", "id")
    return [Rate(row.provider, row.code, row.unit, row.rate, row.since) for row in ordered]


def held(framework: Framework) -> models.Framework:
    """The row of a framework, held for the rest of the transaction."""
    rows = models.Framework.objects.select_for_update()
    return rows.get(agreement_id=framework.agreement_id, reference=framework.reference)


def _told(agreement: AgreementFacts, rows: Any) -> list[Framework]:
    return [_framework(agreement, row) for row in rows.prefetch_related("access", "call_offs")]


def _framework(agreement: AgreementFacts, row: models.Framework) -> Framework:
    access = sorted(row.access.all(), key=lambda one: (one.starts_on, one.id))
    called = sorted(row.call_offs.all(), key=lambda one: one.reference)
    return Framework(
        agreement_id=agreement.agreement_id,
        agreement=agreement.reference,
        reference=row.reference,
        title=row.title,
        lead=row.lead,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        most=row.most,
        state=row.state,
        specification=row.specification,
        access=tuple(Access(one.authority, one.starts_on, one.share, one.ends_on, one.volume) for one in access),
        call_offs=tuple(
            CallOff(
                reference=one.reference,
                framework=row.reference,
                authority=one.authority,
                title=one.title,
                supplier=one.supplier,
                value=one.value,
                starts_on=one.starts_on,
                ends_on=one.ends_on,
                how=one.how,
                explanation=one.explanation,
            )
            for one in called
        ),
    )
