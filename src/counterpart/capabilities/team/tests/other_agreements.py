"""Registers an agreement by another template of the shelf, through the act, and does what is offered in it."""

import uuid
from datetime import timedelta

from django.conf import settings

from counterpart.capabilities.agreements.actions.registering import register_agreement
from counterpart.capabilities.agreements.rules.facts import AgreementFacts, Dates, Registration, Terms, seated
from counterpart.capabilities.agreements.tests.makers import the_agreement
from counterpart.capabilities.partners import queries
from counterpart.capabilities.partners.tests.makers import COMPANY, COUNCIL, LATER, OFFICER, an_installation, who
from counterpart.engines.library.shelf import on_the_shelf

settings.REGISTER_ACTS()
CARE = {"commissioner": COUNCIL, "provider": COMPANY, "service-users": "Rother Fed"}


def an_agreement_by(
    template: str,
    seats: dict[str, str],
    dates: Dates | None = None,
    *,
    reference: str = "CARE",
    by: str = "contract-manager@rotherham.example",
) -> AgreementFacts:
    """An agreement registered by somebody of one of its parties, a month before the day of the tests."""
    if not queries.installation().begun:
        an_installation()
    kept, at = on_the_shelf(template), LATER - timedelta(days=30)
    taken = seated(kept.template, seats)
    assert isinstance(taken, dict)
    actor = who(by, at)
    registration = Registration(
        agreement_id=str(uuid.uuid4()),
        reference=reference,
        name="A service for people who need support",
        terms=Terms(kept.template, kept.fingerprint, kept.text),
        seats=taken,
        registrant_organisations=tuple(m.organisation.name for m in queries.memberships_of(actor, on=at.date())),
        dates=dates or Dates(),
    )
    register_agreement(registration, by=actor, at=at)
    return the_agreement(reference)


def again(reference: str = "CARE", email: str = OFFICER) -> AgreementFacts:
    return the_agreement(reference, email)
