"""The pages of action plans."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.performance.queries import action_plans as queries
from counterpart.capabilities.performance.rules import action_plans_told as telling
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.pages import Standing, page, told
from counterpart.values.period import Kind, Period
from counterpart.values.reference import folded

PLANS = "/agreements/{reference}/action-plans"


@page
def plans(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """The performance team asks: is there a plan for each indicator this year, and has its owner signed it?"""
    agreement = agreement_named(reference, by=by, on=at.date())
    name, year = agreement.reference, Period(Kind.FINANCIAL_YEAR, at.year - (at.month < 4))
    document = telling.plans(name, year, queries.plans_of(agreement, year), at.date())
    return told(request, by, document, Standing(PLANS, {"reference": name}, agreement, _way(name)))


@page
def plans_of_a_year(request: HttpRequest, by: Actor, at: datetime, reference: str, year: str) -> HttpResponse:
    """The performance team asks: what was planned for each indicator in that year?"""
    agreement = agreement_named(reference, by=by, on=at.date())
    name, when = agreement.reference, queries.year_named(year)
    document = telling.plans(name, when, queries.plans_of(agreement, when), at.date())
    places = {"reference": name, "year": str(when)}
    return told(request, by, document, Standing(f"{PLANS}/{{year}}", places, agreement, _way(name)))


@page
def plan(request: HttpRequest, by: Actor, at: datetime, reference: str, year: str, code: str) -> HttpResponse:
    """The owner of an indicator asks: what will be done for it this year, and is this what I signed?"""
    agreement = agreement_named(reference, by=by, on=at.date())
    one = queries.plan_of(agreement, code, year)
    name, places = one.agreement, {"reference": one.agreement, "year": str(one.year), "code": folded(one.indicator)}
    way = (*_way(name), (f"Action plans for {one.year.in_words}", f"/agreements/{name}/action-plans/{one.year}"))
    return told(
        request, by, telling.plan_page(one, at.date()), Standing(f"{PLANS}/{{year}}/{{code}}", places, one, way)
    )


def _way(name: str) -> tuple[tuple[str, str], ...]:
    return ((name, f"/agreements/{name}"),)
