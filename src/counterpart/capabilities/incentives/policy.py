"""Pure: who enters sums, draws and signs statements, excuses failures, and lets deductions go."""

from dataclasses import dataclass

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.incentives.rules.statements import Line, Statement
from counterpart.engines.access.roles import COMMISSIONER, May, either, those_who
from counterpart.engines.access.rules import Actor
from counterpart.values.refusal import Refusal

PROPOSERS, APPROVERS, SIGNERS = those_who(May.PROPOSE), those_who(May.APPROVE), those_who(May.REPRESENT)


@dataclass(frozen=True)
class LineOf:
    """A line of a statement, as an act is done to it."""

    agreement: AgreementFacts
    statement: Statement
    line: Line

    @property
    def agreement_id(self) -> str:
        return self.statement.agreement_id

    @property
    def state(self) -> str:
        return self.statement.state


def may_enter(actor: Actor, agreement: AgreementFacts) -> Refusal | None:
    """Whoever proposes for a party: what is entered is read by both before a statement is signed."""
    if actor.standing_to(May.PROPOSE, agreement.agreement_id):
        return None
    return _not_yours("sum", actor, "Nothing was entered", "sums are entered", PROPOSERS)


def may_relieve(actor: Actor, agreement: AgreementFacts) -> Refusal | None:
    """Whoever proposes for a party; the other parties agree before a failure is excused."""
    if actor.standing_to(May.PROPOSE, agreement.agreement_id):
        return None
    return _not_yours("relief", actor, "Nothing was excused", "relief is proposed", PROPOSERS)


def may_draw(actor: Actor, agreement: AgreementFacts) -> Refusal | None:
    """Whoever proposes for a party."""
    if actor.standing_to(May.PROPOSE, agreement.agreement_id):
        return None
    return _not_yours("statement", actor, "No statement was drawn", "a statement is drawn", PROPOSERS)


def may_finalise(actor: Actor, statement: Statement) -> Refusal | None:
    """Whoever answers for a party; every other party signs before it is final."""
    if actor.standing_to(May.REPRESENT, statement.agreement_id):
        return None
    what = f"{statement.reference} was not made final"
    return _not_yours("statement", actor, what, "a statement is signed", SIGNERS)


def may_waive(actor: Actor, line: LineOf) -> Refusal | None:
    """Whoever approves for a commissioner, who forgoes it; the group that the rule names decides."""
    if actor.standing_to(May.APPROVE, line.agreement_id, side=COMMISSIONER):
        return None
    return _not_yours("waiver", actor, "Nothing was waived", "the commissioner lets a deduction go", APPROVERS)


def _not_yours(kind: str, actor: Actor, what: str, rule: str, roles: tuple[str, ...]) -> Refusal:
    return Refusal(
        code=f"{kind}.not-yours",
        what=what,
        fact=f"{actor.name} has no role that may do it",
        rule=f"{rule} by a {either(roles)}",
        next_step="Ask one of them.",
    )
