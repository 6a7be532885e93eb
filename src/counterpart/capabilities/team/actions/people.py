"""Ends roles, lends them for absence and takes them back; names contract representatives; pairs counterparts."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db.models import Q

from counterpart.capabilities.agreements.queries.agreements import hold
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.team import models, policy
from counterpart.capabilities.team.queries import people
from counterpart.capabilities.team.rules import counterparts, delegation
from counterpart.capabilities.team.rules.members import Member, OfParty, OfSomebody, ending, nobody_there, of_person
from counterpart.engines.access import appointments
from counterpart.engines.access.models import Role
from counterpart.engines.access.roles import role_named
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.door import Done, act
from counterpart.engines.ledger import book
from counterpart.values.refusal import Refusal, Refused


@act("role.ended", words="ended a role", may=policy.may_end_roles)
def end_role(of: OfSomebody, *, by: Actor, at: datetime, role: str | None = None, last: date | None = None) -> Done:
    """End a role of somebody's with a day, by default today; all of their own where none is named.

    From the next day it shows nothing. What they delegated from it ends with it, and where they keep no role of their
    own, what was delegated to them.
    """
    hold(of.agreement)
    today = at.date()
    last = last or today
    members = people.members_of(of.agreement, on=today)
    ends = ending(members, of, _role_name(role), last=last, today=today)
    if isinstance(ends, Refusal):
        raise Refused(ends)
    ids = {held.id for held in ends}
    theirs = of_person(members, of.person)
    keeps = any(held.outlasts(last) for member in theirs for held in member.own if held.id not in ids)
    ids |= set() if keeps else {held.id for member in theirs for held in member.held}
    appointments.end(Role.objects.filter(id__in=ids), on=last)
    told = {"party": of.party, "roles": sorted({held.role for held in ends}), "until": last.isoformat()}
    content = told | {"person": _pseudonym(theirs[0].person, of.agreement, by, at)}
    return Done(of.agreement.reference, content, reply=told | {"person": of.name})


@act("delegation.given", words="had somebody stand in", may=policy.may_delegate)
def delegate(
    of: OfSomebody,
    *,
    by: Actor,
    at: datetime,
    to: str,
    since: date,
    until: date,
    roles: Sequence[str] = (),
) -> Done:
    """Lend somebody's own roles to a colleague of the same party, `to`, for days of absence, first and last inclusive.

    In those days the delegate sees and does as they do, and the record says on whose behalf. The two are one hand.
    """
    hold(of.agreement)
    today = at.date()
    members = people.members_of(of.agreement, on=today)
    colleague = _known(of.agreement, members, to)
    wanted = [_role_name(role) or role for role in roles]
    lent = delegation.delegated(members, of, colleague.person.person, wanted, since=since, until=until, today=today)
    if isinstance(lent, Refusal):
        raise Refused(lent)
    Role.objects.bulk_create(
        Role(
            membership_id=lent.delegate.membership,
            agreement_id=of.agreement_id,
            party_id=lent.delegate.party.id,
            party=lent.delegate.party.name,
            side=lent.delegate.party.side,
            name=held.role,
            starts_on=since,
            ends_on=until,
            delegated_from_id=held.id,
        )
        for held in lent.roles
    )
    told = {
        "party": of.party,
        "roles": [held.role for held in lent.roles],
        "since": since.isoformat(),
        "until": until.isoformat(),
    }
    content = told | _both(lent.lender.person, lent.delegate.person, of.agreement, by, at)
    reply = told | {"of": of.name, "to": lent.delegate.person.name}
    return Done(of.agreement.reference, content, reply=reply)


@act("delegation.withdrawn", words="took back what was delegated", may=policy.may_delegate)
def withdraw(of: OfSomebody, *, by: Actor, at: datetime, to: str) -> Done:
    """Take back what somebody delegated to a colleague, `to`: it ends today, and what was to come never begins."""
    hold(of.agreement)
    today = at.date()
    members = people.members_of(of.agreement, on=today)
    colleague = _known(of.agreement, members, to)
    lent = delegation.lent_to(members, of, colleague.person.person)
    if isinstance(lent, Refusal):
        raise Refused(lent)
    appointments.end(Role.objects.filter(id__in=[held.id for held in lent]), on=today)
    told = {"party": of.party, "roles": sorted({held.role for held in lent}), "until": today.isoformat()}
    lender = lent[0].lender or colleague.person
    content = told | _both(lender, colleague.person, of.agreement, by, at)
    return Done(of.agreement.reference, content, reply=told | {"of": of.name, "to": colleague.person.name})


@act("representative.named", words="named a contract representative", may=policy.may_name)
def name_representative(of: OfParty, *, by: Actor, at: datetime, email: str, since: date | None = None) -> Done:
    """Name a party's contract representative from a day, by default today. Replaces whoever was, from that day."""
    hold(of.agreement)
    today = at.date()
    since = since or today
    members = people.members_of(of.agreement, on=today)
    theirs = [m for m in members if m.person.email.casefold() == email.strip().casefold()]
    member = next((m for m in theirs if m.party.name == of.party), theirs[0] if theirs else None)
    if refusal := counterparts.may_be_named(of, member, since=since, today=today):
        raise Refused(refusal)
    if member is None:
        raise Refused(nobody_there(of.agreement, email))
    former = [row.name for row in people.named_in(of.agreement, members, on=since) if row.party == of.party]
    rows = models.Representative.objects.filter(agreement_id=of.agreement_id, party=of.party)
    rows.filter(starts_on__gte=since).delete()
    rows.filter(Q(ends_on=None) | Q(ends_on__gte=since)).update(ends_on=since - timedelta(days=1))
    rows.create(agreement_id=of.agreement_id, party=of.party, membership_id=member.membership, starts_on=since)
    told = {"party": of.party, "since": since.isoformat()}
    content = told | {"person": _pseudonym(member.person, of.agreement, by, at)}
    reply = told | {"person": member.person.name, "replaces": former[0] if former else None}
    return Done(of.agreement.reference, content, reply=reply)


