"""Takes in files of every kind, and keeps the figures a close has sealed."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from counterpart.capabilities.agreements.queries import agreements
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.performance import policy
from counterpart.capabilities.performance.actions.returning import came_in
from counterpart.capabilities.performance.models import PeerFigure, ReturnedFigure, SealedFigure
from counterpart.capabilities.performance.queries import events
from counterpart.capabilities.performance.queries import figures as queries
from counterpart.capabilities.performance.rules import benchmarks, intake, returns
from counterpart.capabilities.performance.rules.benchmarks import Peers
from counterpart.capabilities.performance.rules.returns import Returned
from counterpart.capabilities.performance.rules.tallies import EventFile
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.door import Done, act
from counterpart.engines.evidence import files
from counterpart.engines.evidence.cache import Cache
from counterpart.engines.evidence.mappings import Pinned
from counterpart.engines.evidence.models import File
from counterpart.engines.evidence.reader import PARQUET_FILE, Rows, read_rows, read_table
from counterpart.engines.evidence.rules.events import declared_columns, kind_asked
from counterpart.engines.evidence.rules.kinds import BENCHMARKS, Kind
from counterpart.engines.evidence.rules.mapping import Mapping
from counterpart.engines.evidence.rules.tables import Table
from counterpart.engines.evidence.store import Store, fingerprint
from counterpart.engines.ledger.rules.canonical import digest
from counterpart.values.period import Period
from counterpart.values.refusal import Problem, Refusal, Refused
from counterpart.values.words import words


@dataclass(frozen=True)
class Incoming:
    """A file as handed over: its kind, name and bytes; the period of rows that name none; the reason it restates.

    `mapping` declares how it is read, where it is not laid out as its kind is.
    """

    kind: str
    name: str
    data: bytes = field(repr=False)
    period: Period | None = None
    restates: str | None = None
    dry_run: bool = False
    mapping: Pinned | None = None

    @property
    def declared(self) -> Mapping | None:
        return self.mapping.mapping if self.mapping else None


@dataclass(frozen=True)
class Found:
    """What a file came to: as a table, how many rows, the digest of them; and its figures, where it holds any."""

    table: Table
    count: int
    digest: str
    figures: tuple[Returned | Peers, ...] = ()
    rows: Rows | None = None
    kind: Kind | None = None


@act("file.taken_in", words="sent a file", may=policy.may_take_in)
def take_in(agreement: AgreementFacts, *, by: Actor, at: datetime, incoming: Incoming, store: Store) -> Done:
    """Take a file in whole, or refuse it with every problem. Bytes taken in before change nothing."""
    incoming, kind = _accepted(agreement, incoming)
    mark = fingerprint(incoming.data)
    if known := _known_before(agreement, incoming, mark):
        return Done(agreement.reference, None, reply=known)
    if kind.figures:
        found = _figures(agreement, incoming, kind, mark)
        return _taken(agreement, incoming, mark, found, by=by, at=at, store=store)
    cache = Cache(store)
    with cache.workplace() as place:
        found = _rows(agreement, incoming, kind, mark, place, store, on=at.date())
        done = _taken(agreement, incoming, mark, found, by=by, at=at, store=store)
        if not incoming.dry_run:
            cache.keep(found.digest, place)
        return done


def _taken(
    agreement: AgreementFacts, incoming: Incoming, mark: str, found: Found, *, by: Actor, at: datetime, store: Store
) -> Done:
    """Enter what was found in the register and the ledger, one file at a time; on a dry run, only tell it."""
    agreements.hold(agreement)
    if known := _known_before(agreement, incoming, mark):
        return Done(agreement.reference, None, reply=known)
    if contrary := _contrary(agreement, incoming, found):
        raise Refused(intake.faulty(incoming.name, contrary))
    told = _reply(found, mark)
    if incoming.dry_run:
        return Done(agreement.reference, None, reply=told)
    store.keep(incoming.data)
    every = str(incoming.period) if incoming.period else None
    mapping = incoming.mapping
    declared = declared_columns(found.kind) if found.kind else None
    file = files.register(
        agreement.agreement_id,
        kind=incoming.kind,
        table=found.table,
        rows=found.count,
        digest=found.digest,
        fingerprint=mark,
        size=len(incoming.data),
        mapping=mapping.text if mapping else None,
        period=every if found.rows or any(not row["period"] for row in found.table.rows) else None,
        restates=incoming.restates,
        at=at,
        columns=declared,
    )
    _keep(agreement, file, found.figures)
    came_in(agreement, (figure for figure in found.figures if isinstance(figure, Returned)), by=by, at=at)
    content = {
        "evidence": {"fingerprint": mark, "kind": file.kind, "name": file.name, "rows": found.digest},
        "number": file.number,
        "count": found.count,
        "mapping": {"id": mapping.mapping.id, "fingerprint": mapping.fingerprint, "text": mapping.text}
        if mapping
        else None,
        "period": every,
        "restates": incoming.restates,
    }
    content |= {"dataset": declared} if declared else {}
    return Done(f"{agreement.reference}/files/{file.number}", content, reply=told)


def keep_sealed(agreement: AgreementFacts, period: str, *, seal: int, figures: Sequence[dict[str, Any]]) -> None:
    """Keep the figures of a seal. Called by the act that closes a period, in its transaction."""
    SealedFigure.objects.bulk_create(
        SealedFigure(
            agreement_id=agreement.agreement_id,
            period=period,
            seal=seal,
            place=place,
            indicator=figure["indicator"],
            area=figure["area"],
            content=figure,
        )
        for place, figure in enumerate(figures)
    )


def _accepted(agreement: AgreementFacts, incoming: Incoming) -> tuple[Incoming, Kind]:
    """A file with its texts as they are kept, and the kind it is of. Raises Refused."""
    name = words(incoming.name, what="The file’s name", longest=200)
    datasets = agreement.terms.template.datasets
    kind = kind_asked(incoming.kind, datasets, what=f"{name} was not taken in")
    if isinstance(kind, Refusal):
        raise Refused(kind)
    if refusal := intake.unfit(kind, name, mapping=incoming.declared):
        raise Refused(refusal)
    restates = incoming.restates
    if restates is not None:
        restates = words(restates, what="The reason (--restates)", longest=500)
    return replace(incoming, name=name, kind=kind.name, restates=restates), kind


def _known_before(agreement: AgreementFacts, incoming: Incoming, mark: str) -> dict[str, Any] | None:
    """The reply where these bytes were taken in before. Raises Refused where they were taken in otherwise."""
    known = files.known(agreement.agreement_id, kind=incoming.kind, fingerprint=mark)
    if known is None:
        return None
    if incoming.period and known.period and known.period != str(incoming.period):
        raise Refused(intake.of_another_period(incoming.name, str(incoming.period), known.name, known.period))
    if incoming.mapping and known.mapping != incoming.mapping.text:
        raise Refused(intake.by_another_mapping(incoming.name, known.name))
    table = Table(known.name, (), (), tuple(known.unknown_columns))
    return _reply(Found(table, known.rows, known.digest), mark, known=True)


def _figures(agreement: AgreementFacts, incoming: Incoming, kind: Kind, mark: str) -> Found:
    """The figures of a file. Raises Refused with every problem."""
    template = agreement.terms.template
    table = read_table(incoming.data, file=incoming.name, kind=kind, declared=incoming.declared)
    figures: tuple[Returned | Peers, ...]
    if kind is BENCHMARKS:
        figures, problems = benchmarks.read_benchmarks(table, template, fingerprint=mark, restates=incoming.restates)
    else:
        figures, problems = returns.read_returns(
            table, template, fingerprint=mark, every=incoming.period, restates=incoming.restates
        )
    returned = [figure.period for figure in figures if isinstance(figure, Returned)]
    problems = (*problems, *_outside(agreement, incoming, returned))
    if problems:
        raise Refused(intake.faulty(incoming.name, [replace(problem, sheet=table.sheet) for problem in problems]))
    return Found(table, len(figures), digest([figure.as_row() for figure in figures]), figures)


def _rows(
    agreement: AgreementFacts, incoming: Incoming, kind: Kind, mark: str, place: Path, store: Store, *, on: date
) -> Found:
    """The typed rows of a file, which then lie in a folder. Raises Refused with every problem."""
    rows = read_rows(incoming.data, file=incoming.name, kind=kind, folder=place, declared=incoming.declared)
    problems = [*rows.table.problems]
    if events.is_measured_from(agreement.terms.template, kind.name):
        when = incoming.period
        problems += _outside(agreement, incoming, [when] if when else [])
        if not problems:
            new = EventFile(0, incoming.name, mark, kind.name, rows.digest, rows.count, when, incoming.restates)
            problems += events.faults(agreement, kind, new, place / PARQUET_FILE, store, on=on)
    if problems:
        raise Refused(intake.faulty(incoming.name, problems))
    return Found(rows.table, rows.count, rows.digest, rows=rows, kind=kind)


def _outside(agreement: AgreementFacts, incoming: Incoming, periods: Sequence[Period]) -> tuple[Problem, ...]:
    """The periods that are none of the agreement’s, as far as its days are known."""
    days = agreement.dates
    begun = [day for day in (days.entered_on, days.effective_on, days.commencement_on) if day]
    return intake.outside(incoming.name, periods, min(begun, default=None), agreement.ends_on)


def _contrary(agreement: AgreementFacts, incoming: Incoming, found: Found) -> tuple[Problem, ...]:
    """What a file of returns says otherwise than was returned before, where it does not restate it."""
    returned = tuple(figure for figure in found.figures if isinstance(figure, Returned))
    if incoming.restates is not None or not returned:
        return ()
    held = returns.standing(
        queries.returned_figures(agreement, periods={row.period for row in returned}, sent_alone=True)
    )
    return tuple(replace(p, sheet=found.table.sheet) for p in returns.contradictions(returned, held))


def _keep(agreement: AgreementFacts, file: File, rows: Sequence[Returned | Peers]) -> None:
    ReturnedFigure.objects.bulk_create(_returned(agreement, file, row) for row in rows if isinstance(row, Returned))
    PeerFigure.objects.bulk_create(_peers(agreement, file, row) for row in rows if isinstance(row, Peers))


def _returned(agreement: AgreementFacts, file: File, row: Returned) -> ReturnedFigure:
    return ReturnedFigure(
        agreement_id=agreement.agreement_id,
        file=file,
        column=row.source.column,
        **row.as_row(),
    )


def _peers(agreement: AgreementFacts, file: File, row: Peers) -> PeerFigure:
    return PeerFigure(
        agreement_id=agreement.agreement_id,
        file=file,
        column=row.source.column,
        published_in=row.published_in,
        **{name: cell for name, cell in row.as_row().items() if name != "source"},
    )


def _reply(found: Found, mark: str, *, known: bool = False) -> dict[str, Any]:
    """What the sender is told: enough to see that the file was not misread."""
    rows = found.rows
    return {
        "file": found.table.file,
        "rows": found.count,
        "unknown_columns": list(found.table.unknown),
        "fingerprint": mark,
        "known": known,
        "told": list(found.table.told),
        "columns": [column.name for column in found.kind.columns] if found.kind else [],
        "total": str(rows.total) if rows and rows.total is not None else None,
        "first": list(rows.first) if rows else [],
        "last": list(rows.last) if rows else [],
    }
