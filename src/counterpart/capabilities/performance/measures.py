"""Indicators measured from rows of a dataset: pure functions from table expression to table expression, run elsewhere.

Many indicators are one test of many slices (repairs in time, by trade). So each test is counted once, over a cube of
the columns that slices are cut along, and each slice is taken from the cube; the rows are read once. Numerators and
denominators are whole numbers, or exact decimals. The slow twin is `rules/measuring.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce

import ibis
import pyarrow as pa
from ibis import _
from ibis.expr import types as ir

from counterpart.capabilities.performance.rules.measuring import Measure
from counterpart.engines.library.rules.expressions import (
    TEXT,
    YES_NO,
    Among,
    Both,
    Column,
    Comparison,
    DaysBetween,
    Either,
    Literal,
    Not,
    Said,
    Unknown,
)
from counterpart.values.period import Period

MONTH, NUMERATOR, DENOMINATOR = "month", "numerator", "denominator"
WHOLE, EXACT = "int64", "decimal(38, 4)"
_CUT_ALONG = (TEXT, "choice")
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
    only: Period | None
    kind: str


def measured(
    table: ir.Table,
    measures: Sequence[Measure],
    types: Mapping[str, str],
    *,
    by: str | None = None,
    only: Period | None = None,
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
        sums = {name: cube[name].sum() for at in range(len(tests)) for name in (f"n{at}", f"d{at}")}
        those = [(at, tests.index(_test_of(cut)), cut.slice) for at, cut in cuts if cut.columns == columns]
        found.append(_taken(cube.group_by(along).aggregate(**sums), len(tests), those, columns, asked))
    return found


def _test_of(cut: Cut) -> tuple[Said | None, Said | None, Said | None]:
    return cut.measure.of, cut.measure.counting, cut.measure.adding


def _cube(
    table: ir.Table,
    dated: Column,
    tests: Sequence[tuple[Said | None, Said | None, Said | None]],
    cut_along: Sequence[str],
    asked: Asked,
) -> ir.Table:
    """Each test counted by month, part and every column that is cut along."""
    types, by, only = asked.types, asked.by, asked.only
    day = _day(_side(dated, table, types))
    rows = table.filter(_within(table[dated.name], types[dated.name], only)) if only else table
    rows = rows.filter(table[dated.name].notnull())
    along = {MONTH: day.truncate("M")} | ({"part": table[by].cast("string")} if by else {})
    along |= {f"cut_{name}": table[name].cast("string") for name in cut_along}
    counts: dict[str, ir.Value] = {}
    for at, (of, counting, adding) in enumerate(tests):
        looked_at = table[dated.name].notnull() if of is None else _told(of, table, types)
        if adding is not None:
            number = _side(adding, table, types)
            looked_at = looked_at & number.notnull()
            counts[f"n{at}"] = number.sum(where=looked_at)
        elif counting is not None:
            counts[f"n{at}"] = (looked_at & _told(counting, table, types)).sum()
        counts[f"d{at}"] = looked_at.sum()
    cube = rows.group_by(**along).aggregate(**counts)
    cube = cube.filter(cube[MONTH] == date(only.year, only.part, 1)) if only else cube
    return cube.filter(_["part"].notnull()) if by else cube


def _taken(
    rolled: ir.Table,
    tests: int,
    those: Sequence[tuple[int, int, Slice]],
    columns: Sequence[str],
    asked: Asked,
) -> ir.Table:
    """The measures of slices along the same columns, each named by its place; only where any row was looked at.

    Every slice has all its tests in one row, which is laid out as a row for each of them.
    """
    names = _table(those, tests, columns)
    found = rolled.inner_join(names, [f"cut_{name}" for name in columns]) if columns else rolled.cross_join(names)
    found = found.select(
        place=found["places"].unnest(),
        month=found[MONTH],
        part=found["part"] if asked.by else ibis.null("string"),
        numerator=ibis.array([found[f"n{test}"].cast(asked.kind) for test in range(tests)]).unnest(),
        denominator=ibis.array([found[f"d{test}"].cast(WHOLE) for test in range(tests)]).unnest(),
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


def _within(column: ir.Value, type: str, only: Period) -> ir.BooleanValue:
    """A month with an hour to spare either side, which clocks in London may want: plain enough to skip whole files."""
    first = column.cast("timestamp") >= ibis.timestamp(f"{only.starts_on}T00:00:00") - ibis.interval(hours=1)
    spare = ibis.timestamp(f"{only.ends_on}T00:00:00") + ibis.interval(days=1)
    return first & (column.cast("timestamp") < spare)


def _told(told: Said, table: ir.Table, types: Mapping[str, str]) -> ir.BooleanValue:
    """A test as an expression."""
    match told:
        case Both(left, right):
            return _told(left, table, types) & _told(right, table, types)
        case Either(left, right):
            return _told(left, table, types) | _told(right, table, types)
        case Not(what):
            return ~_told(what, table, types)
        case Unknown(what):
            return _side(what, table, types).isnull()
        case Among(what, those):
            return _side(what, table, types).isin([one.value for one in those])
        case Comparison(sign, left, right):
            return _compared(sign, _side(left, table, types), _side(right, table, types))
    return _side(told, table, types)


def _compared(sign: str, left: ir.Value, right: ir.Value) -> ir.BooleanValue:
    if left.type().is_date() != right.type().is_date():
        left, right = _day(left), _day(right)
    match sign:
        case "=":
            return left == right
        case "<>":
            return left != right
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
    return left >= right


def _side(told: Said, table: ir.Table, types: Mapping[str, str]) -> ir.Value:
    """One side of a comparison."""
    match told:
        case Column(name):
            return _column(table[name], types[name])
        case Literal(value):
            return ibis.literal(value)
        case DaysBetween(earlier, later):
            return _day(_side(later, table, types)).delta(_day(_side(earlier, table, types)), unit="day")
    return _told(told, table, types)


def _column(column: ir.Value, type: str) -> ir.Value:
    if type == YES_NO:
        return column == "yes"
    return column.cast("string") if type in _CUT_ALONG else column


def _day(value: ir.Value) -> ir.Value:
    return value if value.type().is_date() else day_in_london(value)


def day_in_london(moment: ir.TimestampValue) -> ir.DateValue:
    """The day of a moment in UTC as the clocks in London have it.

    They are an hour on between the last Sundays of March and October, at one, which matters after eleven at night only.
    """
    late = (moment.hour() == 23) & (moment >= _change(moment, 3)) & (moment < _change(moment, 10))
    return late.ifelse(moment + ibis.interval(hours=1), moment).cast("date")


def _change(moment: ir.TimestampValue, month: int) -> ir.TimestampValue:
    """When the clocks change in the year of a moment."""
    last = ibis.date(moment.year().cast("int32"), month, 31)
    since_sunday = (last.day_of_week.index() + 1) % 7
    return (last - since_sunday.as_interval("D")).cast("timestamp") + ibis.interval(hours=1)
