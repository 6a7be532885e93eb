"""Puts motions, takes votes, and takes decisions; what is carried is performed, and a group above may overrule."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from counterpart.capabilities.governance import models, policy
from counterpart.capabilities.governance.actions.carrying import MOTION_PREFIX
from counterpart.capabilities.governance.actions.clocks_of_meetings import VOTE, vote_clocks
from counterpart.capabilities.governance.actions.deciding import close_lost, outcome_of, perform_carried
from counterpart.capabilities.governance.actions.minutes import held_item, take
from counterpart.capabilities.governance.queries.groups import group_row
from counterpart.capabilities.governance.queries.motions import motion_named, waiting_for_group
from counterpart.capabilities.governance.rules.groups import GroupFacts
from counterpart.capabilities.governance.rules.meetings import OPEN, SCHEDULED, ItemOf
from counterpart.capabilities.governance.rules.motions import (
    MOTION,
    OVERRULED,
    RESOLUTION,
    MotionOf,
    put_well,
)
from counterpart.capabilities.governance.rules.numbering import MinuteNumber, month_of, next_number
from counterpart.capabilities.governance.rules.votes import CARRIED, voter_of
from counterpart.engines.access.numbering import next_reference
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.door import Done, act
from counterpart.engines.clocks.running import stop_clocks
from counterpart.values.refusal import Refusal, Refused


@act("motion.put", words="put a motion", may=policy.may_speak)
def put(
    of: ItemOf,
    *,
    by: Actor,
    at: datetime,
    text: str,
    kind: str = RESOLUTION,
    addressee: str | None = None,
    due_on: date | None = None,
    report: str | None = None,
    month: date | None = None,
) -> Done:
    """Put a resolution or a recommendation to a meeting, at an item."""
    if refusal := put_well(kind, addressee or "", due_on, report or "", month):
        raise Refused(refusal)
    row, _ = held_item(of, by, at, SCHEDULED, OPEN)
    reference = next_reference(MOTION_PREFIX, agreement=of.agreement_id, year=row.meeting.starts_at.year)
    models.Motion.objects.create(
        agreement_id=of.agreement_id,
        reference=reference,
        group=row.meeting.group,
        item=row,
        text=text,
        kind=kind,
        state=MOTION.initial,
        addressee=addressee or "",
        due_on=due_on,
        report=report or "",
        month=month_of(month) if month else None,
    )
    content = {"meeting": of.meeting.reference, "line": str(row.line), "kind": kind, "text": text}
    content |= {"addressee": addressee} if addressee else {}
    content |= {"report": report, "month": month_of(month).isoformat()} if report and month else {}
    return Done(reference, content, reply={"reference": reference, "says": f"{reference} is put at item {row.line}."})


@act("motion.circulated", words="put a motion out of meeting", may=policy.may_run)
def put_out_of_meeting(
    group: GroupFacts, *, by: Actor, at: datetime, because: str, reply_by: date, proposal: str | None, text: str | None
) -> Done:
    """Put a motion to the members of a group out of meeting, with the reason why it cannot wait for one."""
    row = group_row(group)
    words = _what_is_put(group, proposal, text)
    reference = next_reference(MOTION_PREFIX, agreement=group.agreement_id, year=at.year)
    try:
        with transaction.atomic():
            models.Motion.objects.create(
                agreement_id=group.agreement_id,
                reference=reference,
                group=row,
                text=words,
                kind=RESOLUTION,
                state=MOTION.initial,
                proposal=proposal or "",
                out_of_meeting_because=because,
                reply_by=reply_by,
            )
    except IntegrityError:
        raise Refused(_on_an_agenda(proposal or "")) from None
    vote_clocks(group, reference, reply_by, at=at)
    content = {"group": group.name, "text": words, "because": because, "reply_by": reply_by.isoformat()}
    content |= {"proposal": proposal} if proposal else {}
    says = f"{reference} is put to the {group.terms.title} out of meeting; votes are wanted by {reply_by:%-d %B %Y}."
    return Done(reference, content, reply={"reference": reference, "says": says})


def _what_is_put(group: GroupFacts, proposal: str | None, text: str | None) -> str:
    waits = {str(row.reference): row.title for row in waiting_for_group(group)}
    if proposal and proposal in waits:
        return text or f"{waits[proposal]} ({proposal})"
    if text and not proposal:
        return text
    raise Refused(
        Refusal(
            code="motion.nothing",
            what="Nothing was put to the group",
            fact=f"{proposal} does not wait for this group" if proposal else "neither words nor a proposal were given",
            rule="what is put is a proposal that waits for the group, or words of one’s own",
            next_step=f"Choose one of {', '.join(waits)}, or write it out." if waits else "Write it out.",
        )
    )


@act("vote.cast", words="voted", may=policy.may_vote)
def vote(of: MotionOf, *, by: Actor, at: datetime, choice: str) -> Done:
    """Vote on a motion: for one’s party where each party has one vote, otherwise for oneself. A vote cast stands."""
    row = _held(of)
    fresh = _again(of, by, at)
    if refusal := policy.may_vote(by, fresh):
        raise Refused(refusal)
    hand = by.hand_in(of.agreement_id)
    there = fresh.sitting if fresh.motion.meeting else tuple((s.person, s.party) for s in fresh.group.seats)
    person, party = next((one, party) for one, party in there if one in hand.people and party in fresh.group.voters)
    voter = voter_of(fresh.group.terms, party, person)
    if models.Vote.objects.filter(motion=row, voter=voter).exists():
        raise Refused(_voted(of, party, of.group.terms.votes))
    models.Vote.objects.create(
        agreement_id=of.agreement_id,
        motion=row,
        voter=voter,
        party=party,
        person_id=by.person,
        choice=choice,
        cast_at=at,
    )
    content = {"party": party, "choice": choice, "text": row.text}
    return Done(row.reference, content, reply={"party": party, "says": f"{party} voted {choice} on {row.reference}."})


@act("decision.taken", words="took a decision", may=policy.may_run)
def decide(of: MotionOf, *, by: Actor, at: datetime, without_vote: bool = False) -> Done:
    """Count the votes and take the decision. Without a quorum there is none. What is carried is performed at once."""
    row = _held(of)
    fresh = _again(of, by, at)
    outcome = outcome_of(fresh, by=by, at=at, without_vote=without_vote)
    number = _numbered(row, at)
    row.state, row.decided_at, row.how = outcome.result, at, f"{outcome.fact[:1].upper()}{outcome.fact[1:]}"[:300]
    row.number, row.year = number.number, number.year
    row.save(update_fields=["state", "decided_at", "how", "number", "year"])
    if fresh.motion.out_of_meeting_because:
        reason = f"It is {outcome.result}."
        stop_clocks(of.agreement_id, subject=row.reference, about=VOTE, by=by, at=at, reason=reason)
    content: dict[str, Any] = {
        "number": str(number),
        "group": of.group.name,
        "text": row.text,
        "kind": row.kind,
        "outcome": outcome.result,
        "votes": outcome.fact,
        "rule": outcome.rule,
    } | ({"proposal": row.proposal} if row.proposal else {})
    reply = {"outcome": outcome.result, "number": str(number)}
    reply["says"] = f"{row.reference} is {outcome.result} (minute {number}): {outcome.fact}."

    def follow(_: int | None) -> None:
        if outcome.result == CARRIED:
            reply["says"] += perform_carried(row, fresh, number, by=by, at=at)
        else:
            close_lost(row, outcome.fact, by=by, at=at)

    return Done(row.reference, content, reply=reply, after=follow)


@act("decision.overruled", words="overruled a decision", may=policy.may_overrule)
def overrule(of: MotionOf, *, by: Actor, at: datetime, reason: str) -> Done:
    """Overrule a decision of a group below, with the reason: by a decision of a group that may (Governance 7.2)."""
    row = models.Motion.objects.select_for_update(of=("self",)).get(
        agreement_id=of.agreement_id, reference=of.motion.reference
    )
    state = MOTION.after(row.state, OVERRULED)
    if isinstance(state, Refusal):
        raise Refused(state)
    row.state, row.because = state, reason[:600]
    row.save(update_fields=["state", "because"])
    content = {"number": str(of.motion.number or ""), "group": of.group.name, "text": row.text, "reason": reason}
    says = f"{of.motion.cited} of the {of.group.terms.title} is overruled."
    says += " What was done on it stands until it is undone." if row.proposal else ""
    return Done(row.reference, content, reply={"says": says})


def _held(of: MotionOf) -> models.Motion:
    """The row of an open motion, held. Raises Refused where it was decided already."""
    if of.motion.meeting:
        models.Meeting.objects.select_for_update().get(agreement_id=of.agreement_id, reference=of.motion.meeting)
    row = (
        models.Motion.objects.select_for_update(of=("self",))
        .select_related("group", "item__meeting__group")
        .get(agreement_id=of.agreement_id, reference=of.motion.reference)
    )
    if row.state == MOTION.initial:
        return row
    raise Refused(
        Refusal(
            code="motion.decided",
            what=f"{row.reference} was not changed",
            fact=f"it is {row.state}",
            rule="a motion is voted on and decided once, while it is open",
            next_step="Open it to see how it was decided.",
        )
    )


def _again(of: MotionOf, by: Actor, at: datetime) -> MotionOf:
    """The motion as it is now that it is held."""
    fresh = motion_named(by, at, of.group.agreement.reference, of.motion.reference)
    if fresh.motion.meeting and fresh.meeting_state != OPEN:
        raise Refused(
            Refusal(
                code="meeting.not-now",
                what=f"{of.motion.reference} was not changed",
                fact=f"{fresh.motion.meeting} is {fresh.meeting_state}",
                rule="what is put to a meeting is voted on and decided while it is open",
                next_step="Open the meeting, or put the motion out of meeting.",
            )
        )
    return fresh


def _numbered(row: models.Motion, at: datetime) -> MinuteNumber:
    """The number of the minute that tells the decision: that of its item, or one of its own out of meeting."""
    if row.item:
        number = take(row.item, at)
        row.item.save(update_fields=["state", "number", "year"])
        return number
    group = models.Group.objects.select_for_update().get(id=row.group_id)
    last = MinuteNumber(group.last_number, group.last_year) if group.last_number else None
    number = next_number(last, at.date())
    group.last_number, group.last_year = number.number, number.year
    group.save(update_fields=["last_number", "last_year"])
    return number


def _voted(of: MotionOf, party: str, votes: str) -> Refusal:
    return Refusal(
        code="vote.cast-already",
        what="The vote was not cast",
        fact=f"{party if votes == 'one a party' else 'this member'} has voted on {of.motion.reference} already",
        rule=f"{of.group.terms.title}: {votes.replace('one a', 'one vote a')}, and a vote that was cast stands",
        next_step="See the motion for how it was cast.",
    )


def _on_an_agenda(proposal: str) -> Refusal:
    return Refusal(
        code="motion.on-an-agenda",
        what="Nothing was put to the group",
        fact=f"{proposal} is before the group already",
        rule="a proposed act is before a group once at a time",
        next_step="Vote on it where it stands.",
    )
