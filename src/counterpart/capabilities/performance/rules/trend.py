"""Pure: the signal of one figure: whether it is chance, and whether the target can be relied on.

The limits are those of Making Data Count, over the periods that are looked back on; a person who gives a reason may
have them begin afresh at a period. Fewer than seven points make no signal: the shortest run that means anything is
seven.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from counterpart.capabilities.performance.rules.digits import ten_digits
from counterpart.capabilities.performance.rules.history import Seen
from counterpart.capabilities.performance.rules.judgement import step
from counterpart.capabilities.performance.rules.signals import (
    FIRM,
    Capability,
    Improvement,
    Label,
    Point,
    Signal,
    signal,
)
from counterpart.engines.library.rules.indicators import Better, Indicator
from counterpart.engines.library.rules.targets import Band
from counterpart.values.explained import plain
from counterpart.values.period import Period

FEWEST = 7
IMPROVES = {
    Better.HIGHER: Improvement.INCREASE,
    Better.LOWER: Improvement.DECREASE,
    Better.WITHIN: Improvement.NEUTRAL,
}
SIGNAL = (
    "label", "rule", "capability", "mean", "lower", "upper", "points", "since", "rebased", "a_year_before",
    "reds_running", "warnings", "because",
)  # fmt: skip


@dataclass(frozen=True)
class Rebase:
    """From when the limits begin afresh, by whom it was decided, and why."""

    period: Period
    reason: str
    by: str


def signal_of(
    history: Sequence[Seen], indicator: Indicator, target: Decimal | None, *, rebased: Sequence[Rebase] = ()
) -> Signal | None:
    """The signal of a series up to its last period; None where the points are too few to say anything."""
    if len(history) < FEWEST:
        return None
    there = {seen.period for seen in history}
    found = signal(
        [(str(seen.period), seen.value) for seen in history],
        improvement=IMPROVES[indicator.better],
        target=target,
        rebase=[str(one.period) for one in rebased if one.period in there],
    )
    return found if isinstance(found, Signal) else None


def told(
    history: Sequence[Seen],
    indicator: Indicator,
    target: Decimal | None,
    found: Signal | None,
    *,
    reds: int,
    rebased: Sequence[Rebase] = (),
) -> dict[str, Any] | None:
    """The signal as a figure carries it: text, whole numbers and null only."""
    if found is None:
        return None
    last = found.points[-1]
    capability = _capability(last, found, indicator)
    warnings = [*found.warnings, *_gaps(history)]
    return {
        "label": last.label.value,
        "rule": last.rule.value if last.rule else None,
        "capability": capability.value,
        "mean": ten_digits(last.mean),
        "lower": ten_digits(last.lower),
        "upper": ten_digits(last.upper),
        "points": len(history),
        "since": str(history[0].period),
        "rebased": _told_of(rebased, history),
        "a_year_before": a_year_before(history, indicator),
        "reds_running": reds,
        "warnings": warnings,
        "because": _because(last, capability, target, history, indicator),
    }


def _told_of(rebased: Sequence[Rebase], history: Sequence[Seen]) -> list[dict[str, str]]:
    """The rebases within the periods that are looked back on; those before them have no part in the limits."""
    there = {seen.period for seen in history}
    return [{"period": str(one.period), "reason": one.reason, "by": one.by} for one in rebased if one.period in there]


def a_year_before(history: Sequence[Seen], indicator: Indicator) -> dict[str, str] | None:
    """The last period beside the same one of the year before, by polarity; None where that has no figure."""
    now = history[-1]
    then = next((seen for seen in history if seen.period == now.period.a_year_before), None)
    if then is None:
        return None
    way = step(now.value, then.value, indicator)
    return {"period": str(then.period), "value": plain(then.value), "direction": way.value}


def _capability(last: Point, found: Signal, indicator: Indicator) -> Capability:
    """Of a band: relied on where the limits lie within it, not met where they lie wholly outside."""
    band = indicator.limits
    if band is None or last.lower is None or last.upper is None:
        return found.capability
    return _within(band, last.lower, last.upper)


def _within(band: Band, lower: Decimal, upper: Decimal) -> Capability:
    if band.lower < lower and upper < band.upper:
        return Capability.PASS
    return Capability.FAIL if upper < band.lower or lower > band.upper else Capability.INCONSISTENT


def _gaps(history: Sequence[Seen]) -> list[str]:
    missing = sum(later.period.previous != sooner.period for sooner, later in pairwise(history))
    if not missing:
        return []
    gaps = "There is a gap" if missing == 1 else f"There are {missing} gaps"
    return [f"{gaps} in the periods; the points on either side are joined."]


_LABELS = {
    Label.COMMON_CAUSE: "no more than chance",
    Label.IMPROVEMENT: "an improvement beyond chance",
    Label.CONCERN: "a concern beyond chance",
    Label.NEUTRAL_HIGH: "higher than chance",
    Label.NEUTRAL_LOW: "lower than chance",
}
_RULES = {
    "outside_limits": "it lies outside the limits",
    "seven_point_trend": "it is part of seven points each further than the one before",
    "two_of_three": "two of three points in a row lie in the outer third of the limits",
    "seven_one_side": "it is part of seven points in a row on one side of the mean",
}
_CAPABLE = {
    Capability.PASS: "The target can be relied on to be met, as things are.",
    Capability.FAIL: "The target cannot be expected to be met, unless something changes.",
    Capability.INCONSISTENT: "Whether the target is met is a matter of chance.",
}


def _because(
    last: Point, capability: Capability, target: Decimal | None, history: Sequence[Seen], indicator: Indicator
) -> str:
    why = f": {_RULES[last.rule.value]}" if last.rule else ""
    limits = ""
    if last.lower is not None:
        limits = f" and limits of {ten_digits(last.lower)} to {ten_digits(last.upper)}"
    trial = f", fewer than {FIRM} and so trial limits," if len(history) < FIRM else ""
    said = (
        f"{plain(last.value)} is {_LABELS[last.label]}{why}, with a mean of {ten_digits(last.mean)}{limits} "
        f"from {len(history)} points{trial} since {history[0].period.in_words}."
    )
    judged = capability in _CAPABLE and (target is not None or indicator.limits is not None)
    return f"{said} {_CAPABLE[capability]}" if judged else said
