"""Files of benchmarks: what can be read, and every fault in a file as one sentence, once."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.capabilities.performance.rules.benchmarks import COLUMNS, IN_WORDS, Peers, in_use, read_benchmarks
from counterpart.capabilities.performance.rules.quartiles import Label
from counterpart.engines.evidence.rules.reading import read_csv
from counterpart.engines.library.rules.template import Template
from counterpart.engines.library.shelf import on_the_shelf
from counterpart.values.period import period
from counterpart.values.refusal import Problem

QUICKLY = settings(max_examples=25, deadline=None)

TEMPLATE = on_the_shelf("rotherham-almo").template
HEADER = "indicator,period,peer_group,label,lower_quartile,median,upper_quartile,n,organisation,value,source"


def read(
    *rows: str, header: str = HEADER, template: Template = TEMPLATE
) -> tuple[tuple[Peers, ...], tuple[Problem, ...]]:
    table = read_csv("\n".join([header, *rows]).encode(), file="benchmarks.csv", columns=COLUMNS)
    return read_benchmarks(table, template, fingerprint="cd" * 32)


def told(*rows: str, header: str = HEADER) -> list[str]:
    return [str(problem).removeprefix("benchmarks.csv, ") for problem in read(*rows, header=header)[1]]


@pytest.mark.parametrize(
    ("words", "label"),
    [
        *((words, label) for label, words in IN_WORDS.items()),
        ("TOP 25%", Label.TOP_QUARTILE),
        ("upper quartile", Label.TOP_QUARTILE),
        ("Above Median", Label.ABOVE_MEDIAN),
        ("below-median", Label.BELOW_MEDIAN),
        ("Lower quartile", Label.BOTTOM_QUARTILE),
    ],
)
def test_a_published_label_is_read_in_the_words_that_publications_use(words: str, label: Label) -> None:
    (found,), problems = read(f"bv63,2006-07,ALL ENGLAND,{words},,,,,,,Summary")
    assert problems == ()
    assert (found.indicator, found.peer_group, found.label, found.published_in) == (
        "BV 63", "All England", label, "Summary",
    )  # fmt: skip
    assert (found.source.line, found.source.column) == (2, "label")


@pytest.mark.parametrize("words", ["N/A", "n/a", "Not applicable"])
def test_not_applicable_is_an_answer_without_a_label(words: str) -> None:
    (found,), _ = read(f"BV 63,2006-07,All England,{words},,,,,,,")
    assert (found.label, found.not_applicable) == (None, True)


def test_cut_offs_are_read_with_their_number_and_peers_values_with_their_names() -> None:
    (cuts, peer), problems = read(
        "BV 66a,2006-07,All England,,96 %,97.5 %,98.60 %,351,,,",
        "BV 66a,2006-07,All ALMO,,,,,,Another company,98.1,",
    )
    assert problems == ()
    assert (cuts.cuts, cuts.n) == ((Decimal(96), Decimal("97.5"), Decimal("98.60")), 351)
    assert (peer.organisation, peer.value, peer.cuts, peer.source.column) == (
        "Another company", Decimal("98.1"), None, None,
    )  # fmt: skip


def test_of_what_is_known_the_newest_comparison_for_each_indicator_and_group_is_in_use() -> None:
    years = ("2005-06", "2006-07", "2006-Q4", "2007-08", "2008-09")
    rows = [f"BV 63,{when},All England,N/A,,,,,,," for when in years]
    peers, problems = read(*rows, "BV 63,2005-06,All ALMO,N/A,,,,,,,", "BV 66a,2004-05,All England,N/A,,,,,,,")
    assert problems == ()
    for on, newest in {"2007-08": "2007-08", "2006-07": "2006-07", "2006-Q4": "2006-Q4", "2007-Q1": "2006-Q4"}.items():
        names = {(row.indicator, row.peer_group, str(row.period)) for row in in_use(peers, on=period(on))}
        assert names == {
            ("BV 63", "All England", newest),
            ("BV 63", "All ALMO", "2005-06"),
            ("BV 66a", "All England", "2004-05"),
        }
    assert in_use(peers, on=period("2003-04")) == ()


def test_a_restatement_carries_its_reason() -> None:
    table = read_csv(f"{HEADER}\nBV 63,2006-07,All England,N/A,,,,,,,".encode(), file="b.csv", columns=COLUMNS)
    (found,), _ = read_benchmarks(table, TEMPLATE, fingerprint="cd" * 32, restates="A later edition")
    assert found.restates == "A later edition"


def test_the_canonical_row_has_exact_text_and_what_is_not_there_is_null() -> None:
    (cuts, label), _ = read(
        "BV 66a,2006-07,All England,,96,97.5,98.60,351,,,A book", "BV 63,2006-07,All ALMO,N/A,,,,,,,"
    )
    assert cuts.as_row() == {
        "indicator": "BV 66a",
        "period": "2006-07",
        "peer_group": "All England",
        "label": None,
        "not_applicable": False,
        "cuts": ["96", "97.5", "98.60"],
        "n": 351,
        "organisation": None,
        "value": None,
        "source": "A book",
        "line": 2,
    }
    assert (label.as_row()["cuts"], label.as_row()["not_applicable"]) == (None, True)


class Fault(NamedTuple):
    """One fault: the row (or rows) that has it and nothing else, and the problem's column, find and want."""

    row: str
    column: str
    found: str
    wanted: str


