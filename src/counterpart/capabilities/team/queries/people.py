"""Reads of who works on an agreement. Each sees what the reader may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.team import models
from counterpart.capabilities.team.queries.subcontractors import subcontractors_of
from counterpart.capabilities.team.rules.counterparts import Half, Named, Pair
from counterpart.capabilities.team.rules.gaps import gaps
from counterpart.capabilities.team.rules.members import Holding, Member, OfParty, OfSomebody, nobody_there
from counterpart.capabilities.team.rules.subcontractors import Subcontractor
from counterpart.engines.access.models import Membership, Person, Role
from counterpart.engines.access.rules import Actor
from counterpart.values.refusal import Refused


@dataclass(frozen=True)
class Team:
    """The people and parties of an agreement on a day, what is missing among them, and its subcontractors."""

    members: tuple[Member, ...]
    named: tuple[Named, ...]
    pairs: tuple[Pair, ...]
    subcontractors: tuple[Subcontractor, ...]
    missing: tuple[str, ...]


def team_of(agreement: AgreementFacts, *, on: date) -> Team:
    """Everybody and everything of the page of people and parties, in as many queries however many they are."""
    members = members_of(agreement, on=on)
    at_work = [member for member in members if any(held.on(on) for held in member.held)]
    named, pairs = named_in(agreement, at_work, on=on), pairs_of(agreement, at_work)
    subcontractors = subcontractors_of(agreement)
    missing = gaps(agreement, at_work, named, pairs, subcontractors, on=on)
    return Team(tuple(members), tuple(named), tuple(pairs), tuple(subcontractors), tuple(missing))


def members_of(agreement: AgreementFacts, *, on: date) -> list[Member]:
    """Who works on an agreement on a day or will, in the order they came, each with the roles they hold or will."""
    goes_on = Q(ends_on=None) | Q(ends_on__gte=on)
    stays = Q(membership__ends_on=None) | Q(membership__ends_on__gte=on)
    roles = Role.objects.filter(goes_on, stays, agreement_id=agreement.agreement_id)
    parties = {party.name: party for party in agreement.parties}
    held: dict[tuple[int, str], list[Role]] = {}
    for role in roles.select_related("membership__person", "delegated_from__membership__person").order_by("id"):
        held.setdefault((role.membership_id, role.party), []).append(role)
    return [
        Member(
            membership,
            _somebody(own[0].membership.person),
            parties[party],
            own[0].membership.post,
            tuple(_holding(role) for role in own),
        )
        for (membership, party), own in held.items()
    ]


def named_in(agreement: AgreementFacts, at_work: Iterable[Member], *, on: date) -> list[Named]:
    """The contract representatives on a day and those named for days to come."""
    there = {(member.membership, member.party.name) for member in at_work if member.own}
    rows = models.Representative.objects.filter(agreement_id=agreement.agreement_id)
    kept = rows.filter(Q(ends_on=None) | Q(ends_on__gte=on)).select_related("membership__person").order_by("starts_on")
    return [
        Named(
            row.party,
            row.membership.person.name,
            row.membership_id,
            row.starts_on,
            row.ends_on,
            (row.membership_id, row.party) in there,
        )
        for row in kept
    ]


def pairs_of(agreement: AgreementFacts, at_work: Iterable[Member]) -> list[Pair]:
    """The counterparts that were not parted, in the order they were paired; a half that has left is known as empty."""
    there = {member.membership for member in at_work if member.own}
    rows = models.Counterparts.objects.filter(agreement_id=agreement.agreement_id, parted_on=None)
    people = rows.select_related("commissioner__person", "provider__person").order_by("starts_on", "commissioner_id")
    return [
        Pair(str(row.id), _half(row.commissioner, there), _half(row.provider, there), row.seniority, row.starts_on)
        for row in people
    ]


def somebody_in(agreement: AgreementFacts, email: str, *, on: date) -> OfSomebody:
    """Somebody with a role in an agreement, by their address. Raises Refused where nobody has it."""
    wanted = email.strip().casefold()
    for member in members_of(agreement, on=on):
        if member.person.email.casefold() == wanted:
            return OfSomebody(agreement, member.person.person, member.person.name, member.party.name)
    raise Refused(nobody_there(agreement, email))


def party_of(agreement: AgreementFacts, by: Actor, name: str | None = None) -> OfParty:
    """The party that is named, otherwise one's own in the agreement."""
    standing = by.standing_in(agreement.agreement_id)
    return OfParty(agreement, name or (standing.party if standing else ""))


def email_of(agreement: AgreementFacts, person: str, *, on: date) -> str:
    """The address of somebody with a role in an agreement, by their id; empty where there is none."""
    emails = (m.person.email for m in members_of(agreement, on=on) if m.person.person == person)
    return next(emails, "")


def _somebody(person: Person) -> Actor:
    return Actor(str(person.id), person.name, person.email)


def _holding(role: Role) -> Holding:
    lender = _somebody(role.delegated_from.membership.person) if role.delegated_from else None
    return Holding(role.id, role.name, role.starts_on, role.ends_on, lender)


def _half(membership: Membership, there: set[int]) -> Half:
    return Half(membership.id, membership.person.name, membership.post, membership.id in there)
