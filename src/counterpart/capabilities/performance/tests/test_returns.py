"""Files of returns: what can be read, and every fault in a file as one sentence, once."""

from collections.abc import Sequence
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.capabilities.performance.rules.returns import (
    COLUMNS,
    Returned,
    contradictions,
    read_returns,
    standing,
)
from counterpart.engines.evidence.rules.reading import read_csv
from counterpart.engines.library.shelf import on_the_shelf
from counterpart.values.period import period
from counterpart.values.refusal import Problem

QUICKLY = settings(max_examples=25, deadline=None)

TEMPLATE = on_the_shelf("rotherham-almo").template
HEADER = "indicator,period,value,numerator,denominator,area,target,comment"


def read(
    *rows: str, header: str = HEADER, every: str | None = None, restates: str | None = None, file: str = "returns.csv"
) -> tuple[tuple[Returned, ...], tuple[Problem, ...]]:
    table = read_csv("\n".join([header, *rows]).encode(), file=file, columns=COLUMNS)
    when = period(every) if every else None
    return read_returns(table, TEMPLATE, fingerprint="ab" * 32, every=when, restates=restates)


def told(*rows: str, header: str = HEADER, every: str | None = None) -> list[str]:
    return [str(problem).removeprefix("returns.csv, ") for problem in read(*rows, header=header, every=every)[1]]


def test_a_return_is_read_with_its_row_of_evidence() -> None:
    (found,), problems = read("bv66A,2007-08,98.47 %,,,North,98.25,checked")
    assert problems == ()
    assert found.as_row() == {
        "indicator": "BV 66a",
        "period": "2007-08",
        "area": "North",
        "value": "98.47",
        "numerator": None,
        "denominator": None,
        "target": "98.25",
        "comment": "checked",
        "line": 2,
    }
    assert found.names == ("BV 66a", "2007-08", "north")
    assert (found.source.line, found.source.column) == (2, "value")


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("BV 66a,2007-08,,118,120,,,", [None, "118", "120"]),
        ("BV 66a,2007-08,98.33,118,120,,,", ["98.33", "118", "120"]),
        ("BV 66a,2007-08,98.3333,118,120,,,", ["98.3333", "118", "120"]),
        ('BV 66a,2007-08,,"1,234,567.89","1,234,567.90",,,', [None, "1234567.89", "1234567.90"]),
        ("BV 212,2007-08,37.27 days,,,,,", ["37.27", None, None]),
        ("BV 212,2007-08,,559,15,,,", [None, "559", "15"]),
        ("BV 184b,2007-08,-3,,,,,", ["-3", None, None]),
        ("BV 66a,2007-08,0,0,120,,,", ["0", "0", "120"]),
    ],
)
def test_a_return_is_a_value_or_counts_or_both_where_they_agree(row: str, says: list[str | None]) -> None:
    (found,), problems = read(row)
    assert problems == ()
    assert [None if figure is None else str(figure) for figure in found.says] == says
    assert found.source.column == ("value" if says[1] is None else "numerator")


def test_a_row_that_names_no_period_is_of_the_period_given() -> None:
    found, problems = read("BV 63,66,", "BV 66a,98.47,2006-07", header="indicator,value,period", every="2007-08")
    assert [str(figure.period) for figure in found] == ["2007-08", "2006-07"]
    assert problems == ()
    assert read("BV 63,66", header="indicator,value", every="2007-08")[1] == ()


class Fault(NamedTuple):
    """One fault: the row (or rows) that has it and nothing else, and the problem's column, find and want."""

    row: str
    column: str | None
    found: str
    wanted: str


