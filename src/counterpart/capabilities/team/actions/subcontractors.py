"""Proposes subcontractors, decides on them with reasons, and keeps what shows that principles flowed down to them."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from counterpart.capabilities.agreements.queries.agreements import hold
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.partners import queries as partners
from counterpart.capabilities.partners.rules import organisation_name
from counterpart.capabilities.team import models, policy
from counterpart.capabilities.team.queries.subcontractors import subcontractor_named, subcontractors_of
from counterpart.capabilities.team.rules.subcontractors import (
    DOCUMENT,
    REASON,
    SCOPE,
    SUBCONTRACTOR,
    Subcontractor,
    areas_named,
    may_be_proposed,
    principles_named,
)
from counterpart.engines.access.models import Organisation
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.door import Done, act
from counterpart.engines.evidence.store import Store
from counterpart.values.reference import Reference
from counterpart.values.refusal import Refusal, Refused
from counterpart.values.words import words

_FINGERPRINT = re.compile("[0-9a-f]{64}")


@act("subcontractor.proposed", words="proposed a subcontractor", may=policy.may_propose)
def propose(
    agreement: AgreementFacts, *, by: Actor, at: datetime, name: str, scope: str, areas: Sequence[str], reason: str
) -> Done:
    """Propose a subcontractor: what it is to do, in which service areas, and why it. The commissioner decides."""
    hold(agreement)
    name = organisation_name(name)
    scope, reason = words(scope, what="The scope of work", longest=SCOPE), _reason(reason)
    known = subcontractors_of(agreement)
    named = areas_named([words(area, what="A service area", longest=120) for area in areas])
    if isinstance(named, Refusal):
        raise Refused(named)
    if refusal := may_be_proposed(agreement, name, known):
        raise Refused(refusal)
    organisation = partners.organisation_named(name) or Organisation.objects.create(name=name)
    hand = by.hand_in(agreement.agreement_id)
    row = models.Subcontractor.objects.create(
        agreement_id=agreement.agreement_id,
        reference=_next_reference(known, at),
        organisation=organisation,
        scope=scope,
        areas=list(named),
        state=SUBCONTRACTOR.initial,
        proposed_by=hand.person,
        stood_in_for=list(hand.on_behalf_of),
    )
    _keep(row, "proposed", by, at, reason)
    told = {"subcontractor": organisation.name, "scope": scope, "areas": list(named), "reason": reason}
    reply = {"reference": row.reference, "subcontractor": organisation.name, "state": row.state}
    return Done(row.reference, told | {"state": row.state}, reply=reply)


@act("subcontractor.approved", words="approved a subcontractor", may=policy.may_decide)
def approve(subcontractor: Subcontractor, *, by: Actor, at: datetime, reason: str) -> Done:
    """Approve a subcontractor that was proposed, with a reason. Another hand does this than the one that proposed."""
    return _decide(subcontractor, "approved", by, at, reason)


@act("subcontractor.refused", words="refused a subcontractor", may=policy.may_decide)
def refuse(subcontractor: Subcontractor, *, by: Actor, at: datetime, reason: str) -> Done:
    """Refuse a subcontractor that was proposed, with a reason."""
    return _decide(subcontractor, "refused", by, at, reason)


@act("subcontractor.suspended", words="suspended a subcontractor", may=policy.may_suspend)
def suspend(subcontractor: Subcontractor, *, by: Actor, at: datetime, reason: str) -> Done:
    """Suspend an approved subcontractor, with a reason: it gets no work until it is reinstated."""
    return _decide(subcontractor, "suspended", by, at, reason)


@act("subcontractor.reinstated", words="reinstated a subcontractor", may=policy.may_decide)
def reinstate(subcontractor: Subcontractor, *, by: Actor, at: datetime, reason: str) -> Done:
    """Let a suspended subcontractor work again, with a reason."""
    return _decide(subcontractor, "reinstated", by, at, reason)


@act("subcontractor.removed", words="removed a subcontractor", may=policy.may_remove)
def remove(subcontractor: Subcontractor, *, by: Actor, at: datetime, reason: str) -> Done:
    """Remove a subcontractor for good, with a reason; a proposal that is not decided on yet is so withdrawn."""
    return _decide(subcontractor, "removed", by, at, reason)


@act("flowdown.evidenced", words="showed what flowed down to a subcontractor", may=policy.may_show)
def show_flow_down(
    subcontractor: Subcontractor,
    *,
    by: Actor,
    at: datetime,
    document: str,
    principles: Sequence[str],
    fingerprint: str | None = None,
    data: bytes | None = None,
    store: Store | None = None,
) -> Done:
    """Show which partnering principles a document passes on to a subcontractor.

    The file itself is kept under its fingerprint where it is sent (`data`); otherwise the document is named where it
    lies, with the fingerprint of its file where one is known.
    """
    hold(subcontractor.agreement)
    document = words(document, what="The name of the document", longest=DOCUMENT)
    passed_on = principles_named(principles)
    if isinstance(passed_on, Refusal):
        raise Refused(passed_on)
    if data and store:
        fingerprint = store.keep(data)
    if fingerprint and not _FINGERPRINT.fullmatch(fingerprint):
        raise Refused(_no_fingerprint())
    row = models.Subcontractor.objects.get(agreement_id=subcontractor.agreement_id, reference=subcontractor.reference)
    models.FlowDown.objects.create(
        agreement_id=subcontractor.agreement_id,
        subcontractor=row,
        document=document,
        fingerprint=fingerprint or None,
        kept=bool(data and store),
        principles=list(passed_on),
        on=at.date(),
    )
    left = subcontractor_named(subcontractor.agreement, row.reference).missing
    told: dict[str, Any] = {"document": document, "fingerprint": fingerprint or None, "principles": list(passed_on)}
    return Done(row.reference, told, reply=told | {"missing": list(left)})


def _decide(known: Subcontractor, verb: str, by: Actor, at: datetime, reason: str) -> Done:
    """Take a subcontractor one step on its way, as the life cycle has it."""
    hold(known.agreement)
    reason = _reason(reason)
    row = models.Subcontractor.objects.get(agreement_id=known.agreement_id, reference=known.reference)
    state = SUBCONTRACTOR.after(row.state, verb)
    if isinstance(state, Refusal):
        raise Refused(state)
    row.state = state
    row.save(update_fields=["state"])
    _keep(row, verb, by, at, reason)
    told = {"subcontractor": known.name, "state": state, "reason": reason}
    reply = {"reference": row.reference, "subcontractor": known.name, "state": state}
    return Done(row.reference, told, reply=reply)


def _keep(row: models.Subcontractor, verb: str, by: Actor, at: datetime, reason: str) -> None:
    standing = by.standing_in(str(row.agreement_id))
    models.SubcontractorStep.objects.create(
        agreement_id=row.agreement_id,
        subcontractor=row,
        verb=verb,
        party=standing.party if standing else "",
        on=at.date(),
        reason=reason,
    )


def _reason(text: str) -> str:
    return words(text, what="The reason", longest=REASON)


def _next_reference(known: Sequence[Subcontractor], at: datetime) -> str:
    numbers = [int(sub.reference.rpartition("-")[2]) for sub in known if f"-{at.year:04}-" in sub.reference]
    return str(Reference("SUB", at.year, max(numbers, default=0) + 1))


def _no_fingerprint() -> Refusal:
    return Refusal(
        code="flowdown.fingerprint",
        what="The flow-down was not recorded",
        fact="what was given is no fingerprint",
        rule="a fingerprint is the SHA-256 of the file: 64 letters and digits, 0 to 9 and a to f",
        next_step="Send the file itself, or leave the fingerprint out.",
    )
