"""Pure: who may do what about a clock or a promise. Whose it is shows it; another finds it good."""

from dataclasses import dataclass

from counterpart.engines.access.roles import May, either, those_who
from counterpart.engines.access.rules import Actor, Hand, Standing, TwoHands, two_hands
from counterpart.engines.clocks.rules.promises import Clock, Kind
from counterpart.values.refusal import Refusal

ANSWERS_FOR = those_who(May.REPRESENT, May.SIGN)
SHOWS_AND_VERIFIES = TwoHands(
    code="promise.two-hands",
    what="The promise was not verified",
    rule="who shows that a promise is kept does not verify it; a delegate’s hand is the delegator’s",
    next_step="Ask another of the party that accepts it.",
)


def in_state(state: str, kind: str) -> str:
    """A clock or promise in a state, in words: a running promise."""
    return f"a {state} {kind}"


@dataclass(frozen=True)
class Kept:
    """A clock or promise as a policy sees it, with the hand that showed it done."""

    clock: Clock
    shown_by: tuple[Hand, ...] = ()

    @property
    def agreement_id(self) -> str:
        return self.clock.agreement_id

    @property
    def state(self) -> str:
        """Where it stands, with what it is: what can be done about a promise is not what can be done about a clock."""
        return in_state(self.clock.state, self.clock.kind)


def is_mine(actor: Actor, clock: Clock) -> bool:
    """Whether it is somebody’s to do: by name, by role, or because they answer for the party whose it is."""
    if clock.person:
        return clock.person in actor.hand_in(clock.agreement_id).people
    return any(_answers(standing, clock) for standing in actor.standings)


def _answers(standing: Standing, clock: Clock) -> bool:
    if standing.agreement != clock.agreement_id or clock.party not in ("", standing.party):
        return False
    return standing.role == clock.role if clock.role else standing.role in ANSWERS_FOR


def may_show(actor: Actor, kept: Kept) -> Refusal | None:
    """Whose it is; and whoever answers for the party it belongs to."""
    clock = kept.clock
    if is_mine(actor, clock) or _answers_for(actor, clock, clock.party):
        return None
    whose = clock.name or clock.role or f"a {either(ANSWERS_FOR)}"
    return Refusal(
        code="promise.not-yours",
        what=f"{clock.reference} was not changed",
        fact=f"{actor.name} is not who is to do it",
        rule=f"it is done by {whose}{f' of the {clock.party}' if clock.party else ''}",
        next_step="Ask them.",
    )


def may_verify(actor: Actor, kept: Kept) -> Refusal | None:
    """Whoever answers for the party that accepts it (for its own, where none is named), by another hand."""
    clock = kept.clock
    accepts = clock.accepted_by or clock.party
    if not _answers_for(actor, clock, accepts):
        return Refusal(
            code="promise.not-yours-to-verify",
            what=f"{clock.reference} was not verified or returned",
            fact=f"{actor.name} does not answer for the {accepts or 'parties'} in {clock.agreement}",
            rule=f"a promise is verified by a {either(ANSWERS_FOR)} of the party that accepts it",
            next_step="Ask one of them.",
        )
    return two_hands(actor, clock.agreement_id, kept.shown_by, SHOWS_AND_VERIFIES)


def may_let_go(actor: Actor, kept: Kept) -> Refusal | None:
    """Whoever answers for the party that accepts it: a promise is let go by whom it was made to."""
    clock = kept.clock
    if clock.kind == Kind.CLOCK:
        return Refusal(
            code="clock.runs",
            what=f"{clock.reference} was not let go",
            fact="it is a clock, and nobody’s promise",
            rule="a clock stops when its thing is done; what will not be done is recorded as passed over",
            next_step="Do it, extend it with the other party, or record the omission.",
        )
    if _answers_for(actor, clock, clock.accepted_by):
        return None
    return Refusal(
        code="promise.not-yours",
        what=f"{clock.reference} was not withdrawn",
        fact=f"{actor.name} does not answer for the {clock.accepted_by or 'parties'} in {clock.agreement}",
        rule="who made a promise cannot let it go; whoever it was made to can",
        next_step="Ask the party that accepts it.",
    )


def _answers_for(actor: Actor, clock: Clock, party: str) -> bool:
    return any(
        s.agreement == clock.agreement_id and party in ("", s.party) and s.role in ANSWERS_FOR for s in actor.standings
    )
