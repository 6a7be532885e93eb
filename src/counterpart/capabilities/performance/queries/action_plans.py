"""Reads of action plans: what is to be done in a year for each indicator, and who has signed it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.performance import models
from counterpart.capabilities.performance.rules import action_plans as rules
from counterpart.capabilities.performance.rules.action_plans import ActionPlan, Version
from counterpart.capabilities.performance.rules.keepers import keeper
from counterpart.engines.access.models import Person
from counterpart.engines.access.rules import Actor, Hand
from counterpart.engines.acts.texts import Code, Label
from counterpart.engines.acts.texts import Reference as Ref
from counterpart.engines.library.rules.indicators import Indicator
from counterpart.values.period import Period, period
from counterpart.values.refusal import Refusal, Refused


def plan_at(by: Actor, at: datetime, reference: Ref, year: Label, code: Code) -> ActionPlan:
    """The action plan of an indicator for a year; without a version where nobody has written it."""
    return plan_of(agreement_named(reference, by=by, on=at.date()), code, year)


def plan_of(agreement: AgreementFacts, code: str, year: Period | str) -> ActionPlan:
    """The action plan of an indicator for a year. Raises Refused where there is no such indicator or year."""
    when = year if isinstance(year, Period) else year_named(year)
    indicator = rules.planned_for(agreement.terms.template, code, when)
    if isinstance(indicator, Refusal):
        raise Refused(indicator)
    rows = models.ActionPlan.objects.filter(
        agreement_id=agreement.agreement_id, indicator=indicator.code, year=str(when)
    )
    return _told(agreement, [indicator], when, list(rows.order_by("version")))[0]


def plans_of(agreement: AgreementFacts, year: Period) -> list[ActionPlan]:
    """The plan of every indicator that is in force in a year, in the order of the agreement’s indicators."""
    indicators = [one for one in agreement.terms.template.indicators if one.in_force_in(year)]
    rows = models.ActionPlan.objects.filter(agreement_id=agreement.agreement_id, year=str(year))
    return _told(agreement, indicators, year, list(rows.order_by("version")))


def year_named(text: str) -> Period:
    """The year an address names. Raises Refused where it names none."""
    try:
        return period(text)
    except ValueError as error:
        raise Refused(rules.no_year(str(error))) from None


def _told(
    agreement: AgreementFacts, indicators: Sequence[Indicator], year: Period, rows: Sequence[models.ActionPlan]
) -> list[ActionPlan]:
    people = {person for row in rows for person in (row.written_by, row.signed_by) if person}
    names = dict(Person.objects.filter(id__in=people).values_list("id", "name")) if people else {}
    template = agreement.terms.template
    found = []
    for indicator in indicators:
        own = [row for row in rows if row.indicator == indicator.code]
        plan = ActionPlan(
            agreement_id=agreement.agreement_id,
            agreement=agreement.reference,
            indicator=indicator.code,
            title=indicator.title,
            year=year,
            owner=keeper(template, indicator.owner),
            manager=keeper(template, indicator.manager),
            hands=(Hand(str(own[-1].written_by), tuple(own[-1].stood_in_for)),) if own else (),
            versions=tuple(_version(row, names) for row in own),
        )
        found.append(plan)
    return found


def _version(row: models.ActionPlan, names: dict[Any, str]) -> Version:
    return Version(
        version=row.version,
        actions=row.actions,
        digest=row.digest,
        written_on=row.written_on,
        written_by=names.get(row.written_by, "Somebody"),
        party=row.party,
        signed_on=row.signed_on,
        signed_by=names.get(row.signed_by, "Somebody") if row.signed_by else "",
        signed_for=row.signed_for,
    )
