"""Mounts what the rooms declare: a GET for every reading, and a POST for every act that is asked for."""

import inspect
import json
from collections.abc import Callable, Mapping
from typing import Annotated, Any, get_type_hints

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, UploadedFile
from ninja.errors import HttpError, ValidationError
from ninja.params.models import File, Form, Header
from ninja.parser import Parser

from counterpart.engines.access.actors import acting
from counterpart.engines.acts.asked import ASKED, READINGS, Asking, Items, Reading, Slice, Upload
from counterpart.engines.acts.door import asked_for
from counterpart.engines.acts.texts import Body, Cursor, Key, Limit
from counterpart.values.refusal import Refused
from counterpart.web import errors
from counterpart.web.api import cursors, faults
from counterpart.web.api.guard import Caller, guarded
from counterpart.web.api.problems import answer

AS_MANY = 500
"""How many of a list are told at a time, where no other number is wanted."""
View = Callable[..., HttpResponse]
IDEMPOTENCY = Header(
    ...,
    alias="Idempotency-Key",
    description="A name of your own for this request. Sent again under it, the same request is done once and answered "
    "the same; another request under it is refused (409).",
)


class Once(Parser):
    """Reads JSON in which each name stands once, and every number is one."""

    def parse_body(self, request: HttpRequest) -> Any:
        return json.loads(request.body, object_pairs_hook=_once, parse_constant=_no_number)


def mounted() -> NinjaAPI:
    """The API, with every reading and every act that the rooms declare."""
    api = NinjaAPI(
        title="Counterpart", version="1", urls_namespace="api", openapi_url=None, docs_url=None, parser=Once()
    )
    api.add_decorator(guarded, mode="view")
    api.add_exception_handler(Refused, _refused)
    api.add_exception_handler(ValidationError, _misfit)
    api.add_exception_handler(HttpError, _unreadable)
    every: list[Reading | Asking] = [*READINGS.values(), *ASKED.values()]
    for declared in sorted(every, key=lambda one: _named_before_any(one.path)):
        if isinstance(declared, Reading):
            api.get(declared.path, **_told(declared.name, declared.verb, declared.gives))(_reading(declared))
        else:
            name = declared.act.replace(".", "_")
            api.post(declared.path, **_told(name, declared.verb, declared.gives))(_asking(declared))
    return api


def _named_before_any(path: str) -> list[bool]:
    """Addresses that name a thing come before those in which anything can stand, which would take their place."""
    return [step.startswith("{") for step in path.split("/")]


def _reading(reading: Reading) -> View:
    def view(request: HttpRequest, **given: Any) -> HttpResponse:
        caller: Caller = request.caller  # type: ignore[attr-defined]
        if "cursor" in given:
            cursor = given.pop("cursor")
            given["part"] = Slice(cursors.place(request, cursor) if cursor else None, given.pop("limit"))
        with acting(caller.by, on=caller.at.date(), snapshot=True):
            told = reading.verb(caller.by, caller.at, **given)
        if isinstance(told, Items):
            told = {"items": told.items, "next": cursors.cursor(request, told.next) if told.next else None}
        return answer(told)

    return _as(view, reading.name, reading.verb)


def _asking(asking: Asking) -> View:
    def view(request: HttpRequest, idempotency_key: str | None = None, **given: Any) -> HttpResponse:
        caller: Caller = request.caller  # type: ignore[attr-defined]
        if "file" in given:
            _must_be_known(request, asking)
            sent: UploadedFile = given["file"]
            given["file"] = Upload(sent.name or "", sent.read())
        request_told = {name: dict(part) if isinstance(part, Body) else part for name, part in given.items()}
        with asked_for(idempotency_key, path=request.path, **request_told) as asked:
            if asking.within:
                with acting(caller.by, on=caller.at.date()):
                    reply = asking.verb(caller.by, caller.at, **given)
            else:
                reply = asking.verb(caller.by, caller.at, **given)
        told = {"subject": asked.subject, **reply}
        return answer({name: told[name] for name in asking.gives.model_fields} | told)

    return _as(view, asking.act.replace(".", "_"), asking.verb)


def _must_be_known(request: HttpRequest, asking: Asking) -> None:
    """A form may hold what its body names, and the file."""
    known = {*get_type_hints(asking.verb)["body"].model_fields, "file"}
    for name in (*request.POST, *request.FILES):
        if name not in known:
            raise Refused(faults.not_known(name, sorted(known)))


def _as(view: View, name: str, verb: Callable[..., Any]) -> View:
    """Give a view the name of what it does, and as its signature what is sent: path, query, body, file and headers."""
    hints = get_type_hints(verb, include_extras=True)
    parameters = [_parameter("request", HttpRequest)]
    for parameter in inspect.signature(verb).parameters.values():
        parameters += _sent(parameter, hints)
    if "body" in hints:
        parameters.append(_parameter("idempotency_key", Annotated[Key | None, IDEMPOTENCY], None))
    view.__name__ = view.__qualname__ = name
    view.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return view


def _sent(parameter: inspect.Parameter, hints: Mapping[str, Any]) -> list[inspect.Parameter]:
    match parameter.name:
        case "by" | "at":
            return []
        case "part":
            return [_parameter("cursor", Cursor | None, None), _parameter("limit", Limit, AS_MANY)]
        case "file":
            return [_parameter("file", Annotated[UploadedFile, File(...)])]
    kind = hints[parameter.name]
    if parameter.name == "body" and "file" in hints:
        return [_parameter("body", Annotated[kind, Form(...)])]
    return [_parameter(parameter.name, kind, parameter.default)]


def _parameter(name: str, annotation: Any, default: Any = inspect.Parameter.empty) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)


def _told(name: str, verb: Callable[..., Any], gives: Any) -> dict[str, Any]:
    """How an operation is told: its first sentence sums it up."""
    words = inspect.getdoc(verb) or ""
    _, _, room, *_ = verb.__module__.split(".")
    return {
        "operation_id": name,
        "summary": " ".join(words.partition("\n\n")[0].split()),
        "description": " ".join(words.partition("\n\n")[2].split()) or None,
        "tags": [room],
        "response": {200: gives},
    }


def _refused(request: HttpRequest, fault: Any) -> HttpResponse:
    return errors.told(request, fault.refusal)


def _misfit(request: HttpRequest, fault: Any) -> HttpResponse:
    return errors.told(request, faults.misfit(fault.errors))


def _unreadable(request: HttpRequest, fault: Any) -> HttpResponse:
    return errors.told(request, faults.unreadable())


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice")
    return found


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no number")
