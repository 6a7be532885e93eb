"""The audit of payments that were published, with DuckDB: no database and no Django, files in and a folder out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import ibis
import ibis.expr.types as ir

from counterpart.capabilities.assurance.checks import payments as checks
from counterpart.capabilities.assurance.queries.intake import EXAMPLES, must_hold
from counterpart.capabilities.assurance.queries.running import sql_of
from counterpart.capabilities.assurance.queries.telling import for_a_spreadsheet
from counterpart.capabilities.assurance.rules.parameters import Parameters
from counterpart.capabilities.assurance.rules.payment_summary import PaymentsSummary, Supplier
from counterpart.capabilities.assurance.rules.payments import PaymentCheck, is_published_twice
from counterpart.capabilities.assurance.rules.summary import Large, Left, Tally
from counterpart.engines.clocks.progress import tell
from counterpart.engines.evidence.duck import opened, quoted
from counterpart.engines.evidence.mappings import shelf
from counterpart.engines.evidence.reader import PARQUET_FILE, read_rows
from counterpart.engines.evidence.rules.kinds import PAYMENTS
from counterpart.engines.evidence.rules.mapping import Mapping as Declared
from counterpart.values.refusal import Problem

LARGEST, SUPPLIERS = 10, 20
SPILLED = "16GB"


@dataclass
class Read:
    """The files as typed rows, named so that no two have one name, with what was done to read them."""

    names: list[str] = field(default_factory=list)
    rows: list[Path] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


@dataclass
class Run:
    """An audit of payments under way."""

    duck: duckdb.DuckDBPyConnection
    read: Read
    parameters: Parameters
    by_reference: bool = True
    dropped: list[tuple[int, int, int]] = field(default_factory=list)

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        self.duck.execute(f"CREATE TABLE {name} AS {sql_of(expression)}")
        return ibis.table(expression.schema(), name=name)

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        return self.duck.execute(sql).fetchall()


def audit_payments(
    files: Sequence[Path],
    parameters: Parameters,
    *,
    folder: Path,
    today: date,
    declared: Declared | None = None,
    memory: str = "2GB",
) -> PaymentsSummary:
    """Audit published payments and leave findings.parquet and findings.csv in a folder. Raises Refused."""
    work = folder / "work"
    work.mkdir()
    tell("Reading the files")
    read = _read(files, declared, work)
    with opened(work, folder, memory=memory, spilled=SPILLED) as duck:
        run = Run(duck, read, parameters)
        duck.execute(f"CREATE VIEW payments AS {_rows(read)}")
        must_hold(list(_days_ahead(run, today)))
        once = _once(run)
        run.by_reference = not _numbers_rows(run)
        known = run.keep("known", checks.known(once, parameters, by_reference=run.by_reference))
        _check(run, known)
        return _written(run, folder)


def _read(files: Sequence[Path], declared: Declared | None, work: Path) -> Read:
    problems: list[Problem] = []
    read = Read()
    alike = len({file.name for file in files}) < len(files)
    for place, file in enumerate(files):
        name = str(file) if alike else file.name
        if not file.is_file():
            problems.append(Problem(name, None, None, "no file of this name", "payments as CSV, XLSX or Parquet"))
            continue
        own = work / f"file-{place}"
        own.mkdir()
        rows = read_rows(file.read_bytes(), file=name, kind=PAYMENTS, folder=own, declared=declared)
        problems.extend(rows.table.problems)
        read.names.append(name)
        read.rows.append(own / PARQUET_FILE)
        read.told.extend(f"{name}: {told}" for told in rows.table.told)
    if declared is None and any(problem.found == "no column of this name" for problem in problems):
        known = ", ".join(name for name, _ in shelf())
        problems.append(
            Problem(problems[0].file, None, None, "titles of its own", f"a mapping, such as one of {known}")
        )
    must_hold(problems)
    return read


def _rows(read: Read) -> str:
    """Every row of every file in whole numbers, numbered through."""
    each = (
        f"SELECT {place} AS place, file_row_number AS n, * FROM "  # noqa: S608
        f"read_parquet({quoted(rows)}, file_row_number = true)"
        for place, rows in enumerate(read.rows)
    )
    return (
        "SELECT row_number() OVER (ORDER BY place, n) - 1 AS row, place, CAST(line AS BIGINT) AS line, supplier, "  # noqa: S608
        "supplier_id, invoice, reference, CAST(paid_on - DATE '1970-01-01' AS INTEGER) AS day, "
        f"CAST(amount * 100 AS BIGINT) AS amount FROM ({' UNION ALL '.join(each)})"
    )


def _days_ahead(run: Run, today: date) -> Iterator[Problem]:
    last = (today - date(1970, 1, 1)).days
    for place, line, day in run.ask(
        f"SELECT place, line, CAST(DATE '1970-01-01' + day AS VARCHAR) FROM payments WHERE day > {last} "  # noqa: S608
        f"ORDER BY row LIMIT {EXAMPLES}"
    ):
        yield Problem(run.read.names[place], line, "paid_on", day, "no day in the future")


def _once(run: Run) -> ir.Table:
    """The rows without those that an earlier file has published already."""
    tell("Looking for payments published twice", done=1, of=4)
    table = ibis.table(checks.SCHEMA, name="payments")
    if len(run.read.names) > 1 and PaymentCheck.PUBLISHED_TWICE not in run.parameters.off:
        run.keep("shared", checks.shared(run.keep("occurrences", checks.occurrences(table))))
        sizes = dict(run.ask("SELECT place, count(*) FROM payments GROUP BY 1"))
        pairs = run.ask("SELECT place, earlier, count(*) FROM shared GROUP BY 1, 2 ORDER BY 1, 2")
        run.dropped = [
            pair for pair in pairs if is_published_twice(sizes[pair[0]], sizes[pair[1]], pair[2], run.parameters)
        ]
    if not run.dropped:
        return run.keep("once", table)
    which = ", ".join(f"({place}, {earlier})" for place, earlier, _ in run.dropped)
    run.duck.execute(
        f"CREATE TABLE once AS SELECT * FROM payments WHERE row NOT IN "  # noqa: S608
        f"(SELECT row FROM shared WHERE (place, earlier) IN ({which}))"
    )
    return ibis.table(checks.SCHEMA, name="once")


def _numbers_rows(run: Run) -> bool:
    """Whether what the files call a reference numbers rows, or is not there at all, so that documents are told by
    invoice and day. The twin of rules.payments.numbers_rows."""
    n, different = run.ask("SELECT count(reference), count(DISTINCT reference) FROM once")[0]
    if not n:
        return True
    several = (
        "SELECT 1 FROM once WHERE reference IS NOT NULL AND invoice IS NOT NULL "
        "GROUP BY supplier, supplier_id, invoice, day HAVING count(*) > 1 LIMIT 1"
    )
    return bool(n == different and run.ask(several))


def _check(run: Run, known: ir.Table) -> None:
    tell("Comparing invoices and documents", done=2, of=4)
    paid = run.keep("paid", checks.documents(known))
    credits = run.keep("credits", checks.documents(known, sign=-1))
    numbered = run.keep("numbered", checks.numbered(paid, credits))
    how, by = run.parameters, run.by_reference
    found: Mapping[PaymentCheck, ir.Table] = {
        PaymentCheck.PAID_TWICE: checks.paid_twice(numbered, how, by_reference=by),
        PaymentCheck.INVOICE_ALIKE: checks.invoice_alike(numbered, how, by_reference=by),
        PaymentCheck.TAKEN_BACK: checks.taken_back(known, how),
        PaymentCheck.SPLIT_PAYMENTS: checks.split_payments(paid, how),
    }
    run.keep("found", found[PaymentCheck.PAID_TWICE].limit(0))
    for check, expression in found.items():
        if check not in how.off:
            run.duck.execute(f"INSERT INTO found {sql_of(expression)}")


def _written(run: Run, folder: Path) -> PaymentsSummary:
    tell("Writing the findings", done=3, of=4)
    run.duck.execute("CREATE TABLE names (place INTEGER, file VARCHAR)")
    run.duck.executemany("INSERT INTO names VALUES (?, ?)", list(enumerate(run.read.names)))
    _published_twice(run)
    run.duck.execute(_TOLD)
    parquet, csv = folder / "findings.parquet", folder / "findings.csv"
    run.duck.execute(
        f"COPY (SELECT * EXCLUDE (rank, row) FROM told ORDER BY rank, row) TO {quoted(parquet)} "  # noqa: S608
        "(FORMAT parquet, COMPRESSION zstd)"
    )
    for_a_spreadsheet(run.duck, parquet, csv)
    return _summary(run)


def _published_twice(run: Run) -> None:
    """A finding for each file that tells what another told before it."""
    said = run.parameters.said(PaymentCheck.PUBLISHED_TWICE)
    for place, earlier, n in run.dropped:
        because = (
            f"{n:,} rows of {run.read.names[place]} stand in {run.read.names[earlier]} as well; they were read once. "
            f"{said}"
        )
        first, before = (
            run.ask(f"SELECT min(row) FROM payments WHERE place = {each}")[0][0]  # noqa: S608
            for each in (place, earlier)
        )
        rank, check = PaymentCheck.PUBLISHED_TWICE.rank, PaymentCheck.PUBLISHED_TWICE.value
        run.duck.execute("INSERT INTO found VALUES (?, ?, ?, ?, 0, ?)", [rank, check, first, before, because])


_TOLD = """
    CREATE TABLE told AS SELECT f.rank, f.row,
        f."check" || '/' || n.file || ':' || p.line || coalesce('/' || rn.file || ':' || r.line, '') AS finding_id,
        f."check", n.file, p.line, p.supplier, p.supplier_id, p.invoice, p.reference,
        DATE '1970-01-01' + p.day AS paid_on, CAST(p.amount / 100 AS DECIMAL(18, 2)) AS amount,
        rn.file AS related_file, r.line AS related_line, r.reference AS related_reference,
        CAST(f.counted / 100 AS DECIMAL(18, 2)) AS counted, f.because
    FROM found f JOIN payments p ON f.row = p.row JOIN names n ON p.place = n.place
    LEFT JOIN payments r ON f.related_row = r.row LEFT JOIN names rn ON r.place = rn.place
