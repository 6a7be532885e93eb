"""`counterpart audit`: every charge checked against the schedule of rates. It needs no database and no Django."""

import json as json_text
import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from counterpart.cli import saying
from counterpart.cli.home import in_words
from counterpart.engines.clocks.now import now

if TYPE_CHECKING:
    from counterpart.capabilities.assurance.rules.summary import Summary

MADE_OF = frozenset({"findings.parquet", "findings.csv", "summary.json", "report.html"})
LEAST = 200
"""Megabytes below which DuckDB has no room to work."""
_SIZE = re.compile(r"(\d{1,6})\s*(MB|GB)", re.IGNORECASE)


class Engine(StrEnum):
    DUCKDB = "duckdb"
    SPARK = "spark"


def _file(of: str) -> typer.models.OptionInfo:
    return typer.Option(metavar="FILE", help=f"{of}: CSV or Parquet.")  # type: ignore[no-any-return]


def audit(
    lines: Annotated[Path, _file("The lines of the invoices")],
    jobs: Annotated[Path, _file("The jobs they charge for")],
    rates: Annotated[Path, _file("The schedule of rates, with the days each is in force")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="A folder to fill: empty, not there, or of an audit.")],
    exclusions: Annotated[Path | None, _file("Codes that exclude each other")] = None,
    properties: Annotated[Path | None, _file("The properties")] = None,
    checks: Annotated[
        Path | None, typer.Option(metavar="FILE", help="YAML that changes what the checks go by.")
    ] = None,
    engine: Annotated[Engine, typer.Option(help="What works it out.")] = Engine.DUCKDB,
    memory: Annotated[str, typer.Option(help="How much memory it may take: 500MB, 2GB.")] = "2GB",
    json: Annotated[bool, typer.Option("--json", help="Answer, or refuse, in JSON.")] = False,
) -> None:
    """Check every charge: fourteen checks of each line against the rates in force, the jobs and the properties.

    Writes findings.parquet, findings.csv (the first 100,000), summary.json and report.html into the folder, whole or
    not at all. Money is counted once for each line; undercharges are shown, and never set off.

    Example: counterpart audit --lines lines.csv --jobs jobs.csv --rates rates.csv --out audit
    """
    if engine is Engine.SPARK:
        raise typer.BadParameter("this version has no Spark engine yet; leave it out for duckdb", param_hint="--engine")
    given = {"lines": lines, "jobs": jobs, "rates": rates, "exclusions": exclusions, "properties": properties}
    files = {kind: file for kind, file in given.items() if file is not None}
    ceiling = _ceiling(memory)
    with saying.working():
        summary = in_words(lambda: _audited(files, checks, out=out, memory=ceiling), as_json=json)
    if json:
        saying.as_json(summary.as_data())
    else:
        _show(summary, out)


def _ceiling(memory: str) -> str:
    said = _SIZE.fullmatch(memory.strip())
    megabytes = int(said[1]) * (1_000 if said[2].upper() == "GB" else 1) if said else 0
    if megabytes < LEAST:
        raise typer.BadParameter(f"“{memory}” is not a size such as 2GB, {LEAST}MB at the least", param_hint="--memory")
    return f"{megabytes}MB"


def _audited(files: dict[str, Path], checks: Path | None, *, out: Path, memory: str) -> "Summary":
    from dataclasses import replace
    from time import perf_counter

    from counterpart.capabilities.assurance.queries.auditing import audit as work
    from counterpart.capabilities.assurance.queries.shelf import changed, parameters
    from counterpart.capabilities.assurance.rules.report import report
    from counterpart.engines.evidence.duck import peak_memory
    from counterpart.engines.evidence.folders import filling
    from counterpart.engines.reporting.web import written

    began, today = perf_counter(), now().date()
    goes_by = changed(checks, parameters()) if checks else parameters()
    with filling(out, made_of=MADE_OF) as folder:
        summary = work(files, goes_by, folder=folder, today=today, memory=memory)
        summary = replace(summary, seconds=round(perf_counter() - began, 2), peak_memory_bytes=peak_memory())
        data = json_text.dumps(summary.as_data(), ensure_ascii=False, indent=2)
        (folder / "summary.json").write_text(data + "\n", encoding="utf-8")
        (folder / "report.html").write_bytes(written(report(summary, on=today)))
    return summary


def _show(summary: "Summary", out: Path) -> None:
    data = summary.as_data()
    print(f"{summary.lines:,} lines, £{data['billed']} billed")
    print(f"Overcharge £{data['overcharge']}, undercharge £{data['undercharge']}")
    for check, tally in data["findings"].items():
        print(f"  {check:14} {tally['n']:>10,} {'£' + tally['counted']:>16}")
    for left in summary.left:
        print(saying.visible(f"Not checked: {left.what}{'' if left.n is None else f' ({left.n:,})'}: {left.why}"))
    print(f"Report: {out / 'report.html'}")
