"""The walk: asks for every address as somebody, and tells what of others they would learn."""

import html
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any
from urllib.parse import quote, unquote, unquote_plus, urlsplit

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve

from counterpart.engines.access.models import Person
from tests.security.canaries import found_in, readable
from tests.security.routes import Choice, Request, Route, Which, filled, with_form
from tests.security.values import Values

_FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
_FIELD = re.compile(r"<(?:input|textarea|button)\b([^>]*)>")
_CHOICE = re.compile(r"<select\b([^>]*)>(.*?)</select>", re.DOTALL)
_OPTION = re.compile(r'<option value="([^"]+)"')
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_DIFFERS = re.compile(r'value="\w{64}"|"exported":({[^}]*}|"\w{64}")|^{"digest":"\w{64}"')
Somebody = Callable[[], Client]


@dataclass(frozen=True)
class Answer:
    """What came back: the status, the headers but for lengths and secrets, the text, and how often the database."""

    status: int
    headers: tuple[tuple[str, str], ...]
    text: str
    queries: int

    @property
    def whole(self) -> str:
        return "\n".join([*(f"{name}: {value}" for name, value in self.headers), self.text])


def signed_in(email: str | None) -> Client:
    client = Client(raise_request_exception=False)
    if email:
        client.force_login(Person.objects.get(email=email))
    return client


def ask(client: Client, request: Request) -> Answer:
    send: Any = getattr(client, request.method.lower())
    taken: list[str] = []

    def counted(execute: Any, sql: str, *more: Any) -> Any:
        taken.append(sql)
        return execute(sql, *more)

    with connection.execute_wrapper(counted):
        if request.method != "POST":
            answer = send(request.address)
        elif request.sent_as == "application/json":
            headers = (
                {"Idempotency-Key": request.filled["Idempotency-Key"]} if request.filled.get("Idempotency-Key") else {}
            )
            body = json.dumps(_fitting(request.body))
            answer = send(request.address, body, content_type="application/json", headers=headers)
        else:
            answer = send(request.address, {name: _as_sent(name, part) for name, part in request.body.items()})
    return _told(answer, len(taken))


def _told(answer: HttpResponse, queries: int) -> Answer:
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    left = {"Content-Length", "Set-Cookie"}
    headers = tuple(sorted((name, value) for name, value in answer.items() if name not in left))
    return Answer(answer.status_code, headers, _DIFFERS.sub("", readable(data)), queries)


def _fitting(body: Mapping[str, Any]) -> dict[str, Any]:
    return {name: part for name, part in body.items() if name != "Idempotency-Key"}


def _as_sent(name: str, part: Any) -> Any:
    if not isinstance(part, bytes):
        return part
    file = BytesIO(part)
    file.name = f"{name}.csv"
    return file


def methods(route: Route, *, first: bool) -> tuple[str, ...]:
    """How a route is asked. HEAD goes the way of GET, so it is asked once."""
    if route.sent or route.kind == "act":
        return ("POST",)
    return ("GET", "HEAD") if first else ("GET",)


def questions(route: Route) -> Iterator[tuple[str, Which, Which]]:
    """What is asked of a route: with what of theirs, and the same with what does not exist."""
    places = [name for name in route.places if route.places[name].theirs != route.places[name].nothing]
    rest = dict.fromkeys(route.places, "ours")
    if places or not route.places:
        yield "all theirs", dict.fromkeys(route.places, "theirs"), dict.fromkeys(route.places, "nothing")
    for name in places:
        if "reference" in places and name != "reference":
            yield f"our own with their {name}", rest | {name: "theirs"}, rest | {name: "nothing"}
    if "reference" in places and len(places) > 2:
        others = {name: "theirs" for name in places if name not in ("reference", "Idempotency-Key")}
        yield "our own with all of theirs", rest | others, rest | dict.fromkeys(others, "nothing")


