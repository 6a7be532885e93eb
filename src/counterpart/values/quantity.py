"""What is measured, and how a figure of it is written."""

from decimal import Decimal
from enum import StrEnum

from counterpart.values.money import exact


class Unit(StrEnum):
    PERCENT = "percent"
    DAYS = "days"
    SCORE = "score"
    NUMBER = "number"

    @property
    def ending(self) -> str:
        """How the unit stands beside a number: 98.47 %, 37.27 days; a score or a bare number has none."""
        return {"percent": " %", "days": " days"}.get(self, "")

    @property
    def wanted(self) -> str:
        """What a cell in this unit should hold, as a problem says it."""
        return _WANTED[self]


_WANTED = {
    Unit.PERCENT: "a percentage, such as 98.25",
    Unit.DAYS: "a number of days, such as 15",
    Unit.SCORE: "a score, such as 62",
    Unit.NUMBER: "a number, such as 62",
}
_ENDINGS = (
    (Unit.PERCENT, "%"),
    (Unit.PERCENT, "per cent"),
    (Unit.PERCENT, "percent"),
    (Unit.DAYS, "days"),
    (Unit.DAYS, "day"),
)


def quantity(text: str, unit: Unit | None) -> Decimal:
    """A figure as a template or a return writes it: `98.25 %` or `98.25` for a percentage, `15 days` or `15` for days.

    Where the unit is not known, any will do. Raises ValueError where the text is no such figure.
    """
    written = text.strip().casefold()
    for its_unit, ending in _ENDINGS:
        if unit in (its_unit, None) and written.endswith(ending):
            return exact(written.removesuffix(ending))
    return exact(written)
