"""Pure: totals of samples drawn again: properties and months are each drawn, with replacement, as many as there are.

What a property costs in one month is like what it costs in another, and a bad month is bad everywhere: so whole
properties and whole months are drawn, not jobs. Sums are of whole numbers below 2 to the 53rd, which a matrix of
doubles adds up exactly in any order.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterpart.capabilities.pricing.rules.chance import times_drawn

AT_ONCE = 8_192
"""So many properties are laid out by month together, which bounds the memory."""


@dataclass(frozen=True)
class Cells:
    """Whole numbers by the place of a property and of a month, each pair at most once."""

    places: NDArray[np.int64]
    months: NDArray[np.int64]
    numbers: NDArray[np.int64]

    @property
    def total(self) -> int:
        return int(self.numbers.sum())


@dataclass(frozen=True)
class Samples:
    """How often each property and each month stands in each sample."""

    properties: NDArray[np.uint16]
    months: NDArray[np.int64]


def samples(*, properties: int, months: int, draws: int, seed: int) -> Samples:
    by_property = np.zeros((draws, properties), dtype=np.uint16)
    by_month = np.zeros((draws, months), dtype=np.int64)
    for draw in range(draws):
        by_property[draw] = times_drawn(seed, draw, properties)
        by_month[draw] = times_drawn(seed + 1, draw, months)
    return Samples(by_property, by_month)


def totals(cells: Cells, drawn: Samples) -> list[int]:
    """What the cells come to in each sample."""
    draws, properties = drawn.properties.shape
    months = drawn.months.shape[1]
    found = np.zeros((draws, months))
    order = np.argsort(cells.places, kind="stable")
    sorted_places = cells.places[order]
    for first in range(0, properties, AT_ONCE):
        last = min(first + AT_ONCE, properties)
        here = order[np.searchsorted(sorted_places, first) : np.searchsorted(sorted_places, last)]
        laid_out = np.zeros((last - first, months))
        laid_out[cells.places[here] - first, cells.months[here]] = cells.numbers[here]
        found += drawn.properties[:, first:last].astype(np.float64) @ laid_out
    return [int(total) for total in (found.astype(np.int64) * drawn.months).sum(axis=1)]
