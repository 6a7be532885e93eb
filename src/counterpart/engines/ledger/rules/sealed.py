"""Verifies the seals of a record: what each is over, how it is chained and recorded, and who signed it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from counterpart.engines.ledger.rules.canonical import digest
from counterpart.engines.ledger.rules.findings import Finding
from counterpart.engines.ledger.rules.merkle import leaf_hash, root_over
from counterpart.engines.ledger.rules.places import figure_name, label, ordinal, seal_name, sentence
from counterpart.engines.ledger.rules.seals import Signature, leaves_of, signature_fits
from counterpart.engines.ledger.rules.trail import NAMED, SEEN_BY_ALL, Vouched

Data = Mapping[str, Any]


def seal_findings(record: Data, said: Vouched) -> Iterator[Finding]:
    """Everything that does not fit in the seals and in the evidence they cite."""
    for place, seal in enumerate(record["seals"]):
        earlier = record["seals"][:place]
        yield from _content_findings(seal)
        yield from _order_findings(seal, earlier, record["agreement"]["reference"])
        yield from _ledger_findings(seal, record["entries"], said)
        yield from _signature_findings(seal, record)
    yield from _missing_findings(record, said)
    yield from evidence_findings(record, said)


def _content_findings(seal: Data) -> Iterator[Finding]:
    """The seal's own arithmetic: each leaf, the root over them, the digest over the body."""
    body, name = seal["body"], seal_name(seal["body"])
    leaves = leaves_of(seal["figures"], seal["consequences"], seal["evidence"])
    computed, listed = [leaf_hash(leaf).hex() for leaf in leaves], seal["leaves"]
    root = _root(computed)
    for number, leaf in enumerate(computed):
        if leaf not in listed[number : number + 1]:
            yield _leaf_finding(seal, number, is_list=root == body["root"])
    if body["leaves"] != len(computed):
        says = f"{sentence(name)} was made over {body['leaves']} things, and {len(computed)} are here."
        yield Finding("seal.count", name, says)
    if len(listed) != len(computed):
        says = f"{sentence(name)} holds {len(computed)} things, and lists the hashes of {len(listed)}."
        yield Finding("seal.leaves", name, says)
    if body["root"] not in (root, _root(listed)):
        says = f"What {name} holds no longer makes the root that was sealed."
        yield Finding("seal.root", name, says)
    if digest(body) != seal["digest"]:
        says = f"The particulars of {name} have been altered: they no longer match its digest."
        yield Finding("seal.altered", name, says)


def _root(hashes: Sequence[str]) -> str:
    return root_over([bytes.fromhex(leaf) for leaf in hashes]).hex()


def _leaf_finding(seal: Data, number: int, *, is_list: bool) -> Finding:
    """A leaf that is not the one listed: its content was altered, or the list was where the content makes the root."""
    body = seal["body"]
    after = number - len(seal["figures"])
    if after < 0:
        name = f"{figure_name(seal['figures'][number])} of {seal_name(body)}"
    elif after == 0:
        name = f"the list of consequences of {seal_name(body)}"
    else:
        name = f"the evidence file “{seal['evidence'][after - 1]['name']}” of {seal_name(body)}"
    if is_list:
        return Finding("seal.leaf", name, f"The hash listed for {name} has been altered; what it is of has not.")
    says = f"{sentence(name)} has been altered: it no longer matches what was sealed."
    return Finding("seal.content", name, says)


def _order_findings(seal: Data, earlier: Sequence[Data], agreement: str) -> Iterator[Finding]:
    """The seal's place among the agreement's seals."""
    body, name = seal["body"], seal_name(seal["body"])
    if body["agreement"] != agreement:
        says = f"{sentence(name)} is of the agreement {body['agreement']}, and this is the record of {agreement}."
        yield Finding("seal.agreement", name, says)
    if body["previous"] != (earlier[-1]["digest"] if earlier else None):
        says = f"{sentence(name)} does not follow from the seal before it: a seal was altered, removed, added or moved."
        yield Finding("seal.unlinked", name, says)
    of_period = [other for other in earlier if other["body"]["period"] == body["period"]]
    if body["number"] != len(of_period) + 1:
        says = f"{sentence(name)} is the {ordinal(len(of_period) + 1)} of its period in this record."
        yield Finding("seal.number", name, says)
    restated = body["restates"] and {key: body["restates"][key] for key in ("number", "digest")}
    last = {"number": of_period[-1]["body"]["number"], "digest": of_period[-1]["digest"]} if of_period else None
    if restated != last:
        says = f"What {name} says it restates is not the seal of {body['period']} before it."
        yield Finding("seal.restates", name, says)


def _ledger_findings(seal: Data, entries: Sequence[Data], said: Vouched) -> Iterator[Finding]:
    """The seal and the ledger name one another: the head it was made on, and the entry just after it."""
    body, name = seal["body"], seal_name(seal["body"])
    head, closing = body["ledger"], said.closed.get(seal["digest"])
    at = entries[head["sequence"] - 1] if head["sequence"] <= len(entries) else None
    if at is None or at["hash"] != head["hash"]:
        says = f"Ledger entry {head['sequence']} is not the one {name} was made on: the chain was rewritten before it."
        yield Finding("seal.ledger", name, says)
    if closing is None:
        yield Finding("seal.unrecorded", name, f"No ledger entry that can be seen records the digest of {name}.")
    elif closing["sequence"] != head["sequence"] + 1:
        says = f"{label(closing)} records {name}, and is not the entry after the one the seal was made on."
        yield Finding("seal.entry", name, says)


