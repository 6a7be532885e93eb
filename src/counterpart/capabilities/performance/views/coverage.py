"""The page of how the indicators cover the work."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.performance.queries import coverage as queries
from counterpart.capabilities.performance.rules import coverage_told as telling
from counterpart.capabilities.performance.rules.coverage import periods_asked
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.pages import Standing, page, told

COVERAGE = "/agreements/{reference}/coverage"


@page
def coverage(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """Whoever prepares the yearly review asks: do the indicators still measure what we do, spend and hear of?"""
    agreement = agreement_named(reference, by=by, on=at.date())
    one = queries.coverage_of(agreement, on=at.date(), periods=periods_asked(request.GET.get("periods", "")))
    review, raised = queries.next_review(agreement, on=at.date()), queries.raised(agreement)
    document = telling.coverage(one, review, raised, at.date())
    name = agreement.reference
    standing = Standing(COVERAGE, {"reference": name}, agreement, ((name, f"/agreements/{name}"),))
    return told(request, by, document, standing)
