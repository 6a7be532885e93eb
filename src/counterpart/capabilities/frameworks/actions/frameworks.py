"""Sets frameworks up, lets authorities in, calls off, and takes in rates behind the wall of confidence."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.frameworks import models, policy
from counterpart.capabilities.frameworks.queries.frameworks import held
from counterpart.capabilities.frameworks.rules import shared
from counterpart.capabilities.frameworks.rules.shared import FRAMEWORK, Access, CallOff, Framework
from counterpart.capabilities.programme.rules.schemes import amount, dated
from counterpart.engines.access.numbering import next_reference
from counterpart.engines.access.roles import PROVIDER, May
from counterpart.engines.access.rules import Actor
from counterpart.engines.access.scoped import Audience
from counterpart.engines.acts.door import Done, act
from counterpart.engines.ledger.book import Scope
from counterpart.values.money import exact, rounded
from counterpart.values.refusal import Refusal, Refused, shown
from counterpart.values.words import words


@act("framework.set_up", words="set up a framework", may=policy.may_commission)
def set_up(
    agreement: AgreementFacts,
    *,
    by: Actor,
    at: datetime,
    title: str,
    lead: str,
    starts_on: date,
    ends_on: date,
    most: str | None = None,
    specification: str | None = None,
) -> Done:
    """Set up a framework that several authorities use: its lead, its days, and the most that is called off."""
    if refusal := dated(starts_on, ends_on):
        raise Refused(refusal)
    told = {
        "title": words(title, what="The title", longest=200),
        "lead": words(lead, what="The lead authority", longest=200),
        "specification": specification or "",
    }
    worth = pounds_of(most, "The most that is called off") if most else None
    reference = next_reference("FRM", agreement=agreement.agreement_id, year=at.year)
    models.Framework.objects.create(
        agreement_id=agreement.agreement_id,
        reference=reference,
        starts_on=starts_on,
        ends_on=ends_on,
        most=worth,
        state=FRAMEWORK.initial,
        **told,
    )
    days = {"starts_on": starts_on.isoformat(), "ends_on": ends_on.isoformat()}
    content = told | days | {"most": str(worth) if worth is not None else None}
    says = f"{reference} is set up, led by {told['lead']}."
    return Done(reference, content, reply={"reference": reference, "says": says})


@act("access.agreed", words="agreed on access to a framework", may=policy.may_commission)
def agree_access(
    framework: Framework,
    *,
    by: Actor,
    at: datetime,
    authority: str,
    since: date,
    share: str | None = None,
    volume: str | None = None,
) -> Done:
    """Enter that an authority may use a framework from a day, with its share in per cent or its volume in pounds."""
    row = held(framework)
    part = _share(share) if share else None
    pounds = pounds_of(volume, "The volume") if volume else None
    access = Access(words(authority, what="The authority", longest=200), since, part, volume=pounds)
    if refusal := shared.joined(framework, access):
        raise Refused(refusal)
    own = {"authority": access.authority, "share": part, "volume": pounds}
    row.access.create(agreement_id=framework.agreement_id, starts_on=since, **own)
    content = {name: None if value is None else str(value) for name, value in own.items()}
    says = f"{access.authority} may use {framework.reference}."
    return Done(framework.reference, content | {"since": since.isoformat()}, reply={"says": says})


@act("access.ended", words="ended access to a framework", may=policy.may_commission)
def end_access(framework: Framework, *, by: Actor, at: datetime, authority: str, last: date, reason: str) -> Done:
    """End an authority’s access with a day. What it called off stays."""
    row = held(framework)
    there = [one for one in row.access.filter(ends_on=None) if shared.same(one.authority, authority)]
    if not there or last < there[0].starts_on:
        raise Refused(_no_access(authority))
    row.access.filter(id=there[0].id).update(ends_on=last)
    why = words(reason, what="The reason", longest=500)
    content = {"authority": there[0].authority, "last": last.isoformat(), "reason": why}
    says = f"{there[0].authority} may use {framework.reference} until {last:%-d %B %Y}."
    return Done(framework.reference, content, reply={"says": says})


@act("framework.ended", words="ended a framework", may=policy.may_commission)
def end(framework: Framework, *, by: Actor, at: datetime, reason: str) -> Done:
    """End a framework: nothing is called off any more. What was called off stays."""
    row = held(framework)
    state = FRAMEWORK.after(row.state, "ended")
    if isinstance(state, Refusal):
        raise Refused(state)
    row.state = state
    row.save(update_fields=["state"])
    why = words(reason, what="The reason", longest=500)
    return Done(framework.reference, {"reason": why}, reply={"says": f"{framework.reference} is ended."})


@act("calloff.made", words="called off a framework", may=policy.may_commission)
def call_off(
    framework: Framework,
    *,
    by: Actor,
    at: datetime,
    authority: str,
    title: str,
    supplier: str,
    value: str,
    starts_on: date,
    ends_on: date,
    how: str,
    explanation: str | None = None,
) -> Done:
    """Enter what an authority called off: a contract of its own that keeps the framework’s reference."""
    row = held(framework)
    made = CallOff(
        reference=next_reference("CAL", agreement=framework.agreement_id, year=at.year),
        framework=framework.reference,
        authority=words(authority, what="The authority", longest=200),
        title=words(title, what="The title", longest=200),
        supplier=words(supplier, what="The supplier", longest=200),
        value=pounds_of(value, "The value"),
        starts_on=starts_on,
        ends_on=ends_on,
        how=how,
        explanation=explanation or "",
    )
    if refusal := shared.callable_off(framework, made, at.date()):
        raise Refused(refusal)
    kept = {name: value for name, value in vars(made).items() if name != "framework"}
    row.call_offs.create(agreement_id=framework.agreement_id, **kept)
    content = {name: str(value) for name, value in vars(made).items()}
    says = f"{made.reference} is called off {framework.reference} by {made.authority}."
    return Done(made.reference, content, reply={"reference": made.reference, "says": says})


@act("rates.entered", words="entered rates", may=policy.may_enter_rates)
def enter_rates(framework: Framework, *, by: Actor, at: datetime, rates: Sequence[str], since: date) -> Done:
    """Enter one’s own rates from a day. The commissioners see them, and no other provider does."""
    standing = by.standing_to(May.PROPOSE, framework.agreement_id, side=PROVIDER)
    read = shared.rates_of(rates)
    if isinstance(read, Refusal) or standing is None:
        raise Refused(read if isinstance(read, Refusal) else _no_access(by.name))
    scope = Scope(framework.agreement_id, Audience.COMMISSIONER, owner_party=standing.party_id)
    row = held(framework)
    models.FrameworkRate.objects.bulk_create(
        models.FrameworkRate(
            **scope.columns, framework=row, provider=standing.party, code=code, unit=unit, rate=rate, since=since
        )
        for code, rate, unit in read
    )
    content = {
        "provider": standing.party,
        "since": since.isoformat(),
        "rates": [{"code": code, "rate": str(rate), "unit": unit} for code, rate, unit in read],
    }
    says = f"{len(read)} {'rate is' if len(read) == 1 else 'rates are'} entered for {framework.reference}."
    return Done(framework.reference, content, reply={"says": says}, scope=scope)


def pounds_of(text: str, what: str) -> Decimal:
    """An amount as it was written. Raises Refused."""
    found = amount(text, what=what)
    if isinstance(found, Refusal):
        raise Refused(found)
    return found


def _share(text: str) -> Decimal:
    try:
        share = exact(text.replace("%", ""))
    except ValueError:
        share = Decimal(-1)
    if 0 < share <= shared.WHOLE and share == rounded(share, places=3):
        return share
    rule = "a share is a number of per cent, more than 0 and 100 at the most"
    raise Refused(
        Refusal("framework.share", "The share was not accepted", f"{shown(text)} is none", rule, "Write it like 12.5.")
    )


def _no_access(name: str) -> Refusal:
    return Refusal(
        code="framework.no-access",
        what="Nothing was changed",
        fact=f"{shown(name)} has no access agreement that runs then",
        rule="what runs is ended, on a day not before it began",
        next_step="Look at who may use the framework.",
    )
