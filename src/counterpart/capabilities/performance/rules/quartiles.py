"""Quartiles of a group: three cut-offs by a named method, and the label each value gets against them.

Methods differ in the second decimal place, so a cut-off is always told with its method and its n. The names are those
of numpy; the numbers are those of Hyndman and Fan, “Sample Quantiles in Statistical Packages”, The American
Statistician 50 (1996).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from enum import StrEnum
from typing import NamedTuple

FEWEST = 4  # values; among fewer a quartile would be one member's own figure
MARKERS = ("[X]", "[Z]", "[E]", "[S]", "[U]", "N/A")  # the Regulator of Social Housing's, and the usual one
BLANK = "blank"

_EXACT = Context(prec=60)


class Label(StrEnum):
    TOP_QUARTILE = "top_quartile"
    ABOVE_MEDIAN = "above_median"
    BELOW_MEDIAN = "below_median"
    BOTTOM_QUARTILE = "bottom_quartile"


class Method(StrEnum):
    """Where a quartile lies among the sorted values, and what is taken where it lies between two.

    Linear (type 7, the usual one of spreadsheets), hazen (5), weibull (6) and median_unbiased (8) lie at different
    places and take a share of each neighbour; nearest (an even place where both are as near), lower and higher lie
    where linear does and take one neighbour.
    """

    LINEAR = "linear"
    HAZEN = "hazen"
    WEIBULL = "weibull"
    MEDIAN_UNBIASED = "median_unbiased"
    NEAREST = "nearest"
    LOWER = "lower"
    HIGHER = "higher"


class CutOffs(NamedTuple):
    lower_quartile: Decimal
    median: Decimal
    upper_quartile: Decimal


@dataclass(frozen=True)
class Member:
    """A row of the group: its value, or the marker that stands in its place; a label where labels are given."""

    name: str
    value: Decimal | None
    marker: str | None
    label: Label | None


@dataclass(frozen=True)
class Quartiles:
    """The cut-offs of a group, how many values they rest on, what was left out, and each member's label.

    `suppressed` says why there are no cut-offs and no labels, where there are none.
    """

    method: Method
    higher_is_better: bool
    n: int
    cut_offs: CutOffs | None
    excluded: tuple[tuple[str, int], ...]
    members: tuple[Member, ...]
    suppressed: str | None


def quartiles(
    entries: Sequence[tuple[str, Decimal | str]], *, method: Method = Method.LINEAR, higher_is_better: bool = True
) -> Quartiles:
    """Cut-offs and labels of a group of (name, value), where a text in the place of a value is a marker."""
    values = [value for _, value in entries if isinstance(value, Decimal)]
    cuts = cut_offs(values, method=method) if len(values) >= FEWEST else None
    return Quartiles(
        method=method,
        higher_is_better=higher_is_better,
        n=len(values),
        cut_offs=cuts,
        excluded=tuple(sorted(Counter(value for _, value in entries if isinstance(value, str)).items())),
        members=tuple(_member(name, value, cuts, higher_is_better) for name, value in entries),
        suppressed=None if cuts else f"n is {len(values)}: no quartiles are given for fewer than {FEWEST} values",
    )


def cut_offs(values: Sequence[Decimal], *, method: Method = Method.LINEAR) -> CutOffs:
    """Lower quartile, median and upper quartile, exact (to 60 significant digits for median_unbiased).

    Raises ValueError where there are no values.
    """
    if not values:
        raise ValueError("there are no quartiles of nothing")
    ordered = sorted(values)
    with localcontext(_EXACT):
        return CutOffs(*(_cut_off(ordered, quarter, method) for quarter in (1, 2, 3)))


def label_against(
    value: Decimal,
    *,
    lower_quartile: Decimal,
    median: Decimal,
    upper_quartile: Decimal,
    higher_is_better: bool,
) -> Label:
    """The label of a value against cut-offs; a value equal to a cut-off gets the better of the two labels."""
    if higher_is_better:
        top, middle, bottom = value >= upper_quartile, value >= median, value >= lower_quartile
    else:
        top, middle, bottom = value <= lower_quartile, value <= median, value <= upper_quartile
    if top:
        return Label.TOP_QUARTILE
    if middle:
        return Label.ABOVE_MEDIAN
    return Label.BELOW_MEDIAN if bottom else Label.BOTTOM_QUARTILE


def marker(text: str) -> str | None:
    """The marker a cell holds in the place of a value: one of MARKERS, or `blank`; None where it holds neither."""
    if not text.strip():
        return BLANK
    return next((known for known in MARKERS if known == text.strip().upper()), None)


def _member(name: str, value: Decimal | str, cuts: CutOffs | None, higher_is_better: bool) -> Member:
    if isinstance(value, str):
        return Member(name, None, value, None)
    label = label_against(value, **cuts._asdict(), higher_is_better=higher_is_better) if cuts else None
    return Member(name, value, None, label)


def _cut_off(ordered: Sequence[Decimal], quarter: int, method: Method) -> Decimal:
    last = len(ordered) - 1
    whole, twelfths = divmod(min(max(_twelfths(len(ordered), quarter, method), 0), 12 * last), 12)
    below, above = ordered[whole], ordered[min(whole + 1, last)]
    if twelfths == 0 or method is Method.LOWER:
        return below
    if method is Method.HIGHER:
        return above
    if method is Method.NEAREST:
        return below if twelfths < 6 or (twelfths == 6 and whole % 2 == 0) else above
    return below + (above - below) * twelfths / 12


def _twelfths(n: int, quarter: int, method: Method) -> int:
    """The place of a quartile among n sorted values, counted from 0, in twelfths of a place."""
    match method:
        case Method.HAZEN:
            return 3 * quarter * n - 6
        case Method.WEIBULL:
            return 3 * quarter * (n + 1) - 12
        case Method.MEDIAN_UNBIASED:
            return 3 * quarter * n + quarter - 8
    return 3 * quarter * (n - 1)
