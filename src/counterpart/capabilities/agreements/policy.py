"""Pure: who may register an agreement, give roles in it, change its terms, and keep what belongs to it."""

from counterpart.capabilities.agreements.rules.changes import Change
from counterpart.capabilities.agreements.rules.facts import AgreementFacts, Registration
from counterpart.capabilities.agreements.rules.keeping import Anomaly, Document
from counterpart.engines.access.roles import CONTRACT_MANAGER, May, either, those_who
from counterpart.engines.access.rules import Actor, TwoHands, two_hands
from counterpart.values.refusal import Refusal

AUTHOR_AND_APPROVER = TwoHands(
    code="document.two-hands",
    what="The document was not approved",
    rule="who wrote a document does not approve it; a delegate’s hand is the delegator’s",
    next_step="Ask another who answers for a party.",
)


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


def may_propose_change(actor: Actor, agreement: AgreementFacts) -> Refusal | None:
    """Whoever proposes for a party that signs."""
    return _of_a_signatory(actor, agreement, May.PROPOSE, "change.not-yours", "No change was proposed")


def may_write_change(actor: Actor, change: Change) -> Refusal | None:
    """Whoever proposes for the party that proposed it."""
    if actor.standing_to(May.PROPOSE, change.agreement_id, party=change.party):
        return None
    rule = f"a change is written by the party that proposed it: the {change.party}"
    return _change_refused(actor, change, "written", rule, May.PROPOSE)


def may_assess_change(actor: Actor, change: Change) -> Refusal | None:
    """Whoever answers for another party that signs than the one that proposed it."""
    if _answers_for_another(actor, change):
        return None
    return _change_refused(actor, change, "assessed", "a change is assessed by the other side", May.REPRESENT)


def may_agree_change(actor: Actor, change: Change) -> Refusal | None:
    """Whoever answers for a party that signs: each signs for its own."""
    what = f"{change.reference} was not agreed"
    return _of_a_signatory(actor, change.agreement, May.REPRESENT, "change.not-yours", what)


def may_refuse_change(actor: Actor, change: Change) -> Refusal | None:
    """Whoever answers for another party that signs than the one that proposed it."""
    if _answers_for_another(actor, change):
        return None
    return _change_refused(actor, change, "refused", "a change is refused by the other side", May.REPRESENT)


def may_withdraw_change(actor: Actor, change: Change) -> Refusal | None:
    """Whoever proposes for the party that proposed it."""
    if actor.standing_to(May.PROPOSE, change.agreement_id, party=change.party):
        return None
    rule = f"a change is withdrawn by the party that proposed it: the {change.party}"
    return _change_refused(actor, change, "withdrawn", rule, May.PROPOSE)


def may_name_anomaly(actor: Actor, agreement: AgreementFacts) -> Refusal | None:
    """Whoever sends figures for a party that signs: an anomaly is named whomever it favours."""
    what = "No anomaly was named"
    return _of_a_signatory(actor, agreement, May.SEND, "anomaly.not-yours", what)


def may_settle_anomaly(actor: Actor, anomaly: Anomaly) -> Refusal | None:
    """Whoever answers for a party that signs; the others agree by their hands."""
    what = f"{anomaly.reference} was not settled"
    return _of_a_signatory(actor, anomaly.agreement, May.REPRESENT, "anomaly.not-yours", what)


def may_register_document(actor: Actor, agreement: AgreementFacts) -> Refusal | None:
    """Whoever signs or answers for a party."""
    return _of_a_party(actor, agreement, "document.not-yours", "No document was registered")


def may_revise_document(actor: Actor, document: Document) -> Refusal | None:
    """Whoever signs or answers for a party."""
    what = f"No new version of {document.reference} was registered"
    return _of_a_party(actor, document.agreement, "document.not-yours", what)


def may_approve_document(actor: Actor, document: Document) -> Refusal | None:
    """Whoever answers for a party, by another hand than wrote it."""
    if not actor.standing_to(May.REPRESENT, document.agreement_id):
        return Refusal(
            code="document.not-yours",
            what=f"{document.reference} was not approved",
            fact=f"{actor.name} does not answer for a party of {document.agreement.reference}",
            rule=f"a document is approved by a {either(those_who(May.REPRESENT))}",
            next_step="Ask one of them.",
        )
    return two_hands(actor, document.agreement_id, [document.hand], AUTHOR_AND_APPROVER)


