"""Begins an installation and adds organisations and people to it. Written to the installation's chain."""

from datetime import datetime

from counterpart.capabilities.partners import policy, queries
from counterpart.capabilities.partners.rules import ADMINISTRATOR, Installation
from counterpart.engines.access.models import Membership, Organisation, Person, Role
from counterpart.engines.access.rules import INSTALLATION, Actor
from counterpart.engines.acts.door import Done, act
from counterpart.engines.ledger import book


@act("installation.begun", words="began the installation", may=policy.may_begin)
def begin_installation(installation: Installation, *, by: Actor, at: datetime, organisation: str) -> Done:
    """Add the first organisation and its administrator: `by`, a person not yet known here."""
    person = Person.objects.create(id=by.person, email=by.email, name=by.name)
    home = Organisation.objects.create(name=organisation.strip())
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

    Without a password they act on the command line alone, until one is set.
    """
    home = queries.organisation_named(organisation) or Organisation.objects.create(name=organisation.strip())
    person = Person.objects.filter(email__iexact=email.strip()).first()
    if person is None:
        person = Person(email=email.strip().lower(), name=name)
        person.set_password(password)
        person.save()
    if person.memberships.filter(organisation=home, post=post).exists():
        return Done(subject="INSTALLATION", content=None)
    Membership.objects.create(person=person, organisation=home, post=post, starts_on=at.date())
    content = {"email": person.email, "name": person.name, "organisation": home.name, "post": post}
    return Done(subject="INSTALLATION", content=content)
