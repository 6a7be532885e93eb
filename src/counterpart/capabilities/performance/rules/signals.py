"""Signals in a series of numbers: XmR charts as NHS England's Making Data Count draws them.

The arithmetic and the rules are those of the R package nhs-r-community/NHSRplotthedots (ptd_spc, at 050b07d), except
that nothing is screened unless asked, as in the NHS workbook. Every comparison is exact: values are whole numbers of
their smallest decimal place and limits are fractions of those, so a point that lies on the mean is seen to.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from math import ceil

from counterpart.capabilities.performance.rules.special_causes import Rule, special_causes
from counterpart.values.refusal import Refusal

LIMIT = Fraction("2.66")  # three sigma from the mean moving range of two: 3 / 1.128
NEAR_LIMIT = LIMIT * 2 / 3
SCREEN = Fraction("3.267")  # the upper limit of a moving range itself, times the mean moving range
FIRM = 12  # fewer points than this make trial limits

_SHOWN = Context(prec=28)
_EXACT = Context(prec=1000, traps=[Inexact])
_DATED = re.compile(r"\d{4}-\d{2}(-\d{2})?")


class Improvement(StrEnum):
    """Which way is better."""

    INCREASE = "increase"
    DECREASE = "decrease"
    NEUTRAL = "neutral"


class Label(StrEnum):
    COMMON_CAUSE = "common_cause"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NEUTRAL_HIGH = "neutral_high"
    NEUTRAL_LOW = "neutral_low"


class Capability(StrEnum):
    """Whether the process can be relied on to meet its target, by the limits at the last point."""

    PASS = "pass"  # noqa: S105
    FAIL = "fail"
    INCONSISTENT = "inconsistent"
    NONE = "none"


@dataclass(frozen=True)
class Point:
    """One value with its mean and limits (to 28 significant digits; none where no moving range is left)."""

    period: str
    value: Decimal
    mean: Decimal
    lower: Decimal | None
    upper: Decimal | None
    label: Label
    rule: Rule | None


@dataclass(frozen=True)
class Signal:
    """Every point in the order given, what the last limits say of the target, and what to be careful about."""

    points: tuple[Point, ...]
    capability: Capability
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class _Limits:
    """Mean and reach of the limits, in whole units of the smallest decimal place; what they rest on."""

    mean: Fraction
    mean_range: Fraction | None
    rests_on: int
    screened: int

    @property
    def reach(self) -> Fraction | None:
        return None if self.mean_range is None else LIMIT * self.mean_range

    @property
    def near_reach(self) -> Fraction | None:
        return None if self.mean_range is None else NEAR_LIMIT * self.mean_range


def signal(
    series: Sequence[tuple[str, Decimal]],
    *,
    improvement: Improvement = Improvement.INCREASE,
    target: Decimal | None = None,
    rebase: Sequence[str] = (),
    fix_after: int | None = None,
    screen: bool = False,
) -> Signal | Refusal:
    """Limits, special-cause points and capability of a series of (period, value), taken in the order given.

    `rebase` names periods at which a new group begins, with its own mean, limits and runs. `fix_after` rests the
    limits of each group on its first so many points. `screen` leaves moving ranges of at least 3.267 times their
    mean out of the limits, once. Refuses an empty series, a value that is not a number, and a rebase at a period
    that is not there exactly once.
    """
    refusal = _unusable(series, target, rebase, fix_after)
    if refusal:
        return refusal
    places = _places([value for _, value in series] + ([] if target is None else [target]))
    points: list[Point] = []
    warnings = _oddities([period for period, _ in series])
    for group in _groups(series, rebase):
        whole = [_whole(value, places) for _, value in group]
        limits = _limits(whole[:fix_after], screen=screen)
        points += _points(group, whole, limits, places, improvement)
        warnings += _cautions(limits, since=group[0][0] if rebase else None)
    capability = _capability(limits, None if target is None else _whole(target, places), improvement)
    if limits.reach is None and target is not None:
        warnings.append("There are no limits at the last point, so nothing is said of the target.")
    return Signal(tuple(points), capability, tuple(warnings))


def _places(values: Sequence[Decimal]) -> int:
    return max(0, *(-int(value.as_tuple().exponent) for value in values))


def _whole(value: Decimal, places: int) -> int:
    return int(value.scaleb(places, _EXACT))


def _groups(series: Sequence[tuple[str, Decimal]], rebase: Sequence[str]) -> list[Sequence[tuple[str, Decimal]]]:
    begins = [at for at, (period, _) in enumerate(series) if at == 0 or period in rebase]
    return [series[begin:end] for begin, end in pairwise([*begins, len(series)])]


def _limits(values: Sequence[int], *, screen: bool) -> _Limits:
    ranges = [abs(later - sooner) for sooner, later in pairwise(values)]
    kept = ranges
    if screen and ranges:
        most = ceil(SCREEN * Fraction(sum(ranges), len(ranges)))
        kept = [each for each in ranges if each < most]
    return _Limits(
        mean=Fraction(sum(values), len(values)),
        mean_range=Fraction(sum(kept), len(kept)) if kept else None,
        rests_on=len(values),
        screened=len(ranges) - len(kept),
    )


def _points(
    group: Sequence[tuple[str, Decimal]], whole: Sequence[int], limits: _Limits, places: int, improvement: Improvement
) -> list[Point]:
    mean = _decimal(limits.mean, places)
    lower = upper = None
    if limits.reach is not None:
        lower, upper = _decimal(limits.mean - limits.reach, places), _decimal(limits.mean + limits.reach, places)
    causes = special_causes(whole, mean=limits.mean, reach=limits.reach, near_reach=limits.near_reach)
    return [
        Point(period, value, mean, lower, upper, _label(way, improvement), rule)
        for (period, value), (rule, way) in zip(group, causes, strict=True)
    ]


def _label(way: int, improvement: Improvement) -> Label:
    if way == 0:
        return Label.COMMON_CAUSE
    if improvement is Improvement.NEUTRAL:
        return Label.NEUTRAL_HIGH if way > 0 else Label.NEUTRAL_LOW
    return Label.IMPROVEMENT if (way > 0) == (improvement is Improvement.INCREASE) else Label.CONCERN


def _capability(limits: _Limits, target: int | None, improvement: Improvement) -> Capability:
    """A target on a limit, or between them, is sometimes met and sometimes not."""
    if target is None or limits.reach is None or improvement is Improvement.NEUTRAL:
        return Capability.NONE
    if abs(target - limits.mean) <= limits.reach:
        return Capability.INCONSISTENT
    above = target > limits.mean
    return Capability.FAIL if above == (improvement is Improvement.INCREASE) else Capability.PASS


def _cautions(limits: _Limits, *, since: str | None) -> list[str]:
    where = f"From {since}: " if since else ""
    said = []
    if limits.rests_on < FIRM:
        noun = "point" if limits.rests_on == 1 else "points"
        said.append(f"the limits rest on {limits.rests_on} {noun}; fewer than {FIRM} make trial limits")
    if limits.mean_range is None:
        said.append("no moving range is left, so there are no limits")
    if limits.mean_range == 0:
        said.append("the values do not vary, so the limits lie on the mean")
    if limits.screened and limits.mean_range is not None:
        noun = "moving range" if limits.screened == 1 else "moving ranges"
        said.append(f"{limits.screened} {noun} of at least 3.267 times the mean moving range left out of the limits")
    return [f"{where or text[0].upper()}{text if where else text[1:]}." for text in said]


def _oddities(periods: Sequence[str]) -> list[str]:
    said = []
    twice = sorted(period for period, times in Counter(periods).items() if times > 1)
    if twice:
        said.append(f"The same period stands more than once: {', '.join(twice)}.")
    if all(map(_DATED.fullmatch, periods)) and any(later < sooner for sooner, later in pairwise(periods)):
        said.append("The periods are not in order of time; the order given is kept.")
    return said


def _unusable(
    series: Sequence[tuple[str, Decimal]], target: Decimal | None, rebase: Sequence[str], fix_after: int | None
) -> Refusal | None:
    if not series:
        return _refusal("empty", "the series has no points", "limits rest on values", "Give at least one.")
    wrong = [f"{period}: {value}" for period, value in [*series, ("target", target or 0)] if not _is_number(value)]
    if wrong:
        return _refusal(
            "not-a-number", f"not a number: {', '.join(wrong)}", "every value is a number", "Mend the values."
        )
    if fix_after is not None and fix_after < 1:
        return _refusal(
            "fix-after", f"limits cannot rest on {fix_after} points", "at least one point", "Give 12 or more."
        )
    times = Counter(period for period, _ in series)
    for period in rebase:
        if times[period] != 1:
            found = "is not in the series" if not times[period] else f"stands there {times[period]} times"
            return _refusal(
                "rebase-period",
                f"the period {period} {found}",
                "a new group begins at one period of the series, written as it is there",
                f"The series runs from {series[0][0]} to {series[-1][0]}.",
            )
    return None


def _is_number(value: Decimal | int) -> bool:
    return Decimal(value).is_finite()


def _refusal(code: str, fact: str, rule: str, next_step: str) -> Refusal:
    return Refusal(f"signal.{code}", "The signal cannot be worked out", fact, rule, next_step)


def _decimal(whole: Fraction, places: int) -> Decimal:
    return _SHOWN.divide(Decimal(whole.numerator), Decimal(whole.denominator * 10**places))
