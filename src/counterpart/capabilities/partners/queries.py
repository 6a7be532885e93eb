"""Reads of organisations and of who works in them."""

from datetime import date

from django.db.models import Q

from counterpart.capabilities.partners.rules import ADMINISTRATOR, Installation
from counterpart.engines.access import tokens
from counterpart.engines.access.models import Membership, Organisation, Person, Role, Token
from counterpart.engines.access.rules import INSTALLATION, Actor


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


def tokens_of(actor: Actor) -> list[Token]:
    """One's own tokens, newest first, the revoked and the past among them."""
    return tokens.tokens_of(actor.person)
