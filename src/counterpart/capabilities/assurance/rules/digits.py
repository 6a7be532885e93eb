"""Pure: how far first digits are from an expectation."""

from collections.abc import Sequence
from math import log10

BENFORD = tuple(log10(1 + 1 / digit) for digit in range(1, 10))
"""The share of each first digit by Benford’s law, 1 to 9."""


def mean_absolute_deviation(counts: Sequence[int], expected: Sequence[float]) -> float:
    """The mean distance between the shares found and those expected."""
    n = sum(counts)
    return sum(abs(count / n - share) for count, share in zip(counts, expected, strict=True)) / len(counts)


def chi_square(counts: Sequence[int], expected: Sequence[float]) -> float:
    n = sum(counts)
    parts = (
        (count - n * share) * (count - n * share) / (n * share) for count, share in zip(counts, expected, strict=True)
    )
    return sum(parts)


def shares(counts: Sequence[int]) -> tuple[float, ...]:
    """The share of each digit, none of them less than half a line, so that a digit nobody has can be divided by."""
    n = sum(counts)
    return tuple(max(count, 0.5) / n for count in counts)
