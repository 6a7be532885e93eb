"""Pure: the rows of a file by the names of their columns, as a mapping declares, with every problem noted."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from counterpart.engines.evidence.rules.delimited import MOST_BYTES_OF_FIGURES, UTF_8, Line, Text, csv_lines, texts
from counterpart.engines.evidence.rules.forms import number_text
from counterpart.engines.evidence.rules.layout import Layout, begins, layout_of, matched
from counterpart.engines.evidence.rules.mapping import LeaveOut, Untitled
from counterpart.engines.evidence.rules.mapping import Mapping as Declared
from counterpart.engines.evidence.rules.tables import Column, Problems, Row, Table, Type
from counterpart.values.refusal import Problem, shown

_OF_CP1252 = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}


@dataclass
class Reading:
    """One reading of one file: what its columns hold, what a mapping declares, and what came up.

    Strict reading refuses rows that have fewer cells than titles, and cells without a title.
    """

    file: str
    columns: tuple[Column, ...]
    declared: Declared | None = None
    strict: bool = False
    problems: Problems = field(init=False)
    told: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    passed_by: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Cells that were not read as they stand: where, and what was done."""
    layouts: list[Layout] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.problems = Problems(self.file)
        self.types = {column.name: column for column in self.columns}

    @property
    def held(self) -> frozenset[str]:
        """The columns that the rows now being read have, from the file or from the mapping."""
        unfold = self.declared.unfold if self.declared else None
        made = (*(self.declared.fixed if self.declared else ()), *((unfold.name, unfold.value) if unfold else ()))
        return frozenset((*self.layouts[-1].columns, *made))

    def begins(self, cells: Iterable[str]) -> bool:
        """Whether a line has the titles by which the declared line of titles is known."""
        return begins(self.declared) <= {matched(cell) for cell in cells}

    def rows(self, lines: Iterator[Line], *, sheet: str | None = None) -> Iterator[Row]:
        """The rows beneath the titles. `lines` begin with the line of titles."""
        found = layout_of(lines, self.columns, self.declared, self.problems, sheet)
        if found is None:
            return
        layout, body = found
        self.layouts.append(layout)
        if self.declared and layout.line > 1:
            above = "1 line" if layout.line == 2 else f"{layout.line - 1} lines"
            self.told.append(f"{above} above the titles{f' on {sheet}' if sheet else ''}: passed over as declared.")
        before, some = self.problems.count, False
        for line, cells in body:
            some = True
            if self.declared and self.declared.controls_as_cp1252:
                cells = [self._repaired(cell) for cell in cells]
            if self._left_out(layout, cells) or not self._fits(layout, line, cells, sheet):
                continue
            yield from self._unfolded(layout, self._row(layout, line, cells, sheet), cells)
        if not some and self.problems.count == before:
            self.problems.add(None, None, "no rows under the column names", "at least one row", sheet=sheet)

    def said(self) -> tuple[str, ...]:
        """What was done to read the file, in sentences."""
        counted = [f"{_counted(count, 'row')} left out as declared: {why}." for why, count in self.left_out.items()]
        counted += [
            f"{'1 cell' if count == 1 else f'{count:,} cells'}{where and f' {where}'} "
            f"{'was' if count == 1 else 'were'} {what}."
            for (where, what), count in self.passed_by.items()
        ]
        return tuple(dict.fromkeys([*self.told, *_declared(self.declared), *counted]))

    def _repaired(self, cell: str) -> str:
        """A cell in which control characters U+0080 to U+009F are the letters of cp1252 that they were."""
        repaired = cell.translate(_OF_CP1252)
        if repaired != cell:
            self.passed_by["with control characters", "read with the letters of cp1252 instead, as declared"] += 1
        return repaired

    def _left_out(self, layout: Layout, cells: list[str]) -> bool:
        for rule in self.declared.leave_out if self.declared else ():
            place = _place(layout, rule)
            if place is not None and (cells[place].strip() if place < len(cells) else "") in rule.of:
                self.left_out[rule.why] += 1
                return True
        return False

    def _fits(self, layout: Layout, line: int, cells: list[str], sheet: str | None) -> bool:
        """Whether the cells of a row stand under their titles. A row that might be shifted is not read at all."""
        beyond = [cell.strip() for cell in cells[layout.width :]]
        if any(cell not in (self.declared.beyond_titles if self.declared else ()) for cell in beyond):
            found = f"{len(cells)} cells under {layout.width} column names"
            self.problems.add(line, None, found, "one cell a column", sheet=sheet)
            return False
        for cell in filter(None, beyond):
            self.passed_by["beyond the titles", f"passed over, as declared ({cell})"] += 1
        if not self.strict:
            return True
        if len(cells) < layout.width and not (self.declared and self.declared.short_rows):
            found = f"{len(cells)} cells under {layout.width} column names"
            self.problems.add(line, None, found, "one cell a column", sheet=sheet)
            return False
        if not self.declared or self.declared.untitled is Untitled.REFUSE:
            return self._titled(layout, line, cells, sheet)
        if self.declared.untitled is Untitled.JOIN:
            self._join(layout, cells)
        return True

    def _join(self, layout: Layout, cells: list[str]) -> None:
        for place in reversed(layout.untitled):
            if 0 < place < len(cells) and cells[place].strip():
                cells[place - 1 : place + 1] = [cells[place - 1] + cells[place], ""]
                self.passed_by["without a title", "joined to the cell before, as declared"] += 1

    def _titled(self, layout: Layout, line: int, cells: list[str], sheet: str | None) -> bool:
        for place in layout.untitled:
            if place < len(cells) and cells[place].strip():
                found = f"{shown(cells[place])} in a column without a title"
                self.problems.add(line, f"{place + 1}", found, "a title above it, or nothing", sheet=sheet)
                return False
        return True

    def _row(self, layout: Layout, line: int, cells: list[str], sheet: str | None) -> Row:
        """The cells by the name of their column; of two columns of one name, the first that holds anything."""
        row: dict[str, str] = dict(self.declared.fixed) if self.declared else {}
        for place, name in layout.names.items():
            if place < len(cells) and not row.get(name):
                row[name] = self._cell(name, cells[place].strip())
        return Row(line, row, sheet)

    def _unfolded(self, layout: Layout, row: Row, cells: list[str]) -> Iterator[Row]:
        unfold = self.declared.unfold if self.declared else None
        if unfold is None:
            yield row
            return
        for place, name in layout.unfolded.items():
            text = cells[place].strip() if place < len(cells) else ""
            value = self._cell(unfold.value, text)
            if value:
                yield Row(row.line, {**row.cells, unfold.name: name, unfold.value: value}, row.sheet)
            else:
                self.passed_by[f"under {name}", f"passed over: {text or 'blank'}"] += 1

    def _cell(self, name: str, text: str) -> str:
        """A cell as it stands; what is declared to be missing is blank, and a number is written plainly."""
        if not text:
            return ""
        if self.declared and text in self.declared.missing:
            if not self.declared.unfold:
                self.passed_by["", f"read as blank, as declared ({text})"] += 1
            return ""
        if self.declared and name in self.declared.instead:
            text = self.declared.instead[name].get(text, text)
        column = self.types.get(name)
        if column and column.type in (Type.NUMBER, Type.COUNT):
            return number_text(text, self.declared, name)
        return text


