"""The pages of frameworks."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.frameworks.queries import frameworks as queries
from counterpart.capabilities.frameworks.rules.telling import frameworks as telling
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.pages import Standing, page, told

FRAMEWORKS = "/agreements/{reference}/frameworks"


@page
def frameworks(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """Whoever buys with others asks: which frameworks do we share, and how much of each is used?"""
    agreement = agreement_named(reference, by=by)
    document = telling.frameworks(agreement.reference, queries.frameworks_of(agreement), at.date())
    standing = Standing(FRAMEWORKS, {"reference": agreement.reference}, agreement, way(agreement.reference))
    return told(request, by, document, standing)


@page
def framework(request: HttpRequest, by: Actor, at: datetime, reference: str, number: str) -> HttpResponse:
    """A participating authority asks: may we call off, and how much is left for us?"""
    agreement = agreement_named(reference, by=by)
    one = queries.framework_named(agreement, number)
    places = {"reference": one.agreement, "number": one.reference}
    standing = Standing(f"{FRAMEWORKS}/{{number}}", places, one, _within(one.agreement))
    return told(request, by, telling.framework(one, at.date()), standing)


@page
def rates(request: HttpRequest, by: Actor, at: datetime, reference: str, number: str) -> HttpResponse:
    """A commissioner asks: what does each provider charge? A provider: what are my rates here?"""
    agreement = agreement_named(reference, by=by)
    one = queries.framework_named(agreement, number)
    places = {"reference": one.agreement, "number": one.reference}
    own = by.standing_in(agreement.agreement_id)
    document = telling.rates(one, queries.rates_of(one), own.side if own else "", at.date())
    trail = (*_within(one.agreement), (one.reference, f"/agreements/{one.agreement}/frameworks/{one.reference}"))
    return told(request, by, document, Standing(f"{FRAMEWORKS}/{{number}}/rates", places, one, trail))


def way(agreement: str) -> tuple[tuple[str, str], ...]:
    """The way to a page of this room."""
    return ((agreement, f"/agreements/{agreement}"),)


def _within(agreement: str) -> tuple[tuple[str, str], ...]:
    return (*way(agreement), ("Frameworks", f"/agreements/{agreement}/frameworks"))
