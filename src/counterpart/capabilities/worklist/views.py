"""Home: what waits for me, then my agreements. What runs and what is proposed in each. The calendar feed."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from counterpart.capabilities.worklist.queries import hands
from counterpart.capabilities.worklist.queries import home as queries
from counterpart.capabilities.worklist.rules import telling
from counterpart.capabilities.worklist.rules.calendar import calendar_of
from counterpart.capabilities.worklist.rules.due import together
from counterpart.engines.access.actors import acting, actor_of
from counterpart.engines.access.rules import Actor
from counterpart.engines.access.tokens import CALENDAR, narrowed, token_of, used
from counterpart.engines.acts.pages import Standing, page, told
from counterpart.engines.clocks.now import now

PROPOSALS, CLOCKS = "/agreements/{reference}/proposals", "/agreements/{reference}/clocks"
PROPOSAL, CLOCK = f"{PROPOSALS}/{{number}}", f"{CLOCKS}/{{number}}"


@page
def home(request: HttpRequest, by: Actor, at: datetime) -> HttpResponse:
    """Anybody asks: what is mine now?"""
    seals, names = queries.waiting_for(by), queries.agreements_by_name(by)
    work = queries.my_work(by, on=at.date(), names=names)
    context = {
        "jobs": queries.my_jobs(by),
        "waiting": [seal for seal in seals if seal.mine],
        "others": [seal for seal in seals if not seal.mine],
        "work": work,
        "late": together(work.late),
        "theirs": together(work.others),
        "agreements": queries.my_agreements(by, names),
        "today": at.date(),
    }
    return render(request, "worklist/home.html", context)


@page
def job(request: HttpRequest, by: Actor, at: datetime, name: UUID) -> HttpResponse:
    """Whoever asked for long work asks: how far has it come, and what came of it?"""
    return render(request, "worklist/job.html", {"job": queries.my_job(str(name), by=by)})


@page
def clocks(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """A contract manager asks: what runs here, whose is it, and what is late?"""
    within = hands.promising_in(by, at, reference)
    shown = request.GET.get("show", "open")
    document = telling.tracker(within.agreement, hands.clocks_in(by, reference), shown, at.date())
    standing = Standing(
        "/agreements/{reference}/clocks", {"reference": within.agreement}, within, _way(within.agreement)
    )
    return told(request, by, document, standing)


@page
def clock(request: HttpRequest, by: Actor, at: datetime, reference: str, number: str) -> HttpResponse:
    """Whoever is to do it asks: by when, by which rule, and what was done about it?"""
    kept = hands.kept_named(by, at, reference, number)
    name = kept.clock.agreement
    way = (*_way(name), ("Clocks and promises", f"/agreements/{name}/clocks"))
    places = {"reference": name, "number": kept.clock.reference}
    return told(request, by, telling.clock_told(kept.clock, at.date()), Standing(CLOCK, places, kept, way))


@page
def proposals(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """Either party asks: what is proposed, and whose answer does it wait for?"""
    within = hands.promising_in(by, at, reference)
    document = telling.proposals_told(within.agreement, hands.proposals_in(by, reference), at.date())
    places = {"reference": within.agreement}
    return told(request, by, document, Standing(PROPOSALS, places, within, _way(within.agreement)))


@page
def proposal(request: HttpRequest, by: Actor, at: datetime, reference: str, number: str) -> HttpResponse:
    """Whoever signs for a party asks: exactly what is proposed, and what happens if we agree?"""
    one = hands.proposed_named(by, at, reference, number)
    way = (*_way(one.agreement), ("Proposals", f"/agreements/{one.agreement}/proposals"))
    places = {"reference": one.agreement, "number": one.reference}
    return told(request, by, telling.proposal_told(one, at.date()), Standing(PROPOSAL, places, one, way))


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """A calendar program asks: what is due, for the person whose secret address this is? Revoked, it tells nothing."""
    at = now()
    token = token_of(secret, on=at.date())
    if token is None or CALENDAR not in token.verbs:
        raise Http404
    by = narrowed(actor_of(token.person, on=at.date()), token)
    with acting(by, on=at.date()):
        work = queries.my_work(by, on=at.date())
        used(token, at=at)
    body = calendar_of(work.mine, at, site=request.build_absolute_uri("/").rstrip("/"))
    return HttpResponse(
        body, content_type="text/calendar; charset=utf-8", headers={"Cache-Control": "private, no-store"}
    )


def _way(agreement: str) -> tuple[tuple[str, str], ...]:
    return ((agreement, f"/agreements/{agreement}"),)
