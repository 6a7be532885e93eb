"""Writes a document as Word, for those who must edit it: heading styles, repeated table heads, pictures with words."""

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from docx import Document as new_document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph as WordParagraph

from counterpart.engines.reporting.charts.chart import drawn
from counterpart.engines.reporting.palette import (
    GREY,
    INK,
    OFFICE_TYPEFACE,
    RULE,
    TEAL,
    TEAL_LIGHT,
    TONES,
)
from counterpart.engines.reporting.rules.cells import SHORT, Cell, Kind, Mark, Table, printable
from counterpart.engines.reporting.rules.document import (
    Block,
    Callout,
    Document,
    Facts,
    Heading,
    Paragraph,
    Points,
    Weight,
    sheets,
)
from counterpart.engines.reporting.rules.drawings import Chart, Sparkline
from counterpart.engines.reporting.typesetting import picture

EDGE = Mm(20)
_LETTER, _BESIDE = Mm(1.75), Mm(4)
"""About how wide a letter of a table is, and the room beside a cell's words."""

_SIGNS = "Segoe UI Symbol"
_LONG, _SHORT = Mm(297), Mm(210)
_EARLIEST_IN_A_ZIP = (1980, 1, 1, 0, 0, 0)
_OURS = ("Lead", "Note", "Fact", "Gap")
_STYLES = {Weight.LEAD: "Lead", Weight.BODY: "Normal", Weight.NOTE: "Note"}


def written(document: Document) -> bytes:
    """The document as Word, the same bytes for the same document. Raises Refused where a chart cannot be drawn."""
    word = new_document()
    _properties(word, document)
    _appearance(word, document.language)
    word.add_paragraph(printable(document.title), style="Title")
    if document.subtitle:
        word.add_paragraph(printable(document.subtitle), style="Subtitle")
    for place, sheet in enumerate(sheets(document.blocks)):
        _turned(word, wide=sheet.wide, first=place == 0)
        for block in sheet.blocks:
            _add(word, block)
    _foot(word, document.foot)
    return _with_fixed_dates(word)


def _properties(word: Word, document: Document) -> None:
    known = word.core_properties
    known.title, known.subject = printable(document.title), printable(document.subject)
    known.language, known.author, known.comments = document.language, "Counterpart", ""
    known.created = known.modified = datetime.combine(document.dated_on, time())


def _appearance(word: Word, language: str) -> None:
    """Our colours in the styles themselves, so that whoever edits the document keeps them."""
    styles = word.styles
    for name, size, colour, bold, before, after in (
        ("Normal", 10, INK, False, 0, 6),
        ("Title", 24, INK, True, 0, 4),
        ("Subtitle", 12, GREY, False, 0, 14),
        ("Lead", 13, INK, False, 0, 6),
        ("Note", 9, GREY, False, 2, 6),
        ("Fact", 9, INK, False, 0, 3),
        ("Gap", 3, INK, False, 0, 0),
        ("Heading 1", 15, TEAL, True, 16, 6),
        ("Heading 2", 12.5, TEAL, True, 12, 5),
        ("Heading 3", 11, TEAL, True, 10, 4),
        ("List Bullet", 10, INK, False, 0, 4),
        ("Caption", 9.5, INK, True, 8, 5),
        ("Footer", 8.5, GREY, False, 0, 0),
    ):
        if name in _OURS:
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
        style: Any = styles[name]
        style.font.name, style.font.size, style.font.bold, style.font.italic = OFFICE_TYPEFACE, Pt(size), bold, False
        style.font.color.rgb = RGBColor.from_string(colour[1:])
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.element.get_or_add_rPr().get_or_add_rFonts().attrib.update(
            {qn(f"w:{part}"): OFFICE_TYPEFACE for part in ("ascii", "hAnsi", "cs", "eastAsia")}
        )
        _without_theme(style.element)
    styles["Caption"].paragraph_format.keep_with_next = True
    for known in styles.element.iter(qn("w:lang")):
        known.set(qn("w:val"), language)


def _without_theme(style: Any) -> None:
    """The template's own typeface and rules, which would go before ours, taken out of a style."""
    for fonts in style.iter(qn("w:rFonts")):
        for name in [name for name in fonts.attrib if name.endswith("Theme")]:
            del fonts.attrib[name]
    for border in [*style.iter(qn("w:pBdr")), *style.iterfind(f"{qn('w:rPr')}/{qn('w:spacing')}")]:
        border.getparent().remove(border)


def _turned(word: Word, *, wide: bool, first: bool) -> None:
    """Paper upright or on its side from here on; the first sheet begins beneath the title."""
    if not first or wide:
        word.add_section(WD_SECTION.NEW_PAGE)
    section = word.sections[-1]
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (_LONG, _SHORT) if wide else (_SHORT, _LONG)
    section.left_margin = section.right_margin = EDGE
    section.top_margin, section.bottom_margin = Mm(16), Mm(16)


def _add(word: Word, block: Block) -> None:
    match block:
        case Heading():
            word.add_paragraph(printable(block.words), style=f"Heading {block.level}")
        case Paragraph():
            word.add_paragraph(printable(block.words), style=_STYLES[block.weight])
        case Points():
            for point in block.points:
                word.add_paragraph(printable(str(point)), style="List Bullet")
        case Facts():
            for name, fact in block.facts:
                _add_fact(word, name, str(fact))
        case _:
            _add_apart(word, block)


def _add_apart(word: Word, block: Callout | Table | Chart) -> None:
    match block:
        case Callout():
            _add_callout(word, block)
        case Table():
            _add_table(word, block)
        case Chart():
            _add_chart(word, block)


