"""Entries that each hold the hash of the one before, so that none can be changed, removed or moved unseen.

An entry commits to its content without holding it: the content and its salt lie beside the chain and can be withheld or
erased, and the chain still verifies.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from counterpart.engines.ledger.rules.canonical import canonical, digest

SALT_BYTES = 16
"""Chance enough that content cannot be found from its commitment by trying. Always so many: none is ambiguous."""

HEADER = ("sequence", "at", "act", "subject", "actor", "commitment", "previous")
"""What the hash of an entry covers."""


@dataclass(frozen=True)
class Entry:
    """One link: what was done, when (ISO, with an offset), to what, by whom (a pseudonym), and how it is bound.

    `sequence` counts from 1; `commitment` and `previous` are hexadecimal SHA-256.
    """

    sequence: int
    at: str
    act: str
    subject: str
    actor: str
    commitment: str
    previous: str

    @property
    def entry_hash(self) -> str:
        return header_hash(vars(self))


def header_hash(header: Mapping[str, Any]) -> str:
    """The hash of an entry given as plain data, over the fields of `HEADER` and no others."""
    return digest({name: header[name] for name in HEADER})


def commitment(salt: str, payload: Mapping[str, Any]) -> str:
    """SHA-256 of the salt's bytes and the canonical payload.

    Raises ValueError where the salt is not 16 bytes in lower-case hexadecimal.
    """
    grains = bytes.fromhex(salt)
    if len(grains) != SALT_BYTES or grains.hex() != salt:
        raise ValueError(f"A salt is {SALT_BYTES} bytes in lower-case hexadecimal")
    return hashlib.sha256(grains + canonical(payload)).hexdigest()


def genesis(chain: str) -> str:
    """What the first entry of a chain follows: a hash of the chain's name, so that chains cannot change places."""
    return digest({"chain": chain})


def following(
    previous: Entry | None, chain: str, *, at: str, act: str, subject: str, actor: str, commitment: str
) -> Entry:
    """The entry that comes next in a chain: the first, where none came before."""
    return Entry(
        sequence=previous.sequence + 1 if previous else 1,
        at=at,
        act=act,
        subject=subject,
        actor=actor,
        commitment=commitment,
        previous=previous.entry_hash if previous else genesis(chain),
    )
