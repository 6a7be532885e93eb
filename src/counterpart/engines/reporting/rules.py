"""Pure: a report as a tree that every writer tells alike: page, PDF, Word, Excel, CSV and JSON.

Nothing in the tree is markup: a writer shows every text as it stands, whatever it may look like.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

Exact = Decimal | str | date | None
NOTHING = "–"

MOST_COLUMNS_UPRIGHT = 6
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


class Kind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    MARK = "mark"


@dataclass(frozen=True)
class Cell:
    """What a cell holds exactly (a mark's exact value is a plain word), and how people read it. `unit` is of a number."""

    exact: Exact
    words: str
    unit: str = ""
    mark: Mark | None = None


@dataclass(frozen=True)
class Column:
    """A column of a table. `for_data`: only spreadsheets and data files have it, such as the unit beside a number."""

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


def text(words: str) -> Cell:
    return Cell(words, words)


def number(exact: Decimal | None, unit: str = "") -> Cell:
    """A number with its unit after it (98.47 %), or before it where that is a pound sign; a dash where there is none."""
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


@dataclass(frozen=True)
class Bar:
    """A value beside its target; `words` and `target_words` say them with their units."""

    label: str
    value: Decimal | None
    words: str
    target: Decimal | None = None
    target_words: str = ""
    mark: Mark | None = None


@dataclass(frozen=True)
class Bars:
    """Bars on one scale, each with its target across it; or `against_target`, each measured by its own target, so that
    values of different units stand together and all targets on one line."""

    bars: tuple[Bar, ...]
    against_target: bool = False


@dataclass(frozen=True)
class Point:
    """A value of a series with the limits it is read by. A mark makes it a special cause and says which."""

    label: str
    value: Decimal | None
    mean: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    target: Decimal | None = None
    mark: Mark | None = None


@dataclass(frozen=True)
class Line:
    points: tuple[Point, ...]
    unit: str = ""


@dataclass(frozen=True)
class Sparkline:
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class Chart:
    """A picture of numbers. `description` says in sentences what it shows, for those who do not see it."""

    title: str
    description: str
    drawing: Bars | Line | Sparkline


@dataclass(frozen=True)
class Heading:
    """A heading of the document's own levels: 1 a part, 2 a part of a part, 3 below."""

    words: str
    level: int = 1


class Weight(StrEnum):
    """How loudly a paragraph speaks: the first sentences, the text, a note."""

    LEAD = "lead"
    BODY = "body"
    NOTE = "note"


@dataclass(frozen=True)
class Paragraph:
    words: str
    weight: Weight = Weight.BODY


@dataclass(frozen=True)
class Points:
    """Things of one kind, one after the other."""

    points: tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """Names and what they stand for, in reading order."""

    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Callout:
    """What nobody may miss: the mark's words, and a sentence or two."""

    mark: Mark
    words: str


Block = Heading | Paragraph | Points | Facts | Callout | Table | Chart


@dataclass(frozen=True)
class Document:
    """A report. `subject` is said in the properties of a file; `foot` stands at the foot of every page; `dated_on` is
    the day it speaks of, so that the same report is the same file whenever it is written."""

    title: str
    subtitle: str
    subject: str
    dated_on: date
    blocks: tuple[Block, ...]
    foot: str = ""
    language: str = "en-GB"

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Table))


@dataclass(frozen=True)
class Sheet:
    """Blocks that stand on paper turned one way."""

    wide: bool
    blocks: tuple[Block, ...]


def sheets(blocks: Iterable[Block]) -> tuple[Sheet, ...]:
    """The blocks as they go on paper: a wide table on a sheet on its side, with the headings before it and the notes
    after it."""
    found: list[tuple[bool, list[Block]]] = [(False, [])]
    for block in blocks:
        wide, together = found[-1]
        if isinstance(block, Table) and block.is_wide and not wide:
            headings: list[Block] = []
            while together and isinstance(together[-1], Heading):
                headings.insert(0, together.pop())
            found.append((True, [*headings, block]))
        elif wide and not _stays_with_a_wide_table(block):
            found.append((False, [block]))
        else:
            together.append(block)
    return tuple(Sheet(wide, tuple(together)) for wide, together in found if together)


def _stays_with_a_wide_table(block: Block) -> bool:
    if isinstance(block, Table):
        return block.is_wide
    return isinstance(block, Paragraph) and block.weight is Weight.NOTE


def printable(words: str) -> str:
    """A text without what no file can hold (control characters, half characters): each becomes a replacement sign.

    Every end of a line is told as one newline.
    """
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", words.replace("\r\n", "\n").replace("\r", "\n"))
