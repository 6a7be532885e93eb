"""The record of an agreement as one file: canonical JSON in which every byte is covered by a digest.

    {"digest": D, "record": {"format", "parts", "agreement", "exported", "keys", "templates", "evidence", "people",
                             "entries", "seals"}}

D is the digest of `record`, and `parts` the digest of each other part of it, so that a change is traced to its part.
The shapes stand in `shapes.py`. An entry is `opened` (salt and payload), `withheld` from its reader, or `erased`; the
rows of a file of evidence are null where they are withheld.
"""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from counterpart.engines.ledger.rules import shapes
from counterpart.engines.ledger.rules.canonical import DEEPEST_IN_RECORD, canonical
from counterpart.engines.ledger.rules.findings import Unreadable
from counterpart.engines.ledger.rules.places import in_words, path_at

_BEGINNING = b'"record":{"agreement":'
_MARK = shapes.RECORD.encode()


def record_file(content: Mapping[str, Any]) -> bytes:
    """The file of a record, from its content: everything but `format` and `parts`, which are made here.

    Raises NotCanonical where something in it cannot be sealed, such as a float.
    """
    written = {name: part_of(name, content[name]) for name in shapes.CONTENT}
    written["parts"] = part_of("parts", {name: sha256(part).hexdigest() for name, part in written.items()})
    whole = joined({**written, "format": part_of("format", shapes.RECORD)})
    return file_of(sha256(whole).hexdigest(), whole)


def part_of(name: str, content: Any) -> bytes:
    """The canonical form of one part of a record."""
    return canonical(content, at=(name,), deepest=DEEPEST_IN_RECORD)


def joined(parts: Mapping[str, bytes]) -> bytes:
    """The canonical form of a record, from those of its parts."""
    return b"{" + b",".join(b'"%b":%b' % (name.encode(), parts[name]) for name in sorted(parts)) + b"}"


def file_of(digest: str, whole: bytes) -> bytes:
    """The bytes of a file, from its digest and the canonical form of its record."""
    return b'{"digest":"%b","record":%b}' % (digest.encode(), whole)


def read_record(data: bytes) -> dict[str, Any] | Unreadable:
    """The file as data, {"digest", "record"}, or where and why it cannot be read as a record."""
    recognised = _MARK in data or _BEGINNING in data[:200]
    file = read_json(data, recognised=recognised)
    match file:
        case Unreadable() | {"record": {"format": shapes.RECORD}}:
            return file
    says = f"The file is JSON, but not a record of the format “{shapes.RECORD}”."
    return Unreadable(says, "the name of the format", recognised)


def read_json(data: bytes, *, recognised: bool) -> Any | Unreadable:
    """JSON in UTF-8 as data, or the byte at which reading stopped and the place in a record it lies at."""
    try:
        text = data.decode()
        return json.loads(text)
    except UnicodeDecodeError as error:
        return _stopped("is not UTF-8 text", data[: error.start].decode(), recognised)
    except json.JSONDecodeError as error:
        return _stopped("is not JSON", text[: error.pos], recognised)
    except (RecursionError, ValueError):
        says = "The file cannot be read: it nests too deeply, or holds a number too long to be one."
        return Unreadable(says, "the file as a whole", recognised)


def _stopped(what: str, before: str, recognised: bool) -> Unreadable:
    """Reading stopped after the text `before`."""
    byte, line = len(before.encode()) + 1, before.count("\n") + 1
    path = path_at(before, len(before))
    inside = f", in {in_words(path)}" if path else ""
    says = f"The file {what} from byte {byte:,} (line {line}) on{inside}."
    return Unreadable(says, in_words(path), recognised, byte, line)


def first_difference(left: bytes, right: bytes) -> int:
    """How many bytes two texts that differ have in common at their start."""
    alike, differ = 0, max(len(left), len(right))
    while alike < differ:
        middle = (alike + differ + 1) // 2
        if left[:middle] == right[:middle]:
            alike = middle
        else:
            differ = middle - 1
    return alike
