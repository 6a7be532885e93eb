"""What an audit came to: the findings written out, and the numbers of its summary and report."""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from counterpart.capabilities.assurance.checks import counting
from counterpart.capabilities.assurance.queries.running import Run, sql_of
from counterpart.capabilities.assurance.rules.parameters import Check
from counterpart.capabilities.assurance.rules.rows import UNDONE
from counterpart.capabilities.assurance.rules.summary import Large, Left, Share, Summary, Tally
from counterpart.engines.clocks.progress import tell
from counterpart.engines.evidence.duck import named, quoted

FIRST = 100_000
"""So many findings go into the file for a spreadsheet."""
LARGEST = 10


def written(run: Run, folder: Path) -> Summary:
    """Write findings.parquet and findings.csv, and give what they come to."""
    tell("Writing the findings", done=len(Check) + 1, of=len(Check) + 2)
    counted = run.keep("counted", counting.counted(run.table("found")))
    in_order = counted.order_by(
        counted.row.asc(nulls_first=False), "rank", "job_id", "related_line_id", "related_job_id", "subcontractor"
    )
    rows = sql_of(counting.numbered(in_order))
    parquet, csv = folder / "findings.parquet", folder / "findings.csv"
    run.duck.execute(f"COPY ({rows}) TO {quoted(parquet)} (FORMAT parquet, COMPRESSION zstd)")
    for_a_spreadsheet(run.duck, parquet, csv)
    return _summary(run)


def for_a_spreadsheet(duck: duckdb.DuckDBPyConnection, parquet: Path, csv: Path) -> None:
    """The first findings as CSV: a text that a spreadsheet would take for a formula gets an apostrophe before it."""
    described = duck.execute(f"DESCRIBE SELECT * FROM read_parquet({quoted(parquet)})").fetchall()  # noqa: S608
    texts = [named(str(name)) for name, holds, *_ in described if holds == "VARCHAR"]
    formula, guarded = quoted(r"^([=+\-@\t\r])"), quoted(r"'\1")
    cells = ", ".join(f"regexp_replace({name}, {formula}, {guarded}) AS {name}" for name in texts)
    rows = f"SELECT * REPLACE ({cells}) FROM read_parquet({quoted(parquet)}) LIMIT {FIRST}"  # noqa: S608
    duck.execute(f"COPY ({rows}) TO {quoted(csv)} (FORMAT csv, HEADER)")


def totals_of(lines: str) -> str:
    """How many lines there are and what they come to, by subcontractor and by what keeps them from being checked."""
    return (
        f"SELECT subcontractor, status IS NULL AS of_no_job, status IS NOT NULL AND completed_day IS NULL "  # noqa: S608
        f"AND status NOT IN {UNDONE} AS not_completed, count(*) AS lines, CAST(sum(amount) AS BIGINT) AS billed "
        f"FROM {lines} GROUP BY 1, 2, 3"
    )


def _summary(run: Run) -> Summary:
    lines, billed = run.ask("SELECT CAST(sum(lines) AS BIGINT), coalesce(sum(billed), 0) FROM totals")[0]
    found = {Check(name): Tally(n, int(worth)) for name, n, worth in run.ask(_BY_CHECK)}
    shares = tuple(
        Share(by, n, int(worth), over, int(overcharge), int(undercharge))
        for by, n, worth, over, overcharge, undercharge in run.ask(_BY_SUBCONTRACTOR)
    )
    asked = [check for check in Check if check not in run.parameters.off]
    return Summary(
        lines=lines,
        billed=int(billed),
        overcharge=sum(tally.counted for tally in found.values()),
        undercharge=sum(share.undercharge for share in shares),
        findings={check: found.get(check, Tally(0, 0)) for check in asked},
        shares=shares,
        largest=tuple(Large(*row) for row in run.ask(_LARGEST)),
        left=tuple(_left(run)),
        parameters=run.parameters,
    )


