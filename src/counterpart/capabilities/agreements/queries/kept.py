"""Reads of what is kept about an agreement: changes, anomalies, documents, what is watched and put in, what runs."""

from datetime import datetime
from typing import Any

from counterpart.capabilities.agreements import models
from counterpart.capabilities.agreements.queries.agreements import agreement_at
from counterpart.capabilities.agreements.rules.changes import Change
from counterpart.capabilities.agreements.rules.facts import (
    AgreementFacts,
)
from counterpart.capabilities.agreements.rules.keeping import Anomaly, Document, Put, Watched, no_such
from counterpart.capabilities.agreements.rules.obligations import OBLIGATION
from counterpart.capabilities.agreements.rules.term import (
    BREAK,
    END,
    END_PLAN,
    NEXT_YEAR,
    OF_THE_END,
    OPTION,
    REVIEW,
)
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.texts import Reference
from counterpart.engines.clocks.rules.promises import Clock, Kind
from counterpart.engines.clocks.running import clocks_of
from counterpart.values.refusal import Refused


def changes_of(agreement: AgreementFacts) -> list[Change]:
    """The changes of an agreement, the newest first, each with all that was done about it."""
    return [row.facts(agreement) for row in _rows(models.Change, agreement).prefetch_related("steps")]


def change_named(by: Actor, at: datetime, reference: Reference, number: Reference) -> Change:
    """A change by its reference, such as CHG-2009-0001. Raises Refused where there is none."""
    agreement = agreement_at(by, at, reference)
    found: Change = _one(models.Change, agreement, number, "change")
    return found


def change_row(change: Change) -> models.Change:
    """The row of a change, held for the rest of the transaction."""
    return models.Change.objects.select_for_update().get(agreement_id=change.agreement_id, reference=change.reference)


def anomalies_of(agreement: AgreementFacts) -> list[Anomaly]:
    """The anomalies of an agreement, the newest first."""
    return [row.facts(agreement) for row in _rows(models.Anomaly, agreement)]


def anomaly_named(by: Actor, at: datetime, reference: Reference, number: Reference) -> Anomaly:
    """An anomaly by its reference, such as ANO-2008-0001. Raises Refused where there is none."""
    agreement = agreement_at(by, at, reference)
    found: Anomaly = _one(models.Anomaly, agreement, number, "anomaly")
    return found


def documents_of(agreement: AgreementFacts) -> list[Document]:
    """Every version of the documents of an agreement, by reference, the newest first."""
    rows = models.Document.objects.filter(agreement_id=agreement.agreement_id)
    return [row.facts(agreement) for row in rows.order_by("reference", "-version")]


def document_named(by: Actor, at: datetime, reference: Reference, number: Reference) -> Document:
    """The newest version of a document by its reference, such as DOC-2008-0001. Raises Refused where there is none."""
    agreement = agreement_at(by, at, reference)
    found: Document = _one(models.Document, agreement, number, "document", "-version")
    return found


def watched(agreement: AgreementFacts) -> list[Watched]:
    """How closely each service is watched now, by area."""
    rows = models.Monitoring.objects.filter(agreement_id=agreement.agreement_id).order_by("id")
    newest = {row.area: Watched(row.area, row.risk, row.reason, row.party, row.on) for row in rows}
    return [newest[area] for area in sorted(newest)]


def put_in(agreement: AgreementFacts) -> list[Put]:
    """What each party put in, by year and party: of each the newest that was recorded."""
    rows = models.Investment.objects.filter(agreement_id=agreement.agreement_id).order_by("id")
    newest = {(row.year, row.party): Put(row.year, row.party, row.amount, row.what, row.on) for row in rows}
    return [newest[key] for key in sorted(newest)]


def obligations_of(agreement: AgreementFacts) -> list[Clock]:
    """Every promise of an obligation, by the day it is due."""
    return clocks_of(agreement.agreement_id, agreement.reference, about=(OBLIGATION,))


def end_plan_of(agreement: AgreementFacts) -> list[Clock]:
    """The promises of the end-of-term plan, by the day they are due."""
    about = (OF_THE_END,)
    promises = clocks_of(agreement.agreement_id, agreement.reference, about=about)
    return [one for one in promises if one.kind == Kind.PROMISE]


def moments_of(agreement: AgreementFacts, *, open_only: bool = False) -> list[Clock]:
    """The clocks of the reviews, breaks, options and end of an agreement, by the day they are due.

    A review that its template gives to a group is a matter of that group’s meeting: governance reads it here.
    """
    about = (REVIEW, BREAK, OPTION, END_PLAN, END, NEXT_YEAR)
    return clocks_of(agreement.agreement_id, agreement.reference, about=about, open_only=open_only)


def _rows(model: Any, agreement: AgreementFacts) -> Any:
    return model.objects.filter(agreement_id=agreement.agreement_id).order_by("-reference")


def _one(model: Any, agreement: AgreementFacts, number: str, what: str, order: str = "reference") -> Any:
    """What is kept under a reference, as rules see it. Raises Refused where nothing is."""
    found = model.objects.filter(agreement_id=agreement.agreement_id, reference=number.strip().upper())
    row = found.order_by(order).first()
    if row is None:
        raise Refused(no_such(what, number))
    return row.facts(agreement)
