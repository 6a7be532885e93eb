"""Lets people in, and back in: links that set a password, passwords, one-time codes, sessions."""

import getpass
import os
import sys
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from counterpart.capabilities.accounts.rules.keeping import INVITATION_DAYS
from counterpart.cli import home
from counterpart.cli.home import As, Json
from counterpart.cli.saying import visible

if TYPE_CHECKING:
    from counterpart.engines.access.rules import Actor

Email = Annotated[str, typer.Argument(metavar="E-MAIL", help="Whose account.")]


def invite(
    email: Email,
    days: Annotated[int, typer.Option(help="For how many days the link is good.")] = INVITATION_DAYS,
    site: Annotated[
        str | None, typer.Option(metavar="URL", help="How they reach the site; otherwise COUNTERPART_SITE.")
    ] = None,
    as_: As = None,
    json: Json = False,
) -> None:
    """Make a link by which a person sets their password, once: for somebody new, or who forgot theirs.

    The link is printed alone, for you to pass on; an earlier one opens nothing any more. Where a mail server is set
    (COUNTERPART_MAIL) it is sent to them instead.

    Example: counterpart people invite kpi@provider.example
    """

    def work(by: "Actor", at: datetime) -> None:
        from counterpart.capabilities.accounts import queries
        from counterpart.capabilities.accounts.actions import keeping
        from counterpart.capabilities.accounts.rules.keeping import Account

        person = queries.person_at(email)
        secret, ends_on = keeping.new_link(Account(str(person.id)), by=by, at=at, days=days)
        once = f"It sets a password once, and is good until {ends_on:%-d %B %Y}."
        if keeping.sends_mail() and site is None:
            keeping.send_link(person.email, secret, good_for=f"{days} days")
            print(visible(f"A link was sent to {person.email}. {once}"))
            return
        print(keeping.link_to(secret, site=site))
        print(f"Pass it to {visible(person.name)} by a way that only they read. {once}", file=sys.stderr)

    home.installed(work, as_=as_, as_json=json)


def password(email: Email, as_: As = None, json: Json = False) -> None:
    """Set a password: your own, or as an administrator somebody’s. It is asked for, or read from standard input.

    Their sessions end. It never stands on the command line, where others could read it.

    Example: counterpart people password it@council.example --as it@council.example
    """

    def work(by: "Actor", at: datetime) -> None:
        from counterpart.capabilities.accounts import queries
        from counterpart.capabilities.accounts.actions import keeping
        from counterpart.capabilities.accounts.rules.keeping import Account

        person = queries.person_at(email)
        keeping.change_password(Account(str(person.id)), by=by, at=at, password=_asked())
        print(visible(f"The password of {person.email} is set. Every session of theirs is ended."))

    home.installed(work, as_=as_ or os.environ.get("COUNTERPART_ACTOR") or email, as_json=json)


def uncode(email: Email, as_: As = None, json: Json = False) -> None:
    """Remove a person’s one-time codes, when they lost their phone and their recovery codes. An administrator does.

    Make sure that it is they who ask. If their post signs in with codes, they set them up anew at their next sign-in.

    Example: counterpart people uncode finance@council.example
    """

    def work(by: "Actor", at: datetime) -> None:
        from counterpart.capabilities.accounts import queries
        from counterpart.capabilities.accounts.actions import keeping
        from counterpart.capabilities.accounts.rules.keeping import Account

        person = queries.person_at(email)
        keeping.remove_codes(Account(str(person.id)), by=by, at=at)
        print(visible(f"The one-time codes of {person.email} are removed."))

    home.installed(work, as_=as_, as_json=json)


def signout(email: Email, as_: As = None, json: Json = False) -> None:
    """End every session of a person, at once: yours, or as an administrator somebody’s. Their tokens stay.

    Example: counterpart people signout kpi@provider.example
    """

    def work(by: "Actor", at: datetime) -> None:
        from counterpart.capabilities.accounts import queries
        from counterpart.capabilities.accounts.actions import keeping
        from counterpart.capabilities.accounts.rules.keeping import Account

        person = queries.person_at(email)
        reply = keeping.end_sessions(Account(str(person.id)), by=by, at=at)
        counted = {0: "no session", 1: "one session"}.get(reply["sessions"], f"{reply['sessions']} sessions")
        print(visible(f"{person.email} had {counted}; none is left."))

    home.installed(work, as_=as_, as_json=json)


def _asked() -> str:
    """Twice at a terminal; otherwise the first line that is sent."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("New password: ")
    if getpass.getpass("New password again: ") != first:
        raise typer.BadParameter("the two are not the same", param_hint="password")
    return first
