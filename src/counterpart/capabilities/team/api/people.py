"""The people of an agreement over the API: roles, who stands in for whom, representatives, counterparts, gaps."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.team.actions import people as acts
from counterpart.capabilities.team.queries import people as queries
from counterpart.capabilities.team.queries import telling
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.asked import Items, Part, Slice, asks, part_of, reading
from counterpart.engines.acts.texts import Body, Day, DayText, Email, Label, Reference, Told

OURS = "/agreements/{reference}"
Roles = Annotated[list[Label], Field(max_length=20)]


class RoleHeld(Told):
    """A role somebody holds or will hold, and on whose behalf where it was delegated to them."""

    role: str
    since: DayText
    until: DayText | None
    on_behalf_of: str | None


class MemberTold(Told):
    """Somebody at work on the agreement: for which party, in what post, how senior, in which roles."""

    name: str
    party: str
    post: str
    seniority: str
    representative: bool
    counterpart: str | None
    roles: list[RoleHeld]


class DelegationTold(Told):
    """A role that somebody lent to a colleague, with the first and last day."""

    of: str
    to: str
    party: str
    role: str
    since: DayText
    until: DayText | None


class GapTold(Told):
    """Something that is missing, in a sentence."""

    says: str


class EndsRole(Body):
    """Whose role ends: the one named, otherwise all of their own; and its last day, today where none is named."""

    email: Email
    role: Label | None = None
    last: Day | None = None


class RoleEnded(Told):
    """The roles that end, and their last day."""

    subject: str
    person: str
    party: str
    roles: list[str]
    until: DayText


class Absence(Body):
    """Who stands in for whom (`of`; you, where nobody is named), in which days and roles (all, where none is named)."""

    to: Email
    since: Day
    until: Day
    of: Email | None = None
    roles: Roles = Field(default_factory=list)


class DelegationGiven(Told):
    """What was lent to whom."""

    subject: str
    of: str
    to: str
    party: str
    roles: list[str]
    since: DayText
    until: DayText


class TakenBack(Body):
    """From whom what was delegated is taken back; `of` is whose it was, you where nobody is named."""

    to: Email
    of: Email | None = None


class DelegationWithdrawn(Told):
    """What was taken back, and the last day of it."""

    subject: str
    of: str
    to: str
    party: str
    roles: list[str]
    until: DayText


class NewRepresentative(Body):
    """Who represents a party (yours, where none is named) from a day, today where none is named."""

    email: Email
    party: Reference | None = None
    since: Day | None = None


class RepresentativeNamed(Told):
    """The contract representative, and whom they replace."""

    subject: str
    person: str
    party: str
    since: DayText
    replaces: str | None


class TwoMembers(Body):
    """A member of the commissioner and one of the provider, in either order."""

    one: Email
    other: Email


class Paired(Told):
    """Two counterparts."""

    subject: str
    commissioner: str
    provider: str
    seniority: str
    since: DayText


class OneOfTwo(Body):
    """One of two counterparts."""

    email: Email


class Parted(Told):
    """Two who are no counterparts any more."""

    subject: str
    commissioner: str
    provider: str
    until: DayText


@reading(f"{OURS}/people", gives=Part[MemberTold])
def people(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """Who works on the agreement, or will: their roles, whether they represent their party, and their counterpart."""
    team = queries.team_of(agreement_named(reference, by=by), on=at.date())
    return part_of(telling.members_told(team, on=at.date()), part)


@reading(f"{OURS}/delegations", gives=Part[DelegationTold])
def delegations(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """Who stands in for whom, now and in days to come."""
    members = queries.members_of(agreement_named(reference, by=by), on=at.date())
    return part_of(telling.delegations_told(members), part)


@reading(f"{OURS}/missing", gives=Part[GapTold])
def missing(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """What is missing among the people and parties, in sentences."""
    team = queries.team_of(agreement_named(reference, by=by), on=at.date())
    return part_of([{"says": gap} for gap in team.missing], part)


@asks("role.ended", f"{OURS}/roles/ends", gives=RoleEnded)
def end_role(by: Actor, at: datetime, reference: Reference, body: EndsRole) -> Mapping[str, Any]:
    """End a role of somebody's with a day; all of their own where none is named.

    Whoever gives roles does this, or whoever holds it. From the next day it shows nothing.
    """
    of = queries.somebody_in(agreement_named(reference, by=by), body.email, on=at.date())
    reply: Mapping[str, Any] = acts.end_role(of, by=by, at=at, role=body.role, last=body.last)
    return reply


@asks("delegation.given", f"{OURS}/delegations", gives=DelegationGiven)
def delegate(by: Actor, at: datetime, reference: Reference, body: Absence) -> Mapping[str, Any]:
    """Have a colleague of the same party stand in, for 90 days at the most.

    In those days they see and do as the delegator, and the record says on whose behalf. The two are one hand.
    """
    of = queries.somebody_in(agreement_named(reference, by=by), body.of or by.email, on=at.date())
    details = {"to": body.to, "since": body.since, "until": body.until, "roles": body.roles}
    reply: Mapping[str, Any] = acts.delegate(of, by=by, at=at, **details)
    return reply


@asks("delegation.withdrawn", f"{OURS}/delegations/withdrawals", gives=DelegationWithdrawn)
def withdraw(by: Actor, at: datetime, reference: Reference, body: TakenBack) -> Mapping[str, Any]:
    """Take back what was delegated: it ends today, and what was to come never begins."""
    of = queries.somebody_in(agreement_named(reference, by=by), body.of or by.email, on=at.date())
    reply: Mapping[str, Any] = acts.withdraw(of, by=by, at=at, to=body.to)
    return reply


@asks("representative.named", f"{OURS}/representatives", gives=RepresentativeNamed)
def name_representative(by: Actor, at: datetime, reference: Reference, body: NewRepresentative) -> Mapping[str, Any]:
    """Name a party's contract representative from a day. A party names its own; the next replaces them."""
    of = queries.party_of(agreement_named(reference, by=by), by, body.party)
    reply: Mapping[str, Any] = acts.name_representative(of, by=by, at=at, email=body.email, since=body.since)
    return reply


@asks("counterparts.paired", f"{OURS}/counterparts", gives=Paired)
def pair(by: Actor, at: datetime, reference: Reference, body: TwoMembers) -> Mapping[str, Any]:
    """Pair a member of the commissioner and one of the provider, of equal seniority, as counterparts."""
    agreement = agreement_named(reference, by=by)
    reply: Mapping[str, Any] = acts.pair(agreement, by=by, at=at, one=body.one, other=body.other)
    return reply


@asks("counterparts.parted", f"{OURS}/counterparts/partings", gives=Parted)
def part_counterparts(by: Actor, at: datetime, reference: Reference, body: OneOfTwo) -> Mapping[str, Any]:
    """Part two counterparts, by naming one of them."""
    reply: Mapping[str, Any] = acts.part(agreement_named(reference, by=by), by=by, at=at, email=body.email)
    return reply
