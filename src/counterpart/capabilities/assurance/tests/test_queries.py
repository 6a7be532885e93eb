"""Whole audits of small files: what is found, what is refused and in which words, and that nothing is half-written."""

import os
import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from counterpart.capabilities.assurance.queries.shelf import changed, parameters
from counterpart.capabilities.assurance.rules.parameters import Check
from counterpart.capabilities.assurance.rules.report import report
from counterpart.capabilities.assurance.tests.makers import TODAY, audited, write
from counterpart.engines.reporting.web import written
from counterpart.values.refusal import Refused

pytestmark = pytest.mark.slow

DONE, BEGAN, RAISED = (datetime.fromisoformat(f"2024-05-{at}") for at in ("14 15:00", "14 09:00", "01"))
JOBS = [
    (1, 7, "joinery", "completed", "North", 3, RAISED, BEGAN, DONE),
    (2, 8, "joinery", "completed", "South", 4, RAISED, BEGAN, DONE),
    (3, 8, "plumbing", "cancelled", "South", 4, RAISED, None, None),
]
ONE, TEN, TWELVE = Decimal(1), Decimal(10), Decimal(12)
LINES = [
    (1, 1, "A", ONE, "each", TEN, TEN, date(2024, 5, 20)),
    (2, 2, "A", ONE, "each", TWELVE, TWELVE, date(2024, 5, 20)),
    (3, 2, "B", ONE, "each", Decimal(9), Decimal(9), date(2024, 5, 20)),
    (4, 3, "A", ONE, "each", TEN, TEN, date(2024, 5, 20)),
    (5, 9, "A", ONE, "each", TEN, TEN, date(2024, 5, 20)),
]
RATES = [
    ("A", "each", TEN, None, date(2024, 4, 1), None),
    ("B", "each", TEN, None, date(2023, 4, 1), date(2025, 3, 31)),
]


def tables(**changes: Any) -> dict[str, Any]:
    return {"lines": LINES, "jobs": JOBS, "rates": RATES, **changes}


def as_csv(files: dict[str, Path]) -> dict[str, Path]:
    for name, file in files.items():
        with duckdb.connect() as duck:
            duck.execute(f"COPY (SELECT * FROM '{file}') TO '{file.with_suffix('.csv')}' (HEADER)")
        files[name] = file.with_suffix(".csv")
    return files


def test_over_and_under_are_told_apart_and_every_sentence_has_its_numbers(tmp_path: Path) -> None:
    summary, rows = audited(tmp_path, write(tmp_path, tables()))
    found = {row["finding_id"]: row for row in rows}
    assert set(found) == {"rate/2", "rate/3", "not_done/4"}
    assert found["rate/2"]["difference"] == 2
    assert found["rate/3"]["difference"] == -1
    assert found["rate/3"]["counted"] == 0
    assert found["rate/2"]["because"] == (
        "Billed at £12.00; the schedule has £10.00 for code A on 14 May 2024. 1 × £10.00 is £10.00, and £12.00 was "
        "charged. [rate of audit_checks 1]"
    )
    assert (summary.overcharge, summary.undercharge, summary.billed) == (1_200, -100, 5_100)
    assert any("not among the jobs" in left.what and left.n == 1 for left in summary.left)
    assert any("no file of exclusions" in left.why for left in summary.left)
    assert {share.subcontractor for share in summary.shares} == {"North", "South", None}


def test_numbers_and_text_parquet_and_csv_give_the_same_findings(tmp_path: Path) -> None:
    given = []
    for name, ids in (("numbers", "BIGINT"), ("text", "VARCHAR"), ("csv", "INTEGER")):
        place = tmp_path / name
        place.mkdir()
        files = write(place, tables(), ids)
        given.append(audited(place, as_csv(files) if name == "csv" else files)[1])
    assert given[0] == given[1] == given[2]


def test_the_report_stands_alone_and_says_the_totals_first(tmp_path: Path) -> None:
    summary, _ = audited(tmp_path, write(tmp_path, tables()))
    page = written(report(summary, on=TODAY)).decode()
    assert "Of £51.00 billed, £12.00 (23.53 %) may be overcharged, and £1.00 was undercharged." in page
    assert "What was not checked" in page
    assert "<script" not in page
    assert "Share of lines overcharged" in page


