"""Pure: the installation as acts see it, and the posts that stand for a role on an agreement."""

from dataclasses import dataclass

from counterpart.engines.access.rules import INSTALLATION
from counterpart.values.refusal import Refusal, shown
from counterpart.values.words import words

ADMINISTRATOR = "administrator"
POSTS = (
    "performance officer",
    "contract manager",
    "finance lead",
    "auditor",
    "councillor",
    "board member",
    "KPI manager",
    "provider manager",
    "tenant representative",
)
"""The posts that policies know. Whoever began the installation is its administrator, which is no post of these."""

NAME, POST = 200, 60
"""The most characters that a name of a person or an organisation, and a post, may have."""


@dataclass(frozen=True)
class Installation:
    """What installation acts are done to. `begun` is false until the first administrator exists."""

    begun: bool

    @property
    def agreement_id(self) -> str:
        return INSTALLATION


def organisation_name(text: str) -> str:
    """An organisation's name as it is kept. Raises Refused."""
    return words(text, what="The organisation’s name", longest=NAME)


def post_named(text: str) -> str | Refusal:
    """The post of this name as policies write it, matched without case and spaces at the ends. Refused where none."""
    for post in POSTS:
        if post.casefold() == text.strip().casefold():
            return post
    return Refusal(
        code="person.no-such-post",
        what="The person was not added",
        fact=f"{shown(text)} is not a post that is known",
        rule=f"a post is one of: {', '.join(POSTS)}",
        next_step="Choose the one that comes nearest; it becomes their role in an agreement.",
    )


def known_otherwise(email: str, *, known_as: str, name: str, organisation: str) -> Refusal:
    """Why a person is not added under another name than the one they are known by."""
    return Refusal(
        code="person.known-otherwise",
        what=f"{name} was not added",
        fact=f"{email} is known as {known_as}",
        rule="a person has one name in the record",
        next_step=f"To give {known_as} a post at {organisation}, use that name; otherwise use another address.",
    )
