"""Workbooks: their cells are read for what they are, and one that would do harm is not opened."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
import xlsxwriter

from counterpart.engines.evidence import workbooks
from counterpart.engines.evidence.blanks import blank
from counterpart.engines.evidence.reader import Rows, read_rows, read_table
from counterpart.engines.evidence.rules.kinds import JOBS, KINDS, PAYMENTS, RETURNS
from counterpart.engines.evidence.rules.mapping import EVERY_SHEET, Mapping

TITLES = ["supplier", "amount", "paid_on", "reference"]
DAY = date(2023, 4, 30)


def workbook(*sheets: tuple[str, list[list[Any]]], formats: dict[tuple[int, int], str] | None = None) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    for name, rows in sheets:
        sheet = book.add_worksheet(name)
        for line, row in enumerate(rows):
            for place, cell in enumerate(row):
                shown = (formats or {}).get((line, place))
                sheet.write(line, place, cell, *((book.add_format({"num_format": shown}),) if shown else ()))
    book.close()
    return out.getvalue()


def read(data: bytes, place: Path, *, declared: Mapping | None = None, kind: str = "payments") -> Rows:
    return read_rows(data, file="f.xlsx", kind=KINDS[kind], folder=place, declared=declared)


def said(rows: Rows) -> list[str]:
    return [str(problem).removeprefix("f.xlsx") for problem in rows.table.problems]


def test_numbers_days_and_words_are_read_for_what_they_are(tmp_path: Path) -> None:
    rows = [TITLES, ["Hays", 1263.61, DAY, 6002012], ["Mears", -5, DAY, "007"]]
    found = read(workbook(("Payments", rows)), tmp_path)
    assert (found.count, str(found.total), found.table.sheets) == (2, "1258.61", ("Payments",))
    kept = (tmp_path / "rows.tsv").read_text().splitlines()[1:]
    assert kept[0].startswith("Payments\t2\tHays\t1263.61\t2023-04-30\t\t6002012")
    assert kept[1].startswith("Payments\t3\tMears\t-5.00\t2023-04-30\t\t007")


def test_a_problem_names_its_sheet_line_and_column(tmp_path: Path) -> None:
    rows = [TITLES, ["Hays", 6471.60000000001, 45046, "A"], ["Mears", "#N/A", datetime(2023, 4, 30, 1), "B"]]  # noqa: DTZ001
    formats = {(2, 2): "yyyy-mm-dd hh:mm"}
    assert said(read(workbook(("May", rows), formats=formats), tmp_path)) == [
        ", sheet May, line 2, column amount: found “6471.60000000001”; "
        "wanted a number with 2 decimal places at the most, such as 1234.5.",
        ", sheet May, line 2, column paid_on: found “45046”; wanted a day, such as 2023-04-30.",
        ", sheet May, line 3, column amount: found “#N/A”; wanted a value: this is an error of the spreadsheet.",
        ", sheet May, line 3, column paid_on: found “2023-04-30 01:00:00”; "
        "wanted a day, such as 2023-04-30, without a time.",
    ]


def test_a_percentage_is_read_as_it_is_shown(tmp_path: Path) -> None:
    rows = [["indicator", "period", "value"], ["BV 66a", "2007-08", 0.9847], ["BV 63", "2007-08", 66]]
    table = read_table(workbook(("a", rows), formats={(1, 2): "0.00%"}), file="f.xlsx", kind=RETURNS)
    assert [row["value"] for row in table.rows] == ["98.47%", "66"]
    assert (table.sheet, read_table(b"indicator\nBV 63\n", file="f.csv", kind=RETURNS).sheet) == ("a", None)
    amounts = read(workbook(("a", [TITLES, ["Hays", 0.5, DAY, ""]]), formats={(1, 1): '0.0" x"%'}), tmp_path)
    assert "found “50%”" in said(amounts)[0]


def test_a_number_with_more_digits_than_a_workbook_keeps_is_refused(tmp_path: Path) -> None:
    problems = said(read(workbook(("a", [TITLES, ["Hays", 1, DAY, 5201234567890123456]])), tmp_path))
    assert len(problems) == 1
    assert problems[0].startswith(", sheet a, line 2: found the number 5.20123456789012")
    assert problems[0].endswith("wanted text, where there are more than 15 digits.")


def test_one_of_several_sheets_is_read_only_where_it_is_plain_which(tmp_path: Path) -> None:
    rows = [TITLES, ["Hays", 1, DAY, ""]]
    two = workbook(("April", rows), ("May", rows))
    assert said(read(two, tmp_path)) == [
        ": found the sheets April, May; wanted one sheet, one named payments, or a mapping."
    ]
    own = {name: (name,) for name in TITLES}
    one = read(two, tmp_path, declared=Mapping("m", "payments", sheets=("May",), columns=own))
    assert (one.count, one.table.told) == (1, ("Not read: the sheet April.",))
    every = read(two, tmp_path, declared=Mapping("m", "payments", sheets=(EVERY_SHEET,), columns=own))
    assert (every.count, every.table.sheets) == (2, ("April", "May"))
    missing = read(two, tmp_path, declared=Mapping("m", "payments", sheets=("June",), columns=own))
    assert said(missing) == [": found the sheets April, May; wanted the sheet June, as declared."]
    assert read(workbook(("notes", [["x"]]), ("Payments", rows)), tmp_path).count == 1


def changed(data: bytes, change: Callable[[str, bytes], bytes], *, more: dict[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in given.namelist():
            archive.writestr(name, change(name, given.read(name)))
        for name, part in (more or {}).items():
            archive.writestr(name, part)
    return out.getvalue()


SOUND = workbook(("a", [TITLES, ["Hays", 1, DAY, "x"]]))
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]>'


def test_a_workbook_that_defines_words_of_its_own_is_refused(tmp_path: Path) -> None:
    laughing = changed(SOUND, lambda name, part: LAUGHS + part if "sharedStrings" in name else part)
    assert "a DOCTYPE" in said(read(laughing, tmp_path))[0]


def test_a_workbook_that_reaches_to_the_last_cell_is_refused(tmp_path: Path) -> None:
    far = changed(SOUND, lambda name, part: part.replace(b'r="D2"', b'r="XFD1048576"'))
    assert "17,179,869,184 cells in the sheet a" in said(read(far, tmp_path))[0]


def test_a_workbook_that_unpacks_to_too_much_is_refused_whatever_size_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbooks, "MOST_UNPACKED", 3_000_000)
    bomb = changed(SOUND, lambda _, part: part, more={"xl/media/image1.png": b"\0" * 4_000_000})
    assert "more than 3,000,000 bytes when unpacked" in said(read(bomb, tmp_path))[0]
    lying = bomb.replace((4_000_000).to_bytes(4, "little"), (4).to_bytes(4, "little"))
    assert said(read(lying, tmp_path))


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "xl/../../x"])
def test_a_part_that_names_a_place_outside_is_refused(tmp_path: Path, name: str) -> None:
    strange = changed(SOUND, lambda _, part: part, more={name: b"x"})
    assert "a place outside the workbook" in said(read(strange, tmp_path))[0]


def test_other_zip_files_and_days_counted_from_1904_are_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("letter.txt", "x")
    assert "a zip file that is no XLSX workbook" in said(read(out.getvalue(), tmp_path))[0]
    from_1904 = changed(SOUND, lambda _, part: part.replace(b"<workbookPr", b'<workbookPr date1904="1"'))
    assert "counts its days from 1904" in said(read(from_1904, tmp_path))[0]
    assert "bytes at the most" in said(read(b"PK\x03\x04" + b"\0" * 50_000_000, tmp_path))[0]


def test_a_blank_spreadsheet_has_the_columns_of_its_kind_and_is_read_as_that_kind(tmp_path: Path) -> None:
    row = {"supplier": "Hays", "amount": "1", "paid_on": "2023-04-30"}
    found = read(blank(PAYMENTS, title="Payments", rows=[row]), tmp_path)
    assert (found.count, found.table.told, found.table.unknown) == (1, ("Not read: the sheet Read me.",), ())
    empty = read(blank(JOBS, title="Jobs"), tmp_path, kind="jobs")
    assert said(empty) == [", sheet jobs: found no rows under the column names; wanted at least one row."]


def test_parquet_is_read_by_its_columns_names(tmp_path: Path) -> None:
    file = tmp_path / "p.parquet"
    duckdb.sql(
        "COPY (SELECT 'Hays v1.0' AS supplier, 12.5::DOUBLE AS amount, DATE '2023-04-30' AS paid_on, 7.0::DOUBLE AS "
        f"reference, NULL AS purpose) TO '{file}' (FORMAT parquet)"
    )
    place = tmp_path / "rows"
    place.mkdir()
    found = read(file.read_bytes(), place)
    assert (said(found), found.first[:5]) == ([], ("Hays v1.0", "12.50", "2023-04-30", "", "7"))
    duckdb.sql(f"COPY (SELECT [1] AS supplier) TO '{file}' (FORMAT parquet)")
    assert "columns that hold no plain cells: supplier" in said(read(file.read_bytes(), place))[0]
