"""Closes a period: gather at one moment, decide purely, and seal in one short transaction. Signs seals."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counterpart.capabilities.agreements.queries import agreements
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.closing import policy, queries
from counterpart.capabilities.closing.models import Close
from counterpart.capabilities.closing.policy import SealFacts
from counterpart.capabilities.closing.rules import close as rules
from counterpart.capabilities.closing.rules.changes import changes
from counterpart.capabilities.closing.rules.close import Outcome, Step
from counterpart.capabilities.performance.actions.intake import keep_sealed
from counterpart.capabilities.performance.actions.returning import sealed
from counterpart.engines.access.actors import acting
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts import proposals
from counterpart.engines.acts.door import Done, act
from counterpart.engines.acts.proposals import Assent
from counterpart.engines.clocks.progress import tell
from counterpart.engines.ledger import book
from counterpart.engines.ledger.keys import kept_key
from counterpart.engines.ledger.rules.canonical import digest
from counterpart.engines.ledger.rules.seals import leaves_of, seal_body
from counterpart.values.period import Period
from counterpart.values.refusal import Refusal, Refused
from counterpart.values.words import words

LONDON = ZoneInfo("Europe/London")
KeyOf = Callable[[str | None], Ed25519PrivateKey | None]
"""Gives the private key with a key id, or for None a new one; gives None where it cannot, and the seal then waits."""


class _CameIn(Exception):
    """Something came in between gathering and sealing."""


def close(
    reference: str, when: Period, *, by: Actor, at: datetime, key_of: KeyOf, restates: str | None = None
) -> dict[str, Any]:
    """Close a period and sign its seal for the closer's party. Closing again with nothing changed gives the same seal.

    `restates` is the reason for a further seal where something came in since without one.

    Gathers in one snapshot, decides without the database, then seals in one transaction that starts again where
    anything came in meanwhile. Raises Refused.
    """
    while True:
        tell("Gathering what came in", of=3)
        with acting(by, on=at.date(), snapshot=True):
            agreement = agreements.agreement_named(reference, by=by, on=when.ends_on)
            if refusal := policy.may_close(by, agreement):
                raise Refused(refusal)
            gathered = queries.gathered(agreement, when)
        tell("Working out the figures and what follows from them", done=1, of=3)
        decided = rules.outcome(gathered)
        if isinstance(decided, Refusal):
            raise Refused(decided)
        tell("Sealing", done=2, of=3)
        try:
            reply: dict[str, Any] = close_period(
                agreement,
                by=by,
                at=at,
                when=when,
                decided=decided,
                mark=gathered.mark,
                key_of=key_of,
                restates=restates,
            )
            return reply
        except _CameIn:
            continue


@act("period.closed", words="closed the period", may=policy.may_close)
def close_period(
    agreement: AgreementFacts,
    *,
    by: Actor,
    at: datetime,
    when: Period,
    decided: Outcome,
    mark: str,
    key_of: KeyOf,
    restates: str | None = None,
) -> Done:
    """Seal what was decided, unless something came in since or the seal that stands is of the same inputs."""
    agreements.hold(agreement)
    if queries.mark(agreement) != mark:
        raise _CameIn
    current = queries.current_seal(agreement, when)
    reason = None if restates is None else words(restates, what="The reason (--restates)", longest=500)
    step = rules.next_step(agreement, when, current, decided, reason=reason)
    if isinstance(step, Refusal):
        raise Refused(step)
    subject = f"{agreement.reference}/{when}"
    if step.stands:
        seal = queries.seal_to_sign(agreement, when)
        changed = []
    else:
        changed = _changed(agreement, when, decided, step)
        proposals.lapse("seal.agreed", agreement=agreement.agreement_id, subject=subject)
        sealed(agreement, when, by=by, at=at)
        seal = _seal(agreement, when, decided, step, by, at)
        needs = agreement.terms.template.close.countersigned_by
        named = {"period": str(when), "seal": seal.number}
        proposals.propose(
            "seal.agreed",
            agreement=agreement.agreement_id,
            subject=subject,
            content=named,
            digest=seal.digest,
            needs=needs,
            at=at,
        )
    content = {"seal": seal.digest, "number": seal.number, "inputs": decided.inputs, "reason": step.reason}
    reply = {"seal": seal.number, "digest": seal.digest, "stood": step.stands, "locked": None, "changed": changed}

    def sign_where_possible(_: int | None) -> None:
        reply["locked"] = _sign_where_possible(seal, by, at, key_of)

    return Done(subject, None if step.stands else content, reply=reply, after=sign_where_possible)


def _changed(agreement: AgreementFacts, when: Period, decided: Outcome, step: Step) -> list[dict[str, Any]]:
    """What the next seal says otherwise than the one that stands; nothing where it is the first."""
    if step.number == 1:
        return []
    return changes(queries.sealed_figures(agreement, when, seal=step.number - 1), decided.figures)


def _seal(agreement: AgreementFacts, when: Period, decided: Outcome, step: Step, by: Actor, at: datetime) -> SealFacts:
    terms = agreement.terms
    earlier = book.seals_of(agreement.agreement_id)
    restated = next((seal for seal in earlier if seal.period == str(when) and seal.number == step.number - 1), None)
    restates = {"number": restated.number, "digest": restated.digest, "reason": step.reason} if restated else None
    leaves = leaves_of(decided.figures, decided.consequences, decided.evidence)
    body = seal_body(
        agreement=agreement.reference,
        period=str(when),
        number=step.number,
        template={
            "id": terms.template.template,
            "version": str(terms.template.version),
            "fingerprint": terms.fingerprint,
        },
        sealed_at=at.astimezone(LONDON).isoformat(),
        leaves=leaves,
        previous=earlier[-1].digest if earlier else None,
        restates=restates,
        ledger=book.hold(agreement.agreement_id, by=by, at=at),
        signatories=terms.template.close.countersigned_by,
    )
    made = digest(body)
    book.keep_seal(agreement.agreement_id, digest=made, body=body, leaves=leaves)
    keep_sealed(agreement, str(when), seal=step.number, figures=decided.figures)
    Close.objects.create(
        agreement_id=agreement.agreement_id,
        period=str(when),
        seal=step.number,
        digest=made,
        inputs=decided.inputs,
        reason=step.reason,
        consequences=decided.consequences,
        evidence=decided.evidence,
    )
    return SealFacts(agreement, str(when), step.number, made, tuple(body["signatories"]))


def _sign_where_possible(seal: SealFacts, by: Actor, at: datetime, key_of: KeyOf) -> str | None:
    """Sign for the closer's own party, where it is one that signs. Gives the party whose key cannot be opened here."""
    if policy.may_sign(by, seal):
        return None
    party = policy.party_of(by, seal) or ""
    if private_key := key_of(book.key_of(seal.agreement_id, party)):
        proposals.sign(Assent("seal.agreed", seal.digest, seal), by=by, at=at, party=party, private_key=private_key)
        return None
    return None if party in book.parties_under([seal.digest]).get(seal.digest, ()) else party


