"""`counterpart audit`: every charge checked against the schedule of rates, or every published payment against the
others. It needs no database and no Django."""

import json as json_text
import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from counterpart.cli import saying
from counterpart.cli.home import in_words
from counterpart.engines.clocks.now import now

if TYPE_CHECKING:
    from counterpart.capabilities.assurance.rules.payment_summary import PaymentsSummary
    from counterpart.capabilities.assurance.rules.summary import Summary

MADE_OF = frozenset({"findings.parquet", "findings.csv", "summary.json", "report.html"})
LEAST = 200
"""Megabytes below which DuckDB has no room to work."""
_S = TypeVar("_S", bound="Summary | PaymentsSummary")
_SIZE = re.compile(r"(\d{1,6})\s*(MB|GB)", re.IGNORECASE)


class Engine(StrEnum):
    DUCKDB = "duckdb"
    SPARK = "spark"


def _file(of: str) -> typer.models.OptionInfo:
    return typer.Option(metavar="FILE", help=f"{of}: CSV or Parquet.")  # type: ignore[no-any-return]


def audit(
    out: Annotated[Path, typer.Option(metavar="DIR", help="A folder to fill: empty, not there, or of an audit.")],
    lines: Annotated[Path | None, _file("The lines of the invoices")] = None,
    jobs: Annotated[Path | None, _file("The jobs they charge for")] = None,
    rates: Annotated[Path | None, _file("The schedule of rates, with the days each is in force")] = None,
    exclusions: Annotated[Path | None, _file("Codes that exclude each other")] = None,
    properties: Annotated[Path | None, _file("The properties")] = None,
    history: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="A folder that remembers: the files are then what came since the last audit."),
    ] = None,
    payments: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Published payments instead of lines, jobs and rates; once for each file."),
    ] = None,
    mapping: Annotated[
        str | None, typer.Option(metavar="ID_OR_FILE", help="How the payments are laid out: on the shelf, or a file.")
    ] = None,
    checks: Annotated[
        Path | None, typer.Option(metavar="FILE", help="YAML that changes what the checks go by.")
    ] = None,
    engine: Annotated[Engine, typer.Option(help="What works it out.")] = Engine.DUCKDB,
    memory: Annotated[str, typer.Option(help="How much memory it may take: 500MB, 2GB.")] = "2GB",
    json: Annotated[bool, typer.Option("--json", help="Answer, or refuse, in JSON.")] = False,
) -> None:
    """Check every charge: fourteen checks of each line against the rates in force, the jobs and the properties.

    Writes findings.parquet, findings.csv (the first 100,000), summary.json and report.html into the folder, whole or
    not at all. Money is counted once for each line; undercharges are shown, and never set off. With --history the lines
    and jobs are added to those of the audits before, and only what they touch is examined. With --payments, files of
    published payments are checked for invoices paid twice and for documents split below a limit.

    Example: counterpart audit --lines lines.csv --jobs jobs.csv --rates rates.csv --out audit
    """
    if engine is Engine.SPARK:
        raise typer.BadParameter("this version has no Spark engine yet; leave it out for duckdb", param_hint="--engine")
    given = {"lines": lines, "jobs": jobs, "rates": rates, "exclusions": exclusions, "properties": properties}
    files = {kind: file for kind, file in given.items() if file is not None}
    _must_go_together(files, payments, mapping, history)
    if history and history.resolve() == out.resolve():
        raise typer.BadParameter("name a folder of its own: --out is filled afresh each time", param_hint="--history")
    ceiling = _ceiling(memory)
    summary: Summary | PaymentsSummary
    with saying.working():
        if payments:
            summary = in_words(lambda: _paid(payments, mapping, checks, out=out, memory=ceiling), as_json=json)
        else:
            summary = in_words(lambda: _audited(files, checks, history, out=out, memory=ceiling), as_json=json)
    if json:
        saying.as_json(summary.as_data())
    else:
        _show(summary, out)


def _must_go_together(
    files: dict[str, Path], payments: list[Path] | None, mapping: str | None, history: Path | None
) -> None:
    if payments and history:
        raise typer.BadParameter("payments are audited as they are, without a history", param_hint="--history")
    if payments and files:
        raise typer.BadParameter(
            f"payments are audited by themselves, without {', '.join(files)}", param_hint="--payments"
        )
    if mapping and not payments:
        raise typer.BadParameter("a mapping is for --payments", param_hint="--mapping")
    for kind in ("lines", "jobs", "rates"):
        if not payments and kind not in files:
            raise typer.BadParameter("it is needed, unless there are --payments", param_hint=f"--{kind}")


