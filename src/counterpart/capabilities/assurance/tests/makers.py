"""Small audits: files written as Parquet and audited, and the same rows for the slow twin."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from counterpart.capabilities.assurance.queries.auditing import audit
from counterpart.capabilities.assurance.queries.shelf import parameters
from counterpart.capabilities.assurance.rules.parameters import Parameters
from counterpart.capabilities.assurance.rules.rows import Files, Job, Line, Property, Rate
from counterpart.capabilities.assurance.rules.summary import Summary

TODAY = date(2026, 11, 21)
EPOCH = date(1970, 1, 1)
BEGINNING = datetime.fromisoformat("1970-01-01")
COLUMNS = {
    "lines": "line_id {id}, job_id {id}, code VARCHAR, quantity DECIMAL(12, 3), unit VARCHAR, rate DECIMAL(12, 4), "
    "amount DECIMAL(12, 2), invoiced_on DATE",
    "jobs": "job_id {id}, property_id {id}, trade VARCHAR, status VARCHAR, subcontractor VARCHAR, operative_id {id}, "
    "raised_at TIMESTAMP, started_at TIMESTAMP, completed_at TIMESTAMP",
    "rates": "code VARCHAR, unit VARCHAR, rate DECIMAL(12, 4), max_quantity DECIMAL(12, 3), valid_from DATE, "
    "valid_to DATE",
    "exclusions": "code VARCHAR, excludes VARCHAR",
    "properties": "property_id {id}, floor_area_m2 DECIMAL(8, 2), void_from DATE",
}


def write(folder: Path, tables: Mapping[str, Sequence[Sequence[Any]]], ids: str = "BIGINT") -> dict[str, Path]:
    """Files of these rows, their ids numbers or text."""
    files = {}
    with duckdb.connect() as duck:
        for name, rows in tables.items():
            duck.execute(f"CREATE TABLE {name} ({COLUMNS[name].format(id=ids)})")
            if rows:
                duck.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(rows[0]))})", rows)
            files[name] = folder / f"{name}.parquet"
            duck.execute(f"COPY {name} TO '{files[name]}' (FORMAT parquet)")
    return files


def audited(
    folder: Path, files: Mapping[str, Path], given: Parameters | None = None
) -> tuple[Summary, list[dict[str, Any]]]:
    """What the audit finds, as rows by column."""
    out = folder / "out"
    out.mkdir()
    summary = audit(files, given or parameters(), folder=out, today=TODAY, memory="500MB")
    return summary, rows_of(out / "findings.parquet")


def rows_of(file: Path) -> list[dict[str, Any]]:
    with duckdb.connect() as duck:
        found = duck.execute(f"SELECT * FROM '{file}'")
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def day_number(on: date | None) -> int | None:
    return None if on is None else (on - EPOCH).days


def moment_number(at: datetime | None) -> int | None:
    return None if at is None else (at - BEGINNING) // timedelta(microseconds=1)


def scaled(value: Decimal | None, places: int) -> int | None:
    return None if value is None else int(value.scaleb(places))


def as_rows(tables: Mapping[str, Sequence[Sequence[Any]]]) -> Files:
    """The same tables as the slow twin reads them."""
    return Files(
        lines=tuple(_line(number, row) for number, row in enumerate(tables["lines"])),
        jobs=tuple(map(_job, tables["jobs"])),
        rates=tuple(map(_rate, tables["rates"])),
        exclusions=tuple((one, other) for one, other in tables.get("exclusions", ())),
        properties=tuple(
            Property(id, scaled(area, 3), day_number(void)) for id, area, void in tables.get("properties", ())
        ),
    )


def _line(number: int, row: Iterable[Any]) -> Line:
    line_id, job_id, code, quantity, unit, rate, amount, on = row
    whole = scaled(quantity, 3), unit, scaled(rate, 4), scaled(amount, 2), day_number(on)
    return Line(number, line_id, job_id, code, *whole)  # type: ignore[arg-type]


def _job(row: Iterable[Any]) -> Job:
    job_id, property_id, trade, status, subcontractor, operative, raised, started, completed = row
    began = started or raised
    return Job(
        job_id,
        property_id,
        trade,
        status,
        subcontractor,
        operative,
        day_number(began.date() if began else None),
        moment_number(started),
        moment_number(completed),
        day_number(completed.date() if completed else None),
    )


def _rate(row: Iterable[Any]) -> Rate:
    code, _, rate, most, first, last = row
    return Rate(code, scaled(rate, 4) or 0, day_number(first) or 0, day_number(last) or 36_524, scaled(most, 3))
