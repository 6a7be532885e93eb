"""The pages of statements, waivers, extension and sums."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.incentives import queries
from counterpart.capabilities.incentives.rules.extension import entries_of
from counterpart.capabilities.incentives.rules.telling import registers
from counterpart.capabilities.incentives.rules.telling import statements as telling
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.pages import Standing, page, told

STATEMENTS = "/agreements/{reference}/statements"
STATEMENT = f"{STATEMENTS}/{{number}}"
LINE = f"{STATEMENT}/{{line}}"
WAIVERS = "/agreements/{reference}/waivers"
EXTENSION = "/agreements/{reference}/extension"
SUMS = "/agreements/{reference}/sums"


@page
def statements(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """Whoever pays or is paid asks: what follows in money from performance?"""
    agreement = agreement_named(reference, by=by)
    name = agreement.reference
    found = queries.statements_of(agreement)
    document = telling.statements_page(name, found, agreement.terms.template, at.date())
    return told(request, by, document, Standing(STATEMENTS, {"reference": name}, agreement, _way(name)))


@page
def statement(request: HttpRequest, by: Actor, at: datetime, reference: str, number: str) -> HttpResponse:
    """Either side’s finance lead asks: what is due for this period, and why?"""
    agreement = agreement_named(reference, by=by)
    one = queries.statement_named(agreement, number)
    document = telling.statement_page(one, queries.waivers_of(agreement), at.date())
    places = {"reference": one.agreement, "number": one.reference}
    return told(
        request, by, document, Standing(STATEMENT, places, one, _way(one.agreement, "Statements", "statements"))
    )


@page
def line(request: HttpRequest, by: Actor, at: datetime, reference: str, number: str, line: str) -> HttpResponse:
    """An auditor asks: how did this amount come about?"""
    agreement = agreement_named(reference, by=by)
    found = queries.line_named(agreement, number, line)
    one = found.statement
    document = telling.line_page(one, found.line, queries.measures_of(found), at.date())
    places = {"reference": one.agreement, "number": one.reference, "line": str(found.line.place)}
    way = (
        *_way(one.agreement, "Statements", "statements"),
        (one.reference, f"/agreements/{one.agreement}/statements/{one.reference}"),
    )
    return told(request, by, document, Standing(LINE, places, found, way))


@page
def waivers(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """Whoever answers for public money asks: what was let go, why, and on whose authority?"""
    agreement = agreement_named(reference, by=by)
    name = agreement.reference
    document = registers.waivers_page(name, queries.waivers_of(agreement), at.date())
    standing = Standing(WAIVERS, {"reference": name}, agreement, _way(name, "Statements", "statements"))
    return told(request, by, document, standing)


@page
def extension(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """Either side asks: how many years has performance earned, and when does it end then?"""
    agreement = agreement_named(reference, by=by)
    name, entries = agreement.reference, entries_of(queries.statements_of(agreement))
    document = registers.extension_page(name, entries, agreement.ends_on, agreement.terms.template, at.date())
    standing = Standing(EXTENSION, {"reference": name}, agreement, _way(name, "Statements", "statements"))
    return told(request, by, document, standing)


@page
def sums(request: HttpRequest, by: Actor, at: datetime, reference: str) -> HttpResponse:
    """Either side asks: on what charges, costs and savings do the statements rest?"""
    agreement = agreement_named(reference, by=by)
    name = agreement.reference
    document = registers.sums_page(name, queries.entered(agreement), at.date())
    standing = Standing(SUMS, {"reference": name}, agreement, _way(name, "Statements", "statements"))
    return told(request, by, document, standing)


def _way(agreement: str, words: str = "", word: str = "") -> tuple[tuple[str, str], ...]:
    here = ((agreement, f"/agreements/{agreement}"),)
    return (*here, (words, f"/agreements/{agreement}/{word}")) if words else here
