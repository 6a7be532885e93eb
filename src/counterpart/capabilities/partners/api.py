"""People of the installation, and one's own tokens, over the API."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from counterpart.capabilities.partners import actions, queries
from counterpart.capabilities.partners.policy import may_administer
from counterpart.capabilities.partners.rules import Leaver, TokenFacts
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.asked import Items, Part, Slice, asks, not_asked, part_of, reading
from counterpart.engines.acts.texts import Body, Day, DayText, Email, Label, Line, Moment, Reason, Told
from counterpart.values.refusal import Refused


class NewPerson(Body):
    """A person, and the post they hold at an organisation."""

    email: Email
    name: Line
    organisation: Line
    post: Label


class PersonAdded(Told):
    """The person as they are known now."""

    subject: str
    email: str
    organisation: str
    post: str


class TokenLabel(Body):
    """Which of one's own tokens."""

    label: Label


class TokenRevoked(Told):
    """The token that opens nothing any more."""

    subject: str
    token: str
    label: str


class TokenTold(Told):
    """A token of one's own. Its secret is kept nowhere."""

    token: str
    label: str
    made_at: Moment
    ends_on: DayText
    revoked_at: Moment | None
    last_used_at: Moment | None
    verbs: list[str]


@reading("/tokens", gives=Part[TokenTold])
def tokens(by: Actor, at: datetime, part: Slice) -> Items:
    """Your tokens, newest first, the revoked and the past among them."""
    return part_of(
        [
            {
                "token": str(token.id),
                "label": token.label,
                "made_at": token.made_at.isoformat(),
                "ends_on": token.ends_on.isoformat(),
                "revoked_at": token.revoked_at.isoformat() if token.revoked_at else None,
                "last_used_at": token.last_used_at.isoformat() if token.last_used_at else None,
                "verbs": token.verbs,
            }
            for token in queries.tokens_of(by)
        ],
        part,
    )


@asks("token.revoked", "/tokens/revocations", gives=TokenRevoked)
def revoke_token(by: Actor, at: datetime, body: TokenLabel) -> Mapping[str, Any]:
    """Revoke one of your tokens, by its label. From then on it opens nothing."""
    reply: Mapping[str, Any] = actions.revoke_token(TokenFacts(by.person, body.label), by=by, at=at)
    return reply


@asks("person.added", "/people", gives=PersonAdded)
def add_person(by: Actor, at: datetime, body: NewPerson) -> Mapping[str, Any]:
    """Add a person and the post they hold. An administrator of the installation does this.

    An organisation that is not known yet is entered with its first person. Passwords are not set here.
    """
    reply: Mapping[str, Any] = actions.add_person(queries.installation(), by=by, at=at, **body.model_dump())
    return reply


class Leaves(Body):
    """Who leaves which organisation, and their last day there; today where none is named."""

    email: Email
    organisation: Line
    last: Day | None = None


class MembershipEnded(Told):
    """The posts that end, with their last day, and how many roles in agreements end with them."""

    subject: str
    person: str
    organisation: str
    posts: list[str]
    until: DayText
    roles_ended: int


@asks("membership.ended", "/people/leavers", gives=MembershipEnded)
def end_membership(by: Actor, at: datetime, body: Leaves) -> Mapping[str, Any]:
    """End every post of a person at an organisation; their roles by it end the same day. An administrator does this."""
    if refusal := may_administer(by, queries.installation()):
        raise Refused(refusal)
    leaving = queries.leaving(body.email, body.organisation, on=at.date())
    reply: Mapping[str, Any] = actions.end_membership(leaving, by=by, at=at, last=body.last)
    return reply


class OnAPerson(Body):
    """A person by their address, and the reason, which is kept and so does not name them."""

    email: Email
    reason: Reason


class Changed(Told):
    """What was changed, by its subject: a pseudonym."""

    subject: str


class Gone(Changed):
    """How many contents that named them were erased."""

    contents: int


@asks("hold.placed", "/people/holds", gives=Changed)
def place_hold(by: Actor, at: datetime, body: OnAPerson) -> Mapping[str, Any]:
    """Hold a person's data for a legal claim: while the hold stands they are not erased. An administrator does this."""
    reply: Mapping[str, Any] = actions.place_hold(_leaver(body, by, at), by=by, at=at, reason=body.reason)
    return reply


@asks("hold.lifted", "/people/holds/lifted", gives=Changed)
def lift_hold(by: Actor, at: datetime, body: OnAPerson) -> Mapping[str, Any]:
    """Lift the hold on a person's data. An administrator does this."""
    reply: Mapping[str, Any] = actions.lift_hold(_leaver(body, by, at), by=by, at=at, reason=body.reason)
    return reply


@asks("person.erased", "/people/erasures", gives=Gone)
def erase_person(by: Actor, at: datetime, body: OnAPerson) -> Mapping[str, Any]:
    """Erase who somebody is, everywhere. It cannot be undone. What they did stays. An administrator does this."""
    reply: Mapping[str, Any] = actions.erase_person(_leaver(body, by, at), by=by, at=at, reason=body.reason)
    return reply


def _leaver(body: OnAPerson, by: Actor, at: datetime) -> Leaver:
    """The person, known only to an administrator: to others nobody has any address."""
    if refusal := may_administer(by, queries.installation()):
        raise Refused(refusal)
    return queries.leaver(body.email, on=at.date())


not_asked("installation.begun", because="it is done once, before anybody is known: counterpart init")
not_asked(
    "token.issued", because="a token makes no other token, and its secret is shown once: counterpart people token"
)
