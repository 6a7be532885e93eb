"""How figures look on a terminal and in a CSV file."""

import csv
import io
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from counterpart.capabilities.performance.rules.benchmarks import IN_WORDS
from counterpart.values.period import Period
from counterpart.values.period import period as read_period
from counterpart.values.quantity import Unit

NOT_APPLICABLE, NO_LABEL = "N/A", "no label"
MET = {True: "✓ yes", False: "✗ no", None: "–"}
TRAVEL = {"better": "▲ better", "worse": "▼ worse", "same": "= same", "none": "–"}
REASONS = (
    ("Value", "value"),
    ("Previous", "previous"),
    ("Target", "target"),
    ("Target met", "target_met"),
    ("Colour", "rag"),
    ("Direction of travel", "direction_of_travel"),
)
COLUMNS = (
    "indicator", "title", "area", "period", "previous", "value", "numerator", "denominator", "unit", "target",
    "target_met", "rag", "direction_of_travel", "assurance", "status",
)  # fmt: skip


def as_csv(figures: Sequence[Mapping[str, Any]]) -> str:
    """The figures as CSV, with a column for the label against each peer group.

    A text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    groups = tuple(dict.fromkeys(peer["peer_group"] for figure in figures for peer in figure["benchmarks"]))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*COLUMNS, *(_cell(f"label {group}") for group in groups)])
    for figure in figures:
        labels = {peer["peer_group"]: _label(peer) for peer in figure["benchmarks"]}
        cells = [*(figure[column] for column in COLUMNS), *(labels.get(group) for group in groups)]
        writer.writerow([_cell(cell) for cell in cells])
    return out.getvalue()


def show_table(figures: Sequence[Mapping[str, Any]], when: Period) -> None:
    """Print the figures of a period as a table."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("Indicator", ""):
        table.add_column(title, overflow="fold")
    for title in (when.previous.in_words, when.in_words, "Target"):
        table.add_column(title, justify="right", no_wrap=True)
    for title in ("On target", "Travel", "Peers"):
        table.add_column(title, no_wrap=title != "Peers")
    for figure in figures:
        area = f" ({figure['area']})" if figure["area"] else ""
        table.add_row(
            f"{figure['indicator']}{area}",
            figure["title"],
            *(_shown(figure, name) for name in ("previous", "value", "target")),
            MET[figure["target_met"]],
            TRAVEL[figure["direction_of_travel"]],
            "\n".join(_compared(peer) for peer in figure["benchmarks"]),
        )
    width = None if sys.stdout.isatty() else 160
    Console(width=width, highlight=False, markup=False, emoji=False).print(table)
    print(f"Figures are {figures[0]['assurance']}." if figures else "There are no figures.")


def show_reasons(figure: Mapping[str, Any], seal: Mapping[str, Any]) -> None:
    """Print why a figure is what it is, down to file and line."""
    from counterpart.engines.explain.drawing import drawn

    body = seal["body"]
    area = f", {figure['area']}" if figure["area"] else ""
    print(f"{figure['indicator']} {figure['title']}{area}, {figure['period']}: {_shown(figure, 'value')}")
    print(f"{figure['assurance'].capitalize()}; seal {body['number']}, {seal['state']}.")
    for title, name in REASONS:
        print(f"\n{title}")
        print(drawn(figure["reasons"][name]))
    for peer in figure["benchmarks"]:
        print(f"\nPeers: {peer['peer_group']}")
        print(drawn(peer["reasons"]))


def _compared(peer: Mapping[str, Any]) -> str:
    """A comparison in a line; where it gives no label, why: what its reason says after its heading."""
    label = _label(peer)
    why = peer["reasons"]["because"].partition(": ")[2].rstrip(".") if label == NO_LABEL else ""
    return f"{peer['peer_group']} {read_period(peer['period']).in_words}: {label}{f', {why}' if why else ''}"


def _label(peer: Mapping[str, Any]) -> str:
    """The label of a comparison. That none was published is an answer; that none can be given is another."""
    if peer["label"]:
        return IN_WORDS[peer["label"]]
    return NO_LABEL if peer["applicable"] else NOT_APPLICABLE


def _shown(figure: Mapping[str, Any], name: str) -> str:
    value = figure[name]
    return "–" if value is None else f"{value}{Unit(figure['unit']).ending}"


def _cell(value: object) -> str:
    if value is None or isinstance(value, bool):
        return {None: "", True: "yes", False: "no"}[value]
    text = str(value)
    numeric = text.lstrip("-").replace(".", "", 1).isdigit()
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) and not numeric else text
