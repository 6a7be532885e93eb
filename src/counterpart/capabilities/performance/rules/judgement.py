"""Pure: judges a figure: target met, red amber green, direction of travel. Each answer carries its reasons."""

from decimal import Decimal
from enum import StrEnum
from typing import Any

from counterpart.engines.library.rules.indicators import Better, Indicator
from counterpart.engines.library.rules.targets import Band
from counterpart.engines.library.rules.template import Template
from counterpart.values.explained import Explained, plain
from counterpart.values.period import Period


class Rag(StrEnum):
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    NONE = "none"


class Direction(StrEnum):
    """Better or worse than the period before, by the indicator's polarity; `none` where there is nothing to compare."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    NONE = "none"


def short_of(value: Decimal, target: Decimal, indicator: Indicator) -> Decimal:
    """How far a value falls short of its target, or lies outside its band; 0 where it is met. Exactly counts."""
    match indicator.better:
        case Better.HIGHER:
            return max(target - value, Decimal(0))
        case Better.LOWER:
            return max(value - target, Decimal(0))
    return (indicator.limits or Band(target, target)).outside_by(value)


def step(now: Decimal, before: Decimal, indicator: Indicator) -> Direction:
    """The way from one value to another, by polarity; within a band no value is better than another."""
    if indicator.better is Better.WITHIN:
        band = indicator.limits or Band(before, before)
        gained = band.outside_by(before) - band.outside_by(now)
    else:
        gained = now - before if indicator.better is Better.HIGHER else before - now
    if gained == 0:
        return Direction.SAME
    return Direction.BETTER if gained > 0 else Direction.WORSE


def target_met(
    value: Explained[Decimal | None], target: Explained[Decimal | None], indicator: Indicator, template: Template
) -> Explained[bool | None]:
    """Whether the figure reaches its target; derived, never returned. None where either is wanting."""
    inputs = (value, target)
    if value.value is None or target.value is None:
        wanting = "figure" if value.value is None else "target"
        return _explained(None, f"There is no {wanting} to compare.", "target met", indicator, template, inputs)
    met = not short_of(value.value, target.value, indicator)
    because = f"{_against(value.value, target.value, indicator)}: the target is {'met' if met else 'missed'}."
    return _explained(met, because, "target met", indicator, template, inputs)


def rag(met: Explained[bool | None], indicator: Indicator, template: Template) -> Explained[str]:
    """Green where the target is met, amber where missed within the tolerance, red beyond; none without a target."""
    colour, because = _colour(met, indicator)
    return _explained(colour.value, because, "red, amber, green", indicator, template, (met,))


def colour_of(value: Decimal, target: Decimal, indicator: Indicator) -> Rag:
    """The colour alone, as `rag` gives it with its reasons."""
    short, allowed = short_of(value, target, indicator), indicator.tolerance
    if not short:
        return Rag.GREEN
    return Rag.AMBER if allowed is not None and short <= allowed.around(target) else Rag.RED


def _colour(met: Explained[bool | None], indicator: Indicator) -> tuple[Rag, str]:
    if met.value is None:
        return Rag.NONE, "Without a judgement on target there is no colour."
    if met.value:
        return Rag.GREEN, "The target is met: green."
    value, target = (given.value for given in met.inputs if isinstance(given, Explained))
    short, allowed = short_of(value, target, indicator), indicator.tolerance
    if allowed is None:
        return Rag.RED, f"The target is missed by {plain(short)}, and the agreement states no amber tolerance: red."
    colour = colour_of(value, target, indicator)
    within = "within" if colour is Rag.AMBER else "beyond"
    share = f" ({plain(allowed.amount)} % of the target)" if allowed.of_target else ""
    tolerance = f"{within} the tolerance of {plain(allowed.around(target))}{share}"
    return colour, f"The target is missed by {plain(short)}, {tolerance}: {colour.value}."


def direction_of_travel(
    value: Explained[Decimal | None],
    previous: Explained[Decimal | None],
    indicator: Indicator,
    template: Template,
    *,
    before: Period,
) -> Explained[str]:
    """Better, worse or the same as the period before, by polarity."""
    inputs = (value, previous)
    if value.value is None or previous.value is None:
        then = before.in_words
        wanting = f"for {then} to compare" if previous.value is None else f"to compare with {then}"
        because = f"There is no figure {wanting}."
        return _explained(Direction.NONE.value, because, "direction of travel", indicator, template, inputs)
    now, earlier = value.value, previous.value
    direction = step(now, earlier, indicator)
    wished = f"{indicator.better} is better" if indicator.limits is None else f"{indicator.band} is wanted"
    because = (
        f"{plain(now)} is {_relation(now, earlier)} {plain(earlier)} in {before.in_words}, "
        f"and {wished}: {direction.value}."
    )
    return _explained(direction.value, because, "direction of travel", indicator, template, inputs)


def _against(value: Decimal, target: Decimal, indicator: Indicator) -> str:
    """A value beside its target, or the band it should lie in, and which way is better."""
    if indicator.limits is None:
        relation = _relation(value, target)
        return f"{plain(value)} is {relation} the target of {plain(target)}, and {indicator.better} is better"
    outside = indicator.limits.outside_by(value)
    where = _relation(value, target) if outside else "within"
    return f"{plain(value)} is {where} the band of {indicator.band}"


def _relation(one: Decimal, other: Decimal) -> str:
    return "equal to" if one == other else "above" if one > other else "below"


def _explained(
    value: Any,
    because: str,
    rule: str,
    indicator: Indicator,
    template: Template,
    inputs: tuple[Explained[Any], ...],
) -> Explained[Any]:
    return Explained(value, because, rule, clause=indicator.clause, template=template.name, inputs=inputs)
