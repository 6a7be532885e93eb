"""Registers agreements, and gives roles in them."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from counterpart.capabilities.agreements import policy
from counterpart.capabilities.agreements.actions import dating
from counterpart.capabilities.agreements.models import Agreement, Party, TemplateVersion
from counterpart.capabilities.agreements.queries import agreements as queries
from counterpart.capabilities.agreements.rules.facts import AgreementFacts, Registration, begun, seated
from counterpart.capabilities.agreements.rules.giving import (
    Post,
    chosen,
    fit_to_give,
    held_by_post,
    next_to_give,
    opposite,
)
from counterpart.capabilities.agreements.rules.term import last_day
from counterpart.capabilities.partners import queries as partners
from counterpart.capabilities.partners.rules import organisation_name
from counterpart.engines.access.models import Organisation, Role
from counterpart.engines.access.roles import CONTRACT_MANAGER
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.door import Done, act
from counterpart.engines.ledger import book
from counterpart.values.refusal import Refusal, Refused
from counterpart.values.words import address, words

RESERVED = "INSTALLATION"
"""The name of the installation's own chain."""


@act("agreement.registered", words="registered the agreement", may=policy.may_register)
def register_agreement(registration: Registration, *, by: Actor, at: datetime) -> Done:
    """Register an agreement, and appoint the members of each party to the role of their post.

    Whoever registers it is its contract manager. Replies with how many roles were given, and which of the parties that
    sign have nobody yet.
    """
    template = registration.terms.template
    seats = seated(template, {name: organisation_name(text) for name, text in registration.seats.items()})
    if isinstance(seats, Refusal):
        raise Refused(seats)
    if registration.reference == RESERVED:
        raise Refused(_taken(registration.reference))
    agreed_name = words(registration.name, what="The agreement’s name", longest=200)
    parties = [
        Party(
            agreement_id=registration.agreement_id,
            name=name,
            side=terms.role,
            organisation=_organisation(seats[name]),
        )
        for name, terms in template.parties.items()
    ]
    given = _appoint(registration.agreement_id, parties, by, at)
    agreement = _enter(registration, agreed_name, at)
    Party.objects.bulk_create(parties)
    TemplateVersion.objects.create(
        agreement_id=registration.agreement_id,
        template=template.template,
        version=template.version,
        fingerprint=registration.terms.fingerprint,
        text=registration.terms.text,
    )
    book.begin(registration.agreement_id, name=registration.reference)
    opened = dating.open_term(queries.facts_of(agreement), at=at) if agreement.commencement_on else 0
    content = {
        "agreement": {
            "reference": registration.reference,
            "name": agreed_name,
            "parties": [{"party": p.name, "organisation": p.organisation.name} for p in parties],
            **_dates_told(agreement, opened),
        },
        "template": {
            "id": template.template,
            "version": str(template.version),
            "fingerprint": registration.terms.fingerprint,
        },
        "roles": [_told(registration.agreement_id, post, by, at) for post in given],
    }
    filled = {post.party.name for post in given}
    empty = [name for name in template.close.countersigned_by if name not in filled]
    reply = {"appointed": len(given), "empty": empty, "opened": opened}
    return Done(subject=registration.reference, content=content, reply=reply)


@act("role.given", words="gave a role", may=policy.may_give_roles)
def give_role(
    agreement: AgreementFacts,
    *,
    by: Actor,
    at: datetime,
    email: str,
    role: str | None = None,
    until: date | None = None,
) -> Done:
    """Give a person a role at a party of the agreement: the one chosen, otherwise the first post that is none yet.

    `until` is its last day, where it is to end. Replies with the role, and how many more of their posts are none yet.
    """
    email, day = address(email), at.date()
    queries.hold(agreement)
    held = queries.posts_of(agreement, email, on=day)
    roles = queries.roles_of(agreement, email, on=day)
    given = [post for post in held if post in roles]
    post = chosen(agreement, email, role, held, roles) if role else next_to_give(agreement, email, held, given)
    if isinstance(post, Post):
        post = fit_to_give(agreement, post, roles, by=by, until=until, today=day)
    if isinstance(post, Refusal):
        raise Refused(post)
    _role(post, agreement.agreement_id, day).save()
    reply = {"person": post.person.name, "party": post.party.name, "role": post.role, "until": _iso(until)}
    content = _told(agreement.agreement_id, post, by, at) | ({"until": until.isoformat()} if until else {})
    left = [other for other in held if other not in given and other.role != post.role]
    return Done(agreement.reference, content, reply=reply | {"left": len(left)})


