"""The posts that are known, however they are written."""

import pytest

from counterpart.capabilities.partners.rules import POSTS, known_otherwise, organisation_name, post_named
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
