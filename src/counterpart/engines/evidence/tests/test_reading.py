"""Files as publishers make them: each fault is refused with its place, or read as a mapping declares, never misread."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpart.engines.evidence import reader
from counterpart.engines.evidence.reader import Rows, read_rows, read_table
from counterpart.engines.evidence.rules.kinds import BENCHMARKS, JOBS, KINDS, PAYMENTS
from counterpart.engines.evidence.rules.mapping import DateOrder, Header, LeaveOut, Mapping, Unfold, Untitled
from counterpart.engines.evidence.rules.tables import Column, Type
from counterpart.engines.evidence.rules.typed import Unfit, typed

PLAIN = "supplier,amount,paid_on\n"
TITLES = {"supplier": ("Supplier Name", "Vendor"), "amount": ("Net Amount (£)", "Amount Paid"), "paid_on": ("Paid",)}


def mapping(**more: Any) -> Mapping:
    return Mapping("a-council", "payments", columns=more.pop("columns", TITLES), **more)


@pytest.fixture
def read(tmp_path: Path) -> Any:
    def reading(data: str | bytes, declared: Mapping | None = None, kind: str = "payments") -> Rows:
        given_ = data.encode() if isinstance(data, str) else data
        return read_rows(given_, file="f.csv", kind=KINDS[kind], folder=tmp_path, declared=declared)

    return reading


def said(rows: Rows) -> list[str]:
    return [str(problem).removeprefix("f.csv") for problem in rows.table.problems]


def texts(place: Path) -> list[list[str]]:
    """The rows as they are kept: sheet, line, and the cells."""
    return [line.split("\t") for line in (place / "rows.tsv").read_text().splitlines()[1:]]


def test_a_file_in_the_kinds_own_columns_needs_no_mapping(read: Any, tmp_path: Path) -> None:
    rows = read(PLAIN + "Hays,931.5,2016-01-03\nREDACTED,-5,2016-01-04\n")
    assert (rows.count, str(rows.total), said(rows)) == (2, "926.50", [])
    assert [row[:5] for row in texts(tmp_path)] == [
        ["", "2", "Hays", "931.50", "2016-01-03"],
        ["", "3", "REDACTED", "-5.00", "2016-01-04"],
    ]


def test_titles_are_found_under_any_declared_synonym(read: Any) -> None:
    for header in ("Supplier Name,Net Amount(£),Paid", "VENDOR,Amount paid,paid:"):
        assert read(f"{header}\nHays,1,2016-01-03\n", mapping()).count == 1
    assert said(read("Payee,Amount Paid,Paid\nHays,1,2016-01-03\n", mapping())) == [
        ", line 1, column supplier: found no column of this name; wanted a column with one of the titles "
        "“Supplier Name”, “Vendor”."
    ]


def test_two_columns_under_synonyms_of_one_name_are_refused(read: Any) -> None:
    problems = said(read("Supplier Name,Vendor,Amount Paid,Paid\nA,B,1,2016-01-03\n", mapping()))
    assert problems == [", line 1, column supplier: found two columns of this name; wanted one."]


def test_eleven_values_under_ten_titles_are_refused_unless_what_stands_beyond_is_declared(read: Any) -> None:
    text = PLAIN + "Hays,1,2016-01-03,#N/A\nMears,2,2016-01-04,Redact\n"
    assert said(read(text)) == [
        ", line 2: found 4 cells under 3 column names; wanted one cell a column.",
        ", line 3: found 4 cells under 3 column names; wanted one cell a column.",
    ]
    own = {name: (name,) for name in ("supplier", "amount", "paid_on")}
    some = read(text, mapping(columns=own, beyond_titles=("#N/A",)))
    assert said(some) == [", line 3: found 4 cells under 3 column names; wanted one cell a column."]
    both = read(text, mapping(columns=own, beyond_titles=("#N/A", "Redact")))
    assert (both.count, both.table.told) == (
        2,
        (
            "1 cell beyond the titles was passed over, as declared (#N/A).",
            "1 cell beyond the titles was passed over, as declared (Redact).",
        ),
    )


def test_fewer_values_than_titles_are_refused_unless_declared(read: Any) -> None:
    text = "supplier,amount,paid_on,purpose\nHays,1,2016-01-03\n"
    assert said(read(text)) == [", line 2: found 3 cells under 4 column names; wanted one cell a column."]
    own = {name: (name,) for name in ("supplier", "amount", "paid_on", "purpose")}
    assert read(text, mapping(columns=own, short_rows=True)).count == 1


@pytest.mark.parametrize(
    ("head", "often"),
    [("ï»¿", "once"), ("Ã¯Â»Â¿", "twice"), ("Ã¯»¿", "twice"), ("\ufeffï»¿", "once")],
)
def test_a_byte_order_mark_encoded_as_text_is_dropped_and_told(read: Any, head: str, often: str) -> None:
    rows = read(head + PLAIN + "Hays,1,2016-01-03\n")
    assert rows.count == 1
    assert rows.table.unknown == ()
    assert rows.table.told == (
        f"A byte-order mark that had been encoded as text {often} was dropped from the head of the file.",
    )


def test_an_encoding_is_declared_and_never_guessed(read: Any, tmp_path: Path) -> None:
    text = "Supplier Name,Net Amount (£),Paid\nCafé,1,2016-01-03\n"
    assert "“£” in cp1252" in said(read(text.encode("cp1252")))[0]
    found = read(text.encode("cp1252"), mapping(encodings=("cp1252",)))
    assert (found.table.encoding, found.table.told) == ("cp1252", ("Its text is read as cp1252, as declared.",))
    assert texts(tmp_path)[0][2] == "Café"
    assert read(text, mapping(encodings=("cp1252",))).table.encoding == "utf-8"


def test_of_several_declared_encodings_that_is_right_in_which_the_titles_are_found(read: Any, tmp_path: Path) -> None:
    columns = TITLES | {"amount": ("Net £ Amount",)}
    declared = mapping(columns=columns | {"supplier": ("Firma né",)}, encodings=("cp1252", "cp850"))
    for encoding in ("cp1252", "cp850"):
        data = "Firma né,Net £ Amount,Paid\nCafé,1,2016-01-03\n".encode(encoding)
        assert read(data, declared).table.encoding == encoding
        assert texts(tmp_path)[0][2] == "Café"
    wrong = read("Firma né,Net £ Amount,Paid\nCafé,1,2016-01-03\n".encode("mac-roman"), declared)
    assert "no column of this name" in said(wrong)[0]


def test_control_characters_that_were_letters_of_cp1252_are_read_so_only_where_declared(
    read: Any, tmp_path: Path
) -> None:
    text = "Vendor,Amount Paid,Paid\nSainsbury\x92s,1,2016-01-03\n"
    assert said(read(text, mapping())) == [
        ", line 2, column Vendor (supplier): found the control character U+0092; wanted plain text on one line."
    ]
    assert read(text, mapping(controls_as_cp1252=True)).count == 1
    assert texts(tmp_path)[0][2] == "Sainsbury’s"


SQL = "SELECT supplier AS \"Vendor\nFROM ledger, suppliers\nWHERE paid > '2016-01-01'\n\n"


def test_what_stands_before_the_titles_is_passed_over_where_declared(read: Any, tmp_path: Path) -> None:
    text = f"{SQL}Vendor,Amount Paid,Paid\nHays,1,2016-01-03\n"
    assert read(text, mapping()).table.problems
    for header in (Header(titles=("vendor", "paid")), Header(line=5)):
        rows = read(text, mapping(header=header))
        assert (said(rows), rows.table.told) == ([], ("4 lines above the titles: passed over as declared.",))
        assert texts(tmp_path)[0][1] == "6"


def test_titles_over_two_lines_are_joined_where_declared(read: Any, tmp_path: Path) -> None:
    text = "Vendor,Amount,,Paid\n,Gross,Net,\nHays,1.20,1,2016-01-03\n"
    columns = TITLES | {"amount": ("Net",)}
    rows = read(text, mapping(columns=columns, header=Header(rows=2)))
    assert (said(rows), rows.table.unknown) == ([], ("Amount Gross",))
    assert texts(tmp_path)[0][1:4] == ["3", "Hays", "1.00"]


def test_a_file_without_titles_is_read_by_place(read: Any) -> None:
    declared = Mapping(
        "a-council", "payments", header=Header(absent=True), places={"amount": 3, "supplier": 1, "paid_on": 2}
    )
    assert str(read("Hays,2016-01-03,1\nMears,2016-01-04,2\n", declared).total) == "3.00"
    assert said(read("Hays,1,2016-01-03\n", declared)) == [
        ", line 1, column amount: found “2016-01-03”; wanted a number with 2 decimal places at the most, "
        "such as 1234.5.",
        ", line 1, column paid_on: found “1”; wanted a day, such as 2023-04-30.",
    ]


def test_cells_without_a_title_are_refused_ignored_or_joined(read: Any, tmp_path: Path) -> None:
    text = "Vendor,,Amount Paid,Paid\nYou,th Grant,1,2016-01-03\nHays,,1,2016-01-03\n"
    assert said(read(text, mapping())) == [
        ", line 2, column 2: found “th Grant” in a column without a title; wanted a title above it, or nothing."
    ]
    read(text, mapping(untitled=Untitled.IGNORE))
    assert texts(tmp_path)[0][2] == "You"
    read(text, mapping(untitled=Untitled.JOIN))
    assert texts(tmp_path)[0][2] == "Youth Grant"


def test_declared_rows_are_left_out_and_counted(read: Any) -> None:
    text = "Vendor,Amount Paid,Paid\nHays,1,2016-01-03\nTotal,1,\n"
    rule = LeaveOut("totals", of=("Total",), title="Vendor")
    rows = read(text, mapping(leave_out=(rule,)))
    assert (rows.count, rows.table.told) == (1, ("1 row was left out as declared: totals.",))
    assert said(read("Vendor,Amount Paid,Paid\nTotal,1,\n", mapping(leave_out=(rule,)))) == [
        ": found no row that is not left out; wanted at least one row."
    ]


@pytest.mark.parametrize(
    ("cell", "declared", "kept"),
    [
        ("2023-04-30", {}, "2023-04-30"),
        ("30/04/2023", {"dates": DateOrder.DAY_FIRST}, "2023-04-30"),
        ("4/30/23", {"dates": DateOrder.MONTH_FIRST}, "2023-04-30"),
        ("13-Jan-23", {"dates": DateOrder.DAY_FIRST}, "2023-01-13"),
        ("15 June 2023", {"dates": DateOrder.DAY_FIRST}, "2023-06-15"),
        ("45046", {"serial_dates": True}, "2023-04-30"),
        ("2023-04-30 01:00:00", {"drop_times": True}, "2023-04-30"),
        ("2023-04-30 01:00:00", {}, None),
        ("30/04/2023", {}, None),
        ("30/04/2023", {"dates": DateOrder.MONTH_FIRST}, None),
        ("45046", {}, None),
        ("31/02/2023", {"dates": DateOrder.DAY_FIRST}, None),
        ("3 Ju 2023", {"dates": DateOrder.DAY_FIRST}, None),
        ("3 Jux 2023", {"dates": DateOrder.DAY_FIRST}, None),
        ("soon", {"dates": DateOrder.DAY_FIRST}, None),
        ("1823-04-30", {}, None),
    ],
)
def test_days_are_read_as_declared_or_refused(
    read: Any, tmp_path: Path, cell: str, declared: dict[str, Any], kept: str | None
) -> None:
    rows = read(f"Vendor,Amount Paid,Paid\nHays,1,{cell}\n", mapping(**declared))
    assert bool(rows.table.problems) == (kept is None)
    if kept:
        assert texts(tmp_path)[0][4] == kept


@pytest.mark.parametrize(
    ("cell", "declared", "kept"),
    [
        ('"1,234.50"', {}, "1234.50"),
        ('"£1,234.50"', {"money": True}, "1234.50"),
        ("(123.45)", {"money": True}, "-123.45"),
        ('"106,396.00-"', {"money": True}, "-106396.00"),
        ("-£5", {"money": True}, "-5.00"),
        ("1263.6100000000001", {"significant_digits": 15}, "1263.61"),
        ("12.345", {"round": {"amount": 2}}, "12.35"),
        ("£5", {}, None),
        ("12.345", {}, None),
        ("95%", {"money": True}, None),
        ("12,5", {"money": True}, None),
        ("-(5)", {"money": True}, None),
        ('"12,5"', {"round": {"amount": 2}}, None),
        ("NaN", {"round": {"amount": 2}}, None),
        ("1e3", {"significant_digits": 13}, None),
        ('"1,234.567"', {"round": {"amount": 2}}, "1234.57"),
        ("#N/A", {}, None),
        ("1e3", {}, None),
    ],
)
def test_amounts_are_read_as_declared_or_refused(
    read: Any, tmp_path: Path, cell: str, declared: dict[str, Any], kept: str | None
) -> None:
    rows = read(f"Vendor,Amount Paid,Paid\nHays,{cell},2016-01-03\n", mapping(**declared))
    assert bool(rows.table.problems) == (kept is None)
    if kept:
        assert texts(tmp_path)[0][3] == kept


def test_an_error_of_a_spreadsheet_is_no_words_either(read: Any) -> None:
    assert "an error of the spreadsheet" in said(read(PLAIN + "#REF!,1,2016-01-03\n"))[0]
    assert "nothing" in said(read("Vendor,Amount Paid,Paid\n#REF!,1,2016-01-03\n", mapping(missing=("#REF!",))))[0]


def test_every_problem_is_told_at_once_and_no_more_than_a_thousand(read: Any) -> None:
    assert said(read("supplier,paid_on\n,2016-01-03\nHays,soon\n")) == [
        ", line 1, column amount: found no column of this name; wanted a column “amount”.",
        ", line 2, column supplier: found nothing; wanted it filled in.",
        ", line 3, column paid_on: found “soon”; wanted a day, such as 2023-04-30.",
    ]
    problems = said(read(PLAIN + "Hays,x,2016-01-03\n" * 1_200))
    assert (len(problems), problems[-1]) == (1_001, ": found 200 more problems like these; wanted none.")


def test_a_key_that_comes_twice_is_told_with_both_lines(read: Any) -> None:
    problems = said(read("property_id\nP1\nP2\nP1\n", kind="properties"))
    assert problems == [
        ", line 4, column property_id: found “P1” a second time (first on line 2); wanted each property_id once."
    ]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"supplier\xff", "the byte FF, which is not UTF-8 text"),
        (b"supplier\xed\xa0\x80,amount", "the byte ED, which is not UTF-8 text"),
        (b"supplier\0", "a NUL character"),
        (b"a," * 10**6, "1,000,001 columns"),
        (b"", "an empty file"),
        (b"\xd0\xcf\x11\xe0old", "a workbook of the old form (XLS)"),
        (b"PK\x03\x04no", "a workbook that cannot be opened"),
        (b"PAR1no", "a Parquet file that cannot be read"),
    ],
)
def test_a_hostile_or_broken_file_is_refused(read: Any, data: bytes, found: str) -> None:
    assert found in " ".join(said(read(data)))


UNFOLDED = Mapping(
    "measures",
    "benchmarks",
    columns={"organisation": ("Landlord",)},
    fixed={"period": "2023-24", "peer_group": "All landlords"},
    unfold=Unfold("indicator", "value", {"TP01": ("Satisfied (TP01)",), "TP02": ("Repairs (TP02)",)}),
    missing=("[X]", "[Z]"),
    round={"value": 9},
    leave_out=(LeaveOut("notes", title="Code"),),
)


def test_a_file_that_is_too_big_or_fits_no_declared_encoding_is_told_as_that_alone(
    read: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    declared = mapping(encodings=("utf-8", "klingon"))
    assert said(read(b"Vendor\xff", declared)) == [
        ", line 1: found bytes that are no text in UTF-8 or utf-8 or klingon; wanted one of these."
    ]
    monkeypatch.setattr(reader, "MOST_BYTES", 20)
    assert said(read(PLAIN + "Hays,1,2016-01-03\n")) == [": found 42 bytes; wanted 20 bytes at the most."]


def test_a_file_without_titles_may_not_be_empty(read: Any) -> None:
    declared = Mapping("m", "payments", header=Header(absent=True), places={"supplier": 1, "amount": 2, "paid_on": 3})
    assert said(read("\n\n", declared)) == [": found an empty file; wanted rows."]


def test_text_that_is_no_row_is_passed_over_on_the_way_to_the_titles(read: Any) -> None:
    text = "x" * 140_000 + "\nVendor,Amount Paid,Paid\nHays,1,2016-01-03\n"
    assert read(text, mapping(header=Header(titles=("Vendor",)))).count == 1


def test_wide_columns_unfold_into_rows_and_suppressed_cells_into_none() -> None:
    text = (
        "Landlord,Code,Satisfied (TP01),Repairs (TP02)\n"
        "Abri,L4172,74.9898332655551,[X]\nAcis,L4229,80.41025641025641,81.14525139664805\n1. Notes,,,\n"
    )
    table = read_table(text.encode(), file="f.csv", kind=BENCHMARKS, declared=UNFOLDED)
    assert [(row.line, row["organisation"], row["indicator"], row["value"]) for row in table.rows] == [
        (2, "Abri", "TP01", "74.989833266"),
        (3, "Acis", "TP01", "80.41025641"),
        (3, "Acis", "TP02", "81.145251397"),
    ]
    assert table.told[1:] == ("1 row was left out as declared: notes.", "1 cell under TP02 was passed over: [X].")
    lacking = read_table(b"Landlord,Code,Repairs (TP02)\nA,L1,1\n", file="f.csv", kind=BENCHMARKS, declared=UNFOLDED)
    assert [problem.column for problem in lacking.problems] == ["TP01"]


MOMENT = JOBS.column("raised_at")
AMOUNT = PAYMENTS.column("amount")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("2023-01-15 09:15", "2023-01-15 09:15:00"),
        ("2023-06-15 09:15", "2023-06-15 08:15:00"),
        ("2023-06-15T09:15:00Z", "2023-06-15 09:15:00"),
        ("2023-06-15 09:15:00+0200", "2023-06-15 07:15:00"),
        ("2023-06-15 09:15:00+02", "2023-06-15 07:15:00"),
        ("2023-06-15", "2023-06-14 23:00:00"),
        ("2023-10-29 01:30", "2023-10-29 00:30:00"),
        ("2023-06-15 09:15:00.25", "2023-06-15 08:15:00.250000"),
        ("2023-03-26 01:30", None),
        ("15/06/2023 09:15", None),
        ("2023-06-15 25:00", None),
    ],
)
def test_moments_without_an_offset_are_in_london_and_kept_in_utc(text: str, kept: str | None) -> None:
    assert MOMENT
    if kept:
        assert typed(MOMENT, text) == kept
    else:
        with pytest.raises(Unfit):
            typed(MOMENT, text)


def test_a_moment_may_be_declared_to_begin_with_its_day() -> None:
    assert MOMENT
    declared = Mapping("m", "jobs", dates=DateOrder.DAY_FIRST)
    assert typed(MOMENT, "15/06/2023 09:15", declared) == "2023-06-15 08:15:00"
    assert typed(MOMENT, "15/06/2023 9:15", declared) == "2023-06-15 08:15:00"
    assert typed(MOMENT, "15 Jun 2023", declared) == "2023-06-14 23:00:00"


@given(st.decimals(min_value=-(10**11), max_value=10**11, places=2))
def test_every_amount_to_the_penny_is_kept_exactly(amount: Any) -> None:
    assert AMOUNT
    assert typed(AMOUNT, f"{amount:,}") == format(amount if amount else abs(amount), "f")


@pytest.mark.parametrize(("text", "kept"), [("Yes", "yes"), ("N", "no"), ("1", "yes"), ("FALSE", "no")])
def test_yes_and_no_are_read_as_people_write_them(text: str, kept: str) -> None:
    assert typed(Column("kept", type=Type.YES_NO), text) == kept


def test_counts_and_choices_are_kept_in_one_form() -> None:
    assert typed(Column("rooms", type=Type.COUNT), "007") == "7"
    assert typed(Column("status", type=Type.CHOICE, choices=("no_access",)), "No access") == "no_access"
    for column, text in (
        (Column("rooms", type=Type.COUNT), "-1"),
        (Column("status", type=Type.CHOICE, choices=("open",)), "shut"),
        (Column("kept", type=Type.YES_NO), "perhaps"),
        (Column("name", longest=3), "long"),
        (Column("amount", type=Type.NUMBER), "1" * 13),
    ):
        with pytest.raises(Unfit):
            typed(column, text)


def test_an_end_of_line_within_words_is_a_space() -> None:
    assert typed(Column("purpose"), "one\r\ntwo\tthree") == "one two three"
