"""The exact shape of a record and of a receipt. A field too many is a fault, for it would lie outside every hash."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from counterpart.engines.ledger.rules.canonical import LARGEST, Path
from counterpart.engines.ledger.rules.seals import KIND

RECORD = "counterpart-record/1"
RECEIPT = "counterpart-receipt/1"

Fault = tuple[Path, str]


class Shape(Protocol):
    """What a part must look like. `fits` answers quickly; `faults` says what is wrong where it does not."""

    def fits(self, value: Any) -> bool: ...

    def faults(self, value: Any, path: Path) -> Iterator[Fault]: ...


@dataclass(frozen=True)
class Leaf:
    """A value by itself: a test, and what it wants in words."""

    wanted: str
    fits: Callable[[Any], bool]

    def faults(self, value: Any, path: Path) -> Iterator[Fault]:
        yield path, f"should be {self.wanted}"


@dataclass(frozen=True)
class Items:
    """A list of things of one shape."""

    shape: Shape

    def fits(self, value: Any) -> bool:
        return type(value) is list and all(map(self.shape.fits, value))

    def faults(self, value: Any, path: Path) -> Iterator[Fault]:
        if type(value) is not list:
            yield path, "should be a list"
            return
        for place, item in enumerate(value):
            if not self.shape.fits(item):
                yield from self.shape.faults(item, (*path, place))


@dataclass(frozen=True)
class Fields:
    """An object with these names, all of them and no other."""

    shapes: Mapping[str, Shape]

    def fits(self, value: Any) -> bool:
        shapes = self.shapes
        if type(value) is not dict or value.keys() != shapes.keys():
            return False
        for name in value:  # noqa: SIM110 - a third faster than all(), and every entry passes here
            if not shapes[name].fits(value[name]):
                return False
        return True

    def faults(self, value: Any, path: Path) -> Iterator[Fault]:
        if type(value) is not dict:
            yield path, "should be an object"
            return
        for name in sorted(self.shapes.keys() - value.keys()):
            yield path, f"has no field “{name}”"
        for name in sorted(value.keys() - self.shapes.keys()):
            yield path, f"has a field “{name}” that does not belong there"
        for name, shape in self.shapes.items():
            if name in value and not shape.fits(value[name]):
                yield from shape.faults(value[name], (*path, name))


@dataclass(frozen=True)
class OneOf:
    """An object in one of several forms, told apart by the one name that only that form has."""

    forms: Mapping[str, Fields]

    def fits(self, value: Any) -> bool:
        if type(value) is dict:
            for name, form in self.forms.items():
                if name in value:
                    return form.fits(value)
        return False

    def faults(self, value: Any, path: Path) -> Iterator[Fault]:
        named = [name for name in self.forms if type(value) is dict and name in value]
        if len(named) == 1:
            yield from self.forms[named[0]].faults(value, path)
        else:
            yield path, f"should be exactly one of {', '.join(self.forms)}"


@dataclass(frozen=True)
class OrNull:
    """A thing of one shape, or null."""

    shape: Shape

    def fits(self, value: Any) -> bool:
        return value is None or self.shape.fits(value)

    def faults(self, value: Any, path: Path) -> Iterator[Fault]:
        yield from self.shape.faults(value, path)


def text(pattern: str, wanted: str) -> Leaf:
    matches = re.compile(pattern, re.DOTALL).fullmatch
    return Leaf(wanted, lambda value: type(value) is str and matches(value) is not None)


def exactly(constant: Any) -> Leaf:
    return Leaf(f"“{constant}”", lambda value: type(value) is type(constant) and value == constant)


WORDS = text(r"[^\ud800-\udfff]+", "text that is not empty")
HASH = text("[0-9a-f]{64}", "64 hexadecimal digits in lower case")
SALT = text("[0-9a-f]{32}", "32 hexadecimal digits in lower case")
KEY_ID = text("[0-9a-f]{16}", "16 hexadecimal digits in lower case")
PUBLIC_KEY = text("[A-Za-z0-9+/]{43}=", "32 bytes in base64")
SIGNED = text("[A-Za-z0-9+/]{86}==", "64 bytes in base64")
MOMENT = text(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})",
    "a moment in ISO form with its offset",
)
COUNT = Leaf("a whole number from 1", lambda value: type(value) is int and 0 < value <= LARGEST)
ANY = Leaf("anything", lambda value: True)
OBJECT = Leaf("an object", lambda value: type(value) is dict)
FIGURE = Leaf(
    "a figure: an object with an “indicator”",
    lambda value: type(value) is dict and type(value.get("indicator")) is str,
)

SIGNATURE = Fields({"digest": HASH, "party": WORDS, "person": WORDS, "key": KEY_ID, "signature": SIGNED})
AGREEMENT = Fields(
    {"reference": WORDS, "name": WORDS, "parties": Items(Fields({"party": WORDS, "organisation": WORDS}))}
)
PERSON = Fields({"pseudonym": WORDS, "name": WORDS, "party": OrNull(WORDS)})
TEMPLATE_PIN = Fields({"id": WORDS, "version": WORDS, "fingerprint": HASH})
TAKEN_IN = Fields({"fingerprint": HASH, "kind": WORDS, "name": WORDS, "rows": HASH})
HEAD = Fields({"sequence": COUNT, "hash": HASH})
REGISTERED_KEY = Fields({"party": WORDS, "public_key": PUBLIC_KEY})

_HEADER: Mapping[str, Shape] = {
    "sequence": COUNT,
    "at": MOMENT,
    "act": WORDS,
    "subject": WORDS,
    "actor": WORDS,
    "commitment": HASH,
    "previous": HASH,
    "hash": HASH,
}
ENTRY = OneOf(
    {
        "opened": Fields({**_HEADER, "opened": Fields({"salt": SALT, "payload": OBJECT})}),
        "withheld": Fields({**_HEADER, "withheld": exactly(True)}),
        "erased": Fields({**_HEADER, "erased": exactly(True)}),
    }
)
SEAL_BODY = Fields(
    {
        "kind": exactly(KIND),
        "agreement": WORDS,
        "period": WORDS,
        "number": COUNT,
        "template": TEMPLATE_PIN,
        "sealed_at": MOMENT,
        "root": HASH,
        "leaves": COUNT,
        "previous": OrNull(HASH),
        "restates": OrNull(Fields({"number": COUNT, "digest": HASH, "reason": WORDS})),
        "ledger": HEAD,
        "signatories": Items(WORDS),
    }
)
SEAL = Fields(
    {
        "body": SEAL_BODY,
        "digest": HASH,
        "figures": Items(FIGURE),
        "consequences": ANY,
        "evidence": Items(Fields({"fingerprint": HASH, "name": WORDS, "kind": WORDS, "rows": Items(HASH)})),
        "leaves": Items(HASH),
        "signatures": Items(SIGNATURE),
    }
)
CONTENT: Mapping[str, Shape] = {
    "agreement": AGREEMENT,
    "exported": Fields({"at": MOMENT, "by": WORDS}),
    "keys": Items(Fields({"party": WORDS, "key": KEY_ID, "public_key": PUBLIC_KEY, "registered": COUNT})),
    "templates": Items(Fields({"id": WORDS, "version": WORDS, "fingerprint": HASH, "text": WORDS})),
    "evidence": Items(Fields({"fingerprint": HASH, "name": WORDS, "kind": WORDS, "rows": OrNull(Items(OBJECT))})),
    "people": Items(PERSON),
    "entries": Items(ENTRY),
    "seals": Items(SEAL),
}
"""What the writer of a record gives: everything but the name of the format and the digests of the parts."""

RECORD_FILE = Fields(
    {
        "digest": HASH,
        "record": Fields({"format": exactly(RECORD), "parts": Fields(dict.fromkeys(CONTENT, HASH)), **CONTENT}),
    }
)
RECEIPT_FILE = Fields(
    {
        "digest": HASH,
        "receipt": Fields(
            {
                "format": exactly(RECEIPT),
                "agreement": WORDS,
                "period": WORDS,
                "seal": Fields({"number": COUNT, "digest": HASH}),
                "keys": Items(Fields({"party": WORDS, "key": KEY_ID, "public_key": PUBLIC_KEY})),
                "ledger": HEAD,
                "signatures": Items(SIGNATURE),
            }
        ),
    }
)
