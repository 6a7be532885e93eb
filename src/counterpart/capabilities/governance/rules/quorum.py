"""Pure: who is in the room, who counts, and whether there is a quorum (002, Governance 5.5)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from counterpart.engines.library.rules.groups import GroupTerms

MEMBER, DELEGATE, OBSERVER, INVITEE, APOLOGIES = "member", "delegate", "observer", "invitee", "apologies"
SITS = (MEMBER, DELEGATE)


@dataclass(frozen=True)
class Presence:
    """Somebody at a meeting, or who sent apologies. `person` is an id; empty where the installation knows none.

    `in_place_of` is the member (an id) a delegate attends for: the two are one hand.
    """

    person: str
    name: str
    party: str
    capacity: str
    in_place_of: str = ""
    arrived_at: datetime | None = None
    left_at: datetime | None = None

    @property
    def people(self) -> frozenset[str]:
        return frozenset(one for one in (self.person, self.in_place_of) if one)

    @property
    def is_there(self) -> bool:
        return self.capacity != APOLOGIES and self.left_at is None

    def was_there(self, at: datetime) -> bool:
        """Whether they were in the room at a moment."""
        came = self.arrived_at is None or self.arrived_at <= at
        return self.capacity != APOLOGIES and came and (self.left_at is None or at < self.left_at)

    def counts(self, tied: Collection[str] = ()) -> bool:
        """Whether they sit for a party, and no interest keeps them out of this item."""
        return self.capacity in SITS and not self.people & set(tied)


@dataclass(frozen=True)
class Quorum:
    """Whether there is a quorum, and the fact that says so."""

    met: bool
    fact: str
    rule: str


def quorum(terms: GroupTerms, voters: Collection[str], room: Iterable[Presence], tied: Collection[str] = ()) -> Quorum:
    """Whether those in the room make a quorum; whoever is tied by an interest does not count."""
    sitting = [one for one in room if one.counts(tied)]
    wanted = terms.members_for_quorum
    rule = f"{terms.title}: quorum {terms.quorum} ({terms.clause})"
    if wanted is not None:
        fact = f"{_so_many(len(sitting))} of the {wanted} wanted {'is' if len(sitting) == 1 else 'are'} there"
        return Quorum(len(sitting) >= wanted, fact, rule)
    present = {one.party for one in sitting}
    absent = [party for party in voters if party not in present]
    fact = f"nobody is there for {' or '.join(absent)}" if absent else f"{' and '.join(voters)} are there"
    return Quorum(not absent, fact, rule)


def there_now(presences: Iterable[Presence]) -> list[Presence]:
    return [one for one in presences if one.is_there]


def there_at(presences: Iterable[Presence], at: datetime) -> list[Presence]:
    return [one for one in presences if one.was_there(at)]


def _so_many(n: int) -> str:
    return str(n) if n else "none"