INDICATOR = "one of the 13 indicators of rotherham-almo@1"
PERIOD = "a period, such as 2007-08, 2010-Q2 or 2010-09"
FIGURE = "a value, or a numerator and a denominator"
PERCENTAGE = "a percentage, such as 98.25"
TOGETHER = "a numerator and a denominator together"
COUNT = "a count, such as 118"
FAULTS = (
    Fault("BV 99,2007-08,66 %,,,A,,", "indicator", "“BV 99”", INDICATOR),
    Fault(",2007-08,15 days,,,B,,", "indicator", "nothing", INDICATOR),
    Fault("BV 63,2007/8,66,,,C,,", "period", "“2007/8”", PERIOD),
    Fault("BV 63,,66,,,D,,", "period", "nothing", PERIOD),
    Fault("BV 63,2007-08,,,,E,,", "value", "nothing", FIGURE),
    Fault("BV 66b,2007-08,low,,,F,,", "value", "“low”", PERCENTAGE),
    Fault("xBV 73,2007-08,9 %,,,G,,", "value", "“9 %”", "a number of days, such as 15"),
    Fault("xBV 73,2007-08,-9.4,,,H,,", "value", "“-9.4”", "a number of days, 0 or more"),
    Fault("BV 66c,2007-08,,118,,I,,", "denominator", "nothing beside a numerator", TOGETHER),
    Fault("BV 66c,2007-08,11.25,,120,J,,", "numerator", "nothing beside a denominator", TOGETHER),
    Fault("BV 66d,2007-08,5,118,0.0,K,,", "denominator", "“0.0”", "a denominator above 0"),
    Fault("BV 184a,2007-08,,many,120,L,,", "numerator", "“many”", COUNT),
    Fault("BV 184a,2007-08,,118,-120,M,,", "denominator", "“-120”", COUNT),
    Fault("BV 184a,2007-08,,50 %,120,N,,", "numerator", "“50 %”", COUNT),
    Fault("BV 184b,2007-08,98,118,120,O,,", "value", "98", "98.33, which 118 of 120 gives"),
    Fault(
        "xBV 72,2007-08,98.48,,,P,98,",
        "target",
        "98",
        "99.00, the agreed target (rotherham-almo@1, year-end summary, xBV 72)",
    ),
    Fault("xBV 185,2007-08,98,,,Q,high,", "target", "“high”", PERCENTAGE),
    Fault(
        "BV 212,2007-08,37.27,,,R,,\nbv212,2007-08,37.27,,,R,,",
        "indicator",
        "BV 212 for 2007-08 in R a second time (first on line {first})",
        "each figure once",
    ),
    Fault("BV 63,2007-08,1,234,5,S,,,", None, "9 cells under 8 column names", "one cell a column"),
)


def sent_with(faults: Sequence[Fault]) -> tuple[list[str], list[str]]:
    """The rows of a file with these faults, each after a row that has none; and the sentences that tell them."""
    rows: list[str] = []
    sentences: list[str] = []
    for place, fault in enumerate(faults):
        rows.append(f"BV 66a,2007-08,{place},,,Sound {place},,")
        first = len(rows) + 2
        rows += fault.row.split("\n")
        where = f"line {len(rows) + 1}" + (f", column {fault.column}" if fault.column else "")
        sentences.append(f"{where}: found {fault.found.format(first=first)}; wanted {fault.wanted}.")
    return rows, sentences


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.row for fault in FAULTS])
def test_a_single_fault_is_a_single_sentence_with_its_line_and_column(fault: Fault) -> None:
    rows, sentences = sent_with([fault])
    assert told(*rows) == sentences


def test_six_different_faults_are_six_sentences_each_with_file_line_column_find_and_want() -> None:
    rows, sentences = sent_with([FAULTS[place] for place in (0, 3, 5, 8, 15, 17)])
    assert [str(problem) for problem in read(*rows)[1]] == [f"returns.csv, {sentence}" for sentence in sentences]
    assert len(sentences) == 6


@QUICKLY
@given(st.lists(st.sampled_from(FAULTS), min_size=1, unique=True))
def test_any_faults_together_are_told_once_each(faults: Sequence[Fault]) -> None:
    rows, sentences = sent_with(faults)
    assert sorted(told(*rows)) == sorted(sentences)


@pytest.mark.parametrize(
    ("row", "columns"),
    [
        ("BV 99,never,low,many,0,,high,", ["indicator", "period", "value", "target", "numerator", "denominator"]),
        ("BV 66a,2007-08,98,118,120,,99,", ["value", "target"]),
        ("BV 66a,2007-08,,,0,,,", ["denominator", "numerator"]),
    ],
)
def test_several_faults_in_one_row_are_each_told(row: str, columns: list[str]) -> None:
    assert [problem.column for problem in read(row)[1]] == columns


def test_a_row_that_comes_again_is_told_even_where_the_first_could_not_be_read() -> None:
    columns = [problem.column for problem in read("BV 63,2007-08,x,,,,,", "BV 63,2007-08,66,,,,,")[1]]
    assert columns == ["value", "indicator"]


