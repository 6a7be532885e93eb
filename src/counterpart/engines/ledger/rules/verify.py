"""Whether a record is whole and unaltered, said so that the thing that was changed is named.

No database, no network and no trust in whoever made the file. Without a receipt a record can only be found consistent
in itself: whoever holds the file could make all of it anew, with new keys. A receipt shows that too.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from counterpart.engines.ledger.rules.canonical import NotCanonical
from counterpart.engines.ledger.rules.findings import Finding, Unreadable
from counterpart.engines.ledger.rules.names import (
    key_findings,
    repeated_findings,
    resting,
    said_findings,
    template_findings,
)
from counterpart.engines.ledger.rules.places import PARTS, in_words, path_at, sentence
from counterpart.engines.ledger.rules.proposed import proposal_findings
from counterpart.engines.ledger.rules.receipts import read_receipt, receipt_findings
from counterpart.engines.ledger.rules.record import file_of, first_difference, joined, part_of, read_record
from counterpart.engines.ledger.rules.sealed import seal_findings
from counterpart.engines.ledger.rules.shapes import CONTENT, RECORD_FILE
from counterpart.engines.ledger.rules.trail import Vouched, Written, chain_findings, vouched, written

Data = Mapping[str, Any]

_CODES: Mapping[str, frozenset[str]] = {
    name: frozenset({name, *codes})
    for name, codes in {
        "agreement": ("parties",),
        "exported": (),
        "keys": ("key",),
        "templates": ("template",),
        "evidence": (),
        "people": ("person",),
        "entries": ("entry",),
        "seals": ("seal", "signature"),
    }.items()
}
"""With what the codes of findings begin that name something in a part."""


@dataclass(frozen=True)
class Counts:
    """How much a record holds. `withheld` and `erased` are of the entries, `files_withheld` of the evidence."""

    entries: int = 0
    withheld: int = 0
    erased: int = 0
    seals: int = 0
    figures: int = 0
    signatures: int = 0
    keys: int = 0
    files: int = 0
    files_withheld: int = 0

    def __str__(self) -> str:
        return (
            f"Ledger entries: {self.entries:,} ({self.withheld:,} withheld, {self.erased:,} erased); "
            f"seals: {self.seals:,}; figures: {self.figures:,}; signatures: {self.signatures:,}; keys: {self.keys:,}; "
            f"evidence files: {self.files:,} ({self.files_withheld:,} without their rows)."
        )


@dataclass(frozen=True)
class SealSeen:
    """A seal and who signed it. That a party has not signed is shown, and is nothing wrong."""

    period: str
    number: int
    signed_by: tuple[str, ...]
    awaited: tuple[str, ...]

    def __str__(self) -> str:
        of = len(self.signed_by) + len(self.awaited)
        waits = f"; not of {' or '.join(self.awaited)}" if self.awaited else ""
        name = f"Seal {self.number} of {self.period}"
        return f"{name} carries the signatures of {len(self.signed_by)} of {of} parties{waits}."


@dataclass(frozen=True)
class Verdict:
    """What verification found. `recognised` is false where the file is no record at all, altered or not.

    `resting` is what no seal or ledger entry vouches for and only the file's own digest covers.
    """

    fits: bool
    findings: tuple[Finding, ...]
    counts: Counts = Counts()
    compared_with_receipt: bool = False
    seals: tuple[SealSeen, ...] = ()
    resting: tuple[str, ...] = ()
    recognised: bool = True

    @property
    def headline(self) -> str:
        if not self.fits:
            return "The record does not fit." if self.recognised else "The file cannot be read as a record."
        compared = "agrees with the receipt" if self.compared_with_receipt else "not compared with a receipt"
        return f"The record is internally consistent; {compared}."

    @property
    def says(self) -> tuple[str, ...]:
        """The verdict in sentences: the headline, each finding, what the record holds, and what vouches for it."""
        lines = [self.headline, *(finding.says for finding in self.findings)]
        if self.counts.entries:
            lines += [str(self.counts), *map(str, self.seals)]
        if self.resting:
            lines.append(f"Covered by the file’s own digest alone: {'; '.join(self.resting)}.")
        return tuple(lines)


def verify(file: bytes | Data, receipt: bytes | Data | None = None) -> Verdict:
    """The verdict on a record: the bytes of its file, or what `read_record` made of them; with a receipt, compared.

    The shape is looked at first, since little can be asked of a record that has another.
    """
    read = read_record(file) if isinstance(file, bytes) else file
    if isinstance(read, Unreadable):
        return Verdict(False, (Finding("file.unreadable", read.where, read.says),), recognised=read.recognised)
    if faults := tuple(_shape_findings(read)):
        return Verdict(False, faults)
    record = read["record"]
    said = vouched(record["entries"])
    try:
        entries = [written(entry, index) for index, entry in enumerate(record["entries"])]
        parts = {name: part_of(name, part) for name, part in record.items() if name != "entries"}
        found = [*_inner_findings(record, said, entries)]
    except NotCanonical as fault:
        where = in_words(fault.path)
        return Verdict(False, (Finding("file.content", where, f"In {where} stands {fault.reason}."),))
    parts["entries"] = b"[%b]" % ",".join(entry.whole for entry in entries).encode()
    whole = joined(parts)
    found += _part_findings(read, parts, {finding.code.partition(".")[0] for finding in found})
    if isinstance(file, bytes):
        found += _form_findings(file, file_of(read["digest"], whole))
    if not found and sha256(whole).hexdigest() != read["digest"]:
        says = (
            "The file’s own digest has been altered: it does not match the record, and everything in the record fits."
        )
        found.append(Finding("file.digest", "the file’s own digest", says))
    seen = None if receipt is None else read_receipt(receipt)
    if isinstance(seen, Unreadable):
        found.append(Finding("receipt.unreadable", seen.where, seen.says))
    elif seen is not None:
        found += receipt_findings(record, seen)
    return Verdict(
        fits=not found,
        findings=tuple(found),
        counts=_counts(record),
        compared_with_receipt=isinstance(seen, dict),
        seals=tuple(_seal_seen(seal) for seal in record["seals"]),
        resting=resting(record, said),
    )


def _inner_findings(record: Data, said: Vouched, entries: Sequence[Written]) -> Iterator[Finding]:
    """What does not fit inside the record, whatever its digests say."""
    yield from said_findings(record, said)
    yield from chain_findings(record["entries"], entries, record["agreement"]["reference"])
    yield from key_findings(record, said)
    yield from template_findings(record)
    yield from repeated_findings(record)
    yield from seal_findings(record, said)
    yield from proposal_findings(record, said)


def _shape_findings(read: Data) -> Iterator[Finding]:
    if not RECORD_FILE.fits(read):
        for path, fault in RECORD_FILE.faults(read, ()):
            where = in_words(path)
            yield Finding("file.shape", where, sentence(f"{where} {fault}."))


def _part_findings(read: Data, written: Mapping[str, bytes], named: set[str]) -> Iterator[Finding]:
    """The parts that no longer match their digests, but for those in which something was named already.

    Where the file's own digest is that of the record with the digests of its parts as they should be, it is that list
    which was altered.
    """
    record = read["record"]
    computed = {name: sha256(written[name]).hexdigest() for name in CONTENT}
    if computed == record["parts"]:
        return
    mended = joined({**written, "parts": part_of("parts", computed)})
    if sha256(mended).hexdigest() == read["digest"]:
        says = f"In {PARTS['parts']} something has been altered; the parts themselves have not."
        yield Finding("file.parts", PARTS["parts"], says)
        return
    for name in sorted(computed):
        if computed[name] != record["parts"][name] and not named & _CODES[name]:
            says = f"In {PARTS[name]} something has been altered: this part no longer matches its digest."
            yield Finding(f"file.part.{name}", PARTS[name], says)


def _form_findings(given: bytes, canonical: bytes) -> Iterator[Finding]:
    """Bytes that are not the one way to write this record: spaces, order, escapes, a name given twice."""
    if given == canonical:
        return
    at = first_difference(given, canonical)
    before = given[:at].decode(errors="ignore")
    where = in_words(path_at(before, len(before)))
    says = f"The file is not in the form it was written in (RFC 8785): byte {at + 1:,} differs, in {where}."
    yield Finding("file.form", where, says)


def _counts(record: Data) -> Counts:
    entries, seals = record["entries"], record["seals"]
    return Counts(
        entries=len(entries),
        withheld=sum("withheld" in entry for entry in entries),
        erased=sum("erased" in entry for entry in entries),
        seals=len(seals),
        figures=sum(len(seal["figures"]) for seal in seals),
        signatures=sum(len(seal["signatures"]) for seal in seals),
        keys=len(record["keys"]),
        files=len(record["evidence"]),
        files_withheld=sum(file["rows"] is None for file in record["evidence"]),
    )


def _seal_seen(seal: Data) -> SealSeen:
    body = seal["body"]
    signed = {signature["party"] for signature in seal["signatures"]}
    return SealSeen(
        period=body["period"],
        number=body["number"],
        signed_by=tuple(party for party in body["signatories"] if party in signed),
        awaited=tuple(party for party in body["signatories"] if party not in signed),
    )
