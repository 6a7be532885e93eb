"""Pure: how the votes on a motion count: one a party or one a member, unanimously or by majority (002, Gov. 5.7)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from counterpart.capabilities.governance.rules.quorum import Presence
from counterpart.engines.library.rules.groups import GroupTerms

FOR, AGAINST, ABSTAINS = "for", "against", "abstains"
CHOICES = (FOR, AGAINST, ABSTAINS)
CARRIED, LOST = "carried", "lost"


@dataclass(frozen=True)
class Vote:
    """A vote as it was cast: for which party, by whom (an id and a name)."""

    party: str
    person: str
    name: str
    choice: str


@dataclass(frozen=True)
class Outcome:
    """What the votes come to: carried, lost, or nothing yet while votes are wanted."""

    result: str
    fact: str
    rule: str

    @property
    def is_open(self) -> bool:
        return not self.result


def one_a_party(terms: GroupTerms) -> bool:
    return terms.votes == "one a party"


def votes_wanted(terms: GroupTerms, voters: Sequence[str], room: Iterable[Presence], tied: Collection[str]) -> set[str]:
    """Whose votes are wanted: parties by name, or members by id, of those in the room who are not tied."""
    if one_a_party(terms):
        return set(voters)
    return {one.person for one in room if one.counts(tied) and one.party in voters}


def voter_of(terms: GroupTerms, party: str, person: str) -> str:
    """Under whose name a vote counts: the party’s, or the member’s."""
    return party if one_a_party(terms) else person


def counted(
    terms: GroupTerms, votes: Iterable[Vote], wanted: Collection[str], *, without_vote: bool = False
) -> Outcome:
    """What the votes come to. `without_vote` is that nobody in the room was against it and no vote was called for.

    Unanimity: every vote is for it; the first against, or abstaining, ends it. Majority: more for than against of
    those cast, and a tie is lost, for no vote casts it.
    """
    rule = f"{terms.title} decides {terms.decides}, {terms.votes.replace('one a', 'one vote a')} ({terms.clause})"
    cast = {voter_of(terms, vote.party, vote.person): vote.choice for vote in votes}
    said = _said(cast)
    if without_vote and not cast:
        return Outcome(CARRIED, "nobody there was against it, and no vote was called for", rule)
    if terms.decides == "unanimously":
        return _unanimous(cast, sorted(set(wanted) - set(cast)), said, rule, terms)
    return _by_majority(cast, said, rule)


def _unanimous(cast: dict[str, str], missing: list[str], said: str, rule: str, terms: GroupTerms) -> Outcome:
    if any(choice != FOR for choice in cast.values()):
        return Outcome(LOST, said, rule)
    if missing or not cast:
        waits = " and ".join(missing) if one_a_party(terms) else f"{len(missing)} of the members"
        return Outcome("", f"{said}; {waits or 'everybody'} did not vote yet", rule)
    return Outcome(CARRIED, said, rule)


def _by_majority(cast: dict[str, str], said: str, rule: str) -> Outcome:
    choices = list(cast.values())
    if not cast:
        return Outcome("", said, rule)
    return Outcome(CARRIED if choices.count(FOR) > choices.count(AGAINST) else LOST, said, rule)


def _said(cast: dict[str, str]) -> str:
    if not cast:
        return "nobody voted"
    choices = list(cast.values())
    return ", ".join(f"{choices.count(choice)} {choice}" for choice in CHOICES if choice in choices)
