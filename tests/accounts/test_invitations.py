"""Links that set a password once; and what an administrator does on the command line for people who cannot get in."""

import re
import subprocess
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

from counterpart.capabilities.accounts.models import Invitation
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, OFFICER
from counterpart.engines.access.models import Person
from counterpart.engines.clocks.now import now
from counterpart.web.accounts import setup
from tests.accounts.keeping import (
    ADMINISTRATOR,
    OTHER,
    PASSWORD,
    a_link,
    acts_about,
    set_up_codes,
    shown_by_app,
    sign_in,
    signed_in,
)
from tests.commands import COUNTERPART, counterpart

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("people")]
NEW = "auditor@rotherham.example"
SET = {"password": OTHER, "again": OTHER}


def test_whoever_is_invited_sets_a_password_by_the_link_and_signs_in() -> None:
    client, link = Client(), a_link(NEW)
    page = client.get(link)
    assert b"auditor, Rotherham Metropolitan Borough Council" in page.content
    assert page["Referrer-Policy"] == "same-origin"
    assert client.post(link, SET)["Location"] == "/sign-in?note=password"
    assert sign_in(client, NEW, OTHER).status_code == 302
    assert acts_about(NEW)[-3:] == ["person.invited", "invitation.accepted", "session.opened"]
    assert "person.invited" in acts_about(NEW, seen_by=ADMINISTRATOR)


def test_opening_a_link_changes_nothing_so_that_a_mail_filter_may_open_it() -> None:
    link = a_link(NEW)
    for _ in range(3):
        assert Client().get(link).status_code == 200
    assert Client().post(link, SET).status_code == 302


def test_a_link_that_is_used_replaced_past_or_unknown_is_refused_in_the_same_words() -> None:
    used = a_link(NEW)
    Client().post(used, SET)
    replaced, _ = a_link(KPI_MANAGER), a_link(KPI_MANAGER)
    past = a_link(OFFICER, at=now() - timedelta(days=8))
    said = set()
    for link in (used, replaced, past, "/sign-in/link/nonsense"):
        for answer in (Client().get(link), Client().post(link, SET)):
            assert answer.status_code == 404
            said.add(re.sub(r'value="\w{64}"', "", answer.content.decode()))
    assert len(said) == 1
    assert not Person.objects.get(email=OFFICER).check_password(OTHER)


def test_the_database_holds_no_link() -> None:
    secret = a_link(NEW).rpartition("/")[2]
    assert Invitation.objects.get().digest != secret
    assert secret not in str(Invitation.objects.values())


def test_a_password_set_by_a_link_keeps_to_the_same_rules_and_must_be_written_twice() -> None:
    link = a_link(NEW)
    assert b"at least 12 characters" in Client().post(link, {"password": "short", "again": "short"}).content
    assert b"another one than above" in Client().post(link, {"password": OTHER, "again": PASSWORD}).content
    assert Client().get(link).status_code == 200


def test_a_link_ends_every_session_and_does_not_get_round_one_time_codes() -> None:
    here = signed_in(OFFICER)
    secret, _ = set_up_codes(here)
    Client().post(a_link(OFFICER), SET)
    assert here.get("/account").status_code == 302
    client = Client()
    assert sign_in(client, OFFICER, OTHER)["Location"] == "/sign-in/code"
    assert client.post("/sign-in/code", {"code": shown_by_app(secret)}).status_code == 302


def test_without_a_mail_server_the_page_says_who_makes_a_link(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "EMAIL_BACKEND", setup.mail(None)["EMAIL_BACKEND"])
    page = Client().get("/sign-in/forgotten").content.decode()
    assert "counterpart people invite" in page
    assert "<form" not in page.split("<main")[1]
    Client().post("/sign-in/forgotten", {"email": OFFICER})
    assert not Invitation.objects.exists()


def test_with_a_mail_server_a_link_is_sent_and_whether_an_address_is_known_is_not_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(settings, "EMAIL_BACKEND", "django.core.mail.backends.locmem.EmailBackend")
    monkeypatch.setattr(mail, "outbox", [], raising=False)
    answers = set()
    for email in (OFFICER, "nobody@council.example"):
        answer = Client().post("/sign-in/forgotten", {"email": email})
        answers.add(re.sub(r'value="\w{64}"', "", answer.content.decode()))
    for thread in threading.enumerate():
        if "_send_link" in str(thread):
            thread.join()
    assert len(answers) == 1
    (letter,) = mail.outbox
    assert letter.to == [OFFICER]
    (link,) = re.findall(r"http://127.0.0.1:8000(/sign-in/link/[\w-]{43})", letter.body)
    assert Client().post(link, SET).status_code == 302
    assert "invitation.accepted" in acts_about(OFFICER)


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTERPART_SECRET_KEY", settings.SECRET_KEY)
    monkeypatch.setenv("COUNTERPART_ACTOR", ADMINISTRATOR)


@pytest.mark.usefixtures("environment")
def test_an_administrator_makes_a_link_on_the_command_line_and_nobody_else_for_another() -> None:
    made = counterpart("people", "invite", NEW, "--site", "https://partnership.example")
    assert re.fullmatch(r"https://partnership.example/sign-in/link/[\w-]{43}\n", made.stdout), made.stderr
    assert "once, and is good until" in made.stderr
    assert Client().get(made.stdout.strip().removeprefix("https://partnership.example")).status_code == 200
    refused = counterpart("people", "invite", NEW, "--as", OFFICER)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "administrators help others back into their accounts" in refused.stderr
    assert "1 to 30 days" in counterpart("people", "invite", NEW, "--days", "31").stderr


def typed(*words: str, line: str) -> Any:
    return subprocess.run([str(COUNTERPART), *words], input=line, capture_output=True, text=True)


@pytest.mark.usefixtures("environment")
def test_a_password_is_set_from_standard_input_and_keeps_to_the_rules() -> None:
    here = signed_in(OFFICER)
    done = typed("people", "password", OFFICER, line=f"{OTHER}\n")
    assert done.returncode == 0, done.stderr
    assert OTHER not in done.stdout + done.stderr
    assert here.get("/account").status_code == 302
    assert sign_in(Client(), OFFICER, OTHER).status_code == 302
    assert "at least 12 characters" in typed("people", "password", OFFICER, line="short\n").stderr
    others = typed("people", "password", OFFICER, "--as", KPI_MANAGER, line=f"{OTHER}\n")
    assert (others.returncode, others.stdout) == (1, "")


@pytest.mark.usefixtures("environment")
def test_an_administrator_removes_codes_of_a_lost_phone_and_ends_sessions() -> None:
    here = signed_in(OFFICER)
    set_up_codes(here)
    assert counterpart("people", "signout", OFFICER).stdout == f"{OFFICER} had one session; none is left.\n"
    assert here.get("/account").status_code == 302
    assert sign_in(Client(), OFFICER)["Location"] == "/sign-in/code"
    assert counterpart("people", "uncode", OFFICER).returncode == 0
    assert sign_in(Client(), OFFICER)["Location"] == "/"
    assert acts_about(OFFICER)[-2:] == ["codes.removed", "session.opened"]
    assert counterpart("people", "uncode", OFFICER, "--as", KPI_MANAGER).returncode == 1
