"""The pages of risks: first sentence, empty states, heat map without colour, files, API."""

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.api.asking import OURS, client_of, problem, send

from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, OUTSIDER
from counterpart.capabilities.risks.tests.makers import (
    MANAGER,
    PROVIDER,
    REGISTER_OF_2010,
    RISK,
    a_risk,
    an_issue,
    ask,
    the_fourteen,
)
from counterpart.capabilities.team.tests.makers import a_team
from counterpart.engines.access.models import Person
from counterpart.engines.clocks.now import now

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh", "home")]
HERE = "/agreements/ROTHERHAM"


def signed_in(email: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(email=email))
    return client


def text(answer: HttpResponse) -> str:
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def this_year() -> int:
    """Pages act now, so that what is entered on them is numbered in this year."""
    return now().year


def test_an_empty_page_says_what_to_do_and_outsiders_learn_nothing() -> None:
    a_team()
    shown = text(signed_in(KPI_MANAGER).get(f"{HERE}/risks"))
    assert "No risk is entered. A manager enters the first one here, or sends a register as a file." in shown
    assert "Enter a risk" not in shown
    assert "Enter a risk" in text(signed_in(MANAGER).get(f"{HERE}/risks"))
    a_risk()
    an_issue(a_risk(title="Doors"))
    for page in ("risks", "risks/RSK-2008-0001", "issues/ISS-2008-0001"):
        assert signed_in(OUTSIDER).get(f"{HERE}/{page}").status_code == 404
    assert "No risk is open in any of your agreements." in text(signed_in(OUTSIDER).get("/risks"))
    for page in ("risks/RSK-2008-0009", "issues/ISS-2008-0009"):
        assert signed_in(KPI_MANAGER).get(f"{HERE}/{page}").status_code == 404


def test_the_register_is_sent_on_its_page_and_draws_the_heat_map_in_words() -> None:
    a_team()
    manager = signed_in(MANAGER)
    with REGISTER_OF_2010.open("rb") as file:  # type: ignore[attr-defined]
        answer = manager.post(f"{HERE}/risks/take-in", {"kept_in": "programme", "scale": "named-4x4", "file": file})
    assert answer.status_code == 302, answer.content
    reader = signed_in(KPI_MANAGER)
    shown = text(reader.get(f"{HERE}/risks"))
    assert "14 risks are open; the gravest is “Differences in terms and conditions”, 9 (high)." in shown
    assert "1 increased and 4 reduced when last scored. For 14 no review is set." in shown
    assert "9 high: 8, 10" in shown
    assert "4 moderate: 14" in shown
    assert "16 very high" in shown
    assert "No review is set" in shown
    assert "14 risks" in text(reader.get("/risks"))
    assert "No risk is entered in the register of the provider." in text(reader.get(f"{HERE}/risks?register=provider"))
    one = text(reader.get(f"{HERE}/risks/RSK-{this_year()}-0010"))
    assert "It stands at 9, high on its scale, increased against a score that its source does not give" in one
    for form, begins in (("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK"), ("csv", b""), ("json", b"{")):
        assert reader.get(f"{HERE}/risks?as={form}").content.startswith(begins)


def test_a_risk_is_entered_and_scored_on_its_pages() -> None:
    a_team()
    provider = signed_in(PROVIDER)
    assert provider.post(f"{HERE}/risks/enter", RISK | {"scale": "named-4x4"}).status_code == 302
    number = f"RSK-{this_year()}-0001"
    form = text(provider.get(f"{HERE}/risks/{number}/score"))
    assert "2 Marginal" in form
    sent = {"measure": "current", "likelihood": "3", "impact": "3", "reason": "The date is set"}
    assert provider.post(f"{HERE}/risks/{number}/score", sent).status_code == 302
    page = text(provider.get(f"{HERE}/risks/{number}"))
    assert "It stands at 9, high on its scale, increased when it was last scored." in page
    assert "The date is set" in page
    assert "Late since 30 June 2008" in page
    issue = an_issue(number)
    assert "It is to be resolved by 20 May 2008." in text(provider.get(f"{HERE}/issues/{issue}"))
    assert "It has happened, and is an issue." in text(provider.get(f"{HERE}/risks/{number}"))
    ask("issue.resolved", PROVIDER, number=issue, how="More people")
    assert "It was resolved on 6 May 2008: More people" in text(provider.get(f"{HERE}/issues/{issue}"))
    ask("risk.closed", PROVIDER, number=number, reason="It is over")
    assert "It is closed; its last score was 9." in text(provider.get(f"{HERE}/risks/{number}"))
    ask("risk.reopened", PROVIDER, number=number, reason="It is not over")
    ask("register.put_forward", PROVIDER, kept_in="provider", review_by="2008-06-10")
    assert "Review the risk register of the provider together" in text(provider.get(f"{HERE}/risks"))


def test_the_same_over_the_api() -> None:
    a_team()
    the_fourteen()
    an_issue()
    reader = client_of(KPI_MANAGER)
    items = reader.get(f"{OURS}/risks?kept_in=programme").json()["items"]
    assert [one["movement"] for one in items if one["known_as"] in ("3", "10")] == ["reduced", "increased"]
    assert reader.get(f"{OURS}/risks/RSK-2008-0014").json()["scores"][0]["impact_name"] == "Critical"
    squares = reader.get(f"{OURS}/heat-map").json()["items"]
    assert len(squares) == 16
    assert sum(len(square["risks"]) for square in squares) == 15
    registers = {one["register_of"]: one for one in reader.get(f"{OURS}/risk-registers").json()["items"]}
    assert registers["programme"]["bands"] == {"very high": 0, "high": 4, "moderate": 9, "low": 1}
    (issue,) = reader.get(f"{OURS}/issues").json()["items"]
    assert reader.get(f"{OURS}/issues/{issue['reference']}").json()["risk"] == "RSK-2008-0015"
    sent = {"likelihood": "1", "impact": "1", "reason": "So"}
    path = f"{OURS}/risks/RSK-2008-0001/scores"
    assert problem(send(reader, path, sent), 403)["code"] == "risk.not-yours"
    assert send(client_of(MANAGER), path, sent).json()["says"].endswith("reduced from 6.")
