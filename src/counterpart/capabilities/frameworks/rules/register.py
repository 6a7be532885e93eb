"""Pure: the register of contracts: rows as they were published, what they can be read as, and each fault by name.

Fields: Local Government Transparency Code 2015, contracts register. A fault is told and kept, never mended: the file is
evidence, and what it says wrongly it says.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from counterpart.values.money import exact
from counterpart.values.refusal import shown

YES, NO = frozenset({"yes", "y", "true"}), frozenset({"no", "n", "false", "n/a"})
MONEY, DAYS = ("annual_value", "total_value", "irrecoverable_vat"), ("starts_on", "ends_on", "review_on", "expires_on")
TICKS = ("sme", "vcse", "above_threshold", "extension_1", "extension_2")
PLAIN = ("reference", "title", "description", "department", "supplier", "supplier_number", "process")


class Fault(StrEnum):
    """What can be wrong with a row of a published register."""

    REPEATED = "the reference stands on several rows"
    NO_REFERENCE = "there is no reference"
    ENDS_BEFORE = "it ends before it begins"
    EXPIRES_BEFORE = "it expires before it begins"
    NOT_MOVED = "an extension is taken, and the day it expires is not moved"
    NO_DAY = "a day cannot be read"
    NO_AMOUNT = "an amount cannot be read"
    NOT_YES_OR_NO = "it is neither yes nor no"


@dataclass(frozen=True)
class Note:
    """A fault of a row: which, in what column, and what stands there."""

    fault: Fault
    column: str
    found: str

    def __str__(self) -> str:
        return f"{self.fault.value}: {self.column.replace('_', ' ')} is {self.found}"


@dataclass(frozen=True)
class Entry:
    """A contract of the register: what was published, as text, and what it can be read as. `line` is of its file."""

    published: Mapping[str, str]
    line: int | None = None
    money: Mapping[str, Decimal] = field(default_factory=dict)
    days: Mapping[str, date] = field(default_factory=dict)
    ticks: Mapping[str, bool] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    id: str = ""

    def text(self, name: str) -> str:
        return self.published.get(name, "")

    @property
    def reference(self) -> str:
        return self.text("reference").strip()


def entries(rows: Iterable[tuple[int | None, Mapping[str, str]]]) -> tuple[Entry, ...]:
    """The rows of a register, each with its faults; those that several rows have in common among them."""
    read = [_entry(line, cells) for line, cells in rows]
    return repeated(read)


def repeated(read: Sequence[Entry]) -> tuple[Entry, ...]:
    """Entries with a note where their reference stands on several of them. A contract with several suppliers may have
    several rows; that is the publisher’s to say."""
    often = Counter(entry.reference.casefold() for entry in read if entry.reference)
    return tuple(_with_repeats(entry, often[entry.reference.casefold()]) for entry in read)


def _with_repeats(entry: Entry, times: int) -> Entry:
    kept = tuple(note for note in entry.notes if note.fault is not Fault.REPEATED)
    if times > 1:
        kept = (*kept, Note(Fault.REPEATED, "reference", f"{shown(entry.reference)}, on {times} rows"))
    return replace(entry, notes=kept)


def _entry(line: int | None, cells: Mapping[str, str]) -> Entry:
    published = {name: text.strip() for name, text in cells.items() if text.strip()}
    notes: list[Note] = [] if published.get("reference") else [Note(Fault.NO_REFERENCE, "reference", "nothing")]
    money: dict[str, Decimal] = {}
    days: dict[str, date] = {}
    ticks: dict[str, bool] = {}
    for name in MONEY:
        _read(published, name, _amount, Fault.NO_AMOUNT, money, notes)
    for name in DAYS:
        _read(published, name, date.fromisoformat, Fault.NO_DAY, days, notes)
    for name in TICKS:
        _read(published, name, _tick, Fault.NOT_YES_OR_NO, ticks, notes)
    notes += _orders(published, days, ticks)
    return Entry(published, line, money, days, ticks, tuple(notes))


def _read(published: Mapping[str, str], name: str, by: object, fault: Fault, into: object, notes: list[Note]) -> None:
    text = published.get(name, "")
    if not text:
        return
    try:
        into[name] = by(text)  # type: ignore[index,operator]
    except ValueError:
        notes.append(Note(fault, name, shown(text)))


def _amount(text: str) -> Decimal:
    return exact(text.removeprefix("£"))


def _tick(text: str) -> bool:
    word = text.casefold()
    if word in YES | NO:
        return word in YES
    raise ValueError(text)


def _orders(published: Mapping[str, str], days: Mapping[str, date], ticks: Mapping[str, bool]) -> Iterable[Note]:
    """What the days of a row say against each other."""
    begins, ends, expires = (days.get(name) for name in ("starts_on", "ends_on", "expires_on"))
    if begins and ends and ends < begins:
        yield Note(Fault.ENDS_BEFORE, "ends_on", f"{shown(published['ends_on'])}, before {begins.isoformat()}")
    if begins and expires and expires < begins:
        yield Note(Fault.EXPIRES_BEFORE, "expires_on", f"{shown(published['expires_on'])}, before {begins.isoformat()}")
    if ends and expires and expires <= ends and (ticks.get("extension_1") or ticks.get("extension_2")):
        yield Note(Fault.NOT_MOVED, "expires_on", f"{shown(published['expires_on'])}, the day it ends unextended")


def counted(known: Sequence[Entry]) -> dict[Fault, int]:
    """How many rows have each fault, in the order faults are named."""
    rows = Counter(fault for entry in known for fault in {note.fault for note in entry.notes})
    return {fault: rows[fault] for fault in Fault if rows[fault]}


def clean(known: Sequence[Entry]) -> int:
    """How many rows have no fault."""
    return sum(not entry.notes for entry in known)
