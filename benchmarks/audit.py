"""W1: the audit of charges, all fourteen checks, beside the bare scan, pandas and Polars.

The floor is DuckDB aggregating the columns that the audit reads of the same files. Each is measured in a process of its
own, five times in turns; ratios are of CPU seconds, the medians of five, since clocks on a shared machine say little.
pandas and Polars do the seven checks from rate to exclusive only. What was found is held against the labels.

    benchmarks/audit.py           1,000,000 lines
    benchmarks/audit.py --long    10,000,000 lines
"""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

import duckdb

from audit_contenders import pandas_checks, polars_checks
from audit_data import make
from audit_definitions import unlike_its_definition
from counterpart.engines.evidence.duck import peak_memory

RESULTS = Path(__file__).parent / "results"
DATA = Path("/tmp") / "counterpart-audit-data"
FILES = ("lines", "jobs", "rates", "exclusions", "properties")
EXACT = ("rate", "arithmetic", "not_done", "quantity", "unknown_code", "out_of_period", "void")
PAIRS = ("duplicate", "rebilled", "exclusive", "overlap", "split")
SEVEN = ("rate", "arithmetic", "duplicate", "rebilled", "not_done", "quantity", "exclusive")
GOAL, BOUND, CEILING = 12, 25, 2_500_000_000
NEEDED = {
    "lines": ("sum(line_id)", "sum(job_id)", "max(code)", "sum(quantity)", "max(unit)", "sum(rate)", "sum(amount)",
              "max(invoiced_on)"),
    "jobs": ("sum(job_id)", "sum(property_id)", "max(trade)", "max(status)", "max(subcontractor)", "sum(operative_id)",
             "max(raised_at)", "max(started_at)", "max(completed_at)"),
    "rates": ("max(code)", "max(unit)", "sum(rate)", "sum(max_quantity)", "max(valid_from)", "max(valid_to)"),
    "exclusions": ("max(code)", "max(excludes)"),
    "properties": ("sum(property_id)", "sum(floor_area_m2)", "max(void_from)"),
}  # fmt: skip


def floor(folder: Path, out: Path) -> None:
    with duckdb.connect(config={"threads": 4}) as duck:
        for name, columns in NEEDED.items():
            duck.execute(f"SELECT {', '.join(columns)} FROM '{folder / name}.parquet'").fetchall()


def ours(folder: Path, out: Path, *, only: tuple[str, ...] = ()) -> None:
    from dataclasses import replace

    from counterpart.capabilities.assurance.queries.auditing import audit
    from counterpart.capabilities.assurance.queries.shelf import parameters
    from counterpart.capabilities.assurance.rules.parameters import Check

    given = parameters()
    if only:
        given = replace(given, off=tuple(check for check in Check if check.value not in only))
    files = {name: folder / f"{name}.parquet" for name in FILES}
    audit(files, given, folder=out, today=date(2026, 11, 1), memory="2GB")


def seven(folder: Path, out: Path) -> None:
    ours(folder, out, only=SEVEN)


CONTENDERS: dict[str, Callable[[Path, Path], Any]] = {
    "floor": floor, "audit": ours, "seven": seven, "polars": polars_checks, "pandas": pandas_checks,
}  # fmt: skip


def one(name: str, folder: Path) -> None:
    """Measure one contender and print it: its imports are not counted."""
    if name in ("audit", "seven"):
        import ibis.backends.duckdb  # noqa: F401  which ibis imports when it first writes SQL

        import counterpart.capabilities.assurance.queries.auditing  # noqa: F401
    elif name != "floor":
        __import__(name)
    with TemporaryDirectory() as out:
        began, cpu = perf_counter(), process_time()
        CONTENDERS[name](folder, Path(out))
        took = {"seconds": perf_counter() - began, "cpu": process_time() - cpu}
    print(json.dumps(took | {"rss": peak_memory()}))


def measured(name: str, folder: Path) -> dict[str, float]:
    said = subprocess.run(
        [sys.executable, __file__, "--one", name, str(folder)], capture_output=True, text=True, check=True
    )
    return dict(json.loads(said.stdout.splitlines()[-1]))


