"""What happens to accounts: signing in and out, passwords, codes, invitations. Told to those it concerns.

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
from django.db.models import QuerySet

from counterpart.capabilities.accounts import policy, queries
from counterpart.capabilities.accounts.models import Invitation
from counterpart.capabilities.accounts.rules.keeping import Account, good_until, letter, link_is_past
from counterpart.capabilities.accounts.rules.passwords import unfit_password
from counterpart.engines.access.models import Person
from counterpart.engines.access.rules import INSTALLATION, Actor
from counterpart.engines.access.scoped import Audience
from counterpart.engines.acts.door import Done, act
from counterpart.engines.ledger import book
from counterpart.engines.ledger.book import Scope
from counterpart.values.refusal import Refusal, Refused


@act("session.opened", words="signed in", may=policy.may_keep)
def open_session(account: Account, *, by: Actor, at: datetime, how: str, browser: str) -> Done:
    """Note that somebody signed in: with a password or through their organisation, and with what browser."""
    return noted(account, by, at, {"how": how, "browser": browser})


@act("session.ended", words="ended sessions", may=policy.may_keep_or_help)
def end_sessions(
    account: Account, *, by: Actor, at: datetime, session: int | None = None, but: str | None = None
) -> Done:
    """End one session of an account, or all of them but the one of this key. Each is signed out at once."""
    opened = UserSession.objects.filter(user_id=account.person).exclude(session_key=but or "")
    ended = end(opened.filter(id=session) if session is not None else opened)
    return noted(account, by, at, {"sessions": ended} if ended else None, reply={"sessions": ended})


@act("account.delayed", words="had to wait, after too many wrong attempts to sign in", may=policy.may_keep)
def delay(account: Account, *, by: Actor, at: datetime, until: datetime) -> Done:
    """Note that attempts on an account were too many and too wrong: once when the waiting begins, not at each try."""
    return noted(account, by, at, {"until": until.isoformat()})


@act("password.changed", words="changed a password", may=policy.may_keep_or_help)
def change_password(account: Account, *, by: Actor, at: datetime, password: str, keep: str | None = None) -> Done:
    """Set the password of an account, and end its sessions but the one of this key. A link that is open lapses."""
    person = queries.person_of(account)
    _set(person, password)
    Invitation.objects.filter(person=person).delete()
    end(UserSession.objects.filter(user_id=account.person).exclude(session_key=keep or ""))
    return noted(account, by, at, {"by": "themselves" if account.person == by.person else "an administrator"})


@act("codes.enabled", words="set up one-time codes", may=policy.may_keep)
def note_codes(account: Account, *, by: Actor, at: datetime) -> Done:
    """Note that somebody signs in with a one-time code from now on."""
    return noted(account, by, at, {})


@act("codes.removed", words="removed one-time codes", may=policy.may_keep_or_help)
def remove_codes(account: Account, *, by: Actor, at: datetime) -> Done:
    """Remove the one-time codes and the recovery codes of an account, where there are any left."""
    Authenticator.objects.filter(user_id=account.person).delete()
    return noted(account, by, at, {"by": "themselves" if account.person == by.person else "an administrator"})


@act("recovery.used", words="signed in with a recovery code", may=policy.may_keep)
def note_recovery(account: Account, *, by: Actor, at: datetime, left: int) -> Done:
    """Note that a recovery code was used, and how many are left."""
    return noted(account, by, at, {"left": left})


@act("recovery.renewed", words="made new recovery codes", may=policy.may_keep)
def note_new_recovery(account: Account, *, by: Actor, at: datetime) -> Done:
    """Note that somebody made new recovery codes. The earlier ones open nothing any more."""
    return noted(account, by, at, {})


@act("person.invited", words="made a link to set a password", may=policy.may_keep_or_help)
def invite(account: Account, *, by: Actor, at: datetime, digest: str, ends_at: datetime) -> Done:
    """Keep the digest of a link by which somebody sets their password, once. An earlier one opens nothing any more."""
    kept = {"digest": digest, "made_at": at, "ends_at": ends_at}
    Invitation.objects.update_or_create(person_id=account.person, defaults=kept)
    told = {"ends_at": ends_at.isoformat()}
    return noted(account, by, at, told, reply=told)


@act("invitation.accepted", words="set a password by a link", may=policy.may_keep)
def accept_invitation(account: Account, *, by: Actor, at: datetime, digest: str, password: str) -> Done:
    """Set one's password by a link, once; every session there was is ended."""
    good = Invitation.objects.select_for_update().filter(person_id=account.person, digest=digest, ends_at__gt=at)
    if not good.exists():
        raise Refused(link_is_past())
    _set(queries.person_of(account), password)
    good.delete()
    end(UserSession.objects.filter(user_id=account.person))
    return noted(account, by, at, {})


def new_link(account: Account, *, by: Actor, at: datetime, days: int | None = None, hours: int = 0) -> tuple[str, date]:
    """Make a link's secret, which is kept nowhere, good for some days or hours: it and its last day. Raises Refused."""
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


def end(sessions: QuerySet[UserSession]) -> int:
    ended = list(sessions)
    for session in ended:
        session.end()
    return len(ended)


def noted(account: Account, by: Actor, at: datetime, content: Mapping[str, Any] | None, *, reply: Any = None) -> Done:
    """An entry on somebody's account, for them and for whoever did it."""
    somebody = by
    if account.person != by.person:
        person = queries.person_of(account)
        somebody = Actor(account.person, person.name, person.email)
    helper = by if account.person != by.person else None
    subject = f"people/{book.introduced(somebody, INSTALLATION, at, by=helper)}"
    scope = Scope(INSTALLATION, Audience.PERSONAL, account.person, by.person)
    return Done(subject, content, reply=reply, scope=scope)
