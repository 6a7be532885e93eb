"""Begins an installation, adds organisations and people to it, and makes and revokes people's tokens.

Written to the installation's chain.
"""

import uuid
from datetime import date, datetime

from django.db import IntegrityError, transaction

from counterpart.capabilities.partners import policy, queries
from counterpart.capabilities.partners.rules import (
    ADMINISTRATOR,
    LABEL,
    NAME,
    POST,
    Installation,
    TokenFacts,
    known_otherwise,
    label_taken,
    last_day,
    no_such_token,
    organisation_name,
    post_named,
)
from counterpart.engines.access import tokens
from counterpart.engines.access.models import Membership, Organisation, Person, Role
from counterpart.engines.access.rules import INSTALLATION, Actor
from counterpart.engines.access.scoped import Audience
from counterpart.engines.acts.door import Done, act
from counterpart.engines.ledger import book
from counterpart.engines.ledger.book import Scope
from counterpart.values.refusal import Refusal, Refused
from counterpart.values.words import address, words


@act("installation.begun", words="began the installation", may=policy.may_begin)
def begin_installation(installation: Installation, *, by: Actor, at: datetime, organisation: str) -> Done:
    """Add the first organisation and its administrator: `by`, a person not yet known here."""
    name = words(by.name, what="The administrator’s name", longest=NAME)
    person = Person.objects.create(id=by.person, email=address(by.email), name=name)
    home = Organisation.objects.create(name=organisation_name(organisation))
    membership = Membership.objects.create(person=person, organisation=home, post=ADMINISTRATOR, starts_on=at.date())
    Role.objects.create(
        membership=membership,
        agreement_id=INSTALLATION,
        party_id=home.id,
        party="operator",
        side="installation",
        name=ADMINISTRATOR,
        starts_on=at.date(),
    )
    book.begin(INSTALLATION, name="INSTALLATION")
    return Done(subject="INSTALLATION", content={"organisation": home.name, "administrator": person.email})


@act("person.added", words="added a person", may=policy.may_administer)
def add_person(
    installation: Installation,
    *,
    by: Actor,
    at: datetime,
    email: str,
    name: str,
    organisation: str,
    post: str,
    password: str | None = None,
) -> Done:
    """Add a person and the post they hold; an organisation not known yet is entered with its first person.

    Without a password they act on the command line alone, until one is set. Replies with the post and organisation
    as they are known.
    """
    email, organisation = address(email), organisation_name(organisation)
    name = words(name, what="The person’s name", longest=NAME)
    named = post_named(words(post, what="The post", longest=POST))
    if isinstance(named, Refusal):
        raise Refused(named)
    post = named
    home = queries.organisation_named(organisation) or Organisation.objects.create(name=organisation)
    person = Person.objects.filter(email__iexact=email).first()
    if person is None:
        person = Person(email=email, name=name)
        person.set_password(password)
        person.save()
    elif person.name != name:
        raise Refused(known_otherwise(email, known_as=person.name, name=name, organisation=home.name))
    reply = {"email": person.email, "organisation": home.name, "post": post}
    if person.memberships.filter(organisation=home, post=post).exists():
        return Done(subject="INSTALLATION", content=None, reply=reply)
    Membership.objects.create(person=person, organisation=home, post=post, starts_on=at.date())
    content = {"email": person.email, "name": person.name, "organisation": home.name, "post": post}
    return Done(subject="INSTALLATION", content=content, reply=reply)


@act("token.issued", words="made a token", may=policy.may_hold)
def issue_token(wanted: TokenFacts, *, by: Actor, at: datetime, digest: str, until: date | None = None) -> Done:
    """Keep the digest of a new token's secret, until a day within a year. `new_token` makes the secret."""
    label = words(wanted.label, what="The label", longest=LABEL)
    ends_on = last_day(at.date(), until)
    if isinstance(ends_on, Refusal):
        raise Refused(ends_on)
    token = str(uuid.uuid4())
    try:
        with transaction.atomic():
            tokens.keep(wanted.person, token=token, label=label, digest=digest, at=at, ends_on=ends_on)
    except IntegrityError:
        raise Refused(label_taken(label)) from None
    told = {"token": token, "label": label, "ends_on": ends_on.isoformat()}
    return Done(f"tokens/{token}", told, reply=told, scope=_own(by))


@act("token.revoked", words="revoked a token", may=policy.may_hold)
def revoke_token(held: TokenFacts, *, by: Actor, at: datetime) -> Done:
    """Revoke a token of one's own, by its label: from now on it opens nothing."""
    label = words(held.label, what="The label", longest=LABEL)
    token = tokens.live_token(held.person, label)
    if token is None:
        raise Refused(no_such_token(label))
    tokens.revoke(token, at=at)
    told = {"token": str(token.id), "label": label}
    return Done(f"tokens/{token.id}", told, reply=told, scope=_own(by))


def new_token(label: str, *, by: Actor, at: datetime, until: date | None = None) -> tuple[str, date]:
    """Make a token for oneself: its secret, which is kept nowhere, and its last day. Raises Refused."""
    secret = tokens.new_secret()
    wanted = TokenFacts(by.person, label)
    reply = issue_token(wanted, by=by, at=at, digest=tokens.digest_of(secret), until=until)
    return secret, date.fromisoformat(reply["ends_on"])


def _own(by: Actor) -> Scope:
    return Scope(INSTALLATION, Audience.PERSONAL, by.person)
