"""`counterpart signal` and `counterpart quartiles`: what any file of numbers shows. Neither needs a database."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from counterpart.capabilities.performance.rules.quartiles import Method, Quartiles
from counterpart.capabilities.performance.rules.quartiles import quartiles as quartiles_of
from counterpart.capabilities.performance.rules.readings import PERIOD, VALUE, number, read_group, read_series
from counterpart.capabilities.performance.rules.signals import Improvement, Signal
from counterpart.capabilities.performance.rules.signals import signal as signal_of
from counterpart.cli.saying import as_json as print_json
from counterpart.cli.saying import refuse
from counterpart.engines.evidence.rules.reading import read_csv
from counterpart.engines.evidence.rules.tables import Column
from counterpart.values.reference import folded
from counterpart.values.refusal import Refusal

WIDE = 200


class Format(StrEnum):
    TABLE = "table"
    JSON = "json"


File = Annotated[Path, typer.Argument(help="A CSV file, UTF-8.", exists=True, dir_okay=False, readable=True)]
Written = Annotated[Format, typer.Option("--format", help="How to answer.")]
AsJson = Annotated[bool, typer.Option("--json", help="Answer, or refuse, in JSON.")]


def signal(
    file: File,
    improvement: Annotated[Improvement, typer.Option(help="Which way is better.")] = Improvement.INCREASE,
    target: Annotated[str | None, typer.Option(help="A target, for capability.")] = None,
    rebase: Annotated[
        list[str] | None, typer.Option(help="A period at which new limits begin; may be repeated.")
    ] = None,
    fix_after: Annotated[int | None, typer.Option(min=1, help="Rest the limits on the first N points.")] = None,
    screen: Annotated[
        bool, typer.Option("--screen", help="Leave moving ranges of 3.267 times their mean out of the limits.")
    ] = False,
    format: Written = Format.TABLE,
    as_json: AsJson = False,
) -> None:
    """Limits, special-cause points and capability of a series: a CSV file with the columns period and value.

    The chart is the XmR chart of Making Data Count: limits at 2.66 mean moving ranges from the mean. The order of the
    file is kept. Unless you say otherwise an increase is taken to be an improvement.

    Example: counterpart signal repairs.csv --improvement increase --target 95 --rebase 2025-04
    """
    aim = number(target) if target is not None else None
    if target is not None and aim is None:
        raise typer.BadParameter(f"“{target}” is not a number", param_hint="--target")
    table = read_csv(
        file.read_bytes(), file=file.name, columns=(Column(PERIOD, required=True), Column(VALUE, required=True))
    )
    series = read_series(table)
    if isinstance(series, Refusal):
        refuse(series, as_json=as_json)
    found = signal_of(
        series, improvement=improvement, target=aim, rebase=rebase or (), fix_after=fix_after, screen=screen
    )
    if isinstance(found, Refusal):
        refuse(found, as_json=as_json)
    if as_json or format is Format.JSON:
        print_json(_signal_as_data(found))
    else:
        _print_signal(found, improvement)


def quartiles(
    file: File,
    by: Annotated[str, typer.Option(help="The column of values.")],
    name: Annotated[str | None, typer.Option(help="The column that names each row; the first unless you say.")] = None,
    method: Annotated[Method, typer.Option(help="How a quartile between two values is found.")] = Method.LINEAR,
    higher_is_better: Annotated[
        bool, typer.Option("--higher-is-better/--lower-is-better", help="Which end is the top quartile.")
    ] = True,
    format: Written = Format.TABLE,
    as_json: AsJson = False,
) -> None:
    """Quartile cut-offs of a column of any table, n, the markers left out by count, and the label of each row.

    A value equal to a cut-off gets the better label. Blank cells and the markers [X] [Z] [E] [S] [U] and N/A are left
    out and counted. Fewer than four values get no quartiles.

    Example: counterpart quartiles landlords.csv --by TP01 --method linear --higher-is-better
    """
    data = file.read_bytes()
    titles = read_csv(data, file=file.name, columns=()).unknown
    named = name or (titles[0] if titles else by)
    for column in (by, named):
        if titles and folded(column) not in map(folded, titles):
            refuse(_no_column(file.name, column, titles), as_json=as_json)
    columns = [Column(by, required=True)] + ([Column(named)] if folded(named) != folded(by) else [])
    table = read_csv(data, file=file.name, columns=columns)
    group = read_group(table, by=by, name=named if len(columns) > 1 else by)
    if isinstance(group, Refusal):
        refuse(group, as_json=as_json)
    found = quartiles_of(group, method=method, higher_is_better=higher_is_better)
    if as_json or format is Format.JSON:
        print_json(_quartiles_as_data(found, by=by))
    else:
        _print_quartiles(found, by=by, named=named)


def _no_column(file: str, column: str, titles: Sequence[str]) -> Refusal:
    from difflib import get_close_matches

    near = [title for title in titles if folded(column) in folded(title)][:3]
    near = near or get_close_matches(column, titles, n=3, cutoff=0.3) or list(titles[:3])
    return Refusal(
        code="quartiles.no-column",
        what=f"{file} cannot be read",
        fact=f"it has no column “{column}”",
        rule="columns are matched by their whole name, without case, spaces or punctuation",
        next_step=f"Name one that it has, such as {', '.join(f'“{title}”' for title in near)}.",
    )


def _signal_as_data(found: Signal) -> dict[str, Any]:
    return {
        "points": [
            {
                "period": point.period,
                "value": _as_number(point.value),
                "mean": _as_number(point.mean),
                "lower": _as_number(point.lower),
                "upper": _as_number(point.upper),
                "label": point.label,
                "rule": point.rule,
            }
            for point in found.points
        ],
        "capability": found.capability,
        "warnings": list(found.warnings),
    }


def _quartiles_as_data(found: Quartiles, *, by: str) -> dict[str, Any]:
    cuts = found.cut_offs._asdict() if found.cut_offs else dict.fromkeys(("lower_quartile", "median", "upper_quartile"))
    return {
        "column": by,
        "method": found.method,
        "higher_is_better": found.higher_is_better,
        "n": found.n,
        **{name: _as_number(cut) for name, cut in cuts.items()},
        "excluded": dict(found.excluded),
        "suppressed": found.suppressed,
        "rows": [
            {"name": row.name, "value": _as_number(row.value), "marker": row.marker, "label": row.label}
            for row in found.members
        ],
    }


def _as_number(value: Decimal | None) -> int | float | None:
    """A JSON number, to 17 significant digits."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _print_signal(found: Signal, improvement: Improvement) -> None:
    better = {Improvement.NEUTRAL: "neither way is better"}.get(improvement, f"{improvement} is an improvement")
    last = found.points[-1]
    print(f"{len(found.points)} points; {better}")
    print(f"Last point {last.period}: {last.label}. Capability: {found.capability}")
    for warning in found.warnings:
        print(f"Note: {warning}")
    places = _places([point.value for point in found.points])
    _print_table(
        ("period", "value", "mean", "lower", "upper", "label", "rule"),
        (
            (
                point.period,
                f"{point.value}",
                *(_shown(value, places) for value in (point.mean, point.lower, point.upper)),
                point.label,
                point.rule or "",
            )
            for point in found.points
        ),
        numbers=range(1, 5),
    )


