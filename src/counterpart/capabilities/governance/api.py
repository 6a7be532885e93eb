"""Governance over the API: groups, meetings with their items and minutes, motions, the work programme."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from counterpart.capabilities.governance.queries.groups import group_named, groups_in
from counterpart.capabilities.governance.queries.meetings import meeting_named, meetings_of
from counterpart.capabilities.governance.queries.motions import motions_of
from counterpart.capabilities.governance.queries.programme import programme_of
from counterpart.capabilities.governance.rules.groups import GroupFacts, chair_in_words, gaps
from counterpart.capabilities.governance.rules.meetings import ItemFacts, MeetingFacts
from counterpart.capabilities.governance.rules.motions import MotionFacts
from counterpart.capabilities.governance.rules.programme import way
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.asked import Items, Part, Slice, part_of, reading
from counterpart.engines.acts.texts import Code, Moment, Reference, Told


class SeatTold(Told):
    """A seat of a party, and who sits in it."""

    party: str
    number: int
    name: str
    post: str
    since: str


class GroupTold(Told):
    """A group: how it meets and decides, who has the chair, who sits, and what is missing."""

    group: str
    title: str
    state: str
    meets: str
    quorum: str
    decides: str
    votes: str
    voters: list[str]
    chair: str
    clause: str
    seats: list[SeatTold]
    missing: list[str]


class MeetingInBrief(Told):
    """A meeting, in a list."""

    reference: str
    group: str
    starts_at: Moment
    place: str
    state: str


class VoteTold(Told):
    """A vote: for which party, by whom, and how."""

    party: str
    name: str
    choice: str


class MotionTold(Told):
    """What was put to a group, how it was voted on, and how it ended."""

    reference: str
    group: str
    meeting: str
    line: int
    kind: str
    text: str
    state: str
    number: str
    proposal: str
    how: str
    because: str
    votes: list[VoteTold]


class ItemTold(Told):
    """An item of a meeting: its minute and its number, and what was put at it."""

    line: int
    title: str
    kind: str
    source: str
    state: str
    number: str
    text: str
    version: int
    urgent_because: str
    carried_from: str
    received: str
    motions: list[MotionTold]


class PresenceTold(Told):
    """Somebody at a meeting, or their apologies."""

    name: str
    party: str
    capacity: str
    there: bool


class MeetingTold(MeetingInBrief):
    """A meeting: whether there is a quorum now, who is there, and its items."""

    quorum: bool
    quorum_fact: str
    chair: str
    minutes_due_on: str | None
    items: list[ItemTold]
    presences: list[PresenceTold]


class ReportTold(Told):
    """A report of a work programme: its month, the one first planned, and how it moved."""

    reference: str
    title: str
    party: str
    month: str | None
    first: str | None
    state: str
    moves: list[str]


class ProgrammeTold(Told):
    """The work programme of a group, and where it says otherwise than a resolution."""

    group: str
    reports: list[ReportTold]
    contradictions: list[str]


@reading("/agreements/{reference}/groups", gives=Part[GroupTold])
def groups(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """The groups that the terms of an agreement name, in their order."""
    return part_of([_group(one) for one in groups_in(by, at, reference).groups], part)


@reading("/agreements/{reference}/groups/{group}", gives=GroupTold)
def group(by: Actor, at: datetime, reference: Reference, group: Code) -> dict[str, Any]:
    """One group: who sits in it, who has the chair, and what is missing."""
    return _group(group_named(by, at, reference, group))


@reading("/agreements/{reference}/groups/{group}/meetings", gives=Part[MeetingInBrief])
def meetings(by: Actor, at: datetime, part: Slice, reference: Reference, group: Code) -> Items:
    """The meetings of a group, the latest first."""
    found = meetings_of(group_named(by, at, reference, group))
    told = [
        {
            "reference": one.reference,
            "group": one.group,
            "starts_at": one.starts_at.isoformat(),
            "place": one.place,
            "state": one.state,
        }
        for one in found
    ]
    return part_of(told, part)


@reading("/agreements/{reference}/meetings/{number}", gives=MeetingTold)
def meeting(by: Actor, at: datetime, reference: Reference, number: Reference) -> dict[str, Any]:
    """One meeting: its items with their minutes and motions, who is there, and whether there is a quorum."""
    return _meeting(meeting_named(by, at, reference, number))


@reading("/agreements/{reference}/groups/{group}/motions", gives=Part[MotionTold])
def motions(by: Actor, at: datetime, part: Slice, reference: Reference, group: Code) -> Items:
    """What was put to a group, the newest first: its register of decisions."""
    return part_of([_motion(one) for one in motions_of(group_named(by, at, reference, group))], part)


@reading("/agreements/{reference}/groups/{group}/programme", gives=ProgrammeTold)
def work_programme(by: Actor, at: datetime, reference: Reference, group: Code) -> dict[str, Any]:
    """The work programme of a group, and where it says otherwise than a resolution."""
    found = programme_of(group_named(by, at, reference, group))
    reports = [
        {
            "reference": one.reference,
            "title": one.title,
            "party": one.party,
            "month": one.month.isoformat() if one.month else None,
            "first": one.first.isoformat() if one.first else None,
            "state": one.state,
            "moves": list(way(one)),
        }
        for one in found.reports
    ]
    return {"group": group, "reports": reports, "contradictions": [one.says for one in found.contradictions]}


def _group(one: GroupFacts) -> dict[str, Any]:
    return {
        "group": one.name,
        "title": one.terms.title,
        "state": one.state,
        "meets": one.terms.meets,
        "quorum": one.terms.quorum,
        "decides": one.terms.decides,
        "votes": one.terms.votes,
        "voters": list(one.voters),
        "chair": one.chair.name if one.chair else chair_in_words(one.terms),
        "clause": one.terms.clause,
        "seats": [
            {
                "party": seat.party,
                "number": seat.number,
                "name": seat.name,
                "post": seat.post,
                "since": seat.since.isoformat(),
            }
            for seat in one.seats
        ],
        "missing": list(gaps(one)),
    }


def _meeting(one: MeetingFacts) -> dict[str, Any]:
    told = one.quorum_now
    return {
        "reference": one.reference,
        "group": one.group.name,
        "starts_at": one.starts_at.isoformat(),
        "place": one.place,
        "state": one.state,
        "quorum": told.met,
        "quorum_fact": told.fact,
        "chair": one.chair,
        "minutes_due_on": one.minutes_due_on.isoformat() if one.minutes_due_on else None,
        "items": [_item(item) for item in one.items],
        "presences": [
            {"name": who.name, "party": who.party, "capacity": who.capacity, "there": who.is_there}
            for who in one.presences
        ],
    }


def _item(item: ItemFacts) -> dict[str, Any]:
    kept = ("line", "title", "kind", "source", "state", "text", "version", "urgent_because", "carried_from", "received")
    told: dict[str, Any] = {name: getattr(item, name) for name in kept}
    return told | {"number": str(item.number or ""), "motions": [_motion(motion) for motion in item.motions]}


def _motion(motion: MotionFacts) -> dict[str, Any]:
    kept = ("reference", "group", "meeting", "line", "kind", "text", "state", "proposal", "how", "because")
    told: dict[str, Any] = {name: getattr(motion, name) for name in kept}
    votes = [{name: asdict(vote)[name] for name in ("party", "name", "choice")} for vote in motion.votes]
    return told | {"number": str(motion.number or ""), "votes": votes}
