"""Who acts, what they stand for, and whether two acts were done by two hands. Pure; asked by every policy."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from counterpart.engines.access.roles import May, those_who
from counterpart.values.refusal import Refusal

INSTALLATION = "00000000-0000-0000-0000-000000000000"
"""The installation itself, to which administrators belong as others belong to an agreement."""


@dataclass(frozen=True)
class Standing:
    """One role of one person on one agreement, held for one party of it. Ids as text; `party` is its name.

    `on_behalf_of` is the person who delegated it; None where it is one's own.
    """

    agreement: str
    party_id: str
    party: str
    side: str
    role: str
    on_behalf_of: str | None = None


@dataclass(frozen=True)
class Opens:
    """What a token opens: agreements by id, and verbs (acts by name, and `reading`). Nothing named: everything."""

    agreements: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hand:
    """Who did something: a person, and those they stood in for then. Ids as text."""

    person: str
    on_behalf_of: tuple[str, ...] = ()

    @property
    def people(self) -> frozenset[str]:
        return frozenset((self.person, *self.on_behalf_of))


@dataclass(frozen=True)
class Actor:
    """A person at work on a day, with the roles in force that day, their own before those delegated to them."""

    person: str
    name: str
    email: str
    standings: tuple[Standing, ...] = field(default=())

    def standing_in(self, agreement: str, *roles: str) -> Standing | None:
        """Their standing in an agreement, in one of the roles where roles are named; None for an outsider."""
        for standing in self.standings:
            if standing.agreement == agreement and (not roles or standing.role in roles):
                return standing
        return None

    def standing_to(
        self, verb: May, agreement: str, *, side: str | None = None, party: str | None = None
    ) -> Standing | None:
        """Their standing in an agreement that lets them do something, for a side or a party where one is named."""
        roles = those_who(verb)
        for standing in self.standings:
            asked = side in (None, standing.side) and party in (None, standing.party)
            if asked and standing.agreement == agreement and standing.role in roles:
                return standing
        return None

    def themselves(self) -> "Actor":
        """The same person with what is their own: nothing that was delegated to them."""
        return replace(self, standings=tuple(s for s in self.standings if s.on_behalf_of is None))

    def standing_in_for(self, agreement: str) -> tuple[str, ...]:
        """The people who delegated a role in an agreement to them."""
        found = (s.on_behalf_of for s in self.standings if s.agreement == agreement and s.on_behalf_of)
        return tuple(dict.fromkeys(found))

    def hand_in(self, agreement: str) -> Hand:
        """Whose hand theirs is in an agreement: their own, and that of everybody they stand in for."""
        return Hand(self.person, self.standing_in_for(agreement))


def on_behalf_of(may: Callable[[Actor, Any], Refusal | None], actor: Actor, subject: Any) -> tuple[str, ...]:
    """For whom somebody does what a policy lets them do: nobody where they may do it themselves.

    Otherwise those who delegated to them the roles without which the policy would refuse them.
    """
    others = actor.standing_in_for(subject.agreement_id)
    if not others or may(actor.themselves(), subject) is None:
        return ()

    def lent_by(other: str) -> Actor:
        return replace(actor, standings=tuple(s for s in actor.standings if s.on_behalf_of in (None, other)))

    return tuple(other for other in others if may(lent_by(other), subject) is None) or others


@dataclass(frozen=True)
class TwoHands:
    """A rule that two people share a duty: its code, what is refused, the rule in words, and what to do next."""

    code: str
    what: str
    rule: str
    next_step: str


def two_hands(actor: Actor, agreement: str, earlier: Iterable[Hand], rule: TwoHands) -> Refusal | None:
    """Refuses a second hand that is the first again. A delegate and whoever they stand in for are one hand."""
    hand = actor.hand_in(agreement)
    same = next((before for before in earlier if before.people & hand.people), None)
    if same is None:
        return None
    itself = same.person == actor.person
    fact = f"{actor.name} did the first part" if itself else f"{actor.name} and whoever did the first part are one hand"
    return Refusal(code=rule.code, what=rule.what, fact=fact, rule=rule.rule, next_step=rule.next_step)


def no_such_agreement(actor: Actor, reference: str) -> Refusal:
    """The same words where there is no agreement of this reference and where the actor has no part in it."""
    return Refusal(
        code="agreement.unknown",
        what=f"There is no agreement “{reference}” among yours",
        fact=f"{actor.name} has no part in an agreement of that reference",
        rule="an agreement is seen by those who have a role in it",
        next_step="Check the reference, or ask its contract manager for a role.",
    )
