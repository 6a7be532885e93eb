"""Draws statements, makes them final by every party’s hand, and lets deductions go by the decision of a group."""

from datetime import datetime
from typing import Any

from counterpart.capabilities.agreements.queries.agreements import agreement_named, hold
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.incentives import models, policy
from counterpart.capabilities.incentives.policy import LineOf
from counterpart.capabilities.incentives.queries import drawn_now
from counterpart.capabilities.incentives.rules.drawing import drawable
from counterpart.capabilities.incentives.rules.facts import money
from counterpart.capabilities.incentives.rules.statements import (
    FINAL,
    PROVISIONAL,
    STATEMENT,
    Statement,
    authority_given,
    finalisable,
    waivable,
)
from counterpart.engines.access.numbering import next_reference
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.door import Done, act
from counterpart.values.money import pounds
from counterpart.values.period import Period, period
from counterpart.values.refusal import Refusal, Refused
from counterpart.values.words import words


@act("statement.drawn", words="drew a statement", may=policy.may_draw)
def draw_statement(agreement: AgreementFacts, *, by: Actor, at: datetime, period: Period) -> Done:
    """Draw the statement of a period: provisional until every party has signed it, and on sealed figures then."""
    hold(agreement)
    if refusal := drawable(agreement.terms.template, period):
        raise Refused(refusal)
    now = drawn_now(agreement, period)
    for row in _rows(agreement.agreement_id, str(period), PROVISIONAL):
        _step(row, "drawn again")
    reference = next_reference("STM", agreement=agreement.agreement_id, year=at.year)
    models.Statement.objects.create(
        agreement_id=agreement.agreement_id,
        reference=reference,
        period=str(period),
        state=STATEMENT.initial,
        content=now.content,
        digest=now.digest,
        drawn_on=at.date(),
    )
    total = sum((line.due for line in now.lines), start=now.lines[0].due * 0) if now.lines else None
    due = f"; {money(total)} is due by it" if total is not None else ""
    corrects = f", and corrects {now.content['corrects']}" if now.content["corrects"] else ""
    says = f"{reference} states {period.in_words}{corrects}{due}. It is provisional."
    content = {"period": str(period), "digest": now.digest, "corrects": now.content["corrects"]}
    return Done(reference, content, reply={"reference": reference, "says": says})


@act("statement.finalised", words="made a statement final", may=policy.may_finalise)
def finalise(statement: Statement, *, by: Actor, at: datetime) -> Done:
    """Make a statement final, by the hand of every party that signs. It rests on sealed figures and is never edited."""
    agreement = agreement_named(statement.agreement, by=by)
    hold(agreement)
    now = drawn_now(agreement, period(statement.period))
    if refusal := finalisable(agreement.terms.template, statement, now.book, now.digest):
        raise Refused(refusal)
    for row in _rows(statement.agreement_id, statement.period, FINAL):
        _step(row, "corrected")
    (row,) = _rows(statement.agreement_id, statement.period, PROVISIONAL, reference=statement.reference)
    row.final_on = at.date()
    _step(row, "finalised")
    content = {"period": statement.period, "digest": statement.digest, "seals": dict(statement.seals)}
    says = f"{statement.reference} is final: {money(statement.due)} is due by it."
    return Done(statement.reference, content, reply={"reference": statement.reference, "says": says})


@act("waiver.granted", words="let a deduction go", may=policy.may_waive)
def waive(line: LineOf, *, by: Actor, at: datetime, reason: str, authority: str, amount: str = "") -> Done:
    """Let a deduction go that was computed, or a part of it: the reason, the authority, and the group that decides."""
    statement, one = line.statement, line.line
    hold(line.agreement)
    if refusal := authority_given(authority):
        raise Refused(refusal)
    forgone = waivable(one, _amount(amount))
    if isinstance(forgone, Refusal):
        raise Refused(forgone)
    standing = by.standing_in(line.agreement_id)
    reference = next_reference("WVR", agreement=line.agreement_id, year=at.year)
    kept: dict[str, Any] = {
        "period": statement.period,
        "rule": one.rule,
        "reason": words(reason, what="The reason", longest=500),
        "authority": words(authority, what="The authority", longest=200),
    }
    row = models.Statement.objects.get(agreement_id=line.agreement_id, reference=statement.reference)
    row.waivers.create(
        agreement_id=line.agreement_id,
        reference=reference,
        amount=forgone,
        waived_on=at.date(),
        waived_by=standing.party if standing else "",
        **kept,
    )
    content = kept | {"statement": statement.reference, "amount": str(forgone)}
    says = f"{reference} lets {money(forgone)} of {one.rule} go. Draw the statement again, so that it says so."
    return Done(reference, content, reply={"reference": reference, "says": says})


def _amount(text: str) -> Any:
    try:
        return pounds(text) if text else None
    except ValueError as error:
        rule = "a part of a deduction is a sum in pounds and pence"
        refusal = Refusal("waiver.unfit", "Nothing was waived", str(error), rule, "Write it like 1,250.00.")
        raise Refused(refusal) from None


def _rows(agreement: str, when: str, state: str, **more: str) -> list[models.Statement]:
    rows = models.Statement.objects.select_for_update()
    return list(rows.filter(agreement_id=agreement, period=when, state=state, **more))


def _step(row: models.Statement, verb: str) -> None:
    state = STATEMENT.after(row.state, verb)
    if isinstance(state, Refusal):
        raise Refused(state)
    row.state = state
    row.save(update_fields=["state", "final_on"])
