"""The posts that are known, however they are written; how long a token lasts."""

from datetime import date

import pytest

from counterpart.capabilities.partners.rules import (
    POSTS,
    TokenFacts,
    known_otherwise,
    label_taken,
    last_day,
    no_such_token,
    organisation_name,
    post_named,
)
from counterpart.engines.access.rules import INSTALLATION
from counterpart.values.refusal import Refusal, Refused


@pytest.mark.parametrize("post", POSTS)
def test_a_post_is_known_without_its_case_and_kept_as_policies_write_it(post: str) -> None:
    assert post_named(f" {post.upper()} ") == post


@pytest.mark.parametrize("text", ["administrator", "Performance", "janitor", ""])
def test_a_post_that_no_policy_knows_is_refused_with_those_there_are(text: str) -> None:
    refusal = post_named(text)
    assert isinstance(refusal, Refusal)
    assert refusal.code == "person.no-such-post"
    assert all(post in refusal.rule for post in POSTS)


def test_another_name_for_a_known_address_is_refused_with_the_name_it_has() -> None:
    refusal = known_otherwise("a@council.example", known_as="Alice", name="Alicia", organisation="A Council")
    assert str(refusal) == (
        "Alicia was not added: a@council.example is known as Alice (a person has one name in the record). "
        "To give Alice a post at A Council, use that name; otherwise use another address."
    )


def test_an_organisations_name_has_200_characters_at_the_most() -> None:
    assert organisation_name(f" {'x' * 200} ") == "x" * 200
    with pytest.raises(Refused, match="The organisation’s name was not accepted: it has 201 characters"):
        organisation_name("x" * 201)


TODAY = date(2008, 5, 6)


@pytest.mark.parametrize(
    ("until", "last"),
    [(None, date(2009, 5, 6)), (TODAY, TODAY), (date(2009, 5, 6), date(2009, 5, 6))],
)
def test_a_token_ends_on_the_day_that_is_named_or_in_a_year(until: date | None, last: date) -> None:
    assert last_day(TODAY, until) == last


@pytest.mark.parametrize(
    ("until", "code"),
    [(date(2008, 5, 5), "token.past"), (date(2009, 5, 7), "token.too-long"), (date.max, "token.too-long")],
)
def test_a_token_that_would_end_before_it_begins_or_after_a_year_is_refused_with_the_last_day(
    until: date, code: str
) -> None:
    refusal = last_day(TODAY, until)
    assert isinstance(refusal, Refusal)
    assert refusal.code == code
    assert "6 May 2009" in refusal.next_step


def test_a_label_that_is_taken_or_unknown_is_named() -> None:
    assert "“upload”" in str(label_taken("upload"))
    assert "“upload”" in str(no_such_token("upload"))
    assert TokenFacts("p-1", "upload").agreement_id == INSTALLATION
