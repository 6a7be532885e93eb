"""Ten thousand deadlines at random on the calendars of the shelf, each counted a second time by another way."""

import random
from datetime import date, timedelta

import pytest
from holidays import country_holidays

from counterpart.engines.clocks.rules.deadlines import Calendar, Deadline, Unit, deadline
from counterpart.engines.library.calendars import calendar

pytestmark = pytest.mark.slow
HOW_MANY, SEED = 10_000, 20_261_121
DIVISIONS = {"EW": "ENG", "SCT": "SCT", "NIR": "NIR"}
FIRST, LAST = date(2012, 1, 1), date(2024, 12, 31)


def test_ten_thousand_working_day_deadlines_are_what_counting_day_by_day_finds() -> None:
    """The second way: every day is walked, and is no working day where the package `holidays` says so."""
    chance = random.Random(SEED)
    years = range(FIRST.year, LAST.year + 2)
    second = {id: set(country_holidays("GB", subdiv=subdiv, years=years)) for id, subdiv in DIVISIONS.items()}
    differing = []
    for _ in range(HOW_MANY):
        id = chance.choice(list(DIVISIONS))
        start = FIRST + timedelta(days=chance.randrange((LAST - FIRST).days))
        n, beginning_with = chance.randint(1, 60), chance.random() < 0.5
        told = deadline(start, n, Unit.WORKING_DAYS, calendar(id), beginning_with=beginning_with)
        assert isinstance(told, Deadline)
        keeps_the_properties(told, start, n, calendar(id), beginning_with=beginning_with)
        if told.on != walked(start, n, second[id], beginning_with=beginning_with):
            differing.append((id, start, n, beginning_with))
    assert not differing, f"{len(differing)} differ, the first {differing[0]}"


def keeps_the_properties(told: Deadline, start: date, n: int, on: Calendar, *, beginning_with: bool) -> None:
    assert on.why_not_working(told.on) is None
    first = start if beginning_with else start + timedelta(days=1)
    days = (told.on - first).days + 1
    assert days == n + len(told.skipped)
    assert all(first <= skipped.on < told.on for skipped in told.skipped)
    longer = deadline(start, n + 1, Unit.WORKING_DAYS, on, beginning_with=beginning_with)
    assert isinstance(longer, Deadline)
    assert longer.on > told.on


def walked(start: date, n: int, holidays: set[date], *, beginning_with: bool) -> date:
    day = start if beginning_with else start + timedelta(days=1)
    while True:
        n -= day.weekday() < 5 and day not in holidays
        if not n:
            return day
        day += timedelta(days=1)
