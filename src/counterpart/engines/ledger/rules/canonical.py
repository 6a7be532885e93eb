"""One text for one content, so that a hash of it means something: RFC 8785, for the part of JSON that may be sealed.

Texts, whole numbers, true, false, null, lists and objects. A float is refused, since nothing sealed is one: decimals
are texts. Whole numbers lie within ±(2^53 − 1), beyond which JSON readers disagree.

RFC 8785 orders the names of an object by UTF-16 code units (§ 3.2.3). Where every name is ASCII that is the order
Python sorts in, and json.dumps then writes the same bytes as the `rfc8785` library at a seventh of its cost, which a
chain of 20,000 entries needs. Where a name is not ASCII the library writes. A property test holds the two to the same
bytes.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

import rfc8785

Path = tuple[str | int, ...]

LARGEST = 2**53 - 1
DEEPEST = 64
"""How many lists and objects may lie inside one another in what is sealed or committed to."""

DEEPEST_IN_RECORD = DEEPEST + 8
"""The same in a record, which holds what was sealed some levels down."""

_PLAIN = frozenset({str, bool, type(None)})

_written = json.JSONEncoder(ensure_ascii=False, check_circular=False, sort_keys=True, separators=(",", ":")).encode


class NotCanonical(TypeError):
    """Content that cannot be sealed: `path` leads from the whole to the part at fault, `reason` says what it is."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{'.'.join(map(str, path)) or 'the content'}: {reason}")
        self.path = path
        self.reason = reason


def canonical(content: Any, *, at: Path = (), deepest: int = DEEPEST) -> bytes:
    """The content as RFC 8785 writes it, in UTF-8.

    Raises NotCanonical (a TypeError), naming the place, for a float, a whole number beyond ±(2^53 − 1), a name that is
    not text, half of a surrogate pair, nesting too deep, and anything JSON has no form for. `at` says where the content
    lies in a greater whole, from which the place is then named.
    """
    if _is_simple(content, deepest):
        try:
            return _written(content).encode()
        except UnicodeEncodeError:
            pass
    for path, reason in _faults(content, at, deepest):
        raise NotCanonical(path, reason)
    return rfc8785.dumps(content)


def digest(content: Any) -> str:
    """SHA-256 of the content's canonical form, in hexadecimal."""
    return hashlib.sha256(canonical(content)).hexdigest()


def _is_simple(content: Any, room: int) -> bool:
    """Whether json.dumps may write this: no name but ASCII, no value but the plain ones. For a doubt the answer is no.

    Every byte of a record passes here twice, so the plain leaves are passed over without a call. Half of a surrogate
    pair passes too, and fails when the text is encoded.
    """
    kind = type(content)
    if kind is dict:
        if not _are_ascii(content):
            return False
        content = content.values()
    elif kind is not list:
        return kind in _PLAIN or (kind is int and -LARGEST <= content <= LARGEST)
    if not room:
        return False
    for item in content:  # noqa: SIM110 - twice as fast as all()
        if type(item) not in _PLAIN and not _is_simple(item, room - 1):
            return False
    return True


def _are_ascii(names: Iterable[Any]) -> bool:
    try:
        return "".join(names).isascii()
    except TypeError:
        return False


def _faults(content: Any, path: Path, room: int) -> Iterable[tuple[Path, str]]:
    """Each part that may not be sealed, with the way to it."""
    match content:
        case None | bool():
            return
        case int():
            if not -LARGEST <= content <= LARGEST:
                yield path, "a whole number beyond ±(2^53 − 1), which readers of JSON do not agree on"
        case str():
            if not _is_whole(content):
                yield path, "text that holds half of a surrogate pair, and so is not Unicode"
        case dict() | list() | tuple():
            yield from _faults_inside(content, path, room)
        case float():
            yield path, f"{content!r}, a number with a fraction or an exponent; decimals are written as text"
        case _:
            yield path, f"a {type(content).__name__}, for which JSON has no form"


def _faults_inside(content: Any, path: Path, room: int) -> Iterable[tuple[Path, str]]:
    if not room:
        yield path, "one list or object too many inside another"
    else:
        for name, item in content.items() if isinstance(content, dict) else enumerate(content):
            if isinstance(content, dict) and not (isinstance(name, str) and _is_whole(name)):
                yield path, f"the name {name!r}, which is not Unicode text"
            else:
                yield from _faults(item, (*path, name), room - 1)


def _is_whole(text: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in text)
