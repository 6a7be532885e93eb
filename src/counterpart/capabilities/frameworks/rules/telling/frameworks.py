"""Pure: frameworks, call-offs and rates as documents, which are pages and files alike."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from counterpart.capabilities.frameworks.rules.shared import OPEN, Framework, Rate, compared
from counterpart.engines.access.roles import COMMISSIONER
from counterpart.engines.reporting.rules.cells import (
    Cell,
    Column,
    Linked,
    Mark,
    Shape,
    Table,
    Tone,
    day,
    day_in_words,
    marked,
    number,
    text,
)
from counterpart.engines.reporting.rules.cells import Kind as Cells
from counterpart.engines.reporting.rules.document import Block, Document, Facts, Heading, Paragraph, Weight

STATES = {OPEN: Mark("Open", (Shape.DOT,), Tone.PLAIN), "ended": Mark("Ended", (Shape.DASH,), Tone.PLAIN)}


def frameworks(agreement: str, known: Sequence[Framework], on: date) -> Document:
    """Which frameworks are shared, and how much of each is used."""
    blocks: list[Block] = []
    if known:
        used = sum((one.used for one in known), Decimal("0.00"))
        many = f"{len(known)} framework{'' if len(known) == 1 else 's'}"
        blocks.append(Paragraph(f"{money(used)} is called off from {many}."))
        columns = (
            Column("Reference"),
            Column("What"),
            Column("Lead authority"),
            Column("Ends", Cells.DATE),
            Column("May use it", Cells.NUMBER),
            Column("Called off", Cells.NUMBER),
            Column("At the most", Cells.NUMBER),
            Column("Stands", Cells.MARK),
        )
        blocks.append(Table("Frameworks", columns, tuple(_row(agreement, one, on) for one in known)))
    else:
        blocks.append(Paragraph("No framework is set up. A manager of the commissioner sets the first one up here."))
    return Document(
        title="Frameworks",
        subtitle="What several authorities use: one price and specification, each with contracts of its own.",
        subject=agreement,
        dated_on=on,
        blocks=tuple(blocks),
    )


def _row(agreement: str, one: Framework, on: date) -> tuple[Cell, ...]:
    return (
        text(one.reference, f"/agreements/{agreement}/frameworks/{one.reference}"),
        text(one.title),
        text(one.lead),
        day(one.ends_on),
        number(Decimal(len(one.may_use(on)))),
        number(one.used, "£"),
        number(one.most, "£"),
        marked(STATES[one.state]),
    )


def framework(one: Framework, on: date) -> Document:
    """One framework: who may call off and how much is left for each, and what was called off."""
    ways = f"/agreements/{one.agreement}/frameworks/{one.reference}/rates"
    facts: tuple[tuple[str, str | Linked], ...] = (
        ("Lead authority", one.lead),
        ("From", day_in_words(one.starts_on)),
        ("To", day_in_words(one.ends_on)),
        ("At the most", money(one.most) if one.most is not None else "No most is agreed"),
        ("Specification", one.specification or "–"),
        ("Rates", Linked("What is charged, as you may see it", ways)),
    )
    blocks: list[Block] = [Paragraph(_lead(one, on)), Facts(facts), Heading("Who may use it"), _access(one, on)]
    blocks.append(Heading("What was called off"))
    if one.call_offs:
        blocks.append(_call_offs(one))
    else:
        blocks.append(Paragraph("Nothing yet. Each call-off is a contract of its own and keeps this reference."))
    return Document(
        title=one.title,
        subtitle=f"{one.reference}, {one.state}",
        subject=one.agreement,
        dated_on=on,
        blocks=tuple(blocks),
    )


def _lead(one: Framework, on: date) -> str:
    left = f", and {money(one.most - one.used)} is left" if one.most is not None else ""
    ends = "It is ended." if one.state != OPEN else "Nothing more can be called off." if one.ends_on < on else ""
    return f"{money(one.used)} is called off{left}. {ends}".strip()


def _access(one: Framework, on: date) -> Table:
    columns = (
        Column("Authority"),
        Column("Since", Cells.DATE),
        Column("Share", Cells.NUMBER),
        Column("Volume", Cells.NUMBER),
        Column("Called off", Cells.NUMBER),
        Column("Left of its own", Cells.NUMBER),
    )
    rows = []
    for access in one.may_use(on):
        used = one.used_by(access.authority)
        own = one.own(access)
        left = None if own is None else own - used
        rows.append(
            (
                text(access.authority),
                day(access.since),
                number(access.share, "%"),
                number(access.volume, "£"),
                number(used, "£"),
                number(left, "£"),
            )
        )
    return Table("Who may use it", columns, tuple(rows))


def _call_offs(one: Framework) -> Table:
    columns = (
        Column("Reference"),
        Column("Framework"),
        Column("Authority"),
        Column("What"),
        Column("Supplier"),
        Column("Value", Cells.NUMBER),
        Column("From", Cells.DATE),
        Column("To", Cells.DATE),
        Column("How"),
    )
    rows = tuple(
        (
            text(made.reference),
            text(made.framework),
            text(made.authority),
            text(made.title),
            text(made.supplier),
            number(made.value, "£"),
            day(made.starts_on),
            day(made.ends_on),
            text(f"{made.how}: {made.explanation}" if made.explanation else made.how),
        )
        for made in one.call_offs
    )
    return Table("Call-offs", columns, rows)


def rates(one: Framework, known: Sequence[Rate], side: str, on: date) -> Document:
    """What is charged for each code: for commissioners by every provider, for a provider its own."""
    by_code = compared(known, on)
    providers = sorted({rate.provider for rates in by_code.values() for rate in rates.values()})
    blocks: list[Block] = [Paragraph(_rates_lead(by_code, providers))]
    if by_code:
        columns = (Column("Code"), Column("Unit"), *(Column(name.capitalize(), Cells.NUMBER) for name in providers))
        rows = tuple(
            (
                text(code),
                text(next(iter(rates.values())).unit),
                *(number(rates[name].rate if name in rates else None, "£") for name in providers),
            )
            for code, rates in by_code.items()
        )
        blocks.append(Table("Rates in force", columns, rows))
    wall = "Commissioners see the rates of every provider; a provider sees its own and no other’s."
    own = "You see all of them." if side == COMMISSIONER else "You see your own party’s."
    blocks.append(Paragraph(f"{wall} {own}", Weight.NOTE))
    return Document(
        title=f"Rates of {one.reference}",
        subtitle=one.title,
        subject=one.agreement,
        dated_on=on,
        blocks=tuple(blocks),
    )


def _rates_lead(by_code: dict[str, dict[str, Rate]], providers: Sequence[str]) -> str:
    if not by_code:
        return "There are no rates that you may see. A manager of a provider enters its own here."
    both = {code: rates for code, rates in by_code.items() if len(rates) > 1}
    codes = f"{len(by_code)} {'code has' if len(by_code) == 1 else 'codes have'} a rate in force"
    if not both:
        return f"{codes}, of {' and '.join(providers)}."
    wide = [max(r.rate for r in rates.values()) - min(r.rate for r in rates.values()) for rates in both.values()]
    return f"{codes}; {len(both)} can be compared, and the widest gap is {money(max(wide))}."


def money(amount: Decimal) -> str:
    return number(amount, "£").words
