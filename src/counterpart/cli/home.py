"""Opens the home: the embedded database where there is no other, the secrets, and who acts. Before it, no Django."""

import os
import secrets
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from counterpart.cli import embedded, faults
from counterpart.cli.saying import refuse
from counterpart.engines.clocks.now import now
from counterpart.values.refusal import Refusal, Refused

if TYPE_CHECKING:
    from counterpart.engines.access.rules import Actor
    from counterpart.engines.evidence.store import Store

T = TypeVar("T")
_UNBOUND = """
    SELECT current_user, CASE
        WHEN rolsuper THEN 'is a superuser'
        WHEN rolbypassrls THEN 'bypasses row security'
        WHEN EXISTS (
            SELECT FROM pg_tables WHERE schemaname = 'public' AND pg_has_role(current_user, tableowner, 'USAGE')
        ) THEN 'owns the tables'
    END FROM pg_roles WHERE rolname = current_user
"""
"""Why row security would not bind whoever is connected; null where it would."""
As = Annotated[str | None, typer.Option("--as", metavar="E-MAIL", help="Who acts; otherwise COUNTERPART_ACTOR.")]
Json = Annotated[bool, typer.Option("--json", help="Say a refusal as JSON: code, fact, rule, next step.")]


def folder() -> Path:
    """The home: COUNTERPART_HOME, otherwise the user's data folder."""
    given = os.environ.get("COUNTERPART_HOME")
    return Path(given).absolute() if given else embedded.default_home()


def open_home(*, new: bool = False, as_owner: bool = False) -> None:
    """Make the database reachable and set Django up. Raises Refused where there is no installation yet, unless `new`.

    As the owner of the tables everything is read and nothing written: for verification of the whole.
    """
    home = folder()
    given = os.environ.get("DATABASE_URL")
    if not given:
        if not new and not embedded.exists(home):
            raise Refused(_nothing_here(home))
        server = embedded.start(home)
        os.environ["DATABASE_URL"] = server.application_url
        os.environ["DATABASE_OWNER_URL"] = server.owner_url
    else:
        embedded.prepare(home)
    if as_owner:
        os.environ["DATABASE_URL"] = _owner_url()
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        faults.must_be_an_address(name, os.environ.get(name))
    os.environ.setdefault("COUNTERPART_SECRET_KEY", _secret(home, "secret-key"))
    if not os.environ.get("COUNTERPART_KEY_PASSPHRASE"):
        os.environ["COUNTERPART_KEY_PASSPHRASE"] = _secret(home, "key-passphrase")
    os.environ["COUNTERPART_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "counterpart.web.settings")
    import django

    django.setup()
    if given and not as_owner:
        _must_be_bound()


def migrate() -> None:
    """Bring the tables up to date, as their owner. Raises Refused where the application would be that owner."""
    from django.conf import settings
    from django.core.management import call_command

    if settings.DATABASES["owner"]["USER"] == settings.DATABASES["default"]["USER"]:
        raise Refused(_one_role())

    call_command("migrate", database="owner", verbosity=0, interactive=False)


def _must_be_bound() -> None:
    """Refuse a role in the database that row security would not bind, or that could change the tables."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(_UNBOUND)
        role, why = cursor.fetchone()
    if why:
        raise Refused(
            Refusal(
                code="database.not-bound",
                what="Nothing was done",
                fact=f"the role “{role}” in DATABASE_URL {why}",
                rule="the application is a role that row security binds and that cannot change the tables",
                next_step="Name a role in DATABASE_URL that is no superuser, has NOBYPASSRLS and owns nothing, "
                "and the owner of the tables in DATABASE_OWNER_URL.",
            )
        )


def acting_as(email: str | None) -> "Actor":
    """The actor named by --as or COUNTERPART_ACTOR, with the roles in force today. Raises Refused."""
    from counterpart.engines.access.actors import actor

    return actor(email or os.environ.get("COUNTERPART_ACTOR"), on=now().date())


def store() -> "Store":
    from counterpart.engines.evidence.store import Store

    return Store(folder() / "evidence")


def in_words(work: Callable[[], T], *, as_json: bool) -> T:
    """Do the work of a command; a refusal is said in words (or as JSON) and ends it with exit code 1.

    So is what the disk or the database would not do. A fault of our own is shown as it is.
    """
    try:
        return work()
    except Refused as refused:
        refuse(refused.refusal, as_json=as_json)
    except BrokenPipeError:
        raise
    except Exception as fault:
        refusal = faults.in_words(fault)
        if refusal is None:
            raise
        refuse(refusal, as_json=as_json)


def installed(work: Callable[["Actor", datetime], T], *, as_: str | None, as_json: bool) -> T:
    """Do the work of a command that somebody does in an installation, at this moment."""

    def opened() -> T:
        open_home()
        return work(acting_as(as_), now())

    return in_words(opened, as_json=as_json)


def reading(work: Callable[["Actor", datetime], Any], *, as_: str | None, as_json: bool) -> Any:
    """Like `installed`, in one snapshot in which the database shows only what the actor may see."""

    def within(by: "Actor", at: datetime) -> Any:
        from counterpart.engines.access.actors import acting

        with acting(by, on=at.date(), snapshot=True):
            return work(by, at)

    return installed(within, as_=as_, as_json=as_json)


def _owner_url() -> str:
    given = os.environ.get("DATABASE_OWNER_URL")
    if given:
        return given
    raise Refused(
        Refusal(
            code="database.owner-needed",
            what="The database was not verified",
            fact="DATABASE_OWNER_URL is not set",
            rule="only the owner of the tables reads every agreement",
            next_step="Set DATABASE_OWNER_URL, or export the record of your own agreement and verify the file.",
        )
    )


def _secret(home: Path, name: str) -> str:
    """A secret of the home, made at its first use; of two who come at once, one makes it and both have the same."""
    kept = home / "secrets" / name
    if not kept.exists():
        with embedded.locked(home):
            if not kept.exists():
                embedded.write_secret(kept, secrets.token_urlsafe(48))
    return kept.read_text()


def _one_role() -> Refusal:
    return Refusal(
        code="database.one-role",
        what="The tables were not brought up to date",
        fact="DATABASE_OWNER_URL names no other role than DATABASE_URL",
        rule="the application is not the owner of its tables, or row security would not bind it",
        next_step="Make a second role that owns the database, and name it in DATABASE_OWNER_URL.",
    )


def _nothing_here(home: Path) -> Refusal:
    return Refusal(
        code="home.nothing-here",
        what="There is no installation here",
        fact=f"{home} holds no database, and DATABASE_URL is not set",
        rule="a command works in an installation that was begun",
        next_step="Begin one: counterpart demo --no-serve shows a sample; "
        "counterpart init --organisation NAME --admin E-MAIL begins your own.",
    )
