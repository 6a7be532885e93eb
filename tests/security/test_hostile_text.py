"""Hostile text in every place of every address, query, body and form: refused in words, never a fault of ours."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.test import Client

from counterpart.cli.embedded import Server
from tests.security.partnerships import ADMINISTRATOR, THEIRS, Seeded
from tests.security.routes import OFFERED, Request, Route, every_route, filled
from tests.security.seeding import two_partnerships
from tests.security.values import Value, fixed, values
from tests.security.walking import Answer, ask, signed_in

pytestmark = [pytest.mark.slow, pytest.mark.told(story=two_partnerships)]
HOSTILE = {
    "a NUL": "a\x00b",
    "half a surrogate": "a\udc80b",
    "a line break and a header": "a\r\nSet-Cookie: own=1",
    "a line break at the end": "\n",
    "turned text": "a\u202egnp",
    "a path": "../../../etc/passwd",
    "a script": "\"><script>alert(1)</script>",
    "a template": "{{ 7*7 }}{% debug %}",
    "much": "x" * 70_000,
    "a great number": "9" * 30,
}  # fmt: skip
HERE = re.escape(str(Path(__file__).parents[2]))
INSIDE = re.compile(rf"Traceback|site-packages|{HERE}|/src/|psycopg|SELECT |File \"|Exception")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": None,
}
"""What every answer carries, whatever it is; None where only that it is there."""
IN_TURN = 3
"""How many of the hostile texts each place of what is offered has; ten and three have no common divisor."""
BY = (THEIRS.email("contract manager"), THEIRS.email("KPI manager"), ADMINISTRATOR, None)


@pytest.fixture
def routes(fresh: Server, both: tuple[Seeded, Seeded]) -> list[Route]:
    return every_route(values(*both))


def with_hostile(route: Route, name: str, text: str) -> Request:
    """A request in which one place holds hostile text, where it can be held at all, and the others what is there."""
    before = route.places[name]
    if text == "\n" and isinstance(before.theirs, str):
        text = before.theirs + text
    inside: Any = (
        [text] if isinstance(before.theirs, list) else {text: text} if isinstance(before.theirs, dict) else text
    )
    there = {"period": fixed("2007-08"), "seal": fixed("1")} | (
        {"name": fixed("2007-08")} if "/periods/" in route.path else {}
    )
    places = route.places | {place: value for place, value in there.items() if place in route.places}
    places |= {name: Value(inside, inside, inside)}
    method = "POST" if route.sent or route.kind == "act" else "GET"
    return filled(replace(route, places=places), dict.fromkeys(places, "theirs") | {"cursor": "ours"}, method)


def hostile_requests(routes: list[Route]) -> Iterator[tuple[str, Request]]:
    """Every hostile text in every place. What is offered goes one way for all, so there each place has some in turn."""
    turn = cycle(HOSTILE.items())
    for route in routes:
        for name in route.places:
            some = islice(turn, IN_TURN) if route.name.replace(".", "_") in OFFERED else HOSTILE.items()
            for what, text in some:
                if name == "Idempotency-Key" and ("\n" in text or "\udc80" in text):
                    continue
                yield f"{route.name}, {name} with {what}", with_hostile(route, name, text)


def test_whatever_stands_in_any_place_is_answered_in_words(routes: list[Route], forms: list[Route]) -> None:
    faults = []
    client = signed_in(BY[0])
    for name, request in hostile_requests([*routes, *forms]):
        if request.address.startswith(("/sign-out", "/account/password")):
            continue
        try:
            faults += [f"{name}: {said}" for said in wrong_with(ask(client, request))]
        except UnicodeEncodeError:
            continue  # no request can be made of it
    assert not faults, "\n".join(faults)


def wrong_with(answer: Answer) -> Iterator[str]:
    """What is wrong with an answer, whatever was asked."""
    headers = dict(answer.headers)
    if answer.status >= 500:
        yield f"{answer.status}"
    if "<script>alert" in answer.text and headers.get("Content-Type", "").startswith("text/html"):
        yield f"{answer.status} is a page with a script of others"
    if found := INSIDE.search(answer.text):
        yield f"{answer.status} tells “{answer.text[max(0, found.start() - 40) : found.end() + 40]}”"
    for name, wanted in HEADERS.items():
        if name not in headers or wanted not in (None, headers[name]):
            yield f"{answer.status} has {name}: {headers.get(name)}"
    yield from _served_as_a_file(headers)


def _served_as_a_file(headers: dict[str, str]) -> Iterator[str]:
    """What is no page of ours and no answer of the API is saved and never shown."""
    kind = headers.get("Content-Type", "").partition(";")[0]
    shown = {"text/html", "application/json", "application/problem+json", ""}
    if kind not in shown and not headers.get("Content-Disposition", "").startswith("attachment"):
        yield f"{kind} is shown where it should be saved"


@pytest.mark.parametrize("email", BY)
def test_every_answer_carries_the_headers_of_security(routes: list[Route], email: str | None) -> None:
    client = signed_in(email)
    faults = []
    for route in routes:
        for method in ("GET", "HEAD", "POST", "PUT", "OPTIONS"):
            if route.name == "sign-out" or (method == "POST" and (route.sent or route.kind == "act")):
                continue
            request = filled(route, dict.fromkeys(route.places, "theirs"), method)
            faults += [f"{method} {route.name}: {said}" for said in wrong_with(ask(client, request))]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    "address",
    [
        "/static/../settings.py",
        "/static/%2e%2e/settings.py",
        "/static/..%2fsettings.py",
        "/static//etc/passwd",
        "/static/fonts/../../settings.py",
        "/static/%00",
        "/nowhere/%ff%fe",
    ],
)
def test_no_address_leads_out_of_the_site(fresh: Server, address: str) -> None:
    answer = Client(raise_request_exception=False).get(address)
    assert answer.status_code == 404
    assert b"SECRET_KEY" not in b"".join(answer.streaming_content if answer.streaming else [answer.content])


def test_what_people_are_called_is_never_markup(
    routes: list[Route], home: Path, as_superuser: psycopg.Connection
) -> None:
    """Names that were let in once, in every row that keeps one, are shown as text on every page."""
    bad = "<svg onload=alert(1)>\"'&"
    for table, column in (("agreements_agreement", "name"), ("access_person", "name"), ("access_organisation", "name"),
                          ("evidence_file", "name"), ("evidence_file", "restates")):  # fmt: skip
        unique = "|| id" if table != "evidence_file" else ""
        as_superuser.execute(f"UPDATE {table} SET {column} = %s {unique}", [bad])
    for email in BY[:3]:
        client = signed_in(email)
        for route in routes:
            if route.sent or route.kind != "page" or route.name == "sign-out":
                continue
            answer = ask(client, filled(route, dict.fromkeys(route.places, "theirs"), "GET"))
            if dict(answer.headers).get("Content-Type", "").startswith("text/html"):
                assert "<svg onload" not in answer.text, route.name
