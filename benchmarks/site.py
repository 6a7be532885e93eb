"""W4: the site as it is served, with many agreements, to many people at once.

`counterpart serve` runs as a process of its own; this one asks. Agreements are registered and returned for through
acts, ten years each, by ten councils and their providers; one year of each is closed (with --long of every tenth).
Users: 20 with a second between requests, for 30 s: median under 60 ms, 95 of 100 under 200 ms, on home, period,
indicator and worklist. Pages: 30 a second mixed for 20 s (--long: 60 s), measured from when each was due, and not
slower at the end than at the beginning. List: the home page at half the throughput of a bare page of the same server.
"""

import argparse
import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, sleep
from typing import Any

RESULTS = Path(__file__).parent / "results"
COUNCILS, YEARS = 10, [f"{year}-{(year + 1) % 100:02}" for year in range(1998, 2008)]
USERS, BETWEEN, FOR, A_SECOND = 20, 1.0, 30.0, 30
MEDIAN, NINETY_FIFTH = 60.0, 200.0


class Asker:
    """One browser: a connection that stays, and the session of somebody."""

    def __init__(self, port: int, session: str | None) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.headers = {"Cookie": f"sessionid={session}"} if session else {}

    def took(self, address: str, *, since: float | None = None) -> float:
        """Milliseconds from when it was due until the page was there whole."""
        began = since or perf_counter()
        self.connection.request("GET", address, headers=self.headers)
        answer = self.connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"{address}: {answer.status}")
        return (perf_counter() - began) * 1000


def seeded(count: int, every: int, home: Path) -> list[tuple[str, list[str]]]:
    """Agreements of ten councils, through acts: for each of 20 people their session and the references they see."""
    from site_seed import installation_of

    return installation_of(count, every, home, councils=COUNCILS, years=YEARS)


