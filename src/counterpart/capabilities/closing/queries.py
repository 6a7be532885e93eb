"""Reads of closed periods, and of the whole record as it is exported."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from counterpart.capabilities.agreements.queries import agreements
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.closing import policy
from counterpart.capabilities.closing.models import Close
from counterpart.capabilities.closing.policy import SealFacts
from counterpart.capabilities.closing.rules.close import Gathered, Sealed, in_reading_order
from counterpart.capabilities.performance.queries import figures as performance
from counterpart.capabilities.performance.queries.returning import states_of, steps_taken
from counterpart.capabilities.performance.queries.said import sayings, sayings_astray, times_said
from counterpart.capabilities.performance.rules.benchmarks import Peers
from counterpart.capabilities.performance.rules.history import periods_behind
from counterpart.capabilities.performance.rules.returns import Returned
from counterpart.capabilities.performance.rules.said import said_in
from counterpart.engines.access.rules import INSTALLATION, Actor
from counterpart.engines.evidence import files
from counterpart.engines.evidence.models import File
from counterpart.engines.evidence.rules.events import kind_kept
from counterpart.engines.evidence.store import Store
from counterpart.engines.ledger import book
from counterpart.engines.ledger.models import Seal
from counterpart.engines.ledger.rules.canonical import digest
from counterpart.engines.ledger.rules.receipts import receipt
from counterpart.engines.ledger.rules.seals import BODY, record_seal, state_of
from counterpart.values.period import Period
from counterpart.values.refusal import Refusal, Refused


def gathered(agreement: AgreementFacts, when: Period) -> Gathered:
    """What a close of the period rests on. Read in one snapshot."""
    peers = tuple(row for row in performance.peer_figures(agreement) if row.period.ends_on <= when.ends_on)
    periods = periods_behind(when, *(row.period for row in peers))
    return Gathered(
        agreement=agreement,
        period=when,
        returned=performance.returned_figures(agreement, periods=periods),
        peers=peers,
        kinds={file.fingerprint: file.kind for file in files.files_of(agreement.agreement_id)},
        mark=mark(agreement),
        returns=states_of(agreement, when),
        said=said_in(when, sayings(agreement)),
    )


def mark(agreement: AgreementFacts) -> str:
    """Changes whenever a file comes in, a return goes a step further, something is said or other terms take effect."""
    came, steps, said = files.last_number(agreement.agreement_id), steps_taken(agreement), times_said(agreement)
    return digest({"terms": agreement.terms.fingerprint, "files": came, "returns": steps, "said": said})


def current_seal(agreement: AgreementFacts, when: Period) -> Sealed | None:
    close = Close.objects.filter(agreement_id=agreement.agreement_id, period=str(when)).order_by("-seal").first()
    if close is None:
        return None
    return Sealed(close.seal, close.digest, close.inputs, tuple(file["fingerprint"] for file in close.evidence))


def sealed_figures(agreement: AgreementFacts, when: Period, *, seal: int) -> list[dict[str, Any]]:
    """The figures of a period under one of its seals."""
    return performance.sealed_figures(agreement, str(when), seal=seal)


def to_close(agreement: AgreementFacts) -> list[dict[str, Any]]:
    """The periods something was returned for, newest first: for how many indicators, and the seal there is already."""
    seals = {seal.period: seal.number for seal in book.seals_of(agreement.agreement_id)}
    counted = performance.returned_periods(agreement)
    return [{"period": when, "indicators": n, "seal": seals.get(str(when))} for when, n in counted.items()]


def closed(agreement: AgreementFacts, when: Period, *, seal: int | None = None) -> dict[str, Any]:
    """A closed period as the files of a close tell it: figures, consequences and the seal with its signatures.

    Raises Refused where the period is not closed, or has no seal of this number.
    """
    close = _close(agreement, when, seal)
    figures = performance.sealed_figures(agreement, str(when), seal=close.seal)
    return {**_told(agreement, close), "figures": figures, "evidence": close.evidence}


def overview(agreement: AgreementFacts, when: Period, *, seal: int | None, area: str | None) -> dict[str, Any]:
    """A closed period at a glance: the figures of one area, or (`None`) of the whole, without the evidence.

    Raises Refused where the period is not closed, or has no seal of this number.
    """
    close = _close(agreement, when, seal, without=("evidence", "inputs"))
    figures = performance.sealed_figures_of(agreement, str(when), seal=close.seal, area=area)
    return {**_told(agreement, close), "figures": figures}


def _close(agreement: AgreementFacts, when: Period, seal: int | None, *, without: Sequence[str] = ()) -> Close:
    closes = Close.objects.filter(agreement_id=agreement.agreement_id, period=str(when)).defer(*without)
    close = (closes.filter(seal=seal) if seal is not None else closes.order_by("-seal")).first()
    if close is None:
        raise Refused(_not_closed(agreement, when, seal))
    return close


def _told(agreement: AgreementFacts, close: Close) -> dict[str, Any]:
    body = Seal.objects.only("body").get(agreement_id=agreement.agreement_id, digest=close.digest).body
    signatures = book.signatures_under(agreement.agreement_id, close.digest)
    return {
        "consequences": in_reading_order(close.consequences),
        "seal": {
            "body": {name: body[name] for name in BODY},
            "digest": close.digest,
            "signatures": signatures,
            "state": state_of(body, signatures),
        },
    }


def seals_of(agreement: AgreementFacts, when: Period) -> list[dict[str, Any]]:
    """The seals of a period with their signatures, newest first. Raises Refused where it is not closed."""
    kept = book.seals_of(agreement.agreement_id, period=str(when))
    if not kept:
        raise Refused(_not_closed(agreement, when, None))
    signatures = book.signatures_by_digest(agreement.agreement_id, [seal.digest for seal in kept])
    return [
        {
            "body": {name: seal.body[name] for name in BODY},
            "digest": seal.digest,
            "signatures": signatures[seal.digest],
            "state": state_of(seal.body, signatures[seal.digest]),
        }
        for seal in reversed(kept)
    ]


def seal_numbers(agreement: AgreementFacts, when: Period) -> list[int]:
    """The numbers of a period's seals, newest first."""
    closes = Close.objects.filter(agreement_id=agreement.agreement_id, period=str(when))
    return list(closes.order_by("-seal").values_list("seal", flat=True))