def _place(layout: Layout, rule: LeaveOut) -> int | None:
    return rule.place - 1 if rule.place else layout.place_of(rule.title or "")


def _declared(declared: Declared | None) -> Iterator[str]:
    """What a mapping has done to every row."""
    if declared is None:
        return
    if declared.dates:
        yield f"Days are read {declared.dates.value}, as declared."
    if declared.drop_times:
        yield "A time of day beside a day is dropped, as declared."
    if declared.serial_dates:
        yield "A bare number of days is read as a day, as declared."
    if declared.significant_digits:
        yield f"Numbers are read to {declared.significant_digits} significant digits, as declared."
    for name, places in declared.round.items():
        yield f"{name} is rounded to {places} decimal places, half up, as declared."


def _counted(number: int, thing: str) -> str:
    return f"1 {thing} was" if number == 1 else f"{number:,} {thing}s were"


def read_csv(data: bytes, *, file: str, columns: Iterable[Column], declared: Declared | None = None) -> Table:
    """A CSV file (UTF-8, with or without a byte-order mark) as a table; what is wrong stands in `problems`.

    A mapping may declare otherwise; of the encodings it declares, that is right in which the titles are found.
    """
    wanted = tuple(columns)
    found = texts(data, file, encodings=declared.encodings if declared else (), most=MOST_BYTES_OF_FIGURES)
    if isinstance(found, Problem):
        return Table(file, (), (), (), (found,))
    tables = []
    for text in found:
        reading = reading_of(text, file, wanted, declared, strict=declared is not None)
        rows = tuple(reading.rows(csv_rows(text.stream(), reading)))
        tables.append(table_of(reading, rows, encoding=text.encoding))
        if not reading.problems.count:
            break
    return min(tables, key=lambda table: len(table.problems))


def reading_of(
    text: Text, file: str, columns: tuple[Column, ...], declared: Declared | None, *, strict: bool
) -> Reading:
    """A reading of a text that is about to begin."""
    reading = Reading(file, columns, declared, strict)
    reading.told += text.told
    if text.encoding != UTF_8:
        reading.told.append(f"Its text is read as {text.encoding}, as declared.")
    return reading


def csv_rows(stream: Iterator[str], reading: Reading) -> Iterator[Line]:
    """The rows of a delimited file from its line of titles on."""
    header = reading.declared.header if reading.declared else None
    if header is None:
        return csv_lines(stream, reading.problems)
    looked_for = reading.begins if header.titles else None
    return csv_lines(stream, reading.problems, from_line=header.line or 1, begins=looked_for, within=header.within)


def table_of(
    reading: Reading, rows: tuple[Row, ...], *, encoding: str | None = None, sheets: tuple[str, ...] = ()
) -> Table:
    """What a reading came to."""
    layouts = reading.layouts
    made = [name for name in sorted(reading.held) if name not in layouts[0].columns] if layouts else []
    return Table(
        file=reading.file,
        rows=rows,
        columns=(*layouts[0].columns, *made) if layouts else (),
        unknown=tuple(dict.fromkeys(title for layout in layouts for title in layout.unknown)),
        problems=reading.problems.all(),
        header_line=layouts[0].line if layouts else 1,
        told=reading.said(),
        encoding=encoding,
        sheets=sheets,
    )
