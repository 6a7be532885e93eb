"""How the indicators cover the work, over the API."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.performance.queries.coverage import coverage_of
from counterpart.capabilities.performance.rules.coverage import PERIODS, Covered, Share
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.asked import reading
from counterpart.engines.acts.texts import Decimal, Reference, Told
from counterpart.values.explained import plain


class EnteredShareTold(Told):
    """A part of a whole, in per cent of both as they are known."""

    part: Decimal
    whole: Decimal
    percent: Decimal | None
    source: str


class CoveredServiceTold(Told):
    """A service: its share of spend and complaints where they were entered, beside its share of the indicators."""

    service_area: str
    name: str
    spend: EnteredShareTold | None
    complaints: EnteredShareTold | None
    share_of_indicators: EnteredShareTold
    indicators: list[str]


class CoveredObjectiveTold(Told):
    """An objective and the indicators that measure it."""

    objective: str
    indicators: list[str]


class CoverageTold(Told):
    """Whether the indicators still measure the work: `to_raise` is what the next review is told."""

    year: str
    periods: int
    services: list[CoveredServiceTold]
    objectives: list[CoveredObjectiveTold]
    never_missed: list[str]
    never_discussed: list[str]
    to_raise: list[str]


@reading("/agreements/{reference}/coverage", gives=CoverageTold)
def coverage(by: Actor, at: datetime, reference: Reference) -> Mapping[str, Any]:
    """Each service and each objective beside what measures it, and the indicators that tell nothing new."""
    agreement = agreement_named(reference, by=by, on=at.date())
    one = coverage_of(agreement, on=at.date(), periods=PERIODS)
    return {
        "year": str(one.year),
        "periods": one.periods,
        "services": [_service(service) for service in one.services],
        "objectives": [
            {"objective": o.objective.ref, "indicators": [i.code for i in o.indicators]} for o in one.objectives
        ],
        "never_missed": [habit.indicator.code for habit in one.never_missed],
        "never_discussed": [habit.indicator.code for habit in one.never_discussed],
        "to_raise": list(one.to_raise),
    }


def _service(one: Covered) -> dict[str, Any]:
    return {
        "service_area": one.area.code,
        "name": one.area.name,
        "spend": _share(one.spend),
        "complaints": _share(one.complaints),
        "share_of_indicators": _share(one.share),
        "indicators": [indicator.code for indicator in one.indicators],
    }


def _share(share: Share | None) -> dict[str, Any] | None:
    if share is None:
        return None
    return {
        "part": plain(share.part),
        "whole": plain(share.whole),
        "percent": plain(share.percent),
        "source": share.source,
    }
