"""The pages of the register of contracts, and of the regime with its notices."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.frameworks.queries.register import notices_of, regime_of, register_of
from counterpart.capabilities.frameworks.rules.telling import register as telling
from counterpart.capabilities.frameworks.views.frameworks import way
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.pages import Standing, page, told

REGISTER, REGIME = "/agreements/{reference}/register", "/agreements/{reference}/regime"


@page
def register(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """Whoever publishes it asks: what is in the register of contracts, and what is wrong with it?"""
    agreement = agreement_named(reference, by=by)
    name = agreement.reference
    document = telling.register(name, register_of(agreement), at.date())
    return told(request, by, document, Standing(REGISTER, {"reference": name}, agreement, way(name)))


@page
def regime(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """Whoever answers to the law asks: what must we publish, by when, and by which words of the law?"""
    agreement = agreement_named(reference, by=by)
    name = agreement.reference
    document = telling.regime(name, regime_of(agreement), notices_of(agreement), at.date())
    return told(request, by, document, Standing(REGIME, {"reference": name}, agreement, way(name)))
