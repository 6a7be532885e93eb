"""What mechanisms pay, break-even prices, samples drawn again, and who bears what."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from counterpart.capabilities.pricing.queries.file import mechanisms_in
from counterpart.capabilities.pricing.rules import again
from counterpart.capabilities.pricing.rules.again import Cells, samples, totals
from counterpart.capabilities.pricing.rules.mechanisms import (
    Kind,
    Mechanism,
    PricedJob,
    break_even,
    by_value,
    half_up,
    interval,
    paid,
    share_borne,
)
from counterpart.capabilities.pricing.tests.makers import per_property, per_void, rates
from counterpart.values.refusal import Refused

OPEN = Mechanism(
    id="o",
    name="Open",
    kind=Kind.OPEN_BOOK,
    cost_percent=Decimal(80),
    overhead_percent=Decimal(10),
    profit_percent=Decimal(5),
)
PLUS = Mechanism(id="c", name="Plus", kind=Kind.COST_PLUS, cost_percent=Decimal(80), fee_percent=Decimal("12.5"))


def test_each_kind_pays_by_its_own_rule():
    assert paid(rates(percent=Decimal("-4.5")), value=100_000, units=0) == 95_500
    assert paid(OPEN, value=100_000, units=0) == 92_000
    assert paid(PLUS, value=100_000, units=0) == 90_000
    assert paid(per_property("125.00"), value=1_000, units=24) == 1_000 + 24 * 1_042
    assert paid(per_void("500.00"), value=1_000, units=3) == 151_000


def test_who_bears_costs():
    assert rates().bears.startswith("the provider")
    assert OPEN.bears == PLUS.bears == "the commissioner, at once"
    assert rates().unit_pence == 0


@pytest.mark.parametrize(
    ("mechanism", "job", "expected"),
    [
        (rates(), PricedJob(1, "t", "p"), True),
        (per_property(), PricedJob(1, "t", "p"), False),
        (per_property(value_cap=Decimal(10)), PricedJob(1_000, "t", "p"), False),
        (per_property(value_cap=Decimal(10)), PricedJob(1_001, "t", "p"), True),
        (per_property(excluded_trades=("roof",)), PricedJob(1, "roof", "p"), True),
        (per_property(excluded_priorities=("planned",)), PricedJob(1, "t", "planned"), True),
        (per_property(voids_excluded=True), PricedJob(1, "t", "p", 0), True),
        (per_property(voids_excluded=True), PricedJob(1, "t", "p", 42), False),
        (per_property(), PricedJob(1, "t", "p", 0), False),
        (per_void(), PricedJob(1, "t", "p", 0), False),
        (per_void(), PricedJob(1, "t", "p", 41), False),
        (per_void(), PricedJob(1, "t", "p", 42), True),
        (per_void(), PricedJob(1, "t", "p", -1), True),
        (per_void(), PricedJob(1, "t", "p"), True),
        (per_void(value_cap=Decimal("0.01")), PricedJob(2, "t", "p", 3), True),
        (OPEN, PricedJob(1, "t", "p", 3), True),
    ],
)
def test_a_price_covers_what_it_does_not_exclude(mechanism, job, expected):
    assert by_value(mechanism, job) is expected


@given(some.integers(0, 10**9), some.integers(1, 10**6), some.integers(0, 10**10))
def test_at_the_break_even_price_it_comes_to_as_much_within_half_a_penny_a_unit(value, units, more):
    for mechanism, parts in ((per_property(), 12), (per_void(), 1)):
        price = break_even(mechanism, value=value, units=units, as_much_as=value + more)
        assert price is not None
        assert abs(Fraction(price) * 100 * units / parts - more) <= Fraction(units, 2 * parts)


def test_there_is_no_break_even_price_where_nothing_is_priced_or_it_is_dearer_without_one():
    assert break_even(rates(), value=1, units=0, as_much_as=2) is None
    assert break_even(per_void(), value=1, units=0, as_much_as=2) is None
    assert break_even(per_property(), value=3, units=5, as_much_as=2) is None


@pytest.mark.parametrize(("exact", "whole"), [("1/2", 1), ("-1/2", -1), ("49/100", 0), ("5/2", 3), ("-5/2", -3)])
def test_half_a_penny_is_rounded_away_from_nothing(exact, whole):
    assert half_up(Fraction(exact)) == whole


def test_the_interval_is_the_middle_of_what_was_drawn():
    assert interval(list(range(1001))) == (25, 975)
    assert interval([5]) == (5, 5)


def test_of_a_hundred_pounds_more():
    assert share_borne(250, 1_000) == Decimal("25.00")
    assert share_borne(1, 0) is None


CELLS = some.dictionaries(some.tuples(some.integers(0, 6), some.integers(0, 4)), some.integers(0, 10**9), max_size=20)


@given(CELLS, some.integers(0, 10**6), some.sampled_from([1, 3, 8_192]))
def test_totals_drawn_again_are_those_of_a_slow_twin(found, seed, at_once):
    drawn = samples(properties=7, months=5, draws=6, seed=seed)
    cells = Cells(*(np.array(column, dtype=np.int64) for column in columns(found)))
    before, again.AT_ONCE = again.AT_ONCE, at_once
    try:
        quick = totals(cells, drawn)
    finally:
        again.AT_ONCE = before
    assert quick == [
        sum(
            int(drawn.properties[draw][place]) * int(drawn.months[draw][month]) * n
            for (place, month), n in found.items()
        )
        for draw in range(6)
    ]
    assert cells.total == sum(found.values())


def columns(found):
    rows = [(place, month, number) for (place, month), number in found.items()]
    return tuple([row[at] for row in rows] for at in range(3))


@given(some.integers(1, 50), some.integers(1, 30), some.integers(0, 2**40))
def test_as_many_are_drawn_as_there_are_and_the_same_again_from_the_same_seed(properties, months, seed):
    one, other = (samples(properties=properties, months=months, draws=5, seed=seed) for _ in range(2))
    assert (one.properties.sum(axis=1) == properties).all()
    assert (one.months.sum(axis=1) == months).all()
    assert (one.properties == other.properties).all()
    assert (one.months == other.months).all()


# The file

GOOD = "mechanisms:\n  - {id: a, name: A, kind: schedule of rates}\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("mechanisms: []\n", "found 0 of them; wanted one to 20"),
        (f"{GOOD}draws: 3\n", "found 3; wanted a whole number from 40 to 10,000"),
        (f"{GOOD}seed: -1\n", "a seed out of bounds"),
        (f"{GOOD}caps: [-1]\n", "caps 1: found an amount out of bounds"),
        (f"{GOOD}caps: [{', '.join('1' * 21)}]\n", "found 21 of them"),
        (f"{GOOD}  - {{id: a, name: B, kind: cost plus}}\n", "“a” a second time"),
        (f"{GOOD}  - {{id: b, name: B, kind: price per void}}\n", "line 3, mechanisms 2: found no “price”"),
        (f"{GOOD}  - {{id: b, name: B, kind: cost plus, price: 1}}\n", "only where a price covers work"),
        (f"{GOOD}  - {{id: b, name: B, kind: cost plus, fee_percent: 1e9}}\n", "a percentage out of bounds"),
        (f"{GOOD}  - {{id: b, name: B, kind: price per void, price: 1, void_days: 0}}\n", "from 1 to 1000"),
        (f"{GOOD}  - {{id: b, name: B, kind: barter}}\n", "wanted “schedule of rates”"),
        (f"{GOOD}  - {{id: b, name: B, kind: cost plus, prise: 1}}\n", "found “prise”; wanted one of id, name, kind"),
    ],
)
def test_a_file_of_mechanisms_that_makes_no_sense_is_refused_with_its_line(text, says):
    with pytest.raises(Refused) as refused:
        mechanisms_in(text.encode(), file="m.yaml")
    assert refused.value.refusal.code == "mechanisms.not-sound"
    assert any(says in str(problem) for problem in refused.value.refusal.problems), refused.value
