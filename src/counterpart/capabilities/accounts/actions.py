"""What happens to accounts: signing in and out, passwords, codes, invitations, sign-on. Told to those it concerns.

Written to the installation's chain, under the person's pseudonym.
"""

import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db.models import Q, QuerySet

from counterpart.capabilities.accounts import policy, queries
from counterpart.capabilities.accounts.models import Invitation, SignOn
from counterpart.capabilities.accounts.rules import (
    Account,
    SignOnTerms,
    domain_taken,
    good_until,
    letter,
    link_is_past,
    no_such_sign_on,
    terms_faults,
    unfit_password,
)
from counterpart.capabilities.partners.rules import NAME, Installation, organisation_name
from counterpart.engines.access import appointments
from counterpart.engines.access.models import Membership, Organisation, Person, Role
from counterpart.engines.access.rules import INSTALLATION, Actor
from counterpart.engines.access.scoped import Audience
from counterpart.engines.acts.door import Done, act
from counterpart.engines.ledger import book
from counterpart.engines.ledger.book import Scope
from counterpart.values.refusal import Refusal, Refused
from counterpart.values.words import words


@act("session.opened", words="signed in", may=policy.may_keep)
def open_session(account: Account, *, by: Actor, at: datetime, how: str, browser: str) -> Done:
    """Note that somebody signed in: with a password or through their organisation, and with what browser."""
    return _noted(account, by, at, {"how": how, "browser": browser})


@act("session.ended", words="ended sessions", may=policy.may_keep_or_help)
def end_sessions(
    account: Account, *, by: Actor, at: datetime, session: int | None = None, but: str | None = None
) -> Done:
    """End one session of an account, or all of them but the one of this key. Each is signed out at once."""
    opened = UserSession.objects.filter(user_id=account.person).exclude(session_key=but or "")
    ended = _end(opened.filter(id=session) if session is not None else opened)
    return _noted(account, by, at, {"sessions": ended} if ended else None, reply={"sessions": ended})


@act("account.delayed", words="had to wait, after too many wrong attempts to sign in", may=policy.may_keep)
def delay(account: Account, *, by: Actor, at: datetime, until: datetime) -> Done:
    """Note that attempts on an account were too many and too wrong: once when the waiting begins, not at each try."""
    return _noted(account, by, at, {"until": until.isoformat()})


@act("password.changed", words="changed a password", may=policy.may_keep_or_help)
def change_password(account: Account, *, by: Actor, at: datetime, password: str, keep: str | None = None) -> Done:
    """Set the password of an account, and end its sessions but the one of this key. A link that is open lapses."""
    person = queries.person_of(account)
    _set(person, password)
    Invitation.objects.filter(person=person).delete()
    _end(UserSession.objects.filter(user_id=account.person).exclude(session_key=keep or ""))
    return _noted(account, by, at, {"by": "themselves" if account.person == by.person else "an administrator"})


@act("codes.enabled", words="set up one-time codes", may=policy.may_keep)
def note_codes(account: Account, *, by: Actor, at: datetime) -> Done:
    """Note that somebody signs in with a one-time code from now on."""
    return _noted(account, by, at, {})


@act("codes.removed", words="removed one-time codes", may=policy.may_keep_or_help)
def remove_codes(account: Account, *, by: Actor, at: datetime) -> Done:
    """Remove the one-time codes and the recovery codes of an account, where there are any left."""
    Authenticator.objects.filter(user_id=account.person).delete()
    return _noted(account, by, at, {"by": "themselves" if account.person == by.person else "an administrator"})


@act("recovery.used", words="signed in with a recovery code", may=policy.may_keep)
def note_recovery(account: Account, *, by: Actor, at: datetime, left: int) -> Done:
    """Note that a recovery code was used, and how many are left."""
    return _noted(account, by, at, {"left": left})


@act("recovery.renewed", words="made new recovery codes", may=policy.may_keep)
def note_new_recovery(account: Account, *, by: Actor, at: datetime) -> Done:
    """Note that somebody made new recovery codes. The earlier ones open nothing any more."""
    return _noted(account, by, at, {})


@act("person.invited", words="made a link to set a password", may=policy.may_keep_or_help)
def invite(account: Account, *, by: Actor, at: datetime, digest: str, ends_at: datetime) -> Done:
    """Keep the digest of a link by which somebody sets their password, once. An earlier one opens nothing any more."""
    kept = {"digest": digest, "made_at": at, "ends_at": ends_at}
    Invitation.objects.update_or_create(person_id=account.person, defaults=kept)
    told = {"ends_at": ends_at.isoformat()}
    return _noted(account, by, at, told, reply=told)


@act("invitation.accepted", words="set a password by a link", may=policy.may_keep)
def accept_invitation(account: Account, *, by: Actor, at: datetime, digest: str, password: str) -> Done:
    """Set one's password by a link, once; every session there was is ended."""
    good = Invitation.objects.select_for_update().filter(person_id=account.person, digest=digest, ends_at__gt=at)
    if not good.exists():
        raise Refused(link_is_past())
    _set(queries.person_of(account), password)
    good.delete()
    _end(UserSession.objects.filter(user_id=account.person))
    return _noted(account, by, at, {})


