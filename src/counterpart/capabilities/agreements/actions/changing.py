"""Changes the terms of an agreement: proposed by one side, assessed by the other, agreed by the signatures of both."""

from datetime import date, datetime
from typing import Any

from counterpart.capabilities.agreements import models, policy
from counterpart.capabilities.agreements.actions import dating
from counterpart.capabilities.agreements.queries.agreements import hold, versions_of
from counterpart.capabilities.agreements.queries.kept import change_row
from counterpart.capabilities.agreements.rules.changes import (
    CHANGE,
    Change,
    Version,
    may_stand,
    may_take_effect,
    says_nothing,
    wrong_day,
)
from counterpart.capabilities.agreements.rules.differences import differences, obligations_changed
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.engines.access.numbering import next_reference
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.asked import Upload
from counterpart.engines.acts.door import Done, act
from counterpart.engines.clocks.rules.deadlines import Unit, deadline
from counterpart.engines.clocks.rules.promises import Kind
from counterpart.engines.clocks.running import Opening, open_clocks, stop_clocks
from counterpart.engines.library.calendars import calendar
from counterpart.engines.library.rewriting import with_targets
from counterpart.engines.library.shelf import Pinned, pinned
from counterpart.values.period import Period
from counterpart.values.quantity import quantity
from counterpart.values.refusal import Refusal, Refused
from counterpart.values.words import words

ASSESSMENT = "assessment"
"""What the clock of a change that waits to be assessed is about."""


@act("change.proposed", words="proposed a change of the terms", may=policy.may_propose_change)
def propose(
    agreement: AgreementFacts,
    *,
    by: Actor,
    at: datetime,
    title: str,
    why: str,
    takes_effect_on: date,
    indicator: str | None = None,
    period: Period | None = None,
    target: str | None = None,
    new: Pinned | None = None,
) -> Done:
    """Propose a change: another target of an indicator in a period, or new terms that are written to it later.

    The other side is asked to assess it, and has as long as the agreement gives for the answer to a change. `new` are
    the whole new terms, where another act wrote them from what it was asked.
    """
    hold(agreement)
    _or_refused(wrong_day(takes_effect_on, on=at.date()))
    newest = versions_of(agreement)[-1]
    new = new or _proposed_terms(newest, indicator, period, target)
    row = _kept(agreement, newest, new, by, at, title=title, why=why, takes_effect_on=takes_effect_on)
    _step(row, "proposed", by, at, row.why)
    _ask_to_assess(agreement, row, at)
    told = {"title": row.title, "why": row.why, "takes_effect_on": takes_effect_on.isoformat()}
    content = told | {"differences": row.differences, "fingerprint": row.fingerprint}
    differs = "; ".join(row.differences) or "its terms are still to be written"
    says = f"{row.reference} is proposed: {differs}. The other side assesses it."
    return Done(row.reference, content, reply={"reference": row.reference, "says": says})


@act("change.written", words="wrote the new terms of a change", may=policy.may_write_change)
def write(change: Change, *, by: Actor, at: datetime, file: Upload) -> Done:
    """Write the whole new terms of a change that is proposed, as a template file. It is checked whole."""
    hold(change.agreement)
    row = change_row(change)
    row.state = _after(row, "written")
    newest = versions_of(change.agreement)[-1]
    new = pinned(_text_of(file), file=file.name)
    row.differences = _told_apart(newest, new)
    row.before, row.text, row.fingerprint = newest.terms.fingerprint, new.text, new.fingerprint
    row.save()
    _step(row, "written", by, at, f"{len(row.differences)} differences, fingerprint {new.fingerprint[:12]}…")
    content = {"differences": row.differences, "fingerprint": new.fingerprint}
    says = f"{row.reference} now says: {'; '.join(row.differences)}."
    return Done(row.reference, content, reply={"reference": row.reference, "says": says})


@act("change.assessed", words="assessed a change", may=policy.may_assess_change)
def assess(change: Change, *, by: Actor, at: datetime, service: str, money: str, advice: str) -> Done:
    """Say what a change does to the service and to money, and what is advised. Then each side may sign it."""
    row = change_row(change)
    row.state = _after(row, "assessed")
    _or_refused(says_nothing(row.differences))
    row.assessment = {"service": service, "money": money, "advice": advice}
    row.save(update_fields=["state", "assessment"])
    _step(row, "assessed", by, at, advice)
    _assessed(change, by, at, "It was assessed.")
    return _done(row, row.assessment, "is assessed; both sides can sign it now")


