"""Figures from counts and of areas, targets as returned, and labels against cut-offs and the values of peers."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.capabilities.performance.rules import benchmarks, returns
from counterpart.capabilities.performance.rules.benchmarks import read_benchmarks
from counterpart.capabilities.performance.rules.figures import figures_of
from counterpart.capabilities.performance.rules.returns import read_returns, share, standing
from counterpart.engines.evidence.rules.reading import read_csv
from counterpart.engines.library.rules.closing import CloseTerms
from counterpart.engines.library.rules.indicators import Better, Indicator, PeerGroup
from counterpart.engines.library.rules.people import PartyTerms
from counterpart.engines.library.rules.template import Template
from counterpart.values.period import period
from counterpart.values.quantity import Unit

QUICKLY = settings(max_examples=25, deadline=None)

RENT = Indicator("A 1", "Rent collected", "KPI", Unit.PERCENT, Better.HIGHER, "4.2", {"2007-08": "98.25 %"})
RELET = Indicator("A 2", "Relet time", "KPI", Unit.DAYS, Better.LOWER, "4.3", decimals=1)
TEMPLATE = Template(
    template="almo",
    version=1,
    title="Housing management",
    source="the agreement",
    calendar="EW",
    rounding="pence, half up",
    assurance="provisional",
    parties={"council": PartyTerms("commissioner"), "company": PartyTerms("provider")},
    indicators=(RENT, RELET),
    close=CloseTerms(("returns submitted",), ("council", "company"), "2"),
    peer_groups=(PeerGroup("All England", "5"), PeerGroup("All ALMO", "6")),
)
COUNTS = "indicator,period,area,numerator,denominator,value,target\n"
COUNT = st.decimals(min_value=0, max_value=10**12, places=2)


def figures(sent: str, compared: str = "", restates: str | None = None) -> dict[tuple[str, str | None], dict[str, Any]]:
    """The figures of 2007/08 from lines of returns and of benchmarks, by indicator and area."""
    table = read_csv((COUNTS + sent).encode(), file="returns.csv", columns=returns.COLUMNS)
    found, problems = read_returns(table, TEMPLATE, fingerprint="ab" * 32, restates=restates)
    assert problems == ()
    peers: tuple[benchmarks.Peers, ...] = ()
    if compared:
        table = read_csv(compared.encode(), file="benchmarks.csv", columns=benchmarks.COLUMNS)
        peers, problems = read_benchmarks(table, TEMPLATE, fingerprint="cd" * 32)
        assert problems == ()
    year = figures_of("ALMO", TEMPLATE, period("2007-08"), standing=standing(found), peers=peers)
    return {(figure["indicator"], figure["area"]): figure for figure in year}


def because(figure: dict[str, Any], name: str = "value") -> str:
    told: str = figure["reasons"][name]["because"]
    return told


@QUICKLY
@given(COUNT, st.decimals("0.01", 10**12, places=2), st.sampled_from([RENT, RELET]))
def test_a_figure_from_counts_is_exact_and_rounded_once_half_up(
    numerator: Decimal, denominator: Decimal, indicator: Indicator
) -> None:
    scale = (100 if indicator is RENT else 1) * 10**indicator.decimals
    exactly = Fraction(numerator) / Fraction(denominator) * scale
    assert share(numerator, denominator, indicator) == Decimal(floor(exactly + Fraction(1, 2))) / 10**indicator.decimals


def test_the_largest_and_smallest_counts_give_a_figure() -> None:
    assert share(Decimal("9" * 15), Decimal("0.000000001"), RENT) == Decimal("9" * 15 + "0" * 11)


def test_a_figure_from_counts_keeps_them_and_says_how_it_was_rounded() -> None:
    figure = figures("A 1,2007-08,,118,120,98.33,\n")["A 1", None]
    assert (figure["value"], figure["numerator"], figure["denominator"]) == ("98.33", "118", "120")
    assert figure["status"] == "from_counts"
    assert because(figure) == "118 of 120 gives 98.33 for 2007/08 (provisional)."
    assert figure["reasons"]["value"]["rounding"] == "half up, 2 decimal places"
    assert figure["reasons"]["value"]["inputs"][0]["column"] == "numerator"


def test_the_whole_of_areas_is_their_numerators_over_their_denominators_and_never_an_average() -> None:
    found = figures("A 1,2007-08,North,90,100,,\nA 1,2007-08,East,1,2,,\n")
    assert list(found)[:3] == [("A 1", None), ("A 1", "East"), ("A 1", "North")]
    whole = found["A 1", None]
    assert (whole["value"], whole["numerator"], whole["denominator"]) == ("89.22", "91", "102")
    assert because(whole) == "91 of 102, the sum of 2 areas gives 89.22 for 2007/08 (provisional)."
    assert because(found["A 1", "East"]) == "1 of 2, in East gives 50.00 for 2007/08 (provisional)."
    assert len(whole["reasons"]["value"]["inputs"]) == 2


@QUICKLY
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 10**6)), min_size=1, max_size=6))
def test_the_whole_is_the_sum_of_any_areas(counts: list[tuple[int, int]]) -> None:
    sent = "".join(f"A 1,2007-08,Area {place},{n},{d},,\n" for place, (n, d) in enumerate(counts))
    whole = figures(sent)["A 1", None]
    numerator, denominator = (sum(column) for column in zip(*counts, strict=True))
    assert (whole["numerator"], whole["denominator"]) == (str(numerator), str(denominator))
    assert Decimal(whole["value"]) == share(Decimal(numerator), Decimal(denominator), RENT)


def test_a_whole_that_was_returned_itself_is_not_made_of_its_areas() -> None:
    assert figures("A 1,2007-08,North,90,100,,\nA 1,2007-08,,,,97.5,\n")["A 1", None]["value"] == "97.5"


def test_values_without_counts_are_never_aggregated_and_the_want_says_so() -> None:
    whole = figures("A 1,2007-08,North,,,98,\nA 1,2007-08,East,1,2,,\n")["A 1", None]
    assert (whole["value"], whole["status"], whole["target_met"], whole["rag"]) == (None, "missing", None, "none")
    assert "Areas returned values without counts, which cannot be added up or averaged." in because(whole)
    assert len(whole["reasons"]["value"]["inputs"]) == 2


def test_what_was_not_returned_is_missing_and_judged_neither_way() -> None:
    figure = figures("A 2,2007-08,,,,15,\n")["A 1", None]
    assert (figure["status"], figure["direction_of_travel"]) == ("missing", "none")
    assert because(figure) == "No figure was returned for 2007/08."
    assert because(figure, "target_met") == "There is no figure to compare."
    assert because(figure, "direction_of_travel") == "There is no figure for 2006/07 to compare."


def test_the_period_before_is_made_of_its_own_areas_and_compared() -> None:
    sent = "A 1,2006-07,North,80,100,,\nA 1,2006-07,South,10,100,,\nA 1,2007-08,North,90,100,,\n"
    found = figures(sent, "indicator,period,peer_group,label\nA 1,2006-07,All England,Top 25%\n")
    whole = found["A 1", None]
    assert (whole["value"], whole["previous"], whole["direction_of_travel"]) == ("90.00", "45.00", "better")
    assert whole["benchmarks"][0]["compared_value"] == "45.00"
    assert whole["benchmarks"][0]["reasons"]["inputs"][0] == {"see": "previous"}
    assert ("A 1", "South") not in found
    assert found["A 1", "North"]["benchmarks"] == []


def test_a_correction_says_that_it_is_one_and_why() -> None:
    found = figures("A 1,2007-08,,,,98,\nA 2,2007-08,North,30,2,,\n", restates="One office was left out.")
    told = "It corrects what was returned before: One office was left out."
    assert because(found["A 1", None]).endswith(told)
    assert because(found["A 2", "North"]).endswith(told)


@pytest.mark.parametrize(
    ("sent", "target", "met", "reason"),
    [
        ("A 1,2007-08,,,,98.25,\n", "98.25", True, "The target agreed for 2007/08 is 98.25."),
        ("A 2,2007-08,,,,16,15\n", "15", False, "The agreement states no target for 2007/08; the return states 15."),
        ("A 2,2007-08,,32,2,,16\n", "16", True, "The agreement states no target for 2007/08; the return states 16."),
        ("A 2,2007-08,,,,16,\n", None, None, "No target is agreed for 2007/08."),
    ],
)
def test_the_target_is_the_agreed_one_or_else_the_one_returned(
    sent: str, target: str | None, met: bool | None, reason: str
) -> None:
    figure = figures(sent)[sent[:3], None]
    assert (figure["target"], figure["target_met"], because(figure, "target")) == (target, met, reason)
    assert {given["column"] for given in figure["reasons"]["target"]["inputs"]} <= {"target"}


CUTS = "indicator,period,peer_group,lower_quartile,median,upper_quartile,n\n"
PEERS = "indicator,period,peer_group,organisation,value\n"


@pytest.mark.parametrize(
    ("value", "rent", "relet"),
    [
        ("31", "top_quartile", "bottom_quartile"),
        ("30", "top_quartile", "below_median"),
        ("25", "above_median", "below_median"),
        ("20", "above_median", "above_median"),
        ("15", "below_median", "above_median"),
        ("10", "below_median", "top_quartile"),
        ("9", "bottom_quartile", "top_quartile"),
    ],
)
def test_cut_offs_give_a_label_by_polarity_to_our_value_of_their_period(value: str, rent: str, relet: str) -> None:
    sent = f"A 1,2007-08,,,,{value},\nA 2,2007-08,,,,{value},\n"
    found = figures(sent, CUTS + "".join(f"{code},2007-08,All England,10,20,30,351\n" for code in ("A 1", "A 2")))
    labels = [found[code, None]["benchmarks"][0] for code in ("A 1", "A 2")]
    assert [label["label"] for label in labels] == [rent, relet]
    assert [(label["n"], label["applicable"]) for label in labels] == [(351, True), (351, True)]


def test_a_label_from_cut_offs_says_what_was_held_against_what() -> None:
    compared = figures("A 1,2007-08,,,,15,\n", CUTS + "A 1,2007-08,All England,10,20,30,351\n")["A 1", None]
    assert compared["benchmarks"][0]["reasons"]["because"] == (
        "All England, 2007/08: 15 against quartiles of 10, 20, 30, where higher is better: Below average."
    )


def test_peers_own_values_give_cut_offs_a_label_and_their_number() -> None:
    peers = "".join(f"A 1,2007-08,All ALMO,Peer {value},{value}\n" for value in (70, 75, 80, 85, 88, 90, 93, 95, 99))
    label = figures("A 1,2007-08,,,,95,\n", PEERS + peers)["A 1", None]["benchmarks"][0]
    assert (label["peer_group"], label["label"], label["n"]) == ("All ALMO", "top_quartile", 9)
    assert len(label["reasons"]["inputs"]) == 10


def test_eight_peers_are_enough() -> None:
    peers = "".join(f"A 1,2007-08,All ALMO,Peer {value},{value}\n" for value in range(80, 96, 2))
    label = figures("A 1,2007-08,,,,80,\n", PEERS + peers)["A 1", None]["benchmarks"][0]
    assert (label["label"], label["n"]) == ("bottom_quartile", 8)


def test_too_few_peers_give_no_label_and_the_reason() -> None:
    peers = "".join(f"A 1,2007-08,All ALMO,Peer {value},{value}\n" for value in (80, 85, 90, 92, 94, 96, 98))
    label = figures("A 1,2007-08,,,,95,\n", PEERS + peers)["A 1", None]["benchmarks"][0]
    assert (label["label"], label["n"], label["applicable"]) == (None, 7, True)
    assert "7 peers are too few to place anybody among; 8 are needed." in label["reasons"]["because"]


def test_a_peer_with_a_marker_in_the_place_of_its_value_is_left_out_and_counted() -> None:
    peers = "".join(f"A 1,2007-08,All ALMO,Peer {value},{value}\n" for value in range(80, 98, 2))
    peers += "A 1,2007-08,All ALMO,Peer 98,[X]\nA 1,2007-08,All ALMO,Peer 99,[x]\n"
    label = figures("A 1,2007-08,,,,95,\n", PEERS + peers)["A 1", None]["benchmarks"][0]
    assert (label["label"], label["n"], label["applicable"]) == ("top_quartile", 9, True)
    assert label["reasons"]["because"].endswith("2 peers are left out, as a marker stands for the value.")


def test_a_group_that_defines_an_indicator_otherwise_is_not_compared_and_the_reason_is_told() -> None:
    groups = (PeerGroup("All England", "5", unlike={"a1": "it counts old tenants too"}),)
    template = replace(TEMPLATE, peer_groups=groups)
    text = CUTS + "A 1,2007-08,All England,10,20,30,351\n"
    table = read_csv(text.encode(), file="benchmarks.csv", columns=benchmarks.COLUMNS)
    peers, _ = read_benchmarks(table, template, fingerprint="cd" * 32)
    year = figures_of("ALMO", template, period("2007-08"), standing={}, peers=peers)
    label = year[0]["benchmarks"][0]
    assert label["label"] is None
    assert label["reasons"]["because"] == (
        "All England, 2007/08: not compared, as the group defines this indicator otherwise: it counts old tenants too."
    )


def test_where_it_is_better_to_be_within_a_band_no_quarter_is_the_best() -> None:
    warm = replace(RENT, better=Better.WITHIN, band="18 to 21", target={})
    template = replace(TEMPLATE, indicators=(warm,))
    text = CUTS + "A 1,2007-08,All England,10,20,30,351\n"
    table = read_csv(text.encode(), file="benchmarks.csv", columns=benchmarks.COLUMNS)
    peers, _ = read_benchmarks(table, template, fingerprint="cd" * 32)
    label = figures_of("ALMO", template, period("2007-08"), standing={}, peers=peers)[0]["benchmarks"][0]
    assert label["label"] is None
    assert label["reasons"]["because"].endswith("where it is better to be within 18 to 21, no quarter is the best.")


def test_without_a_figure_of_ours_cut_offs_give_no_label_and_the_reason() -> None:
    label = figures("A 1,2007-08,,,,95,\n", CUTS + "A 1,2006-07,All England,10,20,30,\n")["A 1", None]["benchmarks"][0]
    assert (label["label"], label["compared_value"]) == (None, None)
    assert label["reasons"]["because"] == "All England, 2006/07: there is no figure of ours to place."
    assert label["reasons"]["inputs"][0] == {"see": "previous"}


def test_the_newest_comparison_no_later_than_the_period_counts() -> None:
    heading = "indicator,period,peer_group,label\n"
    rows = "".join(f"A 1,{when},All England,Top 25%\n" for when in ("2006-07", "2007-Q4", "2007-08", "2008-09"))
    found = figures("A 1,2007-08,,,,95,\n", heading + rows)["A 1", None]["benchmarks"]
    assert [label["period"] for label in found] == ["2007-08"]


def test_of_what_came_in_twice_the_last_counts() -> None:
    compared = PEERS + "".join(f"A 1,2007-08,All ALMO,Peer {value},{value}\n" for value in (80, 85, 90, 95))
    table = read_csv(compared.encode(), file="benchmarks.csv", columns=benchmarks.COLUMNS)
    peers, _ = read_benchmarks(table, TEMPLATE, fingerprint="cd" * 32)
    year = figures_of("ALMO", TEMPLATE, period("2007-08"), standing={}, peers=(*peers, *peers))
    assert year[0]["benchmarks"][0]["n"] == 4
