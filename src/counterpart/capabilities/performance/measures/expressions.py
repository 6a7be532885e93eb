"""What is said of rows as table expressions, exactly as `rules/measuring.py` has it of one row."""

from collections.abc import Iterable, Mapping
from datetime import date

import ibis
import ibis.expr.datatypes as dt
from ibis.expr import types as ir

from counterpart.engines.library.rules.expressions import (
    MOMENT,
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

CUT_ALONG = (TEXT, "choice")
_DAY = "day of {}"
"""The name of a column that no dataset can have."""


@ibis.udf.scalar.builtin(name="getvariable", signature=((dt.string,), dt.date))  # type: ignore[untyped-decorator]
def _variable(name: str) -> date:  # type: ignore[empty-body]
    """What whoever runs an expression has set a variable of theirs to."""


def month_asked(name: str) -> ir.DateValue:
    """The first day of the month that whoever runs an expression asks for, in a variable of this name."""
    return _variable(name).name(name)


def first_of(only: Period | ir.DateValue) -> ir.DateValue:
    """The first day of a month that is looked at alone."""
    return ibis.literal(only.starts_on) if isinstance(only, Period) else only


def within(column: ir.Value, only: Period | ir.DateValue) -> ir.BooleanValue:
    """A month with an hour to spare before, which clocks in London may want: plain enough to skip whole files."""
    first = first_of(only).cast("timestamp")
    at = column.cast("timestamp")
    return (at >= first - ibis.interval(hours=1)) & (at < first + ibis.interval(months=1))


def as_test(told: Said, table: ir.Table, types: Mapping[str, str]) -> ir.BooleanValue:
    """A test as an expression."""
    match told:
        case Both(left, right):
            return as_test(left, table, types) & as_test(right, table, types)
        case Either(left, right):
            return as_test(left, table, types) | as_test(right, table, types)
        case Not(what):
            return ~as_test(what, table, types)
        case Unknown(what):
            return unknown(as_side(what, table, types))
        case Among(what, those):
            return as_side(what, table, types).isin([one.value for one in those])
        case Comparison(sign, left, right):
            return _compared(sign, as_side(left, table, types), as_side(right, table, types))
    return as_side(told, table, types)


def unknown(value: ir.Value) -> ir.BooleanValue:
    """Whether nothing is known of a side. Of a test it is asked without IS NULL, which SQL would read into a NOT."""
    return value.fill_null(True) & ~value.fill_null(False) if value.type().is_boolean() else value.isnull()


def _compared(sign: str, left: ir.Value, right: ir.Value) -> ir.BooleanValue:
    if left.type().is_date() != right.type().is_date():
        left, right = day_of(left), day_of(right)
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


def as_side(told: Said, table: ir.Table, types: Mapping[str, str]) -> ir.Value:
    """One side of a comparison."""
    match told:
        case Column(name):
            return _column(table[name], types[name])
        case Literal(value):
            return ibis.literal(value)
        case DaysBetween(earlier, later):
            return day_by(later, table, types).delta(day_by(earlier, table, types), unit="day")
    return as_test(told, table, types)


def _column(column: ir.Value, type: str) -> ir.Value:
    if type == YES_NO:
        return column == "yes"
    return column.cast("string") if type in CUT_ALONG else column


def with_days(table: ir.Table, names: Iterable[str], types: Mapping[str, str]) -> ir.Table:
    """The rows with the days of some of their moments beside them, each worked out once."""
    moments = [name for name in names if types[name] == MOMENT]
    return table.mutate(**{_DAY.format(name): day_in_london(table[name]) for name in moments})


def day_by(column: Column, table: ir.Table, types: Mapping[str, str]) -> ir.Value:
    """The day of a column, as it stands beside it where it was worked out."""
    beside = _DAY.format(column.name)
    return table[beside] if beside in table.columns else day_of(as_side(column, table, types))


def day_of(value: ir.Value) -> ir.Value:
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
