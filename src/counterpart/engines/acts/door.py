"""The one door for writes: policy, transaction, rule, ledger.

`@act("file.taken_in", words="sent a file", may=policy.may_take_in)` makes a verb of a room an act. The verb gathers,
asks a pure rule and applies the answer; the door opens the transaction, asks the policy, and appends the entry. Nothing
else may.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import wraps
from hashlib import sha256
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from django.db import IntegrityError, transaction

from counterpart.engines.access.actors import acting, people_known
from counterpart.engines.access.rules import INSTALLATION, Actor, on_behalf_of
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


@dataclass
class Asked:
    """A request for one act: its key, and the digest of what was asked. The door fills in the subject's reference."""

    key: str | None
    digest: str
    subject: str | None = None


_asked: ContextVar[Asked | None] = ContextVar("asked", default=None)


@contextmanager
def asked_for(key: str | None, **request: Any) -> Iterator[Asked]:
    """The act done within was asked for from outside under this key, with this request, which tells it from others.

    It holds for the act itself, not for those it does in turn.
    """
    asked = Asked(key, digest(_plain(request)))
    token = _asked.set(asked)
    try:
        yield asked
    finally:
        _asked.reset(token)


def act(name: str, *, words: str, may: Callable[[Actor, S], Refusal | None]) -> Callable[..., Any]:
    """Make a verb an act, known by its name in the past tense and told in words that follow the actor’s name.

    Its caller passes `by=` and `at=`, and may pass `key=`.
    With a key, the same request is done once however often it is sent; the same key with another content is refused.
    """

    def wrap(verb: Callable[Concatenate[S, P], Done]) -> Callable[..., Any]:
        @wraps(verb)
        def door(subject: S, *, by: Actor, at: datetime, key: str | None = None, **details: Any) -> Any:
            asked = _asked.get() or Asked(key, _digest(subject, details) if key else "")
            token = _asked.set(None)
            try:
                with acting(by, on=at.date()):
                    told = _once(named, subject, by, at, asked, details)
            finally:
                _asked.reset(token)
            asked.subject = told["subject"]
            return told["reply"]

        named = ACTS[name] = Act(name, words, may, verb, door)
        return door

    return wrap


def performed(
    named: Act,
    subject: Any,
    *,
    by: Actor,
    at: datetime,
    details: Mapping[str, Any],
    asked_of: Actor | None = None,
    on: str | None = None,
) -> dict[str, Any]:
    """Perform an act within the transaction of another; the policy is asked of whoever proposed it (`asked_of`).

    `on` names the proposal or decision it is performed on the strength of, which the entry tells.
    """
    return _perform(named, subject, by, at, details, asked_of=asked_of, on=on)


def _perform(
    named: Act,
    subject: Any,
    by: Actor,
    at: datetime,
    details: Mapping[str, Any],
    *,
    asked_of: Actor | None = None,
    on: str | None = None,
) -> dict[str, Any]:
    if refusal := named.may(asked_of or by, subject):
        raise Refused(refusal)
    lenders = () if asked_of else on_behalf_of(named.may, by, subject)
    done = named.verb(subject, by=by, at=at, **details)
    sequence = None
    if done.content is not None:
        scope = done.scope or Scope(subject.agreement_id)
        content = {**done.content, **_on_behalf(lenders, scope, by, at), **({"on": on} if on else {})}
        entry = book.append(scope=scope, act=named.name, subject=done.subject, by=by, at=at, content=content)
        sequence = entry.sequence
    if done.after:
        done.after(sequence)
    return {"subject": done.subject, "reply": done.reply}


def _on_behalf(lenders: Sequence[str], scope: Scope, by: Actor, at: datetime) -> dict[str, Any]:
    """For whom a delegate acted, where they could not have acted for themselves, by pseudonym."""
    people = people_known(lenders) if lenders else []
    named = [book.introduced(person, scope.agreement, at, by=by) for person in people]
    return {"on_behalf_of": named} if named else {}


def _once(named: Act, subject: Any, by: Actor, at: datetime, asked: Asked, details: dict[str, Any]) -> dict[str, Any]:
    """Claim the key first: a second comer waits here until the first is done, then reads its reply.

    A request is its sender's own, so it is kept with what is theirs, whatever part they have in the agreement.
    """
    if asked.key is None:
        return _perform(named, subject, by, at, details)
    try:
        with transaction.atomic():
            request = Request.objects.create(
                agreement_id=INSTALLATION,
                audience="personal",
                audience_party_id=by.person,
                person_id=by.person,
                act=named.name,
                key=asked.key,
                digest=asked.digest,
                asked_at=at,
            )
    except IntegrityError:
        return _replayed(named, by, asked.key, asked.digest)
    request.reply = _perform(named, subject, by, at, details)
    request.save(update_fields=["reply"])
    request.refresh_from_db(fields=["reply"])
    return _kept(request)


def _replayed(named: Act, by: Actor, key: str, wanted: str) -> dict[str, Any]:
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
    return _kept(earlier)


def _kept(request: Request) -> dict[str, Any]:
    """The reply as the database keeps it, so that the first is answered like every other."""
    reply: dict[str, Any] = request.reply or {}
    return reply


def _digest(subject: Subject, details: Mapping[str, Any]) -> str:
    """What an act was asked with, in one form: the same request has the same digest in every process."""
    return digest({"subject": subject.agreement_id, "details": _plain(details)})


def _plain(given: Any) -> Any:
    """A value as plain data for a digest. Of bytes their own digest; of what has no plain form, what kind it is."""
    match given:
        case None | bool() | int() | str():
            return given
        case bytes():
            return sha256(given).hexdigest()
        case Decimal() | date() | Enum():
            return str(given)
        case Mapping():
            return {str(name): _plain(part) for name, part in given.items() if not callable(part)}
        case list() | tuple():
            return [_plain(part) for part in given]
    if is_dataclass(given):
        return {field.name: _plain(getattr(given, field.name)) for field in fields(given)}
    return type(given).__name__
