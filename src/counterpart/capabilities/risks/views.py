"""The pages of risks and issues."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.risks.queries import (
    issue_named,
    issues_of,
    register_reviews,
    risk_named,
    risks_by_agreement,
    risks_of,
)
from counterpart.capabilities.risks.rules.risks import registers
from counterpart.capabilities.risks.rules.telling.pages import issue_page, risk_page
from counterpart.capabilities.risks.rules.telling.registers import across
from counterpart.capabilities.risks.rules.telling.registers import registers as told_registers
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.pages import Standing, page, told

RISKS = "/agreements/{reference}/risks"
ISSUE = "/agreements/{reference}/issues/{number}"


@page
def risks(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """Whoever answers for the service asks: what may go wrong, how grave is it, and what moved?"""
    agreement = agreement_named(reference, by=by)
    name, asked = agreement.reference, request.GET.get("register", "")
    register = asked if asked in registers(agreement) else ""
    document = told_registers(
        name, risks_of(agreement), issues_of(agreement), register_reviews(agreement), register, at.date()
    )
    return told(request, by, document, Standing(RISKS, {"reference": name}, agreement, _way(name)))


@page
def risk(request: HttpRequest, by: Actor, at: datetime, reference: str, number: str) -> HttpResponse:
    """Its owner asks: how grave is it now, why did it move, and when is it reviewed?"""
    agreement = agreement_named(reference, by=by)
    one = risk_named(agreement, number)
    places = {"reference": agreement.reference, "number": one.reference}
    document = risk_page(one, issues_of(agreement, risk=one.reference), at.date())
    return told(request, by, document, Standing(f"{RISKS}/{{number}}", places, one, _way_in(one.agreement)))


@page
def issue(request: HttpRequest, by: Actor, at: datetime, reference: str, number: str) -> HttpResponse:
    """Whoever is to resolve it asks: what has gone wrong, and by when?"""
    agreement = agreement_named(reference, by=by)
    one = issue_named(agreement, number)
    places = {"reference": agreement.reference, "number": one.reference}
    return told(request, by, issue_page(one, at.date()), Standing(ISSUE, places, one, _way_in(one.agreement)))


@page
def risks_everywhere(request: HttpRequest, by: Actor, at: datetime) -> HttpResponse:
    """Whoever answers for several agreements asks: which of all their risks are the gravest?"""
    found = [(agreement.reference, risks) for agreement, risks in risks_by_agreement(by)]
    return told(request, by, across(found, at.date()), Standing("/risks", {}, None))


def _way(agreement: str) -> tuple[tuple[str, str], ...]:
    return ((agreement, f"/agreements/{agreement}"),)


def _way_in(agreement: str) -> tuple[tuple[str, str], ...]:
    return (*_way(agreement), ("Risks and issues", f"/agreements/{agreement}/risks"))
