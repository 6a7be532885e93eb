"""Files of events: those an agreement took in, what was counted in them, and what keeps another from being taken in."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.performance.queries.counting import tallies
from counterpart.capabilities.performance.queries.months import Place
from counterpart.capabilities.performance.rules.tallies import EventFile, Tally, months_in, standing_files
from counterpart.engines.evidence.cache import Cache
from counterpart.engines.evidence.duck import named, opened_for_tables, quoted
from counterpart.engines.evidence.models import File
from counterpart.engines.evidence.rules.events import types_of
from counterpart.engines.evidence.rules.kinds import Kind
from counterpart.engines.evidence.rules.tables import MORE
from counterpart.engines.evidence.store import Store
from counterpart.engines.library.rules.template import Template
from counterpart.values.period import Period, period
from counterpart.values.refusal import Problem, shown

MOST_PARTS = 500
"""Into so many parts, such as areas, figures are told at the most: more are a mistake, or nobody could read them."""
FEW = 20
"""So many rows that stand in the way are named; how many more there are is said."""


def measured_figures(
    agreement: AgreementFacts, *, periods: Iterable[Period] | None = None, codes: Iterable[str] | None = None
) -> tuple[Tally, ...]:
    """What was counted for the measured indicators of an agreement in some periods, or in all that files cover."""
    template = agreement.terms.template
    wanted = None if codes is None else frozenset(codes)
    measured = [one for one in template.indicators if one.measured and (wanted is None or one.code in wanted)]
    files = _files(agreement, {one.measured.dataset for one in measured if one.measured}) if measured else []
    if not files:
        return ()
    cache = Cache(Store(Path(settings.EVIDENCE_FOLDER)))
    by_number = {file.number: file for file in files}
    place = Place(cache.folder, counted_in(cache.store), lambda file: cache.rows_of(by_number[file.number]))
    return tallies(template, [facts(file) for file in files], periods, place=place, codes=wanted)


def counted_in(store: Store) -> Path:
    """Where what was counted is kept, beside the rows: made again at any time, and never what a seal is over."""
    return store.folder.parent / "counted"


def is_measured_from(template: Template, kind: str) -> bool:
    """Whether files of a kind are events of this agreement: declared by it, or measured by an indicator."""
    measured = {one.measured.dataset for one in template.indicators if one.measured}
    return kind in measured or template.dataset(kind) is not None


def facts(file: File) -> EventFile:
    return EventFile(
        file.number,
        file.name,
        file.fingerprint,
        file.kind,
        file.digest,
        file.rows,
        period(file.period) if file.period else None,
        file.restates,
    )


def _files(agreement: AgreementFacts, datasets: Collection[str]) -> list[File]:
    rows = File.objects.filter(agreement_id=agreement.agreement_id, kind__in=datasets)
    return list(rows.order_by("number"))


def faults(
    agreement: AgreementFacts, kind: Kind, new: EventFile, rows: Path, store: Store, *, on: date
) -> Iterator[Problem]:
    """What keeps a file that came on a day from standing beside those that do: a key a second time, a day in another
    period or after it came, more parts than figures are told by."""
    cache = Cache(store)
    earlier = [facts(file) for file in _files(agreement, {kind.name})]
    new = replace(new, number=max((file.number for file in earlier), default=0) + 1)
    others = [file for file in standing_files([*earlier, new]) if file != new]
    kept = {file.number: file for file in _files(agreement, {kind.name})}
    if not kind.key:
        yield from _perhaps_again(new, others)
    parts = _parts(agreement.terms.template, kind)
    if not (others and kind.key) and not kind.dated and not parts:
        return
    paths = [(file, cache.rows_of(kept[file.number])) for file in others] if kind.key else []
    with opened_for_tables(rows.parent, cache.folder) as tables:
        tables.raw_sql(f"CREATE VIEW events AS FROM read_parquet({quoted(rows)})")
        yield from _outside(tables, kind, new, on)
        for column in parts:
            yield from _too_many(tables, column, new)
        for file, path in paths:
            yield from _twice(tables, kind, new, file, path)


def _parts(template: Template, kind: Kind) -> list[str]:
    """The columns of a kind by whose values figures are told."""
    measured = [one.measured for one in template.indicators if one.measured and one.measured.dataset == kind.name]
    named_by = {column for terms in measured for column in terms.by}
    return sorted(named_by & {column.name for column in kind.columns})


def _too_many(tables: Any, column: str, new: EventFile) -> Iterator[Problem]:
    asked = f"SELECT count(DISTINCT {named(column)}) FROM events"  # noqa: S608
    ((found,),) = tables.raw_sql(asked).fetchall()
    if found > MOST_PARTS:
        wanted = f"{MOST_PARTS} at the most, as figures are told by each"
        yield Problem(new.name, None, column, f"{found:,} different ones", wanted)


def _perhaps_again(new: EventFile, others: Iterable[EventFile]) -> Iterator[Problem]:
    """Where rows have no key, nothing tells the same row in two files but that each is of a period of its own."""
    wanted = "a period of its own for each file (--period), or --restates “the reason”, as rows have no key"
    for file in others:
        apart = new.period and file.period and not set(months_in(new.period)) & set(months_in(file.period))
        if not apart:
            yield Problem(new.name, None, None, f"rows that {file.name} may hold too", wanted)


def _twice(tables: Any, kind: Kind, new: EventFile, earlier: EventFile, path: Path) -> Iterator[Problem]:
    described = tables.raw_sql(f"DESCRIBE SELECT * FROM read_parquet({quoted(path)})").fetchall()  # noqa: S608
    if kind.key not in {str(name) for name, *_ in described}:
        return  # it came under terms that had no such column
    key = named(kind.key or "")
    found = tables.raw_sql(
        f"SELECT e.sheet, e.line, e.{key}, o.line, count(*) OVER () FROM events e "  # noqa: S608
        f"JOIN read_parquet({quoted(path)}) o ON CAST(e.{key} AS VARCHAR) = CAST(o.{key} AS VARCHAR) "
        f"ORDER BY e.sheet, e.line LIMIT {FEW}"
    ).fetchall()
    for sheet, line, said, first, _ in found:
        wanted = f"each {kind.key} once, or the whole period again with --restates “the reason”"
        what = f"{shown(str(said))} a second time (first in {earlier.name}, line {first})"
        yield Problem(new.name, line, kind.key, what, wanted, sheet=sheet)
    if found and found[0][4] > FEW:
        yield Problem(new.name, None, kind.key, f"{found[0][4] - FEW:,} {MORE}", "none")


def _outside(tables: Any, kind: Kind, new: EventFile, on: date) -> Iterator[Problem]:
    from counterpart.capabilities.performance.measures.cells import day_in

    if kind.dated is None:
        return
    days = day_in(tables.table("events"), kind.dated, types_of(kind))
    early = days["day"] < new.period.starts_on if new.period else False
    last = min(new.period.ends_on, on) if new.period else on
    wanted = f"a day in {new.period.in_words}" if new.period and new.period.ends_on <= on else f"a day up to {on}"
    outside = days.filter((days["day"] > last) | early)
    tables.create_table("outside", outside, overwrite=True)
    asked = f"SELECT sheet, line, day, count(*) OVER () FROM outside ORDER BY sheet, line LIMIT {FEW}"  # noqa: S608
    found = tables.raw_sql(asked).fetchall()
    for sheet, line, day, _ in found:
        yield Problem(new.name, line, kind.dated, f"{day}", wanted, sheet=sheet)
    if found and found[0][3] > FEW:
        yield Problem(new.name, None, kind.dated, f"{found[0][3] - FEW:,} {MORE}", "none")
