"""Beginning an installation and adding people: what is kept, and what is refused at the door."""

from typing import Any

import pytest

from counterpart.capabilities.partners.actions import add_person
from counterpart.capabilities.partners.queries import installation, memberships_of, organisation_named
from counterpart.capabilities.partners.tests.makers import BEGINS, an_installation, who
from counterpart.engines.access.models import Person
from counterpart.values.refusal import Refused

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh")]

ALICE = {"email": "alice@council.example", "name": "Alice", "organisation": "A Council", "post": "auditor"}


def add(**other: str) -> Any:
    return add_person(installation(), by=who("administrator@counterpart.example", BEGINS), at=BEGINS, **(ALICE | other))


def test_what_is_added_is_kept_as_policies_and_earlier_acts_write_it() -> None:
    an_installation()
    add()
    kept = add(email=" ALICE@council.example", organisation="a council ", post="Performance Officer")
    assert kept == {"email": "alice@council.example", "organisation": "A Council", "post": "performance officer"}
    held = memberships_of(who("alice@council.example", BEGINS), on=BEGINS.date())
    assert [(m.organisation.name, m.post) for m in held] == [
        ("A Council", "auditor"),
        ("A Council", "performance officer"),
    ]


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"name": "Alicia"}, "is known as Alice"),
        ({"post": "administrator"}, "is not a post that is known"),
        ({"email": "alice"}, "is not an e-mail address"),
        ({"email": "bob@council.example", "name": "Bob\x1b[2K"}, "control character U\\+001B"),
        ({"organisation": "x" * 201}, "it has 201 characters"),
        ({"organisation": "\u202eelicnuoC A"}, "control character U\\+202E"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_leaves_nothing(other: dict[str, str], why: str) -> None:
    an_installation()
    add()
    before = Person.objects.count()
    with pytest.raises(Refused, match=why):
        add(**other)
    assert Person.objects.count() == before
    assert organisation_named(other.get("organisation", "Nobody")) is None
