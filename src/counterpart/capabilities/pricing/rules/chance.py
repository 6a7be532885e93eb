"""Pure: chance from a seed that is told: whole numbers that are the same on every machine and in every year.

SplitMix64 (Steele, Lea and Flood 2014): the n-th number of a seed is worked out from n alone, so that it can be done
many at once and checked one at a time.
"""

import numpy as np
from numpy.typing import NDArray

_STEP, _FIRST, _SECOND = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
_WORD = (1 << 64) - 1
WIDEST = 1 << 31
"""A draw is from fewer numbers than this."""


def drawn(seed: int, first: int, count: int) -> NDArray[np.uint64]:
    """The numbers of a seed from the first-th on, each of 64 bits."""
    places = np.arange(first + 1, first + count + 1, dtype=np.uint64)
    mixed = np.uint64(seed & _WORD) + places * np.uint64(_STEP)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(_FIRST)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(_SECOND)
    return mixed ^ (mixed >> np.uint64(31))


def drawn_one(seed: int, place: int) -> int:
    """The same number, worked out alone."""
    mixed = (seed + (place + 1) * _STEP) & _WORD
    mixed = ((mixed ^ (mixed >> 30)) * _FIRST) & _WORD
    mixed = ((mixed ^ (mixed >> 27)) * _SECOND) & _WORD
    return mixed ^ (mixed >> 31)


def between(numbers: NDArray[np.uint64], low: NDArray[np.int64], high: NDArray[np.int64]) -> NDArray[np.int64]:
    """Each number as one of those from low to high, all as likely; low and high may be one each or rows of them."""
    width = (high - low + 1).astype(np.uint64)
    return low + ((numbers >> np.uint64(32)) * width >> np.uint64(32)).astype(np.int64)


def between_one(number: int, low: int, high: int) -> int:
    return low + ((number >> 32) * (high - low + 1) >> 32)


def times_drawn(seed: int, draw: int, things: int) -> NDArray[np.int64]:
    """How often each thing is drawn where as many are drawn, with replacement, as there are."""
    none = np.zeros(1, dtype=np.int64)
    return np.bincount(between(drawn(seed, draw * things, things), none, none + things - 1), minlength=things)
