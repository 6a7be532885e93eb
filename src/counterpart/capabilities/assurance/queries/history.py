"""What an audit remembers of the lines it has examined, so that a month can be added without examining all again.

A history is a folder of Parquet files and a list of which of them hold (history.json). Files are added to it and the
list is exchanged in one step, so a killed audit leaves the history as it was.
"""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from counterpart.capabilities.assurance.rules.parameters import Parameters, told
from counterpart.engines.evidence.duck import quoted
from counterpart.engines.evidence.store import settle, write_whole
from counterpart.values.refusal import Refusal, Refused

LIST = "history.json"
SUMS = (
    "found", "counts", "digits", "each", "far", "far_lines", "totals", "unknown", "crowded", "gone", "rates",
    "properties", "exclusions",
)  # fmt: skip
"""What is small and written whole each time; `base` and `jobs` have a file for each time something was added."""


@dataclass
class History:
    """A folder that remembers, what its list says, and the files that are about to be listed."""

    folder: Path
    says: dict[str, Any] = field(default_factory=dict)
    listed: dict[str, Any] = field(default_factory=dict)

    @property
    def times(self) -> int:
        """How often something was added."""
        return int(self.says.get("times", 0))

    def parts(self, kind: str) -> list[Path]:
        return [self.folder / f"{kind}-{time}.parquet" for time in range(self.times)]

    def open(self, duck: duckdb.DuckDBPyConnection) -> None:
        """Make views of what is remembered; past_base is without the lines that were examined anew since."""
        for name in SUMS:
            file = quoted(self.folder / f"{name}-{self.times - 1}.parquet")
            duck.execute(f"CREATE VIEW past_{name} AS SELECT * FROM read_parquet({file})")  # noqa: S608
        for kind in ("base", "jobs"):
            files = ", ".join(quoted(file) for file in self.parts(kind))
            but = " WHERE (row, time) NOT IN (SELECT (row, time) FROM past_gone)" if kind == "base" else ""
            duck.execute(f"CREATE VIEW past_{kind} AS SELECT * FROM read_parquet([{files}]){but}")  # noqa: S608

    def write(self, duck: duckdb.DuckDBPyConnection, name: str, sql: str) -> None:
        file = self.folder / f"{name}-{self.times}.parquet"
        duck.execute(f"COPY ({sql}) TO {quoted(file)} (FORMAT parquet, COMPRESSION snappy)")

    def settle(self) -> None:
        """List what was written, and forget the sums before it."""
        for file in self.folder.glob(f"*-{self.times}.parquet"):
            with open(file, "rb") as opened:
                os.fsync(opened.fileno())
        settle(self.folder)
        beside = self.folder / f"{LIST}.{os.getpid()}.new"
        write_whole(beside, json.dumps({**self.listed, "times": self.times + 1}).encode())
        os.replace(beside, self.folder / LIST)
        settle(self.folder)
        for name in SUMS:
            (self.folder / f"{name}-{self.times - 1}.parquet").unlink(missing_ok=True)


def history_in(folder: Path) -> History:
    """The history in a folder: empty where there is none. Raises Refused where the folder holds something else."""
    folder = folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / LIST
    if file.exists():
        return History(folder, json.loads(file.read_text(encoding="utf-8")))
    if strange := sorted(entry.name for entry in folder.iterdir() if not entry.name.endswith((".parquet", ".new"))):
        raise Refused(_refusal(f"{folder} holds other files, {strange[0]} for one", "Name a folder of its own."))
    return History(folder)


def must_fit(history: History, parameters: Parameters, numbered: frozenset[str]) -> None:
    """Refuse to add to a history of other parameters, or with ids of another kind."""
    if history.says["parameters"] != as_told(parameters):
        raise Refused(_refusal("its checks went by other parameters", "Audit everything into a new history."))
    if history.says["numbered"] != sorted(numbered):
        raise Refused(
            _refusal("some ids are numbers in one and text in the other", "Send ids as in the months before.")
        )


def as_told(parameters: Parameters) -> list[list[str]]:
    """The parameters as a history remembers them."""
    rows = [[row.check.value, name, told(term)] for row in parameters.rows for name, term in row.parameters]
    return [*rows, *([check.value, "off", ""] for check in parameters.off), ["", "name", parameters.name]]


def _refusal(fact: str, next_step: str) -> Refusal:
    return Refusal(
        code="audit.history",
        what="Nothing was audited",
        fact=f"the history does not fit: {fact}",
        rule="what is added to a history is examined as the lines before it were",
        next_step=next_step,
    )
