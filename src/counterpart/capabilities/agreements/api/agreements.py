"""Agreements over the API: which there are, who works on them, what was done; registering, and giving roles."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import Field

from counterpart.capabilities.agreements.actions import registering
from counterpart.capabilities.agreements.queries import agreements as queries
from counterpart.capabilities.agreements.rules.facts import SETTINGS, AgreementFacts
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.asked import Items, Part, Slice, asks, part_of, reading
from counterpart.engines.acts.texts import (
    Body,
    Day,
    DayText,
    Email,
    Fingerprint,
    Label,
    Line,
    Moment,
    Reference,
    Subject,
    Told,
)


class PartyTold(Told):
    """A seat at the agreement, and who sits in it."""

    party: str
    side: str
    organisation: str


class PersonTold(Told):
    """A person at work on the agreement today."""

    name: str
    party: str
    role: str


class TermsTold(Told):
    """The template in force."""

    id: str
    version: str
    title: str
    fingerprint: Fingerprint


class AgreementInBrief(Told):
    """An agreement, in a list."""

    reference: str
    name: str
    parties: list[PartyTold]
    template: TermsTold


class AgreementTold(AgreementInBrief):
    """An agreement and the people at work on it."""

    signatories: list[str]
    people: list[PersonTold]


class PeriodTold(Told):
    """A closed period, its current seal, and who has signed it."""

    period: str
    seal: int
    digest: Fingerprint
    state: str


class EntryTold(Told):
    """Something that was done: who, what, when, and the content where you may see it."""

    sequence: int
    at: Moment
    act: str
    words: str
    who: str
    party: str | None
    subject: str
    hash: Fingerprint
    content: dict[str, Any] | None


class NewAgreement(Body):
    """An agreement to be registered: its template, who takes a seat otherwise than it says, its days and its value."""

    template: Reference
    reference: Reference
    name: Line
    seats: dict[Reference, Line] = Field(default_factory=dict, max_length=20)
    entered: Day | None = None
    effective: Day | None = None
    commencement: Day | None = None
    value: Label | None = None


class AgreementRegistered(Told):
    """How many roles were given by post, how many clocks and promises opened, and which that sign have nobody yet."""

    subject: str
    appointed: int
    opened: int
    empty: list[str]


class Whom(Body):
    """Who gets a role: the one named, otherwise that of their post; and its last day, where it is to end."""

    email: Email
    role: Label | None = None
    until: Day | None = None


class RoleGiven(Told):
    """The role that was given, its last day where it ends, and how many more of their posts are none yet."""

    subject: str
    person: str
    party: str
    role: str
    until: DayText | None
    left: int


@reading("/agreements", gives=Part[AgreementInBrief])
def agreements(by: Actor, at: datetime, part: Slice) -> Items:
    """The agreements you have a part in, by reference."""
    return part_of([_listed(agreement) for agreement in queries.agreements_of(by)], part)


@reading("/agreements/{reference}", gives=AgreementTold)
def agreement(by: Actor, at: datetime, reference: Reference) -> Mapping[str, Any]:
    """An agreement: its parties, the template in force, who signs, and who works on it today."""
    facts = queries.agreement_named(reference, by=by)
    people = [
        {"name": role.membership.person.name, "party": party, "role": role.name}
        for party, roles in queries.people_of(facts, on=at.date()).items()
        for role in roles
    ]
    signatories = list(facts.terms.template.close.countersigned_by)
    return _listed(facts) | {"signatories": signatories, "people": people}


@reading("/agreements/{reference}/periods", gives=Part[PeriodTold])
def periods(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """The periods that are closed, newest first: the current seal of each, and who has signed it."""
    return part_of(queries.sealed_periods(queries.agreement_named(reference, by=by)), part)


@reading("/agreements/{reference}/trail", gives=Part[EntryTold])
def trail(by: Actor, at: datetime, part: Slice, reference: Reference, subject: Subject | None = None) -> Items:
    """What was done, newest first, in words; of one subject where one is named."""
    facts = queries.agreement_named(reference, by=by)
    before = part.after[0] if part.after else None
    found = queries.trail_of(facts, subject=subject, before=before, limit=part.limit + 1)
    told = found[: part.limit]
    return Items(told, (told[-1]["sequence"],) if len(found) > len(told) else None)


@asks("agreement.registered", "/agreements", gives=AgreementRegistered)
def register_agreement(by: Actor, at: datetime, body: NewAgreement) -> Mapping[str, Any]:
    """Register an agreement from a template on the shelf. One of its parties does this.

    Members of each party get the role of their post; whoever registers it is its contract manager. The clocks and
    promises of the whole term are opened.
    """
    days = {name: str(told) for name in SETTINGS if (told := getattr(body, name)) is not None}
    wanted = queries.registration(body.template, body.reference, body.name, body.seats | days, by=by, on=at.date())
    reply: Mapping[str, Any] = registering.register_agreement(wanted, by=by, at=at)
    return reply


@asks("role.given", "/agreements/{reference}/roles", gives=RoleGiven)
def give_role(by: Actor, at: datetime, reference: Reference, body: Whom) -> Mapping[str, Any]:
    """Give a person a role: the one named, otherwise that of the first of their posts that is none yet.

    The contract manager does this. An observer is given until a day.
    """
    agreement = queries.agreement_named(reference, by=by)
    reply: Mapping[str, Any] = registering.give_role(agreement, by=by, at=at, **body.model_dump())
    return reply


def _listed(agreement: AgreementFacts) -> dict[str, Any]:
    template = agreement.terms.template
    return {
        "reference": agreement.reference,
        "name": agreement.name,
        "parties": [{"party": p.name, "side": p.side, "organisation": p.organisation} for p in agreement.parties],
        "template": {
            "id": template.template,
            "version": str(template.version),
            "title": template.title,
            "fingerprint": agreement.terms.fingerprint,
        },
    }
