"""The pages of the forward programme."""

from datetime import date, datetime

from django.http import HttpRequest, HttpResponse

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.programme.queries.schemes import scheme_named, schemes_of
from counterpart.capabilities.programme.rules.plans import year_of
from counterpart.capabilities.programme.rules.telling import schemes as telling
from counterpart.capabilities.programme.views.plans import way
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.pages import Standing, page, told
from counterpart.values.period import Kind, Period, period

PROGRAMME = "/agreements/{reference}/programme"
SCHEME = "/agreements/{reference}/schemes/{number}"


@page
def programme(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """Whoever plans people and plant asks: what work is to come, and how certain is it?"""
    agreement = agreement_named(reference, by=by)
    name, year = agreement.reference, asked_year(request.GET.get("year", ""), at.date())
    document = telling.programme(name, schemes_of(agreement), year, at.date())
    return told(request, by, document, Standing(PROGRAMME, {"reference": name}, agreement, way(name)))


@page
def scheme(request: HttpRequest, by: Actor, at: datetime, reference: str, number: str) -> HttpResponse:
    """Whoever is to do it asks: how much of it is ordered, and when does it end?"""
    agreement = agreement_named(reference, by=by)
    one = scheme_named(agreement, number)
    places = {"reference": agreement.reference, "number": one.reference}
    trail = (*way(one.agreement), ("Forward programme", f"/agreements/{one.agreement}/programme"))
    return told(request, by, telling.scheme_page(one, at.date()), Standing(SCHEME, places, one, trail))


def asked_year(text: str, today: date) -> Period:
    """The financial year that was asked for; the one that runs, where none was."""
    try:
        named = period(text)
    except ValueError:
        return year_of(today)
    return named if named.kind is Kind.FINANCIAL_YEAR else year_of(named.starts_on)
