"""Runs the term of an agreement: what is asked for on request, the next year, more years, its end, what is put in."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from counterpart.capabilities.agreements import models, policy
from counterpart.capabilities.agreements.actions import dating
from counterpart.capabilities.agreements.queries.agreements import hold
from counterpart.capabilities.agreements.rules.facts import AgreementFacts, pounds
from counterpart.capabilities.agreements.rules.keeping import wrong_year
from counterpart.capabilities.agreements.rules.obligations import ON_REQUEST, Due, counted, subject_of
from counterpart.capabilities.agreements.rules.term import (
    BREAK,
    END,
    END_PLAN,
    NEXT_YEAR,
    OF_THE_END,
    OPTION,
    REVIEW,
    break_for,
    fits_an_option,
    last_day,
)
from counterpart.engines.access.roles import May
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.door import Done, act
from counterpart.engines.clocks.models import Clock
from counterpart.engines.clocks.rules.promises import RUNNING, Kind
from counterpart.engines.clocks.running import Opening, open_clocks, stop_clocks
from counterpart.engines.library.calendars import calendar
from counterpart.values.refusal import Refusal, Refused
from counterpart.values.words import words


@act("obligation.requested", words="asked for what is owed on request", may=policy.may_request)
def request(
    agreement: AgreementFacts, *, by: Actor, at: datetime, obligation: str, what: str, due_on: date | None = None
) -> Done:
    """Ask the other side for what it owes on request. It is due as the agreement says, otherwise on the day named."""
    known = {one.ref: one for one in agreement.template.obligations if one.when == ON_REQUEST}
    if obligation not in known:
        raise Refused(_not_asked(f"“{obligation[:40]}” is not owed on request", known))
    one = known[obligation]
    if one.within is None and due_on is None:
        raise Refused(_no_day(one.ref))
    on, because = counted(at.date(), one.within, calendar(agreement.template.calendar))
    due = Due(one, on if one.within else due_on or on, f"{because} the request on {_day(at.date())}", what)
    if not one.within:
        due = Due(one, due.on, "the day that was asked for", what)
    (reference,) = open_clocks(agreement.agreement_id, [dating.promise_of(agreement, due)], at=at)
    content = {"obligation": one.ref, "what": what, "due_on": due.on.isoformat(), "because": due.because}
    says = f"{reference} is asked of the {one.who}: {one.what}. It is due on {_day(due.on)}."
    return Done(subject_of(agreement.reference, one.ref), content, reply={"reference": reference, "says": says})


@act("obligations.dated", words="dated what each side owes", may=policy.may_date)
def date_next_year(agreement: AgreementFacts, *, by: Actor, at: datetime) -> Done:
    """Date what each side owes in the next year, where the agreement has no term."""
    hold(agreement)
    if agreement.ends_on or not agreement.template.obligations:
        raise Refused(_dated_already(agreement))
    stop_clocks(
        agreement.agreement_id, subject=agreement.reference, about=NEXT_YEAR, by=by, at=at, reason="It was dated."
    )
    until = dating.next_year(agreement, at)
    opened = dating.open_until(agreement, until, at=at)
    says = f"What each side owes is dated until {_day(until)}: {opened} clocks and promises were opened."
    return Done(agreement.reference, {"dated_until": until.isoformat(), "opened": opened}, reply={"says": says})


@act("term.extended", words="extended the term by an option", may=policy.may_extend_term)
def extend(agreement: AgreementFacts, *, by: Actor, at: datetime, years: int, reason: str) -> Done:
    """Extend the term by an option that the agreement has. Each side signs; the new years are dated like the others."""
    hold(agreement)
    row = models.Agreement.objects.get(id=agreement.agreement_id)
    begins, ends, term = agreement.dates.commencement_on, row.ends_on, agreement.template.term
    if not (begins and ends and term):
        raise Refused(_no_term(agreement))
    more = (ends.year - last_day(begins, term.years).year) // max(years, 1)
    option = fits_an_option(agreement, years, more)
    if isinstance(option, Refusal):
        raise Refused(option)
    later = last_day(begins, ends.year - last_day(begins, 0).year + years)
    models.Agreement.objects.filter(id=row.id).update(ends_on=later)
    _stop_the_end(agreement, by, at, f"The term was extended to {_day(later)}.")
    opened = dating.open_until(_extended(agreement, later), later, at=at)
    content = {"years": years, "clause": option.clause, "ends_on": later.isoformat(), "reason": reason}
    says = f"The term now ends on {_day(later)}; {opened} clocks and promises were opened."
    return Done(agreement.reference, content | {"opened": opened}, reply={"says": says})


@act("break.used", words="gave notice to end the agreement at a break", may=policy.may_use_break)
def use_break(agreement: AgreementFacts, *, by: Actor, at: datetime, at_break: str, reason: str) -> Done:
    """Give notice, for one’s party, that the agreement ends at a break. What fell due after it is let go."""
    hold(agreement)
    standing = by.standing_to(May.REPRESENT, agreement.agreement_id)
    found = break_for(agreement, at_break, standing.party if standing else "", on=at.date())
    if isinstance(found, Refusal):
        raise Refused(found)
    ends = found.on - timedelta(days=1)
    models.Agreement.objects.filter(id=agreement.agreement_id).update(ends_on=ends)
    stop_clocks(
        agreement.agreement_id,
        subject=found.subject(agreement.reference),
        about=BREAK,
        by=by,
        at=at,
        reason=f"Notice was given: {reason}",
    )
    gone = dating.end_early(replace(agreement, ends_on=ends, dated_until=ends), by=by, at=at, reason=found.name)
    content = {"break": found.name, "clause": found.clause, "ends_on": ends.isoformat(), "reason": reason}
    says = f"The agreement ends on {_day(ends)}, at its {found.name}; {gone} clocks and promises after it are let go."
    return Done(agreement.reference, content | {"let go": gone}, reply={"says": says})


@act("review.held", words="held a review of the agreement", may=policy.may_hold_review)
def hold_review(agreement: AgreementFacts, *, by: Actor, at: datetime, review: str, decided: str, minute: str) -> Done:
    """Record that a review was held: what was decided, and in which minute. Its clock stops."""
    row = Clock.objects.filter(
        agreement_id=agreement.agreement_id, about=REVIEW, reference=review, state=RUNNING
    ).first()
    if row is None:
        raise Refused(_no_review(review))
    reason = f"It was held ({minute}): {decided}"[:500]
    stop_clocks(agreement.agreement_id, subject=row.subject, about=REVIEW, by=by, at=at, reason=reason)
    content = {"review": row.what, "due_on": row.due_on.isoformat(), "decided": decided, "minute": minute}
    says = f"{row.reference} is done: {row.what}, {minute}."
    return Done(row.reference, content, reply={"reference": row.reference, "says": says})


@act("endplan.opened", words="opened the end-of-term plan", may=policy.may_plan_end)
def plan_end(
    agreement: AgreementFacts, *, by: Actor, at: datetime, matters: Sequence[str], party: str, due_on: date
) -> Done:
    """Open the plan of the end of the term: who sees to what by when, each a promise of a party to the other."""
    hold(agreement)
    said = [words(matter, what="A matter", longest=400) for matter in matters]
    others = agreement.others(party)
    openings = [
        Opening(
            kind=Kind.PROMISE,
            about=OF_THE_END,
            subject=f"{agreement.reference}/end",
            what=f"End of the term: {matter}",
            due_on=due_on,
            because="the day that was set in the end-of-term plan",
            party=party,
            accepted_by=others[0] if others else "",
            address=f"/agreements/{agreement.reference}/term",
        )
        for matter in said
    ]
    references = open_clocks(agreement.agreement_id, openings, at=at)
    for subject in _open_subjects(agreement, END_PLAN):
        stop_clocks(
            agreement.agreement_id, subject=subject, about=END_PLAN, by=by, at=at, reason="The plan was opened."
        )
    content = {"matters": said, "party": party, "due_on": due_on.isoformat(), "promises": references}
    says = f"{len(said)} matters stand in the end-of-term plan, promised by the {party} for {_day(due_on)}."
    return Done(agreement.reference, content, reply={"says": says})


@act("investment.recorded", words="recorded what was put in", may=policy.may_record_investment)
def record_investment(agreement: AgreementFacts, *, by: Actor, at: datetime, year: str, amount: str, what: str) -> Done:
    """Record what one’s own party put into the partnership in a financial year: skills, systems, innovation."""
    if refusal := wrong_year(year):
        raise Refused(refusal)
    try:
        sum_ = pounds(amount)
    except ValueError as error:
        raise Refused(_not_recorded(str(error))) from None
    standing = by.standing_in(agreement.agreement_id)
    party = standing.party if standing else ""
    models.Investment.objects.create(
        agreement_id=agreement.agreement_id, year=year, party=party, amount=sum_, what=what, on=at.date()
    )
    content = {"year": year, "party": party, "amount": str(sum_), "what": what}
    says = f"The {party} put in £{sum_:,.2f} in {year}: {what}"
    return Done(agreement.reference, content, reply={"says": says})


def _extended(agreement: AgreementFacts, later: date) -> AgreementFacts:
    return replace(agreement, ends_on=later)


def _stop_the_end(agreement: AgreementFacts, by: Actor, at: datetime, reason: str) -> None:
    """The clocks of the end that was: the options and the end are counted anew from the new one."""
    for about in (OPTION, END, END_PLAN):
        for subject in _open_subjects(agreement, about):
            stop_clocks(agreement.agreement_id, subject=subject, about=about, by=by, at=at, reason=reason)


def _open_subjects(agreement: AgreementFacts, about: str) -> list[str]:
    rows = Clock.objects.filter(agreement_id=agreement.agreement_id, about=about, kind=Kind.CLOCK, state=RUNNING)
    return sorted(set(rows.values_list("subject", flat=True)))


def _not_asked(fact: str, known: Mapping[str, object]) -> Refusal:
    return Refusal(
        code="obligation.not-on-request",
        what="Nothing was asked for",
        fact=fact,
        rule=f"on request are owed: {', '.join(known) or 'nothing'}",
        next_step="Choose one of these.",
    )


def _no_review(review: str) -> Refusal:
    return Refusal(
        code="term.no-review",
        what="No review was recorded",
        fact=f"no review of this agreement runs under “{review[:40]}”",
        rule="a review is known by its clock, and is held once",
        next_step="Choose one of those that run.",
    )


def _no_day(ref: str) -> Refusal:
    return Refusal(
        code="obligation.no-day",
        what="Nothing was asked for",
        fact=f"the agreement gives no time for {ref}, and no day was named",
        rule="what is asked for is due on a day",
        next_step="Name the day.",
    )


def _dated_already(agreement: AgreementFacts) -> Refusal:
    whole = f"the whole term, to {_day(agreement.ends_on)}, is dated" if agreement.ends_on else "nothing is owed"
    return Refusal(
        code="obligations.dated",
        what="Nothing was dated",
        fact=whole,
        rule="obligations are dated year by year where an agreement has no term",
        next_step="Nothing needs to be done.",
    )


def _no_term(agreement: AgreementFacts) -> Refusal:
    return Refusal(
        code="term.none",
        what="The term was not extended",
        fact=f"{agreement.reference} has no term",
        rule="an option makes a term longer",
        next_step="Nothing needs to be done: it goes on until it is ended.",
    )


def _not_recorded(fact: str) -> Refusal:
    return Refusal(
        code="investment.unfit",
        what="Nothing was recorded",
        fact=fact,
        rule="what was put in is a sum in pounds",
        next_step="Write it like 12400.",
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
