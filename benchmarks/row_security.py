"""What row security costs: the same pages and readings with its policies on and off, in one run.

The same database is copied; in the copy a superuser takes row security away from every table. The two are asked by
turns, round after round, so that whatever else the computer does falls on both. Medians of five rounds; the whole is
the mean of the reads, each counted alike. Bound: with policies at least 80 % of the throughput without.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import mean, median
from time import perf_counter

RESULTS = Path(__file__).parent / "results"
ROUNDS, TIMES = 5, 40
BOUND = 0.8
PERIOD = "/agreements/ROTHERHAM/periods/2007-08"
READS = {
    "home": "/",
    "period": PERIOD,
    "indicator": "/agreements/ROTHERHAM/indicators/x1",
    "trail": "/agreements/ROTHERHAM/trail",
    "API figures": "/api/v1/agreements/ROTHERHAM/figures?period=2007-08&limit=20",
}
SLOW = {"API figures"}


def point_at(name: str) -> None:
    """Let Django read and write another database of this server."""
    from django.db import connections

    connections.close_all()
    for alias in ("default", "owner"):
        connections.settings[alias]["NAME"] = name


def a_copy_without(server: object, name: str) -> None:
    """A copy of the database in which no policy is asked."""
    import psycopg
    from django.apps import apps
    from django.db import connections

    from counterpart.engines.access.scoped import Scoped

    connections.close_all()
    with psycopg.connect(server.url("postgres", "postgres"), autocommit=True) as connection:  # type: ignore[attr-defined]
        connection.execute(f"CREATE DATABASE {name} TEMPLATE counterpart OWNER counterpart_owner")
    with psycopg.connect(server.url("postgres", name), autocommit=True) as connection:  # type: ignore[attr-defined]
        for model in apps.get_models():
            if issubclass(model, Scoped):
                table = model._meta.db_table
                connection.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY")
        connection.execute("VACUUM ANALYZE")


def a_second(ask: Callable[[], object], times: int = TIMES) -> float:
    """How many are answered in a second, one after the other."""
    began = perf_counter()
    for _ in range(times):
        ask()
    return times / (perf_counter() - began)


def measured(home: Path, server: object) -> dict[str, float]:
    from django.conf import settings
    from django.test import Client

    from counterpart.capabilities.closing.tests.makers import close_year, restate, returned
    from counterpart.capabilities.partners.tests.makers import OFFICER
    from counterpart.engines.access.models import Person

    settings.ALLOWED_HOSTS = ["*"]
    returned(home, indicators=100, areas=12)
    close_year(home)
    for number in range(40):
        restate(home, value=f"{30 + number}.5", reason="Measured again", indicator="X 1")
    client = Client()
    client.force_login(Person.objects.get(email=OFFICER))
    a_copy_without(server, "without")
    took: dict[str, dict[str, list[float]]] = {name: {"counterpart": [], "without": []} for name in READS}
    for number in range(ROUNDS):
        for database in ("counterpart", "without") if number % 2 else ("without", "counterpart"):
            point_at(database)
            for name, address in READS.items():
                read(client, address)
                took[name][database].append(
                    a_second(lambda address=address: read(client, address), TIMES // 8 if name in SLOW else TIMES)
                )
    kept = {
        name: [with_ / without for with_, without in zip(both["counterpart"], both["without"], strict=True)]
        for name, both in took.items()
    }
    rounds = [mean(ratios[number] for ratios in kept.values()) for number in range(ROUNDS)]
    result = {"with_against_without": round(median(rounds), 3)}
    result |= {f"with_against_without {name}": round(median(ratios), 3) for name, ratios in kept.items()}
    return result | {f"a_second {name}": round(median(both["counterpart"]), 1) for name, both in took.items()}


def read(client: object, address: str) -> None:
    answer = client.get(address)  # type: ignore[attr-defined]
    if answer.status_code != 200:
        raise SystemExit(f"{address}: {answer.status_code}")


def main() -> None:
    home = Path(tempfile.mkdtemp(prefix="cp-bench-", dir="/tmp"))
    os.environ |= {"COUNTERPART_HOME": str(home), "COUNTERPART_KEY_PASSPHRASE": "correct horse battery staple"}
    os.environ.pop("DATABASE_URL", None)
    from counterpart.cli import embedded
    from counterpart.cli import home as installation

    try:
        installation.open_home(new=True)
        installation.migrate()
        result = measured(home, embedded.start(home))
    finally:
        embedded.stop(home)
        shutil.rmtree(home)
    for name, value in result.items():
        print(f"{name.replace('_', ' '):36} {value}")
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "row_security.json").write_text(json.dumps(result, indent=2) + "\n")
    if result["with_against_without"] < BOUND:
        raise SystemExit(f"Row security costs more than {1 - BOUND:.0%} of throughput.")


if __name__ == "__main__":
    main()
