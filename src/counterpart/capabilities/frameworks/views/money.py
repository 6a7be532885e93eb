"""The page of funding."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.frameworks.queries.money import costs_of, fundings_of
from counterpart.capabilities.frameworks.rules.telling.money import funding_page
from counterpart.capabilities.frameworks.views.frameworks import way
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.pages import Standing, page, told

FUNDING = "/agreements/{reference}/funding"


@page
def funding(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """A funder asks: what do we put in, and what did we bear?"""
    agreement = agreement_named(reference, by=by)
    name = agreement.reference
    document = funding_page(name, fundings_of(agreement), costs_of(agreement), at.date())
    return told(request, by, document, Standing(FUNDING, {"reference": name}, agreement, way(name)))
