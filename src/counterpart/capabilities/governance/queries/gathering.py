"""Gathers what belongs on the agenda of a group’s meeting."""

from collections.abc import Collection

from django.db.models import QuerySet

from counterpart.capabilities.agreements.queries.kept import moments_of
from counterpart.capabilities.agreements.rules.term import life
from counterpart.capabilities.governance import models
from counterpart.capabilities.governance.queries.motions import waiting_for_group
from counterpart.capabilities.governance.rules.agenda import Gathered, Line, review_in_words, to_review
from counterpart.capabilities.governance.rules.groups import GroupFacts
from counterpart.capabilities.governance.rules.meetings import (
    CARRIED_OVER,
    CIRCULATED,
    OPEN,
    SCHEDULED,
    MeetingFacts,
)
from counterpart.capabilities.governance.rules.motions import MOTION, OVER
from counterpart.capabilities.governance.rules.numbering import month_of
from counterpart.capabilities.governance.rules.programme import PLANNED
from counterpart.engines.clocks.rules.deadlines import LONDON


def gathered_for(meeting: MeetingFacts) -> Gathered:
    """What belongs on an agenda now: minutes to approve, reports, what is owed, motions that wait, what was carried."""
    group, waiting = meeting.group, _waiting(meeting)
    return Gathered(
        group,
        minutes=tuple(_to_approve(meeting)),
        motions=tuple(waiting),
        reports=tuple(_programme(meeting)),
        reporting=tuple(
            (other.name, other.title)
            for other in group.agreement.terms.template.groups
            if other.reports_to == group.name
        ),
        owed=tuple(
            (one.ref, f"{one.who.capitalize()}: {one.what} ({one.clause})")
            for one in group.agreement.terms.template.obligations
            if one.group == group.name
        ),
        reviews=tuple(_reviews(meeting)),
        carried=tuple(_carried(meeting, dict(waiting))),
    )


def _waiting(meeting: MeetingFacts) -> list[tuple[str, str]]:
    """The proposed acts that wait for the group and are before it nowhere else."""
    open_now = models.Motion.objects.filter(agreement_id=meeting.agreement_id, state=MOTION.initial).exclude(
        proposal=""
    )
    elsewhere = set(open_now.values_list("proposal", flat=True))
    waits = waiting_for_group(meeting.group)
    return [(str(row.reference), row.title) for row in waits if row.reference not in elsewhere]


def _reviews(meeting: MeetingFacts) -> list[tuple[str, str]]:
    """The clocks of the reviews that belong before this meeting and still run, each with what it is to look at."""
    agreement = meeting.group.agreement
    running = {clock.subject: clock.reference for clock in moments_of(agreement, open_only=True)}
    due = to_review(meeting.group, meeting.held_on, life(agreement))
    found = [(running.get(moment.subject(agreement.reference)), moment) for moment in due]
    return [(clock, review_in_words(moment)) for clock, moment in found if clock]


def _to_approve(meeting: MeetingFacts) -> list[tuple[str, str]]:
    """Meetings of the group whose minutes went round and were not approved yet."""
    rows = _others(meeting).filter(state=CIRCULATED, starts_at__lt=meeting.starts_at).order_by("starts_at")
    return [(row.reference, f"{row.starts_at:%-d %B %Y}") for row in rows]


def _programme(meeting: MeetingFacts) -> list[tuple[str, str]]:
    """The reports planned by the month of the meeting that have not come, and that no sooner meeting takes."""
    rows = models.Report.objects.filter(
        agreement_id=meeting.agreement_id,
        group__name=meeting.group.name,
        state=PLANNED,
        month__lte=month_of(meeting.held_on),
    )
    if sooner := _others(meeting).filter(state__in=(SCHEDULED, OPEN), starts_at__lt=meeting.starts_at).last():
        rows = rows.filter(month__gt=month_of(sooner.starts_at.astimezone(LONDON).date()))
    return [(row.reference, row.title) for row in rows.order_by("reference")]


def _carried(meeting: MeetingFacts, waiting: Collection[str]) -> list[Line]:
    """What earlier meetings of the group carried over, and no later one has taken up."""
    taken = set(
        models.Item.objects.filter(meeting__in=_others(meeting), carried_from__gt="").values_list(
            "carried_from", "title"
        )
    )
    rows = models.Item.objects.filter(meeting__in=_others(meeting), state=CARRIED_OVER).select_related("meeting")
    found = []
    for row in rows.order_by("meeting__starts_at", "line"):
        where = row.meeting.reference
        decided_since = row.kind == "motion" and row.source not in waiting
        if (where, row.title) in taken or decided_since:
            continue
        why = row.carried_because or row.meeting.cancelled_because
        found.append(Line(row.kind, row.title, row.source, where, why))
    return found


def motions_to_put_again(meeting: MeetingFacts, line: Line) -> list[models.Motion]:
    """The motions that an item carried with it, which perform no proposed act: they are put again."""
    rows = models.Motion.objects.filter(
        agreement_id=meeting.agreement_id,
        item__meeting__reference=line.carried_from,
        item__title=line.title,
        state=OVER,
        proposal="",
    )
    return list(rows.order_by("reference"))


def next_meeting(group: GroupFacts, after: MeetingFacts) -> models.Meeting | None:
    """The next meeting of a group that is still to be held."""
    rows = models.Meeting.objects.select_for_update(of=("self",)).select_related("group")
    later = rows.filter(agreement_id=group.agreement_id, group__name=group.name, starts_at__gt=after.starts_at)
    return later.filter(state="scheduled").order_by("starts_at").first()


def open_meeting_of(group: GroupFacts) -> models.Meeting | None:
    """The meeting of a group that is open now."""
    rows = models.Meeting.objects.filter(agreement_id=group.agreement_id, group__name=group.name, state="open")
    return rows.select_related("group").order_by("starts_at").first()


def _others(meeting: MeetingFacts) -> QuerySet[models.Meeting]:
    rows = models.Meeting.objects.filter(agreement_id=meeting.agreement_id, group__name=meeting.group.name)
    return rows.exclude(reference=meeting.reference).order_by("starts_at")
