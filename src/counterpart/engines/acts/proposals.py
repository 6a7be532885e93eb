"""Many hands, one mechanism: an act that others must assent to is proposed, signed, and performed with the last hand.

A signature is (person, party, digest of the content) and nothing else. If the content changes, the proposal lapses.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.door import ACTS, Done, act
from counterpart.engines.acts.models import Proposal
from counterpart.engines.acts.rules import PROPOSED, still_wanted
from counterpart.engines.ledger import book
from counterpart.engines.ledger.keys import public_half
from counterpart.engines.ledger.rules.seals import Signature, key_id, signed
from counterpart.values.refusal import Refusal, Refused


@dataclass(frozen=True)
class Assent:
    """One hand under a proposed act: the act, the digest of its content, and what the act is done to.

    `may` is who may give it, where that is another than may do the act; `perform` does the act, where it is not done
    to the subject as it stands.
    """

    act: str
    digest: str
    subject: Any
    may: Callable[[Actor, Any], Refusal | None] | None = None
    perform: Callable[[Proposal, Actor, datetime], object] | None = None

    @property
    def agreement_id(self) -> str:
        agreement: str = self.subject.agreement_id
        return agreement


def propose(
    name: str,
    *,
    agreement: str,
    subject: str,
    content: Mapping[str, Any],
    digest: str,
    needs: Sequence[str],
    at: datetime,
) -> None:
    """Propose an act on a subject to the parties it needs. Called by an act, in its transaction."""
    Proposal.objects.create(
        agreement_id=agreement,
        act=name,
        subject=subject,
        content=content,
        digest=digest,
        needs=list(needs),
        state=PROPOSED.initial,
        opened_at=at,
    )


def lapse(name: str, *, agreement: str, subject: str) -> None:
    """Let the open proposals of an act on a subject lapse: its content is about to change. Called by an act, first."""
    waiting = Proposal.objects.filter(agreement_id=agreement, act=name, subject=subject, state=PROPOSED.initial)
    waiting.update(state=PROPOSED.steps[PROPOSED.initial, "lapsed"])


def _may_sign(actor: Actor, assent: Assent) -> Refusal | None:
    """Whoever may do the act for their party may assent to it."""
    return (assent.may or ACTS[assent.act].may)(actor, assent.subject)


@act("proposal.signed", words="signed", may=_may_sign)
def sign(assent: Assent, *, by: Actor, at: datetime, party: str, private_key: Ed25519PrivateKey) -> Done:
    """Sign a proposed act for a party. With the last hand the act is performed, its policy asked again.

    Signing again changes nothing. Replies with the parties still wanted.
    """
    proposal = Proposal.objects.select_for_update().get(
        agreement_id=assent.agreement_id, act=assent.act, digest=assent.digest
    )
    if proposal.state == "lapsed":
        raise Refused(_lapsed(proposal))
    registered = _the_partys_own(assent, by, at, party, private_key)
    made, reply = _hand(proposal, party, private_key, by, at)
    reply["key_registered"] = registered
    if made is None:
        return Done(proposal.subject, None, reply=reply)

    def perform(_: int | None) -> None:
        if reply["wanted"]:
            return
        if assent.perform:
            assent.perform(proposal, by, at)
        else:
            ACTS[proposal.act].door(assent.subject, by=by, at=at)
            proposal.state = str(PROPOSED.after(proposal.state, "performed"))
            proposal.save(update_fields=["state"])

    content = {"act": proposal.act, "signature": vars(made)}
    return Done(proposal.subject, content, reply=reply, after=perform)


def _hand(
    proposal: Proposal, party: str, private_key: Ed25519PrivateKey, by: Actor, at: datetime
) -> tuple[Signature | None, dict[str, Any]]:
    """One party’s signature under a proposal, kept; None where it was there already. And whose is wanted still."""
    agreement = str(proposal.agreement_id)
    person = book.introduced(by, agreement, at)
    made = signed(private_key, digest=proposal.digest, party=party, person=person)
    before = {kept["party"] for kept in book.signatures_under(agreement, proposal.digest)}
    wanted = still_wanted(proposal.needs, {*before, party})
    reply: dict[str, Any] = {"already": party in before, "wanted": list(wanted)}
    if party in before:
        return None, reply
    book.keep_signature(agreement, made)
    return made, reply


@act("key.registered", words="registered a signing key", may=_may_sign)
def register_key(assent: Assent, *, by: Actor, at: datetime, party: str, public_key: str) -> Done:
    """Register the key a party signs with: once, by the party itself, at its first signature."""

    def keep(sequence: int | None) -> None:
        book.keep_key(agreement=assent.agreement_id, party=party, public_key=public_key, registered=sequence or 1)

    return Done(party, {"keys": [{"party": party, "public_key": public_key}]}, after=keep)


def _the_partys_own(assent: Assent, by: Actor, at: datetime, party: str, private_key: Ed25519PrivateKey) -> bool:
    """Sees that the key is the party's: the one registered for it, or its first. Whether it was registered now."""
    public_key = public_half(private_key)
    registered = book.key_of(assent.agreement_id, party)
    if registered is None:
        register_key(assent, by=by, at=at, party=party, public_key=public_key)
        return True
    if registered == key_id(public_key):
        return False
    raise Refused(
        Refusal(
            code="key.not-the-partys",
            what="Nothing was signed",
            fact=f"this key is not the one registered for {party}",
            rule="a party signs with the key that was registered for it",
            next_step=f"Use the key {registered}.",
        )
    )


def _lapsed(proposal: Proposal) -> Refusal:
    return Refusal(
        code="proposal.lapsed",
        what=f"{proposal.subject} was not signed",
        fact="its content has changed since, and this proposal lapsed",
        rule="a signature is under one exact content",
        next_step="Sign the newer one.",
    )


def waiting(by: Actor) -> list[tuple[Proposal, tuple[str, ...]]]:
    """The seals that wait for a hand, of every agreement somebody has a part in, oldest first; and whose hand."""
    mine = {standing.agreement for standing in by.standings}
    waits = Proposal.objects.filter(state=PROPOSED.initial, agreement_id__in=mine, reference=None)
    found = list(waits.order_by("opened_at", "subject"))
    given = book.parties_under([proposal.digest for proposal in found])
    return [(proposal, still_wanted(proposal.needs, given.get(proposal.digest, ()))) for proposal in found]
