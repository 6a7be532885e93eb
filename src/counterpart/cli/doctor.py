"""Names what is wrong with the set-up and how to mend it: one small check after the other, each with a number."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from counterpart.cli import home, saying
from counterpart.cli.home import Json
from counterpart.values.refusal import Refused

LEAST_ROOM = 1_000_000_000
"""Bytes of disk below which a home is too full."""


@dataclass(frozen=True)
class Finding:
    """What a check found, and, where something is wrong, how to mend it."""

    fact: str
    mend: str | None = None


Check = Callable[[], Iterator[Finding]]


def doctor(json: Json = False) -> None:
    """Look the set-up over: what is wrong with it, and how to mend it. Exit code 1 where anything is wrong.

    Example: counterpart doctor
    """
    with saying.working():
        found = _looked_over()
    wrong = [finding for finding in found if finding["mend"]]
    if json:
        saying.as_json(found)
    else:
        for finding in found:
            mark = "✗" if finding["mend"] else "–" if finding["fact"].startswith("not looked at") else "✓"
            print(saying.visible(f"{mark} {finding['number']} {finding['check']}: {finding['fact']}"))
            if finding["mend"]:
                print(saying.visible(f"    → {finding['mend']}"))
        print("Everything is in order." if not wrong else f"To mend: {len(wrong)}.")
    if wrong:
        raise typer.Exit(1)


def _looked_over() -> list[dict[str, Any]]:
    """What each check found. Those that ask the database are left where it cannot be asked."""
    found: list[dict[str, Any]] = []
    without = False
    for number, (name, check) in enumerate(CHECKS, 1):
        left = without and check in ASK_THE_DATABASE
        findings = [Finding("not looked at, for want of the database")] if left else _findings(check)
        without = without or (check is _database and any(finding.mend for finding in findings))
        found += [{"number": number, "check": name, **asdict(finding)} for finding in findings]
    return found


def _findings(check: Check) -> list[Finding]:
    """What a check found. One that cannot be made because something before it is wrong says so."""
    from counterpart.cli import faults

    try:
        return list(check())
    except Refused as refused:
        return [Finding(refused.refusal.fact, refused.refusal.next_step)]
    except Exception as fault:
        refusal = faults.in_words(fault)
        if refusal is None:
            raise
        return [Finding(refusal.fact, refusal.next_step)]


def _home() -> Iterator[Finding]:
    place = home.folder()
    if not place.is_dir():
        yield Finding(f"{place} is not there", "Begin an installation: counterpart init, or counterpart demo.")
        return
    if not os.access(place, os.W_OK):
        yield Finding(f"nothing may be written in {place}", "Run as the user it belongs to, or set COUNTERPART_HOME.")
    secrets = place / "secrets"
    if secrets.is_dir() and any(kept.stat().st_mode & 0o077 for kept in secrets.iterdir()):
        yield Finding(f"others may read {secrets}", f"Take that away: chmod -R go= {secrets}")
    free = shutil.disk_usage(place).free
    if free < LEAST_ROOM:
        yield Finding(f"{free // 1_000_000} MB are free", "Make room: a close and its files need some.")
    yield Finding(f"{place}, {free // 1_000_000_000} GB free")


def _database() -> Iterator[Finding]:
    home.open_home()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_setting('server_version')")
        role, version = cursor.fetchone()
    kind = "your own" if connection.settings_dict["HOST"] and not _embedded() else "embedded"
    yield Finding(f"{kind}, PostgreSQL {version}, as {role}")


def _tables() -> Iterator[Finding]:
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections["owner"])
    behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if behind:
        yield Finding(f"{len(behind)} steps behind this version", "Bring them up to date: counterpart migrate")
    else:
        yield Finding("up to date")


def _keys() -> Iterator[Finding]:
    from pathlib import Path

    from django.conf import settings

    from counterpart.engines.ledger.keys import opened

    kept, locked = sorted(Path(settings.KEY_FOLDER).glob("*.pem")), 0
    for key in kept:
        try:
            opened(key, settings.KEY_PASSPHRASE)
        except Refused:
            locked += 1
    if locked:
        yield Finding(
            f"{locked} of {len(kept)} do not open under the passphrase that is set",
            "Set COUNTERPART_KEY_PASSPHRASE to the one they were made under; otherwise their parties sign with --key.",
        )
    yield Finding(f"{len(kept)} kept here")


def _evidence() -> Iterator[Finding]:
    from counterpart.engines.clocks.progress import tell
    from counterpart.engines.evidence.models import File

    store = home.store()
    registered = sorted(set(File.objects.using("owner").values_list("fingerprint", flat=True)))
    gone = 0
    for number, mark in enumerate(registered):
        tell("Reading the originals", done=number, of=len(registered))
        gone += not store.holds(mark)
    if gone:
        fact = f"{gone} of {len(registered)} originals are missing or altered"
        yield Finding(fact, "Restore the evidence folder from a backup.")
    yield Finding(f"{len(registered)} originals registered")


def _worker() -> Iterator[Finding]:
    from counterpart.engines.acts import queue

    now = queue.condition()
    if now.waiting and not now.workers:
        yield Finding(f"{now.waiting} jobs wait, and no worker shows a sign of life", "Start one: counterpart worker")
    if now.failed:
        yield Finding(
            f"{now.failed} jobs were given up", "Whoever asked sees why on their home page, and may ask again."
        )
    yield Finding(f"{now.workers} at work, {now.waiting} jobs waiting")


def _site() -> Iterator[Finding]:
    static = files("counterpart") / "web" / "static"
    for name in ("site.css", "fonts"):
        if not (static / name).is_file() and not (static / name).is_dir():
            yield Finding(f"{name} is missing from the pages", "Make the styles again: make setup")
    elsewhere = {"localhost", "127.0.0.1", ""}.isdisjoint(os.environ.get("COUNTERPART_HOST", "").split(","))
    if elsewhere and os.environ.get("COUNTERPART_HTTPS") != "yes":
        yield Finding(
            f"it is served as {os.environ['COUNTERPART_HOST']} and log-ins would travel in the clear",
            "Put it behind HTTPS and set COUNTERPART_HTTPS=yes.",
        )
    yield Finding("styles and typeface are there")


def _reports() -> Iterator[Finding]:
    from counterpart.engines.reporting.typesetting import typeset

    try:
        made = typeset('#set document(title: "x")\n#set text(lang: "en")\n= x', {})
    except OSError:
        yield Finding("the typeface of reports is missing", "Make it again: make setup")
        return
    yield Finding(f"a page is set in {len(made) // 1000} kB")


def _time() -> Iterator[Finding]:
    try:
        ZoneInfo("Europe/London")
    except ZoneInfoNotFoundError:
        yield Finding("nothing is known of clocks in London", "Install the package tzdata.")
        return
    yield Finding("Europe/London")


def _embedded() -> bool:
    from counterpart.cli import embedded

    return embedded.exists(home.folder()) and embedded.is_running(home.folder())


CHECKS: tuple[tuple[str, Check], ...] = (
    ("home", _home),
    ("database", _database),
    ("tables", _tables),
    ("keys", _keys),
    ("evidence", _evidence),
    ("worker", _worker),
    ("site", _site),
    ("reports", _reports),
    ("time", _time),
)
ASK_THE_DATABASE = (_tables, _keys, _evidence, _worker)