@act("seal.agreed", words="gave the last signature: the seal is agreed", may=policy.may_sign)
def agree_seal(seal: SealFacts, *, by: Actor, at: datetime) -> Done:
    """Every party has signed: the seal is agreed."""
    content = {"seal": seal.digest, "number": seal.number, "parties": list(seal.signatories)}
    return Done(f"{seal.agreement.reference}/{seal.period}", content)


def sign(reference: str, when: Period, *, by: Actor, at: datetime, key_of: KeyOf) -> dict[str, Any]:
    """Sign the current seal of a period for the actor's party. Raises Refused."""
    with acting(by, on=at.date()):
        seal = queries.seal_to_sign(agreements.agreement_named(reference, by=by, on=when.ends_on), when)
        if refusal := policy.may_sign(by, seal):
            raise Refused(refusal)
        party = policy.party_of(by, seal) or ""
        private_key = key_of(book.key_of(seal.agreement_id, party))
        if private_key is None:
            raise Refused(_no_key(seal, party))
        reply: dict[str, Any] = proposals.sign(
            Assent("seal.agreed", seal.digest, seal), by=by, at=at, party=party, private_key=private_key
        )
        return reply | {"party": party, "seal": seal.number, "digest": seal.digest}


def sign_as_read(
    reference: str, when: Period, *, by: Actor, at: datetime, digest: str, passphrase: str | None
) -> dict[str, Any]:
    """Sign the seal that was read, known by its digest; refused where another has taken its place since.

    The key is the installation's for the party, opened with the passphrase where one is given. Raises Refused.
    """
    with acting(by, on=at.date()):
        seal = queries.seal_to_sign(agreements.agreement_named(reference, by=by, on=when.ends_on), when)
        if seal.digest != digest:
            raise Refused(_another(seal))
        return sign(reference, when, by=by, at=at, key_of=kept_key(passphrase))


def _another(seal: SealFacts) -> Refusal:
    return Refusal(
        code="sign.another-seal",
        what="Nothing was signed",
        fact=f"since you read it, seal {seal.number} has taken its place",
        rule="a signature is under the exact content that was read",
        next_step="Read the newer seal, and sign it.",
    )


def _no_key(seal: SealFacts, party: str) -> Refusal:
    return Refusal(
        code="key.locked",
        what=f"Seal {seal.number} of {seal.agreement.reference} {seal.period} was not signed",
        fact=f"the private key of {party} cannot be opened here",
        rule="a party signs with its own Ed25519 key, opened by its own passphrase",
        next_step="Set COUNTERPART_KEY_PASSPHRASE, or name the party’s key file with --key.",
    )
