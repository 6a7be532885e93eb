"""Makes records for tests, step by step as the acts of an agreement would, with keys that are the same every time."""

import json
from base64 import b64encode
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counterpart.engines.ledger.rules import seals
from counterpart.engines.ledger.rules.canonical import canonical, digest
from counterpart.engines.ledger.rules.chain import Entry, commitment, following, genesis
from counterpart.engines.ledger.rules.merkle import leaf_hash, root
from counterpart.engines.ledger.rules.receipts import receipt
from counterpart.engines.ledger.rules.record import record_file
from counterpart.engines.ledger.rules.verify import Verdict

OFFICER, MANAGER = "p-0fc0fc0fc0fc", "p-a1a1a1a1a1a1"
PARTIES = [
    {"party": "commissioner", "organisation": "Rotherham Metropolitan Borough Council"},
    {"party": "provider", "organisation": "2010 Rotherham Ltd"},
]
PEOPLE = [
    {"pseudonym": OFFICER, "name": "Priya Okafor", "party": "commissioner"},
    {"pseudonym": MANAGER, "name": "Zoë Naylor", "party": "provider"},
]
TEMPLATE_TEXT = "id: almo-year-end\nversion: 1.0.0\nrounding: pence, half up\n"
TEMPLATE = {"id": "almo-year-end", "version": "1.0.0", "fingerprint": sha256(TEMPLATE_TEXT.encode()).hexdigest()}


def private_key(party: str, *, seed: str = "first") -> Ed25519PrivateKey:
    """A party's key, derived from a seed that anyone can read."""
    return Ed25519PrivateKey.from_private_bytes(sha256(f"{seed} key of {party}".encode()).digest())


def public_key(party: str, *, seed: str = "first") -> str:
    return b64encode(private_key(party, seed=seed).public_key().public_bytes_raw()).decode()


def row(line: int, indicator: str, value: str) -> dict[str, Any]:
    return {"line": line, "cells": {"indicator": indicator, "period": "2007-08", "value": value}}


def file(name: str, *rows: dict[str, Any]) -> dict[str, Any]:
    return {"fingerprint": digest([name, *rows]), "name": name, "kind": "returns", "rows": list(rows)}


def figure(indicator: str, value: str, *, area: str | None = None) -> dict[str, Any]:
    return {
        "indicator": indicator,
        "title": "Rent collected, as a share of rent owed – “£” included",
        "period": "2007-08",
        "area": area,
        "value": value,
        "numerator": None,
        "target_met": True,
        "reasons": {"because": f"{value} is at or above the target", "clause": "4.2", "inputs": [{"line": 2}]},
    }


@dataclass
class Story:
    """The record of an agreement as it grows, one act at a time."""

    reference: str = "ROTHERHAM"
    seed: str = "first"
    entries: list[dict[str, Any]] = field(default_factory=list)
    evidence: list[dict[str, Any]] = field(default_factory=list)
    seals: list[dict[str, Any]] = field(default_factory=list)
    last: Entry | None = None

    @property
    def agreement(self) -> dict[str, Any]:
        return {"reference": self.reference, "name": "Management of the council’s homes", "parties": PARTIES}

    @property
    def keys(self) -> list[dict[str, Any]]:
        public = {party["party"]: public_key(party["party"], seed=self.seed) for party in PARTIES}
        return [
            {"party": party, "key": seals.key_id(key), "public_key": key, "registered": 2}
            for party, key in public.items()
        ]

    @property
    def head(self) -> dict[str, Any]:
        assert self.last
        return {"sequence": self.last.sequence, "hash": self.last.entry_hash}

    def act(self, name: str, payload: dict[str, Any], *, by: str = OFFICER, shown: str = "opened") -> None:
        number = len(self.entries) + 1
        salt = sha256(f"salt of {number}".encode()).hexdigest()[:32]
        self.last = following(
            self.last,
            self.reference,
            at=f"2008-06-{number % 28 + 1:02}T09:30:00+01:00",
            act=name,
            subject=by if name == "person.named" else f"{self.reference}/2007-08",
            actor=by,
            commitment=commitment(salt, payload),
        )
        beside = {"opened": {"salt": salt, "payload": payload}} if shown == "opened" else {shown: True}
        self.entries.append({**vars(self.last), "hash": self.last.entry_hash, **beside})

    def begin(self) -> "Story":
        self.act("agreement.registered", {"agreement": self.agreement, "template": TEMPLATE, "people": PEOPLE})
        keys = [{"party": key["party"], "public_key": key["public_key"]} for key in self.keys]
        self.act("keys.registered", {"keys": keys})
        return self

    def take_in(self, evidence: dict[str, Any]) -> None:
        self.evidence.append(evidence)
        told = {name: evidence[name] for name in ("fingerprint", "name", "kind")}
        self.act("returns.taken_in", {**told, "count": len(evidence["rows"]), "unknown_columns": []}, by=MANAGER)

    def close(self, figures: list[dict[str, Any]], *, period: str = "2007-08", reason: str | None = None) -> None:
        of_period = [seal for seal in self.seals if seal["body"]["period"] == period]
        restated = of_period[-1] if of_period else None
        consequences = {"incentives": [{"rule": "bonus", "amount": "12400.00"}], "triggers": []}
        evidence = [seals.evidence_cited(**file) for file in self.evidence]
        body = seals.seal_body(
            agreement=self.reference,
            period=period,
            number=len(of_period) + 1,
            template=TEMPLATE,
            sealed_at="2008-07-01T10:00:00+01:00",
            leaves=seals.leaves_of(figures, consequences, evidence),
            previous=self.seals[-1]["digest"] if self.seals else None,
            restates=restated
            and {"number": restated["body"]["number"], "digest": restated["digest"], "reason": reason or ""},
            ledger=self.head,
            signatories=[party["party"] for party in PARTIES],
        )
        kept = seals.record_seal(
            body=body, figures=figures, consequences=consequences, evidence=evidence, signatures=[]
        )
        self.seals.append(kept)
        self.act("period.closed", {"seal": kept["digest"], "period": period})

    def sign(self, party: str, person: str) -> None:
        seal = self.seals[-1]
        made = seals.signed(private_key(party, seed=self.seed), digest=seal["digest"], party=party, person=person)
        seal["signatures"].append(vars(made))
        self.act("seal.signed", {"signature": vars(made)}, by=person)

    def sign_by_both(self) -> None:
        self.sign("commissioner", OFFICER)
        self.sign("provider", MANAGER)

    @property
    def content(self) -> dict[str, Any]:
        return {
            "agreement": self.agreement,
            "exported": {"at": "2008-07-02T08:00:00Z", "by": OFFICER},
            "keys": self.keys,
            "templates": [{**TEMPLATE, "text": TEMPLATE_TEXT}],
            "evidence": self.evidence,
            "people": PEOPLE,
            "entries": self.entries,
            "seals": self.seals,
        }

    @property
    def file(self) -> bytes:
        return record_file(self.content)

    def receipt_of(self, place: int) -> dict[str, Any]:
        """The receipt of a seal, by its place among the seals, given now."""
        return receipt(self.seals[place], self.keys, self.head)


