"""Pure: who funds an agreement and who bore what, as a document, which is a page and a file alike."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from counterpart.capabilities.frameworks.rules.funding import RULE, Cost, Funding, in_force, spent
from counterpart.capabilities.frameworks.rules.telling.frameworks import money
from counterpart.engines.reporting.rules.cells import Column, Table, day, day_in_words, number, text
from counterpart.engines.reporting.rules.cells import Kind as Cells
from counterpart.engines.reporting.rules.document import Block, Document, Heading, Paragraph, Weight


def funding_page(agreement: str, known: Sequence[Funding], costs: Sequence[Cost], on: date) -> Document:
    """What each funder puts in, and what each has borne."""
    now = in_force(known, on)
    blocks: list[Block] = [Paragraph(_lead(now, known, costs))]
    if now:
        blocks += [_contributions(now, costs), Paragraph(f"{RULE[:1].upper()}{RULE[1:]}.", Weight.NOTE)]
    if costs:
        blocks += [Heading("What was split"), _costs(costs)]
    return Document(
        title="Funding",
        subtitle="Who pays for this agreement together, and what each has borne, to the penny.",
        subject=agreement,
        dated_on=on,
        blocks=tuple(blocks),
    )


def _lead(now: Funding | None, known: Sequence[Funding], costs: Sequence[Cost]) -> str:
    if now is None:
        coming = f" The first begins on {day_in_words(known[0].since)}." if known else ""
        return f"No funding by several is agreed.{coming} A manager of the commissioner enters what each puts in here."
    total = sum((cost.amount for cost in costs), Decimal("0.00"))
    return (
        f"{len(now.contributions)} funders put in {money(now.total)}, {now.kind}, since {day_in_words(now.since)}; "
        f"{money(total)} was split among them."
    )


def _contributions(now: Funding, costs: Sequence[Cost]) -> Table:
    columns = (Column("Funder"), Column("Puts in", Cells.NUMBER), Column("Has borne", Cells.NUMBER))
    rows = [
        (text(part.funder), number(part.amount, "£"), number(spent(costs, part.funder), "£"))
        for part in now.contributions
    ]
    whole = sum((spent(costs, part.funder) for part in now.contributions), Decimal("0.00"))
    rows.append((text("All of them"), number(now.total, "£"), number(whole, "£")))
    return Table("Contributions", columns, tuple(rows))


def _costs(costs: Sequence[Cost]) -> Table:
    columns = (
        Column("On", Cells.DATE),
        Column("For"),
        Column("Amount", Cells.NUMBER),
        Column("Budget"),
        Column("Funder"),
        Column("Bears", Cells.NUMBER),
    )
    rows = tuple(
        (
            day(cost.on),
            text(cost.what),
            number(cost.amount, "£"),
            text(cost.kind),
            text(part.funder),
            number(part.amount, "£"),
        )
        for cost in costs
        for part in cost.parts
    )
    return Table("Costs, and who bore them", columns, rows)
