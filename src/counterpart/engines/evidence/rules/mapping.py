"""Pure: what may be declared of a publisher's files, so that they are read as they are meant and never guessed at."""

from dataclasses import dataclass, field
from enum import StrEnum

STRICT = {"extra": "forbid", "str_strip_whitespace": True}


class DateOrder(StrEnum):
    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


class Untitled(StrEnum):
    """What becomes of a cell that holds something in a column without a title; joined, it ends the cell before it."""

    REFUSE = "refuse"
    IGNORE = "ignore"
    JOIN = "join"


@dataclass(frozen=True)
class Header:
    """Where the titles of the columns stand: on a line, or on the first line that has certain titles.

    What stands above is passed over. `rows` lines make up the titles; with `absent` there are none at all.
    """

    line: int | None = None
    titles: tuple[str, ...] = ()
    rows: int = 1
    within: int = 60
    absent: bool = False

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class LeaveOut:
    """Rows that are no data (totals, notes): those with one of these texts under a title or at a place (from 1)."""

    why: str
    of: tuple[str, ...] = ("",)
    title: str | None = None
    place: int | None = None

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Unfold:
    """Columns that become rows: each has its name in the column `name` and its cell in the column `value`."""

    name: str
    value: str
    columns: dict[str, tuple[str, ...]]

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Mapping:
    """How files of one publisher are read as a kind of file. What it does not say is not done.

    `instead` has, by column, what stands for a cell that is written otherwise (2018-Q1 for 2018-19;Q1).
    """

    id: str
    kind: str
    title: str = ""
    sheets: tuple[str, ...] = ()
    encodings: tuple[str, ...] = ()
    controls_as_cp1252: bool = False
    header: Header = field(default_factory=Header)
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    fixed: dict[str, str] = field(default_factory=dict)
    instead: dict[str, dict[str, str]] = field(default_factory=dict)
    unfold: Unfold | None = None
    dates: DateOrder | None = None
    drop_times: bool = False
    zone: str = "Europe/London"
    serial_dates: bool = False
    money: bool = False
    significant_digits: int | None = None
    round: dict[str, int] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    leave_out: tuple[LeaveOut, ...] = ()
    untitled: Untitled = Untitled.REFUSE
    beyond_titles: tuple[str, ...] = ()
    short_rows: bool = False

    __pydantic_config__ = STRICT

    @property
    def speaks_of(self) -> tuple[str, ...]:
        """The columns of its kind that it names, each once."""
        unfolded = (self.unfold.name, self.unfold.value) if self.unfold else ()
        return tuple(dict.fromkeys((*self.columns, *self.places, *self.fixed, *self.instead, *self.round, *unfolded)))


EVERY_SHEET = "every sheet"
