"""Savings against an aim, whole-life cost, net present value and how a printed total was come by."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from counterpart.capabilities.options.queries import shelf
from counterpart.capabilities.options.rules.facts import Cost
from counterpart.capabilities.options.rules.savings import (
    AddOnCosts,
    Aim,
    ClientFunction,
    Estimate,
    OnCosts,
    SavingsModel,
    Source,
    client_benchmark,
    in_words,
    saved,
)
from counterpart.capabilities.options.rules.worth import (
    Discounting,
    Rate,
    at_one_rate,
    factor,
    how_printed,
    whole_life,
    worth,
    years_of,
)
from counterpart.capabilities.options.tests.makers import an_appraisal, worked_out
from counterpart.values.money import rounded
from counterpart.values.refusal import Refusal

MILLION = Aim(what="annual saving to the council", at_least=Decimal(1_000_000))
NAMES = {"improved": "Improved business as usual", "agent": "Managing agent", "integrated": "Integrated services"}


def estimate(low: int, high: int, expected: int | None = None) -> Estimate:
    return Estimate(low=Decimal(low), high=Decimal(high), expected=None if expected is None else Decimal(expected))


def herefordshire(**parts: object) -> SavingsModel:
    """The estimates of the Service Delivery Review of 2008 (127); staff savings include on-costs of 26.5 %."""
    more = estimate(400_000, 650_000)
    given = {
        "aim": MILLION,
        "sources": (
            Source(
                id="staff",
                what="staff",
                on_costs=OnCosts.INCLUDED,
                under={"improved": estimate(0, 200_000), "agent": more, "integrated": more},
            ),
            Source(id="fleet", what="gritters", on_costs=OnCosts.NONE, under_all=estimate(60_000, 60_000)),
            Source(id="claims", what="claims", on_costs=OnCosts.NONE, under_all=estimate(308_000, 308_000)),
        ),
    }
    return SavingsModel(**(given | parts))


def found(model: SavingsModel, options=tuple(NAMES)):
    answer = saved(model, options)
    assert not isinstance(answer, Refusal), str(answer)
    return answer


def test_herefordshires_savings_come_out_with_its_conclusion():
    improved, agent, integrated = found(herefordshire())
    assert (improved.low.value, improved.high.value, improved.meets) == (368_000, 568_000, "neither")
    assert (agent.low.value, agent.high.value, agent.meets) == (768_000, 1_018_000, "high only")
    assert (integrated.low.value, integrated.high.value) == (768_000, 1_018_000)
    said = in_words((improved, agent, integrated), NAMES, MILLION)
    assert said == (
        "Annual saving to the council: Managing agent and Integrated services reach £1,000,000 on the high estimate "
        "only; Improved business as usual reaches it on neither."
    )


def test_options_of_the_same_estimates_reach_the_aim_in_the_same_draws():
    improved, agent, integrated = found(herefordshire())
    assert improved.reached == 0
    assert agent.reached == integrated.reached
    assert 600 < agent.reached < 850, "18 of 250 thousand lie above the aim: 7.2 % of the draws"


def test_what_is_reached_on_the_low_estimate_is_reached_in_every_draw():
    model = herefordshire(aim=Aim(what="saving", at_least=Decimal(368_000)))
    improved, agent, _ = found(model)
    assert (improved.meets, improved.reached, agent.reached) == ("both", 10_000, 10_000)
    assert in_words((improved,), NAMES, model.aim).endswith("reaches £368,000 on the low estimate too.")


def test_on_costs_are_added_once_and_said():
    staff = Source(id="staff", what="staff", on_costs=OnCosts.LEFT_OUT, under_all=estimate(100, 200, 150))
    model = SavingsModel(sources=(staff,), add_on_costs=AddOnCosts(percent=Decimal("26.5"), to=("staff",)))
    (one,) = found(model, ("a",))
    assert (one.low.value, one.expected, one.high.value) == (Decimal("126.50"), Decimal("189.75"), Decimal("253.00"))
    assert one.meets is None
    assert one.reached is None


@pytest.mark.parametrize(
    ("on_costs", "says"), [(OnCosts.INCLUDED, "holds them already"), (OnCosts.NONE, "is not of pay")]
)
def test_on_costs_applied_twice_are_refused(on_costs, says):
    staff = Source(id="staff", what="fewer posts", on_costs=on_costs, under_all=estimate(1, 2))
    model = SavingsModel(sources=(staff,), add_on_costs=AddOnCosts(percent=Decimal("26.5"), to=("staff",)))
    refused = saved(model, ("a",))
    assert isinstance(refused, Refusal)
    assert refused.code == "options.on-costs-twice"
    assert f"26.5 % would be added to “fewer posts”, which {says}" in refused.fact


def test_what_comes_once_is_kept_from_what_comes_every_year():
    once = Source(id="sale", what="sale", on_costs=OnCosts.NONE, once=True, under_all=estimate(5, 9))
    yearly = Source(id="rent", what="rent", on_costs=OnCosts.NONE, under_all=estimate(1, 2))
    (one,) = found(SavingsModel(sources=(once, yearly)), ("a",))
    assert (one.once_low, one.once_high, one.low.value, one.high.value) == (5, 9, 1, 2)


def test_a_middle_is_not_made_up():
    known = Source(id="x", what="x", on_costs=OnCosts.NONE, under_all=estimate(1, 5, 2))
    not_known = Source(id="y", what="y", on_costs=OnCosts.NONE, under_all=estimate(1, 5))
    assert found(SavingsModel(sources=(known,)), ("a",))[0].expected == 2
    assert found(SavingsModel(sources=(known, not_known)), ("a",))[0].expected is None
    assert found(SavingsModel(sources=(Source(id="z", what="z", on_costs=OnCosts.NONE),)), ("a",))[0].high.value == 0


def test_half_of_the_draws_lie_below_what_is_expected():
    one = Source(id="x", what="x", on_costs=OnCosts.NONE, under_all=estimate(0, 1000, 100))
    model = SavingsModel(sources=(one,), aim=Aim(what="saving", at_least=Decimal(101)))
    reached = found(model, ("a",))[0].reached
    assert 4_800 < reached < 5_200


@given(
    some.lists(some.tuples(some.integers(0, 10**6), some.integers(0, 10**6)), min_size=1, max_size=5),
    some.integers(0, 2 * 10**6),
)
def test_low_is_never_above_high_and_the_reading_follows(pairs, aim):
    sources = tuple(
        Source(id=str(at), what="x", on_costs=OnCosts.NONE, under_all=estimate(low, low + more))
        for at, (low, more) in enumerate(pairs)
    )
    (one,) = found(SavingsModel(sources=sources, aim=Aim(what="it", at_least=Decimal(aim)), draws=100), ("a",))
    assert one.low.value <= one.high.value
    assert (one.meets == "both") == (one.low.value >= aim)
    assert (one.meets == "neither") == (one.high.value < aim)
    assert one.meets != "both" or one.reached == 100
    assert one.meets != "neither" or one.reached == 0


def test_a_client_function_usually_costs_two_per_cent():
    """Herefordshire’s review names 2 % of the contract’s value."""
    assert client_benchmark(ClientFunction(contract_value=Decimal("15000000"))) == Decimal("300000.00")


# Net present value

LESTER = dict(enumerate(map(Decimal, (6000, 6000, 4000, 4000, 2000, 2000)), start=1))
"""Project A of Lester, Project Management, Planning and Control: 8 % a year, printed total 19,437."""
EIGHT = at_one_rate(Decimal(8), source="Lester")


def test_lesters_project_is_worth_what_it_says_and_its_printed_total_is_explained():
    """It prints 19,437, and rows that add up to 19,436."""
    assert worth(LESTER, EIGHT).present.value == Decimal("19436.54")
    said = how_printed(LESTER, EIGHT, Decimal(19437))
    assert said == "19,437 comes of unrounded factors; its rows with three-place factors add up to 19,436."
    assert how_printed(LESTER, EIGHT, Decimal(19436)).startswith("19,436 comes of factors to four places")
    assert how_printed(LESTER, EIGHT, Decimal(19540)) == (
        "19,540 comes of no usual rounding: exactly it is 19,436.54, 103.46 away."
    )


def test_the_factors_of_the_green_book_come_out_to_four_places():
    """The schedule as published (NIGEAE 2.8.4), compounded from year 30 on at 3 %."""
    known = {0: "1.0000", 1: "0.9662", 10: "0.7089", 20: "0.5026", 30: "0.3563", 31: "0.3459", 45: "0.2287"}
    known |= {60: "0.1468", 5: "0.8420", 15: "0.5969", 25: "0.4231", 40: "0.2651", 50: "0.1973", 55: "0.1702"}
    for year, printed in known.items():
        assert factor(shelf.discounting(), year, places=4) == Decimal(printed)


def test_the_schedule_goes_on_and_a_year_beyond_a_schedule_is_none():
    rates = [(30, "3.5"), (31, "3.0"), (75, "3.0"), (76, "2.5"), (126, "2.0"), (201, "1.5"), (301, "1.0"), (999, "1.0")]
    for year, percent in rates:
        assert shelf.discounting().percent(year) == Decimal(percent)
    short = Discounting(name="short", rates=(Rate(from_year=0, to_year=2, percent=Decimal(3)),), source="us")
    with pytest.raises(ValueError, match="no rate for year 3"):
        factor(short, 3)


@given(some.dictionaries(some.integers(0, 60), some.integers(-(10**7), 10**7), max_size=12), some.integers(0, 20))
def test_net_present_value_is_that_of_fractions(amounts, rate):
    discounting = at_one_rate(Decimal(rate), source="us")
    exact = sum((amount / (1 + Fraction(rate, 100)) ** year for year, amount in amounts.items()), Fraction())
    told = worth({year: Decimal(amount) for year, amount in amounts.items()}, discounting)
    assert abs(Fraction(told.present.value) - exact) <= Fraction(1, 200) + Fraction(1, 10**12)
    assert told.total == sum(amounts.values())


def test_factors_of_a_table_are_followed_where_asked():
    told = worth(LESTER, EIGHT, places=3)
    assert told.present.value == rounded(Decimal("19436"), places=2)
    assert told.flows[0].factor == Decimal("0.926")


def test_costs_are_added_up_by_year_and_option():
    costs = (
        Cost(option="b", what="setting up", amount=Decimal(100)),
        Cost(option="a", what="running", amount=Decimal(10), first_year=1, last_year=3),
        Cost(option="a", what="repair", amount=Decimal(5), first_year=2),
    )
    assert years_of(costs[1:]) == {1: 10, 2: 15, 3: 10}
    found_ = whole_life(costs, at_one_rate(Decimal(0), source="us"))
    assert [(option, one.total, one.present.value) for option, one in found_.items()] == [
        ("b", Decimal("100.00"), Decimal("100.00")),
        ("a", Decimal("35.00"), Decimal("35.00")),
    ]


def test_an_appraisal_carries_its_whole_life_costs():
    costs = (Cost(option="a", what="running", amount=Decimal(100), first_year=1),)
    assert worked_out(an_appraisal(costs=costs)).worth["a"].present.value == Decimal("96.62")
