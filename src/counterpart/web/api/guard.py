"""Who asks, and whether the request can be read at all. Asked before anything of it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja.operation import Operation
from ninja.utils import check_csrf

from counterpart.engines.access import tokens
from counterpart.engines.access.actors import actor_of
from counterpart.engines.access.models import Person, Token
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.asked import ASKED
from counterpart.engines.clocks.now import now
from counterpart.values.refusal import Refused
from counterpart.web import errors
from counterpart.web.accounts import throttle
from counterpart.web.api import faults

LARGEST_BODY = 1_000_000
SAFE = ("GET", "HEAD", "OPTIONS")
SENT_AS = {"body": "application/json", "form": "multipart/form-data", "file": "multipart/form-data"}
Run = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Caller:
    """Who asks, with the roles they have at this moment."""

    by: Actor
    at: datetime


def guarded(run: Run) -> Run:
    """An operation that is run for a caller who is known, with a request that can be read."""
    operation: Operation = run.__self__  # type: ignore[attr-defined]

    def checked(request: HttpRequest, **path: Any) -> HttpResponse:
        try:
            request.caller = _caller(request, operation, path)  # type: ignore[attr-defined]
            _must_be_readable(request, operation)
            _must_be_from_here(request)
        except Refused as refused:
            return errors.told(request, refused.refusal)
        return run(request, **path)

    return checked


def _caller(request: HttpRequest, operation: Operation, path: dict[str, Any]) -> Caller:
    """Whoever holds the token that is shown, as far as it opens, otherwise whoever is signed in. Raises Refused."""
    at = now()
    shown = request.headers.get("Authorization")
    if shown is None:
        if not isinstance(request.user, Person):
            raise Refused(faults.nobody())
        return Caller(actor_of(request.user, on=at.date()), at)
    token = _token(shown, at)
    if token is None:
        raise Refused(throttle.too_many() if throttle.wrong_token(request) else faults.nobody())
    if beyond := _beyond(token, operation, path):
        raise Refused(faults.beyond_the_token(beyond))
    tokens.used(token, at=at)
    return Caller(tokens.narrowed(actor_of(token.person, on=at.date()), token), at)


def _token(shown: str, at: datetime) -> Token | None:
    scheme, _, secret = shown.partition(" ")
    return tokens.token_of(secret.strip(), on=at.date()) if scheme.lower() == "bearer" else None


def _beyond(token: Token, operation: Operation, path: dict[str, Any]) -> str | None:
    """What a request asks for that its token does not open, in words; None where it opens it."""
    act = next((name for name in ASKED if name.replace(".", "_") == operation.operation_id), tokens.READING)
    if token.verbs and act not in token.verbs:
        return f"the verb {act}"
    if token.agreements and "reference" not in path:
        return "anything beyond its agreements"
    return None


def _must_be_from_here(request: HttpRequest) -> None:
    """What is sent with a session must come from our own pages, since a browser sends the session along unasked."""
    by_session = "Authorization" not in request.headers
    if by_session and request.method not in SAFE and check_csrf(request):
        raise Refused(faults.not_from_here())


def _must_be_readable(request: HttpRequest, operation: Operation) -> None:
    """Raises Refused for a body too large or of another type, and for a name in the query that is not known."""
    sources = {model.__ninja_param_source__: model for model in operation.models}
    if wanted := next((SENT_AS[source] for source in ("file", "form", "body") if source in sources), None):
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE if "file" in sources else LARGEST_BODY
        if _length(request) > most:
            raise Refused(faults.too_large(most))
        if request.content_type != wanted:
            raise Refused(faults.another_type(request.content_type or "", wanted))
    known = getattr(sources.get("query"), "__ninja_flatten_map__", {})
    for name, values in request.GET.lists():
        if name not in known:
            raise Refused(faults.not_known(name, known))
        if len(values) > 1:
            raise Refused(faults.twice(name))


def _length(request: HttpRequest) -> int:
    """How many bytes are sent, as Django will read them: none where it is not said."""
    said = str(request.META.get("CONTENT_LENGTH", ""))
    return int(said) if said.isdecimal() and len(said) < 20 else 0