def against_labels(folder: Path) -> dict[str, Any]:
    """Recall and precision by check; for pairs, recall of labelled pairs; a rate for those without an exact answer."""
    with TemporaryDirectory() as place:
        ours(folder, Path(place))
        with duckdb.connect() as duck:
            duck.execute(f"CREATE TABLE found AS SELECT * FROM '{place}/findings.parquet'")
            duck.execute(f"CREATE TABLE labels AS SELECT * FROM '{folder}/labels.parquet'")
            told = {name: _exact(duck, name) for name in EXACT} | {name: _pairs(duck, name, folder) for name in PAIRS}
            lines = duck.execute(f"SELECT count(*) FROM '{folder}/lines.parquet'").fetchall()[0][0]
            for name in ("outlier", "first_digit"):
                n = duck.execute('SELECT count(*) FROM found WHERE "check" = ?', [name]).fetchall()[0][0]
                told[name] = {"findings": n, "share_of_lines": n / lines}
            told["counted_above_billed"] = duck.execute(
                "SELECT count(*) FROM (SELECT line_id FROM found WHERE line_id IS NOT NULL GROUP BY 1 "
                "HAVING sum(counted) > greatest(max(billed), 0) OR min(counted) < 0)"
            ).fetchall()[0][0]
    return told


def _exact(duck: duckdb.DuckDBPyConnection, name: str) -> dict[str, float]:
    asked = (
        "SELECT count(*) FILTER (WHERE f.line_id IS NOT NULL AND l.line_id IS NOT NULL), "
        'count(l.line_id), count(f.line_id) FROM (SELECT DISTINCT line_id FROM found WHERE "check" = $name) f '
        'FULL JOIN (SELECT DISTINCT CAST(line_id AS VARCHAR) AS line_id FROM labels WHERE "check" = $name) l '
        "ON f.line_id = l.line_id"
    )
    both, labelled, found = duck.execute(asked, {"name": name}).fetchall()[0]
    return {"labelled": labelled, "found": found, "recall": both / labelled, "precision": both / found}


def _pairs(duck: duckdb.DuckDBPyConnection, name: str, folder: Path) -> dict[str, float]:
    asked = (
        'SELECT count(*), count(f.finding_id), (SELECT count(*) FROM found WHERE "check" = $name) FROM '
        '(SELECT * FROM labels WHERE "check" = $name) l LEFT JOIN '
        "(SELECT DISTINCT ON (job_id, related_job_id, line_id, related_line_id) * FROM found "
        'WHERE "check" = $name) f ON f.job_id = l.job_id::VARCHAR '
        "AND f.related_job_id = l.related_job_id::VARCHAR AND f.line_id IS NOT DISTINCT FROM l.line_id::VARCHAR "
        "AND f.related_line_id IS NOT DISTINCT FROM l.related_line_id::VARCHAR"
    )
    labelled, both, found = duck.execute(asked, {"name": name}).fetchall()[0]
    flagged = (
        'SELECT count(*) FROM labels l WHERE "check" = $name AND EXISTS (SELECT * FROM found f WHERE f."check" = $name '
        "AND f.job_id = l.job_id::VARCHAR AND f.line_id IS NOT DISTINCT FROM l.line_id::VARCHAR)"
    )
    seen = duck.execute(flagged, {"name": name}).fetchall()[0][0]
    unlike = unlike_its_definition(duck, folder, name)
    return {
        "labelled": labelled,
        "found": found,
        "recall_of_pairs": both / labelled,
        "recall": seen / labelled,
        "unlike_the_definition": unlike,
    }


def main() -> None:
    lines = 10_000_000 if "--long" in sys.argv else 1_000_000
    rounds = 5
    folder = DATA / str(lines)
    make(folder, lines)
    labels = against_labels(folder)
    for name, told in labels.items():
        print(f"{name:22}", told if isinstance(told, int) else "  ".join(f"{k} {v:,.4g}" for k, v in told.items()))
    runs = [{name: measured(name, folder) for name in CONTENDERS} for _ in range(rounds)]
    result: dict[str, Any] = {"lines": lines, "labels": labels, "goal": GOAL, "bound": BOUND}
    for name in CONTENDERS:
        result[name] = {kind: round(median(run[name][kind] for run in runs), 3) for kind in ("seconds", "cpu", "rss")}
    for kind in ("seconds", "cpu"):
        result[f"audit_to_floor_{kind}"] = _ratio(runs, "audit", "floor", kind)
        result[f"polars_to_seven_{kind}"] = _ratio(runs, "polars", "seven", kind)
        result[f"pandas_to_seven_{kind}"] = _ratio(runs, "pandas", "seven", kind)
    print(json.dumps({name: value for name, value in result.items() if name != "labels"}, indent=2))
    RESULTS.mkdir(exist_ok=True)
    name = "audit_long.json" if "--long" in sys.argv else "audit.json"
    (RESULTS / name).write_text(json.dumps(result, indent=2) + "\n")


def _ratio(runs: list[dict[str, dict[str, float]]], one: str, other: str, kind: str) -> float:
    return round(median(run[one][kind] / run[other][kind] for run in runs), 2)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2], Path(sys.argv[3]))
    else:
        main()
