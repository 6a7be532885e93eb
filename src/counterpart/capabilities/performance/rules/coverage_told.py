"""Pure: how the indicators cover the work, as a document."""

from collections.abc import Sequence
from datetime import date

from counterpart.capabilities.performance.rules.coverage import Coverage, Covered, Habit, Measured, Share
from counterpart.engines.clocks.rules.promises import Clock
from counterpart.engines.library.rules.indicators import Indicator
from counterpart.engines.reporting.rules.cells import (
    Cell,
    Column,
    Kind,
    Linked,
    Mark,
    Shape,
    Table,
    Tone,
    day_in_words,
    marked,
    number,
    text,
)
from counterpart.engines.reporting.rules.document import Block, Callout, Document, Heading, Paragraph, Points, Weight

COVERED = Mark("Measured", (Shape.TICK,), Tone.GOOD)
NONE = Mark("Nothing measures it", (Shape.CROSS,), Tone.BAD)
TO_RAISE = Mark("For the next review", (Shape.ALERT,), Tone.CAUTION)


def coverage(one: Coverage, review: Clock | None, raised: Sequence[Clock], on: date) -> Document:
    """Do the indicators still measure the work? Services, objectives, and indicators that tell nothing new."""
    blocks: list[Block] = []
    if one.to_raise:
        blocks.append(Callout(TO_RAISE, _when(review, raised)))
    blocks += [*_services(one), *_objectives(one), *_habits(one)]
    return Document(
        title="Do the indicators measure the work?",
        subtitle=_lead(one),
        subject=one.agreement,
        dated_on=on,
        blocks=tuple(blocks),
    )


def _lead(one: Coverage) -> str:
    told = []
    if one.services:
        told.append(f"{len(one.unmeasured_services)} of {len(one.services)} services")
    if one.objectives:
        told.append(f"{len(one.unmeasured_objectives)} of {len(one.objectives)} objectives")
    said = f"Nothing measures {' and '.join(told)}" if told else "The terms name no services and no objectives"
    missed, discussed = len(one.never_missed), len(one.never_discussed)
    return f"{said}; {missed} indicators were never missed, and {discussed} never discussed, in {one.periods} periods."


def _when(review: Clock | None, raised: Sequence[Clock]) -> str:
    if raised:
        return f"It is raised at the review of {day_in_words(raised[0].due_on)}."
    if review:
        return f"The next review is due on {day_in_words(review.due_on)}: {review.what}. It can be raised there."
    return "No review is to come at which this could be raised."


def _services(one: Coverage) -> list[Block]:
    heading = Heading(f"Services in {one.year.in_words}")
    if not one.services:
        return [heading, Paragraph("The terms name no services. They are named by a change of the terms.")]
    columns = (
        Column("Service"),
        Column("Share of spend", Kind.NUMBER),
        Column("Share of complaints", Kind.NUMBER),
        Column("Share of indicators", Kind.NUMBER),
        Column("Indicators"),
        Column("Measured", Kind.MARK),
    )
    rows = tuple(_service(one, covered) for covered in one.services)
    blocks: list[Block] = [heading, Table(f"Services in {one.year.in_words}", columns, rows)]
    sources = dict.fromkeys(s.source for c in one.services for s in (c.spend, c.complaints) if s)
    if sources:
        blocks.append(Paragraph(f"Spend and complaints are from: {'; '.join(sources)}.", Weight.NOTE))
    else:
        blocks.append(Paragraph("Spend and complaints of this year are not entered yet."))
    if one.of_no_service:
        blocks.append(Paragraph(f"Of no service: {', '.join(i.code for i in one.of_no_service)}."))
    return blocks


def _service(one: Coverage, covered: Covered) -> tuple[Cell, ...]:
    return (
        text(covered.area.name),
        _share(covered.spend),
        _share(covered.complaints),
        _share(covered.share),
        text(_codes(covered.indicators)),
        marked(COVERED if covered.indicators else NONE),
    )


def _objectives(one: Coverage) -> list[Block]:
    heading = Heading("Objectives")
    if not one.objectives:
        return [heading, Paragraph("The terms name no objectives.")]
    rows = tuple(_objective(measured) for measured in one.objectives)
    columns = (Column("Objective"), Column("What it is"), Column("Indicators"), Column("Measured", Kind.MARK))
    return [heading, Table("Objectives and what measures them", columns, rows)]


def _objective(one: Measured) -> tuple[Cell, ...]:
    mark = COVERED if one.indicators else NONE
    return (text(one.objective.ref), text(one.objective.words), text(_codes(one.indicators)), marked(mark))


def _habits(one: Coverage) -> list[Block]:
    blocks: list[Block] = [Heading(f"Never missed in {one.periods} periods")]
    blocks += _listed(one, one.never_missed, "None: every indicator missed a target, or has had too few periods.")
    blocks.append(Heading(f"Never discussed in {one.periods} periods"))
    blocks += _listed(one, one.never_discussed, "None: every indicator was discussed, or has had too few periods.")
    note = "A figure was discussed where its return was queried or answered, or a difficulty was raised on it."
    if one.too_few:
        note += f" Fewer than {one.periods} periods are known of {_codes(one.too_few)}."
    return [*blocks, Paragraph(note, Weight.NOTE)]


def _listed(one: Coverage, habits: Sequence[Habit], none: str) -> list[Block]:
    points = tuple(
        Linked(
            f"{h.indicator.code} {h.indicator.title}, {h.periods[0].in_words} to {h.periods[-1].in_words}",
            f"/agreements/{one.agreement}/indicators/{h.indicator.code}",
        )
        for h in habits
    )
    return [Points(points) if points else Paragraph(none)]


def _share(share: Share | None) -> Cell:
    return number(share.percent if share else None, "%")


def _codes(indicators: Sequence[Indicator]) -> str:
    return ", ".join(one.code for one in indicators) or "–"
