"""Pure: contract representatives, and counterparts of equal seniority (002, Appendix D, Governance 4.1 and 5.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.team.rules.members import Member, OfParty
from counterpart.engines.access.roles import COMMISSIONER, PROVIDER, May, may_do
from counterpart.values.refusal import Refusal

EQUAL = "each member of the commissioner has a counterpart of the provider of equal seniority (002, Governance 5.2)"
APPOINTED = "the commissioner and the provider each appoint a contract representative (002, Governance 4.1)"


@dataclass(frozen=True)
class Named:
    """The contract representative of a party from a day: who was named, and whether they still stand for it."""

    party: str
    name: str
    membership: int
    since: date
    until: date | None
    there: bool


@dataclass(frozen=True)
class Half:
    """One of two counterparts: who it is, in what post; `there` is false once they have no role any more."""

    membership: int
    name: str
    post: str
    there: bool


@dataclass(frozen=True)
class Pair:
    """Two counterparts. `seniority` is that of both when they were paired."""

    id: str
    commissioner: Half
    provider: Half
    seniority: str
    since: date

    @property
    def empty(self) -> tuple[str, ...]:
        """The sides whose half is empty: whoever was there has left."""
        halves = ((COMMISSIONER, self.commissioner), (PROVIDER, self.provider))
        return tuple(side for side, half in halves if not half.there)


def may_be_named(of: OfParty, member: Member | None, *, since: date, today: date) -> Refusal | None:
    """Refuses a representative who does not answer for the party, and a day that is past."""

    def refused(code: str, fact: str, rule: str, next_step: str) -> Refusal:
        return Refusal(code, "No contract representative was named", fact, rule, next_step)

    sides = {party.name: party.side for party in of.agreement.parties}
    if sides.get(of.party) not in (COMMISSIONER, PROVIDER):
        fact = f"{of.party} is {sides.get(of.party, 'no party')} in {of.agreement.reference}"
        return refused("representative.no-side", fact, APPOINTED, "Name one for the commissioner or the provider.")
    if since < today:
        fact = f"{since:%-d %B %Y} is past"
        return refused(
            "representative.past", fact, "a representative is named from today or later", "Name a later day."
        )
    roles = [held.role for held in member.own if may_do(held.role, May.REPRESENT)] if member else []
    if member is None or member.party.name != of.party or not roles:
        who = member.person.name if member else "that person"
        fact = f"{who} does not answer for {of.party}"
        rule = "a party is represented by somebody who answers for it: a manager, a lead or a director"
        return refused("representative.not-theirs", fact, rule, "Name one of them, or give the role first.")
    return None


def paired(
    agreement: AgreementFacts, one: Member, other: Member, pairs: Sequence[Pair]
) -> tuple[Member, Member] | Refusal:
    """The commissioner's member and the provider's, in this order. Refused where they cannot be counterparts."""

    def refused(code: str, fact: str, next_step: str) -> Refusal:
        return Refusal(code, "Nobody was paired", fact, EQUAL, next_step)

    sides = {one.party.side: one, other.party.side: other}
    if set(sides) != {COMMISSIONER, PROVIDER}:
        fact = f"{one.person.name} stands for {one.party.name}, {other.person.name} for {other.party.name}"
        return refused("counterparts.one-side", fact, "Choose a member of the commissioner and one of the provider.")
    ours, theirs = sides[COMMISSIONER], sides[PROVIDER]
    if ours.seniority != theirs.seniority:
        fact = f"a {ours.post} is {_level(ours)} and a {theirs.post} is {_level(theirs)}"
        return refused(
            "counterparts.unequal", fact, f"Choose somebody of the {theirs.party.name} who is {_level(ours)}."
        )
    taken = {half.membership: half for pair in pairs if not pair.empty for half in (pair.commissioner, pair.provider)}
    for member in (ours, theirs):
        if member.membership in taken:
            fact = f"{member.person.name} has a counterpart already"
            return refused("counterparts.taken", fact, "Part that pair first.")
    return ours, theirs


def _level(member: Member) -> str:
    return f"{member.seniority} level"


def unpaired(members: Sequence[Member], pairs: Sequence[Pair]) -> list[Member]:
    """Members of the two sides who answer for the work and have no counterpart."""
    paired_already = {
        half.membership for pair in pairs if not pair.empty for half in (pair.commissioner, pair.provider)
    }
    return [
        member
        for member in members
        if member.party.side in (COMMISSIONER, PROVIDER)
        and member.membership not in paired_already
        and any(may_do(held.role, May.SIGN) for held in member.own)
    ]
