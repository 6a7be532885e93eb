"""Deadlines: the day, or the moment, by which a thing must be done, and the days it skipped with the reason for each.

Beginning with: the start is day 1; where working days are counted from a day that is not one, day 1 is the first
working day after it. Day after: the day after the start is day 1. A deadline in days, weeks or months is never
moved to a working day. Nothing at all (n = 0) ends on the start itself, whatever day that is, and a negative n counts
backwards by the same rules.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from zoneinfo import ZoneInfo

from counterpart.values.refusal import Refusal

LONDON = ZoneInfo("Europe/London")


class Unit(StrEnum):
    WORKING_DAYS = "working-days"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    HOURS = "hours"


class Basis(StrEnum):
    """How a bank holiday is known: from the official list, or worked out where there is none yet or none kept."""

    PUBLISHED = "published"
    COMPUTED = "computed"


@dataclass(frozen=True)
class Holiday:
    """A bank holiday on a weekday, and the divisions of the United Kingdom that keep it."""

    on: date
    title: str
    divisions: tuple[str, ...]
    basis: Basis
    note: str = ""


@dataclass(frozen=True)
class Calendar:
    """The bank holidays of a place from one day to another, both inclusive; outside them nothing is known."""

    id: str
    title: str
    known_from: date
    known_to: date
    holidays: tuple[Holiday, ...]

    def knows(self, day: date) -> bool:
        return self.known_from <= day <= self.known_to

    def is_computed(self, day: date) -> bool:
        """Whether that year's bank holidays were worked out, so that its working days are no surer than they."""
        return day.year in self._computed_years

    def why_not_working(self, day: date) -> str | None:
        """What makes the day no working day: “weekend”, or the bank holiday, with who keeps it where not all do."""
        if day.weekday() >= 5:
            return "weekend"
        kept = self._by_day.get(day)
        return "; ".join(self._in_words(holiday) for holiday in kept) if kept else None

    def _in_words(self, holiday: Holiday) -> str:
        everywhere = len(holiday.divisions) == len(self._divisions)
        return holiday.title if everywhere else f"{holiday.title} ({', '.join(holiday.divisions)})"

    @cached_property
    def _by_day(self) -> dict[date, tuple[Holiday, ...]]:
        days: dict[date, tuple[Holiday, ...]] = {}
        for holiday in self.holidays:
            days[holiday.on] = (*days.get(holiday.on, ()), holiday)
        return days

    @cached_property
    def _divisions(self) -> frozenset[str]:
        return frozenset(division for holiday in self.holidays for division in holiday.divisions)

    @cached_property
    def _computed_years(self) -> frozenset[int]:
        return frozenset(holiday.on.year for holiday in self.holidays if holiday.basis is Basis.COMPUTED)


@dataclass(frozen=True)
class Skipped:
    """A day that did not count, and why."""

    on: date
    why: str


@dataclass(frozen=True)
class Deadline:
    """The last day (and, for hours, the moment in London), with the reasons.

    `computed` says that a day relied on, counted or skipped, lies in a year whose bank holidays were computed rather
    than published. `not_working` says why the last day is no working day, where one in calendar days falls so.
    """

    on: date
    because: str
    skipped: tuple[Skipped, ...] = ()
    computed: bool = False
    not_working: str | None = None
    at: datetime | None = None


def deadline(
    start: date | datetime, n: int, unit: Unit, calendar: Calendar, *, beginning_with: bool
) -> Deadline | Refusal:
    """The end of a period of n units that begins with the start, or on the day after it.

    A moment counts as its day in London, except for hours, which run from it (written without an offset, it is
    London time). Refuses working days outside the calendar's known years, hours from a day without a time, and a
    time that the clocks skip or show twice.
    """
    try:
        because = _because(start, n, unit, calendar, beginning_with=beginning_with)
        if unit is Unit.HOURS:
            return _hours(start, n, because)
        day = _day(start)
        if n == 0:
            return Deadline(day, because, not_working=calendar.why_not_working(day))
        if unit is Unit.WORKING_DAYS:
            return _working_days(day, n, calendar, because, beginning_with=beginning_with)
        last = _calendar_day(day, n, unit, beginning_with=beginning_with)
        return Deadline(last, because, not_working=calendar.why_not_working(last))
    except OverflowError:
        return _beyond_all_dates(f"{n} {unit.replace('-', ' ')} from {start.isoformat()}")


