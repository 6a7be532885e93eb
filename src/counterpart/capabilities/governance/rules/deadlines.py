"""Pure: the days by which papers and minutes are due, as the terms of a group count them."""

from datetime import date

from counterpart.engines.clocks.rules.deadlines import Calendar, Deadline, Unit, deadline
from counterpart.engines.library.rules.duties import Answer
from counterpart.engines.library.rules.groups import GroupTerms
from counterpart.engines.library.rules.span import Span
from counterpart.values.refusal import Refusal

_UNITS = {
    "days": (Unit.DAYS, 1),
    "working days": (Unit.WORKING_DAYS, 1),
    "weeks": (Unit.WEEKS, 1),
    "months": (Unit.MONTHS, 1),
    "years": (Unit.MONTHS, 12),
}


def ending(
    start: date, span: Span, calendar: Calendar, *, before: bool = False, beginning_with: bool = False
) -> Deadline | Refusal:
    """The end of a span after a day, or its beginning before one. Hours are told as the days they reach into."""
    if span.unit == "hours":
        days = -(-span.n // 24)
        return deadline(start, -days if before else days, Unit.DAYS, calendar, beginning_with=beginning_with)
    unit, many = _UNITS[span.unit]
    n = span.n * many
    return deadline(start, -n if before else n, unit, calendar, beginning_with=beginning_with)


def minutes_due(terms: GroupTerms, held_on: date, calendar: Calendar) -> Deadline | Refusal:
    """When the minutes of a meeting are due with everybody who took part (002, Governance 5.4.5)."""
    return ending(held_on, terms.minutes_within, calendar)


def papers_due(terms: GroupTerms, held_on: date, calendar: Calendar) -> Deadline | Refusal:
    """When the agenda and its papers are due with all who attend, before the meeting (002, Governance 5.4.2)."""
    return ending(held_on, terms.papers_before, calendar, before=True)


def answer_due(terms: Answer, asked_on: date, calendar: Calendar) -> Deadline | None:
    """When an answer is due that the agreement gives so long; None where it cannot be worked out."""
    found = ending(asked_on, terms.within, calendar, beginning_with=terms.beginning == "beginning with")
    return None if isinstance(found, Refusal) else found
