"""W2: 1,300 measured indicators × 120 months × 50 areas, from jobs; and one changed month of them.

The floor is DuckDB aggregating the columns that the measures speak of, from the same file, in the same process. Median
of five in CPU seconds; the SQL of the measures is put together before, once in a process. Bounds: twelve times the
scan; one changed month a fortieth of the whole. A tenth of the jobs by
default; `--long` has all 4.5 million.
"""

import json
import sys
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import ibis

from counterpart.capabilities.performance.queries.plans import EVENTS, plan, run
from counterpart.capabilities.performance.rules.measuring import Measure, measure_of
from counterpart.engines.library.rules.indicators import Better, Indicator, MeasuredTerms
from counterpart.values.period import period
from counterpart.values.quantity import Unit

RESULTS = Path(__file__).parent / "results"
WHOLE, TENTH = 4_500_000, 450_000
TYPES = {
    "job_id": "text", "trade": "text", "priority": "text", "area": "text", "status": "choice", "raised_at": "moment",
    "completed_at": "moment", "target_at": "moment", "appointment_kept": "yes or no", "first_time_fix": "yes or no",
}  # fmt: skip
TRADES, PRIORITIES = [f"trade {n}" for n in range(12)], ["emergency", "urgent", "routine", "planned"]
TESTS = [
    "completed_at <= target_at", "appointment_kept", "first_time_fix", "not first_time_fix",
    "appointment_kept and first_time_fix", "completed_at > target_at", "status = 'completed'", "status <> 'open'",
    *(f"days_between(raised_at, completed_at) <= {days}" for days in (1, 2, 3, 5, 7, 10, 14, 20, 28, 35, 42, 60)),
]  # fmt: skip
MEASURES = 1_300


def jobs_sql(n: int) -> str:
    """Ten years of jobs from hashes of their number."""
    return f"""
        SELECT CAST(i AS VARCHAR) AS job_id, 'trade ' || (h % 12) AS trade,
            ['emergency', 'urgent', 'routine', 'planned'][1 + h // 12 % 4] AS priority,
            'area ' || (h // 48 % 50) AS area,
            CASE WHEN h // 2400 % 20 = 0 THEN 'cancelled' ELSE 'completed' END AS status, raised_at,
            raised_at + to_hours(CAST(h // 48000 % 900 AS INTEGER)) AS completed_at,
            raised_at + to_hours(CAST(24 * [1, 3, 28, 60][1 + h // 12 % 4] AS INTEGER)) AS target_at,
            CASE WHEN h // 7 % 11 = 0 THEN 'no' ELSE 'yes' END AS appointment_kept,
            CASE WHEN h // 13 % 7 = 0 THEN 'no' ELSE 'yes' END AS first_time_fix
        FROM (SELECT i, CAST(hash(i, 'measures') // 2 AS BIGINT) AS h,
                TIMESTAMP '2010-04-01' + to_minutes(CAST(i * (3652 * 1440 / {n}) AS BIGINT)) AS raised_at
              FROM range({n}) t(i))
    """


def measures() -> list[Measure]:
    """Twenty tests of 65 slices: all, each trade, each priority, each trade’s each priority."""
    slices = ["", *(f"trade = '{t}'" for t in TRADES), *(f"priority = '{p}'" for p in PRIORITIES)]
    slices += [f"trade = '{t}' and priority = '{p}'" for t in TRADES for p in PRIORITIES]
    found = []
    for at, (cut, test) in enumerate((cut, test) for cut in slices for test in TESTS):
        terms = MeasuredTerms("jobs", "completed_at", of=cut, counting=test, by=("area",))
        told = Indicator(f"M {at}", "A measure", "KPI", Unit.PERCENT, Better.HIGHER, "1", measured=terms)
        measure = measure_of(told, TYPES)
        assert isinstance(measure, Measure)
        found.append(measure)
    return found[:MEASURES]


def took(work: Callable[[], object], *, times: int = 5) -> tuple[float, float]:
    """Seconds and CPU seconds, medians."""
    walls, cpus = [], []
    for _time in range(times):
        wall, cpu = perf_counter(), process_time()
        work()
        walls.append(perf_counter() - wall)
        cpus.append(process_time() - cpu)
    return median(walls), median(cpus)


def main() -> None:
    warnings.simplefilter("ignore")
    jobs = WHOLE if "--long" in sys.argv else TENTH
    with tempfile.TemporaryDirectory(prefix="cp-bench-") as folder:
        duck = ibis.duckdb.connect(threads=2, preserve_insertion_order=False)
        file = Path(folder) / "jobs.parquet"
        duck.raw_sql(f"COPY ({jobs_sql(jobs)}) TO '{file}' (FORMAT parquet, ROW_GROUP_SIZE 100000)")
        duck.raw_sql(f"CREATE VIEW {EVENTS} AS FROM read_parquet('{file}')")
        wanted = tuple(measures())
        columns = ", ".join(f"max({name})" for name in TYPES if name not in ("job_id", "area"))
        scan = f"SELECT area, date_trunc('month', completed_at), count(*), {columns} FROM '{file}' GROUP BY ALL"
        floor = took(lambda: duck.raw_sql(f"CREATE OR REPLACE TABLE floor AS {scan}"))
        planning = process_time()
        of_all, of_one = (plan(wanted, tuple(TYPES.items()), by="area", of_a_month=one) for one in (False, True))
        planned = process_time() - planning
        whole = took(lambda: run(of_all, duck.con, into="cells"))
        month = took(lambda: run(of_one, duck.con, into="cells_of_month", month=period("2015-09")))
        cells, n, d = duck.raw_sql("SELECT count(*), sum(numerator), sum(denominator) FROM cells").fetchone()
        same = "SELECT (SELECT count(*) FROM cells WHERE month = DATE '2015-09-01'), (SELECT count(*) FROM (FROM cells "
        same += "WHERE month = DATE '2015-09-01' INTERSECT FROM cells_of_month)), (SELECT count(*) FROM cells_of_month)"
        if len(set(duck.raw_sql(same).fetchone())) != 1:
            raise SystemExit("The month alone is other than that month of the whole.")
    told = {
        "jobs": jobs,
        "measures": len(wanted),
        "cells": cells,
        "checksum": f"{n} of {d}",
        "planning_cpu_seconds": round(planned, 3),
        "scan_cpu_seconds": round(floor[1], 3),
        "whole_cpu_seconds": round(whole[1], 3),
        "whole_seconds": round(whole[0], 3),
        "ratio_to_scan": round(whole[1] / floor[1], 1),
        "month_cpu_seconds": round(month[1], 4),
        "whole_to_month": round(whole[1] / month[1], 1),
    }
    print(
        f"measures: {cells:,} cells of {len(wanted):,} indicators from {jobs:,} jobs in {told['whole_seconds']} s, "
        f"{told['ratio_to_scan']} × the scan; one month 1/{told['whole_to_month']} of it"
    )
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "measures.json").write_text(json.dumps(told, indent=2) + "\n")


if __name__ == "__main__":
    main()
