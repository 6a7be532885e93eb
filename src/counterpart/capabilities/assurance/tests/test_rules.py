"""Money counted once, medians, digits, and each check at its edges, one row at a time."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from counterpart.capabilities.assurance.rules import charges, orders, pairs, patterns
from counterpart.capabilities.assurance.rules.digits import BENFORD, chi_square, mean_absolute_deviation, shares
from counterpart.capabilities.assurance.rules.money import counted, pence_of, undercharged
from counterpart.capabilities.assurance.rules.parameters import Check, CheckRow, Parameter, Parameters, told
from counterpart.capabilities.assurance.rules.rows import Charge, Job, Line, Property, Rate, order_of

DAY = 86_400_000_000
NAMED = {
    Check.ARITHMETIC: {"tolerance_pence": "0.5"},
    Check.REBILLED: {"days": "30"},
    Check.QUANTITY: {"area_unit": "m2"},
    Check.OVERLAP: {"most_together": "3"},
    Check.SPLIT: {"days": "7", "threshold": "500"},
    Check.OUTLIER: {"score": "3.5", "at_least": "5", "at_least_subcontractors": "3"},
    Check.FIRST_DIGIT: {"at_least": "20", "mean_absolute_deviation": "0.015", "chi_square": "15.507"},
    Check.OUT_OF_PERIOD: {"days_after": "365"},
}


def _parameter(name: str, value: str) -> Parameter:
    return Parameter(value if name == "area_unit" else Decimal(value), "", "a test", "chosen")


BY = Parameters(
    "tests",
    tuple(
        CheckRow(check, "", "", tuple((name, _parameter(name, value)) for name, value in NAMED.get(check, {}).items()))
        for check in Check
    ),
)


def line(id: int = 1, job: int = 1, **changes: object) -> Line:
    known: dict[str, object] = {
        "row": id, "line_id": id, "job_id": job, "code": "A", "quantity": 2_000, "unit": "each", "rate": 100_000,
        "amount": 2_000, "invoiced_day": 110,
    }  # fmt: skip
    return Line(**{**known, **changes})  # type: ignore[arg-type]


def job(id: int = 1, day: int | None = 100, **changes: object) -> Job:
    done = None if day is None else day * DAY
    known: dict[str, object] = {
        "job_id": id, "property_id": 7, "trade": "joinery", "status": "completed", "subcontractor": "North",
        "operative_id": 3, "start_day": day, "started": done and done - 3_600_000_000, "completed": done,
        "completed_day": day,
    }  # fmt: skip
    return Job(**{**known, **changes})  # type: ignore[arg-type]


def charge(of: Line | None = None, at: Job | None = None, place: Property | None = None) -> Charge:
    return Charge(of or line(), at or job(), place, Rate("A", 100_000, 0, 1_000, 5_000))


@given(some.integers(-5_000, 5_000), some.lists(some.integers(-9_000, 9_000), max_size=8))
def test_what_is_counted_on_a_line_is_never_more_than_was_billed_and_never_negative(
    billed: int, differences: list[int]
) -> None:
    found = counted(billed, differences)
    assert all(part >= 0 for part in found)
    assert sum(found) <= max(billed, 0)
    assert sum(found) == max([0, *(min(each, billed) for each in differences)])


def test_the_first_finding_counts_and_a_later_one_only_what_is_more() -> None:
    assert counted(1_000, [300, 250, 1_000, -40]) == (300, 0, 700, 0)
    assert undercharged([300, -40, -60]) == -60
    assert undercharged([]) == 0


@given(some.integers(0, 10**9), some.integers(0, 10**9))
def test_a_product_is_rounded_once_half_a_penny_up(quantity: int, rate: int) -> None:
    exact = Decimal(quantity) * rate / 100_000
    assert abs(pence_of(quantity, rate) - exact) <= Decimal("0.5")
    assert pence_of(1_000, 50) == 1
    assert pence_of(1_000, 49) == 0


def test_a_rate_that_is_not_in_force_gives_what_was_due() -> None:
    [found] = charges.rate([charge(line(rate=110_000, amount=2_200))], BY)
    assert (found.billed, found.due, found.difference) == (2_200, 2_000, 200)
    [under] = charges.rate([charge(line(rate=90_000, amount=1_800))], BY)
    assert under.difference == -200
    assert not list(charges.rate([charge()], BY))


@pytest.mark.parametrize(("rate", "amount", "found"), [(100_025, 2_000, 0), (100_025, 2_001, 0), (100_026, 2_000, 1)])
def test_half_a_penny_is_within_the_tolerance(rate: int, amount: int, found: int) -> None:
    assert len(list(charges.arithmetic([charge(line(rate=rate, amount=amount))], BY))) == found


def test_a_job_completed_on_the_day_the_property_left_is_within_the_stock() -> None:
    assert not list(charges.void([charge(place=Property(7, void_day=100))], BY))
    assert list(charges.void([charge(place=Property(7, void_day=99))], BY))


@pytest.mark.parametrize(("on", "found"), [(99, 1), (100, 0), (465, 0), (466, 1)])
def test_an_invoice_comes_from_the_day_of_completion_to_a_year_after(on: int, found: int) -> None:
    assert len(list(charges.out_of_period([charge(line(invoiced_day=on))], BY))) == found


def test_a_quantity_is_held_against_the_schedule_and_square_metres_against_the_floor() -> None:
    [found] = charges.quantity([charge(line(quantity=6_000, amount=6_000))], BY)
    assert found.due == 5_000
    [area] = charges.quantity([charge(line(quantity=4_000, unit="m2", amount=4_000), place=Property(7, 3_000))], BY)
    assert area.due == 3_000
    assert not list(charges.quantity([charge(line(quantity=4_000), place=Property(7, 3_000))], BY))


def test_a_job_without_a_day_of_completion_has_no_code_to_be_unknown() -> None:
    bare = Charge(line(), job(day=None, status="open"), None, None)
    assert not list(charges.unknown_code([bare], BY))
    assert list(charges.unknown_code([Charge(line(), job(), None, None)], BY))
    assert list(charges.not_done([Charge(line(), job(day=None, status="no_access"), None, None)], BY))


def test_of_three_alike_the_second_and_third_are_flagged_beside_the_one_before() -> None:
    found = pairs.duplicate([charge(line(id)) for id in (3, 1, 2)], BY)
    assert [(each.line and each.line.line_id, each.related_line and each.related_line.line_id) for each in found] == [
        (2, 1), (3, 2),
    ]  # fmt: skip


@pytest.mark.parametrize(("day", "found"), [(130, 1), (131, 0)])
def test_work_billed_again_within_thirty_days_is_rebilled(day: int, found: int) -> None:
    again = charge(line(2, job=2), job(2, day=day))
    assert len(list(pairs.rebilled([charge(), again], BY))) == found


def test_codes_exclude_each_other_either_way() -> None:
    both = [charge(line(1, code="A")), charge(line(2, code="B"))]
    for pair in (("A", "B"), ("B", "A")):
        [found] = pairs.exclusive(both, [pair], BY)
        assert found.line
        assert found.line.line_id == 2
    assert not list(pairs.exclusive(both, [("A", "C")], BY))


def test_a_job_within_a_longer_one_elsewhere_overlaps_it() -> None:
    long = job(1, started=0, completed=10 * DAY)
    short = job(2, property_id=8, started=DAY, completed=2 * DAY)
    later = job(3, property_id=9, started=5 * DAY, completed=6 * DAY)
    found = list(orders.overlap([long, short, later], BY))
    assert [(each.job_id, each.related_job_id) for each in found] == [(2, 1), (3, 1)]
    assert not list(orders.overlap([long, job(2, started=10 * DAY, completed=11 * DAY, property_id=8)], BY))
    assert not list(orders.overlap([long, job(2, started=DAY, completed=2 * DAY)], BY))
    crowd = [job(id, property_id=id, started=0, completed=DAY) for id in range(1, 5)]
    assert not list(orders.overlap(crowd, BY))


@pytest.mark.parametrize(
    ("worth", "day", "found"), [(25_000, 107, 1), (24_999, 107, 0), (25_000, 108, 0), (50_000, 101, 0)]
)
def test_orders_that_together_reach_the_limit_within_a_week_are_split(worth: int, day: int, found: int) -> None:
    lines = [line(1, job=1, amount=25_000), line(2, job=2, amount=worth)]
    assert len(list(orders.split([job(1), job(2, day=day)], lines, BY))) == found


def test_a_median_is_one_of_the_values() -> None:
    assert patterns.lower_median([4, 1, 3, 2]) == 2
    assert patterns.lower_median([5, 1, 9]) == 5


def test_a_quantity_far_from_its_codes_median_stands_out() -> None:
    usual = [charge(line(id, quantity=id * 1_000)) for id in range(1, 6)]
    far = charge(line(9, quantity=40_000))
    [found] = patterns.outlier([*usual, far], BY)
    assert found.line
    assert (found.line.line_id, found.difference) == (9, 0)
    assert not list(patterns.outlier([charge(line(id)) for id in range(9)], BY))


def test_digits_that_are_as_they_fall_are_no_finding_and_all_nines_are() -> None:
    natural = [round(share * 1_000) for share in BENFORD]
    assert mean_absolute_deviation(natural, BENFORD) < 0.001
    assert chi_square(natural, BENFORD) < 1
    assert sum(shares([1] * 9)) == pytest.approx(1)
    nines = [charge(line(id, amount=999)) for id in range(20)]
    assert [found.subcontractor for found in patterns.first_digit(nines, BY)] == ["North"]
    assert not list(patterns.first_digit(nines[:19], BY))


def test_nine_comes_before_ten_as_a_number_and_as_a_text() -> None:
    assert order_of(9) < order_of(10)
    assert order_of("9") < order_of("10") < order_of("11")


def test_a_reason_names_the_check_and_what_it_goes_by() -> None:
    assert BY.said(Check.VOID) == "[void of tests]"
    assert told(Parameter(Decimal(500), "£", "", "")) == "£500"
    assert told(Parameter("m2", "unit", "", "")) == "m2"
    with pytest.raises(TypeError):
        BY.number(Check.QUANTITY, "area_unit")
    assert date(1970, 1, 1).toordinal()
