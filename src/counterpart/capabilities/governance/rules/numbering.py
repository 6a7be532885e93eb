"""Pure: the numbers of minutes, which run through the year of a group: 36/10 is the thirty-sixth of 2010/11 (003)."""

import re
from dataclasses import dataclass
from datetime import date

from counterpart.values.refusal import Refusal

FIRST_MONTH = 4
"""A group’s year begins in April, as its work programme does (003, Appendix 1: April 2010 to March 2011)."""
_WRITTEN = re.compile(r"([1-9][0-9]{0,4})/([0-9]{2})", re.ASCII)


@dataclass(frozen=True)
class MinuteNumber:
    """The number of a minute: `year` is the one in which the group’s year began."""

    number: int
    year: int

    def __str__(self) -> str:
        return f"{self.number}/{self.year % 100:02}"


def year_of(day: date) -> int:
    """The year of a group on a day, by the calendar year it began in."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def next_number(last: MinuteNumber | None, day: date) -> MinuteNumber:
    """The number after the last one given; the first of a new year is 1."""
    year = year_of(day)
    if last is None or last.year != year:
        return MinuteNumber(1, year)
    return MinuteNumber(last.number + 1, year)


def is_minute_number(text: str) -> bool:
    """Whether a text is written like a minute’s number."""
    return bool(_WRITTEN.fullmatch(text.strip()))


def month_of(day: date) -> date:
    """The month of a day, as its first day."""
    return day.replace(day=1)


def months_of_year(year: int) -> tuple[date, ...]:
    """The twelve months of a group’s year, April first."""
    return tuple(date(year + (FIRST_MONTH + n - 1) // 12, (FIRST_MONTH + n - 1) % 12 + 1, 1) for n in range(12))


def month_in_words(month: date) -> str:
    return f"{month:%B %Y}"


def next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def not_given_yet(last: MinuteNumber | None, first: int, day: date) -> Refusal | None:
    """Refuses to begin with a number that was given already in the year of a day."""
    if last is None or last.year != year_of(day) or last.number < first:
        return None
    return Refusal(
        code="minute.number-given",
        what="The meeting was not called",
        fact=f"minute {last} was given already",
        rule="the numbers of minutes run on through the year, each given once",
        next_step=f"Begin with {last.number + 1} or later, or leave the number out.",
    )
