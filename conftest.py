"""A real PostgreSQL for every test that needs one: made once for the run, migrated once, copied for each test."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from counterpart.cli import embedded
from counterpart.cli.embedded import Server
from counterpart.web.settings import database

FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


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
def template(migrated: str) -> str:
    """The database that each test gets a copy of: with tables and nothing in them."""
    return migrated


@pytest.fixture
def fresh(
    server: Server, template: str, django_db_blocker: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Server]:
    """A copy of the migrated database for this test alone, which the tests' Django reads and writes as the application.

    It goes with the server: dropping each would cost more than the test.
    """
    name = copied(server, template)
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
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home for keys and evidence."""
    monkeypatch.setenv("COUNTERPART_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COUNTERPART_KEY_PASSPHRASE", "correct horse battery staple")
    monkeypatch.setattr(settings, "KEY_PASSPHRASE", "correct horse battery staple")
    monkeypatch.setattr(settings, "KEY_FOLDER", tmp_path / "home" / "keys")
    monkeypatch.setattr(settings, "EVIDENCE_FOLDER", tmp_path / "home" / "evidence")
    return tmp_path / "home"


def copied(server: Server, template: str) -> str:
    """Make a copy of a database and point Django at it. Gives its name."""
    name = f"t_{os.getpid()}_{os.urandom(4).hex()}"
    with psycopg.connect(server.url("postgres", "postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} OWNER counterpart_owner")
    point(server, name)
    return name


def point(server: Server, name: str) -> None:
    """Point Django, in every thread, at a database."""
    connections.close_all()
    for alias, role in (("default", "counterpart_app"), ("owner", "counterpart_owner")):
        connections.settings[alias].update(database(server.url(role, name)))
