"""Pure: the life of an agreement by its terms: when it begins, is looked at as a whole, may be ended, and ends."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.engines.clocks.rules.deadlines import month_on
from counterpart.engines.library.rules.span import Span
from counterpart.engines.library.rules.term import EITHER_PARTY, Break, Extension, ReviewPoint, TermTerms
from counterpart.values.refusal import Refusal

REVIEW, BREAK, OPTION, END, END_PLAN, NEXT_YEAR = "review", "break", "option", "end of term", "end plan", "obligations"
"""What the clocks of a term are about."""
OF_THE_END = "end matter"
"""What the promises of an end-of-term plan are about."""
MONTHS = {"months": 1, "years": 12}
DAYS = {"hours": 0, "days": 1, "working days": 1, "weeks": 7}
OPTION_MONTHS = 6
"""How long before the last day of the term an option must be decided, so that the other party can prepare."""
PLAN_YEARS = 2
"""How long before the last day the end is planned: the last two years are those in which less may be put in."""


@dataclass(frozen=True)
class Moment:
    """A day in the life of an agreement: `act_by` is the last day to act on it, where that is another than the day.

    `who` is a party, nothing where it is each party’s. `must` says that it may not be passed over in silence.
    """

    kind: str
    name: str
    on: date
    clause: str
    because: str
    act_by: date
    who: str = ""
    agenda: tuple[str, ...] = ()
    group: str = ""
    must: bool = False

    def subject(self, reference: str) -> str:
        """What its clock is on: the agreement, the moment, and its day, so that each is known apart."""
        return f"{reference}/{self.kind}/{self.name}/{self.on.isoformat()}"


def after(start: date, span: Span) -> date:
    """The day so long after another: to the day of the same number in months and years."""
    if span.unit in MONTHS:
        return month_on(start, months=span.n * MONTHS[span.unit])
    return start + timedelta(days=span.n * DAYS[span.unit])


def before(end: date, span: Span) -> date:
    """The day so long before another."""
    if span.unit in MONTHS:
        return month_on(end, months=-span.n * MONTHS[span.unit])
    return end - timedelta(days=span.n * DAYS[span.unit])


def last_day(commencement: date, years: int) -> date:
    """The last day of a term of so many years: the day before the anniversary."""
    return month_on(commencement, months=12 * years) - timedelta(days=1)


def life(agreement: AgreementFacts) -> tuple[Moment, ...]:
    """Every review, break, option and end of an agreement, in the order of their days.

    Where there is no term, the reviews of the years for which its obligations are dated.
    """
    begins = agreement.dates.commencement_on
    if begins is None:
        return ()
    template, ends = agreement.template, agreement.ends_on
    until = ends or agreement.dated_until or begins
    found = [moment for point in template.review_points for moment in _reviews(point, begins, until)]
    if template.term and ends:
        found += _breaks(template.term, begins, ends)
        found += _end(template.term, begins, ends)
    return tuple(sorted(found, key=lambda moment: (moment.on, moment.kind, moment.name)))


def _reviews(point: ReviewPoint, begins: date, until: date) -> Iterator[Moment]:
    """A review once at its day, or on each anniversary of its rhythm before the end."""
    spans = [point.at] if point.at else list(_multiples(point.every, begins, until)) if point.every else []
    for span in spans:
        on = after(begins, span)
        if on <= until:
            because = f"{span} after commencement on {_day(begins)}"
            yield Moment(
                REVIEW,
                point.name,
                on,
                point.clause,
                because,
                on,
                agenda=point.agenda,
                group=point.group,
                must=point.may_not_be_passed_over,
            )


def _multiples(every: Span, begins: date, until: date) -> Iterator[Span]:
    times = 1
    while after(begins, span := Span(every.n * times, every.unit)) <= until and times < 200:
        yield span
        times += 1


def _breaks(term: TermTerms, begins: date, ends: date) -> Iterator[Moment]:
    for one in term.breaks:
        on = after(begins, one.after)
        if on <= ends:
            yield _break(one, begins, on)


def _break(one: Break, begins: date, on: date) -> Moment:
    because = f"{one.after} after commencement on {_day(begins)}, with {one.notice}’s notice"
    who = "" if one.who == EITHER_PARTY else one.who
    return Moment(BREAK, f"break after {one.after}", on, one.clause, because, before(on, one.notice), who)


def _end(term: TermTerms, begins: date, ends: date) -> Iterator[Moment]:
    for option in term.extensions:
        because = f"{OPTION_MONTHS} months before the term ends on {_day(ends)}"
        by = month_on(ends, months=-OPTION_MONTHS)
        yield Moment(OPTION, option_in_words(option), ends, option.clause, because, by)
    planned = max(begins, month_on(ends, months=-12 * PLAN_YEARS))
    because = f"{PLAN_YEARS} years before the term ends on {_day(ends)}"
    yield Moment(END_PLAN, "end-of-term plan", planned, term.clause, because, planned, must=True)
    yield Moment(END, "end of the term", ends, term.clause, f"the last day of the term that began {_day(begins)}", ends)


def option_in_words(option: Extension) -> str:
    years = "1 year" if option.years == 1 else f"{option.years} years"
    times = "" if option.times == 1 else f", {option.times} times at the most"
    return f"option of {years}{times}"


def fits_an_option(agreement: AgreementFacts, years: int, used: int) -> Extension | Refusal:
    """The option under which a term may be made so many years longer; refused where none is left. `used` counts those
    that were used."""
    options = agreement.template.term.extensions if agreement.template.term else ()
    for option in options:
        if option.years == years and used < option.times:
            return option
    left = [option_in_words(option) for option in options if used < option.times]
    return Refusal(
        code="term.no-option",
        what="The term was not extended",
        fact=f"no option of {years} years is left",
        rule=f"the agreement has {' and '.join(left) or 'no option that was not used'}",
        next_step="Propose a change of the agreement, if both sides want more years.",
    )


def break_for(agreement: AgreementFacts, name: str, party: str, *, on: date) -> Moment | Refusal:
    """The break at which a party may end the agreement, notice being given on a day; refused where it is too late."""
    known = {moment.name: moment for moment in life(agreement) if moment.kind == BREAK}
    found = known.get(name)
    if found is None:
        breaks = " and ".join(known) or "none"
        return _no_notice(f"there is no “{name[:60]}”", f"its breaks are: {breaks}", "Choose one of these.")
    if found.who not in ("", party):
        rule = f"{found.name} is the {found.who}’s ({found.clause})"
        return _no_notice(f"notice would be the {party}’s", rule, "Propose a change of the terms instead.")
    if on > found.act_by:
        rule = f"notice is given by {_day(found.act_by)} ({found.clause})"
        return _no_notice(f"it is {_day(on)}", rule, "Wait for the next break, or propose a change of the terms.")
    return found


def _no_notice(fact: str, rule: str, next_step: str) -> Refusal:
    return Refusal(code="term.no-break", what="No notice was given", fact=fact, rule=rule, next_step=next_step)


def is_flex_point(agreement: AgreementFacts, day: date) -> bool:
    """Whether what is measured may be flexed on a day as agreed: on a review, or an anniversary of commencement."""
    begins = agreement.dates.commencement_on
    anniversary = begins is not None and day > begins and (day.month, day.day) == (begins.month, begins.day)
    return anniversary or any(moment.kind == REVIEW and moment.on == day for moment in life(agreement))


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
