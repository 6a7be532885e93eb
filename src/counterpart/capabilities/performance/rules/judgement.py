"""Pure: judges a figure: target met, red amber green, direction of travel. Each answer carries its reasons."""

from decimal import Decimal
from enum import StrEnum
from typing import Any

from counterpart.engines.library.rules.indicators import Better, Indicator
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


def no_worse(value: Decimal, than: Decimal, better: Better) -> bool:
    """Whether a value reaches another, by polarity. Meeting it exactly counts."""
    return value >= than if better is Better.HIGHER else value <= than


def target_met(
    value: Explained[Decimal | None], target: Explained[Decimal | None], indicator: Indicator, template: Template
) -> Explained[bool | None]:
    """Whether the figure reaches its target; derived, never returned. None where either is wanting."""
    inputs = (value, target)
    if value.value is None or target.value is None:
        wanting = "figure" if value.value is None else "target"
        return _explained(None, f"There is no {wanting} to compare.", "target met", indicator, template, inputs)
    met = no_worse(value.value, target.value, indicator.better)
    relation = _relation(value.value, target.value)
    because = (
        f"{plain(value.value)} is {relation} the target of {plain(target.value)}, and {indicator.better} is better: "
        f"the target is {'met' if met else 'missed'}."
    )
    return _explained(met, because, "target met", indicator, template, inputs)


def rag(met: Explained[bool | None], indicator: Indicator, template: Template) -> Explained[str]:
    """Green where the target is met, amber where missed within the tolerance, red beyond; none without a target."""
    colour, because = _colour(met, indicator)
    return _explained(colour.value, because, "red, amber, green", indicator, template, (met,))


def _colour(met: Explained[bool | None], indicator: Indicator) -> tuple[Rag, str]:
    if met.value is None:
        return Rag.NONE, "Without a judgement on target there is no colour."
    if met.value:
        return Rag.GREEN, "The target is met: green."
    value, target = (given.value for given in met.inputs if isinstance(given, Explained))
    short = abs(value - target)
    if indicator.amber_within is None:
        return Rag.RED, f"The target is missed by {plain(short)}, and the agreement states no amber tolerance: red."
    colour = Rag.AMBER if short <= indicator.amber_within else Rag.RED
    within = "within" if colour is Rag.AMBER else "beyond"
    tolerance = f"{within} the tolerance of {plain(indicator.amber_within)}"
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
    if now == earlier:
        direction = Direction.SAME
    else:
        direction = Direction.BETTER if no_worse(now, earlier, indicator.better) else Direction.WORSE
    because = (
        f"{plain(now)} is {_relation(now, earlier)} {plain(earlier)} in {before.in_words}, "
        f"and {indicator.better} is better: {direction.value}."
    )
    return _explained(direction.value, because, "direction of travel", indicator, template, inputs)


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
