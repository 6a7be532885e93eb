"""Money to the penny: caps and floors hold, shares come to the whole, and no order of entering matters."""

import random
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpart.capabilities.incentives.rules.facts import Book, Level, Sum, Worked, Working
from counterpart.capabilities.incentives.rules.shares import among
from counterpart.capabilities.incentives.rules.working import in_order, work_out
from counterpart.capabilities.incentives.tests.making import book, charge, charges, level, money_of, of_quarters, rule
from counterpart.engines.library.rules.money_by_figures import ServiceCredits
from counterpart.values.period import period
from counterpart.values.refusal import Refused

D = Decimal
SHARE = {"council": "50 %", "company": "50 %"}
BANDS = [
    {"above": "0 %", "up_to": "80 %", "share": "15 %"},
    {"above": "80 %", "up_to": "90 %", "share": "30 %"},
    {"above": "90 %", "up_to": "110 %", "share": "50 %"},
    {"above": "110 %", "share": "20 %"},
]
POUNDS = st.decimals(min_value=0, max_value=10**7, places=2, allow_nan=False)
PERCENT = st.decimals(min_value=0, max_value=100, places=2, allow_nan=False)


def one(told: Any, *books: Book) -> Worked:
    """What one rule comes to in the last of some books."""
    return work_out(money_of(told), books)[-1][0]


def refused(told: Any, *books: Book) -> str:
    with pytest.raises(Refused) as no:
        work_out(money_of(told), books)
    return no.value.refusal.code


def test_retention_is_released_by_the_share_of_levels_met() -> None:
    terms = rule("credit retention", hold="5 %", levels=["A", "B", "C", "D", "E"], release="share of levels met")
    met = [level(code, met=code != "E") for code in "ABCDE"]
    told = one(terms, book("2008-Q1", met, charges("2008-Q1", "100000.00")))
    assert told.amount.value == D("-3000.00")
    assert {name: told.outcomes[name] for name in ("held", "released", "kept")} == {
        "held": D("15000.00"),
        "released": D("12000.00"),
        "kept": D("3000.00"),
    }
    assert told.steps[1].because == "4 of 5 service levels were met; missed: E"


def test_all_or_nothing_releases_nothing_where_one_is_missed() -> None:
    terms = rule("credit retention", hold="5 %", levels=["A", "B"], release="all or nothing")
    told = one(terms, book("2008-Q1", [level("A"), level("B", met=False)], charges("2008-Q1", "100.00")))
    assert told.amount.value == D("-15.00")
    assert one(terms, book("2008-Q1", [level("A"), level("B")], charges("2008-Q1", "100.00"))).amount.value == 0


@given(st.lists(POUNDS, min_size=1, max_size=5), PERCENT, st.lists(st.booleans(), min_size=1, max_size=5))
def test_what_is_held_is_released_and_kept_exactly(amounts: list[D], hold: D, met: list[bool]) -> None:
    codes = "ABCDE"[: len(met)]
    terms = rule("credit retention", hold=f"{hold} %", levels=list(codes), release="share of levels met")
    given_ = [charge(amount, "2008-05") for amount in amounts]
    told = one(terms, book("2008-Q1", [level(c, met=m) for c, m in zip(codes, met, strict=True)], given_)).outcomes
    assert told["held"] == told["released"] + told["kept"]
    assert D(0) <= told["released"] <= told["held"]
    more = one(terms, book("2008-Q1", [level(c) for c in codes], given_)).outcomes
    assert more["released"] >= told["released"]


CREDITS = {
    "levels": [{"level": "A", "failures": [{"worse_than": "95", "points": "1"}, {"worse_than": "90", "points": "3"}]}],
    "percent_a_point": "1 %",
    "repeat": [{"times": "2", "multiply": "2"}, {"times": "3", "multiply": "3"}],
    "cap": "5 %",
    "cap_in_year": "8 %",
    "earn_back": {"periods": "2", "share": "50 %"},
    "holiday": "3 months",
}


def test_points_repeat_and_are_capped_by_quarter_and_by_year_and_earned_back() -> None:
    values = ["80", "94", "89", "88", "96", "97", "98", "96"]
    books = of_quarters("2008-Q1", [D(value) for value in values], "1000.00", commenced=date(2008, 4, 1))
    told = [worked[0] for worked in work_out(money_of(rule("service credits", **CREDITS)), books)]
    assert [each.amount.value for each in told] == [
        D("0.00"),  # a holiday of three months
        D("-30.00"),  # one point of £3,000
        D("-150.00"),  # three points, twice, capped at 5 %
        D("-150.00"),  # three points, three times, capped at 5 %; £720 is the cap of the year so far
        D("0.00"),
        D("75.00"),  # two periods without a point
        D("0.00"),
        D("0.00"),
    ]
    assert "holiday" in told[0].steps[0].because
    assert "times 3 as failure 3 running" in told[3].steps[0].because


