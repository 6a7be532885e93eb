"""Pure: the figures of a period as one table, and as bars measured by their targets."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from counterpart.capabilities.packs.rules.wording import (
    NOT_COMPARED,
    TRAVEL,
    Figure,
    amount,
    met,
    named,
    standing,
    unit_of,
    wanted,
    year_of,
)
from counterpart.engines.reporting.rules.cells import NOTHING, Cell, Column, Kind, Table, marked, text
from counterpart.engines.reporting.rules.drawings import Bar, Bars, Chart


def table_of(figures: Sequence[Figure], *, caption: str, when: str) -> Table:
    """A row for each figure: what it is, before and now, its target, the judgements and the peers.

    A peer group's column is headed with the period its labels are of; where they differ, each label says its own.
    """
    with_areas = any(figure["area"] for figure in figures)
    groups = _groups(figures)
    before = _before(figures)
    columns = (
        Column("Indicator"),
        Column("Description"),
        *((Column("Area"),) if with_areas else ()),
        Column(before, Kind.NUMBER),
        Column(year_of(when), Kind.NUMBER),
        Column("Target", Kind.NUMBER),
        Column("Unit", for_data=True),
        Column("Better when"),
        Column("Target met", Kind.MARK),
        Column(f"Better or worse than {before}", Kind.MARK),
        *(Column(f"{group} {year_of(of)}" if of else group, Kind.MARK) for group, of in groups.items()),
    )
    rows = (
        (
            text(figure["indicator"]),
            text(figure["title"]),
            *((text(figure["area"] or NOTHING),) if with_areas else ()),
            *(amount(figure, name) for name in ("previous", "value", "target")),
            text(unit_of(figure)),
            text(figure["polarity"]),
            marked(met(figure)),
            marked(TRAVEL[figure["direction_of_travel"]]),
            *(_among(figure, group, of) for group, of in groups.items()),
        )
        for figure in figures
    )
    return Table(caption, columns, tuple(rows))


def _before(figures: Sequence[Figure]) -> str:
    return year_of(figures[0]["previous_period"]) if figures else "Before"


def _groups(figures: Iterable[Figure]) -> dict[str, str | None]:
    """Each peer group, with the period of its labels where all are of one."""
    periods: dict[str, set[str]] = {}
    for figure in figures:
        for peers in figure["benchmarks"]:
            periods.setdefault(peers["peer_group"], set()).add(peers["period"])
    return {group: next(iter(of)) if len(of) == 1 else None for group, of in periods.items()}


def _among(figure: Figure, group: str, of: str | None) -> Cell:
    peers: Mapping[str, Any] | None = next((row for row in figure["benchmarks"] if row["peer_group"] == group), None)
    mark = standing(peers) if peers else NOT_COMPARED
    if peers is None or of:
        return marked(mark)
    return marked(type(mark)(f"{mark.words}, {year_of(peers['period'])}", mark.shapes, mark.tone))


def bars_of(figures: Iterable[Figure]) -> tuple[Chart, ...]:
    """Each figure measured by its own target: one picture for those that should be high, one for those that should be
    low. Those without a figure or with no target above nought are left to the table."""
    known = list(figures)
    drawn = {way: [figure for figure in known if figure["polarity"] == way and _measurable(figure)] for way in _WAYS}
    return tuple(_chart(_WAYS[way], alike) for way, alike in drawn.items() if alike)


_WAYS = {
    "higher": "Where higher is better: the bar should reach the line",
    "lower": "Where lower is better: the bar should not pass the line",
}


def _measurable(figure: Figure) -> bool:
    return figure["value"] is not None and figure["target"] is not None and Decimal(figure["target"]) > 0


def _chart(title: str, figures: Sequence[Figure]) -> Chart:
    bars = tuple(
        Bar(
            label=f"{figure['indicator']} {figure['title']}",
            value=Decimal(figure["value"]),
            words=amount(figure, "value").words,
            target=Decimal(figure["target"]),
            target_words=f"target {wanted(figure)}",
            mark=met(figure),
        )
        for figure in figures
    )
    said = (f"{named(figure)}: {_told(figure)}" for figure in figures)
    return Chart(title, f"Bars, each measured by its own target. {'; '.join(said)}.", Bars(bars, against_target=True))


def _told(figure: Figure) -> str:
    return f"{amount(figure, 'value').words}, target {wanted(figure)}, {met(figure).words.lower()}"
