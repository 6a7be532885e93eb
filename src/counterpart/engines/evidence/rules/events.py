"""Pure: files of events, whose columns the agreement’s template declares, as kinds of file like any other."""

from collections.abc import Mapping, Sequence
from typing import Any

from counterpart.engines.evidence.rules.kinds import EVENTS, KINDS, Kind
from counterpart.engines.evidence.rules.tables import Column, Type
from counterpart.engines.library.rules.datasets import Dataset
from counterpart.values.refusal import Refusal

AREA, LONGEST_AREA = "area", 120
"""The column whose parts have figures of their own, and how long the name of one may be to be sealed."""


def kind_of_events(dataset: Dataset) -> Kind:
    """A dataset as a kind of file."""
    columns = tuple(
        Column(
            c.name,
            c.required or c.name == dataset.key,
            Type(c.holds),
            c.means,
            longest=LONGEST_AREA if c.name == AREA else 200,
            places=c.places,
        )
        for c in dataset.columns
    )
    return Kind(dataset.name, dataset.title, columns, key=dataset.key or None, dated=dataset.dated or None)


def kind_asked(name: str, datasets: Sequence[Dataset], *, what: str) -> Kind | Refusal:
    """The kind of file meant: one that is known, a dataset by its name, or `events` where there is one dataset.

    `what` is what was not done where there is none.
    """
    own = {dataset.name: dataset for dataset in datasets}
    if name == EVENTS.name and len(own) == 1:
        return kind_of_events(datasets[0])
    if name in own:
        return kind_of_events(own[name])
    if name in KINDS and name != EVENTS.name:
        return KINDS[name]
    known = [*(kind for kind in KINDS if kind != EVENTS.name), *own]
    fact = f"“{name}” is not a kind of file that is known"
    if name == EVENTS.name:
        fact = f"the agreement has events of {' and '.join(own)}" if own else "the agreement declares no events"
    return Refusal(
        code="intake.kind-unknown",
        what=what,
        fact=fact,
        rule=f"files are taken in as {', '.join(known[:-1])} or {known[-1]}",
        next_step="Name one of these kinds.",
    )


def declared_columns(kind: Kind) -> dict[str, Any] | None:
    """What a file of events keeps of its dataset as it stood when the file came; None for any other kind."""
    if kind.name in KINDS:
        return None
    return {
        "title": kind.title,
        "key": kind.key,
        "dated": kind.dated,
        "columns": [
            {"name": c.name, "holds": c.type.value, "required": c.required, "places": c.places} for c in kind.columns
        ],
    }


def kind_kept(name: str, declared: Mapping[str, Any] | None) -> Kind:
    """The kind of a file that was taken in, with its columns as they were then."""
    if declared is None:
        return KINDS[name]
    columns = tuple(Column(c["name"], c["required"], Type(c["holds"]), places=c["places"]) for c in declared["columns"])
    return Kind(name, declared["title"], columns, key=declared["key"], dated=declared["dated"])


def types_of(kind: Kind) -> dict[str, str]:
    """What each column holds, as expressions over them are read."""
    return {column.name: column.type.value for column in kind.columns}
