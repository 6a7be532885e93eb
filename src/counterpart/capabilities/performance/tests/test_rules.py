"""The thirteen facts of Rotherham's year 2007/08, and the rules of figures and judgements, without a database."""

from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.capabilities.performance.rules import benchmarks, returns
from counterpart.capabilities.performance.rules.benchmarks import IN_WORDS, read_benchmarks
from counterpart.capabilities.performance.rules.figures import figures_of, in_reading_order, named
from counterpart.capabilities.performance.rules.judgement import direction_of_travel, rag, target_met
from counterpart.capabilities.performance.rules.returns import read_returns, standing
from counterpart.engines.evidence.rules.reading import read_csv
from counterpart.engines.library.rules.closing import CloseTerms
from counterpart.engines.library.rules.indicators import Better, Indicator
from counterpart.engines.library.rules.people import PartyTerms
from counterpart.engines.library.rules.template import Template
from counterpart.engines.library.shelf import on_the_shelf
from counterpart.values.explained import Explained
from counterpart.values.period import period
from counterpart.values.quantity import Unit
from counterpart.values.reference import folded
from counterpart.values.refusal import Refused

QUICKLY = settings(max_examples=25, deadline=None)

YEAR = period("2007-08")
ONE_WAY = st.sampled_from((Better.HIGHER, Better.LOWER))


class Fact(NamedTuple):
    code: str
    previous: str
    value: str
    target: str
    all_england: str
    all_almo: str
    direction: str
    met: str


# 2010 Rotherham Ltd, year-end performance summary 2007/08 (unaudited), figures only. The all-England labels are headed
# 2006/07, the ALMO labels 2007/08.
FACTS = [
    Fact("BV 63", "61", "66", "62", "Below Average", "Below Average", "Better", "yes"),
    Fact("BV 66a", "98.23", "98.47", "98.25", "Above Average", "Above Average", "Better", "yes"),
    Fact("BV 66b", "3.15", "2.89", "3.30", "Top 25%", "Top 25%", "Better", "yes"),
    Fact("BV 66c", "14.09", "11.25", "14.0", "Top 25%", "Top 25%", "Better", "yes"),
    Fact("BV 66d", "0.44", "0.27", "0.40", "Above Average", "Above Average", "Better", "yes"),
    Fact("BV 184a", "74", "65", "68", "Bottom 25%", "Bottom 25%", "Better", "yes"),
    Fact("BV 184b", "13.8", "29.69", "15.0", "Above Average", "Top 25%", "Better", "yes"),
    Fact("xBV 72", "98.78", "98.48", "99.00", "N/A", "Above Average", "Worse", "no"),
    Fact("xBV 185", "97.85", "98.92", "97.85", "N/A", "Top 25%", "Better", "yes"),
    Fact("xBV 73", "10.00", "9.42", "9.50", "N/A", "Above Average", "Better", "yes"),
    Fact("xBV 211a", "32", "39", "40", "N/A", "Bottom 25%", "Better", "no"),
    Fact("xBV 211b", "22", "14.72", "20", "N/A", "Above Average", "Better", "yes"),
    Fact("BV 212", "16", "37.27", "15", "Above Average", "Below Average", "Worse", "no"),
]
WORDS = {folded(words): label.value for label, words in IN_WORDS.items()} | {"na": None}


def closed(template: Template, sent: str, compared: str = "", when: str = "2007-08") -> list[dict[str, Any]]:
    """The figures of a period from the text of a file of returns, and one of benchmarks."""
    table = read_csv(sent.encode(), file="returns.csv", columns=returns.COLUMNS)
    figures, problems = read_returns(table, template, fingerprint="ab" * 32)
    assert problems == ()
    peers: tuple[benchmarks.Peers, ...] = ()
    if compared:
        table = read_csv(compared.encode(), file="benchmarks.csv", columns=benchmarks.COLUMNS)
        peers, problems = read_benchmarks(table, template, fingerprint="cd" * 32)
        assert problems == ()
    return figures_of("ROTHERHAM", template, period(when), standing=standing(figures), peers=peers)


@pytest.fixture(scope="module")
def year() -> dict[str, dict[str, Any]]:
    """The thirteen figures by code."""
    sent = ["indicator,period,value"]
    compared = ["indicator,period,peer_group,label"]
    for fact in FACTS:
        sent += [f"{fact.code},2006-07,{fact.previous}", f"{fact.code},2007-08,{fact.value}"]
        compared.append(f"{fact.code},2006-07,All England,{fact.all_england}")
        compared.append(f"{fact.code},2007-08,All ALMO,{fact.all_almo}")
    figures = closed(on_the_shelf("rotherham-almo").template, "\n".join(sent), "\n".join(compared))
    return {figure["indicator"]: figure for figure in figures}


