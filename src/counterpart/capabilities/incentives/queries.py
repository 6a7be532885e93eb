"""Reads of sums, statements and waivers. Each sees what whoever acts may see."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.incentives import models
from counterpart.capabilities.incentives.policy import LineOf
from counterpart.capabilities.incentives.rules.books import Relief, book_of, earliest, periods_between
from counterpart.capabilities.incentives.rules.drawing import Drawn, drawn
from counterpart.capabilities.incentives.rules.facts import Book, Sum
from counterpart.capabilities.incentives.rules.statements import (
    FINAL,
    Statement,
    Waiver,
    line_as_kept,
    unknown,
)
from counterpart.capabilities.incentives.rules.sums import Entered, standing_sums
from counterpart.capabilities.performance.queries import figures as performance
from counterpart.capabilities.performance.rules.figures import figures_of
from counterpart.capabilities.performance.rules.returns import standing
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.texts import Reference
from counterpart.engines.ledger import book as ledger
from counterpart.engines.ledger.rules.canonical import digest
from counterpart.values.money import to_the_penny
from counterpart.values.period import Period
from counterpart.values.refusal import Refused

MOST_PERIODS = 120
"""How far back what runs on from period to period is worked out: ten years of months."""


def agreement_at(by: Actor, at: datetime, reference: Reference) -> AgreementFacts:
    """The agreement an act of this room is done to."""
    return agreement_named(reference, by=by)


def statement_at(by: Actor, at: datetime, reference: Reference, number: Reference) -> Statement:
    """The statement an act is done to."""
    return statement_named(agreement_named(reference, by=by), number)


def line_at(by: Actor, at: datetime, reference: Reference, number: Reference, line: Reference) -> LineOf:
    """The line of a statement that an act is done to."""
    return line_named(agreement_named(reference, by=by), number, line)


def entered(agreement: AgreementFacts) -> list[Entered]:
    """Every sum that was entered, the newest first; those that a later one replaced are marked so."""
    rows = models.Sum.objects.filter(agreement_id=agreement.agreement_id).order_by("id")
    return standing_sums([(_sum(row), row.evidence, row.entered_by, row.entered_on) for row in rows])


def relief_of(agreement: AgreementFacts) -> list[Relief]:
    rows = models.Relief.objects.filter(agreement_id=agreement.agreement_id).order_by("id")
    return [Relief(row.indicator, row.period, row.reason, row.reference) for row in rows]


def statements_of(agreement: AgreementFacts) -> list[Statement]:
    """Every statement, the newest first."""
    rows = models.Statement.objects.filter(agreement_id=agreement.agreement_id).order_by("-reference")
    return [_statement(agreement, row) for row in rows]


def statement_named(agreement: AgreementFacts, reference: str) -> Statement:
    """A statement by its reference. Raises Refused where there is none."""
    row = models.Statement.objects.filter(
        agreement_id=agreement.agreement_id, reference=reference.strip().upper()
    ).first()
    if row is None:
        raise Refused(unknown(reference))
    return _statement(agreement, row)


def line_named(agreement: AgreementFacts, reference: str, place: str) -> LineOf:
    """A line of a statement by its number. Raises Refused where there is none."""
    statement = statement_named(agreement, reference)
    for line in statement.lines:
        if str(line.place) == place.strip():
            return LineOf(agreement, statement, line)
    raise Refused(unknown(f"{reference}/{place}"))


def measures_of(line: LineOf) -> tuple[str, ...]:
    """The indicators that the rule of a line rests on, itself or through a score, as the template knows them."""
    template = line.agreement.terms.template
    rules = {terms.name: terms for terms in template.money}
    named, todo = list[str](), [line.line.rule]
    while todo:
        terms = rules.get(todo.pop())
        if terms is not None:
            named += terms.measures
            todo += terms.rests_on
    codes = [found.code for code in named if (found := template.indicator(code))]
    return tuple(dict.fromkeys(codes))


def waivers_of(agreement: AgreementFacts) -> list[Waiver]:
    """Every deduction that was let go, in the order they were."""
    rows = models.Waiver.objects.filter(agreement_id=agreement.agreement_id).select_related("statement")
    return [
        Waiver(
            reference=row.reference,
            period=row.period,
            rule=row.rule,
            amount=row.amount,
            reason=row.reason,
            authority=row.authority,
            statement=row.statement.reference,
            on=row.waived_on,
            by=row.waived_by,
        )
        for row in rows.order_by("reference")
    ]


def drawn_now(agreement: AgreementFacts, when: Period) -> Drawn:
    """The statement of a period as it would be drawn now, with the digest of its content."""
    seals = {seal.period: seal.number for seal in ledger.seals_of(agreement.agreement_id)}
    books = books_to(agreement, when, seals)
    final = next((s for s in statements_of(agreement) if s.period == str(when) and s.state == FINAL), None)
    waivers = [waiver for waiver in waivers_of(agreement) if waiver.period == str(when)]
    return drawn(agreement.terms.template, books, seals, waivers, final, digest=digest)


def books_to(agreement: AgreementFacts, when: Period, seals: Mapping[str, int]) -> list[Book]:
    """The books of the periods up to one, from the first of which anything is known; sealed figures where there are."""
    sums = [one.sum for one in entered(agreement) if one.stands]
    first = earliest(sums, [*seals, *map(str, performance.returned_periods(agreement))])
    periods = periods_between(first or when.starts_on, when)[-MOST_PERIODS:]
    template, relief = agreement.terms.template, relief_of(agreement)
    return [
        book_of(
            template,
            each,
            _figures(agreement, each, seals),
            sums,
            relief=relief,
            commenced_on=agreement.dates.commencement_on,
            source=f"{each}, seal {seals[str(each)]}, " if str(each) in seals else f"{each}, not sealed, ",
        )
        for each in periods
    ]


def _figures(agreement: AgreementFacts, when: Period, seals: Mapping[str, int]) -> Iterable[Mapping[str, Any]]:
    """The figures of the whole: sealed, or as they stand where the period is not closed."""
    if number := seals.get(str(when)):
        return performance.sealed_figures_of(agreement, str(when), seal=number, area=None)
    rows = performance.returned_figures(agreement, periods={when, when.previous})
    if not rows:
        return ()
    return figures_of(agreement.reference, agreement.terms.template, when, standing=standing(rows), peers=())


def _sum(row: models.Sum) -> Sum:
    amount = row.amount.normalize() + Decimal(0) if row.of == "index" else to_the_penny(row.amount)
    return Sum(row.of, amount, row.on, row.about, row.reference, row.party, row.share, row.days)


def _statement(agreement: AgreementFacts, row: models.Statement) -> Statement:
    content = row.content
    return Statement(
        agreement_id=agreement.agreement_id,
        agreement=agreement.reference,
        reference=row.reference,
        period=row.period,
        state=row.state,
        drawn_on=row.drawn_on,
        lines=tuple(line_as_kept(line) for line in content["lines"]),
        digest=row.digest,
        seals=content["seals"],
        wanting=content["wanting"],
        corrects=content["corrects"],
        final_on=row.final_on,
        payer=content["payer"],
    )
