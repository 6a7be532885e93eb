"""Keeps the forward programme: schemes entered, ordered, begun, moved, valued again, completed and withdrawn."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from counterpart.capabilities.agreements.queries.agreements import hold
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.programme import models, policy
from counterpart.capabilities.programme.queries.schemes import held
from counterpart.capabilities.programme.rules.schemes import SCHEME, Scheme, amount, dated
from counterpart.engines.access.numbering import next_reference
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.door import Done, act
from counterpart.values.refusal import Refusal, Refused, shown
from counterpart.values.words import words


@act("scheme.added", words="added a scheme to the programme", may=policy.may_programme)
def add_scheme(
    agreement: AgreementFacts,
    *,
    by: Actor,
    at: datetime,
    title: str,
    area: str,
    owner: str,
    starts_on: date,
    ends_on: date,
    value: str,
) -> Done:
    """Add a scheme to the forward programme: where, when, for how much, and whose it is to see it done."""
    hold(agreement)
    worth = _sound(amount(value, what="The value"))
    if refusal := dated(starts_on, ends_on):
        raise Refused(refusal)
    told = {
        "title": words(title, what="The title", longest=200),
        "area": words(area, what="The area", longest=120),
        "owner": words(owner, what="The owner", longest=120),
    }
    reference = next_reference("SCH", agreement=agreement.agreement_id, year=at.year)
    models.Scheme.objects.create(
        agreement_id=agreement.agreement_id,
        reference=reference,
        starts_on=starts_on,
        ends_on=ends_on,
        value=worth,
        first_starts_on=starts_on,
        first_ends_on=ends_on,
        first_value=worth,
        state=SCHEME.initial,
        **told,
    )
    content = told | {"starts_on": starts_on.isoformat(), "ends_on": ends_on.isoformat(), "value": str(worth)}
    return Done(reference, content, reply=_says(reference, "is in the programme"))


@act("scheme.ordered", words="ordered work of a scheme", may=policy.may_order)
def order_work(scheme: Scheme, *, by: Actor, at: datetime, order: str, value: str, on: date | None = None) -> Done:
    """Order work of a scheme, under the number of the order: from then on so much of it is certain."""
    row = _stepped(scheme, "ordered")
    worth = _sound(amount(value, what="The value of the order"))
    day = on or at.date()
    if day > at.date():
        raise Refused(_to_come(day))
    named = words(order, what="The number of the order", longest=60)
    if row.orders.filter(number=named).exists():
        raise Refused(_twice(scheme, named))
    row.orders.create(agreement_id=scheme.agreement_id, number=named, on=day, value=worth)
    whole = scheme.ordered + worth
    content = {"number": named, "on": day.isoformat(), "value": str(worth), "ordered": str(whole)}
    return Done(
        scheme.reference, content, reply=_says(scheme.reference, f"has £{whole:,} ordered of £{scheme.value:,}")
    )


@act("scheme.begun", words="began a scheme", may=policy.may_programme)
def begin(scheme: Scheme, *, by: Actor, at: datetime) -> Done:
    """Say that work on an ordered scheme has begun."""
    _stepped(scheme, "begun")
    return Done(scheme.reference, {"on": at.date().isoformat()}, reply=_says(scheme.reference, "is under way"))


@act("scheme.completed", words="completed a scheme", may=policy.may_programme)
def complete(scheme: Scheme, *, by: Actor, at: datetime) -> Done:
    """Say that a scheme is done."""
    _stepped(scheme, "completed")
    return Done(scheme.reference, {"on": at.date().isoformat()}, reply=_says(scheme.reference, "is completed"))


@act("scheme.moved", words="gave a scheme other days", may=policy.may_programme)
def move(scheme: Scheme, *, by: Actor, at: datetime, starts_on: date, ends_on: date, reason: str) -> Done:
    """Give a scheme other days, with the reason. The days first given stay beside them, and slippage is counted."""
    row = _stepped(scheme, "moved")
    if refusal := dated(starts_on, ends_on):
        raise Refused(refusal)
    why = _changed(scheme, row, by, at, reason, ends_on=ends_on)
    row.starts_on, row.ends_on = starts_on, ends_on
    row.save(update_fields=["starts_on", "ends_on"])
    content = {
        "starts_on": starts_on.isoformat(),
        "ends_on": ends_on.isoformat(),
        "before": scheme.ends_on.isoformat(),
        "reason": why,
    }
    days = (ends_on - scheme.first_ends_on).days
    late = f"{days} days later than" if days > 0 else "no later than"
    return Done(scheme.reference, content, reply=_says(scheme.reference, f"now ends {late} was first said"))


@act("scheme.revalued", words="gave a scheme another value", may=policy.may_programme)
def revalue(scheme: Scheme, *, by: Actor, at: datetime, value: str, reason: str) -> Done:
    """Give a scheme another forecast value, with the reason. The value first given stays beside it."""
    row = _stepped(scheme, "revalued")
    worth = _sound(amount(value, what="The value"))
    why = _changed(scheme, row, by, at, reason, value=worth)
    row.value = worth
    row.save(update_fields=["value"])
    content = {"value": str(worth), "before": str(scheme.value), "reason": why}
    return Done(scheme.reference, content, reply=_says(scheme.reference, f"is now forecast at £{worth:,}"))


@act("scheme.withdrawn", words="withdrew a scheme", may=policy.may_order)
def withdraw(scheme: Scheme, *, by: Actor, at: datetime, reason: str) -> Done:
    """Take a scheme out of the programme, with the reason. It stays in the record."""
    row = _stepped(scheme, "withdrawn")
    why = _changed(scheme, row, by, at, reason)
    return Done(scheme.reference, {"reason": why}, reply=_says(scheme.reference, "is withdrawn"))


def _stepped(scheme: Scheme, verb: str) -> models.Scheme:
    """The row of a scheme, held, one step on in its life cycle."""
    row = held(scheme)
    state = SCHEME.after(row.state, verb)
    if isinstance(state, Refusal):
        raise Refused(state)
    row.state = state
    row.save(update_fields=["state"])
    return row


def _changed(
    scheme: Scheme,
    row: models.Scheme,
    by: Actor,
    at: datetime,
    reason: str,
    *,
    ends_on: date | None = None,
    value: Decimal | None = None,
) -> str:
    standing = by.standing_in(scheme.agreement_id)
    why = words(reason, what="The reason", longest=500)
    row.changes.create(
        agreement_id=scheme.agreement_id,
        on=at.date(),
        party=standing.party if standing else "",
        reason=why,
        ends_before=scheme.ends_on,
        ends_after=ends_on or scheme.ends_on,
        value_before=scheme.value,
        value_after=value if value is not None else scheme.value,
    )
    return why


def _sound(value: Decimal | Refusal) -> Decimal:
    if isinstance(value, Refusal):
        raise Refused(value)
    return value


def _says(reference: str, what: str) -> dict[str, Any]:
    return {"reference": reference, "says": f"{reference} {what}."}


def _to_come(day: date) -> Refusal:
    return Refusal(
        code="scheme.ordered-to-come",
        what="Nothing was ordered",
        fact=f"{day:%-d %B %Y} is still to come",
        rule="an order is entered once it was given",
        next_step="Enter it on that day, or name the day on which it was given.",
    )


def _twice(scheme: Scheme, number: str) -> Refusal:
    return Refusal(
        code="scheme.ordered-twice",
        what="Nothing was ordered",
        fact=f"the order {shown(number)} is entered for {scheme.reference} already",
        rule="an order is entered once",
        next_step="Check the number of the order.",
    )