@pytest.mark.parametrize(
    "cell",
    ["NaN", "Infinity", "-inf", "1e400", "1e5", "１２", "--3", '"1,23,4"', "1_000", "5.", "½", "sNaN", "1e999999999"],
)
def test_what_is_not_plainly_a_number_is_one_fault_wherever_it_stands(cell: str) -> None:
    cells = {
        "indicator": "BV 66c",
        "period": "2006-07",
        "value": "",
        "numerator": "1",
        "denominator": "2",
        "target": "",
    }
    for column in ("value", "numerator", "denominator", "target"):
        (problem,) = read(",".join((cells | {column: cell}).values()), header=",".join(cells))[1]
        assert (problem.line, problem.column, problem.found) == (2, column, f"“{cell.strip(chr(34))}”")


@pytest.mark.parametrize(
    ("header", "row", "sentence"),
    [
        (
            "indicator,value",
            "BV 63,66",
            "line 1, column period: found no column of this name; "
            "wanted a column “period”, or the period named with --period.",
        ),
        (
            "period,value",
            "2007-08,66",
            "line 1, column indicator: found no column of this name; wanted a column “indicator”.",
        ),
        (
            "indicator,period,figure",
            "BV 63,2007-08,66",
            "line 1, column value: found no column of this name; "
            "wanted a column “value”, or columns “numerator” and “denominator”.",
        ),
        (
            "indicator,period,numerator,out of",
            "BV 66a,2007-08,118,120",
            "line 1, column denominator: found no column of this name; "
            "wanted a column “denominator” beside “numerator”.",
        ),
        (
            "indicator,period,value,denominator",
            "BV 66a,2007-08,98,120",
            "line 1, column numerator: found no column of this name; wanted a column “numerator” beside “denominator”.",
        ),
        (
            "indicator;period;value",
            "BV 63;2007-08;66",
            "line 1, column indicator: found no column of this name; wanted a column “indicator”.",
        ),
        (
            "indicator,period,value,value",
            "BV 63,2007-08,66,",
            "line 1, column value: found two columns of this name; wanted one.",
        ),
    ],
)
def test_a_column_that_is_wanting_is_told_once_and_not_for_every_row(header: str, row: str, sentence: str) -> None:
    rows = (row, row.replace("BV 63", "BV 212").replace("BV 66a", "BV 66b").replace("2007", "2008", 1))
    assert told(*rows, header=header) == [sentence]


def test_faults_of_rows_are_told_beside_a_column_that_is_wanting() -> None:
    assert [problem.column for problem in read("BV 99,lots", header="indicator,value")[1]] == [
        "period", "indicator", "value",
    ]  # fmt: skip


def test_of_figures_of_the_same_name_the_last_that_came_stands() -> None:
    first, _ = read("BV 63,2007-08,66,,,,,", "BV 63,2007-08,66,,,North,,")
    second, _ = read("bv63,2007-08,67,,,,,", restates="One office was left out.")
    held = standing((*first, *second))
    assert [str(figure.value) for figure in held.values()] == ["67", "66"]
    assert held["BV 63", "2007-08", None].restates == "One office was left out."


HELD = standing(read("BV 63,2006-07,61,,,,60,", "BV 66a,2006-07,,118,120,,,", file="before.csv")[0])


@pytest.mark.parametrize(
    "row",
    ["BV 63,2006-07,61.0,,,,60,", "BV 66a,2006-07,,118,120.0,,,", "BV 63,2007-08,1,,,,,", "BV 63,2006-07,1,,,N,,"],
)
def test_the_same_figure_again_or_another_one_contradicts_nothing(row: str) -> None:
    assert list(contradictions(read(row)[0], HELD)) == []


@pytest.mark.parametrize(
    ("row", "column", "found"),
    [
        ("BV 63,2006-07,62,,,,60,", "value", "another figure than 61, returned before in before.csv, line 2"),
        ("BV 63,2006-07,61,,,,59,", "target", "another target than 60, returned before in before.csv, line 2"),
        ("BV 63,2006-07,61,,,,,", "target", "another target than 60, returned before in before.csv, line 2"),
        (
            "BV 66a,2006-07,,119,120,,,",
            "numerator",
            "another figure than 118 of 120, returned before in before.csv, line 3",
        ),
        ("BV 66a,2006-07,,118,120,,98,", "target", "another target than none, returned before in before.csv, line 3"),
    ],
)  # fmt: skip
def test_a_figure_that_says_otherwise_than_before_needs_a_reason(row: str, column: str, found: str) -> None:
    (problem,) = contradictions(read(row)[0], HELD)
    assert (problem.column, problem.found) == (column, found)
    assert problem.wanted == 'the same, or the file taken in with --restates "the reason"'
