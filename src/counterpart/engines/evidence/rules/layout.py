"""Pure: what each column of a file is, from its titles or, where it has none, from its place."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from counterpart.engines.evidence.rules.delimited import MOST_COLUMNS, Line
from counterpart.engines.evidence.rules.mapping import Mapping as Declared
from counterpart.engines.evidence.rules.tables import Column, Problems, no_column
from counterpart.values.reference import folded
from counterpart.values.refusal import shown


@dataclass(frozen=True)
class Layout:
    """Each place of a row: the column it is, the name it unfolds into, or neither.

    `titles` are as they stand in the file. A place that is neither is kept as evidence and not read.
    """

    line: int
    titles: tuple[str, ...]
    names: Mapping[int, str]
    unfolded: Mapping[int, str] = field(default_factory=dict)

    @property
    def width(self) -> int:
        return len(self.titles)

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self.names.values())

    @property
    def untitled(self) -> tuple[int, ...]:
        return tuple(place for place, title in enumerate(self.titles) if not title.strip() and place not in self.names)

    @property
    def unknown(self) -> tuple[str, ...]:
        read = {*self.names, *self.unfolded}
        return tuple(t.strip() for place, t in enumerate(self.titles) if place not in read and t.strip())

    def place_of(self, title: str) -> int | None:
        """Where a title stands, matched as columns are."""
        return next((place for place, known in enumerate(self.titles) if matched(known) == matched(title)), None)

    def called(self, column: str) -> str:
        """A column as a problem names it: with its title in the file, where that is another."""
        title = next((self.titles[place].strip() for place, name in self.names.items() if name == column), column)
        return column if not title or matched(title) == matched(column) else f"{title} ({column})"


def layout_of(
    lines: Iterator[Line], columns: tuple[Column, ...], declared: Declared | None, problems: Problems, sheet: str | None
) -> tuple[Layout, Iterable[Line]] | None:
    """What the columns are, and the lines beneath; None, with its problems noted, where there are none at all."""
    header = declared.header if declared else None
    if header and header.absent and declared:
        return _by_place(lines, columns, declared, problems, sheet)
    before = problems.count
    first = next(lines, None)
    if first is None or problems.count > before:
        if problems.count == before:
            problems.add(None, None, "an empty file", "a row of column names, and rows beneath it", sheet=sheet)
        return None
    line, titles = first
    for _ in range((header.rows if header else 1) - 1):
        titles = _joined(titles, next(lines, (0, []))[1])
    if len(titles) > MOST_COLUMNS:
        problems.add(line, None, f"{len(titles):,} columns", f"{MOST_COLUMNS:,} at the most", sheet=sheet)
        return None
    return _by_title(line, titles, columns, declared, problems, sheet), lines


def begins(declared: Declared | None) -> frozenset[str]:
    """The titles by which the line of titles is known, as they are matched."""
    return frozenset(matched(title) for title in declared.header.titles) if declared else frozenset()


def _joined(titles: list[str], beneath: list[str]) -> list[str]:
    """Titles over two lines as one: “Amount” over “Gross” is “Amount Gross”."""
    width = max(len(titles), len(beneath))
    upper, lower = ([*cells, *[""] * (width - len(cells))] for cells in (titles, beneath))
    return [" ".join(part for part in pair if part.strip()).strip() for pair in zip(upper, lower, strict=True)]


def _by_place(
    lines: Iterator[Line], columns: tuple[Column, ...], declared: Declared, problems: Problems, sheet: str | None
) -> tuple[Layout, Iterable[Line]] | None:
    body = list(lines)
    if not body:
        problems.add(None, None, "an empty file", "rows", sheet=sheet)
        return None
    width = max(len(body[0][1]), *declared.places.values(), 1)
    names = {place - 1: name for name, place in declared.places.items()}
    _wanting(columns, declared, set(names.values()), 1, problems, sheet)
    return Layout(0, ("",) * width, names), body


def _by_title(
    line: int,
    titles: list[str],
    columns: tuple[Column, ...],
    declared: Declared | None,
    problems: Problems,
    sheet: str | None,
) -> Layout:
    known = {matched(synonym): name for name, synonyms in _synonyms(columns, declared).items() for synonym in synonyms}
    unfolds = declared.unfold.columns if declared and declared.unfold else {}
    wide = {matched(synonym): name for name, synonyms in unfolds.items() for synonym in synonyms}
    found = [matched(title) for title in titles]
    names = {place: known[title] for place, title in enumerate(found) if title and title in known}
    unfolded = {place: wide[title] for place, title in enumerate(found) if title in wide and place not in names}
    _wanting(columns, declared, set(names.values()), line, problems, sheet)
    for missing in (name for name in unfolds if name not in unfolded.values()):
        problems.add(line, missing, "no column of this name", _one_of(unfolds[missing]), sheet=sheet)
    for twice in _twice(list(names.values())) + _twice(list(unfolded.values())):
        problems.add(line, twice, "two columns of this name", "one", sheet=sheet)
    return Layout(line, tuple(titles), names, unfolded)


def matched(title: str) -> str:
    """A title as it is matched: without case, spaces or punctuation, unless it is nothing else."""
    return folded(title) or title.strip()


def _synonyms(columns: tuple[Column, ...], declared: Declared | None) -> Mapping[str, tuple[str, ...]]:
    return declared.columns if declared else {column.name: (column.name,) for column in columns}


def _twice(names: list[str]) -> list[str]:
    return [name for name in dict.fromkeys(names) if names.count(name) > 1]


def _wanting(
    columns: tuple[Column, ...],
    declared: Declared | None,
    found: set[str],
    line: int,
    problems: Problems,
    sheet: str | None,
) -> None:
    """Note the columns a file must have and has not, and those a mapping names and no file of it should be without."""
    made = _made(declared)
    for column in columns:
        if column.required and column.name not in found | made:
            synonyms = declared.columns.get(column.name, ()) if declared else ()
            problem = no_column(problems.file, line, column.name, _one_of(synonyms or (column.name,)))
            problems.add(problem.line, problem.column, problem.found, problem.wanted, sheet=sheet)


def _made(declared: Declared | None) -> set[str]:
    """The columns a mapping makes itself."""
    if declared is None:
        return set()
    unfold = declared.unfold
    return {*declared.fixed, *((unfold.name, unfold.value) if unfold else ())}


def _one_of(synonyms: Iterable[str]) -> str:
    quoted = [shown(name) for name in synonyms]
    return f"a column {quoted[0]}" if len(quoted) == 1 else f"a column with one of the titles {', '.join(quoted)}"
