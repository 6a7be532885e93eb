"""Mappings of publishers’ files, as YAML: on the shelf (library/file_mappings) or handed over, checked whole."""

import codecs
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any
from zoneinfo import available_timezones

from pydantic import TypeAdapter, ValidationError

from counterpart.engines.evidence.rules.kinds import EVENTS, KINDS, Kind
from counterpart.engines.evidence.rules.mapping import Header, LeaveOut, Mapping, Unfold
from counterpart.engines.library.marked import Marked, in_words, read_yaml
from counterpart.values.refusal import Problem, Refusal, Refused, shown

_MAPPING = TypeAdapter(Mapping)
_PARTS = {"header": Header, "leave_out": LeaveOut, "unfold": Unfold}
_WANTED = {
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "bool_parsing": "yes or no",
    "string_type": "text",
    "dict_type": "names with values beneath them",
    "tuple_type": "a list",
    "dataclass_type": "names with values beneath them",
}


@dataclass(frozen=True)
class Pinned:
    """A mapping with the very text it was read from, and the SHA-256 of that text."""

    mapping: Mapping
    text: str
    fingerprint: str


def shelf() -> Iterator[tuple[str, Traversable]]:
    """The mappings on the shelf, by id, in order."""
    folder = files("counterpart") / "library" / "file_mappings"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".yaml"):
            yield file.name.removesuffix(".yaml"), file


def on_the_shelf(name: str) -> Pinned:
    """A mapping by its id. Raises Refused where the shelf has none of this id."""
    known = dict(shelf())
    if name not in known:
        raise Refused(
            Refusal(
                code="mapping.unknown",
                what=f"There is no mapping “{name}”",
                fact=f"the shelf has {', '.join(known)}",
                rule="a mapping is named by its id on the shelf, or by its file",
                next_step="Choose one of these, or name a YAML file.",
            )
        )
    return pinned(known[name].read_text(encoding="utf-8"), file=f"{name}.yaml")


def pinned(text: str, *, file: str = "mapping.yaml") -> Pinned:
    """A mapping from its text. Raises Refused with every problem, each with its line, where it is not sound."""
    marked, problems = read_yaml(text, file=file)
    mapping = None
    if marked.lines:
        try:
            mapping = _MAPPING.validate_python(marked.content)
        except ValidationError as error:
            problems += tuple(_problem(fault, marked, file) for fault in error.errors())
    if mapping is not None:
        problems += tuple(
            Problem(file, marked.line_of(path), None, found, wanted, place=in_words(path))
            for path, found, wanted in misfits(mapping)
        )
    if mapping is None or problems:
        counted = "one problem" if len(problems) == 1 else f"{len(problems)} problems"
        raise Refused(
            Refusal(
                code="mapping.not-sound",
                what=f"The mapping {file} cannot be used",
                fact=f"it has {counted}",
                rule="a mapping is checked whole before a file is read by it",
                next_step="Mend each of these and try again:",
                problems=tuple(sorted(problems, key=lambda problem: problem.line or 0)),
            )
        )
    return Pinned(mapping, text, hashlib.sha256(text.encode()).hexdigest())


Misfit = tuple[tuple[str | int, ...], str, str]


def misfits(mapping: Mapping) -> Iterator[Misfit]:
    """What a mapping says that makes no sense: where, what was found and what was wanted."""
    kind = KINDS.get(mapping.kind)
    if kind is None:
        yield ("kind",), shown(mapping.kind), f"one of {', '.join(KINDS)}"
        return
    if kind is not EVENTS:
        yield from unknown_columns(mapping, kind)
    yield from _header_misfits(mapping)
    yield from _unknown_forms(mapping)
    for place, rule in enumerate(mapping.leave_out):
        if (rule.title is None) == (rule.place is None):
            yield ("leave_out", place), "a rule without one of title and place", "the title of a column, or its place"
    if mapping.significant_digits is not None and not 6 <= mapping.significant_digits <= 15:
        yield ("significant_digits",), f"{mapping.significant_digits}", "6 to 15"


def _unknown_forms(mapping: Mapping) -> Iterator[Misfit]:
    if mapping.zone not in available_timezones() - {"localtime"}:  # which is another on each machine
        yield ("zone",), shown(mapping.zone), "a zone of time, such as Europe/London"
    for place, name in enumerate(mapping.encodings):
        if not _is_encoding(name):
            yield ("encodings", place), shown(name), "an encoding, such as cp1252"


def unknown_columns(mapping: Mapping, kind: Kind) -> Iterator[Misfit]:
    """The columns a mapping speaks of that its kind has not; of events they are known once the agreement is."""
    known = [column.name for column in kind.columns]
    named = [
        (part, name) for part in ("columns", "places", "fixed", "instead", "round") for name in getattr(mapping, part)
    ]
    for part, name in named:
        if name not in known:
            yield (part, name), shown(name), f"a column of {kind.name}: {', '.join(known)}"
    for name in (mapping.unfold.name, mapping.unfold.value) if mapping.unfold else ():
        if name not in known:
            yield ("unfold",), shown(name), f"a column of {kind.name}: {', '.join(known)}"
    seen: dict[str, str] = {}
    for name, synonyms in mapping.columns.items():
        for title in synonyms:
            if seen.setdefault(title.casefold(), name) != name:
                yield ("columns", name), f"{shown(title)} a second time", "each title under one column"


def _header_misfits(mapping: Mapping) -> Iterator[Misfit]:
    header = mapping.header
    if header.line is not None and header.titles:
        yield ("header",), "both a line and titles", "one of them"
    if not 1 <= header.rows <= 3:
        yield ("header", "rows"), f"{header.rows}", "1 to 3"
    if header.absent != bool(mapping.places):
        yield ("header",), "places and titles", "places where the file has no titles, columns where it has"
    for name, place in mapping.places.items():
        if not 1 <= place <= 2_000:
            yield ("places", name), f"{place}", "a place, from 1"


def _is_encoding(name: str) -> bool:
    try:
        return bool(codecs.lookup(name).name) and bool(b"a".decode(name) or True)
    except (LookupError, UnicodeDecodeError):
        return False


def _problem(fault: Any, marked: Marked, file: str) -> Problem:
    """A fault of shape in words; what is missing stands at whatever should have held it."""
    path: tuple[str | int, ...] = tuple(fault["loc"])
    place = path
    if fault["type"] == "missing":
        found, wanted, place = f"no “{path[-1]}”", "it stated", path[:-1]
    elif fault["type"] == "unexpected_keyword_argument":
        names = [f.name for f in fields(_PARTS.get(str(path[0]), Mapping) if len(path) > 1 else Mapping)]
        found, wanted, place = f"“{path[-1]}”", f"one of {', '.join(names)}", path[:-1]
    else:
        given = fault["input"]
        found = shown(str(given)) if isinstance(given, str) else "a list" if isinstance(given, list) else "names"
        wanted = _WANTED.get(fault["type"], str(fault.get("ctx", {}).get("expected", "something else")))
    return Problem(file, marked.line_of(path), None, found, wanted, place=in_words(place))
