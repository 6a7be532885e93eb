"""Adds a month to an audit: only what the new lines and jobs can touch is examined, by the same checks.

The findings are those of an audit of everything. What a check looks at beside a line is near it: the same job
(duplicate, exclusive), the same property and code within some days (rebilled), the same property and trade within some
days (split), the jobs of one operative that hang together (overlap). What is judged against everything (outlier,
first_digit) is judged by sums that are kept.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import ibis

from counterpart.capabilities.assurance.checks import orders, pairs, tables
from counterpart.capabilities.assurance.queries import intake
from counterpart.capabilities.assurance.queries.auditing import ALONE, SPILLED, THREADS, nothing_found
from counterpart.capabilities.assurance.queries.history import History, must_fit
from counterpart.capabilities.assurance.queries.running import Run
from counterpart.capabilities.assurance.queries.summing import judge_against_everything, remember_more
from counterpart.capabilities.assurance.queries.telling import written
from counterpart.capabilities.assurance.rules.parameters import Check, Parameters
from counterpart.capabilities.assurance.rules.summary import Summary
from counterpart.engines.clocks.progress import tell
from counterpart.engines.evidence.duck import opened
from counterpart.values.refusal import Problem

MOST_STEPS = 50
"""So many times it is asked how far back jobs hang together; beyond it all jobs of the operative are compared."""


def add(
    files: Mapping[str, Path],
    parameters: Parameters,
    history: History,
    *,
    folder: Path,
    today: date,
    memory: str = "2GB",
) -> Summary:
    """Audit the files with what the history remembers. The history is only changed when it is settled."""
    work = folder / "work"
    work.mkdir()
    places = [work, folder, history.folder, *dict.fromkeys(file.absolute().parent for file in files.values())]
    tell("Reading the files")
    with opened(*places, memory=memory, spilled=SPILLED) as duck:
        found = intake.sources(duck, {kind: file.absolute() for kind, file in files.items()}, work)
    with opened(*places, memory=memory, spilled=SPILLED, threads=THREADS, in_order=False) as duck:
        taken = intake.take(duck, found, today)
        must_fit(history, parameters, taken.numbered)
        history.open(duck)
        shapes = tables.schemas(taken.numbered)
        run = Run(duck, taken, parameters, {name: ibis.table(shape, name=name) for name, shape in shapes.items()})
        _examined_anew(run, history)
        _near(run)
        judge_against_everything(run)
        summary = written(run, folder)
        remember_more(run, history)
        return summary


def _examined_anew(run: Run, history: History) -> None:
    """The new lines, and the lines before them whose job, rate or property is another now, as `anew`."""
    tell("Setting lines beside jobs and rates", of=4)
    twice = run.ask("SELECT job_id FROM jobs WHERE job_id IN (SELECT job_id FROM past_jobs) ORDER BY 1 LIMIT 20")
    jobs = run.taken.sources["jobs"].file
    intake.must_hold(
        [Problem(jobs, None, "job_id", f"{job} again, after an earlier file", "each job_id once") for (job,) in twice]
    )
    _changed(run)
    columns = ", ".join(run.table("lines").columns)
    run.duck.execute(
        f"CREATE TABLE these_lines AS SELECT * REPLACE (row + {int(history.says['rows'])} AS row) FROM lines "  # noqa: S608
        f"UNION ALL SELECT {columns} FROM past_base WHERE row IN (SELECT row FROM changed)"
    )
    wanted = ", ".join(run.table("jobs").columns)
    run.duck.execute(
        f"CREATE TABLE these_jobs AS SELECT * FROM jobs UNION ALL SELECT {wanted} FROM past_jobs "  # noqa: S608
        "WHERE job_id IN (SELECT job_id FROM these_lines)"
    )
    lines, these = (ibis.table(run.table(of).schema(), name=name) for of, name in (("lines", "these_lines"),
                                                                                  ("jobs", "these_jobs")))  # fmt: skip
    placed = tables.places(these, run.table("properties")).view()
    bucketed = run.keep("bucketed", tables.buckets(run.table("rates")))
    run.keep("anew", tables.base(lines, placed, bucketed))
    columns = ", ".join(run.table("anew").columns)
    run.duck.execute(
        f"CREATE VIEW base AS SELECT {columns} FROM past_base WHERE row NOT IN (SELECT row FROM changed) "  # noqa: S608
        f"UNION ALL SELECT {columns} FROM anew"
    )
    run.duck.execute("CREATE VIEW all_jobs AS SELECT * FROM past_jobs UNION ALL SELECT * FROM jobs")
    counts = run.ask("SELECT (SELECT count(*) FROM anew), (SELECT count(*) FROM these_lines)")
    if counts[0][0] != counts[0][1]:
        intake.must_hold(list(intake.twice(run.duck, run.taken.sources["jobs"], "job_id")))
    run.duck.execute("CREATE TABLE found AS SELECT * FROM past_found")
    anew = run.table("anew")
    run.made["found"] = ibis.table(nothing_found(anew, run.parameters).schema(), name="found")


def _changed(run: Run) -> None:
    """The lines before whose job is known now, or whose rate or property is another now."""
    run.duck.execute(
        "CREATE TABLE changed AS SELECT row, time FROM past_unknown WHERE job_id IN (SELECT job_id FROM jobs)"
    )
    for name, key in (("rates", _OTHER_RATE), ("properties", _OTHER_PLACE)):
        run.duck.execute(f"CREATE TABLE other_{name} AS {_DIFFERENCE.format(name=name)}")
        if run.ask(f"SELECT 1 FROM other_{name} LIMIT 1"):  # noqa: S608
            run.duck.execute(
                f"INSERT INTO changed SELECT row, time FROM past_base WHERE {key} "  # noqa: S608
                "AND row NOT IN (SELECT row FROM changed)"
            )


_DIFFERENCE = "(FROM {name} EXCEPT FROM past_{name}) UNION (FROM past_{name} EXCEPT FROM {name})"
_OTHER_RATE = (
    "EXISTS (SELECT 1 FROM other_rates r WHERE r.code = past_base.code "
    "AND past_base.completed_day BETWEEN r.from_day AND r.to_day)"
)
_OTHER_PLACE = "property_id IN (SELECT property_id FROM other_properties)"


def _near(run: Run) -> None:
    """Each check that looks at a line, its job, or what is near it."""
    tell("Examining what the new lines touch", done=1, of=4)
    parameters = run.parameters
    anew = run.table("anew")
    for check in ALONE:
        run.replace(Check(check.__name__), check(anew, parameters), "row IN (SELECT row FROM changed)")
    run.duck.execute("CREATE TABLE touched AS SELECT job_id FROM these_lines UNION SELECT job_id FROM jobs")
    whole = _part(run, "whole_jobs", "SELECT * FROM base WHERE job_id IN (SELECT job_id FROM touched)")
    of_job = "job_id IN (SELECT CAST(job_id AS VARCHAR) FROM touched)"
    run.replace(Check.DUPLICATE, pairs.duplicate(whole, parameters), of_job)
    exclusions, examined = run.table("exclusions"), whole
    if run.ask(f"SELECT 1 FROM ({_DIFFERENCE.format(name='exclusions')}) LIMIT 1"):  # noqa: S608
        examined, of_job = ibis.table(anew.schema(), name="base"), "true"
    run.replace(Check.EXCLUSIVE, pairs.exclusive(examined, exclusions, parameters), of_job)
    _rebilled(run)
    _overlap(run)
    _split(run)


def _part(run: Run, name: str, sql: str) -> ibis.Table:
    """A part of the base as a table of its own."""
    run.duck.execute(f"CREATE TABLE {name} AS {sql}")
    run.made[name] = ibis.table(run.table("anew").schema(), name=name)
    return run.made[name]


def _rebilled(run: Run) -> None:
    """The same code at the same property within some days before and after the jobs that are touched."""
    days = run.parameters.whole(Check.REBILLED, "days")
    first, last = run.ask("SELECT min(completed_day), max(completed_day) FROM whole_jobs")[0]
    if first is None:
        return
    near = _part(
        run,
        "near_in_time",
        f"SELECT * FROM base WHERE completed_day BETWEEN {first - days} AND {last + days} "  # noqa: S608
        "AND (property_id, code) IN (SELECT (property_id, code) FROM whole_jobs)",
    )
    rows = f"row IN (SELECT row FROM near_in_time WHERE completed_day >= {first})"  # noqa: S608
    run.replace(Check.REBILLED, pairs.rebilled(near, run.parameters), rows, rows)


def _overlap(run: Run) -> None:
    """The jobs of the operatives at work in the new ones, from where nobody of them was at work before."""
    run.duck.execute(
        f"CREATE TABLE since AS SELECT operative_id, min(started) AS began FROM jobs WHERE {_AT_WORK} GROUP BY 1"  # noqa: S608
    )
    for _ in range(MOST_STEPS):
        back = run.ask(_FURTHER_BACK)
        if not back:
            break
    else:
        run.duck.execute("UPDATE since SET began = -9223372036854775808")
    columns = ", ".join(f"j.{name}" for name in run.table("jobs").columns)
    run.duck.execute(
        f"CREATE TABLE at_work AS SELECT {columns} FROM all_jobs j JOIN since s ON j.operative_id = s.operative_id "  # noqa: S608
        "WHERE j.started >= s.began"
    )
    own = ibis.table(run.table("jobs").schema(), name="at_work")
    islands = run.keep("new_islands", orders.islands(own, run.keep("busy_days", orders.busy_days(own))))
    those = "job_id IN (SELECT CAST(job_id AS VARCHAR) FROM at_work)"
    run.replace(Check.OVERLAP, orders.overlap(islands, run.parameters), those)
    most = run.parameters.whole(Check.OVERLAP, "most_together")
    run.duck.execute(
        f"CREATE TABLE islands AS SELECT operative_id, job_id, size FROM new_islands WHERE size > {most} "  # noqa: S608
        "UNION ALL SELECT * FROM past_crowded WHERE job_id NOT IN (SELECT job_id FROM at_work)"
    )


_AT_WORK = "status = 'completed' AND operative_id IS NOT NULL AND started < completed"
_FURTHER_BACK = f"""
    UPDATE since SET began = earlier.began FROM (
        SELECT j.operative_id, min(j.started) AS began
        FROM (SELECT operative_id, started, completed FROM past_jobs WHERE {_AT_WORK}) j
        JOIN since s ON j.operative_id = s.operative_id WHERE j.started < s.began AND j.completed > s.began GROUP BY 1
    ) earlier WHERE since.operative_id = earlier.operative_id RETURNING 1
"""  # noqa: S608


def _split(run: Run) -> None:
    """The orders at the same property and trade within some days before and after those that are touched."""
    days = run.parameters.whole(Check.SPLIT, "days")
    first, last = run.ask(
        "SELECT min(start_day), max(start_day) FROM all_jobs WHERE job_id IN (SELECT job_id FROM touched)"
    )[0]
    if first is None:
        return
    run.duck.execute(
        f"CREATE TABLE near_orders AS SELECT * FROM all_jobs WHERE start_day BETWEEN {first - days} AND {last + days} "  # noqa: S608
        "AND (property_id, trade) IN (SELECT (property_id, trade) FROM all_jobs "
        "WHERE job_id IN (SELECT job_id FROM touched))"
    )
    those = _part(run, "near_lines", "SELECT * FROM base WHERE job_id IN (SELECT job_id FROM near_orders)")
    near = ibis.table(run.table("jobs").schema(), name="near_orders")
    worths = run.keep("near_worths", orders.worths(those))
    opened_then = f"related_job_id IN (SELECT CAST(job_id AS VARCHAR) FROM near_orders WHERE start_day <= {last})"  # noqa: S608
    run.replace(Check.SPLIT, orders.split(near, worths, run.parameters), opened_then, opened_then)
