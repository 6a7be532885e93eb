"""Two readers, one definition: what the quick one accepts, the careful one reads to the same rows, lines and digest."""

import csv
import hashlib
import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.engines.evidence import bulk, reader
from counterpart.engines.evidence.reader import Rows, read_rows
from counterpart.engines.evidence.rules.delimited import texts
from counterpart.engines.evidence.rules.kinds import JOBS, LINES, Kind
from counterpart.values.refusal import Problem

pytestmark = pytest.mark.slow
SOME = settings(max_examples=60, deadline=None)

WORDS = st.one_of(
    st.sampled_from(
        ["J1", "x", " padded ", "a b", 'six " pipe', '"whole"', "a,b", "#N/A", "é", "e\u0301", "\xa0x", "–", "'", "\\"]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
)
NUMBERS = st.one_of(
    st.decimals(min_value=-9999, max_value=9999, places=2).map(str),
    st.sampled_from(
        ["1", "-0", "0.00", "007", ".5", "1.", "1,234.50", "1e3", "12.345", "1234567890123", " 5 ", "+1", "٣"]
    ),
)
DAYS = st.one_of(
    st.dates().map(str),
    st.sampled_from(
        ["2023-04-30", "2023-4-3", "30/04/2023", "2023-02-30", "infinity", "2023-04-30 00:00", "0001-01-01"]
    ),
)
FROM = datetime.fromisoformat("1990-01-01")
MOMENTS = st.one_of(
    st.datetimes(FROM, FROM.replace(year=2040)).map(lambda m: str(m.replace(microsecond=0))),
    st.sampled_from(
        [
            *(
                "2023-06-01 09:15",
                "2023-06-01T09:15:00Z",
                "2023-06-01T09:15",
                "2023-01-01 00:00:00",
                "2023-03-26 01:30",
            ),
            *("2023-10-29 01:30:00", "2023-10-29 00:59:59", "2023-10-29 02:00:00", "2023-03-26 02:00:00", "2023-06-01"),
            *("2023-06-01 09:15:00+02:00", "2023-06-01 09:15:00.5", "2023-06-01 24:00:00", "2023-06-01 9:15", "Z"),
        ]
    ),
)
KINDS_OF_CELLS = {"number": NUMBERS, "date": DAYS, "moment": MOMENTS, "text": WORDS}
CLEAN = {"number": "12.5", "date": "2023-04-30", "moment": "2023-06-01 09:15:00", "text": "x", "choice": "completed"}


def cells_of(kind: Kind) -> st.SearchStrategy[list[str]]:
    """A row with a clean cell in most columns, and anything at all in a few."""

    def cell(place: int) -> st.SearchStrategy[str]:
        column = kind.columns[place]
        clean = st.just(f"k{place}" if column.name != kind.key else "k")
        if column.type.value in CLEAN and column.name != kind.key:
            clean = st.just(CLEAN[column.type.value])
        if column.type.value == "yes or no":
            return st.sampled_from(["yes", "No", "", "true", "0", "maybe"])
        return st.one_of(*[clean] * 12, KINDS_OF_CELLS.get(column.type.value, clean), st.just(""))

    return st.tuples(*(cell(place) for place in range(len(kind.columns)))).map(list)


def written(kind: Kind, rows: Sequence[Sequence[str]], *, quoting: int, end: str, ending: str) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=quoting, lineterminator=end)  # type: ignore[arg-type]
    names = [column.name for column in kind.columns]
    writer.writerow(names)
    place = names.index(kind.key or names[0])
    for number, row in enumerate(rows):
        writer.writerow([f"{cell}{number}" if at == place and cell == "k" else cell for at, cell in enumerate(row)])
    return (text.getvalue() + ending).encode("utf-8", "surrogatepass")


