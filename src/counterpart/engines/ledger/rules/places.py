"""Names for the places in a record, and the place a position in its text lies at, even where the text is broken."""

import re
from collections.abc import Mapping
from typing import Any

from counterpart.engines.ledger.rules.canonical import Path

PARTS: Mapping[str, str] = {
    "agreement": "the agreement’s name and parties",
    "exported": "the line that says who exported the record and when",
    "keys": "the parties’ keys",
    "templates": "the templates",
    "evidence": "the evidence",
    "people": "the people’s names",
    "entries": "the ledger entries",
    "seals": "the seals",
    "parts": "the list of digests of the record’s parts",
    "format": "the name of the format",
}

_ITEMS: Mapping[str, str] = {
    "keys": "key",
    "templates": "template",
    "evidence": "evidence file",
    "people": "person",
    "seals": "seal",
    "figures": "figure",
    "signatures": "signature",
    "rows": "row",
    "leaves": "leaf",
}

_MARKS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[{}\[\]:,]|[^\s{}\[\]:,"]+', re.DOTALL)


def in_words(path: Path) -> str:
    """The place a path leads to, as people would say it: “act” of ledger entry 17, the 2nd figure of the 1st seal."""
    if path == ("digest",):
        return "the file’s own digest"
    rest = list(path[1:] if path[:1] in (("record",), ("receipt",)) else path)
    things: list[str] = []
    while len(rest) > 1 and isinstance(rest[1], int):
        things.insert(0, _item(rest[0], rest[1] + 1))
        del rest[:2]
    if rest and not things and rest[0] in PARTS:
        things.append(PARTS[str(rest.pop(0))])
    if rest:
        things.insert(0, f"“{'.'.join(map(str, rest))}”")
    return " of ".join(things) or "the file as a whole"


def _item(kind: str | int, number: int) -> str:
    if kind == "entries":
        return f"ledger entry {number}"
    return f"the {ordinal(number)} {_ITEMS.get(str(kind), f'item of “{kind}”')}"


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def label(entry: Mapping[str, Any]) -> str:
    """A ledger entry by its number, act and subject."""
    return f"Ledger entry {entry['sequence']} ({entry['act']} of {entry['subject']})"


def seal_name(body: Mapping[str, Any]) -> str:
    return f"seal {body['number']} of {body['period']}"


def figure_name(figure: Mapping[str, Any]) -> str:
    """A figure by its indicator, and its area where it has one."""
    area = f" ({figure['area']})" if figure.get("area") else ""
    return f"figure “{figure['indicator']}”{area}"


def sentence(words: str) -> str:
    """Words as they stand at the start of a sentence."""
    return words[:1].upper() + words[1:]


def path_at(text: str, position: int) -> Path:
    """The way to what lies at a position of a JSON text, which need be whole only up to there."""
    steps: list[str | int | None] = []
    for found in _MARKS.finditer(text, 0, position):
        mark = found[0]
        if mark in "{[":
            steps.append(0 if mark == "[" else None)
        elif mark in "}]":
            del steps[-1:]
        elif steps:
            steps[-1] = _step_after(steps[-1], mark)
    return tuple(step for step in steps if step is not None)


def _step_after(step: str | int | None, mark: str) -> str | int | None:
    """Where in the innermost list or object one stands after a mark of JSON: an index, a name, or None before a name.

    A text is a name where a name was due, and not where the position lies within it.
    """
    if mark == ",":
        return step + 1 if isinstance(step, int) else None
    if step is None and len(mark) > 1 and mark[0] == mark[-1] == '"':
        return mark[1:-1]
    return step
