"""Reads what stands around a meeting: what is due by its day, what was undertaken at it, what its motions would do."""

from datetime import datetime

from counterpart.capabilities.governance.queries.gathering import gathered_for
from counterpart.capabilities.governance.queries.motions import if_carried
from counterpart.capabilities.governance.rules.agenda import built
from counterpart.capabilities.governance.rules.meetings import OPEN, SCHEDULED, MeetingFacts
from counterpart.capabilities.governance.rules.motions import MotionFacts
from counterpart.capabilities.governance.rules.telling.meeting import Around, Due
from counterpart.engines.access.rules import Actor
from counterpart.engines.clocks.running import clocks_about, clocks_of

MOST = 50
ACTIONS = ("action", "recommendation")


def around(meeting: MeetingFacts, *, by: Actor, at: datetime) -> Around:
    """What whoever opens a meeting wants beside it, while it is still to be held or open."""
    if meeting.state not in (SCHEDULED, OPEN):
        return Around()
    motions = [motion for item in meeting.items for motion in item.motions]
    coming = [line.title for line in built(gathered_for(meeting), meeting.items)]
    return Around(due_by(meeting, at), would_do(motions, meeting.agreement_id, by=by, at=at), tuple(coming))


def due_by(meeting: MeetingFacts, at: datetime) -> tuple[Due, ...]:
    """What the parties of a group have to do by the day of its meeting, and each action and recommendation open."""
    group = meeting.group
    chain, day = group.agreement.reference, at.date()
    due = clocks_of(meeting.agreement_id, chain, open_only=True, until=meeting.held_on)
    actions = clocks_of(meeting.agreement_id, chain, about=ACTIONS, open_only=True)
    known = {clock.reference: clock for clock in (*due, *actions) if not clock.subject.startswith(meeting.reference)}
    here = [clock for clock in known.values() if clock.party in ("", *group.terms.parties)]
    in_order = sorted(here, key=lambda clock: (clock.due_on, clock.reference))[:MOST]
    return tuple(
        Due(
            clock.reference,
            clock.what,
            clock.party,
            clock.due_on,
            clock.standing(day).value,
            clock.source,
            f"/agreements/{chain}/clocks/{clock.reference}",
        )
        for clock in in_order
    )


def would_do(motions: list[MotionFacts], agreement: str, *, by: Actor, at: datetime) -> dict[str, str]:
    """What each motion that performs an act would do if it were carried, by its reference."""
    return {
        motion.reference: if_carried(motion, agreement, by=by, at=at)
        for motion in motions
        if motion.is_open and motion.proposal
    }


def undertaken_at(meeting: MeetingFacts) -> list[tuple[str, str]]:
    """What was undertaken and recommended at a meeting, by the number of its minute."""
    chain = meeting.group.agreement.reference
    found = [clock for clock in clocks_about(meeting.agreement_id, chain, meeting.reference) if clock.about == "action"]
    return [
        (
            clock.source.removeprefix("minute "),
            f"{clock.what} ({clock.party}, by {clock.original_due_on:%-d %B %Y}; {clock.reference})",
        )
        for clock in found
    ]