def _working_days(start: date, n: int, calendar: Calendar, because: str, *, beginning_with: bool) -> Deadline | Refusal:
    step = timedelta(days=1 if n > 0 else -1)
    day = start if beginning_with else start + step
    left, computed = abs(n), False
    skipped: list[Skipped] = []
    while calendar.knows(day):
        why = calendar.why_not_working(day)
        computed = computed or (why != "weekend" and calendar.is_computed(day))
        if why:
            skipped.append(Skipped(day, why))
        else:
            left -= 1
        if not left:
            return Deadline(day, because, tuple(sorted(skipped, key=lambda each: each.on)), computed)
        day += step
    return _outside(day, calendar, because)


def _calendar_day(start: date, n: int, unit: Unit, *, beginning_with: bool) -> date:
    """Where the start is day 1 the period ends one day sooner than where the day after is."""
    sooner = timedelta(days=1 if n > 0 else -1) if beginning_with else timedelta()
    if unit is Unit.MONTHS:
        return month_on(start, months=n) - sooner
    return start + timedelta(weeks=n if unit is Unit.WEEKS else 0, days=n if unit is Unit.DAYS else 0) - sooner


def month_on(start: date, *, months: int) -> date:
    """The day of the same number that many months on, or the last of that month where it has no such day.

    The corresponding date rule: Dodds v Walker [1981] 1 WLR 1027 (House of Lords). Raises OverflowError outside
    the years 1 to 9999.
    """
    years, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not date.min.year <= years <= date.max.year:
        raise OverflowError("no such year")
    return date(years, month + 1, min(start.day, monthrange(years, month + 1)[1]))


def _hours(start: date | datetime, n: int, because: str) -> Deadline | Refusal:
    """Elapsed time: counted in UTC, so that a change of the clocks neither adds an hour nor takes one."""
    if not isinstance(start, datetime):
        return Refusal(
            code="deadline.no-time",
            what="The deadline cannot be worked out",
            fact=f"{_in_words(start)} has no time of day",
            rule="hours are elapsed time and run from a moment",
            next_step=f"Write the moment, such as {start.isoformat()}T09:30.",
        )
    moment = _moment(start)
    if isinstance(moment, Refusal):
        return moment
    end = (moment.astimezone(UTC) + timedelta(hours=n)).astimezone(LONDON)
    return Deadline(end.date(), because, at=end)


def _moment(written: datetime) -> datetime | Refusal:
    """The moment a person wrote, in London unless it has an offset; twice a year an hour needs one."""
    if written.utcoffset() is not None:
        return written
    early, late = (written.replace(tzinfo=LONDON, fold=fold) for fold in (0, 1))
    if early.utcoffset() == late.utcoffset():
        return early
    exists = early.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None) == written
    return Refusal(
        code="deadline.unclear-time",
        what="The deadline cannot be worked out",
        fact=f"the clocks in London {'show' if exists else 'skip'} {written:%H:%M} on {_in_words(written)}"
        + (" twice" if exists else ""),
        rule="hours run from one moment; a time without an offset is London time",
        next_step=f"Write the moment with its offset, such as {written.isoformat(timespec='minutes')}+00:00.",
    )


def _day(start: date | datetime) -> date:
    if not isinstance(start, datetime):
        return start
    return (start if start.utcoffset() is None else start.astimezone(LONDON)).date()


def _because(start: date | datetime, n: int, unit: Unit, calendar: Calendar, *, beginning_with: bool) -> str:
    noun = unit.replace("-", " ").removesuffix("s") if abs(n) == 1 else unit.replace("-", " ")
    way = "before" if n < 0 else "after"
    if unit is Unit.HOURS:
        return f"{abs(n)} {noun} {way} {start.isoformat()}"
    day = _in_words(_day(start))
    length = f"{abs(n)} {noun}{' back,' if n < 0 else ''}"
    counted = f"{length} beginning with {day}" if beginning_with else f"{abs(n)} {noun} {way} {day}"
    return f"{counted}, calendar: {calendar.title}" if unit is Unit.WORKING_DAYS else counted


def _in_words(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def _outside(day: date, calendar: Calendar, because: str) -> Refusal:
    return Refusal(
        code="deadline.calendar-unknown",
        what="The deadline cannot be worked out",
        fact=f"{because}, reaches {_in_words(day)}, and that calendar is known from {_in_words(calendar.known_from)} "
        f"to {_in_words(calendar.known_to)}",
        rule=f"working days are counted only where the bank holidays are known, {calendar.known_from.year} to "
        f"{calendar.known_to.year}, and never guessed",
        next_step="Check the dates, or add the missing years to the calendar on the shelf.",
    )


def _beyond_all_dates(asked: str) -> Refusal:
    return Refusal(
        code="deadline.beyond-dates",
        what="The deadline cannot be worked out",
        fact=f"{asked} reaches no date that can be written",
        rule="dates run from the year 1 to the year 9999",
        next_step="Check the number and the unit.",
    )
