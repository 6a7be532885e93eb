"""A party's receipt of a seal: what it takes to tell later that a record is still the one it saw.

{"digest", "receipt": {format, agreement, period, seal: {number, digest}, keys: [{party, key, public_key}],
ledger: {sequence, hash}, signatures}}, kept by the party. Keys and a chain made anew fit one another; they do not fit a
receipt.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from counterpart.engines.ledger.rules.canonical import digest
from counterpart.engines.ledger.rules.findings import Finding, Unreadable
from counterpart.engines.ledger.rules.places import in_words, label, seal_name, sentence
from counterpart.engines.ledger.rules.record import read_json
from counterpart.engines.ledger.rules.shapes import RECEIPT, RECEIPT_FILE

Data = Mapping[str, Any]


def receipt(record_seal: Data, keys: Iterable[Data], ledger_head: Data) -> dict[str, Any]:
    """The receipt of a seal as a record carries it, with the parties' keys and the head of the chain as of now."""
    body = record_seal["body"]
    content = {
        "format": RECEIPT,
        "agreement": body["agreement"],
        "period": body["period"],
        "seal": {"number": body["number"], "digest": record_seal["digest"]},
        "keys": [{name: key[name] for name in ("party", "key", "public_key")} for key in keys],
        "ledger": {name: ledger_head[name] for name in ("sequence", "hash")},
        "signatures": [dict(signature) for signature in record_seal["signatures"]],
    }
    return {"digest": digest(content), "receipt": content}


def read_receipt(given: bytes | Data) -> dict[str, Any] | Unreadable:
    """The receipt inside a file, or why it cannot be relied on: unreadable, of another shape, or altered."""
    file = read_json(given, recognised=RECEIPT.encode() in given) if isinstance(given, bytes) else given
    if isinstance(file, Unreadable):
        return Unreadable(f"The receipt cannot be read. {file.says}", f"the receipt: {file.where}", file.recognised)
    for path, fault in RECEIPT_FILE.faults(file, ()) if not RECEIPT_FILE.fits(file) else ():
        return Unreadable(
            f"The receipt cannot be used: {in_words(path)} {fault}.", f"the receipt: {in_words(path)}", True
        )
    if digest(file["receipt"]) != file["digest"]:
        return Unreadable("The receipt has been altered: it no longer matches its own digest.", "the receipt", True)
    content: dict[str, Any] = file["receipt"]
    return content


def receipt_findings(record: Data, receipt: Data) -> Iterator[Finding]:
    """Where a record is not the one the receipt saw."""
    reference = record["agreement"]["reference"]
    if receipt["agreement"] != reference:
        says = f"The receipt is for the agreement {receipt['agreement']}, and this is the record of {reference}."
        yield Finding("receipt.agreement", "the agreement", says)
        return
    yield from _seal_findings(record, receipt)
    yield from _key_findings(record, receipt)
    yield from _ledger_findings(record, receipt)


def _seal_findings(record: Data, receipt: Data) -> Iterator[Finding]:
    wanted = {"number": receipt["seal"]["number"], "period": receipt["period"]}
    name = seal_name(wanted)
    found = [seal for seal in record["seals"] if wanted.items() <= seal["body"].items()]
    if not found:
        yield Finding(
            "receipt.seal-missing", name, f"{sentence(name)}, which the receipt is for, is not in the record."
        )
        return
    if found[0]["digest"] != receipt["seal"]["digest"]:
        says = f"{sentence(name)} is not the one the receipt was given for: its digest is another."
        yield Finding("receipt.seal", name, says)
    for signature in receipt["signatures"]:
        if signature not in found[0]["signatures"]:
            where = f"the signature of {signature['party']} on {name}"
            yield Finding("receipt.signature", where, f"The record does not hold {where} that the receipt holds.")


def _key_findings(record: Data, receipt: Data) -> Iterator[Finding]:
    names = ("party", "key", "public_key")
    known = [{name: key[name] for name in names} for key in record["keys"]]
    for key in receipt["keys"]:
        if key not in known:
            says = f"The record does not hold the key of {key['party']} that the receipt holds ({key['key']})."
            yield Finding(
                "receipt.key",
                f"the key of {key['party']}",
                f"{says} It may have been signed again with new keys.",
            )


def _ledger_findings(record: Data, receipt: Data) -> Iterator[Finding]:
    head, entries = receipt["ledger"], record["entries"]
    where = f"ledger entry {head['sequence']}"
    if len(entries) < head["sequence"]:
        says = f"The record ends at ledger entry {len(entries)}, and the receipt saw entry {head['sequence']}"
        yield Finding("receipt.entries-removed", where, f"{says}: entries have been removed.")
    elif entries[head["sequence"] - 1]["hash"] != head["hash"]:
        at = label(entries[head["sequence"] - 1])
        says = f"{at} is not the one the receipt saw: the chain has been rewritten, there or before it."
        yield Finding("receipt.entry", where, says)
