"""Too many wrong attempts have to wait, on an account and from an address; nobody is locked out for good."""

import time

import pytest
from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.test import Client

from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, OFFICER
from tests.accounts.keeping import acts_about, set_up_codes, sign_in, signed_in

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("people")]
WRONG = "not the password"


def tried(times: int, email: str, address: str = "192.0.2.1") -> Client:
    client = Client(REMOTE_ADDR=address)
    for _ in range(times):
        assert sign_in(client, email, WRONG).status_code == 200
    return client


def test_after_five_wrong_passwords_an_account_has_to_wait_and_the_page_says_until_when() -> None:
    tried(5, OFFICER)
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    for attempt in (elsewhere, Client()):
        answer = sign_in(attempt, OFFICER)
        assert answer.status_code == 429
        assert 290 < int(answer["Retry-After"]) <= 302
        said = answer.content.decode()
        assert "You have to wait a little" in said
        assert "nothing is locked for good" in said
        assert "Try again at " in said
    assert sign_in(elsewhere, KPI_MANAGER).status_code == 302


def test_the_waiting_is_noted_once_and_not_at_each_try() -> None:
    client = tried(5, OFFICER)
    for _ in range(4):
        sign_in(client, OFFICER, WRONG)
    assert acts_about(OFFICER).count("account.delayed") == 1


def test_an_address_that_nobody_has_waits_in_the_same_words() -> None:
    client = tried(5, "nobody@council.example")
    answer = sign_in(client, "nobody@council.example", WRONG)
    assert answer.status_code == 429
    assert b"You have to wait a little" in answer.content


def test_from_one_address_twenty_wrong_attempts_wait_whoever_they_are_on() -> None:
    for number in range(4):
        tried(5, f"somebody-{number}@council.example")
    assert sign_in(Client(REMOTE_ADDR="192.0.2.1"), OFFICER).status_code == 429
    assert sign_in(Client(REMOTE_ADDR="192.0.2.2"), OFFICER).status_code == 302


def test_right_passwords_do_not_use_attempts_up() -> None:
    for _ in range(7):
        assert sign_in(Client(), OFFICER).status_code == 302


def test_after_the_time_that_was_said_the_right_password_opens_again(monkeypatch: pytest.MonkeyPatch) -> None:
    tried(5, OFFICER)
    assert sign_in(Client(), OFFICER).status_code == 429
    ahead = time.time() + 5 * 60 + 2
    monkeypatch.setattr(ratelimit.time, "time", lambda: ahead)
    assert sign_in(Client(), OFFICER).status_code == 302


def test_every_process_of_the_site_counts_the_same_attempts() -> None:
    tried(5, OFFICER)
    cache.close()
    assert sign_in(Client(REMOTE_ADDR="203.0.113.9"), OFFICER).status_code == 429


def test_wrong_codes_have_to_wait_too() -> None:
    set_up_codes(signed_in(OFFICER))
    client = Client()
    sign_in(client, OFFICER)
    for number in range(5):
        assert b"not right" in client.post("/sign-in/code", {"code": f"00000{number}"}).content
    assert b"Too many" in client.post("/sign-in/code", {"code": "000009"}).content


def test_wrong_tokens_over_the_api_have_to_wait_and_a_right_one_never() -> None:
    from tests.api.asking import token_of

    right = Client(headers={"Authorization": f"Bearer {token_of(KPI_MANAGER)}"})
    wrong = Client(headers={"Authorization": "Bearer cp_wrong"})
    answers = [wrong.get("/api/v1/me") for _ in range(62)]
    assert [answer.status_code for answer in answers[:60]] == [401] * 60
    assert answers[-1].status_code == 429
    assert answers[-1].json()["code"] == "request.too-many"
    assert right.get("/api/v1/me").status_code == 200
