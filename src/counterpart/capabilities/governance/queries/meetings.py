"""Reads of meetings: with their items, who was there, what was declared, and what was put to them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.governance import models
from counterpart.capabilities.governance.queries.groups import group_of, names_of
from counterpart.capabilities.governance.queries.motions import motion_facts
from counterpart.capabilities.governance.rules.groups import GroupFacts
from counterpart.capabilities.governance.rules.meetings import (
    Interest,
    ItemFacts,
    ItemOf,
    MeetingFacts,
    Position,
    Sent,
)
from counterpart.capabilities.governance.rules.motions import MotionFacts
from counterpart.capabilities.governance.rules.numbering import MinuteNumber
from counterpart.capabilities.governance.rules.quorum import Presence
from counterpart.engines.access.actors import people_known
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.texts import Label, Reference
from counterpart.values.refusal import Refusal, Refused, shown


@dataclass(frozen=True)
class Listed:
    """A meeting as a list names it."""

    reference: str
    group: str
    starts_at: datetime
    place: str
    state: str


def meeting_named(by: Actor, at: datetime, reference: Reference, number: Reference) -> MeetingFacts:
    """A meeting by its reference, with all of it. Raises Refused where there is none."""
    agreement = agreement_named(reference, by=by)
    row = (
        models.Meeting.objects.filter(agreement_id=agreement.agreement_id, reference=number)
        .select_related("group")
        .first()
    )
    if row is None:
        raise Refused(_unknown(agreement.reference, number))
    return facts_of(row, group_of(agreement, row.group.name, on=at.date()))


def item_named(by: Actor, at: datetime, reference: Reference, number: Reference, item: Label) -> ItemOf:
    """An item of a meeting by its line. Raises Refused where there is none."""
    meeting = meeting_named(by, at, reference, number)
    found = meeting.item(int(item)) if item.isascii() and item.isdigit() and len(item) < 6 else None
    if found is None:
        raise Refused(
            Refusal(
                code="item.unknown",
                what="There is no such item",
                fact=f"{meeting.reference} has no item {shown(item)}",
                rule="an item is known by its line in the meeting",
                next_step="Open it from the page of the meeting.",
            )
        )
    return ItemOf(meeting, found)


def meeting_row(meeting: MeetingFacts) -> models.Meeting:
    """The row of a meeting, held for the rest of the transaction."""
    rows = models.Meeting.objects.select_for_update(of=("self",)).select_related("group")
    return rows.get(agreement_id=meeting.agreement_id, reference=meeting.reference)


def meetings_of(group: GroupFacts) -> list[Listed]:
    """The meetings of a group, the latest first."""
    return listed(models.Meeting.objects.filter(agreement_id=group.agreement_id, group__name=group.name))


def listed(rows: QuerySet[models.Meeting]) -> list[Listed]:
    found = rows.select_related("group").order_by("-starts_at", "-reference")
    return [Listed(row.reference, row.group.name, row.starts_at, row.place, row.state) for row in found]


def facts_of(row: models.Meeting, group: GroupFacts) -> MeetingFacts:
    """A meeting with its items, in as many queries however many they are."""
    presences = list(models.Presence.objects.filter(meeting=row).order_by("id"))
    delegates = list(models.Delegate.objects.filter(meeting=row).order_by("id"))
    items = list(models.Item.objects.filter(meeting=row).order_by("line"))
    interests = list(models.Interest.objects.filter(item__meeting=row).order_by("id"))
    people = {one.person_id for one in presences} | {one.person_id for one in interests} | {row.chair_id}
    people |= {item.edited_by for item in items}
    people |= {one.member_id for one in delegates} | {one.person_id for one in delegates}
    names = names_of(people)
    return MeetingFacts(
        group=group,
        reference=row.reference,
        starts_at=row.starts_at,
        place=row.place,
        state=row.state,
        agenda_sent_on=row.agenda_sent_on,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        cancelled_because=row.cancelled_because,
        chair=names.get(str(row.chair_id), ""),
        chair_person=str(row.chair_id or ""),
        revision=row.revision,
        minutes_due_on=row.minutes_due_on,
        minutes_because=row.minutes_because,
        circulated_on=row.circulated_on,
        approved_at=row.approved_at,
        items=tuple(_items(row, items, interests, names)),
        presences=tuple(_presence(one, names) for one in presences),
        delegates=tuple(_sent(delegates, names)),
    )


def _items(
    meeting: models.Meeting,
    items: Iterable[models.Item],
    interests: Iterable[models.Interest],
    names: Mapping[str, str],
) -> Iterable[ItemFacts]:
    motions: dict[int, list[MotionFacts]] = {}
    rows = models.Motion.objects.filter(item__meeting=meeting).select_related("group", "item__meeting")
    for motion in motion_facts(rows.order_by("reference")):
        motions.setdefault(motion.line, []).append(motion)
    declared: dict[int, list[Interest]] = {}
    for one in interests:
        person = str(one.person_id)
        told = Interest(person, names.get(person, "Somebody"), one.party, one.nature, one.prejudicial)
        declared.setdefault(one.item_id, []).append(told)
    positions: dict[int, list[Position]] = {}
    for position in models.Compliance.objects.filter(item__meeting=meeting).order_by("id"):
        told_at = positions.setdefault(position.item_id, [])
        told_at.append(Position(position.kind, position.due, position.done, position.overdue))
    for item in items:
        yield ItemFacts(
            line=item.line,
            title=item.title,
            kind=item.kind,
            source=item.source,
            state=item.state,
            text=item.text,
            number=MinuteNumber(item.number, item.year) if item.number and item.year is not None else None,
            version=item.version,
            edited_by=names.get(str(item.edited_by), ""),
            urgent_because=item.urgent_because,
            carried_from=item.carried_from,
            carried_because=item.carried_because,
            received_on=item.received_on,
            received=item.received,
            interests=tuple(declared.get(item.pk, ())),
            positions=tuple(positions.get(item.pk, ())),
            motions=tuple(motions.get(item.line, ())),
        )


def _presence(one: models.Presence, names: Mapping[str, str]) -> Presence:
    person = str(one.person_id or "")
    name = names.get(person, "Somebody") if person else one.name
    in_place_of = str(one.in_place_of or "")
    return Presence(person, name, one.party, one.capacity, in_place_of, one.arrived_at, one.left_at)


def _sent(rows: Iterable[models.Delegate], names: Mapping[str, str]) -> Iterable[Sent]:
    kept = list(rows)
    emails = {one.person: one.email for one in people_known([str(row.person_id) for row in kept])} if kept else {}
    for row in kept:
        member, delegate = str(row.member_id), str(row.person_id)
        yield Sent(
            member=member,
            member_name=names.get(member, "Somebody"),
            delegate=delegate,
            name=names.get(delegate, "Somebody"),
            email=emails.get(delegate, ""),
            party=row.party,
            seat=row.seat,
            briefing=row.briefing,
            debriefed_on=row.debriefed_on,
            debrief=row.debrief,
        )


def _unknown(agreement: str, number: str) -> Refusal:
    return Refusal(
        code="meeting.unknown",
        what="There is no such meeting",
        fact=f"no meeting of {agreement} is known under {shown(number)}",
        rule="a meeting is known by its reference",
        next_step="Open it from the page of its group.",
    )
