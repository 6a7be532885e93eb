"""The pages of statements, waivers, extension and sums: first sentence, empty states, what is offered, files, API."""

from pathlib import Path

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.api.asking import client_of, problem, send

from counterpart.capabilities.governance.tests.makers import MANAGER, PROVIDER, a_core_group
from counterpart.capabilities.incentives.tests.makers import (
    QUARTER,
    a_partnership_with_charges,
    decided,
    draw,
    propose_waiver,
)
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, OUTSIDER
from counterpart.engines.access.models import Person

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh")]
HERE, OURS = "/agreements/FIVE-BOROUGHS", "/api/v1/agreements/FIVE-BOROUGHS"
PAGES = {
    "statements": "No statement has been drawn yet.",
    "waivers": "Nothing was waived.",
    "extension": "No year has been earned or lost yet",
    "sums": "No sum is entered yet.",
}


def signed_in(email: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(email=email))
    return client


def text(answer: HttpResponse) -> str:
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def test_an_empty_page_says_what_to_do_and_outsiders_learn_nothing(home: Path) -> None:
    a_core_group()
    reader, outsider = signed_in(KPI_MANAGER), signed_in(OUTSIDER)
    for name, says in PAGES.items():
        assert says in text(reader.get(f"{HERE}/{name}"))
        assert outsider.get(f"{HERE}/{name}").status_code == 404
    for name in ("statements/STM-2009-0009", "statements/STM-2009-0009/1"):
        assert reader.get(f"{HERE}/{name}").status_code == 404


def test_a_statement_is_drawn_on_its_page_and_each_amount_shows_its_steps(home: Path) -> None:
    a_partnership_with_charges(home)
    manager = signed_in(MANAGER)
    answer = manager.post(f"{HERE}/statements/draw", {"period": QUARTER})
    assert answer.status_code == 302, answer.content
    shown = text(manager.get(f"{HERE}/statements"))
    assert "is provisional: £15,000.00 is taken off what the provider is paid." in shown
    number = f"STM-{shown.partition('STM-')[2][:9]}"
    one = text(manager.get(f"{HERE}/statements/{number}"))
    assert "It is provisional: as things stand, £15,000.00 is taken off" in one
    assert "Make it final" in one
    assert "Make it final" not in text(signed_in(KPI_MANAGER).get(f"{HERE}/statements/{number}"))
    line = text(manager.get(f"{HERE}/statements/{number}/1"))
    assert "5 % of each of 3 charges is held: £15,000.00" in line
    assert "OSL 1 was 94.9 against a target of 95" in line
    assert "Let it go" in line
    assert "Let it go" not in text(signed_in(PROVIDER).get(f"{HERE}/statements/{number}/1"))
    csv = manager.get(f"{HERE}/statements/{number}?as=csv")
    assert "credit retention" in csv.content.decode()
    assert manager.get(f"{HERE}/statements/{number}?as=pdf").content.startswith(b"%PDF")
    assert "3 sums stand." in text(manager.get(f"{HERE}/sums"))


def test_waivers_are_told_with_the_total_forgone_and_the_same_over_the_api(home: Path) -> None:
    a_partnership_with_charges(home)
    statement = draw()
    decided(propose_waiver(statement, amount="5,000.00"))
    assert "£5,000.00 was forgone by 1 waiver." in text(signed_in(KPI_MANAGER).get(f"{HERE}/waivers"))
    reader = client_of(KPI_MANAGER)
    (waiver,) = reader.get(f"{OURS}/waivers").json()["items"]
    assert (waiver["amount"], waiver["total"], waiver["statement"]) == ("5000.00", "5000.00", statement)
    (told,) = reader.get(f"{OURS}/statements").json()["items"]
    assert (told["reference"], told["due"], told["lines"][0]["outcomes"]["held"]) == (
        statement,
        "-15000.00",
        "15000.00",
    )
    assert reader.get(f"{OURS}/statements/{statement}").json()["digest"] == told["digest"]
    assert reader.get(f"{OURS}/extension").json()["years"] == []
    assert len(reader.get(f"{OURS}/sums").json()["items"]) == 3
    drawn = send(client_of(MANAGER), f"{OURS}/statements", {"period": QUARTER}).json()
    assert drawn["says"].startswith("STM-2009-0002" if drawn["subject"] == "STM-2009-0002" else drawn["subject"])
    assert problem(send(reader, f"{OURS}/statements", {"period": QUARTER}), 403)["code"] == "statement.not-yours"


def test_the_pages_take_as_many_queries_however_much_was_stated(home: Path) -> None:
    a_partnership_with_charges(home)
    reader, counted = signed_in(KPI_MANAGER), []
    for _ in range(2):
        number = draw()
        took = []
        for name in (*PAGES, f"statements/{number}", f"statements/{number}/1"):
            with CaptureQueriesContext(connection) as queries:
                text(reader.get(f"{HERE}/{name}"))
            took.append(len(queries))
        counted.append(took)
    assert counted[0] == counted[1]
    assert max(counted[0]) <= 13, counted
