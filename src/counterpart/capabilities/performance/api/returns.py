"""Indicators, their series, and the files taken in, over the API."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from django.conf import settings
from pydantic import Field

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.performance.actions import intake as actions
from counterpart.capabilities.performance.actions.intake import Incoming
from counterpart.capabilities.performance.queries import figures as queries
from counterpart.capabilities.performance.queries import returning
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.asked import Items, Part, Slice, Upload, asks, part_of, reading
from counterpart.engines.acts.offers import plain as as_data
from counterpart.engines.acts.texts import (
    Body,
    Code,
    DayText,
    Decimal,
    Fingerprint,
    Kind,
    MappingName,
    Moment,
    PeriodText,
    Reason,
    Reference,
    Told,
)
from counterpart.engines.evidence import files as register
from counterpart.engines.evidence.mappings import on_the_shelf
from counterpart.engines.evidence.store import Store
from counterpart.engines.library.rules.indicators import Indicator
from counterpart.values.explained import plain
from counterpart.values.quantity import quantity


class IndicatorTold(Told):
    """What is measured, as the terms in force define it. Targets by period."""

    indicator: str
    title: str
    kind: str
    unit: str
    polarity: Literal["higher", "lower", "within"]
    clause: str
    targets: dict[str, Decimal]


class PointTold(Told):
    """The figure of one period as returned, its target, and whether it is met."""

    period: str
    value: Decimal | None
    target: Decimal | None
    target_met: bool | None
    because: str


class SeriesTold(Told):
    """An indicator over its periods, oldest first."""

    indicator: IndicatorTold
    points: list[PointTold]


class FileTold(Told):
    """A file that was taken in."""

    number: int
    kind: str
    name: str
    fingerprint: Fingerprint
    size: int
    rows: int
    unknown_columns: list[str]
    period: str | None
    restates: str | None
    taken_in_at: Moment


class NewFile(Body):
    """What the file is: its kind, the period of rows that name none, and the reason where it corrects figures.

    `mapping` names how it is laid out, where not as its kind is: one of those on the shelf. With `dry_run` it is
    checked and nothing is stored.
    """

    kind: Kind
    mapping: MappingName | None = None
    period: PeriodText | None = None
    restates: Reason | None = None
    dry_run: bool = Field(default=False)


class FileTaken(Told):
    """What came of it. `known` says that these bytes were taken in before, and nothing changed.

    `told`, the `total` of amounts, and the `first` and `last` row (by its `columns`) show that it was not misread.
    """

    subject: str
    file: str
    rows: int
    unknown_columns: list[str]
    fingerprint: Fingerprint
    known: bool
    told: list[str]
    columns: list[str]
    total: str | None
    first: list[str]
    last: list[str]


@reading("/agreements/{reference}/indicators", gives=Part[IndicatorTold])
def indicators(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """The indicators of an agreement, in the order of its template."""
    template = agreement_named(reference, by=by).terms.template
    return part_of([_told(indicator) for indicator in template.indicators], part)


@reading("/agreements/{reference}/indicators/{code}/series", gives=SeriesTold)
def series(by: Actor, at: datetime, reference: Reference, code: Code) -> Mapping[str, Any]:
    """An indicator over its periods, as returned; `code` is matched without case and spaces, so bv66a is BV 66a."""
    found = queries.series_of(agreement_named(reference, by=by), code)
    points = [
        {
            "period": str(point.period),
            "value": plain(point.value),
            "target": plain(point.target),
            "target_met": point.met(found.indicator),
            "because": point.because,
        }
        for point in found.points
    ]
    return {"indicator": _told(found.indicator), "points": points}


@reading("/agreements/{reference}/files", gives=Part[FileTold])
def files(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """The files that were taken in, in the order they came."""
    after = part.after[0] if part.after else 0
    known = register.files_of(agreement_named(reference, by=by).agreement_id)
    left = [file for file in known if file.number > after]
    told = [
        {
            "number": file.number,
            "kind": file.kind,
            "name": file.name,
            "fingerprint": file.fingerprint,
            "size": file.size,
            "rows": file.rows,
            "unknown_columns": file.unknown_columns,
            "period": file.period,
            "restates": file.restates,
            "taken_in_at": file.taken_in_at.isoformat(),
        }
        for file in left[: part.limit]
    ]
    return Items(told, (left[part.limit - 1].number,) if len(left) > part.limit else None)


@asks("file.taken_in", "/agreements/{reference}/files", gives=FileTaken)
def take_in(by: Actor, at: datetime, reference: Reference, body: NewFile, file: Upload) -> Mapping[str, Any]:
    """Send a file as evidence: taken in whole, or refused with every problem in it.

    The same file twice changes nothing. Sent as multipart/form-data: `file`, `kind` (returns, benchmarks, …), and where
    wanted `mapping`, `period`, `restates` and `dry_run`.
    """
    mapping = on_the_shelf(body.mapping) if body.mapping else None
    incoming = Incoming(body.kind, file.name, file.data, body.period, body.restates, body.dry_run, mapping)
    agreement = agreement_named(reference, by=by)
    reply: Mapping[str, Any] = actions.take_in(
        agreement, by=by, at=at, incoming=incoming, store=Store(settings.EVIDENCE_FOLDER)
    )
    return reply


def _told(indicator: Indicator) -> dict[str, Any]:
    return {
        "indicator": indicator.code,
        "title": indicator.title,
        "kind": indicator.kind,
        "unit": indicator.unit.value,
        "polarity": indicator.better.value,
        "clause": indicator.clause,
        "targets": {name: plain(quantity(said, indicator.unit)) for name, said in indicator.target.items()},
    }


class ReturnTold(Told):
    """What is sent of one indicator for one period, and how far it has come."""

    reference: str
    indicator: str
    title: str
    period: str
    state: str
    sender: str
    due_on: DayText
    digest: str


@reading("/agreements/{reference}/returns", gives=Part[ReturnTold])
def returns(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """The returns that were called for, newest period first: until when each was due, and how far it has come."""
    found = returning.returns_of(agreement_named(reference, by=by))
    rows = [{name: as_data(getattr(one, name)) for name in ReturnTold.model_fields} for one in found]
    return part_of(rows, part)
