"""Reads workbooks (XLSX): looked through before they are opened, and every cell as the text of what it holds."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from counterpart.engines.evidence.rules.delimited import Line
from counterpart.engines.evidence.rules.tables import Problems
from counterpart.values.refusal import Problem

MOST_BYTES = 50_000_000
MOST_UNPACKED = 500_000_000
MOST_CELLS = 20_000_000
MOST_PARTS = 2_000
_LARGEST = 10**15
"""From here on a workbook does not keep every whole number exactly."""
_REF = re.compile(rb"""\br\s*=\s*["']\s*([A-Za-z]{1,8})(\d{1,12})""")
_PLACE = re.compile(rb"<(?:\w+:)?(row|c)\b([^>]*)>")
_R, _S = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*)(\d+)["']"""), re.compile(rb"""\bs\s*=\s*["'](\d+)["']""")
_SHEET = re.compile(r"<(?:\w+:)?sheet\b([^>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b([^>]*)>")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


class _Unsound(Exception):
    """What keeps a workbook from being opened: what was found, and what was wanted."""

    def __init__(self, found: str, wanted: str) -> None:
        super().__init__(found)
        self.found, self.wanted = found, wanted


@dataclass(frozen=True)
class Workbook:
    """An opened workbook. `percents` are the cells of each sheet that are shown as percentages."""

    book: CalamineWorkbook
    names: tuple[str, ...]
    percents: dict[str, frozenset[tuple[int, int]]]

    def lines(self, sheet: str, problems: Problems) -> Iterator[Line]:
        """The rows of a sheet that hold anything, each with its line; a problem for each number it cannot have kept."""
        percents = self.percents.get(sheet, frozenset())
        rows = self.book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        for line, cells in enumerate(rows, 1):
            if large := next((cell for cell in cells if isinstance(cell, float) and not abs(cell) < _LARGEST), None):
                problems.add(
                    line, None, f"the number {large!r}", "text, where there are more than 15 digits", sheet=sheet
                )
                continue
            texts = [_text(cell) for cell in cells]
            for place in range(len(texts)) if percents else ():
                if (line, place + 1) in percents:
                    texts[place] = _percent(texts[place])
            if any(text.strip() for text in texts):
                yield line, texts


def open_workbook(data: bytes, file: str) -> Workbook | Problem:
    """A workbook that is safe to open, or the one thing wrong with it."""
    try:
        sheets, percents = _looked_through(data)
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return Workbook(book, tuple(name for name in book.sheet_names if name in sheets), percents)
    except _Unsound as fault:
        return Problem(file, None, None, fault.found, fault.wanted)
    except (CalamineError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, KeyError):
        return Problem(
            file, None, None, "a workbook that cannot be opened", "an XLSX workbook, saved without a password"
        )


def _looked_through(data: bytes) -> tuple[frozenset[str], dict[str, frozenset[tuple[int, int]]]]:
    """The names of the sheets and the cells shown as percentages. Raises _Unsound where it is not safe to open."""
    if len(data) > MOST_BYTES:
        raise _Unsound(f"{len(data):,} bytes", f"{MOST_BYTES:,} bytes at the most, or the same as CSV")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        _parts_are_sound(archive)
        places = _sheets(archive)
        styles = _percent_styles(archive)
        percents = {}
        for name, part in places.items():
            percents[name] = _scanned(archive, part, name, styles)
    return frozenset(places), percents


def _parts_are_sound(archive: zipfile.ZipFile) -> None:
    """Every part is of the size it says, all of them together are not too large, and none defines entities."""
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or len({part.filename for part in parts}) != len(parts):
        raise _Unsound(f"a workbook of {len(parts):,} parts", f"{MOST_PARTS:,} at the most, each once")
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise _Unsound("a zip file that is no XLSX workbook", "an XLSX workbook, or a CSV file")
    strange = next((p.filename for p in parts if p.filename.startswith(("/", "\\")) or ".." in p.filename), None)
    if strange:
        raise _Unsound("a part that names a place outside the workbook", "a workbook saved by a spreadsheet program")
    unpacked = 0
    for part in parts:
        with archive.open(part) as opened:
            head = opened.read(4_096)
            if b"<!" in head.replace(b"<!--", b"").replace(b"\0", b"") and part.filename.endswith((".xml", ".rels")):
                raise _Unsound("a part that defines words of its own (a DOCTYPE)", "a workbook without any")
            unpacked += len(head)
            while chunk := opened.read(1 << 20):
                unpacked += len(chunk)
                if unpacked > MOST_UNPACKED:
                    raise _Unsound(f"more than {MOST_UNPACKED:,} bytes when unpacked", "a smaller workbook, or CSV")


