"""Writes a document as HTML: a fragment for a page of ours, and a page that stands alone. Every text is escaped."""

from functools import lru_cache
from html import escape
from importlib.resources import files

from counterpart.engines.reporting.charts.chart import drawn
from counterpart.engines.reporting.charts.pen import sign
from counterpart.engines.reporting.rules.cells import Cell, Column, Kind, Linked, Mark, Table, printable
from counterpart.engines.reporting.rules.document import (
    Block,
    Callout,
    Document,
    Facts,
    Heading,
    Paragraph,
    Points,
    Sheet,
    sheets,
)
from counterpart.engines.reporting.rules.drawings import Chart, Sparkline

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def written(document: Document) -> bytes:
    """The document as a page that stands alone: its styles within, nothing fetched, no script."""
    subtitle = f'<p class="subtitle">{_safe(document.subtitle)}</p>' if document.subtitle else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{_safe(document.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="description" content="{_safe(document.subject)}">\n'
        f"<title>{_safe(document.title)}</title>\n<style>\n{styles()}</style>\n</head>\n<body>\n"
        f'<main class="report">\n<header>\n<h1>{_safe(document.title)}</h1>\n{subtitle}\n</header>\n'
        f"{fragment(document)}\n<footer><p>{_safe(document.foot)}</p></footer>\n</main>\n</body>\n</html>\n"
    ).encode()


def fragment(document: Document) -> str:
    """The blocks of the document, for a page that has its title; headings begin at the second level."""
    return "\n".join(_sheet(sheet) for sheet in sheets(document.blocks))


def _sheet(sheet: Sheet) -> str:
    """The blocks of a sheet; those of one on its side are kept together, for a page that is printed."""
    blocks = "\n".join(told(block) for block in sheet.blocks)
    return f'<div class="wide">\n{blocks}\n</div>' if sheet.wide else blocks


@lru_cache(maxsize=1)
def styles() -> str:
    """The styles of a report, each under the class `report`."""
    return (files("counterpart.engines.reporting") / "report.css").read_text(encoding="utf-8")


def told(block: Block) -> str:
    """One block as HTML."""
    match block:
        case Heading():
            level = block.level + 1
            return f"<h{level}>{_safe(block.words)}</h{level}>"
        case Paragraph():
            return f'<p class="{block.weight}">{_safe(block.words)}</p>'
        case Points():
            return f'<ul class="points">{"".join(f"<li>{_words(point)}</li>" for point in block.points)}</ul>'
        case Facts():
            pairs = (f"<div><dt>{_safe(name)}</dt><dd>{_words(fact)}</dd></div>" for name, fact in block.facts)
            return f'<dl class="facts">{"".join(pairs)}</dl>'
        case Callout():
            within = f"<p>{mark(block.mark)}</p><p>{_safe(block.words)}</p>"
            return f'<div class="callout callout--{block.mark.tone}">{within}</div>'
        case Table():
            return _table(block)
    return _chart(block)


def mark(status: Mark) -> str:
    """A status: its shapes, which the reader of a screen passes over, and its words."""
    return f'<span class="mark mark--{status.tone}">{sign(status)}<span>{_safe(status.words)}</span></span>'


def _table(table: Table) -> str:
    shown = table.shown
    caption = _safe(table.caption)
    heads = "".join(f'<th scope="col"{_numeric(column)}>{_safe(column.title)}</th>' for column in shown.columns)
    rows = "\n".join(_row(shown.columns, row) for row in shown.rows)
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{caption}">\n<table>\n'
        f"<caption><span>{caption}</span></caption>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</div>"
    )


def _row(columns: tuple[Column, ...], row: tuple[Cell, ...]) -> str:
    first, *others = zip(columns, row, strict=True)
    cells = "".join(f"<td{_numeric(column)}>{_cell(cell)}</td>" for column, cell in others)
    return f'<tr><th scope="row"{_numeric(first[0])}>{_cell(first[1])}</th>{cells}</tr>'


def _numeric(column: Column) -> str:
    return ' class="number"' if column.kind is Kind.NUMBER else ""


def _cell(cell: Cell) -> str:
    told = mark(cell.mark) if cell.mark else _safe(cell.words)
    return _linked(told, cell.address)


def _linked(told: str, address: str) -> str:
    """Words that lead somewhere: only to a page of ours."""
    return f'<a class="govuk-link" href="{escape(address)}">{told}</a>' if address.startswith(("/", "?")) else told


def _words(said: str | Linked) -> str:
    return _linked(_safe(said.words), said.address) if isinstance(said, Linked) else _safe(said)


def _chart(chart: Chart) -> str:
    """The picture in two widths, of which styles show one."""
    caption = f"<figcaption>{_safe(chart.title)}</figcaption>"
    if isinstance(chart.drawing, Sparkline):
        return f'<figure class="chart">{caption}{drawn(chart)}</figure>'
    return (
        f'<figure>{caption}<div class="chart chart--wide">{drawn(chart)}</div>'
        f'<div class="chart chart--narrow">{drawn(chart, narrow=True)}</div></figure>'
    )


def _safe(words: str) -> str:
    return escape(printable(words))
