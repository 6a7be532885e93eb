"""Keeps the registers: risks scored with reasons, reviewed by a clock, given owners, closed."""

from datetime import date, datetime

from counterpart.capabilities.risks import models, policy
from counterpart.capabilities.risks.actions.reviews import party_of, review_set, sound
from counterpart.capabilities.risks.queries import held
from counterpart.capabilities.risks.rules import risks as rules
from counterpart.capabilities.risks.rules.risks import REVIEW, RISK, Measure, Risk
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.door import Done, act
from counterpart.engines.clocks.running import stop_clocks
from counterpart.values.refusal import Refusal, Refused
from counterpart.values.words import words


@act("risk.scored", words="scored a risk", may=policy.may_keep)
def score(
    risk: Risk, *, by: Actor, at: datetime, likelihood: str, impact: str, reason: str, measure: str = Measure.CURRENT
) -> Done:
    """Give a risk another score, with the reason. Every earlier one stays, and how it moved is told."""
    row = _stepped(risk, "scored")
    levels = sound(rules.scored(risk.scale, likelihood, impact))
    if refusal := rules.rescored(risk, measure, levels):
        raise Refused(refusal)
    why = words(reason, what="The reason", longest=500)
    row.scores.create(
        agreement_id=risk.agreement_id,
        measure=measure,
        likelihood=levels[0],
        impact=levels[1],
        on=at.date(),
        party=party_of(by, risk.agreement_id),
        reason=why,
    )
    before, worth = risk.score(measure), levels[0] * levels[1]
    content = {
        "measure": measure,
        "likelihood": levels[0],
        "impact": levels[1],
        "score": worth,
        "before": before.worth if before else None,
        "reason": why,
    }
    moved = f", {rules.movement(before.worth, worth)} from {before.worth}" if before else ""
    return Done(risk.reference, content, reply=_says(risk, f"now has a {measure} score of {worth}{moved}"))


@act("risk.reviewed", words="reviewed a risk", may=policy.may_review)
def review(risk: Risk, *, by: Actor, at: datetime, remark: str, next_on: date | None = None) -> Done:
    """Say that a risk was looked at, with what was found, and when it is looked at again. Its clock stops."""
    row = _stepped(risk, "reviewed")
    if next_on and next_on <= at.date():
        raise Refused(_not_to_come(next_on))
    row.reviewed_on = at.date()
    row.save(update_fields=["reviewed_on"])
    stop_clocks(risk.agreement_id, subject=risk.reference, about=REVIEW, by=by, at=at, reason="It was reviewed.")
    if next_on:
        review_set(risk.agreement_id, risk.agreement, risk.reference, risk.title, risk.party, next_on, at)
    content = {
        "remark": words(remark, what="The remark", longest=500),
        "next_on": next_on.isoformat() if next_on else None,
    }
    what = f"is reviewed, and again by {next_on:%-d %B %Y}" if next_on else "is reviewed. No further review is set"
    return Done(risk.reference, content, reply=_says(risk, what))


@act("risk.handed_over", words="gave a risk another owner", may=policy.may_keep)
def hand_over(risk: Risk, *, by: Actor, at: datetime, owner: str, reason: str) -> Done:
    """Give a risk another owner, or its first."""
    row = _stepped(risk, "given another owner")
    row.owner = words(owner, what="The owner", longest=120)
    row.save(update_fields=["owner"])
    content = {"owner": row.owner, "before": risk.owner, "reason": words(reason, what="The reason", longest=500)}
    return Done(risk.reference, content, reply=_says(risk, f"is now with {row.owner}"))


@act("risk.mitigated", words="said what is done about a risk", may=policy.may_keep)
def mitigate(risk: Risk, *, by: Actor, at: datetime, mitigation: str) -> Done:
    """Say what is done about a risk. It changes no score: that is given anew, with its own reason."""
    row = _stepped(risk, "mitigated")
    row.mitigation = words(mitigation, what="What is done", longest=500)
    row.save(update_fields=["mitigation"])
    content = {"mitigation": row.mitigation, "before": risk.mitigation}
    return Done(risk.reference, content, reply=_says(risk, "has another mitigation; its score stays"))


@act("risk.closed", words="closed a risk", may=policy.may_keep)
def close(risk: Risk, *, by: Actor, at: datetime, reason: str) -> Done:
    """Close a risk that can no longer happen. It stays in the record, and its review stops."""
    return _ended(risk, "closed", by, at, reason)


@act("risk.reopened", words="opened a risk again", may=policy.may_keep)
def reopen(risk: Risk, *, by: Actor, at: datetime, reason: str) -> Done:
    """Open a closed risk again, with the score it had."""
    return _ended(risk, "opened again", by, at, reason)


def _ended(risk: Risk, verb: str, by: Actor, at: datetime, reason: str) -> Done:
    _stepped(risk, verb)
    why = words(reason, what="The reason", longest=500)
    stop_clocks(risk.agreement_id, subject=risk.reference, about=REVIEW, by=by, at=at, reason=f"The risk is {verb}.")
    return Done(risk.reference, {"reason": why}, reply=_says(risk, f"is {verb}"))


def _stepped(risk: Risk, verb: str) -> models.Risk:
    """The row of a risk, held, one step on in its life cycle."""
    row = held(risk)
    row.state = sound(RISK.after(row.state, verb))
    row.save(update_fields=["state"])
    return row


def _says(risk: Risk, what: str) -> dict[str, str]:
    return {"reference": risk.reference, "says": f"{risk.reference} {what}."}


def _not_to_come(day: date) -> Refusal:
    return Refusal(
        code="risk.review-past",
        what="The review was not recorded",
        fact=f"{day:%-d %B %Y} is not to come",
        rule="the next review is on a day to come",
        next_step="Set a later day, or none.",
    )
