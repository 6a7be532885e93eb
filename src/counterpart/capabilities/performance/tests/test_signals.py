"""Signals against NHSRplotthedots, and at the corners it does not show."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.capabilities.performance.rules.signals import (
    Capability,
    Improvement,
    Label,
    Rule,
    Signal,
    signal,
)
from counterpart.values.refusal import Refusal

KNOWN = json.loads(Path(__file__).with_name("plotthedots.json").read_text(encoding="utf-8"))["series"]
LABELS = {".": Label.COMMON_CAUSE, "i": Label.IMPROVEMENT, "c": Label.CONCERN}
RULES = {
    ".": None,
    "o": Rule.OUTSIDE_LIMITS,
    "t": Rule.SEVEN_POINT_TREND,
    "2": Rule.TWO_OF_THREE,
    "7": Rule.SEVEN_ONE_SIDE,
}
NEAR = Decimal("1e-9")


def dated(*values: object) -> list[tuple[str, Decimal]]:
    return [(f"{2000 + at // 12}-{at % 12 + 1:02}", Decimal(str(value))) for at, value in enumerate(values)]


def found(*values: object, **options) -> Signal:
    answer = signal(dated(*values), **options)
    assert isinstance(answer, Signal)
    return answer


def test_all_34_series_are_here():
    assert len(KNOWN) == 34


@pytest.mark.parametrize("known", KNOWN, ids=[known["id"] for known in KNOWN])
def test_limits_labels_rules_and_capability_agree_with_the_package(known):
    answer = found(
        *known["values"].split(),
        improvement=Improvement(known["improvement"]),
        target=None if known["target"] is None else Decimal(known["target"]),
        fix_after=known["fix_after"],
        screen=known["screen"],
    )
    for point in answer.points:
        assert point.lower is not None
        assert point.upper is not None
        assert abs(point.mean - Decimal(known["mean"])) < NEAR
        assert abs(point.lower - Decimal(known["lower"])) < NEAR
        assert abs(point.upper - Decimal(known["upper"])) < NEAR
    assert [point.label for point in answer.points] == [LABELS[letter] for letter in known["labels"]]
    assert [point.rule for point in answer.points] == [RULES[letter] for letter in known["rules"]]
    assert answer.capability == known["capability"]


OUTLIER = (1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1)


def test_a_screened_outlier_leaves_the_limits_of_the_package_vignette():
    point = found(*OUTLIER, screen=True).points[4]
    assert point.lower is not None
    assert point.upper is not None
    assert (round(point.mean, 2), round(point.lower, 2), round(point.upper, 1)) == (
        Decimal("1.94"),
        Decimal("-0.72"),
        Decimal("4.6"),
    )
    assert point.rule is Rule.OUTSIDE_LIMITS


def test_screening_is_only_done_when_asked_and_says_what_it_left_out():
    assert found(*OUTLIER).points[0].upper > found(*OUTLIER, screen=True).points[0].upper
    assert found(*OUTLIER).warnings == ()
    assert found(*OUTLIER, screen=True).warnings == (
        "2 moving ranges of at least 3.267 times the mean moving range left out of the limits.",
    )
    one_jump = (*[1, 2] * 8, 9)
    assert found(*one_jump, screen=True).warnings[0].startswith("1 moving range of at least")


def test_every_point_has_at_least_12_significant_digits():
    third = found(1, 1, 2).points[0].mean
    assert str(third) == "1.333333333333333333333333333"


def test_a_rebase_begins_a_group_with_limits_and_runs_of_its_own():
    values = [5, 6, 5, 6, 5, 6, 5, 6, 5, 6, 5, 6, 15, 16, 15, 16, 15, 16, 15, 16, 15, 16, 15, 16]
    whole, split = found(*values), found(*values, rebase=["2001-01"])
    assert {point.rule for point in whole.points} != {None}
    assert {point.rule for point in split.points} == {None}
    first, second = found(*values[:12]), found(*values[12:])
    assert [point.upper for point in split.points] == [point.upper for point in (*first.points, *second.points)]
    assert [point.value for point in split.points] == [Decimal(value) for value in values]


def test_two_rebases_make_three_groups_and_short_ones_are_named():
    answer = found(*range(24), rebase=["2000-07", "2001-07"])
    assert len({point.mean for point in answer.points}) == 3
    assert answer.warnings == tuple(
        f"From {period}: the limits rest on {n} points; fewer than 12 make trial limits."
        for period, n in (("2000-01", 6), ("2001-07", 6))
    )


def test_a_rebase_at_the_first_period_changes_nothing_but_the_words():
    assert found(*OUTLIER, rebase=["2000-01"]).points == found(*OUTLIER).points


def test_limits_can_rest_on_the_first_points_only():
    values = [*[5, 6] * 6, 50, 60]
    answer = found(*values, fix_after=12)
    assert answer.points[-1].upper == found(*values[:12]).points[-1].upper
    assert answer.points[-1].rule is Rule.OUTSIDE_LIMITS
    assert answer.warnings == ()
    assert "rest on 6 points" in found(*values, fix_after=6).warnings[0]


def test_a_constant_series_has_limits_on_its_mean_and_no_signal():
    answer = found(*["0.1"] * 13, target=Decimal("0.2"))
    assert {(point.mean, point.lower, point.upper, point.label) for point in answer.points} == {
        (Decimal("0.1"), Decimal("0.1"), Decimal("0.1"), Label.COMMON_CAUSE)
    }
    assert answer.capability is Capability.FAIL
    assert answer.warnings == ("The values do not vary, so the limits lie on the mean.",)


def test_a_constant_series_screened_has_no_moving_range_left_and_so_no_limits():
    answer = found(*["0.1"] * 13, target=Decimal("0.2"), screen=True)
    assert {(point.lower, point.upper) for point in answer.points} == {(None, None)}
    assert answer.capability is Capability.NONE
    assert answer.warnings == (
        "No moving range is left, so there are no limits.",
        "There are no limits at the last point, so nothing is said of the target.",
    )


def test_one_point_has_a_mean_and_no_limits():
    answer = found(7)
    assert (answer.points[0].mean, answer.points[0].lower, answer.points[0].rule) == (7, None, None)
    assert answer.warnings == (
        "The limits rest on 1 point; fewer than 12 make trial limits.",
        "No moving range is left, so there are no limits.",
    )


def test_without_limits_runs_and_trends_are_still_seen():
    rules = [point.rule for point in found(5, *range(6, 14), fix_after=1).points]
    assert set(rules) == {Rule.SEVEN_POINT_TREND}


@pytest.mark.parametrize(
    ("improvement", "target", "capability"),
    [
        (Improvement.INCREASE, "12.33", Capability.FAIL),
        (Improvement.INCREASE, "12.32", Capability.INCONSISTENT),
        (Improvement.INCREASE, "7.01", Capability.INCONSISTENT),
        (Improvement.INCREASE, "7", Capability.PASS),
        (Improvement.DECREASE, "13", Capability.PASS),
        (Improvement.DECREASE, "2", Capability.FAIL),
        (Improvement.DECREASE, "10", Capability.INCONSISTENT),
        (Improvement.NEUTRAL, "2", Capability.NONE),
        (Improvement.INCREASE, None, Capability.NONE),
    ],
)
def test_capability_says_on_which_side_of_the_limits_the_target_lies(improvement, target, capability):
    # The mean is 9.66… and the mean moving range 1, so the limits are 7.006… and 12.326….
    values = [9, 10, 9, 10, 9, 10, 9, 10, 9, 10, 11, 10]
    answer = found(*values, improvement=improvement, target=None if target is None else Decimal(target))
    assert answer.points[0].mean.quantize(Decimal("0.01")) == Decimal("9.67")
    assert answer.capability is capability


def test_a_target_on_a_limit_is_met_sometimes():
    values = [9, 11] * 6
    limits = found(*values).points[0]
    assert limits.upper == Decimal("15.32")
    assert found(*values, target=limits.upper).capability is Capability.INCONSISTENT
    assert found(*values, target=limits.upper + Decimal("0.01")).capability is Capability.FAIL


def test_a_point_on_a_limit_is_not_outside_it():
    # Eleven moving ranges of 1, mean 0.5: the limits are -2.16 and 3.16.
    values = [0, 1] * 6
    fixed = [*values, "3.16", "3.17", "-2.16", "-2.17"]
    rules = [point.rule for point in found(*fixed, fix_after=12).points[12:]]
    assert rules == [None, Rule.OUTSIDE_LIMITS, None, Rule.OUTSIDE_LIMITS]


def test_a_point_on_the_mean_breaks_a_run_and_a_tie_breaks_a_trend():
    run = found(*[10, 0] * 6, *[6] * 6, 5, 6, fix_after=12)
    assert {point.rule for point in run.points} == {None}
    unbroken = found(*[10, 0] * 6, *[6] * 7, fix_after=12)
    assert [point.rule for point in unbroken.points[12:]] == [Rule.SEVEN_ONE_SIDE] * 7
    tied = found(*[0, 10] * 6, 1, 2, 3, 3, 4, 5, 6, 7, fix_after=12)
    assert Rule.SEVEN_POINT_TREND not in {point.rule for point in tied.points}


def test_a_trend_is_labelled_by_its_way_and_not_by_its_side():
    rising = found(*[20, 30] * 6, 18, 21, 22, 23, 24, 26, 27, fix_after=12)
    assert [point.label for point in rising.points[12:]] == [Label.IMPROVEMENT] * 7
    falling = found(*[20, 30] * 6, 32, 27, 26, 24, 23, 22, 21, fix_after=12)
    assert [point.label for point in falling.points[12:]] == [Label.CONCERN] * 7


def test_where_a_rise_turns_into_a_fall_the_top_belongs_to_the_fall():
    values = [*[20, 30] * 6, 19, 20, 21, 22, 23, 24, 26, 24, 23, 22, 21, 20, 19]
    labels = [point.label for point in found(*values, fix_after=12).points[12:]]
    assert labels == [Label.IMPROVEMENT] * 6 + [Label.CONCERN] * 7


def test_two_of_three_marks_only_the_points_in_the_outer_third():
    # Mean 5, limits -21.6 and 31.6, outer third from 22.7.
    points = found(*[0, 10] * 6, 25, 6, 26, 4, fix_after=12).points[12:]
    assert [point.rule for point in points] == [Rule.TWO_OF_THREE, None, Rule.TWO_OF_THREE, None]
    across = found(*[0, 10] * 6, 25, 4, 26, 4, fix_after=12).points[12:]
    assert {point.rule for point in across} == {None}


def test_where_neither_way_is_better_points_are_high_or_low():
    points = found(*[0, 1] * 6, 9, -9, fix_after=12, improvement=Improvement.NEUTRAL).points
    assert [point.label for point in points[-3:]] == [Label.COMMON_CAUSE, Label.NEUTRAL_HIGH, Label.NEUTRAL_LOW]


def test_periods_out_of_order_or_twice_are_pointed_out_and_kept():
    answer = signal([("2020-02", Decimal(1)), ("2020-01", Decimal(2)), ("2020-02", Decimal(3))])
    assert isinstance(answer, Signal)
    assert [point.period for point in answer.points] == ["2020-02", "2020-01", "2020-02"]
    assert answer.warnings[:2] == (
        "The same period stands more than once: 2020-02.",
        "The periods are not in order of time; the order given is kept.",
    )


def test_labels_that_are_no_dates_have_no_order():
    answer = signal([("week b", Decimal(1)), ("week a", Decimal(2))])
    assert isinstance(answer, Signal)
    assert len(answer.warnings) == 1


@pytest.mark.parametrize(
    ("series", "options", "code", "words"),
    [
        ([], {}, "signal.empty", "no points"),
        (dated(1, "NaN"), {}, "signal.not-a-number", "2000-02: NaN"),
        (dated(1, 2), {"target": Decimal("Infinity")}, "signal.not-a-number", "target: Infinity"),
        (dated(1, 2), {"fix_after": 0}, "signal.fix-after", "0 points"),
        (dated(1, 2), {"rebase": ["2031-01"]}, "signal.rebase-period", "is not in the series"),
        ([*dated(1, 2), *dated(3)], {"rebase": ["2000-01"]}, "signal.rebase-period", "stands there 2 times"),
    ],
)
def test_what_cannot_be_worked_out_is_refused_with_the_fact(series, options, code, words):
    answer = signal(series, **options)
    assert isinstance(answer, Refusal)
    assert answer.code == code
    assert words in answer.fact


values = st.lists(st.decimals(-1000, 1000, places=2), min_size=2, max_size=40)


@settings(max_examples=30, deadline=None, database=None)
@given(values)
def test_the_same_series_upside_down_has_the_same_signals_the_other_way(values):
    up = found(*values, improvement=Improvement.INCREASE)
    down = found(*(-value for value in values), improvement=Improvement.DECREASE)
    assert [(point.rule, point.label) for point in up.points] == [(point.rule, point.label) for point in down.points]
    assert [point.mean for point in up.points] == [-point.mean for point in down.points]


@settings(max_examples=30, deadline=None, database=None)
@given(values)
def test_a_series_in_other_units_has_the_same_signals(values):
    rules = [point.rule for point in found(*values).points]
    assert rules == [point.rule for point in found(*(value * 1000 for value in values)).points]
    assert rules == [point.rule for point in found(*(value / 1000 + 7 for value in values)).points]
