"""Pure: who proposes plans, schemes and improvements, who orders work, and who answers."""

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.programme.rules.improvements import Improvement
from counterpart.capabilities.programme.rules.schemes import Scheme
from counterpart.engines.access.roles import COMMISSIONER, PROVIDER, May, either, those_who
from counterpart.engines.access.rules import Actor, TwoHands, two_hands
from counterpart.values.refusal import Refusal

PROPOSERS, APPROVERS = those_who(May.PROPOSE), those_who(May.APPROVE)
ANSWERED_BY_ANOTHER = TwoHands(
    code="improvement.two-hands",
    what="The proposal was not answered",
    rule="who proposes an improvement does not answer it; a delegate’s hand is the delegator’s",
    next_step="Ask another who approves for the commissioner.",
)


def may_plan(actor: Actor, agreement: AgreementFacts) -> Refusal | None:
    """Whoever proposes for a party. The other parties agree before it is in force."""
    if actor.standing_to(May.PROPOSE, agreement.agreement_id):
        return None
    return _not_yours("plan", actor, "The delivery plan was not proposed", "a plan is proposed", PROPOSERS)


def may_programme(actor: Actor, of: AgreementFacts | Scheme) -> Refusal | None:
    """Whoever proposes for a party: both sides keep the programme."""
    if actor.standing_to(May.PROPOSE, of.agreement_id):
        return None
    return _not_yours("scheme", actor, "The programme was not changed", "a scheme is entered and moved", PROPOSERS)


def may_order(actor: Actor, scheme: Scheme) -> Refusal | None:
    """Whoever approves for a commissioner: only who pays orders, and gives up what was ordered."""
    if actor.standing_to(May.APPROVE, scheme.agreement_id, side=COMMISSIONER):
        return None
    return _not_yours("scheme", actor, f"{scheme.reference} was not ordered", "the commissioner orders", APPROVERS)


def may_propose(actor: Actor, agreement: AgreementFacts) -> Refusal | None:
    """Whoever proposes for a provider; where there is none, for any party."""
    side = PROVIDER if any(party.side == PROVIDER for party in agreement.parties) else None
    if actor.standing_to(May.PROPOSE, agreement.agreement_id, side=side):
        return None
    return _not_yours("improvement", actor, "No improvement was proposed", "the provider proposes", PROPOSERS)


def may_answer(actor: Actor, improvement: Improvement) -> Refusal | None:
    """Whoever approves for a commissioner, by another hand than proposed it."""
    if not actor.standing_to(May.APPROVE, improvement.agreement_id, side=COMMISSIONER):
        what = f"{improvement.reference} was not answered"
        return _not_yours("improvement", actor, what, "the commissioner answers", APPROVERS)
    return two_hands(actor, improvement.agreement_id, [improvement.hand], ANSWERED_BY_ANOTHER)


def may_evaluate(actor: Actor, improvement: Improvement) -> Refusal | None:
    """Whoever proposes for a party: either side writes what a pilot showed; the commissioner decides."""
    if actor.standing_to(May.PROPOSE, improvement.agreement_id):
        return None
    return _not_yours("improvement", actor, "The pilot was not evaluated", "a pilot is evaluated", PROPOSERS)


def _not_yours(kind: str, actor: Actor, what: str, rule: str, roles: tuple[str, ...]) -> Refusal:
    return Refusal(
        code=f"{kind}.not-yours",
        what=what,
        fact=f"{actor.name} does not answer for this here",
        rule=f"{rule} by a {either(roles)}",
        next_step="Ask one of them.",
    )
