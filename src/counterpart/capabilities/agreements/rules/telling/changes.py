"""Pure: the changes of the terms of an agreement, and one of them, as documents."""

from collections.abc import Sequence
from datetime import date

from counterpart.capabilities.agreements.rules.changes import OPEN, Change
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.agreements.rules.term import is_flex_point
from counterpart.engines.reporting.rules.cells import Column, Kind, Linked, Mark, Shape, Table, Tone, day, marked, text
from counterpart.engines.reporting.rules.cells import day_in_words as said
from counterpart.engines.reporting.rules.document import Block, Callout, Document, Facts, Heading, Paragraph, Points

MARKS = {
    "proposed": Mark("Waits to be assessed", (Shape.ALERT,), Tone.CAUTION),
    "assessed": Mark("Waits to be signed", (Shape.ALERT,), Tone.CAUTION),
    "agreed": Mark("Agreed", (Shape.TICK,), Tone.GOOD),
    "refused": Mark("Refused", (Shape.CROSS,), Tone.BAD),
    "withdrawn": Mark("Withdrawn", (Shape.DASH,), Tone.PLAIN),
}
_ASKED = {"service": "What it does to the service", "money": "What it does to money", "advice": "What is advised"}


def changes_told(agreement: AgreementFacts, changes: Sequence[Change], on: date) -> Document:
    """Every change of the terms, the newest first."""
    waiting = [change for change in changes if change.state in OPEN]
    return Document(
        title="Changes of the terms",
        subtitle=_first(changes, waiting),
        subject=agreement.reference,
        dated_on=on,
        blocks=(_table(agreement, changes),) if changes else (),
    )


def _first(changes: Sequence[Change], waiting: Sequence[Change]) -> str:
    if not changes:
        return (
            "The terms are as they were registered. Whoever proposes for a party can propose a change; the other side "
            "assesses it, and both sign."
        )
    if not waiting:
        return "No change waits for anybody."
    return "Waiting: " + "; ".join(f"{change.reference}, {_waits(change)}" for change in waiting) + "."


def _waits(change: Change) -> str:
    return "to be assessed" if change.state == "proposed" else "to be signed"


def _table(agreement: AgreementFacts, changes: Sequence[Change]) -> Table:
    columns = (
        Column("Change"),
        Column("What"),
        Column("Proposed by"),
        Column("Takes effect", Kind.DATE),
        Column("Where it stands", Kind.MARK),
    )
    rows = tuple(
        (
            text(change.reference, f"/agreements/{agreement.reference}/changes/{change.reference}"),
            text(change.title),
            text(change.party),
            day(change.takes_effect_on),
            marked(MARKS[change.state], change.state),
        )
        for change in changes
    )
    return Table("Changes of the terms, the newest first", columns, rows)


def change_told(change: Change, on: date) -> Document:
    """A change: what it changes in words, what was said of it, and who did what about it."""
    return Document(
        title=f"{change.reference}: {change.title}",
        subtitle=_stands(change),
        subject=change.agreement.reference,
        dated_on=on,
        blocks=(*_differences(change), *_about(change), *_assessment(change), *_steps(change)),
    )


def _stands(change: Change) -> str:
    """Where it stands, and what comes next."""
    others = " and ".join(change.agreement.others(change.party))
    next_ = {
        "proposed": f"Proposed by the {change.party}. The {others} assesses it.",
        "assessed": "Assessed. Each party signs it, or it is refused.",
        "agreed": f"Agreed by the signatures of both sides. It takes effect on {said(change.takes_effect_on)}.",
        "refused": "Refused. The terms stay as they are.",
        "withdrawn": "Withdrawn. The terms stay as they are.",
    }
    return next_[change.state]


def _differences(change: Change) -> tuple[Block, ...]:
    if not change.differences:
        newest = f"/agreements/{change.agreement.reference}/terms.yaml"
        return (
            Heading("What it changes"),
            Paragraph(
                f"The new terms are still to be written by the {change.party}, who sends the text as it is to be."
            ),
            Points((Linked("The text of now, as a file to be changed", newest),)),
        )
    return (Heading("What it changes"), Points(change.differences))


def _about(change: Change) -> tuple[Block, ...]:
    flexed = is_flex_point(change.agreement, change.takes_effect_on)
    when = "a day on which the terms may be flexed" if flexed else "between the days on which the terms may be flexed"
    facts = (
        ("Why", change.why),
        ("Takes effect on", f"{said(change.takes_effect_on)}, {when}"),
        ("Before that day", "the periods keep the terms that were in force then"),
        ("The new terms", f"fingerprint {change.fingerprint}" if change.differences else "not written yet"),
    )
    return (Facts(facts),)


def _assessment(change: Change) -> tuple[Block, ...]:
    if not change.assessment:
        return ()
    facts = tuple((_ASKED.get(name, name), words) for name, words in change.assessment)
    return (Heading("How it was assessed"), Facts(facts))


def _steps(change: Change) -> tuple[Block, ...]:
    rows = tuple((day(step.on), text(step.verb), text(step.party), text(step.reason)) for step in change.steps)
    columns = (Column("Day", Kind.DATE), Column("What"), Column("By"), Column("What was said"))
    told: list[Block] = [Heading("What was done"), Table("What was done about it", columns, rows)]
    if change.state == "refused":
        told.insert(0, Callout(MARKS["refused"], change.steps[-1].reason if change.steps else "No reason is kept."))
    return tuple(told)
