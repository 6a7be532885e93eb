"""Pure: a meeting as a document: quorum now, the agenda with its motions and what they do, and who is there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from counterpart.capabilities.governance.rules.agenda import ACTIONS
from counterpart.capabilities.governance.rules.meetings import (
    APPROVED,
    CANCELLED,
    CIRCULATED,
    CLOSED,
    OPEN,
    SCHEDULED,
    ItemFacts,
    MeetingFacts,
)
from counterpart.capabilities.governance.rules.motions import MotionFacts
from counterpart.capabilities.governance.rules.telling.marks import MOTION_MARKS, NO_QUORUM, QUORUM, when_in_words
from counterpart.engines.reporting.rules.cells import (
    Column,
    Kind,
    Linked,
    Table,
    day,
    day_in_words,
    text,
)
from counterpart.engines.reporting.rules.cells import number as count_of
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


@dataclass(frozen=True)
class Due:
    """Something that is due, as the item of actions lists it."""

    reference: str
    what: str
    party: str
    due_on: date
    standing: str
    source: str
    address: str


@dataclass(frozen=True)
class Around:
    """What stands around a meeting: what is due by its day, what each motion would do, what is not listed yet."""

    due: Sequence[Due] = ()
    if_carried: Mapping[str, str] = ()  # type: ignore[assignment]
    not_listed: Sequence[str] = ()


def meeting_told(meeting: MeetingFacts, around: Around, on: date) -> Document:
    blocks: list[Block] = []
    if meeting.state == OPEN:
        told = meeting.quorum_now
        blocks.append(Callout(QUORUM if told.met else NO_QUORUM, f"{_capital(told.fact)}. {told.rule}."))
    blocks.append(_facts(meeting))
    if around.not_listed:
        waits = "These came since the agenda was made; they join it when it is sent or the meeting opens:"
        blocks += [Paragraph(waits), Points(tuple(around.not_listed))]
    blocks += [Heading("Agenda"), _agenda(meeting)]
    for item in meeting.items:
        blocks += _item(meeting, item, around)
    blocks += _attendance(meeting)
    return Document(
        title=meeting.title,
        subtitle=_first(meeting, on),
        subject=f"{meeting.group.agreement.reference}, {meeting.reference}",
        dated_on=on,
        blocks=tuple(blocks),
    )


def _first(meeting: MeetingFacts, on: date) -> str:
    undecided = sum(item.is_undecided for item in meeting.items)
    motions = f"{undecided} motion{'' if undecided == 1 else 's'} to decide" if undecided else "nothing to decide"
    match meeting.state:
        case "scheduled":
            sent = "its agenda is out" if meeting.agenda_sent_on else "its agenda is still to be sent"
            return f"It is to be held on {when_in_words(meeting.starts_at)}; {sent}; {motions}."
        case "open":
            return f"It is open, with {motions}."
        case "cancelled":
            return f"It was cancelled: {meeting.cancelled_because}"
        case "closed":
            due = meeting.minutes_due_on
            late = f", {(on - due).days} days ago" if due and on > due else ""
            return f"It is closed. Its minutes are due on {day_in_words(due)}{late}." if due else "It is closed."
        case "minutes circulated":
            return f"Its minutes went out on {_day(meeting.circulated_on)}; the next meeting approves them."
    return f"Its minutes were approved at {meeting.approved_at}."


def _facts(meeting: MeetingFacts) -> Facts:
    group = meeting.group
    facts: list[tuple[str, str | Linked]] = [
        ("Group", Linked(group.terms.title, group.address)),
        ("When", when_in_words(meeting.starts_at)),
        ("Where", meeting.place or "not said yet"),
        ("Chair", meeting.chair or (group.chair.name if group.chair else "nobody yet")),
        ("Quorum", group.terms.quorum),
    ]
    if meeting.state in (SCHEDULED, OPEN):
        facts.append(("Invitation", Linked("For your calendar (iCalendar)", f"{meeting.address}/invitation.ics")))
    if meeting.state in (OPEN, CLOSED):
        facts.append(("Minutes", Linked("Write them, one form for each item", f"{meeting.address}/live")))
    if meeting.minutes_due_on:
        facts.append(("Minutes due", f"{day_in_words(meeting.minutes_due_on)}: {meeting.minutes_because}"))
    if meeting.state in (CLOSED, CIRCULATED, APPROVED):
        facts.append(("Minutes to read", Linked("Minutes of this meeting", f"{meeting.address}/minutes")))
    return Facts(tuple(facts))


def _agenda(meeting: MeetingFacts) -> Table:
    columns = (Column("Item", Kind.NUMBER), Column("What"), Column("Minute"), Column("Where it stands"))
    rows = tuple(
        (
            count_of(Decimal(item.line)),
            text(item.title, f"{meeting.address}/items/{item.line}"),
            text(str(item.number or "–")),
            text(_stands(meeting, item)),
        )
        for item in meeting.items
    )
    return Table(f"Agenda of {meeting.reference}", columns, rows)


def _stands(meeting: MeetingFacts, item: ItemFacts) -> str:
    if item.is_undecided:
        return "to be decided"
    if item.received_on:
        return f"received: {item.received}"
    to_come = "to come" if meeting.state in (SCHEDULED, OPEN) else "not taken"
    return {"listed": to_come, "discussed": "discussed", "carried over": "carried over"}[item.state]


def _item(meeting: MeetingFacts, item: ItemFacts, around: Around) -> list[Block]:
    """What an item has beyond its line: reasons, interests, motions, positions and words."""
    blocks = [*notes(item), *_motions(meeting, item, around)]
    if item.kind == ACTIONS and around.due and meeting.state in (SCHEDULED, OPEN):
        blocks.append(due_told(around.due))
    if item.positions:
        blocks.append(compliance_told(item))
    if item.text and meeting.state != CANCELLED:
        blocks.append(Paragraph(item.text))
    return [Heading(f"{item.line}. {item.title}", 2), *blocks] if blocks else []


def notes(item: ItemFacts) -> list[Block]:
    """Why it is urgent, whence it was carried, and who declared what."""
    found: list[Block] = []
    if item.urgent_because:
        found.append(Paragraph(f"Urgent, for the chair’s reason: {item.urgent_because}", Weight.NOTE))
    if item.carried_from:
        found.append(Paragraph(f"Carried over from {item.carried_from}: {item.carried_because}", Weight.NOTE))
    if item.interests:
        found.append(Points(tuple(_interest(one.name, one.nature, one.prejudicial) for one in item.interests)))
    return found


def _interest(name: str, nature: str, prejudicial: bool) -> str:
    if prejudicial:
        return f"{name} declared a prejudicial interest, and takes no part: {nature}"
    return f"{name} declared an interest: {nature}"


def _motions(meeting: MeetingFacts, item: ItemFacts, around: Around) -> list[Block]:
    found: list[Block] = []
    for motion in item.motions:
        found.append(Facts(tuple(motion_facts(meeting.group.agreement.reference, motion, around.if_carried))))
    return found


def motion_facts(agreement: str, motion: MotionFacts, if_carried: Mapping[str, str]) -> list[tuple[str, str | Linked]]:
    address = f"/agreements/{agreement}/motions/{motion.reference}"
    facts: list[tuple[str, str | Linked]] = [
        (f"{_capital(motion.kind)} {motion.reference}", Linked(motion.text, address)),
        ("Where it stands", f"{MOTION_MARKS[motion.state].words}. {motion.how}".strip()),
    ]
    if motion.is_open and motion.votes:
        facts.append(("Votes so far", "; ".join(f"{vote.party}: {vote.choice}" for vote in motion.votes)))
    if motion.is_open and (will := dict(if_carried).get(motion.reference)):
        facts.append(("If it is carried", will))
    if motion.because:
        facts.append(("Since", motion.because))
    return facts


def due_told(due: Sequence[Due]) -> Table:
    columns = (Column("What"), Column("Whose"), Column("Due", Kind.DATE), Column("Stands"), Column("From"))
    rows = tuple(
        (
            text(one.what, one.address),
            text(one.party or "each party"),
            day(one.due_on),
            text(one.standing),
            text(one.source),
        )
        for one in due
    )
    return Table("What is due by this meeting", columns, rows)


def compliance_told(item: ItemFacts) -> Table:
    columns = (
        Column("Safety"),
        Column("Due", Kind.NUMBER),
        Column("Done", Kind.NUMBER),
        Column("Overdue", Kind.NUMBER),
    )
    rows = tuple(
        (
            text(one.kind.capitalize()),
            count_of(Decimal(one.due)),
            count_of(Decimal(one.done)),
            count_of(Decimal(one.overdue)),
        )
        for one in item.positions
    )
    return Table("Compliance position", columns, rows)


def _attendance(meeting: MeetingFacts) -> list[Block]:
    blocks: list[Block] = []
    if meeting.presences:
        columns = (Column("Who"), Column("For"), Column("As"), Column("Now"))
        names = {seat.person: seat.name for seat in meeting.group.seats}
        names |= {one.member: one.member_name for one in meeting.delegates}
        rows = tuple(
            (
                text(one.name),
                text(one.party or "–"),
                text(f"delegate of {names.get(one.in_place_of, 'a member')}" if one.in_place_of else one.capacity),
                text("sent apologies" if one.capacity == "apologies" else "there" if one.is_there else "has left"),
            )
            for one in meeting.presences
        )
        blocks += [Heading("Who is there"), Table("Attendance", columns, rows)]
    if meeting.delegates:
        sent = tuple(
            f"{one.name} attends for {one.member_name}. Briefed: {one.briefing}"
            + (f" Debriefed on {_day(one.debriefed_on)}: {one.debrief}" if one.debriefed_on else "")
            for one in meeting.delegates
        )
        blocks += [Heading("Delegates"), Points(sent)]
    return blocks


def _day(on: date | None) -> str:
    return day_in_words(on) if on else "a day not kept"


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
