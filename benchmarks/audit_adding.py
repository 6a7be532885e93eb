"""W1: one month added to ten years of audited charges, beside an audit of everything.

The last thirty days of the benchmark’s data are the month; what went before is a history. Both ways must find the same.
Each is measured three times; the ratio is of CPU seconds, the medians of three.

    benchmarks/audit_adding.py           1,000,000 lines
    benchmarks/audit_adding.py --long    10,000,000 lines
"""

import json
import shutil
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

import duckdb

from audit import DATA, FILES, RESULTS
from audit_data import make
from counterpart.capabilities.assurance.queries.adding import add
from counterpart.capabilities.assurance.queries.auditing import audit
from counterpart.capabilities.assurance.queries.history import history_in
from counterpart.capabilities.assurance.queries.shelf import parameters
from counterpart.capabilities.assurance.queries.summing import remembered

DAYS, ROUNDS, GOAL = 30, 3, 30
TODAY = date(2026, 11, 1)


def parted(folder: Path, place: Path) -> tuple[dict[str, Path], dict[str, Path]]:
    """The files of the years before and of the month, by the day a job was ordered for."""
    before, month = ({name: folder / f"{name}.parquet" for name in FILES} for _ in range(2))
    with duckdb.connect() as duck:
        duck.execute(
            f"CREATE TABLE late AS SELECT job_id FROM '{folder}/jobs.parquet' WHERE target_at > "
            f"(SELECT max(target_at) - INTERVAL {DAYS} DAY FROM '{folder}/jobs.parquet' "
            f"WHERE job_id IN (SELECT job_id FROM '{folder}/lines.parquet'))"
        )
        for name in ("lines", "jobs"):
            for files, which in ((before, "NOT IN"), (month, "IN")):
                files[name] = place / f"{name}-{'before' if which == 'NOT IN' else 'month'}.parquet"
                duck.execute(
                    f"COPY (SELECT * FROM '{folder}/{name}.parquet' WHERE job_id {which} (SELECT job_id FROM late) "
                    f"ORDER BY {'line_id' if name == 'lines' else 'job_id'}) TO '{files[name]}' (FORMAT parquet)"
                )
    return before, month


def measured(work: Callable[[Path], object], place: Path) -> tuple[float, int]:
    """CPU seconds, and a checksum of every column but the number of the row."""
    out = place / "out"
    out.mkdir()
    began = process_time()
    work(out)
    took = process_time() - began
    with duckdb.connect() as duck:
        told = duck.execute(f"SELECT bit_xor(hash(COLUMNS(*)::VARCHAR)) FROM '{out}/findings.parquet'").fetchall()[0]
    shutil.rmtree(out)
    return took, hash(told)


def main() -> None:
    lines = 10_000_000 if "--long" in sys.argv else 1_000_000
    folder = DATA / str(lines)
    make(folder, lines)
    with TemporaryDirectory() as name:
        place = Path(name)
        before, month = parted(folder, place)
        past = history_in(place / "history")
        (place / "first").mkdir()
        audit(
            before, parameters(), folder=place / "first", today=TODAY, beside=past.folder,
            keep=partial(remembered, history=past),
        )  # fmt: skip
        past.settle()
        everything = {name: folder / f"{name}.parquet" for name in FILES}
        ways: dict[str, Callable[[Path], object]] = {
            "whole": lambda out: audit(everything, parameters(), folder=out, today=TODAY),
            "month": lambda out: add(month, parameters(), history_in(past.folder), folder=out, today=TODAY),
        }
        runs = [{way: measured(work, place) for way, work in ways.items()} for _ in range(ROUNDS)]
    assert all(run["whole"][1] == run["month"][1] for run in runs), "the two ways find other things"
    result = {way: round(median(run[way][0] for run in runs), 3) for way in ways}
    result["whole_to_month_cpu"] = round(median(run["whole"][0] / run["month"][0] for run in runs), 2)
    print(json.dumps({"lines": lines, "goal": GOAL, **result}, indent=2))
    RESULTS.mkdir(exist_ok=True)
    name = "audit_adding_long.json" if "--long" in sys.argv else "audit_adding.json"
    (RESULTS / name).write_text(json.dumps({"lines": lines, "goal": GOAL, **result}, indent=2) + "\n")


if __name__ == "__main__":
    main()
