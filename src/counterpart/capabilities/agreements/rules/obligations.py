"""Pure: what each party owes and on which days, in the same way for both sides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from counterpart.capabilities.agreements.rules.clauses import admissible
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.agreements.rules.term import after
from counterpart.engines.clocks.rules.deadlines import Calendar, Unit, deadline, month_on
from counterpart.engines.clocks.rules.promises import Clock, Standing
from counterpart.engines.library.rules.duties import Obligation
from counterpart.engines.library.rules.span import Span
from counterpart.values.refusal import Refusal

OBLIGATION = "obligation"
"""What the promises are about that dated obligations are."""
ON_REQUEST = "on request"
MONTHS = {"month": 1, "quarter": 3, "year": 12}
LATE = (Standing.LATE, Standing.LONG_LATE)
SOON = (Standing.TODAY, Standing.SOON)


@dataclass(frozen=True)
class Due:
    """An obligation as it falls due once: by which day, how that was worked out, and for which period, in words."""

    obligation: Obligation
    on: date
    because: str
    period: str = ""

    @property
    def what(self) -> str:
        return f"{self.obligation.what} ({self.period})" if self.period else self.obligation.what


def dues(
    obligations: Sequence[Obligation], calendar: Calendar, *, begins: date, since: date, until: date
) -> tuple[Due, ...]:
    """All that falls due from a day to another, both inclusive, by day.

    What falls due at meetings or on request has no day. A month is a calendar month; quarters and years are those of
    the financial year, as everywhere in the record. What fell due before the first day is not asked for.
    """
    found = [due for one in obligations for due in _dues(one, calendar, begins, until)]
    wanted = (due for due in found if since <= due.on <= until)
    return tuple(sorted(wanted, key=lambda due: (due.on, due.obligation.ref)))


def _dues(one: Obligation, calendar: Calendar, begins: date, until: date) -> Iterator[Due]:
    if one.when == "once":
        on, because = counted(begins, one.within, calendar)
        yield Due(one, on, f"{because} commencement on {_day(begins)}")
        return
    if one.when not in MONTHS:
        return
    first = _beginning(begins, MONTHS[one.when])
    while (end := month_on(first, months=MONTHS[one.when]) - timedelta(days=1)) <= until:
        on, because = counted(end, one.within, calendar)
        period = _in_words(first, one.when)
        yield Due(one, on, f"{because} the end of {period}", period)
        first = end + timedelta(days=1)


def counted(start: date, span: Span | None, calendar: Calendar) -> tuple[date, str]:
    """The last day of a length of time whose first day is the day after the start, and how it is said; the start
    itself where there is no length."""
    if span is None:
        return start, "on"
    if span.unit != "working days":
        return after(start, span), f"{span} after"
    found = deadline(start, span.n, Unit.WORKING_DAYS, calendar, beginning_with=False)
    if isinstance(found, Refusal):
        return _weekdays(start, span.n), f"{span} after (weekdays, as its bank holidays are not known)"
    return found.on, f"{span} after"


def _weekdays(start: date, n: int) -> date:
    day = start
    while n:
        day += timedelta(days=1)
        n -= day.weekday() < 5
    return day


def _beginning(day: date, months: int) -> date:
    """The first day of the calendar month, or of the financial quarter or year, that a day lies in."""
    year, month = divmod((day.year * 12 + day.month - 4) // months * months + 3, 12)
    return date(year, month + 1, 1)


def _in_words(first: date, when: str) -> str:
    if when == "month":
        return f"{first:%B %Y}"
    if when == "quarter":
        last = month_on(first, months=2)
        return f"{first:%B} to {last:%B %Y}"
    return f"{first.year}/{(first.year + 1) % 100:02}"


def subject_of(reference: str, obligation: str) -> str:
    """What the promises of an obligation are on."""
    return f"{reference}/obligations/{obligation}"


def accepts(agreement: AgreementFacts, obligation: Obligation) -> str:
    """The party that accepts it: as the template says, otherwise the first other that signs."""
    return obligation.accepted_by or next(iter(agreement.others(obligation.who)), "")


@dataclass(frozen=True)
class Owed:
    """An obligation as it stands on a day: how many are late, due in a week, shown, to come, done; and the next."""

    obligation: Obligation
    late: tuple[Clock, ...]
    soon: tuple[Clock, ...]
    shown: tuple[Clock, ...]
    to_come: tuple[Clock, ...]
    done: int
    admissible: bool = True

    @property
    def first(self) -> Clock | None:
        """What is to be done about it first."""
        return next(iter((*self.late, *self.soon, *self.shown, *self.to_come)), None)


def owed_by(agreement: AgreementFacts, party: str, clocks: Sequence[Clock], on: date) -> tuple[Owed, ...]:
    """What a party owes, what is late first, then by the next day it is due; what has no day last."""
    of: dict[str, list[Clock]] = {}
    for clock in clocks:
        of.setdefault(clock.subject, []).append(clock)
    found = [
        _owed(agreement, one, of.get(subject_of(agreement.reference, one.ref), []), on)
        for one in agreement.template.obligations
        if one.who == party
    ]
    return tuple(sorted(found, key=_urgency))


def _urgency(owed: Owed) -> tuple[bool, bool, date]:
    first = owed.first
    return first is None, not owed.late, first.due_on if first else date.max


def _owed(agreement: AgreementFacts, one: Obligation, clocks: Sequence[Clock], on: date) -> Owed:
    stands = [(clock, clock.standing(on)) for clock in clocks]
    return Owed(
        obligation=one,
        late=tuple(clock for clock, standing in stands if standing in LATE),
        soon=tuple(clock for clock, standing in stands if standing in SOON),
        shown=tuple(clock for clock, standing in stands if standing is Standing.TO_VERIFY),
        to_come=tuple(clock for clock, standing in stands if standing in (Standing.TO_COME, Standing.STOPPED)),
        done=sum(standing in (Standing.DONE, Standing.DONE_LATE) for _, standing in stands),
        admissible=admissible(agreement.template, one.clause) is None,
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
