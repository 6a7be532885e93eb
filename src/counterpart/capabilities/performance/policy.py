"""Pure: who may send in returns and benchmarks, and whose hand takes a return further."""

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.performance.rules.returning import Return
from counterpart.engines.access.roles import COMMISSIONER, May, either, those_who
from counterpart.engines.access.rules import Actor, TwoHands, two_hands
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


SENDER_AND_ASSURER = TwoHands(
    code="return.two-hands",
    what="The return was not taken further",
    rule="who submits a return does not sign it as its owner, nor assure it; a delegate’s hand is the delegator’s",
    next_step="Ask another.",
)


def may_call(actor: Actor, agreement: AgreementFacts) -> Refusal | None:
    """Whoever closes periods for the commissioner calls for their returns."""
    if actor.standing_to(May.CLOSE, agreement.agreement_id, side=COMMISSIONER):
        return None
    return _not_yours(
        "No returns were called for", actor, f"returns are called for by a {either(those_who(May.CLOSE))}"
    )


def may_answer(actor: Actor, sent: Return) -> Refusal | None:
    """Whoever sends for the party whose return it is: answers a query, adds evidence, raises a difficulty."""
    if actor.standing_to(May.SEND, sent.agreement_id, party=sent.sender):
        return None
    rule = f"it is the {sent.sender}’s, by a {either(SENDERS)}"
    return _not_yours(f"{sent.reference} was not changed", actor, rule)


def may_sign_as_owner(actor: Actor, sent: Return) -> Refusal | None:
    """Whoever signs for the party whose return it is, by another hand than submitted it."""
    if actor.standing_to(May.SIGN, sent.agreement_id, party=sent.sender):
        return two_hands(actor, sent.agreement_id, sent.submitted_by, SENDER_AND_ASSURER)
    rule = f"its owner signs for the {sent.sender}: a {either(those_who(May.SIGN))}"
    return _not_yours(f"{sent.reference} was not signed", actor, rule)


def may_query(actor: Actor, sent: Return) -> Refusal | None:
    """Whoever assures returns for the commissioner, or signs for a party."""
    here = sent.agreement_id
    if actor.standing_to(May.ASSURE, here) or actor.standing_to(May.SIGN, here):
        return None
    rule = f"a return is queried by a {either(those_who(May.ASSURE, May.SIGN))}"
    return _not_yours(f"{sent.reference} was not queried", actor, rule)


def may_assure(actor: Actor, sent: Return) -> Refusal | None:
    """Whoever assures returns for the commissioner, by another hand than submitted it."""
    if actor.standing_to(May.ASSURE, sent.agreement_id, side=COMMISSIONER):
        return two_hands(actor, sent.agreement_id, sent.submitted_by, SENDER_AND_ASSURER)
    rule = f"a return is assured for the commissioner by a {either(those_who(May.ASSURE))}"
    return _not_yours(f"{sent.reference} was not assured", actor, rule)


def may_countersign(actor: Actor, sent: Return) -> Refusal | None:
    """Whoever signs for another party than sent it."""
    held = (s for s in actor.standings if s.agreement == sent.agreement_id and s.role in those_who(May.SIGN))
    if any(standing.party != sent.sender for standing in held):
        return None
    rule = f"a return is countersigned for another party than the {sent.sender}"
    return _not_yours(f"{sent.reference} was not countersigned", actor, rule)


def _not_yours(what: str, actor: Actor, rule: str) -> Refusal:
    return Refusal(
        code="return.not-yours",
        what=what,
        fact=f"this is not {actor.name}’s to do",
        rule=rule,
        next_step="Ask one of them.",
    )
