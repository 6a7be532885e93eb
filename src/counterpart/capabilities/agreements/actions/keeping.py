"""Keeps what belongs to an agreement: anomalies of rates, documents, and how closely services are watched."""

from datetime import date, datetime
from decimal import Decimal

from counterpart.capabilities.agreements import models, policy
from counterpart.capabilities.agreements.queries.agreements import hold
from counterpart.capabilities.agreements.rules.facts import AgreementFacts, pounds
from counterpart.capabilities.agreements.rules.keeping import (
    ANOMALY,
    DOCUMENT,
    DOCUMENT_REVIEW,
    LEVELS,
    Anomaly,
    Document,
    favoured,
    no_such,
)
from counterpart.engines.access.numbering import next_reference
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.door import Done, act
from counterpart.engines.clocks.rules.promises import Kind
from counterpart.engines.clocks.running import Opening, open_clocks, stop_clocks
from counterpart.values.refusal import Refusal, Refused


@act("anomaly.named", words="named an anomaly of rates", may=policy.may_name_anomaly)
def name_anomaly(
    agreement: AgreementFacts,
    *,
    by: Actor,
    at: datetime,
    kind: str,
    what: str,
    area: str | None = None,
    favours: str | None = None,
    rate: str | None = None,
    cost: str | None = None,
) -> Done:
    """Name a rate that is unlike its cost, or work without a rate, and whom it favours: oneself too.

    Where rate and cost are given, whom it favours follows from them.
    """
    hold(agreement)
    paid, due = _sum(rate), _sum(cost)
    row = models.Anomaly.objects.create(
        agreement_id=agreement.agreement_id,
        reference=next_reference("ANO", agreement=agreement.agreement_id, year=at.year),
        kind=kind,
        what=what,
        area=area or "",
        favours=favoured(agreement, paid, due) or favours or "",
        rate=paid,
        cost=due,
        state=ANOMALY.initial,
        party=_party(by, agreement),
        named_on=at.date(),
    )
    content = {"kind": kind, "what": what, "area": row.area, "favours": row.favours, "rate": rate, "cost": cost}
    whom = f"it favours the {row.favours}" if row.favours else "whom it favours is not known"
    says = f"{row.reference} is named: {kind}; {whom}."
    told = {name: part for name, part in content.items() if part}
    return Done(row.reference, told, reply={"reference": row.reference, "says": says})


@act("anomaly.settled", words="settled an anomaly of rates", may=policy.may_settle_anomaly)
def settle_anomaly(anomaly: Anomaly, *, by: Actor, at: datetime, settlement: str) -> Done:
    """Settle an anomaly: what becomes of the rate. Each side signs it."""
    row = models.Anomaly.objects.select_for_update().get(agreement_id=anomaly.agreement_id, reference=anomaly.reference)
    row.state = _after(ANOMALY.after(row.state, "settled"))
    row.settlement, row.settled_on = settlement, at.date()
    row.save(update_fields=["state", "settlement", "settled_on"])
    says = f"{row.reference} is settled: {settlement}"
    return Done(row.reference, {"settlement": settlement}, reply={"reference": row.reference, "says": says})


@act("document.registered", words="registered a document", may=policy.may_register_document)
def register_document(
    agreement: AgreementFacts, *, by: Actor, at: datetime, title: str, place: str, review_on: date
) -> Done:
    """Register a document: its title, where it is kept, and when it is looked at again. Another approves it."""
    hold(agreement)
    reference = next_reference("DOC", agreement=agreement.agreement_id, year=at.year)
    return _written(agreement, reference, 1, title, by, at, place, review_on)


@act("document.revised", words="registered a new version of a document", may=policy.may_revise_document)
def revise_document(document: Document, *, by: Actor, at: datetime, place: str, review_on: date) -> Done:
    """Register the next version of a document. The one before is replaced, and stays in the register."""
    row = _newest(document)
    row.state = _after(DOCUMENT.after(row.state, "replaced"))
    row.save(update_fields=["state"])
    stop_clocks(
        document.agreement_id,
        subject=row.reference,
        about=DOCUMENT_REVIEW,
        by=by,
        at=at,
        reason=f"Version {row.version + 1} was registered.",
    )
    return _written(document.agreement, row.reference, row.version + 1, row.title, by, at, place, review_on)


