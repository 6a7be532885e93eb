"""The pages of improvement proposals and pilots."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.programme.queries.improvements import improvement_named, improvements_of, piloted_by
from counterpart.capabilities.programme.rules.improvements import ANSWER, Pilot
from counterpart.capabilities.programme.rules.telling import improvements as telling
from counterpart.capabilities.programme.views.plans import way
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.pages import Standing, page, told
from counterpart.engines.clocks.running import clocks_about, clocks_of

IMPROVEMENTS, PILOTS = "/agreements/{reference}/improvements", "/agreements/{reference}/pilots"


@page
def improvements(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """Whoever prepares a meeting asks: what is proposed, and what waits for our answer?"""
    agreement = agreement_named(reference, by=by)
    name = agreement.reference
    known = improvements_of(agreement)
    named = {one.reference for one in known}
    answers = [c for c in clocks_of(agreement.agreement_id, name, about=(ANSWER,)) if c.subject in named]
    document = telling.improvements(name, known, answers, at.date())
    return told(request, by, document, Standing(IMPROVEMENTS, {"reference": name}, agreement, way(name)))


@page
def improvement(request: HttpRequest, by: Actor, at: datetime, reference: str, number: str) -> HttpResponse:
    """Either side asks: what exactly is proposed, what would it save, and what became of it?"""
    agreement = agreement_named(reference, by=by)
    one = improvement_named(agreement, number)
    clocks = clocks_about(agreement.agreement_id, agreement.reference, one.reference)
    places = {"reference": one.agreement, "number": one.reference}
    trail = (*way(one.agreement), ("Improvement proposals", f"/agreements/{one.agreement}/improvements"))
    document = telling.improvement(one, clocks, at.date())
    return told(request, by, document, Standing(f"{IMPROVEMENTS}/{{number}}", places, one, trail))


@page
def pilots(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """Either side asks: what are we trying out, and what did it show?"""
    agreement = agreement_named(reference, by=by)
    name = agreement.reference
    document = telling.pilots(name, improvements_of(agreement), at.date())
    return told(request, by, document, Standing(PILOTS, {"reference": name}, agreement, way(name)))


@page
def pilot(request: HttpRequest, by: Actor, at: datetime, reference: str, number: str) -> HttpResponse:
    """Whoever evaluates it asks: what was it to show, from what baseline?"""
    agreement = agreement_named(reference, by=by)
    one = piloted_by(agreement, number)
    tried: Pilot = one.pilot  # type: ignore[assignment]
    places = {"reference": one.agreement, "number": tried.reference}
    trail = (*way(one.agreement), ("Pilots", f"/agreements/{one.agreement}/pilots"))
    document = telling.pilot_page(one, tried, at.date())
    return told(request, by, document, Standing(f"{PILOTS}/{{number}}", places, one, trail))
