"""Reads the files of an audit into tables of whole numbers, and tells everything that is wrong with them at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb

from counterpart.capabilities.assurance.rules.wanted import WANTED, Cell, Form, Wanted, is_whole
from counterpart.engines.evidence.duck import named, quoted
from counterpart.values.reference import folded
from counterpart.values.refusal import Problem, Refusal, Refused, shown

EXAMPLES = 20
"""So many rows of a fault are told by line; the others are counted."""
_READABLE = ("BOOLEAN", "VARCHAR", "DATE", "TIMESTAMP", "DECIMAL", "DOUBLE", "FLOAT", "TINYINT", "SMALLINT",
             "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER")  # fmt: skip
_FITS = {
    Form.ID: ("VARCHAR", "DOUBLE", "FLOAT", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT",
              "UINTEGER"),
    Form.NUMBER: ("VARCHAR", "DOUBLE", "FLOAT", "DECIMAL", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT",
                  "USMALLINT", "UINTEGER"),
    Form.DAY: ("VARCHAR", "DATE", "TIMESTAMP"),
    Form.MOMENT: ("VARCHAR", "DATE", "TIMESTAMP"),
    Form.TEXT: _READABLE,
    Form.STATUS: ("VARCHAR",),
}  # fmt: skip


@dataclass
class Source:
    """A file of the audit: how it is called, where it lies as Parquet, and which of its columns is which."""

    kind: str
    file: str
    parquet: Path
    columns: dict[str, tuple[str, str]] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    is_csv: bool = False

    @property
    def read(self) -> str:
        return f"read_parquet({quoted(self.parquet)}, file_row_number = true)"

    def has(self, column: str) -> bool:
        return column in self.columns

    def line(self, row: int) -> int:
        """Where a row stands in the file: below the titles of a CSV file, or by its number."""
        return row + 2 if self.is_csv else row + 1


@dataclass(frozen=True)
class Taken:
    """What was read: the sources, which ids are numbers, and the columns of each file that were not read."""

    sources: Mapping[str, Source]
    numbered: frozenset[str]

    def has(self, kind: str, column: str) -> bool:
        return kind in self.sources and self.sources[kind].has(column)


def sources(duck: duckdb.DuckDBPyConnection, files: Mapping[str, Path], folder: Path) -> Mapping[str, Source]:
    """The files as Parquet, their columns found. Raises Refused with every problem."""
    problems: list[Problem] = []
    found = {kind: _source(duck, kind, file, folder, problems) for kind, file in files.items()}
    must_hold(problems)
    return {kind: source for kind, source in found.items() if source}


def _source(
    duck: duckdb.DuckDBPyConnection, kind: str, file: Path, folder: Path, problems: list[Problem]
) -> Source | None:
    if not file.is_file():
        problems.append(Problem(file.name, None, None, "no file of this name", f"the {kind} as CSV or Parquet"))
        return None
    with open(file, "rb") as opened:
        start = opened.read(4)
    source = Source(kind, file.name, file if start == b"PAR1" else folder / f"{kind}.parquet", is_csv=start != b"PAR1")
    if not start:
        problems.append(Problem(file.name, None, None, "an empty file", f"the {kind} as CSV or Parquet"))
        return None
    try:
        if source.is_csv:
            duck.execute(
                f"COPY (SELECT * FROM read_csv({quoted(file)}, all_varchar = true, header = true, delim = ',', "  # noqa: S608
                f"quote = '\"', escape = '\"', strict_mode = true, null_padding = false)) "
                f"TO {quoted(source.parquet)} (FORMAT parquet, COMPRESSION snappy)"
            )
        described = duck.execute(f"DESCRIBE SELECT * FROM read_parquet({quoted(source.parquet)})").fetchall()  # noqa: S608
    except duckdb.Error as error:
        what = "a CSV file that cannot be read" if source.is_csv else "a Parquet file that cannot be read"
        why = f" ({str(error).splitlines()[0]})" if source.is_csv else ""
        problems.append(Problem(file.name, None, None, what + why, "a whole CSV (UTF-8) or Parquet file"))
        return None
    problems.extend(_columns(source, [(str(name), str(of_type)) for name, of_type, *_ in described]))
    return source


def _columns(source: Source, described: list[tuple[str, str]]) -> Iterator[Problem]:
    """Find the wanted columns, matched without case, spaces or punctuation."""
    there: dict[str, list[tuple[str, str]]] = {}
    for name, of_type in described:
        there.setdefault(folded(name), []).append((name, of_type))
    for wanted in WANTED[source.kind]:
        found = there.pop(folded(wanted.name), [])
        if len(found) > 1:
            yield Problem(source.file, 1, wanted.name, "two columns of this name", "one")
        elif found and found[0][1] != '"NULL"' and not found[0][1].startswith(_FITS[wanted.form]):
            yield Problem(source.file, None, wanted.name, f"cells of the type {found[0][1]}", f"a {wanted.form}")
        elif found:
            source.columns[wanted.name] = found[0]
        elif wanted.required:
            yield Problem(source.file, 1, wanted.name, "no column of this name", f"the {wanted.form} of each row")
    source.unknown = tuple(name for names in there.values() for name, _ in names)


def take(duck: duckdb.DuckDBPyConnection, found: Mapping[str, Source], today: date) -> Taken:
    """Make a view of each file in whole numbers. Raises Refused with every problem of every file."""
    numbered = _numbered(found)
    taken = Taken(found, numbered)
    days = (today - date(1970, 1, 1)).days
    problems: list[Problem] = []
    for kind, source in found.items():
        problems.extend(_faults(duck, source, numbered, days))
        duck.execute(f"CREATE VIEW {kind} AS {_view(source, numbered)}")
    must_hold(problems)
    for kind in ("exclusions", "properties"):
        if kind not in found:
            duck.execute(f"CREATE VIEW {kind} AS {_nothing(kind, numbered)}")
    problems.extend(_across(duck, taken))
    must_hold(problems)
    return taken


def _numbered(found: Mapping[str, Source]) -> frozenset[str]:
    """The ids that are whole numbers in every file that has them; the others are compared as text."""
    types: dict[str, set[bool]] = {}
    for kind, source in found.items():
        for wanted in WANTED[kind]:
            if wanted.form is Form.ID and source.has(wanted.name):
                types.setdefault(wanted.group, set()).add(is_whole(source.columns[wanted.name][1]))
    return frozenset(name for name, whole in types.items() if whole == {True})


def _cell(source: Source, wanted: Wanted, numbered: frozenset[str]) -> Cell | None:
    if not source.has(wanted.name):
        return None
    name, of_type = source.columns[wanted.name]
    bare, of_type = (f"CAST({named(name)} AS VARCHAR)", "VARCHAR") if of_type == '"NULL"' else (named(name), of_type)
    return Cell(wanted, bare, of_type, wanted.group in numbered)


def _faults(duck: duckdb.DuckDBPyConnection, source: Source, numbered: frozenset[str], today: int) -> Iterator[Problem]:
    """Every fault of the cells of a file: one scan that counts, and another where there is any."""
    cells = [cell for wanted in WANTED[source.kind] if (cell := _cell(source, wanted, numbered))]
    asked = [(cell, fault, words) for cell in cells for fault, words in cell.faults(today)]
    counts = ", ".join(f"count(*) FILTER (WHERE {fault})" for _, fault, _ in asked)
    try:
        row = duck.execute(f"SELECT count(*), {counts} FROM {source.read}").fetchone()  # noqa: S608
    except duckdb.Error:
        yield Problem(source.file, None, None, "a file that cannot be read to its end", "a whole file")
        return
    total, *found = row or (0,)
    if not total and source.kind in ("lines", "jobs", "rates"):
        yield Problem(source.file, None, None, "no row below the titles", f"at least one of the {source.kind}")
    for (cell, fault, words), times in zip(asked, found, strict=True):
        if times:
            yield from _examples(duck, source, cell, fault, words, times)


def _examples(
    duck: duckdb.DuckDBPyConnection, source: Source, cell: Cell, fault: str, words: str, times: int
) -> Iterator[Problem]:
    rows = duck.execute(
        f"SELECT file_row_number, CAST({cell.bare} AS VARCHAR) FROM {source.read} WHERE {fault} "  # noqa: S608
        f"ORDER BY 1 LIMIT {EXAMPLES}"
    ).fetchall()
    name = source.columns[cell.wanted.name][0]
    for row, value in rows:
        yield Problem(source.file, source.line(row), name, shown(value or ""), words)
    if times > len(rows):
        yield Problem(source.file, None, name, f"{times - len(rows):,} more rows like these", words)


_NAMES = {
    "lines": {"invoiced_on": "invoiced_day"},
    "jobs": {},
    "rates": {"max_quantity": "most", "valid_from": "from_day", "valid_to": "to_day"},
    "exclusions": {},
    "properties": {"floor_area_m2": "floor_area", "void_from": "void_day"},
}
_SQL = {Form.ID: "VARCHAR", Form.NUMBER: "BIGINT", Form.DAY: "INTEGER", Form.MOMENT: "BIGINT"}
_DAY = 86_400_000_000
LAST_DAY = 36_524
"""Where a rate has no last day, it is in force until the end of 2069."""


def _view(source: Source, numbered: frozenset[str]) -> str:
    values: dict[str, str] = {}
    for wanted in WANTED[source.kind]:
        cell = _cell(source, wanted, numbered)
        name = _NAMES[source.kind].get(wanted.name, wanted.name)
        values[name] = cell.value if cell else f"CAST(NULL AS {_SQL.get(wanted.form, 'VARCHAR')})"
    if source.kind == "lines":
        values = {"row": "file_row_number", **values}
    if source.kind == "jobs":
        started, raised, completed = (values.pop(f"{name}_at") for name in ("started", "raised", "completed"))
        values["start_day"] = f"CAST(floor(coalesce({started}, {raised}) / {_DAY}) AS INTEGER)"
        values["started"], values["completed"] = started, completed
        values["completed_day"] = f"CAST(floor({completed} / {_DAY}) AS INTEGER)"
    if source.kind == "rates":
        values["to_day"] = f"least(coalesce({values['to_day']}, {LAST_DAY}), {LAST_DAY})"
    return f"SELECT {', '.join(f'{value} AS {name}' for name, value in values.items())} FROM {source.read}"  # noqa: S608


def _nothing(kind: str, numbered: frozenset[str]) -> str:
    values = []
    for wanted in WANTED[kind]:
        sql_type = "BIGINT" if wanted.group in numbered else _SQL.get(wanted.form, "VARCHAR")
        values.append(f"CAST(NULL AS {sql_type}) AS {_NAMES[kind].get(wanted.name, wanted.name)}")
    return f"SELECT {', '.join(values)} WHERE false"


def _across(duck: duckdb.DuckDBPyConnection, taken: Taken) -> Iterator[Problem]:
    """What is wrong between rows: rates that overlap or end before they begin, ids twice, units unlike the schedule."""
    rates = taken.sources["rates"]
    read = f"(SELECT row_number() OVER () - 1 AS row, * FROM ({_view(rates, taken.numbered)}))"  # noqa: S608
    backward = f"SELECT row, from_day, to_day FROM {read} WHERE to_day < from_day ORDER BY row LIMIT {EXAMPLES}"  # noqa: S608
    for row, first, last in duck.execute(backward).fetchall():
        yield Problem(rates.file, rates.line(row), "valid_to", _day(last), f"no day before {_day(first)}")
    overlapping = (
        "SELECT row, code, from_day, before FROM (SELECT *, lag(to_day) OVER "  # noqa: S608
        f"(PARTITION BY code ORDER BY from_day, row) AS before FROM {read}) WHERE from_day <= before "
        f"ORDER BY row LIMIT {EXAMPLES}"
    )
    for row, code, first, before in duck.execute(overlapping).fetchall():
        found = f"code {code} from {_day(first)}, while another of its rates is in force until {_day(before)}"
        yield Problem(rates.file, rates.line(row), "valid_from", found, "one rate a code on each day")
    for kind, key in (("properties", "property_id"), ("jobs", "job_id")):
        if kind == "properties" and kind in taken.sources:
            yield from twice(duck, taken.sources[kind], key)
    if taken.has("lines", "unit") and taken.has("rates", "unit"):
        yield from _units(duck, taken)


def twice(duck: duckdb.DuckDBPyConnection, source: Source, key: str) -> Iterator[Problem]:
    """The ids that a file has more than once."""
    found = duck.execute(
        f"SELECT {key}, count(*) FROM {source.kind} GROUP BY 1 HAVING count(*) > 1 ORDER BY 1 LIMIT {EXAMPLES}"  # noqa: S608
    ).fetchall()
    for value, times in found:
        yield Problem(source.file, None, key, f"{shown(str(value))} {times} times", f"each {key} once")


def _units(duck: duckdb.DuckDBPyConnection, taken: Taken) -> Iterator[Problem]:
    lines = taken.sources["lines"]
    schedule = _view_with_unit(taken)
    rows = duck.execute(
        "SELECT l.code, l.unit, l.times, s.units FROM "  # noqa: S608
        "(SELECT code, unit, count(*) AS times FROM lines WHERE unit IS NOT NULL GROUP BY 1, 2) l "
        f"JOIN (SELECT code, list_sort(list(DISTINCT lower(trim(unit)))) AS units FROM ({schedule}) "
        "WHERE unit IS NOT NULL GROUP BY 1) s ON l.code = s.code "
        f"WHERE NOT list_contains(s.units, lower(trim(l.unit))) ORDER BY 1, 2 LIMIT {EXAMPLES}"
    ).fetchall()
    for code, unit, times, units in rows:
        found = f"{shown(unit)} for code {code} on {times:,} lines"
        yield Problem(lines.file, None, "unit", found, f"{' or '.join(units)}, as in the schedule")


def _view_with_unit(taken: Taken) -> str:
    return _view(taken.sources["rates"], taken.numbered)


def _day(number: int) -> str:
    on = date.fromordinal(number + date(1970, 1, 1).toordinal())
    return f"{on.day} {on:%B %Y}"


def must_hold(problems: list[Problem]) -> None:
    """Refuse files with problems, all of them at once."""
    if problems:
        things = "1 thing is" if len(problems) == 1 else f"{len(problems):,} things are"
        raise Refused(
            Refusal(
                code="audit.files",
                what="Nothing was audited",
                fact=f"{things} wrong with the files",
                rule="every line is audited, or none",
                next_step="Put right what is listed, and run the audit again.",
                problems=tuple(problems),
            )
        )
