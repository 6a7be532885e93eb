"""Signing in with a password: what opens, what is said, what is noted, and what nobody learns."""

import time

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import NoReverseMatch, reverse

from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, OFFICER
from counterpart.engines.access.models import Person
from tests.accounts.keeping import PASSWORD, acts_about, sign_in, signed_in

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("people")]
NOT_RIGHT = b"The e-mail address or the password is not right."


def test_the_right_password_opens_the_home_page_and_the_ledger_says_so_to_its_person() -> None:
    client = Client()
    answer = sign_in(client, f" {OFFICER.upper()} ")
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/").status_code == 200
    assert acts_about(OFFICER)[-1] == "session.opened"


def test_what_is_noted_of_an_account_nobody_else_reads() -> None:
    sign_in(Client(), OFFICER)
    assert acts_about(OFFICER, seen_by=KPI_MANAGER) == []


def test_a_wrong_password_an_unknown_address_and_somebody_who_left_are_answered_in_the_same_words() -> None:
    Person.objects.filter(email=KPI_MANAGER).update(is_active=False)
    tried = ((OFFICER, "wrong password"), ("nobody@council.example", PASSWORD), (KPI_MANAGER, PASSWORD))
    for email, password in tried:
        answer = sign_in(Client(), email, password)
        assert answer.status_code == 200
        assert NOT_RIGHT in answer.content


def test_an_unknown_address_takes_as_long_as_a_wrong_password() -> None:
    def taken(email: str) -> float:
        begin = time.perf_counter()
        sign_in(Client(), email, "wrong password")
        return time.perf_counter() - begin

    taken(OFFICER)
    known, unknown = min(taken(OFFICER) for _ in range(3)), min(taken(f"{n}@no.example") for n in range(3))
    hashing = time.perf_counter()
    make_password(PASSWORD)
    hashing = time.perf_counter() - hashing
    assert min(known, unknown) > hashing * 0.5
    assert max(known, unknown) < min(known, unknown) * 1.7


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "http://127.0.0.1:9/", "script:x"])
def test_nobody_is_led_to_another_site_after_signing_in(elsewhere: str) -> None:
    assert sign_in(Client(), OFFICER, next=elsewhere)["Location"] == "/"
    assert sign_in(Client(), OFFICER, next="/account")["Location"] == "/account"


def test_a_session_gets_another_key_when_somebody_signs_in() -> None:
    client = Client()
    session = client.session
    session["before"] = True
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    sign_in(client, OFFICER)
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != session.session_key
    assert Client(headers={"Cookie": f"sessionid={session.session_key}"}).get("/account").status_code == 302


def test_a_session_ends_twelve_hours_after_signing_in_however_it_is_used() -> None:
    client = signed_in(OFFICER)
    first = client.session.get_expiry_date()
    client.get("/account")
    assert client.session.get_expiry_date() == first
    assert client.cookies["sessionid"]["max-age"] in range(12 * 3600 - 60, 12 * 3600 + 1)
    assert client.cookies["sessionid"]["httponly"]


def test_a_password_is_kept_as_argon2_and_an_older_hash_is_renewed_at_the_next_sign_in() -> None:
    assert Person.objects.get(email=OFFICER).password.startswith("argon2$argon2id$")
    Person.objects.filter(email=OFFICER).update(password=make_password(PASSWORD, hasher="scrypt"))
    sign_in(Client(), OFFICER)
    assert Person.objects.get(email=OFFICER).password.startswith("argon2$argon2id$")


def test_there_is_no_sign_up() -> None:
    for name in ("account_signup", "socialaccount_signup", "account_email", "socialaccount_connections"):
        with pytest.raises(NoReverseMatch):
            reverse(name)
    for address in ("/signup", "/accounts/signup/", "/sign-up", "/sign-in/with/anybody", "/sign-in/with/google"):
        assert Client().get(address).status_code == 404
        assert Client().post(address, {"email": "new@evil.example", "password1": PASSWORD}).status_code == 404
    before = Person.objects.count()
    sign_in(Client(), "new@evil.example")
    assert Person.objects.count() == before


def test_signing_out_ends_the_session_at_once_and_is_noted() -> None:
    client = signed_in(OFFICER)
    kept = client.cookies["sessionid"].value
    assert client.get("/sign-out").status_code == 405
    assert client.post("/sign-out")["Location"] == "/sign-in"
    assert Client(headers={"Cookie": f"sessionid={kept}"}).get("/account").status_code == 302
    assert acts_about(OFFICER)[-2:] == ["session.opened", "session.ended"]


def test_a_form_to_sign_in_from_another_site_is_refused() -> None:
    answer = Client(enforce_csrf_checks=True).post("/sign-in", {"login": OFFICER, "password": PASSWORD})
    assert answer.status_code == 403
    assert b"The rule:" in answer.content
