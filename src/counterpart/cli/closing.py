"""Closes periods, signs their seals, and shows the figures and why they are what they are."""

import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from counterpart.cli import home, saying
from counterpart.cli.figures import as_csv, show_reasons, show_table
from counterpart.cli.home import As, Json
from counterpart.cli.saying import visible
from counterpart.engines.reporting.formats import FORMATS
from counterpart.values.period import Period
from counterpart.values.period import period as read_period

if TYPE_CHECKING:
    from counterpart.engines.access.rules import Actor

Ref = Annotated[str, typer.Argument(metavar="REF", help="The agreement, such as ROTHERHAM.")]
PeriodText = Annotated[str, typer.Argument(metavar="PERIOD", help="Such as 2007-08, 2010-Q2 or 2010-09.")]
Seal = Annotated[int | None, typer.Option(min=1, help="An earlier seal of the period, by number.")]


def close(
    reference: Ref,
    period: PeriodText,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="A folder to fill: empty, or not there yet.")] = None,
    formats: Annotated[
        str, typer.Option(help="Forms of the report to write beside the figures: pdf, docx, xlsx, html, csv, json.")
    ] = "",
    restates: Annotated[
        str | None, typer.Option(metavar="REASON", help="Why a sealed period gets a further seal.")
    ] = None,
    as_: As = None,
    json: Json = False,
) -> None:
    """Close a period: compute, judge, find the consequences, and seal. Closing again gives the same seal.

    Example: counterpart close ROTHERHAM 2007-08 --out year-end
    """
    when, wanted = _period(period), _formats(formats)

    def work(by: "Actor", at: datetime) -> None:
        from counterpart.capabilities.closing import actions
        from counterpart.capabilities.closing.rules.changes import in_words
        from counterpart.engines.evidence.folders import fill, must_be_fillable
        from counterpart.engines.ledger.keys import kept_key

        name = f"{reference.strip().upper()} {when}"
        if out:
            must_be_fillable(out, of=name)
        with saying.working():
            reply = actions.close(reference, when, by=by, at=at, key_of=kept_key(), restates=restates)
            told = _closed(reference, when, reply["seal"], by=by, at=at)
            if out:
                fill(out, _files(told, wanted) | _packs(reference, when, told, wanted, by=by, at=at), of=name)
        _show_close(visible(told), when, stood=reply["stood"])
        for change in visible(reply["changed"]):
            print(f"Changed: {in_words(change)}.")
        if reply["locked"]:
            print(f"It is not signed for {reply['locked']}: the key of {reply['locked']} is not kept here, or the")
            print(f"passphrase does not open it. Sign with it: counterpart sign {reference} {when} --key FILE.")
        if out:
            print(f"Written to {out}.")

    home.installed(work, as_=as_, as_json=json)


def sign(
    reference: Ref,
    period: PeriodText,
    key: Annotated[
        Path | None, typer.Option(metavar="FILE", exists=True, help="Your party’s own private key (PEM).")
    ] = None,
    as_: As = None,
    json: Json = False,
) -> None:
    """Sign the seal of a period for your party.

    Example: counterpart sign ROTHERHAM 2007-08 --as kpi-manager@2010rotherham.example
    """
    when = _period(period)

    def work(by: "Actor", at: datetime) -> None:
        import os

        from counterpart.capabilities.closing import actions
        from counterpart.engines.ledger.keys import kept_key, opened

        own = opened(key, os.environ.get("COUNTERPART_KEY_PASSPHRASE")) if key else None
        reply = actions.sign(reference, when, by=by, at=at, key_of=(lambda _: own) if own else kept_key())
        name = f"Seal {reply['seal']} of {reference.upper()} {when}"
        done = (
            f"{reply['party']} had signed {name} already."
            if reply["already"]
            else f"{name} is signed by {reply['party']}."
        )
        if reply["key_registered"] and own is None:
            print(f"A signing key was made for {reply['party']}; it is kept in {home.folder()}, under its passphrase.")
        wanted = " and ".join(reply["wanted"])
        print(f"{done} {f'Still to sign: {wanted}.' if wanted else 'Every party has signed.'}")

    home.installed(work, as_=as_, as_json=json)


def figures(
    reference: Ref,
    period: PeriodText,
    seal: Seal = None,
    format: Annotated[Literal["table", "json", "csv"], typer.Option(help="How to show them.")] = "table",
    as_: As = None,
    json: Json = False,
) -> None:
    """The sealed figures of a period.

    Example: counterpart figures ROTHERHAM 2007-08 --seal 1
    """
    when = _period(period)

    def work(by: "Actor", at: datetime) -> None:
        told = _closed(reference, when, seal, by=by, at=at)
        if format == "json":
            saying.as_json(told["figures"])
        elif format == "csv":
            sys.stdout.write(as_csv(visible(told["figures"])))
        else:
            show_table(visible(told["figures"]), when)

    home.installed(work, as_=as_, as_json=json)


