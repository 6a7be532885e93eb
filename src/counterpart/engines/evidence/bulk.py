"""The quick way for large, clean CSV files: DuckDB reads all cells as text and checks each against a strict pattern.

It accepts fewer files than the careful reader, and gives the same rows, lines and digest for those it accepts. Any
other file it leaves to the careful reader, which reads it or says what is wrong.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import duckdb

from counterpart.engines.evidence.duck import named, opened, quoted
from counterpart.engines.evidence.rules.delimited import Text
from counterpart.engines.evidence.rules.forms import EARLIEST, LATEST
from counterpart.engines.evidence.rules.kinds import Kind
from counterpart.engines.evidence.rules.layout import Layout
from counterpart.engines.evidence.rules.mapping import Mapping
from counterpart.engines.evidence.rules.reading import Reading, csv_rows
from counterpart.engines.evidence.rules.rowtext import head_line
from counterpart.engines.evidence.rules.tables import Column, Type
from counterpart.engines.evidence.rules.typed import ERRORS, WHOLE_DIGITS

WORTH_IT = 250_000
"""From so many bytes on the quick way is tried."""
LONGEST_LINE = 131_072
_CONTROLS = bytes(code for code in range(32) if code not in b"\r\n") + b"\x7f"
_UNUSUAL = re.compile("[^\r\n\x20-\x7e\xa0-\u02ff\u2010-\u2027\u2030-\u205e\u20ac]")
"""Outside these characters, all of them composed and visible, the careful reader looks."""
_ODD_QUOTES = re.compile(rb'[^,\r\n"]"[^,\r\n"]|(?<![,\r\n])""|""(?![,\r\n])')
_FIRST_SUMMER, _LAST_SUMMER = 1996, 2037


@dataclass(frozen=True)
class Quick:
    """What a file came to, read the quick way; its rows lie as text and as Parquet in the folder it was given."""

    count: int
    total: Decimal
    first: tuple[str, ...]
    last: tuple[str, ...]
    digest: str
    unknown: tuple[str, ...]
    columns: tuple[str, ...]


def read_quickly(text: Text, kind: Kind, declared: Mapping | None, folder: Path) -> Quick | None:
    """The rows of a clean file; None where it is not plainly clean."""
    data = text.data
    layout = _layout(text, kind, declared) if _is_plain(declared) and _is_clean(data, text) else None
    if layout is None:
        return None
    given = folder / "given.csv"
    given.write_bytes(data)
    lines = data.count(b"\n") + (not data.endswith(b"\n"))
    try:
        with opened(folder) as duck:
            spaced = b" " in data or b"\xc2\xa0" in data
            cells = {name: _cell(place, spaced=spaced) for place, name in layout.names.items()}
            return _read(duck, given, layout, kind, cells, lines, folder, unusual=b"#" in data)
    except duckdb.Error:
        return None
    finally:
        given.unlink()


def _is_plain(declared: Mapping | None) -> bool:
    """Whether a mapping says no more than which title is which column."""
    return declared is None or declared == replace(
        Mapping(declared.id, declared.kind),
        title=declared.title,
        columns=declared.columns,
        encodings=declared.encodings,
    )


def _is_clean(data: bytes, text: Text) -> bool:
    """Whether the bytes hold nothing that two readers might read differently."""
    if text.told or text.encoding != "utf-8" or data.count(b"\r") != data.count(b"\r\n"):
        return False
    if len(data.translate(None, _CONTROLS)) != len(data) or (b'"' in data and _ODD_QUOTES.search(data)):
        return False
    return data.isascii() or not _UNUSUAL.search(data[text.starts :].decode())


def _layout(text: Text, kind: Kind, declared: Mapping | None) -> Layout | None:
    """What the columns are, by the careful reader’s own rules; None where it would find anything wrong."""
    reading = Reading("", kind.columns, declared, strict=True)
    next(iter(reading.rows(csv_rows(_two_lines(text), reading))), None)
    if reading.problems.count or not reading.layouts or reading.layouts[0].line != 1 or reading.layouts[0].untitled:
        return None
    return reading.layouts[0]


def _two_lines(text: Text) -> Iterator[str]:
    stream = text.stream()
    return (line for line, _ in zip(stream, range(2), strict=False))


def _read(
    duck: duckdb.DuckDBPyConnection,
    given: Path,
    layout: Layout,
    kind: Kind,
    cells: dict[str, str],
    lines: int,
    folder: Path,
    *,
    unusual: bool,
) -> Quick | None:
    typed, sound = [], ["true"]
    for column in kind.columns:
        cell = cells.get(column.name, "NULL::VARCHAR")
        value, check = _column(column, cell)
        typed.append(f"{value} AS {named(column.name)}")
        if column.name in cells:
            sound.append(f"({check})" if column.required else f"({cell} IS NULL OR ({check}))")
            sound += [f"coalesce({cell} NOT IN ({', '.join(map(quoted, ERRORS))}), true)"] if unusual else []
            sound += [f"{cell} IS NOT NULL"] if column.required else []
    columns = ", ".join(f"{quoted(f'c{place}')}: 'VARCHAR'" for place in range(layout.width))
    duck.execute(
        f"CREATE TEMP TABLE typed AS SELECT {', '.join(typed)}, coalesce({' AND '.join(sound)}, false) AS sound "  # noqa: S608
        "FROM read_csv($file, auto_detect = false, header = false, skip = 1, delim = ',', quote = '\"', escape = '\"', "
        f"strict_mode = true, null_padding = false, max_line_size = {LONGEST_LINE}, columns = {{{columns}}})",
        {"file": str(given)},
    )
    keyed = f"count(DISTINCT {named(kind.key)})" if kind.key in cells else "count(*)"
    amount = f"sum({named(kind.amount)})" if kind.amount else "0"
    asked = duck.execute(f"SELECT count(*), bool_and(sound), {keyed}, {amount} FROM typed").fetchone()  # noqa: S608
    count, all_sound, keys, total = asked or (0, False, 0, 0)
    if not all_sound or count != lines - 1 or keys != count:
        return None
    names = ", ".join(named(column.name) for column in kind.columns)
    rows = f"SELECT NULL AS sheet, rowid + 2 AS line, {names} FROM typed"  # noqa: S608
    digest = _text(duck, rows, folder / "rows.tsv")
    if digest is None or not _begins(folder / "rows.tsv", kind):
        return None
    duck.execute(
        f"COPY (SELECT * REPLACE (CAST(sheet AS VARCHAR) AS sheet, CAST(line AS INTEGER) AS line) FROM ({rows}))"  # noqa: S608
        f" TO {quoted(folder / 'rows.parquet')} (FORMAT parquet, COMPRESSION snappy)"
    )
    ends = duck.execute(f"{rows} WHERE rowid IN (0, {count - 1}) ORDER BY rowid").fetchall()
    said = [tuple("" if cell is None else str(cell) for cell in row[2:]) for row in ends]
    columns_read = tuple(layout.columns)
    return Quick(count, Decimal(total or 0), said[0], said[-1], digest, layout.unknown, columns_read)


def _cell(place: int, *, spaced: bool) -> str:
    """A cell without spaces at its ends, NULL where that leaves nothing. Many files have no space to look for."""
    bare = named(f"c{place}")
    return f"nullif(trim({bare}, ' \u00a0'), '')" if spaced else f"nullif({bare}, '')"


def _text(duck: duckdb.DuckDBPyConnection, rows: str, place: Path) -> str | None:
    """Write the rows as text, and give its digest."""
    duck.execute(f"COPY ({rows}) TO {quoted(place)} (FORMAT csv, HEADER, DELIMITER '\t', QUOTE '', ESCAPE '')")
    with open(place, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _begins(place: Path, kind: Kind) -> bool:
    with open(place, encoding="utf-8") as file:
        return file.readline() == head_line(kind)


def _column(column: Column, cell: str) -> tuple[str, str]:
    """What a cell is as its type, and whether it is plainly one, in SQL."""
    match column.type:
        case Type.NUMBER:
            number = f"DECIMAL({WHOLE_DIGITS + column.places}, {column.places})"
            pattern = f"-?[0-9]{{1,{WHOLE_DIGITS}}}(\\.[0-9]{{1,{column.places}}})?"
            return f"TRY_CAST({cell} AS {number})", f"regexp_full_match({cell}, '{pattern}')"
        case Type.COUNT:
            return f"TRY_CAST({cell} AS INTEGER)", f"regexp_full_match({cell}, '[0-9]{{1,9}}')"
        case Type.DATE:
            day = f"TRY_CAST({cell} AS DATE)"
            return day, (
                f"length({cell}) = 10 AND CAST({day} AS VARCHAR) = {cell} "
                f"AND {day} BETWEEN DATE '{EARLIEST}' AND DATE '{LATEST}'"
            )
        case Type.MOMENT:
            return _moment(cell)
        case Type.YES_NO:
            yes, no = "('yes', 'y', 'true', '1')", "('no', 'n', 'false', '0')"
            value = f"CASE WHEN lower({cell}) IN {yes} THEN 'yes' WHEN lower({cell}) IN {no} THEN 'no' END"
            return value, f"lower({cell}) IN {yes} OR lower({cell}) IN {no}"
        case Type.CHOICE:
            return cell, f"{cell} IN ({', '.join(map(quoted, column.choices))})"
    return cell, f"length({cell}) <= {column.longest}"


def _moment(cell: str) -> tuple[str, str]:
    """A moment to the minute or second: with Z in UTC, otherwise in London where the clocks leave no doubt."""
    spaced = f"replace(rtrim({cell}, 'Z'), 'T', ' ')"
    whole = f"CASE WHEN length({spaced}) = 16 THEN {spaced} || ':00' ELSE {spaced} END"
    local = f"TRY_CAST({whole} AS TIMESTAMP)"
    year = f"CAST(year({local}) AS INTEGER) - {_FIRST_SUMMER - 1}"
    starts, ends = ([_change(y, month) for y in range(_FIRST_SUMMER, _LAST_SUMMER + 1)] for month in (3, 10))
    start, end = (f"CAST([{', '.join(map(quoted, days))}] AS TIMESTAMP[])[{year}]" for days in (starts, ends))
    hour = "INTERVAL 1 HOUR"
    summer = f"{local} >= {start} AND {local} < {end}"
    value = f"CASE WHEN NOT ends_with({cell}, 'Z') AND {summer} THEN {local} - {hour} ELSE {local} END"
    doubted = f"({local} >= {start} AND {local} < {start} + {hour}) OR ({local} >= {end} AND {local} < {end} + {hour})"
    check = (
        f"CAST({local} AS VARCHAR) = {whole} AND length({cell}) - length(rtrim({cell}, 'Z')) <= 1 "
        f"AND length({cell}) - length(replace({cell}, 'T', '')) <= 1 "
        f"AND year({local}) BETWEEN {_FIRST_SUMMER} AND {_LAST_SUMMER} "
        f"AND (ends_with({cell}, 'Z') OR NOT ({doubted}))"
    )
    return value, check


def _change(year: int, month: int) -> str:
    """When the clocks in London change: at one in the morning of the month’s last Sunday."""
    last = datetime(year, month, 31, 1)  # noqa: DTZ001 - the time the clocks show
    return str(last - timedelta(days=last.isoweekday() % 7))


def parquet_of(kind: Kind, folder: Path) -> None:
    """Make the typed Parquet of rows that lie as text in a folder."""
    types = {"sheet": "VARCHAR", "line": "INTEGER"} | {column.name: _sql_type(column) for column in kind.columns}
    columns = ", ".join(f"{quoted(name)}: {quoted(sql)}" for name, sql in types.items())
    with opened(folder) as duck:
        duck.execute(
            f"COPY (SELECT * FROM read_csv({quoted(folder / 'rows.tsv')}, auto_detect = false, header = true, "  # noqa: S608
            f"delim = '\t', quote = '', escape = '', nullstr = '', columns = {{{columns}}})) "
            f"TO {quoted(folder / 'rows.parquet')} (FORMAT parquet, COMPRESSION snappy)"
        )


def _sql_type(column: Column) -> str:
    whole = WHOLE_DIGITS + column.places
    return {
        Type.NUMBER: f"DECIMAL({whole}, {column.places})",
        Type.COUNT: "INTEGER",
        Type.DATE: "DATE",
        Type.MOMENT: "TIMESTAMP",
    }.get(column.type, "VARCHAR")
