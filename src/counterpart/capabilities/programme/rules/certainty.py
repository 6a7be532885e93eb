"""Pure: how certain the programme is: by month, what is ordered of what is forecast (001, Table 3, 3; 49).

A scheme’s value is spread over its months by their days, to the penny; what is ordered of it is spread in the same way,
since an order is for the scheme’s work and not for the day it was given. Certainty is ordered over forecast; it is
never averaged, and has none where nothing is forecast.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from counterpart.capabilities.programme.rules.schemes import Scheme
from counterpart.capabilities.programme.rules.shares import split
from counterpart.values.explained import Explained
from counterpart.values.money import rounded
from counterpart.values.period import Kind, Period

NOUGHT = Decimal("0.00")


@dataclass(frozen=True)
class Certain:
    """What is forecast for a span of days and what is ordered of it."""

    forecast: Decimal
    ordered: Decimal

    @property
    def percent(self) -> Explained[Decimal] | None:
        """Ordered of forecast in per cent, with why; None where nothing is forecast."""
        if not self.forecast:
            return None
        return Explained(
            rounded(self.ordered * 100 / self.forecast, places=1),
            because=f"£{self.ordered:,} is ordered of £{self.forecast:,} forecast",
            rule="certainty is the value ordered over the value forecast",
            rounding="one decimal place, half up",
        )


@dataclass(frozen=True)
class OfMonth(Certain):
    """A month of the programme."""

    month: Period


def months_between(starts_on: date, ends_on: date) -> dict[Period, int]:
    """The months from one day to another, both inclusive, each with how many of the days lie in it."""
    found: dict[Period, int] = {}
    day = starts_on
    while day <= ends_on:
        month = Period(Kind.MONTH, day.year, day.month)
        last = min(month.ends_on, ends_on)
        found[month] = (last - day).days + 1
        day = last + timedelta(days=1)
    return found


def spread(value: Decimal, starts_on: date, ends_on: date) -> dict[Period, Decimal]:
    """A value by month, in proportion to the days: the months come to the value exactly."""
    months = months_between(starts_on, ends_on)
    return dict(zip(months, split(value, list(months.values())), strict=True))


def by_month(schemes: Iterable[Scheme], year: Period) -> tuple[OfMonth, ...]:
    """Every month of a year: what is forecast of the schemes that stay, and what is ordered."""
    wanted = list(months_between(year.starts_on, year.ends_on))
    forecast, ordered = dict.fromkeys(wanted, NOUGHT), dict.fromkeys(wanted, NOUGHT)
    for scheme in schemes:
        if scheme.stays:
            _add(forecast, spread(scheme.value, scheme.starts_on, scheme.ends_on))
            _add(ordered, spread(scheme.ordered, scheme.starts_on, scheme.ends_on))
    return tuple(OfMonth(forecast[month], ordered[month], month) for month in wanted)


def whole(months: Iterable[Certain]) -> Certain:
    """Several months as one: summed, never averaged."""
    kept = list(months)
    return Certain(sum((m.forecast for m in kept), NOUGHT), sum((m.ordered for m in kept), NOUGHT))


def _add(to: dict[Period, Decimal], parts: dict[Period, Decimal]) -> None:
    for month, part in parts.items():
        if month in to:
            to[month] += part
