"""A close that is killed leaves the database and its folder whole or untouched, and running it again succeeds."""

import json
import os
import random
import signal
import subprocess
import time
from pathlib import Path

import psycopg
import pytest

from counterpart.capabilities.closing.tests.makers import a_closed_year, restate, the_record
from counterpart.capabilities.partners.tests.makers import OFFICER
from counterpart.engines.ledger.rules.verify import verify
from tests.commands import COUNTERPART, counterpart

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh")]

CLOSE = ("close", "ROTHERHAM", "2007-08", "--as", OFFICER)


@pytest.mark.parametrize("kills", [5, pytest.param(30, marks=pytest.mark.proof)], ids=["five kills", "thirty kills"])
def test_a_close_killed_at_any_moment_is_whole_or_untouched_and_succeeds_again(
    home: Path, tmp_path: Path, kills: int
) -> None:
    a_closed_year(home)
    out = tmp_path / "year-end"
    started = time.monotonic()
    assert counterpart(*CLOSE, "--out", out).returncode == 0
    whole_run = time.monotonic() - started
    killed = 0
    for number in range(1, kills + 1):
        restate(home, value=f"98.{50 + number}", reason=f"Correction {number}")
        process = subprocess.Popen(
            [str(COUNTERPART), *CLOSE, "--out", str(out)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(random.uniform(0.4 * whole_run, 1.05 * whole_run))
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        seals = number_of_seals()
        assert seals in (number, number + 1)
        assert_whole(out, seals=(number, number + 1))
        assert verify(the_record()).fits
        again = counterpart(*CLOSE, "--out", out)
        assert again.returncode == 0, again.stderr
        assert number_of_seals() == number + 1
        assert_whole(out, seals=(number + 1,))
    assert verify(the_record()).fits
    assert killed, "every close had ended before it was killed"
    assert not [left.name for left in tmp_path.iterdir() if left.name.endswith(".new")]


def assert_whole(out: Path, *, seals: tuple[int, ...]) -> None:
    """The folder holds all three files of one close."""
    assert {file.name for file in out.iterdir()} == {"figures.json", "consequences.json", "seal.json"}
    seal = json.loads((out / "seal.json").read_text())["body"]["number"]
    figures = json.loads((out / "figures.json").read_text())
    assert seal in seals
    assert len(figures) == 13
    value = next(figure["value"] for figure in figures if figure["indicator"] == "BV 66a")
    assert value == ("98.47" if seal == 1 else f"98.{50 + seal - 1}")


def number_of_seals() -> int:
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as connection:
        counts = connection.execute(
            "SELECT (SELECT count(*) FROM ledger_seal), (SELECT count(*) FROM closing_close),"
            " (SELECT count(DISTINCT seal) FROM performance_sealedfigure),"
            " (SELECT count(*) FROM ledger_entry WHERE act = 'period.closed')"
        ).fetchone()
    assert counts is not None
    assert len(set(counts)) == 1, f"half a close was kept: {counts}"
    return int(counts[0])
