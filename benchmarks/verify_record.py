"""W5: verify a record of 2,000 and of 20,000 ledger entries, from the bytes of its file to the verdict.

The floor is what no verification can do without: SHA-256 of the same bytes, and json.loads of them. Median of five.
Bounds: 2,000 entries in under 0.2 s; 20,000 entries a second.
"""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from statistics import median
from time import perf_counter

from counterpart.engines.ledger.rules.verify import verify
from counterpart.engines.ledger.tests.makers import a_long_chain

RESULTS = Path(__file__).parent / "results"


def seconds(work: Callable[[], object], *, times: int = 5) -> float:
    """The median of some runs."""

    def once() -> float:
        began = perf_counter()
        work()
        return perf_counter() - began

    return median(once() for _ in range(times))


def measured(entries: int) -> dict[str, float]:
    data = a_long_chain(entries).file
    if not verify(data).fits:
        raise SystemExit(f"The record of {entries:,} entries does not fit.")
    took = seconds(lambda: verify(data))
    floor = seconds(lambda: (sha256(data).hexdigest(), json.loads(data)))
    return {
        "entries": entries,
        "bytes": len(data),
        "verify_seconds": round(took, 4),
        "floor_seconds": round(floor, 4),
        "ratio": round(took / floor, 2),
        "entries_per_second": round(entries / took),
    }


def main() -> None:
    results = [measured(entries) for entries in (2_000, 20_000)]
    for one in results:
        print(
            f"verify {one['entries']:>6,} entries: {one['verify_seconds']:.3f} s, "
            f"{one['ratio']:.1f} × SHA-256 and JSON reading, {one['entries_per_second']:,} entries a second"
        )
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "verify_record.json").write_text(json.dumps(results, indent=2) + "\n")


if __name__ == "__main__":
    main()
