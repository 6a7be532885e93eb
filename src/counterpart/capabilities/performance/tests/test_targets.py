"""The targets a template can state, and judgements against bands, relative tolerances and targets of parties."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.capabilities.performance.rules.fitting import Given, faults
from counterpart.capabilities.performance.rules.judgement import colour_of, short_of, step
from counterpart.capabilities.performance.rules.parties import party_of
from counterpart.capabilities.performance.rules.targets import limits_of, year_of
from counterpart.capabilities.performance.tests.figuring import a_template, an_indicator, figures
from counterpart.engines.library.rules.indicators import Better, Indicator, MeasuredAs
from counterpart.values.period import period
from counterpart.values.quantity import Unit

FIGURES = st.decimals(-1000, 1000, places=2)
QUICKLY = settings(max_examples=50, deadline=None)
PROFILE = ("5", "5", "5", "5", "10", "10", "10", "10", "10", "10", "10", "10")


def target(indicator: Indicator, when: str, said: dict[Any, str], area: str | None = None) -> tuple[str | None, str]:
    found = figures(a_template(indicator), when, said)["A 1", area]
    return found["target"], found["reasons"]["target"]["because"]


def test_a_party_has_its_own_target_and_others_that_of_all() -> None:
    told = an_indicator(target={"2010-11": "12"}, targets_of={"bromsgrove": {"2010-11": "10"}})
    said = {("A 1", "2010-11", "Bromsgrove District Council"): "11", ("A 1", "2010-11", "Redditch"): "11"}
    assert target(told, "2010-11", said, "Bromsgrove District Council") == (
        "10",
        "The target agreed for Bromsgrove District Council for 2010/11 is 10.",
    )
    assert target(told, "2010-11", said, "Redditch") == ("12", "The target agreed for 2010/11 is 12.")
    met = [figure["target_met"] for figure in figures(a_template(told), "2010-11", said).values()]
    assert met == [None, True, False]


def test_an_area_that_is_no_party_is_of_none() -> None:
    template = a_template()
    assert [party_of(template, area) for area in (None, "redditch", "Bromsgrove district council", "North")] == [
        None,
        "redditch",
        "bromsgrove",
        None,
    ]


def test_a_profile_gives_months_and_quarters_their_share_of_the_year() -> None:
    told = an_indicator(target={"2010-11": "240"}, profile=PROFILE, measured_as=MeasuredAs.COUNT)
    assert target(told, "2010-04", {("A 1", "2010-04"): "3"}) == (
        "12.00",
        "5 % of the year’s target of 240 falls to April 2010: 12.00.",
    )
    assert target(told, "2010-Q2", {("A 1", "2010-Q2"): "3"})[0] == "60.00"
    assert target(told, "2011-03", {("A 1", "2011-03"): "3"})[0] == "24.00"
    assert target(told, "2011-04", {("A 1", "2011-04"): "3"})[0] is None
    assert target(told, "2010", {("A 1", "2010"): "3"})[0] is None


@QUICKLY
@given(st.decimals(0, 10_000, places=0), st.permutations(PROFILE))
def test_the_months_of_a_profile_come_to_the_year(year: Decimal, profile: list[str]) -> None:
    told = an_indicator(target={"2010-11": str(year)}, profile=tuple(profile), measured_as=MeasuredAs.COUNT)
    names = [f"2010-M{month:02}" for month in range(4, 13)] + [f"2011-{month:02}" for month in (1, 2, 3)]
    parts = [Decimal(target(told, name, {("A 1", name): "3"})[0] or 0) for name in names]
    assert sum(parts) == year


def test_an_improvement_is_on_last_year_by_polarity() -> None:
    lower = an_indicator(improvement="5 % better than last year", better=Better.LOWER)
    said = {("A 1", "2010-09"): "19", ("A 1", "2009-M09"): "20"}
    assert target(lower, "2010-09", said) == ("19.00", "It is to be 5 % better than last year, which was 20: 19.00.")
    assert figures(a_template(lower), "2010-09", said)["A 1", None]["target_met"] is True
    assert target(lower, "2010-09", {("A 1", "2010-09"): "19"})[0] is None


def test_an_improvement_on_the_baseline_is_that_of_the_party() -> None:
    told = an_indicator(improvement="2 points better than the baseline", baselines={"redditch": "150"})
    assert target(told, "2010-11", {("A 1", "2010-11", "redditch"): "1"}, "redditch")[0] == "152.00"
    assert target(told, "2010-11", {("A 1", "2010-11"): "1"}) == (
        None,
        "The target is 2 points better than the baseline, and there is no figure of the baseline.",
    )


def test_a_band_is_a_target_with_two_edges() -> None:
    warm = an_indicator(better=Better.WITHIN, band="18 to 21", amber_within="1")
    found = {value: figures(a_template(warm), "2010-09", {("A 1", "2010-09"): value, ("A 1", "2010-08"): "23"})
             for value in ("17.5", "18", "20", "21", "22.5", "25")}  # fmt: skip
    told = {value: figure["A 1", None] for value, figure in found.items()}
    names = ("target", "target_met", "rag", "direction_of_travel")
    assert {value: tuple(one[name] for name in names) for value, one in told.items()} == {
        "17.5": ("18", False, "amber", "better"),
        "18": ("18", True, "green", "better"),
        "20": ("21", True, "green", "better"),
        "21": ("21", True, "green", "better"),
        "22.5": ("21", False, "red", "better"),
        "25": ("21", False, "red", "worse"),
    }  # fmt: skip
    assert told["22.5"]["reasons"]["target_met"]["because"] == (
        "22.5 is above the band of 18 to 21: the target is missed."
    )
    assert "and 18 to 21 is wanted: better" in told["20"]["reasons"]["direction_of_travel"]["because"]
    assert told["20"]["polarity"] == "within"


@QUICKLY
@given(FIGURES, FIGURES)
def test_within_a_band_the_nearer_is_the_better(one: Decimal, other: Decimal) -> None:
    warm = an_indicator(better=Better.WITHIN, band="18 to 21")
    there, back = step(one, other, warm), step(other, one, warm)
    assert {there, back} in ({"better", "worse"}, {"same"})
    distances = [short_of(value, Decimal(0), warm) for value in (one, other)]
    assert (there == "better") == (distances[0] < distances[1])
    assert (short_of(one, Decimal(0), warm) == 0) == (18 <= one <= 21)


@QUICKLY
@given(FIGURES, st.decimals("0.01", 200, places=2))
def test_a_relative_tolerance_is_a_share_of_the_target(wanted: Decimal, short: Decimal) -> None:
    told = an_indicator(amber_within="10 % of the target")
    amber = short * 10 <= abs(wanted)
    assert colour_of(wanted - short, wanted, told) == ("amber" if amber else "red")


def test_a_relative_tolerance_says_what_it_comes_to() -> None:
    told = an_indicator(target={"2010-11": "200"}, amber_within="5 % of the target")
    figure = figures(a_template(told), "2010-11", {("A 1", "2010-11"): "191"})["A 1", None]
    assert figure["rag"] == "amber"
    assert figure["reasons"]["rag"]["because"].endswith("within the tolerance of 10 (5 % of the target): amber.")


def test_a_band_that_is_not_stated_is_the_target_itself() -> None:
    bare = an_indicator(better=Better.WITHIN)
    assert short_of(Decimal(3), Decimal(5), bare) == 2
    assert step(Decimal(4), Decimal(5), bare) == "worse"
    assert target(bare, "2010-11", {("A 1", "2010-11"): "3"})[0] is None


@pytest.mark.parametrize(
    ("name", "year"),
    [("2010-04", "2010-11"), ("2011-03", "2010-11"), ("2010-Q4", "2010-11"), ("2010-11", "2010-11"), ("2010", "2010")],
)
def test_every_period_lies_in_a_year(name: str, year: str) -> None:
    assert year_of(period(name)) == period(year)


def test_the_minimum_and_the_stretch_are_stated_beside_the_target() -> None:
    told = an_indicator(minimum={"each month": "90"}, stretch={"2010-09": "98"})
    assert limits_of(told, period("2010-09")) == (Decimal(90), Decimal(98))
    assert limits_of(told, period("2010-11")) == (None, None)


def fault(indicator: Indicator, **said: Any) -> list[tuple[str, str, str]]:
    given_row = {"when": period("2010-09"), "area": None, "numerator": None, "denominator": None, "target": None} | said
    return list(faults(Given(**given_row), indicator, a_template(indicator)))


def test_a_figure_that_cannot_be_one_of_its_indicator_is_told_why() -> None:
    computed = an_indicator(formula="[B] + 1")
    assert fault(computed) == [("indicator", "A 1, which is computed", "what it is computed from: [B] + 1")]
    ended = an_indicator(starts_on="2009-04-01", ends_on="2010-03-31")
    assert fault(ended)[0][2] == "a period in which A 1 is in force, from 2009-04-01 to 2010-03-31"
    assert fault(an_indicator(starts_on="2011-04-01"))[0][2] == "a period in which A 1 is in force, from 2011-04-01 on"
    assert fault(an_indicator(ends_on="2009-04-01"))[0][2] == "a period in which A 1 is in force, to 2009-04-01"
    share = an_indicator(unit=Unit.PERCENT, measured_as=MeasuredAs.RATIO)
    assert fault(share, numerator=Decimal(3), denominator=Decimal(2)) == [
        ("numerator", "“3”", "a numerator no higher than its denominator, 2")
    ]
    assert fault(share, numerator=Decimal(2), denominator=Decimal(2)) == []
    assert fault(an_indicator(measured_as=MeasuredAs.RATIO), numerator=Decimal(3), denominator=Decimal(2)) == []
    own = an_indicator(target={"2010-09": "5"}, targets_of={"redditch": {"2010-09": "6"}})
    assert fault(own, area="Redditch", target=Decimal(6)) == []
    assert fault(own, area="Redditch", target=Decimal(5)) == [("target", "5", "6, the agreed target (shared@1, 4)")]


def test_an_indicator_that_is_not_in_force_has_no_figure() -> None:
    assert figures(a_template(an_indicator(starts_on="2011-04-01")), "2010-09", {}) == {}
