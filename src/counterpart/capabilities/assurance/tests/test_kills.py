"""Kills at any moment: the folder holds the old audit or the whole new one, and the next run clears up.

Three in the suite, twenty in `make proof`.
"""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from counterpart.capabilities.assurance.tests.makers import write
from counterpart.capabilities.assurance.tests.test_queries import LINES, command, tables


@pytest.mark.parametrize("kills", [pytest.param(3, marks=pytest.mark.slow), pytest.param(20, marks=pytest.mark.proof)])
def test_a_killed_audit_leaves_the_old_folder_or_the_whole_new_one(tmp_path: Path, kills: int) -> None:
    places = tmp_path / "old", tmp_path / "new"
    for place in places:
        place.mkdir()
    old = command(tmp_path, write(places[0], tables(lines=LINES[:3])), "--memory", "500MB")
    new = command(tmp_path, write(places[1], tables()), "--memory", "500MB")
    began = time.perf_counter()
    subprocess.run(old, check=True, capture_output=True)
    whole = time.perf_counter() - began
    found = kept(tmp_path / "audit")
    subprocess.run(new, check=True, capture_output=True)
    wholes = {found, kept(tmp_path / "audit")}
    assert len(wholes) == 2
    for kill in range(kills):
        run = subprocess.Popen((old, new)[kill % 2], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(whole * (0.3 + 0.75 * kill / kills))
        os.kill(run.pid, signal.SIGKILL)
        run.wait()
        assert kept(tmp_path / "audit") in wholes
    subprocess.run(new, check=True, capture_output=True)
    assert not list(tmp_path.glob(".audit*"))


def kept(folder: Path) -> tuple[bytes, ...]:
    """What the findings of a folder are; its other files are there, and whole."""
    assert {file.name for file in folder.iterdir()} == {
        "findings.parquet", "findings.csv", "summary.json", "report.html",
    }  # fmt: skip
    assert (folder / "report.html").read_bytes().rstrip().endswith(b"</html>")
    assert (folder / "summary.json").read_text().endswith("}\n")
    return ((folder / "findings.csv").read_bytes(),)
