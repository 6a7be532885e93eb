"""Indicators set up, altered and ended by a form, as changes of the terms, through the database."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.agreements.queries.kept import change_named
from counterpart.capabilities.agreements.tests.makers import MANAGER, PROVIDER, a_registered_agreement
from counterpart.capabilities.partners.tests.makers import OFFICER, offered, who
from counterpart.engines.access.actors import acting
from counterpart.engines.access.models import Person
from counterpart.engines.library.rules.template import Template
from counterpart.engines.library.shelf import on_the_shelf
from counterpart.values.refusal import Refused

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh", "home")]
REF = "ROTHERHAM"
WHEN = datetime(2009, 1, 12, 10, tzinfo=ZoneInfo("Europe/London"))
LATER = datetime(2009, 4, 1, 10, tzinfo=ZoneInfo("Europe/London"))
NEW = {
    "code": "CC 1",
    "title": "Calls answered within 30 seconds",
    "kind": "LPI",
    "unit": "percent",
    "better": "higher",
    "clause": "round of 2009/10",
    "target": "80 %",
    "target_period": "2009-10",
    "owner": "commissioner contract manager",
    "manager": "provider KPI manager",
}
HOLDS = {"why": "Nothing measures calls", "takes_effect_on": "2009-04-01"}


def ask(act: str, by: str = MANAGER, of: str = "", **sent: Any) -> Any:
    return offered(act, by, places={"reference": REF} | ({"code": of} if of else {}), at=WHEN, **sent)


def agreed(number: str) -> Template:
    """A change assessed and signed by each, and the terms that then hold."""
    place = {"reference": REF, "number": number}
    offered("change.assessed", PROVIDER, places=place, at=WHEN, service="None", money="None", advice="Agree")
    reply = offered("change.agreed", MANAGER, places=place, at=WHEN)
    offered("proposal.agreed", PROVIDER, places={"reference": REF, "number": reply["reference"]}, at=WHEN)
    with acting(by := who(OFFICER, LATER), on=LATER.date()):
        return agreement_named(REF, by=by, on=LATER.date()).terms.template


def test_an_indicator_is_set_up_by_form_as_a_change_of_the_terms_and_all_else_stays_to_the_letter() -> None:
    a_registered_agreement()
    told = ask("indicator.set_up", **NEW, **HOLDS)
    assert "Indicator CC 1 (Calls answered within 30 seconds) is added" in told["says"]
    template = agreed(told["reference"])
    indicator = template.indicator("cc1")
    assert indicator is not None
    assert (indicator.owner, indicator.manager, dict(indicator.target)) == (
        "commissioner contract manager",
        "provider KPI manager",
        {"2009-10": "80 %"},
    )
    assert [one.code for one in template.indicators][-1] == "CC 1"
    with acting(by := who(OFFICER, LATER), on=LATER.date()):
        text = agreement_named(REF, by=by, on=LATER.date()).terms.text
    lost = [line for line in on_the_shelf("rotherham-almo").text.splitlines() if line not in text.splitlines()]
    assert lost == ["version: 1"]


def test_whatever_a_template_says_of_an_indicator_a_form_can_say() -> None:
    a_registered_agreement()
    more = {
        "kind": "KPI",
        "unit": "number",
        "measured_as": "count",
        "every": "month",
        "a_year": "total",
        "target": "100",
        "minimum": "80",
        "stretch": "120",
        "profile": "6 %, 7 %, 8 %, 9 %, 9 %, 8 %, 9 %, 9 %, 7 %, 8 %, 9 %, 11 %",
        "projected_by": "run-rate",
        "felt_in": "BV 212, xBV 72",
        "quality": "xBV 73",
    }
    indicator = agreed(ask("indicator.set_up", **(NEW | more), **HOLDS)["reference"]).indicator("CC 1")
    assert indicator is not None
    assert (indicator.minimum, indicator.stretch) == ({"2009-10": "80"}, {"2009-10": "120"})
    assert sum(indicator.shares) == 100
    assert (indicator.felt_in, indicator.quality) == (("BV 212", "xBV 72"), "xBV 73")
    worked = {**NEW, "code": "CC 2", "formula": "([BV 66b] + [BV 66c]) / 2", "if_missing": "left out"}
    told = ask("indicator.set_up", **worked, **(HOLDS | {"takes_effect_on": "2009-04-02"}))
    assert "Indicator CC 2 (Calls answered within 30 seconds) is added" in told["says"]


def test_what_is_filled_in_is_checked_as_a_template_is_with_every_problem_at_once() -> None:
    a_registered_agreement()
    with pytest.raises(Refused) as refused:
        ask("indicator.set_up", **(NEW | {"target": "soon", "amber_within": "5 %"}), **HOLDS)
    assert refused.value.refusal.code == "template.not-sound"
    assert {problem.found for problem in refused.value.refusal.problems} == {"“soon”", "“5 %”"}
    with pytest.raises(Refused, match="BV 63 is Average energy rating"):
        ask("indicator.set_up", **(NEW | {"code": "bv63"}), **HOLDS)
    with pytest.raises(Refused, match="stands alone"):
        ask("indicator.set_up", **{k: v for k, v in NEW.items() if k != "target_period"}, **HOLDS)
    with pytest.raises(Refused) as not_yours:
        ask("indicator.set_up", OFFICER, **NEW, **HOLDS)
    assert not_yours.value.refusal.code == "indicator.not-yours"
    client = Client()
    client.force_login(Person.objects.get(email=MANAGER))
    shown = client.get(f"/agreements/{REF}/indicators/set-up").content.decode()
    assert "Which way is better?" in shown
    assert "Set up an indicator" in client.get(f"/agreements/{REF}/indicators").content.decode()


def test_an_indicator_is_altered_in_what_is_filled_in_and_ended_with_a_last_day() -> None:
    a_registered_agreement()
    told = ask(
        "indicator.altered", of="bv66a", manager=NEW["manager"], target="98.6 %", target_period="2009-10", **HOLDS
    )
    with pytest.raises(Refused, match="no field was filled in"):
        ask("indicator.altered", of="bv66a", **HOLDS)
    with acting(by := who(OFFICER, WHEN), on=WHEN.date()):
        change = change_named(by, WHEN, REF, told["reference"])
    assert change.differences == (
        "Indicator BV 66a: target for 2009-10 changed from none to 98.6 %",
        "Indicator BV 66a: manager changed from nothing to “provider KPI manager”",
    )
    ended = ask(
        "indicator.ended",
        of="bv212",
        last_day="2010-03-31",
        why="It is measured nationally",
        takes_effect_on="2009-04-01",
    )
    indicator = agreed(ended["reference"]).indicator("BV 212")
    assert indicator is not None
    assert indicator.ends_on == "2010-03-31"
