"""Pure: what was counted in the rows of events, as a figure takes it; and which files of events stand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from counterpart.capabilities.performance.rules.measuring import Why, hidden
from counterpart.capabilities.performance.rules.returns import Returned, matched
from counterpart.engines.library.rules.indicators import Indicator, MeasuredTerms
from counterpart.values.explained import Source
from counterpart.values.period import Kind, Period, period

MOST_TOLD = 50
"""The most rows of one reason that a figure names; how many there are is always said."""
AREA = "area"
"""The column whose parts have figures of their own."""


@dataclass(frozen=True)
class EventFile:
    """A file of events as it was taken in. `rows` is how many it has, `digest` that of their text."""

    number: int
    name: str
    fingerprint: str
    dataset: str
    digest: str
    rows: int
    period: Period | None = None
    restates: str | None = None

    def covers(self, month: Period) -> bool:
        return self.period is not None and self.period.starts_on <= month.starts_on <= self.period.ends_on


def standing_files(files: Iterable[EventFile]) -> tuple[EventFile, ...]:
    """Of files in the order they came, those whose rows stand.

    One that restates takes the place of those of its dataset that came before it for the same period, or, as it does,
    for none.
    """
    held: list[EventFile] = []
    for file in sorted(files, key=lambda file: file.number):
        if file.restates is not None:
            held = [other for other in held if (other.dataset, other.period) != (file.dataset, file.period)]
        held.append(file)
    return tuple(held)


def taken_in(entry: Mapping[str, Any]) -> EventFile:
    """A file of events from the content of the ledger entry that took it in."""
    evidence, when = entry["evidence"], entry["period"]
    return EventFile(
        number=entry["number"],
        name=evidence["name"],
        fingerprint=evidence["fingerprint"],
        dataset=evidence["kind"],
        digest=evidence["rows"],
        rows=entry["count"],
        period=period(when) if when else None,
        restates=entry["restates"],
    )


@dataclass(frozen=True)
class Listed:
    """Rows that are named for one reason: how many, and where the first of them stand."""

    why: Why
    count: int
    rows: tuple[Source, ...]


@dataclass(frozen=True)
class Part:
    """What was counted of the rows that hold one value of a column."""

    name: str
    numerator: Decimal
    denominator: Decimal


@dataclass(frozen=True)
class Along:
    """The parts along a column that may be shown, and how many are kept back because their numbers are small."""

    column: str
    parts: tuple[Part, ...]
    kept_back: int = 0


@dataclass(frozen=True)
class Counting:
    """How a tally was made: by which terms, of how many rows of which files, with which rows left out or named."""

    terms: MeasuredTerms
    title: str
    files: tuple[tuple[EventFile, int], ...]
    listed: tuple[Listed, ...] = ()
    along: tuple[Along, ...] = ()
    undated: tuple[tuple[EventFile, int], ...] = ()


@dataclass(frozen=True)
class Tally(Returned):
    """What was counted for an indicator in a period: it stands where a returned figure would."""

    counting: Counting = field(default_factory=lambda: Counting(MeasuredTerms("", ""), "", ()))

    @property
    def cited(self) -> tuple[tuple[EventFile, dict[str, object]], ...]:
        """Each file it rests on, with what a seal cites of it: the digest of its rows, and the counts they came to."""
        row = self.as_row()
        return tuple((file, row | {"rows": file.digest, "dated": rows}) for file, rows in self.counting.files)


Cells = Mapping[tuple[str | None, str | None], tuple[Decimal, Decimal]]
"""Numerator and denominator by column and part; of all rows by None twice."""


@dataclass(frozen=True)
class Month:
    """What was counted of one indicator in one month, and the rows that are named, by reason."""

    cells: Cells
    listed: tuple[Listed, ...] = ()


NOTHING = Month({})


@lru_cache(maxsize=4096)
def months_in(when: Period) -> tuple[Period, ...]:
    """The months of a period."""
    first = Period(Kind.MONTH, when.starts_on.year, when.starts_on.month)
    months = [first]
    while months[-1].ends_on < when.ends_on:
        year, month = months[-1].year, months[-1].part
        months.append(Period(Kind.MONTH, year + month // 12, month % 12 + 1))
    return tuple(months)


def summed(months: Iterable[Month]) -> Cells:
    """What months come to together."""
    found: dict[tuple[str | None, str | None], tuple[Decimal, Decimal]] = {}
    for month in months:
        for names, (numerator, denominator) in month.cells.items():
            before = found.get(names, (Decimal(0), Decimal(0)))
            found[names] = before[0] + numerator, before[1] + denominator
    return found


def together(months: Sequence[Month]) -> tuple[Listed, ...]:
    """The rows named in months, by reason; of each the first of them."""
    found = []
    for why in Why:
        own = [listed for month in months for listed in month.listed if listed.why is why]
        if own:
            rows = tuple(row for listed in own for row in listed.rows)[:MOST_TOLD]
            found.append(Listed(why, sum(listed.count for listed in own), rows))
    return tuple(found)


def along(terms: MeasuredTerms, when: Period, by_month: Mapping[Period, Month], cells: Cells) -> tuple[Along, ...]:
    """What may be shown by each column of what the months of a period come to.

    Of a column whose small numbers could tell of one person, a part is kept back where its rows are few, and where they
    were in any month (or quarter) of the period: a difference would tell.
    """
    return tuple(_along(column, terms, cells, _kept_back_within(column, terms, when, by_month)) for column in terms.by)


def _along(column: str, terms: MeasuredTerms, cells: Cells, already: frozenset[str]) -> Along:
    parts = _parts(column, cells)
    back = _few(parts, terms, already) if column in terms.small_numbers else frozenset()
    shown = sorted((part for name, part in parts.items() if name not in back), key=lambda part: part.name)
    return Along(column, tuple(shown), len(back))


def _few(parts: Mapping[str, Part], terms: MeasuredTerms, already: frozenset[str] = frozenset()) -> frozenset[str]:
    return hidden({name: part.denominator for name, part in parts.items()}, terms.fewest, already)


def _parts(column: str, cells: Cells) -> dict[str, Part]:
    """The parts along a column, by their names as they are matched; those whose names differ in case alone are one,
    and spelled as the first of them is."""
    found: dict[str, Part] = {}
    for (of, name), (numerator, denominator) in cells.items():
        if of != column or name is None:
            continue
        before = found.get(_matched(name))
        if before is None:
            found[_matched(name)] = Part(name, numerator, denominator)
        else:
            spelled = min(before.name, name)
            together = before.numerator + numerator, before.denominator + denominator
            found[_matched(name)] = Part(spelled, *together)
    return found


@lru_cache(maxsize=65_536)
def _matched(name: str) -> str:
    return matched(name) or ""


def _kept_back_within(
    column: str, terms: MeasuredTerms, when: Period, by_month: Mapping[Period, Month]
) -> frozenset[str]:
    if column not in terms.small_numbers:
        return frozenset()
    back: set[str] = set()
    for inner in _within(when):
        cells = summed(by_month[month] for month in months_in(inner) if month in by_month)
        back |= _few(_parts(column, cells), terms)
    return frozenset(back)


def _within(when: Period) -> tuple[Period, ...]:
    """The shorter periods within one: any may be closed, whatever the indicator’s own length, and be told apart."""
    months = months_in(when)
    if len(months) == 1:
        return ()
    quarters = dict.fromkeys(_quarter(month) for month in months)
    return months if when.kind is Kind.FINANCIAL_QUARTER else (*months, *quarters)


def _quarter(month: Period) -> Period:
    since_april = (month.part - 4) % 12
    return Period(Kind.FINANCIAL_QUARTER, month.year - (month.part < 4), since_april // 3 + 1)


def tallies_of(indicator: Indicator, when: Period, by_month: Mapping[Period, Month], counting: Counting) -> list[Tally]:
    """The tally of the whole, and of each area that may be shown."""
    months = [by_month[month] for month in months_in(when) if month in by_month]
    cells = summed(months)
    shown = along(counting.terms, when, by_month, cells)
    whole = Counting(counting.terms, counting.title, counting.files, together(months), shown, counting.undated)
    of_area = Counting(counting.terms, counting.title, counting.files)
    parts = [part for one in shown if one.column == AREA for part in one.parts]
    found = [_tally(indicator, when, None, cells.get((None, None), (Decimal(0), Decimal(0))), whole)]
    return found + [_tally(indicator, when, p.name, (p.numerator, p.denominator), of_area) for p in parts]


def _tally(
    indicator: Indicator, when: Period, area: str | None, counts: tuple[Decimal, Decimal], counting: Counting
) -> Tally:
    newest = counting.files[-1][0]
    return Tally(
        indicator=indicator.code,
        period=when,
        area=area,
        value=None,
        numerator=counts[0],
        denominator=counts[1],
        target=None,
        comment="",
        source=Source(newest.name, newest.fingerprint, 1),
        restates=newest.restates,
        counting=counting,
    )
