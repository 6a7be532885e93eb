"""Areas that differ beyond chance, held to the sums of the textbook; unit costs; and a whole set at a glance."""

from fractions import Fraction
from math import comb
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.capabilities.performance.rules.funnel import EXACT, WILSON, Area, Placed, Standing, funnel
from counterpart.capabilities.performance.rules.portfolio import (
    NO_AREA,
    Share,
    balance,
    concerns,
    portfolio,
    successes,
)
from counterpart.capabilities.performance.rules.quartiles import Label
from counterpart.capabilities.performance.rules.value_for_money import beside_quality, value_for_money
from counterpart.engines.library.rules.indicators import Better
from counterpart.values.refusal import Refusal

COUNTS = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def placed(*counts: tuple[int, int], better: Better = Better.HIGHER) -> tuple[Placed, ...]:
    found = funnel([Area(f"Area {at}", n, d) for at, (n, d) in enumerate(counts)], better=better)
    assert not isinstance(found, Refusal), found
    return found


@settings(max_examples=60, deadline=None)
@given(st.lists(COUNTS, min_size=3, max_size=6))
def test_the_chance_is_the_exact_binomial_tail(counts: list[tuple[int, int]]) -> None:
    share = Fraction(sum(n for n, _ in counts), sum(d for _, d in counts))
    for one, (n, d) in zip(placed(*counts), counts, strict=True):
        high = Fraction(n, d) >= share
        tail = range(n, d + 1) if high else range(n + 1)
        exact = sum(comb(d, k) * share**k * (1 - share) ** (d - k) for k in tail)
        assert one.chance is not None
        assert abs(Fraction(one.chance) - exact) < Fraction(1, 10**12)
        assert (one.standing is Standing.CHANCE) == (exact >= Fraction(1, 1000))


@settings(max_examples=60, deadline=None)
@given(st.lists(COUNTS, min_size=3, max_size=6))
def test_areas_turned_round_are_better_where_they_were_worse(counts: list[tuple[int, int]]) -> None:
    turned = [(d - n, d) for n, d in counts]
    there = [one.standing for one in placed(*counts)]
    assert [one.standing for one in placed(*turned, better=Better.LOWER)] == there


def test_an_area_far_out_differs_and_a_small_one_as_far_does_not() -> None:
    small, large, rest = placed((6, 10), (600, 1000), (9000, 10_000))
    assert (small.standing, large.standing) == (Standing.CHANCE, Standing.WORSE)
    assert large.because == (
        "Area 1: 600 of 1000 is 60.00 %, where 87.25 % was to be expected; a result as far out comes by chance less "
        "than one time in a million: worse than chance (exact binomial, one in 1,000)."
    )
    assert "one time in 34" in small.because
    assert rest.method == EXACT
    steady = placed((90, 100), (91, 100), (89, 100))
    assert all("more often than one time in ten" in one.because for one in steady)


def test_a_large_area_is_judged_by_wilsons_score() -> None:
    found = placed((9_000, 10_001), (8_500, 10_001), (50, 100))
    assert [(one.method, one.chance is None) for one in found] == [(WILSON, True), (WILSON, True), (EXACT, False)]
    assert [one.standing for one in found] == [Standing.BETTER, Standing.WORSE, Standing.WORSE]
    same = placed((9_000, 10_001), (9_000, 10_001), (9_000, 10_001))
    assert {one.standing for one in same} == {Standing.CHANCE}


def test_where_neither_way_is_better_an_area_is_higher_or_lower() -> None:
    found = placed((10, 100), (90, 100), (50, 100), better=Better.WITHIN)
    assert [one.standing for one in found] == [Standing.LOWER, Standing.HIGHER, Standing.CHANCE]


def test_all_or_nothing_everywhere_is_no_difference() -> None:
    assert {one.standing for one in placed((5, 5), (9, 9), (3, 3))} == {Standing.CHANCE}
    assert {one.standing for one in placed((0, 5), (0, 9), (0, 3))} == {Standing.CHANCE}


@pytest.mark.parametrize(
    ("areas", "code"),
    [
        ([(1, 2), (1, 2)], "funnel.few"),
        ([(3, 2), (1, 2), (1, 2)], "funnel.not-a-share"),
        ([(0, 0), (1, 2), (1, 2)], "funnel.not-a-share"),
    ],
)
def test_what_cannot_be_compared_is_refused(areas: list[tuple[int, int]], code: str) -> None:
    found = funnel([Area("A", n, d) for n, d in areas], better=Better.HIGHER)
    assert isinstance(found, Refusal)
    assert found.code == code