def together(works: list[Callable[[], list[Any]]]) -> list[Any]:
    """Do work in a thread each; all that they found."""
    found: list[Any] = []
    threads = [threading.Thread(target=lambda work=work: found.extend(work())) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def users(port: int, people: list[tuple[str, list[str]]]) -> dict[str, list[float]]:
    """Each user looks at home, then at pages of one of theirs, a second between."""

    def one(number: int) -> list[tuple[str, float]]:
        session, references = people[number % len(people)]
        asker, found = Asker(port, session), []
        sleep(number * BETWEEN / USERS)
        ends = perf_counter() + FOR
        pages = cycle(pages_of(references[number % len(references)]))
        while perf_counter() < ends:
            name, address = next(pages)
            found.append((name, asker.took(address)))
            sleep(BETWEEN)
        return found

    took: dict[str, list[float]] = {}
    for name, ms in together([lambda number=number: one(number) for number in range(USERS)]):
        took.setdefault(name, []).append(ms)
    return took


def pages_of(reference: str) -> list[tuple[str, str]]:
    agreement, year = f"/agreements/{reference}", YEARS[-1]
    return [
        ("home", "/"),
        ("period", f"{agreement}/periods/{year}"),
        ("indicator", f"{agreement}/indicators/bv63"),
        ("worklist", "/api/v1/waiting"),
    ]


def mixed(port: int, people: list[tuple[str, list[str]]], seconds: float) -> list[tuple[float, float]]:
    """Pages at a steady rate, whatever becomes of them: when each was due, and how long from then it took."""
    asked = [(session, page) for session, references in people for ref in references[:5] for _, page in pages_of(ref)]
    due = iter(range(int(A_SECOND * seconds)))
    begins, lock, turns = perf_counter() + 0.5, threading.Lock(), cycle(asked)

    def one() -> list[tuple[float, float]]:
        found, askers = [], {}
        while True:
            with lock:
                number = next(due, None)
                session, page = next(turns)
            if number is None:
                return found
            asker = askers.setdefault(session, Asker(port, session))
            at = begins + number / A_SECOND
            sleep(max(0.0, at - perf_counter()))
            found.append((at - begins, asker.took(page, since=at)))

    return sorted(together([one] * 16))


def throughput(port: int, session: str | None, address: str, seconds: float = 6.0) -> float:
    """Pages a second that four who do not wait are given."""

    def one() -> list[float]:
        asker, found, ends = Asker(port, session), [], perf_counter() + seconds
        while perf_counter() < ends:
            found.append(asker.took(address))
        return found

    return len(together([one] * 4)) / seconds


@contextmanager
def served(home: Path) -> Iterator[int]:
    """The site as a process of its own, with one page more."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    here = {"DJANGO_SETTINGS_MODULE": "site_bare", "PYTHONPATH": str(Path(__file__).parent)}
    words = [sys.executable, "-m", "counterpart", "serve", "--port", str(port), "--no-worker"]
    environment = {name: text for name, text in os.environ.items() if not name.startswith("DATABASE_")} | here
    process = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with socket.socket() as trial:
                if trial.connect_ex(("127.0.0.1", port)) == 0:
                    break
            sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait()


def measured(port: int, people: list[tuple[str, list[str]]], long: bool) -> dict[str, float]:
    for session, references in people[:4]:
        for _, page in pages_of(references[0]):
            Asker(port, session).took(page)
    result: dict[str, float] = {}
    for name, took in sorted(users(port, people).items()):
        result[f"{name} median ms"] = round(median(took), 1)
        result[f"{name} p95 ms"] = round(quantiles(took, n=20)[-1], 1)
    seconds = 60.0 if long else 20.0
    steady = mixed(port, people, seconds)
    parts = [[ms for at, ms in steady if low <= at / seconds < low + 0.25] for low in (0.0, 0.75)]
    result["mixed median ms, first quarter"] = round(median(parts[0]), 1)
    result["mixed median ms, last quarter"] = round(median(parts[1]), 1)
    result["mixed p95 ms"] = round(quantiles([ms for _, ms in steady], n=20)[-1], 1)
    pairs = [(throughput(port, None, "/bare"), throughput(port, people[0][0], "/")) for _ in range(3)]
    result["bare page a second"] = round(median(bare for bare, _ in pairs), 1)
    result["list a second"] = round(median(listed for _, listed in pairs), 1)
    result["list against bare"] = round(median(listed / bare for bare, listed in pairs), 2)
    return result


def broken(result: dict[str, float]) -> list[str]:
    """Which bounds were not kept."""
    said = [f"{name}: {ms}" for name, ms in result.items() if name.endswith(" median ms") and ms >= MEDIAN]
    of_users = {"home", "period", "indicator", "worklist"}
    said += [f"{n} p95 ms: {result[f'{n} p95 ms']}" for n in of_users if result[f"{n} p95 ms"] >= NINETY_FIFTH]
    if result["mixed median ms, last quarter"] > 2 * result["mixed median ms, first quarter"] + 20:
        said.append("pages queue at 30 a second")
    return said + (["the list is slower than half a bare page"] if result["list against bare"] < 0.5 else [])


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--long", action="store_true", help="1,000 agreements instead of 100, and a minute of pages")
    asked.add_argument("--agreements", type=int, help="another number, in tens")
    given = asked.parse_args()
    long, count = bool(given.long), given.agreements or (1000 if given.long else 100)
    home = Path(tempfile.mkdtemp(prefix="cp-bench-", dir="/tmp"))
    os.environ |= {"COUNTERPART_HOME": str(home), "COUNTERPART_KEY_PASSPHRASE": "correct horse battery staple"}
    os.environ.pop("DATABASE_URL", None)
    from counterpart.cli import embedded
    from counterpart.cli import home as installation

    try:
        installation.open_home(new=True)
        installation.migrate()
        began = perf_counter()
        people = seeded(count, 10 if long else 1, home)
        result = {"agreements": count, "seeding seconds": round(perf_counter() - began, 1)}
        print(result, flush=True)
        with served(home) as port:
            result |= measured(port, people, long)
    finally:
        embedded.stop(home)
        shutil.rmtree(home)
    for name, value in result.items():
        print(f"{name:32} {value}")
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"site{'_long' if long else ''}.json").write_text(json.dumps(result, indent=2) + "\n")
    if said := broken(result):
        raise SystemExit("Not kept: " + "; ".join(said))


if __name__ == "__main__":
    main()
