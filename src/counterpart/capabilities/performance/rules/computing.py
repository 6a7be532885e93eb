"""Pure: the figure of an indicator that is computed from others, by its formula and its stated policies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from counterpart.engines.library.rules.formulas import Formula, Number, Other, Sum
from counterpart.engines.library.rules.indicators import IfMissing, Indicator, MeasuredAs
from counterpart.values.money import WIDE, rounded
from counterpart.values.quantity import Unit
from counterpart.values.reference import folded


@dataclass(frozen=True)
class Computed:
    """What a formula comes to, rounded half up to the indicator’s places; with its counts where it is a ratio."""

    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


class _NoFigure(Exception):
    """A part of the formula has no figure, and the policy gives it none."""


def computed(indicator: Indicator, given: Mapping[str, Decimal | None]) -> Computed:
    """The indicator’s formula over the figures of others, by folded code; no value where a policy says so.

    A ratio written X ÷ Y keeps both sides as its counts, so that it can be added up; a percentage of them is taken
    without saying × 100.
    """
    told = indicator.computed
    if told is None:
        return Computed(None)
    try:
        if indicator.measured_as is MeasuredAs.RATIO and isinstance(told, Sum) and told.sign == "÷":
            return _ratio(told, indicator, given)
        return Computed(_decimal(_worth(told, indicator, given), indicator))
    except _NoFigure:
        return Computed(None)


def _ratio(told: Sum, indicator: Indicator, given: Mapping[str, Decimal | None]) -> Computed:
    above, below = (_worth(side, indicator, given) for side in told.terms)
    if not below:
        return Computed(_decimal(_divided(above, below, indicator), indicator), _exact(above), _exact(below))
    scale = 100 if indicator.unit is Unit.PERCENT else 1
    return Computed(_decimal(above * scale / below, indicator), _exact(above), _exact(below))


def _worth(told: Formula, indicator: Indicator, given: Mapping[str, Decimal | None]) -> Fraction:
    match told:
        case Number(value):
            return value
        case Other(code):
            figure = given.get(folded(code))
            if figure is not None:
                return Fraction(figure)
            if indicator.if_missing is IfMissing.ZERO:
                return Fraction(0)
            raise _NoFigure
    terms = [*_terms(told, indicator, given)]
    return _joined(told.sign, terms, indicator)


def _terms(told: Sum, indicator: Indicator, given: Mapping[str, Decimal | None]) -> list[Fraction]:
    """What is joined. Of a sum, a difference, a least or a most, what has no figure may be left out, though not all."""
    may_leave_out = indicator.if_missing is IfMissing.LEFT_OUT and told.sign in ("+", "−", "min", "max")
    found: list[Fraction] = []
    for place, term in enumerate(told.terms):
        try:
            worth = _worth(term, indicator, given)
        except _NoFigure:
            if not may_leave_out:
                raise
            continue
        found.append(-worth if told.sign == "−" and place else worth)
    if not found:
        raise _NoFigure
    return found


def _joined(sign: str, terms: Sequence[Fraction], indicator: Indicator) -> Fraction:
    match sign:
        case "+" | "−":
            return sum(terms, Fraction(0))
        case "min":
            return min(terms)
        case "max":
            return max(terms)
        case "×":
            return terms[0] * terms[1]
    return _divided(terms[0], terms[1], indicator)


def _divided(above: Fraction, below: Fraction, indicator: Indicator) -> Fraction:
    if below:
        return above / below
    if indicator.if_divided_by_zero == "zero":
        return Fraction(0)
    raise _NoFigure


def _decimal(worth: Fraction, indicator: Indicator) -> Decimal:
    return rounded(_exact(worth), places=indicator.decimals)


def _exact(worth: Fraction) -> Decimal:
    """To a hundred significant digits, which sums and products of figures never need."""
    return WIDE.divide(Decimal(worth.numerator), Decimal(worth.denominator))
