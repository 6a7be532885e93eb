"""W3 and part of W4: the close of 100 indicators in 12 areas, and the pages that show it.

Everything is real: an embedded PostgreSQL of this run, the acts, the site. A close of one indicator is the floor that
the close is compared with; verifying (a form, without a query of its own) the floor of the pages. Medians of five.
Bounds: a close with its PDF under 3 s, under 1.5 CPU seconds without the pack; the period page of 100 indicators
under 20 ms of CPU.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

RESULTS = Path(__file__).parent / "results"
PASSPHRASE = "correct horse battery staple"


def median_of(work: Callable[[], object], clock: Callable[[], float], *, times: int = 5) -> float:
    def once() -> float:
        began = clock()
        work()
        return clock() - began

    return median(once() for _ in range(times))


def measured(home: Path) -> dict[str, float]:
    from django.conf import settings
    from django.test import Client

    from counterpart.capabilities.closing.tests.makers import close_year, restate, returned, the_year
    from counterpart.capabilities.closing.tests.makers import the_agreement as agreement
    from counterpart.capabilities.packs.rules.year_end import year_end
    from counterpart.capabilities.partners.tests.makers import OFFICER
    from counterpart.engines.access.models import Person
    from counterpart.engines.reporting.formats import written

    settings.ALLOWED_HOSTS = ["*"]
    returned(home, indicators=100, areas=12)
    count = iter(range(1000))

    def close_again() -> None:
        text = f"{30 + next(count)}.5"
        restate(home, value=text, reason="Measured again", indicator="X 1")
        close_year(home)

    close_year(home)
    wall, cpu = median_of(close_again, perf_counter), median_of(close_again, process_time)
    told = the_year()
    pdf = median_of(lambda: written(year_end(told, agreement()), "pdf"), perf_counter)
    client = Client()
    client.force_login(Person.objects.get(email=OFFICER))
    period = "/agreements/ROTHERHAM/periods/2007-08"
    pages = {"period, wholes": period, "period, an area": f"{period}?area=Area+3", "verify": "/verify"}
    took = {name: median_of(lambda address=address: read(client, address), process_time, times=9) * 1000
            for name, address in pages.items()}  # fmt: skip
    return {
        "figures": len(told["figures"]),
        "close_seconds": round(wall, 3),
        "close_cpu_seconds": round(cpu, 3),
        "pdf_seconds": round(pdf, 3),
        **{f"page_cpu_ms {name}": round(ms, 1) for name, ms in took.items()},
        "period_against_verify": round(took["period, wholes"] / took["verify"], 1),
    }


def read(client: object, address: str) -> None:
    answer = client.get(address)  # type: ignore[attr-defined]
    if answer.status_code != 200:
        raise SystemExit(f"{address}: {answer.status_code}")


def main() -> None:
    home = Path(tempfile.mkdtemp(prefix="cp-bench-", dir="/tmp"))
    os.environ |= {"COUNTERPART_HOME": str(home), "COUNTERPART_KEY_PASSPHRASE": PASSPHRASE}
    os.environ.pop("DATABASE_URL", None)
    from counterpart.cli import embedded
    from counterpart.cli import home as installation

    try:
        installation.open_home(new=True)
        installation.migrate()
        result = measured(home)
    finally:
        embedded.stop(home)
        shutil.rmtree(home)
    for name, value in result.items():
        print(f"{name.replace('_', ' '):32} {value}")
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "close_and_read.json").write_text(json.dumps(result, indent=2) + "\n")


if __name__ == "__main__":
    main()
