"""Lists on an agenda what belongs there, and carries over what a meeting did not come to. Called by acts."""

from datetime import date, datetime

from django.db.models import QuerySet

from counterpart.capabilities.governance import models
from counterpart.capabilities.governance.queries.gathering import gathered_for, motions_to_put_again
from counterpart.capabilities.governance.queries.programme import reports_of
from counterpart.capabilities.governance.rules.agenda import MOTION, OTHER, URGENT, Line, built
from counterpart.capabilities.governance.rules.meetings import CARRIED_OVER, DISCUSSED, LISTED, MeetingFacts
from counterpart.capabilities.governance.rules.motions import OVER
from counterpart.capabilities.governance.rules.numbering import month_of, next_month
from counterpart.capabilities.governance.rules.programme import JOINED, PLANNED, RECEIVED
from counterpart.engines.access.numbering import next_reference
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.models import Proposal
from counterpart.values.reference import folded

CARRIES = (MOTION, OTHER, URGENT)
"""The kinds of items that go to the next meeting; the others recur there, or come with the work programme."""
MOTION_PREFIX = "MOT"


def listed_on(row: models.Meeting, facts: MeetingFacts) -> list[Line]:
    """Add to an agenda what belongs there and is not on it; each motion with it."""
    lines = built(gathered_for(facts), facts.items)
    begin = len(facts.items)
    for place, line in enumerate(lines, begin + 1):
        item = models.Item.objects.create(
            agreement_id=row.agreement_id,
            meeting=row,
            line=place,
            title=line.title[:300],
            kind=line.kind,
            source=line.source,
            state=LISTED,
            carried_from=line.carried_from,
            carried_because=line.carried_because,
        )
        _put(item, row, line, facts)
    return lines


def _put(item: models.Item, row: models.Meeting, line: Line, facts: MeetingFacts) -> None:
    """Put the motions of a line: the proposed act that waits for the group, or what an earlier meeting left open."""
    if line.kind == MOTION:
        _motion(item, row, text=_words_of(row, line.source) or line.title, proposal=line.source)
    for earlier in motions_to_put_again(facts, line) if line.carried_from else ():
        _motion(
            item,
            row,
            text=earlier.text,
            kind=earlier.kind,
            report=earlier.report,
            month=earlier.month,
            addressee=earlier.addressee,
            due_on=earlier.due_on,
        )


def _motion(item: models.Item, row: models.Meeting, **said: object) -> None:
    reference = next_reference(MOTION_PREFIX, agreement=str(row.agreement_id), year=row.starts_at.year)
    told = {"kind": "resolution", **said}
    models.Motion.objects.create(
        agreement_id=row.agreement_id, reference=reference, group=row.group, item=item, state="open", **told
    )


def _words_of(row: models.Meeting, proposal: str) -> str:
    """What a proposed act says will be done, as a motion: its title and what was sent with it, without addresses."""
    kept = Proposal.objects.filter(agreement_id=row.agreement_id, reference=proposal).first()
    if kept is None:
        return ""
    told = ((name.replace("_", " "), str(value)) for name, value in kept.content.get("sent", {}).items() if value)
    sent = [f"{name}: {value}" for name, value in told if "@" not in value]
    return f"{kept.title} ({proposal})" + (f": {'; '.join(sent)}" if sent else "")


def carried_over(row: models.Meeting, reason: str, *, at: datetime, only_unfinished: bool) -> list[str]:
    """Carry over what was not come to: items listed of the kinds that go on, and those with a motion undecided."""
    undecided = models.Motion.objects.filter(item__meeting=row, state="open")
    lines = set(undecided.values_list("item__line", flat=True))
    found = []
    for item in models.Item.objects.filter(meeting=row).order_by("line"):
        unreached = item.state == LISTED and item.kind in CARRIES
        if not (unreached or item.line in lines):
            continue
        item.state, item.carried_because = CARRIED_OVER, reason
        item.save(update_fields=["state", "carried_because"])
        found.append(item.title)
    undecided.update(state=OVER, because=reason[:600], decided_at=at)
    return found


def reports_rolled(meeting: MeetingFacts, to: date | None, reason: str, by: Actor, at: datetime) -> list[str]:
    """Roll the reports planned for a meeting’s month to another; one that stands there already takes it in."""
    month = month_of(meeting.held_on)
    target = month_of(to) if to and month_of(to) != month else next_month(month)
    there = {folded(report.title) for report in reports_of(meeting.group, month=target)}
    rows = _planned(meeting)
    found = []
    for row in rows.order_by("reference"):
        joins = folded(row.title) in there
        move(row, target, reason, by, at)
        if joins:
            row.state = JOINED
            row.save(update_fields=["state"])
        found.append(row.title)
    return found


def reports_considered(meeting: MeetingFacts) -> None:
    """The reports whose items were discussed came to this meeting, though nobody noted their receipt."""
    taken = [item.source for item in meeting.items if item.state == DISCUSSED]
    _planned(meeting).filter(reference__in=taken).update(state=RECEIVED, received_at=meeting.reference)


def _planned(meeting: MeetingFacts) -> QuerySet[models.Report]:
    """The reports that were wanted by the month of a meeting and have not come."""
    return models.Report.objects.filter(
        agreement_id=meeting.agreement_id,
        group__name=meeting.group.name,
        month__lte=month_of(meeting.held_on),
        state=PLANNED,
    )


def move(row: models.Report, to: date | None, reason: str, by: Actor, at: datetime, authority: str = "") -> None:
    """Move a report to a month, or to none yet, and keep the step."""
    models.ReportMove.objects.create(
        agreement_id=row.agreement_id,
        report=row,
        on=at.date(),
        before=row.month,
        after=to,
        reason=reason[:500],
        authority=authority,
        person_id=by.hand_in(str(row.agreement_id)).person,
    )
    row.month = to
    row.save(update_fields=["month"])
