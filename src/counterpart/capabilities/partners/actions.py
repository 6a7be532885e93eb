"""Begins an installation and adds organisations and people to it. Written to the installation's chain."""

from datetime import datetime

from counterpart.capabilities.partners import policy, queries
from counterpart.capabilities.partners.rules import (
    ADMINISTRATOR,
    NAME,
    POST,
    Installation,
    known_otherwise,
    organisation_name,
    post_named,
)
from counterpart.engines.access.models import Membership, Organisation, Person, Role
from counterpart.engines.access.rules import INSTALLATION, Actor
from counterpart.engines.acts.door import Done, act
from counterpart.engines.ledger import book
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
