"""Pure: what a file comes to when it is read: columns, rows that remember their line, and every problem at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from counterpart.values.refusal import Problem

MOST_TOLD = 1_000
"""The most problems of one file that are told; how many more there are is told too."""
MORE = "more problems like these"


class Type(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    COUNT = "count"
    DATE = "date"
    MOMENT = "moment"
    YES_NO = "yes or no"
    CHOICE = "choice"


@dataclass(frozen=True)
class Column:
    """A column that is looked for, matched without case, spaces or punctuation, and what its cells hold.

    `longest` is in characters, `places` after the point. `means` is said to whoever fills it in.
    """

    name: str
    required: bool = False
    type: Type = Type.TEXT
    means: str = ""
    longest: int = 200
    places: int = 2
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """One row of a file: its line (the first, where a cell spans several) and its cells by column name."""

    line: int
    cells: Mapping[str, str]
    sheet: str | None = None

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Table:
    """A file as read: its rows, the known columns it has, and those kept as evidence but not read.

    `header_line` is the line on which its column names stand, `told` what was done to read it (what was left out, say),
    `encoding` that of its text, `sheets` those that were read.
    """

    file: str
    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    unknown: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    header_line: int = 1
    told: tuple[str, ...] = ()
    encoding: str | None = None
    sheets: tuple[str, ...] = ()

    @property
    def sheet(self) -> str | None:
        """The sheet its rows stand on, where it is a workbook."""
        return self.sheets[0] if self.sheets else None


@dataclass
class Problems:
    """The problems of one reading: the first thousand are kept, the others counted."""

    file: str
    told: list[Problem] = field(default_factory=list)
    more: int = 0

    def add(self, line: int | None, column: str | None, found: str, wanted: str, *, sheet: str | None = None) -> None:
        self.note(Problem(self.file, line, column, found, wanted, sheet=sheet))

    def note(self, *problems: Problem) -> None:
        for problem in problems:
            if len(self.told) < MOST_TOLD:
                self.told.append(problem)
            else:
                self.more += 1

    @property
    def count(self) -> int:
        return len(self.told) + self.more

    def all(self) -> tuple[Problem, ...]:
        if not self.more:
            return tuple(self.told)
        rest = Problem(self.file, None, None, f"{self.more:,} {MORE}", "none")
        return (*self.told, rest)


def no_column(file: str, header_line: int, column: str, wanted: str) -> Problem:
    """The problem of a file that has no column of this name."""
    return Problem(file, header_line, column, "no column of this name", wanted)
