"""Reads of how the indicators cover the work."""

from datetime import date

from counterpart.capabilities.agreements.queries.kept import moments_of
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.agreements.rules.term import REVIEW
from counterpart.capabilities.performance import models
from counterpart.capabilities.performance.queries.figures import returned_figures
from counterpart.capabilities.performance.rules import coverage as rules
from counterpart.capabilities.performance.rules.coverage import Coverage, Entered, Habit, Of
from counterpart.capabilities.performance.rules.returns import Returned
from counterpart.capabilities.performance.rules.series import series
from counterpart.engines.clocks.rules.promises import Clock
from counterpart.engines.clocks.running import clocks_of
from counterpart.values.period import Kind, Period, period


def coverage_of(agreement: AgreementFacts, *, on: date, year: Period | None = None, periods: int) -> Coverage:
    """How the indicators cover the work: in the year that was entered last, or where none was in the year of a day."""
    rows = list(models.ServiceShare.objects.filter(agreement_id=agreement.agreement_id).order_by("id"))
    years = sorted({period(row.year) for row in rows}, key=lambda one: one.ends_on)
    when = year or (years[-1] if years else Period(Kind.FINANCIAL_YEAR, on.year - (on.month < 4)))
    entered = [
        Entered(row.service_area, Of(row.kind), row.amount, row.source, row.on) for row in rows if row.year == str(when)
    ]
    habits = _habits(agreement, periods)
    template = agreement.terms.template
    return rules.coverage(agreement.agreement_id, agreement.reference, template, when, entered, habits, periods)


def next_review(agreement: AgreementFacts, *, on: date) -> Clock | None:
    """The review of the whole that comes next."""
    coming = [one for one in moments_of(agreement, open_only=True) if one.about == REVIEW and one.due_on >= on]
    return coming[0] if coming else None


def raised(agreement: AgreementFacts) -> list[Clock]:
    """The reviews at which coverage is to be raised."""
    return clocks_of(agreement.agreement_id, agreement.reference, about=(rules.ABOUT,), open_only=True)


def _habits(agreement: AgreementFacts, periods: int) -> list[Habit]:
    template = agreement.terms.template
    by_code: dict[str, list[Returned]] = {}
    for row in returned_figures(agreement):
        by_code.setdefault(row.indicator, []).append(row)
    steps = models.ReturnStep.objects.filter(agreement_id=agreement.agreement_id, verb__in=rules.DISCUSSED)
    talked: dict[str, set[Period]] = {}
    for code, when in steps.values_list("sent__indicator", "sent__period"):
        talked.setdefault(code, set()).add(period(when))
    found = []
    for indicator in template.indicators:
        points = series(template, indicator, by_code.get(indicator.code, ())).points
        met = {point.period: point.met(indicator) for point in points if point.value is not None}
        habit = rules.habit(indicator, met, talked.get(indicator.code, ()), periods)
        found += [habit] if habit else []
    return found
