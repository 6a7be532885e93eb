"""Pure: what an audit of payments came to, in pence, and its report."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from counterpart.capabilities.assurance.rules.parameters import Parameters
from counterpart.capabilities.assurance.rules.payments import PaymentCheck
from counterpart.capabilities.assurance.rules.report_parts import by_check, largest, left, parameters, pounds_of
from counterpart.capabilities.assurance.rules.summary import Large, Left, Tally, maybe, pounds
from counterpart.engines.reporting.rules.cells import Column, Kind, Mark, Shape, Table, Tone, number, text
from counterpart.engines.reporting.rules.document import Block, Callout, Document, Heading, Paragraph, Points, Weight


@dataclass(frozen=True)
class Supplier:
    """A supplier with money in findings: its rows, what it was paid, and what may have been paid twice."""

    name: str
    number: str | None
    rows: int
    paid: int
    findings: int
    counted: int


@dataclass(frozen=True)
class PaymentsSummary:
    """`invoices` are those with the same total on several documents; `counted` are their documents but the first, and
    those of the same invoice written otherwise."""

    files: tuple[str, ...]
    rows: int
    paid: int
    credited: int
    findings: dict[PaymentCheck, Tally]
    invoices: int
    suppliers: tuple[Supplier, ...]
    largest: tuple[Large, ...]
    left: tuple[Left, ...]
    told: tuple[str, ...]
    parameters: Parameters
    engine: str = "duckdb"
    seconds: float = 0.0
    peak_memory_bytes: int = 0

    @property
    def counted(self) -> int:
        return sum(tally.counted for tally in self.findings.values())

    def as_data(self) -> dict[str, Any]:
        """As summary.json has it: money as strings of pounds and pence."""
        return {
            "files": list(self.files),
            "rows": self.rows,
            "paid": pounds(self.paid),
            "credited": pounds(self.credited),
            "paid_twice": pounds(self.counted),
            "invoices_paid_twice": self.invoices,
            "findings": {
                check.value: {"n": tally.n, "counted": pounds(tally.counted)} for check, tally in self.findings.items()
            },
            "by_supplier": [
                {
                    "supplier": own.name,
                    "supplier_id": own.number,
                    "rows": own.rows,
                    "paid": pounds(own.paid),
                    "findings": own.findings,
                    "counted": pounds(own.counted),
                }
                for own in self.suppliers
            ],
            "not_checked": [
                {"what": each.what, "why": each.why, "n": each.n, "paid": maybe(each.billed)} for each in self.left
            ],
            "read": list(self.told),
            "checks": self.parameters.name,
            "engine": self.engine,
            "seconds": self.seconds,
            "peak_memory_bytes": self.peak_memory_bytes,
        }


def report(summary: PaymentsSummary, *, on: date) -> Document:
    """What may have been paid twice, by check and supplier, the ten largest, and what was not checked."""
    n = len(summary.files)
    blocks: tuple[Block, ...] = (
        *_first(summary),
        Heading("By check"),
        by_check(summary.findings, summary.parameters),
        Paragraph(
            "Only the second and the third check count money: the total of each document but the first. What the "
            "others find is a reason to look.",
            Weight.NOTE,
        ),
        *_by_supplier(summary),
        Heading("The ten largest"),
        *largest(summary.largest, named=False),
        Heading("What was not checked"),
        *left(summary.left),
        *([Heading("How the files were read"), Points(summary.told)] if summary.told else ()),
        Heading("What the checks went by"),
        parameters(summary.parameters),
    )
    return Document(
        title="Audit of payments",
        subtitle=f"{summary.rows:,} payments in {n} {'file' if n == 1 else 'files'}, {pounds_of(summary.paid)} paid",
        subject="Published payments checked for invoices paid twice and for documents split below a limit",
        dated_on=on,
        blocks=blocks,
        foot=f"Checks: {summary.parameters.name}. Findings are reasons to ask, not proof of wrongdoing.",
    )


def _first(summary: PaymentsSummary) -> tuple[Block, ...]:
    n = sum(tally.n for tally in summary.findings.values())
    if not n:
        nothing = Mark("Nothing found", (Shape.TICK,), Tone.GOOD)
        return (Callout(nothing, f"All {summary.rows:,} payments were checked, and no check found anything."),)
    invoices = "1 invoice stands" if summary.invoices == 1 else f"{summary.invoices:,} invoices stand"
    lead = f"Of {pounds_of(summary.paid)} paid, {pounds_of(summary.counted)} may have been paid twice: {invoices} with "
    lead += "the same total on several documents."
    if not summary.counted:
        lead = f"Of {pounds_of(summary.paid)} paid, no invoice seems to have been paid twice."
    mark = Mark("To look at", (Shape.ALERT,), Tone.CAUTION)
    second = f"{n:,} findings on {summary.rows:,} payments."
    if summary.credited:
        second += f" Credits of {pounds_of(-summary.credited)} stand apart and were not set off."
    return Paragraph(lead, Weight.LEAD), Callout(mark, second)


def _by_supplier(summary: PaymentsSummary) -> tuple[Block, ...]:
    if not summary.suppliers:
        return ()
    columns = (
        Column("Supplier"), Column("Number"), Column("Payments", Kind.NUMBER), Column("Paid", Kind.NUMBER),
        Column("Findings", Kind.NUMBER), Column("Counted", Kind.NUMBER),
    )  # fmt: skip
    rows = tuple(
        (
            text(own.name),
            text(own.number or "none"),
            number(Decimal(own.rows)),
            number(Decimal(own.paid).scaleb(-2), "£"),
            number(Decimal(own.findings)),
            number(Decimal(own.counted).scaleb(-2), "£"),
        )
        for own in summary.suppliers
    )
    return Heading("By supplier"), Table("Suppliers with most that may have been paid twice", columns, rows)
