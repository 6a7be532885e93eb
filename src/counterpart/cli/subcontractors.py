"""Subcontractors of an agreement: proposed by the provider, decided on by the commissioner, always with a reason."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from counterpart.cli import home
from counterpart.cli.home import As, Json
from counterpart.cli.team import Ref, within

if TYPE_CHECKING:
    from counterpart.capabilities.agreements.rules.facts import AgreementFacts
    from counterpart.engines.access.rules import Actor

app = typer.Typer(help="Subcontractors: propose them, decide on them.", no_args_is_help=True)

Sub = Annotated[str, typer.Argument(metavar="SUB", help="The subcontractor, such as SUB-2008-0001.")]
Why = Annotated[str, typer.Option("--reason", help="Why; it is kept in the record.")]


@app.command()
def propose(
    reference: Ref,
    name: Annotated[str, typer.Option(help="The organisation.")],
    scope: Annotated[str, typer.Option(help="What it is to do, in words.")],
    area: Annotated[list[str], typer.Option(help="A service area; may be given several times.")],
    reason: Why,
    as_: As = None,
    json: Json = False,
) -> None:
    """Propose a subcontractor. The provider does this; the commissioner approves or refuses it.

    Example: counterpart team subcontractor propose ROTHERHAM --name "A Roofing Company" --scope "Roofs of flats"
    --area roofing --reason "Two roofers have left us" --as provider-manager@2010rotherham.example
    """

    def do(agreement: "AgreementFacts", by: "Actor", at: datetime) -> str:
        from counterpart.capabilities.team.actions import subcontractors

        told = subcontractors.propose(agreement, by=by, at=at, name=name, scope=scope, areas=area, reason=reason)
        return f"{told['subcontractor']} is proposed as {told['reference']}."

    within(reference, do, as_, json)


@app.command()
def approve(reference: Ref, number: Sub, reason: Why, as_: As = None, json: Json = False) -> None:
    """Approve a subcontractor. The commissioner does this, by another hand than proposed it.

    Example: counterpart team subcontractor approve ROTHERHAM SUB-2008-0001 --reason "Insured and checked"
    """
    _decide(reference, number, "approve", reason, as_, json)


@app.command()
def refuse(reference: Ref, number: Sub, reason: Why, as_: As = None, json: Json = False) -> None:
    """Refuse a subcontractor that was proposed.

    Example: counterpart team subcontractor refuse ROTHERHAM SUB-2008-0001 --reason "Not insured for roofs"
    """
    _decide(reference, number, "refuse", reason, as_, json)


@app.command()
def suspend(reference: Ref, number: Sub, reason: Why, as_: As = None, json: Json = False) -> None:
    """Suspend an approved subcontractor: it gets no work until it is reinstated.

    Example: counterpart team subcontractor suspend ROTHERHAM SUB-2008-0001 --reason "Overcharged; audit under way"
    """
    _decide(reference, number, "suspend", reason, as_, json)


@app.command()
def reinstate(reference: Ref, number: Sub, reason: Why, as_: As = None, json: Json = False) -> None:
    """Let a suspended subcontractor work again.

    Example: counterpart team subcontractor reinstate ROTHERHAM SUB-2008-0001 --reason "Repaid; controls mended"
    """
    _decide(reference, number, "reinstate", reason, as_, json)


@app.command()
def remove(reference: Ref, number: Sub, reason: Why, as_: As = None, json: Json = False) -> None:
    """Remove a subcontractor for good. The commissioner does this, or the provider.

    Example: counterpart team subcontractor remove ROTHERHAM SUB-2008-0001 --reason "Overcharging was found"
    """
    _decide(reference, number, "remove", reason, as_, json)


@app.command(name="flow-down")
def flow_down(
    reference: Ref,
    number: Sub,
    document: Annotated[str, typer.Option(help="Which document passes the principles on.")],
    principle: Annotated[list[str], typer.Option(help="A principle it passes on; may be given several times.")],
    file: Annotated[Path | None, typer.Option(exists=True, dir_okay=False, help="The document, to be kept.")] = None,
    as_: As = None,
    json: Json = False,
) -> None:
    """Show which partnering principles a document passes on to a subcontractor. The provider does this.

    Example: counterpart team subcontractor flow-down ROTHERHAM SUB-2008-0001 --document "Order 7"
    --principle collaboration --principle value --file order-7.pdf
    """

    def do(agreement: "AgreementFacts", by: "Actor", at: datetime) -> str:
        from counterpart.capabilities.team.actions.subcontractors import show_flow_down
        from counterpart.capabilities.team.queries.subcontractors import subcontractor_named

        known = subcontractor_named(agreement, number)
        sent = {"data": file.read_bytes(), "store": home.store()} if file else {}
        told = show_flow_down(known, by=by, at=at, document=document, principles=principle, **sent)
        left = f"Nothing shows yet: {', '.join(told['missing'])}." if told["missing"] else "Nothing is missing."
        return f"{told['document']} passes on to {known.name}: {', '.join(told['principles'])}. {left}"

    within(reference, do, as_, json)


def _decide(reference: str, number: str, verb: str, reason: str, as_: str | None, json: bool) -> None:
    def do(agreement: "AgreementFacts", by: "Actor", at: datetime) -> str:
        from counterpart.capabilities.team.actions import subcontractors
        from counterpart.capabilities.team.queries.subcontractors import subcontractor_named

        known = subcontractor_named(agreement, number)
        told = getattr(subcontractors, verb)(known, by=by, at=at, reason=reason)
        return f"{told['subcontractor']} ({told['reference']}) is {told['state']}."

    within(reference, do, as_, json)
