"""Brings the people of an agreement to a stage through acts: a deputy, a lead and a director, a subcontractor."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from counterpart.capabilities.agreements.actions.registering import give_role
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.agreements.tests.makers import a_registered_agreement, the_agreement
from counterpart.capabilities.partners.actions import add_person
from counterpart.capabilities.partners.queries import installation
from counterpart.capabilities.partners.tests.makers import COMPANY, COUNCIL, LATER, OFFICER, who
from counterpart.capabilities.team.actions import people, subcontractors
from counterpart.capabilities.team.queries.people import Team, somebody_in, team_of
from counterpart.capabilities.team.queries.subcontractors import subcontractor_named
from counterpart.capabilities.team.rules.members import OfSomebody
from counterpart.capabilities.team.rules.subcontractors import Subcontractor
from counterpart.engines.access.actors import acting
from counterpart.engines.evidence.store import Store, fingerprint

MANAGER = "contract-manager@rotherham.example"
PROVIDER = "provider-manager@2010rotherham.example"
DEPUTY, LEAD = "deputy@rotherham.example", "lead@rotherham.example"
DIRECTOR = "director@2010rotherham.example"
SUBCONTRACTOR, ROOFER = "SUB-2008-0001", "A Roofing Company"
TODAY = LATER.date()
ORDER = b"Order 7: we work in the open, and share what saves money."
ORDER_FINGERPRINT = fingerprint(ORDER)


def later(days: int) -> datetime:
    return LATER + timedelta(days=days)


def newcomer(email: str, post: str, organisation: str = COUNCIL, *, at: datetime = LATER) -> None:
    """Somebody who comes after the agreement was registered, in a post and the role of it."""
    details = {
        "name": f"{post}, {organisation} ({email.partition('@')[0]})",
        "organisation": organisation,
        "post": post,
    }
    add_person(installation(), by=who("administrator@counterpart.example"), at=at, email=email, **details)
    give_role(the_agreement(), by=who(MANAGER, at), at=at, email=email)


def a_team() -> AgreementFacts:
    """The registered agreement with a second performance officer at the council, its lead, and a director opposite."""
    a_registered_agreement()
    newcomer(DEPUTY, "performance officer")
    newcomer(LEAD, "commissioner lead")
    newcomer(DIRECTOR, "provider director", COMPANY)
    return the_agreement()


def of(email: str, at: datetime = LATER) -> OfSomebody:
    agreement = the_agreement()
    with acting(who(MANAGER), on=LATER.date()):
        return somebody_in(agreement, email, on=at.date())


def stand_in(
    whom: str = MANAGER,
    to: str = DEPUTY,
    *,
    by: str | None = None,
    since: date = TODAY,
    until: date = TODAY + timedelta(days=13),
    at: datetime = LATER,
    roles: tuple[str, ...] = (),
) -> Any:
    return people.delegate(of(whom), by=who(by or whom, at), at=at, to=to, since=since, until=until, roles=roles)


def the_team(at: datetime = LATER, *, by: str = OFFICER) -> Team:
    agreement = the_agreement(email=by)
    with acting(who(by, at), on=at.date(), snapshot=True):
        return team_of(agreement, on=at.date())


def a_subcontractor(*, by: str = PROVIDER, at: datetime = LATER) -> Subcontractor:
    """A roofing company, proposed by the provider and waiting for the commissioner."""
    subcontractors.propose(
        the_agreement(),
        by=who(by, at),
        at=at,
        name=ROOFER,
        scope="Roofs of flats, and gutters",
        areas=["Roofing", "Gutters"],
        reason="Two roofers have left us",
    )
    return the_subcontractor(at=at)


def a_shown_subcontractor(home: Path, *, at: datetime = LATER) -> Subcontractor:
    """The roofing company, with the order that passes two of the principles on to it."""
    subcontractors.show_flow_down(
        a_subcontractor(at=at),
        by=who(PROVIDER, at),
        at=at,
        document="Order 7",
        principles=["collaboration", "value"],
        data=ORDER,
        store=Store(home / "evidence"),
    )
    return the_subcontractor(at=at)


def the_subcontractor(reference: str = SUBCONTRACTOR, *, at: datetime = LATER) -> Subcontractor:
    agreement = the_agreement()
    with acting(who(OFFICER, at), on=at.date()):
        return subcontractor_named(agreement, reference)


def decide(verb: str, *, by: str = MANAGER, at: datetime = LATER, reason: str = "They were audited") -> Any:
    return getattr(subcontractors, verb)(the_subcontractor(at=at), by=who(by, at), at=at, reason=reason)
