"""Where somebody is signed in is listed and ended; tokens are made and revoked on the page of the account."""

import re
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.test import Client

from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, OFFICER
from counterpart.engines.access.models import Person
from counterpart.web.accounts.listening import SEEN
from tests.accounts.keeping import FIREFOX, OTHER, PASSWORD, acts_about, sign_in, signed_in

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("people")]
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1"
SECRET = re.compile(r"<code>(cp_[\w-]{43})</code>")


def of(email: str) -> dict[str, UserSession]:
    return {row.user_agent: row for row in UserSession.objects.filter(user__email=email)}


def test_the_account_lists_its_sessions_in_words_with_this_one_marked() -> None:
    here = signed_in(OFFICER, agent=FIREFOX)
    signed_in(OFFICER, agent=PHONE)
    signed_in(KPI_MANAGER, agent="curl/8")
    page = " ".join(here.get("/account").content.decode().split())
    assert 'Firefox on Windows <strong class="govuk-tag">this one</strong>' in page
    assert "Safari on an iPhone" in page
    assert page.count("A program") == 1, "the words about tokens alone"
    assert not any(row.session_key in page for row in UserSession.objects.all())


def test_a_session_that_is_ended_is_signed_out_at_once() -> None:
    here, phone = signed_in(OFFICER), signed_in(OFFICER, agent=PHONE)
    assert phone.get("/account").status_code == 200
    here.post("/account/sessions/end", {"session": of(OFFICER)[PHONE].id})
    assert phone.get("/account")["Location"] == "/sign-in?next=/account"
    assert here.get("/account").status_code == 200
    assert acts_about(OFFICER)[-1] == "session.ended"


def test_all_others_are_ended_and_this_one_stays() -> None:
    here, *others = (signed_in(OFFICER, agent=agent) for agent in (FIREFOX, PHONE, "curl/8"))
    assert here.post("/account/sessions/end", {"session": "others"})["Location"] == "/account?note=sessions"
    assert [client.get("/account").status_code for client in (here, *others)] == [200, 302, 302]


@pytest.mark.parametrize("session", ["", "all", "-1", "9" * 30, "1; DROP", "²"])
def test_what_is_no_session_of_ones_own_ends_nothing(session: str) -> None:
    here, other = signed_in(OFFICER), signed_in(KPI_MANAGER)
    assert here.post("/account/sessions/end", {"session": session}).status_code == 302
    here.post("/account/sessions/end", {"session": of(KPI_MANAGER)[FIREFOX].id})
    assert other.get("/account").status_code == 200


def test_when_somebody_was_last_seen_is_written_down_seldom_and_reading_alone_costs_nothing() -> None:
    here = signed_in(OFFICER)
    before = of(OFFICER)[FIREFOX].last_seen_at
    here.get("/account")
    assert of(OFFICER)[FIREFOX].last_seen_at == before
    session = here.session
    session[SEEN] = (before - timedelta(minutes=6)).isoformat()
    session.save()
    UserSession.objects.update(last_seen_at=before - timedelta(minutes=6))
    here.get("/account")
    assert of(OFFICER)[FIREFOX].last_seen_at > before - timedelta(minutes=1)


def test_a_changed_password_ends_every_other_session_and_is_noted() -> None:
    here, phone = signed_in(OFFICER), signed_in(OFFICER, agent=PHONE)
    changed = {"oldpassword": PASSWORD, "password1": OTHER, "password2": OTHER}
    assert here.post("/account/password", changed)["Location"] == "/account?note=password"
    page = here.get("/account")
    assert b"this one" in page.content
    assert phone.get("/account").status_code == 302
    assert acts_about(OFFICER)[-1] == "password.changed"
    assert sign_in(Client(), OFFICER).status_code == 200
    assert sign_in(Client(), OFFICER, OTHER).status_code == 302


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("short one", b"at least 12 characters"),
        ("passwordpassword", b"a common password, repeated"),
        ("!!password2026", b"a common password, repeated or with something added"),
        ("qwertyuiopasdf", b"a row of keys"),
        ("210987654321", b"a row of keys"),
        ("aaaaaaaaaaaaaa", b"fewer than 5 different characters"),
        ("performance-officer1", b"too similar"),
        ("Rotherham.example!1", b"little more than your name or address"),
        ("Counterpart2026", b"little more than your name"),
    ],
)
def test_a_password_that_others_would_try_first_is_refused_in_words(password: str, said: bytes) -> None:
    changed = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    assert said in signed_in(OFFICER).post("/account/password", changed).content
    assert Person.objects.get(email=OFFICER).check_password(PASSWORD)


@pytest.mark.parametrize(
    "password", ["copper lantern orchard x", "аргумент вокзал лампа", "ALL CAPITALS HERE", "1" + "74839201" * 2]
)
def test_a_long_password_needs_no_capitals_figures_or_signs(password: str) -> None:
    changed = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    assert signed_in(OFFICER).post("/account/password", changed).status_code == 302


def test_a_token_is_made_on_the_page_its_secret_shown_once_and_revoked_there() -> None:
    here = signed_in(OFFICER)
    made = here.post("/account/tokens", {"label": "monthly upload"})
    assert made.status_code == 200
    assert "no-store" in made["Cache-Control"]
    (secret,) = SECRET.findall(made.content.decode())
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    assert program.get("/api/v1/me").json()["email"] == OFFICER
    page = here.get("/account").content.decode()
    assert "monthly upload" in page
    assert secret not in page
    taken = here.post("/account/tokens", {"label": "monthly upload"})
    assert taken.status_code == 400
    assert "you have a token “monthly upload” already" in taken.content.decode()
    here.post("/account/tokens/revoke", {"label": "monthly upload"})
    assert program.get("/api/v1/me").status_code == 401
    assert b"revoked on" in here.get("/account").content


def test_a_token_is_made_only_by_somebody_who_has_just_shown_that_it_is_they(monkeypatch: pytest.MonkeyPatch) -> None:
    here = signed_in(OFFICER)
    monkeypatch.setattr(settings, "ACCOUNT_REAUTHENTICATION_TIMEOUT", 0)
    asked = here.post("/account/tokens", {"label": "monthly upload"})
    assert asked["Location"] == "/account/again?next=%2Faccount%2Ftokens"
    monkeypatch.undo()
    went_on = here.post("/account/again", {"password": PASSWORD, "next": "/account/tokens"})
    assert SECRET.search(went_on.content.decode())


def test_an_account_is_opened_by_nobody_else() -> None:
    for address in ("/account", "/account/password", "/account/codes/set-up", "/account/recovery-codes"):
        assert Client().get(address)["Location"].startswith("/sign-in?next=")
    for address in ("/account/sessions/end", "/account/tokens", "/account/tokens/revoke"):
        assert signed_in(OFFICER).get(address).status_code == 405
        assert Client().post(address)["Location"].startswith("/sign-in?next=")
