"""How the API answers what is unexpected: methods, types, sizes, hostile text, cursors; always as a problem."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from counterpart.capabilities.closing.tests.makers import a_closed_year, restate
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, OFFICER
from counterpart.capabilities.worklist.queries import home as queries
from counterpart.cli.embedded import Server
from tests.api.asking import OURS, V1, YEAR, client_of, problem, send

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh")]
REVOCATIONS = f"{V1}/tokens/revocations"


@pytest.fixture
def client(fresh: Server, home: Path) -> Client:
    a_closed_year(home)
    return client_of(KPI_MANAGER)


def raw(client: Client, body: bytes | str, kind: str = "application/json") -> Any:
    return client.generic("POST", REVOCATIONS, body, content_type=kind)


def test_head_is_get_without_the_body_and_options_tells_the_methods(client: Client) -> None:
    got, head = client.get(f"{V1}/agreements"), client.head(f"{V1}/agreements")
    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Length"] == str(len(got.content))
    options = client.options(f"{V1}/agreements")
    assert (options.status_code, options["Allow"]) == (204, "GET, HEAD, OPTIONS, POST")
    assert client.options(f"{V1}/people")["Allow"] == "OPTIONS, POST"


def test_a_method_there_is_not_is_a_problem_that_names_those_there_are(client: Client) -> None:
    for method in ("PUT", "PATCH", "DELETE", "TRACE", "MADE-UP"):
        answer = client.generic(method, f"{V1}/agreements")
        assert problem(answer, 405)["code"] == "request.method"
        assert answer["Allow"] == "GET, HEAD, OPTIONS, POST"
    assert problem(client.post(f"{V1}/docs"), 405)


def test_nothing_of_it_is_kept_on_the_way(client: Client) -> None:
    for address in ("/me", "/nowhere", "/docs", "/openapi.json"):
        assert client.get(f"{V1}{address}")["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "address", ["/api/v1/nowhere", "/api/v2/me", "/api", "/api/", "/api/v1/", "/api/v1/me/", "/api/v1/%00"]
)
def test_an_address_there_is_not_is_a_problem_and_never_a_page(client: Client, address: str) -> None:
    assert problem(client.get(address), 404)["code"] == "page.unknown"


def test_our_own_fault_is_a_problem_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "my_agreements", lambda by: 1 / 0)
    client.raise_request_exception = False
    told = problem(client.get(f"{V1}/me"), 500)
    assert told["code"] == "page.broken"
    assert "ZeroDivision" not in json.dumps(told)


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"null",
        b"[]",
        b"\xff\xfe",
        b'{"label": "a", "label": "b"}',
        b'{"label": NaN}',
        b'{"label": 1}',
        b'{"label": "a", "more": 1}',
        b'{"label": "a\\u0000b"}',
        b'{"label": "\\ud800"}',
        b'{"label": "\\u202egnp"}',
        b'{"label": "   "}',
        b'{"label": "' + b"x" * 61 + b'"}',
        b"[" * 100_000,
        b'{"label": ' + b"9" * 5000 + b"}",
    ],
)
def test_a_body_that_does_not_fit_is_refused_with_the_place_of_the_fault(client: Client, body: bytes) -> None:
    assert problem(raw(client, body), 400)["code"] == "request.unfit"


def test_a_body_of_another_type_or_too_large_is_not_read(client: Client) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""):
        assert problem(raw(client, b'{"label": "a"}', kind), 415)["code"] == "request.another-type"
    assert problem(raw(client, b" " * 1_000_001), 413)["code"] == "request.too-large"
    assert problem(send(client, f"{OURS}/files", {"kind": "returns"}), 415)["code"] == "request.another-type"


def test_a_file_too_large_is_not_taken(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA_UPLOAD_MAX_MEMORY_SIZE", 1000)
    file = BytesIO(b"x" * 2000)
    file.name = "large.csv"
    answer = client.post(f"{OURS}/files", {"file": file, "kind": "returns"})
    assert problem(answer, 413)["code"] == "request.too-large"


def test_an_upload_that_is_broken_off_or_has_more_than_it_should_is_refused(client: Client) -> None:
    broken = client.generic(
        "POST", f"{OURS}/files", b"--x\r\nbroken", content_type="multipart/form-data; boundary=" + "x" * 300
    )
    assert problem(broken, 400)
    file = BytesIO(b"indicator,period,value\n")
    file.name = "returns.csv"
    more = client.post(f"{OURS}/files", {"file": file, "kind": "returns", "more": "1"})
    assert "more" in problem(more, 400)["fact"]


@pytest.mark.parametrize(
    "query",
    [
        "?limit=0",
        "?limit=1001",
        "?limit=99999999999999999999",
        "?limit=x",
        "?limit=1&limit=2",
        "?more=1",
        "?cursor=",
        "?cursor=x",
        "?cursor=WzFd:1abc:xyz",
        "?cursor=%00",
        "?cursor=" + "x" * 1001,
    ],
)
def test_a_query_that_does_not_fit_is_refused(client: Client, query: str) -> None:
    problem(client.get(f"{OURS}/trail{query}"), 400)


@pytest.mark.parametrize("period", ["", "2007", "2007-13", "0000-01", "9999-10", "2007-08%00", "x" * 50, "２００７-08"])
def test_a_period_that_is_none_or_has_no_close_is_said_so(client: Client, period: str) -> None:
    answer = client.get(f"{OURS}/figures?period={period}")
    problem(answer, 404 if period == "2007" else 400)


@pytest.mark.parametrize("key", ["", "x" * 201, "a\tb", "\u00a0"])
def test_a_key_is_bounded_text(client: Client, key: str) -> None:
    answer = client.post(REVOCATIONS, {"label": "a"}, content_type="application/json", headers={"Idempotency-Key": key})
    problem(answer, 400)


def whole(client: Client, address: str, limit: int) -> list[Any]:
    """A list told in parts, put together."""
    found, cursor = [], ""
    joint = "&" if "?" in address else "?"
    while True:
        part = client.get(f"{address}{joint}limit={limit}{cursor}").json()
        assert 0 < len(part["items"]) <= limit
        found += part["items"]
        if part["next"] is None:
            return found
        cursor = f"&cursor={part['next']}"


@pytest.mark.parametrize("address", ["/trail", "/files", "/indicators", f"/figures{YEAR}", f"/seals{YEAR}", "/periods"])
def test_a_list_in_parts_is_the_list(client: Client, home: Path, address: str) -> None:
    restate(home)
    send(client_of(OFFICER), f"{OURS}/periods/2007-08/closes", {})
    at_once = client.get(f"{OURS}{address}").json()
    assert at_once["next"] is None
    for limit in (1, 2, 5):
        assert whole(client, f"{OURS}{address}", limit) == at_once["items"]


def test_a_list_of_figures_stays_with_the_seal_it_began_with(client: Client, home: Path) -> None:
    first = client.get(f"{OURS}/figures{YEAR}&limit=2").json()
    restate(home)
    send(client_of(OFFICER), f"{OURS}/periods/2007-08/closes", {})
    rest = client.get(f"{OURS}/figures{YEAR}&cursor={first['next']}").json()
    assert first["items"] + rest["items"] == client.get(f"{OURS}/figures{YEAR}&seal=1").json()["items"]
    assert client.get(f"{OURS}/figures{YEAR}").json()["items"][1]["value"] == "98.50"


def test_a_cursor_is_good_for_the_list_it_was_given_for_and_no_other(client: Client) -> None:
    cursor = client.get(f"{OURS}/trail?limit=1").json()["next"]
    assert client.get(f"{OURS}/trail?cursor={cursor}&limit=3").status_code == 200
    for address in (f"{OURS}/files?", f"{OURS}/trail?subject=ROTHERHAM&", f"{V1}/agreements/OTHER/trail?"):
        told = problem(client.get(f"{address}cursor={cursor}"), 400)
        assert told["code"] == "cursor.unknown"
    assert problem(client.get(f"{OURS}/trail?cursor={cursor[:-1]}"), 400)["code"] == "cursor.unknown"


def test_what_would_be_read_otherwise_than_it_is_is_written_by_its_number(client: Client) -> None:
    answer = client.get(f"{V1}/agreements/a%E2%80%8Fb%C2%ADc")
    assert problem(answer, 404)["code"] == "agreement.unknown"
    assert client.get(f"{V1}/agreements/a%E2%80%AEb").status_code == 400


def test_the_pages_of_documentation_need_no_script_and_nobody_signed_in(home: Path) -> None:
    page = Client().get(f"{V1}/docs")
    assert page.status_code == 200
    text = page.content.decode()
    assert text.count("<script") == 1
    assert "<style" not in text
    assert "style=" not in text
    for told in ("/api/v1/agreements/{reference}/figures", "Idempotency-Key", "FigureList", "problem"):
        assert told in text
    assert Client().get(f"{V1}/openapi.json").json()["openapi"] == "3.1.0"
