"""The pages of plans, programme, proposals and pilots: first sentence, empty states, what is offered, files, API."""

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.api.asking import OURS, client_of, problem, send

from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, OUTSIDER
from counterpart.capabilities.programme.tests.makers import (
    MANAGER,
    PROPOSAL,
    PROVIDER,
    a_pilot,
    a_plan,
    a_proposal,
    a_scheme,
    ask,
)
from counterpart.capabilities.team.tests.makers import a_team
from counterpart.engines.access.models import Person

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh", "home")]
HERE = "/agreements/ROTHERHAM"
PAGES = ("delivery-plan", "programme", "improvements", "pilots")


def signed_in(email: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(email=email))
    return client


def text(answer: HttpResponse) -> str:
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def test_an_empty_page_says_what_to_do_and_outsiders_learn_nothing() -> None:
    a_team()
    reader = signed_in(KPI_MANAGER)
    for name, says in zip(
        PAGES,
        ("No delivery plan is in force.", "No scheme is entered for", "Nothing is proposed yet.", "Nothing is being"),
        strict=True,
    ):
        assert says in text(reader.get(f"{HERE}/{name}"))
        assert signed_in(OUTSIDER).get(f"{HERE}/{name}").status_code == 404
    for name in (
        "delivery-plan/2001-02",
        "schemes/SCH-2008-0009",
        "improvements/IMP-2008-0009",
        "pilots/PLT-2008-0009",
    ):
        assert reader.get(f"{HERE}/{name}").status_code == 404


def test_last_years_plan_says_that_it_is_in_force_until_the_next() -> None:
    a_team()
    a_plan()
    shown = text(signed_in(KPI_MANAGER).get(f"{HERE}/delivery-plan"))
    assert "Last year’s plan is still in force" in shown
    assert "The plan of 2008/09 is in force until the next one is agreed" in shown
    assert "Propose the delivery plan of a year" not in shown
    assert "Propose the delivery plan of a year" in text(signed_in(PROVIDER).get(f"{HERE}/delivery-plan"))
    one = text(signed_in(KPI_MANAGER).get(f"{HERE}/delivery-plan/2008-09"))
    assert "98.5 %" in one


def test_the_programme_shows_by_month_what_is_ordered_and_what_slips() -> None:
    a_team()
    number = a_scheme()
    ask("scheme.ordered", MANAGER, number=number, order="PO 1", value="46,000.00")
    ask(
        "scheme.moved",
        PROVIDER,
        number=number,
        starts_on="2008-06-01",
        ends_on="2008-09-30",
        reason="The scaffold is late",
    )
    client = signed_in(KPI_MANAGER)
    shown = text(client.get(f"{HERE}/programme?year=2008-09"))
    assert "£46,000.00 is ordered of £92,000.00 forecast for 2008/09, so that 50.0 % is certain." in shown
    assert "1 of 1 schemes ends later than was first said." in shown
    assert "<svg" in shown
    assert "The scaffold is late" in shown
    one = text(client.get(f"{HERE}/schemes/{number}"))
    assert "It ends 30 days later than was first said." in one
    assert "Order work of it" not in one
    assert "Order work of it" in text(signed_in(MANAGER).get(f"{HERE}/schemes/{number}"))
    csv = client.get(f"{HERE}/programme?year=2008-09&as=csv")
    assert csv["Content-Type"].startswith("text/csv")
    assert client.get(f"{HERE}/programme?as=pdf").content.startswith(b"%PDF")


def test_a_proposal_is_made_on_its_page_and_a_pilot_tells_what_it_tries() -> None:
    a_team()
    provider = signed_in(PROVIDER)
    answer = provider.post(f"{HERE}/improvements/propose", PROPOSAL)
    assert answer.status_code == 302, answer.content
    shown = text(provider.get(f"{HERE}/improvements"))
    assert "1 of 1 waits for an answer." in shown
    number = shown.partition("IMP-")[2][:9]
    page = text(provider.get(f"{HERE}/improvements/IMP-{number}"))
    assert "An answer is due by" in page
    assert "£12,400.50 a year" in page
    a_pilot(a_proposal(title="Another"))
    assert "Are both trades done in one visit?" in text(provider.get(f"{HERE}/pilots"))
    assert "62 % in 2007/08" in text(provider.get(f"{HERE}/pilots/PLT-2008-0001"))


def test_the_same_over_the_api() -> None:
    a_team()
    a_plan()
    a_pilot()
    number = a_scheme()
    reader = client_of(KPI_MANAGER)
    (plan,) = reader.get(f"{OURS}/delivery-plans").json()["items"]
    assert (plan["year"], plan["in_force"], plan["carried"]) == ("2008-09", True, True)
    assert reader.get(f"{OURS}/schemes/{number}").json()["value"] == "92000.00"
    months = reader.get(f"{OURS}/programme/certainty?period=2008-09").json()["items"]
    assert len(months) == 12
    assert sum(float(m["forecast"]) for m in months) == 92000
    (one,) = reader.get(f"{OURS}/improvements").json()["items"]
    assert one["pilot"]["question"] == "Are both trades done in one visit?"
    assert reader.get(f"{OURS}/pilots").json()["items"][0]["reference"] == "PLT-2008-0001"
    sent = {"order": "PO 7", "value": "100.00"}
    assert send(client_of(MANAGER), f"{OURS}/schemes/{number}/orders", sent).json()["subject"] == number
    assert problem(send(reader, f"{OURS}/schemes/{number}/orders", sent), 403)["code"] == "scheme.not-yours"
