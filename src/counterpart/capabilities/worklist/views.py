"""Home: what waits for me, then my agreements."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from counterpart.capabilities.worklist import queries
from counterpart.engines.access.pages import page
from counterpart.engines.access.rules import Actor


@page
def home(request: HttpRequest, by: Actor, at: datetime) -> HttpResponse:
    """Anybody asks: what is mine now?"""
    context = {
        "jobs": queries.my_jobs(by),
        "waiting": queries.waiting_for(by),
        "agreements": queries.my_agreements(by),
    }
    return render(request, "worklist/home.html", context)


@page
def job(request: HttpRequest, by: Actor, at: datetime, name: UUID) -> HttpResponse:
    """Whoever asked for long work asks: how far has it come, and what came of it?"""
    return render(request, "worklist/job.html", {"job": queries.my_job(str(name), by=by)})
