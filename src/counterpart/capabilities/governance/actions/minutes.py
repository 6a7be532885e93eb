"""Writes minutes: what was said, received and undertaken at each item; corrects and approves them."""

from datetime import date, datetime
from typing import Any

from counterpart.capabilities.governance import models, policy
from counterpart.capabilities.governance.actions.clocks_of_meetings import stop_owed
from counterpart.capabilities.governance.queries.gathering import open_meeting_of
from counterpart.capabilities.governance.queries.meetings import facts_of, item_named, meeting_row
from counterpart.capabilities.governance.rules.meetings import (
    APPROVED,
    CIRCULATED,
    CLOSED,
    ITEM,
    OPEN,
    SCHEDULED,
    ItemOf,
    MeetingFacts,
    changed_since,
)
from counterpart.capabilities.governance.rules.minutes import approved_in_words, misadded, no_open_meeting
from counterpart.capabilities.governance.rules.numbering import MinuteNumber, next_number
from counterpart.capabilities.governance.rules.programme import RECEIVED
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.door import Done, act
from counterpart.engines.clocks.rules.deadlines import LONDON
from counterpart.engines.clocks.rules.promises import Kind
from counterpart.engines.clocks.running import Opening, open_clocks
from counterpart.values.refusal import Refusal, Refused


@act("item.minuted", words="wrote a minute", may=policy.may_run)
def minute(of: ItemOf, *, by: Actor, at: datetime, text: str, version: int | None = None) -> Done:
    """Write what was said at an item. Its number is given when it is first taken; nobody’s words are lost unseen.

    `version` is the one the writer read; where another wrote since, it is refused.
    """
    row, fresh = held_item(of, by, at, OPEN, CLOSED)
    if refusal := changed_since(fresh.item, fresh.item.version if version is None else version):
        raise Refused(refusal)
    number = take(row, at)
    row.text, row.version = text, row.version + 1
    row.edited_by = by.hand_in(of.agreement_id).person
    row.save(update_fields=["text", "version", "edited_by", "state", "number", "year"])
    content = {"number": str(number), "title": row.title, "text": text, "version": str(row.version)}
    says = f"Minute {number} is written (version {row.version})."
    return Done(of.meeting.reference, content, reply={"number": str(number), "version": row.version, "says": says})


@act("minute.corrected", words="corrected a minute", may=policy.may_run)
def correct(of: ItemOf, *, by: Actor, at: datetime, text: str, reason: str, version: int | None = None) -> Done:
    """Correct a minute that has gone round, with the reason; the words before stay in the record."""
    row, fresh = held_item(of, by, at, CIRCULATED)
    if refusal := changed_since(fresh.item, fresh.item.version if version is None else version):
        raise Refused(refusal)
    before, row.text, row.version = row.text, text, row.version + 1
    row.edited_by = by.hand_in(of.agreement_id).person
    row.save(update_fields=["text", "version", "edited_by"])
    content = {"number": str(fresh.item.number or ""), "text": text, "before": before, "reason": reason}
    says = f"Minute {fresh.item.number} is corrected (version {row.version})."
    return Done(of.meeting.reference, content, reply={"says": says})


@act("minutes.approved", words="approved the minutes", may=policy.may_run)
def approve(meeting: MeetingFacts, *, by: Actor, at: datetime) -> Done:
    """Approve the minutes as a correct record, at the next meeting of the group, which is open and has a quorum."""
    row = meeting_row(meeting)
    if row.state != CIRCULATED:
        raise Refused(no_open_meeting(meeting, f"they are {row.state}"))
    now_open = open_meeting_of(meeting.group)
    if now_open is None or now_open.starts_at <= row.starts_at:
        raise Refused(no_open_meeting(meeting, "no later meeting of the group is open"))
    at_meeting = facts_of(now_open, meeting.group)
    if not at_meeting.quorum_now.met:
        raise Refused(no_open_meeting(meeting, f"{now_open.reference} has no quorum: {at_meeting.quorum_now.fact}"))
    row.state, row.approved_at = APPROVED, now_open.reference
    row.save(update_fields=["state", "approved_at"])
    number = _approval_minuted(now_open, meeting, by, at)
    content = {"at": now_open.reference} | ({"number": number} if number else {})
    says = f"The minutes of {row.reference} are approved at {now_open.reference}."
    return Done(row.reference, content, reply={"says": says})


def _approval_minuted(now_open: models.Meeting, meeting: MeetingFacts, by: Actor, at: datetime) -> str:
    """The item of the open meeting that approves these minutes says so, where nothing was written at it yet."""
    item = (
        models.Item.objects.select_for_update(of=("self",))
        .select_related("meeting__group")
        .filter(meeting=now_open, kind="minutes", source=meeting.reference)
        .first()
    )
    if item is None:
        return ""
    number = take(item, at)
    item.text, item.version = item.text or approved_in_words(meeting), item.version + 1
    item.edited_by = by.person
    item.save(update_fields=["text", "version", "edited_by", "state", "number", "year"])
    return str(number)


