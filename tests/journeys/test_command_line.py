"""The main job on the command line, as the people of both sides do it."""

import csv
import io
import json
import os
import subprocess
from pathlib import Path

import psycopg
import pytest

from counterpart.capabilities.agreements.tests.makers import a_registered_agreement
from counterpart.capabilities.closing.tests.makers import a_closed_year
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, OFFICER, OUTSIDER
from tests.commands import COUNTERPART, counterpart

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh")]

DEMO = Path(__file__).parents[2] / "demo" / "rotherham"


def test_a_year_from_a_new_installation_to_a_verified_record(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def done(*words: str | Path, by: str) -> str:
        monkeypatch.setenv("COUNTERPART_ACTOR", by)
        said = counterpart(*words)
        assert said.returncode == 0, said.stderr
        return said.stdout

    council, company = "Rotherham Metropolitan Borough Council", "2010 Rotherham Ltd"
    done("init", "--organisation", council, "--admin", "it@rotherham.example", by="")
    for email, name, organisation, post in (
        (OFFICER, "Performance officer", council, "performance officer"),
        (KPI_MANAGER, "KPI manager", company, "KPI manager"),
    ):
        words = ("people", "add", email, "--name", name, "--organisation", organisation, "--post", post)
        done(*words, by="it@rotherham.example")
    words = ("agreement", "new", "--template", "rotherham-almo", "--ref", "rotherham", "--name", "Housing management")
    assert "ROTHERHAM is registered" in done(*words, by=OFFICER)
    done("intake", "ROTHERHAM", "returns", DEMO / "returns-2007-08.csv", by=KPI_MANAGER)
    done("intake", "ROTHERHAM", "benchmarks", DEMO / "benchmarks-2007-08.csv", by=OFFICER)
    out = tmp_path / "year-end"
    told = done("close", "ROTHERHAM", "2007-08", "--out", out, "--formats", "pdf,docx,xlsx,html,csv,json", by=OFFICER)
    assert "10 of 13 on target; 11 better than the year before, 2 worse, 0 the same" in told
    assert "signed by commissioner; provider has yet to sign" in told
    assert {file.name for file in out.iterdir()} == {
        "figures.json",
        "figures.csv",
        "consequences.json",
        "seal.json",
        *(f"pack.{form}" for form in ("pdf", "docx", "xlsx", "html", "csv", "json")),
    }
    assert "Every party has signed" in done("sign", "ROTHERHAM", "2007-08", by=KPI_MANAGER)
    receipt, record = tmp_path / "receipt.json", tmp_path / "record.json"
    done("receipt", "ROTHERHAM", "2007-08", "--out", receipt, by=KPI_MANAGER)
    done("export", "ROTHERHAM", "record", "--out", record, by=KPI_MANAGER)
    assert "agrees with the receipt" in done("verify", record, "--receipt", receipt, by="")
    rows = list(csv.DictReader(io.StringIO(done("figures", "ROTHERHAM", "2007-08", "--format", "csv", by=OFFICER))))
    assert len(rows) == 13
    assert rows[-1]["target_met"] == "no"


def test_explain_reaches_the_files_fingerprint_and_line_the_template_version_and_the_rule(home: Path) -> None:
    a_closed_year(home)
    said = counterpart("explain", "ROTHERHAM", "bv66a", "2007-08", "--as", OFFICER).stdout
    assert "returns-2007-08.csv, line 5, column value" in said
    assert "fingerprint 6def24c824bcfe37dd02e66c4a2559c6435aeef6e9bdc5483b83fadede42ebbb" in said
    assert "rotherham-almo@1" in said
    assert "98.47 is above the target of 98.25, and higher is better: the target is met." in said
    assert "All England, 2006/07: Above average, as published; it judges the figure of 2006/07." in said
    told = json.loads(
        counterpart("explain", "ROTHERHAM", "BV66A", "2007-08", "--format", "json", "--as", OFFICER).stdout
    )
    assert told["reasons"]["value"]["inputs"][0]["line"] == 5


def test_a_file_with_six_faults_is_refused_in_six_sentences_and_stores_nothing(home: Path, tmp_path: Path) -> None:
    a_registered_agreement()
    faulty = tmp_path / "returns.csv"
    faulty.write_text(
        "indicator,period,value,numerator,denominator,target\n"
        "BV 999,2007-08,66,,,\n"
        "BV 63,2007-13,66,,,\n"
        "BV 66a,2007-08,most of it,,,\n"
        "BV 66b,2007-08,,289,,\n"
        "BV 66c,2007-08,11.25,,,15\n"
        "BV 66d,2007-08,,,,\n"
    )
    said = counterpart("intake", "ROTHERHAM", "returns", faulty, "--as", KPI_MANAGER)
    assert said.returncode == 1
    first, *problems = said.stderr.strip().splitlines()
    assert "6 problems" in first
    assert "nothing of it was stored" in first
    assert [problem.split(",")[1].strip() for problem in problems] == [f"line {line}" for line in range(2, 8)]
    assert all("found" in problem and "wanted" in problem for problem in problems)
    assert rows_of("evidence_file") == rows_of("performance_returnedfigure") == 0
    assert not (home / "evidence").exists()
    as_json = counterpart("intake", "ROTHERHAM", "returns", faulty, "--as", KPI_MANAGER, "--json")
    told = json.loads(as_json.stderr)
    assert {"code", "fact", "rule", "next_step"} <= set(told)
    assert len(told["problems"]) == 6


def test_the_same_file_twice_changes_nothing_and_a_dry_run_stores_nothing(home: Path) -> None:
    a_registered_agreement()
    words = ("intake", "ROTHERHAM", "returns", DEMO / "returns-2007-08.csv", "--as", KPI_MANAGER)
    assert "Nothing was stored" in counterpart(*words, "--dry-run").stdout
    assert rows_of("evidence_file") == 0
    assert "26 rows" in counterpart(*words).stdout
    before = rows_of("ledger_entry")
    again = counterpart(*words)
    assert again.returncode == 0
    assert "taken in before; nothing changed" in again.stdout
    assert rows_of("ledger_entry") == before
    assert rows_of("performance_returnedfigure") == 26


def test_a_restated_figure_makes_a_second_seal_and_the_first_prints_the_same(home: Path, tmp_path: Path) -> None:
    a_closed_year(home)
    figures = ("figures", "ROTHERHAM", "2007-08", "--as", OFFICER)
    first = counterpart(*figures).stdout
    correction = tmp_path / "correction.csv"
    correction.write_text("indicator,period,value\nBV 66a,2007-08,98.52\n")
    words = ("intake", "ROTHERHAM", "returns", correction, "--as", KPI_MANAGER)
    refused = counterpart(*words)
    assert refused.returncode == 1
    assert "--restates" in refused.stderr
    assert counterpart(*words, "--restates", "One office was left out").returncode == 0
    closed = counterpart("close", "ROTHERHAM", "2007-08", "--as", OFFICER)
    assert "Seal 2 is made" in closed.stdout
    assert "98.52" in counterpart(*figures).stdout
    assert counterpart(*figures, "--seal", "1").stdout == first
    assert "One office was left out" in counterpart("explain", "ROTHERHAM", "bv66a", "2007-08", "--as", OFFICER).stdout


def test_two_closes_at_once_give_one_seal_and_one_clear_answer(home: Path) -> None:
    a_closed_year(home)
    words = [str(COUNTERPART), "close", "ROTHERHAM", "2007-08", "--as", OFFICER]
    both = [subprocess.Popen(words, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    answers = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert all("Seal 1 stands: nothing has changed" in answer for answer in answers)
    assert rows_of("ledger_seal") == 1


def test_an_outsider_is_told_the_same_of_an_agreement_that_is_there_and_one_that_is_not(home: Path) -> None:
    a_closed_year(home)
    there = counterpart("figures", "ROTHERHAM", "2007-08", "--as", OUTSIDER)
    not_there = counterpart("figures", "ROTHERTON", "2007-08", "--as", OUTSIDER)
    assert there.returncode == not_there.returncode == 1
    assert there.stderr == not_there.stderr.replace("ROTHERTON", "ROTHERHAM")


def test_with_no_actor_nothing_is_done_and_with_a_stranger_neither(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_closed_year(home)
    monkeypatch.delenv("COUNTERPART_ACTOR", raising=False)
    nobody = counterpart("close", "ROTHERHAM", "2007-08")
    assert nobody.returncode == 1
    assert "it was not said who acts" in nobody.stderr
    assert counterpart("close", "ROTHERHAM", "2007-08", "--as", "stranger@rotherham.example").returncode == 1


@pytest.mark.parametrize(
    "words",
    [
        ("close", "ROTHERHAM"),
        ("close", "ROTHERHAM", "the year"),
        ("close", "ROTHERHAM", "2007-08", "--formats", "papyrus"),
        ("figures", "ROTHERHAM", "2007-08", "--seal", "0"),
        ("export", "ROTHERHAM", "figures", "--out", "figures.json"),
        ("verify",),
        ("agreement", "new", "--template", "rotherham-almo", "--ref", "X", "--name", "X", "--set", "provider"),
    ],
)
def test_wrong_usage_ends_with_exit_code_2(home: Path, words: tuple[str, ...]) -> None:
    assert counterpart(*words).returncode == 2


def test_a_folder_with_other_files_is_never_overwritten(home: Path, tmp_path: Path) -> None:
    a_closed_year(home)
    (tmp_path / "letter.txt").write_text("mine")
    said = counterpart("close", "ROTHERHAM", "2007-08", "--as", OFFICER, "--out", tmp_path)
    assert said.returncode == 1
    assert "holds other files" in said.stderr
    assert [file.name for file in tmp_path.iterdir() if file.name != "home"] == ["letter.txt"]


def rows_of(table: str) -> int:
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as connection:
        row = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(row[0]) if row else 0
