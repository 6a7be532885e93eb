"""Stands before every view: nothing opens before codes are set up where they are wanted; and when somebody was seen."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from counterpart.engines.clocks.now import now
from counterpart.values.refusal import Refusal
from counterpart.web import errors
from counterpart.web.accounts.listening import CODES_WANTED, SEEN
from counterpart.web.errors import Next

OPEN_WITHOUT = {
    "mfa_activate_totp", "account_reauthenticate", "mfa_reauthenticate", "sign-out", "sign-in", "account_login",
}  # fmt: skip
SELDOM = timedelta(minutes=5)
"""How often it is written down that somebody was seen."""


class Gate:
    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> HttpResponse | None:
        """With a token nobody has a session, and nothing is asked here."""
        if "Authorization" in request.headers or not request.session.session_key or not request.user.is_authenticated:
            return None
        _seen(request)
        name = request.resolver_match.url_name if request.resolver_match else None
        if not request.session.get(CODES_WANTED) or name in OPEN_WITHOUT:
            return None
        if errors.of_the_api(request):
            return errors.told(request, _codes_wanted(), HTTPStatus.FORBIDDEN)
        return HttpResponseRedirect(reverse("mfa_activate_totp"))


def _seen(request: HttpRequest) -> None:
    at, before = now(), request.session.get(SEEN)
    if before is not None and at - datetime.fromisoformat(before) >= SELDOM:
        UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=at)
        request.session[SEEN] = at.isoformat()


def _codes_wanted() -> Refusal:
    return Refusal(
        code="request.codes-wanted",
        what="Nothing was done",
        fact="you have not set up one-time codes yet",
        rule="your post signs in with a one-time code too",
        next_step="Set them up at /account/codes/set-up, then go on.",
    )
