"""Pure: the life of a proposed act and of a job, whose assent an act still waits for, and who may give it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from counterpart.engines.access.roles import May, either, those_who
from counterpart.engines.access.rules import Actor, Hand, Standing
from counterpart.engines.clocks.rules.promises import Kind
from counterpart.values.lifecycle import LifeCycle
from counterpart.values.refusal import Refusal

PROPOSED = LifeCycle(
    subject="proposed act",
    initial="open",
    steps={
        ("open", "performed"): "performed",
        ("open", "lapsed"): "lapsed",
        ("open", "refused"): "refused",
        ("open", "withdrawn"): "withdrawn",
    },
)
GROUP = "group:"
"""Before the name of a group, where its decision is the hand that an act needs."""
CLOCK_KIND = Kind.CLOCK
HANDS = those_who(May.SIGN, May.REPRESENT)

JOB = LifeCycle(
    subject="job",
    initial="waiting",
    steps={
        ("waiting", "begun"): "running",
        ("running", "begun"): "running",
        ("broken", "begun"): "running",
        ("running", "done"): "done",
        ("running", "refused"): "refused",
        ("running", "broken off"): "broken",
        ("broken", "given up"): "given up",
    },
)
"""A job whose worker was killed is begun again from `running`; one that broke off is begun again, or given up."""

ENDED = ("done", "refused", "given up")


def still_wanted(needs: Iterable[str], signed_by: Iterable[str]) -> tuple[str, ...]:
    """The parties whose signature is still wanting, in the order the act names them."""
    signed = set(signed_by)
    return tuple(party for party in needs if party not in signed)


@dataclass(frozen=True)
class Proposed:
    """An offered act that is proposed: exactly what, by whom, and whose hands it waits for.

    `agreement` is the agreement’s reference; `told` is what was sent, under the words it was asked in.
    """

    agreement_id: str
    agreement: str
    reference: str
    act: str
    title: str
    digest: str
    state: str
    needs: tuple[str, ...]
    given: tuple[str, ...]
    opened_at: str
    proposer: str
    hand: Hand
    because: str = ""
    told: tuple[tuple[str, str], ...] = ()
    places: Mapping[str, Any] = field(default_factory=dict)

    @property
    def waits_for(self) -> tuple[str, ...]:
        return still_wanted(self.needs, self.given) if self.state == PROPOSED.initial else ()

    @property
    def group(self) -> str:
        """The group whose decision it needs; empty where it needs parties."""
        return next((need.removeprefix(GROUP) for need in self.needs if need.startswith(GROUP)), "")


def gives_a_hand(standing: Standing) -> bool:
    """Whether somebody signs for their party in this standing."""
    return standing.role in HANDS


def may_agree(actor: Actor, proposed: Proposed) -> Refusal | None:
    """Whoever signs for a party whose hand is still wanted."""
    held = (s for s in actor.standings if s.agreement == proposed.agreement_id and gives_a_hand(s))
    if any(standing.party in proposed.waits_for for standing in held):
        return None
    waits = [party for party in proposed.waits_for if not party.startswith(GROUP)]
    return Refusal(
        code="proposal.not-yours",
        what=f"{proposed.reference} was not answered",
        fact=f"{actor.name} does not sign for {either(waits)}" if waits else "it waits for no party’s answer",
        rule=f"a proposal is answered for a party by a {either(HANDS)}",
        next_step="Ask one of them.",
    )


def may_withdraw(actor: Actor, proposed: Proposed) -> Refusal | None:
    """Whoever proposed it, or stands in for them."""
    if proposed.hand.people & actor.hand_in(proposed.agreement_id).people:
        return None
    return Refusal(
        code="proposal.not-yours",
        what=f"{proposed.reference} was not withdrawn",
        fact=f"{actor.name} did not propose it",
        rule="a proposal is withdrawn by whoever proposed it",
        next_step=f"Ask {proposed.proposer}.",
    )
