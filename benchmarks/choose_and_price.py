"""W6: five mechanisms replayed on a million jobs with 1,000 samples; 10,000 draws over 20 options and 15 criteria.

The floor of the replay is DuckDB reading the two files and adding up each job’s lines once, which everything else rests
on. Bounds: the replay under 60 s and 4 GiB; the draws under 2 s.
"""

import json
import resource
import sys
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import duckdb

from counterpart.capabilities.options.rules.acceptability import acceptability
from counterpart.capabilities.options.rules.facts import Appraisal
from counterpart.capabilities.options.tests.makers import scored
from counterpart.capabilities.pricing.queries.file import mechanisms_in
from counterpart.capabilities.pricing.queries.replaying import compare

sys.path.insert(0, str(Path(__file__).parent))
from audit_data import FILES, make

RESULTS = Path(__file__).parent / "results"
MECHANISMS = Path(__file__).parents[1] / "demo" / "brighton" / "mechanisms.yaml"
LINES = 2_250_000
"""Lines of about a million jobs."""


def replayed(folder: Path) -> dict[str, float]:
    for unread in FILES.keys() - {"jobs", "lines", "properties"}:
        del FILES[unread]
    make(folder, LINES)
    files = {name: folder / f"{name}.parquet" for name in ("jobs", "lines", "properties")}
    asked = mechanisms_in(MECHANISMS.read_bytes(), file=MECHANISMS.name)
    began = perf_counter()
    with duckdb.connect(config={"memory_limit": "2GB"}) as duck:
        duck.execute(
            f"CREATE TABLE worth AS SELECT job_id, any_value(property_id), sum(amount) FROM '{files['jobs']}' "
            f"JOIN '{files['lines']}' USING (job_id) GROUP BY 1"
        )
    floor = perf_counter() - began
    began = perf_counter()
    found = compare(files, asked, folder=folder)
    took = perf_counter() - began
    return {"jobs": found.history.jobs, "floor": floor, "replay": took, "ratio": took / floor}


def drawn() -> float:
    table = {f"o{option}": [(37 * option + 13 * at) % 101 for at in range(15)] for option in range(20)}
    appraisal: Appraisal = scored(table, [int(Decimal(at + 1)) for at in range(15)])
    began = perf_counter()
    acceptability(appraisal, appraisal.options)
    return perf_counter() - began


def main() -> int:
    with TemporaryDirectory() as folder:
        found = replayed(Path(folder))
    found["draws"] = drawn()
    found["gigabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "choose_and_price.json").write_text(json.dumps(found, indent=2) + "\n")
    print(json.dumps(found, indent=2))
    within = found["replay"] < 60 and found["draws"] < 2 and found["gigabytes"] < 4
    return 0 if within else 1


if __name__ == "__main__":
    sys.exit(main())
