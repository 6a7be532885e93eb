"""Pure: who logs and solves problems, warns, gives notice of disputes and takes their steps."""

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.disputes.rules.disputes import Dispute
from counterpart.capabilities.disputes.rules.problems import Problem, Warning
from counterpart.engines.access.roles import May, either, those_who
from counterpart.engines.access.rules import Actor
from counterpart.values.refusal import Refusal

REPRESENTATIVES, PROPOSERS = those_who(May.REPRESENT), those_who(May.PROPOSE)
SOLVERS = those_who(May.SEND, May.PROPOSE)


def may_log(actor: Actor, agreement: AgreementFacts) -> Refusal | None:
    """Everybody with a part in the agreement: a problem is logged where it arises."""
    if actor.standing_in(agreement.agreement_id):
        return None
    return _not_yours("problem", actor, "No problem was logged", "problems are logged", PROPOSERS)


def may_solve(actor: Actor, problem: Problem) -> Refusal | None:
    """Whoever works on the agreement, of any party, down to those who send returns."""
    if any(actor.standing_to(verb, problem.agreement_id) for verb in (May.SEND, May.PROPOSE)):
        return None
    return _not_yours("problem", actor, f"{problem.reference} was not changed", "problems are solved", SOLVERS)


def may_warn(actor: Actor, agreement: AgreementFacts) -> Refusal | None:
    """Whoever proposes for a party."""
    if actor.standing_to(May.PROPOSE, agreement.agreement_id):
        return None
    return _not_yours("warning", actor, "No early warning was given", "warnings are given", PROPOSERS)


def may_answer(actor: Actor, warning: Warning) -> Refusal | None:
    """Whoever proposes for another party than the one that warned."""
    standing = actor.standing_to(May.PROPOSE, warning.agreement_id)
    if standing and standing.party != warning.party:
        return None
    rule = "a warning is answered for another party than gave it,"
    return _not_yours("warning", actor, f"{warning.reference} was not answered", rule, PROPOSERS)


def may_end(actor: Actor, warning: Warning) -> Refusal | None:
    """Whoever proposes for a party."""
    if actor.standing_to(May.PROPOSE, warning.agreement_id):
        return None
    return _not_yours("warning", actor, f"{warning.reference} was not ended", "a warning is ended", PROPOSERS)


def may_notify(actor: Actor, agreement: AgreementFacts) -> Refusal | None:
    """Whoever answers for a party that signs."""
    if any(actor.standing_to(May.REPRESENT, agreement.agreement_id, party=name) for name in agreement.signatories):
        return None
    return _not_yours("dispute", actor, "No notice was given", "notice of a dispute is given", REPRESENTATIVES)


def may_step(actor: Actor, dispute: Dispute) -> Refusal | None:
    """Whoever answers for a party that signs: both parties take a dispute up the ladder."""
    if any(actor.standing_to(May.REPRESENT, dispute.agreement_id, party=name) for name in dispute.of.signatories):
        return None
    what = f"Nothing was done about {dispute.reference}"
    return _not_yours("dispute", actor, what, "the steps of a dispute are taken", REPRESENTATIVES)


def may_withdraw(actor: Actor, dispute: Dispute) -> Refusal | None:
    """Whoever answers for the party that raised it."""
    if actor.standing_to(May.REPRESENT, dispute.agreement_id, party=dispute.raised_by):
        return None
    rule = f"a dispute is withdrawn for the {dispute.raised_by}, which raised it,"
    return _not_yours("dispute", actor, f"{dispute.reference} was not withdrawn", rule, REPRESENTATIVES)


def _not_yours(kind: str, actor: Actor, what: str, rule: str, roles: tuple[str, ...]) -> Refusal:
    return Refusal(
        code=f"{kind}.not-yours",
        what=what,
        fact=f"{actor.name} does not answer for this here",
        rule=f"{rule} by a {either(roles)}",
        next_step="Ask one of them.",
    )
