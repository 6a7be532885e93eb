"""Takes in improvement proposals and nil returns, answers them, and keeps what pilots show."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from counterpart.capabilities.agreements.queries.agreements import hold
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.programme import models, policy
from counterpart.capabilities.programme.queries.improvements import held
from counterpart.capabilities.programme.rules import improvements as rules
from counterpart.capabilities.programme.rules.improvements import IMPROVEMENT, NIL, Improvement
from counterpart.capabilities.programme.rules.schemes import amount
from counterpart.engines.access.numbering import next_reference
from counterpart.engines.access.roles import COMMISSIONER
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.door import Done, act
from counterpart.engines.clocks.rules.promises import Kind
from counterpart.engines.clocks.running import Opening, open_clocks, stop_clocks
from counterpart.engines.library.calendars import calendar
from counterpart.values.refusal import Refusal, Refused
from counterpart.values.words import words


@act("improvement.proposed", words="proposed an improvement", may=policy.may_propose)
def propose(
    agreement: AgreementFacts,
    *,
    by: Actor,
    at: datetime,
    title: str,
    what: str,
    gain: str,
    saving: str | None = None,
    rests_on: str | None = None,
    occasion: str | None = None,
) -> Done:
    """Propose an improvement, with what is gained and saved. The commissioner’s answer is due by a clock."""
    due = rules.answer_due(agreement.terms.template, at.date(), calendar(agreement.terms.template.calendar))
    if isinstance(due, Refusal):
        raise Refused(due)
    told = {
        "title": words(title, what="The title", longest=200),
        "what": words(what, what="What is proposed", longest=4000),
        "gain": words(gain, what="What is gained", longest=500),
        "rests_on": words(rests_on, what="What the estimate rests on", longest=500) if rests_on else "",
        "occasion": occasion or "",
    }
    saved = _saving(saving, told["rests_on"])
    row = _entered(agreement, by, at, state=IMPROVEMENT.initial, saving=saved, **told)
    deadline, clause = due
    openings = [
        Opening(
            kind=Kind.CLOCK,
            about=rules.ANSWER,
            subject=row.reference,
            what=f"Answer the improvement proposal: {told['title']}"[:500],
            due_on=deadline.on,
            because=deadline.because,
            party=party.name,
            calendar=agreement.terms.template.calendar,
            source=clause,
            address=f"/agreements/{agreement.reference}/improvements/{row.reference}",
        )
        for party in agreement.parties
        if party.side == COMMISSIONER
    ]
    open_clocks(agreement.agreement_id, openings, at=at)
    content = told | {"saving": str(saved) if saved is not None else None, "party": row.party}
    says = f"{row.reference} is proposed. An answer is due by {_day(deadline.on)}."
    return Done(row.reference, content, reply={"reference": row.reference, "says": says})


@act("improvement.nil_returned", words="had no improvement to propose", may=policy.may_propose)
def propose_nothing(agreement: AgreementFacts, *, by: Actor, at: datetime, occasion: str, reason: str) -> Done:
    """Say that there is nothing to propose this time: a nil return, so that the standing item is never left open."""
    told = {
        "title": "Nothing to propose",
        "what": words(reason, what="What was looked at", longest=500),
        "gain": "",
        "occasion": words(occasion, what="The occasion", longest=60),
    }
    row = _entered(agreement, by, at, state=NIL, saving=None, rests_on="", **told)
    says = f"{row.reference}: nothing is proposed for {told['occasion']}."
    content = {"occasion": told["occasion"], "reason": told["what"], "party": row.party}
    return Done(row.reference, content, reply={"reference": row.reference, "says": says})


@act("improvement.adopted", words="adopted an improvement", may=policy.may_answer)
def adopt(improvement: Improvement, *, by: Actor, at: datetime, decided_by: str, reason: str) -> Done:
    """Adopt what is proposed, or what a pilot has shown, with the reasons and who decided."""
    return _decided(improvement, "adopted", by, at, decided_by, reason)


@act("improvement.rejected", words="rejected an improvement", may=policy.may_answer)
def reject(improvement: Improvement, *, by: Actor, at: datetime, decided_by: str, reason: str) -> Done:
    """Reject what is proposed, or what a pilot has shown, with the reasons and who decided."""
    return _decided(improvement, "rejected", by, at, decided_by, reason)


@act("improvement.deferred", words="deferred an improvement", may=policy.may_answer)
def defer(improvement: Improvement, *, by: Actor, at: datetime, decided_by: str, reason: str, until: date) -> Done:
    """Defer the answer to a day, with the reasons and who decided. A clock runs to that day."""
    if refusal := rules.deferred_until(until, at.date()):
        raise Refused(refusal)
    done = _decided(improvement, "deferred", by, at, decided_by, reason, until=until)
    opening = Opening(
        kind=Kind.CLOCK,
        about=rules.ANSWER,
        subject=improvement.reference,
        what=f"Answer the improvement proposal that was deferred: {improvement.title}"[:500],
        due_on=until,
        because=f"the day to which it was deferred by {decided_by}",
        party=_party(by, improvement.agreement_id),
        address=_address(improvement),
    )
    open_clocks(improvement.agreement_id, [opening], at=at)
    return done


@act("improvement.piloted", words="had an improvement piloted", may=policy.may_answer)
def pilot(
    improvement: Improvement,
    *,
    by: Actor,
    at: datetime,
    decided_by: str,
    reason: str,
    question: str,
    baseline: str,
    measures: Sequence[str],
    begins_on: date,
    ends_on: date,
    evaluate_by: date,
) -> Done:
    """Have what is proposed tried out: what it is to show, from what baseline, by which measures. It is evaluated."""
    if refusal := rules.planned(begins_on, ends_on, evaluate_by, measures):
        raise Refused(refusal)
    reference = next_reference("PLT", agreement=improvement.agreement_id, year=at.year)
    told: dict[str, Any] = {
        "question": words(question, what="The question", longest=500),
        "baseline": words(baseline, what="The baseline", longest=500),
        "measures": [words(text, what="A measure", longest=200) for text in measures],
    }
    days = {"begins_on": begins_on, "ends_on": ends_on, "evaluate_by": evaluate_by}
    in_words = {name: day.isoformat() for name, day in days.items()}
    done = _decided(improvement, "piloted", by, at, decided_by, reason, more=told | in_words | {"pilot": reference})
    models.Pilot.objects.create(
        agreement_id=improvement.agreement_id, improvement=held(improvement), reference=reference, **told, **days
    )
    opening = Opening(
        kind=Kind.PROMISE,
        about=rules.EVALUATION,
        subject=reference,
        what=f"Evaluate the pilot: {told['question']}"[:500],
        due_on=evaluate_by,
        because="the day named when the pilot was decided on",
        party=improvement.party,
        accepted_by=_party(by, improvement.agreement_id),
        address=_address(improvement, reference),
    )
    open_clocks(improvement.agreement_id, [opening], at=at)
    return done


@act("pilot.evaluated", words="evaluated a pilot", may=policy.may_evaluate)
def evaluate(improvement: Improvement, *, by: Actor, at: datetime, evaluation: str, outcome: str) -> Done:
    """Say what a pilot showed against its baseline. It then waits to be adopted or rejected."""
    row = _stepped(improvement, "evaluated")
    told = {"evaluation": words(evaluation, what="The evaluation", longest=4000), "outcome": outcome}
    models.Pilot.objects.filter(improvement=row).update(evaluated_on=at.date(), **told)
    reference = improvement.pilot.reference if improvement.pilot else improvement.reference
    says = f"{reference} is evaluated; the proposal waits to be adopted or rejected."
    return Done(reference, told | {"improvement": improvement.reference}, reply={"reference": reference, "says": says})


def _entered(agreement: AgreementFacts, by: Actor, at: datetime, **told: Any) -> models.Improvement:
    hold(agreement)
    hand = by.hand_in(agreement.agreement_id)
    stop_clocks(
        agreement.agreement_id,
        subject=told["occasion"],
        about=rules.OWED,
        by=by,
        at=at,
        reason="It was answered by the provider.",
    )
    return models.Improvement.objects.create(
        agreement_id=agreement.agreement_id,
        reference=next_reference("IMP", agreement=agreement.agreement_id, year=at.year),
        party=_party(by, agreement.agreement_id),
        proposed_on=at.date(),
        proposed_by=hand.person,
        stood_in_for=list(hand.on_behalf_of),
        **told,
    )


def _saving(text: str | None, rests_on: str) -> Decimal | None:
    """An estimated saving, exactly. Raises Refused where nothing says what it rests on."""
    if not text:
        return None
    saved = amount(text, what="The saving")
    if isinstance(saved, Refusal):
        raise Refused(saved)
    if not rests_on:
        raise Refused(
            Refusal(
                code="improvement.saving-on-nothing",
                what="No improvement was proposed",
                fact="a saving is named, and not what it rests on",
                rule="an estimate is kept with what it rests on, so that it can be checked later",
                next_step="Say what it rests on, or leave the saving out.",
            )
        )
    return saved


def _stepped(improvement: Improvement, verb: str) -> models.Improvement:
    row = held(improvement)
    state = IMPROVEMENT.after(row.state, verb)
    if isinstance(state, Refusal):
        raise Refused(state)
    row.state = state
    row.save(update_fields=["state"])
    return row


def _decided(
    improvement: Improvement,
    verb: str,
    by: Actor,
    at: datetime,
    decided_by: str,
    reason: str,
    *,
    until: date | None = None,
    more: dict[str, Any] | None = None,
) -> Done:
    row = _stepped(improvement, verb)
    told = {
        "decided_by": words(decided_by, what="Who decided", longest=120),
        "reason": words(reason, what="The reason", longest=500),
    }
    party = _party(by, improvement.agreement_id)
    row.decisions.create(agreement_id=row.agreement_id, verb=verb, on=at.date(), party=party, until=until, **told)
    agreement, why = improvement.agreement_id, f"It was {verb}."
    stop_clocks(agreement, subject=row.reference, about=rules.ANSWER, by=by, at=at, reason=why)
    content = told | (more or {}) | ({"until": until.isoformat()} if until else {})
    says = f"{row.reference} is {verb}" + (f" to {_day(until)}." if until else ".")
    return Done(row.reference, content, reply={"reference": row.reference, "says": says})


def _party(by: Actor, agreement: str) -> str:
    standing = by.standing_in(agreement)
    return standing.party if standing else ""


def _address(improvement: Improvement, pilot: str = "") -> str:
    page = f"pilots/{pilot}" if pilot else f"improvements/{improvement.reference}"
    return f"/agreements/{improvement.agreement}/{page}"


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"
