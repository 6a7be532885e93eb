"""Pure: an indicator’s earlier periods, as a judgement of one period looks back on them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from counterpart.capabilities.performance.rules.judgement import Rag, colour_of
from counterpart.capabilities.performance.rules.measured import Measured, measured
from counterpart.capabilities.performance.rules.numbers import Known, Numbers, parts_of
from counterpart.capabilities.performance.rules.projection import Track
from counterpart.capabilities.performance.rules.targets import Target, target_of, year_of
from counterpart.engines.library.rules.formulas import codes_in
from counterpart.engines.library.rules.indicators import Indicator
from counterpart.engines.library.rules.template import Template
from counterpart.values.period import Kind, Period

WINDOW, LONGEST_RUN = 36, 12
"""How many periods, the one judged among them, a signal looks back over: three years of months."""


@dataclass(frozen=True)
class Seen:
    """An indicator’s numbers of one period, there being a value."""

    period: Period
    value: Decimal
    numbers: Numbers


def back_over(known: Known, indicator: Indicator, when: Period, area: str | None) -> tuple[Seen, ...]:
    """The periods of the same kind up to this one that have a value, oldest first."""
    found = []
    for period in reversed(before(when)):
        numbers = known.numbers(indicator, period, area)
        if numbers.value is not None:
            found.append(Seen(period, numbers.value, numbers))
    return tuple(found)


@lru_cache(maxsize=1024)
def before(when: Period) -> tuple[Period, ...]:
    """A period and those before it that a signal looks back over, newest first."""
    found = [when]
    while len(found) < WINDOW:
        found.append(found[-1].previous)
    return tuple(found)


def periods_behind(when: Period, *compared: Period) -> frozenset[Period]:
    """Every period that a judgement of this one may rest on: what is to be read before it is judged. `compared` are
    those its benchmarks are headed with."""
    year = year_of(when)
    whole = {*before(when), *compared, year, year.previous, year.previous.previous, when.a_year_before}
    return frozenset(whole | _parts(whole))


def _parts(periods: Iterable[Period]) -> set[Period]:
    return {part for period in periods for way in parts_of(period) for part in way}


def resting_on(
    template: Template, figures: Iterable[Mapping[str, Any]], when: Period, *compared: Period
) -> Callable[[str, Period], bool]:
    """Whether the figures of a period rest on what was returned of an indicator for a period, so that it is cited."""
    near = {when, when.previous, *compared}
    parts, behind = _parts(near), periods_behind(when, *compared)
    adding = {indicator.code for indicator in template.indicators if indicator.adds_up}
    back = _looked_back_on(template, figures)

    def rests_on(code: str, period: Period) -> bool:
        return period in near or (period in parts and code in adding) or (period in behind and code in back)

    return rests_on


def _looked_back_on(template: Template, figures: Iterable[Mapping[str, Any]]) -> set[str]:
    """The indicators whose earlier periods the figures of a period rest on: what is cited of them is cited too."""
    looked = {figure["indicator"] for figure in figures if figure["signal"] or figure["projection"]}
    back = [one for one in template.indicators if one.code in looked or one.improvement]
    return {code for indicator in back for code in codes_behind(template, indicator)}


def codes_behind(template: Template, indicator: Indicator) -> set[str]:
    """An indicator’s code, and those of the others it is computed from, however far down."""
    others = (template.indicator(code) for code in codes_in(indicator.computed)) if indicator.computed else ()
    return {indicator.code}.union(*(codes_behind(template, other) for other in others if other))


def periods_of(year: Period, kind: Kind) -> tuple[Period, ...]:
    """The periods of a kind that a financial year is made of, in order; none where it is made of none."""
    return next((way for way in parts_of(year) if way[0].kind is kind), ())


def track_of(known: Known, indicator: Indicator, when: Period, area: str | None) -> Track | None:
    """The year up to a period; None where the period makes no year, or one before it in the year has no figure."""
    year = year_of(when)
    periods = periods_of(year, when.kind)
    if when not in periods or indicator.adds_up is None:
        return None
    elapsed = periods.index(when) + 1
    so_far = [known.numbers(indicator, period, area).counted for period in periods[:elapsed]]
    if not all(so_far):
        return None
    last = [known.numbers(indicator, period, area).counted for period in periods_of(year.previous, when.kind)]
    whole = tuple(one for one in last if one) if all(last) else ()
    return Track(year, tuple(one for one in so_far if one), len(periods) - elapsed, whole)


def target_in(known: Known, indicator: Indicator, when: Period, area: str | None, now: Measured) -> Target:
    """The target of a figure with its reason."""
    return target_of(
        known.template,
        indicator,
        when,
        area,
        now,
        a_year_before=lambda: measured(known, indicator, when.a_year_before, area).value,
    )


def reds_running(known: Known, indicator: Indicator, when: Period, area: str | None) -> int:
    """For how many periods running, up to this one, the figure has been red; longer than a dozen is a dozen."""
    running = 0
    for period in before(when)[:LONGEST_RUN]:
        if colour_in(known, indicator, period, area) is not Rag.RED:
            break
        running += 1
    return running


def colour_in(known: Known, indicator: Indicator, when: Period, area: str | None) -> Rag:
    """The colour of a figure, whatever period it is of."""
    now = measured(known, indicator, when, area)
    target = target_in(known, indicator, when, area, now).value
    if now.value.value is None or target is None:
        return Rag.NONE
    return colour_of(now.value.value, target, indicator)
