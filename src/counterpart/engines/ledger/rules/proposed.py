"""Verifies what was proposed in a record: that it is what was signed, and who signed it."""

from collections.abc import Iterator, Mapping
from typing import Any

from counterpart.engines.ledger.rules.canonical import digest
from counterpart.engines.ledger.rules.findings import Finding
from counterpart.engines.ledger.rules.places import label
from counterpart.engines.ledger.rules.seals import Signature, signature_fits
from counterpart.engines.ledger.rules.trail import SIGNED_CONTENT, Vouched

Data = Mapping[str, Any]


def proposal_findings(record: Data, said: Vouched) -> Iterator[Finding]:
    """What was proposed is what was signed, and each signature under it was made with its party’s key."""
    for mark, (entry, payload) in said.proposed.items():
        content = {name: payload[name] for name in SIGNED_CONTENT if name in payload}
        if digest(content) != mark:
            says = f"{label(entry)} proposes something else than the digest that was signed."
            yield Finding("proposal.digest", label(entry), says)
    for entry, data in said.signatures:
        if data["digest"] not in said.proposed:
            continue
        proposed, signature = said.proposed[data["digest"]][1], Signature(**data)
        ours = [key for key in record["keys"] if (key["party"], key["key"]) == (signature.party, signature.key)]
        known = [key["public_key"] for key in ours]
        if not known or not signature_fits(known[0], signature):
            where = f"the signature of {signature.party} on {proposed.get('reference', 'a proposal')}"
            says = f"{label(entry)}: {where} was not made with a key of that party, or has been altered."
            yield Finding("signature.altered", where, says)
