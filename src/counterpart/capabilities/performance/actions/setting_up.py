"""Sets up, alters and ends indicators by their fields: each becomes a proposed change of the terms, as text.

The text is written from the newest terms and checked whole, as a template file would be; its remarks and order stay.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from counterpart.capabilities.agreements.actions import changing
from counterpart.capabilities.agreements.queries.agreements import hold, versions_of
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.performance import policy
from counterpart.capabilities.performance.rules import setting_up as rules
from counterpart.capabilities.performance.rules.judged import IndicatorFacts
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.door import Done, act
from counterpart.engines.library.rewriting import with_fields, with_indicator
from counterpart.engines.library.shelf import Pinned
from counterpart.values.refusal import Refusal, Refused


@act("indicator.set_up", words="proposed another indicator", may=policy.may_set_up)
def set_up(
    agreement: AgreementFacts, *, by: Actor, at: datetime, why: str, takes_effect_on: date, **fields: Any
) -> Done:
    """Propose another indicator by its fields. It is checked as a template is, and becomes a change of the terms."""
    hold(agreement)
    newest = versions_of(agreement)[-1].terms
    wanted = rules.set_up(newest.template, fields)
    if isinstance(wanted, Refusal):
        raise Refused(wanted)
    new = with_indicator(newest.text, wanted)
    title = f"Indicator {wanted['code']}: {wanted['title']}"
    return _proposed(agreement, new, by, at, title=title, why=why, on=takes_effect_on, fields=wanted)


@act("indicator.altered", words="proposed to alter an indicator", may=policy.may_set_up)
def alter(one: IndicatorFacts, *, by: Actor, at: datetime, why: str, takes_effect_on: date, **fields: Any) -> Done:
    """Propose other fields of an indicator: its owner, manager, target, tolerance, words. What is left empty stays."""
    hold(one.agreement)
    newest = versions_of(one.agreement)[-1].terms
    known = rules.still_there(newest.template, one.indicator.code)
    if isinstance(known, Refusal):
        raise Refused(known)
    wanted = rules.altered(known, fields)
    if isinstance(wanted, Refusal):
        raise Refused(wanted)
    new = with_fields(newest.text, known.code, wanted)
    return _proposed(
        one.agreement, new, by, at, title=f"Indicator {known.code} altered", why=why, on=takes_effect_on, fields=wanted
    )


@act("indicator.ended", words="proposed to end an indicator", may=policy.may_set_up)
def end(one: IndicatorFacts, *, by: Actor, at: datetime, why: str, takes_effect_on: date, last_day: date) -> Done:
    """Propose the last day of an indicator. Its figures and definition stay; nothing is asked for after it."""
    hold(one.agreement)
    newest = versions_of(one.agreement)[-1].terms
    known = rules.still_there(newest.template, one.indicator.code)
    if isinstance(known, Refusal):
        raise Refused(known)
    wanted = {"ends_on": last_day.isoformat()}
    new = with_fields(newest.text, known.code, wanted)
    return _proposed(
        one.agreement, new, by, at, title=f"Indicator {known.code} ended", why=why, on=takes_effect_on, fields=wanted
    )


def _proposed(
    agreement: AgreementFacts,
    new: Pinned,
    by: Actor,
    at: datetime,
    *,
    title: str,
    why: str,
    on: date,
    fields: Mapping[str, Any],
) -> Done:
    told = changing.propose(agreement, by=by, at=at, title=title[:200], why=why, takes_effect_on=on, new=new)
    content = {"change": told["reference"], "fields": dict(fields)}
    return Done(told["reference"], content, reply={"reference": told["reference"], "says": told["says"]})
