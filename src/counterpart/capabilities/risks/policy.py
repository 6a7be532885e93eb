"""Pure: who enters, scores, reviews and closes risks and issues, and who puts a register forward."""

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.risks.rules.issues import Issue
from counterpart.capabilities.risks.rules.risks import OF_THE_AGREEMENT, OF_THE_PROGRAMME, Risk, of_register
from counterpart.engines.access.roles import May, either, those_who
from counterpart.engines.access.rules import Actor
from counterpart.values.refusal import Refusal

KEEPERS = those_who(May.PROPOSE)


def may_enter(actor: Actor, agreement: AgreementFacts) -> Refusal | None:
    """Whoever proposes for a party. Into whose register, the act asks of `kept_by`."""
    if actor.standing_to(May.PROPOSE, agreement.agreement_id):
        return None
    return _not_yours("risk", actor, "Nothing was entered", "risks and issues are entered")


def may_keep(actor: Actor, risk: Risk) -> Refusal | None:
    """Whoever keeps its register."""
    return kept_by(actor, risk.agreement_id, risk.register, what=f"{risk.reference} was not changed")


def may_review(actor: Actor, risk: Risk) -> Refusal | None:
    """Whoever proposes for any party: a register is reviewed by both."""
    if actor.standing_to(May.PROPOSE, risk.agreement_id):
        return None
    return _not_yours("risk", actor, f"{risk.reference} was not reviewed", "risks are reviewed")


def may_resolve(actor: Actor, issue: Issue) -> Refusal | None:
    """Whoever proposes for a party: issues are everybody’s."""
    if actor.standing_to(May.PROPOSE, issue.agreement_id):
        return None
    return _not_yours("issue", actor, f"{issue.reference} was not resolved", "issues are resolved")


def kept_by(actor: Actor, agreement_id: str, register: str, *, what: str) -> Refusal | None:
    """The registers of the agreement and the programme are kept by every party, a party’s own by that party."""
    party = None if register in (OF_THE_AGREEMENT, OF_THE_PROGRAMME) else register
    if actor.standing_to(May.PROPOSE, agreement_id, party=party):
        return None
    of = f" of {of_register(register)}" if party else ""
    return _not_yours("risk", actor, what, f"the register{of} is kept", of)


def _not_yours(kind: str, actor: Actor, what: str, rule: str, of: str = "") -> Refusal:
    return Refusal(
        code=f"{kind}.not-yours",
        what=what,
        fact=f"{actor.name} does not answer for this here",
        rule=f"{rule} by a {either(KEEPERS)}{of}",
        next_step="Ask one of them.",
    )
