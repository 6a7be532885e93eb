"""Pure: a figure’s value with its reasons: as returned, from its counts, from others, or from its year’s periods."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from counterpart.capabilities.performance.rules import counted
from counterpart.capabilities.performance.rules import numbers as numbers_of
from counterpart.capabilities.performance.rules.numbers import Known, Numbers
from counterpart.capabilities.performance.rules.returns import Returned
from counterpart.capabilities.performance.rules.tallies import Tally
from counterpart.engines.library.rules.indicators import AYear, Indicator
from counterpart.engines.library.rules.template import Template
from counterpart.values.explained import Explained, plain
from counterpart.values.period import Period


@dataclass(frozen=True)
class Measured:
    """A figure's value with its reasons, its counts where it has them, and what kind of figure it is."""

    value: Explained[Decimal | None]
    status: str
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    returned_target: Decimal | None = None
    counting: dict[str, Any] | None = None


def measured(known: Known, indicator: Indicator, when: Period, area: str | None, *, whole: bool = False) -> Measured:
    """A figure’s value, why it is that, and what it rests on; of rows of events, unless `whole`, the files alone."""
    return _told(known.template, indicator, when, known.numbers(indicator, when, area), whole=whole)


def explained(
    value: Decimal | None,
    because: str,
    rule: str,
    indicator: Indicator,
    template: Template,
    *,
    inputs: tuple[Any, ...] = (),
    rounding: str | None = None,
) -> Explained[Decimal | None]:
    return Explained(
        value, because, rule, clause=indicator.clause, template=template.name, inputs=inputs, rounding=rounding
    )


def rounding_of(indicator: Indicator) -> str:
    return f"half up, {indicator.decimals} decimal places"


def _told(template: Template, indicator: Indicator, when: Period, numbers: Numbers, *, whole: bool = False) -> Measured:
    if numbers.rows and isinstance(tally := numbers.rows[0], Tally):
        return _of_rows(tally, numbers.value, indicator, template, whole=whole)
    match numbers.status:
        case numbers_of.VALUE_ONLY:
            return _as_returned(numbers, indicator, template, when)
        case numbers_of.FROM_COUNTS:
            return _from_counts(numbers, indicator, template, when)
        case numbers_of.COMPUTED:
            return _computed(numbers, indicator, template, when)
        case numbers_of.ADDED_UP:
            return _added_up(numbers, indicator, template, when)
    because = f"No figure was returned for {when.in_words}."
    if indicator.measured:
        because = f"No file of {indicator.measured.dataset} that was taken in covers {when.in_words}."
    if numbers.rows:
        because += " Areas returned values without counts, which cannot be added up or averaged."
    sources = tuple(row.source for row in numbers.rows)
    nothing = explained(None, because, "figure as returned", indicator, template, inputs=sources)
    return Measured(nothing, numbers.status)


def _of_rows(tally: Tally, worth: Decimal | None, indicator: Indicator, template: Template, *, whole: bool) -> Measured:
    because = counted.because(tally, indicator, worth)
    inputs = counted.inputs(tally, indicator, brief=not whole)
    value = explained(worth, because, counted.RULE, indicator, template, inputs=inputs, rounding=rounding_of(indicator))
    told = counted.as_data(tally, indicator) if whole and tally.area is None else None
    return Measured(value, numbers_of.MEASURED, tally.numerator, tally.denominator, counting=told)


def _as_returned(numbers: Numbers, indicator: Indicator, template: Template, when: Period) -> Measured:
    (row,) = numbers.rows
    because = (
        f"{plain(row.value)} was returned for {when.in_words} as a value without counts ({template.assurance}); "
        f"it is shown as returned and never aggregated.{_correction(row)}"
    )
    value = explained(row.value, because, "figure as returned", indicator, template, inputs=(row.source,))
    return Measured(value, numbers_of.VALUE_ONLY, returned_target=row.target)


def _from_counts(numbers: Numbers, indicator: Indicator, template: Template, when: Period) -> Measured:
    rows = numbers.rows
    area = rows[0].area_as_known
    among = f", the sum of {len(rows)} areas" if len(rows) > 1 else f", in {area}" if area else ""
    because = (
        f"{plain(numbers.numerator)} of {plain(numbers.denominator)}{among} gives {plain(numbers.value)} "
        f"for {when.in_words} ({template.assurance}).{''.join(_correction(row) for row in rows)}"
    )
    value = explained(
        numbers.value,
        because,
        "numerator over denominator",
        indicator,
        template,
        inputs=tuple(row.source for row in rows),
        rounding=rounding_of(indicator),
    )
    target = rows[0].target if len(rows) == 1 else None
    return Measured(value, numbers_of.FROM_COUNTS, numbers.numerator, numbers.denominator, target)


def _computed(numbers: Numbers, indicator: Indicator, template: Template, when: Period) -> Measured:
    given = ", ".join(
        f"{other.code} {'without a figure' if one.value is None else f'at {plain(one.value)}'}"
        for other, one in numbers.others
    )
    comes_to = f"no figure: {_why_none(numbers, indicator)}" if numbers.value is None else plain(numbers.value)
    because = f"{indicator.formula}, with {given or 'no other indicator'}, gives {comes_to} for {when.in_words}."
    inputs = tuple(_told(template, other, when, one).value for other, one in numbers.others)
    value = explained(
        numbers.value, because, "formula", indicator, template, inputs=inputs, rounding=rounding_of(indicator)
    )
    return Measured(value, numbers_of.COMPUTED, numbers.numerator, numbers.denominator)


def _why_none(numbers: Numbers, indicator: Indicator) -> str:
    if any(one.value is None for _, one in numbers.others):
        return f"where one is missing the agreement wants “{indicator.if_missing}”"
    return "nothing can be divided by zero"


_WAYS = {
    AYear.COUNTS: "the sum of the numerators over that of the denominators",
    AYear.TOTAL: "the total",
    AYear.LAST: "the last",
    AYear.MEAN: "the mean",
}


def _added_up(numbers: Numbers, indicator: Indicator, template: Template, when: Period) -> Measured:
    way = _WAYS[indicator.adds_up or AYear.COUNTS]
    counts = ""
    if numbers.denominator is not None:
        counts = f": {plain(numbers.numerator)} of {plain(numbers.denominator)}"
    because = (
        f"{way[0].upper()}{way[1:]} of {len(numbers.periods)} periods gives {plain(numbers.value)} for "
        f"{when.in_words}{counts} ({template.assurance})."
    )
    inputs = tuple(_told(template, indicator, part, one).value for part, one in numbers.periods)
    value = explained(
        numbers.value, because, "year from its periods", indicator, template, inputs=inputs,
        rounding=rounding_of(indicator),
    )  # fmt: skip
    return Measured(value, numbers_of.ADDED_UP, numbers.numerator, numbers.denominator)


def _correction(row: Returned) -> str:
    return f" It corrects what was returned before: {row.restates}" if row.restates else ""
