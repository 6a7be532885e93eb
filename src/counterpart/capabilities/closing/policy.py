"""Pure: who may close a period, and who may sign its seal."""

from dataclasses import dataclass

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.engines.access.roles import COMMISSIONER, May, either, those_who
from counterpart.engines.access.rules import Actor
from counterpart.values.refusal import Refusal

CLOSERS = those_who(May.CLOSE)
SIGNATORIES = those_who(May.SIGN)


@dataclass(frozen=True)
class SealFacts:
    """A seal as the policy sees it: its agreement, and the parties who are to sign."""

    agreement: AgreementFacts
    period: str
    number: int
    digest: str
    signatories: tuple[str, ...]

    @property
    def agreement_id(self) -> str:
        return self.agreement.agreement_id


def may_close(actor: Actor, agreement: AgreementFacts) -> Refusal | None:
    """A performance officer or contract manager of the commissioner."""
    if actor.standing_to(May.CLOSE, agreement.agreement_id, side=COMMISSIONER):
        return None
    return Refusal(
        code="close.not-yours",
        what=f"{agreement.reference} was not closed",
        fact=f"{actor.name} does not close periods of it",
        rule=f"a period is closed by a {either(CLOSERS)} of the commissioner",
        next_step="Ask one of them to close it.",
    )


def may_sign(actor: Actor, seal: SealFacts) -> Refusal | None:
    """Those who sign for a party, where that party is one the agreement asks to sign."""
    if party_of(actor, seal):
        return None
    return Refusal(
        code="sign.not-yours",
        what=f"Seal {seal.number} of {seal.agreement.reference} {seal.period} was not signed",
        fact=f"{actor.name} does not sign for {' or '.join(seal.signatories)}",
        rule=f"a seal is signed for its parties by a {either(SIGNATORIES)}",
        next_step="Ask one of them to sign it.",
    )


def party_of(actor: Actor, seal: SealFacts) -> str | None:
    """The party somebody signs for, if they sign for one of those who are to sign."""
    held = (standing for standing in actor.standings if standing.agreement == seal.agreement_id)
    parties = (standing.party for standing in held if standing.role in SIGNATORIES)
    return next((party for party in parties if party in seal.signatories), None)
