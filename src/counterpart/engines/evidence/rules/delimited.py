"""Pure: the text of a delimited file, in a declared encoding and never a guessed one, and its lines."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from counterpart.engines.evidence.rules.tables import Problems
from counterpart.values.refusal import Problem

UTF_8 = "utf-8"
HELPFUL = ("cp1252", "cp850", "mac-roman")
"""Encodings that files in use here have had, named where one of them would help."""
MOST_BYTES = 500_000_000
MOST_BYTES_OF_FIGURES = 50_000_000
MOST_COLUMNS = 2_000
_BOM = b"\xef\xbb\xbf"
_AS_TEXT = {"ï»¿": "once", "Ã¯Â»Â¿": "twice", "Ã¯»¿": "twice"}
"""A byte-order mark that was taken for text, and how often; the last had its Â dropped on the way."""

Line = tuple[int, list[str]]


@dataclass(frozen=True)
class Text:
    """A file's bytes and the encoding in which all of them are text; `starts` after what only marks that."""

    data: bytes
    encoding: str
    starts: int = 0
    told: tuple[str, ...] = ()

    def stream(self) -> Iterator[str]:
        """Its lines as they stand, each with its end."""
        data = self.data[self.starts :] if self.starts else self.data
        return iter(io.TextIOWrapper(io.BytesIO(data), encoding=self.encoding, newline=""))


def texts(data: bytes, file: str, *, encodings: Iterable[str] = (), most: int = MOST_BYTES) -> list[Text] | Problem:
    """The file as text: in UTF-8, otherwise in each declared encoding in which it can be; or what is wrong with it."""
    declared = tuple(encodings)
    if len(data) > most:
        return Problem(file, None, None, f"{len(data):,} bytes", f"{most:,} bytes at the most")
    if not any(name.startswith("utf-16") for name in declared) and (place := data.find(b"\0")) >= 0:
        line = data.count(b"\n", 0, place) + 1
        return Problem(file, line, None, "a NUL character", "text: a CSV file, saved as UTF-8")
    try:
        data.decode(UTF_8)
        return [_begun(data, UTF_8)]
    except UnicodeDecodeError as error:
        fits = [name for name in declared if _fits(data, name)]
        return [_begun(data, name) for name in fits] or _not_text(data, file, error, declared)


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _not_text(data: bytes, file: str, error: UnicodeDecodeError, declared: tuple[str, ...]) -> Problem:
    line = data.count(b"\n", 0, error.start) + 1
    if declared:
        return Problem(file, line, None, f"bytes that are no text in UTF-8 or {' or '.join(declared)}", "one of these")
    readings = [f"“{data[error.start : error.start + 1].decode(name, 'replace')}” in {name}" for name in HELPFUL]
    wanted = f"a CSV file, saved as UTF-8, or a mapping that declares its encoding: it is {', '.join(readings)}"
    return Problem(file, line, None, f"the byte {data[error.start]:02X}, which is not UTF-8 text", wanted)


def _begun(data: bytes, encoding: str) -> Text:
    """Where the text begins, after a byte-order mark, and after one that was taken for text once or twice."""
    starts = len(_BOM) if data.startswith(_BOM) and encoding == UTF_8 else 0
    for letters, often in _AS_TEXT.items():
        written = letters.encode(encoding, "ignore")
        if written and data.startswith(written, starts):
            told = f"A byte-order mark that had been encoded as text {often} was dropped from the head of the file."
            return Text(data, encoding, starts + len(written), (told,))
    return Text(data, encoding, starts)


def csv_lines(
    stream: Iterator[str],
    problems: Problems,
    *,
    from_line: int = 1,
    begins: Callable[[list[str]], bool] | None = None,
    within: int = 60,
) -> Iterator[Line]:
    """The rows that hold anything, each with the line it begins on; a problem for each that cannot be read.

    Rows are read from a line on, or from the first of some lines after it that `begins`; what stands above may be no
    rows at all.
    """
    passed = sum(1 for _ in islice(stream, from_line - 1))
    if begins is not None:
        head = list(islice(stream, within))
        start = next((place for place, line in enumerate(head) if begins(_cells(line))), 0)
        passed, stream = passed + start, chain(head[start:], stream)
    reader = csv.reader(stream, strict=True)
    while True:
        line = passed + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            found = "a quotation mark out of place, or a cell far too long"
            problems.add(line, None, found, "the quotation marks of each cell in pairs")
            continue
        if any(cell.strip() for cell in cells):
            yield line, cells


def _cells(line: str) -> list[str]:
    try:
        return next(csv.reader([line]), [])
    except csv.Error:
        return []