_BY_CHECK = 'SELECT "check", count(*), sum(counted) FROM counted GROUP BY 1'
_BY_SUBCONTRACTOR = """
    WITH own AS (
        SELECT row, sum(counted) AS overcharge, least(min(difference), 0) AS undercharge
        FROM counted WHERE row IS NOT NULL GROUP BY row
    ), flagged AS (
        SELECT subcontractor, count(*) FILTER (WHERE overcharge > 0) AS overcharged, sum(overcharge) AS overcharge,
            sum(undercharge) AS undercharge
        FROM (SELECT row, any_value(subcontractor) AS subcontractor FROM counted WHERE row IS NOT NULL GROUP BY row)
        JOIN own USING (row) GROUP BY subcontractor
    ), everything AS (
        SELECT subcontractor, CAST(sum(lines) AS BIGINT) AS lines, sum(billed) AS billed FROM totals GROUP BY 1
    )
    SELECT e.subcontractor, lines, billed, coalesce(overcharged, 0), coalesce(overcharge, 0), coalesce(undercharge, 0)
    FROM everything e LEFT JOIN flagged f ON e.subcontractor IS NOT DISTINCT FROM f.subcontractor
    ORDER BY coalesce(overcharge, 0) DESC, e.subcontractor NULLS LAST
"""
_LARGEST = f"""
    SELECT "check" || '/' || line_id, "check", counted, subcontractor, because FROM counted
    WHERE counted > 0 ORDER BY counted DESC, row, rank LIMIT {LARGEST}
"""  # noqa: S608
_WITHOUT = (
    ("of_no_job", "Lines whose job is not among the jobs",
     "only their arithmetic, and whether they stand twice, was checked"),
    ("not_completed",
     "Lines on jobs without a day of completion", "no rate, and nothing that counts from that day"),
    ("NOT of_no_job AND subcontractor IS NULL", "Lines on jobs without a subcontractor",
     "they are in the totals, and in no subcontractor’s own"),
)  # fmt: skip


def _left(run: Run) -> Iterator[Left]:
    """What was not checked, and why."""
    columns = ", ".join(
        f"coalesce(sum(lines) FILTER (WHERE {where}), 0), coalesce(sum(billed) FILTER (WHERE {where}), 0)"
        for where, *_ in _WITHOUT
    )
    numbers = run.ask(f"SELECT {columns} FROM totals")[0]  # noqa: S608
    for place, (_, what, why) in enumerate(_WITHOUT):
        if n := int(numbers[2 * place]):
            yield Left(what, why, n, int(numbers[2 * place + 1]))
    for check in run.parameters.off:
        yield Left(run.parameters.row(check).title, f"the check {check} was not asked for")
    yield from _missing_files(run)
    yield from _crowded(run)


def _missing_files(run: Run) -> Iterator[Left]:
    has = run.taken.has
    title = {check: run.parameters.row(check).title for check in Check}
    if "exclusions" not in run.taken.sources:
        yield Left(title[Check.EXCLUSIVE], "no file of exclusions was given")
    if not has("properties", "void_from"):
        yield Left(title[Check.VOID], "no file of properties with void_from was given")
    if not (has("properties", "floor_area_m2") and has("lines", "unit")):
        yield Left(
            "Quantities against floor areas", "no file of properties with floor_area_m2, or no unit on the lines"
        )
    if not has("rates", "max_quantity"):
        yield Left("Quantities against the schedule’s maximum", "the rates have no max_quantity")
    for check, columns in (
        (Check.OVERLAP, ("operative_id", "started_at")),
        (Check.SPLIT, ("trade",)),
        (Check.FIRST_DIGIT, ("subcontractor",)),
    ):
        if gone := [column for column in columns if not has("jobs", column)]:
            yield Left(title[check], f"the jobs have no {' and no '.join(gone)}")
    if not has("jobs", "started_at") and not has("jobs", "raised_at"):
        yield Left(title[Check.SPLIT], "the jobs have neither started_at nor raised_at")


def _crowded(run: Run) -> Iterator[Left]:
    """Operatives with more jobs at once than can be compared, and jobs that end before they begin."""
    if Check.OVERLAP in run.parameters.off:
        return
    most = run.parameters.whole(Check.OVERLAP, "most_together")
    asked = f"SELECT count(DISTINCT operative_id), count(*) FROM islands WHERE size > {most}"  # noqa: S608
    operatives, jobs = run.ask(asked)[0]
    if operatives:
        why = f"more than {most} of their jobs hang together, so their numbers are those of teams"
        yield Left(f"Overlaps of {operatives} operatives", why, jobs)
    backward = run.ask("SELECT count(*) FROM all_jobs WHERE status = 'completed' AND completed <= started")[0][0]
    if backward:
        yield Left("Jobs completed no later than they began", "their times cannot overlap with others", backward)
