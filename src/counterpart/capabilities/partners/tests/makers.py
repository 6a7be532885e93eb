"""Brings an installation to the stage where the people of both sides are in it, through acts."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from counterpart.capabilities.partners import actions as partners
from counterpart.capabilities.partners import queries
from counterpart.engines.access.actors import acting, actor
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts import hands
from counterpart.engines.acts.asked import Upload
from counterpart.engines.acts.offers import OFFERS, read

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


def offered(
    act: str, by: str, *, places: Mapping[str, str], at: datetime = LATER, file: Upload | None = None, **sent: Any
) -> Any:
    """Do what is offered, as a page, a program or a command does."""
    settings.REGISTER_ACTS()
    offer, actor = OFFERS[act], who(by, at)
    with acting(actor, on=at.date()):
        return hands.do(offer, places, read(offer.body, sent), by=actor, at=at, file=file)


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