def _signature_findings(seal: Data, record: Data) -> Iterator[Finding]:
    name, signed = seal_name(seal["body"]), set()
    parties = {person["pseudonym"]: person["party"] for person in record["people"]}
    unnamed = {entry["subject"] for entry in record["entries"] if entry["act"] == NAMED and "opened" not in entry}
    for data in seal["signatures"]:
        signature = Signature(**data)
        where = f"the signature of {signature.party} on {name}"
        for code, why in _signature_faults(seal, signature, record["keys"]):
            yield Finding(f"signature.{code}", where, f"The signature of {signature.party} on {name} {why}.")
        if (parties.get(signature.person) or signature.party) != signature.party:
            says = f"The signature of {signature.party} on {name} is by {signature.person}, a person of another party."
            yield Finding("signature.person", where, says)
        if signature.person not in parties and signature.person not in unnamed:
            says = f"The signature of {signature.party} on {name} is by {signature.person}, whom no ledger entry names."
            yield Finding("signature.nobody", where, says)
        if (signature.party, signature.person) in signed:
            yield Finding("signature.repeated", where, f"The signature of {signature.party} on {name} is there twice.")
        signed.add((signature.party, signature.person))


def _signature_faults(seal: Data, signature: Signature, keys: Sequence[Data]) -> Iterator[tuple[str, str]]:
    """What is wrong with one signature, as the end of a sentence."""
    if signature.digest != seal["digest"]:
        yield "digest", "is under another digest"
    if signature.party not in seal["body"]["signatories"]:
        yield "party", "is of a party that the seal does not ask to sign"
    known = [key["public_key"] for key in keys if (key["party"], key["key"]) == (signature.party, signature.key)]
    if not known:
        yield "key", f"was made with the key {signature.key}, which is not a key of that party in this record"
    elif not signature_fits(known[0], signature):
        yield "altered", "has been altered, or was not made with that party’s key"


def _missing_findings(record: Data, said: Vouched) -> Iterator[Finding]:
    """Seals and signatures that the ledger records and the record does not hold, and records of seals it hides."""
    for entry in record["entries"]:
        if entry["act"] in SEEN_BY_ALL and "opened" not in entry:
            says = f"{label(entry)} is hidden: what it says is for every reader to see."
            yield Finding("entry.hidden", label(entry), says)
    seals = {seal["digest"]: seal for seal in record["seals"]}
    for seal, entry in said.closed.items():
        if seal not in seals:
            says = f"{label(entry)} records the seal {seal[:16]}…, which is not in the record."
            yield Finding("seal.missing", f"the seal that ledger entry {entry['sequence']} records", says)
    for entry, signature in said.signatures:
        at = seals.get(signature["digest"])
        if at and signature not in at["signatures"]:
            where = f"the signature of {signature['party']} on {seal_name(at['body'])}"
            yield Finding("signature.missing", where, f"{label(entry)} records {where}, which is not in the record.")


def evidence_findings(record: Data, said: Vouched) -> Iterator[Finding]:
    """Files that are missing or under another name, and rows that are not those cited or taken in."""
    files = {(file["kind"], file["fingerprint"]): file for file in record["evidence"]}
    rows: dict[tuple[str, str], set[str]] = {}
    for seal in record["seals"]:
        for cited in seal["evidence"]:
            key, name = (cited["kind"], cited["fingerprint"]), f"the evidence file “{cited['name']}”"
            rows.setdefault(key, set()).update(cited["rows"])
            if key not in files or files[key]["name"] != cited["name"]:
                says = f"The record does not hold {name} as {seal_name(seal['body'])} cites it."
                yield Finding("evidence.missing", name, says)
    for key, taken in said.evidence.items():
        if key not in files or files[key]["name"] != taken["name"]:
            name = f"the evidence file “{taken['name']}”"
            yield Finding("evidence.missing", name, f"The record does not hold {name} as the ledger says it came in.")
    for key, file in files.items():
        if file["rows"] is not None and (key in rows or key in said.evidence):
            yield from _row_findings(file, rows.get(key, set()), said.evidence.get(key))


def _row_findings(file: Data, wanted: set[str], taken: Data | None) -> Iterator[Finding]:
    """The rows of a file against those the seals cite and, where the ledger says how it came in, against all of it."""
    name = f"the evidence file “{file['name']}”"
    seen = [digest(row) for row in file["rows"]]
    if taken is not None and digest(file["rows"]) == taken["rows"] and wanted <= set(seen):
        return
    strange = [row for row, seen_as in zip(file["rows"], seen, strict=True) if seen_as not in wanted]
    if taken is not None and wanted <= set(seen):
        says = f"The rows of {name} are not those that came in: a row no seal cites was altered, removed or added."
        yield Finding("evidence.rows", name, says)
        return
    for row in strange:
        line = f"line {row['line']}" if "line" in row else f"the {ordinal(file['rows'].index(row) + 1)} row"
        yield Finding(
            "evidence.row", f"{line} of {name}", f"{sentence(line)} of {name} is not a row that any seal cites."
        )
    if not strange and len(seen) != len(wanted):
        says = f"The rows of {name} that the seals cite are not in the record each once."
        yield Finding("evidence.rows", name, says)
