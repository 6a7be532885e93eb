"""Reads jobs, lines and properties (CSV or Parquet) into tables of whole numbers, or tells what is wrong with them."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import duckdb

from counterpart.capabilities.pricing.rules.comparing import History
from counterpart.engines.evidence.duck import named, quoted
from counterpart.values.reference import folded
from counterpart.values.refusal import Problem, Refusal, Refused, shown

WANTED: Mapping[str, Mapping[str, bool]] = {
    "jobs": {"job_id": True, "property_id": True, "raised_at": True, "trade": False, "priority": False, "area": False},
    "lines": {"job_id": True, "amount": True},
    "properties": {"property_id": True, "area": False, "void_from": False},
}
"""The columns that are read of each file, and whether they must be there."""

_MONTH = "(year({0}) * 12 + month({0}) - 1)::INTEGER"
_DAY = "date_diff('day', DATE '1970-01-01', {0})::INTEGER"


def read(duck: duckdb.DuckDBPyConnection, files: Mapping[str, Path]) -> None:
    """Make the tables jobs, lines and properties. Raises Refused with every problem."""
    problems: list[Problem] = []
    for kind in WANTED:
        _given(duck, kind, files[kind], problems)
    _must_hold(problems)
    _table(duck, "jobs", files, problems, _jobs())
    _table(
        duck,
        "lines",
        files,
        problems,
        "job_id, TRY_CAST(round(TRY_CAST(amount AS DECIMAL(18, 4)) * 100) AS BIGINT) AS pence",
    )
    _table(duck, "properties", files, problems, _properties())
    _must_hold(problems)
    for kind, key in (("jobs", "job_id"), ("properties", "property_id")):
        problems.extend(_twice(duck, kind, key, files[kind].name))
    _must_hold(problems)


def _jobs() -> str:
    day = "TRY_CAST(raised_at AS TIMESTAMP)::DATE"
    return f"job_id, property_id, trade, priority, {_DAY.format(day)} AS day, {_MONTH.format(day)} AS month, area"


def _properties() -> str:
    day = _DAY.format("TRY_CAST(void_from AS TIMESTAMP)::DATE")
    return f"property_id, (row_number() OVER (ORDER BY property_id) - 1)::INTEGER AS place, area, {day} AS void_day"


def _given(duck: duckdb.DuckDBPyConnection, kind: str, file: Path, problems: list[Problem]) -> None:
    """The file as a table of text with the names that are wanted."""
    with open(file, "rb") as opened:
        parquet = opened.read(4) == b"PAR1"
    source = (
        f"read_parquet({quoted(file)})"
        if parquet
        else f"read_csv({quoted(file)}, all_varchar = true, header = true, delim = ',', quote = '\"', escape = '\"')"
    )
    try:
        described = duck.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()  # noqa: S608
        titles = {folded(str(row[0])): str(row[0]) for row in described}
        found = {name: titles.get(folded(name)) for name in WANTED[kind]}
        missing = [name for name, title in found.items() if title is None and WANTED[kind][name]]
        problems += [Problem(file.name, None, name, "no such column", "it in the file") for name in missing]
        if not missing:
            duck.execute(f"CREATE TEMP TABLE {named(f'given_{kind}')} AS SELECT {_chosen(found)} FROM {source}")  # noqa: S608
    except duckdb.Error as error:
        problems.append(Problem(file.name, None, None, shown(str(error)), "a CSV or Parquet file that can be read"))


def _chosen(found: Mapping[str, str | None]) -> str:
    return ", ".join(
        f"nullif(trim(CAST({named(title)} AS VARCHAR)), '') AS {named(name)}"
        if title
        else f"NULL::VARCHAR AS {named(name)}"
        for name, title in found.items()
    )


_CHECKED = {
    "jobs": {"raised_at": ("TRY_CAST(raised_at AS TIMESTAMP)", "a moment, such as 2026-03-31T09:30")},
    "lines": {"amount": ("TRY_CAST(amount AS DECIMAL(18, 4))", "an amount in pounds")},
    "properties": {"void_from": ("TRY_CAST(void_from AS TIMESTAMP)", "a day, such as 2026-03-31")},
}


def _table(
    duck: duckdb.DuckDBPyConnection, kind: str, files: Mapping[str, Path], problems: list[Problem], columns: str
) -> None:
    """The typed table of a kind, with a problem for the first cell of each column that cannot be read."""
    given = named(f"given_{kind}")
    for name, required in WANTED[kind].items():
        reading, wanted = _CHECKED[kind].get(name, ("''", "it filled in"))
        wrong = f"({name} IS NOT NULL AND {reading} IS NULL)" + (f" OR {name} IS NULL" if required else "")
        asked = f"SELECT count(*), min(rowid), arg_min({name}, rowid) FROM {given} WHERE {wrong}"  # noqa: S608
        count, first, cell = duck.execute(asked).fetchone() or (0, 0, None)
        if count:
            many = f" and {count - 1:,} more like it" if count > 1 else ""
            problems.append(Problem(files[kind].name, int(first) + 2, name, f"{shown(cell or '')}{many}", wanted))
    duck.execute(f"CREATE TABLE {named(kind)} AS SELECT {columns} FROM {given}")  # noqa: S608
    duck.execute(f"DROP TABLE {given}")


def _twice(duck: duckdb.DuckDBPyConnection, kind: str, key: str, file: str) -> Iterable[Problem]:
    asked = f"SELECT {key}, count(*) FROM {kind} GROUP BY 1 HAVING count(*) > 1 ORDER BY 1 LIMIT 5"  # noqa: S608
    for id, count in duck.execute(asked).fetchall():
        yield Problem(file, None, key, f"{shown(str(id))} {count} times", "each once")


def history(duck: duckdb.DuckDBPyConnection) -> History:
    """What the tables hold altogether. Raises Refused where no job was charged for, so that nothing can be compared."""

    def one(sql: str) -> tuple[int, ...]:
        return tuple(int(value or 0) for value in (duck.execute(sql).fetchone() or ()))

    jobs, first, last = one("SELECT count(*), min(month), max(month) FROM jobs")
    lines, billed = one("SELECT count(*), sum(pence) FROM lines")
    (properties,) = one("SELECT count(*) FROM properties")
    stray = one("SELECT count(*), sum(pence) FROM lines ANTI JOIN jobs USING (job_id)")
    if not jobs or not properties or lines == stray[0]:
        raise Refused(
            Refusal(
                code="pricing.nothing-to-compare",
                what="The mechanisms were not compared",
                fact=f"there are {jobs:,} jobs, {properties:,} properties and {lines - stray[0]:,} lines of these jobs",
                rule="mechanisms are compared on jobs that were charged for, at properties that are known",
                next_step="Give the jobs, lines and properties of the same years.",
            )
        )
    away = one("SELECT count(*), sum(value) FROM priced WHERE place < 0")
    return History(jobs, lines, properties, first, last - first + 1, billed, (stray[0], stray[1]), (away[0], away[1]))


def _must_hold(problems: list[Problem]) -> None:
    if problems:
        many = "one problem" if len(problems) == 1 else f"{len(problems)} problems"
        raise Refused(
            Refusal(
                code="pricing.files-not-sound",
                what="The mechanisms were not compared",
                fact=f"the files have {many}",
                rule="files are read whole before anything is worked out",
                next_step="Mend each of these and try again:",
                problems=tuple(problems),
            )
        )
