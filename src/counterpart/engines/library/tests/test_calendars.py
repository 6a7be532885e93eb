"""The shelf's calendars: as published, as computed, united, and counted with."""

import json
from datetime import date
from pathlib import Path

import holidays
import pytest

from counterpart.engines.clocks.rules.deadlines import Basis, Deadline, Unit, deadline
from counterpart.engines.library.calendars import calendar, calendar_ids, read_calendar
from counterpart.values.refusal import Refused

VECTORS = json.loads(Path(__file__).with_name("england_and_wales_vectors.json").read_text(encoding="utf-8"))
SUBDIVISIONS = {"EW": "ENG", "SCT": "SCT", "NIR": "NIR"}
COMPUTED_YEARS = {*range(2004, 2012), 2029, 2030}

# The St Andrew's Day Bank Holiday (Scotland) Act 2007 (asp 2) came into force on 16 January 2007; holidays 0.108 has
# the day from 2006.
ONLY_IN_THE_PACKAGE = {("SCT", date(2006, 11, 30))}
# None: every day that GOV.UK has published for 2012 to 2028, holidays 0.108 has too. The Scottish bank holiday of
# 15 June 2026, by Royal Proclamation of 3 February 2026, is in both, and missing from lists taken before then.
ONLY_ON_THE_SHELF: set[tuple[str, date]] = set()


def end(start: str, n: int, unit: Unit, id: str, *, beginning_with: bool) -> str:
    answer = deadline(date.fromisoformat(start), n, unit, calendar(id), beginning_with=beginning_with)
    assert isinstance(answer, Deadline)
    return answer.on.isoformat()


def test_the_shelf_has_the_four_calendars():
    assert {"EW", "SCT", "NIR", "UK_ANY"} <= set(calendar_ids())


@pytest.mark.slow
def test_every_day_computed_or_published_agrees_with_the_package_but_for_named_differences():
    shelf = {(id, holiday.on) for id in SUBDIVISIONS for holiday in calendar(id).holidays}
    package = {
        (id, day)
        for id, subdivision in SUBDIVISIONS.items()
        for day in holidays.country_holidays("GB", subdiv=subdivision, years=range(2004, 2031))
        if day.weekday() < 5
    }
    assert package - shelf == ONLY_IN_THE_PACKAGE
    assert shelf - package == ONLY_ON_THE_SHELF
    assert len(shelf) == 221 + 246 + 275


@pytest.mark.parametrize("id", SUBDIVISIONS)
def test_each_day_is_marked_computed_in_the_years_that_were_not_published(id):
    for holiday in calendar(id).holidays:
        assert (holiday.basis is Basis.COMPUTED) is (holiday.on.year in COMPUTED_YEARS)


@pytest.mark.parametrize(
    ("id", "day", "title"),
    [
        ("EW", "2011-04-29", "Royal wedding bank holiday"),
        ("EW", "2012-06-05", "Queen’s Diamond Jubilee"),
        ("EW", "2020-05-08", "Early May bank holiday (VE day)"),
        ("EW", "2022-06-03", "Platinum Jubilee bank holiday"),
        ("EW", "2022-09-19", "Bank Holiday for the State Funeral of Queen Elizabeth II"),
        ("EW", "2023-05-08", "Bank holiday for the coronation of King Charles III"),
        ("SCT", "2026-06-15", "World Cup bank holiday"),
        ("SCT", "2027-01-04", "2nd January"),
        ("NIR", "2026-07-13", "Battle of the Boyne (Orangemen’s Day)"),
        ("UK_ANY", "2026-03-17", "St Patrick’s Day (Northern Ireland)"),
        ("UK_ANY", "2026-08-31", "Summer bank holiday (England and Wales, Northern Ireland)"),
        ("UK_ANY", "2017-01-02", "2nd January (Scotland); New Year’s Day (England and Wales, Northern Ireland)"),
        ("UK_ANY", "2026-12-25", "Christmas Day"),
    ],
)
def test_days_that_come_once_or_in_one_part_of_the_country_are_known(id, day, title):
    assert calendar(id).why_not_working(date.fromisoformat(day)) == title


@pytest.mark.parametrize(("id", "day"), [("EW", "2020-05-04"), ("EW", "2026-06-15"), ("SCT", "2006-11-30")])
def test_days_that_were_working_days_after_all_are_working_days(id, day):
    assert calendar(id).why_not_working(date.fromisoformat(day)) is None


def test_any_part_of_the_country_is_the_union_of_the_three():
    of_any = {holiday.on for holiday in calendar("UK_ANY").holidays}
    assert of_any == {holiday.on for id in SUBDIVISIONS for holiday in calendar(id).holidays}
    assert (calendar("UK_ANY").known_from, calendar("UK_ANY").known_to) == (date(2004, 1, 1), date(2030, 12, 31))


def test_england_and_wales_agrees_with_every_generated_vector():
    wrong = [
        (start, n, expected)
        for start, n, expected in VECTORS["ends"]
        if end(start, n, Unit.WORKING_DAYS, "EW", beginning_with=False) != expected
    ]
    assert wrong == []
    assert len(VECTORS["ends"]) == 370


