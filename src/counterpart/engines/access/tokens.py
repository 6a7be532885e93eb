"""Tokens: what a program shows to act for a person. The secret is shown once, and only its digest is kept."""

import hashlib
import secrets
from dataclasses import replace
from datetime import date, datetime, timedelta

from counterpart.engines.access.models import Person, Token
from counterpart.engines.access.rules import Actor, Opens

READING, CALENDAR = "reading", "calendar"
"""Beside the names of acts, the verbs of a token that may read, and of the secret address of a calendar."""
NOTED_EVERY = timedelta(hours=1)
PREFIX = "cp_"
"""By which a secret is known for one of ours wherever it is found."""


def new_secret() -> str:
    """A secret of 256 random bits."""
    return PREFIX + secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """What is kept of a secret. One of 256 random bits needs no salt, and is looked up by its digest alone."""
    return hashlib.sha256(secret.encode()).hexdigest()


def token_of(secret: str, *, on: date) -> Token | None:
    """The token with this secret, on a day; None where it is unknown, revoked or past, or its person has left."""
    held = Token.objects.filter(digest=digest_of(secret), revoked_at=None, ends_on__gte=on, person__is_active=True)
    return held.select_related("person").first()


def holder_of(secret: str, *, on: date) -> Person | None:
    """The person a secret stands for on a day."""
    token = token_of(secret, on=on)
    return token.person if token else None


def used(token: Token, *, at: datetime) -> None:
    """Note when a token was last used, to the hour."""
    if token.last_used_at is None or at - token.last_used_at > NOTED_EVERY:
        Token.objects.filter(id=token.id).update(last_used_at=at)


def narrowed(by: Actor, token: Token) -> Actor:
    """Its person as the token lets them act: in the agreements it is for, where it is for some."""
    kept = tuple(s for s in by.standings if not token.agreements or s.agreement in token.agreements)
    return replace(by, standings=kept)


def tokens_of(person: str) -> list[Token]:
    """Every token of a person, newest first."""
    return list(Token.objects.filter(person_id=person).order_by("-made_at", "label"))


def live_token(person: str, label: str) -> Token | None:
    """The token of a person by its label, if it was not revoked."""
    return Token.objects.filter(person_id=person, label=label, revoked_at=None).first()


def keep(person: str, *, token: str, label: str, digest: str, at: datetime, ends_on: date, opens: Opens) -> None:
    Token.objects.create(
        id=token,
        person_id=person,
        label=label,
        digest=digest,
        made_at=at,
        ends_on=ends_on,
        agreements=list(opens.agreements),
        verbs=list(opens.verbs),
    )


def revoke(token: Token, *, at: datetime) -> None:
    token.revoked_at = at
    token.save(update_fields=["revoked_at"])
