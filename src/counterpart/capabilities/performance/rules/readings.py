"""Reads the numbers in a table: a series for a signal, or a group for quartiles; every problem is told at once."""

import re
from collections.abc import Sequence
from decimal import Decimal

from counterpart.capabilities.performance.rules.quartiles import MARKERS, marker
from counterpart.engines.evidence.rules.tables import Row, Table
from counterpart.values.refusal import Problem, Refusal

PERIOD, VALUE = "period", "value"

_NUMBER = re.compile(r"[+-]?(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2})?", re.ASCII)
_LONGEST = 50


def number(text: str) -> Decimal | None:
    """A number as people write it, exact: `12.5`, `1,234.5`, `-3`, `95 %` (as 95); None where it is not plainly one.

    A comma is read only between whole groups of three digits: `12,5` could be twelve and a half.
    """
    bare = text.strip().removesuffix("%").rstrip().replace("\N{MINUS SIGN}", "-")
    if len(bare) > _LONGEST or not _NUMBER.fullmatch(bare):
        return None
    return Decimal(bare.replace(",", ""))


def read_series(table: Table) -> tuple[tuple[str, Decimal], ...] | Refusal:
    """The periods and values of a table, in its order. Refuses it, with every problem, where a row lacks either."""
    wanted = "a number, such as 12.5"
    problems = [*table.problems]
    if {PERIOD, VALUE} <= set(table.columns):
        problems += [_problem(table, row, PERIOD, "a date or a label") for row in table.rows if not row[PERIOD]]
        problems += [_problem(table, row, VALUE, wanted) for row in table.rows if number(row[VALUE]) is None]
        problems += _mixed(table, [row for row in table.rows if number(row[VALUE]) is not None], VALUE)
    if problems:
        return _faulty(table, problems)
    return tuple((row[PERIOD], value) for row in table.rows if (value := number(row[VALUE])) is not None)


def read_group(table: Table, *, by: str, name: str) -> tuple[tuple[str, Decimal | str], ...] | Refusal:
    """The names and values of a table, with its marker where a row has one in the place of a value.

    Refuses it, with every problem, where a cell holds neither.
    """
    wanted = f"a number, nothing, or a marker: {' '.join(MARKERS)}"
    entries = [(row, marker(row[by]) or number(row[by])) for row in table.rows]
    problems = [*table.problems]
    if by in table.columns:
        problems += [_problem(table, row, by, wanted) for row, entry in entries if entry is None]
        problems += _mixed(table, [row for row, entry in entries if isinstance(entry, Decimal)], by)
    if problems:
        return _faulty(table, problems)
    return tuple((row[name], entry) for row, entry in entries if entry is not None)


def _mixed(table: Table, rows: Sequence[Row], column: str) -> list[Problem]:
    """Where some values of a column say that they are percentages, one that does not is unclear."""
    plain = [row for row in rows if not row[column].endswith("%")]
    if len(plain) == len(rows):
        return []
    return [_problem(table, row, column, "a percentage, as in other rows") for row in plain]


def _problem(table: Table, row: Row, column: str, wanted: str) -> Problem:
    text = row[column] if len(row[column]) <= _LONGEST else f"{row[column][:_LONGEST]}…"
    return Problem(table.file, row.line, column, f"“{text}”" if text else "nothing", wanted)


def _faulty(table: Table, problems: Sequence[Problem]) -> Refusal:
    return Refusal(
        code="file.faulty",
        what=f"{table.file} cannot be read",
        fact="it has one problem" if len(problems) == 1 else f"it has {len(problems)} problems",
        rule="a file is read whole or not at all",
        next_step="Mend each of these and try again:",
        problems=tuple(sorted(problems, key=lambda problem: problem.line or 0)),
    )