def _print_quartiles(found: Quartiles, *, by: str, named: str) -> None:
    better = "higher is better" if found.higher_is_better else "lower is better"
    print(f"{by}: method {found.method}, n {found.n}, {better}")
    if found.excluded:
        print(f"Left out: {', '.join(f'{marker} {count}' for marker, count in found.excluded)}")
    if found.cut_offs:
        places = _places([row.value for row in found.members if row.value is not None])
        cuts = (f"{title.replace('_', ' ')} {_shown(cut, places)}" for title, cut in found.cut_offs._asdict().items())
        print(f"Cut-offs: {', '.join(cuts)}")
    if found.suppressed:
        print(f"No labels: {found.suppressed}")
    _print_table(
        (named, "value", "label"),
        (
            (row.name, row.marker or "" if row.value is None else f"{row.value}", row.label or "")
            for row in found.members
        ),
        numbers=(1,),
    )


def _places(values: Sequence[Decimal]) -> int:
    """Two decimal places more than the values have, six at the most."""
    return min(max(-int(value.as_tuple().exponent) for value in values) + 2, 6)


def _shown(value: Decimal | None, places: int) -> str:
    return "" if value is None else f"{value:.{places}f}"


def _print_table(titles: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Iterable[int]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(markup=False, highlight=False, emoji=False)
    if not console.is_terminal:
        console.width = WIDE
    table = Table(box=None, pad_edge=False, header_style="")
    right = set(numbers)
    for at, title in enumerate(titles):
        table.add_column(title, justify="right" if at in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*row)
    console.print(table)
