"""Periods: named and read back, following each other without a gap."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.values.period import Kind, Period, period

QUICKLY = settings(max_examples=25, deadline=None)

PARTS = {Kind.FINANCIAL_YEAR: 1, Kind.FINANCIAL_QUARTER: 4, Kind.MONTH: 12, Kind.CALENDAR_YEAR: 1}
EVERY = [
    Period(kind, year, part)
    for kind, parts in PARTS.items()
    for year in range(1900, 2200)
    for part in range(1, parts + 1)
]
PERIODS = st.sampled_from(EVERY)


def test_every_period_is_read_back_from_its_own_name() -> None:
    assert [when for when in EVERY if period(str(when)) != when] == []
    assert len({str(when) for when in EVERY}) == len(EVERY)


@QUICKLY
@given(PERIODS)
def test_a_period_begins_on_the_day_after_the_one_before_ends(when: Period) -> None:
    assert when.previous.ends_on + timedelta(days=1) == when.starts_on
    assert when.starts_on < when.ends_on
    assert when.previous.kind is when.kind


@QUICKLY
@given(PERIODS)
def test_a_year_before_begins_on_the_same_day_of_the_year_before(when: Period) -> None:
    assert when.a_year_before.starts_on == when.starts_on.replace(year=when.starts_on.year - 1)
    steps = {Kind.FINANCIAL_QUARTER: 4, Kind.MONTH: 12}.get(when.kind, 1)
    earlier = when
    for _ in range(steps):
        earlier = earlier.previous
    assert earlier == when.a_year_before


@pytest.mark.parametrize(
    ("whole", "part"), [(Kind.FINANCIAL_YEAR, Kind.FINANCIAL_QUARTER), (Kind.CALENDAR_YEAR, Kind.MONTH)]
)
@QUICKLY
@given(year=st.integers(1900, 2199))
def test_the_quarters_or_months_of_a_year_fill_it(whole: Kind, part: Kind, year: int) -> None:
    parts = [Period(part, year, number) for number in range(1, PARTS[part] + 1)]
    assert parts[0].starts_on == Period(whole, year).starts_on
    assert parts[-1].ends_on == Period(whole, year).ends_on
    assert [later.previous for later in parts[1:]] == parts[:-1]


@pytest.mark.parametrize(
    ("text", "first", "last", "words"),
    [
        ("2007-08", date(2007, 4, 1), date(2008, 3, 31), "2007/08"),
        ("1999-00", date(1999, 4, 1), date(2000, 3, 31), "1999/00"),
        ("2010-Q1", date(2010, 4, 1), date(2010, 6, 30), "quarter 1 of 2010/11"),
        ("2010-Q2", date(2010, 7, 1), date(2010, 9, 30), "quarter 2 of 2010/11"),
        ("2010-Q3", date(2010, 10, 1), date(2010, 12, 31), "quarter 3 of 2010/11"),
        ("2010-q4", date(2011, 1, 1), date(2011, 3, 31), "quarter 4 of 2010/11"),
        ("2010-09", date(2010, 9, 1), date(2010, 9, 30), "September 2010"),
        ("2012-02", date(2012, 2, 1), date(2012, 2, 29), "February 2012"),
        (" 2011 ", date(2011, 1, 1), date(2011, 12, 31), "2011"),
    ],
)
def test_a_period_is_read_as_agreements_write_it(text: str, first: date, last: date, words: str) -> None:
    when = period(text)
    assert (when.starts_on, when.ends_on, when.in_words) == (first, last, words)


@pytest.mark.parametrize(
    ("year", "month", "as_month"),
    [
        ("2007-08", "2007-M08", "August 2007"),
        ("2008-09", "2008-m09", "September 2008"),
        ("2011-12", "2011-M12", "December 2011"),
        ("2000-01", "2000-M01", "January 2000"),
    ],
)
def test_a_month_that_a_financial_year_hides_is_written_with_an_m(year: str, month: str, as_month: str) -> None:
    assert period(year).kind is Kind.FINANCIAL_YEAR
    assert period(month).kind is Kind.MONTH
    assert period(month).in_words == as_month
    assert str(period(month)) == month.upper()
    assert str(period(month).previous) != year


def test_a_month_that_nothing_hides_may_be_written_with_an_m_too() -> None:
    assert period("2010-M09") == period("2010-09")
    assert str(period("2010-M09")) == "2010-09"


@pytest.mark.parametrize(
    "text",
    [
        *("", "last year", "07-08", "2007/08", "2007-8", "2007-13", "2010-00", "2010-M13", "2010-M00", "2010-M9"),
        *(
            "2010-Q0",
            "2010-Q5",
            "2010-Q",
            "1899",
            "2200",
            "1899-00",
            "0000",
            "２００７-０８",
            "2007-08-01",
            "2007 - 08",
        ),
    ],
)
def test_what_names_no_period_is_refused_with_what_may_be_written(text: str) -> None:
    with pytest.raises(ValueError, match="write a financial year"):
        period(text)
