"""The measures’ part of W3: 100 measured indicators by 12 areas over 36 months of events, as a close takes them.

One file a month. Counted first of all; then with one month sent again, which alone is counted; then with nothing
changed, as every later close finds it. Seconds of CPU; a close’s own bound is 1.5 without the pack.
"""

import json
import tempfile
import warnings
from dataclasses import replace
from pathlib import Path
from time import process_time
from typing import Any

import duckdb

from counterpart.capabilities.performance.queries.counting import tallies
from counterpart.capabilities.performance.queries.months import Place
from counterpart.capabilities.performance.rules.figures import figures_of
from counterpart.capabilities.performance.rules.history import periods_behind
from counterpart.capabilities.performance.rules.returns import standing
from counterpart.capabilities.performance.rules.tallies import EventFile, Tally
from counterpart.engines.library.shelf import pinned
from counterpart.values.period import Period, period

RESULTS = Path(__file__).parent / "results"
INDICATORS, AREAS, MONTHS, ROWS = 100, 12, 36, 10_000
WHEN = period("2010-09")
HEAD = """template: measured
version: 1
title: Measured
source: made
calendar: EW
rounding: pence, half up
assurance: unaudited
parties: {council: {role: commissioner}, company: {role: provider}}
datasets:
  - name: repairs
    title: Repairs
    columns: [{name: number}, {name: area}, {name: trade}, {name: opened_at, holds: moment},
      {name: target_at, holds: moment}, {name: closed_at, holds: moment}]
close: {requires: [], countersigned_by: [council, company], clause: "1"}
indicators:
"""


def template() -> Any:
    """Ten trades, each within so many days, or by the target."""
    tests = ["closed_at <= target_at", *(f"days_between(opened_at, closed_at) <= {days}" for days in range(1, 10))]
    rows = [
        f"  - {{code: M {n}, title: A measure, kind: KPI, unit: percent, better: higher, measured_as: ratio,\n"
        f"     clause: '1', measured: {{dataset: repairs, dated: closed_at, of: trade = 't{n // 10}',\n"
        f"     counting: '{tests[n % 10]}', apart: closed_at < opened_at, by: [area]}}}}\n"
        for n in range(INDICATORS)
    ]
    return pinned(HEAD + "".join(rows)).template


def write(folder: Path, when: Period, *, salt: int) -> EventFile:
    """A month’s repairs, from hashes of their number."""
    name = f"{when}-{salt}"
    made = f"""
        SELECT NULL::VARCHAR AS sheet, CAST(i + 2 AS INTEGER) AS line, '{name}-' || i AS number,
            'Area ' || (h % {AREAS}) AS area, 't' || (h // 12 % 10) AS trade,
            closed_at - to_hours(CAST(h // 120 % 240 - 2 AS INTEGER)) AS opened_at,
            closed_at + to_hours(CAST(h // 7 % 48 - 24 AS INTEGER)) AS target_at, closed_at
        FROM (SELECT i, CAST(hash(i, '{when}', {salt}) // 2 AS BIGINT) AS h, TIMESTAMP '{when.starts_on}'
            + to_minutes(CAST(720 + i * 2.5 AS BIGINT)) AS closed_at FROM range({ROWS}) t(i))
    """
    duckdb.sql(f"COPY ({made}) TO '{folder / name}.parquet' (FORMAT parquet)")
    number = (when.year * 12 + when.part) * 10 + salt
    return EventFile(number, name, name, "repairs", name, ROWS, when, "again" if salt else None)


def main() -> None:
    warnings.simplefilter("ignore")
    terms = template()
    behind = periods_behind(WHEN)
    with tempfile.TemporaryDirectory(prefix="cp-bench-") as name:
        folder = Path(name)
        months = [WHEN]
        while len(months) < MONTHS:
            months.append(months[-1].previous)
        files = [write(folder, month, salt=0) for month in reversed(months)]
        place = Place(folder, folder / "counted", lambda file: folder / f"{file.name}.parquet")

        def close(held: list[EventFile]) -> tuple[float, tuple[Tally, ...], int]:
            begun = process_time()
            found = tallies(terms, held, behind, place=place)
            counted = process_time() - begun
            return counted, found, len(figures_of("M", terms, WHEN, standing=standing(found), peers=()))

        first, found, figures = close(files)
        again = write(folder, months[1], salt=1)
        one, changed, _ = close([*files, replace(again, number=max(file.number for file in files) + 1)])
        warm, same, _ = close(files)
        assert found == same != changed
        begun = process_time()
        figures_of("M", terms, WHEN, standing=standing(found), peers=())
        judged = process_time() - begun
    told = {
        "indicators": INDICATORS, "areas": AREAS, "months": MONTHS, "rows": ROWS * MONTHS, "tallies": len(found),
        "figures": figures, "first_cpu_seconds": round(first, 2), "one_month_cpu_seconds": round(one, 2),
        "nothing_changed_cpu_seconds": round(warm, 2), "judged_cpu_seconds": round(judged, 2),
    }  # fmt: skip
    print(
        f"measures in a close: {len(found):,} tallies of {INDICATORS} indicators over {MONTHS} months in {first:.2f} s "
        f"of CPU; with one month changed {one:.2f} s, with nothing changed {warm:.2f} s; judged in {judged:.2f} s"
    )
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "measures_close.json").write_text(json.dumps(told, indent=2) + "\n")


if __name__ == "__main__":
    main()
