"""The file store: bytes as received, under the digest of their content, written whole or not at all."""

import hashlib
import os
import threading
from dataclasses import dataclass
from pathlib import Path

from counterpart.values.refusal import Refusal, Refused


def fingerprint(data: bytes) -> str:
    """SHA-256 of the bytes as received, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True)
class Store:
    """A folder of blobs. A blob is opened only with a fingerprint that was read from a row the reader may see."""

    folder: Path

    def keep(self, data: bytes) -> str:
        """Keep the bytes and return their fingerprint. Keeping the same bytes again changes nothing."""
        digest = fingerprint(data)
        kept = self._place(digest)
        if kept.exists():
            return digest
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        kept.parent.mkdir(exist_ok=True)
        write_whole(kept, data)
        return digest

    def holds(self, digest: str) -> bool:
        """Whether the bytes with this fingerprint are here, whole."""
        place = self._place(digest)
        return place.exists() and fingerprint(place.read_bytes()) == digest

    def read(self, digest: str) -> bytes:
        """The bytes with this fingerprint. Raises Refused where they are gone or are no longer those bytes."""
        place = self._place(digest)
        data = place.read_bytes() if place.exists() else None
        if data is None or fingerprint(data) != digest:
            raise Refused(
                Refusal(
                    code="evidence.not-whole",
                    what="The file cannot be read",
                    fact=f"the file with fingerprint {digest[:16]}… is {'missing' if data is None else 'altered'}",
                    rule="evidence is kept unchanged, under the fingerprint of its bytes",
                    next_step="Restore the evidence folder from a backup.",
                )
            )
        return data

    def _place(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all, and stays there after a power cut."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}.new")
    try:
        with open(draft, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    settle(path.parent)


def settle(folder: Path) -> None:
    """Make the names in a folder last (fsync of the folder)."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