WRONG = {
    "no lines": ({"lines": []}, "no row below the titles"),
    "no rates": ({"rates": []}, "no row below the titles"),
    "a rate that is not there": ({"rates": [("A", "each", None, None, date(2024, 4, 1), None)]}, "it filled in"),
    "rates that overlap": ({"rates": [*RATES, ("A", "each", TEN, None, date(2024, 6, 1), None)]}, "one rate a code"),
    "a rate that ends before it begins": (
        {"rates": [("A", "each", TEN, None, date(2024, 4, 1), date(2023, 4, 1))]}, "no day before 1 April 2024",
    ),
    "another unit": ({"lines": [(1, 1, "A", ONE, "hour", TEN, TEN, DONE.date())]}, "each, as in the schedule"),
    "a negative quantity": ({"lines": [(1, 1, "A", -ONE, "each", TEN, TEN, DONE.date())]}, "no negative number"),
    "a day ahead": ({"lines": [(1, 1, "A", ONE, "each", TEN, TEN, date(2031, 1, 1))]}, "no day in the future"),
    "a job twice": ({"jobs": [*JOBS, JOBS[0]]}, "each job_id once"),
    "no such status": ({"jobs": [(1, 7, "joinery", "done", "North", 3, DONE, DONE, DONE)]}, "or open"),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_a_file_with_a_fault_is_refused_in_words(tmp_path: Path, wrong: str) -> None:
    changes, words = WRONG[wrong]
    with pytest.raises(Refused, match="Nothing was audited") as refused:
        audited(tmp_path, write(tmp_path, tables(**changes)))
    assert words in str(refused.value)


def test_every_fault_of_every_file_is_told_at_once_by_line(tmp_path: Path) -> None:
    files = as_csv(write(tmp_path, tables()))
    files["lines"].write_text(
        "line_id,job_id,code,quantity,unit,rate,amount,invoiced_on\n"
        "1,1,A,NaN,each,10,10,2024-05-20\n2,1,A,-1,each,ten,10,20/05/2024\n3,,A,1,each,10.12345,10,2024-05-20\n"
    )
    files["jobs"].write_text("job_id,property_id,status,completed_at\n1,7,completed,2031-05-14 09:00\n")
    with pytest.raises(Refused) as refused:
        audited(tmp_path, files)
    told = [str(problem) for problem in refused.value.refusal.problems]
    assert [problem for problem in told if "lines.csv, line 2, column quantity: found “NaN”" in problem]
    assert [problem for problem in told if "line 3, column quantity: found “-1”; wanted no negative number" in problem]
    assert [problem for problem in told if "line 3, column rate: found “ten”; wanted a number" in problem]
    assert [problem for problem in told if "line 3, column invoiced_on" in problem]
    assert [problem for problem in told if "line 4, column job_id: found nothing" in problem]
    assert [problem for problem in told if "line 4, column rate" in problem and "4 decimal places" in problem]
    assert [problem for problem in told if "jobs.csv, line 2, column completed_at" in problem]


def test_a_file_that_is_not_there_and_one_without_a_column_are_told_at_once(tmp_path: Path) -> None:
    files = as_csv(write(tmp_path, tables()))
    files["rates"] = tmp_path / "nowhere.csv"
    files["jobs"].write_text("job_id,status,completed_at\n1,completed,2024-05-14 09:00\n")
    with pytest.raises(Refused, match="Nothing was audited") as refused:
        audited(tmp_path, files)
    told = " ".join(str(problem) for problem in refused.value.refusal.problems)
    assert "nowhere.csv" in told
    assert "no column of this name" in told
    assert not (tmp_path / "out" / "findings.parquet").exists()


def test_a_code_without_a_rate_that_day_is_a_finding_and_not_a_fault(tmp_path: Path) -> None:
    _, rows = audited(tmp_path, write(tmp_path, tables(rates=[("A", "each", TEN, None, date(2024, 5, 15), None)])))
    assert {row["finding_id"] for row in rows if row["check"] == "unknown_code"} == {
        "unknown_code/1", "unknown_code/2", "unknown_code/3",
    }  # fmt: skip


def test_a_floating_number_that_is_none_is_told(tmp_path: Path) -> None:
    files = write(tmp_path, tables())
    with duckdb.connect() as duck:
        duck.execute(
            f"COPY (SELECT * REPLACE (CASE line_id WHEN 1 THEN 'NaN'::DOUBLE ELSE quantity END AS quantity) "
            f"FROM '{files['lines']}') TO '{tmp_path / 'floats.parquet'}' (FORMAT parquet)"
        )
    with pytest.raises(Refused, match="a number, such as"):
        audited(tmp_path, {**files, "lines": tmp_path / "floats.parquet"})


@pytest.mark.parametrize("kept", [0, 3, 200, -20])
def test_a_file_cut_short_is_refused(tmp_path: Path, kept: int) -> None:
    files = write(tmp_path, tables())
    files["lines"].write_bytes(files["lines"].read_bytes()[:kept])
    with pytest.raises(Refused, match=r"lines\.parquet"):
        audited(tmp_path, files)


def test_a_file_of_checks_changes_what_they_go_by_and_the_reasons_say_so(tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text("rate: false\nrebilled: {days: 14}\n")
    given = changed(file, parameters())
    assert given.off == (Check.RATE,)
    assert given.said(Check.REBILLED) == "[rebilled of audit_checks 1 with ours.yaml, days 14 days]"
    summary, rows = audited(tmp_path, write(tmp_path, tables()), given)
    assert Check.RATE not in summary.findings
    assert {row["check"] for row in rows} == {"not_done"}


@pytest.mark.parametrize(
    "text", ["[1]", "rates: {x: 1}", "rate: {x: 1}", "rebilled: {days: -1}", "split: soon", "a: ["]
)
def test_a_file_of_checks_that_says_nothing_sensible_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(text)
    with pytest.raises(Refused, match="does not say what the checks go by"):
        changed(file, parameters())


@pytest.mark.parametrize("check", Check)
def test_every_check_has_its_page_with_every_parameter(check: Check) -> None:
    page = (Path(__file__).parents[5] / "docs" / "explanation" / "audit" / f"{check}.md").read_text()
    for part in ("Method", "Assumptions", "Left out", "Parameters", "Worked example", "Known false positives"):
        assert f"## {part}" in page
    assert all(name in page for name, _ in parameters().row(check).parameters)


def command(place: Path, files: dict[str, Path], *more: str) -> list[str]:
    given = [word for name, file in files.items() for word in (f"--{name}", str(file))]
    return [sys.executable, "-m", "counterpart", "audit", *given, "--out", str(place / "audit"), *more]


def test_the_command_needs_no_database_and_no_django(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from counterpart.cli.audit import _audited;"
        "_audited({name: Path(file) for name, file in zip(sys.argv[2::2], sys.argv[3::2])}, None, None, "
        "out=Path(sys.argv[1]), memory='500MB'); assert 'django' not in sys.modules; "
        "assert 'psycopg' not in sys.modules"
    )
    files = write(tmp_path, tables())
    words = [str(word) for pair in files.items() for word in pair]
    subprocess.run([sys.executable, "-c", script, str(tmp_path / "audit"), *words], check=True)
    names = {file.name for file in (tmp_path / "audit").iterdir()}
    assert names == {"findings.parquet", "findings.csv", "summary.json", "report.html"}
    assert not list(tmp_path.glob(".audit*"))


def test_a_refused_audit_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    good, bad = tmp_path / "good", tmp_path / "bad"
    good.mkdir()
    bad.mkdir()
    subprocess.run(command(tmp_path, write(good, tables())), check=True, capture_output=True)
    before = {file.name: file.read_bytes() for file in (tmp_path / "audit").iterdir()}
    said = subprocess.run(command(tmp_path, write(bad, tables(lines=[]))), capture_output=True, text=True)
    assert said.returncode == 1
    assert "no row below the titles" in said.stderr
    assert {file.name: file.read_bytes() for file in (tmp_path / "audit").iterdir()} == before
    (tmp_path / "audit" / "mine.txt").write_text("mine")
    said = subprocess.run(command(tmp_path, write(good, tables())), capture_output=True, text=True)
    assert "holds other files" in said.stderr
    assert os.path.exists(tmp_path / "audit" / "mine.txt")
