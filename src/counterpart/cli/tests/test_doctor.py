"""The doctor: everything in order says so; each thing that is wrong is named with how to mend it."""

import json
import os
from pathlib import Path

import pytest
from tests.commands import counterpart

from counterpart.capabilities.closing.tests.makers import a_closed_year

pytestmark = [pytest.mark.slow]


def told(*, wrong: bool) -> dict[str, list[dict[str, str]]]:
    """What the doctor says, by check."""
    answer = counterpart("doctor", "--json")
    assert answer.returncode == int(wrong), answer.stdout + answer.stderr
    found: dict[str, list[dict[str, str]]] = {}
    for finding in json.loads(answer.stdout):
        found.setdefault(finding["check"], []).append(finding)
    return found


def to_mend(found: dict[str, list[dict[str, str]]]) -> dict[str, str]:
    return {check: finding["mend"] for check, findings in found.items() for finding in findings if finding["mend"]}


@pytest.mark.usefixtures("fresh")
def test_a_set_up_in_order_says_so(home: Path) -> None:
    a_closed_year(home)
    assert to_mend(told(wrong=False)) == {}
    assert "Everything is in order." in counterpart("doctor").stdout


@pytest.mark.usefixtures("fresh")
def test_an_altered_original_open_secrets_and_a_wrong_passphrase_are_each_named(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_closed_year(home)
    original = next(file for file in (home / "evidence").rglob("*") if file.is_file())
    original.write_bytes(original.read_bytes() + b" ")
    (home / "secrets").mkdir(exist_ok=True)
    (home / "secrets" / "open").write_text("x")
    (home / "secrets" / "open").chmod(0o644)
    monkeypatch.setenv("COUNTERPART_KEY_PASSPHRASE", "not the one")
    mend = to_mend(told(wrong=True))
    assert set(mend) == {"home", "keys", "evidence"}
    assert mend["evidence"].startswith("Restore the evidence folder from a backup")
    assert mend["home"].startswith("Take that away: chmod")


@pytest.mark.usefixtures("fresh")
def test_a_site_that_is_reached_from_elsewhere_without_https_is_named(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_closed_year(home)
    monkeypatch.setenv("COUNTERPART_HOST", "counterpart.rotherham.example")
    assert to_mend(told(wrong=True)) == {"site": "Put it behind HTTPS and set COUNTERPART_HTTPS=yes."}


def test_where_nothing_has_begun_it_says_how_to_begin_and_looks_no_further(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNTERPART_HOME", str(tmp_path / "nowhere"))
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        monkeypatch.delenv(name, raising=False)
    found = told(wrong=True)
    assert set(to_mend(found)) == {"home", "database"}
    assert found["tables"][0]["fact"] == "not looked at, for want of the database"
    assert "DATABASE_URL" not in os.environ
