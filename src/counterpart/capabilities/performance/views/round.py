"""The pages of the yearly round."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.performance.queries import round as queries
from counterpart.capabilities.performance.rules import round_told as telling
from counterpart.capabilities.performance.rules.round import UNSET
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.pages import Standing, page, told
from counterpart.values.reference import folded

ROUNDS = "/agreements/{reference}/rounds"
ROUND = f"{ROUNDS}/{{number}}"


@page
def rounds(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """Either side asks: are next year’s targets being set, and by which test are they challenged?"""
    agreement = agreement_named(reference, by=by, on=at.date())
    name = agreement.reference
    document = telling.rounds(name, queries.rounds_of(agreement), at.date())
    way = ((name, f"/agreements/{name}"),)
    return told(request, by, document, Standing(ROUNDS, {"reference": name}, agreement, way))


@page
def one_round(request: HttpRequest, by: Actor, at: datetime, reference: str, number: str) -> HttpResponse:
    """The performance team asks: which targets are unset, which has nobody challenged, and what is ready?"""
    agreement = agreement_named(reference, by=by, on=at.date())
    one = queries.round_named(agreement, number)
    unset = [target.indicator for target in one.targets if target.state == UNSET]
    near = queries.beside_of(agreement, unset, one.year) if unset else {}
    name = agreement.reference
    way = ((name, f"/agreements/{name}"), ("Yearly rounds", f"/agreements/{name}/rounds"))
    standing = Standing(ROUND, {"reference": name, "number": one.reference}, one, way)
    return told(request, by, telling.round_page(one, near, at.date()), standing)


@page
def target(request: HttpRequest, by: Actor, at: datetime, reference: str, number: str, code: str) -> HttpResponse:
    """The owner, or whoever challenges, asks: does this target ask enough, beside outturns and peers?"""
    agreement = agreement_named(reference, by=by, on=at.date())
    round = queries.round_named(agreement, number)
    one = queries.target_named(agreement, round, code)
    near = one.beside
    if one.state == UNSET:
        near = queries.beside_of(agreement, [one.indicator], one.year)[one.indicator.code]
    name, places = agreement.reference, {"reference": agreement.reference, "number": round.reference}
    way = (
        (name, f"/agreements/{name}"),
        ("Yearly rounds", f"/agreements/{name}/rounds"),
        (f"Round of {round.year.in_words}", f"/agreements/{name}/rounds/{round.reference}"),
    )
    on = f"{ROUND}/targets/{{code}}" if one.open else f"{ROUND}/closed"
    standing = Standing(on, places | {"code": folded(one.indicator.code)}, one, way)
    return told(request, by, telling.target_page(one, near, at.date()), standing)
