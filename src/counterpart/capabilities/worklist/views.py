"""Home: what waits for me, then my agreements."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from counterpart.capabilities.worklist import queries
from counterpart.engines.access.pages import page
from counterpart.engines.access.rules import Actor


@page
def home(request: HttpRequest, by: Actor, at: datetime) -> HttpResponse:
    """Anybody asks: what is mine now?"""
    context = {"waiting": queries.waiting_for(by), "agreements": queries.my_agreements(by)}
    return render(request, "worklist/home.html", context)