GROUP = "a peer group of rotherham-almo@1: All England, All ALMO"
COMPARISON = "a label, the three cut-offs, or a peer’s value"
PERCENTAGE = "a percentage, such as 98.25"
WHOLE = "how many peers, a whole number"
RISING = "cut-offs that rise from the lower quartile to the upper"
FAULTS = (
    Fault(
        "BV 99,2006-07,All England,,66 %,67,68 days,,,,", "indicator", "“BV 99”", "one of the 13 of rotherham-almo@1"
    ),
    Fault("BV 66a,06-07,All England,N/A,,,,,,,", "period", "“06-07”", "a period, such as 2006-07"),
    Fault("BV 66a,2005-06,All Wales,N/A,,,,,,,", "peer_group", "“All Wales”", GROUP),
    Fault(
        "BV 66a,2004-05,All England,Best,,,,,,,",
        "label",
        "“Best”",
        "one of Top 25 %, Above average, Below average, Bottom 25 % or N/A",
    ),
    Fault("BV 66a,2003-04,All England,,,,,,,,", "label", "nothing", COMPARISON),
    Fault("BV 66a,2002-03,All England,,96,97,,,,,", "label", "nothing", COMPARISON),
    Fault("BV 66a,2001-02,All England,,96,NaN,98,,,,", "median", "“NaN”", PERCENTAGE),
    Fault("BV 212,2001-02,All England,,1,2,9 %,,,,", "upper_quartile", "“9 %”", "a number of days, such as 15"),
    Fault("BV 66a,2000-01,All England,,98,97,96,,,,", "lower_quartile", "“98”", RISING),
    Fault("BV 66a,1999-00,All England,N/A,,,,²,,,", "n", "“²”", WHOLE),
    Fault("BV 66a,1998-99,All England,N/A,,,,1e9,,,", "n", "“1e9”", WHOLE),
    Fault("BV 66a,1997-98,All England,,,,,,Peer,low,", "value", "“low”", PERCENTAGE),
    Fault(
        "BV 66a,1996-97,All England,,,,,,,98,", "organisation", "nothing", "the name of the peer whose value this is"
    ),
    Fault(
        "BV 66a,1995-96,All England,N/A,,,,,,,\nBV66A,1995-96,All England,N/A,,,,,,,",
        "indicator",
        "BV 66a for 1995-96 against All England a second time (first on line {first})",
        "each comparison once",
    ),
    Fault(
        "BV 66a,1994-95,All England,,,,,,Peer,97,\nBV 66a,1994-95,All England,,,,,,PEER,98,",
        "indicator",
        "BV 66a for 1994-95 against All England of PEER a second time (first on line {first})",
        "each comparison once",
    ),
)


def sent_with(faults: Sequence[Fault]) -> tuple[list[str], list[str]]:
    """The rows of a file with these faults, and the sentences that tell them."""
    rows: list[str] = []
    sentences: list[str] = []
    for fault in faults:
        first = len(rows) + 2
        rows += fault.row.split("\n")
        found = fault.found.format(first=first)
        sentences.append(f"line {len(rows) + 1}, column {fault.column}: found {found}; wanted {fault.wanted}.")
    return rows, sentences


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.row for fault in FAULTS])
def test_a_single_fault_is_a_single_sentence_with_its_line_and_column(fault: Fault) -> None:
    rows, sentences = sent_with([fault])
    assert told(*rows) == sentences


@QUICKLY
@given(st.lists(st.sampled_from(FAULTS), min_size=1, unique=True))
def test_any_faults_together_are_told_once_each(faults: Sequence[Fault]) -> None:
    rows, sentences = sent_with(faults)
    assert told(*rows) == sentences


@pytest.mark.parametrize(
    ("header", "row", "column"),
    [
        ("indicator,peer_group,label", "BV 63,All England,Best", "period"),
        ("indicator,period,peer_group,source", "BV 63,2006-07,All England,A book", "label"),
        ("indicator,period,peer_group,median,upper_quartile", "BV 63,2006-07,All England,61,66", "label"),
        ("indicator,period,peer_group,value", "BV 63,2006-07,All England,61", "organisation"),
    ],
)
def test_a_column_that_is_wanting_is_told_once_and_not_for_every_row(header: str, row: str, column: str) -> None:
    (problem,) = read(row, row.replace("2006-07", "2005-06"), header=header)[1]
    assert (problem.line, problem.column, problem.found) == (1, column, "no column of this name")


def test_a_template_without_peer_groups_says_that_it_has_none() -> None:
    (problem,) = read("BV 63,2006-07,All England,N/A,,,,,,,", template=replace(TEMPLATE, peer_groups=()))[1]
    assert problem.wanted == "a peer group of rotherham-almo@1: it has none"
