"""Pure: returns as documents, which are pages and files alike."""

from collections.abc import Sequence
from datetime import date

from counterpart.capabilities.performance.rules.returning import (
    ASSURED,
    COUNTERSIGNED,
    DUE,
    QUERIED,
    SEALED,
    SIGNED,
    SUBMITTED,
    Quality,
    Return,
    Taken,
)
from counterpart.capabilities.performance.rules.returns import Returned
from counterpart.engines.reporting.rules.cells import (
    Cell,
    Column,
    Kind,
    Linked,
    Mark,
    Shape,
    Table,
    Tone,
    day,
    day_in_words,
    marked,
    text,
)
from counterpart.engines.reporting.rules.document import Block, Document, Facts, Heading, Paragraph, Points, Weight

MARKS = {
    DUE: Mark("Due", (Shape.DOT,), Tone.PLAIN),
    SUBMITTED: Mark("Submitted", (Shape.UP,), Tone.PLAIN),
    QUERIED: Mark("Queried", (Shape.ALERT,), Tone.CAUTION),
    SIGNED: Mark("Signed by its owner", (Shape.TICK,), Tone.PLAIN),
    ASSURED: Mark("Assured", (Shape.TICK, Shape.TICK), Tone.GOOD),
    COUNTERSIGNED: Mark("Countersigned", (Shape.TICK, Shape.TICK, Shape.TICK), Tone.GOOD),
    SEALED: Mark("Sealed", (Shape.DIAMOND,), Tone.GOOD),
}
LATE = Mark("Late", (Shape.CROSS,), Tone.BAD)
QUALITIES = {
    Quality.GOOD: Mark("Good", (Shape.TICK,), Tone.GOOD),
    Quality.DOUBT: Mark("Some doubt", (Shape.ALERT,), Tone.CAUTION),
    Quality.POOR: Mark("Poor", (Shape.CROSS,), Tone.BAD),
}


def mark_of(one: Return, on: date) -> Mark:
    """How far a return has come; one that is due is late once its day has passed."""
    return LATE if one.state == DUE and on > one.due_on else MARKS[one.state]


def inbox(agreement: str, returns: Sequence[Return], values: dict[tuple[str, str], str], on: date) -> Document:
    """What must be sent, and how far each return has come, newest period first. `values` are those that stand."""
    due = [one for one in returns if one.state == DUE]
    late = [one for one in due if on > one.due_on]
    queried = [one for one in returns if one.state == QUERIED]
    if not returns:
        said = "No returns are called for yet. The performance officer calls for those of a period."
    else:
        said = f"{len(due)} to send" + (f", {len(late)} of them late" if late else "") + f"; {len(queried)} queried."
    blocks: list[Block] = []
    for when in dict.fromkeys(one.period for one in returns):
        rows = tuple(_row(one, values, on) for one in returns if one.period == when)
        columns = (Column("Return"), Column("Indicator"), Column("Value"), Column("Due", Kind.DATE))
        blocks.append(Table(f"Returns of {when}", (*columns, Column("Stands", Kind.MARK)), rows))
    return Document("Returns", said, agreement, on, tuple(blocks))


def _row(one: Return, values: dict[tuple[str, str], str], on: date) -> tuple[Cell, ...]:
    return (
        text(one.reference, f"/agreements/{one.agreement}/returns/{one.reference}"),
        text(f"{one.indicator} {one.title}"),
        text(values.get((one.indicator, one.period), "–")),
        day(one.due_on),
        marked(mark_of(one, on)),
    )


def return_told(one: Return, figures: Sequence[Returned], on: date) -> Document:
    """One return: what was sent, where it came from, whose hands were on it, how good its data are."""
    told = mark_of(one, on).words
    blocks: list[Block] = [
        Paragraph(f"{told}. It is the {one.sender}’s, due {day_in_words(one.due_on)}.", Weight.LEAD),
        Facts(
            (
                ("Indicator", Linked(one.title, f"/agreements/{one.agreement}/indicators/{one.indicator}")),
                ("Period", one.period),
                ("What hands are put under", one.digest or "nothing was sent yet"),
            )
        ),
    ]
    blocks += _figures(figures)
    blocks += _quality(one)
    blocks.append(Heading("What was done about it"))
    steps = tuple(_step(step) for step in one.steps)
    blocks.append(Points(steps) if steps else Paragraph("Nothing yet: it waits to be sent."))
    return Document(f"{one.indicator}, {one.period}", f"A return, {one.reference}", one.agreement, on, tuple(blocks))


def _figures(figures: Sequence[Returned]) -> list[Block]:
    if not figures:
        return []
    rows = tuple(
        (
            text(figure.area or "The whole"),
            text(figure.in_words),
            text(figure.comment or "–"),
            text(f"{figure.source.file}, line {figure.source.line}"),
        )
        for figure in figures
    )
    columns = (Column("Area"), Column("Figure"), Column("Comment"), Column("Where it came from"))
    return [Table("What was sent", columns, rows)]


def _quality(one: Return) -> list[Block]:
    judged = one.judgements()
    if not judged:
        return []
    rows = tuple(
        (text(each.dimension.value.capitalize()), marked(QUALITIES[each.quality]), text(each.reason or "–"))
        for each in judged
    )
    columns = (Column("Dimension"), Column("Found", Kind.MARK), Column("Why"))
    return [Table("How good the data are", columns, rows)]


def _step(step: Taken) -> str:
    said = f"{day_in_words(step.on)}: {step.verb} by {step.by}"
    said += f" for the {step.party}" if step.party else ""
    said += f": {step.words}" if step.words else ""
    return said + (f": {step.document}" if step.document else "")
