"""Reads of organisations and of who works in them."""

from datetime import date, datetime
from typing import Any

from django.db.models import Max, Q

from counterpart.capabilities.partners.models import Hold
from counterpart.capabilities.partners.rules import ADMINISTRATOR, Installation, Leaver, Leaving, nobody_of
from counterpart.engines.access import tokens
from counterpart.engines.access.models import Membership, Organisation, Person, Role, Token
from counterpart.engines.access.rules import INSTALLATION, Actor
from counterpart.engines.ledger import book
from counterpart.engines.library.rule_rows import retention
from counterpart.values.refusal import Refused


def installation() -> Installation:
    """Whether anybody administers this installation yet."""
    return Installation(begun=Role.objects.filter(agreement_id=INSTALLATION).exists())


def organisation_named(name: str) -> Organisation | None:
    return Organisation.objects.filter(name__iexact=name.strip()).first()


def person_known(email: str) -> bool:
    return Person.objects.filter(email__iexact=email).exists()


def members_of(organisation: Organisation, *, on: date) -> list[Membership]:
    """Who holds a post in an organisation on a day, administrators of the installation left out."""
    in_force = Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gte=on))
    members = Membership.objects.filter(in_force, organisation=organisation).exclude(post=ADMINISTRATOR)
    return list(members.select_related("person").order_by("id"))


def posts_held(email: str, *, on: date) -> list[Membership]:
    """The posts that the person with this address holds on a day, that of administrator left out."""
    in_force = Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gte=on))
    held = Membership.objects.filter(in_force, person__email__iexact=email).exclude(post=ADMINISTRATOR)
    return list(held.select_related("person", "organisation").order_by("id"))


def memberships_of(actor: Actor, *, on: date) -> list[Membership]:
    """The posts a person holds on a day."""
    in_force = Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gte=on))
    return list(Membership.objects.filter(in_force, person_id=actor.person).select_related("organisation"))


def leaver(email: str, *, on: date) -> Leaver:
    """Somebody whose data is to be held or erased. Raises Refused where nobody has this address."""
    person = Person.objects.filter(email__iexact=email.strip()).first()
    if person is None:
        raise Refused(nobody_of(email))
    in_force = Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gte=on))
    post = person.memberships.filter(in_force).values_list("post", flat=True).first()
    held = Hold.objects.filter(person_id=person.id, lifted_at=None).values_list("reason", flat=True).first()
    return Leaver(str(person.id), person.name, person.email, post, held)


def leaving(email: str, organisation: str, *, on: date) -> Leaving:
    """Somebody who leaves an organisation. Raises Refused where nobody has this address."""
    person = Person.objects.filter(email__iexact=email.strip()).first()
    if person is None:
        raise Refused(nobody_of(email))
    goes_on = Q(ends_on=None) | Q(ends_on__gte=on)
    held = person.memberships.filter(goes_on, organisation__name__iexact=organisation.strip()).order_by("id")
    posts = tuple(held.values_list("post", flat=True))
    others = Role.objects.filter(goes_on, agreement_id=INSTALLATION).exclude(membership__person=person)
    alone = ADMINISTRATOR in posts and not others.exists()
    return Leaving(str(person.id), person.name, organisation.strip(), posts, alone)


def tokens_of(actor: Actor) -> list[Token]:
    """One's own tokens, newest first, the revoked and the past among them."""
    return tokens.tokens_of(actor.person)


def due_for_erasure(*, on: date) -> list[tuple[Person, date]]:
    """Who has held no post for as long as posts are kept, with the last day of their last; the held are not among them.

    The longest gone first. The span is the shelf's (`library/rule_rows/retention.yaml`).
    """
    gone_by = on - retention()["who held a post"].keep_for
    held = Hold.objects.filter(lifted_at=None).values("person_id")
    people = Person.objects.filter(is_active=True).exclude(id__in=held).exclude(memberships__ends_on=None)
    gone = people.annotate(last=Max("memberships__ends_on")).filter(last__lt=gone_by).order_by("last", "email")
    return [(person, person.last) for person in gone]


def data_of(by: Actor, *, on: date) -> dict[str, Any]:
    """What is kept of a person, for themselves (UK GDPR, article 15): who they are, what they held, what they did."""
    person = Person.objects.get(id=by.person)
    posts = person.memberships.select_related("organisation").prefetch_related("roles").order_by("id")
    return {
        "person": {"name": person.name, "email": person.email, "last_signed_in": _moment(person.last_login)},
        "posts": [
            {
                "organisation": post.organisation.name,
                "post": post.post,
                "starts_on": post.starts_on.isoformat(),
                "ends_on": post.ends_on.isoformat() if post.ends_on else None,
                "roles": [
                    {"role": role.name, "party": role.party, "starts_on": role.starts_on.isoformat()}
                    for role in post.roles.all()
                ],
            }
            for post in posts
        ],
        "tokens": [
            {"label": token.label, "made_at": _moment(token.made_at), "ends_on": token.ends_on.isoformat()}
            for token in tokens.tokens_of(by.person)
        ],
        "acts": [
            {"chain": chain, **{name: entry[name] for name in ("sequence", "at", "act", "subject")}}
            for chain, entry in book.acts_of(by)
        ],
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
