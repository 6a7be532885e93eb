"""The one door for writes: policy, transaction, rule, ledger.

`@act("file.taken_in", words="sent a file", may=policy.may_take_in)` makes a verb of a room an act. The verb gathers,
asks a pure rule and applies the answer; the door opens the transaction, asks the policy, and appends the entry. Nothing
else may.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from django.db import IntegrityError, transaction

from counterpart.engines.access.actors import acting
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.models import Request
from counterpart.engines.ledger import book
from counterpart.engines.ledger.book import Scope
from counterpart.engines.ledger.rules.canonical import digest
from counterpart.values.refusal import Refusal, Refused

P = ParamSpec("P")
S = TypeVar("S", bound="Subject")
R = TypeVar("R")


class Subject(Protocol):
    """What an act is done to: it belongs to an agreement, whose id says which chain is written."""

    @property
    def agreement_id(self) -> str: ...


@dataclass(frozen=True)
class Done:
    """What a verb tells the door: the subject's reference and the content for the ledger, and the reply to the caller.

    A content of None means that nothing changed, and nothing is written. The reply is plain data, so that it can be
    kept and replayed. `after` runs once the entry is written, with its number (None where nothing was), in the same
    transaction.
    """

    subject: str
    content: Mapping[str, Any] | None
    reply: Any = None
    scope: Scope | None = None
    after: Callable[[int | None], None] | None = None


@dataclass(frozen=True)
class Act:
    """An act by name, the words a trail says it in, its policy, its verb, and the door to it."""

    name: str
    words: str
    may: Callable[[Actor, Any], Refusal | None]
    verb: Callable[..., Done]
    door: Callable[..., Any]


ACTS: dict[str, Act] = {}


def act(name: str, *, words: str, may: Callable[[Actor, S], Refusal | None]) -> Callable[..., Any]:
    """Make a verb an act, known by its name in the past tense and told in words that follow the actor’s name.

    Its caller passes `by=` and `at=`, and may pass `key=`.
    With a key, the same request is done once however often it is sent; the same key with another content is refused.
    """

    def wrap(verb: Callable[Concatenate[S, P], Done]) -> Callable[..., Any]:
        @wraps(verb)
        def door(subject: S, *, by: Actor, at: datetime, key: str | None = None, **details: Any) -> Any:
            with acting(by, on=at.date()):
                if key is None:
                    return _perform(named, subject, by, at, details)
                return _once(named, subject, by, at, key, details)

        named = ACTS[name] = Act(name, words, may, verb, door)
        return door

    return wrap


def _perform(named: Act, subject: Any, by: Actor, at: datetime, details: dict[str, Any]) -> Any:
    if refusal := named.may(by, subject):
        raise Refused(refusal)
    done = named.verb(subject, by=by, at=at, **details)
    sequence = None
    if done.content is not None:
        scope = done.scope or Scope(subject.agreement_id)
        entry = book.append(scope=scope, act=named.name, subject=done.subject, by=by, at=at, content=done.content)
        sequence = entry.sequence
    if done.after:
        done.after(sequence)
    return done.reply


def _once(named: Act, subject: Any, by: Actor, at: datetime, key: str, details: dict[str, Any]) -> Any:
    """Claim the key first: a second comer waits here until the first is done, then reads its reply."""
    wanted = digest({"subject": subject.agreement_id, "details": _told(details)})
    try:
        with transaction.atomic():
            request = Request.objects.create(
                agreement_id=subject.agreement_id,
                audience="personal",
                audience_party_id=by.person,
                person_id=by.person,
                act=named.name,
                key=key,
                digest=wanted,
            )
    except IntegrityError:
        return _replayed(named, by, key, wanted)
    request.reply = _perform(named, subject, by, at, details)
    request.save(update_fields=["reply"])
    return request.reply


def _replayed(named: Act, by: Actor, key: str, wanted: str) -> Any:
    earlier = Request.objects.filter(person_id=by.person, act=named.name, key=key).first()
    if earlier is None or earlier.digest != wanted:
        raise Refused(
            Refusal(
                code="request.key-reused",
                what="Nothing was done",
                fact=f"the key “{key}” was used before for another request",
                rule="a key stands for one request, so that sending it twice does it once",
                next_step="Send a new request under a new key.",
            )
        )
    return earlier.reply


def _told(details: dict[str, Any]) -> dict[str, str]:
    return {name: repr(value) for name, value in sorted(details.items()) if not callable(value)}
