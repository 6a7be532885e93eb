"""Everything that somebody's partnership says, gathered from the tables themselves; and where it is found."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

import psycopg
from django.apps import apps
from pypdf import PdfReader

from counterpart.engines.access.scoped import Scoped

SHORTEST = 5
"""Letters below which a text is no sign of anybody."""


def said_by(database: psycopg.Connection, agreement: str) -> set[str]:
    """Every text in every row of every scoped table that belongs to an agreement: names, numbers, digests, words."""
    found: set[str] = set()
    for table in scoped_tables():
        for (row,) in database.execute(f"SELECT to_jsonb(t) FROM {table} t WHERE agreement_id = %s", [agreement]):
            found.update(_texts(row))
    return {text for text in found if len(text) >= SHORTEST}


def kept_of(database: psycopg.Connection, agreement: str) -> dict[str, list[str]]:
    """Every row of an agreement as it stands, by table: what nobody else may change."""
    return {
        table: sorted(
            str(row)
            for (row,) in database.execute(f"SELECT to_jsonb(t) FROM {table} t WHERE agreement_id = %s", [agreement])
        )
        for table in scoped_tables()
    }


def scoped_tables() -> list[str]:
    return sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, Scoped))


def telling(theirs: Iterable[str], *, known: str) -> list[str]:
    """Of their texts those that stand nowhere in what is known anyway, the shortest of each that hold each other."""
    kept: list[str] = []
    for text in sorted(set(theirs), key=lambda text: (len(text), text)):
        if text.casefold() not in known and not any(shorter in text.casefold() for shorter in kept):
            kept.append(text.casefold())
    return kept


def found_in(shown: str, canaries: Iterable[str], *, but: Iterable[str] = ()) -> list[str]:
    """The canaries in what was shown, but for those that stand in what was sent."""
    text, sent = shown.casefold(), "\n".join(but).casefold()
    return [canary for canary in canaries if canary in text and canary not in sent]


def readable(data: bytes) -> str:
    """What is written in an answer: of a workbook, a document, a zip or a PDF what stands in it."""
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [name + archive.read(name).decode(errors="replace") for name in archive.namelist()]
        return "\n".join(parts)
    if data.startswith(b"%PDF"):
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    return re.sub(r"<svg.*?</svg>", lambda found: found[0], data.decode(errors="replace"))


def _texts(told: Any) -> Iterator[str]:
    match told:
        case str():
            yield told.strip()
        case dict():
            for part in told.values():
                yield from _texts(part)
        case list():
            for part in told:
                yield from _texts(part)