@act("report.received", words="noted that a report came", may=policy.may_run)
def receive(of: ItemOf, *, by: Actor, at: datetime, document: str) -> Done:
    """Note at an item that its report came, and what was received: a nil return is a return."""
    row, _ = held_item(of, by, at, SCHEDULED, OPEN, CLOSED)
    row.received_on, row.received = at.date(), document
    row.save(update_fields=["received_on", "received"])
    stop_owed(of.meeting, row.source, by=by, at=at, reason=f"Received: {document}"[:500])
    models.Report.objects.filter(agreement_id=of.agreement_id, reference=row.source).update(
        state=RECEIVED, received_at=of.meeting.reference
    )
    content = {"line": str(row.line), "title": row.title, "source": row.source, "document": document}
    return Done(of.meeting.reference, content, reply={"says": f"“{row.title}” was received."})


@act("compliance.noted", words="noted the compliance position", may=policy.may_run)
def note_compliance(of: ItemOf, *, by: Actor, at: datetime, kind: str, due: int, done: int, overdue: int) -> Done:
    """Note at an item how compliance stands: of one kind, how many were due, are done, and are overdue."""
    row, _ = held_item(of, by, at, SCHEDULED, OPEN, CLOSED)
    if refusal := misadded(due, done, overdue):
        raise Refused(refusal)
    models.Compliance.objects.update_or_create(
        item=row, kind=kind, defaults={"agreement_id": row.agreement_id, "due": due, "done": done, "overdue": overdue}
    )
    content = {"line": str(row.line), "kind": kind, "due": str(due), "done": str(done), "overdue": str(overdue)}
    says = f"{kind.capitalize()}: {done} of {due} done, {overdue} overdue."
    return Done(of.meeting.reference, content, reply={"says": says})


@act("undertaking.given", words="gave an undertaking", may=policy.may_run)
def undertake(
    of: ItemOf, *, by: Actor, at: datetime, what: str, party: str, due_on: date, accepted_by: str | None = None
) -> Done:
    """Note what somebody undertook at an item. It is a promise of their party: its first day never moves."""
    row, _ = held_item(of, by, at, OPEN, CLOSED)
    number = take(row, at)
    row.save(update_fields=["state", "number", "year"])
    opening = Opening(
        kind=Kind.PROMISE,
        about="action",
        subject=of.meeting.reference,
        what=what,
        due_on=due_on,
        because=f"undertaken at minute {number}",
        party=party,
        accepted_by=accepted_by or of.meeting.group.chair_party,
        source=f"minute {number}",
        address=of.address,
    )
    (reference,) = open_clocks(of.agreement_id, [opening], at=at)
    content = {"number": str(number), "promise": reference, "what": what, "party": party, "due_on": due_on.isoformat()}
    says = f"{reference}: {party} does it by {due_on:%-d %B %Y} (minute {number})."
    return Done(of.meeting.reference, content, reply={"reference": reference, "says": says})


def held_item(of: ItemOf, by: Actor, at: datetime, *states: str) -> tuple[models.Item, ItemOf]:
    """The row of an item, held, and the item as it is now. Raises Refused where its meeting is in another state."""
    held = models.Item.objects.select_for_update(of=("self",)).select_related("meeting__group")
    row = held.get(agreement_id=of.agreement_id, meeting__reference=of.meeting.reference, line=of.item.line)
    places: dict[str, Any] = {"reference": of.meeting.group.agreement.reference, "number": of.meeting.reference}
    fresh = item_named(by, at, item=str(of.item.line), **places)
    if fresh.meeting.state in states:
        return row, fresh
    raise Refused(
        Refusal(
            code="item.not-now",
            what=f"Item {row.line} was not changed",
            fact=f"{of.meeting.reference} is {fresh.meeting.state}",
            rule=f"this is done while a meeting is {' or '.join(states)}",
            next_step="Once minutes have gone round, correct them with a reason.",
        )
    )


def take(item: models.Item, at: datetime) -> MinuteNumber:
    """Give an item its number when it is first taken: the next of its group’s year. Whoever comes second waits."""
    if item.number and item.year is not None:
        return MinuteNumber(item.number, item.year)
    group = models.Group.objects.select_for_update().get(id=item.meeting.group_id)
    last = MinuteNumber(group.last_number, group.last_year) if group.last_number else None
    number = next_number(last, item.meeting.starts_at.astimezone(LONDON).date())
    group.last_number, group.last_year = number.number, number.year
    group.save(update_fields=["last_number", "last_year"])
    state = ITEM.after(item.state, "minuted")
    if isinstance(state, Refusal):
        raise Refused(state)
    item.number, item.year, item.state = number.number, number.year, state
    return number
