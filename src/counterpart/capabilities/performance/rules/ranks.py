"""Pure: the place of each among peers, as published rankings give it: the best is 1, and equals share a place."""

from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal

from counterpart.engines.library.rules.indicators import Better, Indicator
from counterpart.engines.library.rules.targets import Band


def ranks(values: Sequence[Decimal], *, better: Better, middle: Decimal | None = None) -> tuple[int, ...]:
    """The place of each value: one more than those that are better (1, 2, 2, 4).

    Where it is better to be within a band, the nearer to its `middle` the better. Raises ValueError without one.
    """
    if better is Better.WITHIN:
        if middle is None:
            raise ValueError("there is no middle to be near to")
        distances = [abs(value - middle) for value in values]
    else:
        distances = [-value if better is Better.HIGHER else value for value in values]
    ordered = sorted(distances)
    return tuple(bisect_left(ordered, distance) + 1 for distance in distances)


def middle_of(indicator: Indicator) -> Decimal | None:
    """The middle of the band it is better to be within; none where there is no band."""
    band: Band | None = indicator.limits
    return None if band is None else (band.lower + band.upper) / 2
