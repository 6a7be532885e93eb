"""Reads of delivery plans. Each sees what whoever acts may see."""

from datetime import datetime
from decimal import Decimal

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.programme import models
from counterpart.capabilities.programme.rules.plans import Measure, Plan
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.texts import Reference
from counterpart.values.period import Period, period
from counterpart.values.refusal import Refusal, Refused, shown


def agreement_at(by: Actor, at: datetime, reference: Reference) -> AgreementFacts:
    """The agreement an act of this room is done to."""
    return agreement_named(reference, by=by)


def plans_of(agreement: AgreementFacts) -> list[Plan]:
    """Every plan in every version, the newest year first, of a year the newest version first."""
    rows = models.DeliveryPlan.objects.filter(agreement_id=agreement.agreement_id)
    return sorted((_plan(row) for row in rows), key=lambda p: (p.year.starts_on, p.version), reverse=True)


def plan_of(agreement: AgreementFacts, year: str) -> Plan:
    """The newest version of the plan of a year. Raises Refused where none was agreed."""
    found = next((plan for plan in plans_of(agreement) if str(plan.year) == year), None)
    if found is None:
        raise Refused(
            Refusal(
                code="plan.unknown",
                what="There is no such delivery plan",
                fact=f"none was agreed for {shown(year)}",
                rule="a plan is known by its financial year, such as 2008-09",
                next_step="Open it from the page of the delivery plan.",
            )
        )
    return found


def targets_of(agreement: AgreementFacts, year: Period) -> dict[str, Decimal]:
    """The targets that the plan of a year sets, by indicator: its measures are those the year is judged by."""
    plans = [plan for plan in plans_of(agreement) if plan.year == year]
    measures = plans[0].measures if plans else ()
    return {measure.indicator: measure.target for measure in measures if measure.target is not None}


def _plan(row: models.DeliveryPlan) -> Plan:
    measures = tuple(
        Measure(kept["indicator"], None if kept["target"] is None else Decimal(kept["target"])) for kept in row.measures
    )
    return Plan(period(row.year), row.version, row.aims, tuple(row.priorities), measures, row.agreed_on)
