"""Opens the clocks and promises of a term: reviews, breaks, options, the end, and what each party owes. No acts."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db.models import Q

from counterpart.capabilities.agreements.models import Agreement
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.agreements.rules.obligations import OBLIGATION, Due, accepts, dues, subject_of
from counterpart.capabilities.agreements.rules.term import BREAK, END, END_PLAN, NEXT_YEAR, OPTION, REVIEW, Moment, life
from counterpart.engines.access.rules import Actor
from counterpart.engines.clocks.models import Clock
from counterpart.engines.clocks.rules.deadlines import month_on
from counterpart.engines.clocks.rules.promises import RUNNING, Kind
from counterpart.engines.clocks.running import Opening, open_clocks, step
from counterpart.engines.library.calendars import calendar
from counterpart.engines.library.rules.duties import Obligation

WHAT = 500


def open_term(agreement: AgreementFacts, *, at: datetime) -> int:
    """Open what the whole term brings; how much that is. Where there is no term, that of the year that begins.

    What is past when an agreement is registered is not opened, but for what may not be passed over in silence.
    """
    begins = agreement.dates.commencement_on
    if begins is None:
        return 0
    since = max(begins, at.date())
    agreement = replace(agreement, dated_until=agreement.ends_on or _a_year_on(since))
    known = [moment for moment in life(agreement) if moment.act_by >= since or moment.must]
    return _open(agreement, known, since, at)


def open_until(agreement: AgreementFacts, until: date, *, at: datetime) -> int:
    """Open what falls due after the day to which all is dated, to a later one; how much that is."""
    since = (agreement.dated_until or at.date()) + timedelta(days=1)
    agreement = replace(agreement, dated_until=until)
    known = [moment for moment in life(agreement) if moment.act_by >= since or moment.kind in (OPTION, END_PLAN)]
    return _open(agreement, known, since, at)


def _open(agreement: AgreementFacts, moments: Iterable[Moment], since: date, at: datetime) -> int:
    until = agreement.dated_until or since
    Agreement.objects.filter(id=agreement.agreement_id).update(dated_until=until)
    owed = _of_obligations(agreement, agreement.template.obligations, since, until)
    openings = [*(_clock_of(agreement, moment) for moment in moments), *owed, *_again(agreement, owed, until)]
    return len(open_clocks(agreement.agreement_id, openings, at=at))


def next_year(agreement: AgreementFacts, at: datetime) -> date:
    """The day to which the next year without a term is dated."""
    return _a_year_on((agreement.dated_until or at.date()) + timedelta(days=1))


def reopen(
    agreement: AgreementFacts,
    ended: Iterable[Obligation],
    begun: Iterable[Obligation],
    since: date,
    *,
    by: Actor,
    at: datetime,
    reason: str,
) -> tuple[int, int]:
    """Let the promises of obligations go that end on a day, and open those of the ones that begin: how many of each."""
    subjects = [subject_of(agreement.reference, one.ref) for one in ended]
    rows = Clock.objects.select_for_update().filter(
        agreement_id=agreement.agreement_id, about=OBLIGATION, subject__in=subjects, state=RUNNING, due_on__gte=since
    )
    gone = [step(row, "withdrawn", by=by, at=at, reason=reason) for row in rows.order_by("reference")]
    until = agreement.dated_until or since
    opened = open_clocks(agreement.agreement_id, _of_obligations(agreement, tuple(begun), since, until), at=at)
    return len(gone), len(opened)


def end_early(agreement: AgreementFacts, *, by: Actor, at: datetime, reason: str) -> int:
    """Let go what runs beyond an earlier end, and open the clocks of that end: how much was let go."""
    ends = agreement.ends_on or at.date()
    Agreement.objects.filter(id=agreement.agreement_id).update(dated_until=ends)
    of_the_term = (OBLIGATION, REVIEW, BREAK, OPTION, END, END_PLAN)
    rows = Clock.objects.select_for_update().filter(
        Q(due_on__gt=ends) | Q(about__in=(OPTION, END, END_PLAN)),
        agreement_id=agreement.agreement_id,
        about__in=of_the_term,
        state=RUNNING,
    )
    why = f"The agreement ends on {ends.day} {ends:%B %Y}: {reason}"
    gone = [step(row, "withdrawn", by=by, at=at, reason=why) for row in rows.order_by("reference")]
    moments = [moment for moment in life(agreement) if moment.kind in (END, END_PLAN)]
    open_clocks(agreement.agreement_id, [_clock_of(agreement, moment) for moment in moments], at=at)
    return len(gone)


def promise_of(agreement: AgreementFacts, due: Due) -> Opening:
    """An obligation as it falls due, as a promise of the party that owes it."""
    one = due.obligation
    return Opening(
        kind=Kind.PROMISE,
        about=OBLIGATION,
        subject=subject_of(agreement.reference, one.ref),
        what=f"{one.ref}: {due.what}"[:WHAT],
        due_on=due.on,
        because=due.because,
        party=one.who,
        accepted_by=accepts(agreement, one),
        calendar=agreement.template.calendar if one.within and one.within.unit == "working days" else "",
        source=one.clause,
        address=f"/agreements/{agreement.reference}/obligations",
    )


def _of_obligations(
    agreement: AgreementFacts, obligations: tuple[Obligation, ...], since: date, until: date
) -> list[Opening]:
    begins = agreement.dates.commencement_on or since
    found = dues(obligations, calendar(agreement.template.calendar), begins=begins, since=since, until=until)
    return [promise_of(agreement, due) for due in found]


def _clock_of(agreement: AgreementFacts, moment: Moment) -> Opening:
    return Opening(
        kind=Kind.CLOCK,
        about=moment.kind,
        subject=moment.subject(agreement.reference),
        what=_asked(moment),
        due_on=moment.act_by,
        because=moment.because,
        party=moment.who,
        source=moment.clause,
        address=f"/agreements/{agreement.reference}/term",
    )


def _asked(moment: Moment) -> str:
    """What a clock of the term asks for."""
    day = f"{moment.on.day} {moment.on:%B %Y}"
    asked = {
        "review": f"Hold the {moment.name}{f' in the {moment.group}' if moment.group else ''}",
        "break": f"Decide whether to end the agreement at the {moment.name}, on {day}: the last day to give notice",
        "option": f"Decide on the {moment.name}, before the term ends on {day}",
        "end plan": "Open the end-of-term plan",
        "end of term": "End the agreement, or go on with another",
    }
    return asked[moment.kind][:WHAT]


def _again(agreement: AgreementFacts, owed: list[Opening], until: date) -> list[Opening]:
    """Without a term, the clock by which the next year is dated."""
    if agreement.ends_on or not owed:
        return []
    return [
        Opening(
            kind=Kind.CLOCK,
            about=NEXT_YEAR,
            subject=agreement.reference,
            what="Date what each side owes in the next year",
            due_on=until,
            because=f"the obligations are dated until {until.day} {until:%B %Y}",
            address=f"/agreements/{agreement.reference}/obligations",
        )
    ]


def _a_year_on(day: date) -> date:
    return month_on(day, months=12) - timedelta(days=1)
