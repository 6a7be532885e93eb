"""The pages on which figures are judged: an indicator, all of them, a period’s portfolio, and how good the data are."""

from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from counterpart.capabilities.agreements.queries.agreements import agreement_named, versions_of
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.performance.queries import judging, returning
from counterpart.capabilities.performance.rules.on_paper import spoken_against
from counterpart.capabilities.performance.rules.telling_indicator import Around, indicator_told
from counterpart.capabilities.performance.rules.telling_portfolio import (
    indicators_told,
    no_portfolio,
    portfolio_told,
)
from counterpart.capabilities.performance.rules.telling_quality import quality_told
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.pages import Standing, page, told
from counterpart.values.reference import folded

OF_AN_AGREEMENT = "/agreements/{reference}"
PAGES = {
    "indicators": "Look at every indicator",
    "portfolio": "Look at a period as a whole",
    "data-quality": "Look at how good the data are",
}


@page
def indicators(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """Whoever looks after the figures asks: what do we measure, and how does each stand?"""
    agreement = agreement_named(reference, by=by)
    name = agreement.reference
    document = indicators_told(name, judging.newest_of_each(agreement), at.date())
    return told(request, by, document, _standing("indicators", agreement), more=_beside(name, "indicators"))


@page
def portfolio(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """A board member with two minutes asks: how are we doing?"""
    agreement = agreement_named(reference, by=by)
    when, known = judging.period_asked(agreement, request.GET.get("period", ""))
    if when is None:
        document = no_portfolio(agreement.reference, at.date())
    else:
        judged = judging.judged_in(agreement_named(reference, by=by, on=when.ends_on), when)
        document = portfolio_told(judged, spoken_against(judged), known, at.date())
    more = _beside(agreement.reference, "portfolio")
    return told(request, by, document, _standing("portfolio", agreement), more=more)


@page
def data_quality(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """Whoever answers for the figures asks: how good are the data, and where is there doubt?"""
    agreement = agreement_named(reference, by=by)
    found = returning.returns_of(agreement)
    document = quality_told(agreement.reference, found, agreement.template.indicators, at.date())
    more = _beside(agreement.reference, "data-quality")
    return told(request, by, document, _standing("data-quality", agreement), more=more)


def _beside(name: str, here: str) -> list[tuple[str, str]]:
    """The other pages on which figures are judged."""
    return [(words, f"/agreements/{name}/{page}") for page, words in PAGES.items() if page != here]


def _standing(page: str, agreement: AgreementFacts) -> Standing:
    name = agreement.reference
    way = ((name, f"/agreements/{name}"),)
    return Standing(f"{OF_AN_AGREEMENT}/{page}", {"reference": name}, agreement, way)


@page
def indicator(request: HttpRequest, by: Actor, at: datetime, reference: str, code: str) -> HttpResponse:
    """A performance officer asks: is it really getting better?"""
    agreement = agreement_named(reference, by=by)
    one = judging.indicator_of(agreement, code)
    sent = [found for found in returning.returns_of(agreement) if found.indicator == one.indicator.code]
    got = one.indicator.quality
    quality = judging.judged(judging.indicator_of(agreement, got)) if got else None
    around = Around(tuple(versions_of(agreement)), tuple(sent), quality)
    document = indicator_told(one, judging.judged(one), around, at.date())
    name = agreement.reference
    way = ((name, f"/agreements/{name}"), ("Indicators", f"/agreements/{name}/indicators"))
    places, subject = {"reference": name, "code": folded(one.indicator.code)}, f"{name}/{one.indicator.code}"
    more = [("Read everything that was done about it", f"/agreements/{name}/trail?{urlencode({'subject': subject})}")]
    if sent:
        address = f"/agreements/{name}/returns/{sent[0].reference}"
        more.append(("Raise a difficulty, or query it, on its newest return", address))
    standing = Standing(f"{OF_AN_AGREEMENT}/indicators/{{code}}", places, one, way)
    return told(request, by, document, standing, more=more)
