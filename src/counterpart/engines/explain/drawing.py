"""Draws “why this figure” as an indented tree, from reasons kept as plain data."""

from collections.abc import Iterator, Mapping
from typing import Any


def drawn(reasons: Mapping[str, Any]) -> str:
    """The reasons as lines of text: each with its rule and clause; beneath it what went in, down to file and line."""
    return "\n".join(_branch(reasons, depth=0))


def _branch(reason: Mapping[str, Any], *, depth: int) -> Iterator[str]:
    indent = "   " * depth
    if "source" in reason:
        yield f"{indent}↳ {source_in_words(reason)}"
        return
    yield f"{indent}• {reason['because']}"
    details = [reason["rule"], reason["clause"], reason["template"], reason["rounding"]]
    yield f"{indent}  ({'; '.join(part for part in details if part)})"
    for given in reason["inputs"]:
        yield from _branch(given, depth=depth + 1)


def source_in_words(source: Mapping[str, Any]) -> str:
    sheet = f", sheet {source['sheet']}" if source["sheet"] else ""
    column = f", column {source['column']}" if source["column"] else ""
    return f"{source['source']}{sheet}, line {source['line']}{column}; fingerprint {source['fingerprint']}"
