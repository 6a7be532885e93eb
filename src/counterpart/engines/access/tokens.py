"""Tokens: what a program shows to act for a person. The secret is shown once, and only its digest is kept."""

import hashlib
import secrets
from datetime import date, datetime

from counterpart.engines.access.models import Person, Token

PREFIX = "cp_"
"""By which a secret is known for one of ours wherever it is found."""


def new_secret() -> str:
    """A secret of 256 random bits."""
    return PREFIX + secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """What is kept of a secret. One of 256 random bits needs no salt, and is looked up by its digest alone."""
    return hashlib.sha256(secret.encode()).hexdigest()


def holder_of(secret: str, *, on: date) -> Person | None:
    """The person a secret stands for on a day; None where it is unknown, revoked or past, or the person has left."""
    held = Token.objects.filter(digest=digest_of(secret), revoked_at=None, ends_on__gte=on, person__is_active=True)
    token = held.select_related("person").first()
    return token.person if token else None


def tokens_of(person: str) -> list[Token]:
    """Every token of a person, newest first."""
    return list(Token.objects.filter(person_id=person).order_by("-made_at", "label"))


def live_token(person: str, label: str) -> Token | None:
    """The token of a person by its label, if it was not revoked."""
    return Token.objects.filter(person_id=person, label=label, revoked_at=None).first()


def keep(person: str, *, token: str, label: str, digest: str, at: datetime, ends_on: date) -> None:
    Token.objects.create(id=token, person_id=person, label=label, digest=digest, made_at=at, ends_on=ends_on)


def revoke(token: Token, *, at: datetime) -> None:
    token.revoked_at = at
    token.save(update_fields=["revoked_at"])
