"""Brings an agreement to a stage through acts: the people of both sides, and the agreement registered."""

import uuid
from datetime import datetime
from zoneinfo import ZoneInfo

from counterpart.capabilities.agreements.actions import register_agreement
from counterpart.capabilities.agreements.queries import agreement_named
from counterpart.capabilities.agreements.rules import AgreementFacts, Registration, Terms, seated
from counterpart.capabilities.partners import actions as partners
from counterpart.capabilities.partners import queries
from counterpart.engines.access.actors import acting, actor
from counterpart.engines.access.rules import Actor
from counterpart.engines.library.shelf import on_the_shelf

REFERENCE = "ROTHERHAM"
BEGINS = datetime(2007, 4, 2, 9, tzinfo=ZoneInfo("Europe/London"))
LATER = datetime(2008, 5, 6, 10, tzinfo=ZoneInfo("Europe/London"))
COUNCIL, COMPANY, OTHER = "Rotherham Metropolitan Borough Council", "2010 Rotherham Ltd", "Another Provider"
PEOPLE = {
    "performance-officer@rotherham.example": ("performance officer", COUNCIL),
    "contract-manager@rotherham.example": ("contract manager", COUNCIL),
    "finance-lead@rotherham.example": ("finance lead", COUNCIL),
    "auditor@rotherham.example": ("auditor", COUNCIL),
    "councillor@rotherham.example": ("councillor", COUNCIL),
    "kpi-manager@2010rotherham.example": ("KPI manager", COMPANY),
    "provider-manager@2010rotherham.example": ("provider manager", COMPANY),
    "tenant-representative@rotherham.example": ("tenant representative", "Rother Fed"),
    "kpi-manager@other-provider.example": ("KPI manager", OTHER),
}
OFFICER, KPI_MANAGER = "performance-officer@rotherham.example", "kpi-manager@2010rotherham.example"
OUTSIDER = "kpi-manager@other-provider.example"


def who(email: str, at: datetime = LATER) -> Actor:
    return actor(email, on=at.date())


def an_installation() -> Actor:
    """An installation with its administrator and the people of both sides."""
    first = Actor(str(uuid.uuid4()), "Administrator", "administrator@counterpart.example")
    partners.begin_installation(queries.installation(), by=first, at=BEGINS, organisation="The operator")
    administrator = who(first.email, BEGINS)
    for email, (post, organisation) in PEOPLE.items():
        partners.add_person(
            queries.installation(),
            by=administrator,
            at=BEGINS,
            email=email,
            name=f"{post}, {organisation}",
            organisation=organisation,
            post=post,
        )
    return administrator


def a_registration(by: Actor, reference: str = REFERENCE) -> Registration:
    kept = on_the_shelf("rotherham-almo")
    seats = seated(kept.template, {})
    assert isinstance(seats, dict)
    return Registration(
        agreement_id=str(uuid.uuid4()),
        reference=reference,
        name="Housing management agreement",
        terms=Terms(kept.template, kept.fingerprint, kept.text),
        seats=seats,
        registrant_organisations=tuple(m.organisation.name for m in queries.memberships_of(by, on=BEGINS.date())),
    )


def a_registered_agreement(reference: str = REFERENCE) -> AgreementFacts:
    """An agreement registered by the contract manager of the council, in an installation with its people."""
    if not queries.installation().begun:
        an_installation()
    by = who("contract-manager@rotherham.example", BEGINS)
    register_agreement(a_registration(by, reference), by=by, at=BEGINS)
    return the_agreement(reference)


def the_agreement(reference: str = REFERENCE, email: str = OFFICER) -> AgreementFacts:
    by = who(email)
    with acting(by, on=LATER.date()):
        return agreement_named(reference, by=by)