@act("change.agreed", words="agreed a change of the terms", may=policy.may_agree_change)
def agree(change: Change, *, by: Actor, at: datetime) -> Done:
    """Agree a change: with the signature of each party the new terms are kept, from the day they take effect.

    Periods before that day keep the terms then in force. What each side owes is dated anew where it changed.
    """
    agreement, row = change.agreement, change_row(change)
    hold(agreement)
    row.state = _after(row, "agreed")
    versions = versions_of(agreement)
    _or_refused(may_take_effect(change, versions, on=at.date()))
    new = pinned(row.text)
    models.TemplateVersion.objects.create(
        agreement_id=agreement.agreement_id,
        template=new.template.template,
        version=new.template.version,
        fingerprint=new.fingerprint,
        text=new.text,
        takes_effect_on=row.takes_effect_on,
    )
    row.save(update_fields=["state"])
    _step(row, "agreed", by, at, row.why)
    ended, begun = obligations_changed(versions[-1].terms.template, new.template)
    gone, opened = dating.reopen(
        agreement, ended, begun, row.takes_effect_on, by=by, at=at, reason=f"Changed by {row.reference}"
    )
    day = f"{row.takes_effect_on.day} {row.takes_effect_on:%B %Y}"
    content = {
        "takes_effect_on": row.takes_effect_on.isoformat(),
        "template": {"id": new.template.template, "version": str(new.template.version), "fingerprint": new.fingerprint},
        "differences": row.differences,
        "promises": {"let go": gone, "opened": opened},
    }
    says = f"{row.reference} is agreed: version {new.template.version} of the terms takes effect on {day}."
    return Done(row.reference, content, reply={"reference": row.reference, "says": says})


@act("change.refused", words="refused a change of the terms", may=policy.may_refuse_change)
def refuse(change: Change, *, by: Actor, at: datetime, reason: str) -> Done:
    """Refuse a change that the other side proposed, with the reason. The terms stay as they are."""
    return _ended(change, "refused", by, at, reason)


@act("change.withdrawn", words="withdrew a change of the terms", may=policy.may_withdraw_change)
def withdraw(change: Change, *, by: Actor, at: datetime, reason: str) -> Done:
    """Withdraw a change that one’s own side proposed, with the reason."""
    return _ended(change, "withdrawn", by, at, reason)


def _ended(change: Change, how: str, by: Actor, at: datetime, reason: str) -> Done:
    row = change_row(change)
    row.state = _after(row, how)
    row.save(update_fields=["state"])
    _step(row, how, by, at, words(reason, what="The reason", longest=500))
    _assessed(change, by, at, f"It was {how}.")
    return _done(row, {"reason": reason}, f"is {how}; the terms stay as they are")


def _proposed_terms(newest: Version, indicator: str | None, period: Period | None, target: str | None) -> Pinned | None:
    """The new terms, where a target is proposed; None where they are still to be written."""
    if indicator is None and period is None and target is None:
        return None
    if indicator is None or period is None or target is None:
        raise Refused(
            _unfit(
                "only part of a new target was given",
                "a target is that of an indicator in a period",
                "Give all three, or none and write the new terms to it.",
            )
        )
    return _with_target(newest, indicator, period, target)


def _kept(
    agreement: AgreementFacts,
    newest: Version,
    new: Pinned | None,
    by: Actor,
    at: datetime,
    *,
    title: str,
    why: str,
    takes_effect_on: date,
) -> models.Change:
    standing, hand = by.standing_in(agreement.agreement_id), by.hand_in(agreement.agreement_id)
    return models.Change.objects.create(
        agreement_id=agreement.agreement_id,
        reference=next_reference("CHG", agreement=agreement.agreement_id, year=at.year),
        title=words(title, what="The title", longest=200),
        why=words(why, what="The reason", longest=500),
        takes_effect_on=takes_effect_on,
        state=CHANGE.initial,
        party=standing.party if standing else "",
        proposed_by=hand.person,
        stood_in_for=list(hand.on_behalf_of),
        before=newest.terms.fingerprint,
        text=new.text if new else newest.terms.text,
        fingerprint=new.fingerprint if new else newest.terms.fingerprint,
        differences=_told_apart(newest, new) if new else [],
    )


