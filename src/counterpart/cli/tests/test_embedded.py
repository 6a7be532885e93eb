"""The embedded PostgreSQL: whole after a kill, trusting nobody, and never opening a folder above its home."""

import os
import shutil
import signal
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from counterpart.cli import embedded
from counterpart.values.refusal import Refused

pytestmark = pytest.mark.slow


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder of our own that the database's user may enter."""
    folder = Path(tempfile.mkdtemp(prefix="cp-embedded-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    for home in folder.iterdir():
        embedded.stop(home)
    shutil.rmtree(folder)


def answer(url: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT current_user").fetchone()
        return row and row[0]


def postmaster(home: Path) -> int:
    return int((home / "database" / "postmaster.pid").read_text().splitlines()[0])


def test_it_is_made_once_started_where_it_is_not_and_stopped(place: Path) -> None:
    home = place / "home"
    assert not embedded.exists(home)
    first = embedded.start(home)
    number = postmaster(home)
    assert embedded.start(home) == first
    assert postmaster(home) == number
    assert answer(first.application_url) == "counterpart_app"
    assert answer(first.owner_url) == "counterpart_owner"
    assert embedded.stop(home)
    assert not embedded.is_running(home)
    assert not embedded.stop(home)
    assert not Path(first.socket).exists()


def test_after_a_kill_of_the_server_it_starts_and_stops_again(place: Path) -> None:
    home = place / "home"
    server = embedded.start(home)
    with psycopg.connect(server.owner_url, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
    os.kill(postmaster(home), signal.SIGKILL)
    again = embedded.start(home)
    with psycopg.connect(again.owner_url) as connection:
        assert connection.execute("SELECT one FROM kept").fetchone() == (1,)
    assert embedded.stop(home)


def test_a_stale_note_of_another_process_does_not_pass_for_a_server(place: Path) -> None:
    home = place / "home"
    embedded.start(home)
    embedded.stop(home)
    note = home / "database" / "postmaster.pid"
    note.write_text(f"{os.getpid()}\n{home}\n0\n5432\n/tmp/nowhere\n")
    assert not embedded.is_running(home)
    note.unlink()
    assert answer(embedded.start(home).application_url) == "counterpart_app"


def test_it_trusts_nobody_without_a_password_and_listens_on_no_network(place: Path) -> None:
    server = embedded.start(place / "home")
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(f"postgresql://counterpart_app:wrong@/counterpart?host={server.socket}")
    with psycopg.connect(server.url("postgres")) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert connection.execute("SHOW password_encryption").fetchone() == ("scram-sha-256",)


def test_secrets_are_for_the_owners_eyes_only(place: Path) -> None:
    home = place / "home"
    server = embedded.start(home)
    assert stat.S_IMODE((home / "secrets").stat().st_mode) == 0o700
    assert stat.S_IMODE((home / "secrets" / "database.json").stat().st_mode) == 0o600
    assert stat.S_IMODE(Path(server.socket).stat().st_mode) == 0o700
    assert stat.S_IMODE((home / "database").stat().st_mode) == 0o700


def test_a_folder_above_the_home_is_never_opened(place: Path) -> None:
    above = place / "private"
    above.mkdir(mode=0o700)
    home = above / "home"
    if os.geteuid() == 0:
        with pytest.raises(Refused, match="cannot enter"):
            embedded.start(home)
    else:
        assert answer(embedded.start(home).application_url) == "counterpart_app"
        embedded.stop(home)
    assert stat.S_IMODE(above.stat().st_mode) == 0o700
    shutil.rmtree(above)


def test_a_home_that_holds_other_things_keeps_its_mode(place: Path) -> None:
    home = place / "home"
    home.mkdir(mode=0o750)
    (home / "letter.txt").write_text("mine")
    embedded.prepare(home)
    assert stat.S_IMODE(home.stat().st_mode) == 0o750
