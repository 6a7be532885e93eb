"""Pure: what each side owes, side by side, what is late first, as a document."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from counterpart.capabilities.agreements.rules.facts import AgreementFacts, Party
from counterpart.capabilities.agreements.rules.obligations import ON_REQUEST, Owed, owed_by
from counterpart.engines.clocks.rules.promises import Clock
from counterpart.engines.reporting.rules.cells import Cell, Column, Kind, Mark, Shape, Table, Tone, marked, number, text
from counterpart.engines.reporting.rules.cells import day_in_words as said
from counterpart.engines.reporting.rules.document import Block, Document, Heading, Paragraph, Weight

LATE = Mark("Late", (Shape.CROSS,), Tone.BAD)
SOON = Mark("Due in a week", (Shape.ALERT,), Tone.CAUTION)
SHOWN = Mark("Waits to be verified", (Shape.ALERT,), Tone.CAUTION)
TO_COME = Mark("To come", (Shape.DOT,), Tone.PLAIN)
NOTHING_DUE = Mark("Nothing dated", (Shape.DASH,), Tone.PLAIN)


def obligations_told(agreement: AgreementFacts, clocks: Sequence[Clock], on: date) -> Document:
    """What each side owes: first the two side by side in numbers, then each obligation, what is late first."""
    owed = {party.name: owed_by(agreement, party.name, clocks, on) for party in agreement.parties}
    owing = [party for party in agreement.parties if owed[party.name]]
    blocks: list[Block] = []
    if owing:
        blocks = [_side_by_side(owing, owed), *(block for party in owing for block in _of(agreement, party, owed))]
    return Document(
        title="What each side owes",
        subtitle=_first(owing, owed),
        subject=agreement.reference,
        dated_on=on,
        blocks=tuple(blocks),
    )


def _first(owing: Sequence[Party], owed: Mapping[str, Sequence[Owed]]) -> str:
    if not owing:
        return "The terms name no obligations. A change of the terms can add them, for both sides."
    late = {party.name: sum(len(one.late) for one in owed[party.name]) for party in owing}
    if not any(late.values()):
        return "Nothing is late on either side."
    return "Late: " + ", ".join(f"{count} of the {party}" for party, count in late.items()) + "."


def _side_by_side(owing: Sequence[Party], owed: Mapping[str, Sequence[Owed]]) -> Table:
    columns = (Column("How many"), *(Column(_titled(party), Kind.NUMBER) for party in owing))

    def row(words: str, count: Callable[[Owed], int]) -> tuple[Cell, ...]:
        counts = [sum(count(one) for one in owed[party.name]) for party in owing]
        return (text(words), *(number(Decimal(each)) for each in counts))

    rows = (
        row("Late", lambda one: len(one.late)),
        row("Due in a week", lambda one: len(one.soon)),
        row("Shown, and to be verified by the other side", lambda one: len(one.shown)),
        row("To come", lambda one: len(one.to_come)),
        row("Done", lambda one: one.done),
        row("Due at meetings", lambda one: bool(one.obligation.group)),
        row("Owed on request", lambda one: one.obligation.when == ON_REQUEST),
    )
    return Table("Both sides, side by side", columns, rows)


def _titled(party: Party) -> str:
    return f"{party.name[:1].upper()}{party.name[1:]}"


def _of(agreement: AgreementFacts, party: Party, owed: Mapping[str, Sequence[Owed]]) -> tuple[Block, ...]:
    columns = (
        Column("Ref"),
        Column("What is owed"),
        Column("When"),
        Column("Accepted by"),
        Column("Clause"),
        Column("Where it stands", Kind.MARK),
        Column("Next"),
    )
    rows = tuple(_row(agreement, one) for one in owed[party.name])
    table = Table(f"What {party.organisation} owes, what is late first", columns, rows)
    closed = [one.obligation.ref for one in owed[party.name] if not one.admissible]
    note = (
        (
            Paragraph(
                f"What is recorded under {', '.join(closed)} is not admissible: it stays out of disputes, money and "
                "notices, so that both sides can speak openly.",
                Weight.NOTE,
            ),
        )
        if closed
        else ()
    )
    return (Heading(f"{party.organisation}, as {party.name}"), table, *note)


def _row(agreement: AgreementFacts, one: Owed) -> tuple[Cell, ...]:
    duty, first = one.obligation, one.first
    address = f"/agreements/{agreement.reference}/clocks/{first.reference}" if first else ""
    nil = ", a nil return too" if duty.nil_return else ""
    return (
        text(duty.ref),
        text(f"{duty.what}{nil}"),
        text(_when(one)),
        text(duty.accepted_by or "the other side"),
        text(duty.clause),
        marked(_mark(one)),
        text(_next(one), address),
    )


def _when(one: Owed) -> str:
    duty = one.obligation
    rhythm = {"month": "each month", "quarter": "each quarter", "year": "each year"}.get(duty.when, duty.when)
    if not duty.within:
        return rhythm
    start = {"once": "commencement", ON_REQUEST: "the request"}.get(duty.when, "its end")
    return f"{rhythm}, within {duty.within} of {start}"


def _mark(one: Owed) -> Mark:
    if one.late:
        count = len(one.late)
        return LATE if count == 1 else Mark(f"{count} late", LATE.shapes, LATE.tone)
    for clocks, mark in ((one.soon, SOON), (one.shown, SHOWN), (one.to_come, TO_COME)):
        if clocks:
            return mark
    if one.done:
        return Mark("Done", (Shape.TICK,), Tone.GOOD)
    if one.obligation.group:
        return Mark("At meetings", (Shape.DOT,), Tone.PLAIN)
    return Mark("On request", (Shape.DOT,), Tone.PLAIN) if one.obligation.when == ON_REQUEST else NOTHING_DUE


def _next(one: Owed) -> str:
    if one.first:
        return f"{one.first.reference}, due {said(one.first.due_on)}"
    if one.obligation.group:
        return f"a matter of each meeting of the {one.obligation.group}"
    return "when it is asked for" if one.obligation.when == ON_REQUEST else "nothing"
