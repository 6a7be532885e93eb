"""W1: take in a CSV file of a million lines of invoices: checked, fingerprinted, kept, typed, each row with its line.

The floor is DuckDB's own read_csv of the same file into a table, in the same run. Median of five. Bound: 6 × the floor.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import duckdb

from counterpart.engines.evidence.duck import THREADS
from counterpart.engines.evidence.reader import Rows, read_rows
from counterpart.engines.evidence.rules.kinds import LINES
from counterpart.engines.evidence.store import Store

RESULTS = Path(__file__).parent / "results"
ROWS = 1_000_000


def write(file: Path, rows: int) -> None:
    """Lines of invoices made from hashes of their numbers: the same in every run."""
    with open(file, "w") as out:
        out.write(",".join(column.name for column in LINES.columns) + "\n")
        for row in range(rows):
            mixed = (row * 2_654_435_761) & 0xFFFFFFFF
            quantity, rate = mixed % 9 + 1, (mixed >> 8) % 20_000 + 500
            day = f"20{mixed % 10 + 15}-{mixed % 12 + 1:02}-{mixed % 28 + 1:02}"
            out.write(
                f"L{row:08},INV{row // 40:07},J{row * 4 // 9:07},C{mixed % 2500:04},{quantity},"
                f"{'m2' if mixed % 3 else 'each'},{rate / 100:.2f},{quantity * rate / 100:.2f},{day}\n"
            )


def floor(file: Path) -> None:
    with duckdb.connect(config={"threads": THREADS}) as connection:
        connection.execute("CREATE TABLE read AS SELECT * FROM read_csv($file)", {"file": str(file)})


def taken_in(file: Path) -> Rows:
    """The whole intake but for the rows in the database, which are one in the register and one in the ledger."""
    with TemporaryDirectory(dir=file.parent) as place:
        data = file.read_bytes()
        rows = read_rows(data, file=file.name, kind=LINES, folder=Path(place))
        Store(Path(place) / "evidence").keep(data)
        return rows


def timed(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def main() -> None:
    with TemporaryDirectory() as place:
        file = Path(place) / "lines.csv"
        write(file, ROWS)
        rows = taken_in(file)
        if rows.count != ROWS or rows.table.problems or not rows.quick:
            sys.exit(f"The file was not read as it should be: {rows.count:,} rows, {rows.table.problems[:3]}")
        pairs = [(timed(lambda: floor(file)), timed(lambda: taken_in(file))) for _ in range(5)]
        size = file.stat().st_size
    least, took = (median(pair[which] for pair in pairs) for which in (0, 1))
    ratio = median(mine / its for its, mine in pairs)
    print(f"intake of {ROWS:,} lines ({size:,} bytes): {took:.2f} s, {ratio:.1f} × DuckDB’s read_csv ({least:.2f} s)")
    result = {
        "rows": ROWS,
        "bytes": size,
        "digest": rows.digest,
        "intake_seconds": round(took, 3),
        "floor_seconds": round(least, 3),
        "ratio": round(ratio, 2),
        "bound": 6,
    }
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "intake.json").write_text(json.dumps(result, indent=2) + "\n")


if __name__ == "__main__":
    main()
