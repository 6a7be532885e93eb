"""Brings frameworks, funding and the register to a stage through acts, in an agreement with two providers."""

from datetime import date
from typing import Any

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.frameworks.queries.frameworks import framework_named
from counterpart.capabilities.frameworks.rules.shared import Framework
from counterpart.capabilities.partners import queries
from counterpart.capabilities.partners.actions import add_person
from counterpart.capabilities.partners.tests.makers import (
    BEGINS,
    COMPANY,
    COUNCIL,
    LATER,
    OFFICER,
    OTHER,
    an_installation,
    offered,
    who,
)
from counterpart.capabilities.team.tests.makers import later
from counterpart.capabilities.team.tests.other_agreements import again, an_agreement_by
from counterpart.engines.access.actors import acting

CONTRACTOR, CONSULTANT = "provider-manager@2010rotherham.example", "provider-manager@other-provider.example"
MANAGER, LEAD = "contract-manager@rotherham.example", "lead@rotherham.example"
HIGHWAYS = "HIGHWAYS"
PARTIES = {"council": COUNCIL, "contractor": COMPANY, "consultant": OTHER}
FRAMEWORK: dict[str, Any] = {
    "title": "Floating support for single homeless people",
    "lead": "Hammersmith and Fulham",
    "starts_on": "2008-05-01",
    "ends_on": "2012-04-30",
    "most": "1,000,000.00",
}
CALL_OFF: dict[str, Any] = {
    "authority": "Ealing",
    "title": "Support in Ealing",
    "supplier": "A Support Charity",
    "value": "250,000.00",
    "starts_on": "2008-06-01",
    "ends_on": "2010-05-31",
    "how": "competitive selection",
}
REGIME: dict[str, Any] = {
    "regime": "Procurement Act 2023",
    "kind": "services",
    "value": "8,000,000.00",
    "evidence": "Tender notice 012345-2026",
    "tested_on": "2026-05-01",
}
CONTRACT: dict[str, Any] = {
    "reference": "C7",
    "title": "Gritting",
    "description": "Gritting of roads",
    "department": "Place",
    "supplier": "A Gritting Company",
    "total_value": "12,000",
    "starts_on": "2008-05-01",
    "ends_on": "2009-04-30",
    "process": "tender",
}
REGISTER = (
    "\ufeffDirectorate Name,Process Used,Purchasing Body,Contract Reference,Contract Title,Contract Description,"
    "Supplier Company Name,Supplier Postcode,Annual Value,Total Contract Value (including extensions),OJEU/FTS?,"
    "Start Date,End Date,Contract Duration (months),Option to extend (months),How many extensions,Extension 1 Taken?,"
    "Extension 2 Taken?,Current Expiry Date,SME Supplier?,ProClass Classification,ProClass Description,Company Number,"
    "Visibility\n"
    "Place,ITT,A Council,C100,Bridges,Bridges,A Bridge Company,,5000.00,15000.00,No,2020-04-01,2023-03-31,36,12,1,Yes,,"
    "2023-03-31,Yes,,Roads,01234567,Public\n"
    "Place,ITT,A Council,C101,Roofs,Roofs,A Roofing Company,,1000.00,1000.00,Noo,2021-04-01,2022-03-31,12,0,0,N/A,N/A,"
    "2022-03-31,No,,Housing,,Public\n"
    "Place,ITT,A Council,C101,Gutters,Gutters,A Roofing Company,,-,2000.00,No,2022-04-01,2022-03-31,12,0,0,N/A,N/A,"
    "2022-03-01,No,,Housing,,Public\n"
    "Place,RFQ,A Council,,Paths,Paths,A Path Company,,900.00,900.00,No,2021-09-31,2022-03-31,6,0,0,N/A,N/A,2022-03-31,"
    "No,,Roads,,Public\n"
    "Place,RFQ,A Council,C102,Trees,Trees,A Tree Company,,900.00,900.00,No,2021-09-01,2022-03-31,6,0,0,N/A,N/A,"
    "2022-03-31,No,,Parks,,Public\n"
).encode()
"""A made register in the columns of a council’s, with the faults that a real one of July 2022 has."""


def an_agreement_of_two_providers() -> AgreementFacts:
    an_installation()
    person = {"email": CONSULTANT, "name": "provider manager, Another Provider", "organisation": OTHER}
    administrator = who("administrator@counterpart.example", BEGINS)
    add_person(queries.installation(), by=administrator, at=BEGINS, post="provider manager", **person)
    return an_agreement_by("service-delivery", PARTIES, reference=HIGHWAYS)


def do(act: str, by: str = MANAGER, *, number: str = "", days: int = 0, **sent: Any) -> Any:
    places = {"reference": HIGHWAYS} | ({"number": number} if number else {})
    return offered(act, by, places=places, at=later(days), **sent)


def a_framework(*, joined: bool = True, **more: Any) -> str:
    number = str(do("framework.set_up", **(FRAMEWORK | more))["reference"])
    if joined:
        do("access.agreed", number=number, authority="Ealing", since="2008-05-06", share="40")
    return number


def the_framework(number: str = "FRM-2008-0001") -> Framework:
    agreement = again(HIGHWAYS)
    with acting(who(OFFICER), on=LATER.date()):
        return framework_named(agreement, number)


def day(text: str) -> date:
    return date.fromisoformat(text)


def what_is_shared(reference: str = "ROTHERHAM") -> None:
    """One of everything that this room keeps, in an agreement of one provider."""
    at = {"reference": reference}
    number = str(offered("framework.set_up", MANAGER, places=at, **FRAMEWORK)["reference"])
    within = at | {"number": number}
    offered("access.agreed", MANAGER, places=within, authority="Ealing", since="2008-05-06", share="40")
    offered("calloff.made", MANAGER, places=within, **CALL_OFF)
    offered("rates.entered", CONTRACTOR, places=within, rates=["ROAD1: 12.50 m2"], since="2008-05-06")
    offered(
        "funding.agreed", MANAGER, places=at, kind="pooled", since="2008-05-01", contributions=["Camden: 2", "Brent: 1"]
    )
    offered("cost.split", MANAGER, places=at, what="Salt", on="2008-05-06", amount="100.00")
    offered("regime.recorded", MANAGER, places=at, **REGIME)
    offered("notice.asked", MANAGER, places=at, event="contract entered into", on="2026-06-01")
    offered("contract.entered", OFFICER, places=at, **CONTRACT)
