"""The yearly round through the database and on its pages: from an unset target to the terms of next year."""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from tests.api.asking import V1, client_of

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.agreements.tests.makers import MANAGER, PROVIDER
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, OFFICER, OUTSIDER, offered, who
from counterpart.capabilities.performance.api.round import RoundTold, SoughtTold
from counterpart.capabilities.performance.queries import round as queries
from counterpart.capabilities.performance.rules.round import Round, Sought
from counterpart.capabilities.performance.tests.makers import an_agreement_with_returns
from counterpart.engines.access.actors import acting
from counterpart.engines.access.models import Person
from counterpart.engines.acts.asked import Part
from counterpart.engines.clocks.running import clocks_of
from counterpart.values.refusal import Refused

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh", "home")]
REF, RND = "ROTHERHAM", "RND-2009-0001"
WHEN = datetime(2009, 1, 12, 10, tzinfo=ZoneInfo("Europe/London"))
COUNCILLOR, TENANT = "councillor@rotherham.example", "tenant-representative@rotherham.example"
PAGES = f"/agreements/{REF}/rounds"


def ask(act: str, by: str, *, at: datetime = WHEN, code: str = "", number: str = "", **sent: Any) -> Any:
    places = {"reference": REF} | ({"number": number or RND} if act != "round.opened" else {})
    return offered(act, by, places=places | ({"code": code} if code else {}), at=at, **sent)


def the_round() -> Round:
    by = who(OFFICER, WHEN)
    with acting(by, on=WHEN.date()):
        return queries.round_named(agreement_named(REF, by=by, on=WHEN.date()), RND)


def the_target(code: str) -> Sought:
    return next(one for one in the_round().targets if one.indicator.code == code)


def proposed(code: str, target: str, by: str = MANAGER) -> str:
    said: str = ask(
        "target.proposed", by, code=code, target=target, why="What the plan allows", priorities="Tenants’ panel, 2008"
    )["says"]
    return said


@pytest.fixture
def opened(fresh: Any, home: Path) -> None:
    an_agreement_with_returns(home)
    ask("round.opened", OFFICER, year="2008-09", propose_by="2009-02-27")


@pytest.mark.usefixtures("opened")
def test_a_round_is_opened_once_a_year_and_every_target_in_it_is_unset() -> None:
    one = the_round()
    assert (len(one.targets), len(one.unset), one.state) == (13, 13, "open")
    with pytest.raises(Refused, match="is the round of 2008/09"):
        ask("round.opened", OFFICER, year="2008-09", propose_by="2009-02-27")
    with pytest.raises(Refused, match="is no year"):
        ask("round.opened", OFFICER, year="2009-04", propose_by="2009-02-27")
    with pytest.raises(Refused) as refused:
        ask("round.opened", KPI_MANAGER, year="2009-10", propose_by="2009-02-27")
    assert refused.value.refusal.code == "round.not-yours"
    by = who(OFFICER, WHEN)
    with acting(by, on=WHEN.date()):
        (clock,) = clocks_of(one.agreement_id, REF, about=("targets to propose",))
    assert (clock.party, clock.due_on.isoformat()) == ("commissioner", "2009-02-27")


