"""Pure: how the figures of periods make the figure of the year. Percentages are never averaged: counts are summed."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from counterpart.capabilities.performance.rules.returns import share
from counterpart.engines.library.rules.indicators import AYear, Indicator
from counterpart.values.money import WIDE, rounded


@dataclass(frozen=True)
class Counted:
    """A value, with its counts where it has them."""

    value: Decimal
    numerator: Decimal | None = None
    denominator: Decimal | None = None


def of_the_year(parts: Sequence[Counted], how: AYear, indicator: Indicator) -> Counted | None:
    """The figure of the year from those of its periods, in order; None where counts are wanted and wanting."""
    match how:
        case AYear.COUNTS:
            return _of_counts(parts, indicator)
        case AYear.TOTAL:
            return Counted(sum((part.value for part in parts), Decimal(0)))
        case AYear.MEAN:
            total = sum((part.value for part in parts), Decimal(0))
            return Counted(rounded(WIDE.divide(total, Decimal(len(parts))), places=indicator.decimals))
    return parts[-1]


def _of_counts(parts: Sequence[Counted], indicator: Indicator) -> Counted | None:
    if any(part.numerator is None or part.denominator is None for part in parts):
        return None
    numerator = sum((part.numerator or Decimal(0) for part in parts), Decimal(0))
    denominator = sum((part.denominator or Decimal(0) for part in parts), Decimal(0))
    return Counted(share(numerator, denominator, indicator), numerator, denominator) if denominator else None
