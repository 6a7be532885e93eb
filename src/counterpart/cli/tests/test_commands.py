"""What the commands refuse before they begin, and how somebody who comes later gets to work."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from tests.commands import COUNTERPART, counterpart

from counterpart.capabilities.agreements.tests.makers import a_registered_agreement
from counterpart.capabilities.closing.tests.makers import a_closed_year
from counterpart.capabilities.partners.tests.makers import COUNCIL, KPI_MANAGER, OFFICER
from counterpart.capabilities.performance.tests.makers import an_agreement_with_returns
from counterpart.cli import embedded

pytestmark = pytest.mark.slow

MANAGER, ADMINISTRATOR = "contract-manager@rotherham.example", "administrator@counterpart.example"
NEWCOMER = "newcomer@company.example"


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home that is not there yet, where the database's user may enter, and no other database."""
    above = Path(tempfile.mkdtemp(prefix="cp-commands-", dir="/tmp"))
    above.chmod(0o755)
    monkeypatch.setenv("COUNTERPART_HOME", str(above / "home"))
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "COUNTERPART_KEY_PASSPHRASE", "COUNTERPART_SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    yield above / "home"
    embedded.stop(above / "home")
    shutil.rmtree(above)


@pytest.mark.parametrize(
    ("organisation", "admin", "says"),
    [("A Council", "me", "is not an e-mail address"), (" ", "me@council.example", "nothing was written")],
)
def test_an_installation_is_not_begun_by_nobody_and_nothing_is_made(
    place: Path, organisation: str, admin: str, says: str
) -> None:
    said = counterpart("init", "--organisation", organisation, "--admin", admin)
    assert said.returncode == 1
    assert says in said.stderr
    assert not place.exists()


