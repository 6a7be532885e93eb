"""Writes a document as a tagged PDF (PDF/UA-1 and PDF/A-3a), set by typst from `report.typ`."""

from functools import lru_cache
from importlib.resources import files
from typing import Any

from counterpart.engines.reporting import palette
from counterpart.engines.reporting.charts.chart import drawn
from counterpart.engines.reporting.charts.pen import sign
from counterpart.engines.reporting.rules.cells import SHORT, Cell, Kind, Mark, Table, printable
from counterpart.engines.reporting.rules.document import (
    Block,
    Callout,
    Document,
    Facts,
    Heading,
    Paragraph,
    Points,
    sheets,
)
from counterpart.engines.reporting.rules.drawings import Chart
from counterpart.engines.reporting.typesetting import typeset

_COLOURS = {
    name.lower().replace("_", "-"): getattr(palette, name) for name in ("INK", "TEAL", "TEAL_LIGHT", "GREY", "RULE")
} | {tone.value: colour for tone, colour in palette.TONES.items()}


def written(document: Document) -> bytes:
    """The document as PDF, the same bytes for the same document. Raises Refused where it cannot be printed."""
    language, _, region = document.language.partition("-")
    when = document.dated_on
    return typeset(
        _source(),
        {
            "title": printable(document.title),
            "subtitle": printable(document.subtitle),
            "subject": printable(document.subject),
            "foot": printable(document.foot),
            "language": language,
            "region": region or None,
            "date": [when.year, when.month, when.day],
            "colours": _COLOURS,
            "typeface": palette.TYPEFACE,
            "sheets": [
                {"wide": sheet.wide, "blocks": [_block(block) for block in sheet.blocks]}
                for sheet in sheets(document.blocks)
            ],
        },
    )


@lru_cache(maxsize=1)
def _source() -> str:
    return (files("counterpart.engines.reporting") / "report.typ").read_text(encoding="utf-8")


def _block(block: Block) -> dict[str, Any]:
    """A block as plain data, by its name."""
    match block:
        case Heading():
            return {"is": "heading", "words": printable(block.words), "level": block.level}
        case Paragraph():
            return {"is": "paragraph", "words": printable(block.words), "weight": block.weight.value}
        case Points():
            return {"is": "points", "points": [printable(str(point)) for point in block.points]}
        case Facts():
            return {"is": "facts", "facts": [[printable(name), printable(str(fact))] for name, fact in block.facts]}
        case Callout():
            return {"is": "callout", "mark": _mark(block.mark), "words": printable(block.words)}
        case Chart():
            says = printable(f"{block.title}. {block.description}")
            return {"is": "chart", "title": printable(block.title), "says": says, "svg": drawn(block)}
    return _table(block)


def _table(table: Table) -> dict[str, Any]:
    shown = table.shown
    return {
        "is": "table",
        "caption": printable(table.caption),
        "columns": [
            {
                "title": printable(column.title),
                "number": column.kind is Kind.NUMBER,
                "whole": column.kind is not Kind.TEXT or wanted <= SHORT,
                "weight": wanted,
            }
            for column, wanted in zip(shown.columns, shown.widths, strict=True)
        ],
        "rows": [[_cell(cell) for cell in row] for row in shown.rows],
    }


def _cell(cell: Cell) -> dict[str, Any] | str:
    return _mark(cell.mark) if cell.mark else printable(cell.words)


def _mark(mark: Mark) -> dict[str, Any]:
    return {"words": printable(mark.words), "tone": mark.tone.value, "sign": sign(mark)}
