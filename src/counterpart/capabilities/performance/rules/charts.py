"""Pure: an indicator as pictures: its periods with target and limits, and its areas by how much they rest on."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from counterpart.capabilities.performance.rules.funnel import (
    FEWEST_AREAS,
    Area,
    Placed,
    Standing,
    funnel,
    share_of,
)
from counterpart.capabilities.performance.rules.judged import IndicatorFacts
from counterpart.capabilities.performance.rules.signals import Label
from counterpart.capabilities.performance.rules.wording import SIGNAL
from counterpart.engines.library.rules.indicators import Indicator
from counterpart.engines.reporting.rules.drawings import Bar, Bars, Chart, Funnel, Line, Point, Spot
from counterpart.values.explained import plain
from counterpart.values.money import rounded
from counterpart.values.period import Period
from counterpart.values.quantity import Unit
from counterpart.values.refusal import Refusal

STEPS = 40
_Z = Decimal("3.09")
_TENTH = Decimal("0.1")


def chart_of(one: IndicatorFacts, when: Period) -> Chart:
    """The periods up to one: a line with target, mean and limits where they are enough to say, otherwise bars."""
    found, unit = one.signal(when), one.indicator.unit.ending
    if found is None:
        bars = tuple(_bar(one, seen.period, seen.value, unit) for seen in one.history(when))
        return _told(one, Bars(bars))
    periods = [seen.period for seen in one.history(when)]
    points = tuple(
        Point(
            period.in_words,
            point.value,
            mean=shown(point.mean, one.indicator),
            lower=limit(point.lower, one.indicator),
            upper=limit(point.upper, one.indicator),
            target=one.target(period),
            mark=None if point.label is Label.COMMON_CAUSE else SIGNAL[point.label.value],
        )
        for period, point in zip(periods, found.points, strict=True)
    )
    return _told(one, Line(points, unit=unit.strip()))


def _told(one: IndicatorFacts, drawing: Bars | Line) -> Chart:
    shown = drawing.bars if isinstance(drawing, Bars) else drawing.points
    first, last, unit = shown[0], shown[-1], one.indicator.unit.ending
    counted = "One period" if len(shown) == 1 else f"{len(shown)} periods"
    description = (
        f"{counted}, from {plain(first.value)}{unit} in {first.label} to {plain(last.value)}{unit} in {last.label}; "
        f"{_wished(one.indicator)}. The same figures stand in the table."
    )
    return Chart(f"{one.indicator.code} {one.indicator.title}", description, drawing)


def _wished(indicator: Indicator) -> str:
    return f"{indicator.band} is wanted" if indicator.limits else f"{indicator.better} is better"


def _bar(one: IndicatorFacts, when: Period, value: Decimal, unit: str) -> Bar:
    target = one.target(when)
    words = "" if target is None else f"target {plain(target)}{unit}"
    return Bar(when.in_words, value, f"{plain(value)}{unit}", target, words)


def shown(number: Decimal | str | None, indicator: Indicator) -> Decimal | None:
    """A worked-out number as it is read: a place finer than the figures."""
    return None if number is None else rounded(Decimal(number), places=indicator.decimals + 1)


def limit(number: Decimal | str | None, indicator: Indicator) -> Decimal | None:
    """A limit as it is read: no percentage lies below 0 or above 100, whatever the arithmetic has."""
    read = shown(number, indicator)
    if read is None or indicator.unit is not Unit.PERCENT:
        return read
    return min(max(read, Decimal(0)), Decimal(100))


def areas_of(one: IndicatorFacts, when: Period) -> tuple[Placed, ...]:
    """Its areas beside each other, each judged by how much it counted; none where they are no shares, or too few."""
    found = []
    for name in one.known.areas_of(one.indicator, when):
        numbers = one.known.numbers(one.indicator, when, name)
        found.append((name, numbers.numerator, numbers.denominator))
    return beside_each_other(one.indicator, found)


def beside_each_other(
    indicator: Indicator, counted: Iterable[tuple[str, Decimal | None, Decimal | None]]
) -> tuple[Placed, ...]:
    """Parts of an indicator, each so many of so many, beside the rest; none where they are no shares, or too few."""
    areas = [
        Area(name, int(numerator or 0), int(denominator or 0))
        for name, numerator, denominator in counted
        if _is_counted(numerator) and _is_counted(denominator)
    ]
    if indicator.unit is not Unit.PERCENT or len(areas) < FEWEST_AREAS:
        return ()
    placed = funnel(areas, better=indicator.better)
    return () if isinstance(placed, Refusal) else placed


def _is_counted(number: Decimal | None) -> bool:
    return number is not None and number == number.to_integral_value()


def funnel_of(placed: Sequence[Placed]) -> Chart:
    """Areas by how much they rest on. Where one is judged to differ the picture shows it so: the judgement is exact,
    and the drawn limits are those of a normal distribution, near enough to see by.

    Where most of what was counted is so, what is not is drawn, so that the areas stand apart.
    """
    drawn = [_turned(one) for one in placed] if _is_most(placed) else list(placed)
    numerator = sum(one.area.numerator for one in drawn)
    denominator = sum(one.area.denominator for one in drawn)
    mean = share_of(numerator, denominator)
    most = max(one.area.denominator for one in drawn)
    numbers = sorted({max(most * 11 * step // (10 * STEPS), 1) for step in range(1, STEPS + 1)})
    outside = [one.area.name for one in placed if one.standing is not Standing.CHANCE]
    told = f"Beyond chance: {', '.join(outside[:10])}." if outside else "None differs by more than chance."
    which = "The share that was not so, by area" if _is_most(placed) else "The share by area"
    return Chart(
        f"{which}, and how much was counted there",
        f"{len(placed)} areas; of all, {mean} %. {told} The areas stand in the table.",
        Funnel(
            tuple(_spot(one, mean) for one in drawn),
            mean,
            tuple((n, *_limits(mean, n)) for n in numbers),
            of="Counted; dashed: what chance would allow, one in a thousand either way",
        ),
    )


def _is_most(placed: Sequence[Placed]) -> bool:
    return 2 * sum(one.area.numerator for one in placed) > sum(one.area.denominator for one in placed)


def _turned(one: Placed) -> Placed:
    """The same area by what was not so."""
    return replace(one, area=replace(one.area, numerator=one.area.denominator - one.area.numerator))


def _spot(one: Placed, mean: Decimal) -> Spot:
    share = share_of(one.area.numerator, one.area.denominator)
    lower, upper = _limits(mean, one.area.denominator)
    if one.standing is Standing.CHANCE:
        lower, upper = min(lower, share), max(upper, share)
    elif share < mean:
        lower = max(lower, share + _TENTH)
    else:
        upper = min(upper, share - _TENTH)
    return Spot(one.area.name, one.area.denominator, share, lower, upper)


def _limits(mean: Decimal, n: int) -> tuple[Decimal, Decimal]:
    reach = _Z * (mean * (100 - mean) / n).sqrt()
    return round(max(mean - reach, Decimal(0)), 2), round(min(mean + reach, Decimal(100)), 2)