@pytest.mark.parametrize("fact", FACTS, ids=[fact.code for fact in FACTS])
def test_each_of_the_thirteen_has_the_direction_target_and_labels_of_the_summary(
    year: dict[str, dict[str, Any]], fact: Fact
) -> None:
    figure = year[fact.code]
    assert (figure["value"], figure["previous"], figure["target"]) == (fact.value, fact.previous, fact.target)
    assert figure["direction_of_travel"] == fact.direction.lower()
    assert figure["target_met"] is (fact.met == "yes")
    assert figure["rag"] == ("green" if fact.met == "yes" else "red")
    assert figure["assurance"] == "unaudited"
    england, almo = figure["benchmarks"]
    assert (england["peer_group"], england["period"], england["compared_value"]) == (
        "All England", "2006-07", fact.previous,
    )  # fmt: skip
    assert (almo["peer_group"], almo["period"], almo["compared_value"]) == ("All ALMO", "2007-08", fact.value)
    assert (england["label"], almo["label"]) == (WORDS[folded(fact.all_england)], WORDS[folded(fact.all_almo)])


@pytest.mark.parametrize("fact", FACTS, ids=[fact.code for fact in FACTS])
def test_each_of_the_thirteen_is_a_value_without_counts_and_says_so(
    year: dict[str, dict[str, Any]], fact: Fact
) -> None:
    figure = year[fact.code]
    assert (figure["status"], figure["numerator"], figure["denominator"]) == ("value_only", None, None)
    because = figure["reasons"]["value"]["because"]
    assert "without counts (unaudited)" in because
    assert "never aggregated" in because
    source = figure["reasons"]["value"]["inputs"][0]
    assert (source["source"], source["fingerprint"], source["column"]) == ("returns.csv", "ab" * 32, "value")


def test_ten_of_the_thirteen_are_on_target_and_eleven_better(year: dict[str, dict[str, Any]]) -> None:
    assert list(year) == [fact.code for fact in FACTS]
    assert sum(figure["target_met"] for figure in year.values()) == 10
    assert sum(figure["direction_of_travel"] == "better" for figure in year.values()) == 11


def test_where_no_comparison_was_published_that_is_the_answer_and_not_a_gap(year: dict[str, dict[str, Any]]) -> None:
    for fact in FACTS:
        england = year[fact.code]["benchmarks"][0]
        assert england["applicable"] is (fact.all_england != "N/A")
        if not england["applicable"]:
            assert england["label"] is None
            assert "N/A. No comparison was published" in england["reasons"]["because"]


def test_a_label_says_the_period_it_is_headed_with_and_judges(year: dict[str, dict[str, Any]]) -> None:
    england, almo = year["BV 212"]["benchmarks"]
    assert england["reasons"]["because"] == (
        "All England, 2006/07: Above average, as published; it judges the figure of 2006/07."
    )
    assert england["reasons"]["inputs"][0] == {"see": "previous"}
    assert almo["reasons"]["inputs"][0] == {"see": "value"}


def test_a_figure_kept_in_any_order_is_told_in_the_order_people_read(year: dict[str, dict[str, Any]]) -> None:
    def shuffled(kept: Any) -> Any:
        if isinstance(kept, list):
            return [shuffled(item) for item in kept]
        return {name: shuffled(kept[name]) for name in sorted(kept)} if isinstance(kept, dict) else kept

    for figure in year.values():
        told = in_reading_order(shuffled(figure))
        assert told == figure
        assert repr(told) == repr(in_reading_order(figure))
        assert list(told) == list(figure)


def test_a_figure_is_found_by_its_code_and_area_and_otherwise_those_there_are_are_named(
    year: dict[str, dict[str, Any]],
) -> None:
    assert named(year.values(), "bv66A", None) is year["BV 66a"]
    with pytest.raises(
        Refused, match="There is no figure for “BV 9” in North: the period has figures for BV 63, BV 66a"
    ):
        named(year.values(), "BV 9", "North")


def an_indicator(**other: Any) -> Indicator:
    said: dict[str, Any] = {"code": "A", "title": "A", "kind": "KPI", "unit": Unit.PERCENT, "better": Better.HIGHER}
    return Indicator(**(said | {"clause": "4"} | other))


def a_template(*indicators: Indicator) -> Template:
    return Template(
        template="almo",
        version=1,
        title="Housing management",
        source="the agreement",
        calendar="EW",
        rounding="pence, half up",
        assurance="provisional",
        parties={"council": PartyTerms("commissioner"), "company": PartyTerms("provider")},
        indicators=indicators,
        close=CloseTerms(("returns submitted",), ("council", "company"), "2"),
    )


FIGURES = st.decimals(min_value=-1000, max_value=1000, places=2)
TEMPLATE = a_template(an_indicator())


