"""Backs an installation up into one file, and restores it from there: database, evidence, and the parties' keys."""

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Annotated, Any

import typer

from counterpart.cli import embedded, faults, home, saying
from counterpart.cli.home import Json
from counterpart.engines.clocks.now import now
from counterpart.engines.clocks.progress import tell
from counterpart.values.refusal import Refusal, Refused

MANIFEST, DATABASE, PASSPHRASE = "manifest.json", "database.dump", "secrets/key-passphrase"
FORM = "counterpart backup 1"
EXPECTED = re.compile(r"database\.dump|evidence/[0-9a-f]{2}/[0-9a-f]{64}|keys/[\w-]+\.pem|secrets/key-passphrase")
LARGEST_MANIFEST = 100_000_000
PIECE = 1 << 20


def backup(
    out: Annotated[Path, typer.Option(metavar="F", help="The file to write.")],
    with_passphrase: Annotated[
        bool, typer.Option("--with-passphrase", help="Put the passphrase of the kept keys in, too.")
    ] = False,
    json: Json = False,
) -> None:
    """Back the installation up into one file. It goes on working meanwhile.

    Without --with-passphrase the file alone cannot sign for anybody: keep the passphrase somewhere else.

    Example: counterpart backup --out monday.backup
    """

    def work() -> None:
        faults.must_take_a_file(out)
        home.open_home(as_owner=True)
        with saying.working():
            kept = _write(out, with_passphrase)
        print(f"{out} holds the database, {kept['evidence']} originals and {kept['keys']} keys.")
        if kept["keys"] and not with_passphrase:
            print("The passphrase of the keys is not in it: keep COUNTERPART_KEY_PASSPHRASE (or, in the home,")
            print("secrets/key-passphrase) somewhere else, or nobody will sign with these keys again.")

    home.in_words(work, as_json=json)


def restore(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A backup.")],
    json: Json = False,
) -> None:
    """Restore an installation from a backup into a home that holds none. What was altered is refused.

    Example: counterpart restore monday.backup
    """

    def work() -> None:
        folder = home.folder()
        with embedded.locked(folder):
            if (folder / "evidence").exists():
                raise Refused(_not_empty(folder))
            staged = folder / "restoring"
            shutil.rmtree(staged, ignore_errors=True)
            try:
                with saying.working(), tarfile.open(file, "r:") as archive:
                    _restore(archive, staged, folder)
            except tarfile.TarError:
                raise Refused(_no_backup("it is no archive")) from None
            finally:
                shutil.rmtree(staged, ignore_errors=True)
        print(f"Restored into {folder}. See that it fits: counterpart verify --database")

    home.in_words(work, as_json=json)


def _write(out: Path, with_passphrase: bool) -> dict[str, int]:
    """Write the backup beside its place, then give it its name. The database first: every original it names is kept."""
    folder, digests = home.folder(), dict[str, str]()
    draft = out.with_name(f".{out.name}.{os.getpid()}.new")
    dump = out.with_name(f".{out.name}.{os.getpid()}.dump")
    try:
        tell("Writing down the database")
        _postgres("pg_dump", "--format=custom", "--enable-row-security", f"--file={dump}")
        members = [(DATABASE, dump), *_kept(folder, with_passphrase)]
        with tarfile.open(draft, "w:") as archive:
            for number, (name, place) in enumerate(members):
                tell("Copying", done=number, of=len(members))
                digests[name] = _digest(place)
                archive.add(place, name, recursive=False)
            _add(archive, MANIFEST, {"form": FORM, "made_at": now().isoformat(), "files": digests})
        draft.chmod(0o600)
        draft.replace(out)
    finally:
        draft.unlink(missing_ok=True)
        dump.unlink(missing_ok=True)
    return {kind: sum(name.startswith(f"{kind}/") for name in digests) for kind in ("evidence", "keys")}


def _kept(folder: Path, with_passphrase: bool) -> Iterator[tuple[str, Path]]:
    """The files of a home that a backup takes, by the name they get in it."""
    for place in sorted((folder / "evidence").glob("??/*")) + sorted((folder / "keys").glob("*.pem")):
        name = place.relative_to(folder).as_posix()
        if EXPECTED.fullmatch(name):
            yield name, place
    if with_passphrase and (folder / PASSPHRASE).exists():
        yield PASSPHRASE, folder / PASSPHRASE


