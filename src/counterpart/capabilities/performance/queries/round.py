"""Reads of the yearly round: its targets, what is set beside them, and how far each has come."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.agreements.queries.kept import changes_of
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.performance import models
from counterpart.capabilities.performance.queries.figures import peer_figures, returned_figures
from counterpart.capabilities.performance.rules import round as rules
from counterpart.capabilities.performance.rules.beside import beside, read_back
from counterpart.capabilities.performance.rules.challenge import Beside, Finding
from counterpart.capabilities.performance.rules.keepers import keeper
from counterpart.capabilities.performance.rules.numbers import Known
from counterpart.capabilities.performance.rules.returns import standing
from counterpart.capabilities.performance.rules.round import Round, Said, Sought
from counterpart.engines.access.models import Person
from counterpart.engines.access.rules import Actor, Hand
from counterpart.engines.acts.texts import Code, Reference
from counterpart.engines.library.rules.indicators import Indicator
from counterpart.values.period import Period, period
from counterpart.values.refusal import Refused


def rounds_of(agreement: AgreementFacts) -> list[Round]:
    """The rounds of an agreement, the newest year first, each with its targets."""
    rows = models.TargetRound.objects.filter(agreement_id=agreement.agreement_id).order_by("-year")
    return _told(agreement, list(rows))


def facts_at(by: Actor, at: datetime, reference: str) -> AgreementFacts:
    """The agreement of a round, with the terms in force that day."""
    return agreement_named(reference, by=by, on=at.date())


def round_at(by: Actor, at: datetime, reference: Reference, number: Reference) -> Round:
    """A round by its reference, such as RND-2008-0001. Raises Refused where there is none."""
    return round_named(agreement_named(reference, by=by, on=at.date()), number)


def round_named(agreement: AgreementFacts, number: str) -> Round:
    rows = models.TargetRound.objects.filter(agreement_id=agreement.agreement_id, reference=number.strip().upper())
    found = _told(agreement, list(rows))
    if not found:
        raise Refused(rules.unknown("round", number))
    return found[0]


def target_at(by: Actor, at: datetime, reference: Reference, number: Reference, code: Code) -> Sought:
    """The target of an indicator in a round, by the indicator’s code. Raises Refused where there is none."""
    agreement = agreement_named(reference, by=by, on=at.date())
    return target_named(agreement, round_named(agreement, number), code)


def target_named(agreement: AgreementFacts, round: Round, code: str) -> Sought:
    indicator = agreement.terms.template.indicator(code)
    found = next((one for one in round.targets if indicator and one.indicator.code == indicator.code), None)
    if found is None:
        raise Refused(rules.unknown("target", code))
    return found


def beside_of(agreement: AgreementFacts, indicators: Iterable[Indicator], year: Period) -> dict[str, Beside]:
    """What is set beside the target of each indicator for a year, by its code: as the figures stand now."""
    known = Known(agreement.terms.template, standing(returned_figures(agreement)))
    peers = peer_figures(agreement)
    return {one.code: beside(known, peers, one, year) for one in indicators}


def _told(agreement: AgreementFacts, rows: Sequence[models.TargetRound]) -> list[Round]:
    targets = models.SoughtTarget.objects.filter(round__in=rows).order_by("id") if rows else ()
    steps: dict[Any, list[models.TargetStep]] = {}
    for step in models.TargetStep.objects.filter(sought__round__in=rows).order_by("id") if rows else ():
        steps.setdefault(step.sought_id, []).append(step)
    people = {step.person_id for some in steps.values() for step in some}
    names = dict(Person.objects.filter(id__in=people).values_list("id", "name")) if people else {}
    forward = any(target.change for target in targets)
    changes = {one.reference: one.state for one in changes_of(agreement)} if forward else {}
    template = agreement.terms.template

    def sought(of: models.TargetRound, row: models.SoughtTarget) -> Sought | None:
        indicator = template.indicator(row.indicator)
        if indicator is None:
            return None
        return Sought(
            agreement_id=agreement.agreement_id,
            agreement=agreement.reference,
            round=of.reference,
            year=period(of.year),
            open=of.state == rules.OPEN,
            indicator=indicator,
            owner=keeper(template, indicator.owner),
            state=state_of(row, changes),
            version=row.version,
            target=row.target,
            why=row.why,
            priorities=row.priorities,
            beside=read_back(row.beside),
            findings=tuple(_finding(one) for one in row.findings),
            hand=Hand(str(row.proposed_by), tuple(row.stood_in_for)) if row.proposed_by else None,
            said=tuple(_said(step, names.get(step.person_id, "Somebody")) for step in steps.get(row.pk, ())),
            change=row.change,
        )

    return [
        Round(
            agreement_id=agreement.agreement_id,
            agreement=agreement.reference,
            reference=row.reference,
            year=period(row.year),
            state=row.state,
            opened_on=row.opened_on,
            propose_by=row.propose_by,
            targets=tuple(one for target in targets if target.round_id == row.pk and (one := sought(row, target))),
        )
        for row in rows
    ]


def state_of(row: models.SoughtTarget, changes: dict[str, str]) -> str:
    """How a target stands: one that was put forward, as the change it is in stands."""
    if row.state != rules.FORWARD:
        return row.state
    return rules.AS_CHANGES_STAND.get(changes.get(row.change, ""), row.state)


def _finding(kept: dict[str, Any]) -> Finding:
    by = None if kept["by"] is None else Decimal(kept["by"])
    return Finding(kept["kind"], by, kept["because"], kept["asks"])


def _said(step: models.TargetStep, name: str) -> Said:
    return Said(step.verb, step.on, name, step.party, step.role, step.words, step.version, step.target)
