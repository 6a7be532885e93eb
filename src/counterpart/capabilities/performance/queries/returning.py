"""Reads of returns: what is due, what was sent and how far each has come."""

from collections.abc import Iterable
from datetime import datetime

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.performance import models
from counterpart.capabilities.performance.queries.figures import returned_figures
from counterpart.capabilities.performance.rules.returning import Dimension, Judged, Quality, Return, Taken
from counterpart.capabilities.performance.rules.returns import Returned, standing
from counterpart.engines.access.models import Person
from counterpart.engines.access.rules import Actor, Hand
from counterpart.engines.acts.texts import Reference
from counterpart.engines.ledger.rules.canonical import digest
from counterpart.values.period import Period, period
from counterpart.values.refusal import Refusal, Refused


def return_named(by: Actor, at: datetime, reference: Reference, number: Reference) -> Return:
    """A return by its reference, with its steps. Raises Refused where there is none."""
    agreement = agreement_named(reference, by=by)
    row = models.Return.objects.filter(agreement_id=agreement.agreement_id, reference=number.strip().upper()).first()
    if row is None:
        raise Refused(
            Refusal(
                code="return.unknown",
                what="There is no such return",
                fact=f"nothing was called for here under {number[:40]}",
                rule="a return is known by its reference",
                next_step="Open it from the list of returns.",
            )
        )
    return told(agreement, [row])[0]


def returns_of(agreement: AgreementFacts, *, when: Period | None = None) -> list[Return]:
    """The returns that were called for, of a period or all, in the order of the agreement’s indicators."""
    rows = models.Return.objects.filter(agreement_id=agreement.agreement_id)
    if when is not None:
        rows = rows.filter(period=str(when))
    places = {indicator.code: place for place, indicator in enumerate(agreement.terms.template.indicators)}
    found = told(agreement, list(rows.order_by("-due_on", "reference")))
    return sorted(found, key=lambda one: (-period(one.period).ends_on.toordinal(), places.get(one.indicator, 999)))


def states_of(agreement: AgreementFacts, when: Period) -> dict[str, str]:
    """How far the return of each indicator has come for a period; empty where none was called for."""
    rows = models.Return.objects.filter(agreement_id=agreement.agreement_id, period=str(when))
    return dict(rows.values_list("indicator", "state"))


def steps_taken(agreement: AgreementFacts) -> int:
    """How many steps all returns have taken: it changes with every one."""
    return models.ReturnStep.objects.filter(agreement_id=agreement.agreement_id).count()


def what_stands(agreement: AgreementFacts, indicator: str, when: Period) -> list[Returned]:
    """The figures that stand of an indicator in a period, its areas included."""
    held = standing(returned_figures(agreement, periods=[when]))
    return [figure for figure in held.values() if figure.indicator == indicator]


def values_of(agreement: AgreementFacts, when: Iterable[Period]) -> dict[tuple[str, str], str]:
    """What stands for the whole of each indicator in some periods, as it was sent."""
    held = standing(returned_figures(agreement, periods=list(when)))
    return {(one.indicator, str(one.period)): one.in_words for one in held.values() if one.area is None}


def digest_of(figures: Iterable[Returned]) -> str:
    """What a hand is put under: the figures as they are returned, whichever file and line they stand in."""
    rows = [{name: cell for name, cell in figure.as_row().items() if name != "line"} for figure in figures]
    return digest(sorted(rows, key=lambda row: str(row["area"])))


def told(agreement: AgreementFacts, rows: list[models.Return]) -> list[Return]:
    """Returns with every step, in as many queries as for one."""
    kept: dict[object, list[models.ReturnStep]] = {row.pk: [] for row in rows}
    for step in models.ReturnStep.objects.filter(sent__in=rows).order_by("id"):
        kept[step.sent_id].append(step)
    people = {step.person_id for steps in kept.values() for step in steps}
    names = dict(Person.objects.filter(id__in=people).values_list("id", "name")) if people else {}
    titles = {indicator.code: indicator.title for indicator in agreement.terms.template.indicators}
    return [
        Return(
            agreement_id=agreement.agreement_id,
            agreement=agreement.reference,
            reference=row.reference,
            indicator=row.indicator,
            title=titles.get(row.indicator, row.indicator),
            period=row.period,
            state=row.state,
            sender=row.sender,
            due_on=row.due_on,
            digest=row.digest,
            submitted_by=_last_hand(kept[row.pk]),
            steps=tuple(_step(step, names.get(step.person_id, "Somebody")) for step in kept[row.pk]),
        )
        for row in rows
    ]


def _last_hand(steps: list[models.ReturnStep]) -> tuple[Hand, ...]:
    sent = [step for step in steps if step.verb == "submitted"]
    return (Hand(str(sent[-1].person_id), tuple(sent[-1].stood_in_for)),) if sent else ()


def _step(step: models.ReturnStep, name: str) -> Taken:
    return Taken(
        verb=step.verb,
        on=step.on,
        by=name,
        party=step.party,
        words=step.words,
        document=step.document,
        fingerprint=step.fingerprint,
        judged=tuple(Judged(Dimension(d), Quality(q), why) for d, q, why in step.judged),
    )
