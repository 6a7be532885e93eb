"""Pure: what the reports of the audits have in common."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from counterpart.capabilities.assurance.rules.parameters import Parameters, told
from counterpart.capabilities.assurance.rules.summary import Large, Left, Tally
from counterpart.engines.reporting.rules.cells import Column, Kind, Table, number, text
from counterpart.engines.reporting.rules.document import Block, Paragraph, Points


def by_check(findings: Mapping[Any, Tally], of: Parameters) -> Table:
    """How much each check found, in its order."""
    rows = tuple(
        (text(of.row(check).title), text(check.value), number(Decimal(tally.n)), number(exact(tally.counted), "£"))
        for check, tally in findings.items()
    )
    columns = (
        Column("What was found"), Column("Check"), Column("Findings", Kind.NUMBER), Column("Counted", Kind.NUMBER),
    )  # fmt: skip
    return Table("Findings by check, in the order in which money is counted", columns, rows)


def largest(found: Iterable[Large], *, named: bool = True) -> tuple[Block, ...]:
    """The findings that count most, each with its sentence, and whom it is about unless the sentence says so itself."""
    points = tuple(
        f"{pounds_of(large.counted)}{_by(large) if named else ''}: {large.because} ({large.finding_id})"
        for large in found
    )
    return (Points(points),) if points else (Paragraph("No finding counts any money."),)


def _by(large: Large) -> str:
    return f", {large.subcontractor or 'none named'}"


def left(out: Iterable[Left]) -> tuple[Block, ...]:
    """What was not checked and why, with how many rows and how much money that is."""
    points = tuple(f"{each.what}{_how_many(each)}: {each.why}." for each in out)
    if not points:
        return (Paragraph("Nothing was left out: every check was made on every line it can be made on."),)
    return (Points(points),)


def _how_many(each: Left) -> str:
    if each.n is None:
        return ""
    return f" ({each.n:,})" if each.billed is None else f" ({each.n:,}, {pounds_of(each.billed)})"


def parameters(of: Parameters) -> Table:
    """What the checks went by."""
    columns = (Column("Check"), Column("Goes by"), Column("Value"), Column("Source"), Column("Certainty"))
    rows = tuple(
        (
            text(row.check.value),
            text(name.replace("_", " ")),
            text(told(value)),
            text(value.source),
            text(value.certainty),
        )
        for row in of.rows
        for name, value in row.parameters
    )
    return Table("Parameters, where they come from and how sure they are", columns, rows)


def exact(pence: int) -> Decimal:
    return Decimal(pence).scaleb(-2)


def pounds_of(pence: int) -> str:
    return number(exact(pence), "£").words
