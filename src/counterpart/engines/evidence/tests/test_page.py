"""The page about files says what the kinds say."""

from pathlib import Path

import counterpart
from counterpart.engines.evidence.rules.kinds import KINDS

PAGE = Path(counterpart.__file__).parents[2] / "docs" / "reference" / "files.md"


def test_every_column_of_every_kind_stands_on_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for kind in KINDS.values():
        part = text.partition(f"### {kind.name}\n")[2].partition("\n#")[0]
        rows = [row.split(" | ") for row in part.splitlines() if row.startswith("| ")][1:]
        assert [row[0].removeprefix("| ") for row in rows] == [column.name for column in kind.columns]
        assert [row[2] for row in rows] == ["yes" if column.required else "" for column in kind.columns]