def test_england_and_wales_agrees_with_every_generated_count():
    # The n-th working day lies at or before the last day counted, and the next lies after it.
    for start, last, n in VECTORS["counts"]:
        ends = [end(start, each, Unit.WORKING_DAYS, "EW", beginning_with=False) for each in (n, n + 1)]
        assert ends[0] <= last < ends[1]
    assert len(VECTORS["counts"]) == 60


@pytest.mark.parametrize(
    ("n", "expected"), [(30, "2026-06-30"), (120, "2026-09-28"), (90, "2026-08-29"), (180, "2026-11-27")]
)
def test_a_contract_entered_on_1_june_2026_has_its_notices_due(n, expected):
    # Procurement Act 2023 s.53: days beginning with the day the contract is entered into.
    assert end("2026-06-01", n, Unit.DAYS, "UK_ANY", beginning_with=True) == expected


def test_a_payments_notice_to_30_september_2026_is_due_on_29_october():
    # Procurement Act 2023 s.69: 30 days beginning with the last day of the period.
    assert end("2026-09-30", 30, Unit.DAYS, "UK_ANY", beginning_with=True) == "2026-10-29"


def test_a_standstill_over_christmas_counts_the_holidays_of_every_part_of_the_country():
    # Procurement Act 2023 s.51(2) and s.123: eight working days beginning with Thursday 24 December 2026.
    answer = deadline(date(2026, 12, 24), 8, Unit.WORKING_DAYS, calendar("UK_ANY"), beginning_with=True)
    assert isinstance(answer, Deadline)
    assert answer.on == date(2027, 1, 8)
    assert {skipped.on: skipped.why for skipped in answer.skipped if skipped.why != "weekend"} == {
        date(2026, 12, 25): "Christmas Day",
        date(2026, 12, 28): "Boxing Day",
        date(2027, 1, 1): "New Year’s Day",
        date(2027, 1, 4): "2nd January (Scotland)",
    }
    assert end("2026-12-24", 8, Unit.WORKING_DAYS, "EW", beginning_with=True) == "2027-01-07"


@pytest.mark.parametrize(("n", "expected"), [(10, "2027-01-06"), (3, "2026-12-23"), (5, "2026-12-29")])
def test_a_hazard_known_of_before_christmas_is_dealt_with_in_working_days_of_england(n, expected):
    # Awaab’s Law (SI 2025/1042): the day after is day 1.
    assert end("2026-12-18", n, Unit.WORKING_DAYS, "EW", beginning_with=False) == expected


@pytest.mark.parametrize("start", ["2003-12-30", "2030-12-30"])
def test_working_days_outside_2004_to_2030_are_refused(start):
    answer = deadline(date.fromisoformat(start), 5, Unit.WORKING_DAYS, calendar("EW"), beginning_with=True)
    assert not isinstance(answer, Deadline)
    assert "2004 to 2030" in answer.rule


@pytest.mark.parametrize(("start", "computed"), [("2011-12-01", True), ("2012-01-03", False), ("2029-02-01", True)])
def test_a_deadline_in_a_computed_year_says_so(start, computed):
    answer = deadline(date.fromisoformat(start), 5, Unit.WORKING_DAYS, calendar("UK_ANY"), beginning_with=True)
    assert isinstance(answer, Deadline)
    assert answer.computed is computed


def test_a_calendar_that_is_not_on_the_shelf_is_refused_with_those_that_are():
    with pytest.raises(Refused) as refused:
        calendar("../EW")
    assert refused.value.refusal.code == "calendar.unknown"
    assert "UK_ANY" in refused.value.refusal.next_step


GOOD = {
    "kind": "days",
    "id": "BORSET",
    "title": "Borset",
    "version": "2026-11-21",
    "known_from": "2026-01-01",
    "known_to": "2027-12-31",
    "published": "2026",
    "computed": "2027",
    "licence": "none",
    "remarks": [],
    "holidays": [
        {"on": "2026-08-31", "title": "Fair day", "basis": "published"},
        {"on": "2027-08-30", "title": "Fair day", "basis": "computed"},
    ],
}


def test_a_calendar_file_that_is_in_order_is_read():
    assert [holiday.on.year for holiday in read_calendar(json.dumps(GOOD), file="borset.json").holidays] == [2026, 2027]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": "month"}, "kind"),
        ({"licence": 5, "version": "soon"}, "version"),
        ({"known_to": "2028-12-31"}, "2028 has no bank holiday"),
        ({"known_from": "2026-09-01"}, "2026-08-31 lies outside the known years"),
        ({"holidays": [{"on": "2026-08-29", "title": "Fair day", "basis": "published"}]}, "2026-08-29 is a weekend"),
        ({"holidays": [*GOOD["holidays"], GOOD["holidays"][0]]}, "2026-08-31 does not come after 2027-08-30"),
    ],
)
def test_a_calendar_file_that_is_out_of_order_is_refused_with_every_problem(change, words):
    with pytest.raises(Refused) as refused:
        read_calendar(json.dumps(GOOD | change), file="borset.json")
    assert words in str(refused.value.refusal)


def test_a_file_that_is_no_calendar_at_all_is_refused():
    with pytest.raises(Refused) as refused:
        read_calendar("Fair day, 31 August", file="borset.json")
    assert refused.value.refusal.code == "calendar.unreadable"
