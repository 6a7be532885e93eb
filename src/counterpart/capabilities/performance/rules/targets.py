"""Pure: the target of a figure, and the rule it came by: stated, profiled, an improvement, a band, or as returned."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from counterpart.capabilities.performance.rules.measured import Measured, explained
from counterpart.capabilities.performance.rules.parties import party_of
from counterpart.engines.library.rules.indicators import Better, Indicator
from counterpart.engines.library.rules.targets import stated_in
from counterpart.engines.library.rules.template import Template
from counterpart.values.explained import Explained, Source, plain
from counterpart.values.money import WIDE, rounded
from counterpart.values.period import Kind, Period
from counterpart.values.quantity import quantity

Target = Explained[Decimal | None]


def target_of(
    template: Template,
    indicator: Indicator,
    when: Period,
    area: str | None,
    now: Measured,
    *,
    a_year_before: Callable[[], Target],
) -> Target:
    """The target of a figure, with its reason: the first there is of those a template can state, or as returned.

    `a_year_before` finds the figure of the same period last year, which only an improvement asks for.
    """
    party = party_of(template, area)
    if indicator.better is Better.WITHIN and indicator.limits is not None:
        edge = indicator.limits.nearest(now.value.value)
        because = f"It is agreed to be within {indicator.band}; the nearest edge is {plain(edge)}."
        return explained(edge, because, "agreed band", indicator, template)
    agreed = indicator.target_in(when, of=party)
    if agreed is not None:
        whose = f" for {area}" if party and stated_in(indicator.targets_of.get(party, {}), when, indicator.unit) else ""
        because = f"The target agreed{whose} for {when.in_words} is {plain(agreed)}."
        return explained(agreed, because, "agreed target", indicator, template)
    worked_out = _profiled(template, indicator, when, party)
    worked_out = worked_out or _improved(template, indicator, when, party, a_year_before)
    return worked_out or _as_returned(template, indicator, when, now)


def limits_of(indicator: Indicator, when: Period) -> tuple[Decimal | None, Decimal | None]:
    """The minimum below the target and the stretch beyond it, where the agreement states them for a period."""
    return stated_in(indicator.minimum, when, indicator.unit), stated_in(indicator.stretch, when, indicator.unit)


def year_of(when: Period) -> Period:
    """The financial year a period lies in; a calendar year is its own."""
    if when.kind is Kind.CALENDAR_YEAR:
        return when
    return Period(Kind.FINANCIAL_YEAR, when.starts_on.year - (when.starts_on.month < 4))


def _profiled(template: Template, indicator: Indicator, when: Period, party: str | None) -> Target | None:
    """The share of the year’s target that falls to a month or a quarter, by the agreed profile."""
    year = indicator.target_in(year_of(when), of=party)
    if year is None or not indicator.profile or when.kind not in (Kind.MONTH, Kind.FINANCIAL_QUARTER):
        return None
    first = (when.starts_on.month - 4) % 12
    months = 1 if when.kind is Kind.MONTH else 3
    share = sum(indicator.shares[first : first + months], Decimal(0))
    exactly = WIDE.divide(WIDE.multiply(year, share), Decimal(100))
    target = rounded(exactly, places=indicator.decimals)
    because = f"{plain(share)} % of the year’s target of {plain(year)} falls to {when.in_words}: {plain(target)}."
    return _rounded(explained(target, because, "profiled target", indicator, template), indicator)


def _improved(
    template: Template, indicator: Indicator, when: Period, party: str | None, a_year_before: Callable[[], Target]
) -> Target | None:
    """So much better than last year, or than the baseline, by the agreed rule."""
    gain = indicator.gain
    if gain is None:
        return None
    inputs: tuple[Any, ...] = ()
    if gain.on_baseline:
        written = indicator.baselines.get(party or "")
        before = None if written is None else quantity(written, indicator.unit)
        what = "the baseline"
    else:
        last = a_year_before()
        before, what, inputs = last.value, f"{when.a_year_before.in_words}", (last,)
    rule = f"improvement rule: {indicator.improvement}"
    if before is None:
        because = f"The target is {indicator.improvement}, and there is no figure of {what}."
        return explained(None, because, rule, indicator, template, inputs=inputs)
    target = rounded(gain.on(before, higher=indicator.better is Better.HIGHER), places=indicator.decimals)
    because = f"It is to be {indicator.improvement}, which was {plain(before)}: {plain(target)}."
    return _rounded(explained(target, because, rule, indicator, template, inputs=inputs), indicator)


def _as_returned(template: Template, indicator: Indicator, when: Period, now: Measured) -> Target:
    if now.returned_target is None:
        return explained(None, f"No target is agreed for {when.in_words}.", "agreed target", indicator, template)
    because = f"The agreement states no target for {when.in_words}; the return states {plain(now.returned_target)}."
    sources = tuple(replace(given, column="target") for given in now.value.inputs if isinstance(given, Source))
    return explained(now.returned_target, because, "target as returned", indicator, template, inputs=sources)


def _rounded(target: Target, indicator: Indicator) -> Target:
    return replace(target, rounding=f"half up, {indicator.decimals} decimal places")
