"""Reads of figures as they stand today: judged by the same rules as those a close seals."""

from collections.abc import Mapping
from datetime import datetime

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.performance.models import ReturnedFigure
from counterpart.capabilities.performance.queries.events import measured_figures
from counterpart.capabilities.performance.queries.figures import (
    no_such_indicator,
    peer_figures,
    returned_figures,
    returned_periods,
)
from counterpart.capabilities.performance.queries.said import sayings
from counterpart.capabilities.performance.rules.benchmarks import Peers, in_use
from counterpart.capabilities.performance.rules.figures import figure, figures_of
from counterpart.capabilities.performance.rules.history import codes_behind, periods_behind
from counterpart.capabilities.performance.rules.judged import Figure, IndicatorFacts, Judged, with_a_value
from counterpart.capabilities.performance.rules.numbers import Known
from counterpart.capabilities.performance.rules.returns import standing
from counterpart.capabilities.performance.rules.said import said_in
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.texts import Code, Reference
from counterpart.engines.library.rules.indicators import Indicator
from counterpart.values.period import Period, period
from counterpart.values.refusal import Refusal, Refused, shown


def indicator_at(by: Actor, at: datetime, reference: Reference, code: Code) -> IndicatorFacts:
    """An indicator by its code, matched without case and spaces, with its figures. Raises Refused where it has none."""
    return indicator_of(agreement_named(reference, by=by), code)


def indicator_of(agreement: AgreementFacts, code: str) -> IndicatorFacts:
    """An indicator of an agreement with what is known of its figures. Raises Refused where there is none."""
    template = agreement.terms.template
    indicator = template.indicator(code)
    if indicator is None:
        raise Refused(no_such_indicator(template, code))
    rows = returned_figures(agreement, codes=codes_behind(template, indicator))
    known = Known(template, standing(rows))
    return IndicatorFacts(
        agreement, indicator, known, with_a_value(known, indicator, {row.period for row in rows}), sayings(agreement)
    )


def judged(one: IndicatorFacts, when: Period | None = None) -> Figure | None:
    """The figure of an indicator for a period, the newest where none is named; None where it has none."""
    at = when or (one.periods[0] if one.periods else None)
    if at is None:
        return None
    peers = in_use(peer_figures(one.agreement, of=one.indicator.code), on=at)
    said = said_in(at, one.sayings)
    return figure(one.agreement.reference, one.known, one.indicator, at, None, peers=peers, said=said)


def newest_of_each(agreement: AgreementFacts) -> list[tuple[Indicator, Figure | None]]:
    """Every indicator of an agreement with its newest figure, in the order of its template; None where it has none."""
    template = agreement.terms.template
    came = _periods_by_code(agreement)
    candidates = {
        indicator.code: sorted(
            {when for code in codes_behind(template, indicator) for when in came.get(code, ())},
            key=lambda one: (one.ends_on, one.starts_on),
            reverse=True,
        )
        for indicator in template.indicators
    }
    peers: dict[str, list[Peers]] = {}
    for row in peer_figures(agreement):
        peers.setdefault(row.indicator, []).append(row)
    first = [found[0] for found in candidates.values() if found]
    compared = [row.period for rows in peers.values() for row in rows]
    behind = frozenset[Period]().union(*(periods_behind(when, *compared) for when in first))
    known = Known(template, standing(returned_figures(agreement, periods=behind)))
    told = sayings(agreement)
    found: list[tuple[Indicator, Figure | None]] = []
    for indicator in template.indicators:
        with_value = with_a_value(known, indicator, candidates[indicator.code])
        figured: Figure | None = None
        if with_value:
            when = with_value[0]
            rows = in_use(peers.get(indicator.code, ()), on=when)
            said = said_in(when, told)
            figured = figure(agreement.reference, known, indicator, when, None, peers=rows, said=said)
        found.append((indicator, figured))
    return found


def judged_in(agreement: AgreementFacts, when: Period) -> Judged:
    """Every figure of a period as it stands today, as a close of it now would judge them."""
    template = agreement.terms.template
    peers = tuple(row for row in peer_figures(agreement) if row.period.ends_on <= when.ends_on)
    felt = {code for indicator in template.indicators for code in indicator.felt_in}
    behind = periods_behind(when, *(row.period for row in peers))
    held = standing(returned_figures(agreement, periods=behind | (_felt_behind(agreement, when) if felt else set())))
    told = sayings(agreement)
    said = said_in(when, told)
    found = figures_of(agreement.reference, template, when, standing=held, peers=in_use(peers, on=when), said=said)
    return Judged(agreement, when, tuple(found), Known(template, held), told)


def _felt_behind(agreement: AgreementFacts, when: Period) -> set[Period]:
    """The periods of any kind up to this one, where people feel something that is measured less often."""
    came = _periods_by_code(agreement)
    return {one for those in came.values() for one in those if one.ends_on <= when.ends_on}


def _periods_by_code(agreement: AgreementFacts) -> Mapping[str, set[Period]]:
    """The periods something was returned or counted for, by indicator."""
    rows = ReturnedFigure.objects.filter(agreement_id=agreement.agreement_id)
    found: dict[str, set[Period]] = {}
    for code, name in rows.values_list("indicator", "period").distinct():
        found.setdefault(code, set()).add(period(name))
    for tally in measured_figures(agreement):
        found.setdefault(tally.indicator, set()).add(tally.period)
    return found


def period_asked(agreement: AgreementFacts, asked: str) -> tuple[Period | None, dict[Period, int]]:
    """The period that is asked for, and all there are, newest first, each with how many
    indicators were returned for it. Raises Refused.

    Where none is asked for it is the newest for which at least half as much was returned as for any.
    """
    came = returned_periods(agreement)
    if not asked:
        most = max(came.values(), default=0)
        return next((when for when, indicators in came.items() if 2 * indicators >= most), None), came
    try:
        return period(asked), came
    except ValueError:
        fact = f"{shown(asked)} is not a period"
        rule = "a period is a financial year, a quarter of one, a month or a calendar year"
        step = "Choose one of the periods on the page."
        raise Refused(Refusal("page.period", "There is no such period", fact, rule, step)) from None
