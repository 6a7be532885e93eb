"""Pure: an indicator's figures over its periods, as returned, with the target of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from counterpart.capabilities.performance.rules.judgement import short_of
from counterpart.capabilities.performance.rules.measured import measured
from counterpart.capabilities.performance.rules.numbers import Known
from counterpart.capabilities.performance.rules.returns import Returned, standing
from counterpart.engines.library.rules.indicators import Indicator
from counterpart.engines.library.rules.template import Template
from counterpart.engines.reporting.rules.drawings import Bar, Bars, Chart, Line
from counterpart.engines.reporting.rules.drawings import Point as Place
from counterpart.values.explained import plain
from counterpart.values.period import Period


@dataclass(frozen=True)
class Point:
    """The figure of one period, its target where one is agreed, and where it came from."""

    period: Period
    value: Decimal | None
    target: Decimal | None
    because: str

    def met(self, indicator: Indicator) -> bool | None:
        if self.value is None or self.target is None:
            return None
        return not short_of(self.value, self.target, indicator)


@dataclass(frozen=True)
class Series:
    """An indicator and its points for the whole, oldest first."""

    indicator: Indicator
    points: tuple[Point, ...]


def series(template: Template, indicator: Indicator, returned: Sequence[Returned]) -> Series:
    """The figures that stand for the whole of an indicator, by period."""
    own = [row for row in returned if row.indicator == indicator.code]
    known = Known(template, standing(tuple(own)))
    periods = sorted({row.period for row in own}, key=lambda period: period.ends_on)
    points = []
    for period in periods:
        now = measured(known, indicator, period, None)
        points.append(Point(period, now.value.value, indicator.target_in(period), now.value.because))
    return Series(indicator, tuple(points))


FEW = 6
"""Up to so many points are clearer as bars; more as a line."""


def chart_of(series: Series) -> Chart | None:
    """The series as a picture: bars with their targets where the points are few, otherwise a line with its target."""
    shown = [point for point in series.points if point.value is not None]
    if not shown:
        return None
    indicator = series.indicator
    unit = indicator.unit.ending
    drawing: Bars | Line
    if len(shown) <= FEW:
        drawing = Bars(tuple(_bar(point, unit) for point in shown))
    else:
        drawing = Line(tuple(Place(p.period.in_words, p.value, target=p.target) for p in shown), unit=unit.strip())
    first, last = shown[0], shown[-1]
    description = (
        f"{len(shown)} periods, from {plain(first.value)}{unit} in {first.period.in_words} to "
        f"{plain(last.value)}{unit} in {last.period.in_words}; {indicator.better} is better. "
        "The same figures stand in the table."
    )
    return Chart(f"{indicator.code} {indicator.title}", description, drawing)


def _bar(point: Point, unit: str) -> Bar:
    target = "" if point.target is None else f"target {plain(point.target)}{unit}"
    return Bar(point.period.in_words, point.value, f"{plain(point.value)}{unit}", point.target, target)
