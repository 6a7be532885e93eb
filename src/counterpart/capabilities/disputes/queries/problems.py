"""Reads of problems and early warnings. Each sees what whoever acts may see."""

from datetime import datetime
from typing import Any

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.disputes import models
from counterpart.capabilities.disputes.queries.disputes import agreement_at
from counterpart.capabilities.disputes.rules.disputes import unknown
from counterpart.capabilities.disputes.rules.problems import LEVEL, WARNING_ANSWER, Problem, TakenUp, Warning
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.texts import Reference
from counterpart.engines.clocks.rules.promises import Clock
from counterpart.engines.clocks.running import clocks_of
from counterpart.values.refusal import Refused


def problem_at(by: Actor, at: datetime, reference: Reference, number: Reference) -> Problem:
    """The problem an act is done to, by the reference of its agreement and its own."""
    return problem_named(agreement_at(by, at, reference), number)


def warning_at(by: Actor, at: datetime, reference: Reference, number: Reference) -> Warning:
    """The early warning an act is done to, by the reference of its agreement and its own."""
    return warning_named(agreement_at(by, at, reference), number)


def problems_of(agreement: AgreementFacts) -> list[Problem]:
    """Every problem, the newest first, in as many queries however many they are."""
    rows = models.Problem.objects.filter(agreement_id=agreement.agreement_id)
    return _problems(agreement, rows.order_by("-logged_on", "-reference"))


def problem_named(agreement: AgreementFacts, reference: str) -> Problem:
    """A problem by its reference. Raises Refused where there is none."""
    rows = models.Problem.objects.filter(agreement_id=agreement.agreement_id, reference=reference.strip().upper())
    found = _problems(agreement, rows)
    if not found:
        raise Refused(unknown("problem", reference))
    return found[0]


def warnings_of(agreement: AgreementFacts) -> list[Warning]:
    """Every early warning, the newest first."""
    rows = models.EarlyWarning.objects.filter(agreement_id=agreement.agreement_id)
    return _warnings(agreement, rows.order_by("-given_on", "-reference"))


def warning_named(agreement: AgreementFacts, reference: str) -> Warning:
    """An early warning by its reference. Raises Refused where there is none."""
    rows = models.EarlyWarning.objects.filter(agreement_id=agreement.agreement_id, reference=reference.strip().upper())
    found = _warnings(agreement, rows)
    if not found:
        raise Refused(unknown("warning", reference))
    return found[0]


def problem_held(problem: Problem) -> models.Problem:
    """The row of a problem, held for the rest of the transaction."""
    rows = models.Problem.objects.select_for_update()
    return rows.get(agreement_id=problem.agreement_id, reference=problem.reference)


def warning_held(warning: Warning) -> models.EarlyWarning:
    """The row of an early warning, held for the rest of the transaction."""
    rows = models.EarlyWarning.objects.select_for_update()
    return rows.get(agreement_id=warning.agreement_id, reference=warning.reference)


def _running(agreement: AgreementFacts, about: str) -> dict[str, Clock]:
    found = clocks_of(agreement.agreement_id, agreement.reference, about=(about,), open_only=True)
    return {clock.subject: clock for clock in reversed(found)}


def _problems(agreement: AgreementFacts, rows: Any) -> list[Problem]:
    running = _running(agreement, LEVEL)
    return [
        Problem(
            agreement_id=agreement.agreement_id,
            agreement=agreement.reference,
            reference=row.reference,
            title=row.title,
            what=row.what,
            area=row.area,
            concerns=row.concerns,
            party=row.party,
            logged_on=row.logged_on,
            level=row.level,
            state=row.state,
            how=row.how,
            solved_on=row.solved_on,
            ups=tuple(
                TakenUp(one.level, one.on, one.party, one.reason, one.by_age)
                for one in sorted(row.ups.all(), key=lambda step: step.id)
            ),
            clock=running.get(row.reference),
        )
        for row in rows.prefetch_related("ups")
    ]


def _warnings(agreement: AgreementFacts, rows: Any) -> list[Warning]:
    running = _running(agreement, WARNING_ANSWER)
    return [
        Warning(
            agreement_id=agreement.agreement_id,
            agreement=agreement.reference,
            reference=row.reference,
            title=row.title,
            what=row.what,
            at_stake=row.at_stake,
            party=row.party,
            given_on=row.given_on,
            state=row.state,
            answer=row.answer,
            answered_by=row.answered_by,
            ended=row.ended,
            dispute=row.dispute,
            clock=running.get(row.reference),
        )
        for row in rows
    ]
