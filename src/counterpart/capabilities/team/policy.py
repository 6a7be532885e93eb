"""Pure: who ends and delegates roles, names representatives, pairs counterparts, and decides on subcontractors."""

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.team.rules.members import OfParty, OfSomebody
from counterpart.capabilities.team.rules.subcontractors import Subcontractor
from counterpart.engines.access.roles import COMMISSIONER, PROVIDER, May, either, those_who
from counterpart.engines.access.rules import Actor, TwoHands, two_hands
from counterpart.values.refusal import Refusal

PROPOSER_AND_APPROVER = TwoHands(
    code="subcontractor.two-hands",
    what="The subcontractor was not decided on",
    rule="who proposes may not approve: a subcontractor passes two hands, and a delegate’s is the delegator’s",
    next_step="Ask another who approves for the commissioner.",
)


def may_end_roles(actor: Actor, of: OfSomebody) -> Refusal | None:
    """Whoever gives roles in the agreement; and everybody may give up their own."""
    agreement = of.agreement
    own = actor.person == of.person and actor.standing_in(agreement.agreement_id)
    if own or actor.standing_to(May.GIVE, agreement.agreement_id):
        return None
    return Refusal(
        code="role.not-yours-to-end",
        what="No role was ended",
        fact=f"{actor.name} does not give roles in {agreement.reference}",
        rule=f"a role is ended by whoever holds it, or by a {either(those_who(May.GIVE))}",
        next_step="Ask the contract manager.",
    )


def may_delegate(actor: Actor, of: OfSomebody) -> Refusal | None:
    """Everybody their own roles; and for somebody absent, whoever represents their party. Never as a delegate."""
    agreement, themselves = of.agreement, actor.themselves()
    own = actor.person == of.person and themselves.standing_in(agreement.agreement_id)
    if own or themselves.standing_to(May.REPRESENT, agreement.agreement_id, party=of.party):
        return None
    return Refusal(
        code="delegation.not-yours",
        what="Nothing was delegated or withdrawn",
        fact=f"{actor.name} does not answer for the {of.party} in their own right",
        rule="one delegates one’s own roles; for somebody absent a manager of their party does; a delegate does not",
        next_step="Ask whoever is to be absent, or a manager of their party.",
    )


def may_name(actor: Actor, of: OfParty) -> Refusal | None:
    """Whoever answers for the party: its contract representative is its own affair."""
    if actor.standing_to(May.REPRESENT, of.agreement.agreement_id, party=of.party):
        return None
    return Refusal(
        code="representative.not-yours",
        what="No contract representative was named",
        fact=f"{actor.name} does not answer for the {of.party} in {of.agreement.reference}",
        rule=f"each party names its own, by a {either(those_who(May.REPRESENT))}",
        next_step="Ask one of that party.",
    )


def may_pair(actor: Actor, agreement: AgreementFacts) -> Refusal | None:
    """Whoever answers for the commissioner or the provider."""
    here = agreement.agreement_id
    if any(actor.standing_to(May.REPRESENT, here, side=side) for side in (COMMISSIONER, PROVIDER)):
        return None
    return Refusal(
        code="counterparts.not-yours",
        what="No counterparts were paired or parted",
        fact=f"{actor.name} does not answer for the commissioner or the provider of {agreement.reference}",
        rule=f"counterparts are paired by a {either(those_who(May.REPRESENT))}",
        next_step="Ask one of them.",
    )


def may_propose(actor: Actor, agreement: AgreementFacts) -> Refusal | None:
    """Whoever proposes for the provider."""
    if actor.standing_to(May.PROPOSE, agreement.agreement_id, side=PROVIDER):
        return None
    return Refusal(
        code="subcontractor.not-yours-to-propose",
        what="No subcontractor was proposed",
        fact=f"{actor.name} does not propose for the provider of {agreement.reference}",
        rule="the provider proposes its subcontractors, by a manager or director of its own",
        next_step="Ask the provider’s manager.",
    )


def may_decide(actor: Actor, subcontractor: Subcontractor) -> Refusal | None:
    """Whoever approves for the commissioner, and is another hand than the one that proposed."""
    agreement = subcontractor.agreement
    if not actor.standing_to(May.APPROVE, agreement.agreement_id, side=COMMISSIONER):
        return _not_decided(actor, subcontractor, "the commissioner decides on subcontractors")
    return two_hands(actor, agreement.agreement_id, subcontractor.hands, PROPOSER_AND_APPROVER)


def may_suspend(actor: Actor, subcontractor: Subcontractor) -> Refusal | None:
    """Whoever approves for the commissioner."""
    if actor.standing_to(May.APPROVE, subcontractor.agreement.agreement_id, side=COMMISSIONER):
        return None
    return _not_decided(actor, subcontractor, "the commissioner suspends subcontractors")


def may_remove(actor: Actor, subcontractor: Subcontractor) -> Refusal | None:
    """Whoever approves for the commissioner, or proposes for the provider."""
    here = subcontractor.agreement.agreement_id
    if actor.standing_to(May.PROPOSE, here, side=PROVIDER):
        return None
    if actor.standing_to(May.APPROVE, here, side=COMMISSIONER):
        return None
    return _not_decided(actor, subcontractor, "the commissioner or the provider removes a subcontractor")


def may_show(actor: Actor, subcontractor: Subcontractor) -> Refusal | None:
    """Whoever proposes for the provider: what flows down is the provider’s to show."""
    if actor.standing_to(May.PROPOSE, subcontractor.agreement.agreement_id, side=PROVIDER):
        return None
    return _not_decided(actor, subcontractor, "the provider shows what it passed on to its subcontractors")


def _not_decided(actor: Actor, subcontractor: Subcontractor, rule: str) -> Refusal:
    approvers, proposers = either(those_who(May.APPROVE)), "a manager or director of the provider"
    return Refusal(
        code="subcontractor.not-yours",
        what=f"{subcontractor.reference} was not changed",
        fact=f"{actor.name} does not answer for this in {subcontractor.agreement.reference}",
        rule=f"{rule}: for the commissioner a {approvers}, for the provider {proposers}",
        next_step="Ask one of them.",
    )


def may_keep_posts(actor: Actor, agreement: AgreementFacts) -> Refusal | None:
    """Whoever answers for a party, of its own posts and people; the act sees that they are its own."""
    if actor.standing_to(May.REPRESENT, agreement.agreement_id):
        return None
    return Refusal(
        code="post.not-yours",
        what="Nothing was entered",
        fact=f"{actor.name} does not answer for a party of {agreement.reference}",
        rule=f"a party’s posts and people are entered by a {either(those_who(May.REPRESENT))} of its own",
        next_step="Ask one of them.",
    )


def may_mobilise(actor: Actor, agreement: AgreementFacts) -> Refusal | None:
    """Whoever proposes for a party."""
    if actor.standing_to(May.PROPOSE, agreement.agreement_id):
        return None
    return Refusal(
        code="mobilisation.not-yours",
        what="Mobilisation was not begun",
        fact=f"{actor.name} does not answer for this in {agreement.reference}",
        rule=f"mobilisation is begun by a {either(those_who(May.PROPOSE))}",
        next_step="Ask one of them.",
    )
