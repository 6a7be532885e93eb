"""Pure: who may send in returns and benchmarks."""

from counterpart.capabilities.agreements.rules import AgreementFacts
from counterpart.engines.access.rules import Actor
from counterpart.values.refusal import Refusal

SENDERS = ("KPI manager", "provider manager", "performance officer", "contract manager")


def may_take_in(actor: Actor, agreement: AgreementFacts) -> Refusal | None:
    """Those who work with the figures, on either side. Others read."""
    if actor.standing_in(agreement.agreement_id, *SENDERS):
        return None
    return Refusal(
        code="returns.not-yours-to-send",
        what="The file was not taken in",
        fact=f"{actor.name} sends no figures for {agreement.reference}",
        rule=f"figures are sent by a {', '.join(SENDERS[:-1])} or {SENDERS[-1]}",
        next_step="Ask one of them to send the file, or the contract manager for this role.",
    )
