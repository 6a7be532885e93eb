"""The page of people and parties, the forms on it, and the page of a subcontractor: what is shown to whom."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from counterpart.capabilities.agreements.tests.makers import a_registered_agreement
from counterpart.capabilities.partners.tests.makers import COUNCIL, KPI_MANAGER, LATER, OFFICER, who
from counterpart.capabilities.team.actions import people
from counterpart.capabilities.team.tests.makers import (
    DEPUTY,
    DIRECTOR,
    LEAD,
    MANAGER,
    ORDER,
    ORDER_FINGERPRINT,
    PROVIDER,
    SUBCONTRACTOR,
    a_shown_subcontractor,
    a_subcontractor,
    a_team,
    newcomer,
    of,
)
from counterpart.engines.access.models import Person, Role
from counterpart.engines.clocks.now import now

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh", "home")]
PEOPLE = "/agreements/ROTHERHAM/people"
SUB = f"/agreements/ROTHERHAM/subcontractors/{SUBCONTRACTOR}"


def signed_in(email: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(email=email))
    return client


def text(answer: HttpResponse) -> str:
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def of_person(email: str) -> str:
    return who(email).person


def test_the_page_says_who_works_for_whom_and_what_is_missing() -> None:
    a_team()
    shown = text(signed_in(KPI_MANAGER).get(PEOPLE))
    assert "The commissioner has no contract representative." in shown
    assert "(director level) has no counterpart at the provider." in shown
    assert "Nobody has a counterpart yet" in shown
    assert "Commissioner lead" in shown
    assert "None was proposed." in shown


def test_a_party_that_has_nobody_yet_is_said_to_have_assented_to_nothing() -> None:
    a_team()
    representative = "tenant-representative@rotherham.example"
    people.end_role(of(representative), by=who(MANAGER), at=LATER)
    shown = text(signed_in(OFFICER).get(PEOPLE))
    assert "Rother Fed is named as tenants and nobody stands for it yet" in shown
    assert "Nobody yet. It has assented to nothing here" in shown


@pytest.mark.parametrize(
    ("email", "may", "may_not"),
    [
        (MANAGER, ("Give a role", "Pair two counterparts", "Name your contract representative"), ("Propose a sub",)),
        (PROVIDER, ("Propose a subcontractor", "Pair two counterparts"), ("Give a role",)),
        (OFFICER, ("Have somebody stand in", "End a role"), ("Give a role", "Pair two", "Name your")),
    ],
)
def test_everybody_is_offered_what_they_may_do(email: str, may: tuple[str, ...], may_not: tuple[str, ...]) -> None:
    a_team()
    shown = text(signed_in(email).get(PEOPLE))
    assert all(title in shown for title in may)
    assert not any(title in shown for title in may_not)


def test_a_form_says_what_will_happen_before_it_does_and_who_may_not_is_told_who_may() -> None:
    a_team()
    shown = text(signed_in(OFFICER).get(f"{PEOPLE}/delegate"))
    assert "the record says on whose behalf" in shown
    assert "the two count as one" in shown
    assert "This is not yours to do" in text(signed_in(OFFICER).get(f"{PEOPLE}/give"))
    assert signed_in(OFFICER).post(f"{PEOPLE}/give", {"email": DEPUTY}).status_code == 403
    assert signed_in(OFFICER).get(f"{PEOPLE}/nothing").status_code == 404


def test_a_contract_manager_runs_their_team_from_the_page() -> None:
    a_team()
    client, today = signed_in(MANAGER), now().date()
    next_week = today + timedelta(days=7)

    def done(what: str, **said: str) -> None:
        answer = client.post(f"{PEOPLE}/{what}", said)
        assert answer.status_code == 302, answer.content.decode()
        assert answer["Location"] == PEOPLE

    done("give", email=KPI_MANAGER, role="observer", until=next_week.isoformat())
    done("delegate", of=of_person(MANAGER), to=of_person(DEPUTY), since=today.isoformat(), until=next_week.isoformat())
    done("represent", who=of_person(LEAD))
    done("pair", one=of_person(LEAD), other=of_person(DIRECTOR))
    shown = text(client.get(PEOPLE))
    assert f"standing in for contract manager, {COUNCIL}" in shown
    assert "Its contract representative is commissioner lead" in shown
    assert f"You stand in for contract manager, {COUNCIL}" in text(signed_in(DEPUTY).get(PEOPLE))
    assert "Observer" in shown
    done("withdraw", lent=f"{of_person(MANAGER)}|{of_person(DEPUTY)}")
    done("part", pair=of_person(LEAD))
    done("end", holding=f"{of_person(DEPUTY)}|performance officer")
    assert Role.objects.get(membership__person__email=DEPUTY, delegated_from=None).ends_on == today


@pytest.mark.parametrize(
    ("what", "said", "why"),
    [
        ("give", {"email": "nobody"}, "Write it like officer@council.example."),
        ("delegate", {}, "Name the day."),
        ("delegate", {"since": "soon"}, "Write the day. Like 30 November 2026."),
        ("pair", {"one": "somebody"}, "Choose one of the list."),
    ],
)
def test_what_is_missing_in_a_form_is_said_beside_it(what: str, said: dict[str, str], why: str) -> None:
    a_team()
    answer = signed_in(MANAGER).post(f"{PEOPLE}/{what}", said)
    assert answer.status_code == 400
    assert why in answer.content.decode()
    assert "There is a problem" in answer.content.decode()


def test_a_subcontractor_is_proposed_decided_on_and_shown_from_its_pages() -> None:
    a_team()
    provider, manager = signed_in(PROVIDER), signed_in(MANAGER)
    proposed = {"name": "A Roofing Company", "scope": "Roofs", "areas": "Roofing, gutters", "reason": "Two have left"}
    provider.post(f"{PEOPLE}/propose", proposed)
    address = f"/agreements/ROTHERHAM/subcontractors/SUB-{now().year}-0001"
    assert "Approve it" in text(manager.get(address))
    assert "Approve it" not in text(provider.get(address))
    assert "From now on it may work here." in text(manager.get(f"{address}/approve"))
    assert manager.post(f"{address}/approve", {"reason": ""}).status_code == 400
    assert provider.post(f"{address}/approve", {"reason": "Ours"}).status_code == 403
    assert manager.post(f"{address}/approve", {"reason": "Insured"}).status_code == 302
    shown = text(manager.get(address))
    assert "<strong>Approved</strong>" in shown
    assert "by the commissioner: Insured" in shown
    assert manager.get(f"{address}/nothing").status_code == 404


def test_a_document_is_sent_on_the_page_kept_and_downloaded_by_the_other_side(home: Path) -> None:
    a_team()
    a_shown_subcontractor(home)
    shown = text(signed_in(MANAGER).get(SUB))
    assert "Of 4 principles nothing shows yet" in shown
    answer = signed_in(MANAGER).get(f"{SUB}/flow-downs/{ORDER_FINGERPRINT}")
    assert answer.content == ORDER
    assert "attachment" in answer["Content-Disposition"]
    assert signed_in(MANAGER).get(f"{SUB}/flow-downs/{'0' * 64}").status_code == 404
    sent = {"document": "Code of conduct", "principles": ["behaviour", "support"]}
    assert signed_in(PROVIDER).post(f"{SUB}/show", sent).status_code == 302
    assert "Of 2 principles nothing shows yet" in text(signed_in(MANAGER).get(SUB))
    assert "Choose at least one" in signed_in(PROVIDER).post(f"{SUB}/show", {"document": "x"}).content.decode()


def test_the_queries_of_the_page_do_not_grow_with_people_and_subcontractors() -> None:
    a_registered_agreement()
    a_subcontractor()
    client = signed_in(OFFICER)

    def taken() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(PEOPLE).status_code == 200
        return len(queries)

    client.get(PEOPLE)
    before = taken()
    for number in range(5):
        newcomer(f"officer-{number}@rotherham.example", "performance officer")
    people.pair(of(OFFICER).agreement, by=who(MANAGER), at=LATER, one="officer-1@rotherham.example", other=KPI_MANAGER)
    assert taken() == before
