"""Plans in force, months that come to their scheme, certainty, slippage, and how a proposal is answered."""

import itertools
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpart.capabilities.programme.rules import improvements, plans, schemes
from counterpart.capabilities.programme.rules.certainty import by_month, spread, whole
from counterpart.capabilities.programme.rules.plans import Measure, Plan
from counterpart.capabilities.programme.rules.schemes import SCHEME, Order, Scheme
from counterpart.capabilities.programme.rules.shares import split
from counterpart.engines.clocks.rules.promises import Clock
from counterpart.engines.library.calendars import calendar
from counterpart.engines.library.rules.span import span
from counterpart.engines.library.shelf import on_the_shelf
from counterpart.values.period import period
from counterpart.values.refusal import Refusal

HOUSING = on_the_shelf("rotherham-almo").template
CARE = on_the_shelf("supported-housing-partnering").template
money = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
weights = st.lists(st.decimals(min_value=0, max_value=10**6, places=3), min_size=1, max_size=12).filter(any)
days = st.dates(date(1999, 1, 1), date(2040, 1, 1))


@given(money, weights)
def test_parts_come_to_the_whole_and_none_is_a_penny_from_its_share(amount: Decimal, by: list[Decimal]) -> None:
    parts = split(amount, by)
    assert sum(parts) == amount
    for part, weight in zip(parts, by, strict=True):
        exactly = amount * weight / sum(by)
        assert abs(part - exactly) < Decimal("0.010001")
        assert part * amount >= 0
        assert weight or not part


@given(money, weights)
def test_a_larger_weight_never_gets_less(amount: Decimal, by: list[Decimal]) -> None:
    parts = split(abs(amount), by)
    ordered = sorted(zip(by, parts, strict=True))
    assert all(a[1] <= b[1] for a, b in itertools.pairwise(ordered) if a[0] < b[0])


def test_the_pennies_left_go_to_the_largest_remainders_and_of_equal_ones_to_the_first() -> None:
    assert split(Decimal("100.00"), [1, 1, 1]) == (Decimal("33.34"), Decimal("33.33"), Decimal("33.33"))
    assert split(Decimal("0.05"), [Decimal("0.5"), Decimal("0.3"), Decimal("0.2")]) == (
        Decimal("0.03"),
        Decimal("0.01"),
        Decimal("0.01"),
    )
    for bad in ([], [0], [1, -1, 1]):
        with pytest.raises(ValueError, match="weights"):
            split(Decimal(1), bad)
    with pytest.raises(ValueError, match="pence"):
        split(Decimal("0.005"), [1])


def a_plan(year: str, version: int = 1, agreed: str = "2008-03-01") -> Plan:
    return Plan(period(year), version, "To do well", (), (), date.fromisoformat(agreed))


def test_last_years_plan_is_in_force_until_the_next_is_agreed() -> None:
    last, new, newer = a_plan("2007-08"), a_plan("2008-09", agreed="2008-06-01"), a_plan("2008-09", 2, "2008-07-01")
    known = [newer, new, last]
    assert plans.in_force([], date(2008, 5, 1)) is None
    assert plans.in_force(known, date(2007, 5, 1)) is None
    for on, plan, carried in (
        (date(2008, 3, 31), last, False),
        (date(2008, 5, 31), last, True),
        (date(2008, 6, 1), new, False),
        (date(2008, 7, 1), newer, False),
        (date(2009, 4, 1), newer, True),
    ):
        found = plans.in_force(known, on)
        assert found is not None
        assert (found.plan, found.carried) == (plan, carried), on


def test_a_plan_is_of_a_financial_year_that_is_not_over() -> None:
    assert plans.planned_year("2008-09", date(2009, 3, 31)) == period("2008-09")
    for year, code in (("2007-08", "past"), ("2008", "no-year"), ("2008-Q1", "no-year"), ("soon", "no-year")):
        refusal = plans.planned_year(year, date(2008, 5, 6))
        assert isinstance(refusal, Refusal)
        assert refusal.code == f"plan.{code}"
    assert str(plans.year_of(date(2009, 3, 31))) == "2008-09"
    assert str(plans.year_of(date(2009, 4, 1))) == "2009-10"


def test_measures_are_indicators_of_the_agreement_each_once_with_a_target_that_is_a_number() -> None:
    assert plans.measures_of(["bv66A : 98.5 %", "BV 63"], HOUSING) == (
        Measure("BV 66a", Decimal("98.5")),
        Measure("BV 63", None),
    )
    for lines, code in (
        (["XX 1: 3"], "plan.no-indicator"),
        (["BV 63", "bv63: 3"], "plan.twice"),
        (["BV 63: soon"], "plan.target"),
    ):
        refusal = plans.measures_of(lines, HOUSING)
        assert isinstance(refusal, Refusal)
        assert refusal.code == code


def a_scheme(starts_on: date, ends_on: date, value: str, ordered: str = "0.00", state: str = "forecast") -> Scheme:
    worth = Decimal(value)
    orders = (Order("1", starts_on, Decimal(ordered)),) if Decimal(ordered) else ()
    first = (starts_on, ends_on, worth)
    return Scheme("a", "A", "SCH-1", "Roofs", "North", "council: x", *first, *first, state, orders)


