"""Reading delimited files: what people send, with the line of every row."""

import csv
import io
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.engines.evidence.rules import reading
from counterpart.engines.evidence.rules.reading import read_csv
from counterpart.engines.evidence.rules.tables import Column, Table, no_column

QUICKLY = settings(max_examples=25, deadline=None)

COLUMNS = (Column("indicator", required=True), Column("peer_group"), Column("value"))
CELLS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=6)


def table(data: bytes | str) -> Table:
    return read_csv(data.encode() if isinstance(data, str) else data, file="returns.csv", columns=COLUMNS)


def told(data: bytes | str) -> list[str]:
    return [str(problem).removeprefix("returns.csv") for problem in table(data).problems]


def lines(data: bytes | str) -> list[int]:
    return [row.line for row in table(data).rows]


def test_a_file_is_read_into_rows_that_know_their_line_and_cells() -> None:
    found = table("indicator,value\nBV 63, 66 \nBV 66a\n")
    assert found.columns == ("indicator", "value")
    assert [(row.line, row["indicator"], row["value"]) for row in found.rows] == [(2, "BV 63", "66"), (3, "BV 66a", "")]
    assert found.rows[0]["peer_group"] == ""
    assert found.problems == ()


@pytest.mark.parametrize("header", ["INDICATOR,Peer Group", " Indicator , peer-group", "indicator?,Peer_Group:"])
def test_column_names_are_matched_without_case_spaces_or_punctuation(header: str) -> None:
    assert table(f"{header}\nBV 63,All England\n").columns == ("indicator", "peer_group")


def test_columns_come_in_any_order_and_unknown_ones_are_told_and_left_unread() -> None:
    found = table("Checked by,value,,indicator\nMr Day,66,,BV 63\n")
    assert found.unknown == ("Checked by",)
    assert dict(found.rows[0].cells) == {"value": "66", "indicator": "BV 63"}


def test_a_byte_order_mark_is_no_part_of_the_first_column() -> None:
    assert table(b"\xef\xbb\xbfindicator\nBV 63\n").columns == ("indicator",)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_row_is_known_by_the_line_on_which_it_begins_however_lines_end(end: str) -> None:
    text = 'indicator,value\n"BV\n63",1\n\nBV 66a,"2\n\n"\nBV 212,3\n'.replace("\n", end)
    assert lines(text) == [2, 5, 8]


def test_letters_that_some_programs_take_for_line_ends_are_no_line_ends() -> None:
    assert lines("indicator,value\nBV\u2028 63\x0b,1\x85\nBV 66a,2\n") == [2, 3]


def test_rows_with_nothing_in_them_are_passed_over() -> None:
    assert lines("\n\nindicator,value\n,\nBV 63,1\n , \n\nBV 66a,2") == [5, 8]


@pytest.mark.parametrize("data", [b"", b"\n\n", b" , \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_a_problem(data: bytes) -> None:
    assert told(data) == [": found an empty file; wanted a row of column names, and rows beneath it."]


def test_a_file_with_nothing_under_its_column_names_is_a_problem() -> None:
    assert told("indicator,value\n\n") == [": found no rows under the column names; wanted at least one row."]


def test_a_missing_column_is_told_once_with_the_line_of_the_column_names() -> None:
    assert told("\nvalue\n66\n67\n") == [
        ", line 2, column indicator: found no column of this name; wanted a column “indicator”."
    ]
    assert no_column("a.csv", 2, "value", "one").column == "value"


def test_two_columns_of_one_name_are_told_once_and_the_first_cell_that_holds_anything_counts() -> None:
    found = table("indicator,value,Value\nBV 63,66,\nBV 66a,,98\nBV 212,15,16\n")
    assert [str(problem) for problem in found.problems] == [
        "returns.csv, line 1, column value: found two columns of this name; wanted one."
    ]
    assert [row["value"] for row in found.rows] == ["66", "98", "15"]


def test_a_row_with_more_cells_than_columns_is_told_and_the_others_are_read() -> None:
    found = table("indicator,value\nBV 63,1,234\nBV 66a,98\n")
    assert [row.line for row in found.rows] == [3]
    assert [str(problem) for problem in found.problems] == [
        "returns.csv, line 2: found 3 cells under 2 column names; wanted one cell a column."
    ]


OUT_OF_PLACE = (
    "found a quotation mark out of place, or a cell far too long; wanted the quotation marks of each cell in pairs."
)


@pytest.mark.parametrize(
    ("data", "line", "read"),
    [
        ('indicator,value\nBV 63,"66"7\nBV 66a,98\n', 2, [3]),
        ('indicator,value\nBV 63,66\nBV 66a,"98\nBV 212,15\n', 3, [2]),
        ('indicator,value\nBV 63,"66\n', 2, []),
        ('"indicator,value\nBV 63,66\n', 1, []),
        ('"indicator"s,value\nBV 63,66\n', 1, []),
        (f"indicator,value\nBV 63,{'x' * 140_000}\nBV 66a,98\n", 2, [3]),
    ],
    ids=["within", "open", "open at the end", "open among names", "within a name", "far too long"],
)
def test_a_quotation_mark_out_of_place_is_told_once_with_its_line(data: str, line: int, read: list[int]) -> None:
    assert told(data) == [f", line {line}: {OUT_OF_PLACE}"]
    assert lines(data) == read


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"indicator\nBV\0 63\n", ", line 2: found a NUL character; wanted text: a CSV file, saved as UTF-8."),
        (
            "indicator\nBV 63\n".encode("utf-16"),
            ", line 1: found a NUL character; wanted text: a CSV file, saved as UTF-8.",
        ),
        (
            "indicator\nBV 63\nRent in £\n".encode("cp1252"),
            ", line 3: found the byte A3, which is not UTF-8 text; wanted a CSV file, saved as UTF-8, or a mapping "
            "that declares its encoding: it is “£” in cp1252, “ú” in cp850, “£” in mac-roman.",
        ),
    ],
)
def test_a_file_that_is_no_text_is_told_as_that_alone(data: bytes, problem: str) -> None:
    assert told(data) == [problem]
    assert table(data).rows == ()


def test_a_file_that_is_too_big_is_told_as_that_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES_OF_FIGURES", 20)
    assert told(b"indicator\n" + b"BV 63\n" * 2) == [": found 22 bytes; wanted 20 bytes at the most."]


@QUICKLY
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=4))
def test_every_cell_that_was_written_is_read_back(rows: Sequence[tuple[str, str, str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([("indicator", "peer_group", "value"), *rows])
    found = table(text.getvalue())
    written = [tuple(cell.strip() for cell in row) for row in rows if any(cell.strip() for cell in row)]
    assert [(row["indicator"], row["peer_group"], row["value"]) for row in found.rows] == written
