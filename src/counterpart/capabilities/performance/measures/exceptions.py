"""The rows of measures that are named: left out, or counted as not so for want of knowing, or labelled otherwise.

Many measures are looked at in one reading. Of each row it is told in one number why each measure names it; whoever runs
this takes from it the rows of one measure and one reason.
"""

from collections.abc import Mapping, Sequence
from functools import reduce

import ibis
from ibis.expr import types as ir

from counterpart.capabilities.performance.measures.expressions import (
    as_side,
    as_test,
    day_by,
    unknown,
    with_days,
    within,
)
from counterpart.capabilities.performance.rules.measuring import Measure, Why
from counterpart.engines.library.rules.expressions import columns_in
from counterpart.values.period import Period

BITS = {why: 1 << place for place, why in enumerate(Why)}
"""By what each reason is known in the number of a row."""


def month_by(dated: str) -> str:
    """The name of the column that has the month of a row by another."""
    return f"month_by_{dated}"


def why_of(place: int) -> str:
    """The name of the column that tells why the measure at a place in the list names a row."""
    return f"why_{place}"


def excepted(
    table: ir.Table,
    measures: Sequence[Measure],
    types: Mapping[str, str],
    *,
    only: Period | ir.DateValue | None = None,
) -> ir.Table:
    """The rows that any measure names: where they stand, their months, and why each names them (0: it does not).

    Where `only` one month is looked at, little more is read than that.
    """
    dated = list(dict.fromkeys(measure.dated for measure in measures))
    rows = table
    if only is not None:
        rows = table.filter(reduce(_or, [within(table[one.name], only) for one in dated]))
    tests = [said for one in measures for said in (one.of, one.counting, one.adding, one.labelled) if said is not None]
    spoken_of = {name for said in tests for name in columns_in(said)}
    rows = with_days(rows, sorted({*spoken_of, *(one.name for one in dated)}), types)
    months = {month_by(one.name): day_by(one, rows, types).truncate("M") for one in dated}
    whys = {why_of(place): _number(measure, rows, types) for place, measure in enumerate(measures)}
    told = rows.select("file", "sheet", "line", **months, **whys)
    return told.filter(reduce(_or, [told[name] > 0 for name in whys]))


def _or(one: ir.BooleanValue, other: ir.BooleanValue) -> ir.BooleanValue:
    return one | other


def _number(measure: Measure, rows: ir.Table, types: Mapping[str, str]) -> ir.Value:
    """Why a measure names a row, as a number; a row without its day belongs to no month and is named by none."""
    bits = [test.fill_null(False).ifelse(BITS[why], 0) for why, test in _tests(measure, rows, types)]
    number = reduce(lambda one, other: one + other, bits, ibis.literal(0))
    return rows[measure.dated.name].notnull().ifelse(number, 0)


def _tests(measure: Measure, rows: ir.Table, types: Mapping[str, str]) -> Sequence[tuple[Why, ir.BooleanValue]]:
    looked_at = ibis.literal(True)
    found: list[tuple[Why, ir.BooleanValue]] = []
    if measure.looked_at is not None:
        looked_at = as_test(measure.looked_at, rows, types)
        found.append((Why.UNCLEAR, unknown(looked_at)))
    if measure.apart is not None:
        apart = as_test(measure.apart, rows, types).fill_null(False)
        found.append((Why.APART, looked_at & apart))
        looked_at = looked_at & ~apart
    if measure.adding is not None:
        found.append((Why.UNKNOWN, looked_at & unknown(as_side(measure.adding, rows, types))))
    if measure.counting is not None:
        so = as_test(measure.counting, rows, types)
        found.append((Why.UNKNOWN, looked_at & unknown(so)))
        if measure.labelled is not None:
            label = as_test(measure.labelled, rows, types)
            found.append((Why.UNLABELLED, looked_at & unknown(label)))
            found.append((Why.LABELLED, looked_at & (label != so.fill_null(False))))
    return found
