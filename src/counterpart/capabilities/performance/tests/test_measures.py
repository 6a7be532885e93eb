"""Indicators measured from rows: in bulk by Ibis on DuckDB, and one row at a time; both say the same of any rows."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from counterpart.capabilities.performance.measures.cells import measured
from counterpart.capabilities.performance.measures.exceptions import BITS, excepted, month_by, why_of
from counterpart.capabilities.performance.measures.expressions import day_in_london
from counterpart.capabilities.performance.rules.measuring import (
    LONDON,
    Cells,
    Measure,
    Why,
    cells,
    exceptions,
    measure_of,
)
from counterpart.engines.library.rules.indicators import Better, Indicator, MeasuredTerms
from counterpart.values.period import Kind, Period, period
from counterpart.values.quantity import Unit

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")
TYPES = {
    "job_id": "text",
    "trade": "text",
    "priority": "text",
    "area": "text",
    "status": "choice",
    "raised_at": "moment",
    "completed_at": "moment",
    "target_at": "moment",
    "invoiced_on": "date",
    "kept": "yes or no",
    "amount": "number",
}
ARROW = {
    "text": pa.string(),
    "choice": pa.string(),
    "moment": pa.timestamp("us"),
    "date": pa.date32(),
    "yes or no": pa.string(),
    "number": pa.decimal128(17, 2),
}
START = datetime(2010, 3, 27, 22)  # noqa: DTZ001 - a moment in UTC, an hour and a day before the clocks change


def terms(**said: Any) -> MeasuredTerms:
    return MeasuredTerms(**({"dataset": "jobs", "dated": "completed_at"} | said))


def a_measure(**said: Any) -> Measure:
    found = measure_of(an_indicator(terms(**said)), TYPES)
    assert isinstance(found, Measure), found
    return found


def an_indicator(measured_by: MeasuredTerms | None) -> Indicator:
    return Indicator("R 1", "Repairs in time", "KPI", Unit.PERCENT, Better.HIGHER, "4", measured=measured_by)


@cache
def duck() -> Any:
    return ibis.duckdb.connect()


def in_bulk(measures: list[Measure], rows: list[dict[str, Any]], **how: Any) -> list[Cells]:
    schema = pa.schema([pa.field(name, ARROW[type]) for name, type in TYPES.items()])
    table = ibis.memtable(pa.Table.from_pylist(rows, schema=schema))
    found: list[Cells] = [{} for _measure in measures]
    for row in duck().to_pyarrow(measured(table, measures, TYPES, **how)).to_pylist():
        month = Period(Kind.MONTH, row["month"].year, row["month"].month)
        part = (how["by"], row["part"]) if "by" in how else None
        assert (month, part) not in found[row["place"]]
        found[row["place"]][month, part] = row["numerator"], Decimal(row["denominator"])
    return found


def one_by_one(measures: list[Measure], rows: list[dict[str, Any]], by: str | None = None) -> list[Cells]:
    every = [cells(measure, rows, TYPES) for measure in measures]
    return [{names: counts for names, counts in one.items() if (names[1] or (None,))[0] == by} for one in every]


MOMENTS = st.none() | st.builds(lambda hours: START + timedelta(hours=hours), st.integers(0, 24 * 250))
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "job_id": st.sampled_from(["1", "2", "3"]),
            "trade": st.sampled_from([None, "plumbing", "joinery"]),
            "priority": st.sampled_from([None, "urgent", "routine"]),
            "area": st.sampled_from([None, "North", "South"]),
            "status": st.sampled_from(["completed", "open"]),
            "raised_at": MOMENTS,
            "completed_at": MOMENTS,
            "target_at": MOMENTS,
            "invoiced_on": MOMENTS.map(lambda moment: moment and moment.date()),
            "kept": st.sampled_from([None, "yes", "no"]),
            "amount": st.none() | st.decimals(-100, 100, places=2),
        }
    ),
    max_size=25,
)
TESTS = st.recursive(
    st.sampled_from(
        [
            "trade = 'plumbing'",
            "priority <> 'urgent'",
            "status in ('completed', 'cancelled')",
            "area is null",
            "area is not null",
            "completed_at <= target_at",
            "raised_at >= '2010-06-01'",
            "invoiced_on between '2010-04-01' and '2010-09-30'",
            "invoiced_on < completed_at",
            "days_between(raised_at, completed_at) <= 28",
            "kept",
            "not kept",
            "amount > -12.5",
            "amount in (0, 1.5)",
            "trade = priority",
            "kept = true",
            "(not kept) is null",
            "(amount > 1) is not null",
        ]
    ),
    lambda parts: st.one_of(
        st.builds("({} and {})".format, parts, parts),
        st.builds("({} or {})".format, parts, parts),
        st.builds("not ({})".format, parts),
    ),
    max_leaves=5,
)


@st.composite
def some_measures(draw: st.DrawFn) -> list[Measure]:
    found = []
    for _at in range(draw(st.integers(1, 4))):
        of, dated = draw(st.just("") | TESTS), draw(st.sampled_from(["completed_at", "invoiced_on"]))
        how = draw(st.sampled_from(["counting", "adding"]))
        what = (
            draw(TESTS)
            if how == "counting"
            else draw(st.sampled_from(["amount", "days_between(raised_at, invoiced_on)"]))
        )
        found.append(a_measure(of=of, dated=dated, by=("area",), **{how: what}))
    return found


ONCE = (Phase.explicit, Phase.reuse, Phase.generate)


@pytest.mark.slow
@settings(max_examples=40, deadline=None, phases=ONCE)
@given(some_measures(), ROWS, st.sampled_from([None, "area"]))
def test_in_bulk_and_one_row_at_a_time_the_same_is_found(
    measures: list[Measure], rows: list[dict[str, Any]], by: str | None
) -> None:
    how = {"by": by} if by else {}
    assert in_bulk(measures, rows, **how) == one_by_one(measures, rows, by)


@pytest.mark.slow
@settings(max_examples=15, deadline=None, phases=ONCE)
@given(some_measures(), ROWS)
def test_one_month_alone_is_that_month_of_the_whole(measures: list[Measure], rows: list[dict[str, Any]]) -> None:
    for name in ("2010-03", "2010-05"):
        whole = [
            {names: counts for names, counts in one.items() if names[0] == period(name)}
            for one in one_by_one(measures, rows)
        ]
        assert in_bulk(measures, rows, only=period(name)) == whole


@st.composite
def a_measure_with_exceptions(draw: st.DrawFn) -> Measure:
    said = {"of": draw(st.just("") | TESTS), "apart": draw(st.just("") | TESTS)}
    if draw(st.booleans()):
        return a_measure(adding="amount", **said)
    return a_measure(counting=draw(TESTS), labelled=draw(st.just("") | TESTS), **said)


@pytest.mark.slow
@settings(max_examples=40, deadline=None, phases=ONCE)
@given(st.lists(a_measure_with_exceptions(), min_size=1, max_size=3), ROWS)
def test_in_bulk_and_one_row_at_a_time_the_same_rows_are_named(
    measures: list[Measure], rows: list[dict[str, Any]]
) -> None:
    placed = [row | {"file": 0, "sheet": None, "line": line} for line, row in enumerate(rows, 2)]
    schema = pa.schema([pa.field(name, ARROW[type]) for name, type in TYPES.items()])
    own = [pa.field("file", pa.int32()), pa.field("sheet", pa.string()), pa.field("line", pa.int32())]
    table = ibis.memtable(pa.Table.from_pylist(placed, schema=pa.schema([*schema, *own])))
    found = duck().to_pyarrow(excepted(table, measures, TYPES)).to_pylist()
    for place, measure in enumerate(measures):
        in_bulk = {
            (row[month_by(measure.dated.name)], why, row["line"])
            for row in found
            for why in Why
            if row[why_of(place)] & BITS[why]
        }
        assert in_bulk == {
            (month.starts_on, why, row["line"]) for month, why, row in exceptions(measure, placed, TYPES)
        }


def hours(first: datetime, count: int) -> Iterator[datetime]:
    return (first + timedelta(hours=hour) for hour in range(count))


@pytest.mark.slow
def test_a_day_is_that_of_the_clocks_in_london() -> None:
    changes = [datetime(year, month, 24) for year in (1999, 2010, 2024, 2031) for month in (3, 10)]  # noqa: DTZ001
    moments = [moment for change in changes for moment in hours(change, 24 * 9)]
    table = ibis.memtable(pa.table({"at": pa.array(moments, pa.timestamp("us"))}))
    found = duck().to_pyarrow(table.select("at", day=day_in_london(table["at"]))).to_pylist()
    days = [row["at"].replace(tzinfo=UTC).astimezone(LONDON).date() for row in found]
    assert [row["day"] for row in found] == days