def waits_for(by: Actor, agreement: AgreementFacts, seal: Mapping[str, Any], *, newest: int) -> str | None:
    """The party for which this reader may sign a seal, the newest of its period, that wants its signature; or None."""
    body = seal["body"]
    facts = SealFacts(agreement, body["period"], body["number"], seal["digest"], tuple(body["signatories"]))
    party = policy.party_of(by, facts)
    signed = {signature["party"] for signature in seal["signatures"]}
    return party if body["number"] == newest and party in facts.signatories and party not in signed else None


def seal_to_sign(agreement: AgreementFacts, when: Period) -> SealFacts:
    """The current seal of a period. Raises Refused where it is not closed."""
    body = closed(agreement, when)["seal"]["body"]
    return SealFacts(agreement, str(when), body["number"], digest(body), tuple(body["signatories"]))


def receipt_of(agreement: AgreementFacts, when: Period) -> dict[str, Any]:
    """What a party keeps outside: the current seal, the parties' keys and where the chain stands."""
    seal = closed(agreement, when)["seal"]
    return receipt(seal, book.keys_of(agreement.agreement_id), book.head_of(agreement.agreement_id))


def record_of(agreement: AgreementFacts, *, by: Actor | None, at: datetime) -> dict[str, Any]:
    """The content of an agreement's record as its reader may see it; `record_file` makes one verifiable file of it."""
    return {
        "agreement": {
            "reference": agreement.reference,
            "name": agreement.name,
            "parties": [{"party": party.name, "organisation": party.organisation} for party in agreement.parties],
        },
        "exported": {
            "at": at.isoformat(),
            "by": book.known_pseudonym(by, agreement.agreement_id) if by else "the operator of the installation",
        },
        "keys": book.keys_of(agreement.agreement_id),
        "templates": _templates(agreement),
        "evidence": _evidence(agreement),
        "people": book.people_of(agreement.agreement_id),
        "entries": book.entries_of(agreement.agreement_id),
        "seals": [_recorded(agreement, seal) for seal in book.seals_of(agreement.agreement_id)],
    }


def every_chain() -> list[str]:
    """The names of the chains there are: each agreement's reference, and the installation's. For the owner."""
    return book.chain_names_in_order()


def whole_record(reference: str, *, at: datetime) -> dict[str, Any]:
    """The content of an agreement's record as the database stands. For the owner of the tables, who sees all of it."""
    return record_of(agreements.agreement_for_owner(reference), by=None, at=at)


