"""Enters the sums that money rests on, and the relief that the parties agree."""

from datetime import date, datetime

from counterpart.capabilities.agreements.queries.agreements import hold
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.incentives import models, policy
from counterpart.capabilities.incentives.queries import entered
from counterpart.capabilities.incentives.rules.facts import Sum, bare, money
from counterpart.capabilities.incentives.rules.sums import sum_of, with_its_share
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
        days=days or 0,
    )
    if isinstance(read, Refusal):
        raise Refused(read)
    read = with_its_share(read, entered(agreement))
    shows = words(evidence, what="What shows it", longest=200)
    reference = _kept(agreement, read, shows, by=by, at=at)
    content = {
        "kind": read.of,
        "about": read.about,
        "on": read.on.isoformat(),
        "amount": format(read.amount, "f"),
        "party": read.party,
        "days": read.days,
        "evidence": shows,
    }
    said = bare(read.amount) if kind == "index" else money(read.amount)
    return Done(reference, content, reply={"reference": reference, "says": f"{reference}: {kind} {said} is entered."})


@act("saving.shared", words="decided the share of a saving", may=policy.may_enter)
def share_saving(agreement: AgreementFacts, *, by: Actor, at: datetime, saving: str, share: str, reason: str) -> Done:
    """Decide another share of one saving than the agreement says, with the reason: the group it names decides."""
    hold(agreement)
    found = next((one for one in entered(agreement) if one.stands and one.sum.source == saving.strip().upper()), None)
    if found is None or found.sum.of != "saving":
        raise Refused(_no_saving(saving))
    kept = found.sum
    read = sum_of(
        agreement.terms.template, kept.of, str(kept.amount), kept.on, about=kept.about, party=kept.party, share=share
    )
    if isinstance(read, Refusal):
        raise Refused(read)
    why = words(reason, what="The reason", longest=500)
    reference = _kept(agreement, read, found.evidence, by=by, at=at)
    content = {"saving": kept.source, "share": str(read.share), "reason": why}
    says = f"{reference} takes the place of {kept.source}: the provider has {share.strip()} of it."
    return Done(reference, content, reply={"reference": reference, "says": says})


def _kept(agreement: AgreementFacts, read: Sum, evidence: str, *, by: Actor, at: datetime) -> str:
    reference = next_reference("SUM", agreement=agreement.agreement_id, year=at.year)
    standing = by.standing_in(agreement.agreement_id)
    models.Sum.objects.create(
        agreement_id=agreement.agreement_id,
        reference=reference,
        of=read.of,
        about=read.about,
        on=read.on,
        amount=read.amount,
        party=read.party,
        share=read.share,
        days=read.days,
        evidence=evidence,
        entered_on=at.date(),
        entered_by=standing.party if standing else "",
    )
    return reference


def _no_saving(reference: str) -> Refusal:
    return Refusal(
        code="saving.unknown",
        what="No share was decided",
        fact=f"{shown(reference)} is no saving that stands",
        rule="the share of one saving is decided, by its reference",
        next_step="Choose one from the page of sums.",
    )


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
