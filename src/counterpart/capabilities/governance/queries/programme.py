"""Reads of the work programme of a group."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from counterpart.capabilities.governance import models
from counterpart.capabilities.governance.queries.groups import group_named, names_of
from counterpart.capabilities.governance.queries.meetings import Listed, meetings_of
from counterpart.capabilities.governance.queries.motions import motions_of
from counterpart.capabilities.governance.rules.groups import GroupFacts
from counterpart.capabilities.governance.rules.programme import (
    Contradiction,
    Move,
    ReportFacts,
    ReportOf,
    contradictions,
)
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.texts import Code, Reference
from counterpart.values.refusal import Refusal, Refused, shown


@dataclass(frozen=True)
class Programme:
    """The work programme of a group: its reports, its meetings, and where its resolutions say otherwise."""

    group: GroupFacts
    reports: tuple[ReportFacts, ...]
    meetings: tuple[Listed, ...]
    contradictions: tuple[Contradiction, ...]


def programme_of(group: GroupFacts) -> Programme:
    reports = reports_of(group)
    found = contradictions(reports, motions_of(group))
    return Programme(group, tuple(reports), tuple(meetings_of(group)), tuple(found))


def reports_of(group: GroupFacts, *, month: date | None = None) -> list[ReportFacts]:
    """The reports of a group’s work programme, by month and in the order they were planned; those of a month only."""
    rows = models.Report.objects.filter(agreement_id=group.agreement_id, group__name=group.name)
    if month:
        rows = rows.filter(month=month)
    return _told(rows.order_by("month", "reference"))


def report_named(by: Actor, at: datetime, reference: Reference, group: Code, number: Reference) -> ReportOf:
    """A report of a work programme by its reference. Raises Refused where there is none."""
    known = group_named(by, at, reference, group)
    rows = models.Report.objects.filter(agreement_id=known.agreement_id, group__name=known.name, reference=number)
    found = _told(rows)
    if not found:
        raise Refused(
            Refusal(
                code="report.unknown",
                what="There is no such report",
                fact=f"the work programme of the {known.terms.title} has no {shown(number)}",
                rule="a report is known by its reference",
                next_step="Open it from the work programme.",
            )
        )
    return ReportOf(known, found[0])


def _told(rows: Iterable[models.Report]) -> list[ReportFacts]:
    reports = list(rows)
    moves: dict[object, list[models.ReportMove]] = {}
    kept = models.ReportMove.objects.filter(report__in=reports).order_by("id") if reports else ()
    for move in kept:
        moves.setdefault(move.report_id, []).append(move)
    names = names_of(move.person_id for held in moves.values() for move in held)
    return [
        ReportFacts(
            reference=row.reference,
            title=row.title,
            party=row.party,
            month=row.month,
            first=row.first,
            state=row.state,
            received_at=row.received_at,
            moves=tuple(
                Move(
                    one.on,
                    one.before,
                    one.after,
                    one.reason,
                    one.authority,
                    names.get(str(one.person_id), "Somebody"),
                )
                for one in moves.get(row.id, ())
            ),
        )
        for row in reports
    ]