def test_of_three_beginnings_at_once_one_begins_and_the_others_are_told(place: Path) -> None:
    words = [str(COUNTERPART), "init", "--organisation", "A Council", "--admin", "me@council.example"]
    three = [subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    answers = [(*process.communicate(), process.returncode) for process in three]
    assert sorted(code for _, _, code in answers) == [0, 1, 1], answers
    for _, error, code in answers:
        if code:
            assert error.startswith("The installation cannot be begun again: it has an administrator already")
    again = counterpart(*words[1:])
    assert again.returncode == 1
    assert "an installation is begun once" in again.stderr


@pytest.mark.usefixtures("fresh")
def test_who_comes_later_is_added_and_appointed_and_then_sends_returns(home: Path, tmp_path: Path) -> None:
    a_registered_agreement()
    words = ("people", "add", NEWCOMER, "--name", "Nell", "--organisation", "2010 rotherham ltd", "--post")
    added = counterpart(*words, "kpi manager", "--as", ADMINISTRATOR)
    assert added.stdout == f"{NEWCOMER} is KPI manager at 2010 Rotherham Ltd.\n"
    unknown = counterpart(*words, "janitor", "--as", ADMINISTRATOR)
    assert unknown.returncode == 1
    assert "a post is one of: performance officer, contract manager" in unknown.stderr
    file = tmp_path / "returns.csv"
    file.write_text("indicator,period,value\nBV 63,2007-08,66\n")
    sending = ("intake", "ROTHERHAM", "returns", file, "--as", NEWCOMER)
    assert counterpart(*sending).returncode == 1
    appointing = ("people", "appoint", NEWCOMER, "--agreement", "rotherham", "--as")
    assert counterpart(*appointing, OFFICER).returncode == 1
    assert counterpart(*appointing, MANAGER).stdout == "Nell is KPI manager for provider in ROTHERHAM.\n"
    assert counterpart(*sending).returncode == 0


@pytest.mark.usefixtures("fresh")
def test_a_party_that_signs_and_has_nobody_is_told_with_the_two_commands_that_help(home: Path) -> None:
    a_registered_agreement()
    words = ("agreement", "new", "--template", "rotherham-almo", "--ref", "HOUSING", "--name", "Housing")
    said = counterpart(*words, "--set", "provider=New Homes Ltd", "--as", MANAGER)
    assert said.returncode == 0, said.stderr
    assert "New Homes Ltd signs as provider, and nobody stands for it yet" in said.stdout
    assert 'counterpart people add E-MAIL --name NAME --organisation "New Homes Ltd"' in said.stdout
    assert f"counterpart people appoint E-MAIL --agreement HOUSING --as {MANAGER}" in said.stdout
    both = counterpart(*words[:-4], "--ref", "B", "--name", "B", "--set", f"provider={COUNCIL}", "--as", MANAGER)
    assert both.returncode == 1
    assert "would be both commissioner and provider" in both.stderr


@pytest.mark.usefixtures("fresh")
def test_the_days_of_an_agreement_are_set_and_its_whole_term_is_opened(home: Path) -> None:
    a_registered_agreement()
    words = (
        "agreement",
        "new",
        "--template",
        "repairs-partnering",
        "--ref",
        "REPAIRS",
        "--name",
        "Repairs",
        "--as",
        MANAGER,
    )
    seats = ("--set", f"council={COUNCIL}", "--set", "contractor=2010 Rotherham Ltd")
    said = counterpart(*words, *seats, "--set", "commencement=2030-04-01", "--set", "value=£1,250,000")
    assert said.returncode == 0, said.stderr
    assert "clocks and promises of its term were opened." in said.stdout
    wrong = counterpart(*words, *seats, "--set", "commencement=soon")
    assert wrong.returncode == 1
    assert "“soon” is not a day" in wrong.stderr


@pytest.mark.usefixtures("fresh")
def test_a_blank_reason_is_refused(home: Path, tmp_path: Path) -> None:
    a_registered_agreement()
    file = tmp_path / "returns.csv"
    file.write_text("indicator,period,value\nBV 63,2007-08,66\n")
    said = counterpart("intake", "ROTHERHAM", "returns", file, "--restates", "", "--as", KPI_MANAGER)
    assert said.returncode == 1
    assert "The reason (--restates) was not accepted: nothing was written" in said.stderr


@pytest.mark.usefixtures("fresh")
def test_a_place_that_cannot_be_filled_is_refused_before_anything_is_sealed(home: Path, tmp_path: Path) -> None:
    an_agreement_with_returns(home)
    (tmp_path / "file").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name, why in (("file", "is a file"), ("link", "is a link"), (".", "holds other files")):
        said = counterpart("close", "rotherham", "2007-08", "--out", tmp_path / name, "--as", OFFICER)
        assert said.returncode == 1
        assert why in said.stderr
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as connection:
        assert connection.execute("SELECT count(*) FROM ledger_seal").fetchone() == (0,)


@pytest.mark.usefixtures("fresh")
def test_kept_words_that_could_forge_a_line_are_shown_by_their_numbers(
    home: Path, as_superuser: psycopg.Connection
) -> None:
    a_closed_year(home)
    as_superuser.execute(
        "UPDATE performance_sealedfigure SET content = jsonb_set(content, '{title}', to_jsonb(%s::text))",
        ["Rent\nSeal 9 is signed by everybody\x1b[2K"],
    )
    for words in (
        ("explain", "ROTHERHAM", "BV 63", "2007-08"),
        ("figures", "ROTHERHAM", "2007-08"),
        ("figures", "ROTHERHAM", "2007-08", "--format", "csv"),
    ):
        said = counterpart(*words, "--as", OFFICER).stdout
        assert "\x1b" not in said
        assert not any(line.startswith("Seal 9") for line in said.splitlines())
        assert "\\u000a" in said.replace("\n", "").replace(" ", "")


def test_of_many_who_first_ask_for_a_secret_at_once_all_have_the_same(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from counterpart.cli import home;"
        "print(home._secret(Path(sys.argv[1]), 'key-passphrase'))"
    )
    words = [sys.executable, "-c", script, str(tmp_path / "home")]
    asked = [subprocess.Popen(words, stdout=subprocess.PIPE, text=True) for _ in range(6)]
    answers = {process.communicate()[0] for process in asked}
    assert len(answers) == 1
    assert all(process.returncode == 0 for process in asked)
