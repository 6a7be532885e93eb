"""The pages of disputes: all of them, one with its ladder, and its bundle."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse

from counterpart.capabilities.agreements.queries.agreements import sealed_periods
from counterpart.capabilities.disputes.queries.disputes import agreement_at, dispute_named, disputes_of
from counterpart.capabilities.disputes.rules.disputes import Dispute
from counterpart.capabilities.disputes.rules.telling import disputes as telling
from counterpart.capabilities.disputes.rules.telling.bundle import bundle as told_bundle
from counterpart.capabilities.disputes.views.problems import way
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.pages import Standing, page, told
from counterpart.engines.library.calendars import calendar
from counterpart.values.period import period

DISPUTES = "/agreements/{reference}/disputes"
DISPUTE = f"{DISPUTES}/{{number}}"


@page
def disputes(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """Whoever answers for a party asks: what is in dispute, where does each stand, and what waits for us?"""
    agreement = agreement_at(by, at, reference)
    name, has_ladder = agreement.reference, agreement.template.disputes is not None
    document = telling.disputes(name, disputes_of(agreement), has_ladder=has_ladder, on=at.date())
    return told(request, by, document, Standing(DISPUTES, {"reference": name}, agreement, way(name)))


@page
def dispute(request: HttpRequest, by: Actor, at: datetime, reference: str, number: str) -> HttpResponse:
    """Either party asks: where are we, how many days are left, what may we do next, and what does it cost?"""
    agreement = agreement_at(by, at, reference)
    one = dispute_named(agreement, number)
    document = telling.dispute_page(one, calendar(agreement.template.calendar), _sealed_since(one), at.date())
    places = {"reference": agreement.reference, "number": one.reference}
    return told(request, by, document, Standing(DISPUTE, places, one, _way_in(one)))


@page
def bundle(request: HttpRequest, by: Actor, at: datetime, reference: str, number: str) -> HttpResponse:
    """Whoever is to decide it asks: what do the parties rest on?"""
    agreement = agreement_at(by, at, reference)
    one = dispute_named(agreement, number)
    parties = " and ".join(
        f"{party.organisation} ({party.name})" for party in agreement.parties if party.name in agreement.signatories
    )
    places = {"reference": agreement.reference, "number": one.reference}
    trail = (*_way_in(one), (one.reference, f"/agreements/{one.agreement}/disputes/{one.reference}"))
    return told(request, by, told_bundle(one, parties, at.date()), Standing(f"{DISPUTE}/bundle", places, one, trail))


def _sealed_since(one: Dispute) -> list[tuple[str, str]]:
    """The closed periods that end after the notice, each with its page."""
    return [
        (period(row["period"]).in_words, f"/agreements/{one.agreement}/periods/{row['period']}")
        for row in sealed_periods(one.of)
        if period(row["period"]).ends_on >= one.notified_on
    ]


def _way_in(one: Dispute) -> tuple[tuple[str, str], ...]:
    return (*way(one.agreement), ("Disputes", f"/agreements/{one.agreement}/disputes"))
