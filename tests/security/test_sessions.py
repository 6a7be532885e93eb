"""Sessions, forms and redirects: what a browser could be made to do, and what its cookies tell."""

import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from counterpart.capabilities.agreements.tests.makers import a_registered_agreement
from counterpart.capabilities.partners import actions as partners
from counterpart.capabilities.partners import queries
from counterpart.capabilities.partners.tests.makers import COMPANY, KPI_MANAGER, LATER, who
from counterpart.cli.embedded import Server
from counterpart.engines.access.models import Person
from tests.api.asking import client_of, problem, send, session_of
from tests.security.partnerships import ADMINISTRATOR, THEIRS
from tests.security.routes import every_route, filled
from tests.security.seeding import two_partnerships
from tests.security.values import values
from tests.security.walking import ask, forms_on_pages, signed_in

pytestmark = [pytest.mark.slow]
PASSWORD, NEW = "three random words here", "new@company.example"
ELSEWHERE = (
    "https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "https:elsewhere.example",
    "javascript:alert(1)", "\thttps://elsewhere.example", "http://testserver@elsewhere.example/", "https:///elsewhere.example",
)  # fmt: skip
WITHOUT_A_SESSION = {"sign-in", "verify", "forgotten"}


@pytest.fixture
def somebody(fresh: Server, home: Path) -> None:
    """Somebody who signs in with a password."""
    a_registered_agreement()
    told = {"email": NEW, "name": "New", "organisation": COMPANY, "post": "KPI manager", "password": PASSWORD}
    partners.add_person(queries.installation(), by=who(ADMINISTRATOR), at=LATER, **told)


def sign_in(client: Client, email: str = NEW, password: str = PASSWORD, **more: str) -> Any:
    return client.post("/sign-in", {"login": email, "password": password, **more})


@pytest.mark.usefixtures("somebody")
def test_signing_in_begins_a_new_session_and_signing_out_ends_it() -> None:
    client = Client()
    client.get("/sign-in")
    session = client.session
    session["own"] = "mine"
    session.save()
    fixed = session.session_key
    client.cookies["sessionid"] = fixed or ""
    assert sign_in(client).status_code == 302
    begun = client.cookies["sessionid"].value
    assert begun != fixed
    other = Client()
    other.cookies["sessionid"] = begun
    assert other.get("/").status_code == 200
    client.post("/sign-out")
    assert other.get("/").status_code == 302
    stolen = Client()
    stolen.cookies["sessionid"] = fixed or ""
    assert stolen.get("/").status_code == 302


@pytest.mark.usefixtures("somebody")
@pytest.mark.parametrize("address", ELSEWHERE)
def test_signing_in_and_out_leads_nowhere_else(address: str) -> None:
    client = Client()
    answers = [client.post("/sign-in", {"login": NEW, "password": PASSWORD, "next": address})]
    answers += [client.get("/sign-in", {"next": address}), client.post("/sign-out", {"next": address})]
    for answer in answers:
        assert "elsewhere" not in answer.get("Location", "")
        assert not answer.get("Location", "/").startswith("javascript")


@pytest.mark.usefixtures("somebody")
def test_a_host_that_is_not_ours_is_not_answered_and_stands_in_no_link() -> None:
    client = session_of(KPI_MANAGER)
    for host in ("elsewhere.example", "testserver:80@elsewhere.example", "testserver.elsewhere.example"):
        answer = client.get("/", headers={"host": host})
        assert answer.status_code == 400
        assert "elsewhere" not in answer.content.decode()
    elsewhere = {"x-forwarded-host": "elsewhere.example", "forwarded": "host=elsewhere.example"}
    forwarded = client.get("/", headers=elsewhere)
    assert "elsewhere" not in forwarded.content.decode()


@pytest.mark.usefixtures("somebody")
def test_who_is_unknown_and_who_mistypes_are_answered_alike_after_as_much_work(monkeypatch: pytest.MonkeyPatch) -> None:
    from counterpart.web.accounts.passwords import Argon2

    worked: list[str] = []
    truly = Argon2.encode
    monkeypatch.setattr(Argon2, "encode", lambda *given: (worked.append("once"), truly(*given))[1])
    verify = Argon2.verify
    monkeypatch.setattr(Argon2, "verify", lambda *given: (worked.append("once"), verify(*given))[1])
    told, counted = [], []
    for email in (NEW, "nobody-here@company.example", KPI_MANAGER):
        worked.clear()
        answer = sign_in(Client(), email, "not the password at all")
        told.append((answer.status_code, _plain(answer.content.decode(), email)))
        counted.append(len(worked))
    assert told[0] == told[1] == told[2]
    assert counted[0] == counted[1], counted