"""


def _summary(run: Run) -> PaymentsSummary:
    rows, paid, credited = run.ask(
        "SELECT count(*), coalesce(sum(amount) FILTER (amount > 0), 0), coalesce(sum(amount) FILTER (amount < 0), 0) "
        "FROM once"
    )[0]
    off = run.parameters.off
    tallies = {name: Tally(n, int(worth)) for name, n, worth in run.ask(_BY_CHECK)}
    return PaymentsSummary(
        files=tuple(run.read.names),
        rows=rows,
        paid=int(paid),
        credited=int(credited),
        findings={check: tallies.get(check.value, Tally(0, 0)) for check in PaymentCheck if check not in off},
        suppliers=tuple(
            Supplier(name, own, rows, int(paid), n, int(counted))
            for name, own, rows, paid, n, counted in run.ask(_BY_SUPPLIER)
        ),
        invoices=run.ask(_INVOICES)[0][0],
        largest=tuple(Large(name, PaymentCheck(check), int(n), by, why) for name, check, n, by, why in run.ask(_TEN)),
        left=tuple(_left(run)),
        told=tuple(run.read.told),
        parameters=run.parameters,
    )


_BY_CHECK = 'SELECT "check", count(*), sum(counted) FROM found GROUP BY 1'
_INVOICES = """
    SELECT count(DISTINCT (k.who, k.invoice, f.counted)) FROM found f JOIN known k ON f.row = k.row
    WHERE f."check" = 'paid_twice'
