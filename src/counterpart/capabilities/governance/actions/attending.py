"""Notes who is at a meeting, who sent apologies and who left; sends delegates and hears them; takes declarations."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time

from counterpart.capabilities.governance import models, policy
from counterpart.capabilities.governance.actions.clocks_of_meetings import DEBRIEF
from counterpart.capabilities.governance.actions.groups import known_as
from counterpart.capabilities.governance.queries.groups import candidate, candidates_of
from counterpart.capabilities.governance.queries.meetings import facts_of, meeting_row
from counterpart.capabilities.governance.rules.groups import Candidate
from counterpart.capabilities.governance.rules.meetings import (
    OPEN,
    SCHEDULED,
    ItemOf,
    MeetingFacts,
    counted_as,
    fit_to_send,
)
from counterpart.capabilities.governance.rules.minutes import not_in_the_room
from counterpart.capabilities.governance.rules.motions import VOID
from counterpart.capabilities.governance.rules.quorum import APOLOGIES, INVITEE, OBSERVER, quorum, there_at
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.door import Done, act
from counterpart.engines.clocks.rules.deadlines import LONDON
from counterpart.engines.clocks.running import stop_clocks
from counterpart.values.refusal import Refusal, Refused, shown


@act("attendance.noted", words="noted who was there", may=policy.may_run)
def note_attendance(
    meeting: MeetingFacts,
    *,
    by: Actor,
    at: datetime,
    present: Sequence[str] = (),
    apologies: Sequence[str] = (),
    left: Sequence[str] = (),
    when: str | None = None,
    observers: Sequence[str] = (),
    invitees: Sequence[str] = (),
) -> Done:
    """Note who came, who sent apologies, who left and when, and who listens without a vote.

    Where somebody left so early that there was no quorum, what was decided after that is void.
    """
    row = meeting_row(meeting)
    if row.state != OPEN:
        raise Refused(_not_open(row))
    moment = _moment(row, when, at)
    known = {one.email.casefold(): one for one in candidates_of(meeting.group.agreement, on=at.date())}
    facts = facts_of(row, meeting.group)
    for email in present:
        _came(row, facts, _known(email, known, meeting), moment)
    for email in apologies:
        _noted(row, _known(email, known, meeting), APOLOGIES, None)
    for email in left:
        _left(row, _known(email, known, meeting), moment)
    for capacity, names in ((OBSERVER, observers), (INVITEE, invitees)):
        for name in names:
            models.Presence.objects.get_or_create(
                agreement_id=row.agreement_id, meeting=row, name=name, capacity=capacity, person_id=None
            )
    facts = facts_of(row, meeting.group)
    void = _void(facts) if left else []
    told = facts.quorum_now
    content = {
        "present": _pseudonyms((one.person for one in facts.presences if one.is_there and one.person), meeting, by, at),
        "others": [one.name for one in facts.presences if not one.person],
        "quorum": "met" if told.met else "not met",
        "fact": told.fact,
    } | ({"void": void} if void else {})
    says = f"There is {'a' if told.met else 'no'} quorum: {told.fact}."
    says += f" Void for want of one: {', '.join(void)}." if void else ""
    return Done(row.reference, content, reply={"quorum": told.met, "says": says})


def _pseudonyms(people: Iterable[str], meeting: MeetingFacts, by: Actor, at: datetime) -> list[str]:
    return [known_as(person, meeting.agreement_id, by=by, at=at) for person in people]


def _known(email: str, known: dict[str, Candidate], meeting: MeetingFacts) -> Candidate:
    return known.get(email.strip().casefold()) or candidate(meeting.group.agreement, email, on=meeting.held_on)


def _came(row: models.Meeting, facts: MeetingFacts, who: Candidate, moment: datetime) -> None:
    """They count as a member or a delegate; whoever neither sits nor was sent listens."""
    counts = counted_as(facts, who.person)
    capacity, party, in_place_of = counts or (OBSERVER, who.party, "")
    _noted(row, who, capacity, moment, party=party, in_place_of=in_place_of)


def _noted(
    row: models.Meeting,
    who: Candidate,
    capacity: str,
    arrived: datetime | None,
    *,
    party: str = "",
    in_place_of: str = "",
) -> None:
    models.Presence.objects.update_or_create(
        meeting=row,
        person_id=who.person,
        defaults={
            "agreement_id": row.agreement_id,
            "party": party or who.party,
            "capacity": capacity,
            "in_place_of": in_place_of or None,
            "arrived_at": arrived,
            "left_at": None,
        },
    )


def _left(row: models.Meeting, who: Candidate, moment: datetime) -> None:
    there = models.Presence.objects.filter(meeting=row, person_id=who.person).exclude(capacity=APOLOGIES)
    if not there.update(left_at=moment):
        raise Refused(
            Refusal(
                code="attendance.not-there",
                what="Nobody was noted",
                fact=f"{who.name} was not at {row.reference}",
                rule="whoever leaves was there",
                next_step="Note first that they came.",
            )
        )


def _void(meeting: MeetingFacts) -> list[str]:
    """Decisions taken when there was no quorum are void, and say so."""
    found = []
    for item in meeting.items:
        for motion in item.motions:
            if motion.decided_at is None or motion.state not in ("carried", "lost"):
                continue
            room = there_at(meeting.presences, motion.decided_at)
            then = quorum(meeting.group.terms, meeting.group.voters, room, item.tied)
            if then.met:
                continue
            because = f"There was no quorum when it was decided: {then.fact}."
            because += " What was done on it stands until it is undone." if motion.proposal else ""
            models.Motion.objects.filter(agreement_id=meeting.agreement_id, reference=motion.reference).update(
                state=VOID, because=because
            )
            found.append(motion.reference)
    return found


@act("delegate.sent", words="sent a delegate", may=policy.may_send_delegate)
def send_delegate(meeting: MeetingFacts, *, by: Actor, at: datetime, member: str, delegate: str, briefing: str) -> Done:
    """Send a delegate to a meeting in the place of a member, and say how they were briefed (Governance 5.3.1)."""
    row = meeting_row(meeting)
    if row.state not in (SCHEDULED, OPEN):
        raise Refused(_not_open(row))
    facts, day = facts_of(row, meeting.group), at.date()
    absent, sent = (candidate(meeting.group.agreement, email, on=day) for email in (member, delegate))
    if refusal := policy.may_stand_for(by, facts, absent.person, absent.party):
        raise Refused(refusal)
    seat = facts.group.seat_of((absent.person,))
    if refusal := fit_to_send(facts, seat, absent.name, sent):
        raise Refused(refusal)
    models.Delegate.objects.create(
        agreement_id=row.agreement_id,
        meeting=row,
        member_id=absent.person,
        person_id=sent.person,
        party=absent.party,
        seat=seat.number if seat else 0,
        briefing=briefing,
    )
    content = {
        "party": absent.party,
        "member": known_as(absent.person, meeting.agreement_id, by=by, at=at),
        "delegate": known_as(sent.person, meeting.agreement_id, by=by, at=at),
        "briefing": briefing,
    }
    return Done(row.reference, content, reply={"says": f"{sent.name} attends {row.reference} for {absent.name}."})


@act("delegate.debriefed", words="debriefed a member", may=policy.may_debrief)
def debrief(meeting: MeetingFacts, *, by: Actor, at: datetime, delegate: str, told: str) -> Done:
    """Tell the member one attended for what was said and decided (Governance 5.3.2)."""
    sent = next((one for one in meeting.delegates if one.email.casefold() == delegate.strip().casefold()), None)
    if sent is None:
        raise Refused(_nobody_sent(meeting, delegate))
    if refusal := policy.may_stand_for(by, meeting, sent.delegate, sent.party):
        raise Refused(refusal)
    rows = models.Delegate.objects.filter(
        agreement_id=meeting.agreement_id, meeting__reference=meeting.reference, person_id=sent.delegate
    )
    rows.update(debriefed_on=at.date(), debrief=told)
    subject = f"{meeting.reference}/{sent.place}"
    stop_clocks(meeting.agreement_id, subject=subject, about=DEBRIEF, by=by, at=at, reason="The member was debriefed.")
    content = {"delegate": known_as(sent.delegate, meeting.agreement_id, by=by, at=at), "told": told}
    return Done(meeting.reference, content, reply={"says": f"{sent.member_name} was debriefed by {sent.name}."})


@act("interest.declared", words="declared an interest", may=policy.may_speak)
def declare(of: ItemOf, *, by: Actor, at: datetime, who: str, nature: str, prejudicial: bool = False) -> Done:
    """Declare an interest in an item. Whoever has a prejudicial one takes no part in the vote on it."""
    row = meeting_row(of.meeting)
    if row.state not in (SCHEDULED, OPEN):
        raise Refused(_not_open(row))
    facts = facts_of(row, of.meeting.group)
    holder = candidate(facts.group.agreement, who, on=at.date())
    if refusal := policy.may_stand_for(by, facts, holder.person, ""):
        raise Refused(refusal)
    if row.state == OPEN and facts.presence_of((holder.person,)) is None:
        raise Refused(not_in_the_room(holder.name))
    item = models.Item.objects.get(meeting=row, line=of.item.line)
    models.Interest.objects.update_or_create(
        item=item,
        person_id=holder.person,
        defaults={
            "agreement_id": row.agreement_id,
            "party": holder.party,
            "nature": nature,
            "prejudicial": prejudicial,
        },
    )
    content = {
        "line": str(item.line),
        "person": known_as(holder.person, of.agreement_id, by=by, at=at),
        "nature": nature,
        "prejudicial": "yes" if prejudicial else "no",
    }
    kept_out = " and takes no part in it" if prejudicial else ""
    says = f"{holder.name} declared an interest in item {item.line}{kept_out}."
    return Done(row.reference, content, reply={"says": says})


def _moment(row: models.Meeting, when: str | None, at: datetime) -> datetime:
    if not when:
        return at
    try:
        day = row.starts_at.astimezone(LONDON).date()
        return datetime.combine(day, time.fromisoformat(when.strip()), tzinfo=LONDON)
    except ValueError:
        raise Refused(
            Refusal(
                code="attendance.time",
                what="Nobody was noted",
                fact=f"{shown(when)} is no time of day",
                rule="a time is written like 18:30",
                next_step="Write the time, or leave it out: it is now.",
            )
        ) from None


def _not_open(row: models.Meeting) -> Refusal:
    return Refusal(
        code="meeting.not-now",
        what=f"{row.reference} was not changed",
        fact=f"it is {row.state}",
        rule="who attends is noted while a meeting is open; delegates and interests also before",
        next_step="Open the meeting first, or correct its minutes.",
    )


def _nobody_sent(meeting: MeetingFacts, delegate: str) -> Refusal:
    return Refusal(
        code="delegate.unknown",
        what="Nobody was debriefed",
        fact=f"no delegate {shown(delegate)} was sent to {meeting.reference}",
        rule="whoever was sent tells the member what was said",
        next_step="Choose a delegate of this meeting.",
    )
