"""Writes and signs the yearly action plans of indicators. A new text is a new version, which nobody has signed."""

from datetime import datetime

from counterpart.capabilities.agreements.queries.agreements import hold
from counterpart.capabilities.performance import models, policy
from counterpart.capabilities.performance.queries.action_plans import plan_of
from counterpart.capabilities.performance.queries.round import facts_at
from counterpart.capabilities.performance.rules import action_plans as rules
from counterpart.capabilities.performance.rules.action_plans import ABOUT, SIGN_WITHIN, ActionPlan
from counterpart.engines.access.roles import COMMISSIONER
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.door import Done, act
from counterpart.engines.clocks.rules.deadlines import Unit, deadline
from counterpart.engines.clocks.rules.promises import Kind
from counterpart.engines.clocks.running import Opening, open_clocks, stop_clocks
from counterpart.engines.ledger.rules.canonical import digest
from counterpart.engines.library.calendars import calendar
from counterpart.values.refusal import Refusal, Refused
from counterpart.values.words import words


@act("action_plan.written", words="wrote an action plan", may=policy.may_write_plan)
def write(plan: ActionPlan, *, by: Actor, at: datetime, actions: str) -> Done:
    """Write what will be done for an indicator in a year, or write it anew: then a signature under it lapses."""
    agreement = facts_at(by, at, plan.agreement)
    hold(agreement)
    plan = plan_of(agreement, plan.indicator, plan.year)
    text = words(actions, what="The action plan", longest=4000)
    mark = digest({"indicator": plan.indicator, "year": str(plan.year), "actions": text})
    if refusal := rules.differs(plan, mark):
        raise Refused(refusal)
    due = deadline(at.date(), SIGN_WITHIN, Unit.WORKING_DAYS, calendar("EW"), beginning_with=False)
    if isinstance(due, Refusal):
        raise Refused(due)
    hand, standing = by.hand_in(plan.agreement_id), by.standing_in(plan.agreement_id)
    version = len(plan.versions) + 1
    models.ActionPlan.objects.create(
        agreement_id=plan.agreement_id,
        indicator=plan.indicator,
        year=str(plan.year),
        version=version,
        actions=text,
        digest=mark,
        written_on=at.date(),
        written_by=hand.person,
        stood_in_for=list(hand.on_behalf_of),
        party=standing.party if standing else "",
    )
    _stop(plan, by, at, "It was written anew.")
    owner = plan.owner.party
    parties = [owner] if owner else [party.name for party in agreement.parties if party.side == COMMISSIONER]
    openings = [
        Opening(
            kind=Kind.CLOCK,
            about=ABOUT,
            subject=_subject(plan),
            what=f"Read and sign the action plan of {plan.indicator} for {plan.year.in_words}",
            due_on=due.on,
            because=due.because,
            party=party,
            role=plan.owner.role,
            address=plan.address,
        )
        for party in parties
    ]
    open_clocks(plan.agreement_id, openings, at=at)
    lapsed = " The signature under the text before it has lapsed." if plan.state == rules.SIGNED else ""
    says = f"Version {version} of the action plan of {plan.indicator} is written; its owner signs it.{lapsed}"
    content = {"indicator": plan.indicator, "year": str(plan.year), "version": version, "digest": mark, "actions": text}
    return Done(_subject(plan), content, reply={"says": says, "version": version})


@act("action_plan.signed", words="signed an action plan", may=policy.may_sign_plan)
def sign(plan: ActionPlan, *, by: Actor, at: datetime, version: int) -> Done:
    """Sign exactly the version that was read, as the owner of the indicator. If it changes, this lapses."""
    agreement = facts_at(by, at, plan.agreement)
    hold(agreement)
    now = rules.can_be_signed(plan_of(agreement, plan.indicator, plan.year), version)
    if isinstance(now, Refusal):
        raise Refused(now)
    standing = by.standing_in(plan.agreement_id)
    rows = models.ActionPlan.objects.filter(
        agreement_id=plan.agreement_id, indicator=plan.indicator, year=str(plan.year), version=now.version
    )
    rows.update(signed_on=at.date(), signed_by=by.person, signed_for=standing.party if standing else "")
    _stop(plan, by, at, "It was signed.")
    content = {"indicator": plan.indicator, "year": str(plan.year), "version": now.version, "digest": now.digest}
    says = f"Version {now.version} of the action plan of {plan.indicator} is signed by its owner."
    return Done(_subject(plan), content, reply={"says": says, "version": now.version})


def _stop(plan: ActionPlan, by: Actor, at: datetime, reason: str) -> None:
    stop_clocks(plan.agreement_id, subject=_subject(plan), about=ABOUT, by=by, at=at, reason=reason)


def _subject(plan: ActionPlan) -> str:
    return f"{plan.agreement}/{plan.year}/{plan.indicator}"
