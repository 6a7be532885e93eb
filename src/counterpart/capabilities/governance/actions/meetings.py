"""Calls meetings, sends their agendas, opens, closes and cancels them, and notes who is there."""

from datetime import date, datetime, time

from counterpart.capabilities.governance import models, policy
from counterpart.capabilities.governance.actions.carrying import (
    carried_over,
    listed_on,
    reports_considered,
    reports_rolled,
)
from counterpart.capabilities.governance.actions.clocks_of_meetings import (
    AGENDA,
    MINUTES,
    agenda_clock,
    agenda_passed_over,
    debriefs,
    minutes_clock,
    stop_all,
    what_is_owed,
)
from counterpart.capabilities.governance.actions.groups import known_as
from counterpart.capabilities.governance.queries.gathering import next_meeting
from counterpart.capabilities.governance.queries.groups import candidate, group_row
from counterpart.capabilities.governance.queries.meetings import facts_of, meeting_row
from counterpart.capabilities.governance.rules.agenda import OTHER, URGENT
from counterpart.capabilities.governance.rules.groups import GroupFacts
from counterpart.capabilities.governance.rules.meetings import (
    CANCELLED,
    CLOSED,
    MEETING,
    OPEN,
    SCHEDULED,
    MeetingFacts,
)
from counterpart.capabilities.governance.rules.minutes import needs_a_reason, unready
from counterpart.capabilities.governance.rules.numbering import MinuteNumber, not_given_yet, year_of
from counterpart.engines.access.numbering import next_reference
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.door import Done, act
from counterpart.engines.clocks.rules.deadlines import LONDON
from counterpart.engines.clocks.running import stop_clocks
from counterpart.values.refusal import Refusal, Refused

PREFIX = "MTG"


@act("meeting.called", words="called a meeting", may=policy.may_run)
def call(
    group: GroupFacts,
    *,
    by: Actor,
    at: datetime,
    on: date,
    begins: str,
    place: str | None = None,
    first_number: int | None = None,
) -> Done:
    """Call a meeting of a group. Its agenda is built from what the agreement wants, what runs and what waits.

    `first_number` is that of its first minute, where earlier ones of the year are kept elsewhere.
    """
    row = group_row(group)
    if first_number:
        _number_from(row, first_number, on)
    starts_at = _moment(on, begins)
    if starts_at < at:
        raise Refused(_past(starts_at))
    reference = next_reference(PREFIX, agreement=group.agreement_id, year=on.year)
    meeting = models.Meeting.objects.create(
        agreement_id=group.agreement_id,
        reference=reference,
        group=row,
        starts_at=starts_at,
        place=place or group.terms.place,
        state=SCHEDULED,
    )
    facts = facts_of(meeting, group)
    lines = listed_on(meeting, facts)
    agenda_clock(facts, at=at)
    what_is_owed(facts, at=at)
    content = {
        "group": group.name,
        "starts_at": starts_at.isoformat(),
        "place": meeting.place,
        "items": [line.title for line in lines],
    }
    says = f"{reference} is called: {facts.title}, with {len(lines)} items on its agenda."
    return Done(reference, content, reply={"reference": reference, "says": says})


@act("agenda.circulated", words="sent out the agenda", may=policy.may_run)
def circulate_agenda(meeting: MeetingFacts, *, by: Actor, at: datetime) -> Done:
    """Send the agenda to all who attend: it takes in what came since the meeting was called."""
    row = _held(meeting, SCHEDULED)
    listed_on(row, facts_of(row, meeting.group))
    row.agenda_sent_on, row.revision = at.date(), row.revision + 1
    row.save(update_fields=["agenda_sent_on", "revision"])
    stop_clocks(row_id(row), subject=row.reference, about=AGENDA, by=by, at=at, reason="The agenda went out.")
    told = facts_of(row, meeting.group)
    content = {"items": [{"line": str(item.line), "title": item.title} for item in told.items]}
    return Done(
        row.reference, content, reply={"says": f"The agenda of {row.reference} is out, with {len(told.items)} items."}
    )


