"""Pure: the installation as acts see it, and the posts that stand for a role on an agreement."""

from dataclasses import dataclass
from datetime import date, timedelta

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

NAME, POST, LABEL = 200, 60, 60
"""The most characters that a name of a person or an organisation, a post, and the label of a token may have."""
LONGEST_TOKEN = timedelta(days=365)
"""From the day a token is made to its last; it is made for so long where no day is named."""


@dataclass(frozen=True)
class Installation:
    """What installation acts are done to. `begun` is false until the first administrator exists."""

    begun: bool

    @property
    def agreement_id(self) -> str:
        return INSTALLATION


@dataclass(frozen=True)
class TokenFacts:
    """A token that is to be made or revoked: whose it is (a person's id), and by what label they know it."""

    person: str
    label: str

    @property
    def agreement_id(self) -> str:
        return INSTALLATION


def last_day(today: date, until: date | None) -> date | Refusal:
    """The last day of a token made today; refused where it lies in the past or more than a year on."""
    longest = today + LONGEST_TOKEN
    if until is None or today <= until <= longest:
        return until or longest
    return Refusal(
        code="token.too-long" if until > longest else "token.past",
        what="No token was made",
        fact=f"{until:%-d %B %Y} is {'more than a year on' if until > longest else 'past'}",
        rule="a token ends within a year of the day it is made",
        next_step=f"Name a day up to {longest:%-d %B %Y}.",
    )


def label_taken(label: str) -> Refusal:
    """Why a second token of one label is not made."""
    return Refusal(
        code="token.label-taken",
        what="No token was made",
        fact=f"you have a token {shown(label)} already",
        rule="a token is known by its label until it is revoked",
        next_step="Choose another label, or revoke that one first.",
    )


def no_such_token(label: str) -> Refusal:
    """Why nothing was revoked."""
    return Refusal(
        code="token.unknown",
        what="No token was revoked",
        fact=f"you have no token {shown(label)} that is not revoked already",
        rule="a token is revoked by the person it stands for, by its label",
        next_step="Look up the labels of your tokens at /api/v1/tokens.",
    )


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
