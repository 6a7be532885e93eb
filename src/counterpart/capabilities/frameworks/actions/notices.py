"""Records the regime an agreement stands under with its evidence, and opens the clocks of the notices it asks for."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from counterpart.capabilities.agreements.queries.agreements import hold
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.frameworks import models, policy
from counterpart.capabilities.frameworks.actions.frameworks import pounds_of
from counterpart.capabilities.frameworks.queries.register import notices_of, regime_of
from counterpart.capabilities.frameworks.rules import notices as rules
from counterpart.capabilities.frameworks.rules.notices import Asked
from counterpart.capabilities.frameworks.rules.regimes import Standing, unmet
from counterpart.engines.access.roles import COMMISSIONER, May
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.door import Done, act
from counterpart.engines.clocks.rules.promises import Kind
from counterpart.engines.clocks.running import Opening, open_clocks
from counterpart.engines.library.calendars import calendar
from counterpart.engines.library.duty_rows import NOTICES, duty_rows
from counterpart.engines.library.rules.scope import Regime
from counterpart.values.money import exact
from counterpart.values.refusal import Refusal, Refused, shown
from counterpart.values.words import words


@act("regime.recorded", words="recorded the procurement regime", may=policy.may_commission)
def record_regime(
    agreement: AgreementFacts,
    *,
    by: Actor,
    at: datetime,
    regime: Regime,
    kind: str,
    light_touch: bool,
    value: str,
    evidence: str,
    tested_on: date,
    share: str | None = None,
) -> Done:
    """Record under what law the agreement stands, with the evidence; an exemption with the share that was tested."""
    tested = _percent(share) if share else None
    if refusal := unmet(regime, tested):
        raise Refused(refusal)
    told: dict[str, Any] = {
        "regime": regime.value,
        "kind": kind,
        "light_touch": light_touch,
        "evidence": words(evidence, what="The evidence", longest=500),
    }
    worth = pounds_of(value, "The value")
    models.RegimeRecord.objects.create(
        agreement_id=agreement.agreement_id, value=worth, tested_on=tested_on, share=tested, **told
    )
    content = told | {
        "value": str(worth),
        "tested_on": tested_on.isoformat(),
        "share": str(tested) if tested is not None else None,
    }
    says = f"{agreement.reference} stands under: {regime.value}."
    return Done(f"{agreement.reference}/regime", content, reply={"says": says})


@act("notice.asked", words="had the notices of an event counted", may=policy.may_commission)
def count_notices(agreement: AgreementFacts, *, by: Actor, at: datetime, event: str, on: date) -> Done:
    """Say that something happened to the contract: a clock is opened for each notice that the law asks for."""
    hold(agreement)
    stands = _standing(agreement)
    if event not in rules.events(duty_rows(NOTICES)):
        raise Refused(_no_event(event))
    found = rules.asked_on(duty_rows(NOTICES), stands, event, on, calendar)
    if isinstance(found, Refusal):
        raise Refused(found)
    standing = by.standing_to(May.APPROVE, agreement.agreement_id, side=COMMISSIONER)
    party = standing.party if standing else ""
    running = {(clock.subject, clock.original_due_on) for clock in notices_of(agreement)}
    openings = [_opening(agreement, one, on, party) for one in found]
    new = [one for one in openings if (one.subject, one.due_on) not in running]
    clocks = open_clocks(agreement.agreement_id, new, at=at)
    told = [{"notice": one.row.id, "due_on": str(one.on or on), "source": one.row.source} for one in found]
    content = {"event": event, "on": on.isoformat(), "regime": stands.regime.value, "asked": told, "clocks": clocks}
    return Done(f"{agreement.reference}/regime", content, reply={"says": _in_words(found, stands, on)})


@act("change.weighed", words="weighed whether a change needs a notice", may=policy.may_commission)
def weigh_change(
    agreement: AgreementFacts,
    *,
    by: Actor,
    at: datetime,
    on: date,
    value_change: str,
    term_change: str,
    novation: bool = False,
) -> Done:
    """Weigh whether a change planned for a day needs a notice first; where it does, a clock runs to that day."""
    stands = _standing(agreement)
    changes = {"value_change": _percent(value_change), "term_change": _percent(term_change)}
    weighed = rules.change_notice(duty_rows(NOTICES), stands, **changes, novation=novation, on=on)
    if weighed.value is not rules.Needed.NO:
        standing = by.standing_to(May.APPROVE, agreement.agreement_id, side=COMMISSIONER)
        opening = Opening(
            kind=Kind.CLOCK,
            about=rules.ABOUT,
            subject=f"{agreement.reference}/notices/UK10",
            what="Publish the contract change notice (UK10) before the change is made",
            due_on=on,
            because=f"{weighed.value.value}: {weighed.because}"[:300],
            party=standing.party if standing else "",
            source=(weighed.clause or "")[:200],
            address=f"/agreements/{agreement.reference}/regime",
        )
        open_clocks(agreement.agreement_id, [opening], at=at)
    content = {name: str(change) for name, change in changes.items()} | {
        "on": on.isoformat(),
        "novation": novation,
        "needed": weighed.value.value,
        "because": weighed.because,
    }
    says = f"A contract change notice (UK10) is {weighed.value.value}: {weighed.because}."
    if weighed.value is rules.Needed.ADVISED:
        says = f"Publish recommended, take advice: {weighed.because}."
    return Done(f"{agreement.reference}/regime", content, reply={"says": says})


def _standing(agreement: AgreementFacts) -> Standing:
    stands = regime_of(agreement)
    if stands is None:
        raise Refused(
            Refusal(
                code="regime.unrecorded",
                what="No notice was counted",
                fact=f"it is not recorded under what law {agreement.reference} stands",
                rule="which notices are due depends on the regime, and is not guessed",
                next_step="Record the regime first, with its evidence.",
            )
        )
    return stands


def _no_event(event: str) -> Refusal:
    return Refusal(
        code="notice.no-event",
        what="No notice was counted",
        fact=f"{shown(event)} is no event that a row of law speaks of",
        rule="notices are counted from an event",
        next_step=f"Name one of these: {'; '.join(rules.events(duty_rows(NOTICES)))}.",
    )


def _opening(agreement: AgreementFacts, asked: Asked, on: date, party: str) -> Opening:
    row = asked.row
    return Opening(
        kind=Kind.CLOCK,
        about=rules.ABOUT,
        subject=f"{agreement.reference}/notices/{row.id}",
        what=f"{row.what[:1].upper()}{row.what[1:]} ({row.id})",
        due_on=asked.on or on,
        because=asked.because,
        party=party,
        calendar=row.calendar if row.within and row.within.unit == "working days" else "",
        source=f"{row.source} ({row.certainty})"[:200],
        address=f"/agreements/{agreement.reference}/regime",
    )


def _in_words(found: tuple[Asked, ...], stands: Standing, on: date) -> str:
    if not found:
        extra = "; you may still assess it and publish" if stands.regime is Regime.PCR2015 else ""
        return f"No notice is asked for: the contract stands under {stands.regime.value}{extra}."
    told = ", ".join(f"{one.row.id} by {one.on or on:%-d %B %Y}" for one in found)
    return f"Asked for: {told}."


def _percent(text: str) -> Decimal:
    try:
        return exact(text.replace("%", ""))
    except ValueError:
        rule = "a share or a change is a number of per cent, such as 10.1"
        fact = f"{shown(text)} is none"
        raise Refused(Refusal("percent.unfit", "It was not accepted", fact, rule, "Write it as a number.")) from None