def astray(record: Mapping[str, Any], store: Store) -> Iterator[str]:
    """What the tables say otherwise than the chain, beyond what a record can show: heads, registers, closes, files.

    The owner sees everything, so an entry without its content has lost it.
    """
    reference, entries = record["agreement"]["reference"], record["entries"]
    yield from head_astray(reference, entries)
    yield from (f"Ledger entry {entry['sequence']} has lost its content." for entry in entries if "withheld" in entry)
    of_act = [(entry["act"], entry["opened"]["payload"]) for entry in entries if "opened" in entry]
    taken = {content["number"]: content for act, content in of_act if act == "file.taken_in"}
    agreement = agreements.agreement_for_owner(reference)
    for file in files.files_of(agreement.agreement_id):
        content = taken.pop(file.number, None)
        name = f"The register of file {file.number} ({file.name})"
        if content is None or (content["evidence"]["fingerprint"], content["restates"]) != (
            file.fingerprint,
            file.restates,
        ):
            yield f"{name} says otherwise than the ledger entry that took it in."
        elif not store.holds(file.fingerprint):
            yield f"The original of file {file.number} ({file.name}) is missing or altered."
    yield from (f"File {number} is in the ledger and in no register." for number in taken)
    if sayings_astray(agreement, of_act):
        yield "What was said of figures stands otherwise in its tables than in the ledger."
    sealed = {content["seal"]: content for act, content in of_act if act == "period.closed"}
    for close in Close.objects.filter(agreement_id=agreement.agreement_id):
        said = sealed.get(close.digest, {})
        if (said.get("inputs"), said.get("reason")) != (close.inputs, close.reason):
            yield f"The close that made seal {close.seal} of {close.period} says otherwise than its ledger entry."


def head_astray(name: str, entries: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Whether a chain ends where its head says it does: entries cut from its end show here."""
    head = book.head_named(name)
    last = {"sequence": len(entries), "hash": entries[-1]["hash"] if entries else None}
    if head != last:
        yield f"The chain of {name} ends at entry {len(entries)}, and its head is entry {head['sequence']}."


def installation_entries() -> list[dict[str, Any]]:
    """The chain of the installation itself."""
    return book.entries_of(INSTALLATION)


def _recorded(agreement: AgreementFacts, seal: Seal) -> dict[str, Any]:
    close = Close.objects.get(agreement_id=agreement.agreement_id, digest=seal.digest)
    recorded = record_seal(
        body=seal.body,
        figures=performance.sealed_figures(agreement, seal.period, seal=seal.number),
        consequences=close.consequences,
        evidence=close.evidence,
        signatures=book.signatures_under(agreement.agreement_id, seal.digest),
    )
    return recorded | {"digest": seal.digest, "leaves": seal.leaves}


def _templates(agreement: AgreementFacts) -> list[dict[str, Any]]:
    return [
        {
            "id": terms.template.template,
            "version": str(terms.template.version),
            "fingerprint": terms.fingerprint,
            "text": terms.text,
        }
        for terms in agreements.terms_of(agreement.agreement_id)
    ]


def _evidence(agreement: AgreementFacts) -> list[dict[str, Any]]:
    rows: dict[str, list[dict[str, Any]]] = {}
    cited: tuple[Returned | Peers, ...] = performance.returned_figures(agreement, sent_alone=True)
    for row in (*cited, *performance.peer_figures(agreement)):
        rows.setdefault(row.source.fingerprint, []).append(row.as_row())
    return [
        {"fingerprint": file.fingerprint, "name": file.name, "kind": file.kind, "rows": _cited(file, rows)}
        for file in files.files_of(agreement.agreement_id)
    ]


def _cited(file: File, rows: Mapping[str, list[dict[str, Any]]]) -> list[dict[str, Any]] | None:
    """The rows of a file of figures; those of jobs, lines and the like stay in the original, known by their digest."""
    return rows.get(file.fingerprint, []) if kind_kept(file.kind, file.columns).figures else None


def _not_closed(agreement: AgreementFacts, when: Period, seal: int | None) -> Refusal:
    numbers = seal_numbers(agreement, when)
    fact = f"the period has no seal {seal}" if numbers else "the period is not closed"
    return Refusal(
        code="close.none",
        what=f"There are no sealed figures of {agreement.reference} {when}",
        fact=fact,
        rule="figures are read from a seal",
        next_step=f"Choose one of its seals: {', '.join(map(str, numbers))}."
        if numbers
        else f"Close it: counterpart close {agreement.reference} {when}.",
    )
