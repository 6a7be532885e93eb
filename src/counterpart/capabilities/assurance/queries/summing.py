"""What is judged against everything when a month is added, by sums that are kept, and what is kept for the next."""

import ibis

from counterpart.capabilities.assurance.checks import orders, patterns
from counterpart.capabilities.assurance.queries.auditing import each_of
from counterpart.capabilities.assurance.queries.history import SUMS, History, as_told
from counterpart.capabilities.assurance.queries.running import Run, sql_of
from counterpart.capabilities.assurance.queries.telling import totals_of
from counterpart.capabilities.assurance.rules.parameters import Check
from counterpart.engines.clocks.progress import tell


def judge_against_everything(run: Run) -> None:
    """What is judged against everything, by sums that are kept."""
    tell("Comparing with everything", done=2, of=4)
    base = ibis.table(run.table("anew").schema(), name="base")
    run.made["base"] = base
    run.duck.execute(
        "CREATE TABLE counts AS SELECT code, quantity, CAST(sum(times) AS BIGINT) AS times FROM (FROM past_counts "
        "UNION ALL SELECT code, quantity, 1 FROM anew WHERE row NOT IN (SELECT row FROM changed)) GROUP BY 1, 2"
    )
    run.duck.execute("CREATE VIEW changed_before AS SELECT * FROM past_base WHERE row IN (SELECT row FROM changed)")
    _outlier(run, ibis.table(base.group_by("code", "quantity").agg(times=base.count()).schema(), name="counts"))
    _merge(run, "totals", "subcontractor, of_no_job, not_completed", ("lines", "billed"),
           totals_of("anew"), totals_of("changed_before"))  # fmt: skip
    digits = patterns.digits(run.table("anew"))
    known = patterns.digits(ibis.table(base.schema(), name="changed_before"))
    nine = tuple(f"d{digit}" for digit in range(1, 10))
    _merge(run, "digits", "subcontractor", nine, sql_of(digits), sql_of(known))
    kept = ibis.table(digits.schema(), name="digits")
    run.replace(Check.FIRST_DIGIT, patterns.first_digit(kept, run.parameters), "true")


def _outlier(run: Run, counts: ibis.Table) -> None:
    """Lines far from the median of their code, and subcontractors far from the others.

    The lines that were far are kept; all are read again only for quantities that have become far.
    """
    far = run.keep("far", patterns.far(counts, run.parameters))
    columns = ", ".join(run.table("anew").columns)
    newly = (
        "SELECT (named, far) FROM far WHERE (named, far) NOT IN (SELECT (named, far) FROM past_far) "
        "AND (named, far) IN (SELECT (code, quantity) FROM past_counts)"
    )
    of_old = "SELECT * FROM past_base WHERE row NOT IN (SELECT row FROM changed)"
    some = (
        f"FROM ({of_old}) WHERE (code, quantity) IN ({newly})"
        if run.ask(f"{newly} LIMIT 1")
        else "FROM anew WHERE false"
    )
    run.duck.execute(
        f"CREATE TABLE far_lines AS SELECT {columns} FROM past_far_lines WHERE row NOT IN (SELECT row FROM changed) "  # noqa: S608
        f"AND (code, quantity) IN (SELECT (named, far) FROM far) UNION ALL SELECT {columns} {some} "
        f"UNION ALL SELECT {columns} FROM anew WHERE (code, quantity) IN (SELECT (named, far) FROM far)"
    )
    lines = ibis.table(run.table("anew").schema(), name="far_lines")
    run.replace(Check.OUTLIER, patterns.outlier(lines, far, run.parameters), "true")
    run.duck.execute("CREATE VIEW whole_before AS SELECT * FROM past_base WHERE job_id IN (SELECT job_id FROM touched)")

    def each(of: str) -> ibis.Table:
        worths = orders.worths(ibis.table(run.table("anew").schema(), name=of))
        return worths.group_by("subcontractor").agg(billed=worths.worth.sum().cast("int64"), jobs=worths.count())

    now = each("whole_jobs")
    _merge(run, "each", "subcontractor", ("billed", "jobs"), sql_of(now), sql_of(each("whole_before")))
    if Check.OUTLIER not in run.parameters.off:
        run.find(patterns.dear(ibis.table(now.schema(), name="each"), run.parameters))


