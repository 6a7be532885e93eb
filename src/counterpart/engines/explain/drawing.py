"""Draws “why this figure” from reasons kept as plain data: on top what is asked, beneath it what went in."""

from collections.abc import Iterator, Mapping
from typing import Any


def drawn(reason: Mapping[str, Any]) -> str:
    """A reason as lines of text: the sentence, its rule, clause and template, and its inputs down to file and line."""
    return "\n".join(_branch(reason, depth=0))


def _branch(reason: Mapping[str, Any], *, depth: int) -> Iterator[str]:
    indent = "   " * depth
    if "see" in reason:
        yield f"{indent}↳ see {reason['see'].replace('_', ' ')}"
        return
    if "source" in reason:
        yield f"{indent}↳ {source_in_words(reason)}"
        yield f"{indent}  fingerprint {reason['fingerprint']}"
        return
    yield f"{indent}{reason['because']}"
    details = [f"rule: {reason['rule']}", reason["clause"], reason["template"], reason["rounding"]]
    yield f"{indent}({'; '.join(part for part in details if part)})"
    for given in reason["inputs"]:
        yield from _branch(given, depth=depth + 1)


def source_in_words(source: Mapping[str, Any]) -> str:
    """Where a row of evidence stands: file, sheet, line, column."""
    sheet = f", sheet {source['sheet']}" if source["sheet"] else ""
    column = f", column {source['column']}" if source["column"] else ""
    return f"{source['source']}{sheet}, line {source['line']}{column}"
