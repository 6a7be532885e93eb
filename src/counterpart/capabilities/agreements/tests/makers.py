"""Brings an agreement to a stage through acts: the people of both sides, and the agreement registered."""

import uuid

from counterpart.capabilities.agreements.actions import register_agreement
from counterpart.capabilities.agreements.queries import agreement_named
from counterpart.capabilities.agreements.rules import AgreementFacts, Registration, Terms, seated
from counterpart.capabilities.partners import queries
from counterpart.capabilities.partners.tests.makers import BEGINS, LATER, OFFICER, an_installation, who
from counterpart.engines.access.actors import acting
from counterpart.engines.access.rules import Actor
from counterpart.engines.library.shelf import on_the_shelf

REFERENCE = "ROTHERHAM"


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
