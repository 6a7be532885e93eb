"""The pages of the delivery plan."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.programme.queries.plans import plan_of, plans_of
from counterpart.capabilities.programme.rules.telling.plans import one_plan, plan_page
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.pages import Standing, page, told

PLAN = "/agreements/{reference}/delivery-plan"


@page
def plan(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """Either side asks: what are we to deliver this year, and by what is it judged?"""
    agreement = agreement_named(reference, by=by)
    name = agreement.reference
    document = plan_page(name, plans_of(agreement), agreement.terms.template, at.date())
    return told(request, by, document, Standing(PLAN, {"reference": name}, agreement, way(name)))


@page
def plan_of_a_year(request: HttpRequest, by: Actor, at: datetime, reference: str, year: str) -> HttpResponse:
    """A reader asks: what was agreed for that year?"""
    agreement = agreement_named(reference, by=by)
    name, kept = agreement.reference, plan_of(agreement, year)
    document = one_plan(name, kept, plans_of(agreement), agreement.terms.template, at.date())
    places = {"reference": name, "year": str(kept.year)}
    trail = (*way(name), ("Delivery plan", f"/agreements/{name}/delivery-plan"))
    return told(request, by, document, Standing(f"{PLAN}/{{year}}", places, agreement, trail))


def way(agreement: str) -> tuple[tuple[str, str], ...]:
    """The way to a page of this room."""
    return ((agreement, f"/agreements/{agreement}"),)