def may_set_monitoring(actor: Actor, agreement: AgreementFacts) -> Refusal | None:
    """Whoever answers for the commissioner: it watches what it pays for."""
    if actor.standing_to(May.REPRESENT, agreement.agreement_id, side="commissioner"):
        return None
    return Refusal(
        code="monitoring.not-yours",
        what="The level of monitoring was not set",
        fact=f"{actor.name} does not answer for the commissioner in {agreement.reference}",
        rule=f"the commissioner sets how closely it watches, by a {either(those_who(May.REPRESENT))}",
        next_step="Ask one of them.",
    )


def may_record_investment(actor: Actor, agreement: AgreementFacts) -> Refusal | None:
    """Whoever answers for a party, for their own."""
    return _of_a_party(actor, agreement, "investment.not-yours", "Nothing was recorded")


def may_extend_term(actor: Actor, agreement: AgreementFacts) -> Refusal | None:
    """Whoever answers for a party that signs: each signs for its own."""
    return _of_a_signatory(actor, agreement, May.REPRESENT, "term.not-yours", "The term was not extended")


def may_use_break(actor: Actor, agreement: AgreementFacts) -> Refusal | None:
    """Whoever answers for a party that signs; whose break it is, the terms say."""
    return _of_a_signatory(actor, agreement, May.REPRESENT, "term.not-yours", "No notice was given")


def may_plan_end(actor: Actor, agreement: AgreementFacts) -> Refusal | None:
    """Whoever answers for a party that signs."""
    return _of_a_signatory(actor, agreement, May.REPRESENT, "term.not-yours", "The end of the term was not planned")


def may_hold_review(actor: Actor, agreement: AgreementFacts) -> Refusal | None:
    """Whoever answers for a party that signs: what was decided is the decision of both, by its minute."""
    return _of_a_signatory(actor, agreement, May.REPRESENT, "term.not-yours", "No review was recorded")


def may_request(actor: Actor, agreement: AgreementFacts) -> Refusal | None:
    """Whoever answers for a party that signs asks the other for what is due on request."""
    return _of_a_signatory(actor, agreement, May.REPRESENT, "obligation.not-yours", "Nothing was asked for")


def may_date(actor: Actor, agreement: AgreementFacts) -> Refusal | None:
    """Whoever answers for a party that signs: what is dated is what both agreed."""
    return _of_a_signatory(actor, agreement, May.REPRESENT, "obligation.not-yours", "Nothing was dated")


def _answers_for_another(actor: Actor, change: Change) -> bool:
    others = (party for party in change.agreement.signatories if party != change.party)
    return any(actor.standing_to(May.REPRESENT, change.agreement_id, party=party) for party in others)


def _of_a_signatory(actor: Actor, agreement: AgreementFacts, verb: May, code: str, what: str) -> Refusal | None:
    if any(actor.standing_to(verb, agreement.agreement_id, party=party) for party in agreement.signatories):
        return None
    return Refusal(
        code=code,
        what=what,
        fact=f"{actor.name} does not answer for a party that signs in {agreement.reference}",
        rule=f"it is for {' and '.join(agreement.signatories)}, by a {either(those_who(verb))}",
        next_step="Ask one of them.",
    )


def _of_a_party(actor: Actor, agreement: AgreementFacts, code: str, what: str) -> Refusal | None:
    here = agreement.agreement_id
    if actor.standing_to(May.REPRESENT, here) or actor.standing_to(May.SIGN, here):
        return None
    return Refusal(
        code=code,
        what=what,
        fact=f"{actor.name} does not answer for a party of {agreement.reference}",
        rule=f"it is done by a {either(those_who(May.REPRESENT, May.SIGN))}",
        next_step="Ask one of them.",
    )


def _change_refused(actor: Actor, change: Change, how: str, rule: str, verb: May) -> Refusal:
    return Refusal(
        code="change.not-yours",
        what=f"{change.reference} was not {how}",
        fact=f"{actor.name} does not answer for that party in {change.agreement.reference}",
        rule=f"{rule}, by a {either(those_who(verb))}",
        next_step="Ask one of them.",
    )