@given(st.decimals(min_value=0, max_value=10**9, places=2), days, st.integers(0, 1500))
def test_the_months_of_a_scheme_come_to_its_value(value: Decimal, starts_on: date, length: int) -> None:
    ends_on = starts_on + timedelta(days=length)
    months = spread(value, starts_on, ends_on)
    assert sum(months.values()) == value
    assert min(months, key=lambda m: m.starts_on).starts_on <= starts_on
    assert max(months, key=lambda m: m.starts_on).ends_on >= ends_on


def test_certainty_is_what_is_ordered_of_what_is_forecast_summed_and_never_averaged() -> None:
    roofs = a_scheme(date(2008, 6, 1), date(2008, 7, 31), "6100.00", "3050.00", "ordered")
    paths = a_scheme(date(2008, 7, 1), date(2008, 7, 31), "1000.00")
    gone = a_scheme(date(2008, 7, 1), date(2008, 7, 31), "9000.00", state="withdrawn")
    months = by_month([roofs, paths, gone], period("2008-09"))
    assert [str(m.month) for m in months][:3] == ["2008-04", "2008-05", "2008-06"]
    june, july = months[2], months[3]
    assert (june.forecast, june.ordered) == (Decimal("3000.00"), Decimal("1500.00"))
    assert (july.forecast, july.ordered) == (Decimal("4100.00"), Decimal("1550.00"))
    assert months[0].percent is None
    total = whole(months)
    assert (total.forecast, total.ordered) == (Decimal("7100.00"), Decimal("3050.00"))
    assert total.percent is not None
    assert total.percent.value == Decimal("43.0")
    assert total.percent.because == "£3,050.00 is ordered of £7,100.00 forecast"


def test_the_life_of_a_scheme() -> None:
    assert SCHEME.after("forecast", "ordered") == "ordered"
    assert SCHEME.after("ordered", "begun") == "under way"
    assert SCHEME.after("under way", "completed") == "completed"
    for state, verb in (("forecast", "begun"), ("completed", "moved"), ("under way", "withdrawn")):
        assert isinstance(SCHEME.after(state, verb), Refusal)


def test_days_out_of_order_and_no_amount_are_refused() -> None:
    assert schemes.dated(date(2008, 1, 1), date(2008, 1, 1)) is None
    assert schemes.dated(date(2008, 1, 2), date(2008, 1, 1)) is not None
    assert schemes.dated(date(2008, 1, 2), date(2028, 1, 1)) is not None
    assert schemes.amount("£12,400.50", what="It") == Decimal("12400.50")
    for text in ("twelve", "0.00", "-3", "1.005"):
        refusal = schemes.amount(text, what="It")
        assert isinstance(refusal, Refusal)
        assert refusal.code == "money.unfit"


def test_an_answer_is_due_as_the_agreement_says_and_after_twenty_working_days_where_it_does_not() -> None:
    for template, clause in (
        (CARE, "Team working 7"),
        (HOUSING, "no clause: the product’s own default"),
    ):
        due = improvements.answer_due(template, date(2008, 5, 6), calendar("EW"))
        assert not isinstance(due, Refusal)
        assert (due[0].on, due[1]) == (date(2008, 6, 4), clause)
    beyond = improvements.answer_due(HOUSING, date(2999, 5, 6), calendar("EW"))
    assert isinstance(beyond, Refusal)


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("20 working days", (20, "working-days")),
        ("2 years", (24, "months")),
        ("30 hours", (2, "days")),
        ("6 weeks", (6, "weeks")),
    ],
)
def test_a_length_of_time_is_counted_in_a_unit_of_deadlines(text: str, counted: tuple[int, str]) -> None:
    assert improvements.counted(span(text)) == counted


def test_a_standing_item_is_what_a_party_owes_at_a_meeting_and_may_answer_with_nothing() -> None:
    told: dict[str, Any] = dict.fromkeys(Clock.__dataclass_fields__, "")
    running = [Clock(**(told | {"subject": f"MTG-2008-0001/{ref}", "state": "running"})) for ref in ("P1", "P2", "P9")]
    assert [clock.subject for clock in improvements.standing_items(CARE, "provider", running)] == ["MTG-2008-0001/P1"]
    assert improvements.standing_items(CARE, "commissioner", running) == ()


def test_the_life_of_a_proposal() -> None:
    after = improvements.IMPROVEMENT.after
    assert after("proposed", "piloted") == "piloted"
    assert after("piloted", "evaluated") == "evaluated"
    assert after("evaluated", "adopted") == "adopted"
    assert after("deferred", "piloted") == "piloted"
    for state, verb in (("piloted", "adopted"), ("rejected", "adopted"), ("evaluated", "deferred")):
        assert isinstance(after(state, verb), Refusal)


def test_a_pilot_has_its_days_in_order_and_something_to_measure() -> None:
    first, last, later = date(2008, 7, 1), date(2008, 9, 30), date(2008, 10, 31)
    assert improvements.planned(first, last, later, ["Hours"]) is None
    assert improvements.planned(first, last, later, []) is not None
    assert improvements.planned(last, first, later, ["Hours"]) is not None
    assert improvements.planned(first, later, last, ["Hours"]) is not None
    assert improvements.deferred_until(last, first) is None
    assert improvements.deferred_until(first, first) is not None