def a_year(reference: str = "ROTHERHAM", *, seed: str = "first") -> Story:
    """A year closed and signed by both, with one entry erased and one withheld; then restated, and signed by both."""
    story = Story(reference, seed).begin()
    story.take_in(file("returns 2007-08.csv", row(2, "BV 66a", "98.47"), row(3, "BV 212", "24")))
    story.act("remark.made", {"words": "Please check line 3."}, by=MANAGER, shown="erased")
    story.act("dispute.raised", {"words": "The void days are disputed."}, shown="withheld")
    story.close([figure("BV 66a", "98.47"), figure("BV 212", "24", area="North")])
    story.sign_by_both()
    story.take_in(file("correction.csv", row(2, "BV 66a", "98.74")))
    story.close([figure("BV 66a", "98.74"), figure("BV 212", "24")], reason="Two figures were changed round.")
    story.sign_by_both()
    return story


def a_long_chain(entries: int) -> Story:
    """A year of so many entries, every one opened, with one seal at its end signed by both."""
    story = Story().begin()
    returns = file("returns 2007-08.csv", row(2, "BV 66a", "98.47"), row(3, "BV 212", "24"))
    story.take_in(returns)
    for number in range(entries - 6):
        payload = {"words": f"The tenant of home {number} was visited.", "count": number, "tags": ["visit", "rent"]}
        story.act("remark.made", {**payload, "job": {"trade": "plumbing", "priority": "routine", "done": True}})
    story.close([figure("BV 66a", "98.47"), figure("BV 212", "24")])
    story.sign_by_both()
    return story


@cache
def the_file() -> bytes:
    """The file of `a_year`."""
    return a_year().file


@cache
def the_long_file() -> bytes:
    """The file of `a_long_chain` of two thousand entries."""
    return a_long_chain(2_000).file


def rechained(entries: list[dict[str, Any]], chain: str) -> list[dict[str, Any]]:
    """Entries whose links and hashes an attacker has computed anew, so that the chain fits in itself."""
    made: list[dict[str, Any]] = []
    previous = genesis(chain)
    for sequence, entry in enumerate(entries, 1):
        header = Entry(**{name: entry[name] for name in Entry.__dataclass_fields__})
        linked = replace(header, sequence=sequence, previous=previous)
        previous = linked.entry_hash
        made.append({**entry, **vars(linked), "hash": previous})
    return made


def rewritten(record: dict[str, Any], *, with_parts: bool = True) -> bytes:
    """The file of a record that was changed, its own digest made anew, and those of its parts unless told not to."""
    if with_parts:
        return record_file({name: part for name, part in record.items() if name not in ("format", "parts")})
    return canonical({"digest": digest(record), "record": record})


def resealed(seal: dict[str, Any]) -> None:
    """A seal that was changed, its leaves, root and digest computed anew by an attacker who has no key."""
    leaves = seals.leaves_of(seal["figures"], seal["consequences"], seal["evidence"])
    seal["leaves"] = [leaf_hash(leaf).hex() for leaf in leaves]
    seal["body"] |= {"root": root(leaves).hex(), "leaves": len(leaves)}
    seal["digest"] = digest(seal["body"])


def the_record() -> dict[str, Any]:
    """The record in `the_file`, to be changed."""
    record: dict[str, Any] = json.loads(the_file())["record"]
    return record


def seal(record: dict[str, Any], number: int) -> dict[str, Any]:
    """One of a record's seals, by its place from 1."""
    kept: dict[str, Any] = record["seals"][number - 1]
    return kept


def content_of(record: dict[str, Any], number: int) -> dict[str, Any]:
    """The payload of an opened entry."""
    payload: dict[str, Any] = record["entries"][number - 1]["opened"]["payload"]
    return payload


def named(verdict: Verdict) -> str:
    """What does not fit, in the verdict's words."""
    assert not verdict.fits
    return "\n".join(finding.says for finding in verdict.findings)
