"""What peers reached, each in its place, as it was taken in."""

import csv
import sys
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from counterpart.cli import home, saying
from counterpart.cli.closing import Ref
from counterpart.cli.home import As, Json
from counterpart.cli.saying import visible
from counterpart.values.explained import plain
from counterpart.values.period import period as read_period

if TYPE_CHECKING:
    from counterpart.capabilities.performance.rules.placing import Placing
    from counterpart.engines.access.rules import Actor

COLUMNS = ("indicator", "period", "peer_group", "organisation", "value", "rank", "label", "n", "median")


def peers(
    reference: Ref,
    indicator: Annotated[str, typer.Argument(metavar="INDICATOR", help="Its code, such as TP01.")],
    period: Annotated[
        str | None, typer.Option(help="One period; otherwise every one that peers were taken in of.")
    ] = None,
    format: Annotated[Literal["table", "json", "csv"], typer.Option(help="How to show them.")] = "table",
    as_: As = None,
    json: Json = False,
) -> None:
    """The peers of an indicator in their places: rank, quartiles and median, and how many are left out.

    The best is 1, and equals share a place; where it is better to be within a band, the nearest to its middle is.

    Example: counterpart peers ROTHERHAM "BV 66a" --period 2006-07
    """
    try:
        when = read_period(period) if period else None
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--period") from None

    def work(by: "Actor", at: datetime) -> None:
        from counterpart.capabilities.agreements.queries.agreements import agreement_named
        from counterpart.capabilities.performance.queries.figures import peers_placed

        found = [
            one for one in peers_placed(agreement_named(reference, by=by), indicator) if when in (None, one.period)
        ]
        if format == "json":
            saying.as_json([_as_data(one) for one in found])
        elif format == "csv":
            rows = csv.writer(sys.stdout)
            rows.writerow(COLUMNS)
            rows.writerows(visible([row[name] for name in COLUMNS]) for one in found for row in _rows(one))
        else:
            lines = [line for one in found for line in visible([*_lines(one)])]
            print(*lines or ["There are no peers with values of their own."], sep="\n")

    home.reading(work, as_=as_, as_json=json)


def _rows(one: "Placing") -> Iterable[dict[str, Any]]:
    for member in one.members:
        yield {
            "indicator": one.indicator.code,
            "period": str(one.period),
            "peer_group": one.peer_group,
            "organisation": member.organisation,
            "value": plain(member.value),
            "rank": member.rank,
            "label": plain(member.label),
            "n": one.n,
            "median": plain(one.cuts.median) if one.cuts else None,
        }


def _as_data(one: "Placing") -> dict[str, Any]:
    cuts = one.cuts._asdict() if one.cuts else {}
    return {
        "indicator": one.indicator.code,
        "period": str(one.period),
        "peer_group": one.peer_group,
        "n": one.n,
        "left_out": one.left_out,
        **{name: plain(cuts.get(name)) for name in ("lower_quartile", "median", "upper_quartile")},
        "peers": [{name: row[name] for name in ("organisation", "value", "rank", "label")} for row in _rows(one)],
    }


def _lines(one: "Placing") -> Iterable[str]:
    cuts = f"quartiles {', '.join(map(str, map(plain, one.cuts)))}" if one.cuts else "too few for quartiles"
    left_out = f"; {one.left_out} left out without a value" if one.left_out else ""
    yield f"{one.indicator.code}, {one.period.in_words}, {one.peer_group}: n {one.n}, {cuts}{left_out}"
    for member in one.members:
        value = "–" if member.value is None else plain(member.value)
        yield f"{member.rank or '–':>5}  {value:>12}  {member.organisation}"
