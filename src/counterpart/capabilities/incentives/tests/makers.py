"""Brings sums, statements and waivers to a stage through acts, in the supported housing partnership of 2008."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.governance.tests.makers import (
    DIRECTOR,
    HOMES,
    LEAD,
    MANAGER,
    PROVIDER,
    a_core_group,
    agreed,
    decide,
    done,
    on,
    vote,
)
from counterpart.capabilities.incentives import queries
from counterpart.capabilities.incentives.rules.statements import Statement, Waiver
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, LATER, who
from counterpart.capabilities.performance.tests.makers import returns_of, send
from counterpart.engines.access.actors import acting

THEN = on(2009, 1, 12)
QUARTER = "2008-Q3"
MISSED = f"indicator,period,value\nOSL 1,{QUARTER},94.9\nNI 141,{QUARTER},41\nNI 142,{QUARTER},97\n"
MONTHS = ("2008-10-31", "2008-11-30", "2008-12-31")


def a_partnership_with_charges(home: Path) -> None:
    """Its core group sits, three months are charged, and the quarter’s figures are in: the service level is missed."""
    a_core_group()
    for month in MONTHS:
        enter("charges", "£100,000.00", month)
    send(the_agreement(), home, returns_of(MISSED))


def what_is_stated() -> None:
    """A statement of a partnership that there is already: three charges, no figures yet, provisional."""
    for month in MONTHS:
        enter("charges", "£100,000.00", month, at=LATER)
    draw(at=LATER)


def enter(kind: str, amount: str, day: str, *, by: str = MANAGER, at: datetime = THEN, **more: Any) -> str:
    sent = {"kind": kind, "amount": amount, "on": day, "evidence": "Ledger report 7"} | more
    return str(done("sum.entered", by, at, **sent)["reference"])


def draw(when: str = QUARTER, *, by: str = MANAGER, at: datetime = THEN) -> str:
    return str(done("statement.drawn", by, at, period=when)["reference"])


def finalise(statement: str, *, by: str = MANAGER, at: datetime = THEN) -> Mapping[str, Any]:
    """Propose that a statement be final; whoever asks signs for their own party at once."""
    return done("statement.finalised", by, at, {"number": statement})


def sign(statement: str, *, at: datetime = THEN) -> None:
    """Make a statement final by both hands."""
    told = finalise(statement, at=at)
    agreed(told["reference"], PROVIDER, at)


def propose_waiver(statement: str, line: int = 1, *, at: datetime = THEN, **more: Any) -> str:
    sent = {"reason": "The flood of November", "authority": "Scheme of delegation 4.2"} | more
    return str(done("waiver.granted", MANAGER, at, {"number": statement, "line": str(line)}, **sent)["reference"])


def decided(proposal: str, *, at: datetime = THEN) -> Mapping[str, Any]:
    """The core group decides on a proposal by circulation, both parties for it."""
    sent = {"because": "The invoice is due", "reply_by": "2009-01-30", "proposal": proposal}
    motion = str(done("motion.circulated", MANAGER, at, {"group": "core-group"}, **sent)["reference"])
    vote(motion, LEAD, at)
    vote(motion, DIRECTOR, at)
    return decide(motion, at)


def the_agreement(*, by: str = MANAGER) -> AgreementFacts:
    with acting(who(by, THEN), on=THEN.date()):
        return agreement_named(HOMES, by=who(by, THEN))


def the_statement(reference: str, *, by: str = KPI_MANAGER) -> Statement:
    agreement = the_agreement(by=by)
    with acting(who(by, THEN), on=THEN.date()):
        return queries.statement_named(agreement, reference)


def the_waivers(*, by: str = KPI_MANAGER) -> list[Waiver]:
    agreement = the_agreement(by=by)
    with acting(who(by, THEN), on=THEN.date()):
        return queries.waivers_of(agreement)
