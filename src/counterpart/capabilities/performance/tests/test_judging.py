"""What people say of figures, through the database and on the pages that judge them."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.api.asking import V1, client_of

from counterpart.capabilities.agreements.tests.makers import a_registered_agreement
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, LATER, OFFICER, offered, who
from counterpart.capabilities.performance.queries import judging
from counterpart.capabilities.performance.rules.judged import Figure
from counterpart.capabilities.performance.tests.judging import assured, months_of_figures
from counterpart.engines.access.actors import acting
from counterpart.engines.access.models import Person
from counterpart.values.refusal import Refused

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh", "home")]
REF = "ROTHERHAM"
OURS, API = f"/agreements/{REF}", f"{V1}/agreements/{REF}"


def say(act: str, by: str, code: str = "j1", **sent: Any) -> Any:
    return offered(act, by, places={"reference": REF, "code": code}, **sent)


def refused(act: str, by: str, **sent: Any) -> str:
    with pytest.raises(Refused) as found:
        say(act, by, **sent)
    return found.value.refusal.code


def now(code: str = "J 1") -> Figure:
    with acting(who(OFFICER), on=LATER.date()):
        found = judging.judged(judging.indicator_at(who(OFFICER), LATER, REF, code))
    assert found
    return found


def page(address: str, email: str = OFFICER) -> str:
    client = Client()
    client.force_login(Person.objects.get(email=email))
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def test_limits_begin_afresh_for_a_reason_and_the_page_says_in_whose_role(home: Path) -> None:
    months_of_figures(home)
    before = now()["signal"]
    said = say("limits.rebased", OFFICER, when="2008-01", reason="Repairs are booked by text message")
    assert said["says"] == "The limits of J 1 begin afresh from January 2008."
    after = now()["signal"]
    assert after["mean"] != before["mean"]
    (rebased,) = after["rebased"]
    assert rebased["by"] == "the commissioner’s performance officer"
    shown = page(f"{OURS}/indicators/j1")
    assert "Limits begin afresh from January 2008, as the commissioner’s performance officer decided" in shown
    assert refused("limits.rebased", OFFICER, when="2008-01", reason="Again") == "limits.not-rebased"
    say("limits.restored", OFFICER, when="2008-01", reason="They were booked so before")
    assert (now()["signal"]["mean"], now()["signal"]["rebased"]) == (before["mean"], [])
    assert refused("limits.restored", OFFICER, when="2008-01", reason="Again") == "figures.nothing-said"
    assert refused("limits.rebased", OFFICER, when="2007-04", reason="The first") == "limits.not-rebased"
    assert refused("limits.rebased", OFFICER, when="2003-04", reason="None") == "limits.not-rebased"
    assert refused("limits.rebased", KPI_MANAGER, when="2008-02", reason="It flatters us") == "return.not-yours"


def test_a_year_is_looked_ahead_to_with_a_range_and_the_newest_word_stands(home: Path) -> None:
    months_of_figures(home)
    assert now("J 2")["projection"]["method"] == "run-rate"
    told = {"value": "70", "low": "65", "high": "80", "reason": "Two cases are still open"}
    say("projection.made", KPI_MANAGER, code="j2", **told, when="2008-02")
    say("projection.made", OFFICER, code="j2", value="72", reason="Three are")
    ahead = now("J 2")["projection"]
    assert (ahead["value"], ahead["low"], ahead["method"]) == ("72", None, "manual, with reason")
    assert "as the commissioner’s performance officer sees it: Three are" in ahead["because"]
    say("projection.withdrawn", KPI_MANAGER, code="j2", reason="All are closed")
    assert now("J 2")["projection"]["method"] == "run-rate"
    assert refused("projection.withdrawn", OFFICER, code="j2", reason="Again") == "figures.nothing-said"
    assert refused("projection.made", OFFICER, code="j3", value="7", reason="No figures") == "projection.not-made"
    assert "This cannot be done now: it is without figures." in page(f"{OURS}/indicators/j3/look-ahead")
    assert refused("projection.made", OFFICER, code="j2", value="many", reason="x") == "projection.unfit"
    assert (
        refused("projection.made", OFFICER, code="j2", value="7", low="8", high="9", reason="x") == "projection.unfit"
    )


def test_the_pages_judge_what_came_in_and_a_program_reads_the_same(home: Path) -> None:
    months_of_figures(home)
    assured(home)
    one = page(f"{OURS}/indicators/j1")
    for said in (
        "94.00 % in March 2008",
        "Where 2007/08 is expected to end",
        "South: ",
        "worse than chance",
        "Targets as agreed",
    ):
        assert said in one, said
    listed = page(f"{OURS}/indicators")
    assert "3 indicators: of 1 with a target, 1 met it" in listed
    whole = page(f"{OURS}/portfolio")
    assert "of indicators with a target are on target: 1 of 1." in whole
    assert "Met on paper" in whole
    assert "Complaints (J 2) is a concern beyond chance" in whole
    assert "Each service area weighs alike" in whole
    assert "No figure of 2003/04 has come in." in page(f"{OURS}/portfolio?period=2003-04")
    quality = page(f"{OURS}/data-quality")
    assert "Of the return that was assured, none was found good on all six dimensions." in quality
    assert "Counted by hand" in quality
    client = client_of(OFFICER)
    told = client.get(f"{API}/indicators/j1").json()
    assert (told["indicator"], told["rag"]) == ("J 1", "green")
    assert [area["standing"] for area in told["areas"]] == [
        "no more than chance",
        "no more than chance",
        "worse than chance",
    ]
    assert [one["indicator"] for one in client.get(f"{API}/judgements").json()["items"]] == ["J 1", "J 2", "J 3"]
    portfolio = client.get(f"{API}/portfolio", {"period": "2008-03"}).json()
    assert (portfolio["weighed"], portfolio["concerns"]) == (100, ["J 2"])
    assert portfolio["on_paper"][0]["felt_in"] == "J 2"
    (found,) = client.get(f"{API}/data-quality").json()["items"]
    assert {judged["quality"] for judged in found["found"]} == {"good", "poor"}
    assert page(f"{OURS}/indicators/j1/rebase").count("March 2008") == 1


def test_before_anything_came_in_each_page_says_what_to_do(home: Path) -> None:
    a_registered_agreement()
    assert "No figure has been returned for it yet." in page(f"{OURS}/indicators/bv63")
    assert "13 have no figure yet" in page(f"{OURS}/indicators")
    assert "No figure has come in yet." in page(f"{OURS}/portfolio")
    assert "No return has been assured yet." in page(f"{OURS}/data-quality")
    assert client_of(OFFICER).get(f"{API}/portfolio").json()["period"] is None
