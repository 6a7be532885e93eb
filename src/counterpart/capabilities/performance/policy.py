"""Pure: who may send in returns and benchmarks, and whose hand takes a return further."""

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.performance.rules.action_plans import ActionPlan
from counterpart.capabilities.performance.rules.judged import IndicatorFacts
from counterpart.capabilities.performance.rules.returning import Return
from counterpart.capabilities.performance.rules.round import Round, Sought
from counterpart.engines.access.roles import COMMISSIONER, May, either, those_who
from counterpart.engines.access.rules import Actor, Standing, TwoHands, two_hands
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


PROPOSER_AND_CHALLENGER = TwoHands(
    code="target.two-hands",
    what="The target was not challenged",
    rule="who proposes a target does not challenge it; a delegate’s hand is the delegator’s",
    next_step="Ask another.",
)
WRITER_AND_SIGNER = TwoHands(
    code="action-plan.two-hands",
    what="The action plan was not signed",
    rule="who writes an action plan does not sign it; a delegate’s hand is the delegator’s",
    next_step="Ask another who answers for the indicator.",
)
SILENT = ("auditor", "observer")
"""Roles that read a round and have no say in it."""


def may_open_round(actor: Actor, agreement: AgreementFacts) -> Refusal | None:
    """Whoever closes periods for the commissioner opens the yearly round."""
    if actor.standing_to(May.CLOSE, agreement.agreement_id, side=COMMISSIONER):
        return None
    rule = f"a round is opened by a {either(those_who(May.CLOSE))}"
    return _not_yours("The round was not opened", actor, rule, "round.not-yours")


def may_close_round(actor: Actor, round: Round) -> Refusal | None:
    """Whoever closes periods for the commissioner closes it again."""
    if actor.standing_to(May.CLOSE, round.agreement_id, side=COMMISSIONER):
        return None
    rule = f"a round is closed by a {either(those_who(May.CLOSE))}"
    return _not_yours(f"{round.reference} was not closed", actor, rule, "round.not-yours")


def may_put_forward(actor: Actor, round: Round) -> Refusal | None:
    """Whoever proposes for a party: what goes forward is a change of the terms."""
    if actor.standing_to(May.PROPOSE, round.agreement_id):
        return None
    rule = f"a change of the terms is proposed by a {either(those_who(May.PROPOSE))}"
    return _not_yours(f"Nothing of {round.reference} was put forward", actor, rule, "round.not-yours")


def may_propose_target(actor: Actor, sought: Sought) -> Refusal | None:
    """The owner of the indicator; where the terms name none, whoever proposes for a party."""
    if sought.owner.is_(actor, sought.agreement_id, May.PROPOSE):
        return None
    rule = f"a target is proposed by the owner of its indicator: {sought.owner.in_words(May.PROPOSE)}"
    return _not_yours(f"No target of {sought.indicator.code} was proposed", actor, rule, "target.not-yours")


def may_answer_challenge(actor: Actor, sought: Sought) -> Refusal | None:
    """The owner of the indicator, who proposed the target."""
    if sought.owner.is_(actor, sought.agreement_id, May.PROPOSE):
        return None
    rule = f"a challenge is answered by the owner of the indicator: {sought.owner.in_words(May.PROPOSE)}"
    what = f"The challenge of {sought.indicator.code} was not answered"
    return _not_yours(what, actor, rule, "target.not-yours")


def may_comment(actor: Actor, sought: Sought) -> Refusal | None:
    """Everybody with a part in the agreement: provider, panels and councillors; not those who only look on."""
    held = [standing.role for standing in actor.standings if standing.agreement == sought.agreement_id]
    if any(role not in SILENT for role in held):
        return None
    rule = f"everybody in the agreement may comment but an {either(SILENT)}"
    return _not_yours("Nothing was said", actor, rule, "target.not-yours")


def may_challenge(actor: Actor, sought: Sought) -> Refusal | None:
    """Whoever assures figures or answers for a party, by another hand than proposed the target."""
    here = sought.agreement_id
    if actor.standing_to(May.ASSURE, here) or actor.standing_to(May.REPRESENT, here):
        return two_hands(actor, here, [sought.hand] if sought.hand else [], PROPOSER_AND_CHALLENGER)
    rule = f"a target is challenged by a {either(those_who(May.ASSURE, May.REPRESENT))}"
    what = f"The target of {sought.indicator.code} was not challenged"
    return _not_yours(what, actor, rule, "target.not-yours")