def test_the_cap_of_the_year_leaves_what_is_left() -> None:
    tight = CREDITS | {"cap": "100 %", "cap_in_year": "£100", "holiday": "1 days"}
    books = of_quarters("2008-Q1", [D("94")] * 4 + [D("94")], "1000.00")
    told = [worked[0].amount.value for worked in work_out(money_of(rule("service credits", **tight)), books)]
    assert told == [D("-30.00"), D("-60.00"), D("-10.00"), D("0.00"), D("-90.00")]


def test_relief_excuses_and_does_not_count_as_a_repeat() -> None:
    books = of_quarters("2008-Q2", [D("94")] * 3, "1000.00")
    books[1] = Book(books[1].period, books[1].levels, books[1].sums, {"a": "the flood"})
    told = [worked[0] for worked in work_out(money_of(rule("service credits", **CREDITS)), books)]
    assert [each.amount.value for each in told] == [D("-30.00"), D("0.00"), D("-60.00")]
    assert told[1].steps[0].because == "A failed and counts for nothing: the flood"


@given(st.lists(PERCENT, min_size=1, max_size=12), POUNDS)
def test_credits_hold_their_caps_whatever_the_figures(values: list[D], amount: D) -> None:
    books = of_quarters("2008-Q1", values, str(amount))
    told = [worked[0].outcomes["credit"] for worked in work_out(money_of(rule("service credits", **CREDITS)), books)]
    a_quarter = amount * 3
    assert all(D(0) <= credit <= (a_quarter * 5 / 100).quantize(D("0.01")) + D("0.01") for credit in told)
    for first in range(0, len(told), 4):
        year = told[first : first + 4]
        assert sum(year) <= a_quarter * len(year) * 8 / 100 + D("0.01")


@given(PERCENT, PERCENT)
def test_a_bonus_curve_pays_no_less_for_more(left: D, right: D) -> None:
    curve = [{"at": "90", "pay": "£0"}, {"at": "95", "pay": "£5,000"}, {"at": "99", "pay": "£12,345.67"}]
    terms = rule("bonus curve", level="A", curve=curve, cap="£10,000")
    low, high = sorted((left, right))
    paid = [one(terms, book("2008-Q1", [level("A", value)])).amount.value for value in (low, high)]
    assert D(0) <= paid[0] <= paid[1] <= D("10000.00")


def test_a_curve_by_steps_pays_what_was_reached() -> None:
    curve = [{"at": "90", "pay": "£100"}, {"at": "95", "pay": "£500"}]
    terms = rule("bonus curve", level="A", curve=curve, between="steps")
    paid = [one(terms, book("2008-Q1", [level("A", D(v))])).amount.value for v in ("89", "90", "94.99", "95", "100")]
    assert paid == [D(100), D(100), D(100), D(500), D(500)]
    assert one(terms, book("2008-Q1", [level("A", None)])).amount.value == 0


def test_the_example_of_the_contract_gives_5_60() -> None:
    terms = rule("pain and gain", bands=BANDS)
    told = one(terms, book("2008-Q1", sums=[Sum("target cost", D("100.00"), DAY), Sum("actual cost", D("88.00"), DAY)]))
    assert told.amount.value == D("5.60")
    assert [step.because for step in told.steps[:2]] == [
        "£2.00 lies in the band 80 % to 90 %, of which 30 % is £0.60",
        "£10.00 lies in the band 90 % to 110 %, of which 50 % is £5.00",
    ]
    assert refused(terms, book("2008-Q1")) == "money.no-costs"


DAY = date(2008, 5, 1)


@given(POUNDS, POUNDS, POUNDS)
def test_pain_and_gain_is_monotone_and_within_its_bounds(target: D, left: D, right: D) -> None:
    terms = rule("pain and gain", bands=BANDS, cap="£100,000", floor="-£50,000")
    low, high = sorted((left, right))
    shared = [
        one(
            terms, book("2008-Q1", sums=[Sum("target cost", target, DAY), Sum("actual cost", actual, DAY)])
        ).amount.value
        for actual in (low, high)
    ]
    assert D("-50000.00") <= shared[1] <= shared[0] <= D("100000.00")


@given(POUNDS, st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 99), min_size=1))
def test_shares_come_to_the_whole_to_the_penny_in_any_order(amount: D, weights: dict[str, int]) -> None:
    shares = {name: D(weight) for name, weight in weights.items()}
    parts = among(amount, shares)
    assert sum(parts.values()) == amount
    turned = dict(reversed(list(shares.items())))
    assert among(amount, turned) == parts


