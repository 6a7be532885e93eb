"""An indicator over the years."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from counterpart.capabilities.agreements.queries import agreement_named
from counterpart.capabilities.performance import queries
from counterpart.engines.access.pages import page
from counterpart.engines.access.rules import Actor


@page
def indicator(request: HttpRequest, by: Actor, at: datetime, reference: str, code: str) -> HttpResponse:
    """A performance officer asks: is it really getting better?"""
    agreement = agreement_named(reference, by=by)
    context = {"agreement": agreement, "series": queries.series_of(agreement, code)}
    return render(request, "performance/indicator.html", context)
