"""Pure: the minutes of a meeting as a document, in numbered form (003: 36/10 to 43/10), resolutions apart."""

from collections.abc import Sequence
from datetime import date

from counterpart.capabilities.governance.rules.meetings import (
    APPROVED,
    CANCELLED,
    CIRCULATED,
    OPEN,
    SCHEDULED,
    ItemFacts,
    MeetingFacts,
    in_order,
)
from counterpart.capabilities.governance.rules.motions import RECOMMENDATION, RESOLUTION, MotionFacts
from counterpart.capabilities.governance.rules.quorum import APOLOGIES, DELEGATE, INVITEE, MEMBER, OBSERVER
from counterpart.capabilities.governance.rules.telling.marks import when_in_words
from counterpart.capabilities.governance.rules.telling.meeting import compliance_told, notes
from counterpart.capabilities.governance.rules.votes import CARRIED, LOST
from counterpart.engines.clocks.rules.deadlines import LONDON
from counterpart.engines.reporting.rules.cells import Linked, Mark, Shape, Tone, day_in_words
from counterpart.engines.reporting.rules.document import (
    Block,
    Callout,
    Document,
    Facts,
    Heading,
    Paragraph,
    Points,
    Weight,
)

DRAFT = Mark("Draft minutes", (Shape.ALERT,), Tone.CAUTION)
_HEADED = ((RECOMMENDATION, CARRIED, "RECOMMENDED:"), (RESOLUTION, CARRIED, "RESOLVED:"))
_GONE = {"overruled": "overruled since", "void": "void"}


def minutes_told(meeting: MeetingFacts, undertaken: Sequence[tuple[str, str]], on: date) -> Document:
    """The minutes. `undertaken` is what was promised, as pairs of the minute’s number and the words."""
    blocks: list[Block] = []
    if meeting.state not in (APPROVED, CIRCULATED):
        blocks.append(Callout(DRAFT, _not_yet(meeting)))
    blocks.append(_present(meeting))
    taken = in_order(meeting.items)
    for item in taken:
        blocks += _minute(item, [words for number, words in undertaken if number == str(item.number)])
    if not taken:
        blocks.append(Paragraph("Nothing is minuted yet. Each item has its number when its minute is written."))
    if meeting.closed_at:
        blocks.append(Paragraph(f"The meeting closed at {meeting.closed_at.astimezone(LONDON):%H:%M}."))
    if over := [item.title for item in meeting.items if item.state == "carried over"]:
        blocks += [Heading("Carried over to the next meeting"), Points(tuple(over))]
    return Document(
        title=f"Minutes of the {meeting.group.terms.title}",
        subtitle=f"{when_in_words(meeting.starts_at)}. {_stand(meeting)}",
        subject=f"{meeting.group.agreement.reference}, {meeting.reference}",
        dated_on=on,
        blocks=tuple(blocks),
        foot=f"{meeting.group.agreement.reference}, {meeting.reference}",
    )


def _not_yet(meeting: MeetingFacts) -> str:
    if meeting.state == CANCELLED:
        return f"The meeting was cancelled: {meeting.cancelled_because}"
    if meeting.state in (SCHEDULED, OPEN):
        return "The meeting is not closed."
    due = f" They are due on {day_in_words(meeting.minutes_due_on)}." if meeting.minutes_due_on else ""
    return f"They were not sent out yet.{due}"


def _stand(meeting: MeetingFacts) -> str:
    if meeting.state == APPROVED:
        return f"Approved as a correct record at {meeting.approved_at}."
    if meeting.state == CIRCULATED and meeting.circulated_on:
        return f"Sent out on {day_in_words(meeting.circulated_on)}, and not approved yet."
    return "A draft."


def _present(meeting: MeetingFacts) -> Facts:
    def those(*capacities: str) -> str:
        found = [one for one in meeting.presences if one.capacity in capacities]
        return ", ".join(f"{one.name}{_suffix(one.capacity, one.party)}" for one in found) or "none"

    facts: list[tuple[str, str | Linked]] = [("Present", those(MEMBER, DELEGATE))]
    if meeting.chair:
        facts.append(("In the chair", meeting.chair))
    facts += [("Apologies", those(APOLOGIES)), ("Observers", those(OBSERVER)), ("Invitees", those(INVITEE))]
    return Facts(tuple(facts))


def _suffix(capacity: str, party: str) -> str:
    said = [word for word in (party, "delegate" if capacity == DELEGATE else "") if word]
    return f" ({', '.join(said)})" if said else ""


def _minute(item: ItemFacts, undertaken: Sequence[str]) -> list[Block]:
    blocks: list[Block] = [Heading(f"{item.number} {item.title}"), *notes(item)]
    if item.text:
        blocks.append(Paragraph(item.text))
    if item.received_on:
        blocks.append(Paragraph(f"Received: {item.received}.", Weight.NOTE))
    if item.positions:
        blocks.append(compliance_told(item))
    if undertaken:
        blocks += [Paragraph("Undertaken:", Weight.LEAD), Points(tuple(undertaken))]
    blocks += decisions_told(item.motions)
    return blocks


def decisions_told(motions: Sequence[MotionFacts]) -> list[Block]:
    """Recommendations apart from resolutions, each lettered, as 003 writes them; and what was lost."""
    blocks: list[Block] = []
    for kind, _, head in _HEADED:
        found = [one for one in motions if one.kind == kind and one.state in (CARRIED, *_GONE)]
        if found:
            points = tuple(f"({chr(97 + place % 26)}) {_words(one)}" for place, one in enumerate(found))
            blocks += [Paragraph(head, Weight.LEAD), Points(points)]
    if lost := [one for one in motions if one.state == LOST]:
        blocks += [Paragraph("NOT CARRIED:", Weight.LEAD), Points(tuple(_words(one) for one in lost))]
    return blocks


def _words(motion: MotionFacts) -> str:
    since = f" [{_GONE[motion.state]}: {motion.because}]" if motion.state in _GONE else ""
    done = f" [{motion.because}]" if motion.state == CARRIED and motion.because else ""
    how = f" ({motion.how[:1].lower()}{motion.how[1:]})" if motion.votes else ""
    return f"{motion.text.rstrip('.')}{how}.{since}{done}"
