"""Pure: whether a returned figure can be one of its indicator: in force then, returned at all, and possible."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from counterpart.capabilities.performance.rules.parties import party_of
from counterpart.engines.library.rules.indicators import Indicator, MeasuredAs
from counterpart.engines.library.rules.template import Template
from counterpart.values.explained import plain
from counterpart.values.period import Period
from counterpart.values.quantity import Unit

Fault = tuple[str, str, str]
"""The column, what was found in it, and what was wanted."""


@dataclass(frozen=True)
class Given:
    """What a row of a return says."""

    when: Period
    area: str | None
    numerator: Decimal | None
    denominator: Decimal | None
    target: Decimal | None


def faults(given: Given, indicator: Indicator, template: Template) -> Iterator[Fault]:
    """Everything that keeps a row from being a figure of this indicator."""
    if indicator.formula:
        yield "indicator", f"{indicator.code}, which is computed", f"what it is computed from: {indicator.formula}"
    if indicator.measured:
        wanted = f"the events it is measured from: {indicator.measured.dataset}"
        yield "indicator", f"{indicator.code}, which is measured", wanted
    if not indicator.in_force_in(given.when):
        since = f"from {indicator.starts_on} " if indicator.starts_on else ""
        until = f"to {indicator.ends_on}" if indicator.ends_on else "on"
        yield "period", f"“{given.when}”", f"a period in which {indicator.code} is in force, {since}{until}"
    yield from _impossible(given, indicator)
    agreed = indicator.target_in(given.when, of=party_of(template, given.area))
    if given.target is not None and agreed is not None and given.target != agreed:
        wanted = f"{plain(agreed)}, the agreed target ({template.name}, {indicator.clause})"
        yield "target", plain(given.target), wanted


def _impossible(given: Given, indicator: Indicator) -> Iterator[Fault]:
    """A share of what was counted is not above the whole of it."""
    if given.numerator is None or given.denominator is None or indicator.measured_as is not MeasuredAs.RATIO:
        return
    if indicator.unit is Unit.PERCENT and given.numerator > given.denominator:
        wanted = f"a numerator no higher than its denominator, {plain(given.denominator)}"
        yield "numerator", f"“{plain(given.numerator)}”", wanted
