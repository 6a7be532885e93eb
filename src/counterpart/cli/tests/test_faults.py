"""What the disk, the database or the command line would not do is said in words; a fault of our own is not."""

import os
import subprocess
from pathlib import Path

import psycopg
import pytest
import typer
from django import db
from tests.commands import COUNTERPART, counterpart

from counterpart.capabilities.agreements.tests.makers import a_registered_agreement
from counterpart.capabilities.closing.tests.makers import a_closed_year
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, OFFICER
from counterpart.cli import embedded, faults, home
from counterpart.cli.saying import visible
from counterpart.values.refusal import Refusal, Refused


@pytest.mark.parametrize(
    ("fault", "code", "says"),
    [
        (FileNotFoundError(2, "No such file or directory", "a.csv"), "system.disk", "No such file or directory: a.csv"),
        (OSError("the disk is full"), "system.disk", "the disk is full"),
        (UnicodeEncodeError("utf-8", "\udcff", 0, 1, "surrogates not allowed"), "system.text", "surrogates"),
        (db.OperationalError("connection refused\nIs it running?"), "system.database", "said: connection refused"),
        (psycopg.OperationalError(), "system.database", "said: OperationalError"),
    ],
)
def test_a_fault_of_the_system_is_a_refusal(fault: Exception, code: str, says: str) -> None:
    refusal = faults.in_words(fault)
    assert isinstance(refusal, Refusal)
    assert refusal.code == code
    assert says in refusal.fact
    assert "\n" not in refusal.fact

    def fails() -> None:
        raise fault

    with pytest.raises(typer.Exit):
        home.in_words(fails, as_json=False)


@pytest.mark.parametrize("fault", [TypeError("our own"), BrokenPipeError(32, "Broken pipe"), KeyError("our own")])
def test_a_fault_of_our_own_is_shown_as_it_is(fault: Exception) -> None:
    def fails() -> None:
        raise fault

    with pytest.raises(type(fault)):
        home.in_words(fails, as_json=False)


def test_a_setting_that_is_no_address_is_refused_and_its_password_is_not_shown() -> None:
    faults.must_be_an_address("DATABASE_URL", None)
    faults.must_be_an_address("DATABASE_URL", "postgresql://app:secret@/counterpart?host=/tmp")
    with pytest.raises(Refused, match="DATABASE_URL is not the address") as raised:
        faults.must_be_an_address("DATABASE_URL", "postgresql//app:secret@here/counterpart")
    assert "secret" not in str(raised.value)


def test_a_place_that_takes_no_file_is_refused(tmp_path: Path) -> None:
    faults.must_take_a_file(tmp_path / "receipt.json")
    with pytest.raises(Refused, match="is a folder"):
        faults.must_take_a_file(tmp_path)
    with pytest.raises(Refused, match="there is no folder"):
        faults.must_take_a_file(tmp_path / "missing" / "receipt.json")


def test_what_was_kept_cannot_begin_a_line_or_colour_one() -> None:
    assert visible("Rent\nSeal 9 is signed\x1b[31m \u202etxt\x9b") == (
        "Rent\\u000aSeal 9 is signed\\u001b[31m \\u202etxt\\u009b"
    )
    assert visible({"a": ["b\n", None, 1], "c\n": "é✓"}) == {"a": ["b\\u000a", None, 1], "c\\u000a": "é✓"}


@pytest.mark.slow
def test_words_that_are_not_utf_8_are_refused_in_words() -> None:
    said = subprocess.run([str(COUNTERPART).encode(), b"templates", b"check", b"caf\xe9"], capture_output=True)
    assert said.returncode == 1
    assert "“caf�” on the command line is not UTF-8 text".encode() in said.stderr


@pytest.mark.slow
def test_a_terminal_that_knows_no_other_letters_gets_the_answer_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    said = counterpart("deadline", "2026-12-18", "10", "working-days", "--calendar", "EW", "--day-after")
    assert said.returncode == 0, said.stderr
    assert "2027" in said.stdout
    refused = counterpart("templates", "check", "/dev/null")
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("postgresql://app:secret@/counterpart?host=/nowhere", "the database said"),
        ("postgresql//app:secret@here", "DATABASE_URL is not the address"),
    ],
)
def test_a_database_that_does_not_answer_is_said_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str, says: str
) -> None:
    monkeypatch.setenv("COUNTERPART_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    said = counterpart("figures", "ROTHERHAM", "2007-08", "--as", OFFICER)
    assert said.returncode == 1
    assert says in said.stderr
    assert "Traceback" not in said.stderr
    assert "secret" not in said.stderr


@pytest.mark.slow
@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize(
    ("role", "says"), [("postgres", "is a superuser"), ("counterpart_owner", "owns the tables"), ("a", "bypasses")]
)
def test_a_role_that_row_security_does_not_bind_is_refused(
    home: Path, fresh: embedded.Server, monkeypatch: pytest.MonkeyPatch, role: str, says: str
) -> None:
    name = os.environ["DATABASE_URL"].rpartition("@/")[2].partition("?")[0]
    if role == "a":
        with psycopg.connect(fresh.url("postgres", name), autocommit=True) as connection:
            connection.execute("ALTER ROLE counterpart_app BYPASSRLS")
        url = fresh.url("counterpart_app", name)
    else:
        url = fresh.url(role, name)
    monkeypatch.setenv("DATABASE_URL", url)
    said = counterpart("figures", "ROTHERHAM", "2007-08", "--as", OFFICER)
    if role == "a":
        with psycopg.connect(fresh.url("postgres", name), autocommit=True) as connection:
            connection.execute("ALTER ROLE counterpart_app NOBYPASSRLS")
    assert said.returncode == 1
    assert says in said.stderr
    assert "Name a role in DATABASE_URL" in said.stderr


@pytest.mark.slow
@pytest.mark.usefixtures("fresh")
def test_a_receipt_or_an_export_is_refused_where_no_file_can_be(home: Path, tmp_path: Path) -> None:
    a_closed_year(home)
    for out, says in ((tmp_path, "is a folder"), (tmp_path / "missing" / "a.json", "there is no folder")):
        for words in (("receipt", "ROTHERHAM", "2007-08"), ("export", "ROTHERHAM", "record")):
            said = counterpart(*words, "--out", out, "--as", KPI_MANAGER)
            assert said.returncode == 1
            assert says in said.stderr
    assert [entry.name for entry in tmp_path.iterdir()] == ["home"]


@pytest.mark.slow
@pytest.mark.usefixtures("fresh")
def test_a_name_that_could_forge_a_line_is_refused_without_being_obeyed(home: Path, tmp_path: Path) -> None:
    a_registered_agreement()
    file = tmp_path / "returns\x1b[31m.csv"
    file.write_text("indicator,period,value\nBV 63,2007-08,66\n")
    said = counterpart("intake", "ROTHERHAM", "returns", file, "--as", KPI_MANAGER)
    assert said.returncode == 1
    assert "U+001B" in said.stderr
    assert "\x1b" not in said.stderr


@pytest.mark.slow
def test_a_template_that_is_not_there_or_no_text_is_said_in_words(tmp_path: Path) -> None:
    assert "there is no template.yaml in" in counterpart("templates", "check", tmp_path).stderr
    (tmp_path / "template.yaml").write_bytes(b"template: a\ntitle: caf\xe9\n")
    said = counterpart("templates", "check", tmp_path)
    assert said.returncode == 1
    assert "template.yaml holds, on line 2, bytes that are not UTF-8 text" in said.stderr
