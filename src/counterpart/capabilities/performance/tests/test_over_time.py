"""Judgements over time: the signal of a figure, its run of reds, last year, the year’s end, targets met on paper."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.capabilities.performance.rules.adding import Counted
from counterpart.capabilities.performance.rules.digits import ten_digits
from counterpart.capabilities.performance.rules.figures import Said, in_reading_order
from counterpart.capabilities.performance.rules.history import (
    back_over,
    before,
    periods_behind,
    reds_running,
    resting_on,
    track_of,
)
from counterpart.capabilities.performance.rules.on_paper import RULE, Felt, on_paper
from counterpart.capabilities.performance.rules.projection import (
    Ahead,
    Manual,
    Track,
    ahead,
    method_of,
    projected,
    range_of,
    required,
)
from counterpart.capabilities.performance.rules.trend import Rebase, signal_of
from counterpart.capabilities.performance.tests.figuring import a_template, an_indicator, figures, known, months
from counterpart.engines.library.rules.indicators import AYear, Better, Indicator, MeasuredAs, Projected
from counterpart.values.period import period
from counterpart.values.quantity import Unit

QUICKLY = settings(max_examples=60, deadline=None)
STEADY = ("20", "22", "21", "19", "20", "21", "22", "20", "19", "21", "20", "22")
COUNT = an_indicator(measured_as=MeasuredAs.COUNT, target={"each month": "20", "2010-11": "240"}, decimals=0)
RATIO = an_indicator(measured_as=MeasuredAs.RATIO, unit=Unit.PERCENT, target={"2010-11": "90"})


def figure(indicator: Indicator, when: str, rows: dict[Any, str], **other: Any) -> dict[str, Any]:
    return figures(a_template(indicator), when, rows, **other)["A 1", None]


def test_fewer_than_seven_points_make_no_signal() -> None:
    assert figure(COUNT, "2010-09", months("2010-04", *STEADY[:6]))["signal"] is None
    assert figure(COUNT, "2010-10", months("2010-04", *STEADY[:7]))["signal"] is not None


def test_a_signal_says_chance_or_not_and_what_can_be_relied_on() -> None:
    found = figure(COUNT, "2011-03", months("2010-04", *STEADY[:11], "40"))["signal"]
    assert (found["label"], found["rule"], found["capability"]) == ("improvement", "outside_limits", "inconsistent")
    assert (found["points"], found["since"]) == (12, "2010-04")
    assert found["because"] == (
        "40 is an improvement beyond chance: it lies outside the limits, with a mean of 22.08333333 and limits of "
        "13.86151515 to 30.30515152 from 12 points since April 2010. Whether the target is met is a matter of chance."
    )
    worse = figure(replace(COUNT, better=Better.LOWER), "2011-03", months("2010-04", *STEADY[:11], "40"))["signal"]
    assert worse["label"] == "concern"


def test_a_steady_figure_is_no_more_than_chance_and_few_points_are_on_trial() -> None:
    found = figure(replace(COUNT, target={"2010-10": "5"}), "2010-10", months("2010-04", *STEADY[:7]))["signal"]
    assert (found["label"], found["rule"], found["capability"]) == ("common_cause", None, "pass")
    assert "fewer than 12 and so trial limits," in found["because"]
    assert found["because"].endswith("The target can be relied on to be met, as things are.")


def test_limits_begin_afresh_where_a_person_says_so_and_gives_a_reason() -> None:
    said = Said(rebased={"A 1": (Rebase(period("2010-08"), "a new contractor", "the contract manager"),)})
    values = ("40", "41", "42", "40", *STEADY[:8])
    found = figure(COUNT, "2011-03", months("2010-04", *values), said=said)["signal"]
    assert found["label"] == "common_cause"
    assert Decimal(found["upper"]) < 30
    assert found["rebased"] == [{"period": "2010-08", "reason": "a new contractor", "by": "the contract manager"}]
    assert any(warning.startswith("From 2010-08:") for warning in found["warnings"])
    elsewhere = Said(rebased={"A 1": (Rebase(period("2001-08"), "long ago", "somebody"),)})
    assert figure(COUNT, "2011-03", months("2010-04", *values), said=elsewhere)["signal"]["label"] == "concern"


def test_limits_that_begin_afresh_at_the_last_period_are_none_yet() -> None:
    said = Said(rebased={"A 1": (Rebase(period("2011-03"), "a new contractor", "the contract manager"),)})
    found = figure(COUNT, "2011-03", months("2010-04", *STEADY), said=said)
    assert (found["signal"]["lower"], found["projection"]["low"]) == (None, "247")
    assert found["signal"]["because"] == "22 is no more than chance, with a mean of 22 from 12 points since April 2010."
    band = an_indicator(better=Better.WITHIN, band="18 to 21")
    assert figure(band, "2011-03", months("2010-04", *STEADY), said=said)["signal"]["capability"] == "none"


def test_a_band_is_relied_on_where_the_limits_lie_within_it() -> None:
    def capability(band: str) -> str:
        warm = an_indicator(better=Better.WITHIN, band=band)
        found: str = figure(warm, "2011-03", months("2010-04", *STEADY))["signal"]["capability"]
        return found

    assert [capability(band) for band in ("10 to 30", "21 to 30", "50 to 60", "1 to 2")] == [
        "pass",
        "inconsistent",
        "fail",
        "fail",
    ]
    bare = figure(an_indicator(better=Better.WITHIN), "2011-03", months("2010-04", *STEADY))["signal"]
    assert bare["capability"] == "none"


def test_gaps_are_joined_and_told() -> None:
    said = months("2010-04", *STEADY)
    del said["A 1", "2010-06"]
    one = figure(COUNT, "2011-03", said)["signal"]
    assert "There is a gap in the periods; the points on either side are joined." in one["warnings"]
    del said["A 1", "2010-08"]
    assert any("There are 2 gaps" in warning for warning in figure(COUNT, "2011-03", said)["signal"]["warnings"])


def test_values_that_do_not_vary_have_limits_on_the_mean() -> None:
    found = figure(COUNT, "2010-10", months("2010-04", *("20",) * 7))["signal"]
    assert (found["lower"], found["mean"], found["upper"]) == ("20", "20", "20")


def test_last_year_and_the_run_of_reds_stand_in_the_signal() -> None:
    said = months("2009-04", *STEADY) | months("2010-04", *("20", "22", "21", "10", "11"))
    found = figure(COUNT, "2010-08", said)["signal"]
    assert found["a_year_before"] == {"period": "2009-08", "value": "20", "direction": "worse"}
    assert found["reds_running"] == 2
    assert figure(COUNT, "2010-10", months("2010-04", *STEADY[:7]))["signal"]["a_year_before"] is None


def test_a_run_of_reds_ends_at_the_first_that_is_not_and_is_counted_to_a_dozen() -> None:
    def reds(*values: str) -> int:
        return reds_running(known(a_template(COUNT), months("2009-04", *values)), COUNT, period("2010-06"), None)

    assert reds(*("10",) * 15) == 12
    assert reds(*("10",) * 13, "20", "10") == 1
    assert reds(*("10",) * 14, "20") == 0
    assert reds("10") == 0
    untargeted = an_indicator()
    assert reds_running(known(a_template(untargeted), months("2010-06", "1")), untargeted, period("2010-06"), None) == 0


def test_areas_have_neither_signal_nor_projection_of_their_own() -> None:
    said = {(code, when, "North"): value for (code, when), value in months("2010-04", *STEADY).items()}
    found = figures(a_template(COUNT), "2011-03", said)["A 1", "North"]
    assert (found["signal"], found["projection"]) == (None, None)


def test_the_names_of_signal_and_projection_keep_their_order() -> None:
    found = figure(COUNT, "2010-10", months("2010-04", *STEADY[:7]))
    shuffled = found | {name: dict(sorted(found[name].items())) for name in ("signal", "projection")}
    told = in_reading_order(shuffled)
    assert list(told["signal"]) == list(found["signal"])
    assert list(told["projection"]) == list(found["projection"])


def test_half_a_year_at_run_rate_ends_at_twice_itself_and_says_what_is_wanted() -> None:
    found = figure(COUNT, "2010-09", months("2010-04", "15", "15", "20", "10", "15", "15"))["projection"]
    assert found == {
        "method": "run-rate",
        "period": "2010-11",
        "value": "180",
        "numerator": None,
        "denominator": None,
        "low": None,
        "high": None,
        "target": "240",
        "meets": False,
        "required": "25",
        "periods_left": 6,
        "because": "2010/11 is looked ahead to end at 180, by run-rate, from 6 periods with 6 left. That would miss "
        "its target. Each period left must come to 25 for the target to be reached exactly.",
    }


def test_of_a_ratio_both_counts_are_looked_ahead_to() -> None:
    found = figure(RATIO, "2010-06", months("2010-04", "1/10", "9/10", "90/100"))["projection"]
    assert (found["value"], found["numerator"], found["denominator"]) == ("83.33", "400", "480")
    assert (found["meets"], found["required"]) == (False, "92.22222222")
    assert figure(RATIO, "2010-06", months("2010-04", "50", "60", "70"))["projection"] is None


def test_the_range_supposes_that_what_is_left_lies_within_the_limits() -> None:
    found = figure(COUNT, "2010-10", months("2010-04", *STEADY[:7]))
    so_far = sum(int(value) for value in STEADY[:7])
    signal, projection = found["signal"], found["projection"]
    assert abs(Decimal(projection["low"]) - (so_far + 5 * Decimal(signal["lower"]))) < Decimal("0.0001")
    assert abs(Decimal(projection["high"]) - (so_far + 5 * Decimal(signal["upper"]))) < Decimal("0.0001")
    ended = figure(COUNT, "2011-03", months("2010-04", *STEADY))["projection"]
    assert (ended["low"], ended["value"], ended["high"], ended["required"]) == ("247", "247", "247", None)
    assert ended["because"] == (
        "2010/11 is looked ahead to end at 247, by run-rate, from 12 periods with 0 left. That would meet its target."
    )


def test_a_share_never_ranges_beyond_all_and_nothing() -> None:
    values = ("95/100", "99/100", "90/100", "99/100", "88/100", "99/100", "85/100")
    found = figure(RATIO, "2010-10", months("2010-04", *values))["projection"]
    assert Decimal(found["high"]) <= 100
    assert Decimal(found["low"]) >= 0


def track(*values: str, left: int = 6, last_year: tuple[str, ...] = ()) -> Track:
    told = [tuple(Counted(Decimal(value)) for value in some) for some in (values, last_year)]
    return Track(period("2010-11"), told[0], left, told[1])


@pytest.mark.parametrize(
    ("method", "value"),
    [
        (Projected.RUN_RATE, 24),
        (Projected.LAST_THREE, Fraction(12 + 6 * 3)),
        (Projected.PROFILED, Fraction(12 * 60, 20)),
        (Projected.LATEST, 4),
    ],
)
def test_each_method_looks_ahead_in_its_own_way(method: Projected, value: Fraction) -> None:
    told = track("1", "1", "1", "2", "3", "4", last_year=("3", "3", "3", "3", "4", "4", *("5",) * 4, "10", "10"))
    found = ahead(told, COUNT, method)
    assert found is not None
    assert (found.method, found.value) == (method.value, value)


def test_a_method_that_wants_what_is_not_known_looks_nowhere() -> None:
    assert ahead(track("1", "2"), COUNT, Projected.PROFILED) is None
    assert ahead(track("1", "2", left=1, last_year=("0", "0", "5")), COUNT, Projected.PROFILED) is None
    assert ahead(track(), COUNT, Projected.RUN_RATE) is None
    ratio = Track(period("2010-11"), (Counted(Decimal(1), Decimal(0), Decimal(0)),), 11)
    assert ahead(ratio, RATIO, Projected.RUN_RATE) is None
    assert ahead(ratio, RATIO, Projected.PROFILED) is None


def test_a_score_ends_at_its_latest_or_at_its_mean_as_the_agreement_says() -> None:
    last = an_indicator(measured_as=MeasuredAs.SCORE)
    mean = an_indicator(measured_as=MeasuredAs.SCORE, a_year=AYear.MEAN)
    assert [method_of(one) for one in (last, mean, an_indicator())] == [Projected.LATEST, Projected.RUN_RATE, None]
    told = track("1", "2", "6", left=9)
    target = Decimal(4)
    ends = [projected(told, one, target, limits=(Decimal(0), Decimal(8))) for one in (last, mean)]
    assert [(end["value"], end["low"], end["high"], end["required"]) for end in ends if end] == [
        ("6.00", "0", "8", "4"),
        ("3.00", "0.75", "6.75", "4.333333333"),
    ]
    assert projected(told, an_indicator(), target) is None


def test_a_band_is_looked_ahead_to_by_its_nearest_edge() -> None:
    warm = an_indicator(better=Better.WITHIN, band="18 to 21", measured_as=MeasuredAs.SCORE)
    end = projected(track("25"), warm, None)
    assert end is not None
    assert (end["target"], end["meets"]) == ("21", False)


def test_a_person_may_see_the_years_end_otherwise_and_says_why() -> None:
    seen = Manual(Decimal(250), "two teams come back", "the contract manager")
    said = Said(manual={("A 1", period("2010-11")): seen})
    found = figure(COUNT, "2010-04", months("2010-04", "15"), said=said)["projection"]
    assert (found["method"], found["value"], found["meets"], found["low"]) == ("manual, with reason", "250", True, None)
    assert found["because"].startswith(
        "2010/11 is looked ahead to end at 250, as the contract manager sees it: two teams come back."
    )
    untargeted = replace(COUNT, target={})
    assert figure(untargeted, "2010-04", months("2010-04", "15"))["projection"]["meets"] is None


def test_a_year_with_a_period_wanting_is_not_looked_ahead_to() -> None:
    assert figure(COUNT, "2010-06", months("2010-05", "15", "15"))["projection"] is None
    assert figure(COUNT, "2010-11", {("A 1", "2010-11"): "200"})["projection"] is None
    quarter = figure(COUNT, "2010-Q1", {("A 1", "2010-Q1"): "50"})["projection"]
    assert (quarter["value"], quarter["periods_left"]) == ("200", 3)


def test_last_year_counts_where_every_period_of_it_is_known() -> None:
    template = a_template(replace(COUNT, projected_by=Projected.PROFILED))
    said = months("2009-04", *STEADY) | months("2010-04", "40")
    told = track_of(known(template, said), template.indicators[0], period("2010-04"), None)
    assert told is not None
    assert len(told.last_year) == 12
    found = figures(template, "2010-04", said)["A 1", None]["projection"]
    assert (found["method"], found["value"]) == ("profiled by last year", "494")


AMOUNTS = st.lists(st.decimals(0, 100, places=1), min_size=1, max_size=11)


@QUICKLY
@given(AMOUNTS, st.decimals(0, 2000, places=1), st.sampled_from([AYear.TOTAL, AYear.MEAN]))
def test_what_is_required_of_the_rest_brings_the_year_to_its_target(
    values: list[Decimal], target: Decimal, how: AYear
) -> None:
    told = Track(period("2010-11"), tuple(Counted(value) for value in values), 12 - len(values))
    indicator = replace(COUNT, a_year=how)
    end = ahead(told, indicator, Projected.RUN_RATE)
    assert end is not None
    needed = required(told, indicator, end, target)
    assert needed is not None
    total = Fraction(sum(values)) + needed * told.left
    assert (total / 12 if how is AYear.MEAN else total) == Fraction(target)


@QUICKLY
@given(AMOUNTS, st.decimals(-50, 50, places=1), st.decimals(0, 50, places=1))
def test_a_range_is_never_upside_down_and_holds_a_year_at_its_own_pace(
    values: list[Decimal], lower: Decimal, more: Decimal
) -> None:
    told = Track(period("2010-11"), tuple(Counted(value) for value in values), 12 - len(values))
    end = ahead(told, COUNT, Projected.RUN_RATE)
    assert end is not None
    found = range_of(told, COUNT, end, (lower, lower + more))
    assert found is not None
    assert found[0] <= found[1]
    pace = Fraction(sum(values)) / len(values)
    assert (found[0] <= end.value <= found[1]) == (lower <= pace <= lower + more)


@QUICKLY
@given(st.lists(st.tuples(st.integers(0, 50), st.integers(50, 90)), min_size=1, max_size=11))
def test_a_ratio_at_run_rate_ends_where_it_is(parts: list[tuple[int, int]]) -> None:
    counted = tuple(Counted(Decimal(0), Decimal(n), Decimal(d)) for n, d in parts)
    end = ahead(Track(period("2010-11"), counted, 12 - len(parts)), RATIO, Projected.RUN_RATE)
    assert end is not None
    assert end.value == Fraction(100 * sum(n for n, _ in parts), sum(d for _, d in parts))


def test_nothing_is_required_where_a_year_cannot_be_moved() -> None:
    assert required(track("1", left=0), COUNT, Ahead("run-rate", Fraction(1)), Decimal(5)) is None


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (None, None),
        (Fraction(1, 3), "0.3333333333"),
        (Decimal("12.5000"), "12.5"),
        (Fraction(20), "20"),
        (Decimal("-0"), "0"),
        (Decimal("1E+3"), "1000"),
        (Fraction(-1, 7), "-0.1428571429"),
    ],
)
def test_numbers_that_are_sealed_have_ten_digits_and_no_exponent(number: Any, text: str | None) -> None:
    assert ten_digits(number) == text


def test_what_a_judgement_rests_on_is_read_and_cited() -> None:
    behind = periods_behind(period("2010-09"))
    wanted = ("2007-10", "2009-M09", "2010-11", "2009-10", "2010-04", "2009-04", "2010-Q1")
    assert all(period(name) in behind for name in wanted)
    assert period("2007-M08") not in behind
    computed = an_indicator("C 1", formula="[A 1] + 1", measured_as=MeasuredAs.COUNT)
    template = a_template(COUNT, an_indicator("B 1"), computed)
    told = figures(template, "2010-10", months("2010-04", *STEADY[:7]) | {("B 1", "2010-10"): "3"})
    rests_on = resting_on(template, told.values(), period("2010-10"), period("2008-09"))
    assert rests_on("A 1", period("2010-05"))
    assert rests_on("B 1", period("2010-09"))
    assert not rests_on("B 1", period("2010-05"))
    assert rests_on("A 1", period("2008-Q2"))
    assert not rests_on("B 1", period("2008-Q2"))


def test_three_years_of_months_are_looked_back_over() -> None:
    assert len(before(period("2010-09"))) == 36
    said = months("2006-04", *("20",) * 54)
    assert len(back_over(known(a_template(COUNT), said), COUNT, period("2010-09"), None)) == 36


COMPLAINTS = an_indicator("C 1", title="Complaints", better=Better.LOWER)
REPAIRS = an_indicator(felt_in=("C 1", "gone"))


def felt(*values: str, signal: bool = False) -> dict[str, Felt]:
    template = a_template(COMPLAINTS)
    seen = back_over(known(template, months("2010-04", *values, code="C 1")), COMPLAINTS, period("2011-03"), None)
    return {"c1": Felt(COMPLAINTS, seen, signal_of(seen, COMPLAINTS, None) if signal else None)}


def test_targets_met_while_people_are_unhappy_are_told() -> None:
    (found,) = on_paper(REPAIRS, [False, True, True, True], felt("10", "12", "15"))
    assert (found.indicator, found.felt_in, found.rule) == ("A 1", "C 1", RULE)
    assert found.because == (
        "Repairs in time (A 1) met its target in each of the last 3 periods, while Complaints (C 1) went from 10 to 12 "
        "to 15, worse each time."
    )
    (beyond,) = on_paper(REPAIRS, [True] * 3, felt(*STEADY[:11], "60", signal=True))
    assert beyond.because.endswith("Complaints (C 1) is a concern beyond chance.")


@pytest.mark.parametrize(
    ("met", "values"),
    [
        ([True, True], ("10", "12", "15")),
        ([True, True, False], ("10", "12", "15")),
        ([True, None, True], ("10", "12", "15")),
        ([True] * 3, ("10", "12", "12")),
        ([True] * 3, ("10", "12")),
    ],
)
def test_otherwise_nothing_is_said_against_a_target_that_is_met(
    met: list[bool | None], values: tuple[str, ...]
) -> None:
    assert on_paper(REPAIRS, met, felt(*values)) == ()
