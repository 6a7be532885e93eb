"""Pure: the figures of a period as one table."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from counterpart.capabilities.performance.rules.wording import (
    NOT_COMPARED,
    TRAVEL,
    Figure,
    amount,
    met,
    standing,
    unit_of,
    year_of,
)
from counterpart.engines.reporting.rules.cells import NOTHING, Cell, Column, Kind, Table, marked, text


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
