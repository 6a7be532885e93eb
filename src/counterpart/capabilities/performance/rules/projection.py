"""Pure: where the year will end, by a method that is named, with a range, and what the rest of the year must bring.

Of a ratio the numerator and the denominator are looked ahead to and the percentage taken of them: percentages are never
averaged. The range supposes that each period left lies within the limits of the signal.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from counterpart.capabilities.performance.rules.adding import Counted
from counterpart.capabilities.performance.rules.digits import ten_digits
from counterpart.capabilities.performance.rules.judgement import short_of
from counterpart.engines.library.rules.indicators import AYear, Indicator, MeasuredAs, Projected
from counterpart.values.explained import plain
from counterpart.values.money import WIDE, rounded
from counterpart.values.period import Period
from counterpart.values.quantity import Unit

MANUAL = "manual, with reason"
LAST_FEW = 3
PROJECTION = (
    "method", "period", "value", "numerator", "denominator", "low", "high", "target", "meets", "required",
    "periods_left", "because",
)  # fmt: skip
Limits = tuple[Decimal, Decimal]


@dataclass(frozen=True)
class Track:
    """A year so far: its periods in order from the first, how many are left, and last year’s, where all are known."""

    year: Period
    so_far: tuple[Counted, ...]
    left: int
    last_year: tuple[Counted, ...] = ()


@dataclass(frozen=True)
class Manual:
    """A year’s end as a person sees it, with the reason and, where they say one, the range."""

    value: Decimal
    reason: str
    by: str
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def reach(self) -> tuple[Fraction, Fraction] | None:
        return None if self.low is None or self.high is None else (Fraction(self.low), Fraction(self.high))


@dataclass(frozen=True)
class Ahead:
    """The year’s end: its value, and its counts where it has them."""

    method: str
    value: Fraction
    numerator: Fraction | None = None
    denominator: Fraction | None = None


def method_of(indicator: Indicator) -> Projected | None:
    """The agreed method, or the usual one for how its periods make a year; None where nothing says how they do."""
    if indicator.projected_by is not None or indicator.adds_up is None:
        return indicator.projected_by
    return Projected.LATEST if indicator.adds_up is AYear.LAST else Projected.RUN_RATE


def ahead(track: Track, indicator: Indicator, method: Projected) -> Ahead | None:
    """The year’s end by a method; None where what the method wants is not known."""
    if not track.so_far:
        return None
    if indicator.adds_up is AYear.LAST or method is Projected.LATEST:
        return Ahead(Projected.LATEST.value, Fraction(track.so_far[-1].value))
    if indicator.adds_up is AYear.COUNTS:
        return _of_counts(track, indicator, method)
    total = _amount(_values(track.so_far), track.left, _values(track.last_year), method)
    if total is None:
        return None
    periods = len(track.so_far) + track.left
    return Ahead(method.value, total / periods if indicator.adds_up is AYear.MEAN else total)


def _of_counts(track: Track, indicator: Indicator, method: Projected) -> Ahead | None:
    sides = []
    for name in ("numerator", "denominator"):
        so_far, last_year = _side(track.so_far, name), _side(track.last_year, name)
        if len(so_far) < len(track.so_far):
            return None
        sides.append(_amount(so_far, track.left, last_year, method))
    numerator, denominator = sides
    if numerator is None or not denominator:
        return None
    return Ahead(method.value, _scale(indicator) * numerator / denominator, numerator, denominator)


def _amount(so_far: Sequence[Fraction], left: int, last_year: Sequence[Fraction], method: Projected) -> Fraction | None:
    """A year’s amount from that of its periods so far."""
    got, periods = sum(so_far, Fraction(0)), len(so_far) + left
    match method:
        case Projected.RUN_RATE:
            return got * periods / len(so_far)
        case Projected.LAST_THREE:
            latest = so_far[-LAST_FEW:]
            return got + left * sum(latest, Fraction(0)) / len(latest)
    by_now = sum(last_year[: len(so_far)], Fraction(0))
    if len(last_year) != periods or not by_now:
        return None
    return got * sum(last_year, Fraction(0)) / by_now


def range_of(track: Track, indicator: Indicator, end: Ahead, limits: Limits | None) -> tuple[Fraction, Fraction] | None:
    """The least and the most that the year can end at, where each period left lies within the limits."""
    if not track.left:
        return end.value, end.value
    if limits is None:
        return None
    lower, upper = (_at(Fraction(limit), track, indicator, end) for limit in limits)
    if indicator.unit is Unit.PERCENT and indicator.measured_as is MeasuredAs.RATIO:
        return max(lower, Fraction(0)), min(upper, Fraction(100))
    return lower, upper


def _at(each: Fraction, track: Track, indicator: Indicator, end: Ahead) -> Fraction:
    """The year’s end where every period left comes to the same."""
    if end.denominator is not None:
        numerator = sum(_side(track.so_far, "numerator"), Fraction(0))
        rest = end.denominator - sum(_side(track.so_far, "denominator"), Fraction(0))
        return (_scale(indicator) * numerator + each * rest) / end.denominator
    if end.method == Projected.LATEST.value:
        return each
    total = sum(_values(track.so_far), Fraction(0)) + each * track.left
    return total / (len(track.so_far) + track.left) if indicator.adds_up is AYear.MEAN else total


def required(track: Track, indicator: Indicator, end: Ahead, target: Decimal) -> Fraction | None:
    """What each period left must come to for the year to end at its target exactly; None where none is left."""
    nothing, one = _at(Fraction(0), track, indicator, end), _at(Fraction(1), track, indicator, end)
    return (Fraction(target) - nothing) / (one - nothing) if track.left and one != nothing else None


def projected(
    track: Track,
    indicator: Indicator,
    target: Decimal | None,
    *,
    limits: Limits | None = None,
    manual: Manual | None = None,
) -> dict[str, Any] | None:
    """The year’s end as a figure carries it; None where it cannot be looked ahead to."""
    method = method_of(indicator)
    end = ahead(track, indicator, method) if method else None
    if manual is not None:
        return _told(track, indicator, Ahead(MANUAL, Fraction(manual.value)), target, manual.reach, manual)
    if end is None:
        return None
    return _told(track, indicator, end, target, range_of(track, indicator, end, limits), None)


def _told(
    track: Track,
    indicator: Indicator,
    end: Ahead,
    target: Decimal | None,
    reach: tuple[Fraction, Fraction] | None,
    manual: Manual | None,
) -> dict[str, Any]:
    value = rounded(_decimal(end.value), places=indicator.decimals)
    aim = indicator.limits.nearest(value) if indicator.limits else target
    needed = None if aim is None or manual else required(track, indicator, end, aim)
    meets = None if aim is None else not short_of(value, aim, indicator)
    return {
        "method": end.method,
        "period": str(track.year),
        "value": plain(value),
        "numerator": ten_digits(end.numerator),
        "denominator": ten_digits(end.denominator),
        "low": ten_digits(reach[0]) if reach else None,
        "high": ten_digits(reach[1]) if reach else None,
        "target": plain(aim),
        "meets": meets,
        "required": ten_digits(needed),
        "periods_left": track.left,
        "because": _because(track, value, end, meets, needed, manual),
    }


def _because(
    track: Track,
    value: Decimal,
    end: Ahead,
    meets: bool | None,
    needed: Fraction | None,
    manual: Manual | None,
) -> str:
    how = f"by {end.method}, from {len(track.so_far)} periods with {track.left} left"
    if manual is not None:
        how = f"as {manual.by} sees it: {manual.reason}"
    said = f"{track.year.in_words} is looked ahead to end at {plain(value)}, {how}."
    if meets is not None:
        said += f" That would {'meet' if meets else 'miss'} its target."
    if needed is not None:
        said += f" Each period left must come to {ten_digits(needed)} for the target to be reached exactly."
    return said


def _values(parts: Sequence[Counted]) -> list[Fraction]:
    return [Fraction(part.value) for part in parts]


def _side(parts: Sequence[Counted], name: str) -> list[Fraction]:
    return [Fraction(count) for part in parts if (count := getattr(part, name)) is not None]


def _scale(indicator: Indicator) -> int:
    return 100 if indicator.unit is Unit.PERCENT else 1


def _decimal(number: Fraction) -> Decimal:
    return WIDE.divide(Decimal(number.numerator), Decimal(number.denominator))
