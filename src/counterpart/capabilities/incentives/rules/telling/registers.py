"""Pure: the register of waivers, the ledger of extension and the sums entered, as documents."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from counterpart.capabilities.incentives.rules.extension import Entry, projected_end
from counterpart.capabilities.incentives.rules.facts import money
from counterpart.capabilities.incentives.rules.statements import Waiver, forgone
from counterpart.capabilities.incentives.rules.sums import Entered
from counterpart.engines.library.rules.template import Template
from counterpart.engines.reporting.rules.cells import Column, Linked, Table, day, day_in_words, number, text
from counterpart.engines.reporting.rules.cells import Kind as Cells
from counterpart.engines.reporting.rules.document import Block, Document, Facts, Heading, Paragraph, Points, Weight
from counterpart.values.period import period


def waivers_page(agreement: str, waivers: Sequence[Waiver], on: date) -> Document:
    """Every deduction that was let go, with the total forgone."""
    told = forgone(waivers)
    if told:
        total = told[-1][1]
        lead = f"{money(total)} was forgone by {len(told)} waiver{'s' if len(told) > 1 else ''}."
    else:
        lead = "Nothing was waived. Where something is taken off, its line in the statement is where it can be let go."
    blocks: list[Block] = [Paragraph(lead, Weight.LEAD)]
    if told:
        blocks.append(_waivers(agreement, told))
    return Document(
        title="Waivers",
        subtitle="Deductions that were computed and let go, with the reason and the authority.",
        subject=agreement,
        dated_on=on,
        blocks=tuple(blocks),
    )


def _waivers(agreement: str, told: Sequence[tuple[Waiver, Decimal]]) -> Table:
    columns = (
        Column("Waiver"),
        Column("On", Cells.DATE),
        Column("Period"),
        Column("Rule"),
        Column("Forgone", Cells.NUMBER),
        Column("Total so far", Cells.NUMBER),
        Column("Why"),
        Column("Authority"),
        Column("Statement"),
    )
    rows = tuple(
        (
            text(w.reference),
            day(w.on),
            text(period(w.period).in_words),
            text(w.rule),
            number(w.amount, "£"),
            number(total, "£"),
            text(w.reason),
            text(w.authority),
            text(w.statement, f"/agreements/{agreement}/statements/{w.statement}"),
        )
        for w, total in told
    )
    return Table("In the order they were made", columns, rows)


def extension_page(
    agreement: str, entries: Sequence[Entry], ends_on: date | None, template: Template, on: date
) -> Document:
    """Years earned and lost, and the end that is projected."""
    projected = projected_end(ends_on, entries)
    blocks: list[Block] = [Paragraph(_extension_lead(entries, ends_on, projected, template), Weight.LEAD)]
    if ends_on and projected:
        blocks.append(
            Facts((("The term ends on", day_in_words(ends_on)), ("With the years that stand", day_in_words(projected))))
        )
    if entries:
        columns = (
            Column("Year"),
            Column("Years", Cells.NUMBER),
            Column("Stand after it", Cells.NUMBER),
            Column("Why"),
            Column("Clause"),
            Column("Statement"),
        )
        rows = tuple(
            (
                text(period(e.period).in_words),
                number(Decimal(e.years)),
                number(Decimal(e.standing)),
                text(e.because),
                text(e.clause),
                text(e.statement, f"/agreements/{agreement}/statements/{e.statement}"),
            )
            for e in entries
        )
        blocks += [Heading("Year by year"), Table("Years earned and lost", columns, rows)]
    blocks.append(
        Paragraph(
            "A year counts once the statement of its period is final. The term itself becomes longer by an act of the "
            "agreement; this is what has been earned.",
            Weight.NOTE,
        )
    )
    return Document(
        title="Extension",
        subtitle="Years that performance earned and lost.",
        subject=agreement,
        dated_on=on,
        blocks=tuple(blocks),
    )


def _extension_lead(entries: Sequence[Entry], ends_on: date | None, projected: date | None, template: Template) -> str:
    if not any(one.rule == "extension by score" for one in template.money):
        return "No rule of this agreement earns an extension."
    if not entries:
        return "No year has been earned or lost yet: none of the yearly statements is final."
    earned = sum(e.years for e in entries if e.years > 0)
    lost = -sum(e.years for e in entries if e.years < 0)
    said = f"{earned} year{'s' if earned != 1 else ''} earned, {lost} lost"
    end = f"; the projected end is {day_in_words(projected)}" if ends_on and projected else ""
    return f"{said}, {entries[-1].standing} standing{end}."


def sums_page(agreement: str, sums: Sequence[Entered], on: date) -> Document:
    """What was entered and money rests on."""
    lead = (
        f"{sum(one.stands for one in sums)} sums stand. Those that a later one replaced are told with it."
        if sums
        else "No sum is entered yet. A manager of either side enters the charges of a month here, with what shows them."
    )
    blocks: list[Block] = [Paragraph(lead, Weight.LEAD)]
    if sums:
        columns = (
            Column("Reference"),
            Column("What"),
            Column("Of"),
            Column("Amount", Cells.NUMBER),
            Column("What shows it"),
            Column("Entered", Cells.DATE),
            Column("By"),
            Column("Stands"),
        )
        rows = tuple(
            (
                text(one.sum.source),
                text(f"{one.sum.of}, {one.sum.about}" if one.sum.about else one.sum.of),
                text(f"{one.sum.on:%B %Y}"),
                number(one.sum.amount, "" if one.sum.of == "index" else "£"),
                text(one.evidence),
                day(one.on),
                text(one.party),
                text("yes" if one.stands else "no: entered again"),
            )
            for one in sums
        )
        blocks.append(Table("Sums, the newest first", columns, rows))
    blocks += [Heading("More"), Points((Linked("Statements", f"/agreements/{agreement}/statements"),))]
    return Document(
        title="Sums",
        subtitle="Charges, costs, savings, income and indices that the statements rest on.",
        subject=agreement,
        dated_on=on,
        blocks=tuple(blocks),
    )
