"""Writes a document as an Excel workbook: the words on a first sheet, then a sheet for each table with typed cells."""

import io
import re
from collections.abc import Iterable, Iterator
from datetime import datetime, time
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from counterpart.engines.reporting.palette import GREY, INK, OFFICE_TYPEFACE, RULE, TEAL, TEAL_LIGHT, TONES
from counterpart.engines.reporting.rules.cells import Cell, Kind, Table, Tone, printable
from counterpart.engines.reporting.rules.document import Block, Callout, Document, Facts, Heading, Paragraph, Points
from counterpart.values.refusal import Refusal, Refused

MOST_ROWS = 1_048_575
"""Excel's own limit, less the row of titles."""

LONGEST = 32_767
"""Excel's own limit of letters in a cell."""

EXACT_DIGITS = 15
"""So many digits does a number keep in Excel; one that has more is kept whole, as text."""

_CUT = " … (cut: a cell of Excel holds 32,767 letters)"
_FORBIDDEN_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31
_NAMES_WIDE, _WORDS_WIDE = 26, 100
_A4 = 9
_LINE, _TALLEST = 15.0, 409.0
"""Heights of rows in points: Excel's own for a line, and its limit."""


def written(document: Document) -> bytes:
    """The document as an Excel file, the same bytes for the same document. Raises Refused for a table that is too long.

    Text stays text, whatever it begins with; a number shows its unit and stays a number.
    """
    for table in document.tables:
        if len(table.rows) > MOST_ROWS:
            raise Refused(_too_long(table))
    into = io.BytesIO()
    book = Workbook(
        into,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": {"font_name": OFFICE_TYPEFACE, "font_size": 10, "font_color": INK},
        },
    )
    book.set_properties(
        {
            "title": printable(document.title),
            "subject": printable(document.subject),
            "author": "Counterpart",
            "created": datetime.combine(document.dated_on, time()),
        }
    )
    looks = _Looks(book)
    names = _Names()
    _words(book.add_worksheet(names.free("Summary")), document, looks)
    for table in document.tables:
        _table(book.add_worksheet(names.free(printable(table.caption))), table.shown, looks)
    book.close()
    return into.getvalue()


class _Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.known: dict[tuple[object, ...], Format] = {}

    def words(self, *, bold: bool = False, size: int = 10, colour: str = INK, valign: str = "top") -> Format:
        """A line of the first sheet."""
        wanted = {"bold": bold, "font_size": size, "font_color": colour, "valign": valign, "text_wrap": True}
        return self._once(("words", bold, size, colour, valign), wanted)

    def head(self, side: str) -> Format:
        """The title of a column."""
        wanted = {"bold": True, "bg_color": TEAL_LIGHT, "bottom": 2, "bottom_color": TEAL, "text_wrap": True}
        return self._once(("head", side), wanted | {"align": side, "valign": "top"} | _apart(side))

    def cell(self, pattern: str, *, side: str = "left", tone: Tone | None = None, wrap: bool = False) -> Format:
        """A cell of a table: how Excel shows what it holds."""
        known = ("cell", pattern, side, tone, wrap)
        if known in self.known:
            return self.known[known]
        wanted: dict[str, object] = {"num_format": pattern, "align": side, "valign": "top", "text_wrap": wrap}
        wanted |= {"bottom": 1, "bottom_color": RULE} | _apart(side)
        return self._once(known, wanted | ({"font_color": TONES[tone], "bold": True} if tone else {}))

    def _once(self, known: tuple[object, ...], wanted: dict[str, object]) -> Format:
        if known not in self.known:
            self.known[known] = self.book.add_format(wanted)
        return self.known[known]


def _apart(side: str) -> dict[str, object]:
    """What stands left keeps clear of a number that stands right in the column before."""
    return {"indent": 1} if side == "left" else {}


class _Names:
    """Names of sheets as Excel allows them: short, each once, and without its forbidden signs."""

    def __init__(self) -> None:
        self.taken = {"history"}

    def free(self, wanted: str) -> str:
        bare = " ".join(_FORBIDDEN_IN_A_NAME.sub(" ", wanted).split()) or "Table"
        number, name = 1, bare[:_LONGEST_NAME].strip()
        while name.casefold() in self.taken:
            number += 1
            ending = f" {number}"
            name = f"{bare[: _LONGEST_NAME - len(ending)].strip()}{ending}"
        self.taken.add(name.casefold())
        return name


