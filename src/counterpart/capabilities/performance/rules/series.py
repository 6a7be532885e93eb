"""Pure: an indicator's figures over its periods, as returned, with the target of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from counterpart.capabilities.performance.rules.figures import areas_in, measured
from counterpart.capabilities.performance.rules.judgement import no_worse
from counterpart.capabilities.performance.rules.returns import Returned, standing
from counterpart.engines.library.rules import Indicator, Template
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
        return no_worse(self.value, self.target, indicator.better)


@dataclass(frozen=True)
class Series:
    """An indicator and its points for the whole, oldest first."""

    indicator: Indicator
    points: tuple[Point, ...]


def series(template: Template, indicator: Indicator, returned: Sequence[Returned]) -> Series:
    """The figures that stand for the whole of an indicator, by period."""
    own = [row for row in returned if row.indicator == indicator.code]
    held = standing(tuple(own))
    periods = sorted({row.period for row in own}, key=lambda period: period.ends_on)
    areas = areas_in(held)
    points = []
    for period in periods:
        now = measured(template, indicator, period, None, standing=held, areas=areas)
        points.append(Point(period, now.value.value, indicator.target_in(period), now.value.because))
    return Series(indicator, tuple(points))