def given_as(value: Decimal | None) -> Explained[Decimal | None]:
    return Explained(value, "It was given.", "given")


def judged(value: Decimal | None, target: Decimal | None, indicator: Indicator) -> tuple[bool | None, str]:
    met = target_met(given_as(value), given_as(target), indicator, TEMPLATE)
    return met.value, rag(met, indicator, TEMPLATE).value


def travelled(value: Decimal | None, previous: Decimal | None, indicator: Indicator) -> Explained[str]:
    return direction_of_travel(given_as(value), given_as(previous), indicator, TEMPLATE, before=YEAR)


@QUICKLY
@given(FIGURES, FIGURES, st.none() | st.decimals(0, 100, places=2))
def test_a_judgement_with_signs_and_polarity_turned_round_is_the_same(
    value: Decimal, other: Decimal, amber_within: Decimal | None
) -> None:
    higher = an_indicator(amber_within=amber_within)
    lower = replace(higher, better=Better.LOWER)
    assert judged(value, other, higher) == judged(-value, -other, lower)
    assert travelled(value, other, higher).value == travelled(-value, -other, lower).value


@QUICKLY
@given(FIGURES, ONE_WAY, st.none() | st.decimals(0, 100, places=2))
def test_a_target_reached_exactly_is_met_and_no_change_is_the_same(
    value: Decimal, better: Better, amber_within: Decimal | None
) -> None:
    indicator = an_indicator(better=better, amber_within=amber_within)
    assert judged(value, value, indicator) == (True, "green")
    assert travelled(value, value + Decimal("0.000"), indicator).value == "same"


@QUICKLY
@given(FIGURES, st.decimals("0.01", 100, places=2), st.decimals(0, 100, places=2), ONE_WAY)
def test_a_target_missed_is_amber_up_to_the_tolerance_and_red_beyond(
    target: Decimal, short: Decimal, within: Decimal, better: Better
) -> None:
    value = target - short if better is Better.HIGHER else target + short
    colour = "amber" if short <= within else "red"
    assert judged(value, target, an_indicator(better=better, amber_within=within)) == (False, colour)
    assert judged(value, target, an_indicator(better=better)) == (False, "red")


@QUICKLY
@given(FIGURES, FIGURES, ONE_WAY)
def test_what_is_better_one_way_is_worse_the_other(value: Decimal, other: Decimal, better: Better) -> None:
    there = travelled(value, other, an_indicator(better=better)).value
    back = travelled(other, value, an_indicator(better=better)).value
    assert {there, back} == ({"same"} if value == other else {"better", "worse"})


@pytest.mark.parametrize(
    ("value", "other", "because"),
    [
        (None, "98", "There is no figure to compare."),
        ("98", None, "There is no target to compare."),
        ("98.5", "98", "98.5 is above the target of 98, and higher is better: the target is met."),
        ("97", "98", "97 is below the target of 98, and higher is better: the target is missed."),
        ("98.0", "98", "98.0 is equal to the target of 98, and higher is better: the target is met."),
    ],
)
def test_a_judgement_says_the_comparison_it_made(value: str | None, other: str | None, because: str) -> None:
    one, two = (None if text is None else Decimal(text) for text in (value, other))
    met = target_met(given_as(one), given_as(two), an_indicator(), TEMPLATE)
    assert met.because == because
    if met.value is None:
        assert rag(met, an_indicator(), TEMPLATE).value == "none"


@pytest.mark.parametrize(
    ("value", "previous", "because"),
    [
        ("1", None, "There is no figure for 2007/08 to compare."),
        (None, "1", "There is no figure to compare with 2007/08."),
        ("2", "1", "2 is above 1 in 2007/08, and higher is better: better."),
    ],
)
def test_a_direction_says_what_it_compared_or_what_is_wanting(
    value: str | None, previous: str | None, because: str
) -> None:
    one, two = (None if text is None else Decimal(text) for text in (value, previous))
    found = travelled(one, two, an_indicator())
    assert found.because == because
    assert found.value == ("better" if one and two else "none")


@pytest.mark.parametrize(
    ("within", "because"),
    [
        (None, "The target is missed by 0.5, and the agreement states no amber tolerance: red."),
        ("0.5", "The target is missed by 0.5, within the tolerance of 0.5: amber."),
        ("0.4", "The target is missed by 0.5, beyond the tolerance of 0.4: red."),
    ],
)
def test_a_missed_target_says_by_how_much_and_what_the_tolerance_was(within: str | None, because: str) -> None:
    indicator = an_indicator(amber_within=None if within is None else Decimal(within))
    met = target_met(given_as(Decimal(97)), given_as(Decimal("97.5")), indicator, TEMPLATE)
    assert rag(met, indicator, TEMPLATE).because == because