"""
_BY_SUPPLIER = f"""
    WITH own AS (SELECT k.who, count(*) AS n, sum(f.counted) AS counted FROM found f JOIN known k ON f.row = k.row
        WHERE f."check" IN ('paid_twice', 'invoice_alike') GROUP BY 1)
    SELECT min(k.supplier), min(k.supplier_id), count(*), sum(k.amount), any_value(own.n), any_value(own.counted)
    FROM known k JOIN own ON k.who = own.who GROUP BY k.who ORDER BY any_value(own.counted) DESC, k.who
    LIMIT {SUPPLIERS}
"""  # noqa: S608
_TEN = f"""
    SELECT finding_id, "check", CAST(counted * 100 AS BIGINT), supplier, because FROM told
    WHERE counted > 0 ORDER BY counted DESC, row LIMIT {LARGEST}
"""  # noqa: S608
_WITHOUT = (
    ("who IS NULL", "Payments to suppliers whose names were left out, without a number of their own",
     "nobody can tell whether they are one, so they were never put together"),
    ("heading", "Payments under a number that many names share",
     "the number is that of a heading; they were compared by number and name"),
    ("who IS NOT NULL AND invoice IS NULL", "Payments without an invoice number",
     "an invoice paid twice cannot be told among them"),
    ("who IS NOT NULL AND document IS NULL", "Payments whose document cannot be told",
     "they were compared with none"),
    ("again", "Rows that are the same as another of their file in all that was read",
     "one document can have several alike, so this alone is no finding"),
    ("amount < 0 AND row NOT IN (SELECT row FROM found WHERE \"check\" = 'taken_back')",
     "Credits beside which no payment of the same amount stands", "what they take back cannot be told"),
    ("amount = 0", "Rows of nothing", "they move no money"),
)  # fmt: skip


def _left(run: Run) -> Iterator[Left]:
    """What was not checked, and why."""
    if not run.by_reference:
        many = run.ask("SELECT count(reference) FROM once")[0][0]
        why = "each stands on one row, and invoices have several on a day" if many else "the files have none"
        yield Left("References as documents", f"{why}, so the rows of an invoice on one day are one document")
    again = f"*, row_number() OVER (PARTITION BY place, {', '.join(checks.CELLS)} ORDER BY row) > 1 AS again"
    for where, what, why in _WITHOUT:
        n, worth = run.ask(f"SELECT count(*), sum(amount) FROM (SELECT {again} FROM known) WHERE {where}")[0]  # noqa: S608
        if n:
            yield Left(what, why, n, int(worth))
    for check in run.parameters.off:
        yield Left(run.parameters.row(check).title, f"the check {check} was not asked for")
