"""Quartiles against the Regulator of Social Housing's figures, labels, markers, and the reading of columns."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.capabilities.performance.rules.quartiles import (
    Label,
    Method,
    cut_offs,
    label_against,
    marker,
    quartiles,
)
from counterpart.capabilities.performance.rules.readings import number, read_group, read_series
from counterpart.engines.evidence.rules.reading import read_csv
from counterpart.engines.evidence.rules.tables import Column, Table
from counterpart.values.refusal import Refusal

TSM = json.loads(Path(__file__).with_name("tsm_quartiles.json").read_text(encoding="utf-8"))["columns"]
FOUR_PLACES = Decimal("0.0001")


def entries(cells: str) -> list[tuple[str, Decimal | str]]:
    return [(str(at), marker(cell) or Decimal(cell)) for at, cell in enumerate(cells.split())]


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("column", TSM, ids=[column["title"][-8:] for column in TSM])
def test_tenant_satisfaction_measures_agree_with_the_reference_by_every_method(column, method):
    found = quartiles(entries(column["cells"]), method=method)
    assert found.n == column["n"]
    assert found.cut_offs is not None
    for cut, expected in zip(found.cut_offs, column["quartiles_by_method"][method], strict=True):
        assert abs(cut - Decimal(str(expected))) <= FOUR_PLACES / 2


def test_markers_are_left_out_and_counted_by_kind():
    found = quartiles(entries("1 [X] 2 [x] N/A 3 n/a 4 [E] [Z] [S] [U]"))
    assert found.n == 4
    assert dict(found.excluded) == {"[X]": 2, "N/A": 2, "[E]": 1, "[Z]": 1, "[S]": 1, "[U]": 1}
    assert [(row.value, row.marker, row.label) for row in found.members[:2]] == [
        (Decimal(1), None, Label.BOTTOM_QUARTILE),
        (None, "[X]", None),
    ]


@pytest.mark.parametrize(
    ("cell", "expected"), [("", "blank"), ("  ", "blank"), (" [z] ", "[Z]"), ("12", None), ("?", None)]
)
def test_a_cell_without_a_value_holds_a_marker_or_nothing(cell, expected):
    assert marker(cell) == expected


def test_fewer_than_four_values_get_no_quartiles_and_the_reason():
    found = quartiles(entries("1 2 3 [X]"))
    assert found.cut_offs is None
    assert {row.label for row in found.members} == {None}
    assert found.suppressed == "n is 3: no quartiles are given for fewer than 4 values"
    assert quartiles(entries("1 2 3 4")).suppressed is None


def test_quartiles_of_nothing_are_an_error():
    with pytest.raises(ValueError, match="nothing"):
        cut_offs([])


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        (Method.LINEAR, ("1.75", "2.5", "3.25")),
        (Method.HAZEN, ("1.5", "2.5", "3.5")),
        (Method.WEIBULL, ("1.25", "2.5", "3.75")),
        (Method.LOWER, ("1", "2", "3")),
        (Method.HIGHER, ("2", "3", "4")),
        (Method.NEAREST, ("2", "3", "3")),
    ],
)
def test_quartiles_of_one_to_four_by_each_method(method, expected):
    assert cut_offs([Decimal(n) for n in (4, 2, 3, 1)], method=method) == tuple(map(Decimal, expected))


def test_one_value_is_each_of_its_own_quartiles():
    for method in Method:
        assert set(cut_offs([Decimal("7.5")], method=method)) == {Decimal("7.5")}


@pytest.mark.parametrize(
    ("value", "higher", "lower"),
    [
        ("80", Label.TOP_QUARTILE, Label.BOTTOM_QUARTILE),
        ("75", Label.TOP_QUARTILE, Label.BELOW_MEDIAN),
        ("74.99", Label.ABOVE_MEDIAN, Label.BELOW_MEDIAN),
        ("50", Label.ABOVE_MEDIAN, Label.ABOVE_MEDIAN),
        ("49.99", Label.BELOW_MEDIAN, Label.ABOVE_MEDIAN),
        ("25", Label.BELOW_MEDIAN, Label.TOP_QUARTILE),
        ("24.99", Label.BOTTOM_QUARTILE, Label.TOP_QUARTILE),
    ],
)
def test_a_value_equal_to_a_cut_off_gets_the_better_label_whichever_way_is_better(value, higher, lower):
    for higher_is_better, expected in ((True, higher), (False, lower)):
        assert (
            label_against(
                Decimal(value),
                lower_quartile=Decimal(25),
                median=Decimal(50),
                upper_quartile=Decimal(75),
                higher_is_better=higher_is_better,
            )
            is expected
        )


@settings(max_examples=30, deadline=None, database=None)
@given(st.lists(st.decimals(-100, 100, places=3), min_size=4, max_size=60), st.sampled_from(Method), st.booleans())
def test_a_better_value_never_has_a_worse_label(values, method, higher_is_better):
    found = quartiles([("", value) for value in values], method=method, higher_is_better=higher_is_better)
    order = list(Label)
    best_first = sorted(found.members, key=lambda row: row.value, reverse=higher_is_better)
    ranks = [order.index(row.label) for row in best_first]
    assert ranks == sorted(ranks)
    assert found.cut_offs is not None
    assert list(found.cut_offs) == sorted(found.cut_offs)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", "12"),
        (" 12.50 ", "12.50"),
        ("1,234,567.8", "1234567.8"),
        ("-3", "-3"),
        ("−3", "-3"),
        ("+3", "3"),
        (".5", "0.5"),
        ("95%", "95"),
        ("95.5 %", "95.5"),
        ("1.5e-3", "0.0015"),
        ("12,5", None),
        ("1,23,456", None),
        ("1 234", None),
        ("£12", None),
        ("(3)", None),
        ("NaN", None),
        ("1e999", None),
        ("٣", None),
        ("%", None),
        ("9" * 51, None),
        ("", None),
    ],
)
def test_a_number_is_read_only_where_it_is_plainly_one(text, expected):
    assert number(text) == (None if expected is None else Decimal(expected))


def table(text: str, *columns: str) -> Table:
    return read_csv(text.encode(), file="figures.csv", columns=[Column(name, required=True) for name in columns])


def problems(answer: object) -> list[tuple[int | None, str | None, str]]:
    assert isinstance(answer, Refusal)
    return [(problem.line, problem.column, problem.found) for problem in answer.problems]


def test_a_series_is_read_in_the_order_of_the_file():
    answer = read_series(table("Value,Period,note\n5,2020-02,\n4,2020-01,x\n", "period", "value"))
    assert answer == (("2020-02", Decimal(5)), ("2020-01", Decimal(4)))


def test_every_problem_of_a_series_is_told_with_its_line_even_after_a_cell_of_two_lines():
    text = 'period,note,value\n2020-01,"two\nlines",x\n,,5\n2020-03,,\n2020-04,,9,9\n2020-05,,"1,5"\n'
    assert problems(read_series(table(text, "period", "value"))) == [
        (2, "value", "“x”"),
        (4, "period", "nothing"),
        (5, "value", "nothing"),
        (6, None, "4 cells under 3 column names"),
        (7, "value", "“1,5”"),
    ]


def test_a_series_without_its_columns_is_refused():
    assert problems(read_series(table("month,value\n2020-01,5\n", "period", "value"))) == [
        (1, "period", "no column of this name")
    ]


def test_a_long_wrong_cell_is_cut_short():
    long = "x" * 80
    assert problems(read_series(table(f"period,value\na,{long}\n", "period", "value"))) == [
        (2, "value", f"“{'x' * 50}…”")
    ]


def test_a_value_that_is_no_percentage_among_percentages_is_unclear():
    answer = read_series(table("period,value\na,95%\nb,0.94\nc,93%\n", "period", "value"))
    assert problems(answer) == [(3, "value", "“0.94”")]


def test_a_group_is_read_with_its_markers():
    answer = read_group(table("name,score\na,95%\nb,[X]\nc,\nd,93 %\n", "name", "score"), by="score", name="name")
    assert answer == (("a", Decimal(95)), ("b", "[X]"), ("c", "blank"), ("d", Decimal(93)))


def test_every_problem_of_a_group_is_told():
    answer = read_group(table("name,score\na,95\nb,about 90\nc,ninety\n", "name", "score"), by="score", name="name")
    assert problems(answer) == [(3, "score", "“about 90”"), (4, "score", "“ninety”")]
    assert problems(read_group(table("name\na\n", "name", "score"), by="score", name="name")) == [
        (1, "score", "no column of this name")
    ]