@pytest.mark.parametrize(
    ("cost", "quality", "said"),
    [
        (Label.TOP_QUARTILE, Label.ABOVE_MEDIAN, "Cheaper than most, and better than most."),
        (Label.ABOVE_MEDIAN, Label.BELOW_MEDIAN, "Cheaper than most, and worse than most."),
        (Label.BOTTOM_QUARTILE, Label.TOP_QUARTILE, "Dearer than most, and better than most."),
        (Label.BELOW_MEDIAN, Label.BOTTOM_QUARTILE, "Dearer than most, and worse than most."),
        (None, Label.TOP_QUARTILE, "Nothing is said of value for money: there is no label for cost."),
        (Label.TOP_QUARTILE, None, "Nothing is said of value for money: there is no label for quality."),
    ],
)
def test_cost_is_never_told_without_quality(cost: Label | None, quality: Label | None, said: str) -> None:
    assert value_for_money(cost, quality) == said


def test_each_peer_group_tells_what_is_got_for_the_cost_by_its_newest_label() -> None:
    def peer(label: str | None, group: str = "All", when: str = "2007-08") -> dict[str, Any]:
        return {"peer_group": group, "period": when, "label": label}

    best, worst = Label.TOP_QUARTILE.value, Label.BOTTOM_QUARTILE.value
    cost = {"indicator": "COST", "benchmarks": [peer(best), peer(worst, when="2006-07"), peer(best, "North")]}
    got = {"indicator": "SAT", "benchmarks": [peer(worst)]}
    assert beside_quality(cost, got) == (
        "All: cheaper than most, and worse than most (COST beside SAT).",
        "North: nothing is said of value for money: there is no label for quality (COST beside SAT).",
    )
    assert beside_quality({"indicator": "COST", "benchmarks": [peer(best)]}, None) == (
        "All: nothing is said of value for money: there is no label for quality.",
    )


def a_figure(code: str = "A", **other: Any) -> dict[str, Any]:
    said = {"indicator": code, "area": None, "direction_of_travel": "none", "target_met": None, "rag": "none"}
    return said | {"signal": None, "projection": None} | other


def test_the_sentences_of_a_shared_services_board_are_told_with_how_many_of_how_many() -> None:
    """Shares as Bromsgrove’s board noted them for September 2010 (minute 40/10); how many there were is made up."""
    figures = [a_figure(direction_of_travel="better") for _ in range(20)] + [a_figure(direction_of_travel="same")] * 3
    figures += [a_figure(direction_of_travel="worse")] * 16
    figures += [a_figure(target_met=True, projection={"meets": True})] * 10
    figures += [a_figure(target_met=False, projection={"meets": True})] * 3
    figures += [a_figure(target_met=False, projection={"meets": False})] * 4
    figures += [a_figure(area="North", direction_of_travel="worse", target_met=False)] * 9
    found = portfolio(figures)
    assert [found.stable_or_improving.per_cent, found.met.per_cent, found.projected_to_meet.per_cent] == [59, 59, 76]
    assert found.sentences == (
        "59 % of indicators that can be compared with the period before are stable or improving: 23 of 39.",
        "59 % of indicators with a target are on target: 10 of 17.",
        "76 % of indicators that are looked ahead to are projected to meet the target at the year’s end: 13 of 17.",
    )


def test_of_nothing_no_share_is_told() -> None:
    found = portfolio([a_figure(target_met=True)])
    assert found.sentences == (
        "There are no indicators that can be compared with the period before.",
        "100 % of indicators with a target are on target: 1 of 1.",
        "There are no indicators that are looked ahead to.",
    )
    assert Share(1, 8).per_cent == 13
    assert balance([], {}).met is None


def test_a_large_service_does_not_drown_a_small_one() -> None:
    large = [a_figure("L", target_met=True)] * 19 + [a_figure("L", target_met=False)]
    small = [a_figure("S", target_met=False), a_figure("S", target_met=True)]
    found = balance([*large, *small, a_figure("O")], {"L": "Housing", "S": "Museums", "O": ""})
    assert [name for name, _ in found.areas] == ["Housing", "Museums", NO_AREA]
    assert portfolio([*large, *small]).met.per_cent == 91
    assert found.met == 73


def test_successes_and_concerns_are_by_the_rules_that_are_stated() -> None:
    label = {"label": "improvement"}, {"label": "concern"}, {"label": "common_cause"}
    red = {"rag": "red", "target_met": False, "direction_of_travel": "better"}
    figures = [
        a_figure("met and better", target_met=True, direction_of_travel="better", signal=label[2]),
        a_figure("met and worse", target_met=True, direction_of_travel="worse"),
        a_figure("improving", signal=label[0]),
        a_figure("missed though improving", target_met=False, direction_of_travel="better", signal=label[0]),
        a_figure("concern", target_met=True, signal=label[1]),
        a_figure("missed", target_met=False, direction_of_travel="same"),
        a_figure("red and short", **red, projection={"meets": False}),
        a_figure("red and in time", **red, projection={"meets": True}),
    ]
    assert [figure["indicator"] for figure in successes(figures)] == ["met and better", "improving"]
    assert [figure["indicator"] for figure in concerns(figures)] == ["concern", "missed", "red and short"]
