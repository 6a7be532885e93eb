"""What people say of figures: what may be said, from when it holds, and that it comes back from the ledger alike."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpart.capabilities.agreements.rules.facts import AgreementFacts, Terms
from counterpart.capabilities.performance.rules import saying
from counterpart.capabilities.performance.rules.charts import areas_of, chart_of, funnel_of
from counterpart.capabilities.performance.rules.figures import Said
from counterpart.capabilities.performance.rules.funnel import Standing
from counterpart.capabilities.performance.rules.judged import (
    UNDER_WAY,
    WITH_FIGURES,
    WITHOUT,
    IndicatorFacts,
    Judged,
    with_a_value,
)
from counterpart.capabilities.performance.rules.on_paper import spoken_against
from counterpart.capabilities.performance.rules.said import (
    Foreseen,
    OfFigures,
    Rebasing,
    as_inputs,
    read_back,
    said_in,
    standing_rebases,
    standing_years,
)
from counterpart.capabilities.performance.tests.figuring import a_template, an_indicator, figures, known, months
from counterpart.engines.library.rules.indicators import Better, Indicator, MeasuredAs
from counterpart.engines.reporting.rules.drawings import Bars, Funnel, Line
from counterpart.values.period import Period, period
from counterpart.values.quantity import Unit
from counterpart.values.refusal import Refusal

COUNT = an_indicator(measured_as=MeasuredAs.COUNT, target={"each month": "18"}, decimals=0)
VALUES = ("20", "22", "21", "19", "20", "21", "22", "20")
MAY, NOVEMBER = period("2010-05"), period("2010-M11")


def agreed(*indicators: Indicator) -> AgreementFacts:
    return AgreementFacts("a-1", "SHARED", "Shared", (), Terms(a_template(*indicators), "fe" * 32, ""))


def facts(
    rows: Mapping[Any, str], indicator: Indicator = COUNT, *told: OfFigures, others: tuple[Indicator, ...] = ()
) -> IndicatorFacts:
    held = known(a_template(indicator, *others), rows)
    periods = with_a_value(held, indicator, {period(names[1]) for names in rows})
    return IndicatorFacts(agreed(indicator, *others), indicator, held, periods, told)


def rebasing(when: Period, reason: str = "A new system") -> Rebasing:
    return Rebasing("A 1", when, reason, "the company’s KPI manager")


def foreseen(since: Period, value: str = "250", **more: Any) -> Foreseen:
    said = {"low": None, "high": None, "reason": "Two teams come back", "by": "the company’s KPI manager"}
    return Foreseen("A 1", since, Decimal(value), **(said | more))


NUMBERS = st.decimals(-1000, 1000, places=2)
PERIODS = st.sampled_from([MAY, NOVEMBER, period("2010-Q2"), period("2007-M08")])
SAYINGS = st.one_of(
    st.builds(Rebasing, st.sampled_from(["A 1", "B 1"]), PERIODS, st.text(min_size=1), st.text(min_size=1)),
    st.builds(
        Foreseen, st.just("A 1"), PERIODS, NUMBERS, st.none() | NUMBERS, st.none() | NUMBERS, st.text(), st.text()
    ),
)


@given(SAYINGS)
def test_what_the_ledger_holds_is_read_back_alike(one: OfFigures) -> None:
    assert read_back(one.act, one.content) == one
    assert read_back("period.closed", one.content) is None


@given(st.lists(SAYINGS, max_size=6), PERIODS)
def test_a_figure_rests_on_nothing_that_is_said_from_a_later_period_on(told: list[OfFigures], when: Period) -> None:
    found = said_in(when, told)
    earlier = [one for one in told if (one.period if isinstance(one, Rebasing) else one.since).ends_on <= when.ends_on]
    assert found == said_in(when, earlier)
    assert bool(as_inputs(found)) == bool(found.rebased or found.manual)


def test_of_a_year_the_newest_word_stands_and_another_years_is_left_out() -> None:
    told = [foreseen(MAY, "1"), foreseen(period("2010-09"), "2"), foreseen(period("2009-09"), "3")]
    (manual,) = said_in(NOVEMBER, told).manual.values()
    assert manual.value == Decimal(2)
    (earlier,) = said_in(MAY, told).manual.values()
    assert earlier.value == Decimal(1)
    assert as_inputs(said_in(NOVEMBER, [rebasing(MAY), *told])) == {
        "said": {
            "rebased": {"A 1": [["2010-05", "A new system", "the company’s KPI manager"]]},
            "projected": [["A 1", "2010-11", "2", None, None, "Two teams come back", "the company’s KPI manager"]],
        }
    }


def test_what_is_taken_back_stands_no_more_and_can_be_said_again() -> None:
    again = [rebasing(MAY), replace(rebasing(MAY), stands=False)]
    ended = [foreseen(MAY), replace(foreseen(period("2010-09")), value=None)]
    assert said_in(NOVEMBER, [*again, *ended]) == Said()
    assert said_in(MAY, ended).manual[("A 1", period("2010-11"))].value == Decimal(250)
    assert standing_rebases([*again, rebasing(MAY)], "A 1") == (MAY,)
    assert (standing_rebases(again, "A 1"), standing_years(ended, "A 1")) == ((), ())
    one = facts(months("2010-04", *VALUES), COUNT, *again, *ended)
    assert "they do at: nowhere" in str(saying.not_restored(one, MAY))
    assert saying.not_restored(facts(months("2010-04", *VALUES), COUNT, rebasing(MAY)), MAY) is None
    assert isinstance(saying.withdrawn_from(one), Refusal)
    assert isinstance(saying.withdrawn_from(facts({})), Refusal)
    assert saying.withdrawn_from(facts(months("2010-04", *VALUES), COUNT, foreseen(MAY))) == NOVEMBER


def test_what_was_said_stands_in_the_figure_with_its_range() -> None:
    rows = months("2010-04", *VALUES)
    said = said_in(NOVEMBER, [rebasing(MAY), foreseen(MAY, low=Decimal(240), high=Decimal(260))])
    told = figures(a_template(COUNT), "2010-M11", rows, said=said)["A 1", None]
    assert [one["period"] for one in told["signal"]["rebased"]] == ["2010-05"]
    assert (told["projection"]["value"], told["projection"]["low"], told["projection"]["high"]) == ("250", "240", "260")


def test_a_rebase_that_is_looked_back_on_no_more_is_not_told() -> None:
    rows = months("2006-04", *(VALUES * 7))
    when = max((period(name) for _, name in rows), key=lambda one: one.ends_on)
    told = figures(a_template(COUNT), str(when), rows, said=said_in(when, [rebasing(period("2006-06"))]))["A 1", None]
    assert told["signal"]["rebased"] == []


@pytest.mark.parametrize(
    ("when", "fact"),
    [
        (period("2009-05"), "has no figure for May 2009"),
        (period("2010-04"), "April 2010 is its first period"),
        (MAY, "they begin afresh at May 2010 already"),
    ],
)
def test_limits_begin_afresh_once_at_a_period_that_has_a_figure_before_it(when: Period, fact: str) -> None:
    refusal = saying.not_rebased(facts(months("2010-04", *VALUES), COUNT, rebasing(MAY)), when)
    assert refusal
    assert fact in refusal.fact
    assert saying.not_rebased(facts(months("2010-04", *VALUES)), period("2010-06")) is None


def test_a_year_is_looked_ahead_to_from_figures_that_make_one() -> None:
    one = facts(months("2010-04", *VALUES))
    states = (facts({}).state, facts(months("2010-05", *VALUES)).state, one.state)
    assert states == (WITHOUT, WITH_FIGURES, UNDER_WAY)
    assert one.agreement_id == "a-1"
    assert saying.looked_from(one, None) == NOVEMBER
    assert saying.looked_from(one, MAY) == MAY
    for other, when, fact in (
        (facts({}), None, "A 1 has no figure yet"),
        (one, period("2009-05"), "A 1 has no figure for May 2009"),
        (facts(months("2010-05", *VALUES)), None, "do not make a year, or one of them is wanting"),
    ):
        refusal = saying.looked_from(other, when)
        assert isinstance(refusal, Refusal)
        assert fact in refusal.fact


@pytest.mark.parametrize(
    ("told", "found"),
    [
        (("98.5 %", None, None), (Decimal("98.5"), None, None)),
        (("98.5", "98", "99 %"), (Decimal("98.5"), Decimal(98), Decimal(99))),
        (("many", None, None), "“many” is not a percentage"),
        (("98.5", "98", None), "a range has a lower and an upper end"),
        (("97", "98", "99"), "97 does not lie between 98 and 99"),
    ],
)
def test_a_years_end_is_read_in_the_unit_of_the_indicator(told: tuple[str, str | None, str | None], found: Any) -> None:
    answer = saying.numbers_of(replace(COUNT, unit=Unit.PERCENT), *told)
    if isinstance(found, tuple):
        assert answer == found
    else:
        assert isinstance(answer, Refusal)
        assert found in answer.fact


def test_many_periods_are_drawn_as_a_line_with_limits_and_few_as_bars() -> None:
    line = chart_of(facts(months("2010-04", *VALUES, "90")), period("2010-12")).drawing
    assert isinstance(line, Line)
    assert (line.points[-1].target, line.points[-1].mark is None) == (Decimal(18), False)
    assert line.points[0].upper == Decimal("54.9")
    bars = chart_of(facts(months("2010-04", "20", "22")), MAY)
    assert isinstance(bars.drawing, Bars)
    assert bars.drawing.bars[1].target_words == "target 18"
    assert bars.description.startswith("2 periods, from 20 in April 2010 to 22 in May 2010; higher is better.")
    alone = chart_of(
        facts(months("2010-05", "20"), replace(COUNT, target={}, better=Better.WITHIN, band="18 to 22")), MAY
    )
    assert alone.description.startswith("One period, from 20 in May 2010")
    assert "18 to 22 is wanted" in alone.description


RATE = an_indicator(unit=Unit.PERCENT, measured_as=MeasuredAs.RATIO)
BY_AREA = {("A 1", "2010-05", area): f"{n}/200" for area, n in (("North", 180), ("South", 140), ("East", 196))}


def test_areas_beyond_chance_lie_outside_the_limits_that_are_drawn_and_the_others_within() -> None:
    placed = areas_of(facts(BY_AREA, RATE), MAY)
    assert {one.area.name: one.standing for one in placed} == {
        "North": Standing.CHANCE,
        "South": Standing.WORSE,
        "East": Standing.BETTER,
    }
    chart = funnel_of(placed)
    assert isinstance(chart.drawing, Funnel)
    assert {spot.label for spot in chart.drawing.spots if spot.is_outside} == {"South", "East"}
    assert "Beyond chance: East, South." in chart.description
    alike = funnel_of(areas_of(facts({**BY_AREA, ("A 1", "2010-05", "South"): "188/200"}, RATE), MAY))
    assert "None differs by more than chance." in alike.description


def test_areas_are_compared_only_as_shares_of_what_was_counted_and_where_there_are_enough() -> None:
    few = {names: text for names, text in BY_AREA.items() if names[2] != "South"}
    assert areas_of(facts(few, RATE), MAY) == ()
    assert areas_of(facts(BY_AREA, replace(RATE, unit=Unit.DAYS)), MAY) == ()
    assert areas_of(facts({**BY_AREA, ("A 1", "2010-05", "West"): "90"}, RATE), MAY) != ()
    wrong = {names: text.replace("/200", "/0.5") for names, text in BY_AREA.items()}
    assert areas_of(facts(wrong, RATE), MAY) == ()
    more = {names: text.replace("/200", "/100") for names, text in BY_AREA.items()}
    assert areas_of(facts(more, RATE), MAY) == ()


def judged(rows: Mapping[Any, str], *indicators: Indicator) -> Judged:
    return Judged(agreed(*indicators), NOVEMBER, (), known(a_template(*indicators), rows))


def test_a_target_met_on_paper_is_spoken_against_by_what_is_measured_less_often_too() -> None:
    paper, felt = replace(COUNT, felt_in=("B 1", "C 9")), an_indicator("B 1", title="Satisfied")
    rows = months("2010-04", *VALUES)
    quarters = {("B 1", f"2010-Q{n}"): value for n, value in ((1, "80"), (2, "75"), (3, "70"))}
    quarters["B 1", "2009-Q4"] = "90"  # the third quarter ends in December: by November the second is the newest
    (told,) = spoken_against(judged(rows | quarters, paper, felt))
    assert "Satisfied (B 1) went from 90 to 80 to 75, worse each time" in told.because
    quarters["B 1", "2009-Q4"] = "79"
    assert spoken_against(judged(rows | quarters, paper, felt)) == ()
    assert spoken_against(judged(rows, paper, felt)) == ()
    assert spoken_against(judged(rows, COUNT, felt)) == ()
