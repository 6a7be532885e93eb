"""The people and parties of an agreement, and the forms by which those who may change them."""

from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.team.forms import OfATeam
from counterpart.capabilities.team.queries.people import team_of
from counterpart.capabilities.team.queries.telling import parties_told
from counterpart.capabilities.team.rules.members import of_person
from counterpart.capabilities.team.views.deeds import DEEDS, Deed
from counterpart.engines.access.actors import acting
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.pages import deed, page
from counterpart.values.refusal import Refusal, Refused


@page
def people(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """A contract manager asks: who works on this, for whom, until when, and what is missing?"""
    agreement = agreement_named(reference, by=by)
    team = team_of(agreement, on=at.date())
    context = {
        "agreement": agreement,
        "team": team,
        "parties": parties_told(agreement, team, on=at.date()),
        "deeds": {name: one.title for name, one in DEEDS.items() if one.may(by, agreement) is None},
        "standing_in": [
            held
            for member in of_person(team.members, by.person)
            for held in member.held
            if held.lender is not None and held.on(at.date())
        ],
    }
    return render(request, "team/people.html", context)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, reference: str, what: str) -> HttpResponse:
    """Give, end or delegate a role, name a representative, pair counterparts: read what will happen, then do it."""
    if what not in DEEDS:
        raise Refused(_unknown(what))
    return _done(request, reference, what) if request.method == "POST" else _asked(request, reference, what)


@page
def _asked(request: HttpRequest, by: Actor, at: datetime, reference: str, what: str) -> HttpResponse:
    agreement = agreement_named(reference, by=by)
    if refusal := DEEDS[what].may(by, agreement):
        return _shown(request, agreement, DEEDS[what], None, refusal=refusal)
    return _shown(request, agreement, DEEDS[what], _form(DEEDS[what], agreement, by, at.date()))


@deed
def _done(request: HttpRequest, by: Actor, at: datetime, reference: str, what: str) -> HttpResponse:
    one = DEEDS[what]
    with acting(by, on=at.date()):
        agreement = agreement_named(reference, by=by)
        if refusal := one.may(by, agreement):
            raise Refused(refusal)
        form = _form(one, agreement, by, at.date(), data=request.POST)
        if not form.is_valid():
            return _shown(request, agreement, one, form, status=400)
        one.do(form, agreement, by, at)
    return redirect("people", agreement.reference)


def _form(one: Deed, agreement: AgreementFacts, by: Actor, on: date, **more: object) -> OfATeam:
    return one.form(team=team_of(agreement, on=on), by=by, agreement=agreement.agreement_id, on=on, **more)


def _shown(
    request: HttpRequest,
    agreement: AgreementFacts,
    one: Deed,
    form: OfATeam | None,
    *,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"agreement": agreement, "deed": one, "button": one.button, "form": form, "refusal": refusal}
    return render(request, "team/asked.html", context, status=status)


def _unknown(what: str) -> Refusal:
    return Refusal(
        code="page.unknown",
        what="There is no page here",
        fact=f"nothing of this name is done to people: {what[:60]}",
        rule="an address names one page",
        next_step="Begin at the page of people and parties.",
    )
