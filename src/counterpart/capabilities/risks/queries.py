"""Reads of risks and issues. Each sees what whoever acts may see."""

from datetime import datetime
from typing import Any

from counterpart.capabilities.agreements.queries.agreements import agreement_named, agreements_of
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.risks import models
from counterpart.capabilities.risks.rules.issues import RESOLVE, Issue
from counterpart.capabilities.risks.rules.risks import REGISTER_REVIEW, REVIEW, Risk, Score, unknown
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.texts import Reference
from counterpart.engines.clocks.rules.promises import Clock
from counterpart.engines.clocks.running import clocks_of
from counterpart.engines.library.risk_scales import risk_scale
from counterpart.values.refusal import Refused


def agreement_at(by: Actor, at: datetime, reference: Reference) -> AgreementFacts:
    """The agreement an act of this room is done to."""
    return agreement_named(reference, by=by)


def risk_at(by: Actor, at: datetime, reference: Reference, number: Reference) -> Risk:
    """The risk an act is done to, by the reference of its agreement and its own."""
    return risk_named(agreement_named(reference, by=by), number)


def issue_at(by: Actor, at: datetime, reference: Reference, number: Reference) -> Issue:
    """The issue an act is done to, by the reference of its agreement and its own."""
    return issue_named(agreement_named(reference, by=by), number)


def risks_of(agreement: AgreementFacts, *, register: str = "") -> list[Risk]:
    """Every risk of an agreement, or of one register, by reference; in as many queries however many they are."""
    rows = models.Risk.objects.filter(agreement_id=agreement.agreement_id).order_by("reference")
    return _risks(agreement, rows.filter(register=register) if register else rows)


def risk_named(agreement: AgreementFacts, reference: str) -> Risk:
    """A risk by its reference. Raises Refused where there is none."""
    wanted = reference.strip().upper()
    found = _risks(agreement, models.Risk.objects.filter(agreement_id=agreement.agreement_id, reference=wanted))
    if not found:
        raise Refused(unknown("risk", reference))
    return found[0]


def issues_of(agreement: AgreementFacts, *, risk: str = "") -> list[Issue]:
    """The issues of an agreement, or those that came of one risk; the newest first."""
    rows = models.Issue.objects.filter(agreement_id=agreement.agreement_id).order_by("-raised_on", "-reference")
    return _issues(agreement, rows.filter(risk__reference=risk) if risk else rows)


def issue_named(agreement: AgreementFacts, reference: str) -> Issue:
    """An issue by its reference. Raises Refused where there is none."""
    wanted = reference.strip().upper()
    found = _issues(agreement, models.Issue.objects.filter(agreement_id=agreement.agreement_id, reference=wanted))
    if not found:
        raise Refused(unknown("issue", reference))
    return found[0]


def register_reviews(agreement: AgreementFacts) -> list[Clock]:
    """The promises to review a register together, those that are due first first."""
    return clocks_of(agreement.agreement_id, agreement.reference, about=(REGISTER_REVIEW,))


def risks_by_agreement(by: Actor) -> list[tuple[AgreementFacts, list[Risk]]]:
    """The risks of every agreement somebody has a part in, by agreement."""
    return [(agreement, risks_of(agreement)) for agreement in agreements_of(by)]


def held(risk: Risk) -> models.Risk:
    """The row of a risk, held for the rest of the transaction."""
    return models.Risk.objects.select_for_update().get(agreement_id=risk.agreement_id, reference=risk.reference)


def issue_held(issue: Issue) -> models.Issue:
    """The row of an issue, held for the rest of the transaction."""
    return models.Issue.objects.select_for_update().get(agreement_id=issue.agreement_id, reference=issue.reference)


def _running(agreement: AgreementFacts, about: str) -> dict[str, Clock]:
    """The clock that runs on each subject, the one that is due first where there are several."""
    running = clocks_of(agreement.agreement_id, agreement.reference, about=(about,), open_only=True)
    return {clock.subject: clock for clock in reversed(running)}


def _risks(agreement: AgreementFacts, rows: Any) -> list[Risk]:
    reviews = _running(agreement, REVIEW)
    return [
        Risk(
            agreement_id=agreement.agreement_id,
            agreement=agreement.reference,
            reference=row.reference,
            known_as=row.known_as,
            title=row.title,
            register=row.register,
            party=row.party,
            owner=row.owner,
            mitigation=row.mitigation,
            source=row.source,
            scale=risk_scale(row.scale),
            entered_on=row.entered_on,
            reviewed_on=row.reviewed_on,
            state=row.state,
            scores=tuple(
                Score(one.measure, one.likelihood, one.impact, one.on, one.party, one.reason, one.stated)
                for one in sorted(row.scores.all(), key=lambda score: score.id)
            ),
            review=reviews.get(row.reference),
        )
        for row in rows.prefetch_related("scores")
    ]


def _issues(agreement: AgreementFacts, rows: Any) -> list[Issue]:
    running = _running(agreement, RESOLVE)
    return [
        Issue(
            agreement_id=agreement.agreement_id,
            agreement=agreement.reference,
            reference=row.reference,
            title=row.title,
            what=row.what,
            risk=row.risk.reference if row.risk else "",
            party=row.party,
            owner=row.owner,
            raised_on=row.raised_on,
            state=row.state,
            how=row.how,
            resolved_on=row.resolved_on,
            clock=running.get(row.reference),
        )
        for row in rows.select_related("risk")
    ]
