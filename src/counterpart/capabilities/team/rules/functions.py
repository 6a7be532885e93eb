"""Pure: who does what: each function by party and post, and what is held by nobody or by several (001, 41 to 43)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from counterpart.engines.library.rules.people import Function
from counterpart.engines.library.rules.template import Template

STAGES = ("aims", "plans", "programme", "orders", "checking", "paying")
"""The way of the work, from what is wanted to what is paid for."""


class Holding(StrEnum):
    """How a function is held: a gap, once, or by several, which may be a duplicate."""

    NOBODY = "nobody"
    ONCE = "once"
    SEVERAL = "several"


@dataclass(frozen=True)
class Held:
    """A function, the posts that hold it by their party, and how it is held."""

    stage: str
    name: str
    clause: str
    posts: tuple[tuple[str, str], ...]

    @property
    def holding(self) -> Holding:
        if not self.posts:
            return Holding.NOBODY
        return Holding.ONCE if len(self.posts) == 1 else Holding.SEVERAL

    def at(self, party: str) -> tuple[str, ...]:
        """The posts of a party that hold it."""
        return tuple(post for who, post in self.posts if who == party)


def matrix(template: Template) -> tuple[Held, ...]:
    """Every function of an agreement, in the order of the work."""
    rows = [_held(function) for function in template.functions]
    return tuple(sorted(rows, key=lambda row: STAGES.index(row.stage)))


def _held(function: Function) -> Held:
    named = [holder.partition(":") for holder in function.held_by]
    posts = tuple((party.strip(), post.strip()) for party, _, post in named)
    return Held(function.stage, function.name, function.clause, posts)


def held_as(rows: Iterable[Held], holding: Holding) -> tuple[Held, ...]:
    """The functions that are held in one way."""
    return tuple(row for row in rows if row.holding is holding)
