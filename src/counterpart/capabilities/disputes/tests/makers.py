"""Brings problems, warnings and disputes to a stage through acts, as a page, a program or a command does."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.agreements.tests.makers import a_partnership, the_agreement
from counterpart.capabilities.disputes.queries.disputes import dispute_named
from counterpart.capabilities.disputes.queries.problems import problem_named, warning_named
from counterpart.capabilities.disputes.rules import paths
from counterpart.capabilities.disputes.rules.disputes import Dispute
from counterpart.capabilities.disputes.rules.problems import Problem, Warning
from counterpart.capabilities.partners.tests.makers import LATER, OFFICER, offered, who
from counterpart.engines.access.actors import acting

settings.REGISTER_ACTS()
MANAGER, PROVIDER = "contract-manager@rotherham.example", "provider-manager@2010rotherham.example"
REFERENCE = "FIVE-BOROUGHS"
TODAY = LATER.date()
NOTICE: dict[str, Any] = {
    "title": "The hours of support in March",
    "what": "The commissioner valued 212 hours; the provider applied for 240.",
    "kind": "valuation of an application for payment",
    "claim": "£840.00",
}
ADJUDICATOR = {"adjudicator": "A chartered surveyor", "how": "agreed by the parties", "shown_by": "Letters of 12 May"}
GROUPS = {paths.PLACED: "support-group"} | dict.fromkeys((paths.REFERRED, paths.REFERRED_DIRECTLY), "core-group")


def at(days: int = 0) -> datetime:
    return LATER + timedelta(days=days)


def ask(act: str, by: str, *, number: str = "", days: int = 0, reference: str = REFERENCE, **sent: Any) -> Any:
    """Do what is offered."""
    places = {"reference": reference} | ({"number": number} if number else {})
    return offered(act, by, places=places, at=at(days), **sent)


def agree(number: str, by: str, *, days: int = 0) -> Any:
    """Agree for one’s party to what is proposed."""
    return ask("proposal.agreed", by, number=number, days=days)


def the_partnership() -> AgreementFacts:
    """An agreement whose template has the ladder of 002."""
    return a_partnership()


def a_dispute(by: str = PROVIDER, **more: Any) -> str:
    """A dispute of which notice was given on 6 May 2008, a Tuesday."""
    return str(ask("dispute.notified", by, **(NOTICE | more))["reference"])


def placed(number: str = "") -> str:
    """Before the support group, on 13 May 2008: five working days after the notice."""
    number = number or a_dispute()
    ask("dispute.placed", PROVIDER, number=number, group="support-group", meeting_on="2008-05-13")
    return number


def heard_by_working_group() -> str:
    number = placed()
    ask("dispute.heard", MANAGER, number=number, days=7, outcome="No agreement on travelling time")
    return number


def at_core_group() -> str:
    """Before the core group, on 28 May 2008: ten working days after the meeting before, past a bank holiday."""
    number = heard_by_working_group()
    ask("dispute.referred", PROVIDER, number=number, days=8, group="core-group", meeting_on="2008-05-28")
    return number


def heard_by_core_group() -> str:
    number = at_core_group()
    ask("dispute.heard", PROVIDER, number=number, days=22, outcome="No agreement")
    return number


def heard_by_executives() -> str:
    number = heard_by_core_group()
    sent = {"meeting_on": "2008-06-10", "information": "Rotas and valuations of March"}
    ask("dispute.convened", MANAGER, number=number, days=23, **sent)
    ask("dispute.heard", MANAGER, number=number, days=35, outcome="No agreement")
    return number


def what_is_disputed() -> None:
    """One of everything that this room keeps, in a partnership that is registered: a problem, a warning, a dispute."""
    a_problem()
    a_warning()
    ask("dispute.evidenced", MANAGER, number=placed(), title="Minutes", what="Hours were agreed", clause="Governance 5")


def a_problem(**more: Any) -> str:
    sent = {"title": "Keys are not handed over", "what": "Two flats stood empty for a week", "area": "Accommodation"}
    return str(ask("problem.logged", PROVIDER, **(sent | more))["reference"])


def a_warning(by: str = PROVIDER) -> str:
    sent = {"title": "The lease of the hub ends", "what": "In September, and none is found", "at_stake": "12 places"}
    return str(ask("warning.given", by, **sent)["reference"])


def seen(query: Any, *args: Any) -> Any:
    agreement = the_agreement(REFERENCE)
    with acting(who(OFFICER), on=TODAY):
        return query(agreement, *args)


def the_dispute(reference: str = "DSP-2008-0001") -> Dispute:
    found: Dispute = seen(dispute_named, reference)
    return found


def the_problem(reference: str = "PRB-2008-0001") -> Problem:
    found: Problem = seen(problem_named, reference)
    return found


def the_warning(reference: str = "EWN-2008-0001") -> Warning:
    found: Warning = seen(warning_named, reference)
    return found


def day(text: str) -> date:
    return date.fromisoformat(text)
