"""The pages of problems and early warnings."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse

from counterpart.capabilities.disputes.queries.disputes import agreement_at
from counterpart.capabilities.disputes.queries.problems import (
    problem_named,
    problems_of,
    warning_named,
    warnings_of,
)
from counterpart.capabilities.disputes.rules.telling import problems as telling
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.pages import Standing, page, told

PROBLEMS = "/agreements/{reference}/problems"
WARNING = "/agreements/{reference}/warnings/{number}"


@page
def problems(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """Whoever runs the service asks: what is wrong now, with whom is it, and what is coming?"""
    agreement = agreement_at(by, at, reference)
    name = agreement.reference
    document = telling.problems(name, problems_of(agreement), warnings_of(agreement), at.date())
    return told(request, by, document, Standing(PROBLEMS, {"reference": name}, agreement, way(name)))


@page
def problem(request: HttpRequest, by: Actor, at: datetime, reference: str, number: str) -> HttpResponse:
    """Whoever is to solve it asks: what is wrong, and how long is it with us?"""
    agreement = agreement_at(by, at, reference)
    one = problem_named(agreement, number)
    places = {"reference": agreement.reference, "number": one.reference}
    standing = Standing(f"{PROBLEMS}/{{number}}", places, one, _way_in(one.agreement))
    return told(request, by, telling.problem_page(one, at.date()), standing)


@page
def warning(request: HttpRequest, by: Actor, at: datetime, reference: str, number: str) -> HttpResponse:
    """The other party asks: what is coming, and by when do we answer?"""
    agreement = agreement_at(by, at, reference)
    one = warning_named(agreement, number)
    places = {"reference": agreement.reference, "number": one.reference}
    standing = Standing(WARNING, places, one, _way_in(one.agreement))
    return told(request, by, telling.warning_page(one, at.date()), standing)


def way(agreement: str) -> tuple[tuple[str, str], ...]:
    """The way to a page of this room."""
    return ((agreement, f"/agreements/{agreement}"),)


def _way_in(agreement: str) -> tuple[tuple[str, str], ...]:
    return (*way(agreement), ("Problems and early warnings", f"/agreements/{agreement}/problems"))