@pytest.mark.usefixtures("opened")
def test_a_target_goes_from_its_proposal_through_its_challenge_into_the_terms_of_the_year() -> None:
    said = proposed("BV 66a", "98.25 %")
    assert "98.25 % is 0.22 points worse than 98.47 %, which was reached in 2007/08." in said
    assert "asks nothing" in proposed("BV 66b", "2.80 %")
    ask("target.commented", TENANT, code="BV 66a", comment="Arrears worry the tenants’ panel")
    ask("target.commented", COUNCILLOR, code="BV 66a", comment="It was higher last year")
    with pytest.raises(Refused) as refused:
        ask("round.put_forward", MANAGER, indicators=["BV 66a", "BV 63"], why="The year’s targets")
    assert [(p.place, p.found) for p in refused.value.refusal.problems] == [
        ("BV 66a", "the test of challenge questions it, and nobody has challenged and answered that"),
        ("BV 63", "nobody has proposed a target"),
    ]
    with pytest.raises(Refused) as alone:
        ask("target.challenged", MANAGER, code="BV 66a", question="Why below what was reached?")
    assert alone.value.refusal.code == "target.two-hands"
    ask("target.challenged", PROVIDER, code="BV 66a", question="Why below what was reached?")
    assert [one.indicator.code for one in the_round().unchallenged] == ["BV 66b"]
    ask("target.answered", MANAGER, code="BV 66a", answer="Rents rise by more than wages this year")
    told = ask("round.put_forward", MANAGER, why="The year’s targets", takes_effect_on="2009-02-01")
    assert told["says"].startswith("2 targets are put forward as CHG-2009-0001, to hold from 1 February 2009.")
    assert the_target("BV 66a").state == "put forward"
    change = {"number": told["reference"]}
    ask("change.assessed", PROVIDER, **change, service="None", money="None", advice="Agree")
    asked = ask("change.agreed", MANAGER, **change)
    ask("proposal.agreed", PROVIDER, number=asked["reference"])
    assert the_target("BV 66a").state == "agreed"
    later = datetime(2009, 2, 2, tzinfo=WHEN.tzinfo)
    with acting(by := who(OFFICER, later), on=later.date()):
        terms = agreement_named(REF, by=by, on=later.date()).template
    assert [terms.indicator(code).target.get("2008-09") for code in ("BV 66a", "BV 66b")] == ["98.25 %", "2.80 %"]  # type: ignore[union-attr]


@pytest.mark.usefixtures("opened")
def test_the_pages_of_a_round_tell_what_is_unset_and_unchallenged_and_are_hidden_from_outsiders() -> None:
    proposed("BV 66a", "98.25 %")
    client = Client()
    client.force_login(Person.objects.get(email=COUNCILLOR))
    listed = client.get(PAGES).content.decode()
    assert "0 of 13 targets are agreed, and 12 are unset; the test of challenge questions 1" in listed
    shown = client.get(f"{PAGES}/{RND}").content.decode()
    assert "BV 66a Rent collected, which the test questions" in shown
    one = client.get(f"{PAGES}/{RND}/targets/bv66a").content.decode()
    assert "Worse than the last outturn" in one
    assert "Comment on it" in one
    assert "Challenge it" not in one
    assert "2.89 %" in client.get(f"{PAGES}/{RND}/targets/BV 66b").content.decode()
    program = client_of(COUNCILLOR)
    (row,) = Part[RoundTold].model_validate(program.get(f"{V1}{PAGES}").json()).items
    assert (row.reference, row.targets, row.unset, row.unchallenged) == (RND, 13, 12, 1)
    told = Part[SoughtTold].model_validate(program.get(f"{V1}{PAGES}/{RND}/targets").json()).items
    (rent,) = [target for target in told if target.indicator == "BV 66a"]
    assert [(finding.kind, finding.by) for finding in rent.findings] == [("worse than the last outturn", "0.22")]
    assert rent.outturns[0].value == "98.47"
    client.force_login(Person.objects.get(email=OUTSIDER))
    assert client.get(f"{PAGES}/{RND}").status_code == 404


@pytest.mark.usefixtures("opened")
def test_a_target_that_is_proposed_anew_is_put_to_the_test_again_and_a_closed_round_stays_closed() -> None:
    proposed("BV 66a", "98.25 %")
    ask("target.challenged", OFFICER, code="BV 66a", question="Why less?")
    proposed("BV 66a", "98.60 %")
    one = the_target("BV 66a")
    assert (one.state, one.version, one.questions, one.waits_for) == ("proposed", 2, (), "")
    with pytest.raises(Refused, match="is not a percentage"):
        proposed("BV 66a", "soon")
    told = ask("round.closed", OFFICER)
    assert told["says"] == f"{RND} is closed: 12 of its targets stayed unset, and 0 challenged by nobody."
    with pytest.raises(Refused, match="is closed"):
        proposed("BV 66a", "98.70 %")
