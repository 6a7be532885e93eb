"""Delivery plans over the API."""

from datetime import datetime

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.programme.queries.plans import plans_of
from counterpart.capabilities.programme.rules.plans import in_force
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.asked import Items, Part, Slice, part_of, reading
from counterpart.engines.acts.texts import DayText, Decimal, Reference, Told


class MeasureTold(Told):
    """An indicator by which the year is judged, and its target; null where it is only watched."""

    indicator: str
    target: Decimal | None


class PlanTold(Told):
    """The plan of a year in one version, and whether it is in force today; `carried` where its year is over."""

    year: str
    version: int
    aims: str
    priorities: list[str]
    measures: list[MeasureTold]
    agreed_on: DayText
    in_force: bool
    carried: bool


@reading("/agreements/{reference}/delivery-plans", gives=Part[PlanTold])
def delivery_plans(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """The delivery plans of an agreement, the newest year first. Last year’s is in force until the next is agreed."""
    plans = plans_of(agreement_named(reference, by=by))
    now = in_force(plans, at.date())
    told = [
        {
            "year": str(plan.year),
            "version": plan.version,
            "aims": plan.aims,
            "priorities": list(plan.priorities),
            "measures": [
                {"indicator": m.indicator, "target": None if m.target is None else format(m.target, "f")}
                for m in plan.measures
            ],
            "agreed_on": plan.agreed_on.isoformat(),
            "in_force": now is not None and now.plan == plan,
            "carried": now is not None and now.plan == plan and now.carried,
        }
        for plan in plans
    ]
    return part_of(told, part)
