"""Begins an installation, migrates and stops it, and adds people to it."""

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from counterpart.capabilities.partners.rules import NAME, organisation_name
from counterpart.cli import embedded, home
from counterpart.cli.home import As, Json
from counterpart.cli.saying import visible
from counterpart.engines.clocks.now import now
from counterpart.values.words import address

if TYPE_CHECKING:
    from counterpart.engines.access.rules import Actor

people = typer.Typer(help="The people of this installation and the posts they hold.", no_args_is_help=True)


def init(
    organisation: Annotated[str, typer.Option(help="Your organisation.")],
    admin: Annotated[str, typer.Option(metavar="E-MAIL", help="The first administrator.")],
    json: Json = False,
) -> None:
    """Begin an installation: database, keys, first administrator.

    Example: counterpart init --organisation "Rotherham Metropolitan Borough Council" --admin it@rotherham.example
    """

    def begin() -> None:
        email, named = address(admin), organisation_name(organisation)
        with embedded.locked(home.folder()):
            home.open_home(new=True)
            home.migrate()
            from counterpart.capabilities.partners import actions, queries
            from counterpart.engines.access.rules import Actor

            first = Actor(str(uuid.uuid4()), f"Administrator, {named}"[:NAME], email)
            actions.begin_installation(queries.installation(), by=first, at=now(), organisation=named)
        print(f"The installation has begun in {home.folder()}. {email} is its administrator.")

    home.in_words(begin, as_json=json)


def migrate(json: Json = False) -> None:
    """Bring the database's tables up to date, as their owner (DATABASE_OWNER_URL).

    Example: counterpart migrate
    """

    def bring() -> None:
        home.open_home()
        home.migrate()
        print("The tables are up to date.")

    home.in_words(bring, as_json=json)


def stop(json: Json = False) -> None:
    """Stop the embedded database of this home.

    Example: counterpart stop
    """
    stopped = home.in_words(lambda: embedded.stop(home.folder()), as_json=json)
    print("The embedded database has stopped." if stopped else "No embedded database was running.")


@people.callback()
def _people() -> None:
    """The people of this installation and the posts they hold."""


@people.command()
def add(
    email: Annotated[str, typer.Argument(metavar="E-MAIL")],
    name: Annotated[str, typer.Option(help="How they are named in the record.")],
    organisation: Annotated[str, typer.Option(help="The organisation they work for.")],
    post: Annotated[str, typer.Option(help="Their post, such as “performance officer” or “KPI manager”.")],
    as_: As = None,
    json: Json = False,
) -> None:
    """Add a person. Those who are there when an agreement is registered get the role of their post in it.

    Example: counterpart people add kpi@provider.example --name "KPI manager" --organisation "2010 Rotherham Ltd"
    --post "KPI manager"
    """

    def enter(by: "Actor", at: datetime) -> None:
        from counterpart.capabilities.partners import actions, queries

        details = {"email": email, "name": name, "organisation": organisation, "post": post}
        kept = actions.add_person(queries.installation(), by=by, at=at, **details)
        print(visible(f"{kept['email']} is {kept['post']} at {kept['organisation']}."))

    home.installed(enter, as_=as_, as_json=json)


@people.command()
def appoint(
    email: Annotated[str, typer.Argument(metavar="E-MAIL")],
    agreement: Annotated[str, typer.Option(metavar="REF", help="The agreement, such as ROTHERHAM.")],
    as_: As = None,
    json: Json = False,
) -> None:
    """Give a person the role of their post in an agreement that is registered already. Its contract manager does this.

    Example: counterpart people appoint kpi@provider.example --agreement ROTHERHAM
    """

    def give(by: "Actor", at: datetime) -> None:
        from counterpart.capabilities.agreements.actions.registering import give_role
        from counterpart.capabilities.agreements.queries.agreements import agreement_named
        from counterpart.engines.access.actors import acting

        with acting(by, on=at.date()):
            facts = agreement_named(agreement, by=by)
        left = True
        while left:
            reply = give_role(facts, by=by, at=at, email=email)
            said = f"{reply['person']} is {reply['role']} for {reply['party']} in {facts.reference}."
            print(visible(said))
            left = reply["left"] > 0

    home.installed(give, as_=as_, as_json=json)
