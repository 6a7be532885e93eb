"""Enters the sums that money rests on, and the relief that the parties agree."""

from datetime import date, datetime

from counterpart.capabilities.agreements.queries import hold
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.incentives import models, policy
from counterpart.capabilities.incentives.rules.facts import bare, money
from counterpart.capabilities.incentives.rules.sums import sum_of
from counterpart.engines.access.numbering import next_reference
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.door import Done, act
from counterpart.values.period import period as read_period
from counterpart.values.refusal import Refusal, Refused, shown
from counterpart.values.words import words


@act("sum.entered", words="entered a sum", may=policy.may_enter)
def enter_sum(
    agreement: AgreementFacts,
    *,
    by: Actor,
    at: datetime,
    kind: str,
    amount: str,
    on: date,
    evidence: str,
    about: str = "",
    party: str = "",
    share: str = "",
    days: int = 0,
) -> Done:
    """Enter a sum that money rests on, with what shows it. Entered again, the later stands and both are kept."""
    hold(agreement)
    read = sum_of(
        agreement.terms.template,
        kind,
        amount,
        on,
        about=about or "",
        party=party or "",
        share=share or "",
        days=days or 0,
    )
    if isinstance(read, Refusal):
        raise Refused(read)
    reference = next_reference("SUM", agreement=agreement.agreement_id, year=at.year)
    standing = by.standing_in(agreement.agreement_id)
    kept = {
        "of": read.of,
        "about": read.about,
        "on": read.on,
        "amount": read.amount,
        "party": read.party,
        "share": read.share,
        "days": read.days,
        "evidence": words(evidence, what="What shows it", longest=200),
    }
    models.Sum.objects.create(
        agreement_id=agreement.agreement_id,
        reference=reference,
        entered_on=at.date(),
        entered_by=standing.party if standing else "",
        **kept,
    )
    content = {name: part if isinstance(part, int) else str(part or "") for name, part in kept.items()}
    said = bare(read.amount) if kind == "index" else money(read.amount)
    return Done(reference, content, reply={"reference": reference, "says": f"{reference}: {kind} {said} is entered."})


@act("relief.agreed", words="agreed that a failure does not count", may=policy.may_relieve)
def agree_relief(
    agreement: AgreementFacts, *, by: Actor, at: datetime, indicator: str, period: str, reason: str
) -> Done:
    """Agree that a failure in a period does not count, with the reason. The other parties agree first."""
    hold(agreement)
    known = agreement.terms.template.indicator(indicator)
    if known is None:
        choices = ", ".join(one.code for one in agreement.terms.template.indicators) or "none"
        raise Refused(_no_relief(f"{shown(indicator)} is no indicator of the agreement", f"Choose one of: {choices}."))
    try:
        when = read_period(period)
    except ValueError as error:
        raise Refused(_no_relief(str(error), "Write it like 2010-Q2.")) from None
    reference = next_reference("RLF", agreement=agreement.agreement_id, year=at.year)
    kept = {"indicator": known.code, "period": str(when), "reason": words(reason, what="The reason", longest=500)}
    models.Relief.objects.create(agreement_id=agreement.agreement_id, reference=reference, agreed_on=at.date(), **kept)
    says = f"{reference}: a failure of {known.code} in {when.in_words} does not count."
    return Done(reference, kept, reply={"reference": reference, "says": says})


def _no_relief(fact: str, next_step: str) -> Refusal:
    rule = "relief is given for one indicator in one period"
    return Refusal("relief.unfit", "Nothing was excused", fact, rule, next_step)
