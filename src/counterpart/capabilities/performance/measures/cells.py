"""Indicators measured from rows of a dataset: pure functions from table expression to table expression, run elsewhere.

Many indicators are one test of many slices (repairs in time, by trade). So each test is counted once, over a cube of
the columns that slices are cut along, and each slice is taken from the cube; the rows are read once. Numerators and
denominators are whole numbers, or exact decimals. The slow twin is `rules/measuring.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

import ibis
import pyarrow as pa
from ibis import _
from ibis.expr import types as ir

from counterpart.capabilities.performance.measures.expressions import (
    as_side,
    as_test,
    day_by,
    day_of,
    first_of,
    with_days,
    within,
)
from counterpart.capabilities.performance.rules.measuring import Measure
from counterpart.engines.library.rules.expressions import TEXT, Both, Column, Comparison, Literal, Said, columns_in
from counterpart.values.period import Period

MONTH, NUMERATOR, DENOMINATOR = "month", "numerator", "denominator"
MONTH_OF = "month of"
"""The name of a column that no dataset can have: “month” one may have of its own."""
WHOLE, EXACT = "int64", "decimal(38, 4)"
Test = tuple[Said | None, Said | None, Said | None]
"""The rows that are looked at, what is counted of them, and what is added up."""
Slice = tuple[tuple[str, str], ...]
"""Columns and the text each must hold, in order of the columns."""


@dataclass(frozen=True)
class Cut:
    """A measure as a test and a slice of the rows it is made on."""

    measure: Measure
    slice: Slice

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(column for column, _ in self.slice)


@dataclass(frozen=True)
class Asked:
    """What is asked of a dataset whose columns have these types: by which column, of which month, as what numbers."""

    types: Mapping[str, str]
    by: str | None
    only: Period | ir.DateValue | None
    kind: str


def measured(
    table: ir.Table,
    measures: Sequence[Measure],
    types: Mapping[str, str],
    *,
    by: str | None = None,
    only: Period | ir.DateValue | None = None,
) -> ir.Table:
    """The cells of many measures: place (of the measure in the list), month, part (where `by` a column), numerator,
    denominator. `only` one month is looked at where it is named, in which no more is read than that."""
    cuts = [(at, cut_of(measure, types)) for at, measure in enumerate(measures)]
    kind = WHOLE if all(measure.adding is None for measure in measures) else EXACT
    asked = Asked(types, by, only, kind)
    found: list[ir.Table] = []
    for dated in dict.fromkeys(cut.measure.dated for _at, cut in cuts):
        found += _cells(table, [(at, cut) for at, cut in cuts if cut.measure.dated == dated], asked)
    return reduce(lambda one, other: one.union(other), found)


def with_month(table: ir.Table, dated: str, types: Mapping[str, str]) -> ir.Table:
    """The rows, each with the month it falls in by a column."""
    return table.mutate(**{MONTH_OF: day_of(as_side(Column(dated), table, types)).truncate("M")})


def day_in(table: ir.Table, dated: str, types: Mapping[str, str]) -> ir.Table:
    """Where each row stands, and its day by a column."""
    return table.select("sheet", "line", day=day_of(as_side(Column(dated), table, types)))


def cut_of(measure: Measure, types: Mapping[str, str]) -> Cut:
    """What a measure looks at, as a slice (columns that hold a text) and whatever else it says of its rows."""
    rest: Said | None = None
    cut: dict[str, str] = {}
    for part in _conjuncts(measure.of):
        match part:
            case Comparison("=", Column(name), Literal(str() as value)) if (
                types[name] in (TEXT, "choice") and name not in cut
            ):
                cut[name] = value
            case _:
                rest = part if rest is None else Both(rest, part)
    return Cut(replace(measure, of=rest), tuple(sorted(cut.items())))


def _conjuncts(told: Said | None) -> list[Said]:
    if isinstance(told, Both):
        return _conjuncts(told.left) + _conjuncts(told.right)
    return [] if told is None else [told]


def _cells(table: ir.Table, cuts: Sequence[tuple[int, Cut]], asked: Asked) -> list[ir.Table]:
    """The cells of measures that are dated by the same column."""
    dated = cuts[0][1].measure.dated
    tests = list(dict.fromkeys(_test_of(cut) for _at, cut in cuts))
    cube = _cube(table, dated, tests, sorted({name for _at, cut in cuts for name in cut.columns}), asked)
    found = []
    for columns in dict.fromkeys(cut.columns for _at, cut in cuts):
        along = [MONTH, *(["part"] if asked.by else []), *(f"cut_{name}" for name in columns)]
        sums = {name: cube[name].sum() for at in range(len(tests)) for name in (f"n{at}", _rows_of(tests, at))}
        those = [(at, tests.index(_test_of(cut)), cut.slice) for at, cut in cuts if cut.columns == columns]
        found.append(_taken(cube.group_by(along).aggregate(**sums), tests, those, columns, asked))
    return found


def _test_of(cut: Cut) -> Test:
    return cut.measure.of, cut.measure.counting, cut.measure.adding


def _cube(
    table: ir.Table,
    dated: Column,
    tests: Sequence[Test],
    cut_along: Sequence[str],
    asked: Asked,
) -> ir.Table:
    """Each test counted by month, part and every column that is cut along."""
    types, by, only = asked.types, asked.by, asked.only
    rows = table.filter(within(table[dated.name], only)) if only is not None else table
    rows = rows.filter(rows[dated.name].notnull())
    spoken_of = {name for test in tests for part in test if part is not None for name in columns_in(part)}
    rows = with_days(rows, sorted({dated.name, *spoken_of}), types)
    along = {MONTH: day_by(dated, rows, types).truncate("M")} | ({"part": rows[by].cast("string")} if by else {})
    along |= {f"cut_{name}": rows[name].cast("string") for name in cut_along}
    counts: dict[str, ir.Value] = {}
    for at, (of, counting, adding) in enumerate(tests):
        looked_at = rows[dated.name].notnull() if of is None else as_test(of, rows, types)
        if adding is not None:
            number = as_side(adding, rows, types)
            looked_at = looked_at & number.notnull()
            counts[f"n{at}"] = number.sum(where=looked_at)
        elif counting is not None:
            counts[f"n{at}"] = (looked_at & as_test(counting, rows, types)).sum()
        counts[_rows_of(tests, at)] = looked_at.sum()
    cube = rows.group_by(**along).aggregate(**counts)
    cube = cube.filter(cube[MONTH] == first_of(only)) if only is not None else cube
    return cube.filter(_["part"].notnull()) if by else cube


def _rows_of(tests: Sequence[Test], at: int) -> str:
    """Where the rows a test looks at are counted: once for all tests that look at the same."""
    looked_at = [(of, adding) for of, _counting, adding in tests]
    return f"d{looked_at.index(looked_at[at])}"


def _taken(
    rolled: ir.Table,
    tests: Sequence[Test],
    those: Sequence[tuple[int, int, Slice]],
    columns: Sequence[str],
    asked: Asked,
) -> ir.Table:
    """The measures of slices along the same columns, each named by its place; only where any row was looked at.

    Every slice has all its tests in one row, which is laid out as a row for each of them.
    """
    names = _table(those, len(tests), columns)
    found = rolled.inner_join(names, [f"cut_{name}" for name in columns]) if columns else rolled.cross_join(names)
    found = found.select(
        place=found["places"].unnest(),
        month=found[MONTH],
        part=found["part"] if asked.by else ibis.null("string"),
        numerator=ibis.array([found[f"n{test}"].cast(asked.kind) for test in range(len(tests))]).unnest(),
        denominator=ibis.array([found[_rows_of(tests, at)].cast(WHOLE) for at in range(len(tests))]).unnest(),
    )
    return found.filter(found["place"].notnull() & (found[DENOMINATOR] > 0)).mutate(numerator=_[NUMERATOR].fill_null(0))


def _table(those: Sequence[tuple[int, int, Slice]], tests: int, columns: Sequence[str]) -> ir.Table:
    """The texts of each slice, beside the places of its measures in the order of their tests; a test that is another
    measure too has a row more."""
    rows: list[tuple[Slice, list[int | None]]] = []
    for place, test, cut in those:
        free = next((places for known, places in rows if known == cut and places[test] is None), None)
        if free is None:
            free = [None] * tests
            rows.append((cut, free))
        free[test] = place
    places = {"places": pa.array([places for _cut, places in rows], pa.list_(pa.int32()))}
    texts = {f"cut_{name}": pa.array([dict(cut)[name] for cut, _places in rows], pa.string()) for name in columns}
    return ibis.memtable(pa.table(places | texts))
