"""Pure: the delivery plan of a year, which is in force until the next is agreed (001, Figure 10 and 94)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.engines.access.rules import Actor
from counterpart.engines.library.rules.template import Template
from counterpart.values.money import exact
from counterpart.values.period import Kind, Period, period
from counterpart.values.refusal import Refusal, shown

AGREED = "the delivery plan of a year is agreed by every party that signs, and is part of the agreement"


@dataclass(frozen=True)
class Measure:
    """An indicator of the agreement by which the year is judged, and its target; None where it is only watched."""

    indicator: str
    target: Decimal | None = None


@dataclass(frozen=True)
class Plan:
    """The plan of a year as it was agreed on a day; a later version of it takes the place of the one before."""

    year: Period
    version: int
    aims: str
    priorities: tuple[str, ...]
    measures: tuple[Measure, ...]
    agreed_on: date


@dataclass(frozen=True)
class InForce:
    """The plan in force on a day. `carried` says that its year has ended and the next has no plan yet."""

    plan: Plan
    carried: bool


def other_parties(agreement: AgreementFacts, by: Actor) -> tuple[str, ...]:
    """The parties that sign beside one’s own."""
    own = by.standing_in(agreement.agreement_id)
    return agreement.others(own.party) if own else agreement.signatories


def year_of(day: date) -> Period:
    """The financial year of a day."""
    return Period(Kind.FINANCIAL_YEAR, day.year if day.month > 3 else day.year - 1)


def in_force(plans: Iterable[Plan], on: date) -> InForce | None:
    """The newest plan whose year has begun, in its newest version by that day; None where none was agreed."""
    begun = [plan for plan in plans if plan.year.starts_on <= on and plan.agreed_on <= on]
    if not begun:
        return None
    newest = max(begun, key=lambda plan: (plan.year.starts_on, plan.version))
    return InForce(newest, carried=newest.year.ends_on < on)


def planned_year(text: str, today: date) -> Period | Refusal:
    """The year to be planned. Refused where it is no financial year, or over: what was in force then stays so."""
    try:
        year = period(text)
    except ValueError:
        year = None
    if year is None or year.kind is not Kind.FINANCIAL_YEAR:
        return _not_agreed("plan.no-year", f"{shown(text)} is no financial year", "Name one, such as 2008-09.")
    if year.ends_on < today:
        return _not_agreed("plan.past", f"{year.in_words} is over", "Plan the year that runs, or the next.")
    return year


def measures_of(lines: Sequence[str], template: Template) -> tuple[Measure, ...] | Refusal:
    """Measures from lines such as “BV 66a: 98.5”: an indicator of the agreement and its target, if it has one."""
    found: dict[str, Measure] = {}
    for line in lines:
        code, _, target = line.partition(":")
        indicator = template.indicator(code.strip())
        if indicator is None:
            known = ", ".join(one.code for one in template.indicators) or "none yet"
            fact = f"{shown(code)} is no indicator of the agreement"
            return _not_agreed("plan.no-indicator", fact, f"Choose among its indicators: {known}.")
        if indicator.code in found:
            return _not_agreed("plan.twice", f"{indicator.code} is named twice", "Name each measure once.")
        try:
            value = exact(target.replace("%", "").replace("£", "")) if target.strip() else None
        except ValueError:
            fact = f"{shown(target)} is no target for {indicator.code}"
            return _not_agreed("plan.target", fact, "Write the measure like BV 66a: 98.5.")
        found[indicator.code] = Measure(indicator.code, value)
    return tuple(found.values())


def _not_agreed(code: str, fact: str, next_step: str) -> Refusal:
    return Refusal(code=code, what="The delivery plan was not agreed", fact=fact, rule=AGREED, next_step=next_step)
