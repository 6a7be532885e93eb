"""Pure: what a further seal of a period says otherwise than the one it corrects: each figure before and after."""

from collections.abc import Mapping, Sequence
from typing import Any

TOLD = ("value", "numerator", "denominator")


def changes(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The figures whose value or counts are others, in the order of the later seal; null for one that is not there."""
    was = {(figure["indicator"], figure["area"]): figure for figure in before}
    now = {(figure["indicator"], figure["area"]): figure for figure in after}
    return [
        {"indicator": names[0], "area": names[1], "before": _told(was.get(names)), "after": _told(now.get(names))}
        for names in dict.fromkeys((*now, *was))
        if _told(was.get(names)) != _told(now.get(names))
    ]


def in_words(change: Mapping[str, Any]) -> str:
    """“R 1 in North: 80.00 (8 of 10) before, 81.82 (9 of 11) now”."""
    area = f" in {change['area']}" if change["area"] else ""
    return f"{change['indicator']}{area}: {_said(change['before'])} before, {_said(change['after'])} now"


def _told(figure: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return None if figure is None else {name: figure[name] for name in TOLD}


def _said(told: Mapping[str, Any] | None) -> str:
    if told is None or told["value"] is None:
        return "no figure"
    counts = "" if told["denominator"] is None else f" ({told['numerator']} of {told['denominator']})"
    return f"{told['value']}{counts}"
