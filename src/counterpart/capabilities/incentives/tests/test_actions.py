"""Sums, provisional statements, waivers by the core group, and statements signed by both: through the database."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from counterpart.capabilities.governance.tests.makers import DIRECTOR, HOMES, MANAGER, PROVIDER, agreed, done
from counterpart.capabilities.incentives.tests.makers import (
    QUARTER,
    THEN,
    a_partnership_with_charges,
    decided,
    draw,
    enter,
    finalise,
    propose_waiver,
    the_statement,
    the_waivers,
)
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, OUTSIDER
from counterpart.values.refusal import Refused

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh")]
D = Decimal


def refused(act: str, by: str, places: Any = None, **sent: Any) -> str:
    with pytest.raises(Refused) as no:
        done(act, by, THEN, places, **sent)
    return no.value.refusal.code


def test_a_statement_is_drawn_from_what_was_entered_and_is_provisional(home: Path) -> None:
    a_partnership_with_charges(home)
    enter("saving", "12,000.01", "2008-11-03", about="One round for two services")
    one = the_statement(draw())
    assert (one.state, one.period, one.seals) == ("provisional", QUARTER, {})
    assert [(line.rule, line.computed, line.amount) for line in one.lines] == [
        ("credit retention", D("-15000.00"), D("-15000.00")),
        ("innovation savings", D("6000.00"), D("6000.00")),
    ]
    assert one.due == D("-9000.00")
    counting = one.lines[0].steps[1]
    assert counting["because"] == "0 of 1 service levels were met; missed: OSL 1"
    assert counting["inputs"][0]["because"] == "OSL 1 was 94.9 against a target of 95 (2008-Q3, not sealed, OSL 1)"
    assert one.lines[0].steps[0]["inputs"][0]["because"].endswith("100000 (SUM-2009-0001)")


def test_drawn_again_from_the_same_it_is_the_same_to_its_digest(home: Path) -> None:
    a_partnership_with_charges(home)
    first, second = (the_statement(draw()) for _ in range(2))
    assert first.digest == second.digest
    assert the_statement(first.reference).state == "superseded"
    enter("charges", "£90,000.00", "2008-12-31")
    again = the_statement(draw())
    assert again.lines[0].amount == D("-14500.00")


def test_it_is_not_final_before_the_period_is_sealed(home: Path) -> None:
    a_partnership_with_charges(home)
    statement = draw()
    with pytest.raises(Refused) as no:
        finalise(statement)
    assert no.value.refusal.code == "statement.not-sealed"
    assert no.value.refusal.next_step.startswith("Close it: counterpart close FIVE-BOROUGHS 2008-Q3")


def test_a_waiver_is_decided_by_the_core_group_and_only_then_does_it_stand(home: Path) -> None:
    a_partnership_with_charges(home)
    statement = draw()
    proposal = propose_waiver(statement, amount="5,000.00")
    assert proposal.startswith("PRP-")
    assert the_waivers() == []
    decided(proposal)
    (waiver,) = the_waivers()
    assert (waiver.rule, waiver.amount, waiver.authority) == (
        "credit retention",
        D("5000.00"),
        "Scheme of delegation 4.2",
    )
    one = the_statement(draw())
    assert next((line.computed, line.waived, line.amount) for line in one.lines) == (
        D("-15000.00"),
        D("5000.00"),
        D("-10000.00"),
    )


def test_what_takes_nothing_off_is_not_waived_nor_more_than_it_takes(home: Path) -> None:
    a_partnership_with_charges(home)
    places = {"number": draw(), "line": "1"}
    why = {"reason": "The flood", "authority": "4.2"}
    assert refused("waiver.granted", MANAGER, places | {"line": "2"}, **why) == "waiver.nothing"
    assert refused("waiver.granted", MANAGER, places, **why, amount="15,000.01") == "waiver.too-much"
    assert refused("waiver.granted", MANAGER, places, **why, amount="much") == "waiver.unfit"
    assert refused("waiver.granted", MANAGER, places, reason="The flood") == "request.unfit"
    assert refused("waiver.granted", PROVIDER, places, **why) == "waiver.not-yours"
    assert refused("waiver.granted", MANAGER, places | {"line": "9"}, **why) == "statement.unknown"


def test_relief_needs_the_other_party(home: Path) -> None:
    a_partnership_with_charges(home)
    sent = {"indicator": "OSL 1", "period": QUARTER, "reason": "The flood"}
    told = done("relief.agreed", MANAGER, THEN, **sent)
    assert "waits for provider" in told["says"]
    agreed(told["reference"], PROVIDER, THEN)
    assert refused("relief.agreed", MANAGER, **sent | {"indicator": "Z"}) == "relief.unfit"
    assert refused("relief.agreed", MANAGER, **sent | {"period": "never"}) == "relief.unfit"
    assert refused("relief.agreed", KPI_MANAGER, **sent) == "relief.not-yours"


def test_what_cannot_be_entered_or_drawn_is_refused_in_words(home: Path) -> None:
    a_partnership_with_charges(home)
    charges = {"kind": "charges", "amount": "1.00", "on": "2008-10-31", "evidence": "Report"}
    assert refused("sum.entered", MANAGER, **charges | {"kind": "tips"}) == "sum.unfit"
    assert refused("sum.entered", MANAGER, **charges | {"amount": "1.001"}) == "sum.unfit"
    assert refused("sum.entered", MANAGER, **charges | {"kind": "saving"}) == "sum.unfit"
    assert refused("sum.entered", MANAGER, **charges | {"amount": "-1"}) == "sum.unfit"
    assert refused("sum.entered", MANAGER, **charges | {"party": "nobody"}) == "sum.unfit"
    assert refused("sum.entered", MANAGER, **charges | {"share": "40 %"}) == "request.unfit"
    assert refused("sum.entered", KPI_MANAGER, **charges) == "sum.not-yours"
    assert refused("statement.drawn", MANAGER, period="2008-10") == "statement.no-money"
    assert refused("statement.drawn", KPI_MANAGER, period=QUARTER) == "statement.not-yours"
    assert refused("statement.finalised", KPI_MANAGER, {"number": draw()}) == "statement.not-yours"
    with pytest.raises(Refused):
        done("statement.drawn", OUTSIDER, THEN, of=HOMES, period=QUARTER)
    assert DIRECTOR


def test_another_share_of_a_saving_is_decided_by_the_core_group(home: Path) -> None:
    a_partnership_with_charges(home)
    saving = enter("saving", "1,000.00", "2008-11-03", about="One round for two services")
    sent = {"saving": saving, "share": "30 %", "reason": "The council bore the cost of it"}
    told = done("saving.shared", PROVIDER, THEN, **sent)
    assert "waits for core-group" in told["says"]
    decided(told["reference"])
    line = the_statement(draw()).lines[1]
    assert line.amount == D("300.00")
    assert "£300.00 to provider (30 %), as core-group decided" in line.steps[0]["because"]
    enter("saving", "2,000.00", "2008-11-03", about="One round for two services")
    assert the_statement(draw()).lines[1].amount == D("600.00")
    assert refused("saving.shared", MANAGER, **sent | {"saving": "SUM-2009-0001"}) == "saving.unknown"
    assert refused("saving.shared", MANAGER, **sent | {"saving": "SUM-2009-0006", "share": "x"}) == "sum.unfit"
