"""Pure: a report as a tree that every writer tells alike: page, PDF, Word, Excel, CSV and JSON."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from counterpart.engines.reporting.rules.cells import Linked, Mark, Table
from counterpart.engines.reporting.rules.drawings import Chart


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

    points: tuple[str | Linked, ...]


@dataclass(frozen=True)
class Facts:
    """Names and what they stand for, in reading order."""

    facts: tuple[tuple[str, str | Linked], ...]


@dataclass(frozen=True)
class Callout:
    """What nobody may miss: the mark's words, and a sentence or two."""

    mark: Mark
    words: str


Block = Heading | Paragraph | Points | Facts | Callout | Table | Chart


@dataclass(frozen=True)
class Document:
    """A report. Raises ValueError where it has no title.

    `subject` is said in the properties of a file; `foot` stands at the foot of every page; `dated_on` is the day it
    speaks of, so that the same report is the same file whenever it is written.
    """

    title: str
    subtitle: str
    subject: str
    dated_on: date
    blocks: tuple[Block, ...]
    foot: str = ""
    language: str = "en-GB"

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise ValueError("A report has a title, by which it is found again")

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


def unlinked(document: Document) -> Document:
    """The document with words where it has links: a file leads to no page of ours."""
    return replace(document, blocks=tuple(_unlinked(block) for block in document.blocks))


def _unlinked(block: Block) -> Block:
    match block:
        case Points():
            return Points(tuple(str(point) for point in block.points))
        case Facts():
            return Facts(tuple((name, str(fact)) for name, fact in block.facts))
        case Table():
            rows = tuple(tuple(replace(cell, address="") for cell in row) for row in block.rows)
            return replace(block, rows=rows)
    return block
