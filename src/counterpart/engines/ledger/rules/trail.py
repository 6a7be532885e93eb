"""Verifies the ledger entries of a record: each by itself, each after the one before; and what they vouch for.

Some names in an opened payload have a meaning to verification, whatever the act:

- `seal`, in an entry of the act period.closed: the digest of the seal it records;
- `keys`: a list of {party, public_key} that it registers;
- `signature`: a signature that it records;
- `evidence`: {fingerprint, kind, name, rows}, a file taken in, `rows` being the digest of the list of all its rows;
- `agreement`: {reference, name, parties}; `template`: {id, version, fingerprint}; `people`: a list of
  {pseudonym, name, party}. They vouch for what the record says of these; the last that is said holds.

The same name with something of another shape under it has no such meaning.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from json.encoder import encode_basestring as _quoted
from typing import Any

from counterpart.engines.ledger.rules import shapes
from counterpart.engines.ledger.rules.canonical import canonical
from counterpart.engines.ledger.rules.chain import genesis
from counterpart.engines.ledger.rules.findings import Finding
from counterpart.engines.ledger.rules.places import label

CLOSED = "period.closed"
NAMED = "person.named"
PROPOSED = "act.proposed"
SIGNED_CONTENT = ("act", "places", "sent", "title", "reference")
"""What of a proposal its parties sign, by its digest."""
SEEN_BY_ALL = (CLOSED, "agreement.registered", "key.registered", "proposal.signed", "seal.agreed")
"""Acts whose content no reader is denied, since everything else is compared with it."""

Data = Mapping[str, Any]


@dataclass(frozen=True)
class Written:
    """What an entry comes to: its own hash, whether its content matches its commitment, and its canonical form."""

    hash: str
    is_kept: bool
    whole: str


def written(entry: Data, index: int) -> Written:
    """An entry of the right shape, written out by hand so that its payload is written once, for hash and file both.

    A property test holds the text to what `canonical` writes and the hash to `header_hash`. Raises NotCanonical where
    the payload cannot be sealed, naming the place by the entry's index from 0.
    """
    first = (
        f'{{"act":{_quoted(entry["act"])},"actor":{_quoted(entry["actor"])},"at":"{entry["at"]}"'
        f',"commitment":"{entry["commitment"]}"'
    )
    last = f',"previous":"{entry["previous"]}","sequence":{entry["sequence"]},"subject":{_quoted(entry["subject"])}'
    own = sha256(f"{first}{last}}}".encode()).hexdigest()
    is_kept, beside, after = True, "", ""
    if "opened" in entry:
        salt = entry["opened"]["salt"]
        payload = canonical(entry["opened"]["payload"], at=("entries", index, "opened", "payload"))
        is_kept = sha256(bytes.fromhex(salt) + payload).hexdigest() == entry["commitment"]
        beside = f',"opened":{{"payload":{payload.decode()},"salt":"{salt}"}}'
    elif "withheld" in entry:
        after = ',"withheld":true'
    else:
        first += ',"erased":true'
    return Written(own, is_kept, f'{first},"hash":"{entry["hash"]}"{beside}{last}{after}}}')


def chain_findings(entries: Sequence[Data], texts: Sequence[Written], chain: str) -> Iterator[Finding]:
    """What does not fit in a chain of this name: entries altered, removed, added, moved, or of another chain."""
    followed = {genesis(chain)}
    for place, (entry, text) in enumerate(zip(entries, texts, strict=True), 1):
        if entry["sequence"] != place:
            yield _moved(entry, place)
        if entry["previous"] not in followed:
            yield _unlinked(entry, place, chain)
        if entry["hash"] != text.hash:
            after = entries[place]["previous"] if place < len(entries) else None
            yield _altered(entry, "particulars" if after != text.hash else "hash")
        if not text.is_kept:
            yield _altered(entry, "content")
        followed = {entry["hash"], text.hash}


def _altered(entry: Data, what: str) -> Finding:
    because = {
        "content": "its content no longer matches its commitment",
        "particulars": "its particulars no longer match its hash",
        "hash": "the hash written on it is not its own",
    }
    return Finding(f"entry.{what}", label(entry), f"{label(entry)} has been altered: {because[what]}.")


def _moved(entry: Data, place: int) -> Finding:
    says = f"{label(entry)} stands where entry {place} should: entries have been removed, added, moved or renumbered."
    return Finding("entry.moved", label(entry), says)


def _unlinked(entry: Data, place: int, chain: str) -> Finding:
    if place == 1:
        says = f"{label(entry)} does not begin the chain of {chain}: it belongs to another chain, or has been altered."
    else:
        says = f"{label(entry)} does not follow from the entry before it: one of the two was altered, removed or moved."
    return Finding("entry.unlinked", label(entry), says)


@dataclass(frozen=True)
class Vouched:
    """What the opened entries of a chain say, gathered once. Sequences are those the entries give themselves."""

    closed: dict[str, Data] = field(default_factory=dict)
    keys: dict[int, tuple[Data, ...]] = field(default_factory=dict)
    signatures: list[tuple[Data, Data]] = field(default_factory=list)
    proposed: dict[str, tuple[Data, Data]] = field(default_factory=dict)
    templates: list[Data] = field(default_factory=list)
    agreement: list[Data] = field(default_factory=list)
    people: dict[str, Data] = field(default_factory=dict)
    evidence: dict[tuple[str, str], Data] = field(default_factory=dict)


def vouched(entries: Iterable[Data]) -> Vouched:
    """What the opened entries vouch for."""
    said = Vouched()
    for entry in entries:
        if "opened" in entry:
            _note(said, entry, entry["opened"]["payload"])
    return said


def _note(said: Vouched, entry: Data, payload: Data) -> None:
    _note_of_acts(said, entry, payload)
    if _KEYS.fits(payload.get("keys")):
        said.keys[entry["sequence"]] = tuple(payload["keys"])
    if shapes.SIGNATURE.fits(payload.get("signature")):
        said.signatures.append((entry, payload["signature"]))
    if shapes.TEMPLATE_PIN.fits(payload.get("template")):
        said.templates.append(payload["template"])
    if shapes.AGREEMENT.fits(payload.get("agreement")):
        said.agreement[:] = [payload["agreement"]]
    if shapes.TAKEN_IN.fits(payload.get("evidence")):
        said.evidence[payload["evidence"]["kind"], payload["evidence"]["fingerprint"]] = payload["evidence"]
    if _PEOPLE.fits(payload.get("people")):
        said.people.update((person["pseudonym"], person) for person in payload["people"])


def _note_of_acts(said: Vouched, entry: Data, payload: Data) -> None:
    """What an entry vouches for by being of its act: a seal that was made, something that was proposed."""
    if entry["act"] == CLOSED and shapes.HASH.fits(payload.get("seal")):
        said.closed[payload["seal"]] = entry
    if entry["act"] == PROPOSED and shapes.HASH.fits(payload.get("digest")):
        said.proposed[payload["digest"]] = (entry, payload)


_KEYS = shapes.Items(shapes.REGISTERED_KEY)
_PEOPLE = shapes.Items(shapes.PERSON)
