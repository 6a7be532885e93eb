"""Writes a document as data: a table as CSV, the whole as JSON. What is exact stays exact."""

import csv
import io
import json
from datetime import date
from decimal import Decimal
from typing import Any

from counterpart.engines.reporting.rules.cells import Cell, Exact, Mark, Table
from counterpart.engines.reporting.rules.document import Block, Callout, Document, Facts, Heading, Paragraph, Points
from counterpart.engines.reporting.rules.drawings import Bars, Chart, Funnel, Line, Point, Sparkline
from counterpart.values.refusal import Refusal, Refused

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_of(document: Document) -> bytes:
    """The first table of the document as CSV. Raises Refused where it has none."""
    if not document.tables:
        raise Refused(_no_table(document))
    return csv_of_table(document.tables[0])


def csv_of_table(table: Table) -> bytes:
    """A table as CSV (RFC 4180) in UTF-8: exact values, numbers without units, days as 2008-05-12.

    A text that a spreadsheet would take for a formula gets an apostrophe before it; a number never does.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_as_text(column.title) for column in table.columns])
    writer.writerows([_in_csv(cell.exact) for cell in row] for row in table.rows)
    return out.getvalue().encode(errors="replace")


def _in_csv(exact: Exact) -> str:
    return _as_text(exact) if isinstance(exact, str) else _plain(exact) or ""


def _as_text(words: str) -> str:
    return f"'{words}" if words.startswith(STARTS_A_FORMULA) else words


def json_of(document: Document) -> bytes:
    """The document as JSON: each block by its name; cells with what they hold exactly (decimals and days as text) and
    how people read it."""
    told = {
        "title": document.title,
        "subtitle": document.subtitle,
        "subject": document.subject,
        "language": document.language,
        "dated_on": document.dated_on.isoformat(),
        "foot": document.foot,
        "blocks": [_block(block) for block in document.blocks],
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode(errors="replace")


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            return {"block": "heading", "level": block.level, "words": block.words}
        case Paragraph():
            return {"block": "paragraph", "weight": block.weight.value, "words": block.words}
        case Points():
            return {"block": "points", "points": list(block.points)}
        case Facts():
            return {"block": "facts", "facts": [{"name": name, "fact": fact} for name, fact in block.facts]}
        case Callout():
            return {"block": "callout", "mark": _mark(block.mark), "words": block.words}
        case Chart():
            return {
                "block": "chart",
                "title": block.title,
                "description": block.description,
                **_drawing(block.drawing),
            }
    return _table(block)


def _table(table: Table) -> dict[str, Any]:
    return {
        "block": "table",
        "caption": table.caption,
        "columns": [{"title": column.title, "kind": column.kind.value} for column in table.columns],
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    told: dict[str, Any] = {"exact": _plain(cell.exact), "words": cell.words}
    told |= {"unit": cell.unit} if cell.unit else {}
    return told | ({"mark": _mark(cell.mark)} if cell.mark else {})


def _mark(mark: Mark) -> dict[str, Any]:
    return {"words": mark.words, "shapes": [shape.value for shape in mark.shapes], "tone": mark.tone.value}


def _drawing(drawing: Bars | Line | Sparkline | Funnel) -> dict[str, Any]:
    match drawing:
        case Bars():
            bars = [
                {"label": bar.label, "value": _plain(bar.value), "target": _plain(bar.target)} for bar in drawing.bars
            ]
            return {"chart": "bars", "against_target": drawing.against_target, "bars": bars}
        case Line():
            return {"chart": "line", "unit": drawing.unit, "points": [_point(point) for point in drawing.points]}
        case Funnel():
            spots = [
                {"label": spot.label, "n": spot.n, "share": _plain(spot.share), "lower": _plain(spot.lower),
                 "upper": _plain(spot.upper)}
                for spot in drawing.spots
            ]  # fmt: skip
            return {"chart": "funnel", "unit": drawing.unit, "mean": _plain(drawing.mean), "spots": spots}
    return {"chart": "sparkline", "values": [_plain(value) for value in drawing.values]}


def _point(point: Point) -> dict[str, Any]:
    return {
        "label": point.label,
        "value": _plain(point.value),
        "mean": _plain(point.mean),
        "lower": _plain(point.lower),
        "upper": _plain(point.upper),
        "target": _plain(point.target),
        "mark": _mark(point.mark) if point.mark else None,
    }


def _plain(exact: Exact) -> str | None:
    match exact:
        case Decimal():
            return f"{exact:f}"
        case date():
            return exact.isoformat()
    return exact


def _no_table(document: Document) -> Refusal:
    return Refusal(
        code="report.no-table",
        what="No CSV was written",
        fact=f"“{document.title}” has no table",
        rule="CSV holds one table",
        next_step="Take it as a page, PDF, Word or JSON.",
    )
