"""Brings an agreement to a stage through acts: the people of both sides, and the agreement registered."""

import uuid
from datetime import date, datetime

from counterpart.capabilities.agreements.actions import changing, keeping
from counterpart.capabilities.agreements.actions.registering import register_agreement
from counterpart.capabilities.agreements.queries.agreements import agreement_named, registration
from counterpart.capabilities.agreements.rules.facts import AgreementFacts, Registration, Terms, seated
from counterpart.capabilities.partners import queries
from counterpart.capabilities.partners.tests.makers import (
    BEGINS,
    COMPANY,
    COUNCIL,
    LATER,
    OFFICER,
    an_installation,
    who,
)
from counterpart.engines.access.actors import acting
from counterpart.engines.access.rules import Actor
from counterpart.engines.library.shelf import Pinned, on_the_shelf, pinned
from counterpart.values.period import period
from counterpart.values.quantity import Unit

REFERENCE = "ROTHERHAM"
MANAGER, PROVIDER = "contract-manager@rotherham.example", "provider-manager@2010rotherham.example"


def a_registration(by: Actor, reference: str = REFERENCE, kept: Pinned | None = None) -> Registration:
    kept = kept or on_the_shelf("rotherham-almo")
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


def with_indicators(number: int) -> Pinned:
    """Rotherham’s template with so many indicators, each like one of its own, coded X 1, X 2 …"""
    text = on_the_shelf("rotherham-almo").text
    begins, ends = text.index("  - code:"), text.index("close:\n")
    own = ["  - code:" + rest.rstrip() for rest in text[begins:ends].split("  - code:")[1:]]
    made = [own[n % len(own)].split("\n", 1)[1] for n in range(number)]
    rows = "\n".join(f"  - code: X {n}\n{rest}" for n, rest in enumerate(made, 1))
    return pinned(f"{text[:begins]}{rows}\n\n{text[ends:]}")


def a_registered_agreement(reference: str = REFERENCE, kept: Pinned | None = None) -> AgreementFacts:
    """An agreement registered by the contract manager of the council, in an installation with its people."""
    if not queries.installation().begun:
        an_installation()
    by = who("contract-manager@rotherham.example", BEGINS)
    register_agreement(a_registration(by, reference, kept), by=by, at=BEGINS)
    return the_agreement(reference)


DATES = {"entered": "2008-06-02", "effective": "2008-07-01", "commencement": "2008-10-01", "value": "1250000"}


def a_partnership(
    template: str = "supported-housing-partnering",
    reference: str = "FIVE-BOROUGHS",
    at: datetime = LATER,
    **chosen: str,
) -> AgreementFacts:
    """An agreement with a term, reviews and obligations, between the council and the company."""
    if not queries.installation().begun:
        an_installation()
    by = who(MANAGER, at)
    shelf = on_the_shelf(template).template
    sides = {name: COUNCIL if party.role == "commissioner" else COMPANY for name, party in shelf.parties.items()}
    seats = {name: sides[name] for name in shelf.close.countersigned_by}
    wanted = registration(template, reference, "A partnership", seats | DATES | chosen, by=by, on=at.date())
    register_agreement(wanted, by=by, at=at)
    return the_agreement(reference, at=at)


def the_agreement(reference: str = REFERENCE, email: str = OFFICER, at: datetime = LATER) -> AgreementFacts:
    by = who(email, at)
    with acting(by, on=at.date()):
        return agreement_named(reference, by=by)


def what_is_kept(reference: str = REFERENCE) -> None:
    """A change that is proposed, an anomaly and a document of an agreement, each the first of its year."""
    agreement, by = the_agreement(reference), who(MANAGER)
    indicator = next(one.code for one in agreement.template.indicators if one.unit is Unit.PERCENT)
    when, target = period("2009-10"), "99.00 %"
    said = {"title": "Another target", "why": "It is exceeded", "takes_effect_on": date(2009, 4, 1)}
    changing.propose(agreement, by=by, at=LATER, **said, indicator=indicator, period=when, target=target)
    keeping.name_anomaly(agreement, by=by, at=LATER, kind="no rate", what="Roofs")
    keeping.register_document(agreement, by=by, at=LATER, title="Plan", place="Shelf", review_on=date(2009, 4, 1))
