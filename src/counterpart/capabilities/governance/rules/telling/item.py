"""Pure: one item of a meeting, and one motion, as documents."""

from collections.abc import Sequence
from datetime import date

from counterpart.capabilities.governance.rules.meetings import ItemOf
from counterpart.capabilities.governance.rules.motions import MotionOf
from counterpart.capabilities.governance.rules.numbering import month_in_words
from counterpart.capabilities.governance.rules.telling.marks import MOTION_MARKS
from counterpart.capabilities.governance.rules.telling.meeting import compliance_told, motion_facts, notes
from counterpart.engines.reporting.rules.cells import Column, Linked, Table, day_in_words, text
from counterpart.engines.reporting.rules.document import Block, Callout, Document, Facts, Heading, Paragraph, Points


def item_told(of: ItemOf, if_carried: dict[str, str], undertaken: Sequence[str], on: date) -> Document:
    """An item: what was written at it, in which version, and what was put."""
    item, meeting = of.item, of.meeting
    blocks: list[Block] = [*notes(item)]
    if item.text:
        written = f" by {item.edited_by}" if item.edited_by else ""
        blocks += [Heading(f"Minute {item.number}, version {item.version}{written}"), Paragraph(item.text)]
    if item.received_on:
        blocks.append(Facts((("Received", f"{item.received}, {day_in_words(item.received_on)}"),)))
    if item.positions:
        blocks.append(compliance_told(item))
    for motion in item.motions:
        blocks.append(Facts(tuple(motion_facts(meeting.group.agreement.reference, motion, if_carried))))
    if undertaken:
        blocks += [Heading("Undertaken"), Points(tuple(undertaken))]
    return Document(
        title=f"{item.line}. {item.title}",
        subtitle=_first(of),
        subject=f"{meeting.group.agreement.reference}, {meeting.reference}",
        dated_on=on,
        blocks=tuple(blocks),
    )


def _first(of: ItemOf) -> str:
    item = of.item
    if item.state == "carried over":
        return f"It was carried over to the next meeting: {item.carried_because or of.meeting.cancelled_because}"
    if item.is_undecided:
        return "A motion is before the meeting at this item."
    if item.number:
        return f"It was taken as minute {item.number}."
    return f"It is item {item.line} of {of.meeting.title}, and still to come."


def motion_told(of: MotionOf, if_carried: str, on: date) -> Document:
    """A motion: its words, what it will do, who voted how, and how it ended."""
    motion, group = of.motion, of.group
    blocks: list[Block] = [Paragraph(motion.text), Facts(tuple(_facts(of)))]
    if motion.is_open and if_carried:
        blocks.append(Callout(MOTION_MARKS["open"], f"If it is carried: {if_carried}"))
    if motion.told:
        told = tuple((name.capitalize(), said) for name, said in motion.told)
        blocks += [Heading("Exactly what is proposed"), Facts(told)]
    if motion.votes:
        rows = tuple((text(vote.party), text(vote.name), text(vote.choice)) for vote in motion.votes)
        blocks += [Heading("Votes"), Table("Votes", (Column("For"), Column("Cast by"), Column("Vote")), rows)]
    return Document(
        title=f"{motion.kind.capitalize()} {motion.reference}",
        subtitle=_stands(of),
        subject=f"{group.agreement.reference}, {group.terms.title}",
        dated_on=on,
        blocks=tuple(blocks),
    )


def _stands(of: MotionOf) -> str:
    motion = of.motion
    words = MOTION_MARKS[motion.state].words
    if motion.is_open:
        return (
            f"It is before the {of.group.terms.title}: {' and '.join(of.group.voters)} vote, {of.group.terms.decides}."
        )
    minute = f" (minute {motion.number})" if motion.number else ""
    since = f" {motion.because}" if motion.because else ""
    return f"{words}{minute}. {motion.how}.{since}".replace("..", ".")


def _facts(of: MotionOf) -> list[tuple[str, str | Linked]]:
    motion, reference = of.motion, of.group.agreement.reference
    facts: list[tuple[str, str | Linked]] = [("Group", Linked(of.group.terms.title, of.group.address))]
    if motion.meeting:
        address = f"/agreements/{reference}/meetings/{motion.meeting}/items/{motion.line}"
        facts.append(("Put at", Linked(f"{motion.meeting}, item {motion.line}", address)))
    else:
        facts.append(("Out of meeting, because", motion.out_of_meeting_because))
        facts.append(("Votes wanted by", day_in_words(motion.reply_by) if motion.reply_by else "no day"))
    if motion.proposal:
        facts.append(
            ("Performs", Linked(f"{motion.proposal}: {motion.performs}", _proposal(reference, motion.proposal)))
        )
    if motion.report and motion.month:
        facts.append(("Puts on the work programme", f"{motion.report}, in {month_in_words(motion.month)}"))
    if motion.addressee:
        answered = f", answered by {day_in_words(motion.due_on)}" if motion.due_on else ""
        facts.append(("Recommended to", f"{motion.addressee}{answered}"))
    return facts


def _proposal(agreement: str, reference: str) -> str:
    return f"/agreements/{agreement}/proposals/{reference}"
