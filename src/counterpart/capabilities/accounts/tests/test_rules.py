"""Who signs in with codes, how long a link is good, which passwords others would try, whom a provider vouches for."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from counterpart.capabilities.accounts.rules.keeping import (
    CODES_WANTED_FROM,
    Account,
    good_until,
    letter,
    link_is_past,
    wants_codes,
)
from counterpart.capabilities.accounts.rules.passwords import guessed_first, unfit_password
from counterpart.capabilities.accounts.rules.sign_on import (
    SignOnTerms,
    Vouched,
    domain_taken,
    has_left,
    no_such_sign_on,
    not_through_a_provider,
    posts_of,
    secret_names,
    terms_faults,
    through_your_organisation,
)
from counterpart.engines.access.rules import INSTALLATION
from counterpart.values.refusal import Refusal

AT = datetime(2026, 11, 21, 9, tzinfo=ZoneInfo("Europe/London"))
COMMON = {"password", "sunshine"}
OWN = ("Nina Okafor", "nina.okafor@council.example")
TERMS = SignOnTerms(
    "council", "A council", "https://login.council.example", "counterpart", ("council.example",), "groups",
    {"cm": "contract manager", "aud": "auditor", "aud2": "auditor"},
)  # fmt: skip


def test_whoever_holds_one_of_the_posts_signs_in_with_codes_however_it_is_written() -> None:
    assert wants_codes(["Contract Manager", "auditor"], CODES_WANTED_FROM)
    assert not wants_codes(["auditor"], CODES_WANTED_FROM)
    assert not wants_codes(["contract manager"], ())


@pytest.mark.parametrize("days", [1, 7, 30])
def test_a_link_is_good_for_a_day_to_thirty(days: int) -> None:
    assert good_until(AT, days) == AT + timedelta(days=days)


@pytest.mark.parametrize("days", [-1, 0, 31, 10**6])
def test_a_link_for_longer_or_for_no_time_is_refused_with_the_most(days: int) -> None:
    refusal = good_until(AT, days)
    assert isinstance(refusal, Refusal)
    assert "1 to 30 days" in str(refusal)


def test_a_letter_holds_the_link_and_says_what_to_do_when_it_was_not_expected() -> None:
    _, text = letter("https://partnership.example/sign-in/link/x", "7 days")
    assert "https://partnership.example/sign-in/link/x" in text
    assert "you need do nothing" in text


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("passwordpassword", "common"),
        ("Sunshine!2026", "common"),
        ("abababababab", "different characters"),
        ("abcdefghijklmno", "row of keys"),
        ("poiuytrewqasd"[::-1], None),
        ("0987654321098", "row of keys"),
        ("nina okafor 26", "name or address"),
        ("okafor.council", "name or address"),
        ("nina plays the harp", None),
        ("copper lantern orchard", None),
    ],
)
def test_a_password_that_others_would_try_first_is_named_for_what_it_is(password: str, why: str | None) -> None:
    said = guessed_first(password, common=COMMON, own=OWN)
    assert (said is None) == (why is None)
    assert why is None or why in (said or "")


def test_every_fault_of_a_password_is_said() -> None:
    said = str(unfit_password(["It is short.", "It is common."]))
    assert "it is short; it is common" in said


def test_a_provider_that_vouches_gives_each_post_once_in_its_order() -> None:
    said = Vouched("nina@council.example", True, ("staff", "aud2", "cm", "aud"))
    assert posts_of(said, TERMS) == ("auditor", "contract manager")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (Vouched("nina@other.example", True, ("aud",)), "signon.another-domain"),
        (Vouched("nina@notcouncil.example", True, ("aud",)), "signon.another-domain"),
        (Vouched("", True, ("aud",)), "signon.another-domain"),
        (Vouched("nina@council.example", False, ("aud",)), "signon.not-verified"),
        (Vouched("nina@council.example", True, ("staff",)), "signon.no-post"),
    ],
)
def test_whom_it_does_not_vouch_for_is_refused_with_the_reason(said: Vouched, code: str) -> None:
    refusal = posts_of(said, TERMS)
    assert isinstance(refusal, Refusal)
    assert refusal.code == code


def test_the_terms_of_a_sign_on_that_would_do_have_no_faults_and_one_on_this_computer_may_do_without_https() -> None:
    assert terms_faults(TERMS) is None
    assert terms_faults(SignOnTerms(**vars(TERMS) | {"issuer": "http://127.0.0.1:9400"})) is None


@pytest.mark.parametrize(
    "other",
    [
        {"name": "Council"},
        {"name": ""},
        {"name": "x" * 41},
        {"issuer": "http://login.council.example"},
        {"issuer": "login.council.example"},
        {"domains": ("example",)},
        {"posts": {"it": "administrator"}},
        {"posts": {}},
    ],
)
def test_terms_that_would_not_do_are_refused(other: dict[str, object]) -> None:
    refusal = terms_faults(SignOnTerms(**vars(TERMS) | other))
    assert refusal is not None
    assert refusal.code == "signon.unfit"


def test_what_is_refused_names_who_and_what() -> None:
    assert "A council" in str(has_left(TERMS))
    assert "“Sign in with A council”" in str(through_your_organisation(TERMS))
    assert "Bob is an administrator" in str(not_through_a_provider("Bob"))
    assert "council.example is signed in by A council" in str(domain_taken("council.example", "A council"))
    assert "“x”" in str(no_such_sign_on("x"))
    assert link_is_past().code == "invitation.past"


def test_the_secret_of_a_sign_on_stands_in_the_environment_under_its_name() -> None:
    assert secret_names("north-council")[0] == "COUNTERPART_SIGN_ON_NORTH_COUNCIL_SECRET"
    assert secret_names("north-council")[1].endswith("_SECRET_FILE")


def test_an_account_belongs_to_the_installation() -> None:
    assert Account("p-1").agreement_id == INSTALLATION