def carefully(data: bytes, kind: Kind, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Rows:
    with monkeypatch.context() as patched:
        patched.setattr(bulk, "WORTH_IT", 10**9)
        return read_rows(data, file="rows.csv", kind=kind, folder=folder)


def compare(data: bytes, kind: Kind) -> bool:
    """Whether the quick reader accepted the file; where it did, the two must agree."""
    found = texts(data, "rows.csv")
    if isinstance(found, Problem):
        return False
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        quick = bulk.read_quickly(found[0], kind, None, Path(one))
        if quick is None:
            return False
        with pytest.MonkeyPatch.context() as patch:
            careful = carefully(data, kind, Path(other), patch)
        assert careful.table.problems == ()
        for name in ("digest", "count", "first", "last"):
            assert getattr(quick, name) == getattr(careful, name), name
        assert (quick.total if kind.amount else None) == careful.total
        assert quick.unknown == careful.table.unknown
        rows = [(Path(place) / reader.PARQUET_FILE) for place in (one, other)]
        mine, its = (duckdb.sql(f"SELECT * FROM read_parquet('{file}') ORDER BY line").fetchall() for file in rows)
        assert mine == its
        return True


@SOME
@given(
    st.lists(cells_of(LINES), min_size=1, max_size=4),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["", "", "\n", "\n\n", "x\n", ",,,\n", '"\n']),
)
def test_lines_that_are_read_quickly_are_read_alike(rows: list[list[str]], quoting: int, end: str, ending: str) -> None:
    compare(written(LINES, rows, quoting=quoting, end=end, ending=ending), LINES)


@SOME
@given(st.lists(cells_of(JOBS), min_size=1, max_size=4))
def test_jobs_that_are_read_quickly_are_read_alike(rows: list[list[str]]) -> None:
    compare(written(JOBS, rows, quoting=csv.QUOTE_MINIMAL, end="\n", ending=""), JOBS)


CLEAN_LINES = (
    "line_id,invoice_id,job_id,code,quantity,unit,rate,amount,invoiced_on,note\n"
    "L1,I1,J1,C1,2,each,12.5,25.00,2023-04-30,\n"
    'L2,,J1,C2,-1.125,m2,0.0001,"-3",2023-05-01,"seen, twice"\n'
    "L3,,Jé, C2 ,1,,1,1,2023-05-01,a–b"
)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("head", ["", "\ufeff"])
def test_a_clean_file_is_read_quickly(end: str, head: str) -> None:
    assert compare((head + CLEAN_LINES).replace("\n", end).encode(), LINES)


def test_moments_on_either_side_of_a_change_of_the_clocks_are_read_alike() -> None:
    names = ",".join(column.name for column in JOBS.columns)
    moments = ("2023-03-26 00:59:59", "2023-03-26 02:00", "2023-10-29 00:59", "2023-10-29 02:00:00", "1996-07-01T12:00")
    rows = "".join(
        f"J{n},P1,,,{moment},,,2023-07-01T00:30:00Z,completed,,,,,yes,NO\n" for n, moment in enumerate(moments)
    )
    assert compare(f"{names}\n{rows}".encode(), JOBS)


def test_a_file_is_read_carefully_where_its_lines_and_rows_do_not_correspond() -> None:
    with_a_blank_line = CLEAN_LINES.replace("\nL2", "\n\nL2")
    with_a_cell_over_two_lines = CLEAN_LINES.replace("seen, twice", "seen,\ntwice")
    for text in (with_a_blank_line, with_a_cell_over_two_lines):
        assert not compare(text.encode(), LINES)


def test_large_files_are_read_quickly_by_themselves_and_the_digest_is_of_their_text(tmp_path: Path) -> None:
    rows = "".join(f"L{n},,J{n},C1,1,each,1,1.00,2023-04-30\n" for n in range(9_000))
    data = ("line_id,invoice_id,job_id,code,quantity,unit,rate,amount,invoiced_on\n" + rows).encode()
    found = read_rows(data, file="rows.csv", kind=LINES, folder=tmp_path)
    assert (found.quick, found.count, str(found.total)) == (True, 9_000, "9000.00")
    with open(tmp_path / reader.ROWS_FILE, "rb") as file:
        assert hashlib.file_digest(file, "sha256").hexdigest() == found.digest
    assert (tmp_path / reader.ROWS_FILE).read_text().splitlines()[1].startswith("\t2\tL0\t\tJ0\tC1\t1.000\t")
