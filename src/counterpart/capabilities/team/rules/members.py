"""Pure: who works on an agreement for which party, in which roles and until when, and how a role ends."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from counterpart.capabilities.agreements.rules.facts import AgreementFacts, Party
from counterpart.engines.access.roles import May, Seniority, may_do, seniority_of
from counterpart.engines.access.rules import Actor
from counterpart.values.refusal import Refusal, shown


@dataclass(frozen=True)
class Holding:
    """A role somebody holds, first and last day inclusive; `lender` is who delegated it, None where it is their own."""

    id: int
    role: str
    since: date
    until: date | None
    lender: Actor | None = None

    def on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    def outlasts(self, day: date) -> bool:
        return self.until is None or self.until > day


@dataclass(frozen=True)
class Member:
    """Somebody at work on an agreement for a party of it: one post of theirs, and the roles they hold by it."""

    membership: int
    person: Actor
    party: Party
    post: str
    held: tuple[Holding, ...]

    @property
    def own(self) -> tuple[Holding, ...]:
        return tuple(holding for holding in self.held if holding.lender is None)

    @property
    def seniority(self) -> Seniority:
        return seniority_of(self.post)


@dataclass(frozen=True)
class OfSomebody:
    """Whose roles in an agreement an act concerns: a person's id and name, and the party they stand for."""

    agreement: AgreementFacts
    person: str
    name: str
    party: str

    @property
    def agreement_id(self) -> str:
        return self.agreement.agreement_id


@dataclass(frozen=True)
class OfParty:
    """A party of an agreement, as the acts see it that are its own affair."""

    agreement: AgreementFacts
    party: str

    @property
    def agreement_id(self) -> str:
        return self.agreement.agreement_id


def of_person(members: Iterable[Member], person: str) -> list[Member]:
    """A person's memberships among some."""
    return [member for member in members if member.person.person == person]


def ending(
    members: Sequence[Member], of: OfSomebody, role: str | None, *, last: date, today: date
) -> list[Holding] | Refusal:
    """Which of somebody's own roles end with a day: the one named, otherwise all of them.

    Refused where the day is past, they hold no such role, or nobody would be left to give roles.
    """
    if last < today:
        return _not_ended("role.ends-in-the-past", f"{last:%-d %B %Y} is past", "what was done in a role stays done")
    theirs = [holding for member in of_person(members, of.person) for holding in member.own]
    ends = [held for held in theirs if role in (None, held.role) and (held.until is None or held.until > last)]
    if not ends:
        held = " and ".join(sorted({holding.role for holding in theirs})) or "nothing"
        fact = f"{of.name} is {held} in {of.agreement.reference}"
        wanted = (
            f"a role that goes on after {last:%-d %B %Y}" if role is None else f"the role {shown(role)} to be ended"
        )
        return _not_ended("role.not-held", fact, f"{wanted} must be held")
    ids = {holding.id for holding in ends}
    if any(may_do(holding.role, May.GIVE) for holding in ends) and not _givers(members, ids, last):
        return _not_ended(
            "role.last-manager",
            f"{of.name} is the last who gives roles in {of.agreement.reference}",
            "somebody can always give roles in an agreement",
            "Make somebody else contract manager first, and then end this role.",
        )
    return ends


def _givers(members: Sequence[Member], ended: set[int], last: date) -> bool:
    """Whether somebody's own role of giving roles goes on after a day, once some have ended."""
    own = [holding for member in members for holding in member.own if holding.id not in ended]
    return any(may_do(holding.role, May.GIVE) and holding.outlasts(last) for holding in own)


def _not_ended(
    code: str, fact: str, rule: str, next_step: str = "Look at who holds which role, and try again."
) -> Refusal:
    return Refusal(code=code, what="No role was ended", fact=fact, rule=rule, next_step=next_step)


def nobody_there(agreement: AgreementFacts, email: str) -> Refusal:
    """Why nothing was done of somebody who has no role in the agreement."""
    return Refusal(
        code="team.nobody",
        what="Nothing was done",
        fact=f"nobody with the address {shown(email)} has a role in {agreement.reference}",
        rule="who works on an agreement has a role in it",
        next_step=f"Look who has: counterpart team show {agreement.reference}. "
        "A contract manager gives roles: counterpart team give.",
    )