def _words(sheet: Worksheet, document: Document, looks: _Looks) -> None:
    """What the document says beside its tables, a line for each thing."""
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, _NAMES_WIDE)
    sheet.set_column(1, 1, _WORDS_WIDE - _NAMES_WIDE)
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    title = ("", document.title, looks.words(bold=True, size=18))
    subtitle = ("", document.subtitle, looks.words(colour=GREY, size=11))
    lines = [(title, 28.0), (subtitle, _height(document.subtitle, _WORDS_WIDE) + 8)]
    for block in document.blocks:
        before = 8 if isinstance(block, Heading) else 0
        for line in _lines(block, looks):
            lines.append((line, before + _height(line[1], _WORDS_WIDE - (_NAMES_WIDE if line[0] else 0))))
    for row, ((name, words, look), height) in enumerate(lines):
        sheet.set_row(row, height)
        if name:
            sheet.write_string(row, 0, _held(name), looks.words(bold=True))
            sheet.write_string(row, 1, _held(words), look)
        else:
            sheet.merge_range(row, 0, row, 1, "", look)
            sheet.write_string(row, 0, _held(words), look)


def _lines(block: Block, looks: _Looks) -> Iterator[tuple[str, str, Format]]:
    """The lines of a block: a name where it has one, the words, and how they look.

    A picture has none: its numbers stand in a table.
    """
    plain = looks.words()
    match block:
        case Heading():
            yield "", block.words, looks.words(bold=True, size=13, colour=TEAL, valign="bottom")
        case Paragraph():
            yield "", block.words, plain
        case Points():
            yield from (("", f"• {point}", plain) for point in block.points)
        case Facts():
            yield from ((name, str(fact), plain) for name, fact in block.facts)
        case Callout():
            colour = TONES[block.mark.tone]
            yield "", f"{block.mark.glyphs} {block.mark.words}", looks.words(bold=True, colour=colour)
            yield "", block.words, plain
        case Table():
            yield "", f"{block.caption}: see its own sheet.", looks.words(colour=GREY)


def _height(words: str, width: int) -> float:
    """The height of a row that shows the whole of a text in a column of so many letters, in points."""
    lines = sum(int(len(line) / (width * 1.08)) + 1 for line in words.split("\n"))
    return min(_LINE * lines, _TALLEST)


def _table(sheet: Worksheet, table: Table, looks: _Looks) -> None:
    last = len(table.columns) - 1
    widths = [width + 3 for width in table.widths]
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_header(f"&L{_held(table.caption).replace('&', '&&')[:200]}")
    sheet.autofilter(0, 0, len(table.rows), last)
    titles = [column.title for column in table.columns]
    sheet.set_row(0, _tallest(titles, widths))
    for place, column in enumerate(table.columns):
        side = "right" if column.kind is Kind.NUMBER else "left"
        sheet.write_string(0, place, _held(column.title), looks.head(side))
    for row, cells in enumerate(table.rows, 1):
        if any(len(cell.words) > width for cell, width in zip(cells, widths, strict=True)):
            sheet.set_row(row, _tallest([cell.words for cell in cells], widths))
        for place, cell in enumerate(cells):
            _write(sheet, row, place, cell, looks)


def _tallest(words: Iterable[str], widths: Iterable[int]) -> float:
    return max(_height(said, width) for said, width in zip(words, widths, strict=True))


def _write(sheet: Worksheet, row: int, place: int, cell: Cell, looks: _Looks) -> None:
    """A cell as what it is; a mark's shapes come from its format, so that the cell holds the word alone."""
    if cell.mark:
        look = looks.cell(f'"{cell.mark.glyphs} "@', tone=cell.mark.tone)
        sheet.write_string(row, place, _held(str(cell.exact or cell.words)), look)
        return
    match cell.exact:
        case Decimal() if len(cell.exact.normalize().as_tuple().digits) <= EXACT_DIGITS:
            sheet.write_number(row, place, float(cell.exact), looks.cell(_pattern(cell.exact, cell.unit), side="right"))
        case Decimal():
            sheet.write_string(row, place, f"{cell.exact:f}", looks.cell("@", side="right"))
        case str():
            sheet.write_string(row, place, _held(cell.exact), looks.cell("@", wrap=True))
        case None:
            sheet.write_blank(row, place, None, looks.cell("@"))
        case _:
            sheet.write_datetime(row, place, datetime.combine(cell.exact, time()), looks.cell("d mmmm yyyy"))


def _pattern(exact: Decimal, unit: str) -> str:
    """How Excel shows a number: with its own decimal places, and its unit."""
    exponent = exact.as_tuple().exponent
    places = max(-exponent, 0) if isinstance(exponent, int) else 0
    digits = f"#,##0.{'0' * places}" if places else "#,##0"
    if unit == "£":
        return f'"£"{digits}'
    quoted = unit.replace('"', "")
    return f'{digits}" {quoted}"' if quoted else digits


def _held(words: str) -> str:
    """A text as a cell can hold it; one that is too long says that it was cut."""
    told = printable(words)
    return told if len(told) <= LONGEST else f"{told[: LONGEST - len(_CUT)]}{_CUT}"


def _too_long(table: Table) -> Refusal:
    return Refusal(
        code="report.sheet-too-long",
        what="The workbook was not written",
        fact=f"“{table.caption}” has {len(table.rows):,} rows",
        rule=f"a sheet of Excel holds {MOST_ROWS:,} rows and its titles",
        next_step="Take it as CSV, or choose fewer rows.",
    )
