"""Takes in returns and benchmarks, and keeps the figures a close has sealed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from counterpart.capabilities.agreements import queries as agreements
from counterpart.capabilities.agreements.rules import AgreementFacts
from counterpart.capabilities.performance import policy, queries
from counterpart.capabilities.performance.models import PeerFigure, ReturnedFigure, SealedFigure
from counterpart.capabilities.performance.rules import benchmarks, returns
from counterpart.capabilities.performance.rules.benchmarks import Peers
from counterpart.capabilities.performance.rules.returns import Returned
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.door import Done, act
from counterpart.engines.evidence import files
from counterpart.engines.evidence.models import File
from counterpart.engines.evidence.rules import Table, read_csv
from counterpart.engines.evidence.store import Store, fingerprint
from counterpart.engines.ledger.rules.canonical import digest
from counterpart.values.period import Period
from counterpart.values.refusal import Problem, Refusal, Refused
from counterpart.values.words import words

KINDS = ("returns", "benchmarks")


@dataclass(frozen=True)
class Incoming:
    """A file as handed over: its kind, name and bytes; the period of rows that name none; the reason it restates."""

    kind: str
    name: str
    data: bytes
    period: Period | None = None
    restates: str | None = None
    dry_run: bool = False


@act("file.taken_in", words="sent a file", may=policy.may_take_in)
def take_in(agreement: AgreementFacts, *, by: Actor, at: datetime, incoming: Incoming, store: Store) -> Done:
    """Take a file in whole, or refuse it with every problem. Bytes taken in before change nothing."""
    agreements.hold(agreement)
    incoming = _accepted(incoming)
    mark = fingerprint(incoming.data)
    if known := files.known(agreement.agreement_id, kind=incoming.kind, fingerprint=mark):
        if incoming.period and known.period and known.period != str(incoming.period):
            raise Refused(_of_another_period(incoming, known.name, known.period))
        return Done(agreement.reference, None, reply=_reply(known.name, known.rows, known.unknown_columns, mark, True))
    table, rows = _read(agreement, incoming, mark)
    if incoming.dry_run:
        return Done(agreement.reference, None, reply=_reply(table.file, len(rows), table.unknown, mark, False))
    store.keep(incoming.data)
    file = files.register(
        agreement.agreement_id,
        kind=incoming.kind,
        table=table,
        fingerprint=mark,
        size=len(incoming.data),
        period=str(incoming.period) if any(not row["period"] for row in table.rows) else None,
        restates=incoming.restates,
        at=at,
    )
    _keep(agreement, file, rows)
    content = {
        "evidence": {
            "fingerprint": mark,
            "kind": file.kind,
            "name": file.name,
            "rows": digest([row.as_row() for row in rows]),
        },
        "number": file.number,
        "period": str(incoming.period) if incoming.period else None,
        "restates": incoming.restates,
    }
    reply = _reply(table.file, len(rows), table.unknown, mark, False)
    return Done(f"{agreement.reference}/files/{file.number}", content, reply=reply)


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


def _accepted(incoming: Incoming) -> Incoming:
    """A file with its texts as they are kept. Raises Refused."""
    name = words(incoming.name, what="The file’s name", longest=200)
    if incoming.restates is None:
        return replace(incoming, name=name)
    return replace(incoming, name=name, restates=words(incoming.restates, what="The reason (--restates)", longest=500))


def _read(
    agreement: AgreementFacts, incoming: Incoming, mark: str
) -> tuple[Table, Sequence[Returned] | Sequence[Peers]]:
    template = agreement.terms.template
    rows: Sequence[Returned] | Sequence[Peers]
    problems: tuple[Problem, ...]
    if incoming.kind == "benchmarks":
        table = read_csv(incoming.data, file=incoming.name, columns=benchmarks.COLUMNS)
        rows, problems = benchmarks.read_benchmarks(table, template, fingerprint=mark, restates=incoming.restates)
    elif incoming.kind == "returns":
        table = read_csv(incoming.data, file=incoming.name, columns=returns.COLUMNS)
        rows, problems = returns.read_returns(
            table, template, fingerprint=mark, every=incoming.period, restates=incoming.restates
        )
        if incoming.restates is None:
            held = returns.standing(queries.returned_figures(agreement, periods={row.period for row in rows}))
            problems += tuple(returns.contradictions(rows, held))
    else:
        raise Refused(_unknown_kind(incoming))
    if problems:
        raise Refused(_faulty(incoming, problems))
    return table, rows


def _keep(agreement: AgreementFacts, file: File, rows: Sequence[Returned] | Sequence[Peers]) -> None:
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


def _reply(name: str, rows: int, unknown: Sequence[str], mark: str, known: bool) -> dict[str, Any]:
    return {"file": name, "rows": rows, "unknown_columns": list(unknown), "fingerprint": mark, "known": known}


def _unknown_kind(incoming: Incoming) -> Refusal:
    return Refusal(
        code="intake.kind-unknown",
        what=f"{incoming.name} was not taken in",
        fact=f"“{incoming.kind}” is not a kind of file that is known",
        rule=f"files are taken in as {' or '.join(KINDS)}",
        next_step="Name one of these kinds.",
    )


def _of_another_period(incoming: Incoming, known_as: str, period: str) -> Refusal:
    same = "" if known_as == incoming.name else f", as {known_as}"
    return Refusal(
        code="intake.another-period",
        what=f"{incoming.name} was not taken in for {incoming.period}",
        fact=f"the same file was taken in before{same}, and its rows stand for {period}",
        rule="one file stands for one period, or names the period of each row",
        next_step="Give the rows a column “period”, which makes it another file, and send that.",
    )


def _faulty(incoming: Incoming, problems: Sequence[Problem]) -> Refusal:
    counted = "one problem" if len(problems) == 1 else f"{len(problems)} problems"
    return Refusal(
        code="intake.faulty-file",
        what=f"{incoming.name} was not taken in",
        fact=f"it has {counted}",
        rule="a file is taken in whole or not at all, and nothing of it was stored",
        next_step="Mend each of these and send it again:",
        problems=tuple(sorted(problems, key=lambda problem: problem.line or 0)),
    )
