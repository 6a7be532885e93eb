"""Makes and revokes the tokens by which a person's programs act for them over the API."""

import os
import sys
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from counterpart.cli import home
from counterpart.cli.home import As, Json
from counterpart.cli.saying import visible

if TYPE_CHECKING:
    from counterpart.engines.access.rules import Actor


def token(
    email: Annotated[str, typer.Argument(metavar="E-MAIL", help="Whose token: your own address.")],
    label: Annotated[str, typer.Option(help="By what name you will know it, such as “monthly upload”.")],
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DAY", help="Its last day; otherwise a year on.")
    ] = None,
    agreement: Annotated[
        list[str] | None, typer.Option(metavar="REF", help="An agreement it opens; otherwise all of yours.")
    ] = None,
    may: Annotated[
        list[str] | None, typer.Option(metavar="VERB", help="What it may: reading, or an act such as file.taken_in.")
    ] = None,
    revoke: Annotated[bool, typer.Option("--revoke", help="Revoke the token of this label instead.")] = False,
    as_: As = None,
    json: Json = False,
) -> None:
    """Make a token for a program of yours. Its secret is printed once, alone, and is kept nowhere.

    Example: counterpart people token kpi-manager@2010rotherham.example --label "monthly upload" --agreement ROTHERHAM
    --may file.taken_in
    """
    if until and revoke:
        raise typer.BadParameter("a token that is revoked has no last day", param_hint="--until")

    def work(by: "Actor", at: datetime) -> None:
        from django.conf import settings

        from counterpart.capabilities.partners import actions
        from counterpart.capabilities.partners.policy import may_hold
        from counterpart.capabilities.partners.rules import TokenFacts
        from counterpart.values.refusal import Refused

        facts = TokenFacts(home.acting_as(email).person, label)
        if revoke:
            reply = actions.revoke_token(facts, by=by, at=at)
            print(visible(f"The token “{reply['label']}” is revoked."))
            return
        if refusal := may_hold(by, facts):
            raise Refused(refusal)
        settings.REGISTER_ACTS()
        opens = {"agreements": agreement or (), "verbs": may or ()}
        secret, ends_on = actions.new_token(label, by=by, at=at, until=until.date() if until else None, **opens)
        print(secret)
        said = f"Keep it where only your program reads it: it is not shown again. Its last day is {ends_on:%-d %B %Y}."
        print(said, file=sys.stderr)

    home.installed(work, as_=as_ or os.environ.get("COUNTERPART_ACTOR") or email, as_json=json)
