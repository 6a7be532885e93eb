"""Does what is offered: at once, or with the hands it needs.

An offer that needs other hands is proposed first: kept with its exact content, shown to those whose assent is wanted,
clocked, and performed through the same door with the last hand. A motion before a group is the same; the group’s
decision is the hand it needs.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from pydantic import SecretStr

from counterpart.engines.access.actors import actor_of
from counterpart.engines.access.models import Person
from counterpart.engines.access.numbering import next_reference
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts import rules
from counterpart.engines.acts.asked import Upload, not_asked
from counterpart.engines.acts.door import ACTS, Done, act, performed
from counterpart.engines.acts.models import Proposal
from counterpart.engines.acts.offers import OFFERS, Offer, plain, read
from counterpart.engines.acts.proposals import Assent, sign
from counterpart.engines.acts.rules import PROPOSED, Proposed
from counterpart.engines.acts.texts import Body
from counterpart.engines.clocks.running import Opening, open_clocks, stop_clocks
from counterpart.engines.ledger import book
from counterpart.engines.ledger.keys import kept_key
from counterpart.engines.ledger.rules.canonical import digest
from counterpart.values.refusal import Refusal, Refused

ANSWER = "answer"
"""What the clock of a proposal is about."""


@dataclass(frozen=True)
class Wanted:
    """An offered act that is about to be proposed: to what, and exactly what."""

    offer: Offer
    subject: Any
    places: Mapping[str, str]
    sent: Body

    @property
    def agreement_id(self) -> str:
        agreement: str = self.subject.agreement_id
        return agreement

    @property
    def details(self) -> dict[str, Any]:
        return {name: getattr(self.sent, name) for name in type(self.sent).model_fields}


def do(
    offer: Offer, places: Mapping[str, str], sent: Body, *, by: Actor, at: datetime, file: Upload | None = None
) -> Mapping[str, Any]:
    """Do what is offered to what stands at an address, or propose it. Called within a transaction of the actor’s."""
    wanted = Wanted(offer, offer.of(by, at, **places), places, sent)
    if offer.needs and (needs := tuple(offer.needs(wanted.subject, by))):
        proposed: Mapping[str, Any] = propose_act(wanted, by=by, at=at, needs=needs)
        return proposed
    details = wanted.details | ({"file": file} if offer.file else {})
    done: Mapping[str, Any] = ACTS[offer.act].door(wanted.subject, by=by, at=at, **details)
    return done


class _Tried(Exception):
    """It could be done, and is undone again."""


def _could_be_done(wanted: Wanted, by: Actor, at: datetime) -> None:
    """Raises Refused where what is proposed could not be done even with every hand."""
    try:
        with transaction.atomic():
            performed(ACTS[wanted.offer.act], wanted.subject, by=by, at=at, details=wanted.details)
            raise _Tried
    except _Tried:
        return


def _may_propose(actor: Actor, wanted: Wanted) -> Refusal | None:
    """Whoever may do the act may propose it."""
    return ACTS[wanted.offer.act].may(actor, wanted.subject)


@act("act.proposed", words="proposed", may=_may_propose)
def propose_act(wanted: Wanted, *, by: Actor, at: datetime, needs: Sequence[str]) -> Done:
    """Propose an act that needs other hands: it is kept with its exact content until it is agreed, refused or lapses.

    The proposer signs for their own party at once where its assent is wanted too and its key can be opened here.
    """
    _could_be_done(wanted, by, at)
    offer, agreement = wanted.offer, wanted.agreement_id
    reference = next_reference("PRP", agreement=agreement, year=at.year)
    content = {
        "act": offer.act,
        "places": dict(wanted.places),
        "sent": plain(wanted.sent.model_dump(mode="json")),
        "title": offer.title,
        "reference": reference,
    }
    hand = by.hand_in(agreement)
    mark = digest(content)
    row = Proposal.objects.create(
        agreement_id=agreement,
        act=offer.act,
        subject=reference,
        reference=reference,
        title=offer.title,
        content=content,
        digest=mark,
        needs=list(needs),
        state=PROPOSED.initial,
        opened_at=at,
        proposed_by=hand.person,
        stood_in_for=list(hand.on_behalf_of),
    )
    own = party_of(by, agreement, needs)
    key = kept_key()(book.key_of(agreement, own)) if own else None
    others = [need for need in needs if need != own]
    _open_answers(wanted, reference, others, at)
    waits = _in_words(others if key else needs)
    reply = {"reference": reference, "says": f"{offer.title}: proposed as {reference}; it waits for {waits}."}

    def sign_for_own(_: int | None) -> None:
        if own and key:
            sign(_assent(row, wanted), by=by, at=at, party=own, private_key=key)

    return Done(reference, content | {"needs": list(needs), "digest": mark}, reply=reply, after=sign_for_own)


def _assent(row: Proposal, subject: Any, may: Callable[[Actor, Any], Refusal | None] | None = None) -> Assent:
    def perform(held: Proposal, by: Actor, at: datetime) -> None:
        performed_as_proposed(held, by=by, at=at, on=row.reference or row.subject)

    return Assent(row.act, row.digest, subject, may=may or _may_propose, perform=perform)


not_asked("act.proposed", because="asking for an act that needs other hands proposes it")


def party_of(by: Actor, agreement: str, needs: Sequence[str]) -> str | None:
    """The party, of those whose hand is wanted, that somebody signs for."""
    return next(
        (s.party for s in by.standings if s.agreement == agreement and rules.gives_a_hand(s) and s.party in needs), None
    )


def _in_words(needs: Sequence[str]) -> str:
    return " and ".join(need.removeprefix(rules.GROUP) for need in needs)


def _open_answers(wanted: Wanted, reference: str, parties: Sequence[str], at: datetime) -> None:
    """A clock for each party whose answer is wanted, as long as the agreement gives it."""
    due = wanted.offer.answer(wanted.subject, at) if wanted.offer.answer else None
    if due is None:
        return
    name = wanted.places.get("reference", "")
    openings = [
        Opening(
            kind=rules.CLOCK_KIND,
            about=ANSWER,
            subject=reference,
            what=f"Answer: {wanted.offer.title[:1].lower()}{wanted.offer.title[1:]}",
            due_on=due.on,
            because=due.because,
            party=party,
            address=f"/agreements/{name}/proposals/{reference}",
        )
        for party in parties
        if not party.startswith(rules.GROUP)
    ]
    open_clocks(wanted.agreement_id, openings, at=at)


@act("proposal.agreed", words="agreed to a proposal", may=rules.may_agree)
def agree(proposed: Proposed, *, by: Actor, at: datetime, passphrase: SecretStr | None = None) -> Done:
    """Agree for one’s party to what is proposed, by its signature. With the last hand it is performed."""
    row = _held(proposed)
    party = party_of(by, proposed.agreement_id, proposed.waits_for) or ""
    secret = passphrase.get_secret_value() if passphrase else None
    key = kept_key(secret)(book.key_of(proposed.agreement_id, party))
    if key is None:
        raise Refused(_no_key(proposed, party))
    told = sign(_assent(row, proposed, rules.may_agree), by=by, at=at, party=party, private_key=key)
    stop_clocks(proposed.agreement_id, subject=proposed.reference, about=ANSWER, by=by, at=at, reason="It was agreed.")
    says = f"{row.reference} is agreed by {party}" + (
        f"; it waits for {_in_words(told['wanted'])}." if told["wanted"] else ", and done."
    )
    return Done(proposed.reference, None, reply=told | {"says": says})


@act("proposal.refused", words="refused a proposal", may=rules.may_agree)
def refuse(proposed: Proposed, *, by: Actor, at: datetime, reason: str) -> Done:
    """Refuse for one’s party what is proposed, with the reason. Nothing is done."""
    return _ended(proposed, "refused", by, at, reason)


@act("proposal.withdrawn", words="withdrew a proposal", may=rules.may_withdraw)
def withdraw(proposed: Proposed, *, by: Actor, at: datetime, reason: str) -> Done:
    """Withdraw what one proposed, with the reason."""
    return _ended(proposed, "withdrawn", by, at, reason)


def performed_as_proposed(row: Proposal, *, by: Actor, at: datetime, on: str) -> Mapping[str, Any]:
    """Perform what was proposed, now that every hand is there. The policy is asked again, of whoever proposed it.

    `on` names what it is performed on the strength of: the proposal itself, or the decision of a group.
    """
    offer, content = OFFERS[row.act], row.content
    proposer = Person.objects.filter(id=str(row.proposed_by), is_active=True).first()
    if proposer is None:
        raise Refused(_nobody_proposes(row))
    asked_of = actor_of(proposer, on=at.date())
    subject = offer.of(by, at, **content["places"])
    sent = read(offer.body, content["sent"])
    details = Wanted(offer, subject, content["places"], sent).details
    told = performed(ACTS[row.act], subject, by=by, at=at, details=details, asked_of=asked_of, on=on)
    close_proposal(row, "performed", at)
    reply: Mapping[str, Any] = told["reply"]
    return reply


def close_proposal(row: Proposal, how: str, at: datetime, *, because: str = "") -> None:
    """Take a proposal to its end, as its life cycle has it."""
    state = PROPOSED.after(row.state, how)
    if isinstance(state, Refusal):
        raise Refused(state)
    row.state, row.closed_at, row.because = state, at, because
    row.save(update_fields=["state", "closed_at", "because"])


def proposal_held(agreement: str, reference: str) -> Proposal | None:
    """The row of a proposal, held for the rest of the transaction."""
    return Proposal.objects.select_for_update().filter(agreement_id=agreement, reference=reference).first()


def _held(proposed: Proposed) -> Proposal:
    row = proposal_held(proposed.agreement_id, proposed.reference)
    if row is None or row.state != PROPOSED.initial:
        raise Refused(_no_longer(proposed, row.state if row else "gone"))
    return row


def _ended(proposed: Proposed, how: str, by: Actor, at: datetime, reason: str) -> Done:
    row = _held(proposed)
    close_proposal(row, how, at, because=reason)
    stop_clocks(proposed.agreement_id, subject=proposed.reference, about=ANSWER, by=by, at=at, reason=f"It was {how}.")
    party = party_of(by, proposed.agreement_id, proposed.waits_for)
    reply = {"says": f"{row.reference} is {how}."}
    return Done(proposed.reference, {"party": party, "reason": reason, "digest": row.digest}, reply=reply)


def _no_longer(proposed: Proposed, state: str) -> Refusal:
    return Refusal(
        code="proposal.closed",
        what=f"{proposed.reference} was not answered",
        fact=f"it is {state} already",
        rule="a proposal is answered while it is open",
        next_step="Open it to read what came of it.",
    )


def _nobody_proposes(row: Proposal) -> Refusal:
    return Refusal(
        code="proposal.nobodys",
        what=f"{row.reference or row.subject} was not performed",
        fact="whoever proposed it has left",
        rule="what is proposed is performed only while its proposer may still do it",
        next_step="Refuse it, and let somebody else propose it again.",
    )


def _no_key(proposed: Proposed, party: str) -> Refusal:
    return Refusal(
        code="key.locked",
        what=f"{proposed.reference} was not agreed",
        fact=f"the private key of {party} cannot be opened here",
        rule="a party signs with its own Ed25519 key, opened by its own passphrase",
        next_step="Give the passphrase of your party’s key.",
    )
