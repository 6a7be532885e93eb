"""Changes of the terms, anomalies of rates and documents of an agreement over the API."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal as Exact
from typing import Any

from counterpart.capabilities.agreements.queries import agreements as queries
from counterpart.capabilities.agreements.queries import kept
from counterpart.capabilities.agreements.rules.changes import Change
from counterpart.capabilities.agreements.rules.keeping import Anomaly, Document
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.asked import Items, Part, Slice, part_of, reading
from counterpart.engines.acts.texts import DayText, Decimal, Fingerprint, Reference, Told


class ChangeTold(Told):
    """A change of the terms: its differences in words, and how far it has come."""

    reference: str
    title: str
    why: str
    party: str
    state: str
    takes_effect_on: DayText
    differences: list[str]
    assessment: dict[str, str]
    fingerprint: Fingerprint


class AnomalyTold(Told):
    """A rate unlike its cost, or work without a rate, and whom it favours."""

    reference: str
    kind: str
    what: str
    area: str
    favours: str
    rate: Decimal | None
    cost: Decimal | None
    state: str
    party: str
    named_on: DayText
    settlement: str


class DocumentTold(Told):
    """A version of a document: who wrote and who approved it, by role, and when it is looked at again."""

    reference: str
    title: str
    version: int
    place: str
    state: str
    author: str
    party: str
    approver: str
    written_on: DayText
    approved_on: DayText | None
    review_on: DayText


@reading("/agreements/{reference}/changes", gives=Part[ChangeTold])
def changes(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """The changes of the terms, the newest first, each with its differences in words."""
    return part_of([_change(one) for one in kept.changes_of(queries.agreement_at(by, at, reference))], part)


@reading("/agreements/{reference}/changes/{number}", gives=ChangeTold)
def change(by: Actor, at: datetime, reference: Reference, number: Reference) -> Mapping[str, Any]:
    """A change of the terms, by its reference."""
    return _change(kept.change_named(by, at, reference, number))


@reading("/agreements/{reference}/anomalies", gives=Part[AnomalyTold])
def anomalies(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """Rates unlike their cost and work without a rate, the newest first, whomever they favour."""
    return part_of([_anomaly(one) for one in kept.anomalies_of(queries.agreement_at(by, at, reference))], part)


@reading("/agreements/{reference}/anomalies/{number}", gives=AnomalyTold)
def anomaly(by: Actor, at: datetime, reference: Reference, number: Reference) -> Mapping[str, Any]:
    """An anomaly, by its reference."""
    return _anomaly(kept.anomaly_named(by, at, reference, number))


@reading("/agreements/{reference}/documents", gives=Part[DocumentTold])
def documents(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """The register of documents: every version, by reference, the newest first."""
    return part_of([_document(one) for one in kept.documents_of(queries.agreement_at(by, at, reference))], part)


@reading("/agreements/{reference}/documents/{number}", gives=DocumentTold)
def document(by: Actor, at: datetime, reference: Reference, number: Reference) -> Mapping[str, Any]:
    """The newest version of a document, by its reference."""
    return _document(kept.document_named(by, at, reference, number))


def _change(change: Change) -> dict[str, Any]:
    names = ("reference", "title", "why", "party", "state", "fingerprint")
    return {name: getattr(change, name) for name in names} | {
        "takes_effect_on": change.takes_effect_on.isoformat(),
        "differences": list(change.differences),
        "assessment": dict(change.assessment),
    }


def _anomaly(anomaly: Anomaly) -> dict[str, Any]:
    names = ("reference", "kind", "what", "area", "favours", "state", "party", "settlement")
    told = {name: getattr(anomaly, name) for name in names}
    return told | {
        "rate": _exact(anomaly.rate),
        "cost": _exact(anomaly.cost),
        "named_on": anomaly.named_on.isoformat(),
    }


def _document(document: Document) -> dict[str, Any]:
    names = ("reference", "title", "version", "place", "state", "author", "party", "approver")
    return {name: getattr(document, name) for name in names} | {
        "written_on": document.written_on.isoformat(),
        "approved_on": _day(document.approved_on),
        "review_on": document.review_on.isoformat(),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _exact(amount: Exact | None) -> str | None:
    return None if amount is None else str(amount)
