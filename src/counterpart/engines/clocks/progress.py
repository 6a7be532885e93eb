"""How far long work has come: told where it is done, heard wherever somebody waits for it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """What is being done, in words, and how many of how many are done; `of` is 0 where nobody can say."""

    words: str
    done: int = 0
    of: int = 0


Listener = Callable[[Step], None]
_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


def tell(words: str, *, done: int = 0, of: int = 0) -> None:
    """Say what is being done now. Where nobody listens this costs nothing."""
    if listener := _listener.get():
        listener(Step(words, done, of))


@contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    """Within it, what is told is heard."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)
