"""Pure: improvement proposals and pilots as documents, which are pages and files alike."""

from collections.abc import Sequence
from datetime import date

from counterpart.capabilities.programme.rules.improvements import (
    ADOPTED,
    ANSWER,
    DEFERRED,
    EVALUATED,
    NIL,
    PILOTED,
    PROPOSED,
    REJECTED,
    TO_ANSWER,
    Improvement,
    Pilot,
    total_saved,
)
from counterpart.capabilities.programme.rules.telling.schemes import money
from counterpart.engines.clocks.rules.promises import Clock
from counterpart.engines.reporting.rules.cells import (
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
from counterpart.engines.reporting.rules.document import Block, Document, Facts, Heading, Paragraph, Points

STATES = {
    PROPOSED: Mark("Proposed", (Shape.DOT,), Tone.PLAIN),
    ADOPTED: Mark("Adopted", (Shape.TICK,), Tone.GOOD),
    REJECTED: Mark("Rejected", (Shape.CROSS,), Tone.PLAIN),
    DEFERRED: Mark("Deferred", (Shape.ALERT,), Tone.CAUTION),
    PILOTED: Mark("Being piloted", (Shape.UP,), Tone.PLAIN),
    EVALUATED: Mark("Piloted and evaluated", (Shape.DIAMOND,), Tone.PLAIN),
    NIL: Mark("Nil return", (Shape.DASH,), Tone.PLAIN),
}


def improvements(agreement: str, known: Sequence[Improvement], answers: Sequence[Clock], on: date) -> Document:
    """What the provider proposes to do better, and what waits for an answer."""
    proposed = [one for one in known if not one.is_nil]
    blocks: list[Block] = [Paragraph(_lead(proposed, answers, on))]
    if known:
        due = {clock.subject: clock.due_on for clock in answers if clock.is_open}
        columns = (
            Column("Reference"),
            Column("What"),
            Column("Proposed", Cells.DATE),
            Column("Saving a year", Cells.NUMBER),
            Column("Answer due", Cells.DATE),
            Column("Stands", Cells.MARK),
        )
        rows = tuple(
            (
                text(one.reference, f"/agreements/{agreement}/improvements/{one.reference}"),
                text(f"{one.title} ({one.occasion})" if one.occasion else one.title),
                day(one.proposed_on),
                number(one.saving.amount if one.saving else None, "£"),
                day(due.get(one.reference)),
                marked(STATES[one.state]),
            )
            for one in known
        )
        blocks.append(Table("Improvement proposals and nil returns", columns, rows))
    return Document(
        title="Improvement proposals",
        subtitle="The provider’s standing item: what could be done better, or for less. “Nothing” is an answer too.",
        subject=agreement,
        dated_on=on,
        blocks=tuple(blocks),
    )


def _lead(proposed: Sequence[Improvement], answers: Sequence[Clock], on: date) -> str:
    if not proposed:
        return (
            "Nothing is proposed yet. The provider proposes an improvement here before each meeting, or says that it "
            "has none."
        )
    waiting = [one for one in proposed if one.state in TO_ANSWER]
    late = {clock.subject for clock in answers if clock.is_open and clock.due_on < on}
    said = f"{len(waiting)} of {len(proposed)} {'waits' if len(waiting) == 1 else 'wait'} for an answer"
    said += f", {len(late)} of them beyond the last day" if late else ""
    saved = total_saved(proposed)
    return said + (f"; what was adopted is estimated to save {money(saved)} a year." if saved else ".")


def improvement(one: Improvement, clocks: Sequence[Clock], on: date) -> Document:
    """One proposal: what is proposed, what it saves and on what that rests, and what was decided and why."""
    facts: list[tuple[str, str | Linked]] = [("Proposed by", f"{one.party}, {day_in_words(one.proposed_on)}")]
    facts += [("For", one.occasion)] if one.occasion else []
    facts += [("What is gained", one.gain)] if one.gain else []
    if one.saving:
        facts += [
            ("Estimated saving", f"{money(one.saving.amount)} a year"),
            ("What the estimate rests on", one.saving.rests_on),
        ]
    if one.pilot:
        address = f"/agreements/{one.agreement}/pilots/{one.pilot.reference}"
        facts.append(("Pilot", Linked(f"{one.pilot.reference}: {one.pilot.question}", address)))
    blocks: list[Block] = [Paragraph(_stands(one, clocks, on)), Paragraph(one.what), Facts(tuple(facts))]
    if one.decisions:
        columns = (Column("On", Cells.DATE), Column("Decided"), Column("By whom"), Column("Why"))
        rows = tuple(
            (
                day(d.on),
                text(d.verb + (f" to {day_in_words(d.until)}" if d.until else "")),
                text(d.decided_by),
                text(d.reason),
            )
            for d in one.decisions
        )
        blocks += [Heading("What was decided"), Table("Decisions", columns, rows)]
    return Document(
        title=one.title,
        subtitle=f"{one.reference}, {STATES[one.state].words.lower()}",
        subject=one.agreement,
        dated_on=on,
        blocks=tuple(blocks),
    )


def _stands(one: Improvement, clocks: Sequence[Clock], on: date) -> str:
    running = [clock for clock in clocks if clock.about == ANSWER and clock.is_open]
    if running:
        due = running[0]
        late = f", {due.days_late(on)} days ago" if due.due_on < on else ""
        return f"An answer is due by {day_in_words(due.due_on)}{late}: {due.because}."
    if one.is_nil:
        return f"A nil return for {one.occasion}: nothing is proposed."
    if one.state == PILOTED and one.pilot:
        return f"It is tried out until {day_in_words(one.pilot.ends_on)}, and decided on what that shows."
    if one.state == EVALUATED:
        return "The pilot is evaluated; the commissioner now adopts or rejects it."
    return f"It is {one.state}."


def pilots(agreement: str, known: Sequence[Improvement], on: date) -> Document:
    """What is being tried out, and what came of it."""
    tried = [(one, one.pilot) for one in known if one.pilot]
    running = sum(one.state == PILOTED for one, _ in tried)
    lead = "Nothing is being tried out. A pilot is set up in answer to an improvement proposal."
    if tried:
        lead = f"{running} of {len(tried)} {'is' if running == 1 else 'are'} still to be evaluated."
    blocks: list[Block] = [Paragraph(lead)]
    if tried:
        columns = (
            Column("Reference"),
            Column("Question"),
            Column("Ends", Cells.DATE),
            Column("Evaluate by", Cells.DATE),
            Column("Showed"),
            Column("Proposal", Cells.MARK),
        )
        rows = tuple(
            (
                text(pilot.reference, f"/agreements/{agreement}/pilots/{pilot.reference}"),
                text(pilot.question),
                day(pilot.ends_on),
                day(pilot.evaluate_by),
                text(pilot.outcome or "–"),
                marked(STATES[one.state]),
            )
            for one, pilot in tried
        )
        blocks.append(Table("Pilots", columns, rows))
    return Document(
        title="Pilots",
        subtitle="What is tried out, from what baseline, and what it showed.",
        subject=agreement,
        dated_on=on,
        blocks=tuple(blocks),
    )


def pilot_page(one: Improvement, pilot: Pilot, on: date) -> Document:
    """One pilot: its question, baseline and measures, and what it showed."""
    lead = f"Evaluated on {day_in_words(pilot.evaluated_on)}: {pilot.outcome}." if pilot.evaluated_on else ""
    lead = lead or f"It is to be evaluated by {day_in_words(pilot.evaluate_by)}."
    address = f"/agreements/{one.agreement}/improvements/{one.reference}"
    facts: tuple[tuple[str, str | Linked], ...] = (
        ("Question", pilot.question),
        ("Baseline", pilot.baseline),
        ("From", day_in_words(pilot.begins_on)),
        ("To", day_in_words(pilot.ends_on)),
        ("What it tries out", Linked(f"{one.reference}: {one.title}", address)),
    )
    blocks: list[Block] = [Paragraph(lead), Facts(facts), Heading("What is measured"), Points(pilot.measures)]
    if pilot.evaluation:
        blocks += [Heading("What it showed"), Paragraph(pilot.evaluation)]
    return Document(
        title=f"Pilot {pilot.reference}",
        subtitle=one.title,
        subject=one.agreement,
        dated_on=on,
        blocks=tuple(blocks),
    )
