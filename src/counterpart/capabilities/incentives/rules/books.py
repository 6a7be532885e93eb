"""Pure: the books of periods that follow one another, made of sealed figures, sums that were entered, and relief."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from counterpart.capabilities.incentives.rules.facts import Book, Level, Sum
from counterpart.engines.library.rules.targets import stated_around
from counterpart.engines.library.rules.template import Template
from counterpart.values.money import exact
from counterpart.values.period import Kind, Period, period
from counterpart.values.reference import folded

MONTHS = {Kind.MONTH: 1, Kind.FINANCIAL_QUARTER: 3, Kind.FINANCIAL_YEAR: 12, Kind.CALENDAR_YEAR: 12}


@dataclass(frozen=True)
class Relief:
    """A failure of an indicator in a period that the parties agreed does not count, and why."""

    indicator: str
    period: str
    reason: str
    reference: str = ""


def level_of(template: Template, figure: Mapping[str, Any], *, source: str = "") -> Level:
    """A sealed figure as money takes it.

    Where the period has no target of its own, the target of the longer period around it holds.
    """
    indicator, value = template.indicator(figure["indicator"]), figure["value"]
    number = exact(value) if value is not None else None
    target = exact(figure["target"]) if figure["target"] is not None else None
    if target is None and indicator is not None:
        target = stated_around(indicator.target, period(figure["period"]), indicator.unit)
    higher = figure["polarity"] != "lower"
    met = figure["target_met"]
    if met is None and number is not None and target is not None:
        met = number >= target if higher else number <= target
    return Level(figure["indicator"], number, target, met, higher, source)


def book_of(
    template: Template,
    when: Period,
    figures: Iterable[Mapping[str, Any]],
    sums: Iterable[Sum],
    *,
    relief: Iterable[Relief] = (),
    commenced_on: date | None = None,
    source: str = "",
) -> Book:
    """The book of one period: the figures of the whole, the sums of its days (an index of any), and its relief."""
    whole = [figure for figure in figures if figure["area"] is None]
    levels = {
        folded(figure["indicator"]): level_of(template, figure, source=f"{source}{figure['indicator']}")
        for figure in whole
    }
    own = [each for each in sums if each.of == "index" or when.starts_on <= each.on <= when.ends_on]
    excused = {folded(each.indicator): each.reason for each in relief if each.period == str(when)}
    return Book(when, levels, tuple(sorted(own, key=lambda each: each.key)), excused, commenced_on)


def months_of(when: Period) -> list[Period]:
    """The months of a period, the first first."""
    first = when.starts_on.year * 12 + when.starts_on.month - 1
    return [Period(Kind.MONTH, (first + n) // 12, (first + n) % 12 + 1) for n in range(MONTHS[when.kind])]


def kind_before(when: Period, number: int) -> list[Period]:
    """A period after so many of its kind that come before it, the first first."""
    found = [when]
    for _ in range(number):
        found.insert(0, found[0].previous)
    return found


def periods_between(first: date, last: Period) -> list[Period]:
    """The periods of one kind from the one that a day lies in to the last; the last alone where that day is later."""
    found = [last]
    while found[0].starts_on > first:
        found.insert(0, found[0].previous)
    return found


def earliest(books: Sequence[Sum], figures: Iterable[str]) -> date | None:
    """The first day of which anything is known: a sum or a sealed period."""
    days = [each.on for each in books if each.of != "index"] + [period(name).starts_on for name in figures]
    return min(days, default=None)
