"""Pure: what a table of a report holds: exact values with how people read them, and marks for what is judged.

Nothing here is markup: a writer shows every text as it stands, whatever it may look like.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

Exact = Decimal | str | date | None
NOTHING = "–"

MOST_COLUMNS_UPRIGHT = 6
SHORT = 18
"""A column whose content has at most so many letters takes the room it needs; the others share what is left."""

_NARROWEST, _WIDEST = 6, 40
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
"""What XML, PDF or UTF-8 cannot hold."""


class Tone(StrEnum):
    """What a colour says; words and a shape always say it too."""

    GOOD = "good"
    CAUTION = "caution"
    BAD = "bad"
    PLAIN = "plain"


class Shape(StrEnum):
    TICK = "tick"
    CROSS = "cross"
    ALERT = "alert"
    UP = "up"
    DOWN = "down"
    LEVEL = "level"
    SMILE = "smile"
    FROWN = "frown"
    DASH = "dash"
    DOT = "dot"
    DIAMOND = "diamond"

    @property
    def glyph(self) -> str:
        """The shape as a character, where nothing can be drawn."""
        return _GLYPHS[self]


_GLYPHS = {
    Shape.TICK: "✓",
    Shape.CROSS: "✗",
    Shape.ALERT: "!",
    Shape.UP: "▲",
    Shape.DOWN: "▼",
    Shape.LEVEL: "=",
    Shape.SMILE: "☺",
    Shape.FROWN: "☹",
    Shape.DASH: "–",
    Shape.DOT: "●",
    Shape.DIAMOND: "◆",
}


@dataclass(frozen=True)
class Mark:
    """A status: words, one or more shapes, and the tone that colours them. Raises ValueError without words or shape."""

    words: str
    shapes: tuple[Shape, ...]
    tone: Tone

    def __post_init__(self) -> None:
        if not self.words.strip() or not self.shapes:
            raise ValueError("A status is said in words and by a shape, never by colour alone")

    @property
    def glyphs(self) -> str:
        return " ".join(shape.glyph for shape in self.shapes)


@dataclass(frozen=True)
class Linked:
    """Words that lead to a page of ours; in a file they are words."""

    words: str
    address: str

    def __str__(self) -> str:
        return self.words


class Kind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    MARK = "mark"


@dataclass(frozen=True)
class Cell:
    """What a cell holds exactly (for a mark, a plain word), and how people read it. `unit` is that of a number.

    `address` is the page of ours that tells more, for a page; a file does without.
    """

    exact: Exact
    words: str
    unit: str = ""
    mark: Mark | None = None
    address: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a table. `for_data`: only data files have it, such as the unit that people read beside a number."""

    title: str
    kind: Kind = Kind.TEXT
    for_data: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under a caption; the first column names its row. Raises ValueError where a cell does not fit its column."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"A row of “{self.caption}” has {len(row)} cells for {len(self.columns)} columns")
            for column, cell in zip(self.columns, row, strict=True):
                if not _fits(cell, column.kind):
                    raise ValueError(f"“{cell.words}” is no {column.kind} for “{column.title}” of “{self.caption}”")

    @property
    def shown(self) -> "Table":
        """The table as people read it, without the columns that are for data."""
        kept = [place for place, column in enumerate(self.columns) if not column.for_data]
        rows = tuple(tuple(row[place] for place in kept) for row in self.rows)
        return Table(self.caption, tuple(self.columns[place] for place in kept), rows)

    @property
    def is_wide(self) -> bool:
        """Whether paper must be turned on its side for it."""
        return sum(not column.for_data for column in self.columns) > MOST_COLUMNS_UPRIGHT

    @property
    def widths(self) -> tuple[int, ...]:
        """How much room each column wants, in characters: its longest content, within limits."""
        longest = [max((len(word) for word in column.title.split()), default=0) for column in self.columns]
        for row in self.rows:
            for place, cell in enumerate(row):
                signs = 3 * len(cell.mark.shapes) if cell.mark else 0
                longest[place] = max(longest[place], len(cell.words) + signs)
        return tuple(min(max(length, _NARROWEST), _WIDEST) for length in longest)


def _fits(cell: Cell, kind: Kind) -> bool:
    match kind:
        case Kind.NUMBER:
            return cell.exact is None or (isinstance(cell.exact, Decimal) and cell.exact.is_finite())
        case Kind.DATE:
            return cell.exact is None or isinstance(cell.exact, date)
        case Kind.MARK:
            return cell.mark is not None
    return cell.exact is None or isinstance(cell.exact, str)


def text(words: str, address: str = "") -> Cell:
    return Cell(words, words, address=address)


def number(exact: Decimal | None, unit: str = "") -> Cell:
    """A number with its unit after it (98.47 %), or before it where that is a pound; a dash where there is none."""
    if exact is None:
        return Cell(None, NOTHING, unit)
    sign, figure = "−" if exact.is_signed() and exact else "", f"{abs(exact):,f}"
    words = f"{sign}£{figure}" if unit == "£" else f"{sign}{figure} {unit}" if unit else f"{sign}{figure}"
    return Cell(exact, words, unit)


def day(exact: date | None) -> Cell:
    """A day as people say it: 12 May 2008."""
    return Cell(exact, day_in_words(exact) if exact else NOTHING)


def marked(mark: Mark, exact: str | None = None) -> Cell:
    """A status; `exact` is the plain word that data files carry, the mark's own words where none is given."""
    return Cell(mark.words if exact is None else exact, mark.words, mark=mark)


def day_in_words(exact: date) -> str:
    return f"{exact.day} {exact:%B %Y}"


def printable(words: str) -> str:
    """A text without what no file can hold (control characters, half characters): each becomes a replacement sign.

    Every end of a line is told as one newline.
    """
    if words.isprintable():
        return words
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", words.replace("\r\n", "\n").replace("\r", "\n"))
