"""The attack from the command line: every command that reads, as somebody of another partnership."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import typer
from typer.testing import CliRunner

from counterpart.cli.commands import app
from counterpart.cli.embedded import Server
from tests.security.canaries import found_in, readable, said_by, telling
from tests.security.partnerships import ADMINISTRATOR, OURS, THEIRS
from tests.security.seeding import two_partnerships

pytestmark = [pytest.mark.slow]
DECISIONS = ("approve", "refuse", "suspend", "reinstate", "remove")
OF_AN_AGREEMENT = {
    "figures": "{ref} 2007-08 --format json",
    "explain": "{ref} bv63 2007-08",
    "peers": "{ref} BV63",
    "export": "{ref} record --out {out} --with-evidence",
    "receipt": "{ref} 2007-08 --out {out}",
    "sign": "{ref} 2007-08",
    "close": "{ref} 2007-08 --out {out}.d",
    "intake": "{ref} returns {file} --dry-run",
    "blank": "{ref} returns --out {out}",
    "team show": "{ref}",
    "team give": "{ref} {theirs} --role observer --until 2027-01-01",
    "team end": "{ref} {theirs}",
    "team delegate": "{ref} --to {theirs} --since 2026-12-01 --until 2026-12-09",
    "team represent": "{ref} {theirs}",
    "team pair": "{ref} {theirs} {theirs}",
    "team subcontractor propose": "{ref} --name Roofers --scope Roofs --area North --reason Near",
    **{f"team subcontractor {verb}": "{ref} SUB-2008-0001 --reason Why" for verb in DECISIONS},
    "team subcontractor flow-down": "{ref} SUB-2008-0001 --document Order --principle value",
    "people appoint": "{theirs} --agreement {ref}",
    "do": "clock.met {ref} CLK-2008-0001 --set evidence=Sheet",
}
"""What each command that names an agreement is asked with, and is answered alike where there is none."""
OF_ONESELF = {"people data": "--out {out}", "people token": "{own} --label walked"}
OF_THE_INSTALLATION = {"doctor": "--json"}
WITHOUT_ONE = {
    "init", "demo", "serve", "worker", "migrate", "backup", "restore", "stop", "verify", "signal", "quartiles",
    "deadline", "templates list", "templates check", "agreement new", "appraise", "audit", "price", "digest",
}  # fmt: skip
"""Commands of whoever runs the installation, or of no installation at all."""
OF_ADMINISTRATORS = ("people ", "sign-on ")
"""Commands of administrators, who know people: asked in tests/api/test_access.py, as acts."""


def every_command() -> set[str]:
    def named(command: Any, before: str = "") -> Iterator[str]:
        if hasattr(command, "commands"):
            for name, inner in command.commands.items():
                yield from named(inner, f"{before} {name}".strip())
        else:
            yield before

    return set(named(typer.main.get_command(app)))


def test_every_command_stands_in_these_tables() -> None:
    left = every_command() - {*OF_AN_AGREEMENT, *OF_ONESELF, *OF_THE_INSTALLATION, *WITHOUT_ONE}
    left = {name for name in left if not name.startswith(OF_ADMINISTRATORS)}
    assert not left, f"Add to a table of {__name__} with what they are asked, or why they are not: {sorted(left)}"


def run(words: str, by: str | None, tmp_path: Path, **filled: str) -> tuple[int, str]:
    """A command run to its end as somebody: its exit code, and all that it said and wrote."""
    out = tmp_path / "out"
    out.unlink(missing_ok=True)
    given = [word.format(out=out, own=by, **filled) for word in words.split()]
    done = CliRunner().invoke(app, [*given, *(["--as", by] if by else [])])
    written = readable(out.read_bytes()) if out.is_file() else ""
    return done.exit_code, f"{done.output}\n{written}"


@pytest.fixture
def canaries(fresh: Server, home: Path, as_superuser: psycopg.Connection) -> list[str]:
    theirs, ours = two_partnerships(home)
    known = "\n".join([*said_by(as_superuser, ours.agreement.agreement_id), "2005-06"]).casefold()
    os.environ.pop("COUNTERPART_ACTOR", None)
    return telling([*said_by(as_superuser, theirs.agreement.agreement_id), THEIRS.mark, *THEIRS.people], known=known)


@pytest.mark.parametrize("by", [OURS.email("KPI manager"), OURS.email("contract manager"), ADMINISTRATOR])
def test_nobody_of_another_partnership_learns_a_thing_by_a_command(
    canaries: list[str], tmp_path: Path, home: Path, by: str
) -> None:
    file = tmp_path / "returns.csv"
    file.write_bytes(THEIRS.returns)
    there = every_command()
    for name, words in OF_AN_AGREEMENT.items():
        if name not in there:
            continue
        filled = {"file": str(file), "theirs": THEIRS.email("KPI manager")}
        here = run(f"{name} {words}", by, tmp_path, ref=THEIRS.reference, **filled)
        nowhere = run(f"{name} {words}", by, tmp_path, ref="ZEPHYR-VOLE", **filled)
        assert here[0] == 1, f"{name}: {here}"
        assert here[1] == nowhere[1].replace("ZEPHYR-VOLE", THEIRS.reference), name
        assert not found_in(here[1], canaries, but=[THEIRS.reference, *filled.values()]), name
    for name, words in (OF_ONESELF | OF_THE_INSTALLATION).items():
        code, said = run(f"{name} {words}", by if name in OF_ONESELF else None, tmp_path)
        assert code in (0, 1), said
        assert not found_in(said, canaries), f"{name}: {found_in(said, canaries)}"


def test_their_own_people_are_answered(canaries: list[str], tmp_path: Path, home: Path) -> None:
    code, said = run("figures {ref} 2007-08 --format json", THEIRS.email("auditor"), tmp_path, ref=THEIRS.reference)
    assert code == 0
    assert found_in(said, canaries)


def test_with_no_actor_a_command_reads_nothing(canaries: list[str], tmp_path: Path, home: Path) -> None:
    code, said = run("figures {ref} 2007-08", None, tmp_path, ref=THEIRS.reference)
    assert code == 1
    assert "it was not said who acts" in said
