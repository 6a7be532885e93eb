"""Reads a file that was handed over, whatever its form (CSV, XLSX or Parquet, told by its content, not by its name).

A file of figures becomes a table that its room reads further; any other becomes typed rows with a digest.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from counterpart.engines.evidence import bulk
from counterpart.engines.evidence.duck import named, opened
from counterpart.engines.evidence.mappings import pinned
from counterpart.engines.evidence.rules.delimited import MOST_BYTES, MOST_BYTES_OF_FIGURES, Line, Text, texts
from counterpart.engines.evidence.rules.kinds import KINDS, Kind
from counterpart.engines.evidence.rules.mapping import EVERY_SHEET, Mapping
from counterpart.engines.evidence.rules.reading import Reading, csv_rows, reading_of, table_of
from counterpart.engines.evidence.rules.rowtext import Typing
from counterpart.engines.evidence.rules.tables import Table
from counterpart.engines.evidence.workbooks import Workbook, open_workbook
from counterpart.values.refusal import Problem

_ZIP, _PARQUET, _OLD = b"PK\x03\x04", b"PAR1", b"\xd0\xcf\x11\xe0"
_READABLE = (
    "BOOLEAN",
    "VARCHAR",
    "DATE",
    "TIMESTAMP",
    "DECIMAL",
    "DOUBLE",
    "FLOAT",
    "INT",
    "BIGINT",
    "HUGEINT",
    '"NULL"',
)
ROWS_FILE, PARQUET_FILE = "rows.tsv", "rows.parquet"


@dataclass(frozen=True)
class Rows:
    """A file of typed rows as read: a table without its rows, how many there are, and the digest of their text.

    `first` and `last` are in the order of the kind’s columns; `total` is of its amounts, None where it has none.
    """

    table: Table
    count: int
    total: Decimal | None
    first: tuple[str, ...]
    last: tuple[str, ...]
    digest: str
    quick: bool = False


@dataclass(frozen=True)
class _Part:
    """One way to read a file: a reading that is about to begin, and the lines of each of its sheets."""

    reading: Reading
    sheets: tuple[tuple[str | None, Callable[[], Iterator[Line]]], ...]
    encoding: str | None = None
    text: Text | None = None


def read_table(data: bytes, *, file: str, kind: Kind, declared: Mapping | None = None) -> Table:
    """A file of figures as a table, its problems within it."""
    parts = _parts(data, file, kind, declared, most=MOST_BYTES_OF_FIGURES)
    if isinstance(parts, Problem):
        return Table(file, (), (), (), (parts,))
    tables = []
    for part in parts:
        rows = tuple(row for name, lines in part.sheets for row in part.reading.rows(lines(), sheet=name))
        if len(part.sheets) > 1:
            found = f"{len(part.sheets)} sheets of figures"
            part.reading.problems.add(None, None, found, "one sheet, named in the mapping")
        tables.append(_table(part, rows))
        if not tables[-1].problems:
            break
    return min(tables, key=lambda table: len(table.problems))


def read_again(data: bytes, *, file: str, kind: str, mapping: str | None) -> Table:
    """A file of figures that was taken in before, read as it was then: by the text of its mapping, where it had one."""
    return read_table(data, file=file, kind=KINDS[kind], declared=pinned(mapping).mapping if mapping else None)


def read_rows(data: bytes, *, file: str, kind: Kind, folder: Path, declared: Mapping | None = None) -> Rows:
    """A file as typed rows, which then lie in an empty folder: as text (rows.tsv) and as Parquet (rows.parquet)."""
    parts = _parts(data, file, kind, declared, most=MOST_BYTES)
    if isinstance(parts, Problem):
        return Rows(Table(file, (), (), (), (parts,)), 0, None, (), (), "")
    if len(data) >= bulk.WORTH_IT and parts[0].text and (quick := _quickly(parts[0], kind, declared, folder)):
        return quick
    found = []
    for part in parts:
        found.append(_carefully(part, kind, folder))
        if not found[-1].table.problems:
            bulk.parquet_of(kind, folder)
            break
    return min(found, key=lambda rows: len(rows.table.problems))


def _quickly(part: _Part, kind: Kind, declared: Mapping | None, folder: Path) -> Rows | None:
    quick = bulk.read_quickly(part.text, kind, declared, folder) if part.text else None
    if quick is None:
        return None
    table = Table(part.reading.file, (), quick.columns, quick.unknown, encoding=part.encoding)
    total = quick.total if kind.amount else None
    return Rows(table, quick.count, total, quick.first, quick.last, quick.digest, quick=True)


def _carefully(part: _Part, kind: Kind, folder: Path) -> Rows:
    with open(folder / ROWS_FILE, "wb") as file:
        typing = Typing(kind, part.reading, file.write)
        rows = (row for name, lines in part.sheets for row in part.reading.rows(lines(), sheet=name))
        digest = typing.all(rows)
    table = _table(part, ())
    if not typing.count and not table.problems:
        nothing = Problem(part.reading.file, None, None, "no row that is not left out", "at least one row")
        table = replace(table, problems=(nothing,))
    total = typing.total if kind.amount else None
    return Rows(table, typing.count, total, typing.first, typing.last, digest)


def _table(part: _Part, rows: tuple[object, ...]) -> Table:
    sheets = tuple(name for name, _ in part.sheets if name)
    return table_of(part.reading, rows, encoding=part.encoding, sheets=sheets)  # type: ignore[arg-type]


def _parts(data: bytes, file: str, kind: Kind, declared: Mapping | None, *, most: int) -> list[_Part] | Problem:
    strict = declared is not None or not kind.figures
    if data.startswith(_OLD):
        return Problem(file, None, None, "a workbook of the old form (XLS)", "a workbook saved as XLSX, or a CSV file")
    if data.startswith(_ZIP):
        return _workbook(data, file, Reading(file, kind.columns, declared, strict), kind)
    if data.startswith(_PARQUET):
        return _parquet(data, Reading(file, kind.columns, declared, strict), most)
    found = texts(data, file, encodings=declared.encodings if declared else (), most=most)
    if isinstance(found, Problem):
        return found
    return [_text_part(text, file, kind, declared, strict=strict) for text in found]


def _text_part(text: Text, file: str, kind: Kind, declared: Mapping | None, *, strict: bool) -> _Part:
    reading = reading_of(text, file, kind.columns, declared, strict=strict)
    return _Part(reading, ((None, lambda: csv_rows(text.stream(), reading)),), text.encoding, text)


def _workbook(data: bytes, file: str, reading: Reading, kind: Kind) -> list[_Part] | Problem:
    book = open_workbook(data, file)
    if isinstance(book, Problem):
        return book
    names = _chosen(book, reading.declared, kind)
    if names is None:
        asked = ", ".join(reading.declared.sheets) if reading.declared and reading.declared.sheets else ""
        wanted = f"the sheet {asked}, as declared" if asked else f"one sheet, one named {kind.name}, or a mapping"
        return Problem(file, None, None, f"the sheets {', '.join(book.names) or 'none'}", wanted)
    if unread := [name for name in book.names if name not in names]:
        reading.told.append(f"Not read: the {'sheet' if len(unread) == 1 else 'sheets'} {', '.join(unread)}.")
    sheets = tuple((name, _lines_of(book, name, reading)) for name in names)
    return [_Part(reading, sheets)]


def _lines_of(book: Workbook, name: str, reading: Reading) -> Callable[[], Iterator[Line]]:
    return lambda: _from_titles(book.lines(name, reading.problems), reading)


def _chosen(book: Workbook, declared: Mapping | None, kind: Kind) -> tuple[str, ...] | None:
    """The sheets to read: as declared; otherwise the one named as the kind is, or the only one."""
    if declared and declared.sheets:
        every = declared.sheets == (EVERY_SHEET,)
        return book.names if every else declared.sheets if set(declared.sheets) <= set(book.names) else None
    named_so = tuple(name for name in book.names if name.strip().casefold() == kind.name)
    return named_so or (book.names if len(book.names) == 1 else None)


def _from_titles(lines: Iterator[Line], reading: Reading) -> Iterator[Line]:
    """The lines from the declared line of titles on."""
    header = reading.declared.header if reading.declared else None
    if header is None or not (header.titles or header.line):
        yield from lines
        return
    if header.line:
        yield from (line for line in lines if line[0] >= (header.line or 1))
        return
    head = list(islice(lines, header.within))
    start = next((place for place, (_, cells) in enumerate(head) if reading.begins(cells)), 0)
    yield from head[start:]
    yield from lines


def _parquet(data: bytes, reading: Reading, most: int) -> list[_Part] | Problem:
    if len(data) > most:
        return Problem(reading.file, None, None, f"{len(data):,} bytes", f"{most:,} bytes at the most")
    return [_Part(reading, ((None, lambda: _parquet_lines(data, reading)),))]


def _parquet_lines(data: bytes, reading: Reading) -> Iterator[Line]:
    """Its column names as line 1, then each row as text, a blank for NULL."""
    with TemporaryDirectory() as place, opened(Path(place)) as duck:
        given = Path(place) / "given.parquet"
        given.write_bytes(data)
        try:
            described = duck.execute("DESCRIBE SELECT * FROM read_parquet($file)", {"file": str(given)}).fetchall()
            titles = [str(name) for name, *_ in described]
            strange = [f"{n} ({t})" for n, t, *_ in described if not t.startswith(_READABLE) or t.endswith("]")]
            if strange:
                reading.problems.add(
                    None, None, f"columns that hold no plain cells: {', '.join(strange)}", "plain cells"
                )
                return
            yield 1, titles
            cells = ", ".join(_cell(name, of_type) for name, of_type, *_ in described)
            duck.execute(f"SELECT {cells} FROM read_parquet($file)", {"file": str(given)})  # noqa: S608
            line = 1
            while rows := duck.fetchmany(5_000):
                for row in rows:
                    line += 1
                    yield line, list(row)
        except duckdb.Error:
            reading.problems.add(None, None, "a Parquet file that cannot be read", "a whole Parquet file")


def _cell(name: str, of_type: str) -> str:
    """A column as text: a floating number by its shortest digits, without a nought after the point."""
    text = f"CAST({named(name)} AS VARCHAR)"
    bare = f"regexp_replace({text}, '\\.0$', '')" if of_type in ("DOUBLE", "FLOAT") else text
    return f"coalesce({bare}, '')"
