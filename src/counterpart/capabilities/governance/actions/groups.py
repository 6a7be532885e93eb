"""Establishes groups, names and replaces their members, and appoints their chairs."""

from datetime import date, datetime

from counterpart.capabilities.governance import models, policy
from counterpart.capabilities.governance.queries.groups import candidate, group_named, group_row
from counterpart.capabilities.governance.rules.groups import (
    GroupFacts,
    GroupsFacts,
    fit_to_chair,
    free_seat,
    planned_start,
    seat_to_replace,
)
from counterpart.engines.access.actors import people_known
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.door import Done, act
from counterpart.engines.clocks.rules.promises import Kind
from counterpart.engines.clocks.running import Opening, open_clocks, stop_clocks
from counterpart.engines.ledger import book
from counterpart.values.refusal import Refusal, Refused

MEMBERS = "members"
"""What the clock is about that asks a party to name its members."""


def known_as(person: str, agreement: str, *, by: Actor, at: datetime) -> str:
    """The pseudonym under which the chain names somebody."""
    (found,) = people_known([person])
    return book.introduced(found, agreement, at, by=by)


@act("groups.established", words="established the groups", may=policy.may_establish)
def establish(groups: GroupsFacts, *, by: Actor, at: datetime, starts_on: date | None = None) -> Done:
    """Establish every group that the agreement’s template names; each party is asked to name its members."""
    wanted = [group for group in groups.groups if not group.established_on]
    if not wanted:
        raise Refused(_nothing_to_establish(groups))
    today = at.date()
    starts = {group.name: starts_on or planned_start(group) or today for group in wanted}
    models.Group.objects.bulk_create(
        models.Group(
            agreement_id=groups.agreement_id,
            name=group.name,
            established_on=today,
            starts_on=starts[group.name],
        )
        for group in wanted
    )
    open_clocks(groups.agreement_id, _members_to_name(groups, wanted, max(today, min(starts.values()))), at=at)
    content = {"groups": [_told(group) | {"starts_on": starts[group.name].isoformat()} for group in wanted]}
    says = f"{len(wanted)} groups are established. Each party names its members now."
    return Done(groups.agreement.reference, content, reply={"groups": [group.name for group in wanted], "says": says})


def _members_to_name(groups: GroupsFacts, wanted: list[GroupFacts], begins: date) -> list[Opening]:
    parties = dict.fromkeys(party for group in wanted for party in group.terms.parties)
    return [
        Opening(
            kind=Kind.CLOCK,
            about=MEMBERS,
            subject=f"groups/{party}",
            what="Name your members of the groups",
            due_on=begins,
            because="the planned start of the groups (Governance 5.1.5)",
            party=party,
            address=f"/agreements/{groups.agreement.reference}/groups",
        )
        for party in parties
    ]


def _told(group: GroupFacts) -> dict[str, object]:
    terms = group.terms
    return {
        "group": terms.name,
        "seats": [{"party": each.party, "seats": str(each.seats)} for each in terms.members],
        "chair": terms.chair,
        "meets": terms.meets,
        "quorum": terms.quorum,
        "decides": terms.decides,
        "clause": terms.clause,
    }


@act("member.named", words="named a member", may=policy.may_name)
def name_member(group: GroupFacts, *, by: Actor, at: datetime, who: str, seat: int | None = None) -> Done:
    """Name a member of a group for one’s own party, in a seat that is free."""
    row = group_row(group)
    group = group_named(by, at, group.agreement.reference, group.name)
    named = candidate(group.agreement, who, on=at.date())
    if refusal := policy.names_for(by, group, named.party):
        raise Refused(refusal)
    number = free_seat(group, named, seat)
    if isinstance(number, Refusal):
        raise Refused(number)
    models.Seat.objects.create(
        agreement_id=group.agreement_id,
        group=row,
        party=named.party,
        number=number,
        person_id=named.person,
        starts_on=at.date(),
    )
    _all_named(group, named.party, by, at)
    person = known_as(named.person, group.agreement_id, by=by, at=at)
    content = {"group": group.name, "party": named.party, "seat": str(number), "person": person}
    says = f"{named.name} has seat {number} of {named.party} in the {group.terms.title}."
    return Done(f"group:{group.name}", content, reply={"seat": number, "says": says})


def _all_named(group: GroupFacts, party: str, by: Actor, at: datetime) -> None:
    """Stop the clock of a party once every seat of it in every group has its member."""
    terms = group.agreement.terms.template.groups
    seats = sum(each.seats for one in terms for each in one.members if each.party == party)
    filled = models.Seat.objects.filter(agreement_id=group.agreement_id, party=party, ends_on=None).count()
    if filled >= seats:
        reason = "Every seat has its member."
        stop_clocks(group.agreement_id, subject=f"groups/{party}", about=MEMBERS, by=by, at=at, reason=reason)


@act("member.replaced", words="replaced a member", may=policy.may_name)
def replace_member(group: GroupFacts, *, by: Actor, at: datetime, member: str, successor: str, reason: str) -> Done:
    """Replace a member by another of the same party. The other party assents first, or says why not."""
    row = group_row(group)
    group = group_named(by, at, group.agreement.reference, group.name)
    leaves = candidate(group.agreement, member, on=at.date())
    comes = candidate(group.agreement, successor, on=at.date())
    seat = seat_to_replace(group, leaves, comes)
    if isinstance(seat, Refusal):
        raise Refused(seat)
    models.Seat.objects.filter(group=row, party=seat.party, number=seat.number, ends_on=None).update(ends_on=at.date())
    models.Seat.objects.create(
        agreement_id=group.agreement_id,
        group=row,
        party=seat.party,
        number=seat.number,
        person_id=comes.person,
        starts_on=at.date(),
    )
    content = {
        "group": group.name,
        "party": seat.party,
        "seat": str(seat.number),
        "person": known_as(comes.person, group.agreement_id, by=by, at=at),
        "before": known_as(leaves.person, group.agreement_id, by=by, at=at),
        "reason": reason,
    }
    says = f"{comes.name} has taken the place of {leaves.name} in the {group.terms.title}."
    return Done(f"group:{group.name}", content, reply={"says": says})


@act("chair.appointed", words="appointed a chair", may=policy.may_appoint_chair)
def appoint_chair(group: GroupFacts, *, by: Actor, at: datetime, who: str) -> Done:
    """Appoint the chair of a group, who has the six duties of Governance 5.4."""
    row = group_row(group)
    appointed = candidate(group.agreement, who, on=at.date())
    if refusal := fit_to_chair(group, appointed):
        raise Refused(refusal)
    row.chair_id, row.chair_party, row.chair_since = appointed.person, appointed.party, at.date()
    row.save(update_fields=["chair_id", "chair_party", "chair_since"])
    content = {
        "group": group.name,
        "party": appointed.party,
        "person": known_as(appointed.person, group.agreement_id, by=by, at=at),
        "duties": list(group.duties),
    }
    says = f"{appointed.name} takes the chair of the {group.terms.title}."
    return Done(f"group:{group.name}", content, reply={"says": says})


def _nothing_to_establish(groups: GroupsFacts) -> Refusal:
    named = bool(groups.groups)
    return Refusal(
        code="group.established",
        what="No group was established",
        fact="they are established already" if named else "the template of this agreement names no groups",
        rule="the groups of an agreement are those its template names, each established once",
        next_step="Name their members." if named else "Agree a version of the template that names groups.",
    )
