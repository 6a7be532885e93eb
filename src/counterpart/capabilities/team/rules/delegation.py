"""Pure: who may stand in for whom, for how long, in which roles. A delegate is one hand with whom they stand in for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from counterpart.capabilities.team.rules.members import Holding, Member, OfSomebody, of_person
from counterpart.engines.access.roles import audits_itself
from counterpart.values.refusal import Refusal, shown

MOST_DAYS = 90
"""The most days for which somebody stands in, first and last counted. For longer the role itself is given."""


@dataclass(frozen=True)
class Delegation:
    """Roles lent by one member to another of the same party, first and last day inclusive."""

    lender: Member
    delegate: Member
    roles: tuple[Holding, ...]
    since: date
    until: date


def delegated(
    members: Sequence[Member],
    of: OfSomebody,
    to: str,
    wanted: Sequence[str],
    *,
    since: date,
    until: date,
    today: date,
) -> Delegation | Refusal:
    """What is lent: the roles named, otherwise all of somebody's own that the delegate does not hold themselves."""
    if refusal := _out_of_time(since, until, today):
        return refusal
    lent = [(member, held) for member in of_person(members, of.person) for held in member.own]
    delegate = _colleague(members, of, to)
    if isinstance(delegate, Refusal):
        return delegate
    holds = {held.role for member in of_person(members, to) for held in member.own if held.on(since)}
    chosen = [(m, held) for m, held in lent if held.role in wanted or (not wanted and held.role not in holds)]
    if refusal := _not_theirs(of, wanted, chosen, since, until) or _unfit(delegate, holds, chosen):
        return refusal
    roles = tuple(held for _, held in chosen)
    if refusal := _stood_in_for(members, of, roles, since, until):
        return refusal
    return Delegation(chosen[0][0], delegate, roles, since, until)


def _out_of_time(since: date, until: date, today: date) -> Refusal | None:
    rule = f"somebody stands in for {MOST_DAYS} days at the most, from today on"
    if since < today:
        return _not("delegation.past", f"{since:%-d %B %Y} is past", rule, "Begin today or later.")
    if until < since:
        fact = f"{until:%-d %B %Y} comes before {since:%-d %B %Y}"
        return _not("delegation.days", fact, rule, "Name the last day, on or after the first.")
    if (until - since).days >= MOST_DAYS:
        last = since + timedelta(days=MOST_DAYS - 1)
        fact = f"from {since:%-d %B %Y} to {until:%-d %B %Y} are {(until - since).days + 1} days"
        return _not("delegation.too-long", fact, rule, f"End it by {last:%-d %B %Y}, or give the role itself.")
    return None


def _colleague(members: Sequence[Member], of: OfSomebody, to: str) -> Member | Refusal:
    """The delegate: another person with a role of their own for the same party."""
    rule = f"a delegate is a colleague with a role of their own for {of.party} in {of.agreement.reference}"
    if to == of.person:
        return _not("delegation.oneself", f"{of.name} would stand in for {of.name}", rule, "Name a colleague.")
    colleagues = [member for member in of_person(members, to) if member.own]
    same = [member for member in colleagues if member.party.name == of.party]
    if same:
        return same[0]
    where = f" for {colleagues[0].party.name}" if colleagues else ""
    who = colleagues[0].person.name if colleagues else "that person"
    fact = f"{who} works{where}, not for {of.party}" if colleagues else "that person has no role of their own in it"
    return _not("delegation.not-a-colleague", fact, rule, "Choose a colleague, or have them given a role first.")


def _not_theirs(
    of: OfSomebody, wanted: Sequence[str], chosen: Sequence[tuple[Member, Holding]], since: date, until: date
) -> Refusal | None:
    """Refuses roles that are not the delegator's own for all of those days. What was delegated is not passed on."""
    rule = "one’s own roles are delegated, for days in which one holds them; what was delegated is not passed on"
    missing = [role for role in wanted if role not in {held.role for _, held in chosen}]
    if missing:
        fact = f"{of.name} does not hold the role {shown(missing[0])} as their own"
        return _not("delegation.not-held", fact, rule, "Choose among the roles they hold.")
    if not chosen:
        fact = f"{of.name} holds no role that the delegate lacks"
        return _not("delegation.nothing", fact, rule, "There is nothing to delegate.")
    for _, held in chosen:
        if held.since > since or (held.until is not None and held.until < until):
            days = f"from {held.since:%-d %B %Y}" + (f" to {held.until:%-d %B %Y}" if held.until else "")
            fact = f"{of.name} is {held.role} {days}"
            return _not("delegation.outlasts", fact, rule, "Choose days within these.")
    return None


def _unfit(delegate: Member, holds: set[str], chosen: Sequence[tuple[Member, Holding]]) -> Refusal | None:
    """Refuses what the delegate holds already, and an auditor who would do what is audited."""
    twice = [held.role for _, held in chosen if held.role in holds]
    if twice:
        fact = f"{delegate.person.name} is {twice[0]} already"
        return _not("delegation.held", fact, "a role is held once", "Leave this role out.")
    if both := audits_itself([*holds, *(held.role for _, held in chosen)]):
        fact = f"{delegate.person.name} would be {both[0]} and {both[1]}"
        rule = "who audits an agreement does nothing in it that is audited"
        return _not("delegation.audits-itself", fact, rule, "Choose another colleague, or other roles.")
    return None


def _stood_in_for(
    members: Sequence[Member], of: OfSomebody, roles: Sequence[Holding], since: date, until: date
) -> Refusal | None:
    """Refuses a second delegate for one role in the same days."""
    names = {held.role for held in roles}
    for member in members:
        for held in member.held:
            same = held.lender is not None and held.lender.person == of.person and held.role in names
            if same and held.since <= until and (held.until is None or held.until >= since):
                fact = f"{member.person.name} stands in as {held.role} from {held.since:%-d %B %Y}"
                rule = "one person at a time stands in for another in a role"
                return _not("delegation.overlaps", fact, rule, "Withdraw that delegation, or choose other days.")
    return None


def lent_to(members: Sequence[Member], of: OfSomebody, to: str) -> list[Holding] | Refusal:
    """What somebody has delegated to another, now or for days to come. Refused where it is nothing."""
    theirs = [held for member in of_person(members, to) for held in member.held]
    lent = [held for held in theirs if held.lender is not None and held.lender.person == of.person]
    if lent:
        return lent
    return Refusal(
        code="delegation.none",
        what="No delegation was withdrawn",
        fact=f"{of.name} has delegated nothing to them",
        rule="what was delegated can be withdrawn while it lasts",
        next_step="Look at who stands in for whom, and try again.",
    )


def _not(code: str, fact: str, rule: str, next_step: str) -> Refusal:
    return Refusal(code=code, what="Nothing was delegated", fact=fact, rule=rule, next_step=next_step)
