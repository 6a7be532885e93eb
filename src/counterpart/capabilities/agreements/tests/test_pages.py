"""The pages of an agreement: its life, what each side owes, its terms, and what its reader may do there."""

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from counterpart.capabilities.agreements.tests.makers import MANAGER, PROVIDER, a_partnership, a_registered_agreement
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, OFFICER, OUTSIDER
from counterpart.engines.access.models import Person

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh", "home")]
PAGE = "/agreements/FIVE-BOROUGHS"
PAGES = ("", "/terms", "/term", "/changes", "/obligations", "/anomalies", "/documents")
CHANGE = {"title": "Another target", "why": "It is exceeded", "takes_effect_on": "2040-10-01"}


def signed_in(email: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(email=email))
    return client


def text(answer: HttpResponse) -> str:
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_read_by_both_sides_and_is_nothing_to_others(page: str) -> None:
    a_partnership()
    for email in (OFFICER, KPI_MANAGER):
        assert "FIVE-BOROUGHS" in text(signed_in(email).get(f"{PAGE}{page}"))
    assert signed_in(OUTSIDER).get(f"{PAGE}{page}").status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_every_page_stands_for_an_agreement_without_days_too(page: str) -> None:
    a_registered_agreement()
    assert "ROTHERHAM" in text(signed_in(OFFICER).get(f"/agreements/ROTHERHAM{page}"))


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx", "csv", "json"])
def test_what_each_side_owes_can_be_had_as_a_file(form: str) -> None:
    a_partnership()
    answer = signed_in(OFFICER).get(f"{PAGE}/obligations?as={form}")
    assert answer.status_code == 200
    assert f".{form}" in answer["Content-Disposition"]


def test_the_page_of_an_agreement_shows_its_life_as_a_picture_with_its_table_and_both_sides() -> None:
    a_partnership()
    shown = text(signed_in(OFFICER).get(PAGE))
    assert '<svg viewBox="0 0 720 130"' in shown
    assert "The table below says the same." in shown
    assert "Break after 3 years" in shown
    assert "What is due from each side" in shown
    assert "Everything that each side owes, side by side" in shown
    assert "registered the agreement" in shown


def test_the_terms_say_what_each_clause_is_in_law_and_what_was_chosen() -> None:
    a_partnership()
    shown = text(signed_in(OFFICER).get(f"{PAGE}/terms"))
    assert "Not admissible" in shown
    assert "a broken reference" in shown
    assert "£1,250,000.00" in shown
    assert "1 October 2008" in shown


def test_the_newest_text_of_the_terms_is_had_as_a_file_to_be_changed() -> None:
    a_partnership()
    answer = signed_in(KPI_MANAGER).get(f"{PAGE}/terms.yaml")
    assert "template: supported-housing-partnering" in text(answer)
    assert 'filename="FIVE-BOROUGHS-terms-1.yaml"' in answer["Content-Disposition"]
    assert signed_in(OUTSIDER).get(f"{PAGE}/terms.yaml").status_code == 404


def test_a_review_that_may_not_be_passed_over_and_is_late_is_said_first() -> None:
    a_partnership("repairs-partnering", "BRIGHTON", commencement="2001-04-01", effective="2001-04-01")
    shown = text(signed_in(OFFICER).get("/agreements/BRIGHTON/term"))
    assert "May not be passed over" in shown
    assert "What a review finds on its table" in shown
    assert "The review after year 5 was due on 1 April 2006" in shown


def test_a_change_goes_from_its_proposal_to_the_new_terms_on_its_pages() -> None:
    a_partnership()
    manager, provider = signed_in(MANAGER), signed_in(PROVIDER)
    asked = {**CHANGE, "indicator": "OSL 1", "period": "2010-11", "target": "97.0 %"}
    assert "The other assesses it" in text(manager.get(f"{PAGE}/changes/propose")).replace("the other", "The other")
    assert manager.post(f"{PAGE}/changes/propose", asked).status_code == 302
    listed = text(manager.get(f"{PAGE}/changes"))
    number = listed.split(f"{PAGE}/changes/CHG-")[1][:9]
    page = f"{PAGE}/changes/CHG-{number}"
    assert "target for 2010-11 changed from 95.0 % to 97.0 %" in text(manager.get(page))
    assert "Assess it" not in text(manager.get(page))
    assert "Assess it" in text(provider.get(page))
    said = {"service": "None", "money": "None", "advice": "Agree"}
    assert provider.post(f"{page}/assess", said).status_code == 302
    assert manager.post(f"{page}/agree", {}).status_code == 302
    assert "waits to be signed" in text(provider.get(PAGE))
    proposal = text(provider.get(f"{PAGE}/proposals")).split(f"{PAGE}/proposals/PRP-")[1][:9]
    assert provider.post(f"{PAGE}/proposals/PRP-{proposal}/agree", {}).status_code == 302
    assert "Agreed by the signatures of both sides" in text(manager.get(page))
    assert "is agreed and still to come" in text(manager.get(f"{PAGE}/terms"))


def test_anomalies_and_documents_are_kept_from_their_pages() -> None:
    a_partnership()
    manager, provider = signed_in(MANAGER), signed_in(PROVIDER)
    named = {"kind": "rate unlike cost", "what": "Changing a lock", "rate": "40", "cost": "30"}
    assert provider.post(f"{PAGE}/anomalies/name", named).status_code == 302
    assert "1 in favour of the provider" in text(manager.get(f"{PAGE}/anomalies"))
    registered = {"title": "Plan for emergencies", "place": "Shelf 4", "review_on": "2041-01-31"}
    assert manager.post(f"{PAGE}/documents/register", registered).status_code == 302
    number = text(manager.get(f"{PAGE}/documents")).split(f"{PAGE}/documents/DOC-")[1][:9]
    page = f"{PAGE}/documents/DOC-{number}"
    assert "Approve it" in text(provider.get(page))
    assert manager.post(f"{page}/approve", {}).status_code == 403
    assert provider.post(f"{page}/approve", {}).status_code == 302
    assert "provider manager, provider" in text(manager.get(page))


@pytest.mark.parametrize("number", ["changes/CHG-2009-0009", "anomalies/ANO-2009-0009", "documents/DOC-2009-0009"])
def test_what_is_not_there_is_not_found(number: str) -> None:
    a_partnership()
    assert signed_in(OFFICER).get(f"{PAGE}/{number}").status_code == 404


@pytest.mark.parametrize(("page", "most"), [("", 19), ("/obligations", 12), ("/term", 17), ("/terms", 12)])
def test_a_page_takes_few_queries(page: str, most: int) -> None:
    a_partnership()
    client = signed_in(OFFICER)
    client.get(f"{PAGE}{page}")
    with CaptureQueriesContext(connection) as queries:
        client.get(f"{PAGE}{page}")
    assert len(queries) <= most