@act("item.added", words="added an item", may=policy.may_speak)
def add_item(meeting: MeetingFacts, *, by: Actor, at: datetime, title: str, urgent_because: str | None = None) -> Done:
    """Add an item. Once the agenda is out it is urgent, and needs the chair’s reason."""
    row = _held(meeting, SCHEDULED, OPEN)
    late = row.agenda_sent_on is not None or row.state == OPEN
    if refusal := needs_a_reason(late, bool(urgent_because), policy.may_run(by, meeting) is None, meeting.group.terms):
        raise Refused(refusal)
    line = models.Item.objects.filter(meeting=row).count() + 1
    models.Item.objects.create(
        agreement_id=meeting.agreement_id,
        meeting=row,
        line=line,
        title=title,
        kind=URGENT if late else OTHER,
        state="listed",
        urgent_because=urgent_because or "",
    )
    content = {"line": str(line), "title": title} | ({"urgent_because": urgent_because} if urgent_because else {})
    return Done(row.reference, content, reply={"line": line, "says": f"It is item {line} of {row.reference}."})


@act("meeting.opened", words="opened a meeting", may=policy.may_run)
def open_meeting(meeting: MeetingFacts, *, by: Actor, at: datetime, chair: str | None = None) -> Done:
    """Open a meeting, with whoever takes the chair. Its agenda takes in what came since it was sent."""
    row = _held(meeting, SCHEDULED)
    listed_on(row, facts_of(row, meeting.group))
    agenda_passed_over(row_id(row), row.reference, by=by, at=at)
    held = meeting.group.chair.person if meeting.group.chair else ""
    takes = candidate(meeting.group.agreement, chair, on=at.date()).person if chair else held
    row.state, row.opened_at, row.chair_id = OPEN, at, takes or None
    row.save(update_fields=["state", "opened_at", "chair_id"])
    content = {"group": meeting.group.name}
    content |= {"chair": known_as(takes, meeting.agreement_id, by=by, at=at)} if takes else {}
    return Done(row.reference, content, reply={"says": f"{row.reference} is open. Note who is there."})


@act("meeting.closed", words="closed a meeting", may=policy.may_run)
def close(meeting: MeetingFacts, *, by: Actor, at: datetime) -> Done:
    """Close a meeting. What was not reached or not decided goes to the next one; the clock of the minutes begins."""
    row = _held(meeting, OPEN)
    facts = facts_of(row, meeting.group)
    over = carried_over(row, "It was not reached or not decided.", at=at, only_unfinished=True)
    reports_considered(facts)
    moved = reports_rolled(facts, None, f"It was not reached on {facts.held_on:%-d %B %Y}.", by, at)
    due = minutes_clock(facts, held_on=at.astimezone(LONDON).date(), at=at)
    debriefs(facts, due, at=at)
    row.state, row.closed_at = CLOSED, at
    row.minutes_due_on, row.minutes_because = due.on, due.because
    row.save(update_fields=["state", "closed_at", "minutes_due_on", "minutes_because"])
    content = {"carried_over": over, "reports": moved, "minutes_due_on": due.on.isoformat(), "because": due.because}
    says = f"{row.reference} is closed. Its minutes are due on {due.on:%-d %B %Y}: {due.because}."
    return Done(row.reference, content, reply={"minutes_due_on": due.on.isoformat(), "says": says})


