"""What was counted in each month of the rows of events, which lie as Parquet: counted once, and kept.

What is kept is known by the digests of the rows it was counted in: where a file changes a month, that month alone is
counted again. Nothing here asks the database.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

from counterpart.capabilities.performance.queries.plans import plan, plan_of_exceptions, run
from counterpart.capabilities.performance.rules.measuring import Measure, Why
from counterpart.capabilities.performance.rules.tallies import MOST_TOLD, EventFile, Listed, Month
from counterpart.engines.evidence.duck import named, opened_for_tables, quoted
from counterpart.engines.evidence.store import write_whole
from counterpart.engines.library.rules.indicators import Indicator, MeasuredTerms
from counterpart.values.explained import Source
from counterpart.values.period import Kind, Period, period

HOW = 2
"""The version of what is kept: another way of counting is another number, and everything is counted afresh."""
AT_ONCE = 50
"""So many measures are looked at in one reading for the rows they name."""
SQL_TYPES = {
    "text": "VARCHAR", "choice": "VARCHAR", "yes or no": "VARCHAR", "count": "INTEGER", "date": "DATE",
    "moment": "TIMESTAMP", "number": "DECIMAL(18, 6)",
}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """Where the rows of files lie as Parquet, and where what was counted is kept. Every file of rows is in `rows`."""

    rows: Path
    kept: Path
    rows_of: Callable[[EventFile], Path] = field(repr=False)


@dataclass(frozen=True)
class Dataset:
    """A dataset as it is counted: its files that stand, its columns, and every measure over it."""

    name: str
    title: str
    types: Mapping[str, str]
    files: tuple[EventFile, ...]
    indicators: tuple[Indicator, ...]
    measures: tuple[Measure, ...]

    @property
    def measured(self) -> Iterator[tuple[Indicator, MeasuredTerms]]:
        return ((one, one.measured) for one in self.indicators if one.measured)

    @property
    def dated(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(measure.dated.name for measure in self.measures))


@dataclass(frozen=True)
class Index:
    """How many rows of a file fall in each month by each column that dates them, and how many have no day; and the
    digest of the rows of each month, with their lines."""

    months: Mapping[str, Mapping[Period, int]]
    undated: Mapping[str, int]
    digests: Mapping[str, Mapping[Period, str]]

    def digest_of(self, month: Period) -> list[str | None]:
        """What a month of the file is known by."""
        return [of.get(month) for of in self.digests.values()]


def indexes_of(dataset: Dataset, place: Place) -> dict[int, Index]:
    """The indexes of the files of a dataset, by number: kept under the digest of their rows and what columns hold."""
    dated = {name: dataset.types[name] for name in dataset.dated}
    kept = {file.number: _kept(place, "index", [file.digest, dated, dict(dataset.types)]) for file in dataset.files}
    missing = [file for file in dataset.files if not kept[file.number].exists()]
    for at, rows in enumerate(_indexed(dataset, missing, place)):
        _keep(kept[missing[at].number], {"rows": rows})
    return {number: _index(dataset, json.loads(path.read_text())["rows"]) for number, path in kept.items()}


def _index(dataset: Dataset, kept: Iterable[tuple[str, str | None, int, str]]) -> Index:
    months: dict[str, dict[Period, int]] = {name: {} for name in dataset.dated}
    digests: dict[str, dict[Period, str]] = {name: {} for name in dataset.dated}
    undated = dict.fromkeys(dataset.dated, 0)
    for name, month, rows, digest in kept:
        if month is None:
            undated[name] = rows
        else:
            months[name][period(month)], digests[name][period(month)] = rows, digest
    return Index(months, undated, digests)


def _indexed(
    dataset: Dataset, files: Sequence[EventFile], place: Place
) -> list[list[tuple[str, str | None, int, str]]]:
    """Of each file, how many rows fall in each month by each column, and the digest of their text in their order."""
    from counterpart.capabilities.performance.measures.cells import MONTH_OF, with_month

    found: list[list[tuple[str, str | None, int, str]]] = [[] for _ in files]
    if not files:
        return found
    columns = ("sheet", "line", *dataset.types)
    cells = ", ".join(f"coalesce(CAST({named(name)} AS VARCHAR), chr(30))" for name in columns)
    digest = f"sha256(string_agg(sha256(concat_ws(chr(31), {cells})), '' ORDER BY sheet, line))"
    with _opened(dataset, files, place) as tables:
        for name in dataset.dated:
            tables.create_view("dated", with_month(tables.table("events"), name, dataset.types), overwrite=True)
            asked = f"SELECT file, {named(MONTH_OF)}, count(*), {digest} FROM dated GROUP BY 1, 2 ORDER BY 1, 2"  # noqa: S608
            for at, month, rows, mark in tables.raw_sql(asked).fetchall():
                found[at].append((name, str(_month(month)) if month else None, rows, mark))
    return found


def months_of(
    dataset: Dataset, indexes: Mapping[int, Index], wanted: Iterable[Period], place: Place
) -> dict[Period, dict[str, Month]]:
    """What was counted in each month, by indicator: as it was kept, or counted now."""
    touching = {
        month: [file for file in dataset.files if any(month in of for of in indexes[file.number].months.values())]
        for month in wanted
    }
    said = [[one.code, asdict(one.measured)] for one in dataset.indicators if one.measured]
    kept = {
        month: _kept(place, "months", [said, dict(dataset.types), _known_by(files, indexes, month), str(month)])
        for month, files in touching.items()
        if files
    }
    missing = sorted((month for month, path in kept.items() if not path.exists()), key=lambda month: month.starts_on)
    if missing:
        numbers = {file.number for month in missing for file in touching[month]}
        counted = _counted(dataset, [file for file in dataset.files if file.number in numbers], missing, place)
        for month in missing:
            _keep(kept[month], _placed(counted[month], [file.number for file in touching[month]]))
    return {month: _read_back(json.loads(path.read_text()), touching[month]) for month, path in kept.items()}


def _known_by(files: Sequence[EventFile], indexes: Mapping[int, Index], month: Period) -> list[list[str | None]]:
    return [indexes[file.number].digest_of(month) for file in files]


def _placed(counted: Mapping[str, Any], numbers: Sequence[int]) -> dict[str, Any]:
    """What was counted in a month, its files named by their place among those that touch it."""
    listed = [
        [code, why, count, [[numbers.index(number), sheet, line] for number, sheet, line in rows]]
        for code, why, count, rows in counted["listed"]
    ]
    return {"cells": counted["cells"], "listed": listed}


def _read_back(kept: Mapping[str, Any], touching: Sequence[EventFile]) -> dict[str, Month]:
    cells: dict[str, dict[tuple[str | None, str | None], tuple[Decimal, Decimal]]] = {}
    listed: dict[str, list[Listed]] = {}
    for code, column, part, numerator, denominator in kept["cells"]:
        cells.setdefault(code, {})[column, part] = _plain(numerator), _plain(denominator)
    for code, why, count, rows in kept["listed"]:
        files = [(touching[at], sheet, line) for at, sheet, line in rows]
        sources = tuple(Source(file.name, file.fingerprint, line, None, sheet) for file, sheet, line in files)
        listed.setdefault(code, []).append(Listed(Why(why), count, sources))
    return {code: Month(cells.get(code, {}), tuple(listed.get(code, ()))) for code in {*cells, *listed}}


def _plain(text: str) -> Decimal:
    """A number without noughts that say nothing."""
    number = Decimal(text)
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def _counted(
    dataset: Dataset, files: Sequence[EventFile], missing: Sequence[Period], place: Place
) -> dict[Period, dict[str, Any]]:
    """What months come to, counted in one reading of the files that touch them."""
    found: dict[Period, dict[str, Any]] = {month: {"cells": [], "listed": []} for month in missing}
    with _opened(dataset, files, place) as tables:
        for month, *cell in _cells(dataset, tables, missing):
            if month in found:
                found[month]["cells"].append(cell)
        for month, *listed in _listed(dataset, tables, files, missing):
            if month in found:
                found[month]["listed"].append(listed)
    return found


def _cells(dataset: Dataset, tables: Any, missing: Sequence[Period]) -> Iterator[tuple[Any, ...]]:
    """The month, code, column, part, numerator and denominator of every cell, in a stated order."""
    only = missing[0] if len(missing) == 1 else None
    columns = dict.fromkeys(column for measure in dataset.measures for column in measure.by)
    for column in (None, *columns):
        own = tuple(measure for measure in dataset.measures if column is None or column in measure.by)
        planned = plan(own, tuple(dataset.types.items()), by=column, of_a_month=only is not None)
        run(planned, tables.con, into="cells", month=only)
        rows = tables.raw_sql("SELECT * FROM cells").fetchall()
        for place, month, part, numerator, denominator in sorted(rows, key=lambda row: (row[0], row[1], str(row[2]))):
            yield _month(month), own[place].code, column, part, str(numerator), str(denominator)


def _listed(
    dataset: Dataset, tables: Any, files: Sequence[EventFile], missing: Sequence[Period]
) -> Iterator[tuple[Any, ...]]:
    """The month, code, reason, number and first rows of everything that is listed, in a stated order."""
    only = missing[0] if len(missing) == 1 else None
    for first in range(0, len(dataset.measures), AT_ONCE):
        measures = dataset.measures[first : first + AT_ONCE]
        planned = plan_of_exceptions(measures, tuple(dataset.types.items()), of_a_month=only is not None)
        run(planned, tables.con, into="excepted", month=only)
        for measure, why, sql in _reasons(tables, measures):
            found: dict[Period, tuple[int, list[list[Any]]]] = {}
            for month, at, sheet, line, count in tables.raw_sql(sql).fetchall():
                found.setdefault(_month(month), (count, []))[1].append([files[at].number, sheet, line])
            yield from ((when, measure.code, why.value, count, rows) for when, (count, rows) in found.items())


def _reasons(tables: Any, measures: Sequence[Measure]) -> Iterator[tuple[Measure, Why, str]]:
    """Each measure and reason for which any row is named, and what asks for the first of those rows in each month."""
    from counterpart.capabilities.performance.measures.exceptions import BITS, month_by, why_of

    every = ", ".join(f"coalesce(bit_or({why_of(place)}), 0)" for place in range(len(measures)))
    numbers = tables.raw_sql(f"SELECT {every} FROM excepted").fetchone()  # noqa: S608
    for place, (measure, number) in enumerate(zip(measures, numbers, strict=True)):
        month = named(month_by(measure.dated.name))
        for why in (why for why in Why if number & BITS[why]):
            each = (
                f"SELECT {month} AS month, file, sheet, line, count(*) OVER (PARTITION BY {month}) AS n, "  # noqa: S608
                f"row_number() OVER (PARTITION BY {month} ORDER BY file, sheet, line) AS place "
                f"FROM excepted WHERE {why_of(place)} & {BITS[why]} > 0"
            )
            asked = f"SELECT month, file, sheet, line, n FROM ({each}) WHERE place <= {MOST_TOLD}"  # noqa: S608
            yield measure, why, f"{asked} ORDER BY month, file, sheet, line"


@contextmanager
def _opened(dataset: Dataset, files: Sequence[EventFile], place: Place) -> Iterator[Any]:
    """DuckDB as Ibis has it, with the rows of files as the table `events`."""
    place.kept.mkdir(mode=0o700, parents=True, exist_ok=True)
    paths = [place.rows_of(file) for file in files]
    with opened_for_tables(place.kept, place.rows) as tables:
        selects = [_select(dataset, tables, at, path) for at, path in enumerate(paths)]
        tables.raw_sql(f"CREATE VIEW events AS {' UNION ALL '.join(selects)}")
        yield tables


def _select(dataset: Dataset, tables: Any, at: int, path: Path) -> str:
    """The rows of a file with the columns its dataset has now; one that it had not then is known of no row."""
    described = tables.raw_sql(f"DESCRIBE SELECT * FROM read_parquet({quoted(path)})").fetchall()  # noqa: S608
    types = {str(name): str(sql) for name, sql, *_ in described}
    cells = ", ".join(_cell(name, SQL_TYPES[holds], types.get(name)) for name, holds in dataset.types.items())
    return f"SELECT {at} AS file, sheet, line, {cells} FROM read_parquet({quoted(path)})"  # noqa: S608


def _cell(name: str, wanted: str, has: str | None) -> str:
    if has is None:
        return f"CAST(NULL AS {wanted}) AS {named(name)}"
    if has == wanted:
        return named(name)
    return f"TRY_CAST({named(name)} AS {wanted}) AS {named(name)}"


def _month(day: date) -> Period:
    return Period(Kind.MONTH, day.year, day.month)


def _kept(place: Place, what: str, of: Any) -> Path:
    mark = sha256(json.dumps([HOW, of], sort_keys=True, default=str).encode()).hexdigest()
    return place.kept / what / mark[:2] / f"{mark}.json"


def _keep(path: Path, told: Mapping[str, Any]) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(path, json.dumps(told, ensure_ascii=False).encode())