def test_savings_are_shared_equally_unless_the_group_decides() -> None:
    terms = rule("shared savings", share=SHARE)
    sums = [
        Sum("saving", D("100.01"), DAY, "one van for two trades"),
        Sum("saving", D("1000.00"), DAY, "stores", share=D(30)),
    ]
    told = one(terms, book("2008-Q1", sums=sums))
    assert told.outcomes["council"] + told.outcomes["company"] == told.outcomes["saved"] == D("1100.01")
    assert told.amount.value == told.outcomes["company"] == D("350.01")


@pytest.mark.parametrize(("of", "amount"), [("revenue", "-450.00"), ("profit", "-250.00"), ("on-selling", "-50.00")])
def test_income_above_a_sum_is_shared_and_a_loss_is_not(of: str, amount: str) -> None:
    terms = rule("income share", of=of, share=SHARE, above="£100")
    sums = [Sum("revenue", D(1000), DAY), Sum("cost", D(400), DAY), Sum("on-selling", D(200), DAY)]
    assert one(terms, book("2008-Q1", sums=sums)).amount.value == D(amount)
    lost = [Sum("revenue", D(10), DAY), Sum("cost", D(400), DAY)]
    assert one(terms, book("2008-Q1", sums=lost)).amount.value == 0


def test_income_outside_the_period_is_refused() -> None:
    terms = rule("income share", of="profit", share=SHARE)
    assert refused(terms, book("2008-Q1", sums=[Sum("cost", D(1), date(2008, 7, 1))])) == "money.outside"


SCORE = rule(
    "weighted score",
    name="score",
    parts=[
        {"of": "A", "weight": "60 %", "marks": [{"at": "50", "score": "0"}, {"at": "90", "score": "100"}]},
        {"of": "B", "weight": "40 %"},
    ],
)


def test_a_weighted_score_decides_profit_and_pay_at_risk() -> None:
    profit = rule("profit by score", name="profit", score="score", curve=EARNED)
    risk = rule("pay at risk", name="risk", score="score", at_risk="20 %")
    figures = [level("A", D(80)), level("B", D(70))]
    _, by_score, at_risk = work_out(
        money_of(SCORE, profit, risk), [book("2008-Q1", figures, charges("2008-Q1", "1000.00"))]
    )[0]
    assert by_score.outcomes["score"] == D("73.00")  # 60 % of 75 and 40 % of 70
    assert by_score.amount.value == D("79.50")  # 2.65 % of £3,000
    assert at_risk.amount.value == D("-162.00")  # 27 % of £600


EARNED = [{"at": "60", "percent": "2 %"}, {"at": "80", "percent": "3 %"}]


def test_without_figures_nothing_is_decided_yet() -> None:
    profit = rule("profit by score", name="profit", score="score", curve=EARNED)
    risk = rule("pay at risk", name="risk", score="score", at_risk="20 %")
    worked = work_out(money_of(SCORE, profit, risk), [book("2008-Q1")])[0]
    assert [each.amount.value for each in worked] == [0, 0, 0]


def yearly(scores: list[str]) -> list[Worked]:
    score = rule("weighted score", name="score", every="year", parts=[{"of": "A", "weight": "100 %"}])
    extension = rule(
        "extension by score", every="year", score="score", earns_at="80", loses_below="60", most="2", name="extension"
    )
    books = [book(f"{2008 + n}-{9 + n:02}", [level("A", D(s))]) for n, s in enumerate(scores)]
    return [worked[1] for worked in work_out(money_of(score, extension), books)]


def test_years_are_earned_lost_and_capped() -> None:
    told = yearly(["80", "59.99", "59", "70", "90", "90", "90"])
    assert [int(each.outcomes["years"]) for each in told] == [1, -1, 0, 0, 1, 1, 0]
    assert [int(each.outcomes["standing"]) for each in told] == [1, 0, 0, 0, 1, 2, 2]
    assert told[2].amount.because.endswith("loses 0, as none stands")


@given(st.lists(PERCENT, min_size=1, max_size=10))
def test_no_more_years_stand_than_may_and_none_below_nought(scores: list[D]) -> None:
    told = yearly([str(score) for score in scores])
    assert all(0 <= each.outcomes["standing"] <= 2 for each in told)


def test_charges_rise_with_the_index_less_efficiency_and_no_month_is_guessed() -> None:
    terms = rule("uplift", index="CPI", base="2008-04", less="1 %", cap="3 %")
    index = [Sum("index", D(100), date(2008, 4, 1), "CPI"), Sum("index", D("102.5"), date(2008, 6, 1), "CPI")]
    told = one(terms, book("2008-Q1", sums=[*charges("2008-Q1", "1000.00"), *index]))
    assert told.amount.value == D("45.00")
    assert refused(terms, book("2008-Q1", sums=index[:1])) == "money.no-index"


