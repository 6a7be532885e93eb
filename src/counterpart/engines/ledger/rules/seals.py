"""A period frozen: its figures, consequences and evidence under one root, and the parties' signatures under its digest.

The digest of a seal's body is the seal's name everywhere.
"""

import hashlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from counterpart.engines.ledger.rules.canonical import canonical, digest
from counterpart.engines.ledger.rules.merkle import included, inclusion_proof, leaf_hash, root

KIND = "counterpart-seal/1"
BODY = (
    "kind", "agreement", "period", "number", "template", "sealed_at", "root", "leaves", "previous", "restates",
    "ledger", "signatories",
)  # fmt: skip
"""What the body of a seal says, in the order people read it."""
PROOF = "counterpart-figure-proof/1"

KEY_BYTES = 32
SIGNATURE_BYTES = 64


def evidence_cited(*, fingerprint: str, name: str, kind: str, rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """A file as a seal holds it: the fingerprint of its bytes, and the digest of each row that the figures cite.

    A row that has few possible contents can be guessed from its digest, so a seal cites only what all parties may read.
    """
    return {"fingerprint": fingerprint, "name": name, "kind": kind, "rows": [digest(row) for row in rows]}


def leaves_of(
    figures: Sequence[Mapping[str, Any]], consequences: Any, evidence: Sequence[Mapping[str, Any]]
) -> tuple[bytes, ...]:
    """What the root of a seal is over: each figure in order, the consequences as one leaf, each file of evidence.

    Each leaf says which it is, so that a consequence cannot be shown as a figure.
    """
    return (
        *(canonical({"figure": figure}) for figure in figures),
        canonical({"consequences": consequences}),
        *(canonical({"evidence": file}) for file in evidence),
    )


def seal_body(
    *,
    agreement: str,
    period: str,
    number: int,
    template: Mapping[str, str],
    sealed_at: str,
    leaves: Sequence[bytes],
    previous: str | None,
    restates: Mapping[str, Any] | None,
    ledger: Mapping[str, Any],
    signatories: Iterable[str],
) -> dict[str, Any]:
    """What is signed, by its digest.

    `number` counts the seals of the period from 1. `template` is {id, version, fingerprint}; `previous` the digest of
    the agreement's seal before this one; `restates` {number, digest, reason} of the seal this one corrects; `ledger`
    {sequence, hash} of the chain's head just before the entry that records this seal.
    """
    return {
        "kind": KIND,
        "agreement": agreement,
        "period": period,
        "number": number,
        "template": dict(template),
        "sealed_at": sealed_at,
        "root": root(leaves).hex(),
        "leaves": len(leaves),
        "previous": previous,
        "restates": dict(restates) if restates else None,
        "ledger": dict(ledger),
        "signatories": sorted(signatories),
    }


def record_seal(
    *,
    body: Mapping[str, Any],
    figures: Sequence[Mapping[str, Any]],
    consequences: Any,
    evidence: Sequence[Mapping[str, Any]],
    signatures: Iterable[Mapping[str, str]],
) -> dict[str, Any]:
    """A seal as a record carries it: its body and digest, all it is over, the hash of each leaf, and its signatures.

    The hashes of the leaves let verification name the one figure that was changed.
    """
    return {
        "body": dict(body),
        "digest": digest(body),
        "figures": [dict(figure) for figure in figures],
        "consequences": consequences,
        "evidence": [dict(file) for file in evidence],
        "leaves": [leaf_hash(leaf).hex() for leaf in leaves_of(figures, consequences, evidence)],
        "signatures": [dict(signature) for signature in signatures],
    }


def state_of(body: Mapping[str, Any], signatures: Iterable[Mapping[str, Any]]) -> str:
    """Who has signed, in words: “signed by commissioner; provider has yet to sign”."""
    given = {signature["party"] for signature in signatures}
    signed_by = [party for party in body["signatories"] if party in given]
    waiting = [party for party in body["signatories"] if party not in given]
    words = f"signed by {' and '.join(signed_by)}" if signed_by else "signed by nobody yet"
    has = "has" if len(waiting) == 1 else "have"
    return f"{words}; {' and '.join(waiting)} {has} yet to sign" if waiting else words


@dataclass(frozen=True)
class Signature:
    """A person (by pseudonym), for a party, under a digest; the id of the key used, and the signature in base64."""

    digest: str
    party: str
    person: str
    key: str
    signature: str


def statement(digest: str, party: str, person: str) -> bytes:
    """What a signature is made over: the digest, the party and the person, and nothing else."""
    return canonical({"digest": digest, "party": party, "person": person})


def signed(private_key: Ed25519PrivateKey, *, digest: str, party: str, person: str) -> Signature:
    """A person's signature for a party under a digest."""
    public = b64encode(private_key.public_key().public_bytes_raw()).decode()
    made = made_over(statement(digest, party, person), private_key)
    return Signature(digest=digest, party=party, person=person, key=key_id(public), signature=made)


def signature_fits(public_key: str, signature: Signature) -> bool:
    """Whether the signature was made with the private half of this public key (base64 of 32 bytes), and names it."""
    message = statement(signature.digest, signature.party, signature.person)
    return made_with(public_key, signature.signature, message) and signature.key == key_id(public_key)


def made_over(message: bytes, private_key: Ed25519PrivateKey) -> str:
    """A signature in base64: Ed25519 (RFC 8032 § 5.1), which needs no chance and gives the same one every time."""
    return b64encode(private_key.sign(message)).decode()


def made_with(public_key: str, made: str, message: bytes) -> bool:
    """Whether a signature was made over this message with this key. False where either is not what it should be."""
    key, signature = raw(public_key, KEY_BYTES), raw(made, SIGNATURE_BYTES)
    if key is None or signature is None:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def key_id(public_key: str) -> str:
    """By what name a public key is known: the first 16 hexadecimal digits of SHA-256 of its 32 bytes.

    Raises ValueError where the text is not 32 bytes in base64.
    """
    key = raw(public_key, KEY_BYTES)
    if key is None:
        raise ValueError("A public key is 32 bytes in base64")
    return hashlib.sha256(key).hexdigest()[:16]


def raw(text: str, size: int) -> bytes | None:
    """The bytes that a base64 text stands for, or None where it is not the one way to write so many bytes.

    Base64 leaves bits unused at the end, so several texts would decode to the same bytes; only one is accepted.
    """
    try:
        decoded = b64decode(text, validate=True)
    except ValueError:
        return None
    return decoded if len(decoded) == size and b64encode(decoded).decode() == text else None


def figure_proof(body: Mapping[str, Any], leaves: Sequence[bytes], *, index: int) -> dict[str, Any]:
    """The proof that the figure at this index (from 0) was sealed, as a message to send with the figure itself.

    It holds the seal's body, and one hash for each doubling of the leaves: under 2 kB for a thousand leaves and a
    reason of restatement up to 200 characters.
    """
    path = [step.hex() for step in inclusion_proof(leaves, index)]
    return {"kind": PROOF, "body": dict(body), "index": index, "path": path}


def figure_is_sealed(figure: Mapping[str, Any], proof: Mapping[str, Any], *, seal: str) -> bool:
    """Whether the proof shows that the seal with this digest, read from a receipt say, holds this very figure.

    A proof that is not of the shape `figure_proof` gives shows nothing, and the answer is False.
    """
    try:
        body, path = proof["body"], [bytes.fromhex(step) for step in proof["path"]]
        leaf, top = canonical({"figure": figure}), bytes.fromhex(body["root"])
        fits = included(leaf, proof["index"], body["leaves"], path, top)
        return fits and proof["kind"] == PROOF and body["kind"] == KIND and digest(body) == seal
    except (KeyError, TypeError, ValueError):
        return False
