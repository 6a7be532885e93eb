"""The pages of functions, key posts and mobilisation."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.team.queries.posts import mobilisation_of, moves_of, posts_of
from counterpart.capabilities.team.rules import telling
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.pages import Standing, page, told

IN = "/agreements/{reference}"


@page
def functions(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """Either side asks: who does what here, and what does nobody do?"""
    agreement = agreement_named(reference, by=by)
    return told(request, by, telling.functions(agreement, at.date()), _standing(f"{IN}/functions", agreement))


@page
def key_posts(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """Either side asks: who holds the posts on which the work depends, and which are empty?"""
    agreement = agreement_named(reference, by=by)
    document = telling.key_posts(agreement, posts_of(agreement), moves_of(agreement), at.date())
    return told(request, by, document, _standing(f"{IN}/key-posts", agreement))


@page
def mobilisation(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """Whoever prepares the start asks: what is still to be seen to?"""
    agreement = agreement_named(reference, by=by)
    document = telling.mobilisation(agreement, mobilisation_of(agreement), at.date())
    return told(request, by, document, _standing(f"{IN}/mobilisation", agreement))


def _standing(on: str, agreement: AgreementFacts) -> Standing:
    name = agreement.reference
    way = ((name, f"/agreements/{name}"), ("People", f"/agreements/{name}/people"))
    return Standing(on, {"reference": name}, agreement, way)
