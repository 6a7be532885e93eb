"""Pure: typed rows as text that anyone can read and hash.

The text of a file's rows is UTF-8, one row a line, cells parted by tabs, each line ended by a line feed. The first line
has the names: sheet, line, and the columns of the kind. A number has its column's decimal places, a day is 2023-04-30,
a moment 2023-04-30 08:15:00 in UTC, a blank cell is nothing. The digest of the rows is the SHA-256 of that text.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256

from counterpart.engines.evidence.rules.kinds import Kind
from counterpart.engines.evidence.rules.reading import Reading
from counterpart.engines.evidence.rules.tables import Row
from counterpart.engines.evidence.rules.typed import Unfit, typed
from counterpart.values.refusal import shown


def head_line(kind: Kind) -> str:
    """The names of a row's cells."""
    return "\t".join(("sheet", "line", *(column.name for column in kind.columns))) + "\n"


@dataclass
class Typing:
    """Rows becoming text one by one, which is handed to `write`: how many, what their amounts come to, the digest."""

    kind: Kind
    reading: Reading
    write: Callable[[bytes], object]
    count: int = 0
    total: Decimal = Decimal(0)
    first: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    seen: dict[str, str] = field(default_factory=dict)

    def all(self, rows: Iterable[Row]) -> str:
        """Write every row that is sound, note the problems of the others, and give the digest."""
        digest = sha256()

        def put(text: str) -> None:
            data = text.encode()
            digest.update(data)
            self.write(data)

        put(head_line(self.kind))
        for row in rows:
            before = self.reading.problems.count
            cells = [self._cell(row, place) for place in range(len(self.kind.columns))]
            self._comes_once(row)
            if self.reading.problems.count == before:
                self._count(cells)
                put("\t".join((row.sheet or "", str(row.line), *cells)) + "\n")
        return digest.hexdigest()

    def _count(self, cells: list[str]) -> None:
        self.count += 1
        self.last = tuple(cells)
        self.first = self.first or self.last
        for column, cell in zip(self.kind.columns, cells, strict=True):
            if column.name == self.kind.amount and cell:
                self.total += Decimal(cell)

    def _cell(self, row: Row, place: int) -> str:
        column = self.kind.columns[place]
        text = row[column.name]
        if not text:
            if column.required and column.name in self.reading.held:
                self._note(row, column.name, "nothing", "it filled in")
            return ""
        try:
            return typed(column, text, self.reading.declared)
        except Unfit as unfit:
            self._note(row, column.name, unfit.found or shown(text), str(unfit))
            return ""

    def _comes_once(self, row: Row) -> None:
        key = self.kind.key
        if key is None or not row[key]:
            return
        here = f"line {row.line}" if row.sheet is None else f"sheet {row.sheet}, line {row.line}"
        first = self.seen.setdefault(row[key], here)
        if first != here:
            self._note(row, key, f"{shown(row[key])} a second time (first on {first})", f"each {key} once")

    def _note(self, row: Row, column: str, found: str, wanted: str) -> None:
        called = self.reading.layouts[-1].called(column)
        self.reading.problems.add(row.line, called, found, wanted, sheet=row.sheet)
