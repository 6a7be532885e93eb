"""Measures as SQL, put together once in a process and run over any rows; of all months, or of the one asked for."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from counterpart.capabilities.performance.rules.measuring import Measure
from counterpart.values.period import Period

EVENTS, ASKED = "events", "month_asked"
"""The table the rows are in, and the variable that has the month asked for."""
IBIS_TYPES = {
    "text": "string", "choice": "string", "yes or no": "string", "count": "int32", "date": "date",
    "moment": "timestamp", "number": "decimal(18, 6)",
}  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """The SQL of the cells of measures, and the small tables it joins, by name."""

    sql: str
    beside: tuple[tuple[str, Any], ...] = field(repr=False)


Types = tuple[tuple[str, str], ...]
"""What each column of the rows holds."""


@lru_cache(maxsize=64)
def plan(measures: tuple[Measure, ...], types: Types, *, by: str | None, of_a_month: bool) -> Plan:
    """How the cells of measures are found."""
    from counterpart.capabilities.performance.measures.cells import measured

    cells = measured(_events(types), measures, dict(types), by=by, only=_asked(of_a_month))
    return _planned(cells.select("place", "month", "part", "numerator", "denominator"))


@lru_cache(maxsize=64)
def plan_of_exceptions(measures: tuple[Measure, ...], types: Types, *, of_a_month: bool) -> Plan:
    """How the rows that measures name are found."""
    from counterpart.capabilities.performance.measures.exceptions import excepted

    own = (("file", "count"), ("sheet", "text"), ("line", "count"))
    return _planned(excepted(_events((*own, *types)), measures, dict(types), only=_asked(of_a_month)))


def _events(types: Types) -> Any:
    import ibis

    return ibis.table({name: IBIS_TYPES[holds] for name, holds in types}, name=EVENTS)


def _asked(of_a_month: bool) -> Any:
    from counterpart.capabilities.performance.measures.expressions import month_asked

    return month_asked(ASKED) if of_a_month else None


def _planned(asked: Any) -> Plan:
    import ibis
    from ibis.expr import operations

    beside = tuple((node.name, node.data.to_pyarrow(node.schema)) for node in asked.op().find(operations.InMemoryTable))
    return Plan(str(ibis.to_sql(asked, dialect="duckdb", pretty=False)), beside)


def run(planned: Plan, duck: Any, *, into: str, month: Period | None = None) -> None:
    """Run a plan in DuckDB, where the rows are the table `events`; what is found is then a table of a name."""
    for name, texts in planned.beside:
        duck.register(name, texts)
    if month:
        duck.execute(f"SET VARIABLE {ASKED} = DATE '{month.starts_on}'")
    duck.execute(f"CREATE OR REPLACE TABLE {into} AS {planned.sql}")
