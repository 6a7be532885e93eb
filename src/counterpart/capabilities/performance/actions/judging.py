"""What people say of figures: that limits begin afresh from a period, and where a year will end. Each for a reason."""

from datetime import datetime

from counterpart.capabilities.agreements.queries.agreements import hold
from counterpart.capabilities.performance import models, policy
from counterpart.capabilities.performance.rules import saying
from counterpart.capabilities.performance.rules.judged import IndicatorFacts
from counterpart.capabilities.performance.rules.said import (
    MADE,
    REBASED,
    RESTORED,
    WITHDRAWN,
    Foreseen,
    OfFigures,
    Rebasing,
)
from counterpart.engines.access.rules import Actor, Standing
from counterpart.engines.acts.door import Done, act
from counterpart.values.explained import plain
from counterpart.values.period import Period
from counterpart.values.refusal import Refusal, Refused
from counterpart.values.words import words


@act(REBASED, words="had the limits begin afresh", may=policy.may_rebase)
def rebase(one: IndicatorFacts, *, by: Actor, at: datetime, when: Period, reason: str) -> Done:
    """Have the control limits of an indicator begin afresh from a period, where what is measured has truly changed."""
    hold(one.agreement)
    why = words(reason, what="The reason", longest=500)
    if refusal := saying.not_rebased(one, when):
        raise Refused(refusal)
    said = Rebasing(one.indicator.code, when, why, _in_role(policy.rebaser(by, one)))
    return _kept(one, said, at, f"The limits of {said.indicator} begin afresh from {when.in_words}.")


@act(RESTORED, words="had the limits begin afresh no more", may=policy.may_restore)
def restore(one: IndicatorFacts, *, by: Actor, at: datetime, when: Period, reason: str) -> Done:
    """Take back that the limits of an indicator begin afresh from a period: they rest on the periods before it too."""
    hold(one.agreement)
    why = words(reason, what="The reason", longest=500)
    if refusal := saying.not_restored(one, when):
        raise Refused(refusal)
    said = Rebasing(one.indicator.code, when, why, _in_role(policy.rebaser(by, one)), stands=False)
    return _kept(one, said, at, f"The limits of {said.indicator} begin afresh from {when.in_words} no more.")


@act(MADE, words="said where the year will end", may=policy.may_look_ahead)
def look_ahead(
    one: IndicatorFacts,
    *,
    by: Actor,
    at: datetime,
    value: str,
    reason: str,
    low: str | None = None,
    high: str | None = None,
    when: Period | None = None,
) -> Done:
    """Say where the year of an indicator will end, where a person knows more than its figures so far."""
    hold(one.agreement)
    why = words(reason, what="The reason", longest=500)
    since = saying.looked_from(one, when)
    if isinstance(since, Refusal):
        raise Refused(since)
    numbers = saying.numbers_of(one.indicator, value, low, high)
    if isinstance(numbers, Refusal):
        raise Refused(numbers)
    said = Foreseen(one.indicator.code, since, *numbers, why, _in_role(policy.foreseer(by, one)))
    end = f"{plain(said.value)}{one.indicator.unit.ending}"
    return _kept(one, said, at, f"{said.indicator} is looked ahead to end {said.year.in_words} at {end}.")


@act(WITHDRAWN, words="took back where the year will end", may=policy.may_withdraw)
def withdraw(one: IndicatorFacts, *, by: Actor, at: datetime, reason: str) -> Done:
    """Take back where a year was said to end: from the newest figures on the agreed method stands again."""
    hold(one.agreement)
    why = words(reason, what="The reason", longest=500)
    since = saying.withdrawn_from(one)
    if isinstance(since, Refusal):
        raise Refused(since)
    said = Foreseen(one.indicator.code, since, None, None, None, why, _in_role(policy.foreseer(by, one)))
    return _kept(one, said, at, f"{said.year.in_words} of {said.indicator} is looked ahead to by the agreed method.")


def _kept(one: IndicatorFacts, said: OfFigures, at: datetime, says: str) -> Done:
    """What was said, in its table and for the ledger."""
    about = {"agreement_id": one.agreement_id, "indicator": said.indicator, "reason": said.reason, "by": said.by}
    if isinstance(said, Rebasing):
        models.Rebased.objects.create(**about, on=at.date(), period=str(said.period), stands=said.stands)
    else:
        numbers = {name: plain(getattr(said, name)) for name in ("value", "low", "high")}
        models.Foreseen.objects.create(**about, on=at.date(), since=str(said.since), **numbers)
    return Done(f"{one.agreement.reference}/{said.indicator}", said.content, reply={"says": says})


def _in_role(standing: Standing | None) -> str:
    """In what role something is said: figures are sealed for good, and hold nobody’s name."""
    return f"the {standing.party}’s {standing.role}" if standing else "somebody"