def _ceiling(memory: str) -> str:
    said = _SIZE.fullmatch(memory.strip())
    megabytes = int(said[1]) * (1_000 if said[2].upper() == "GB" else 1) if said else 0
    if megabytes < LEAST:
        raise typer.BadParameter(f"“{memory}” is not a size such as 2GB, {LEAST}MB at the least", param_hint="--memory")
    return f"{megabytes}MB"


def _audited(files: dict[str, Path], checks: Path | None, history: Path | None, *, out: Path, memory: str) -> "Summary":
    from counterpart.capabilities.assurance.queries.adding import add
    from counterpart.capabilities.assurance.queries.auditing import audit as work
    from counterpart.capabilities.assurance.queries.history import history_in
    from counterpart.capabilities.assurance.queries.shelf import changed, parameters
    from counterpart.capabilities.assurance.queries.summing import remembered
    from counterpart.capabilities.assurance.rules.report import report

    by = changed(checks, parameters()) if checks else parameters()
    if history is None:
        return _filled(out, lambda folder, today: work(files, by, folder=folder, today=today, memory=memory), report)
    past = history_in(history)

    def go(folder: Path, today: date) -> "Summary":
        if past.times:
            return add(files, by, past, folder=folder, today=today, memory=memory)
        keep = partial(remembered, history=past)
        return work(files, by, folder=folder, today=today, memory=memory, keep=keep, beside=past.folder)

    summary = _filled(out, go, report)
    past.settle()
    return summary


def _paid(files: list[Path], mapping: str | None, checks: Path | None, *, out: Path, memory: str) -> "PaymentsSummary":
    from counterpart.capabilities.assurance.queries.payments import audit_payments
    from counterpart.capabilities.assurance.queries.shelf import changed, of_payments
    from counterpart.capabilities.assurance.rules.payment_summary import report
    from counterpart.cli.agreements import declared

    goes_by = changed(checks, of_payments()) if checks else of_payments()
    layout = declared(mapping).mapping if mapping else None

    def work(folder: Path, today: date) -> "PaymentsSummary":
        return audit_payments(files, goes_by, folder=folder, today=today, declared=layout, memory=memory)

    return _filled(out, work, report)


def _filled(out: Path, work: Callable[[Path, date], _S], report: Callable[..., Any]) -> _S:
    """Fill the folder with what an audit finds, its summary and its report, whole."""
    from dataclasses import replace
    from time import perf_counter

    from counterpart.engines.evidence.duck import peak_memory
    from counterpart.engines.evidence.folders import filling
    from counterpart.engines.reporting.web import written

    began, today = perf_counter(), now().date()
    with filling(out, made_of=MADE_OF) as folder:
        summary = work(folder, today)
        summary = replace(summary, seconds=round(perf_counter() - began, 2), peak_memory_bytes=peak_memory())
        data = json_text.dumps(summary.as_data(), ensure_ascii=False, indent=2)
        (folder / "summary.json").write_text(data + "\n", encoding="utf-8")
        (folder / "report.html").write_bytes(written(report(summary, on=today)))
    return summary


def _show(summary: "Summary | PaymentsSummary", out: Path) -> None:
    data = summary.as_data()
    if "lines" in data:
        print(f"{data['lines']:,} lines, £{data['billed']} billed")
        print(f"Overcharge £{data['overcharge']}, undercharge £{data['undercharge']}")
    else:
        print(f"{data['rows']:,} payments, £{data['paid']} paid, £{data['credited']} credited")
        print(f"Perhaps paid twice £{data['paid_twice']}, {data['invoices_paid_twice']:,} invoices")
    for check, tally in data["findings"].items():
        print(f"  {check:15} {tally['n']:>10,} {'£' + tally['counted']:>16}")
    for left in summary.left:
        print(saying.visible(f"Not checked: {left.what}{'' if left.n is None else f' ({left.n:,})'}: {left.why}"))
    print(f"Report: {out / 'report.html'}")
