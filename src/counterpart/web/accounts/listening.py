"""Notes in the ledger what django-allauth tells: who signed in, and what became of codes."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset, authenticator_used
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.signals import user_logged_out
from django.http import HttpRequest

from counterpart.capabilities.accounts import queries
from counterpart.capabilities.accounts.actions import keeping
from counterpart.capabilities.accounts.rules.keeping import Account, wants_codes
from counterpart.engines.access.actors import actor_of
from counterpart.engines.access.models import Person
from counterpart.engines.clocks.now import now
from counterpart.web.accounts.codes import has_codes

CODES_WANTED = "codes-wanted"
"""In a session: nothing opens before one-time codes are set up."""
SEEN = "seen"
"""In a session: when it was last written down that somebody was seen."""


def listen() -> None:
    user_logged_in.connect(_signed_in)
    user_logged_out.connect(_signed_out)
    authenticator_added.connect(_codes_added)
    authenticator_removed.connect(_codes_removed)
    authenticator_reset.connect(_recovery_renewed)
    authenticator_used.connect(_code_used)


def _noted(act: Any, person: Person, **told: Any) -> None:
    at = now()
    act(Account(str(person.pk)), by=actor_of(person, on=at.date()), at=at, **told)


def _signed_in(request: HttpRequest, user: Any, **_: Any) -> None:
    methods = [record["method"] for record in get_authentication_records(request, user)]
    by_provider = "socialaccount" in methods
    how = "their organisation" if by_provider else "a password"
    how += " and a code" if "mfa" in methods else ""
    browser = queries.browser(request.headers.get("User-Agent", ""))
    _noted(keeping.open_session, user, how=how, browser=browser)
    request.session[SEEN] = now().isoformat()
    if not by_provider and not has_codes(user):
        _want_codes(request, user)


def _want_codes(request: HttpRequest, person: Person) -> None:
    if wants_codes(queries.held_by(person, on=now().date()), settings.CODES_WANTED_FROM):
        request.session[CODES_WANTED] = True


def _signed_out(request: HttpRequest, user: Any, **_: Any) -> None:
    key = request.session.session_key
    own = UserSession.objects.filter(session_key=key).first() if user and key else None
    if own:
        _noted(keeping.end_sessions, user, session=own.pk)


def _codes_added(request: HttpRequest, user: Any, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        request.session.pop(CODES_WANTED, None)
        _noted(keeping.note_codes, user)


def _codes_removed(request: HttpRequest, user: Any, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        _noted(keeping.remove_codes, user)
        _want_codes(request, user)


def _recovery_renewed(request: HttpRequest, user: Any, **_: Any) -> None:
    _noted(keeping.note_new_recovery, user)


def _code_used(request: HttpRequest, user: Any, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        _noted(keeping.note_recovery, user, left=len(authenticator.wrap().get_unused_codes()))
