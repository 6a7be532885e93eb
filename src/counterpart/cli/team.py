"""Runs the team of an agreement: roles, who stands in, representatives, counterparts; and who leaves altogether."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from counterpart.cli import home
from counterpart.cli.home import As, Json
from counterpart.cli.saying import visible

if TYPE_CHECKING:
    from counterpart.capabilities.agreements.rules.facts import AgreementFacts
    from counterpart.engines.access.rules import Actor

    Doing = Callable[[AgreementFacts, Actor, datetime], str]

app = typer.Typer(help="The people and parties of an agreement, and its subcontractors.", no_args_is_help=True)

Ref = Annotated[str, typer.Argument(metavar="REF", help="The agreement, such as ROTHERHAM.")]
Email = Annotated[str, typer.Argument(metavar="E-MAIL")]
_DAYS = ["%Y-%m-%d"]


@app.callback()
def _team() -> None:
    """The people and parties of an agreement, and its subcontractors."""


@app.command()
def show(reference: Ref, as_: As = None, json: Json = False) -> None:
    """Show who works on an agreement, for whom and until when, who stands in, and what is missing.

    Example: counterpart team show ROTHERHAM
    """

    def read(by: "Actor", at: datetime) -> None:
        from counterpart.capabilities.agreements.queries.agreements import agreement_named
        from counterpart.capabilities.team.queries.people import team_of
        from counterpart.capabilities.team.queries.telling import parties_told

        agreement = agreement_named(reference, by=by)
        team = team_of(agreement, on=at.date())
        for party in parties_told(agreement, team, on=at.date()):
            print(visible(f"{party.organisation} ({party.name}){'' if party.people else ': nobody yet'}"))
            for member, counterpart in party.people:
                for held in member.held:
                    print(visible(f"  {member.person.name}: {_told(held, counterpart)}"))
        for known in team.subcontractors:
            print(visible(f"{known.reference} {known.name}: {known.state}"))
        print("\nMissing:" if team.missing else "\nNothing is missing.")
        for gap in team.missing:
            print(visible(f"  {gap}"))

    home.reading(read, as_=as_, as_json=json)


def _told(held: Any, counterpart: str | None) -> str:
    until = f", until {held.until:%-d %B %Y}" if held.until else ""
    lent = f", standing in for {held.lender.name}" if held.lender else ""
    paired = f", counterpart {counterpart}" if counterpart and not held.lender else ""
    return f"{held.role}{lent}, since {held.since:%-d %B %Y}{until}{paired}"


@app.command()
def give(
    reference: Ref,
    email: Email,
    role: Annotated[str | None, typer.Option(help="Which role; otherwise that of their post.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=_DAYS, metavar="DAY", help="Its last day.")] = None,
    as_: As = None,
    json: Json = False,
) -> None:
    """Give a role in an agreement. The contract manager does this; an observer is given until a day.

    Example: counterpart team give ROTHERHAM inspector@rotherham.example --role observer --until 2008-09-30
    """

    def do(agreement: "AgreementFacts", by: "Actor", at: datetime) -> str:
        from counterpart.capabilities.agreements.actions.registering import give_role

        told = give_role(agreement, by=by, at=at, email=email, role=role, until=until.date() if until else None)
        return f"{told['person']} is {told['role']} for {told['party']} in {agreement.reference}."

    within(reference, do, as_, json)


@app.command()
def end(
    reference: Ref,
    email: Email,
    role: Annotated[str | None, typer.Option(help="Which role; otherwise all of theirs.")] = None,
    last: Annotated[
        datetime | None, typer.Option(formats=_DAYS, metavar="DAY", help="Its last day; else today.")
    ] = None,
    as_: As = None,
    json: Json = False,
) -> None:
    """End a role of somebody's. From the next day it shows nothing; what they delegated from it ends with it.

    Example: counterpart team end ROTHERHAM auditor@rotherham.example --role auditor --last 2008-05-31
    """

    def do(agreement: "AgreementFacts", by: "Actor", at: datetime) -> str:
        from counterpart.capabilities.team.actions.people import end_role
        from counterpart.capabilities.team.queries.people import somebody_in

        of = somebody_in(agreement, email, on=at.date())
        told = end_role(of, by=by, at=at, role=role, last=last.date() if last else None)
        return f"{told['person']} is {' and '.join(told['roles'])} until {told['until']}, and not after."

    within(reference, do, as_, json)


@app.command()
def delegate(
    reference: Ref,
    to: Annotated[str, typer.Option(metavar="E-MAIL", help="Who stands in: a colleague of the same party.")],
    since: Annotated[datetime | None, typer.Option(formats=_DAYS, metavar="DAY", help="First day.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=_DAYS, metavar="DAY", help="Last day.")] = None,
    of: Annotated[str | None, typer.Option(metavar="E-MAIL", help="Who is absent; otherwise you.")] = None,
    role: Annotated[list[str] | None, typer.Option(help="A role to delegate; otherwise all of theirs.")] = None,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Take it back instead.")] = False,
    as_: As = None,
    json: Json = False,
) -> None:
    """Have a colleague stand in for somebody absent, for 90 days at the most, or take that back.

    Example: counterpart team delegate ROTHERHAM --to deputy@rotherham.example --since 2008-08-04 --until 2008-08-15
    """
    if not withdraw and (since is None or until is None):
        raise typer.BadParameter("name the first and the last day: --since and --until", param_hint="--since")

    def do(agreement: "AgreementFacts", by: "Actor", at: datetime) -> str:
        from counterpart.capabilities.team.actions import people
        from counterpart.capabilities.team.queries.people import somebody_in

        lender = somebody_in(agreement, of or by.email, on=at.date())
        if withdraw or since is None or until is None:
            told = people.withdraw(lender, by=by, at=at, to=to)
            return f"{told['to']} stands in for {told['of']} until today, and not after."
        days = {"since": since.date(), "until": until.date()}
        told = people.delegate(lender, by=by, at=at, to=to, roles=role or [], **days)
        roles = " and ".join(told["roles"])
        return f"{told['to']} stands in for {told['of']} as {roles} from {told['since']} to {told['until']}."

    within(reference, do, as_, json)


@app.command()
def represent(
    reference: Ref,
    email: Email,
    since: Annotated[datetime | None, typer.Option(formats=_DAYS, metavar="DAY", help="First day; else today.")] = None,
    as_: As = None,
    json: Json = False,
) -> None:
    """Name the contract representative of your party, who replaces the one before.

    Example: counterpart team represent ROTHERHAM contract-manager@rotherham.example
    """

    def do(agreement: "AgreementFacts", by: "Actor", at: datetime) -> str:
        from counterpart.capabilities.team.actions.people import name_representative
        from counterpart.capabilities.team.queries.people import party_of

        of, day = party_of(agreement, by), since.date() if since else None
        told = name_representative(of, by=by, at=at, email=email, since=day)
        return f"{told['person']} represents the {told['party']} from {told['since']}."

    within(reference, do, as_, json)


@app.command()
def pair(
    reference: Ref,
    one: Email,
    other: Annotated[str | None, typer.Argument(metavar="E-MAIL")] = None,
    part: Annotated[bool, typer.Option("--part", help="Part the pair this person belongs to instead.")] = False,
    as_: As = None,
    json: Json = False,
) -> None:
    """Pair a member of the commissioner and one of the provider, of equal seniority, as counterparts; or part them.

    Example: counterpart team pair ROTHERHAM performance-officer@rotherham.example kpi-manager@2010rotherham.example
    """
    if part == (other is not None):
        raise typer.BadParameter("name two to pair, or one with --part", param_hint="E-MAIL")

    def do(agreement: "AgreementFacts", by: "Actor", at: datetime) -> str:
        from counterpart.capabilities.team.actions import people

        if other is None:
            told = people.part(agreement, by=by, at=at, email=one)
            return f"{told['commissioner']} and {told['provider']} are counterparts no more."
        told = people.pair(agreement, by=by, at=at, one=one, other=other)
        return f"{told['commissioner']} and {told['provider']} are counterparts ({told['seniority']} level)."

    within(reference, do, as_, json)


def within(reference: str, do: "Doing", as_: str | None, json: bool) -> None:
    """Do something in an agreement, in one transaction, and say what came of it."""

    def work(by: "Actor", at: datetime) -> None:
        from counterpart.capabilities.agreements.queries.agreements import agreement_named
        from counterpart.engines.access.actors import acting

        with acting(by, on=at.date()):
            said = do(agreement_named(reference, by=by), by, at)
        print(visible(said))

    home.installed(work, as_=as_, as_json=json)


def leave(
    email: Email,
    organisation: Annotated[str, typer.Option(help="The organisation they leave.")],
    last: Annotated[datetime | None, typer.Option(formats=_DAYS, metavar="DAY", help="Last day; else today.")] = None,
    as_: As = None,
    json: Json = False,
) -> None:
    """End every post of a person at an organisation; their roles by it end the same day. An administrator does this.

    Example: counterpart people leave officer@rotherham.example --organisation "Rotherham Metropolitan Borough Council"
    """

    def go(by: "Actor", at: datetime) -> None:
        from counterpart.capabilities.partners.actions import end_membership
        from counterpart.capabilities.partners.policy import may_administer
        from counterpart.capabilities.partners.queries import installation, leaving
        from counterpart.values.refusal import Refused

        if refusal := may_administer(by, installation()):
            raise Refused(refusal)
        going = leaving(email, organisation, on=at.date())
        told = end_membership(going, by=by, at=at, last=last.date() if last else None)
        posts, roles = " and ".join(told["posts"]), told["roles_ended"]
        ended = "1 role ends" if roles == 1 else f"{roles} roles end"
        said = f"{told['person']} is {posts} at {told['organisation']} until {told['until']}; {ended} with it."
        print(visible(said))

    home.installed(go, as_=as_, as_json=json)
