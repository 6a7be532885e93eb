"""What a decision comes to and what follows: the quorum, the votes, the act that is performed. Called by acts."""

from datetime import datetime

from django.db import transaction

from counterpart.capabilities.governance import models
from counterpart.capabilities.governance.queries.meetings import meeting_named
from counterpart.capabilities.governance.rules.motions import MotionOf, no_quorum, waits_for_votes
from counterpart.capabilities.governance.rules.numbering import MinuteNumber
from counterpart.capabilities.governance.rules.quorum import MEMBER, Presence, quorum, there_now
from counterpart.capabilities.governance.rules.votes import Outcome, counted, votes_wanted
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.hands import ANSWER, close_proposal, performed_as_proposed, proposal_held
from counterpart.engines.acts.models import Proposal
from counterpart.engines.acts.rules import GROUP, PROPOSED, still_wanted
from counterpart.engines.clocks.rules.promises import Kind
from counterpart.engines.clocks.running import Opening, open_clocks, stop_clocks
from counterpart.engines.ledger import book
from counterpart.values.refusal import Refused


def outcome_of(of: MotionOf, *, by: Actor, at: datetime, without_vote: bool) -> Outcome:
    """What the votes come to in a room with a quorum. Raises Refused without one, or while votes are wanted."""
    group, motion = of.group, of.motion
    room = _room(of, by, at)
    present = quorum(group.terms, group.voters, room, of.tied)
    if not present.met:
        raise Refused(no_quorum(motion, present.fact, present.rule))
    agreed = without_vote and bool(motion.meeting) and not motion.proposal
    wanted = votes_wanted(group.terms, group.voters, room, of.tied)
    outcome = counted(group.terms, motion.votes, wanted, without_vote=agreed)
    if outcome.is_open:
        raise Refused(waits_for_votes(motion, outcome.fact, outcome.rule))
    return outcome


def _room(of: MotionOf, by: Actor, at: datetime) -> list[Presence]:
    """Who is in the room; out of meeting, whoever voted."""
    if of.motion.meeting:
        return there_now(meeting_named(by, at, of.group.agreement.reference, of.motion.meeting).presences)
    return [Presence(vote.person, vote.name, vote.party, MEMBER) for vote in of.motion.votes]


def perform_carried(row: models.Motion, of: MotionOf, number: MinuteNumber, *, by: Actor, at: datetime) -> str:
    """Do what was carried: the proposed act through the door, and the promise of a recommendation. Says what came."""
    if row.addressee and row.due_on:
        _recommended(row, of, number, at)
    if not row.proposal:
        return ""
    proposal = proposal_held(str(row.agreement_id), row.proposal)
    if proposal is None or proposal.state != PROPOSED.initial:
        return _not_performed(row, "What was proposed is open no more.")
    if waits := _other_hands(proposal):
        return _not_performed(row, f"It waits for {' and '.join(waits)} too, and is done with that hand.")
    try:
        with transaction.atomic():
            told = performed_as_proposed(proposal, by=by, at=at, on=str(number))
    except Refused as refused:
        close_proposal(proposal, "lapsed", at, because=str(refused.refusal)[:500])
        return _not_performed(row, f"It could not be done as things stand: {refused.refusal.fact}.")
    _answered(row, by, at, f"It was carried (minute {number}).")
    return f" {told.get('says', 'It is done.')}"


def _not_performed(row: models.Motion, because: str) -> str:
    row.because = because[:600]
    row.save(update_fields=["because"])
    return f" {because}"


def _other_hands(proposal: Proposal) -> tuple[str, ...]:
    """The parties whose hands a proposed act needs beside the group’s."""
    parties = [need for need in proposal.needs if not need.startswith(GROUP)]
    given = book.parties_under([proposal.digest]).get(proposal.digest, ())
    return still_wanted(parties, given)


def _recommended(row: models.Motion, of: MotionOf, number: MinuteNumber, at: datetime) -> None:
    """A recommendation is tracked as a promise: to whom it goes answers it by the day that was named."""
    if row.due_on is None:
        return
    opening = Opening(
        kind=Kind.PROMISE,
        about="recommendation",
        subject=of.motion.meeting or row.reference,
        what=row.text[:500],
        due_on=row.due_on,
        because=f"the day named in minute {number}",
        party=row.addressee,
        accepted_by=of.group.chair_party,
        source=f"minute {number}",
        address=of.address,
    )
    open_clocks(str(row.agreement_id), [opening], at=at)


def close_lost(row: models.Motion, fact: str, *, by: Actor, at: datetime) -> None:
    """A motion that is lost closes what it would have performed, as refused."""
    if not row.proposal:
        return
    proposal = proposal_held(str(row.agreement_id), row.proposal)
    if proposal and proposal.state == PROPOSED.initial:
        close_proposal(proposal, "refused", at, because=f"Lost in the group: {fact}"[:500])
        _answered(row, by, at, "It was lost in the group.")


def _answered(row: models.Motion, by: Actor, at: datetime, reason: str) -> None:
    stop_clocks(str(row.agreement_id), subject=row.proposal, about=ANSWER, by=by, at=at, reason=reason)