def forms_on_pages(routes: Iterable[Route], clients: Sequence[Client], values: Values) -> list[Route]:
    """Every page that takes a form, with the fields of it, as those whose page it is see them."""
    found: dict[str, dict[str, str]] = {}
    pages = {route.name: route for route in routes if route.kind == "page"}
    for route in pages.values():
        request = filled(route, dict.fromkeys(route.places, "theirs"), "GET")
        for client in clients:
            for name, fields in _forms(ask(client, request).text, request.address):
                found.setdefault(name, {}).update(fields)
    return [with_form(pages[name], fields, values) for name, fields in found.items() if name in pages]


def _forms(page: str, address: str) -> Iterator[tuple[str, dict[str, str]]]:
    for attributes, inside in _FORM.findall(page):
        told = dict(_ATTRIBUTE.findall(attributes))
        if told.get("method", "").lower() != "post":
            continue
        try:
            match = resolve(urlsplit(html.unescape(told.get("action") or address)).path)
        except Resolver404:
            raise AssertionError(f"A form on {address} leads nowhere: {told}") from None
        fields = [dict(_ATTRIBUTE.findall(field)) for field in _FIELD.findall(inside)]
        named = {field["name"]: html.unescape(field.get("value", "")) for field in fields if "name" in field}
        named.pop("csrfmiddlewaretoken", None)
        for attributes, options in _CHOICE.findall(inside):
            chosen = [html.unescape(option) for option in _OPTION.findall(options)]
            named[dict(_ATTRIBUTE.findall(attributes))["name"]] = Choice(chosen[-1] if chosen else "")
        said = f"{match.url_name}/{match.kwargs['what']}" if "what" in match.kwargs else f"{match.url_name}"
        yield said, named


def unlike(route: Route, theirs: tuple[Request, Answer], nothing: tuple[Request, Answer]) -> str | None:
    """How the answer about theirs differs from that about what does not exist; None where it does not."""
    if theirs[0] == nothing[0]:
        return None
    here, there = (_plain(route, request, answer) for request, answer in (theirs, nothing))
    if here == there or (route.sent and here.status < 400 and (there.status < 400 or _only_under_a_key(theirs[0]))):
        return None
    parts = ("status", "headers", "text", "queries")
    part = next(part for part in parts if getattr(here, part) != getattr(there, part))
    return f"{part}: {_first(getattr(here, part), getattr(there, part))}"


def _only_under_a_key(request: Request) -> bool:
    """Whether what was sent is somebody’s own act under a key: once done it is not done again without it."""
    return bool(request.filled.get("Idempotency-Key"))


def _plain(route: Route, request: Request, answer: Answer) -> Answer:
    """An answer with the name of each place where it says back what stood in it."""

    def without(text: str) -> str:
        for name, value in route.places.items():
            if isinstance(request.filled[name], str):
                for said in sorted(value.told(request.filled[name]), key=len, reverse=True):
                    for form in {said, html.escape(said), quote(said), quote(said, safe="")}:
                        text = text.replace(form, f"⟦{name}⟧")
        return text

    headers = tuple((name, without(unquote_plus(unquote(value)))) for name, value in answer.headers)
    return replace(answer, headers=headers, text=without(answer.text))


def _first(here: Any, there: Any) -> str:
    if isinstance(here, tuple):
        here, there = "\n".join(map(str, here)), "\n".join(map(str, there))
    if not isinstance(here, str):
        return f"{here} is not {there}"
    at = next((n for n, (a, b) in enumerate(zip(here, there, strict=False)) if a != b), min(len(here), len(there)))
    return f"“…{here[max(0, at - 60) : at + 60]}” is not “…{there[max(0, at - 60) : at + 60]}”"


def said_in(request: Request) -> list[str]:
    """What somebody sent, which they know."""
    told = []
    for part in request.filled.values():
        told.append(part.decode(errors="replace") if isinstance(part, bytes) else str(part))
    return told


def traces(answer: Answer, canaries: Iterable[str], known: Iterable[str]) -> list[str]:
    return found_in(answer.whole, canaries, but=known)