def _told_apart(newest: Version, new: Pinned) -> list[str]:
    """The differences in words. Raises Refused where the new terms may not stand after these, or say the same."""
    before = newest.terms.template
    found = differences(before, new.template)
    _or_refused(may_stand(before, new.template) or says_nothing(found))
    return list(found)


def _with_target(newest: Version, indicator: str, when: Period, target: str) -> Pinned:
    """The newest terms with another target of an indicator in a period, as the next version, its remarks kept."""
    known = newest.terms.template.indicator(indicator)
    if known is None:
        raise Refused(_no_indicator(newest, indicator))
    try:
        quantity(target, known.unit)
    except ValueError as error:
        raise Refused(_unfit(str(error), f"{known.code} is counted as {known.unit.wanted}", "Write it so.")) from None
    return with_targets(newest.terms.text, {known.code: {str(when): target}})


def _ask_to_assess(agreement: AgreementFacts, row: models.Change, at: datetime) -> None:
    """A clock for each other party that signs, as long as the agreement gives for the answer to a change."""
    answer = agreement.template.answer_to("change")
    if answer is None:
        return
    units = {"working days": Unit.WORKING_DAYS, "weeks": Unit.WEEKS, "months": Unit.MONTHS}
    unit, n = units.get(answer.within.unit, Unit.DAYS), answer.within.n
    n = n * 12 if answer.within.unit == "years" else n
    unit = Unit.MONTHS if answer.within.unit == "years" else unit
    kept = calendar(agreement.template.calendar)
    due = deadline(at.date(), n, unit, kept, beginning_with=answer.beginning == "beginning with")
    if isinstance(due, Refusal):
        return
    openings = [
        Opening(
            kind=Kind.CLOCK,
            about=ASSESSMENT,
            subject=row.reference,
            what=f"Assess the change {row.reference}: {row.title}",
            due_on=due.on,
            because=due.because,
            party=party,
            source=answer.clause,
            calendar=kept.id,
            address=f"/agreements/{agreement.reference}/changes/{row.reference}",
        )
        for party in agreement.others(row.party)
    ]
    open_clocks(agreement.agreement_id, openings, at=at)


def _assessed(change: Change, by: Actor, at: datetime, reason: str) -> None:
    stop_clocks(change.agreement_id, subject=change.reference, about=ASSESSMENT, by=by, at=at, reason=reason)


def _after(row: models.Change, verb: str) -> str:
    state = CHANGE.after(row.state, verb)
    if isinstance(state, Refusal):
        raise Refused(state)
    return state


def _step(row: models.Change, verb: str, by: Actor, at: datetime, reason: str) -> None:
    standing = by.standing_in(str(row.agreement_id))
    party = standing.party if standing else ""
    models.ChangeStep.objects.create(
        agreement_id=row.agreement_id, change=row, verb=verb, party=party, on=at.date(), reason=reason[:500]
    )


def _done(row: models.Change, content: dict[str, Any], says: str) -> Done:
    reply = {"reference": row.reference, "says": f"{row.reference} {says}."}
    return Done(row.reference, content | {"state": row.state}, reply=reply)


def _text_of(file: Upload) -> str:
    try:
        return file.data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(_unfit("the file is not text", "a template is a text file in UTF-8", "Save it so.")) from None


def _or_refused(refusal: Refusal | None) -> None:
    if refusal:
        raise Refused(refusal)


def _no_indicator(newest: Version, indicator: str) -> Refusal:
    known = ", ".join(one.code for one in newest.terms.template.indicators) or "none"
    fact = f"the terms have no indicator “{indicator[:40]}”"
    return _unfit(fact, f"their indicators are {known}", "Choose one, or write whole new terms.")


def _unfit(fact: str, rule: str, next_step: str) -> Refusal:
    return Refusal(code="change.unfit", what="The change was not written", fact=fact, rule=rule, next_step=next_step)
