"""Reads of motions: those of a meeting, of a group, out of meeting; and the proposals that wait for a group."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.governance import models
from counterpart.capabilities.governance.queries.groups import group_of, names_of
from counterpart.capabilities.governance.rules.groups import GroupFacts
from counterpart.capabilities.governance.rules.motions import MotionFacts, MotionOf
from counterpart.capabilities.governance.rules.numbering import MinuteNumber
from counterpart.capabilities.governance.rules.votes import Vote
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.models import Proposal
from counterpart.engines.acts.offers import OFFERS
from counterpart.engines.acts.rules import GROUP, PROPOSED
from counterpart.engines.acts.texts import Reference
from counterpart.values.refusal import Refusal, Refused, shown


def motion_named(by: Actor, at: datetime, reference: Reference, number: Reference) -> MotionOf:
    """A motion by its reference, with who is tied in its item. Raises Refused where there is none."""
    agreement = agreement_named(reference, by=by)
    row = (
        models.Motion.objects.filter(agreement_id=agreement.agreement_id, reference=number)
        .select_related("group", "item__meeting")
        .first()
    )
    if row is None:
        raise Refused(_unknown(agreement.reference, number))
    group = group_of(agreement, row.group.name, on=at.date())
    motion = motion_facts([row])[0]
    if row.item is None:
        return MotionOf(group, motion)
    tied = models.Interest.objects.filter(item=row.item, prejudicial=True).values_list("person_id", flat=True)
    sitting = models.Presence.objects.filter(
        meeting=row.item.meeting, capacity__in=("member", "delegate"), left_at=None
    ).values_list("person_id", "party")
    return MotionOf(
        group,
        motion,
        row.item.meeting.state,
        frozenset(map(str, tied)),
        tuple((str(person), party) for person, party in sitting),
    )


def motions_of(group: GroupFacts) -> list[MotionFacts]:
    """The motions of a group, the newest first."""
    rows = models.Motion.objects.filter(agreement_id=group.agreement_id, group__name=group.name)
    return motion_facts(rows.select_related("group", "item__meeting").order_by("-reference"))


def motion_facts(rows: Iterable[models.Motion]) -> list[MotionFacts]:
    """Motions with their votes and what each performs, in as many queries however many there are."""
    motions = list(rows)
    votes: dict[UUID, list[models.Vote]] = {}
    for vote in models.Vote.objects.filter(motion__in=motions).order_by("cast_at", "id") if motions else ():
        votes.setdefault(vote.motion_id, []).append(vote)
    names = names_of(vote.person_id for cast in votes.values() for vote in cast)
    proposals = _proposals(motions)
    return [_motion(row, votes.get(row.id, ()), names, proposals.get(row.proposal)) for row in motions]


def _motion(
    row: models.Motion, votes: Iterable[models.Vote], names: Mapping[str, str], proposal: Proposal | None
) -> MotionFacts:
    cast = tuple(
        Vote(vote.party, str(vote.person_id), names.get(str(vote.person_id), "Somebody"), vote.choice) for vote in votes
    )
    return MotionFacts(
        reference=row.reference,
        group=row.group.name,
        meeting=row.item.meeting.reference if row.item else "",
        line=row.item.line if row.item else 0,
        text=row.text,
        kind=row.kind,
        state=row.state,
        proposal=row.proposal,
        performs=proposal.title if proposal else "",
        told=_sent(proposal.content) if proposal else (),
        report=row.report,
        month=row.month,
        addressee=row.addressee,
        due_on=row.due_on,
        out_of_meeting_because=row.out_of_meeting_because,
        reply_by=row.reply_by,
        votes=cast,
        number=MinuteNumber(row.number, row.year) if row.number and row.year else None,
        decided_at=row.decided_at,
        how=row.how,
        because=row.because,
    )


def _proposals(motions: Iterable[models.Motion]) -> dict[str, Proposal]:
    wanted = {(motion.agreement_id, motion.proposal) for motion in motions if motion.proposal}
    if not wanted:
        return {}
    agreement = next(iter(wanted))[0]
    found = Proposal.objects.filter(agreement_id=agreement, reference__in=[reference for _, reference in wanted])
    return {str(row.reference): row for row in found}


def _sent(content: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    sent: Mapping[str, Any] = content.get("sent", {})
    places: Mapping[str, Any] = content.get("places", {})
    told = [(name, str(value)) for name, value in (*places.items(), *sent.items()) if value not in (None, "", [])]
    return tuple((name.replace("_", " "), value) for name, value in told if name != "reference")


def if_carried(motion: MotionFacts, agreement_id: str, *, by: Actor, at: datetime) -> str:
    """What will happen if a motion is carried, in the words in which the act itself is offered."""
    row = Proposal.objects.filter(agreement_id=agreement_id, reference=motion.proposal).first()
    offer = OFFERS.get(row.act) if row else None
    if row is None or offer is None:
        return ""
    try:
        return f"{offer.title}: {offer.said(offer.of(by, at, **row.content['places']))}"
    except Refused as refused:
        return f"{offer.title}: it cannot be done as things stand: {refused.refusal.fact}."


def waiting_for_group(group: GroupFacts) -> list[Proposal]:
    """The proposed acts that wait for the decision of a group, oldest first."""
    waits = Proposal.objects.filter(
        agreement_id=group.agreement_id, state=PROPOSED.initial, needs__contains=[f"{GROUP}{group.name}"]
    )
    return list(waits.order_by("opened_at", "reference"))


def _unknown(agreement: str, number: str) -> Refusal:
    return Refusal(
        code="motion.unknown",
        what="There is no such motion",
        fact=f"no motion of {agreement} is known under {shown(number)}",
        rule="a motion is known by its reference",
        next_step="Open it from its meeting or its group.",
    )
