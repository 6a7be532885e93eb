"""Proposals that wait for hands, and what runs: clocks and promises, read from the engines alone."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from counterpart.engines.access.actors import people_known
from counterpart.engines.access.rules import Actor, Hand, no_such_agreement
from counterpart.engines.acts.models import Proposal
from counterpart.engines.acts.offers import OFFERS
from counterpart.engines.acts.promises import Promising, unknown
from counterpart.engines.acts.rules import PROPOSED, Proposed
from counterpart.engines.acts.texts import Reference
from counterpart.engines.clocks import running
from counterpart.engines.clocks.rules.policy import Kept
from counterpart.engines.clocks.rules.promises import Clock
from counterpart.engines.ledger import book
from counterpart.values.reference import agreement_reference
from counterpart.values.refusal import Refusal, Refused


def agreement_known_as(reference: str, by: Actor) -> tuple[str, str]:
    """The id and the reference of an agreement somebody has a part in. Raises Refused for any other."""
    mine = {standing.agreement for standing in by.standings}
    try:
        wanted = agreement_reference(reference)
    except ValueError:
        wanted = ""
    found = next((known for known, name in book.chain_names(by).items() if name == wanted and known in mine), None)
    if found is None:
        raise Refused(no_such_agreement(by, reference))
    return found, wanted


def promising_in(by: Actor, at: datetime, reference: Reference) -> Promising:
    """An agreement in which somebody is about to promise."""
    return Promising(*agreement_known_as(reference, by))


def kept_named(by: Actor, at: datetime, reference: Reference, number: Reference) -> Kept:
    """A clock or promise by its reference, with the hand that showed it. Raises Refused where there is none."""
    agreement, name = agreement_known_as(reference, by)
    clock = running.clock_of(agreement, name, number.strip().upper())
    if clock is None:
        raise Refused(unknown(number))
    return Kept(clock, tuple(running.hands_on(agreement, clock.reference, "shown")))


def clocks_in(
    by: Actor, reference: str, *, about: Iterable[str] = (), party: str | None = None, open_only: bool = False
) -> list[Clock]:
    """What runs or ran in an agreement, by last day; of some kinds, of a party, or only what is open, where said."""
    agreement, name = agreement_known_as(reference, by)
    return running.clocks_of(agreement, name, about=about, party=party, open_only=open_only)


def proposed_named(by: Actor, at: datetime, reference: Reference, number: Reference) -> Proposed:
    """A proposal by its reference. Raises Refused where there is none."""
    agreement, name = agreement_known_as(reference, by)
    row = Proposal.objects.filter(agreement_id=agreement, reference=number.strip().upper()).first()
    if row is None:
        raise Refused(
            Refusal(
                code="proposal.unknown",
                what="There is no such proposal",
                fact=f"nothing is proposed here under {number[:40]}",
                rule="a proposal is known by its reference",
                next_step="Open it from the list of proposals.",
            )
        )
    return _told([row], {agreement: name})[0]


def proposals_in(by: Actor, reference: str) -> list[Proposed]:
    """The proposals of an agreement, those that are open first, newest first."""
    agreement, name = agreement_known_as(reference, by)
    rows = Proposal.objects.filter(agreement_id=agreement, reference__isnull=False).order_by("-opened_at", "-reference")
    found = _told(list(rows), {agreement: name})
    return sorted(found, key=lambda one: one.state != PROPOSED.initial)


def open_proposals(by: Actor, chains: Mapping[str, str]) -> list[Proposed]:
    """The open proposals of every agreement somebody has a part in, oldest first."""
    rows = Proposal.objects.filter(agreement_id__in=list(chains), reference__isnull=False, state=PROPOSED.initial)
    return _told(list(rows.order_by("opened_at")), chains)


def _told(rows: list[Proposal], chains: Mapping[str, str]) -> list[Proposed]:
    given = book.parties_under([row.digest for row in rows]) if rows else {}
    people = {one.person: one.name for one in people_known(dict.fromkeys(str(row.proposed_by) for row in rows))}
    return [
        Proposed(
            agreement_id=str(row.agreement_id),
            agreement=chains[str(row.agreement_id)],
            reference=row.reference or "",
            act=row.act,
            title=row.title,
            digest=row.digest,
            state=row.state,
            needs=tuple(row.needs),
            given=tuple(sorted(given.get(row.digest, ()))),
            opened_at=row.opened_at.isoformat(),
            proposer=people.get(str(row.proposed_by), "Somebody"),
            hand=Hand(str(row.proposed_by), tuple(row.stood_in_for)),
            because=row.because,
            told=_sent(row.act, row.content),
            places=row.content.get("places", {}),
        )
        for row in rows
    ]


def _sent(act: str, content: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """What was sent, under the words it was asked in."""
    offer = OFFERS.get(act)
    if offer is None:
        return ()
    fields = offer.body.model_fields
    sent = content.get("sent", {})
    return tuple(
        (fields[name].title or name, _in_words(value)) for name, value in sent.items() if name in fields and value
    )


def _in_words(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(str(one) for one in value)
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        return str(value)
    return f"{day.day} {day:%B %Y}"
