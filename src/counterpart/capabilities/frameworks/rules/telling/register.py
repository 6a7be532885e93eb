"""Pure: the register of contracts, and the regime with its notices, as documents, which are pages and files alike."""

from collections.abc import Sequence
from datetime import date

from counterpart.capabilities.frameworks.rules.regimes import EXEMPT, Standing, evidence_in_words
from counterpart.capabilities.frameworks.rules.register import Entry, clean, counted
from counterpart.engines.clocks.rules.promises import Clock
from counterpart.engines.clocks.rules.promises import Standing as Stands
from counterpart.engines.library.rules.scope import Regime
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
from counterpart.engines.reporting.rules.document import Block, Document, Facts, Heading, Paragraph, Points, Weight
from counterpart.values.money import exact

CODE = "Local Government Transparency Code 2015, contracts register"
_TEXTS = ("reference", "title", "department", "description", "supplier", "supplier_number")
_COLUMNS = (
    Column("Reference"),
    Column("Title"),
    Column("Department"),
    Column("Description"),
    Column("Supplier"),
    Column("Supplier’s number"),
    Column("Value in all", Cells.NUMBER),
    Column("Value a year", Cells.NUMBER),
    Column("Irrecoverable VAT", Cells.NUMBER),
    Column("Start", Cells.DATE),
    Column("End", Cells.DATE),
    Column("Review", Cells.DATE),
    Column("Expires now", Cells.DATE),
    Column("How it was bought"),
    Column("SME"),
    Column("VCSE"),
    Column("Line", Cells.NUMBER, for_data=True),
    Column("Faults"),
)
LATE = (Stands.LATE, Stands.LONG_LATE)


def register(agreement: str, known: Sequence[Entry], on: date) -> Document:
    """Every contract of the register, and what is wrong with it."""
    blocks: list[Block] = [Paragraph(_lead(known))]
    if known:
        faults = counted(known)
        if faults:
            told = tuple(f"{fault.value[:1].upper()}{fault.value[1:]}: {_rows(many)}" for fault, many in faults.items())
            blocks += [Heading("What is wrong with it"), Points(told)]
            blocks.append(Paragraph("A fault is kept as it was published, and told; it is never mended.", Weight.NOTE))
        blocks += [Heading("The contracts"), Table("Register of contracts", _COLUMNS, tuple(map(_row, known)))]
    return Document(
        title="Register of contracts",
        subtitle=f"With the fields of the {CODE}.",
        subject=agreement,
        dated_on=on,
        blocks=tuple(blocks),
    )


def _lead(known: Sequence[Entry]) -> str:
    if not known:
        return (
            "The register is empty. Whoever sends figures for the commissioner takes in the file that was published, "
            "or enters one contract at a time."
        )
    return f"{len(known):,} contracts, {clean(known):,} of them without a fault."


def _rows(many: int) -> str:
    return "one row" if many == 1 else f"{many:,} rows"


def _row(entry: Entry) -> tuple[Cell, ...]:
    return (
        *(text(entry.text(name)) for name in _TEXTS),
        *(number(entry.money.get(name), "£") for name in ("total_value", "annual_value", "irrecoverable_vat")),
        *(day(entry.days.get(name)) for name in ("starts_on", "ends_on", "review_on", "expires_on")),
        text(entry.text("process")),
        *(text(entry.text(name)) for name in ("sme", "vcse")),
        number(exact(str(entry.line)) if entry.line else None),
        text("; ".join(str(note) for note in entry.notes)),
    )


def regime(agreement: str, stands: Standing | None, notices: Sequence[Clock], on: date) -> Document:
    """Under what law the agreement stands, with what evidence, and what must be published by when."""
    blocks: list[Block] = [Paragraph(_regime_lead(stands, notices, on))]
    if stands:
        facts: tuple[tuple[str, str | Linked], ...] = (
            ("Law", stands.regime.value),
            ("What is bought", f"{stands.kind}, light touch" if stands.light_touch else stands.kind),
            ("Value", number(stands.value, "£").words),
            ("Evidence", evidence_in_words(stands)),
            ("Tested on", day_in_words(stands.tested_on)),
        )
        blocks.append(Facts(facts))
    if notices:
        blocks += [Heading("Notices"), _notices(agreement, notices, on)]
    blocks.append(
        Paragraph(
            "Each notice rests on a dated row with its source. This is no legal advice, and what can be contested is "
            "told so.",
            Weight.NOTE,
        )
    )
    return Document(
        title="Procurement regime and notices",
        subtitle="What the law asks to be published about this contract, and by when.",
        subject=agreement,
        dated_on=on,
        blocks=tuple(blocks),
    )


def _regime_lead(stands: Standing | None, notices: Sequence[Clock], on: date) -> str:
    if stands is None:
        return (
            "It is not recorded under what law the agreement stands, so no notice is counted. A manager of the "
            "commissioner records it here, with its evidence."
        )
    running = [one for one in notices if one.is_open]
    if running:
        late = sum(one.due_on < on for one in running)
        first = f"the next is due by {day_in_words(min(one.due_on for one in running))}"
        return f"{len(running)} to publish, {late} of them late; {first}."
    if stands.regime in EXEMPT:
        return f"It stands under: {stands.regime.value}. No statutory notice is asked for, and the evidence is kept."
    extra = " A voluntary assessment can still be published." if stands.regime is Regime.PCR2015 else ""
    return f"It stands under: {stands.regime.value}. No notice is running.{extra}"


def _notices(agreement: str, notices: Sequence[Clock], on: date) -> Table:
    columns = (
        Column("Notice"),
        Column("Due", Cells.DATE),
        Column("How that day came about"),
        Column("Source"),
        Column("Clock"),
        Column("Stands", Cells.MARK),
    )
    rows = tuple(
        (
            text(one.what),
            day(one.due_on),
            text(one.because),
            text(one.source),
            text(one.reference, f"/agreements/{agreement}/clocks/{one.reference}"),
            marked(_mark(one, on)),
        )
        for one in notices
    )
    return Table("Notices", columns, rows)


def _mark(clock: Clock, on: date) -> Mark:
    stands = clock.standing(on)
    shape, tone = (Shape.DOT, Tone.PLAIN) if clock.is_open else (Shape.TICK, Tone.GOOD)
    if stands in LATE:
        shape, tone = Shape.CROSS, Tone.BAD
    return Mark(stands.value.capitalize(), (shape,), tone)
