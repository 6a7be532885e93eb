"""Enters what each service costs and is complained of, and brings what is not measured to the next review."""

from datetime import datetime

from counterpart.capabilities.agreements.queries.agreements import hold
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.performance import models, policy
from counterpart.capabilities.performance.queries import coverage as queries
from counterpart.capabilities.performance.rules import coverage as rules
from counterpart.capabilities.performance.rules.coverage import ABOUT, Of
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.door import Done, act
from counterpart.engines.clocks.rules.promises import Kind
from counterpart.engines.clocks.running import Opening, open_clocks
from counterpart.values.period import Period
from counterpart.values.refusal import Refusal, Refused
from counterpart.values.words import words


@act("service_share.entered", words="entered what a service costs or is complained of", may=policy.may_enter_share)
def enter(
    agreement: AgreementFacts,
    *,
    by: Actor,
    at: datetime,
    year: Period,
    service_area: str,
    of: Of,
    amount: str,
    source: str,
) -> Done:
    """Enter a service’s spend or complaints of a year, with where that is from. The newest that was entered stands."""
    hold(agreement)
    area = rules.in_the_terms(agreement.terms.template, year, service_area)
    if isinstance(area, Refusal):
        raise Refused(area)
    figure = rules.amount_read(of, amount)
    if isinstance(figure, Refusal):
        raise Refused(figure)
    from_where = words(source, what="The source", longest=200)
    standing = by.standing_in(agreement.agreement_id)
    models.ServiceShare.objects.create(
        agreement_id=agreement.agreement_id,
        year=str(year),
        service_area=area.code,
        kind=of.value,
        amount=figure,
        source=from_where,
        on=at.date(),
        party=standing.party if standing else "",
    )
    content = {
        "year": str(year),
        "service_area": area.code,
        "of": of.value,
        "amount": str(figure),
        "source": from_where,
    }
    told = f"£{figure:,.2f} of spend" if of is Of.SPEND else f"{figure:,f} complaints"
    says = f"{area.name}: {told} in {year.in_words}, from {from_where}."
    return Done(f"{agreement.reference}/{year}", content, reply={"says": says})


@act("coverage.raised", words="raised what is not measured at the next review", may=policy.may_raise_coverage)
def raise_it(agreement: AgreementFacts, *, by: Actor, at: datetime, periods: int = rules.PERIODS) -> Done:
    """Bring what nothing measures, and what is never missed or discussed, to the next review of the agreement."""
    hold(agreement)
    found = queries.coverage_of(agreement, on=at.date(), periods=periods)
    review = queries.next_review(agreement, on=at.date())
    if not found.to_raise:
        raise Refused(rules.nothing_to_raise("there is nothing to raise", "Look again when more is known."))
    if review is None:
        fact = "no review is to come that the terms or the parties have set"
        raise Refused(rules.nothing_to_raise(fact, "Propose a review point as a change of the terms."))
    if queries.raised(agreement):
        raise Refused(rules.nothing_to_raise("it is raised at the next review already", "Look at what is due there."))
    openings = [
        Opening(
            kind=Kind.CLOCK,
            about=ABOUT,
            subject=f"{agreement.reference}/coverage",
            what=f"Discuss at the {review.what[:1].lower()}{review.what[1:]}: do the indicators measure the work?"[
                :500
            ],
            due_on=review.due_on,
            because=f"the day of the review ({review.because})"[:300],
            party=party,
            source=review.source,
            address=f"/agreements/{agreement.reference}/coverage",
        )
        for party in agreement.signatories
    ]
    open_clocks(agreement.agreement_id, openings, at=at)
    day = f"{review.due_on.day} {review.due_on:%B %Y}"
    says = f"{len(found.to_raise)} matters are raised at the review of {day}."
    content = {"review": review.reference, "periods": periods, "matters": list(found.to_raise)}
    return Done(f"{agreement.reference}/coverage", content, reply={"says": says})
