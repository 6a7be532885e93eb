"""The pages of problems and disputes: first sentence, the ladder, what is offered, the bundle as a file, API."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.api.asking import client_of, problem, send

from counterpart.capabilities.disputes.tests.makers import (
    ADJUDICATOR,
    MANAGER,
    NOTICE,
    PROVIDER,
    a_dispute,
    a_problem,
    a_warning,
    agree,
    ask,
    at_core_group,
    heard_by_executives,
    the_partnership,
)
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, OUTSIDER
from counterpart.capabilities.team.tests.makers import a_team
from counterpart.engines.access.models import Person

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh", "home")]
HERE = "/agreements/FIVE-BOROUGHS"
OURS = "/api/v1/agreements/FIVE-BOROUGHS"


def signed_in(email: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(email=email))
    return client


def text(answer: HttpResponse) -> str:
    assert answer.status_code == 200, answer.content
    return re.sub(r"\s+", " ", answer.content.decode())


def test_an_empty_page_says_what_to_do_and_outsiders_learn_nothing() -> None:
    the_partnership()
    reader = signed_in(KPI_MANAGER)
    assert "There is no dispute. Whoever becomes aware of one gives the other party notice here." in text(
        reader.get(f"{HERE}/disputes")
    )
    shown = text(reader.get(f"{HERE}/problems"))
    assert "No problem is logged." in shown
    assert "Log a problem" in shown
    assert "Give an early warning" not in shown
    a_dispute()
    a_problem()
    a_warning()
    pages = (
        "disputes",
        "disputes/DSP-2008-0001",
        "disputes/DSP-2008-0001/bundle",
        "problems",
        "problems/PRB-2008-0001",
    )
    for page in (*pages, "warnings/EWN-2008-0001"):
        assert signed_in(OUTSIDER).get(f"{HERE}/{page}").status_code == 404
        assert reader.get(f"{HERE}/{page}").status_code == 200
    for page in ("disputes/DSP-2008-0009", "problems/PRB-2008-0009", "warnings/EWN-2008-0009"):
        assert reader.get(f"{HERE}/{page}").status_code == 404


def test_the_page_of_a_dispute_shows_the_ladder_and_what_the_next_step_costs() -> None:
    the_partnership()
    number = at_core_group()
    manager = signed_in(MANAGER)
    shown = text(manager.get(f"{HERE}/disputes/{number}"))
    assert "It is before the core group, to be heard on 28 May 2008:" in shown
    assert "We are here" in shown
    assert "Heard" in shown
    assert "heard on 13 May 2008" in shown
    assert "now: the whole of the adjudicator’s fees and expenses" in shown
    assert "once the escalation process has been used" in shown
    assert "Record what the meeting came to" in shown
    assert "Refer it to the core group" not in shown
    form = text(manager.get(f"{HERE}/disputes/{number}/adjudicate"))
    assert "as the escalation process has not been used (Dispute resolution 1.5)" in form
    assert "Record what the meeting came to" not in text(signed_in(KPI_MANAGER).get(f"{HERE}/disputes/{number}"))
    answer = manager.post(f"{HERE}/disputes/{number}/court", {"court": "The county court"})
    assert answer.status_code == 409
    assert "Dispute resolution 1.7" in answer.content.decode()


def test_notice_is_given_on_the_page_and_the_list_says_what_waits() -> None:
    the_partnership()
    provider = signed_in(PROVIDER)
    assert provider.post(f"{HERE}/disputes/notify", NOTICE).status_code == 302
    shown = text(provider.get(f"{HERE}/disputes"))
    assert "1 of 1 is open; 0 settled." in shown
    assert "£840.00" in shown
    number = re.search(r"DSP-\d{4}-\d{4}", shown)
    assert number is not None
    page = text(provider.get(f"{HERE}/disputes/{number[0]}"))
    assert "and an answer is due by" in page
    assert "Refer it directly to the core group" in page
    form = text(provider.get(f"{HERE}/disputes/{number[0]}/refer-directly"))
    assert "The first day for the meeting is" in form
    assert "with your reason and no penalty" in form


def test_the_bundle_is_one_pdf_with_its_exhibits_and_refuses_a_report_of_behaviour() -> None:
    the_partnership()
    number = a_dispute()
    provider = signed_in(PROVIDER)
    sent = {"title": "A report", "what": "Not helpful", "clause": "Team working 4.2"}
    answer = provider.post(f"{HERE}/disputes/{number}/evidence", sent)
    assert answer.status_code == 409
    assert "is not admissible" in answer.content.decode()
    sent = {"title": "Minutes of 3 March", "what": "240 hours were planned", "clause": "Governance 5"}
    assert provider.post(f"{HERE}/disputes/{number}/evidence", sent).status_code == 302
    bundle = text(provider.get(f"{HERE}/disputes/{number}/bundle"))
    assert "Exhibit 1: Minutes of 3 March" in bundle
    assert "1 exhibit. What was recorded under a clause that is not admissible is not here" in bundle
    assert provider.get(f"{HERE}/disputes/{number}/bundle?as=pdf").content.startswith(b"%PDF")
    assert "The whole bundle" in text(provider.get(f"{HERE}/disputes/{number}"))


def test_an_adjudicated_and_a_settled_dispute_say_what_came_of_it() -> None:
    the_partnership()
    number = a_dispute()
    ask("dispute.sent_to_adjudication", PROVIDER, number=number, **ADJUDICATOR)
    ask("dispute.adjudicated", MANAGER, number=number, decision="228 hours", fee="900.00", other_costs="100.00")
    reader = signed_in(KPI_MANAGER)
    shown = text(reader.get(f"{HERE}/disputes/{number}"))
    assert "It was early: the provider pays the whole fee" in shown
    assert "£1,000.00" in shown
    sent = {"terms": "228 hours are paid", "amount": "480.00", "payer": "commissioner"}
    agree(ask("dispute.settled", MANAGER, number=number, **sent)["reference"], PROVIDER)
    shown = text(reader.get(f"{HERE}/disputes/{number}"))
    assert "It is settled, since 6 May 2008." in shown
    assert "£480.00, by the commissioner" in shown


def test_problems_say_how_much_is_solved_at_the_lowest_level() -> None:
    the_partnership()
    first, second = a_problem(), a_problem(title="Forms are lost")
    ask("problem.solved", PROVIDER, number=first, days=3, how="Keys go to the office")
    a_warning()
    reader = signed_in(KPI_MANAGER)
    shown = text(reader.get(f"{HERE}/problems"))
    assert "1 of 2 is open, 1 due to be taken up. 100.0 % of those solved were solved where they arose." in shown
    assert "Due to be taken up" in shown
    assert "It is where it arose, due to be taken up after 13 May 2008" in text(reader.get(f"{HERE}/problems/{second}"))
    ask("problem.taken_up", PROVIDER, number=second, reason="It is urgent")
    assert "It is urgent" in text(reader.get(f"{HERE}/problems/{second}"))
    assert "It was solved on 9 May 2008" in text(reader.get(f"{HERE}/problems/{first}"))
    assert "It waits for an answer, due by 13 May 2008" in text(reader.get(f"{HERE}/warnings/EWN-2008-0001"))
    ask("warning.averted", MANAGER, number="EWN-2008-0001", how="The lease goes on")
    assert "It was averted: The lease goes on" in text(reader.get(f"{HERE}/warnings/EWN-2008-0001"))


def test_an_agreement_without_a_ladder_says_so() -> None:
    a_team()
    shown = text(signed_in(MANAGER).get("/agreements/ROTHERHAM/disputes"))
    assert "This agreement says nothing of how a dispute is settled." in shown


def test_the_same_over_the_api() -> None:
    the_partnership()
    number = heard_by_executives()
    a_problem()
    a_warning()
    reader = client_of(KPI_MANAGER)
    found = reader.get(f"{OURS}/disputes/{number}").json()
    assert found["state"] == "heard by the executives"
    assert [step["stands"] for step in found["ladder"]] == ["Heard", "Heard", "Heard", "To come", "To come"]
    assert "taken to court" in found["may_be"]
    assert reader.get(f"{OURS}/disputes").json()["items"][0]["claim"] == "840.00"
    assert reader.get(f"{OURS}/problems").json()["items"][0]["level"] == "where it arose"
    assert reader.get(f"{OURS}/problems/PRB-2008-0001").json()["due_up_after"] == "2008-05-13"
    assert len(reader.get(f"{OURS}/problem-levels").json()["items"]) == 4
    assert reader.get(f"{OURS}/warnings").json()["items"][0]["answer_by"] == "2008-05-13"
    assert reader.get(f"{OURS}/warnings/EWN-2008-0001").json()["state"] == "given"
    path = f"{OURS}/disputes/{number}/proceedings"
    assert problem(send(reader, path, {"court": "C"}), 403)["code"] == "dispute.not-yours"
    assert send(client_of(MANAGER), path, {"court": "The county court"}).json()["subject"] == number
