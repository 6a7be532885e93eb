"""Frameworks, rates and funding over the API."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.frameworks.queries import frameworks as queries
from counterpart.capabilities.frameworks.queries.money import costs_of, fundings_of
from counterpart.capabilities.frameworks.rules.funding import Part as Bears
from counterpart.capabilities.frameworks.rules.shared import Framework
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.asked import Items, Part, Slice, part_of, reading
from counterpart.engines.acts.texts import DayText, Decimal, Reference, Told


class AccessTold(Told):
    """An authority that may use a framework, with its share in per cent or its volume in pounds."""

    authority: str
    since: DayText
    until: DayText | None
    share: Decimal | None
    volume: Decimal | None


class CallOffTold(Told):
    """A contract called off a framework, whose reference it keeps."""

    reference: str
    framework: str
    authority: str
    title: str
    supplier: str
    value: Decimal
    starts_on: DayText
    ends_on: DayText
    how: str
    explanation: str


class FrameworkTold(Told):
    """A framework: who leads it, who may use it, and what was called off."""

    reference: str
    title: str
    lead: str
    specification: str
    starts_on: DayText
    ends_on: DayText
    most: Decimal | None
    used: Decimal
    state: str
    access: list[AccessTold]
    call_offs: list[CallOffTold]


class RateTold(Told):
    """A rate that you may see."""

    provider: str
    code: str
    unit: str
    rate: Decimal
    since: DayText


class BearsTold(Told):
    """A funder and an amount of theirs."""

    funder: str
    amount: Decimal


class FundingTold(Told):
    """What each funder puts in from a day on."""

    kind: str
    since: DayText
    contributions: list[BearsTold]


class CostTold(Told):
    """A cost, and who bore how much of it."""

    what: str
    on: DayText
    amount: Decimal
    kind: str
    parts: list[BearsTold]


@reading("/agreements/{reference}/frameworks", gives=Part[FrameworkTold])
def frameworks(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """The frameworks of an agreement, the newest first."""
    return part_of([_told(one) for one in queries.frameworks_of(agreement_named(reference, by=by))], part)


@reading("/agreements/{reference}/frameworks/{number}", gives=FrameworkTold)
def framework(by: Actor, at: datetime, reference: Reference, number: Reference) -> Mapping[str, Any]:
    """One framework, with its access agreements and call-offs."""
    return _told(queries.framework_named(agreement_named(reference, by=by), number))


@reading("/agreements/{reference}/frameworks/{number}/rates", gives=Part[RateTold])
def framework_rates(by: Actor, at: datetime, part: Slice, reference: Reference, number: Reference) -> Items:
    """The rates of a framework that you may see: a commissioner every provider’s, a provider its own."""
    one = queries.framework_named(agreement_named(reference, by=by), number)
    told = [vars(rate) | {"rate": str(rate.rate), "since": rate.since.isoformat()} for rate in queries.rates_of(one)]
    return part_of(told, part)


@reading("/agreements/{reference}/funding", gives=Part[FundingTold])
def funding(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """Every funding that was agreed, the oldest first."""
    known = fundings_of(agreement_named(reference, by=by))
    told = [
        {"kind": one.kind, "since": one.since.isoformat(), "contributions": _parts(one.contributions)} for one in known
    ]
    return part_of(told, part)


@reading("/agreements/{reference}/funding/costs", gives=Part[CostTold])
def costs(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """Every cost that was split among the funders, the newest first."""
    told = [
        vars(one) | {"on": one.on.isoformat(), "amount": str(one.amount), "parts": _parts(one.parts)}
        for one in costs_of(agreement_named(reference, by=by))
    ]
    return part_of(told, part)


def _parts(parts: tuple[Bears, ...]) -> list[dict[str, str]]:
    return [{"funder": one.funder, "amount": str(one.amount)} for one in parts]


def _told(one: Framework) -> dict[str, Any]:
    return {
        "reference": one.reference,
        "title": one.title,
        "lead": one.lead,
        "specification": one.specification,
        "starts_on": one.starts_on.isoformat(),
        "ends_on": one.ends_on.isoformat(),
        "most": str(one.most) if one.most is not None else None,
        "used": str(one.used),
        "state": one.state,
        "access": [
            {
                "authority": access.authority,
                "since": access.since.isoformat(),
                "until": access.until.isoformat() if access.until else None,
                "share": str(access.share) if access.share is not None else None,
                "volume": str(access.volume) if access.volume is not None else None,
            }
            for access in one.access
        ],
        "call_offs": [
            vars(made)
            | {
                "value": str(made.value),
                "starts_on": made.starts_on.isoformat(),
                "ends_on": made.ends_on.isoformat(),
            }
            for made in one.call_offs
        ],
    }