def explain(
    reference: Ref,
    indicator: Annotated[str, typer.Argument(metavar="INDICATOR", help="Its code, such as “BV 66a” or bv66a.")],
    period: PeriodText,
    area: Annotated[str | None, typer.Option(help="An area; otherwise the whole.")] = None,
    seal: Seal = None,
    format: Annotated[Literal["text", "json"], typer.Option(help="How to show it.")] = "text",
    as_: As = None,
    json: Json = False,
) -> None:
    """Why this figure: the rule, the clause, and what went in, down to file and line.

    Example: counterpart explain ROTHERHAM "BV 66a" 2007-08
    """
    when = _period(period)

    def work(by: "Actor", at: datetime) -> None:
        from counterpart.capabilities.performance.rules.figures import named

        told = _closed(reference, when, seal, by=by, at=at)
        figure = named(told["figures"], indicator, area)
        if format == "json":
            saying.as_json(figure)
        else:
            show_reasons(visible(figure), visible(told["seal"]))

    home.installed(work, as_=as_, as_json=json)


def _closed(reference: str, when: Period, seal: int | None, *, by: "Actor", at: datetime) -> dict[str, Any]:
    from counterpart.capabilities.agreements.queries.agreements import agreement_named
    from counterpart.capabilities.closing.queries import closed
    from counterpart.engines.access.actors import acting

    with acting(by, on=at.date(), snapshot=True):
        return closed(agreement_named(reference, by=by, on=when.ends_on), when, seal=seal)


def _period(text: str) -> Period:
    try:
        return read_period(text)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="PERIOD") from None


def _formats(text: str) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    if unknown := [part for part in wanted if part not in FORMATS]:
        choice = ", ".join(FORMATS)
        raise typer.BadParameter(f"“{unknown[0]}” cannot be written: choose from {choice}", param_hint="--formats")
    return wanted


def _files(told: Mapping[str, Any], wanted: Sequence[str]) -> dict[str, bytes]:
    """What a close writes: figures, consequences and seal as JSON always; the figures as CSV where asked for."""
    import json

    def text(content: Any) -> bytes:
        return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()

    files = {f"{name}.json": text(told[name]) for name in ("figures", "consequences", "seal")}
    return files | ({"figures.csv": as_csv(told["figures"]).encode()} if "csv" in wanted else {})


def _packs(
    reference: str, when: Period, told: Mapping[str, Any], wanted: Sequence[str], *, by: "Actor", at: datetime
) -> dict[str, bytes]:
    """The report of a close, in each form that is wanted."""
    from counterpart.capabilities.agreements.queries.agreements import agreement_named
    from counterpart.capabilities.packs.rules.year_end import year_end
    from counterpart.engines.access.actors import acting
    from counterpart.engines.clocks.progress import tell
    from counterpart.engines.reporting.formats import written

    if not wanted:
        return {}
    with acting(by, on=at.date(), snapshot=True):
        document = year_end(told, agreement_named(reference, by=by, on=when.ends_on))
    packs = {}
    for number, form in enumerate(wanted):
        tell(f"Writing the report ({form})", done=number, of=len(wanted))
        packs[f"pack.{form}"] = written(document, form)
    return packs


def _show_close(told: Mapping[str, Any], when: Period, *, stood: bool) -> None:
    from counterpart.capabilities.closing.rules.close import of_the_whole, summary

    body = told["seal"]["body"]
    whole = of_the_whole(told["figures"])
    counts = summary(whole)
    targets = sum(figure["target"] is not None for figure in whole)
    without = f" ({len(whole) - targets} without a target)" if targets < len(whole) else ""
    print(f"{body['agreement']} {when.in_words}: {counts['on_target']} of {targets} on target{without};", end=" ")
    print(f"{counts['better']} better than the year before, {counts['worse']} worse, {counts['same']} the same.")
    show_table(whole, when)
    for trigger in told["consequences"]["triggers"]:
        print(f"→ {trigger['indicator']}: {trigger['do']} ({trigger['clause']}: {trigger['when']})")
    print(f"Seal {body['number']} {'stands: nothing has changed' if stood else 'is made'}. {told['seal']['digest']}")
    print(f"It is {told['seal']['state']}.")
