"""Begins an installation, adds people to it and erases them, and makes and revokes their tokens.

Written to the installation's chain.
"""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from counterpart.capabilities.partners import policy, queries
from counterpart.capabilities.partners.models import Hold
from counterpart.capabilities.partners.rules import (
    ADMINISTRATOR,
    LABEL,
    NAME,
    POST,
    REASON,
    Installation,
    Leaver,
    Leaving,
    TokenFacts,
    held_already,
    known_otherwise,
    label_taken,
    last_day,
    may_go,
    may_leave,
    no_such_token,
    not_held,
    opened_by,
    organisation_name,
    post_named,
)
from counterpart.engines.access import appointments, tokens
from counterpart.engines.access.actors import people_known
from counterpart.engines.access.models import Membership, Organisation, Person, Role
from counterpart.engines.access.people import forget_person
from counterpart.engines.access.rules import INSTALLATION, Actor
from counterpart.engines.access.scoped import Audience
from counterpart.engines.acts.door import ACTS, Done, act
from counterpart.engines.acts.forgetting import forget_requests_of
from counterpart.engines.ledger import book
from counterpart.engines.ledger.book import Scope
from counterpart.engines.ledger.erasing import erase_from_chains
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
    return Done(subject="INSTALLATION", content={"organisation": home.name})


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
    somebody = Actor(str(person.id), person.name, person.email)
    content = {
        "person": book.introduced(somebody, INSTALLATION, at, by=by),
        "organisation": home.name,
        "post": post,
    }
    return Done(subject="INSTALLATION", content=content, reply=reply)


@act("membership.ended", words="ended a membership", may=policy.may_administer)
def end_membership(leaving: Leaving, *, by: Actor, at: datetime, last: date | None = None) -> Done:
    """End every post of a person at an organisation with a day, by default today; their roles by it end the same day.

    What they delegated from these ends too. What they did stays theirs in every record.
    """
    last = last or at.date()
    if refusal := may_leave(leaving, last=last, today=at.date()):
        raise Refused(refusal)
    goes_on = Q(ends_on=None) | Q(ends_on__gt=last)
    posts = Membership.objects.filter(
        goes_on, person_id=leaving.person, organisation__name__iexact=leaving.organisation
    )
    ids = list(posts.values_list("id", flat=True))
    ended = appointments.end(Role.objects.filter(membership__in=ids), on=last)
    Membership.objects.filter(id__in=ids).update(ends_on=last)
    (person,) = people_known([leaving.person])
    told = {"organisation": leaving.organisation, "posts": list(leaving.posts), "until": last.isoformat()}
    content = told | {"person": book.introduced(person, INSTALLATION, at, by=by)}
    return Done("INSTALLATION", content, reply=told | {"person": leaving.name, "roles_ended": ended})


@act("hold.placed", words="placed a hold on a person’s data", may=policy.may_administer)
def place_hold(leaver: Leaver, *, by: Actor, at: datetime, reason: str) -> Done:
    """Hold a person's data for legal claims: while the hold stands they are not erased."""
    why = words(reason, what="The reason", longest=REASON)
    if leaver.held:
        raise Refused(held_already(leaver))
    Hold.objects.create(agreement_id=INSTALLATION, person_id=leaver.person, reason=why, placed_at=at)
    return _of_a_leaver(leaver, by, at, {"reason": why})


@act("hold.lifted", words="lifted a hold on a person’s data", may=policy.may_administer)
def lift_hold(leaver: Leaver, *, by: Actor, at: datetime, reason: str) -> Done:
    """Lift the hold on a person's data."""
    why = words(reason, what="The reason", longest=REASON)
    if not Hold.objects.filter(person_id=leaver.person, lifted_at=None).update(lifted_at=at):
        raise Refused(not_held(leaver))
    return _of_a_leaver(leaver, by, at, {"reason": why})


@act("person.erased", words="erased a person", may=policy.may_administer)
def erase_person(leaver: Leaver, *, by: Actor, at: datetime, reason: str) -> Done:
    """Erase who somebody is, everywhere: what they did stays, done by somebody whose name was erased.

    Their name, address, password, log-ins and tokens go, and in every chain the content that says who they are. The
    chains still verify, and say how much was erased. Posts and roles they held stay, as nobody's by name.
    """
    why = words(reason, what="The reason", longest=REASON)
    if refusal := may_go(leaver, by=by, reason=why):
        raise Refused(refusal)
    done = _of_a_leaver(leaver, by, at, {"reason": why})
    erased = erase_from_chains(leaver.person)
    forget_requests_of(leaver.person, named=[leaver.name, leaver.email])
    forget_person(leaver.person)
    return replace(done, content={**(done.content or {}), "contents": erased}, reply={"contents": erased})


def _of_a_leaver(leaver: Leaver, by: Actor, at: datetime, content: dict[str, Any]) -> Done:
    """An act on a person's data, told by their pseudonym alone."""
    somebody = Actor(leaver.person, leaver.name, leaver.email)
    return Done(f"people/{book.introduced(somebody, INSTALLATION, at, by=by)}", content, reply={})


@act("token.issued", words="made a token", may=policy.may_hold)
def issue_token(
    wanted: TokenFacts,
    *,
    by: Actor,
    at: datetime,
    digest: str,
    until: date | None = None,
    agreements: Sequence[str] = (),
    verbs: Sequence[str] = (),
) -> Done:
    """Keep the digest of a new token's secret, until a day within a year, for some agreements and verbs or for all.

    `agreements` are references. `new_token` makes the secret.
    """
    label = words(wanted.label, what="The label", longest=LABEL)
    ends_on = last_day(at.date(), until)
    if isinstance(ends_on, Refusal):
        raise Refused(ends_on)
    opens = opened_by(agreements, verbs, mine=book.chain_names(by), known=(tokens.READING, tokens.CALENDAR, *ACTS))
    if isinstance(opens, Refusal):
        raise Refused(opens)
    token = str(uuid.uuid4())
    try:
        with transaction.atomic():
            tokens.keep(wanted.person, token=token, label=label, digest=digest, at=at, ends_on=ends_on, opens=opens)
    except IntegrityError:
        raise Refused(label_taken(label)) from None
    told = {"token": token, "label": label, "ends_on": ends_on.isoformat(), "verbs": list(opens.verbs)}
    return Done(f"tokens/{token}", told | {"agreements": list(opens.agreements)}, reply=told, scope=_own(by))


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


def new_token(
    label: str,
    *,
    by: Actor,
    at: datetime,
    until: date | None = None,
    agreements: Sequence[str] = (),
    verbs: Sequence[str] = (),
) -> tuple[str, date]:
    """Make a token for oneself: its secret, which is kept nowhere, and its last day. Raises Refused."""
    secret = tokens.new_secret()
    wanted = TokenFacts(by.person, label)
    opens = {"until": until, "agreements": tuple(agreements), "verbs": tuple(verbs)}
    reply = issue_token(wanted, by=by, at=at, digest=tokens.digest_of(secret), **opens)
    return secret, date.fromisoformat(reply["ends_on"])


def _own(by: Actor) -> Scope:
    return Scope(INSTALLATION, Audience.PERSONAL, by.person)
