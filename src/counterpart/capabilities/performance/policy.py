"""Pure: who may send in returns and benchmarks."""

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.engines.access.roles import May, either, those_who
from counterpart.engines.access.rules import Actor
from counterpart.values.refusal import Refusal

SENDERS = those_who(May.SEND)


def may_take_in(actor: Actor, agreement: AgreementFacts) -> Refusal | None:
    """Those who work with the figures, on either side. Others read."""
    if actor.standing_to(May.SEND, agreement.agreement_id):
        return None
    return Refusal(
        code="returns.not-yours-to-send",
        what="The file was not taken in",
        fact=f"{actor.name} sends no figures for {agreement.reference}",
        rule=f"figures are sent by a {either(SENDERS)}",
        next_step="Ask one of them to send the file, or the contract manager for this role.",
    )
