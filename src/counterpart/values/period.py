"""Periods of account: financial years and quarters (from 1 April), months, calendar years.

`2007-08` is a financial year and `2010-09` a month: where the second number is the year that follows the first, it
is a financial year. The months this hides (August 2007 would also be 2007-08) are written `2007-M08`.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    FINANCIAL_YEAR = "financial year"
    FINANCIAL_QUARTER = "financial quarter"
    MONTH = "month"
    CALENDAR_YEAR = "calendar year"


@dataclass(frozen=True)
class Period:
    """A span of days with a name: `year` is the year it begins in, `part` the quarter or month, 1 where neither."""

    kind: Kind
    year: int
    part: int = 1

    def __str__(self) -> str:
        match self.kind:
            case Kind.FINANCIAL_YEAR:
                return f"{self.year}-{(self.year + 1) % 100:02}"
            case Kind.FINANCIAL_QUARTER:
                return f"{self.year}-Q{self.part}"
            case Kind.CALENDAR_YEAR:
                return f"{self.year}"
        hidden = self.part == (self.year + 1) % 100
        return f"{self.year}-M{self.part:02}" if hidden else f"{self.year}-{self.part:02}"

    @property
    def starts_on(self) -> date:
        match self.kind:
            case Kind.FINANCIAL_YEAR:
                return date(self.year, 4, 1)
            case Kind.FINANCIAL_QUARTER:
                return date(self.year + (self.part == 4), (3 * self.part) % 12 + 1, 1)
            case Kind.CALENDAR_YEAR:
                return date(self.year, 1, 1)
        return date(self.year, self.part, 1)

    @property
    def ends_on(self) -> date:
        """The last day, inclusive."""
        months = {Kind.FINANCIAL_YEAR: 12, Kind.CALENDAR_YEAR: 12, Kind.FINANCIAL_QUARTER: 3, Kind.MONTH: 1}[self.kind]
        last = self.starts_on.month - 1 + months - 1
        year, month = self.starts_on.year + last // 12, last % 12 + 1
        return date(year, month, monthrange(year, month)[1])

    @property
    def previous(self) -> "Period":
        """The period of the same kind just before."""
        parts = {Kind.FINANCIAL_QUARTER: 4, Kind.MONTH: 12}.get(self.kind, 1)
        if self.part > 1:
            return Period(self.kind, self.year, self.part - 1)
        return Period(self.kind, self.year - 1, parts)

    @property
    def a_year_before(self) -> "Period":
        return Period(self.kind, self.year - 1, self.part)

    @property
    def in_words(self) -> str:
        match self.kind:
            case Kind.FINANCIAL_YEAR:
                return f"{self.year}/{(self.year + 1) % 100:02}"
            case Kind.FINANCIAL_QUARTER:
                return f"quarter {self.part} of {self.year}/{(self.year + 1) % 100:02}"
            case Kind.CALENDAR_YEAR:
                return f"{self.year}"
        return f"{self.starts_on:%B %Y}"


_FORMS = re.compile(r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|M(?P<named>\d{2})|(?P<number>\d{2})))?", re.ASCII)


def period(text: str) -> Period:
    """The period a text names. Raises ValueError, saying what may be written, where it names none."""
    form = _FORMS.fullmatch(text.strip().upper())
    if form is None or not 1900 <= int(form["year"]) <= 2199:
        raise ValueError(_unreadable(text))
    year = int(form["year"])
    if form["quarter"]:
        return Period(Kind.FINANCIAL_QUARTER, year, int(form["quarter"]))
    if not (form["named"] or form["number"]):
        return Period(Kind.CALENDAR_YEAR, year)
    if form["number"] and int(form["number"]) == (year + 1) % 100:
        return Period(Kind.FINANCIAL_YEAR, year)
    month = int(form["named"] or form["number"])
    if not 1 <= month <= 12:
        raise ValueError(_unreadable(text))
    return Period(Kind.MONTH, year, month)


def _unreadable(text: str) -> str:
    return (
        f"“{text}” is not a period: write a financial year (2007-08), a quarter of one (2010-Q2), "
        "a month (2010-09, or 2007-M08 where 2007-08 would be a year) or a calendar year (2011)"
    )
