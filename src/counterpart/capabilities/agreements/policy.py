"""Pure: who may register an agreement, and who gives roles in it."""

from counterpart.capabilities.agreements.rules import AgreementFacts, Registration
from counterpart.engines.access.roles import CONTRACT_MANAGER, May
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


def may_give_roles(actor: Actor, agreement: AgreementFacts) -> Refusal | None:
    """The contract manager of the agreement."""
    if actor.standing_to(May.GIVE, agreement.agreement_id):
        return None
    return Refusal(
        code="role.not-yours-to-give",
        what="No role was given",
        fact=f"{actor.name} is not the {CONTRACT_MANAGER} of {agreement.reference}",
        rule=f"the {CONTRACT_MANAGER} gives roles in an agreement",
        next_step="Ask the contract manager; whoever registered the agreement is one.",
    )
