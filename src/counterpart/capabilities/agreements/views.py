"""An agreement, and its trail."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from counterpart.capabilities.agreements import queries
from counterpart.engines.access.pages import page
from counterpart.engines.access.rules import Actor


@page
def agreement(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """A contract manager asks: where do we stand?"""
    facts = queries.agreement_named(reference, by=by)
    return render(
        request,
        "agreements/agreement.html",
        {
            "agreement": facts,
            "template": facts.terms.template,
            "periods": queries.sealed_periods(facts),
            "people": queries.people_of(facts, on=at.date()),
        },
    )


@page
def trail(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """Anybody of either side asks: who did what, and when?"""
    facts = queries.agreement_named(reference, by=by)
    subject = request.GET.get("subject") or None
    context = {"agreement": facts, "subject": subject, "entries": queries.trail_of(facts, subject=subject)}
    return render(request, "agreements/trail.html", context)
