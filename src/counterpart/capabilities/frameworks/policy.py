"""Pure: who sets up frameworks and funding, calls off, enters rates, and keeps the register and the notices."""

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.frameworks.rules.shared import Framework
from counterpart.engines.access.roles import COMMISSIONER, PROVIDER, May, either, those_who
from counterpart.engines.access.rules import Actor
from counterpart.values.refusal import Refusal


def may_commission(actor: Actor, of: AgreementFacts | Framework) -> Refusal | None:
    """Whoever approves for a commissioner: frameworks, funding and the law’s notices are the commissioners’."""
    if actor.standing_to(May.APPROVE, of.agreement_id, side=COMMISSIONER):
        return None
    return _not_yours(actor, f"it is done for a commissioner by a {either(those_who(May.APPROVE))}")


def may_enter_rates(actor: Actor, framework: Framework) -> Refusal | None:
    """Whoever proposes for a provider, of its own rates."""
    if actor.standing_to(May.PROPOSE, framework.agreement_id, side=PROVIDER):
        return None
    return _not_yours(actor, f"a provider’s rates are entered by a {either(those_who(May.PROPOSE))} of its own")


def may_keep_register(actor: Actor, agreement: AgreementFacts) -> Refusal | None:
    """Whoever sends figures for a commissioner."""
    if actor.standing_to(May.SEND, agreement.agreement_id, side=COMMISSIONER):
        return None
    return _not_yours(actor, f"the register is kept for a commissioner by a {either(those_who(May.SEND))}")


def _not_yours(actor: Actor, rule: str) -> Refusal:
    return Refusal(
        code="framework.not-yours",
        what="Nothing was done",
        fact=f"{actor.name} does not answer for this here",
        rule=rule,
        next_step="Ask one of them.",
    )
