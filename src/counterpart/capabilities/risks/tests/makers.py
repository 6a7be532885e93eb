"""Brings risks and issues to a stage through acts, as a page, a program or a command does."""

from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import Any

from django.conf import settings

from counterpart.capabilities.agreements.tests.makers import the_agreement
from counterpart.capabilities.partners.tests.makers import LATER, OFFICER, offered, who
from counterpart.capabilities.risks.queries import issue_named, risk_named
from counterpart.capabilities.risks.rules.issues import Issue
from counterpart.capabilities.risks.rules.risks import Risk
from counterpart.engines.access.actors import acting
from counterpart.engines.acts.asked import Upload

settings.REGISTER_ACTS()
MANAGER, PROVIDER = "contract-manager@rotherham.example", "provider-manager@2010rotherham.example"
REFERENCE = "ROTHERHAM"
TODAY = LATER.date()
REGISTER_OF_2010 = files("counterpart") / "demo" / "bromsgrove-redditch" / "risks-2010.csv"
RISK: dict[str, Any] = {
    "title": "The call centre moves in the busiest month",
    "kept_in": "provider",
    "likelihood": "Medium",
    "impact": "3",
    "owner": "manager of the call centre",
    "review_on": "2008-06-30",
}


def at(days: int = 0) -> datetime:
    return LATER + timedelta(days=days)


def ask(
    act: str,
    by: str,
    *,
    number: str = "",
    days: int = 0,
    reference: str = REFERENCE,
    file: Upload | None = None,
    **sent: Any,
) -> Any:
    """Do what is offered."""
    places = {"reference": reference} | ({"number": number} if number else {})
    return offered(act, by, places=places, at=at(days), file=file, **sent)


def a_risk(**more: Any) -> str:
    return str(ask("risk.entered", PROVIDER, **(RISK | more))["reference"])


def an_issue(number: str = "") -> str:
    """An issue of a risk that has happened."""
    told = ask(
        "risk.happened", PROVIDER, number=number or a_risk(), what="Calls went unanswered", resolve_by="2008-05-20"
    )
    return str(told["reference"])


def what_is_at_risk() -> None:
    """One of everything that this room keeps: a risk that has happened, and its issue."""
    an_issue()


def the_fourteen(*, by: str = MANAGER) -> Any:
    """The register of Bromsgrove and Redditch of January 2011, taken in as a file to the programme’s register."""
    file = Upload("risks-2010.csv", REGISTER_OF_2010.read_bytes())
    return ask("risk.taken_in", by, file=file, kept_in="programme")


def the_risk(reference: str = "RSK-2008-0001", *, by: str = OFFICER) -> Risk:
    agreement = the_agreement(email=by)
    with acting(who(by), on=TODAY):
        return risk_named(agreement, reference)


def the_issue(reference: str = "ISS-2008-0001", *, by: str = OFFICER) -> Issue:
    agreement = the_agreement(email=by)
    with acting(who(by), on=TODAY):
        return issue_named(agreement, reference)


def day(text: str) -> date:
    return date.fromisoformat(text)
