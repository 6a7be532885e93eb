"""Spreadsheets to fill in: the columns of a kind of file, typed and explained, which are taken in as they are."""

import io
from collections.abc import Mapping, Sequence

import xlsxwriter

from counterpart.engines.evidence.rules.forms import EARLIEST
from counterpart.engines.evidence.rules.kinds import Kind
from counterpart.engines.evidence.rules.tables import Column, Type

LAST_ROW = 1_048_575
_FORMATS: Mapping[Type, str] = {
    Type.NUMBER: "General",
    Type.COUNT: "0",
    Type.DATE: "yyyy-mm-dd",
    Type.MOMENT: "yyyy-mm-dd hh:mm",
}
"""How a column is shown; any other is text, so that 00123 and 2007-08 stay as they are typed."""
_HOLDS = {
    Type.TEXT: "words",
    Type.NUMBER: "a number",
    Type.COUNT: "a whole number",
    Type.DATE: "a day",
    Type.MOMENT: "a day and a time",
    Type.YES_NO: "yes or no",
    Type.CHOICE: "one of a list",
}


def blank(
    kind: Kind, *, title: str, rows: Sequence[Mapping[str, str]] = (), notes: Mapping[int, str] | None = None
) -> bytes:
    """A workbook with a sheet named as the kind is, with rows begun, and one that says what each column means.

    `notes` are shown beside the first cell of a row, counted from 0.
    """
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": title})
    sheet = book.add_worksheet(kind.name)
    _titles(book, sheet, kind)
    for line, row in enumerate(rows, 1):
        for place, column in enumerate(kind.columns):
            if row.get(column.name):
                sheet.write_string(line, place, row[column.name])
        if notes and line - 1 in notes:
            sheet.write_comment(line, 0, notes[line - 1], {"x_scale": 2})
    _read_me(book, kind, title)
    book.close()
    return out.getvalue()


def _titles(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, kind: Kind) -> None:
    for place, column in enumerate(kind.columns):
        shown = book.add_format({"num_format": _FORMATS.get(column.type, "@")})
        sheet.set_column(place, place, max(14, len(column.name) + 2), shown)
        sheet.write_string(0, place, column.name, book.add_format({"bold": column.required, "bottom": 1}))
        if rule := _validation(column):
            sheet.data_validation(1, place, LAST_ROW, place, rule)
    sheet.freeze_panes(1, 0)


def _validation(column: Column) -> dict[str, object] | None:
    """What a column accepts, and what is said beside a cell of it."""
    told = {"input_title": column.name[:32], "input_message": _about(column)[:255]}
    match column.type:
        case Type.CHOICE:
            return {"validate": "list", "source": list(column.choices), **told}
        case Type.YES_NO:
            return {"validate": "list", "source": ["yes", "no"], **told}
        case Type.DATE | Type.MOMENT:
            return {"validate": "date", "criteria": ">", "value": EARLIEST, **told}
        case Type.COUNT:
            return {"validate": "integer", "criteria": ">=", "value": 0, **told}
    return {"validate": "any", **told}


def _about(column: Column) -> str:
    return f"{column.means}{' Needed in every row.' if column.required else ''}"


def _read_me(book: xlsxwriter.Workbook, kind: Kind, title: str) -> None:
    sheet = book.add_worksheet("Read me")
    bold = book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 18, wrapped)
    sheet.set_column(1, 2, 16, wrapped)
    sheet.set_column(3, 3, 70, wrapped)
    sheet.write_string(0, 0, title, bold)
    sheet.write_string(1, 0, f"Fill in the sheet “{kind.name}”, one row each, and send the workbook as it is.")
    sheet.write_string(2, 0, "Rows that you leave half empty are asked about; delete those you do not need.")
    for place, name in enumerate(("Column", "Holds", "Needed", "Means")):
        sheet.write_string(4, place, name, bold)
    for line, column in enumerate(kind.columns, 5):
        choices = f" One of: {', '.join(column.choices)}." if column.choices else ""
        cells = (column.name, _HOLDS[column.type], "yes" if column.required else "", column.means + choices)
        for place, cell in enumerate(cells):
            sheet.write_string(line, place, cell)