def _restore(archive: tarfile.TarFile, staged: Path, folder: Path) -> None:
    """Take out what the manifest names and nothing else, each with its digest; then the database; then put in place."""
    members = {member.name: member for member in archive.getmembers() if member.isreg()}
    digests = _manifest(archive, members)
    for number, (name, digest) in enumerate(digests.items()):
        tell("Taking out and comparing", done=number, of=len(digests))
        _take_out(archive, members, name, digest, staged)
    tell("Restoring the database")
    home.open_home(new=True, as_owner=True)
    if _has_tables():
        raise Refused(_not_empty(folder))
    words = ("--exit-on-error", "--no-owner", "--single-transaction", "--dbname", "", str(staged / DATABASE))
    _postgres("pg_restore", *words)
    (staged / DATABASE).unlink()
    for kept in staged.iterdir():
        (folder / kept.name).mkdir(mode=0o700, exist_ok=True)
        for part in kept.iterdir():
            part.replace(folder / kept.name / part.name)


def _has_tables() -> bool:
    from django.db import connection

    return bool(connection.introspection.table_names())


def _manifest(archive: tarfile.TarFile, members: dict[str, tarfile.TarInfo]) -> dict[str, str]:
    """The digest of every file in it. Raises Refused where it is no backup, or holds what a backup does not."""
    listed = members.pop(MANIFEST, None)
    if listed is None or listed.size > LARGEST_MANIFEST or (source := archive.extractfile(listed)) is None:
        raise Refused(_no_backup("it has no manifest"))
    try:
        manifest: dict[str, Any] = json.loads(source.read())
        digests: dict[str, str] = manifest["files"]
        form = manifest["form"]
    except (ValueError, KeyError, TypeError):
        raise Refused(_no_backup("its manifest cannot be read")) from None
    strange = [name for name in {*digests, *members} if not EXPECTED.fullmatch(name)]
    if form != FORM or strange or set(digests) != set(members) or DATABASE not in digests:
        raise Refused(_no_backup(f"it holds {strange[0] if strange else 'other files than its manifest names'}"))
    return digests


def _take_out(
    archive: tarfile.TarFile, members: dict[str, tarfile.TarInfo], name: str, digest: str, folder: Path
) -> None:
    source = archive.extractfile(members[name])
    place = folder / name
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = hashlib.sha256()
    with open(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        for piece in _pieces(source):
            made.update(piece)
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    if made.hexdigest() != digest:
        raise Refused(_no_backup(f"{name} has been altered"))


def _postgres(program: str, *words: str) -> None:
    """Run one of PostgreSQL's programs on our database, as the owner of the tables; no password on its command line."""
    from psycopg.conninfo import conninfo_to_dict

    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}
    given = conninfo_to_dict(os.environ["DATABASE_OWNER_URL"])
    known = {names[name]: str(value) for name, value in given.items() if name in names and value}
    words = tuple(known["PGDATABASE"] if word == "" else word for word in words)
    done = subprocess.run([embedded.program(program), *words], env=os.environ | known, capture_output=True, text=True)
    if done.returncode:
        raise Refused(
            Refusal(
                code="backup.database",
                what="The database was not copied",
                fact=f"{program} said: {done.stderr.strip()[-400:]}",
                rule="a backup holds the whole database, and is restored whole into an empty one",
                next_step="See that DATABASE_OWNER_URL names the owner of the tables, and that there is room.",
            )
        )


def _pieces(source: IO[bytes] | None) -> Iterator[bytes]:
    while source is not None and (piece := source.read(PIECE)):
        yield piece


def _digest(place: Path) -> str:
    with open(place, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _add(archive: tarfile.TarFile, name: str, content: dict[str, Any]) -> None:
    data = json.dumps(content, indent=1).encode()
    member = tarfile.TarInfo(name)
    member.size = len(data)
    archive.addfile(member, io.BytesIO(data))


def _no_backup(fact: str) -> Refusal:
    return Refusal(
        code="backup.not-one-of-ours",
        what="Nothing was restored",
        fact=fact,
        rule="a backup is restored as it was written, every file with its digest",
        next_step="Use another backup.",
    )


def _not_empty(folder: Path) -> Refusal:
    return Refusal(
        code="backup.home-not-empty",
        what="Nothing was restored",
        fact=f"{folder} holds an installation already",
        rule="a backup is restored into a home that holds none, so that nothing is lost",
        next_step="Set COUNTERPART_HOME to a new folder.",
    )
