"""The pages for beginners say what happens: their commands are run as written, and the answers compared."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from counterpart.cli import embedded

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
END = "\x1e"
ANYTHING = "…"

pytestmark = pytest.mark.slow


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that looks like the checkout, with nothing done in it yet, where the database's user may enter."""
    place = Path(tempfile.mkdtemp(prefix="cp-tutorial-", dir="/tmp"))
    place.chmod(0o755)
    (place / "demo").symlink_to(ROOT / "demo")
    yield place
    embedded.stop(place / "my-first-home")
    shutil.rmtree(place)


def steps(page: Path) -> list[tuple[str, str]]:
    """The commands of a page, each with the answer that is quoted."""
    found: list[tuple[str, str]] = []
    for block in BLOCK.findall(page.read_text()):
        for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            lines = step.splitlines()
            last = next(at for at, line in enumerate(lines) if not line.endswith("\\"))
            found.append(("\n".join(lines[: last + 1]), "\n".join(lines[last + 1 :])))
    return found


def answers(commands: list[str], folder: Path) -> list[str]:
    """What a shell answers to each of them, typed in one session in this folder."""
    outside = [name for name in os.environ if name.startswith(("COUNTERPART_", "DATABASE_"))]
    env = {name: value for name, value in os.environ.items() if name not in outside}
    env |= {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{env['PATH']}"}
    script = "".join(f"{command}\nprintf '{END}'\n" for command in commands)
    said = subprocess.run(
        ["bash"], input=script, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    return said.stdout.split(END)[:-1]


def agrees(quoted: str, said: str) -> bool:
    """Whether an answer is what was quoted: … in a line stands for anything, and alone for any lines, or none.

    Spaces at the ends of lines do not matter.
    """
    wanted = ""
    for line in quoted.strip().splitlines():
        parts = [re.escape(part) for part in line.split(ANYTHING)]
        wanted += r"(?:.*\n)*" if line.strip() == ANYTHING else ".*".join(parts) + r"\n"
    plain = "".join(f"{line.rstrip()}\n" for line in said.strip().splitlines())
    return re.fullmatch(wanted, plain) is not None


@pytest.mark.parametrize("page", ["tutorial/your-first-close.md", "how-to/close-a-period.md", "how-to/verify-alone.md"])
def test_the_commands_of_a_page_do_what_it_says(folder: Path, page: str) -> None:
    before = [] if "tutorial" in page else steps(ROOT / "docs" / "tutorial" / "your-first-close.md")[:-1]
    typed = steps(ROOT / "docs" / page)
    assert typed
    said = answers([command for command, _ in (*before, *typed)], folder)
    assert len(said) == len(before) + len(typed)
    for (command, quoted), answer in zip(typed, said[len(before) :], strict=True):
        assert agrees(quoted, answer), f"$ {command}\nquoted:\n{quoted}\n\nsaid:\n{answer}"


def test_a_page_that_quotes_another_answer_is_noticed() -> None:
    assert agrees("Seal 1 is made. …\n…\nWritten.", "Seal 1 is made. abc\nand more  \nWritten.\n")
    assert not agrees("10 of 13 on target", "11 of 13 on target")
    assert not agrees("10 of 13 on target", "10 of 13 on target\nand something else")
    assert not agrees("37.27 days\n…", "15 days\n")
