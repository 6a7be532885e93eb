"""People of the installation, and one's own tokens, over the API."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from counterpart.capabilities.partners import actions, queries
from counterpart.capabilities.partners.rules import TokenFacts
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.asked import Items, Part, Slice, asks, not_asked, part_of, reading
from counterpart.engines.acts.texts import Body, DayText, Email, Label, Line, Moment, Told


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


not_asked("installation.begun", because="it is done once, before anybody is known: counterpart init")
not_asked(
    "token.issued", because="a token makes no other token, and its secret is shown once: counterpart people token"
)
