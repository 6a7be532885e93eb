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
