"""How anomalies, documents and levels of monitoring are kept."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from pydantic import Field

from counterpart.capabilities.agreements.queries.agreements import agreement_at
from counterpart.capabilities.agreements.queries.kept import anomaly_named, document_named
from counterpart.capabilities.agreements.rules.facts import AgreementFacts, parties_to_choose
from counterpart.capabilities.agreements.rules.keeping import LEVELS, NO_RATE, UNLIKE, Anomaly
from counterpart.capabilities.agreements.rules.places import ANOMALIES, ANOMALY, DOCUMENT, DOCUMENTS, SEEN, TERMS
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.offering import offers
from counterpart.engines.acts.offers import Choices, Offer
from counterpart.engines.acts.texts import Body, Day, Label, Line, Reason


class AnomalyNamed(Body):
    kind: Literal["rate unlike cost", "no rate"] = Field(title="What is it?")
    what: Reason = Field(title="Which rate, or which work without one?")
    area: Label | None = Field(None, title="In which service?")
    rate: Label | None = Field(None, title="The rate, in pounds", description="Such as 12.50.")
    cost: Label | None = Field(None, title="What it costs, in pounds")
    favours: Label | None = Field(
        None, title="Whom does it favour?", description="Where rate and cost are given, that follows from them."
    )


class Settled(Body):
    settlement: Reason = Field(title="What becomes of it?", description="Such as the new rate, and from when.")


class DocumentRegistered(Body):
    title: Line = Field(title="Its title")
    place: Line = Field(title="Where is it kept?", description="An address, a folder, or a shelf.")
    review_on: Day = Field(title="When is it to be looked at again?")


class DocumentRevised(Body):
    place: Line = Field(title="Where is the new version kept?")
    review_on: Day = Field(title="When is it to be looked at again?")


class Monitored(Body):
    area: Label | None = Field(None, title="Which service?", description="Leave it for the whole agreement.")
    risk: Literal["low", "medium", "high"] = Field(title="How great is its risk?")
    reason: Reason = Field(title="Why?")


def _services(agreement: AgreementFacts, by: Actor, on: date) -> dict[str, Choices]:
    services = [(area.name, f"{area.code} {area.name}") for area in agreement.template.service_areas]
    return {"area": services, "favours": parties_to_choose(agreement), "risk": [(risk, _risk(risk)) for risk in LEVELS]}


def _risk(risk: str) -> str:
    level, means = LEVELS[risk]
    return f"{risk.capitalize()}: {level} ({means})"


def _kinds(agreement: AgreementFacts, by: Actor, on: date) -> dict[str, Choices]:
    kinds = [(UNLIKE, "A rate that is unlike its cost"), (NO_RATE, "Work without a rate")]
    return _services(agreement, by, on) | {"kind": kinds}


def _each(subject: Anomaly, by: Actor) -> Sequence[str]:
    """Each party that signs."""
    return subject.agreement.signatories


offers(
    Offer(
        act="anomaly.named",
        on=ANOMALIES,
        word="name",
        path=ANOMALIES,
        of=agreement_at,
        title="Name an anomaly",
        says="A rate unlike its cost, or work without a rate, whomever it favours: your own side too. " + SEEN,
        button="Name it",
        body=AnomalyNamed,
        choices=_kinds,
    ),
    Offer(
        act="anomaly.settled",
        on=ANOMALY,
        word="settle",
        path=f"{ANOMALY}/settlements",
        of=anomaly_named,
        title="Settle it",
        says="You propose what becomes of it. With the signature of each party it is settled. " + SEEN,
        button="Propose the settlement",
        body=Settled,
        while_=("open",),
        needs=_each,
    ),
    Offer(
        act="document.registered",
        on=DOCUMENTS,
        word="register",
        path=DOCUMENTS,
        of=agreement_at,
        title="Register a document",
        says="Your role stands in the register as its author’s; another approves it. " + SEEN,
        button="Register it",
        body=DocumentRegistered,
    ),
    Offer(
        act="document.revised",
        on=DOCUMENT,
        word="revise",
        path=f"{DOCUMENT}/versions",
        of=document_named,
        title="Register its next version",
        says="The version before is replaced, and stays in the register. Another approves the new one. " + SEEN,
        button="Register the version",
        body=DocumentRevised,
        while_=("draft", "approved"),
    ),
    Offer(
        act="document.approved",
        on=DOCUMENT,
        word="approve",
        path=f"{DOCUMENT}/approvals",
        of=document_named,
        title="Approve it",
        says="Your role stands in the register as the approver’s. " + SEEN,
        button="Approve it",
        while_=("draft",),
    ),
    Offer(
        act="monitoring.set",
        on=TERMS,
        word="watch",
        path=f"{TERMS}/monitoring",
        of=agreement_at,
        title="Set how closely a service is watched",
        says="The level follows from the risk: light, standard or close. " + SEEN,
        button="Set it",
        body=Monitored,
        choices=_services,
    ),
)
