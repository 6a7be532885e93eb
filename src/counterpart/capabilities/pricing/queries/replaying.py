"""Replays a history under each mechanism with DuckDB: one pass that prices the jobs, then sums of it. No database."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import ibis
import ibis.expr.types as ir
import numpy as np

from counterpart.capabilities.pricing import measures
from counterpart.capabilities.pricing.queries import intake
from counterpart.capabilities.pricing.rules.again import Cells, Samples, samples, totals
from counterpart.capabilities.pricing.rules.comparing import Comparison, History, Replayed, compared
from counterpart.capabilities.pricing.rules.mechanisms import Kind, Mechanism, Mechanisms, Unit
from counterpart.engines.clocks.progress import tell
from counterpart.engines.evidence.duck import opened


@dataclass
class _Replay:
    duck: duckdb.DuckDBPyConnection
    asked: Mechanisms
    history: History
    drawn: Samples
    jobs: ir.Table
    known: dict[str, list[int]]


def compare(files: Mapping[str, Path], asked: Mechanisms, *, folder: Path, memory: str = "2GB") -> Comparison:
    """Compare the mechanisms on the jobs, lines and properties of these files. Raises Refused."""
    tell("Reading the files")
    places = [folder, *dict.fromkeys(file.absolute().parent for file in files.values())]
    with opened(*places, memory=memory) as duck:
        intake.read(duck, {kind: file.absolute() for kind, file in files.items()})
        tables = {name: ibis.table(shape, name=name) for name, shape in measures.SCHEMAS.items()}
        priced = measures.priced(tables["jobs"], tables["lines"], tables["properties"])
        duck.execute(f"CREATE TABLE priced AS {_sql(priced)}")
        history = intake.history(duck)
        tell("Drawing samples")
        drawn = samples(properties=history.properties, months=history.months, draws=asked.draws, seed=asked.seed)
        jobs = ibis.table(priced.schema(), name="priced")
        replay = _Replay(duck, asked, history, drawn, jobs, {})
        replayed = []
        for done, mechanism in enumerate(asked.mechanisms, start=1):
            tell(mechanism.name, done=done, of=len(asked.mechanisms))
            replayed.append(_replayed(replay, mechanism))
        everything = replace(asked.mechanisms[0], kind=Kind.RATES)
        billed, _ = _sums(replay, jobs, everything)
        dearer, _ = _sums(replay, measures.dearer(jobs), everything)
    return Comparison(asked, history, compared(replayed, billed=billed, dearer=dearer))


def _replayed(replay: _Replay, mechanism: Mechanism) -> Replayed:
    pence, jobs = _sums(replay, replay.jobs, mechanism)
    dearer, _ = _sums(replay, measures.dearer(replay.jobs), mechanism)
    cells = _by_area(replay, mechanism)
    return Replayed(
        mechanism=mechanism,
        pence=pence,
        jobs=jobs,
        units=sum(units for _, units in cells.values()),
        dearer=dearer,
        samples=list(zip(_sampled(replay, mechanism), _sampled_units(replay, mechanism), strict=True)),
        cells=cells,
        caps=_capped(replay, mechanism),
    )


def _sums(replay: _Replay, jobs: ir.Table, mechanism: Mechanism) -> tuple[int, int]:
    pence, count = replay.duck.execute(_sql(measures.sums(jobs, mechanism))).fetchone() or (0, 0)
    return int(pence), int(count)


def _capped(replay: _Replay, mechanism: Mechanism) -> tuple[tuple[Decimal | None, int, int], ...]:
    """Without a cap, and with each that was asked for or the mechanism’s own; nothing where a price covers no work."""
    if mechanism.unit is None:
        return ()
    own = {mechanism.value_cap} if mechanism.value_cap is not None else set()
    caps = [None, *sorted({*replay.asked.caps} | own)]
    return tuple((cap, *_sums(replay, replay.jobs, replace(mechanism, value_cap=cap))) for cap in caps)


def _sampled(replay: _Replay, mechanism: Mechanism) -> list[int]:
    """The pence by value in each sample. Mechanisms that pay the same jobs by value share one working out."""
    sql = _sql(measures.cells(replay.jobs, mechanism))
    if sql not in replay.known:
        where = f"SELECT place, month, pence FROM ({sql}) WHERE place >= 0"  # noqa: S608
        elsewhere = f"SELECT coalesce(sum(pence), 0)::BIGINT FROM ({sql}) WHERE place < 0"  # noqa: S608
        (fixed,) = replay.duck.execute(elsewhere).fetchone() or (0,)
        replay.known[sql] = [total + int(fixed) for total in totals(_cells(replay, where), replay.drawn)]
    return replay.known[sql]


def _sampled_units(replay: _Replay, mechanism: Mechanism) -> list[int]:
    """The units in each sample: as many properties and months as there are, or the voids of those drawn."""
    if mechanism.unit is Unit.VOID:
        return totals(_cells(replay, f"SELECT place, month, 1 FROM ({_VOIDS})"), replay.drawn)  # noqa: S608
    whole = replay.history.properties * replay.history.months if mechanism.unit is Unit.PROPERTY else 0
    return [whole] * replay.asked.draws


_VOIDS = (
    "SELECT place, area, (year(began) * 12 + month(began) - 1)::INTEGER AS month FROM "
    "(SELECT place, coalesce(area, '') AS area, DATE '1970-01-01' + void_day AS began FROM properties "
    "WHERE void_day IS NOT NULL) WHERE month BETWEEN (SELECT min(month) FROM jobs) AND (SELECT max(month) FROM jobs)"
)


def _cells(replay: _Replay, sql: str) -> Cells:
    columns: Any = list(replay.duck.execute(sql).fetchnumpy().values())
    place, month, numbers = (np.asarray(column, dtype=np.int64) for column in columns)
    return Cells(place, month - replay.history.first_month, numbers)


def _by_area(replay: _Replay, mechanism: Mechanism) -> dict[tuple[int, str], tuple[int, int]]:
    """Pence by value and units, by month and area."""
    rows = replay.duck.execute(_sql(measures.by_area(replay.jobs, mechanism))).fetchall()
    cells = {(int(month), str(area)): (int(pence), 0) for month, area, pence, _ in rows}
    for month, area, units in _units(replay, mechanism):
        cells[month, area] = (cells.get((month, area), (0, 0))[0], units)
    return cells


def _units(replay: _Replay, mechanism: Mechanism) -> list[tuple[int, str, int]]:
    if mechanism.unit is Unit.VOID:
        sql = f"SELECT month, area, count(*) FROM ({_VOIDS}) GROUP BY 1, 2"  # noqa: S608
        return [(int(month), str(area), int(count)) for month, area, count in replay.duck.execute(sql).fetchall()]
    if mechanism.unit is None:
        return []
    areas = replay.duck.execute("SELECT coalesce(area, ''), count(*) FROM properties GROUP BY 1").fetchall()
    first = replay.history.first_month
    return [
        (month, str(area), int(count)) for month in range(first, first + replay.history.months) for area, count in areas
    ]


def _sql(expression: ir.Table) -> str:
    return str(ibis.to_sql(expression, dialect="duckdb", pretty=False))
