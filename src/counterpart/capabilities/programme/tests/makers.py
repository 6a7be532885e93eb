"""Brings plans, schemes and improvement proposals to a stage through acts, as a page, a program or a command does."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings

from counterpart.capabilities.agreements.tests.makers import the_agreement
from counterpart.capabilities.partners.tests.makers import LATER, OFFICER, offered, who
from counterpart.capabilities.programme.queries.improvements import improvement_named
from counterpart.capabilities.programme.queries.schemes import scheme_named
from counterpart.capabilities.programme.rules.improvements import Improvement
from counterpart.capabilities.programme.rules.schemes import Scheme
from counterpart.engines.access.actors import acting

settings.REGISTER_ACTS()
MANAGER, PROVIDER = "contract-manager@rotherham.example", "provider-manager@2010rotherham.example"
LEAD = "lead@rotherham.example"
REFERENCE = "ROTHERHAM"
TODAY = LATER.date()
PLAN: dict[str, Any] = {
    "year": "2008-09",
    "aims": "Repairs are done at the first visit, and tenants are told when.",
    "priorities": ["Empty homes", "Gas safety"],
    "measures": ["BV 66a: 98.5", "BV 63"],
}
SCHEME: dict[str, Any] = {
    "title": "New roofs at Park Hill",
    "area": "Rotherham North",
    "owner": "provider: manager of planned work",
    "starts_on": "2008-06-01",
    "ends_on": "2008-08-31",
    "value": "£92,000.00",
}
PROPOSAL: dict[str, Any] = {
    "title": "One van for two trades",
    "what": "A joiner and a plumber go together where a job needs both.",
    "gain": "Tenants wait in once and not twice.",
    "saving": "12,400.50",
    "rests_on": "214 jobs of 2007/08 that took two visits",
    "occasion": "core-group, June 2008",
}
DECIDED = {"decided_by": "Core group 6/08", "reason": "It costs nothing to begin with"}
PILOTED: dict[str, Any] = DECIDED | {
    "question": "Are both trades done in one visit?",
    "baseline": "62 % in 2007/08",
    "measures": ["Jobs done in one visit", "Hours a job"],
    "begins_on": "2008-07-01",
    "ends_on": "2008-09-30",
    "evaluate_by": "2008-10-31",
}


def at(days: int = 0) -> datetime:
    return LATER + timedelta(days=days)


def ask(act: str, by: str, *, number: str = "", days: int = 0, reference: str = REFERENCE, **sent: Any) -> Any:
    """Do what is offered."""
    places = {"reference": reference} | ({"number": number} if number else {})
    return offered(act, by, places=places, at=at(days), **sent)


def agree(number: str, by: str, *, days: int = 0) -> Any:
    """Agree for one’s party to what is proposed."""
    return ask("proposal.agreed", by, number=number, days=days)


def a_plan(*, days: int = 0, **more: Any) -> None:
    """A plan that the commissioner proposed and the provider agreed to."""
    told = ask("plan.agreed", MANAGER, days=days, **(PLAN | more))
    agree(told["reference"], PROVIDER, days=days)


def a_scheme(**more: Any) -> str:
    return str(ask("scheme.added", PROVIDER, **(SCHEME | more))["reference"])


def a_proposal(**more: Any) -> str:
    return str(ask("improvement.proposed", PROVIDER, **(PROPOSAL | more))["reference"])


def a_pilot(number: str = "") -> str:
    """A proposal that is piloted; gives the reference of the proposal."""
    number = number or a_proposal()
    ask("improvement.piloted", MANAGER, number=number, **PILOTED)
    return number


def the_scheme(reference: str = "SCH-2008-0001", *, by: str = OFFICER) -> Scheme:
    agreement = the_agreement(email=by)
    with acting(who(by), on=TODAY):
        return scheme_named(agreement, reference)


def the_improvement(reference: str = "IMP-2008-0001", *, by: str = OFFICER) -> Improvement:
    agreement = the_agreement(email=by)
    with acting(who(by), on=TODAY):
        return improvement_named(agreement, reference)


def day(text: str) -> date:
    return date.fromisoformat(text)


def what_is_planned() -> None:
    """One of everything that this room keeps: a plan, a scheme with an order, and a proposal that is piloted."""
    a_plan()
    number = a_scheme()
    ask("scheme.ordered", MANAGER, number=number, order="PO 1", value="46,000.00")
    a_pilot()
