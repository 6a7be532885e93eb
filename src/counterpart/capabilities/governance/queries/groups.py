"""Reads of groups: which there are, who sits in them, and who could. Each sees what the reader may see."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.governance import models
from counterpart.capabilities.governance.rules.groups import (
    Candidate,
    Chair,
    GroupFacts,
    GroupsFacts,
    Seat,
    not_known,
)
from counterpart.capabilities.team.queries.people import members_of
from counterpart.engines.access.actors import people_known
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.texts import Code, Reference
from counterpart.engines.library.rules.groups import GroupTerms
from counterpart.values.refusal import Refusal, Refused, shown


def groups_in(by: Actor, at: datetime, reference: Reference) -> GroupsFacts:
    """Every group that the terms of an agreement name, as they name them."""
    agreement = agreement_named(reference, by=by)
    return GroupsFacts(agreement, groups_of(agreement, on=at.date()))


def group_named(by: Actor, at: datetime, reference: Reference, group: Code) -> GroupFacts:
    """A group of an agreement by its name. Raises Refused where its terms name none so."""
    agreement = agreement_named(reference, by=by)
    return group_of(agreement, group, on=at.date())


def group_of(agreement: AgreementFacts, name: str, *, on: date) -> GroupFacts:
    terms = agreement.terms.template.group(name)
    if terms is None:
        raise Refused(unknown(agreement, name))
    return _facts(agreement, (terms,), on=on)[0]


def groups_of(agreement: AgreementFacts, *, on: date) -> tuple[GroupFacts, ...]:
    return tuple(_facts(agreement, agreement.terms.template.groups, on=on))


def _facts(agreement: AgreementFacts, terms: Iterable[GroupTerms], *, on: date) -> list[GroupFacts]:
    """Groups with their seats, in as many queries however many there are."""
    wanted = list(terms)
    kept = models.Group.objects.filter(agreement_id=agreement.agreement_id, name__in=[one.name for one in wanted])
    rows = {row.name: row for row in kept}
    seats: dict[UUID, list[models.Seat]] = {}
    sat = models.Seat.objects.filter(group__in=list(rows.values()), ends_on=None).order_by("party", "number")
    for seat in sat if rows else ():
        seats.setdefault(seat.group_id, []).append(seat)
    known = {one.person: one for one in candidates_of(agreement, on=on)} if rows else {}
    people = {seat.person_id for held in seats.values() for seat in held} | {row.chair_id for row in rows.values()}
    names = names_of(people)
    return [_one(agreement, each, rows.get(each.name), seats, known, names) for each in wanted]


def _one(
    agreement: AgreementFacts,
    terms: GroupTerms,
    row: models.Group | None,
    seats: Mapping[UUID, list[models.Seat]],
    known: Mapping[str, Candidate],
    names: Mapping[str, str],
) -> GroupFacts:
    if row is None:
        return GroupFacts(agreement, terms)
    chair = None
    if row.chair_id and row.chair_since:
        held = str(row.chair_id)
        chair = Chair(held, names.get(held, "Somebody"), row.chair_party, row.chair_since)
    sits = tuple(_seat(seat, known, names) for seat in seats.get(row.id, ()))
    in_order = tuple(sorted(sits, key=lambda seat: (terms.parties.index(seat.party), seat.number)))
    return GroupFacts(agreement, terms, row.established_on, row.starts_on, chair, in_order)


def _seat(seat: models.Seat, known: Mapping[str, Candidate], names: Mapping[str, str]) -> Seat:
    person = str(seat.person_id)
    works = known.get(person)
    post, level = (works.post, works.level) if works and works.party == seat.party else ("", "")
    return Seat(seat.party, seat.number, person, names.get(person, "Somebody"), post, level, seat.starts_on)


def names_of(people: Iterable[UUID | str | None]) -> dict[str, str]:
    """What people are called, by their ids."""
    wanted = sorted({str(one) for one in people if one})
    return {one.person: one.name for one in people_known(wanted)} if wanted else {}


def candidates_of(agreement: AgreementFacts, *, on: date) -> list[Candidate]:
    """Who works on an agreement on a day, each for the party they work for."""
    found: dict[str, Candidate] = {}
    for member in members_of(agreement, on=on):
        if any(held.on(on) for held in member.own):
            person = member.person
            found.setdefault(
                person.person,
                Candidate(
                    person.person, person.name, person.email, member.party.name, member.post, member.seniority.value
                ),
            )
    return list(found.values())


def candidate(agreement: AgreementFacts, email: str, *, on: date) -> Candidate:
    """Somebody who works on an agreement, by their address. Raises Refused where nobody does."""
    wanted = email.strip().casefold()
    found = next((one for one in candidates_of(agreement, on=on) if one.email.casefold() == wanted), None)
    if found is None:
        raise Refused(not_known(email, agreement))
    return found


def group_row(group: GroupFacts) -> models.Group:
    """The row of a group, held for the rest of the transaction. Raises Refused where it is not established."""
    row = models.Group.objects.select_for_update().filter(agreement_id=group.agreement_id, name=group.name).first()
    if row is None:
        raise Refused(
            Refusal(
                code="group.not-established",
                what="Nothing was done",
                fact=f"the {group.terms.title} is not established yet",
                rule="a group sits and meets once it is established (Governance 4.3)",
                next_step="Ask the contract manager to establish the groups.",
            )
        )
    return row


def unknown(agreement: AgreementFacts, name: str) -> Refusal:
    known = ", ".join(one.name for one in agreement.terms.template.groups)
    return Refusal(
        code="group.unknown",
        what="There is no such group",
        fact=f"{agreement.reference} has no group {shown(name)}",
        rule=f"its groups are those its template names: {known}" if known else "its template names no groups",
        next_step="Choose one of these." if known else "Agree a version of the template that names groups.",
    )
