"""Deadlines against published vectors, in properties, and at the calendar's bad corners."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.engines.clocks.rules.deadlines import Basis, Calendar, Deadline, Holiday, Skipped, Unit, deadline
from counterpart.values.refusal import Refusal

VECTORS = json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))
CALENDAR_DAYS = (Unit.DAYS, Unit.WEEKS, Unit.MONTHS)
moderate = settings(max_examples=40, deadline=None, database=None)


def a_calendar(*holidays: str, known_from: str = "2012-01-01", known_to: str = "2028-12-31") -> Calendar:
    kept = tuple(Holiday(date.fromisoformat(day), "Fair day", ("Borset",), Basis.PUBLISHED) for day in holidays)
    return Calendar("BORSET", "Borset", date.fromisoformat(known_from), date.fromisoformat(known_to), kept)


PLAIN = a_calendar()
NEW_YEAR = a_calendar("2026-12-25", "2026-12-28", "2027-01-01")


def end(start: str, n: int, unit: Unit, *, beginning_with: bool, calendar: Calendar = PLAIN) -> str:
    answer = deadline(date.fromisoformat(start), n, unit, calendar, beginning_with=beginning_with)
    assert isinstance(answer, Deadline)
    return answer.on.isoformat()


def refusal(start: date | datetime, n: int, unit: Unit, calendar: Calendar = PLAIN) -> Refusal:
    answer = deadline(start, n, unit, calendar, beginning_with=False)
    assert isinstance(answer, Refusal)
    return answer


@pytest.mark.parametrize(("source", "start", "n", "expected", "holidays"), VECTORS["published"])
def test_working_days_agree_with_the_published_vectors(source, start, n, expected, holidays):
    assert end(start, n, Unit.WORKING_DAYS, beginning_with=False, calendar=a_calendar(*holidays)) == expected


def test_nothing_to_count_ends_on_the_start_even_where_that_is_no_working_day():
    # Published by HMRC, and the one answer that goes against the plain rule: everywhere else a deadline in working
    # days ends on a working day, and a start that is not one is passed over.
    on_days_off = [row for row in VECTORS["published"] if row[2] == 0 and row[1] in ("2023-09-16", "2023-09-18")]
    assert len(on_days_off) == 2
    for _, start, _, expected, holidays in on_days_off:
        for beginning_with in (True, False):
            calendar = a_calendar(*holidays)
            assert end(start, 0, Unit.WORKING_DAYS, beginning_with=beginning_with, calendar=calendar) == expected
            assert calendar.why_not_working(date.fromisoformat(expected))


@pytest.mark.parametrize(("source", "start", "n", "holidays"), VECTORS["published_refused"])
def test_the_published_answers_outside_a_calendar_are_refused(source, start, n, holidays):
    calendar = a_calendar(*holidays, known_from=min(holidays), known_to=max(holidays))
    assert refusal(date.fromisoformat(start), n, Unit.WORKING_DAYS, calendar).code == "deadline.calendar-unknown"


def test_the_first_working_day_on_or_after_and_on_or_before_a_day_are_as_published():
    # gocardless/business, README at 019ae536: roll_forward, roll_backward and the five business days of a week.
    assert end("2014-06-14", 1, Unit.WORKING_DAYS, beginning_with=True) == "2014-06-16"
    assert end("2014-06-14", -1, Unit.WORKING_DAYS, beginning_with=True) == "2014-06-13"
    assert end("2014-06-14", 5, Unit.WORKING_DAYS, beginning_with=True) == "2014-06-20"
    assert end("2014-06-14", 6, Unit.WORKING_DAYS, beginning_with=True) > "2014-06-21"


def test_the_days_skipped_are_told_with_the_reason_for_each():
    answer = deadline(date(2026, 12, 24), 2, Unit.WORKING_DAYS, NEW_YEAR, beginning_with=True)
    assert isinstance(answer, Deadline)
    assert answer.on == date(2026, 12, 29)
    assert answer.skipped == (
        Skipped(date(2026, 12, 25), "Fair day"),
        Skipped(date(2026, 12, 26), "weekend"),
        Skipped(date(2026, 12, 27), "weekend"),
        Skipped(date(2026, 12, 28), "Fair day"),
    )
    assert answer.because == "2 working days beginning with Thursday 24 December 2026, calendar: Borset"


def test_days_skipped_backwards_are_told_in_the_order_of_the_year():
    answer = deadline(date(2026, 12, 29), -1, Unit.WORKING_DAYS, NEW_YEAR, beginning_with=False)
    assert isinstance(answer, Deadline)
    assert answer.on == date(2026, 12, 24)
    assert [skipped.on.day for skipped in answer.skipped] == [25, 26, 27, 28]
    assert answer.because.startswith("1 working day before Tuesday 29 December 2026")


def test_a_holiday_that_not_all_divisions_keep_says_who_keeps_it():
    kept = (
        Holiday(date(2027, 1, 1), "New Year’s Day", ("Borset", "Felpersham"), Basis.PUBLISHED),
        Holiday(date(2027, 1, 4), "2nd January", ("Felpersham",), Basis.PUBLISHED),
    )
    calendar = Calendar("ANY", "either", date(2026, 1, 1), date(2027, 12, 31), kept)
    assert calendar.why_not_working(date(2027, 1, 1)) == "New Year’s Day"
    assert calendar.why_not_working(date(2027, 1, 4)) == "2nd January (Felpersham)"


@pytest.mark.parametrize(("start", "n", "computed"), [("2026-12-29", 2, False), ("2026-12-30", 2, True)])
def test_a_deadline_that_relies_on_a_computed_year_says_so(start, n, computed):
    kept = Holiday(date(2027, 8, 30), "Fair day", ("Borset",), Basis.COMPUTED)
    calendar = Calendar("BORSET", "Borset", date(2026, 1, 1), date(2027, 12, 31), (kept,))
    answer = deadline(date.fromisoformat(start), n, Unit.WORKING_DAYS, calendar, beginning_with=False)
    assert isinstance(answer, Deadline)
    assert answer.computed is computed


def test_a_deadline_outside_the_known_years_names_them():
    found = refusal(date(2028, 12, 28), 2, Unit.WORKING_DAYS)
    assert "Monday 1 January 2029" in found.fact
    assert "2012 to 2028" in found.rule


@pytest.mark.parametrize(
    ("start", "n", "unit", "beginning_with", "expected"),
    [
        ("2026-03-31", 30, Unit.DAYS, True, "2026-04-29"),
        ("2026-03-31", 30, Unit.DAYS, False, "2026-04-30"),
        ("2026-06-01", 2, Unit.WEEKS, True, "2026-06-14"),
        ("2026-06-01", 2, Unit.WEEKS, False, "2026-06-15"),
        ("2026-06-15", -2, Unit.WEEKS, False, "2026-06-01"),
        ("2026-06-14", -2, Unit.WEEKS, True, "2026-06-01"),
        ("1978-09-30", 4, Unit.MONTHS, False, "1979-01-30"),
        ("2026-01-31", 1, Unit.MONTHS, False, "2026-02-28"),
        ("2028-01-31", 1, Unit.MONTHS, False, "2028-02-29"),
        ("2026-03-31", 1, Unit.MONTHS, False, "2026-04-30"),
        ("2026-03-01", 1, Unit.MONTHS, True, "2026-03-31"),
        ("2026-01-31", 1, Unit.MONTHS, True, "2026-02-27"),
        ("2024-02-29", 12, Unit.MONTHS, False, "2025-02-28"),
        ("2026-03-31", -1, Unit.MONTHS, False, "2026-02-28"),
        ("2026-02-28", -1, Unit.MONTHS, True, "2026-01-29"),
        ("2026-11-15", 2, Unit.MONTHS, False, "2027-01-15"),
    ],
)
def test_days_weeks_and_months_are_counted(start, n, unit, beginning_with, expected):
    # 30 September and four months is Dodds v Walker [1981] 1 WLR 1027 itself, where 31 January was a day too late.
    assert end(start, n, unit, beginning_with=beginning_with) == expected


def test_a_deadline_in_days_says_that_it_ends_on_a_weekend_and_stays_there():
    answer = deadline(date(2026, 6, 1), 90, Unit.DAYS, PLAIN, beginning_with=True)
    assert isinstance(answer, Deadline)
    assert (answer.on, answer.not_working, answer.skipped) == (date(2026, 8, 29), "weekend", ())


def test_a_moment_counts_as_its_day_in_london():
    late_in_june = datetime(2026, 6, 1, 23, 30, tzinfo=UTC)
    answer = deadline(late_in_june, 1, Unit.DAYS, PLAIN, beginning_with=False)
    assert isinstance(answer, Deadline)
    assert answer.on == date(2026, 6, 3)
    naive = deadline(datetime(2026, 6, 1, 23, 30), 1, Unit.DAYS, PLAIN, beginning_with=False)  # noqa: DTZ001
    assert isinstance(naive, Deadline)
    assert naive.on == date(2026, 6, 2)


@pytest.mark.parametrize(
    ("start", "n", "expected"),
    [
        ("2026-06-01T09:30", 24, "2026-06-02T09:30:00+01:00"),
        ("2026-03-28T20:00", 24, "2026-03-29T21:00:00+01:00"),
        ("2026-10-24T20:00", 24, "2026-10-25T19:00:00+00:00"),
        ("2026-10-25T01:30+00:00", 1, "2026-10-25T02:30:00+00:00"),
        ("2026-10-25T01:30+01:00", 1, "2026-10-25T01:30:00+00:00"),
        ("2026-06-01T09:30+02:00", 2, "2026-06-01T10:30:00+01:00"),
        ("2026-06-01T09:30", -10, "2026-05-31T23:30:00+01:00"),
        ("2026-06-01T09:30", 0, "2026-06-01T09:30:00+01:00"),
    ],
)
def test_hours_are_elapsed_time_shown_in_london_when_the_clocks_change_too(start, n, expected):
    for beginning_with in (True, False):
        answer = deadline(datetime.fromisoformat(start), n, Unit.HOURS, PLAIN, beginning_with=beginning_with)
        assert isinstance(answer, Deadline)
        assert answer.at is not None
        assert answer.at.isoformat() == expected
        assert answer.on == answer.at.date()


def test_hours_from_a_day_without_a_time_are_refused():
    assert refusal(date(2026, 6, 1), 24, Unit.HOURS).code == "deadline.no-time"


@pytest.mark.parametrize(("start", "words"), [("2026-03-29T01:30", "skip 01:30"), ("2026-10-25T01:30", "twice")])
def test_a_time_that_the_clocks_skip_or_show_twice_is_refused(start, words):
    found = refusal(datetime.fromisoformat(start), 24, Unit.HOURS)
    assert found.code == "deadline.unclear-time"
    assert words in found.fact


@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("n", [10**9, -(10**9)])
def test_a_number_that_leaves_the_calendar_altogether_is_refused(unit, n):
    found = refusal(datetime(2026, 6, 1, 9, 30, tzinfo=UTC), n, unit)
    assert found.code == ("deadline.calendar-unknown" if unit is Unit.WORKING_DAYS else "deadline.beyond-dates")


days = st.dates(date(2013, 1, 1), date(2026, 12, 31))
calendars = st.sets(days.filter(lambda day: day.weekday() < 5), max_size=40).map(
    lambda holidays: a_calendar(*(day.isoformat() for day in sorted(holidays)))
)


@moderate
@given(start=days, n=st.integers(1, 60), calendar=calendars, beginning_with=st.booleans())
def test_a_deadline_of_at_least_one_working_day_ends_on_a_working_day(start, n, calendar, beginning_with):
    answer = deadline(start, n, Unit.WORKING_DAYS, calendar, beginning_with=beginning_with)
    assert isinstance(answer, Deadline)
    assert calendar.why_not_working(answer.on) is None
    first = start if beginning_with else start + timedelta(days=1)
    counted = (answer.on - first).days + 1 - len(answer.skipped)
    assert counted == n


@moderate
@given(
    start=days,
    later=st.integers(0, 40),
    n=st.integers(-60, 60),
    unit=st.sampled_from([unit for unit in Unit if unit is not Unit.HOURS]),
    calendar=calendars,
    beginning_with=st.booleans(),
)
def test_a_later_start_never_ends_earlier(start, later, n, unit, calendar, beginning_with):
    ends = [
        deadline(day, n, unit, calendar, beginning_with=beginning_with)
        for day in (start, start + timedelta(days=later))
    ]
    sooner, after = (answer.on for answer in ends if isinstance(answer, Deadline))
    assert sooner <= after


@moderate
@given(start=days, n=st.integers(1, 400), unit=st.sampled_from(CALENDAR_DAYS), calendar=calendars)
def test_deadlines_in_calendar_days_are_not_rolled_whatever_the_calendar(start, n, unit, calendar):
    rolled = deadline(start, n, unit, calendar, beginning_with=False)
    plain = deadline(start, n, unit, PLAIN, beginning_with=False)
    sooner = deadline(start, n, unit, calendar, beginning_with=True)
    assert isinstance(rolled, Deadline)
    assert isinstance(plain, Deadline)
    assert isinstance(sooner, Deadline)
    assert rolled.on == plain.on == sooner.on + timedelta(days=1)
    assert rolled.skipped == ()
    if unit is not Unit.MONTHS:
        assert (rolled.on - start).days == n * (7 if unit is Unit.WEEKS else 1)


@moderate
@given(start=st.datetimes(datetime(2012, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)), n=st.integers(-99, 999))  # noqa: DTZ001
def test_hours_are_as_long_in_london_as_in_greenwich(start, n):
    answer = deadline(start, n, Unit.HOURS, PLAIN, beginning_with=False)
    assert isinstance(answer, Deadline)
    assert answer.at is not None
    assert answer.at.astimezone(UTC) - start == timedelta(hours=n)
