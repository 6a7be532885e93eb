"""What makes a point of a series special: the four rules of Making Data Count, in their order of precedence.

Values are whole numbers of one unit and the mean and limits fractions of it, so that comparison is exact. The rules
are those of the R package nhs-r-community/NHSRplotthedots at 050b07d (ptd_calculate_point_type).
"""

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from itertools import groupby, pairwise
from math import ceil, floor

RUN = 7  # points that make a trend, or a run on one side of the mean


class Rule(StrEnum):
    """What makes a point special, in order of precedence.

    Outside limits: beyond one of them, not on it. Seven point trend: part of seven points each higher, or each lower,
    than the one before. Two of three: two of three points in a row, all on one side of the mean, lie in the outer
    third of the limits, and this is one of the two. Seven one side: part of seven points in a row on one side of the
    mean, none on it.
    """

    OUTSIDE_LIMITS = "outside_limits"
    SEVEN_POINT_TREND = "seven_point_trend"
    TWO_OF_THREE = "two_of_three"
    SEVEN_ONE_SIDE = "seven_one_side"


def special_causes(
    values: Sequence[int], *, mean: Fraction, reach: Fraction | None, near_reach: Fraction | None
) -> list[tuple[Rule | None, int]]:
    """For each point the first rule it meets, and its way: 1 high or rising, -1 low or falling, 0 common cause.

    `reach` is the distance of the limits from the mean and `near_reach` two thirds of it; without them the first and
    the third rule find nothing.
    """
    below, above = ceil(mean), floor(mean)
    sides = [(value > above) - (value < below) for value in values]
    steps = [(later > sooner) - (later < sooner) for sooner, later in pairwise(values)]
    outside = _beyond(values, mean, reach)
    trending = {at for step in _in_runs(steps, least=RUN - 1) for at in (step, step + 1)}
    near = _beyond(values, mean, near_reach) - outside
    ordered = (
        (Rule.OUTSIDE_LIMITS, outside),
        (Rule.SEVEN_POINT_TREND, trending),
        (Rule.TWO_OF_THREE, _two_of_three(near, sides)),
        (Rule.SEVEN_ONE_SIDE, _in_runs(sides, least=RUN)),
    )
    found: list[tuple[Rule | None, int]] = []
    for at, side in enumerate(sides):
        rule = next((rule for rule, members in ordered if at in members), None)
        found.append((rule, _trend(at, steps, trending) if rule is Rule.SEVEN_POINT_TREND else side if rule else 0))
    return found


def _beyond(values: Sequence[int], mean: Fraction, reach: Fraction | None) -> set[int]:
    if reach is None:
        return set()
    lower, upper = ceil(mean - reach), floor(mean + reach)
    return {at for at, value in enumerate(values) if value > upper or value < lower}


def _in_runs(signs: Sequence[int], *, least: int) -> set[int]:
    """Where the same sign, not zero, stands at least so many times in a row."""
    found: set[int] = set()
    begin = 0
    for sign, run in groupby(signs):
        end = begin + len(list(run))
        if sign and end - begin >= least:
            found.update(range(begin, end))
        begin = end
    return found


def _two_of_three(near: set[int], sides: Sequence[int]) -> set[int]:
    found: set[int] = set()
    for begin in range(len(sides) - 2):
        three = {begin, begin + 1, begin + 2} & near
        if len(three) >= 2 and abs(sum(sides[begin : begin + 3])) == 3:
            found |= three
    return found


def _trend(at: int, steps: Sequence[int], members: set[int]) -> int:
    """A point where one trend meets another takes the way of the step that follows it, as in the package."""
    step = steps[at] if at + 1 in members else steps[at - 1]
    return 1 if step > 0 else -1
