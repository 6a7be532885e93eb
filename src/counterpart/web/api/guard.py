"""Who asks, and whether the request can be read at all. Asked before anything of it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja.operation import Operation
from ninja.utils import check_csrf

from counterpart.engines.access.actors import actor_of
from counterpart.engines.access.models import Person
from counterpart.engines.access.rules import Actor
from counterpart.engines.access.tokens import holder_of
from counterpart.engines.clocks.now import now
from counterpart.values.refusal import Refused
from counterpart.web import errors
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
            request.caller = _caller(request)  # type: ignore[attr-defined]
            _must_be_readable(request, operation)
            _must_be_from_here(request)
        except Refused as refused:
            return errors.told(request, refused.refusal)
        return run(request, **path)

    return checked


def _caller(request: HttpRequest) -> Caller:
    """Whoever holds the token that is shown, otherwise whoever is signed in. Raises Refused."""
    at = now()
    shown = request.headers.get("Authorization")
    person = request.user if shown is None else _holder(shown, at)
    if not isinstance(person, Person):
        raise Refused(faults.nobody())
    return Caller(actor_of(person, on=at.date()), at)


def _holder(shown: str, at: datetime) -> Person | None:
    scheme, _, secret = shown.partition(" ")
    return holder_of(secret.strip(), on=at.date()) if scheme.lower() == "bearer" else None


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
