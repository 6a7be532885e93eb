"""What is kept about an agreement over the API: terms, term, changes, obligations, anomalies, documents."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal as Exact
from typing import Any

from counterpart.capabilities.agreements import queries
from counterpart.capabilities.agreements.rules.changes import Change
from counterpart.capabilities.agreements.rules.keeping import Anomaly, Document, last_years
from counterpart.capabilities.agreements.rules.obligations import owed_by
from counterpart.capabilities.agreements.rules.telling.term import stands
from counterpart.capabilities.agreements.rules.term import life
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.asked import Items, Part, Slice, part_of, reading
from counterpart.engines.acts.texts import DayText, Decimal, Fingerprint, Reference, Told


class ServiceTold(Told):
    """A service in scope, and how closely it is watched."""

    code: str
    name: str
    clause: str
    monitoring: str | None


class ObjectiveTold(Told):
    """What the parties wish to achieve, and the indicators that measure it."""

    ref: str
    words: str
    measures: list[str]


class ClauseTold(Told):
    """A clause and what it is in law."""

    ref: str
    title: str
    status: str


class ParameterTold(Told):
    """What was chosen where the source is open, and why."""

    name: str
    value: str
    stands_for: str
    because: str
    clause: str


class VersionTold(Told):
    """A version of the terms, and the day from which it holds; null for the one that was registered."""

    version: str
    fingerprint: Fingerprint
    takes_effect_on: DayText | None


class TermsInFull(Told):
    """The terms in force: scope, objectives, clauses, parameters, and every version."""

    services: list[ServiceTold]
    objectives: list[ObjectiveTold]
    clauses: list[ClauseTold]
    parameters: list[ParameterTold]
    versions: list[VersionTold]


class MomentTold(Told):
    """A day of the term: what it is, the last day to act on it, where it stands, and its clock."""

    kind: str
    name: str
    on: DayText
    act_by: DayText
    clause: str
    because: str
    agenda: list[str]
    group: str
    may_not_be_passed_over: bool
    stands: str
    clock: str | None


class PutInTold(Told):
    """What a party put in, in a financial year."""

    year: str
    party: str
    amount: Decimal
    what: str


class TermTold(Told):
    """The term: its days, its moments, and what was put in, the last two years beside the earlier ones."""

    entered_on: DayText | None
    effective_on: DayText | None
    commencement_on: DayText | None
    ends_on: DayText | None
    value: Decimal | None
    moments: list[MomentTold]
    put_in: list[PutInTold]
    last_two_years: str


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


class ObligationTold(Told):
    """What a party owes: when, how many are late, to come and done, and the next that is due."""

    party: str
    ref: str
    what: str
    when: str
    clause: str
    admissible: bool
    late: int
    to_come: int
    done: int
    next: str | None
    next_due_on: DayText | None


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


@reading("/agreements/{reference}/terms", gives=TermsInFull)
def terms(by: Actor, at: datetime, reference: Reference) -> Mapping[str, Any]:
    """The terms in force: scope, objectives with their measures, clauses with their legal status, what was chosen."""
    agreement = queries.agreement_at(by, at, reference)
    template, levels = agreement.template, {one.area: one.level for one in queries.watched(agreement)}
    return {
        "services": [
            {
                "code": area.code,
                "name": area.name,
                "clause": area.clause,
                "monitoring": levels.get(area.name, levels.get("")),
            }
            for area in template.service_areas
        ],
        "objectives": [{"ref": o.ref, "words": o.words, "measures": list(o.measures)} for o in template.objectives],
        "clauses": [{"ref": c.ref, "title": c.title, "status": c.status.value} for c in template.clauses],
        "parameters": [vars(parameter) for parameter in template.parameters],
        "versions": [
            {
                "version": str(one.terms.template.version),
                "fingerprint": one.terms.fingerprint,
                "takes_effect_on": _day(one.takes_effect_on),
            }
            for one in queries.versions_of(agreement)
        ],
    }


@reading("/agreements/{reference}/term", gives=TermTold)
def term(by: Actor, at: datetime, reference: Reference) -> Mapping[str, Any]:
    """The term: its days, the reviews, breaks, options and end with where each stands, and what was put in."""
    agreement = queries.agreement_at(by, at, reference)
    clocks = {clock.subject: clock for clock in queries.moments_of(agreement)}
    put, dates = queries.put_in(agreement), agreement.dates
    moments = []
    for moment in life(agreement):
        clock = clocks.get(moment.subject(agreement.reference))
        moments.append(
            {
                "kind": moment.kind,
                "name": moment.name,
                "on": moment.on.isoformat(),
                "act_by": moment.act_by.isoformat(),
                "clause": moment.clause,
                "because": moment.because,
                "agenda": list(moment.agenda),
                "group": moment.group,
                "may_not_be_passed_over": moment.must,
                "stands": stands(clock, at.date()).words,
                "clock": clock.reference if clock else None,
            }
        )
    return {
        "entered_on": _day(dates.entered_on),
        "effective_on": _day(dates.effective_on),
        "commencement_on": _day(dates.commencement_on),
        "ends_on": _day(agreement.ends_on),
        "value": _exact(dates.value),
        "moments": moments,
        "put_in": [{"year": o.year, "party": o.party, "amount": str(o.amount), "what": o.what} for o in put],
        "last_two_years": last_years(put, agreement.ends_on).says,
    }


@reading("/agreements/{reference}/changes", gives=Part[ChangeTold])
def changes(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """The changes of the terms, the newest first, each with its differences in words."""
    return part_of([_change(one) for one in queries.changes_of(queries.agreement_at(by, at, reference))], part)


@reading("/agreements/{reference}/changes/{number}", gives=ChangeTold)
def change(by: Actor, at: datetime, reference: Reference, number: Reference) -> Mapping[str, Any]:
    """A change of the terms, by its reference."""
    return _change(queries.change_named(by, at, reference, number))


@reading("/agreements/{reference}/obligations", gives=Part[ObligationTold])
def obligations(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """What each party owes, what is late first; its promises are read with the clocks."""
    agreement = queries.agreement_at(by, at, reference)
    clocks = queries.obligations_of(agreement)
    found = [
        {
            "party": party.name,
            "ref": one.obligation.ref,
            "what": one.obligation.what,
            "when": one.obligation.when,
            "clause": one.obligation.clause,
            "admissible": one.admissible,
            "late": len(one.late),
            "to_come": len(one.soon) + len(one.to_come),
            "done": one.done,
            "next": one.first.reference if one.first else None,
            "next_due_on": _day(one.first.due_on) if one.first else None,
        }
        for party in agreement.parties
        for one in owed_by(agreement, party.name, clocks, at.date())
    ]
    return part_of(found, part)


@reading("/agreements/{reference}/anomalies", gives=Part[AnomalyTold])
def anomalies(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """Rates unlike their cost and work without a rate, the newest first, whomever they favour."""
    return part_of([_anomaly(one) for one in queries.anomalies_of(queries.agreement_at(by, at, reference))], part)


@reading("/agreements/{reference}/anomalies/{number}", gives=AnomalyTold)
def anomaly(by: Actor, at: datetime, reference: Reference, number: Reference) -> Mapping[str, Any]:
    """An anomaly, by its reference."""
    return _anomaly(queries.anomaly_named(by, at, reference, number))


@reading("/agreements/{reference}/documents", gives=Part[DocumentTold])
def documents(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """The register of documents: every version, by reference, the newest first."""
    return part_of([_document(one) for one in queries.documents_of(queries.agreement_at(by, at, reference))], part)


@reading("/agreements/{reference}/documents/{number}", gives=DocumentTold)
def document(by: Actor, at: datetime, reference: Reference, number: Reference) -> Mapping[str, Any]:
    """The newest version of a document, by its reference."""
    return _document(queries.document_named(by, at, reference, number))


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