def _sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of each sheet, by the sheet's name."""
    relations = {
        found.get("Id"): found.get("Target", "")
        for found in map(_attributes, _RELATION.findall(_read(archive, "xl/_rels/workbook.xml.rels")))
    }
    book = _read(archive, "xl/workbook.xml")
    if re.search(r"""date1904\s*=\s*["'](1|true)""", book):
        raise _Unsound("a workbook that counts its days from 1904", "one that counts from 1900, or CSV")
    found = {}
    for attributes in map(_attributes, _SHEET.findall(book)):
        target = relations.get(next((value for key, value in attributes.items() if key.endswith(":id")), ""), "")
        part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        if "worksheets/" in part:
            found[_plain(attributes.get("name", ""))] = part
    return found


def _plain(text: str) -> str:
    for entity, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, letter)
    return text


def _read(archive: zipfile.ZipFile, name: str) -> str:
    return archive.read(name).decode("utf-8-sig") if name in archive.namelist() else ""


def _attributes(text: str) -> dict[str, str]:
    return {name: double or single for name, double, single in _ATTRIBUTE.findall(text)}


def _percent_styles(archive: zipfile.ZipFile) -> frozenset[int]:
    """The numbers of the styles whose numbers are shown as percentages."""
    styles = _read(archive, "xl/styles.xml")
    formats = {"9", "10"}
    for found in map(_attributes, re.findall(r"<(?:\w+:)?numFmt\b([^>]*)>", styles)):
        bare = re.sub(r"\\.|&quot;.*?&quot;|\[[^\]]*\]", "", found.get("formatCode", ""))
        if "%" in bare:
            formats.add(found.get("numFmtId", ""))
    used = re.search(r"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", styles, re.DOTALL)
    kinds = [_attributes(xf) for xf in re.findall(r"<(?:\w+:)?xf\b([^>]*)>", used[0])] if used else []
    return frozenset(place for place, kind in enumerate(kinds) if kind.get("numFmtId") in formats)


def _scanned(archive: zipfile.ZipFile, part: str, sheet: str, styles: frozenset[int]) -> frozenset[tuple[int, int]]:
    """The cells shown as percentages; refused where the sheet reaches so far that it would not fit into memory."""
    if part not in archive.namelist():
        raise _Unsound(f"no content for the sheet {sheet}", "a workbook saved by a spreadsheet program")
    xml = archive.read(part)
    last_line = last_place = 0
    for letters, digits in set(_REF.findall(xml)) if len(xml) < 1_000_000 else _REF.findall(xml):
        last_line, last_place = max(last_line, int(digits)), max(last_place, _place(letters))
    if last_line * last_place > MOST_CELLS:
        raise _Unsound(f"{last_line * last_place:,} cells in the sheet {sheet}", f"{MOST_CELLS:,} at the most, or CSV")
    return frozenset(_styled(xml, styles)) if styles else frozenset()


def _styled(xml: bytes, styles: frozenset[int]) -> Iterator[tuple[int, int]]:
    line = place = 0
    for tag, attributes in _PLACE.findall(xml):
        reference = _R.search(attributes)
        if tag == b"row":
            line, place = int(reference[2]) if reference else line + 1, 0
            continue
        place = _place(reference[1]) if reference and reference[1] else place + 1
        style = _S.search(attributes)
        if style and int(style[1]) in styles:
            yield line, place


def _place(letters: bytes) -> int:
    place = 0
    for letter in letters.upper():
        place = place * 26 + letter - 64
    return place


def _text(cell: Any) -> str:
    """A cell as text, exactly: a number by its shortest digits, a day as 2023-04-30, yes or no; nothing as nothing."""
    match cell:
        case bool():
            return "yes" if cell else "no"
        case str():
            return cell
        case float():
            return _number(cell)
        case datetime():
            return str(cell.replace(microsecond=0) if cell.microsecond < 1_000 else cell)
        case date():
            return cell.isoformat()
    return str(cell)


def _number(number: float) -> str:
    """The shortest digits that are this number."""
    return format(Decimal(repr(number)), "f").removesuffix(".0")


def _percent(text: str) -> str:
    """What is kept as 0.95 and shown as a percentage is 95 %."""
    try:
        hundredfold = Decimal(text) * 100
    except ArithmeticError:
        return text
    plain = format(hundredfold, "f")
    return f"{plain.rstrip('0').rstrip('.') if '.' in plain else plain}%"
