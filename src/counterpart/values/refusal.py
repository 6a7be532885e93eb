"""A no that helps: what was refused, the fact, the rule, and what to do next."""

from dataclasses import asdict, dataclass
from typing import Any

LONGEST_SHOWN = 60


def shown(written: str) -> str:
    """A text as a problem tells what was found: in quotation marks, on one line and not too long; or “nothing”."""
    text = " ".join(written.split())
    if not text:
        return "nothing"
    return f"“{text}”" if len(text) <= LONGEST_SHOWN else f"“{text[:LONGEST_SHOWN]}…”"


@dataclass(frozen=True)
class Problem:
    """One thing wrong at one place in a file: what was found there and what was wanted.

    `place` is where it stands in a file that has no columns.
    """

    file: str
    line: int | None
    column: str | None
    found: str
    wanted: str
    sheet: str | None = None
    place: str | None = None

    def __str__(self) -> str:
        where = [self.file]
        where += [f"sheet {self.sheet}"] if self.sheet else []
        where += [f"line {self.line}"] if self.line else []
        where += [f"column {self.column}"] if self.column else []
        where += [self.place] if self.place else []
        return f"{', '.join(where)}: found {self.found}; wanted {self.wanted}."


@dataclass(frozen=True)
class Refusal:
    """Four parts in words, a stable code for machines, and every problem of a file where a file was refused."""

    code: str
    what: str
    fact: str
    rule: str
    next_step: str
    problems: tuple[Problem, ...] = ()

    def __str__(self) -> str:
        sentence = f"{self.what}: {self.fact} ({self.rule}). {self.next_step}"
        return "\n".join([sentence, *(f"  {problem}" for problem in self.problems)])

    def as_data(self) -> dict[str, Any]:
        return asdict(self) | {"problems": [asdict(problem) | {"says": str(problem)} for problem in self.problems]}


class Refused(Exception):
    """Carries a refusal out of an act; every door shows its words."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal
