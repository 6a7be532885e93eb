"""A real PostgreSQL for every test that needs one: made once for the run, migrated once, copied for each test.

A test marked `told(story=…)` begins where a story ends: it is told once a run, and its database and home are copied.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from counterpart.cli import embedded
from counterpart.cli.embedded import Server
from counterpart.web.settings import database

FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")
WORDS = "correct horse battery staple"
Story = Callable[[Path], Any]


@dataclass(frozen=True)
class Told:
    """A story that was told: the database and the home in which it stands, and what it gave."""

    database: str
    home: Path
    given: Any


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A server of the run's own, its database `counterpart` migrated by the owner and left as a template."""
    home = Path(tempfile.mkdtemp(prefix="cp-test-", dir="/tmp"))
    started = embedded.start(home, settings=FAST)
    try:
        yield started
    finally:
        embedded.stop(home)
        shutil.rmtree(home)


@pytest.fixture(scope="session")
def migrated(server: Server, django_db_blocker: pytest.FixtureRequest) -> str:
    point(server, embedded.DATABASE)
    with django_db_blocker.unblock():
        call_command("migrate", database="owner", verbosity=0, interactive=False)
        connections.close_all()
    return embedded.DATABASE


@pytest.fixture(scope="session")
def telling(
    server: Server,
    migrated: str,
    django_db_blocker: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[Story], Told]:
    """Tells a story through acts, in a database and a home of its own; the same story once a run."""
    known: dict[Story, Told] = {}

    def once(story: Story) -> Told:
        if story not in known:
            home = tmp_path_factory.mktemp("told")
            with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
                at_home(home, patch)
                name = copied(server, migrated)
                known[story] = Told(name, home, story(home))
                connections.close_all()
        return known[story]

    return once


@pytest.fixture
def told(request: pytest.FixtureRequest, telling: Callable[[Story], Told]) -> Told | None:
    """The story where this test begins, where it is marked with one."""
    marked = request.node.get_closest_marker("told")
    return telling(**marked.kwargs) if marked else None


@pytest.fixture
def fresh(
    server: Server,
    migrated: str,
    told: Told | None,
    django_db_blocker: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Server]:
    """A database for this test alone, with tables and nothing in them or where its story ends.

    The tests' Django reads and writes it as the application. It goes with the server: dropping each would cost more
    than the test.
    """
    name = copied(server, told.database if told else migrated)
    monkeypatch.setenv("DATABASE_URL", server.url("counterpart_app", name))
    monkeypatch.setenv("DATABASE_OWNER_URL", server.url("counterpart_owner", name))
    with django_db_blocker.unblock():
        yield server
        connections.close_all()


@pytest.fixture
def as_superuser(fresh: Server) -> Iterator[psycopg.Connection]:
    """A connection that no policy or trigger binds, to this test's database."""
    name = os.environ["DATABASE_URL"].rpartition("@/")[2].partition("?")[0]
    with psycopg.connect(fresh.url("postgres", name), autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        yield connection


@pytest.fixture
def home(told: Told | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home for keys and evidence, with those of the test's story."""
    home = tmp_path / "home"
    if told:
        shutil.copytree(told.home, home)
    at_home(home, monkeypatch)
    return home


def at_home(home: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setenv("COUNTERPART_HOME", str(home))
    patch.setenv("COUNTERPART_KEY_PASSPHRASE", WORDS)
    patch.setattr(settings, "KEY_PASSPHRASE", WORDS)
    patch.setattr(settings, "KEY_FOLDER", home / "keys")
    patch.setattr(settings, "EVIDENCE_FOLDER", home / "evidence")


def copied(server: Server, template: str) -> str:
    """Make a copy of a database and point Django at it. Gives its name."""
    name = f"t_{os.getpid()}_{os.urandom(4).hex()}"
    connections.close_all()
    with psycopg.connect(server.url("postgres", "postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} OWNER counterpart_owner")
    point(server, name)
    return name


def point(server: Server, name: str) -> None:
    """Point Django, in every thread, at a database."""
    connections.close_all()
    for alias, role in (("default", "counterpart_app"), ("owner", "counterpart_owner")):
        connections.settings[alias].update(database(server.url(role, name)))
