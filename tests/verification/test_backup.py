"""Back up, destroy, restore, verify: with a database of its own each time, as an operator does it."""

import io
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, OFFICER
from tests.commands import counterpart

pytestmark = [pytest.mark.slow]


@pytest.fixture
def homes(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for homes, each with an embedded database that is stopped at the end."""
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "COUNTERPART_KEY_PASSPHRASE"):
        monkeypatch.delenv(name, raising=False)
    folder = Path(tempfile.mkdtemp(prefix="cp-homes-", dir="/tmp"))
    folder.chmod(0o711)
    yield folder
    for home in folder.iterdir():
        if home.is_dir():
            at(home, "stop")
    shutil.rmtree(folder)


def at(home: Path, *words: str | Path) -> str:
    """A command in a home, which must succeed; what it said."""
    os.environ["COUNTERPART_HOME"] = str(home)
    done = counterpart(*words)
    assert done.returncode == 0, done.stderr
    return done.stdout


def refused(home: Path, *words: str | Path) -> str:
    os.environ["COUNTERPART_HOME"] = str(home)
    done = counterpart(*words)
    assert done.returncode == 1
    return done.stderr


FIGURES = ("figures", "ROTHERHAM", "2007-08", "--format", "json", "--as", OFFICER)


def test_an_installation_that_is_destroyed_comes_back_from_its_backup_and_both_parties_go_on(
    homes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNTERPART_HOME", "")
    first, second, kept = homes / "first", homes / "second", homes / "kept.backup"
    at(first, "demo", "--no-serve")
    before = at(first, *FIGURES)
    said = at(first, "backup", "--out", kept)
    assert "5 originals and 3 keys" in said
    assert "The passphrase of the keys is not in it" in said
    passphrase = (first / "secrets" / "key-passphrase").read_text()
    at(first, "stop")
    shutil.rmtree(first)
    at(second, "restore", kept)
    assert "ROTHERHAM" in at(second, "verify", "--database")
    assert at(second, *FIGURES) == before
    monkeypatch.setenv("COUNTERPART_KEY_PASSPHRASE", passphrase)
    assert "Every party has signed." in at(second, "sign", "ROTHERHAM", "2007-08", "--as", KPI_MANAGER)
    assert "✗" not in at(second, "doctor")
    assert "holds an installation already" in refused(second, "restore", kept)
    assert sorted(file.name for file in homes.iterdir()) == ["kept.backup", "second"]


def altered(kept: Path, name: str, data: bytes) -> Path:
    """A copy of a backup in which a file is another, or one is added."""
    out = kept.with_name("altered.backup")
    with tarfile.open(kept) as source, tarfile.open(out, "w:") as copy:
        for member in source.getmembers():
            content = source.extractfile(member)
            if member.name != name and content:
                copy.addfile(member, content)
        added = tarfile.TarInfo(name)
        added.size = len(data)
        copy.addfile(added, io.BytesIO(data))
    return out


def test_a_backup_that_was_altered_or_holds_anything_else_is_refused_and_nothing_is_left(
    homes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNTERPART_HOME", "")
    first, other, kept = homes / "first", homes / "other", homes / "kept.backup"
    at(first, "demo", "--no-serve")
    at(first, "backup", "--out", kept, "--with-passphrase")
    with tarfile.open(kept) as archive:
        names = archive.getnames()
    original = next(name for name in names if name.startswith("evidence/"))
    manifest = json.dumps({"form": "counterpart backup 1", "files": {}}).encode()
    for name, data, why in (
        (original, b"another", "has been altered"),
        ("evidence/../../../escaped", b"x", "escaped"),
        ("/tmp/escaped", b"x", "escaped"),
        ("manifest.json", manifest, "other files than its manifest names"),
        ("manifest.json", b"{", "its manifest cannot be read"),
    ):
        assert why in refused(other, "restore", altered(kept, name, data))
        assert not (other / "evidence").exists()
        assert not (other / "restoring").exists()
    (homes / "text").write_text("no archive")
    assert "it is no archive" in refused(other, "restore", homes / "text")
    assert "secrets/key-passphrase" in names
    at(other, "restore", kept)
    assert (other / "secrets" / "key-passphrase").read_text() == (first / "secrets" / "key-passphrase").read_text()
