"""Pure: action plans as documents, which are pages and files alike."""

from collections.abc import Sequence
from datetime import date

from counterpart.capabilities.performance.rules.action_plans import SIGNED, UNWRITTEN, WRITTEN, ActionPlan, Version
from counterpart.engines.reporting.rules.cells import (
    Cell,
    Column,
    Kind,
    Mark,
    Shape,
    Table,
    Tone,
    day,
    day_in_words,
    marked,
    text,
)
from counterpart.engines.reporting.rules.document import Block, Callout, Document, Facts, Heading, Paragraph
from counterpart.values.period import Period

MARKS = {
    UNWRITTEN: Mark("Not written", (Shape.DASH,), Tone.CAUTION),
    WRITTEN: Mark("Written, not signed", (Shape.DOT,), Tone.PLAIN),
    SIGNED: Mark("Signed by its owner", (Shape.TICK,), Tone.GOOD),
}
NOBODY = "nobody is named in the terms"


def plans(agreement: str, year: Period, known: Sequence[ActionPlan], on: date) -> Document:
    """The action plan of every indicator for a year: which are written, and which signed."""
    signed = sum(one.state == SIGNED for one in known)
    unwritten = sum(one.state == UNWRITTEN for one in known)
    lead = f"{signed} of {len(known)} action plans for {year.in_words} are signed, and {unwritten} are not written."
    columns = (Column("Indicator"), Column("Manager"), Column("Owner"), Column("Written", Kind.DATE))
    rows = tuple(_row(one) for one in known)
    blocks: tuple[Block, ...] = (
        (Table(f"Action plans for {year.in_words}", (*columns, Column("Stands", Kind.MARK)), rows),) if rows else ()
    )
    if not rows:
        lead = f"No indicator is in force in {year.in_words}, so that no action plan is due."
    return Document(f"Action plans for {year.in_words}", lead, agreement, on, blocks)


def plan_page(one: ActionPlan, on: date) -> Document:
    """One action plan: what will be done, who wrote it, who signed it, and what it said before."""
    blocks: list[Block] = [Callout(MARKS[one.state], _stands(one))]
    blocks.append(Facts((("Manager", one.manager.said or NOBODY), ("Owner", one.owner.said or NOBODY))))
    if one.now:
        blocks += [Heading("What will be done"), Paragraph(one.now.actions)]
    earlier = one.versions[:-1]
    if earlier:
        columns = (Column("Version"), Column("What it said"), Column("Written"), Column("Signed"))
        rows = tuple(_earlier(version) for version in reversed(earlier))
        blocks += [Heading("What it said before"), Table("Earlier versions", columns, rows)]
    return Document(
        f"Action plan of {one.indicator} for {one.year.in_words}", one.title, one.agreement, on, tuple(blocks)
    )


def _row(one: ActionPlan) -> tuple[Cell, ...]:
    return (
        text(f"{one.indicator} {one.title}", one.address),
        text(one.manager.said or "–"),
        text(one.owner.said or "–"),
        day(one.now.written_on if one.now else None),
        marked(MARKS[one.state]),
    )


def _stands(one: ActionPlan) -> str:
    now = one.now
    if now is None:
        return "The manager of the indicator writes it; then its owner signs."
    written = f"Version {now.version}, written by {now.written_by} on {day_in_words(now.written_on)}"
    if now.signed_on:
        return f"{written}, and signed by {now.signed_by} on {day_in_words(now.signed_on)}."
    lapsed = " The signature under an earlier text has lapsed." if one.has_lapsed else ""
    return f"{written}, waits for its owner’s signature.{lapsed}"


def _earlier(version: Version) -> tuple[Cell, ...]:
    signed = f"{version.signed_by}, {day_in_words(version.signed_on)}" if version.signed_on else "nobody"
    return (
        text(str(version.version)),
        text(version.actions),
        text(f"{version.written_by}, {day_in_words(version.written_on)}"),
        text(signed),
    )