def _enter(registration: Registration, name: str, at: datetime) -> Agreement:
    template = registration.terms.template
    dates = begun(template, registration.dates, on=at.date())
    begins = dates.commencement_on
    try:
        with transaction.atomic():
            return Agreement.objects.create(
                id=UUID(registration.agreement_id),
                agreement_id=registration.agreement_id,
                reference=registration.reference,
                name=name,
                registered_at=at,
                entered_on=dates.entered_on,
                effective_on=dates.effective_on,
                commencement_on=begins,
                ends_on=last_day(begins, template.term.years) if begins and template.term else None,
                value=dates.value,
            )
    except IntegrityError:
        raise Refused(_taken(registration.reference)) from None


def _dates_told(agreement: Agreement, opened: int) -> dict[str, str | int]:
    """The days and the value, as far as there are any, and how many clocks and promises were opened."""
    days = {name: getattr(agreement, name) for name in ("entered_on", "effective_on", "commencement_on", "ends_on")}
    told: dict[str, str | int] = {name: day.isoformat() for name, day in days.items() if day}
    told |= {"value": str(agreement.value)} if agreement.value is not None else {}
    return told | ({"opened": opened} if opened else {})


def _appoint(agreement_id: str, parties: list[Party], by: Actor, at: datetime) -> list[Post]:
    """Give every member of a party the role of their post, and the registrant the contract manager's.

    Nobody gets a role on both sides: whoever belongs to both gets theirs on the side that is named first.
    """
    day = at.date()
    given: dict[tuple[int, str], Post] = {}
    organisations = {party.organisation_id: party for party in parties}
    registrant = next(m for m in partners.memberships_of(by, on=day) if m.organisation_id in organisations)
    own = queries.party_facts(organisations[registrant.organisation_id])
    stands = {by.person: own.side}
    for party in parties:
        for member in partners.members_of(party.organisation, on=day):
            person = queries.somebody(member.person)
            if not held_by_post(member.post, party.side) or opposite(party.side, stands.get(person.person)):
                continue
            stands.setdefault(person.person, party.side)
            given[member.id, member.post] = Post(member.id, person, queries.party_facts(party), member.post)
    given[registrant.id, CONTRACT_MANAGER] = Post(registrant.id, by, own, CONTRACT_MANAGER)
    Role.objects.bulk_create(_role(post, agreement_id, day) for post in given.values())
    return list(given.values())


def _told(agreement_id: str, post: Post, by: Actor, at: datetime) -> dict[str, str]:
    """A role as the chain tells it: who holds it stands there by pseudonym, and is named in an entry of its own."""
    person = book.introduced(post.person, agreement_id, at, by=by)
    return {"party": post.party.name, "role": post.role, "person": person}


def _role(post: Post, agreement_id: str, day: date) -> Role:
    return Role(
        membership_id=post.membership,
        agreement_id=agreement_id,
        party_id=post.party.id,
        party=post.party.name,
        side=post.party.side,
        name=post.role,
        starts_on=day,
        ends_on=post.until,
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _organisation(name: str) -> Organisation:
    return partners.organisation_named(name) or Organisation.objects.create(name=name.strip())


def _taken(reference: str) -> Refusal:
    return Refusal(
        code="agreement.reference-taken",
        what=f"{reference} was not registered",
        fact="that reference is in use",
        rule="a reference names one agreement",
        next_step="Choose another reference.",
    )
