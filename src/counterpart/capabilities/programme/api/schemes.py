"""The forward programme over the API."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.programme.queries.schemes import scheme_named, schemes_of
from counterpart.capabilities.programme.rules.certainty import by_month
from counterpart.capabilities.programme.rules.plans import year_of
from counterpart.capabilities.programme.rules.schemes import Scheme
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.asked import Items, Part, Slice, part_of, reading
from counterpart.engines.acts.texts import DayText, Decimal, PeriodText, Reference, Told


class OrderTold(Told):
    """What was ordered of a scheme."""

    number: str
    on: DayText
    value: Decimal


class SchemeChangeTold(Told):
    """Days or a value given anew, and why."""

    on: DayText
    party: str
    reason: str
    days_later: int
    value_before: Decimal
    value_after: Decimal


class SchemeTold(Told):
    """A scheme of the forward programme: as it is forecast now, as it was first, and what is ordered of it."""

    reference: str
    title: str
    area: str
    owner: str
    state: str
    starts_on: DayText
    ends_on: DayText
    first_ends_on: DayText
    days_late: int
    value: Decimal
    first_value: Decimal
    ordered: Decimal
    orders: list[OrderTold]
    changes: list[SchemeChangeTold]


class CertaintyTold(Told):
    """What is forecast for a month, what is ordered of it, and how much of it is certain, in per cent."""

    month: str
    forecast: Decimal
    ordered: Decimal
    certain: Decimal | None


@reading("/agreements/{reference}/schemes", gives=Part[SchemeTold])
def schemes(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """Every scheme of the programme, those that begin first first."""
    return part_of([_told(one) for one in schemes_of(agreement_named(reference, by=by))], part)


@reading("/agreements/{reference}/schemes/{number}", gives=SchemeTold)
def scheme(by: Actor, at: datetime, reference: Reference, number: Reference) -> Mapping[str, Any]:
    """One scheme, with its orders and every change."""
    return _told(scheme_named(agreement_named(reference, by=by), number))


@reading("/agreements/{reference}/programme/certainty", gives=Part[CertaintyTold])
def certainty(by: Actor, at: datetime, part: Slice, reference: Reference, period: PeriodText | None = None) -> Items:
    """Ordered of what is forecast, by month of a financial year; of the one that runs, where none is named."""
    year = year_of(period.starts_on) if period else year_of(at.date())
    months = by_month(schemes_of(agreement_named(reference, by=by)), year)
    told = [
        {
            "month": str(m.month),
            "forecast": str(m.forecast),
            "ordered": str(m.ordered),
            "certain": str(m.percent.value) if m.percent else None,
        }
        for m in months
    ]
    return part_of(told, part)


def _told(one: Scheme) -> dict[str, Any]:
    return {
        "reference": one.reference,
        "title": one.title,
        "area": one.area,
        "owner": one.owner,
        "state": one.state,
        "starts_on": one.starts_on.isoformat(),
        "ends_on": one.ends_on.isoformat(),
        "first_ends_on": one.first_ends_on.isoformat(),
        "days_late": one.slipped,
        "value": str(one.value),
        "first_value": str(one.first_value),
        "ordered": str(one.ordered),
        "orders": [{"number": o.number, "on": o.on.isoformat(), "value": str(o.value)} for o in one.orders],
        "changes": [
            {
                "on": c.on.isoformat(),
                "party": c.party,
                "reason": c.reason,
                "days_later": c.days,
                "value_before": str(c.value_before),
                "value_after": str(c.value_after),
            }
            for c in one.changes
        ],
    }