def may_write_plan(actor: Actor, plan: ActionPlan) -> Refusal | None:
    """The manager of an indicator; where the terms name none, whoever sends its figures."""
    if plan.manager.is_(actor, plan.agreement_id, May.SEND):
        return None
    rule = f"an action plan is written by the manager of its indicator: {plan.manager.in_words(May.SEND)}"
    return _not_yours("No action plan was written", actor, rule, "action-plan.not-yours")


def may_sign_plan(actor: Actor, plan: ActionPlan) -> Refusal | None:
    """The owner of the indicator, by another hand than wrote the plan; where none is named, whoever signs."""
    if plan.owner.is_(actor, plan.agreement_id, May.SIGN):
        return two_hands(actor, plan.agreement_id, plan.hands, WRITER_AND_SIGNER)
    rule = f"an action plan is signed by the owner of its indicator: {plan.owner.in_words(May.SIGN)}"
    return _not_yours(f"{plan.name} was not signed", actor, rule, "action-plan.not-yours")


def may_enter_share(actor: Actor, agreement: AgreementFacts) -> Refusal | None:
    """Whoever sends figures, on either side: both read what was entered, and from where."""
    if actor.standing_to(May.SEND, agreement.agreement_id):
        return None
    rule = f"figures are entered by a {either(SENDERS)}"
    return _not_yours("Nothing was entered", actor, rule, "coverage.not-yours")


def may_raise_coverage(actor: Actor, agreement: AgreementFacts) -> Refusal | None:
    """Whoever closes periods or answers for a party brings it to the review."""
    here = agreement.agreement_id
    if actor.standing_to(May.CLOSE, here) or actor.standing_to(May.REPRESENT, here):
        return None
    rule = f"it is raised by a {either(those_who(May.CLOSE, May.REPRESENT))}"
    return _not_yours("Nothing was raised", actor, rule, "coverage.not-yours")


def may_set_up(actor: Actor, subject: AgreementFacts | IndicatorFacts) -> Refusal | None:
    """Whoever proposes for a party: setting up, altering or ending an indicator is a change of the terms."""
    if actor.standing_to(May.PROPOSE, subject.agreement_id):
        return None
    rule = f"what is measured is changed by a change of the terms, proposed by a {either(those_who(May.PROPOSE))}"
    return _not_yours("No indicator was changed", actor, rule, "indicator.not-yours")


def _not_yours(what: str, actor: Actor, rule: str, code: str = "return.not-yours") -> Refusal:
    return Refusal(
        code=code,
        what=what,
        fact=f"this is not {actor.name}’s to do",
        rule=rule,
        next_step="Ask one of them.",
    )


def may_rebase(actor: Actor, one: IndicatorFacts) -> Refusal | None:
    """Whoever assures returns for the commissioner: a signal is not talked away by the one it speaks of."""
    if rebaser(actor, one):
        return None
    rule = f"limits begin afresh by a {either(those_who(May.ASSURE))} of the commissioner, with a reason"
    return _not_yours(f"The limits of {one.indicator.code} were left as they are", actor, rule)


def rebaser(actor: Actor, one: IndicatorFacts) -> Standing | None:
    """In what standing somebody may have limits begin afresh; None where they may not."""
    return actor.standing_to(May.ASSURE, one.agreement_id, side=COMMISSIONER)


def may_restore(actor: Actor, one: IndicatorFacts) -> Refusal | None:
    """Whoever may have limits begin afresh, where they do somewhere."""
    return may_rebase(actor, one) or (None if one.rebased else _nothing_said(one, "limits begin afresh nowhere"))


def may_withdraw(actor: Actor, one: IndicatorFacts) -> Refusal | None:
    """Whoever may say where a year will end, where somebody has."""
    return may_look_ahead(actor, one) or (None if one.foreseen else _nothing_said(one, "nobody said where a year ends"))


def _nothing_said(one: IndicatorFacts, fact: str) -> Refusal:
    return Refusal(
        code="figures.nothing-said",
        what=f"Nothing was taken back of {one.indicator.code}",
        fact=fact,
        rule="what is taken back was said before",
        next_step="Look at the page of the indicator: it tells what was said.",
    )


def may_look_ahead(actor: Actor, one: IndicatorFacts) -> Refusal | None:
    """Whoever works with the figures, on either side."""
    if foreseer(actor, one):
        return None
    rule = f"where a year will end is said by a {either(SENDERS)}"
    return _not_yours(f"The year’s end of {one.indicator.code} was not said", actor, rule)


def foreseer(actor: Actor, one: IndicatorFacts) -> Standing | None:
    """In what standing somebody may say where a year will end; None where they may not."""
    return actor.standing_to(May.SEND, one.agreement_id)
