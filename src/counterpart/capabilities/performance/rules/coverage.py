"""Pure: whether the indicators still measure the work: services by spend and complaints, objectives, and habits.

Sources: 004 (2010 Rotherham Ltd, Performance Management Framework, issue 3, 2009), section 2; 001, 157 and 161;
000, 2.7 and 2.24.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from counterpart.engines.library.rules.indicators import Indicator
from counterpart.engines.library.rules.scope import Objective, ServiceArea
from counterpart.engines.library.rules.template import Template
from counterpart.values.money import WIDE, pounds, rounded
from counterpart.values.period import Kind, Period
from counterpart.values.reference import folded
from counterpart.values.refusal import Refusal, shown

PERIODS, MOST_PERIODS = 4, 36
"""Over how many periods habits are looked at, where nobody says otherwise; and over how many at the most."""
ABOUT = "coverage"
"""What the clock of a review at which coverage is raised is about."""
DISCUSSED = ("queried", "answered", "difficulty raised")
"""The steps of a return that are a discussion of its figure."""


class Of(StrEnum):
    """What a service’s share is of."""

    SPEND = "spend"
    COMPLAINTS = "complaints"


@dataclass(frozen=True)
class Entered:
    """What a service took of a year’s spend, in pounds, or how many complaints it had; and where that is from."""

    service_area: str
    of: Of
    amount: Decimal
    source: str
    on: date


@dataclass(frozen=True)
class Share:
    """A part of a whole, both as they are known: the percentage is of these two."""

    part: Decimal
    whole: Decimal
    source: str = ""

    @property
    def percent(self) -> Decimal | None:
        """In per cent, to one decimal place; none of nothing."""
        if not self.whole:
            return None
        return rounded(WIDE.divide(WIDE.multiply(self.part, Decimal(100)), self.whole), places=1)


@dataclass(frozen=True)
class Covered:
    """A service beside what measures it."""

    area: ServiceArea
    spend: Share | None
    complaints: Share | None
    indicators: tuple[Indicator, ...]
    share: Share


@dataclass(frozen=True)
class Measured:
    """An objective beside what measures it."""

    objective: Objective
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True)
class Habit:
    """An indicator’s last periods, the newest last: whether each met its target, and which were discussed."""

    indicator: Indicator
    periods: tuple[Period, ...]
    met: tuple[bool | None, ...]
    discussed: tuple[bool, ...]

    @property
    def never_missed(self) -> bool:
        """Whether every one of them met its target; where one has none, that cannot be said."""
        return bool(self.met) and all(one is True for one in self.met)

    @property
    def never_discussed(self) -> bool:
        return bool(self.discussed) and not any(self.discussed)


@dataclass(frozen=True)
class Coverage:
    """The services, objectives and habits of an agreement in a year, over so many periods."""

    agreement_id: str
    agreement: str
    year: Period
    periods: int
    services: tuple[Covered, ...]
    objectives: tuple[Measured, ...]
    of_no_service: tuple[Indicator, ...]
    never_missed: tuple[Habit, ...]
    never_discussed: tuple[Habit, ...]
    too_few: tuple[Indicator, ...] = ()

    @property
    def unmeasured_services(self) -> tuple[Covered, ...]:
        """The services that nothing measures, those that cost most first."""
        none = [one for one in self.services if not one.indicators]
        return tuple(sorted(none, key=lambda one: -(one.spend.part if one.spend else Decimal(0))))

    @property
    def unmeasured_objectives(self) -> tuple[Measured, ...]:
        return tuple(one for one in self.objectives if not one.indicators)

    @property
    def to_raise(self) -> tuple[str, ...]:
        """What is raised at the next review, in a sentence each."""
        told = [f"Nothing measures {one.area.name}." for one in self.unmeasured_services]
        told += [f"Nothing measures the objective {one.objective.ref}." for one in self.unmeasured_objectives]
        told += [
            f"{h.indicator.code} met its target in each of the last {self.periods} periods." for h in self.never_missed
        ]
        told += [
            f"{h.indicator.code} was discussed in none of the last {self.periods} periods."
            for h in self.never_discussed
        ]
        return tuple(told)


def coverage(
    agreement_id: str,
    agreement: str,
    template: Template,
    year: Period,
    entered: Iterable[Entered],
    habits: Sequence[Habit],
    periods: int,
) -> Coverage:
    """How the indicators in force in a year cover the work. `habits` are those of indicators with periods enough."""
    in_force = [one for one in template.indicators if one.in_force_in(year)]
    newest = {(one.service_area, one.of): one for one in entered}
    wholes = {of: sum((one.amount for key, one in newest.items() if key[1] is of), Decimal(0)) for of in Of}
    known = {habit.indicator.code for habit in habits}

    def share(area: ServiceArea, of: Of) -> Share | None:
        found = newest.get((area.code, of))
        return None if found is None else Share(found.amount, wholes[of], found.source)

    def covered(area: ServiceArea) -> Covered:
        own = tuple(one for one in in_force if folded(one.service_area) == folded(area.code))
        share_of_all = Share(Decimal(len(own)), Decimal(len(in_force)))
        return Covered(area, share(area, Of.SPEND), share(area, Of.COMPLAINTS), own, share_of_all)

    return Coverage(
        agreement_id=agreement_id,
        agreement=agreement,
        year=year,
        periods=periods,
        services=tuple(covered(area) for area in template.service_areas),
        objectives=tuple(_measured(one, in_force) for one in template.objectives),
        of_no_service=tuple(one for one in in_force if not one.service_area) if template.service_areas else (),
        never_missed=tuple(habit for habit in habits if habit.never_missed),
        never_discussed=tuple(habit for habit in habits if habit.never_discussed),
        too_few=tuple(one for one in in_force if one.code not in known),
    )


def _measured(objective: Objective, in_force: Iterable[Indicator]) -> Measured:
    named = {folded(code) for code in objective.measures}
    return Measured(objective, tuple(one for one in in_force if folded(one.code) in named))


def habit(
    indicator: Indicator, met: Mapping[Period, bool | None], discussed: Iterable[Period], periods: int
) -> Habit | None:
    """An indicator’s last periods of its newest kind; None where it has fewer than are looked at."""
    ordered = sorted(met, key=lambda one: (one.ends_on, one.starts_on))
    kind = ordered[-1].kind if ordered else None
    last = [one for one in ordered if one.kind is kind][-periods:]
    if len(last) < periods:
        return None
    talked = set(discussed)
    return Habit(indicator, tuple(last), tuple(met[one] for one in last), tuple(one in talked for one in last))


def periods_asked(text: str) -> int:
    """Over how many periods a reader asks to look; the usual number where what is asked is none."""
    asked = int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else PERIODS
    return min(max(asked, 1), MOST_PERIODS)


def amount_read(of: Of, text: str) -> Decimal | Refusal:
    """What is entered: pounds of spend, or a whole number of complaints."""
    if of is Of.SPEND:
        try:
            found = pounds(text)
        except ValueError:
            return _unfit(
                f"{shown(text)} is not an amount in pounds", "spend is entered in pounds", "Write it like £12,400.50."
            )
        return found if found >= 0 else _unfit("it is below nothing", "spend is nothing or more", "Check the sign.")
    try:
        count = Decimal(text.strip().replace(",", ""))
    except InvalidOperation:
        count = Decimal("NaN")
    if not (count.is_finite() and 0 <= count < 10**9 and count == count.to_integral_value()):
        return _unfit(f"{shown(text)} is no number of complaints", "complaints are counted", "Write it like 120.")
    return count


def in_the_terms(template: Template, year: Period, service_area: str) -> ServiceArea | Refusal:
    """The service of which something is entered for a year."""
    if year.kind not in (Kind.FINANCIAL_YEAR, Kind.CALENDAR_YEAR):
        return _unfit(f"{year.in_words} is no year", "shares are of a year", "Write it like 2011-12.")
    found = next((one for one in template.service_areas if folded(one.code) == folded(service_area)), None)
    if found is None:
        known = ", ".join(one.code for one in template.service_areas) or "none"
        return _unfit(f"the terms have no service {shown(service_area)}", f"they have {known}", "Choose one of these.")
    return found


def nothing_to_raise(fact: str, next_step: str) -> Refusal:
    return Refusal(
        code="coverage.nothing-to-raise",
        what="Nothing was raised",
        fact=fact,
        rule="what the indicators no longer measure is raised once at each review",
        next_step=next_step,
    )


def _unfit(fact: str, rule: str, next_step: str) -> Refusal:
    return Refusal("coverage.unfit", "Nothing was entered", fact, rule, next_step)
