"""Who one is, and what waits, over the API."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from counterpart.capabilities.worklist.queries import hands
from counterpart.capabilities.worklist.queries import home as queries
from counterpart.capabilities.worklist.rules.due import Due
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.asked import Items, Part, Slice, part_of, reading
from counterpart.engines.acts.offers import plain
from counterpart.engines.acts.rules import Proposed
from counterpart.engines.acts.texts import DayText, Moment, Reference, Told
from counterpart.engines.clocks.rules.promises import Clock


class MineTold(Told):
    """An agreement of yours, and in what part you stand in it."""

    reference: str
    party: str
    roles: list[str]


class MeTold(Told):
    """Who you are, and your agreements."""

    name: str
    email: str
    agreements: list[MineTold]


class WaitingTold(Told):
    """A seal that waits for signatures: whose, and whether yours is among them."""

    agreement: str
    period: str
    number: int
    since: Moment
    parties: list[str]
    mine: bool


@reading("/me", gives=MeTold)
def me(by: Actor, at: datetime) -> Mapping[str, Any]:
    """Who you are here: your name, and your roles in each agreement, today."""
    mine = [{"reference": m.reference, "party": m.party, "roles": list(m.roles)} for m in queries.my_agreements(by)]
    return {"name": by.name, "email": by.email, "agreements": mine}


@reading("/waiting", gives=Part[WaitingTold])
def waiting(by: Actor, at: datetime, part: Slice) -> Items:
    """What waits for a signature, what waits for yours first."""
    found = [vars(row) | {"parties": list(row.parties)} for row in queries.waiting_for(by)]
    return part_of(found, part)


class StepTaken(Told):
    """Something that was done about a clock or promise."""

    verb: str
    on: DayText
    by: str
    party: str
    reason: str
    due_before: DayText | None
    due_after: DayText | None
    authority: str
    evidence: str


class ClockTold(Told):
    """A clock or promise: what, whose, by which day and why that one; `standing` is where it stands today."""

    reference: str
    kind: str
    about: str
    subject: str
    what: str
    party: str
    role: str
    name: str
    accepted_by: str
    opened_on: DayText
    due_on: DayText
    original_due_on: DayText
    because: str
    source: str
    state: str
    standing: str
    redated: int
    closed_on: DayText | None
    steps: list[StepTaken]


class ProposalTold(Told):
    """A proposal: what is proposed, by whom, under which digest, whose hands it needs and whose are given."""

    reference: str
    act: str
    title: str
    digest: str
    state: str
    needs: list[str]
    given: list[str]
    waits_for: list[str]
    opened_at: Moment
    proposer: str
    because: str


class DueTold(Told):
    """Something to do: in which agreement, by when, and whose it is."""

    agreement: str
    reference: str
    what: str
    due_on: DayText | None
    standing: str | None
    since: DayText
    who: str
    mine: bool
    address: str


def _clock(clock: Clock, at: datetime) -> Mapping[str, Any]:
    steps = [{name: part for name, part in plain(vars(step)).items() if name != "fingerprint"} for step in clock.steps]
    told = {name: plain(getattr(clock, name)) for name in ClockTold.model_fields if name not in ("standing", "steps")}
    return told | {"standing": clock.standing(at.date()).value, "steps": steps}


def _proposal(one: Proposed) -> Mapping[str, Any]:
    return {name: plain(getattr(one, name)) for name in ProposalTold.model_fields}


def _due(row: Due, *, mine: bool) -> Mapping[str, Any]:
    told = {name: plain(getattr(row, name)) for name in DueTold.model_fields if name != "mine"}
    return told | {"mine": mine}


@reading("/work", gives=Part[DueTold])
def work(by: Actor, at: datetime, part: Slice) -> Items:
    """What is yours to do, what is late first; then what waits on others, longest waiting first."""
    found = queries.my_work(by, on=at.date())
    rows = [_due(row, mine=True) for row in found.mine] + [_due(row, mine=False) for row in found.others]
    return part_of(rows, part)


@reading("/agreements/{reference}/clocks", gives=Part[ClockTold])
def clocks(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """The clocks and promises of an agreement, open or closed, by last day; steps are told of one alone."""
    return part_of([_clock(clock, at) for clock in hands.clocks_in(by, reference)], part)


@reading("/agreements/{reference}/clocks/{number}", gives=ClockTold)
def clock(by: Actor, at: datetime, reference: Reference, number: Reference) -> Mapping[str, Any]:
    """A clock or promise, with every step and its reason."""
    return _clock(hands.kept_named(by, at, reference, number).clock, at)


@reading("/agreements/{reference}/proposals", gives=Part[ProposalTold])
def proposals(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """The proposals of an agreement, those that are open first."""
    return part_of([_proposal(one) for one in hands.proposals_in(by, reference)], part)
