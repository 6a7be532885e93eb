"""Pure: indicators measured from rows, one row at a time: the slow twin of `measures.py`, to which a test holds it.

A row belongs to the month its day falls in, in London. What is not known of a row is not known of what is said over it,
and only what is known to be so is counted.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from counterpart.engines.library.rules.expressions import (
    DATE,
    MOMENT,
    NUMBER,
    TEXT,
    YES_NO,
    Among,
    Both,
    Column,
    Comparison,
    DaysBetween,
    Either,
    Literal,
    Not,
    Said,
    Unknown,
    fitted,
    said,
)
from counterpart.engines.library.rules.indicators import Indicator, MeasuredTerms
from counterpart.values.period import Kind, Period
from counterpart.values.refusal import Refusal

LONDON = ZoneInfo("Europe/London")
Cells = dict[tuple[Period, tuple[str, str] | None], tuple[Decimal, Decimal]]
"""Numerator and denominator by month, and by one column and its value, or (`None`) of all rows."""


class Why(StrEnum):
    """Why a row of a measure is listed: the first two are left out, the others counted as they were measured."""

    UNCLEAR = "unclear"
    APART = "apart"
    UNKNOWN = "unknown"
    LABELLED = "labelled"
    UNLABELLED = "unlabelled"


LEFT_OUT = (Why.UNCLEAR, Why.APART)


@dataclass(frozen=True)
class Measure:
    """An indicator’s measurement, read and found to fit the columns of its dataset.

    `of` are the rows that count: those `looked_at` that are not `apart`.
    """

    code: str
    dated: Column
    of: Said | None
    counting: Said | None
    adding: Said | None
    by: tuple[str, ...] = ()
    small_numbers: tuple[str, ...] = ()
    fewest: int = 5
    looked_at: Said | None = None
    apart: Said | None = None
    labelled: Said | None = None


def measure_of(indicator: Indicator, types: Mapping[str, str]) -> Measure | Refusal:
    """An indicator’s measurement over a dataset whose columns have these types. Refused where it does not fit them."""
    terms = indicator.measured
    if terms is None:
        return _refusal(indicator, "the agreement does not say how", "a measure states its dataset and its tests")
    try:
        return _fitting(indicator.code, terms, types)
    except ValueError as fault:
        return _refusal(indicator, str(fault), f"a measure speaks of the columns of {terms.dataset}")


def _fitting(code: str, terms: MeasuredTerms, types: Mapping[str, str]) -> Measure:
    for name in (terms.dated, *terms.by):
        if name not in types:
            raise ValueError(f"there is no column “{name}”; there are {', '.join(types)}")
    if types[terms.dated] not in (DATE, MOMENT):
        raise ValueError(f"“{terms.dated}” is no day or moment")
    looked_at, apart, counting, labelled = (
        fitted(said(text), types) if text else None for text in (terms.of, terms.apart, terms.counting, terms.labelled)
    )
    return Measure(
        code=code,
        dated=Column(terms.dated),
        of=_not_apart(looked_at, apart),
        counting=counting,
        adding=fitted(said(terms.adding), types, wanted=NUMBER) if terms.adding else None,
        by=terms.by,
        small_numbers=terms.small_numbers,
        fewest=terms.fewest,
        looked_at=looked_at,
        apart=apart,
        labelled=labelled,
    )


def _not_apart(looked_at: Said | None, apart: Said | None) -> Said | None:
    """What is not known to be apart is not."""
    if apart is None:
        return looked_at
    kept = Either(Not(apart), Unknown(apart))
    return kept if looked_at is None else Both(looked_at, kept)


def _refusal(indicator: Indicator, fact: str, rule: str) -> Refusal:
    return Refusal(
        "measure.not-fit",
        f"{indicator.code} cannot be measured",
        fact,
        rule,
        "Mend the template, and check it again.",
    )


def cells(measure: Measure, rows: Iterable[Mapping[str, Any]], types: Mapping[str, str]) -> Cells:
    """The cells of one measure: of all rows looked at, and by each of its columns."""
    found: Cells = {}
    for row in rows:
        day = _day(worth(measure.dated, row, types))
        if day is None or (measure.of is not None and worth(measure.of, row, types) is not True):
            continue
        counted = _counted(measure, row, types)
        if counted is None:
            continue
        month = Period(Kind.MONTH, day.year, day.month)
        for part in (None, *((name, str(row[name])) for name in measure.by if row[name] is not None)):
            numerator, denominator = found.get((month, part), (Decimal(0), Decimal(0)))
            found[month, part] = numerator + counted, denominator + 1
    return found


def _counted(measure: Measure, row: Mapping[str, Any], types: Mapping[str, str]) -> Decimal | None:
    """What a row adds to the numerator; None where it has no number to add, and is not counted at all."""
    if measure.adding is not None:
        number = worth(measure.adding, row, types)
        return None if number is None else Decimal(number)
    return Decimal(measure.counting is not None and worth(measure.counting, row, types) is True)


def exceptions(
    measure: Measure, rows: Iterable[Mapping[str, Any]], types: Mapping[str, str]
) -> Iterator[tuple[Period, Why, Mapping[str, Any]]]:
    """The rows that are listed, each with the month it falls in and why; a row may be listed for two reasons."""
    for row in rows:
        day = _day(worth(measure.dated, row, types))
        if day is not None:
            month = Period(Kind.MONTH, day.year, day.month)
            yield from ((month, why, row) for why in _whys(measure, row, types))


def _whys(measure: Measure, row: Mapping[str, Any], types: Mapping[str, str]) -> Iterator[Why]:
    looked_at = None if measure.looked_at is None else worth(measure.looked_at, row, types)
    if measure.looked_at is not None and looked_at is None:
        yield Why.UNCLEAR
    if measure.looked_at is not None and looked_at is not True:
        return
    if measure.apart is not None and worth(measure.apart, row, types) is True:
        yield Why.APART
        return
    test = measure.adding if measure.counting is None else measure.counting
    found = None if test is None else worth(test, row, types)
    if found is None:
        yield Why.UNKNOWN
    if measure.labelled is not None:
        label = worth(measure.labelled, row, types)
        if label is None:
            yield Why.UNLABELLED
        elif label is not (found is True):
            yield Why.LABELLED


def hidden(parts: Mapping[str, Decimal], fewest: int, already: Iterable[str] = ()) -> frozenset[str]:
    """Which parts of a whole are not shown: those of fewer rows than that; and of the others the smallest, as many as
    it takes that two or more are hidden, of so many rows together. Otherwise the whole would give them away.

    Those hidden `already` stay so.
    """
    found = {part for part, rows in parts.items() if rows < fewest} | (set(already) & set(parts))
    shown = sorted((rows, part) for part, rows in parts.items() if part not in found)
    while found and shown and (len(found) < 2 or sum(parts[part] for part in found) < fewest):
        found.add(shown.pop(0)[1])
    return frozenset(found)


def worth(told: Said, row: Mapping[str, Any], types: Mapping[str, str]) -> Any:
    """What is said, of one row: a value, true or false, or None where it is not known."""
    match told:
        case Column(name):
            return _value(row[name], types[name])
        case Literal(value):
            return value
        case Comparison(sign, left, right):
            return _compared(sign, worth(left, row, types), worth(right, row, types))
        case DaysBetween(earlier, later):
            days = [_day(worth(one, row, types)) for one in (earlier, later)]
            return None if days[0] is None or days[1] is None else (days[1] - days[0]).days
    return _joined(told, row, types)


def _joined(told: Said, row: Mapping[str, Any], types: Mapping[str, str]) -> bool | None:
    match told:
        case Among(what, those):
            return _any([_compared("=", worth(what, row, types), one.value) for one in those])
        case Unknown(what):
            return worth(what, row, types) is None
        case Not(what):
            found = worth(what, row, types)
            return None if found is None else not found
        case Either(left, right):
            return _any([worth(left, row, types), worth(right, row, types)])
        case Both(left, right):
            return _all([worth(left, row, types), worth(right, row, types)])
    raise TypeError(f"{told} joins nothing")


def _any(found: Sequence[bool | None]) -> bool | None:
    if any(found):
        return True
    return None if None in found else False


def _all(found: Sequence[bool | None]) -> bool | None:
    if any(one is False for one in found):
        return False
    return None if None in found else True


def _value(cell: Any, type: str) -> Any:
    if cell is None:
        return None
    if type == YES_NO:
        return cell == "yes"
    return str(cell) if type in (TEXT, "choice") else cell


def _day(value: Any) -> date | None:
    """The day of a moment in UTC, as the clocks in London have it; a day is its own."""
    return value.replace(tzinfo=UTC).astimezone(LONDON).date() if isinstance(value, datetime) else value


def _compared(sign: str, left: Any, right: Any) -> bool | None:
    if left is None or right is None:
        return None
    left, right = _alike(left, right)
    match sign:
        case "=":
            return bool(left == right)
        case "<>":
            return bool(left != right)
        case "<":
            return bool(left < right)
        case "<=":
            return bool(left <= right)
        case ">":
            return bool(left > right)
    return bool(left >= right)


def _alike(left: Any, right: Any) -> tuple[Any, Any]:
    """A moment beside a day is its day."""
    if isinstance(left, datetime) == isinstance(right, datetime):
        return left, right
    return _day(left), _day(right)
