"""Pure: proposals, clocks and promises as documents, which are pages and files alike."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from counterpart.capabilities.worklist.rules.due import days_in_words, mark_of, whose
from counterpart.engines.acts.rules import GROUP, Proposed
from counterpart.engines.clocks.rules.promises import Clock, Standing, Step, counted
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

SHOWN: Mapping[str, str] = {
    "open": "What is open",
    "late": "What is late",
    "six-months": "Late by six months and more",
    "recommendations": "Recommendations",
    "actions": "Actions",
    "all": "Everything, with what is done",
}
"""What the list of clocks and promises can be narrowed to."""
_COLUMNS = (
    Column("Reference"),
    Column("What"),
    Column("Whose"),
    Column("Due", Cells.DATE),
    Column("First set", Cells.DATE),
    Column("Re-dated", Cells.NUMBER),
    Column("Stands", Cells.MARK),
)
STATES = {
    "open": Mark("Open", (Shape.DOT,), Tone.PLAIN),
    "performed": Mark("Done", (Shape.TICK,), Tone.GOOD),
    "refused": Mark("Refused", (Shape.CROSS,), Tone.BAD),
    "withdrawn": Mark("Withdrawn", (Shape.DASH,), Tone.PLAIN),
    "lapsed": Mark("Lapsed", (Shape.DASH,), Tone.PLAIN),
}


def narrowed(clocks: Iterable[Clock], shown: str, on: date) -> list[Clock]:
    """Those of some clocks and promises that a part of the list shows."""
    kept = list(clocks)
    match shown:
        case "all":
            return kept
        case "late":
            return [c for c in kept if c.standing(on) in (Standing.LATE, Standing.LONG_LATE)]
        case "six-months":
            return [c for c in kept if c.standing(on) is Standing.LONG_LATE]
        case "recommendations" | "actions":
            return [c for c in kept if c.about == shown.removesuffix("s")]
    return [c for c in kept if c.is_open]


def tracker(agreement: str, clocks: Sequence[Clock], shown: str, on: date) -> Document:
    """What runs in an agreement: what is late first, each with the day first set."""
    kept = narrowed(clocks, shown, on)
    counts = counted(clocks, on)
    said = (
        f"{counts.late} of {counts.total} {'is' if counts.late == 1 else 'are'} late" if counts.late else "None is late"
    )
    if counts.long_late:
        said += f", {counts.long_late} by six months and more"
    ways = tuple(Linked(words, f"?show={name}") for name, words in SHOWN.items())
    blocks: list[Block] = [Paragraph(f"{said}; {counts.done} done, {counts.redated} re-dated.")]
    if kept:
        ordered = sorted(kept, key=lambda clock: (not clock.is_open, clock.due_on, clock.reference))
        blocks.append(Points(ways))
        blocks.append(Table(SHOWN.get(shown, SHOWN["open"]), _COLUMNS, tuple(_row(clock, on) for clock in ordered)))
    else:
        blocks.append(
            Paragraph("Nothing here. What the agreement asks for, and what is promised, is listed as it runs.")
        )
        blocks.append(Points(ways))
    return Document(
        title="Clocks and promises",
        subtitle="Who is to do what by when. The day first set never moves.",
        subject=agreement,
        dated_on=on,
        blocks=tuple(blocks),
    )


def _row(clock: Clock, on: date) -> tuple[Cell, ...]:
    return (
        text(clock.reference, f"/agreements/{clock.agreement}/clocks/{clock.reference}"),
        text(clock.what),
        text(whose(clock)),
        day(clock.due_on),
        day(clock.original_due_on),
        number(exact(str(clock.redated))),
        marked(mark_of(clock.standing(on))),
    )


def clock_told(clock: Clock, on: date) -> Document:
    """One clock or promise: where it stands, how its day came about, and every step with its reason."""
    standing = clock.standing(on)
    lead = f"{standing.value.capitalize()}: {whose(clock)}, by {day_in_words(clock.due_on)}"
    lead += f" ({days_in_words(clock.due_on, on)})." if clock.is_open else "."
    facts: list[tuple[str, str | Linked]] = [
        ("It concerns", Linked(clock.subject, clock.address) if clock.address else clock.subject),
        ("Whose it is", whose(clock)),
        ("Due", day_in_words(clock.due_on)),
        ("First set", day_in_words(clock.original_due_on)),
        ("How that day came about", clock.because),
    ]
    facts += [("By which rule", clock.source)] if clock.source else []
    facts += [("Who accepts it", clock.accepted_by)] if clock.accepted_by else []
    steps = tuple(_step(step) for step in clock.steps)
    blocks: list[Block] = [Paragraph(lead, Weight.LEAD), Facts(tuple(facts)), Heading("What was done about it")]
    blocks.append(Points(steps) if steps else Paragraph(f"Nothing yet. It runs since {day_in_words(clock.opened_on)}."))
    return Document(
        title=clock.what,
        subtitle=f"A {clock.kind}, {clock.reference}",
        subject=clock.agreement,
        dated_on=on,
        blocks=tuple(blocks),
    )


def _step(step: Step) -> str:
    said = f"{day_in_words(step.on)}: {step.verb} by {step.by}"
    said += f" for the {step.party}" if step.party else ""
    if step.due_before and step.due_after:
        said += f", from {day_in_words(step.due_before)} to {day_in_words(step.due_after)}"
    for name, words in (("", step.reason), ("shown by ", step.evidence), ("on the authority of ", step.authority)):
        said += f"; {name}{words}" if words else ""
    return said


def proposals_told(agreement: str, proposals: Sequence[Proposed], on: date) -> Document:
    """What is proposed in an agreement: what is open first, and whose hands it waits for."""
    rows = tuple(
        (
            text(one.reference, f"/agreements/{agreement}/proposals/{one.reference}"),
            text(one.title),
            text(one.proposer),
            day(date.fromisoformat(one.opened_at[:10])),
            text(in_words(one.waits_for) or "nobody"),
            marked(STATES[one.state]),
        )
        for one in proposals
    )
    columns = ("Reference", "What", "Proposed by")
    heads = (
        *(Column(name) for name in columns),
        Column("On", Cells.DATE),
        Column("Waits for"),
        Column("Stands", Cells.MARK),
    )
    waiting = sum(one.state == "open" for one in proposals)
    empty = "Nothing is proposed. What needs more hands than one is kept here until it is agreed or refused."
    return Document(
        title="Proposals",
        subtitle=f"{waiting} wait{'s' if waiting == 1 else ''} for an answer." if proposals else empty,
        subject=agreement,
        dated_on=on,
        blocks=(Table("Proposals, those that are open first", heads, rows),) if rows else (),
    )


def proposal_told(one: Proposed, on: date) -> Document:
    """One proposal: exactly what is proposed, who agreed, and what came of it."""
    opened = date.fromisoformat(one.opened_at[:10])
    leads = {
        "open": f"It waits for {in_words(one.waits_for)}, since {day_in_words(opened)}.",
        "performed": "It was agreed, and done.",
        "refused": f"It was refused: {one.because}",
        "withdrawn": f"It was withdrawn: {one.because}",
        "lapsed": "It lapsed, because what it was about changed.",
    }
    sent: tuple[tuple[str, str | Linked], ...] = one.told or (("What is sent with it", "nothing more"),)
    hands: tuple[tuple[str, str | Linked], ...] = tuple(
        (need.removeprefix(GROUP), "agreed, signed" if need in one.given else "wanted") for need in one.needs
    )
    return Document(
        title=one.title,
        subtitle=f"A proposal, {one.reference}, by {one.proposer}",
        subject=one.agreement,
        dated_on=on,
        blocks=(
            Paragraph(leads[one.state], Weight.LEAD),
            Heading("Exactly what is proposed"),
            Facts(sent),
            Heading("Whose hands it needs"),
            Facts(hands),
            Paragraph(f"A signature is under exactly this content, known by its digest {one.digest}.", Weight.NOTE),
        ),
    )


def in_words(needs: Iterable[str]) -> str:
    """Whose hands, as a sentence says them: the provider; the core-group."""
    return " and ".join(f"the {need.removeprefix(GROUP)}" for need in needs)