@act("signon.configured", words="set up the sign-on of an organisation", may=policy.may_set_up)
def configure_sign_on(installation: Installation, *, by: Actor, at: datetime, terms: SignOnTerms) -> Done:
    """Let an organisation sign in its own people. Set up again under its name, it stands as said last."""
    name = terms.name
    if refusal := terms_faults(terms):
        raise Refused(refusal)
    for other in queries.sign_ons():
        if shared := [domain for domain in terms.domains if domain in other.domains and other.name != name]:
            raise Refused(domain_taken(shared[0], other.organisation))
    named = organisation_name(terms.organisation)
    home = Organisation.objects.filter(name__iexact=named).first() or Organisation.objects.create(name=named)
    SignOn.objects.filter(name=name, ended_at=None).update(ended_at=at)
    told = {"issuer": terms.issuer, "client_id": terms.client_id, "domains": list(terms.domains), "claim": terms.claim}
    told |= {"posts": dict(terms.posts)}
    SignOn.objects.create(name=name, organisation=home, since_at=at, **told)
    return Done(f"signon/{name}", told | {"organisation": home.name}, reply={"organisation": home.name})


@act("signon.ended", words="ended the sign-on of an organisation", may=policy.may_set_up)
def end_sign_on(installation: Installation, *, by: Actor, at: datetime, name: str) -> Done:
    """Let an organisation sign in nobody any more. Its people need a password from then on."""
    if not SignOn.objects.filter(name=name, ended_at=None).update(ended_at=at):
        raise Refused(no_such_sign_on(name))
    return Done(f"signon/{name}", {}, reply={})


@act("signon.linked", words="came in through their organisation", may=policy.may_keep)
def link(account: Account, *, by: Actor, at: datetime, sign_on: str, posts: list[str]) -> Done:
    """Bring a person in through their organisation's sign-on, with the posts it gives them there and no others.

    A person not known yet is added; a post that is given no more ends, with the roles that stand on it, and so do their
    sessions. Replies with the posts that began and those that ended.
    """
    home = SignOn.objects.get(name=sign_on, ended_at=None).organisation
    person = Person.objects.filter(id=account.person).first()
    if person is None:
        person = Person(id=account.person, email=by.email, name=words(by.name, what="The name", longest=NAME))
        person.set_unusable_password()
        person.save()
    in_force = Q(starts_on__lte=at.date()) & (Q(ends_on=None) | Q(ends_on__gte=at.date()))
    held = {post.post: post for post in person.memberships.filter(in_force, organisation=home)}
    begun = [post for post in posts if post not in held]
    for post in begun:
        Membership.objects.create(person=person, organisation=home, post=post, starts_on=at.date())
    ended = [post for post in held if post not in posts]
    for post in ended:
        _end_post(held[post], on=at.date())
    if ended:
        _end(UserSession.objects.filter(user_id=account.person))
    told = {"organisation": home.name, "begun": begun, "ended": ended}
    return _noted(account, by, at, told if begun or ended else None, reply=told)


def new_link(account: Account, *, by: Actor, at: datetime, days: int | None = None, hours: int = 0) -> tuple[str, date]:
    """Make a link's secret, which is kept nowhere, good for some days or hours. With the day it ends. Raises Refused."""
    ends_at = at + timedelta(hours=hours) if days is None else good_until(at, days)
    if isinstance(ends_at, Refusal):
        raise Refused(ends_at)
    secret = secrets.token_urlsafe(32)
    invite(account, by=by, at=at, digest=queries.digest_of(secret), ends_at=ends_at)
    return secret, ends_at.date()


def link_to(secret: str, *, site: str | None = None) -> str:
    """The address of a link, as whoever opens it reaches the site."""
    return f"{(site or settings.SITE).rstrip('/')}/sign-in/link/{secret}"


def sends_mail() -> bool:
    """Whether a mail server is set up; without one nothing is sent, and links are passed on by hand."""
    return "dummy" not in settings.EMAIL_BACKEND


def send_link(email: str, secret: str, *, good_for: str) -> None:
    send_mail(*letter(link_to(secret), good_for), settings.DEFAULT_FROM_EMAIL, [email])


def _set(person: Person, password: str) -> None:
    try:
        validate_password(password, person)
    except ValidationError as unfit:
        raise Refused(unfit_password(unfit.messages)) from None
    person.set_password(password)
    person.save(update_fields=["password"])


def _end(sessions: QuerySet[UserSession]) -> int:
    ended = list(sessions)
    for session in ended:
        session.end()
    return len(ended)


def _end_post(post: Membership, *, on: date) -> None:
    """The day before was its last; one that began today ends with today, since a post lasts a day at least."""
    last = max(post.starts_on, on - timedelta(days=1))
    appointments.end(Role.objects.filter(membership=post), on=last)
    post.ends_on = last
    post.save(update_fields=["ends_on"])


def _noted(account: Account, by: Actor, at: datetime, content: Mapping[str, Any] | None, *, reply: Any = None) -> Done:
    """An entry on somebody's account, for them and for whoever did it."""
    somebody = by
    if account.person != by.person:
        person = queries.person_of(account)
        somebody = Actor(account.person, person.name, person.email)
    helper = by if account.person != by.person else None
    subject = f"people/{book.introduced(somebody, INSTALLATION, at, by=helper)}"
    scope = Scope(INSTALLATION, Audience.PERSONAL, account.person, by.person)
    return Done(subject, content, reply=reply, scope=scope)