def test_a_ceiling_brings_rules_together_within_it() -> None:
    credits_ = rule("target less actual", name="credit", level="A")
    least = rule("ceiling", name="no more than a tenth", of=["credit"], floor="-10 %")
    worked = work_out(
        money_of(least, credits_), [book("2008-Q1", [level("A", D(75), D(98))], charges("2008-Q1", "100"))]
    )
    assert [(each.terms.name, each.amount.value) for each in worked[0]] == [
        ("credit", D("-69.00")),
        ("no more than a tenth", D("39.00")),
    ]


def test_what_rests_on_inadmissible_records_is_refused() -> None:
    terms = rule("target less actual", level="A", clause="Behaviour 4")
    assert refused(terms, book("2008-Q1")) == "money.inadmissible"
    measured = rule("target less actual", level="S")
    assert refused(measured, book("2008-Q1")) == "money.inadmissible"


def test_a_circle_is_refused() -> None:
    score = {"every": "quarter", "parts": [{"of": "A", "weight": "100 %"}]}
    first = money_of(
        rule("weighted score", name="a", **score | {"parts": [{"of": "b", "weight": "100 %"}]}), check=False
    )
    second = money_of(
        rule("weighted score", name="b", **score | {"parts": [{"of": "a", "weight": "100 %"}]}), check=False
    )
    with pytest.raises(Refused, match="in a circle"):
        in_order([*first.money, *second.money])


@given(st.randoms(use_true_random=False))
def test_no_order_of_figures_sums_or_levels_matters(chance: random.Random) -> None:
    levels = [level("A", D(80), D(98)), level("B", D(70), met=False), level("C", D(99))]
    sums = [*charges("2008-Q1", "333.33"), Sum("saving", D("10.01"), DAY, "a"), Sum("saving", D("0.02"), DAY, "b")]
    rules = [
        rule("credit retention", name="held", hold="3.33 %", levels=["A", "B", "C"], release="share of levels met"),
        rule("shared savings", name="saved", share=SHARE),
        SCORE,
    ]
    before = work_out(money_of(*rules), [book("2008-Q1", levels, sums)])[0]
    chance.shuffle(levels)
    chance.shuffle(sums)
    assert work_out(money_of(*rules), [book("2008-Q1", levels, sums)])[0] == before


def test_each_step_names_the_rule_the_clause_and_the_template() -> None:
    terms = money_of(rule("credit retention", hold="5 %", levels=["A"], release="all or nothing")).money[0]
    step = Working(terms, "t@1").step(D(1), "why")
    assert (step.rule, step.clause, step.template) == ("credit retention", "Money 1", "t@1")
    assert period("2008-Q1").in_words == "quarter 1 of 2008/09"
    assert isinstance(terms, object)
    assert Level("A", None).misses(D(1)) is False
    assert ServiceCredits.__name__ == "ServiceCredits"


@pytest.mark.parametrize(
    ("holiday", "excused"),
    [("30 days", False), ("31 days", True), ("4 weeks", False), ("5 weeks", True), ("1 years", True)],
)
def test_a_holiday_is_counted_from_commencement(holiday: str, excused: bool) -> None:
    terms = rule("service credits", **CREDITS | {"holiday": holiday})
    books = of_quarters("2008-Q2", [D("94")], "1000.00", commenced=date(2008, 6, 1))
    assert (work_out(money_of(terms), books)[0][0].amount.value == 0) is excused


def test_a_shortfall_waits_for_its_figure() -> None:
    terms = rule("target less actual", level="A", cap="10 %", floor="2 %")
    assert one(terms, book("2008-Q1", [level("A", None, D(90))], charges("2008-Q1", "100"))).amount.value == 0
    assert one(terms, book("2008-Q1", [level("A", D(89), D(90))], charges("2008-Q1", "100"))).amount.value == D("-6.00")
    assert one(terms, book("2008-Q1", [level("A", D(50), D(90))], charges("2008-Q1", "100"))).amount.value == D(
        "-30.00"
    )
    assert one(terms, book("2008-Q1", [level("A", D(90), D(90))], charges("2008-Q1", "100"))).amount.value == 0


def test_a_saving_that_is_one_partys_alone_stays_so() -> None:
    terms = rule("shared savings", share={"company": "100 %"})
    saving = Sum("saving", D("10.00"), DAY, "vans", share=D(40))
    assert one(terms, book("2008-Q1", sums=[saving])).amount.value == D("10.00")


def test_nothing_is_worked_out_of_no_books() -> None:
    assert work_out(money_of(SCORE), []) == []
    assert work_out(money_of(SCORE), [book("2008-05")]) == [()]
