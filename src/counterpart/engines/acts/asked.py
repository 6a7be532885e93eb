"""How reading and acting are asked for over the API. A room's `api.py` declares it; the web mounts what is declared.

A reading is a query of the room, run in one snapshot. An act is asked for under its own name, with the same policy and
through the same door as from a page. Every act is declared here or said why not, so none can be forgotten.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from counterpart.engines.acts.texts import Told

V = TypeVar("V", bound=Callable[..., Any])
T = TypeVar("T")


class Part(Told, Generic[T]):
    """Part of a list, and the cursor under which it goes on; null at its end."""

    items: list[T]
    next: str | None


@dataclass(frozen=True)
class Slice:
    """Which part of a list is wanted: what lies after a place in it, and how much. None is the beginning."""

    after: tuple[int, ...] | None
    limit: int


@dataclass(frozen=True)
class Items:
    """A part of a list as a reading gives it, and the place after which it goes on; None at its end."""

    items: Sequence[Any]
    next: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Upload:
    """A file as it was sent."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Reading:
    """A reading: its name and address, what reads it, and the shape of what it gives."""

    name: str
    path: str
    verb: Callable[..., Any]
    gives: Any


@dataclass(frozen=True)
class Asking:
    """An act as it is asked for: its name and address, what passes it to the room's verb, and the shape of the reply.

    `within` says that the agreement is found in the act's own transaction; otherwise the verb sees to that itself.
    """

    act: str
    path: str
    verb: Callable[..., Mapping[str, Any]]
    gives: Any
    within: bool = True


READINGS: dict[str, Reading] = {}
ASKED: dict[str, Asking] = {}
NOT_ASKED: dict[str, str] = {}
"""Acts that are not asked for by themselves, and why."""


def reading(path: str, *, gives: Any) -> Callable[[V], V]:
    """Make a function a reading under its own name. It takes `by`, `at`, what stands in the path, and the query.

    One that takes `part` gives a list in parts: it is passed a Slice and returns Items.
    """

    def wrap(verb: V) -> V:
        READINGS[verb.__name__] = Reading(verb.__name__, path, verb, gives)
        return verb

    return wrap


def asks(act: str, path: str, *, gives: Any, within: bool = True) -> Callable[[V], V]:
    """Make a function the way an act is asked for. It takes `by`, `at`, what stands in the path, and the `body`.

    One that takes `file` is sent a file beside its body.
    """

    def wrap(verb: V) -> V:
        ASKED[act] = Asking(act, path, verb, gives, within)
        return verb

    return wrap


def not_asked(act: str, *, because: str) -> None:
    """Say why an act is not asked for by itself."""
    NOT_ASKED[act] = because


def part_of(items: Sequence[Any], part: Slice) -> Items:
    """A part of a list that is at hand whole: its place is how far it has been told."""
    begin = part.after[0] if part.after else 0
    end = begin + part.limit
    return Items(items[begin:end], (end,) if end < len(items) else None)
