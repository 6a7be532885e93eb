"""Runs the command line as people do: as a process of its own."""

import subprocess
import sys
from pathlib import Path

COUNTERPART = Path(sys.executable).parent / "counterpart"


def counterpart(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """A command, run to its end, in the environment of the test."""
    return subprocess.run([str(COUNTERPART), *map(str, words)], capture_output=True, text=True)
