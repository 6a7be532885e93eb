"""`make room` makes a room that holds: in a copy of the house it passes every rule, its own tests and the house's."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
NEEDED = (".ci", "src", "tests", "docs", "library", "demo", ".importlinter", "Makefile", "README.md", "conftest.py",
          "pyproject.toml", "CHANGELOG.md")  # fmt: skip

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the house, with a room that was made there."""
    place = tmp_path_factory.mktemp("copy")
    leave = shutil.ignore_patterns("__pycache__")
    for name in NEEDED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, place / name, symlinks=True, ignore=leave)
        else:
            shutil.copy(ROOT / name, place)
    made = within(place, sys.executable, ".ci/room.py", "--above=agreements", "inspections")
    assert "above agreements: one act (inspection.opened), one page, one table" in made
    assert "tests/api" in made
    return place


def within(place: Path, *words: str, code: int = 0) -> str:
    """What a program says in the copy, where the copy's own package is the one that is found."""
    outside = ("DATABASE_URL", "DATABASE_OWNER_URL", "PYTEST_CURRENT_TEST", "PYTEST_XDIST_WORKER")
    env = {name: value for name, value in os.environ.items() if name not in outside}
    env |= {"PYTHONPATH": f"{place / 'src'}{os.pathsep}{place}", "PYTHONDONTWRITEBYTECODE": "1"}
    said = subprocess.run(words, cwd=place, env=env, capture_output=True, text=True)
    assert said.returncode == code, said.stdout + said.stderr
    return said.stdout + said.stderr


def test_a_new_room_keeps_the_rules_of_the_house(copy: Path) -> None:
    room = "src/counterpart/capabilities/inspections"
    touched = (
        room,
        "src/counterpart/web/rooms.py",
        "src/counterpart/web/errors.py",
        "tests/architecture/test_routes.py",
    )
    within(copy, str(BIN / "ruff"), "check", "--no-cache", room)
    within(copy, str(BIN / "ruff"), "format", "--no-cache", "--check", *touched)
    lint = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    within(copy, sys.executable, "-c", lint)
    within(copy, sys.executable, ".ci/docs.py", "--check")


def test_a_new_room_passes_the_types(copy: Path) -> None:
    within(copy, str(BIN / "mypy"), "--cache-dir", os.devnull, "-p", "counterpart.capabilities.inspections")


def test_a_new_room_passes_its_own_tests_and_those_of_the_house(copy: Path) -> None:
    house = [f"tests/architecture/test_{name}.py" for name in ("house_rules", "one_door", "routes", "row_security")]
    asked = [f"tests/api/test_{name}.py" for name in ("access", "openapi")]
    within(copy, sys.executable, "-m", "pytest", "src/counterpart/capabilities/inspections", *house, *asked)
    assert "no changes" in within(
        copy, sys.executable, "-W", "ignore", "-m", "django", "makemigrations", "--check", "--dry-run", "--skip-checks",
        "--settings=counterpart.web.settings",
    ).casefold()  # fmt: skip


def test_nothing_in_a_new_room_promises_what_is_not_there(copy: Path) -> None:
    for file in (copy / "src" / "counterpart" / "capabilities" / "inspections").rglob("*.*"):
        if file.suffix in {".py", ".md", ".html"}:
            text = file.read_text()
            assert not any(mark in text for mark in ("«", "TODO", "FIXME", "XXX")), file


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../x", "is no name for a room"),
        ("a;b", "is no name for a room"),
        ("Risks", "is no name for a room"),
        ("", "is no name for a room"),
        ("class", "is a word of Python"),
        ("secrets", "is a word of Python"),
        ("agreements", "There is a room agreements already"),
        ("inspections", "There is a room inspections already"),
        ("ledger", "is taken by something else here"),
        ("docs", "is taken by something else here"),
    ],
)
def test_a_name_that_cannot_be_a_rooms_is_refused_in_words_and_nothing_is_written(
    copy: Path, name: str, why: str
) -> None:
    before = sorted(file for file in copy.rglob("*.*") if "__pycache__" not in file.parts)
    assert why in within(copy, sys.executable, ".ci/room.py", "--above=agreements", "--", name, code=1)
    assert sorted(file for file in copy.rglob("*.*") if "__pycache__" not in file.parts) == before


@pytest.mark.parametrize(
    ("above", "why"), [("", "Say which room"), ("partners", "not a room"), ("attic", "not a room")]
)
def test_a_room_says_which_room_it_stands_on(copy: Path, above: str, why: str) -> None:
    said = within(copy, sys.executable, ".ci/room.py", f"--above={above}", "visits", code=1)
    assert why in said
    assert (
        "worklist, closing, packs, options, assurance, incentives, pricing, disputes, performance, risks, governance, "
        "frameworks, programme, team, inspections, agreements" in said
    )


def test_make_passes_the_name_on_and_makes_nothing_else(copy: Path) -> None:
    words = ("--silent", "--old-file=setup", f"PY={sys.executable}", "ABOVE=agreements")
    said = within(copy, "make", *words, "room", "it's/../x", code=2)
    assert "“it's/../x” is no name for a room" in said