def _merge(run: Run, name: str, keys: str, sums: tuple[str, ...], more: str, less: str) -> None:
    """Sums that are kept, with those of further lines, and without those of lines that are others now."""
    added = ", ".join(f"CAST(sum({each}) AS BIGINT) AS {each}" for each in sums)
    taken = ", ".join(f"-{each}" for each in sums)
    run.duck.execute(
        f"CREATE TABLE {name} AS SELECT {keys}, {added} FROM (FROM past_{name} UNION ALL {more} "  # noqa: S608
        f"UNION ALL SELECT {keys}, {taken} FROM ({less})) GROUP BY {keys}"
    )
    if name == "totals":
        run.duck.execute("DELETE FROM totals WHERE lines = 0")


def remember_more(run: Run, history: History) -> None:
    """Write what is to be remembered beside what is; it holds when the history is settled."""
    time = history.times
    history.write(run.duck, "base", f"SELECT *, {time} AS time FROM anew ORDER BY completed_day")  # noqa: S608
    history.write(run.duck, "jobs", "SELECT * FROM jobs ORDER BY started")
    history.write(run.duck, "gone", "SELECT row, time FROM past_gone UNION SELECT row, time FROM changed")
    _sums(run, history)
    history.listed = {**history.says, "rows": history.says["rows"] + run.ask("SELECT count(*) FROM lines")[0][0]}


def remembered(run: Run, history: History) -> None:
    """Write a first audit into a history."""
    history.write(run.duck, "base", "SELECT *, 0 AS time FROM base ORDER BY completed_day")
    history.write(run.duck, "jobs", "SELECT * FROM jobs ORDER BY started")
    history.write(run.duck, "gone", "SELECT CAST(0 AS BIGINT) AS row, 0 AS time WHERE false")
    most = run.parameters.whole(Check.OVERLAP, "most_together")
    if Check.OVERLAP in run.parameters.off:
        run.duck.execute("CREATE TABLE islands AS SELECT operative_id, job_id, 0 AS size FROM jobs WHERE false")
    run.duck.execute(f"CREATE TEMP VIEW crowded AS SELECT operative_id, job_id, size FROM islands WHERE size > {most}")  # noqa: S608
    if Check.OUTLIER in run.parameters.off:
        run.keep("far", patterns.far(run.table("counts"), run.parameters))
        run.keep("each", each_of(run))
    run.duck.execute(
        "CREATE TABLE far_lines AS SELECT * FROM base WHERE (code, quantity) IN (SELECT (named, far) FROM far)"
    )
    _sums(run, history, crowded="crowded")
    history.listed = {
        "rows": run.ask("SELECT count(*) FROM base")[0][0],
        "numbered": sorted(run.taken.numbered),
        "parameters": as_told(run.parameters),
    }


def _sums(run: Run, history: History, crowded: str = "islands") -> None:
    time = history.times
    history.write(
        run.duck,
        "unknown",
        f"SELECT row, {time} AS time, job_id FROM {'anew' if time else 'base'} WHERE status IS NULL"  # noqa: S608
        + (" UNION ALL SELECT * FROM past_unknown WHERE row NOT IN (SELECT row FROM changed)" if time else ""),
    )
    for name in SUMS:
        if name in ("unknown", "crowded", "gone"):
            continue
        history.write(run.duck, name, f"SELECT * FROM {name}")  # noqa: S608
    history.write(run.duck, "crowded", f"SELECT * FROM {crowded}")  # noqa: S608
