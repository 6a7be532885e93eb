"""Pure: the installation as acts see it, and the posts that stand for a role on an agreement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from counterpart.engines.access import roles
from counterpart.engines.access.rules import INSTALLATION, Actor, Opens
from counterpart.values.refusal import Refusal, shown
from counterpart.values.words import words

ADMINISTRATOR = roles.ADMINISTRATOR
POSTS = roles.OF_AGREEMENTS
"""The posts that policies know. Whoever began the installation is its administrator, which is no post of these."""

NAME, POST, LABEL, REASON = 200, 60, 60, 500
"""The most characters that a name of a person or an organisation, a post, a token’s label and a reason may have."""
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


@dataclass(frozen=True)
class Leaver:
    """Somebody whose data is to be held or erased, as the rules see them: their name, their post if they hold one
    still, and the reason of the hold there is."""

    person: str
    name: str
    email: str
    post: str | None
    held: str | None

    @property
    def agreement_id(self) -> str:
        return INSTALLATION


def may_go(leaver: Leaver, *, by: Actor, reason: str) -> Refusal | None:
    """Whether a person may be erased: not who works here still, nor under a hold, nor by themselves.

    Articles 17(1) and 17(3)(e) of the UK GDPR: erased when no longer needed, unless for legal claims.
    """
    if leaver.person == by.person:
        fact, next_step = "this is yourself", "Ask another administrator: erasing takes another’s hand."
    elif leaver.held:
        fact, next_step = f"there is a hold on their data: {leaver.held}", "Lift the hold first, once it may be."
    elif leaver.post:
        fact, next_step = f"{leaver.name} is {leaver.post} still", "End their membership first."
    elif any(part.casefold() in reason.casefold() for part in (leaver.name, leaver.email)):
        fact, next_step = "the reason names them, and it is kept", "Give the reason without their name or address."
    else:
        return None
    return Refusal(
        code="person.not-to-be-erased",
        what=f"{leaver.name} was not erased",
        fact=fact,
        rule="a person is erased when nobody needs their data any more (UK GDPR, article 17)",
        next_step=next_step,
    )


@dataclass(frozen=True)
class Leaving:
    """Somebody who leaves an organisation, as the rules see it: what they are there, and whether nobody else could
    administer the installation."""

    person: str
    name: str
    organisation: str
    posts: tuple[str, ...]
    last_administrator: bool

    @property
    def agreement_id(self) -> str:
        return INSTALLATION


def may_leave(leaving: Leaving, *, last: date, today: date) -> Refusal | None:
    """Whether membership may end with a day: not in the past, nor where there is none, nor an only administrator’s."""
    if last < today:
        fact, next_step = f"{last:%-d %B %Y} is past", "Name today or a later day: what was done by then stays done."
    elif not leaving.posts:
        fact, next_step = f"{leaving.name} holds no post at {leaving.organisation}", "Look at the posts they hold."
    elif leaving.last_administrator:
        fact, next_step = f"{leaving.name} is the only administrator", "Another administrator is needed first."
    else:
        return None
    return Refusal(
        code="membership.not-ended",
        what="No membership was ended",
        fact=fact,
        rule="whoever leaves an organisation holds no post there from the next day, and no role by it",
        next_step=next_step,
    )


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


def opened_by(
    agreements: Sequence[str], verbs: Sequence[str], *, mine: Mapping[str, str], known: Sequence[str]
) -> Opens | Refusal:
    """What a token opens, by the references of its agreements and its verbs. Refused where one is not known.

    `mine` has the reference of each agreement that its person may see, by id.
    """
    ids = {reference: agreement for agreement, reference in mine.items() if agreement != INSTALLATION}
    named = [reference.strip().upper() for reference in agreements]
    for given, among, what in ((named, ids, "agreement of yours"), (verbs, known, "verb")):
        if unknown := [one for one in given if one not in among]:
            return Refusal(
                code="token.opens-nothing",
                what="No token was made",
                fact=f"{shown(unknown[0])} is no {what}",
                rule="a token opens agreements its person has a part in, and verbs: reading, and the names of acts",
                next_step=f"Choose among: {', '.join(sorted(among))}.",
            )
    return Opens(tuple(ids[reference] for reference in named), tuple(verbs))


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


def nobody_of(email: str) -> Refusal:
    return Refusal(
        code="person.unknown",
        what="Nothing was changed",
        fact=f"nobody here has the address {shown(email)}",
        rule="a person is known by their e-mail address",
        next_step="Check the address.",
    )


def held_already(leaver: Leaver) -> Refusal:
    return _about_a_hold(leaver, f"there is one already: {leaver.held}", "Lift that one first.")


def not_held(leaver: Leaver) -> Refusal:
    return _about_a_hold(leaver, "there is none to lift", "Nothing needs doing.")


def _about_a_hold(leaver: Leaver, fact: str, next_step: str) -> Refusal:
    return Refusal(
        code="hold.one-at-a-time",
        what=f"The hold on the data of {leaver.name} was not changed",
        fact=fact,
        rule="one hold stands on a person’s data at a time, with its reason",
        next_step=next_step,
    )
