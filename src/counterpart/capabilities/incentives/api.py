"""Statements, waivers, extension and sums over the API."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.incentives import queries
from counterpart.capabilities.incentives.rules.extension import entries_of, projected_end
from counterpart.capabilities.incentives.rules.statements import Line, Statement, forgone
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.asked import Items, Part, Slice, part_of, reading
from counterpart.engines.acts.texts import DayText, Decimal, Reference, Told


class StatementLineTold(Told):
    """What one rule comes to: computed, waived, and so the amount; what was said before, and what is due. `why` holds
    every step."""

    place: int
    rule: str
    kind: str
    clause: str
    party: str
    computed: Decimal
    waived: Decimal
    amount: Decimal
    before: Decimal | None
    due: Decimal
    outcomes: dict[str, str]
    why: dict[str, Any]


class StatementTold(Told):
    """The statement of a period, with its lines."""

    reference: str
    period: str
    state: str
    drawn_on: DayText
    final_on: DayText | None
    corrects: str | None
    total: Decimal
    waived: Decimal
    due: Decimal
    digest: str
    seals: dict[str, int]
    wanting: dict[str, str]
    lines: list[StatementLineTold]


class WaiverTold(Told):
    """A deduction that was let go, and the total forgone up to it."""

    reference: str
    period: str
    rule: str
    amount: Decimal
    total: Decimal
    reason: str
    authority: str
    statement: str
    on: DayText


class YearTold(Told):
    """Years earned in a year, or lost where it is less than nought, and how many stand after it."""

    period: str
    rule: str
    clause: str
    years: int
    standing: int
    because: str
    statement: str


class ExtensionTold(Told):
    """Years earned and lost, the end of the term, and the end with the years that stand."""

    ends_on: DayText | None
    projected_end: DayText | None
    years: list[YearTold]


class SumTold(Told):
    """A sum that was entered; `stands` unless a later one of the same thing does."""

    reference: str
    kind: str
    about: str
    on: DayText
    amount: Decimal
    party: str
    share: Decimal | None
    days: int
    evidence: str
    stands: bool


@reading("/agreements/{reference}/statements", gives=Part[StatementTold])
def statements(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """Every statement, the newest first."""
    return part_of([_statement(one) for one in queries.statements_of(agreement_named(reference, by=by))], part)


@reading("/agreements/{reference}/statements/{number}", gives=StatementTold)
def statement(by: Actor, at: datetime, reference: Reference, number: Reference) -> Mapping[str, Any]:
    """One statement, each amount with its steps."""
    return _statement(queries.statement_named(agreement_named(reference, by=by), number))


@reading("/agreements/{reference}/waivers", gives=Part[WaiverTold])
def waivers(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """Every deduction that was let go, in order, with the running total forgone."""
    told = [
        {
            "reference": w.reference,
            "period": w.period,
            "rule": w.rule,
            "amount": str(w.amount),
            "total": str(total),
            "reason": w.reason,
            "authority": w.authority,
            "statement": w.statement,
            "on": w.on.isoformat(),
        }
        for w, total in forgone(queries.waivers_of(agreement_named(reference, by=by)))
    ]
    return part_of(told, part)


@reading("/agreements/{reference}/extension", gives=ExtensionTold)
def extension(by: Actor, at: datetime, reference: Reference) -> Mapping[str, Any]:
    """Years that performance earned and lost, and the projected end."""
    agreement = agreement_named(reference, by=by)
    entries = entries_of(queries.statements_of(agreement))
    end = projected_end(agreement.ends_on, entries)
    return {
        "ends_on": agreement.ends_on.isoformat() if agreement.ends_on else None,
        "projected_end": end.isoformat() if end else None,
        "years": [vars(entry) for entry in entries],
    }


@reading("/agreements/{reference}/sums", gives=Part[SumTold])
def sums(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """Every sum that was entered, the newest first."""
    told = [
        {
            "reference": one.sum.source,
            "kind": one.sum.of,
            "about": one.sum.about,
            "on": one.sum.on.isoformat(),
            "amount": format(one.sum.amount, "f"),
            "party": one.sum.party,
            "share": None if one.sum.share is None else format(one.sum.share, "f"),
            "days": one.sum.days,
            "evidence": one.evidence,
            "stands": one.stands,
        }
        for one in queries.entered(agreement_named(reference, by=by))
    ]
    return part_of(told, part)


def _statement(one: Statement) -> dict[str, Any]:
    return {
        "reference": one.reference,
        "period": one.period,
        "state": one.state,
        "drawn_on": one.drawn_on.isoformat(),
        "final_on": one.final_on.isoformat() if one.final_on else None,
        "corrects": one.corrects or None,
        "total": format(one.total, "f"),
        "waived": format(one.waived, "f"),
        "due": format(one.due, "f"),
        "digest": one.digest,
        "seals": dict(one.seals),
        "wanting": dict(one.wanting),
        "lines": [_line(line) for line in one.lines],
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "place": line.place,
        "rule": line.rule,
        "kind": line.kind,
        "clause": line.clause,
        "party": line.party,
        "computed": format(line.computed, "f"),
        "waived": format(line.waived, "f"),
        "amount": format(line.amount, "f"),
        "before": None if line.before is None else format(line.before, "f"),
        "due": format(line.due, "f"),
        "outcomes": dict(line.outcomes),
        "why": dict(line.why),
    }