@act("document.approved", words="approved a document", may=policy.may_approve_document)
def approve_document(document: Document, *, by: Actor, at: datetime) -> Done:
    """Approve the newest version of a document. Another hand does this than the one that wrote it."""
    row = _newest(document)
    row.state = _after(DOCUMENT.after(row.state, "approved"))
    row.approver, row.approved_on = _role_told(by, document.agreement), at.date()
    row.save(update_fields=["state", "approver", "approved_on"])
    says = f"Version {row.version} of {row.title} is approved: {row.approver}."
    content = {"version": row.version, "approver": row.approver}
    return Done(row.reference, content, reply={"reference": row.reference, "says": says})


@act("monitoring.set", words="set how closely a service is watched", may=policy.may_set_monitoring)
def set_monitoring(
    agreement: AgreementFacts, *, by: Actor, at: datetime, risk: str, reason: str, area: str | None = None
) -> Done:
    """Set how closely a service is watched, by its risk and with the reason. The level follows from the risk."""
    models.Monitoring.objects.create(
        agreement_id=agreement.agreement_id,
        area=area or "",
        risk=risk,
        reason=reason,
        party=_party(by, agreement),
        on=at.date(),
    )
    level, means = LEVELS[risk]
    says = f"{area or 'The whole agreement'} is watched at the level {level}: {means}."
    content = {"area": area or "", "risk": risk, "level": level, "reason": reason}
    return Done(agreement.reference, content, reply={"says": says})


def _written(
    agreement: AgreementFacts,
    reference: str,
    version: int,
    title: str,
    by: Actor,
    at: datetime,
    place: str,
    review_on: date,
) -> Done:
    """A version of a document, and the clock of its next review."""
    hand = by.hand_in(agreement.agreement_id)
    models.Document.objects.create(
        agreement_id=agreement.agreement_id,
        reference=reference,
        title=title,
        version=version,
        place=place,
        state=DOCUMENT.initial,
        party=_party(by, agreement),
        author=_role(by, agreement),
        written_by=hand.person,
        stood_in_for=list(hand.on_behalf_of),
        written_on=at.date(),
        review_on=review_on,
    )
    review = Opening(
        kind=Kind.CLOCK,
        about=DOCUMENT_REVIEW,
        subject=reference,
        what=f"Look at “{title}” again (version {version})",
        due_on=review_on,
        because="the day that was set when it was registered",
        party=_party(by, agreement),
        address=f"/agreements/{agreement.reference}/documents/{reference}",
    )
    open_clocks(agreement.agreement_id, [review], at=at)
    content = {"title": title, "version": version, "place": place, "review_on": review_on.isoformat()}
    says = f"{reference}, version {version} of {title}, is registered; another approves it."
    return Done(reference, content, reply={"reference": reference, "says": says})


def _newest(document: Document) -> models.Document:
    """The row of the newest version, held for the rest of the transaction."""
    rows = models.Document.objects.select_for_update().filter(
        agreement_id=document.agreement_id, reference=document.reference
    )
    row = rows.order_by("-version").first()
    if row is None:
        raise Refused(no_such("document", document.reference))
    return row


def _party(by: Actor, agreement: AgreementFacts) -> str:
    standing = by.standing_in(agreement.agreement_id)
    return standing.party if standing else ""


def _role(by: Actor, agreement: AgreementFacts) -> str:
    standing = by.standing_in(agreement.agreement_id)
    return standing.role if standing else ""


def _role_told(by: Actor, agreement: AgreementFacts) -> str:
    return f"{_role(by, agreement)}, {_party(by, agreement)}"


def _sum(text: str | None) -> Decimal | None:
    """A sum that was written, in pounds. Raises Refused where it is none."""
    try:
        return pounds(text) if text else None
    except ValueError as error:
        raise Refused(
            Refusal(
                code="anomaly.unfit",
                what="No anomaly was named",
                fact=str(error),
                rule="a rate and a cost are sums in pounds and pence",
                next_step="Write it like 12.50.",
            )
        ) from None


def _after(state: str | Refusal) -> str:
    if isinstance(state, Refusal):
        raise Refused(state)
    return state
