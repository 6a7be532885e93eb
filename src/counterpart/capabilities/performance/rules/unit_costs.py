"""Pure: what a unit of work costs, beside peers, and never without what is got for it."""

from dataclasses import dataclass
from decimal import Decimal

from counterpart.capabilities.performance.rules.quartiles import Label
from counterpart.values.explained import plain
from counterpart.values.money import WIDE, to_the_penny
from counterpart.values.refusal import Refusal

_GOOD = (Label.TOP_QUARTILE, Label.ABOVE_MEDIAN)
_SAID = {
    (True, True): "cheaper than most, and better than most",
    (True, False): "cheaper than most, and worse than most",
    (False, True): "dearer than most, and better than most",
    (False, False): "dearer than most, and worse than most",
}


@dataclass(frozen=True)
class UnitCost:
    """Pounds a unit, to the penny, half up; of a cost and a volume of the same scope and period."""

    cost: Decimal
    volume: Decimal
    each: Decimal

    @property
    def because(self) -> str:
        return f"£{plain(self.cost)} for {plain(self.volume)} units is £{plain(self.each)} each."


def unit_cost(cost: Decimal, volume: Decimal) -> UnitCost | Refusal:
    """Refused where nothing was done, or less than nothing spent."""
    if volume <= 0 or cost < 0:
        return Refusal(
            "unit-cost.no-units",
            "The unit cost was not worked out",
            f"£{plain(cost)} for {plain(volume)} units was given",
            "a unit cost is a cost of 0 or more over units that were done",
            "Give the cost and the volume of the same period and scope.",
        )
    return UnitCost(cost, volume, to_the_penny(WIDE.divide(cost, volume)))


def value_for_money(cost: Label | None, quality: Label | None) -> str:
    """A label of cost beside one of quality, in words. Each label is polarity-aware: the top quarter is the best."""
    if cost is None or quality is None:
        lacking = "cost" if cost is None else "quality"
        return f"Nothing is said of value for money: there is no label for {lacking}."
    said = _SAID[cost in _GOOD, quality in _GOOD]
    return f"{said[0].upper()}{said[1:]}."
