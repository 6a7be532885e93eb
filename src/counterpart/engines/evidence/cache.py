"""Typed rows as Parquet, beside the originals: made again from them at any time, and never what a seal is over."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from counterpart.engines.evidence import mappings
from counterpart.engines.evidence.models import File
from counterpart.engines.evidence.reader import PARQUET_FILE, read_rows
from counterpart.engines.evidence.rules.events import kind_kept
from counterpart.engines.evidence.store import Store, settle
from counterpart.values.refusal import Refusal, Refused


@dataclass(frozen=True)
class Cache:
    """The typed rows of files, each under the digest of its rows, which is read from a row the reader may see."""

    store: Store

    @property
    def folder(self) -> Path:
        return self.store.folder.parent / "rows"

    @contextmanager
    def workplace(self) -> Iterator[Path]:
        """An empty folder beside the rows in which a file is read; cleared away afterwards."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with TemporaryDirectory(dir=self.folder, prefix=".reading-") as place:
            yield Path(place)

    def keep(self, digest: str, place: Path) -> Path:
        """Keep the Parquet file that was made in a workplace."""
        kept = self._place(digest)
        kept.parent.mkdir(exist_ok=True)
        os.replace(place / PARQUET_FILE, kept)
        settle(kept.parent)
        return kept

    def rows_of(self, file: File) -> Path:
        """The typed rows of a file, read again from its original where they are not here. Raises Refused."""
        kept = self._place(file.digest)
        return kept if kept.exists() else self._made_again(file)

    def _made_again(self, file: File) -> Path:
        declared = mappings.pinned(file.mapping).mapping if file.mapping else None
        with self.workplace() as place:
            data = self.store.read(file.fingerprint)
            kind = kind_kept(file.kind, file.columns)
            rows = read_rows(data, file=file.name, kind=kind, folder=place, declared=declared)
            if rows.digest != file.digest:
                raise Refused(_other_rows(file))
            return self.keep(file.digest, place)

    def _place(self, digest: str) -> Path:
        return self.folder / digest[:2] / f"{digest}.parquet"


def _other_rows(file: File) -> Refusal:
    return Refusal(
        code="evidence.other-rows",
        what=f"The rows of {file.name} cannot be read",
        fact="read again from the original they are others than were taken in",
        rule="the digest of a file’s rows is in the ledger",
        next_step="Compare the version of the program with that of the day it was taken in, and report it.",
    )
