"""One-time codes: set up by whoever wants them and by whoever must, good once, encrypted where they are kept."""

import base64
import re
import zlib
from typing import Any

import pytest
from django.conf import settings
from django.core import signing
from django.db import connection
from django.test import Client

from counterpart.capabilities.partners.tests.makers import OFFICER
from counterpart.web.accounts import setup
from tests.accounts.keeping import (
    ADMINISTRATOR,
    MANAGER,
    OTHER,
    PASSWORD,
    acts_about,
    set_up_codes,
    shown_by_app,
    sign_in,
    signed_in,
)

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("people")]
API = "/api/v1/me"


def everything_kept() -> str:
    """All that the database holds in text columns, and what the sessions say behind their signature."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
            " AND data_type IN ('text', 'character varying', 'jsonb')"
        )
        held = []
        for table, column in cursor.fetchall():
            cursor.execute(f'SELECT "{column}"::text FROM "{table}"')
            held += [row[0] for row in cursor.fetchall() if row[0]]
        cursor.execute("SELECT session_data FROM django_session")
        sessions = [signing.b64_decode(row[0].lstrip(".").split(":")[0].encode()) for row in cursor.fetchall()]
    for data in sessions:
        held.append((zlib.decompress(data) if data[:1] == b"x" else data).decode())
    return "\n".join(held)


def test_codes_are_set_up_from_a_picture_or_the_secret_in_text_that_our_own_site_made() -> None:
    client = signed_in(OFFICER)
    answer = client.get("/account/codes/set-up")
    page = answer.content.decode()
    (picture,) = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', page)
    assert b"<svg" in base64.b64decode(picture)
    assert re.search(r'fingerprint">[A-Z2-7]{32}<', page)
    assert "img-src 'self' data:" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    assert "<script>" not in page


def test_who_has_codes_is_asked_for_one_and_each_is_good_once() -> None:
    secret, _ = set_up_codes(signed_in(OFFICER), windows=-1)
    assert acts_about(OFFICER)[-1] == "codes.enabled"
    client = Client()
    assert sign_in(client, OFFICER)["Location"] == "/sign-in/code"
    assert client.get("/account").status_code == 302
    assert b"The code is not right" in client.post("/sign-in/code", {"code": "000000"}).content
    code = shown_by_app(secret)
    assert client.post("/sign-in/code", {"code": code}).status_code == 302
    assert client.get("/account").status_code == 200
    again = Client()
    sign_in(again, OFFICER)
    spaced = f"{code[:3]} {code[3:]}"
    for replayed in (code, spaced, shown_by_app(secret, windows=-1)):
        assert b"each is good once" in again.post("/sign-in/code", {"code": replayed}).content
    assert again.post("/sign-in/code", {"code": shown_by_app(secret, windows=1)}).status_code == 302


def test_the_database_never_holds_a_secret_or_a_recovery_code_in_clear() -> None:
    client = signed_in(OFFICER)
    page = client.get("/account/codes/set-up").content.decode()
    (begun,) = re.findall(r'fingerprint">([A-Z2-7]{32})<', page)
    assert begun not in everything_kept()
    secret, recovery = set_up_codes(client)
    kept = everything_kept()
    assert "gAAAA" in kept
    for plain in (secret, *recovery, PASSWORD):
        assert plain not in kept


def test_recovery_codes_are_shown_once_with_a_download_and_each_lets_in_once() -> None:
    client = signed_in(OFFICER)
    _, recovery = set_up_codes(client)
    assert len(recovery) == 10
    once_more = client.get("/account/recovery-codes").content.decode()
    assert "cannot be shown again" in once_more
    assert not any(code in once_more for code in recovery)
    signed_in(OFFICER, code=recovery[3])
    assert acts_about(OFFICER)[-2:] == ["recovery.used", "session.opened"]
    again = Client()
    sign_in(again, OFFICER)
    assert b"not right" in again.post("/sign-in/code", {"code": recovery[3]}).content
    assert b"9 left" in client.get("/account").content


def test_recovery_codes_stand_in_a_text_file_that_needs_no_script() -> None:
    client = signed_in(OFFICER)
    page = client.get("/account/codes/set-up").content.decode()
    secret = re.findall(r'fingerprint">([A-Z2-7]{32})<', page)[0]
    client.post("/account/codes/set-up", {"code": shown_by_app(secret)})
    shown = client.get("/account/recovery-codes").content.decode()
    codes = re.findall(r'<li class="fingerprint">(\d{8})</li>', shown)
    (file,) = re.findall(
        r'download="counterpart-recovery-codes.txt" href="data:text/plain;charset=utf-8,([^"]+)"', shown
    )
    assert file.split("%0A")[:-1] == codes


def test_new_recovery_codes_put_an_end_to_the_earlier_ones() -> None:
    client = signed_in(OFFICER)
    _, recovery = set_up_codes(client)
    assert client.post("/account/recovery-codes/new").status_code == 302
    assert acts_about(OFFICER)[-1] == "recovery.renewed"
    again = Client()
    sign_in(again, OFFICER)
    assert b"not right" in again.post("/sign-in/code", {"code": recovery[0]}).content


@pytest.mark.parametrize("email", [MANAGER, ADMINISTRATOR])
def test_whoever_must_have_codes_sets_them_up_before_anything_else_opens(email: str) -> None:
    client = signed_in(email)
    for address in ("/", "/account", "/verify", "/account/password", "/account/tokens"):
        assert client.get(address)["Location"] == "/account/codes/set-up"
    refused = client.get(API)
    assert refused.status_code == 403
    assert refused.json()["code"] == "request.codes-wanted"
    set_up_codes(client)
    assert client.get("/").status_code == 200
    assert client.get(API).status_code == 200


def test_who_holds_none_of_these_posts_is_not_asked() -> None:
    assert signed_in(OFFICER).get("/").status_code == 200


def test_who_must_have_codes_and_removes_them_sets_them_up_anew_at_once() -> None:
    client = signed_in(MANAGER)
    set_up_codes(client)
    client.get("/")
    assert client.post("/account/codes/remove").status_code == 302
    assert client.get("/")["Location"] == "/account/codes/set-up"
    assert "codes.removed" in acts_about(MANAGER)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (None, ("administrator", "contract manager", "finance lead")),
        ("none", ()),
        ("auditor, KPI manager", ("auditor", "KPI manager")),
    ],
)
def test_an_installation_says_who_must_have_codes(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch, said: str | None, wanted: tuple[str, ...]
) -> None:
    monkeypatch.delenv("COUNTERPART_REQUIRE_CODES", raising=False)
    if said:
        monkeypatch.setenv("COUNTERPART_REQUIRE_CODES", said)
    assert setup.codes_wanted_from(tmp_path) == wanted
    (tmp_path / "require-codes").write_text("none\n")
    assert setup.codes_wanted_from(tmp_path) == (wanted if said else ())


def test_codes_and_password_are_changed_only_by_somebody_who_has_just_shown_that_it_is_they(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = signed_in(OFFICER)
    monkeypatch.setattr(settings, "ACCOUNT_REAUTHENTICATION_TIMEOUT", 0)
    answer = client.get("/account/codes/set-up")
    assert answer["Location"] == "/account/again?next=%2Faccount%2Fcodes%2Fset-up"
    assert b"not right" in client.post("/account/again", {"password": OTHER}).content
    monkeypatch.undo()
    answer = client.post("/account/again", {"password": PASSWORD, "next": "/account/codes/set-up"})
    assert answer["Location"] == "/account/codes/set-up"
    changed = {"oldpassword": "not this one", "password1": OTHER, "password2": OTHER}
    assert b"not your password now" in client.post("/account/password", changed).content
