"""The words of a target: tolerances, bands, gains, and figures stated for periods. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from counterpart.values.money import WIDE, exact
from counterpart.values.period import Kind, Period, period
from counterpart.values.quantity import Unit, quantity

EACH = {
    "each month": (Kind.MONTH,),
    "each quarter": (Kind.FINANCIAL_QUARTER,),
    "each year": (Kind.FINANCIAL_YEAR, Kind.CALENDAR_YEAR),
}
"""A figure for every period of a kind, where none is stated for the period itself."""
TOLERANCE = "a tolerance of 0 or more, such as 0.5 or 2 points or 5 % of the target"
BAND = "a band, the lower figure first, such as 21 to 25"
GAIN = "a gain, such as 5 % better than last year or 2 points better than the baseline"
_TOLERANCE = re.compile(r"(?P<n>[0-9.,]+)(?: ?(?P<share>% of (?:the )?target)| points?)?")
_GAIN = re.compile(r"(?P<n>[0-9.,]+) ?(?P<share>%|points?) better than (?P<what>last year|the baseline)")


@dataclass(frozen=True)
class Tolerance:
    """How far short of a target is still amber: so many points, or a share of the target in per cent."""

    amount: Decimal
    of_target: bool

    def around(self, target: Decimal) -> Decimal:
        """The tolerance in points."""
        return WIDE.divide(WIDE.multiply(abs(target), self.amount), Decimal(100)) if self.of_target else self.amount


@dataclass(frozen=True)
class Band:
    """From one figure to another, both within it."""

    lower: Decimal
    upper: Decimal

    def nearest(self, value: Decimal | None) -> Decimal:
        """The edge a value is nearest to, the lower where both are as near or there is no value."""
        if value is None:
            return self.lower
        return self.lower if abs(value - self.lower) <= abs(value - self.upper) else self.upper

    def outside_by(self, value: Decimal) -> Decimal:
        """How far a value lies outside; 0 within."""
        return max(self.lower - value, value - self.upper, Decimal(0))


@dataclass(frozen=True)
class Gain:
    """By how much a figure is to be better than last year’s, or than the baseline: per cent of it, or points."""

    amount: Decimal
    relative: bool
    on_baseline: bool

    def on(self, before: Decimal, *, higher: bool) -> Decimal:
        """The figure to be reached, from the one before."""
        by = WIDE.divide(WIDE.multiply(abs(before), self.amount), Decimal(100)) if self.relative else self.amount
        return WIDE.add(before, by) if higher else WIDE.subtract(before, by)


def tolerance(text: str) -> Tolerance:
    """Raises ValueError where the text is no tolerance. A bare “5 %” is none: it could be points or a share."""
    said = _TOLERANCE.fullmatch(text.strip())
    if said is None:
        raise ValueError(f"“{text}” is not {TOLERANCE}")
    return Tolerance(exact(said["n"]), bool(said["share"]))


def band(text: str, unit: Unit | None) -> Band:
    """Raises ValueError where the text is no band."""
    lower, word, upper = text.partition(" to ")
    found = Band(quantity(lower, unit), quantity(upper, unit)) if word else None
    if found is None or found.lower >= found.upper:
        raise ValueError(f"“{text}” is not {BAND}")
    return found


def gain(text: str) -> Gain:
    """Raises ValueError where the text is no gain."""
    said = _GAIN.fullmatch(text.strip())
    if said is None:
        raise ValueError(f"“{text}” is not {GAIN}")
    return Gain(exact(said["n"]), said["share"] == "%", said["what"] == "the baseline")


def stated_in(stated: Mapping[str, str], when: Period, unit: Unit) -> Decimal | None:
    """The figure stated for a period, or for each of its kind; None where neither is."""
    for name, figure in stated.items():
        if name not in EACH and period(name) == when:
            return quantity(figure, unit)
    each = (figure for name, figure in stated.items() if when.kind in EACH.get(name, ()))
    return next((quantity(figure, unit) for figure in each), None)


def stated_around(stated: Mapping[str, str], when: Period, unit: Unit) -> Decimal | None:
    """The figure stated for a period, or otherwise for the shortest period around it; None where none is."""
    own = stated_in(stated, when, unit)
    around = [period(name) for name in stated if name not in EACH]
    within = [whole for whole in around if whole.starts_on <= when.starts_on and when.ends_on <= whole.ends_on]
    closest = min(within, key=lambda whole: whole.ends_on - whole.starts_on, default=None)
    return stated_in(stated, closest, unit) if own is None and closest else own
