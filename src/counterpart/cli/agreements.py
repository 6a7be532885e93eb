"""Registers agreements, and takes in files for them."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from counterpart.cli import home
from counterpart.cli.home import As, Json
from counterpart.cli.saying import visible

if TYPE_CHECKING:
    from counterpart.capabilities.performance.actions.intake import Incoming
    from counterpart.engines.access.rules import Actor
    from counterpart.engines.evidence.mappings import Pinned
    from counterpart.engines.library.shelf import Pinned as Template

app = typer.Typer(help="Agreements: register one from a template.", no_args_is_help=True)


@app.callback()
def _agreement() -> None:
    """Agreements: register one from a template."""


@app.command()
def new(
    template: Annotated[
        str, typer.Option(help="A template on the shelf (counterpart templates list), or a file of yours.")
    ],
    ref: Annotated[str, typer.Option(help="The reference it will be known by, such as ROTHERHAM.")],
    name: Annotated[str, typer.Option(help="Its full name.")],
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="NAME=VALUE",
            help="Who takes a seat (PARTY=ORGANISATION); entered, effective and commencement (a day each); value.",
        ),
    ] = None,
    as_: As = None,
    json: Json = False,
) -> None:
    """Register an agreement from a template.

    The term is counted from commencement (today, where none is set), and the clocks and promises of the whole of it
    are opened: reviews, breaks, options, the end, and what each side owes.

    Example: counterpart agreement new --template rotherham-almo --ref ROTHERHAM --name "Management agreement"
    """
    chosen = dict(_setting(text) for text in set_ or [])

    def register(by: "Actor", at: datetime) -> None:
        reply = registered(template, ref, name, chosen, by=by, at=at)
        print(f"{reply['reference']} is registered from {template}. {reply['appointed']} roles were given, by post.")
        if reply["opened"]:
            print(f"{reply['opened']} clocks and promises of its term were opened.")
        for party, organisation in reply["empty"].items():
            print(visible(_nobody_yet(reply["reference"], party, organisation, by.email)))

    home.installed(register, as_=as_, as_json=json)


def registered(
    template: str, ref: str, name: str, chosen: dict[str, str], *, by: "Actor", at: datetime
) -> dict[str, Any]:
    """Register an agreement: its reference, how many roles were given, and who signs for it but has nobody yet.

    Raises Refused.
    """
    from counterpart.capabilities.agreements.actions.registering import register_agreement
    from counterpart.capabilities.agreements.queries.agreements import registration

    wanted = registration(_template(template), ref, name, chosen, by=by, on=at.date())
    reply: dict[str, Any] = register_agreement(wanted, by=by, at=at)
    empty = {party: wanted.seats[party] for party in reply["empty"]}
    return reply | {"reference": wanted.reference, "empty": empty}


def _template(name: str) -> "str | Template":
    """A template’s id on the shelf; or where a YAML file is named, what it says. Raises Refused."""
    from counterpart.engines.library.shelf import pinned

    path = Path(name)
    if path.suffix not in (".yaml", ".yml"):
        return name
    if not path.is_file():
        raise typer.BadParameter(f"there is no file {path}", param_hint="--template")
    return pinned(path.read_text(encoding="utf-8", errors="replace"), file=path.name)


def _nobody_yet(reference: str, party: str, organisation: str, manager: str) -> str:
    """What to type so that a party that signs has somebody who can."""
    return (
        f"{organisation} signs as {party}, and nobody stands for it yet. Two commands give it somebody: "
        f'counterpart people add E-MAIL --name NAME --organisation "{organisation}" --post "provider manager" '
        f"--as ADMINISTRATOR; then counterpart people appoint E-MAIL --agreement {reference} --as {manager}"
    )


def _setting(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not value.strip():
        raise typer.BadParameter(
            f"“{text}” is not a setting: write NAME=VALUE, such as provider=NAME", param_hint="--set"
        )
    return name.strip(), value.strip()


def intake(
    reference: Annotated[str, typer.Argument(metavar="REF")],
    kind: Annotated[
        str, typer.Argument(help="returns, benchmarks, jobs, events, lines, rates, exclusions, properties or payments")
    ],
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A CSV, XLSX or Parquet file.")],
    mapping: Annotated[
        str | None, typer.Option(metavar="ID_OR_FILE", help="How it is laid out: a mapping on the shelf, or a file.")
    ] = None,
    period: Annotated[str | None, typer.Option(help="The period of rows that name none.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check the file and store nothing.")] = False,
    restates: Annotated[
        str | None, typer.Option(metavar="REASON", help="Why this file corrects what was returned before.")
    ] = None,
    as_: As = None,
    json: Json = False,
) -> None:
    """Take in a file as evidence: whole, or not at all. The same file twice changes nothing.

    Example: counterpart intake ROTHERHAM returns returns-2007-08.csv
    """
    from counterpart.values.period import period as read_period

    try:
        when = read_period(period) if period else None
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--period") from None

    def take(by: "Actor", at: datetime) -> None:
        from counterpart.capabilities.performance.actions.intake import Incoming

        pinned = declared(mapping) if mapping else None
        incoming = Incoming(kind, file.name, _bytes_of(file), when, restates, dry_run, pinned)
        print(*(visible(line) for line in taken_in(reference, incoming, by=by, at=at)), sep="\n")

    home.installed(take, as_=as_, as_json=json)


def _bytes_of(file: Path) -> bytes:
    """What a file holds; of one that is too large to be taken in, no more than shows that it is."""
    from counterpart.engines.evidence.rules.delimited import MOST_BYTES

    with open(file, "rb") as opened:
        return opened.read(MOST_BYTES + 1)


def declared(mapping: str) -> "Pinned":
    """The mapping in a file, or on the shelf under an id. Raises Refused."""
    from counterpart.engines.evidence.mappings import on_the_shelf, pinned

    path = Path(mapping)
    if path.suffix not in (".yaml", ".yml"):
        return on_the_shelf(mapping)
    if not path.is_file():
        raise typer.BadParameter(f"there is no file {path}", param_hint="--mapping")
    return pinned(path.read_text(encoding="utf-8", errors="replace"), file=path.name)


def taken_in(reference: str, incoming: "Incoming", *, by: "Actor", at: datetime) -> list[str]:
    """Take a file in and say what came of it, line by line. Raises Refused."""
    from counterpart.capabilities.agreements.queries.agreements import agreement_named
    from counterpart.capabilities.performance.actions.intake import take_in
    from counterpart.engines.access.actors import acting

    with acting(by, on=at.date()):
        agreement = agreement_named(reference, by=by)
        reply = take_in(agreement, by=by, at=at, incoming=incoming, store=home.store())
    counted = "1 row" if reply["rows"] == 1 else f"{reply['rows']:,} rows"
    if reply["known"]:
        said = f"{incoming.name} was taken in before; nothing changed."
    elif incoming.dry_run:
        said = f"{incoming.name} could be taken in: {counted}. Nothing was stored."
    else:
        said = f"{incoming.name} is taken in: {counted}, fingerprint {reply['fingerprint']}."
    if reply["unknown_columns"]:
        said += f" Kept as evidence but not read: {', '.join(reply['unknown_columns'])}."
    return [said, *_as_read(reply)]


def _as_read(reply: dict[str, Any]) -> list[str]:
    """What was read, told so that a reader sees at a glance that it was not misread."""
    names = reply["columns"]
    lines = list(reply["told"])
    if reply["total"] is not None:
        lines.append(f"The amounts come to £{Decimal(reply['total']):,.2f}.")
    for which in ("first", "last"):
        cells = [f"{name} {cell}" for name, cell in zip(names, reply[which], strict=False) if cell]
        lines += [f"The {which} row: {'; '.join(cells)}."] if cells else []
    return lines


def blank(
    reference: Annotated[str, typer.Argument(metavar="REF")],
    kind: Annotated[str, typer.Argument(help="The kind of file: returns, jobs, lines and so on.")],
    out: Annotated[Path, typer.Option(metavar="FILE.xlsx", help="The workbook to write.")],
    period: Annotated[str | None, typer.Option(help="The period to write beside each indicator.")] = None,
    as_: As = None,
    json: Json = False,
) -> None:
    """Write a spreadsheet to fill in: the columns of a kind of file, what each means, and the agreement’s indicators.

    Example: counterpart blank ROTHERHAM returns --out returns.xlsx
    """

    def write(by: "Actor", at: datetime) -> None:
        from counterpart.capabilities.agreements.queries.agreements import agreement_named
        from counterpart.capabilities.performance.queries.figures import blank_of
        from counterpart.engines.evidence.store import write_whole

        data = blank_of(agreement_named(reference, by=by), kind, when=period)
        write_whole(out.absolute(), data)
        print(f"Written to {out}. Fill it in and send it: counterpart intake {reference} {kind} {out}")

    home.reading(write, as_=as_, as_json=json)
