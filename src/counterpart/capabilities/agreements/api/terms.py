"""The terms, the term and the obligations of an agreement over the API."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from counterpart.capabilities.agreements.queries import agreements as queries
from counterpart.capabilities.agreements.queries import kept
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.agreements.rules.keeping import last_years
from counterpart.capabilities.agreements.rules.obligations import owed_by
from counterpart.capabilities.agreements.rules.telling.term import stands
from counterpart.capabilities.agreements.rules.term import Moment, life
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.asked import Items, Part, Slice, part_of, reading
from counterpart.engines.acts.texts import DayText, Decimal, Fingerprint, Reference, Told
from counterpart.engines.clocks.rules.promises import Clock


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


@reading("/agreements/{reference}/terms", gives=TermsInFull)
def terms(by: Actor, at: datetime, reference: Reference) -> Mapping[str, Any]:
    """The terms in force: scope, objectives with their measures, clauses with their legal status, what was chosen."""
    agreement = queries.agreement_at(by, at, reference)
    template, levels = agreement.template, {one.area: one.level for one in kept.watched(agreement)}
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
    clocks = {clock.subject: clock for clock in kept.moments_of(agreement)}
    put, value = kept.put_in(agreement), agreement.dates.value
    return _days(agreement) | {
        "value": None if value is None else str(value),
        "moments": [
            _moment(moment, clocks.get(moment.subject(agreement.reference)), at.date()) for moment in life(agreement)
        ],
        "put_in": [{"year": o.year, "party": o.party, "amount": str(o.amount), "what": o.what} for o in put],
        "last_two_years": last_years(put, agreement.ends_on).says,
    }


@reading("/agreements/{reference}/obligations", gives=Part[ObligationTold])
def obligations(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """What each party owes, what is late first; its promises are read with the clocks."""
    agreement = queries.agreement_at(by, at, reference)
    clocks = kept.obligations_of(agreement)
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


def _moment(moment: Moment, clock: Clock | None, on: date) -> dict[str, Any]:
    return {
        "kind": moment.kind,
        "name": moment.name,
        "on": moment.on.isoformat(),
        "act_by": moment.act_by.isoformat(),
        "clause": moment.clause,
        "because": moment.because,
        "agenda": list(moment.agenda),
        "group": moment.group,
        "may_not_be_passed_over": moment.must,
        "stands": stands(clock, on).words,
        "clock": clock.reference if clock else None,
    }


def _days(agreement: AgreementFacts) -> dict[str, Any]:
    dates = agreement.dates
    return {
        "entered_on": _day(dates.entered_on),
        "effective_on": _day(dates.effective_on),
        "commencement_on": _day(dates.commencement_on),
        "ends_on": _day(agreement.ends_on),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
