"""Reads back what the writers wrote, each with a reader that knows nothing of how it was written."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from docx import Document as open_word
from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from python_calamine import CalamineWorkbook


class _Page(HTMLParser):
    """Tables as rows of text, and every tag with what it says of itself."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.tables: list[list[list[str]]] = []
        self.open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")
            self.open = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.open = False

    def handle_data(self, data: str) -> None:
        if self.open:
            self.tables[-1][-1][-1] += data


def page(html: bytes) -> _Page:
    read = _Page()
    read.feed(html.decode())
    return read


def word_tables(docx: bytes) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in open_word(io.BytesIO(docx)).tables]


def sheets_of(xlsx: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def part(archive: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(archive)) as known:
        return known.read(name).decode()


def csv_rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(), newline="")))


def json_tables(data: bytes) -> list[dict[str, Any]]:
    return [block for block in json.loads(data)["blocks"] if block["block"] == "table"]


def pdf(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


def pdf_text(data: bytes) -> str:
    """Everything that can be read on the pages, every space a single one."""
    return " ".join(" ".join(page.extract_text() for page in pdf(data).pages).split())


def structure(data: bytes) -> Iterator[DictionaryObject]:
    """Every element of the tree that a screen reader follows, in order."""
    waiting = [pdf(data).root_object["/StructTreeRoot"]["/K"]]
    while waiting:
        node = waiting.pop(0).get_object()
        if isinstance(node, list):
            waiting = [*node, *waiting]
        elif isinstance(node, DictionaryObject) and "/S" in node:
            yield node
            waiting = [node["/K"], *waiting] if "/K" in node else waiting
