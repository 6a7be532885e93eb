"""The whole audit with DuckDB: the base joined once, each check run on it, the money counted once a line.

No database and no Django: it reads files and leaves findings.parquet in a folder.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from os import cpu_count
from pathlib import Path

import ibis
import ibis.expr.types as ir

from counterpart.capabilities.assurance.checks import charges, orders, pairs, patterns, tables
from counterpart.capabilities.assurance.queries import intake
from counterpart.capabilities.assurance.queries.running import Run
from counterpart.capabilities.assurance.queries.telling import totals_of, written
from counterpart.capabilities.assurance.rules.parameters import Check, Parameters
from counterpart.capabilities.assurance.rules.summary import Summary
from counterpart.engines.clocks.progress import tell
from counterpart.engines.evidence.duck import opened

ALONE: tuple[Callable[[ir.Table, Parameters], ir.Table], ...] = (
    charges.not_done,
    charges.void,
    charges.unknown_code,
    charges.out_of_period,
    charges.quantity,
    charges.rate,
    charges.arithmetic,
)
SPILLED = "64GB"
THREADS = min(cpu_count() or 1, 8)


def audit(
    files: Mapping[str, Path],
    parameters: Parameters,
    *,
    folder: Path,
    today: date,
    memory: str = "2GB",
    keep: Callable[[Run], None] | None = None,
    beside: Path | None = None,
) -> Summary:
    """Audit the files and leave findings.parquet and findings.csv in a folder. Raises Refused with every problem.

    `keep` is handed the finished run, which may write in the folder `beside`.
    """
    work = folder / "work"
    work.mkdir()
    places = [
        work,
        folder,
        *([beside] if beside else []),
        *dict.fromkeys(file.absolute().parent for file in files.values()),
    ]
    tell("Reading the files")
    with opened(*places, memory=memory, spilled=SPILLED) as duck:
        found = intake.sources(duck, {kind: file.absolute() for kind, file in files.items()}, work)
    with opened(*places, memory=memory, spilled=SPILLED, threads=THREADS, in_order=False) as duck:
        taken = intake.take(duck, found, today)
        shapes = tables.schemas(taken.numbered)
        run = Run(duck, taken, parameters, {name: ibis.table(shape, name=name) for name, shape in shapes.items()})
        _joined(run)
        _checked(run)
        run.duck.execute(f"CREATE TABLE totals AS {totals_of('base')}")
        summary = written(run, folder)
        if keep:
            keep(run)
        return summary


def _joined(run: Run) -> None:
    """The base: each line once, beside its job, its property and its rate."""
    tell("Setting lines beside jobs and rates", of=len(Check) + 2)
    placed = tables.places(run.table("jobs"), run.table("properties")).view()
    bucketed = run.keep("bucketed", tables.buckets(run.table("rates")))
    base = run.keep("base", tables.base(run.table("lines"), placed, bucketed))
    counts = run.ask("SELECT (SELECT count(*) FROM base), (SELECT count(*) FROM lines)")
    if counts[0][0] != counts[0][1]:
        intake.must_hold(list(intake.twice(run.duck, run.taken.sources["jobs"], "job_id")))
    run.drop("bucketed")
    run.duck.execute("CREATE VIEW all_jobs AS SELECT * FROM jobs")
    run.keep("found", nothing_found(base, run.parameters))


def nothing_found(base: ir.Table, parameters: Parameters) -> ir.Table:
    """Findings before the first of them."""
    empty = tables.findings(base, Check.RATE, parameters, because=ibis.literal(""), billed=base.amount, due=base.amount)
    return empty.limit(0)


def _checked(run: Run) -> None:
    """Run each check that was asked for, as its turn comes: what it needs is made just before it."""
    for done, (check, work) in enumerate(_steps(run), start=1):
        if check not in run.parameters.off:
            tell(run.parameters.row(check).title, done=done, of=len(Check) + 2)
            work()


def _steps(run: Run) -> Iterator[tuple[Check, Callable[[], None]]]:
    """Every check and how it is run."""
    base, parameters = run.table("base"), run.parameters
    for check in ALONE:
        yield Check(check.__name__), lambda check=check: run.find(check(base, parameters))  # type: ignore[misc]
    exclusions = run.table("exclusions")
    yield Check.EXCLUSIVE, lambda: run.find(pairs.exclusive(base, exclusions, parameters))
    candidates = run.keep("candidates", pairs.repeated(base))
    yield Check.DUPLICATE, lambda: run.find(pairs.duplicate(candidates, parameters))
    yield Check.REBILLED, lambda: run.find(pairs.rebilled(candidates, parameters))
    run.drop("candidates")
    jobs = run.table("jobs")
    yield Check.OVERLAP, lambda: _overlap(run, jobs)
    worths = run.keep("worths", orders.worths(base))
    yield Check.SPLIT, lambda: run.find(orders.split(jobs, worths, parameters))
    counts = run.keep("counts", base.group_by("code", "quantity").agg(times=base.count()))
    yield Check.OUTLIER, lambda: _outlier(run, base, counts)
    digits = run.keep("digits", patterns.digits(base))
    yield Check.FIRST_DIGIT, lambda: run.find(patterns.first_digit(digits, parameters))


def _overlap(run: Run, jobs: ir.Table) -> None:
    busy = run.keep("busy_days", orders.busy_days(jobs))
    run.find(orders.overlap(run.keep("islands", orders.islands(jobs, busy)), run.parameters))


def _outlier(run: Run, base: ir.Table, counts: ir.Table) -> None:
    far = run.keep("far", patterns.far(counts, run.parameters))
    run.find(patterns.outlier(base, far, run.parameters))
    run.find(patterns.dear(run.keep("each", each_of(run)), run.parameters))


def each_of(run: Run) -> ir.Table:
    """What each subcontractor billed, on how many jobs."""
    worths = run.table("worths")
    return worths.group_by("subcontractor").agg(billed=worths.worth.sum().cast("int64"), jobs=worths.count())
