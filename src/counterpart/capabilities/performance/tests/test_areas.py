"""Areas however they are spelled, and the words in the cells of a file."""

import pytest

from counterpart.capabilities.performance.rules import benchmarks, returns
from counterpart.capabilities.performance.rules.figures import figures_of, named
from counterpart.capabilities.performance.rules.returns import Returned, matched, standing
from counterpart.engines.evidence.rules.reading import read_csv
from counterpart.engines.library.shelf import on_the_shelf
from counterpart.values.period import period
from counterpart.values.refusal import Problem, Refused

TEMPLATE = on_the_shelf("rotherham-almo").template
WHEN = period("2007-08")


def read(*rows: str, restates: str | None = None) -> tuple[tuple[Returned, ...], tuple[Problem, ...]]:
    text = "\n".join(["indicator,period,area,value,numerator,denominator,comment", *rows])
    table = read_csv(text.encode(), file="returns.csv", columns=returns.COLUMNS)
    return returns.read_returns(table, TEMPLATE, fingerprint="ab" * 32, restates=restates)


def areas(*sent: Returned) -> dict[str, list[str | None]]:
    found: dict[str, list[str | None]] = {}
    for figure in figures_of("HOUSING", TEMPLATE, WHEN, standing=standing(sent), peers=()):
        found.setdefault(figure["indicator"], []).append(figure["area"])
    return found


def test_an_area_is_matched_without_case_and_spaces_at_its_ends() -> None:
    assert matched(" NORTH ") == matched("north")
    assert matched(None) is None


def test_the_first_spelling_of_an_area_stands_for_every_indicator_of_the_period() -> None:
    first, _ = read("BV 63,2007-08,North,66,,,", "BV 63,2006-07,NORTH,61,,,")
    later, _ = read("BV 63,2007-08,north ,67,,,", "BV 66a,2007-08,NORTH,98,,,", restates="One office was left out")
    assert {code: found for code, found in areas(*first, *later).items() if code in ("BV 63", "BV 66a")} == {
        "BV 63": [None, "North"],
        "BV 66a": [None, "North"],
    }
    figures = figures_of("HOUSING", TEMPLATE, WHEN, standing=standing((*first, *later)), peers=())
    north = named(figures, "BV 63", " NORTH")
    assert (north["value"], north["previous"], north["area"]) == ("67", "61", "North")


def test_rows_are_kept_as_they_were_sent_however_their_area_is_known() -> None:
    first, _ = read("BV 63,2007-08,North,66,,,")
    later, _ = read("BV 63,2007-08,NORTH,66,,,")
    (held,) = standing((*first, *later)).values()
    assert (held.as_row()["area"], held.area_as_known) == ("NORTH", "North")


def test_counts_of_one_area_in_two_spellings_are_not_added_up() -> None:
    first, _ = read("BV 66a,2007-08,North,,9,10,", "BV 66a,2007-08,South,,8,10,")
    later, _ = read("BV 66a,2007-08,north,,7,10,", restates="Counted again")
    whole = named(figures_of("HOUSING", TEMPLATE, WHEN, standing=standing((*first, *later)), peers=()), "BV 66a", None)
    assert (whole["value"], whole["numerator"], whole["denominator"]) == ("75.00", "15", "20")


def test_one_area_twice_in_a_file_is_a_second_time() -> None:
    _, (problem,) = read("BV 63,2007-08,North,66,,,", "BV 63,2007-08,NORTH,66,,,")
    assert (problem.line, problem.found) == (3, "BV 63 for 2007-08 in NORTH a second time (first on line 2)")


def test_an_area_that_is_not_there_is_answered_with_those_that_are() -> None:
    sent, _ = read("BV 63,2007-08,North,66,,,", "BV 63,2007-08,South,66,,,")
    figures = figures_of("HOUSING", TEMPLATE, WHEN, standing=standing(sent), peers=())
    with pytest.raises(Refused) as raised:
        named(figures, "bv63", "nowhere")
    assert raised.value.refusal.fact == "BV 63 has figures for the whole, North, South"


@pytest.mark.parametrize(
    ("row", "column", "found", "wanted"),
    [
        (f"BV 63,2007-08,{'x' * 121},66,,,", "area", "121 characters", "120 at the most"),
        (f"BV 63,2007-08,,66,,,{'x' * 2001}", "comment", "2,001 characters", "2,000 at the most"),
        ("BV 63,2007-08,No\x1brth,66,,,", "area", "the control character U+001B", "plain text on one line"),
        ('BV 63,2007-08,,66,,,"one\ntwo"', "comment", "the control character U+000A", "plain text on one line"),
        ("BV 63,2007-08,,66,,,\u202enetirw", "comment", "the control character U+202E", "plain text on one line"),
    ],
)
def test_words_in_a_return_have_their_limits(row: str, column: str, found: str, wanted: str) -> None:
    sent, (problem,) = read(row)
    assert sent == ()
    assert (problem.line, problem.column, problem.found, problem.wanted) == (2, column, found, wanted)


@pytest.mark.parametrize(
    ("organisation", "source", "column"),
    [("x" * 201, "", "organisation"), ("A", "x" * 501, "source"), ("A\x9b", "", "organisation"), ("A", "\x85B", "")],
)
def test_words_in_benchmarks_have_their_limits(organisation: str, source: str, column: str) -> None:
    text = f"indicator,period,peer_group,value,organisation,source\nBV 63,2007-08,All ALMO,66,{organisation},{source}"
    table = read_csv(text.encode(), file="benchmarks.csv", columns=benchmarks.COLUMNS)
    peers, problems = benchmarks.read_benchmarks(table, TEMPLATE, fingerprint="cd" * 32)
    assert [(problem.line, problem.column) for problem in problems] == ([(2, column)] if column else [])
    assert len(peers) == (0 if column else 1)