@act("meeting.cancelled", words="cancelled a meeting", may=policy.may_run)
def cancel(meeting: MeetingFacts, *, by: Actor, at: datetime, reason: str, reports_to: date | None = None) -> Done:
    """Cancel a meeting, with the reason. Its items go to the next one; its reports too, or to a month named."""
    row = _held(meeting, SCHEDULED)
    over = carried_over(row, reason, at=at, only_unfinished=False)
    row.state, row.cancelled_because, row.revision = CANCELLED, reason, row.revision + 1
    row.save(update_fields=["state", "cancelled_because", "revision"])
    follows = next_meeting(meeting.group, meeting)
    month = reports_to or (follows.starts_at.astimezone(LONDON).date() if follows else None)
    moved = reports_rolled(
        meeting, month, f"The meeting of {meeting.held_on:%-d %B %Y} was cancelled: {reason}", by, at
    )
    if follows:
        listed_on(follows, facts_of(follows, meeting.group))
    stop_all(meeting.agreement_id, row.reference, by=by, at=at, reason="The meeting was cancelled.")
    content = {"reason": reason, "carried_over": over, "reports": moved}
    next_one = f" to {follows.reference}" if follows else " to the next meeting that is called"
    says = f"{row.reference} is cancelled; {len(over)} items go{next_one}, and {len(moved)} reports with them."
    return Done(row.reference, content, reply={"says": says})


@act("minutes.circulated", words="sent out the minutes", may=policy.may_run)
def circulate_minutes(meeting: MeetingFacts, *, by: Actor, at: datetime) -> Done:
    """Send the minutes to all who took part. Every item that was discussed has its words first."""
    row = _held(meeting, CLOSED)
    facts = facts_of(row, meeting.group)
    if refusal := unready(facts):
        raise Refused(refusal)
    row.state, row.circulated_on = str(MEETING.after(row.state, "circulated")), at.date()
    row.save(update_fields=["state", "circulated_on"])
    stop_clocks(row_id(row), subject=row.reference, about=MINUTES, by=by, at=at, reason="The minutes went out.")
    late = (at.astimezone(LONDON).date() - row.minutes_due_on).days if row.minutes_due_on else 0
    content = {
        "minutes": [
            {"number": str(item.number), "title": item.title, "text": item.text} for item in facts.items if item.number
        ],
        "due_on": row.minutes_due_on.isoformat() if row.minutes_due_on else "",
    }
    stood = "in time" if late <= 0 else f"{late} day{'s' if late > 1 else ''} late"
    return Done(
        row.reference,
        content,
        reply={"late": max(0, late), "says": f"The minutes of {row.reference} went out {stood}."},
    )


def row_id(row: models.Meeting) -> str:
    return str(row.agreement_id)


def _held(meeting: MeetingFacts, *states: str) -> models.Meeting:
    """The row of a meeting in one of some states, held. Raises Refused where another act came first."""
    row = meeting_row(meeting)
    if row.state not in states:
        raise Refused(
            Refusal(
                code="meeting.not-now",
                what=f"{row.reference} was not changed",
                fact=f"it is {row.state}",
                rule=f"this is done while a meeting is {' or '.join(states)}",
                next_step="Open the meeting to see how it stands.",
            )
        )
    return row


def _number_from(row: models.Group, first: int, on: date) -> None:
    """Let the next minute of the year have a number; refused where it was given already."""
    last = MinuteNumber(row.last_number, row.last_year) if row.last_number else None
    if following := not_given_yet(last, first, on):
        raise Refused(following)
    row.last_number, row.last_year = first - 1, year_of(on)
    row.save(update_fields=["last_number", "last_year"])


def _moment(on: date, begins: str) -> datetime:
    try:
        return datetime.combine(on, time.fromisoformat(begins.strip()), tzinfo=LONDON)
    except ValueError:
        raise Refused(
            Refusal(
                code="meeting.time",
                what="The meeting was not called",
                fact=f"“{begins[:20]}” is no time of day",
                rule="a meeting begins at a time, such as 18:00",
                next_step="Write the time like 18:00.",
            )
        ) from None


def _past(starts_at: datetime) -> Refusal:
    return Refusal(
        code="meeting.past",
        what="The meeting was not called",
        fact=f"{starts_at:%-d %B %Y, %H:%M} has passed",
        rule="a meeting is called for a time to come",
        next_step="Choose a later day.",
    )
