"""Pure: who may register an agreement."""

from counterpart.capabilities.agreements.rules import Registration
from counterpart.engines.access.rules import Actor
from counterpart.values.refusal import Refusal


def may_register(actor: Actor, registration: Registration) -> Refusal | None:
    """A member of one of the organisations that are to be its parties."""
    seats = {organisation.casefold() for organisation in registration.seats.values()}
    if seats.intersection(name.casefold() for name in registration.registrant_organisations):
        return None
    return Refusal(
        code="agreement.not-a-party",
        what=f"{registration.reference} was not registered",
        fact=f"{actor.name} belongs to none of its parties: {', '.join(registration.seats.values())}",
        rule="an agreement is registered by one of its parties",
        next_step="Ask somebody of one of these organisations, or name yours with --set.",
    )
