"""Brings an agreement to the stage where its returns and benchmarks are in, through acts."""

from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.agreements.tests.makers import MANAGER, a_registered_agreement
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, LATER, OFFICER, offered, who
from counterpart.capabilities.performance.actions.intake import Incoming, take_in
from counterpart.engines.evidence.store import Store

STORY = files("counterpart") / "demo" / "rotherham"
RETURNS, BENCHMARKS = "returns-2007-08.csv", "benchmarks-2007-08.csv"


def send(
    agreement: AgreementFacts,
    home: Path,
    incoming: Incoming,
    *,
    by: str = KPI_MANAGER,
    at: datetime = LATER,
    **more: Any,
) -> Any:
    """Send a file in, as the company's KPI manager unless another is named."""
    return take_in(agreement, by=who(by), at=at, incoming=incoming, store=Store(home / "evidence"), **more)


def returns_of(text: str, **more: Any) -> Incoming:
    """A file of returns from lines of text."""
    return Incoming("returns", more.pop("name", "returns.csv"), text.encode(), **more)


def an_agreement_with_returns(home: Path) -> AgreementFacts:
    """The agreement with the thirteen returns of both years and the published labels."""
    agreement = a_registered_agreement()
    send(agreement, home, Incoming("returns", RETURNS, (STORY / RETURNS).read_bytes()))
    send(agreement, home, Incoming("benchmarks", BENCHMARKS, (STORY / BENCHMARKS).read_bytes()))
    return agreement


def what_is_sought() -> None:
    """A yearly round with a target that is proposed and challenged, and an action plan that is written."""
    round = {"reference": "ROTHERHAM", "number": "RND-2008-0001"}
    target = round | {"code": "BV 66a"}
    why = {"why": "Rents rise", "priorities": "Tenants’ panel"}
    opening = {"year": "2008-09", "propose_by": "2008-06-30"}
    offered("round.opened", OFFICER, places={"reference": "ROTHERHAM"}, **opening)
    offered("target.proposed", MANAGER, places=target, target="98.25 %", **why)
    offered("target.challenged", OFFICER, places=target, question="Why below what was reached?")
    plan = {"reference": "ROTHERHAM", "year": "2008-09", "code": "BV 66a"}
    offered("action_plan.written", KPI_MANAGER, places=plan, actions="Call each tenant in arrears by June")
