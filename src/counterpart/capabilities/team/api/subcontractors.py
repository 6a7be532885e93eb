"""Subcontractors over the API: proposing them, deciding on them with reasons, and what flowed down to them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.team.actions import subcontractors as supply
from counterpart.capabilities.team.queries import telling
from counterpart.capabilities.team.queries.subcontractors import subcontractor_named, subcontractors_of
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.asked import Items, Part, Slice, asks, part_of, reading
from counterpart.engines.acts.texts import Area, Body, DayText, Fingerprint, Label, Line, Reason, Reference, Told

OURS = "/agreements/{reference}"
SUB = f"{OURS}/subcontractors/{{number}}"
Areas = Annotated[list[Area], Field(min_length=1, max_length=40)]
Principles = Annotated[list[Label], Field(min_length=1, max_length=20)]


class StepTold(Told):
    """Something that was decided about a subcontractor."""

    verb: str
    party: str
    on: DayText
    reason: str


class FlowDownTold(Told):
    """What shows that principles were flowed down."""

    document: str
    fingerprint: Fingerprint | None
    kept: bool
    principles: list[str]
    on: DayText


class SubcontractorTold(Told):
    """A subcontractor: what it is to do, where it stands and why, what flowed down to it and what is missing."""

    reference: str
    name: str
    scope: str
    areas: list[str]
    state: str
    steps: list[StepTold]
    flow_downs: list[FlowDownTold]
    missing: list[str]


class NewSubcontractor(Body):
    """A subcontractor that is proposed: its name, what it is to do, in which service areas, and why it."""

    name: Line
    scope: Reason
    areas: Areas
    reason: Reason


class Why(Body):
    """The reason, which is kept."""

    reason: Reason


class Decided(Told):
    """Where the subcontractor stands now."""

    subject: str
    reference: str
    subcontractor: str
    state: str


class NewFlowDown(Body):
    """What shows that principles flowed down: a document, the fingerprint of its file, and the principles by name."""

    document: Line
    principles: Principles
    fingerprint: Fingerprint | None = None


class FlowDownShown(Told):
    """What was recorded, and the principles of which nothing shows yet that they flowed down."""

    subject: str
    document: str
    fingerprint: Fingerprint | None
    principles: list[str]
    missing: list[str]


@reading(f"{OURS}/subcontractors", gives=Part[SubcontractorTold])
def subcontractors(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """The subcontractors, in the order they were proposed: where each stands, why, and what is missing."""
    known = subcontractors_of(agreement_named(reference, by=by))
    return part_of([telling.subcontractor_told(sub) for sub in known], part)


@asks("subcontractor.proposed", f"{OURS}/subcontractors", gives=Decided)
def propose(by: Actor, at: datetime, reference: Reference, body: NewSubcontractor) -> Mapping[str, Any]:
    """Propose a subcontractor. The provider does this; the commissioner approves or refuses it."""
    reply: Mapping[str, Any] = supply.propose(agreement_named(reference, by=by), by=by, at=at, **body.model_dump())
    return reply


@asks("subcontractor.approved", f"{SUB}/approvals", gives=Decided)
def approve(by: Actor, at: datetime, reference: Reference, number: Reference, body: Why) -> Mapping[str, Any]:
    """Approve a subcontractor, with a reason. The commissioner does this, by another hand than proposed it."""
    sub = subcontractor_named(agreement_named(reference, by=by), number)
    reply: Mapping[str, Any] = supply.approve(sub, by=by, at=at, reason=body.reason)
    return reply


@asks("subcontractor.refused", f"{SUB}/refusals", gives=Decided)
def refuse(by: Actor, at: datetime, reference: Reference, number: Reference, body: Why) -> Mapping[str, Any]:
    """Refuse a subcontractor, with a reason. The commissioner does this."""
    sub = subcontractor_named(agreement_named(reference, by=by), number)
    reply: Mapping[str, Any] = supply.refuse(sub, by=by, at=at, reason=body.reason)
    return reply


@asks("subcontractor.suspended", f"{SUB}/suspensions", gives=Decided)
def suspend(by: Actor, at: datetime, reference: Reference, number: Reference, body: Why) -> Mapping[str, Any]:
    """Suspend an approved subcontractor, with a reason. The commissioner does this."""
    sub = subcontractor_named(agreement_named(reference, by=by), number)
    reply: Mapping[str, Any] = supply.suspend(sub, by=by, at=at, reason=body.reason)
    return reply


@asks("subcontractor.reinstated", f"{SUB}/reinstatements", gives=Decided)
def reinstate(by: Actor, at: datetime, reference: Reference, number: Reference, body: Why) -> Mapping[str, Any]:
    """Let a suspended subcontractor work again, with a reason. The commissioner does this."""
    sub = subcontractor_named(agreement_named(reference, by=by), number)
    reply: Mapping[str, Any] = supply.reinstate(sub, by=by, at=at, reason=body.reason)
    return reply


@asks("subcontractor.removed", f"{SUB}/removals", gives=Decided)
def remove(by: Actor, at: datetime, reference: Reference, number: Reference, body: Why) -> Mapping[str, Any]:
    """Remove a subcontractor for good, with a reason. The commissioner does this, or the provider."""
    sub = subcontractor_named(agreement_named(reference, by=by), number)
    reply: Mapping[str, Any] = supply.remove(sub, by=by, at=at, reason=body.reason)
    return reply


@asks("flowdown.evidenced", f"{SUB}/flow-downs", gives=FlowDownShown)
def show_flow_down(
    by: Actor, at: datetime, reference: Reference, number: Reference, body: NewFlowDown
) -> Mapping[str, Any]:
    """Show which partnering principles a document passes on to a subcontractor. The provider does this.

    The document is named where it lies, with the fingerprint of its file; the file itself is sent on its page.
    """
    sub = subcontractor_named(agreement_named(reference, by=by), number)
    reply: Mapping[str, Any] = supply.show_flow_down(sub, by=by, at=at, **body.model_dump())
    return reply
