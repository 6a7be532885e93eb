"""How long an agreement lasts, and when it is looked at as a whole. Pure."""

from dataclasses import dataclass

from counterpart.engines.library.rules.span import Span
from counterpart.engines.library.rules.strict import STRICT

EITHER_PARTY = "either party"


@dataclass(frozen=True)
class Extension:
    """So many years more, so many times over. `earned_by` says by what, where it is not simply agreed."""

    years: int
    times: int
    clause: str
    earned_by: str = ""

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Break:
    """A party, or either party, may end the agreement early: so long after commencement, with so much notice."""

    after: Span
    notice: Span
    who: str
    clause: str

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class TermTerms:
    """The years from commencement, and how they may become more or fewer."""

    years: int
    clause: str
    extensions: tuple[Extension, ...] = ()
    breaks: tuple[Break, ...] = ()

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class ReviewPoint:
    """A review of the whole, counted from commencement: again after `every`, or once, `at`."""

    name: str
    clause: str
    every: Span | None = None
    at: Span | None = None
    agenda: tuple[str, ...] = ()
    group: str = ""
    may_not_be_passed_over: bool = False

    __pydantic_config__ = STRICT