@act("counterparts.paired", words="paired two counterparts", may=policy.may_pair)
def pair(agreement: AgreementFacts, *, by: Actor, at: datetime, one: str, other: str) -> Done:
    """Pair a member of the commissioner and one of the provider, by their addresses, as counterparts from today.

    They are of equal seniority, by their posts (002, Governance 5.2). A pair one of whom has left gives way.
    """
    hold(agreement)
    members = people.members_of(agreement, on=at.date())
    pairs = people.pairs_of(agreement, members)
    made = counterparts.paired(agreement, _known(agreement, members, one), _known(agreement, members, other), pairs)
    if isinstance(made, Refusal):
        raise Refused(made)
    ours, theirs = made
    rows = models.Counterparts.objects.filter(agreement_id=agreement.agreement_id, parted_on=None)
    gone = rows.filter(Q(commissioner_id=ours.membership) | Q(provider_id=theirs.membership))
    gone.update(parted_on=at.date())
    rows.create(
        agreement_id=agreement.agreement_id,
        commissioner_id=ours.membership,
        provider_id=theirs.membership,
        seniority=ours.seniority,
        starts_on=at.date(),
    )
    told = {"seniority": str(ours.seniority), "since": at.date().isoformat()}
    content = told | {
        "commissioner": _pseudonym(ours.person, agreement, by, at),
        "provider": _pseudonym(theirs.person, agreement, by, at),
    }
    reply = told | {"commissioner": ours.person.name, "provider": theirs.person.name}
    return Done(agreement.reference, content, reply=reply)


@act("counterparts.parted", words="parted two counterparts", may=policy.may_pair)
def part(agreement: AgreementFacts, *, by: Actor, at: datetime, email: str) -> Done:
    """Part the pair that somebody belongs to, by their address: from now on neither has a counterpart."""
    hold(agreement)
    members = people.members_of(agreement, on=at.date())
    member = _known(agreement, members, email)
    mine = [pair for pair in people.pairs_of(agreement, members) if _belongs(member, pair)]
    if not mine:
        raise Refused(
            Refusal(
                code="counterparts.none",
                what="Nobody was parted",
                fact=f"{member.person.name} has no counterpart",
                rule="a pair is parted by naming one of the two",
                next_step="Look at the counterparts on the page of people and parties.",
            )
        )
    models.Counterparts.objects.filter(id=mine[0].id).update(parted_on=at.date())
    reply = {"commissioner": mine[0].commissioner.name, "provider": mine[0].provider.name}
    content = {"person": _pseudonym(member.person, agreement, by, at), "until": at.date().isoformat()}
    return Done(agreement.reference, content, reply=reply | {"until": at.date().isoformat()})


def _belongs(member: Member, pair: counterparts.Pair) -> bool:
    return member.membership in (pair.commissioner.membership, pair.provider.membership)


def _known(agreement: AgreementFacts, members: Sequence[Member], email: str) -> Member:
    wanted = email.strip().casefold()
    found = next((member for member in members if member.person.email.casefold() == wanted), None)
    if found is None:
        raise Refused(nobody_there(agreement, email))
    return found


def _role_name(text: str | None) -> str | None:
    """A role as the table writes it; one that it does not know is left to be refused by name."""
    terms = role_named(text) if text else None
    return terms.name if terms else text


def _pseudonym(person: Actor, agreement: AgreementFacts, by: Actor, at: datetime) -> str:
    """Somebody as the chain names them; the entry that says who they are is written where there is none yet."""
    return book.introduced(person, agreement.agreement_id, at, by=by)


def _both(lender: Actor, other: Actor, agreement: AgreementFacts, by: Actor, at: datetime) -> dict[str, str]:
    return {"of": _pseudonym(lender, agreement, by, at), "to": _pseudonym(other, agreement, by, at)}
