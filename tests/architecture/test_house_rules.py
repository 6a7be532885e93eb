"""The rules of the house, and that each of them would be noticed if it were broken."""

import shutil
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[2]
DOORS = {"queries", "actions", "rules", "reports"}


def trespasses(package: str) -> list[str]:
    """Imports by which a room enters another elsewhere than by its front doors. Tests may use each other's makers."""
    graph = grimp.build_graph(package, cache_dir=None)
    found = []
    for importer in graph.find_descendants(f"{package}.capabilities"):
        for imported in graph.find_modules_directly_imported_by(importer):
            here, there = importer.split("."), imported.split(".")
            if there[:2] != [package, "capabilities"] or len(there) < 4 or here[2] == there[2]:
                continue
            if there[3] not in DOORS and "tests" not in here:
                found.append(f"{importer} imports {imported}")
    return found


def test_a_room_is_entered_only_by_its_front_doors() -> None:
    assert trespasses("counterpart") == []


PLANTED = {
    "values use an engine": ("values/money.py", "import counterpart.engines.clocks.now", "rings"),
    "an engine uses a room": ("engines/clocks/now.py", "import counterpart.capabilities.partners.rules", "rings"),
    "a stray file beside the rings": ("helpers.py", "", "rings"),
    "a lower room uses a higher one": (
        "capabilities/partners/queries.py",
        "import counterpart.capabilities.closing.queries",
        "order of rooms",
    ),
    "a room that is in no order": ("capabilities/gossip/__init__.py", "", "order of rooms"),
    "a lower engine uses a higher one": (
        "engines/explain/drawing.py",
        "import counterpart.engines.evidence.rules",
        "order of engines",
    ),
    "rules use the rows": (
        "capabilities/agreements/rules/facts.py",
        "import counterpart.capabilities.agreements.models",
        "inside a room",
    ),
    "a stray file in a room": ("capabilities/partners/utils.py", "", "inside a room"),
    "rules use the framework": ("capabilities/agreements/rules/facts.py", "import django.db", "pure"),
    "a policy uses chance": ("capabilities/closing/policy.py", "import random", "pure"),
    "a rule uses the disk": ("engines/ledger/rules/chain.py", "import pathlib", "pure"),
    "two rooms import each other": (
        "capabilities/agreements/rules/facts.py",
        "import counterpart.capabilities.performance.rules.returns",
        "circles",
    ),
    "a report reaches the rows": (
        "capabilities/closing/reports.py",
        "import counterpart.capabilities.closing.models",
        "thin",
    ),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the house in which things may be planted."""
    place = tmp_path_factory.mktemp("house")
    leave = shutil.ignore_patterns("__pycache__", "library", "demo")
    shutil.copytree(ROOT / "src" / "counterpart", place / "counterpart", ignore=leave)
    shutil.copytree(ROOT / "src" / "counterpart" / "engines" / "library", place / "counterpart" / "engines" / "library")
    shutil.copy(ROOT / ".importlinter", place)
    return place


@pytest.mark.slow
@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_violation_is_caught(copy: Path, planted: str) -> None:
    file, line, contract = PLANTED[planted]
    target = copy / "counterpart" / file
    before = target.read_text() if target.exists() else None
    target.parent.mkdir(exist_ok=True)
    target.write_text(f"{before or ''}\n{line}\n")
    try:
        said = subprocess.run(
            [sys.executable, "-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"],
            cwd=copy,
            env={"PYTHONPATH": str(copy), "COLUMNS": "400"},
            capture_output=True,
            text=True,
        )
    finally:
        target.unlink() if before is None else target.write_text(before)
        if before is None and target.parent.name == "gossip":
            target.parent.rmdir()
    assert said.returncode == 1, said.stdout
    assert contract in broken(said.stdout).casefold(), said.stdout


def broken(said: str) -> str:
    """The names of the contracts that were broken."""
    return "\n".join(line for line in said.splitlines() if line.endswith("BROKEN"))


@pytest.mark.slow
def test_a_planted_trespass_past_the_front_door_is_caught(copy: Path) -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); sys.path.insert(1, sys.argv[2]);"
        "from tests.architecture.test_house_rules import trespasses; print(trespasses('counterpart'))"
    )
    target = copy / "counterpart" / "capabilities" / "closing" / "queries.py"
    before = target.read_text()
    target.write_text(f"{before}\nimport counterpart.capabilities.performance.models\n")
    try:
        said = subprocess.run(
            [sys.executable, "-c", script, str(copy), str(ROOT)], capture_output=True, text=True, check=True
        )
    finally:
        target.write_text(before)
    wanted = "counterpart.capabilities.closing.queries imports counterpart.capabilities.performance.models"
    assert wanted in said.stdout


def test_the_clock_is_read_in_one_place(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text("from datetime import date\n\ntoday = date.today()\n")
    ruff = Path(sys.executable).parent / "ruff"
    said = subprocess.run(
        [str(ruff), "check", "--config", str(ROOT / "pyproject.toml"), "--no-cache", str(planted)],
        capture_output=True,
        text=True,
    )
    assert said.returncode == 1
    assert "Only engines/clocks/now.py reads the clock" in said.stdout
