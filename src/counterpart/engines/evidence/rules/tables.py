"""Pure: reads a delimited file into rows that remember their line, and tells every problem at once."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from counterpart.values.reference import folded
from counterpart.values.refusal import Problem

MOST_BYTES = 50_000_000


@dataclass(frozen=True)
class Column:
    """A column that is looked for, matched without case, spaces or punctuation."""

    name: str
    required: bool = False


@dataclass(frozen=True)
class Row:
    """One row of a file: its line (the first, where a cell spans several) and its cells by column name."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Table:
    """A file as read: its rows, the known columns it has, and those kept as evidence but not read.

    `header_line` is the line on which its column names stand.
    """

    file: str
    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    unknown: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    header_line: int = 1


def read_csv(data: bytes, *, file: str, columns: Iterable[Column]) -> Table:
    """A CSV file (UTF-8, with or without a byte-order mark) as a table; what is wrong stands in `problems`."""
    wanted = tuple(columns)
    text, problem = _decoded(data, file)
    if problem:
        return Table(file, (), (), (), (problem,))
    lines, problems = _lines(text, file)
    if not lines and not problems:
        nothing = Problem(file, None, None, "an empty file", "a row of column names, and rows beneath it")
        return Table(file, (), (), (), (nothing,))
    if not lines or (problems and (problems[0].line or 0) < lines[0][0]):
        return Table(file, (), (), (), tuple(problems))
    (header_line, header), *body = lines
    names = _names(header, wanted)
    has_rows = bool(body or problems)
    problems += _header_problems(file, header_line, names, wanted, has_rows=has_rows)
    rows: list[Row] = []
    for line, cells in body:
        if len(cells) > len(header):
            found = f"{len(cells)} cells under {len(header)} column names"
            problems.append(Problem(file, line, None, found, "one cell a column"))
        else:
            rows.append(Row(line, _named(names, cells)))
    unknown = tuple(title.strip() for title, name in zip(header, names, strict=True) if not name and title.strip())
    known = tuple(name for name in names if name)
    return Table(file, tuple(rows), known, unknown, tuple(problems), header_line)


def no_column(file: str, header_line: int, column: str, wanted: str) -> Problem:
    """The problem of a file that has no column of this name."""
    return Problem(file, header_line, column, "no column of this name", wanted)


def _decoded(data: bytes, file: str) -> tuple[str, Problem | None]:
    if len(data) > MOST_BYTES:
        return "", Problem(file, None, None, f"{len(data):,} bytes", f"{MOST_BYTES:,} bytes at the most")
    if b"\0" in data:
        return "", Problem(file, None, None, "a NUL character", "text: a CSV file, saved as UTF-8")
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return "", Problem(file, line, None, "bytes that are not UTF-8 text", "a CSV file, saved as UTF-8")


def _lines(text: str, file: str) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    """The rows that hold anything, each with the line it begins on, and a problem for each that cannot be read."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines: list[tuple[int, list[str]]] = []
    problems: list[Problem] = []
    while True:
        begins = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return lines, problems
        except csv.Error:
            found = "a quotation mark out of place, or a cell far too long"
            problems.append(Problem(file, begins, None, found, "the quotation marks of each cell in pairs"))
            continue
        if any(cell.strip() for cell in cells):
            lines.append((begins, cells))


def _names(header: list[str], wanted: tuple[Column, ...]) -> list[str | None]:
    """For each column of the file the name it is known by, None where it is not known."""
    known = {folded(column.name): column.name for column in wanted}
    return [known.get(folded(title)) for title in header]


def _named(names: list[str | None], cells: list[str]) -> dict[str, str]:
    """The cells by the name of their column; of two columns of one name, the first that holds anything."""
    row: dict[str, str] = {}
    for name, cell in zip(names, cells, strict=False):
        if name and not row.get(name):
            row[name] = cell.strip()
    return row


def _header_problems(
    file: str, line: int, names: list[str | None], wanted: tuple[Column, ...], *, has_rows: bool
) -> list[Problem]:
    problems = [
        no_column(file, line, column.name, f"a column “{column.name}”")
        for column in wanted
        if column.required and column.name not in names
    ]
    problems += [
        Problem(file, line, column.name, "two columns of this name", "one")
        for column in wanted
        if names.count(column.name) > 1
    ]
    if not has_rows:
        problems.append(Problem(file, None, None, "no rows under the column names", "at least one row"))
    return problems