def _add_fact(word: Word, name: str, fact: str) -> None:
    paragraph = word.add_paragraph(style="Fact")
    paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Mm(44), Mm(-44)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(44))
    paragraph.add_run(printable(name)).bold = True
    paragraph.add_run("\t")
    paragraph.add_run(printable(fact))


def _add_callout(word: Word, callout: Callout) -> None:
    for last in (False, True):
        paragraph = word.add_paragraph()
        properties = paragraph._p.get_or_add_pPr()
        edge = _element("w:left", val="single", sz="24", space="8", color=TONES[callout.mark.tone][1:])
        properties.append(_element("w:pBdr", edge))
        properties.append(_element("w:shd", val="clear", color="auto", fill=TEAL_LIGHT[1:]))
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.right_indent = Mm(4), Mm(2)
        paragraph.paragraph_format.space_after = Pt(12 if last else 0)
        paragraph.paragraph_format.keep_with_next = not last
        if last:
            paragraph.add_run(printable(callout.words))
        else:
            _say(paragraph, callout.mark)


def _say(paragraph: WordParagraph, mark: Mark) -> None:
    """A status: its shapes as characters, and its words, both in its colour."""
    for words, typeface in ((mark.glyphs, _SIGNS), (f"\N{NO-BREAK SPACE}{printable(mark.words)}", OFFICE_TYPEFACE)):
        run = paragraph.add_run(words)
        run.bold, run.font.name = True, typeface
        run.font.color.rgb = RGBColor.from_string(TONES[mark.tone][1:])


def _add_chart(word: Word, chart: Chart) -> None:
    caption = word.add_paragraph(printable(chart.title), style="Caption")
    caption.paragraph_format.keep_with_next = True
    section = word.sections[-1]
    across = Mm(40) if isinstance(chart.drawing, Sparkline) else Emu(_room(section) * 93 // 100)
    shape = word.add_picture(io.BytesIO(picture(drawn(chart), dots_per_unit=2.5)), width=across)
    properties = shape._inline.docPr
    properties.set("descr", printable(f"{chart.title}. {chart.description}"))
    properties.set("title", printable(chart.title))


def _room(section: Any) -> int:
    return int(section.page_width - section.left_margin - section.right_margin)


def _add_table(word: Word, table: Table) -> None:
    shown = table.shown
    word.add_paragraph(printable(table.caption), style="Caption")
    made = word.add_table(rows=1 + len(shown.rows), cols=len(shown.columns))
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    _describe(made, table.caption)
    widths = _widths(shown, _room(word.sections[-1]))
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    numeric = [column.kind is Kind.NUMBER for column in shown.columns]
    heads: Iterable[Any] = (Cell(None, column.title) for column in shown.columns)
    for place, (row, cells) in enumerate(zip(made.rows, (tuple(heads), *shown.rows), strict=True)):
        row_properties = row._tr.get_or_add_trPr()
        row_properties.append(_element("w:cantSplit"))
        if place == 0:
            row_properties.append(_element("w:tblHeader"))
        for into, cell, width, right in zip(row.cells, cells, widths, numeric, strict=True):
            into.width = width
            _fill(into, cell, head=place == 0, right=right)
        row.cells[0].paragraphs[0].runs[0].bold = True
    word.add_paragraph(style="Gap")


def _widths(shown: Table, room: int) -> list[Emu]:
    """Short columns have the room that their letters need; the others share the rest, at least as much each."""
    needed = [_LETTER * width + _BESIDE for width in shown.widths]
    long = [place for place, width in enumerate(shown.widths) if width > SHORT]
    left = room - sum(needed[place] for place in range(len(needed)) if place not in long)
    shares = sum(shown.widths[place] for place in long)
    for place in long:
        needed[place] = max(left * shown.widths[place] // shares, needed[place] // 2)
    return [Emu(width) for width in needed]


def _fill(into: WordCell, cell: Cell, *, head: bool, right: bool) -> None:
    paragraph = into.paragraphs[0]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1.5)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT
    if cell.mark:
        _say(paragraph, cell.mark)
    else:
        paragraph.add_run(printable(cell.words)).bold = head
    for run in paragraph.runs:
        run.font.size = Pt(9)
    properties = into._tc.get_or_add_tcPr()
    properties.append(
        _element(
            "w:tcBorders",
            _element("w:bottom", val="single", sz="8" if head else "4", color=TEAL[1:] if head else RULE[1:]),
        )
    )
    if head:
        properties.append(_element("w:shd", val="clear", color="auto", fill=TEAL_LIGHT[1:]))


def _describe(made: WordTable, caption: str) -> None:
    properties = made._tbl.tblPr
    properties.append(_element("w:tblCaption", val=printable(caption)))


def _element(name: str, *within: Any, **attributes: str) -> Any:
    made = OxmlElement(name)
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), value)
    for part in within:
        made.append(part)
    return made


def _foot(word: Word, foot: str) -> None:
    paragraph = word.sections[0].footer.paragraphs[0]
    paragraph.add_run(f"{printable(foot)} · Page " if foot else "Page ")
    for field, between in (("PAGE", " of "), ("NUMPAGES", "")):
        paragraph._p.append(_element("w:fldSimple", instr=field))
        paragraph.add_run(between)


def _with_fixed_dates(word: Word) -> bytes:
    """The file with the same dates in its archive whenever it is written."""
    first, second = io.BytesIO(), io.BytesIO()
    word.save(first)
    with zipfile.ZipFile(first) as known, zipfile.ZipFile(second, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in known.infolist():
            fixed = zipfile.ZipInfo(entry.filename, _EARLIEST_IN_A_ZIP)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(fixed, known.read(entry))
    return second.getvalue()