def _plain(page: str, email: str) -> str:
    lines = [line for line in page.replace(email, "…").splitlines() if "csrfmiddlewaretoken" not in line]
    return "\n".join(lines)


def test_every_form_and_every_act_by_session_is_taken_only_from_our_own_pages(fresh: Server, home: Path) -> None:
    theirs, ours = two_partnerships(home)
    known = values(theirs, ours)
    routes = every_route(known)
    owners = [signed_in(email) for email in (*THEIRS.people, ADMINISTRATOR)]
    forms = forms_on_pages(routes, [*owners, signed_in(None)], known)
    acts = [route for route in routes if route.kind == "act"]
    assert len(forms) > 5
    assert len(acts) > 9
    for route in [*forms, *acts]:
        client = Client(enforce_csrf_checks=True)
        if route.name not in WITHOUT_A_SESSION:
            client.force_login(Person.objects.get(email=THEIRS.email("contract manager")))
        answer = ask(client, filled(route, dict.fromkeys(route.places, "theirs"), "POST"))
        assert answer.status == 403, route.name
        assert "did not come from" in answer.text or "request.not-from-here" in answer.text, route.name


def test_cookies_and_transport_are_as_strict_as_they_can_be() -> None:
    said = _settings_with(COUNTERPART_HTTPS="yes", COUNTERPART_HOST="counterpart.example")
    for name in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY"):
        assert said[name] == "True", name
    assert int(said["SECURE_HSTS_SECONDS"]) >= 31_536_000
    assert {said["SESSION_COOKIE_SAMESITE"], said["CSRF_COOKIE_SAMESITE"]} <= {"Lax", "Strict"}
    assert said["DEBUG"] == "False"
    assert "*" not in said["ALLOWED_HOSTS"]


def _settings_with(**environment: str) -> dict[str, str]:
    names = "SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SESSION_COOKIE_HTTPONLY SECURE_HSTS_SECONDS DEBUG ALLOWED_HOSTS"
    names += " SESSION_COOKIE_SAMESITE CSRF_COOKIE_SAMESITE"
    code = f"from django.conf import settings\nfor n in {names.split()!r}: print(n, getattr(settings, n), sep='\\t')"
    inherited = os.environ | {"DJANGO_SETTINGS_MODULE": "counterpart.web.settings"} | environment
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=inherited, check=True)
    return dict(line.split("\t") for line in done.stdout.splitlines())


@pytest.mark.usefixtures("somebody")
def test_secrets_stand_in_no_log_and_in_no_answer(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    secret = "a secret that is nobody’s but mine"
    shown = [sign_in(Client(), NEW, secret), sign_in(Client(), f"{secret}@x.example", PASSWORD)]
    shown.append(Client(headers={"Authorization": "Bearer cp_a-secret-of-mine"}).get("/api/v1/me"))
    shown.append(send(client_of(KPI_MANAGER), "/api/v1/tokens/revocations", {"label": "x", "passphrase": secret}))
    said = caplog.text + "".join(answer.content.decode() for answer in shown if answer is not shown[1])
    assert secret not in said
    assert "cp_a-secret-of-mine" not in said


@pytest.mark.usefixtures("somebody")
def test_what_an_act_does_not_take_is_refused_in_its_body(home: Path) -> None:
    from counterpart.engines.acts.asked import ASKED

    nothing = "00000000-0000-0000-0000-000000000000"
    more = {"agreement_id": nothing, "by": ADMINISTRATOR, "is_active": True, "audience": "public"}
    client = client_of(KPI_MANAGER)
    for act, asking in ASKED.items():
        if "file" in asking.verb.__annotations__:
            continue
        address = f"/api/v1{asking.path}".replace("{reference}", "ROTHERHAM").replace("{period}", "2007-08")
        told = problem(send(client, address.replace("{number}", "SUB-2008-0001"), more), 400)
        places = {fault["place"] for fault in told["problems"]}
        assert {f"body.{name}" for name in more} & places or set(more) <= {p.rpartition(".")[2] for p in places}, act
