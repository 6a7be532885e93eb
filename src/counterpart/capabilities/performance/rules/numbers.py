"""Pure: the bare numbers of a figure, and how it came by them: returned, counted, computed from others, or added up.

Reasons are put into words elsewhere, for the few figures that are told; a signal needs the numbers of many.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from counterpart.capabilities.performance.rules.adding import Counted, of_the_year
from counterpart.capabilities.performance.rules.computing import computed
from counterpart.capabilities.performance.rules.counted import worth_of
from counterpart.capabilities.performance.rules.returns import Returned, matched, share
from counterpart.capabilities.performance.rules.tallies import Tally
from counterpart.engines.library.rules.formulas import codes_in
from counterpart.engines.library.rules.indicators import Indicator
from counterpart.engines.library.rules.template import Template
from counterpart.values.period import Kind, Period
from counterpart.values.reference import folded

VALUE_ONLY = "value_only"
FROM_COUNTS = "from_counts"
COMPUTED = "computed"
ADDED_UP = "added_up"
MEASURED = "measured"
MISSING = "missing"

Standing = Mapping[tuple[str, str, str | None], Returned]
Areas = Mapping[tuple[str, str], Sequence[str]]
"""The areas that returned a figure, by indicator and period."""


@dataclass(frozen=True)
class Numbers:
    """A value, its counts where it has them, and what it was made of: rows of evidence, other figures, or periods."""

    value: Decimal | None
    status: str
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    rows: tuple[Returned, ...] = ()
    others: tuple[tuple[Indicator, "Numbers"], ...] = ()
    periods: tuple[tuple[Period, "Numbers"], ...] = ()

    @property
    def counted(self) -> Counted | None:
        """As it is added up; None where there is no value."""
        return None if self.value is None else Counted(self.value, self.numerator, self.denominator)


def areas_in(standing: Standing) -> Areas:
    """The areas that returned a figure, by indicator and period."""
    areas: dict[tuple[str, str], list[str]] = {}
    for (code, name, _), row in standing.items():
        if row.area_as_known is not None:
            areas.setdefault((code, name), []).append(row.area_as_known)
    return areas


@dataclass(frozen=True)
class Known:
    """What is known of an agreement’s figures: its template, and the returned figures that stand."""

    template: Template
    standing: Standing

    @cached_property
    def areas(self) -> Areas:
        return areas_in(self.standing)

    def areas_of(self, indicator: Indicator, when: Period) -> list[str]:
        """The areas an indicator has figures of; one that is computed, those that the others it rests on have."""
        own = self.areas.get((indicator.code, str(when)), ())
        found = {matched(area): area for area in own}
        for other in self.others(indicator):
            found = {matched(area): area for area in self.areas_of(other, when)} | found
        return sorted(found.values())

    def others(self, indicator: Indicator) -> list[Indicator]:
        """The indicators it is computed from, each once; none where it is not."""
        if indicator.computed is None:
            return []
        codes = {folded(code): code for code in codes_in(indicator.computed)}
        return [other for code in codes.values() if (other := self.template.indicator(code))]

    def numbers(self, indicator: Indicator, when: Period, area: str | None) -> Numbers:
        """The numbers of a figure. For the whole they are the counts of its areas, where it was not returned itself;
        for a year the sum of its periods. Values without counts are never added up or averaged."""
        if indicator.computed is not None:
            return self._computed(indicator, when, area)
        row = self.standing.get((indicator.code, str(when), matched(area)))
        if isinstance(row, Tally):
            return _measured(row, indicator)
        if row is not None:
            return _counted([row], indicator) if row.numerator is not None else _returned(row)
        among = self.areas.get((indicator.code, str(when)), ()) if area is None else ()
        parts = [self.standing[indicator.code, str(when), matched(part)] for part in among]
        if parts and all(part.numerator is not None for part in parts):
            return _counted(parts, indicator)
        return self._added_up(indicator, when, area) or Numbers(None, MISSING, rows=tuple(parts))

    def _computed(self, indicator: Indicator, when: Period, area: str | None) -> Numbers:
        others = tuple((other, self.numbers(other, when, area)) for other in self.others(indicator))
        given = {folded(other.code): numbers.value for other, numbers in others}
        found = computed(indicator, given)
        return Numbers(found.value, COMPUTED, found.numerator, found.denominator, others=others)

    def _added_up(self, indicator: Indicator, when: Period, area: str | None) -> Numbers | None:
        """The year from its quarters, or its months, where all of either are there and the template says how."""
        how = indicator.adds_up
        if how is None:
            return None
        for periods in parts_of(when):
            parts = [(part, self.numbers(indicator, part, area)) for part in periods]
            counted = [one for _, numbers in parts if (one := numbers.counted)]
            if len(counted) == len(parts) and (year := of_the_year(counted, how, indicator)):
                return Numbers(year.value, ADDED_UP, year.numerator, year.denominator, periods=tuple(parts))
        return None


@lru_cache(maxsize=256)
def parts_of(when: Period) -> tuple[tuple[Period, ...], ...]:
    """The ways a financial year is made of shorter periods: its quarters, or its months. None else is."""
    if when.kind is not Kind.FINANCIAL_YEAR:
        return ()
    quarters = tuple(Period(Kind.FINANCIAL_QUARTER, when.year, part) for part in range(1, 5))
    return quarters, months_of(when)


def months_of(year: Period) -> tuple[Period, ...]:
    """April to March."""
    return tuple(Period(Kind.MONTH, year.year + (month > 12), (month - 1) % 12 + 1) for month in range(4, 16))


def _counted(rows: Sequence[Returned], indicator: Indicator) -> Numbers:
    numerator = sum((row.numerator or Decimal(0) for row in rows), Decimal(0))
    denominator = sum((row.denominator or Decimal(0) for row in rows), Decimal(0))
    return Numbers(share(numerator, denominator, indicator), FROM_COUNTS, numerator, denominator, tuple(rows))


def _returned(row: Returned) -> Numbers:
    return Numbers(row.value, VALUE_ONLY, rows=(row,))


def _measured(tally: Tally, indicator: Indicator) -> Numbers:
    numerator, denominator = tally.numerator or Decimal(0), tally.denominator or Decimal(0)
    return Numbers(worth_of(indicator, numerator, denominator), MEASURED, numerator, denominator, (tally,))
