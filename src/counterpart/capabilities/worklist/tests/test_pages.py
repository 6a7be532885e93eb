"""The pages of what runs and what is proposed, their forms and files, the API beside them, the feed and the letters."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar
from tests.api.asking import V1, client_of
from tests.commands import counterpart

from counterpart.capabilities.partners.actions import new_token
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, OFFICER, OUTSIDER, who
from counterpart.capabilities.team.tests.makers import MANAGER, PROVIDER, a_team
from counterpart.capabilities.worklist.queries.letters import letters
from counterpart.capabilities.worklist.tests.test_promises import SOON, a_clock, ask, promised
from counterpart.engines.access.models import Person
from counterpart.engines.access.tokens import CALENDAR
from counterpart.engines.clocks.now import now

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh", "home")]
CLOCKS, PROPOSALS = "/agreements/ROTHERHAM/clocks", "/agreements/ROTHERHAM/proposals"
BUDGETS = {CLOCKS: 10, f"{CLOCKS}/CLK-2008-0001": 12, PROPOSALS: 12, f"{PROPOSALS}/PRP-2008-0001": 12, "/": 16}


def signed_in(email: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(email=email))
    return client


def text(answer: HttpResponse) -> str:
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def a_proposal() -> str:
    number = a_clock()
    sent = {"due_on": (SOON + timedelta(days=14)).isoformat(), "reason": "The auditor is ill", "authority": "12/08"}
    ask("clock.extended", PROVIDER, number=number, **sent)
    return number


def test_the_tracker_says_what_is_late_and_shows_the_day_first_set() -> None:
    a_proposal()
    shown = text(signed_in(KPI_MANAGER).get(CLOCKS))
    assert "is late, 1 by six months and more" in shown
    assert "Send the risk register" in shown
    assert "16 May 2008" in shown
    assert "Nothing here" in text(signed_in(KPI_MANAGER).get(f"{CLOCKS}?show=recommendations"))


def test_each_sees_what_they_may_do_and_nobody_else_is_asked() -> None:
    a_proposal()
    assert "Say that it is done" in text(signed_in(PROVIDER).get(f"{CLOCKS}/CLK-2008-0001"))
    assert "What you can do" not in text(signed_in("councillor@rotherham.example").get(f"{CLOCKS}/CLK-2008-0001"))
    proposal = f"{PROPOSALS}/PRP-2008-0001"
    assert "Agree to it" in text(signed_in(MANAGER).get(proposal))
    assert "Agree to it" not in text(signed_in(PROVIDER).get(proposal))
    assert "Withdraw it" in text(signed_in(PROVIDER).get(proposal))
    assert "The auditor is ill" in text(signed_in(OFFICER).get(proposal))


def test_a_proposal_is_agreed_on_its_page_and_the_page_says_what_came_of_it() -> None:
    number = a_proposal()
    manager = signed_in(MANAGER)
    form = f"{PROPOSALS}/PRP-2008-0001/agree"
    assert "signs exactly what is proposed" in text(manager.get(form))
    answer = manager.post(form, {"passphrase": ""}, follow=True)
    assert "PRP-2008-0001 is agreed by commissioner, and done." in text(answer)
    assert "30 May 2008" in text(manager.get(f"{CLOCKS}/{number}"))
    assert "This cannot be done now: it is performed." in text(manager.get(form))


def test_a_form_says_what_is_missing_beside_the_field_and_changes_nothing() -> None:
    a_team()
    client = signed_in(PROVIDER)
    answer = client.post(f"{CLOCKS}/promise", {"what": "", "due_on": "soon", "about": "action"})
    assert answer.status_code == 400
    shown = answer.content.decode()
    assert "There is a problem" in shown
    assert "Write it out, or choose one." in shown
    assert "Write the day, like 30 November 2026." in shown
    assert "Nothing here" in text(client.get(CLOCKS))


def test_who_may_not_is_told_so_before_and_refused_after() -> None:
    a_team()
    client = signed_in("councillor@rotherham.example")
    assert "This is not yours to do" in text(client.get(f"{CLOCKS}/promise"))
    assert client.post(f"{CLOCKS}/promise", {"what": "A rota", "due_on": "2030-01-01"}).status_code == 403


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx", "csv", "json"])
def test_a_page_can_be_had_as_a_file(form: str) -> None:
    a_clock()
    answer = signed_in(OFFICER).get(f"{CLOCKS}?as={form}")
    assert answer.status_code == 200
    assert f"ROTHERHAM-clocks.{form}" in answer["Content-Disposition"]
    assert len(answer.content) > 100
    assert signed_in(OFFICER).get(f"{CLOCKS}?as=exe").status_code == 404


def test_outsiders_get_not_found_for_every_page() -> None:
    a_proposal()
    for address in (CLOCKS, f"{CLOCKS}/CLK-2008-0001", f"{CLOCKS}/CLK-2008-0001/done", PROPOSALS):
        assert signed_in(OUTSIDER).get(address).status_code == 404


def test_pages_keep_their_budget_of_queries() -> None:
    a_proposal()
    client = signed_in(PROVIDER)
    for address, budget in BUDGETS.items():
        with CaptureQueriesContext(connection) as asked:
            text(client.get(address))
        assert len(asked) <= budget, address


def test_a_program_reads_and_does_the_same() -> None:
    a_proposal()
    theirs = client_of(MANAGER)
    (row,) = theirs.get(f"{V1}/agreements/ROTHERHAM/proposals").json()["items"]
    assert (row["reference"], row["waits_for"]) == ("PRP-2008-0001", ["commissioner"])
    assert [w["mine"] for w in theirs.get(f"{V1}/work").json()["items"]] == [True, False]
    answer = theirs.post(
        f"{V1}/agreements/ROTHERHAM/proposals/PRP-2008-0001/agreements", "{}", content_type="application/json"
    )
    assert answer.json() == {"subject": "PRP-2008-0001", "says": "PRP-2008-0001 is agreed by commissioner, and done."}
    (clock,) = theirs.get(f"{V1}/agreements/ROTHERHAM/clocks").json()["items"]
    assert (clock["due_on"], clock["original_due_on"], clock["redated"]) == ("2008-05-30", "2008-05-16", 1)
    told = theirs.get(f"{V1}/agreements/ROTHERHAM/clocks/CLK-2008-0001").json()
    assert [step["verb"] for step in told["steps"]] == ["extended"]


def test_a_calendar_follows_ones_own_work_until_its_address_is_revoked(client: Client) -> None:
    a_clock()
    secret, _ = new_token("calendar", by=who(PROVIDER), at=now(), verbs=[CALENDAR])
    answer = client.get(f"/calendar/{secret}.ics")
    assert answer.status_code == 200
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert "Send the risk register" in event["SUMMARY"]
    assert client.get(f"/calendar/{secret}x.ics").status_code == 404
    reading, _ = new_token("reader", by=who(PROVIDER), at=now(), verbs=["reading"])
    assert client.get(f"/calendar/{reading}.ics").status_code == 404
    Person.objects.get(email=PROVIDER).tokens.update(revoked_at=now())
    assert client.get(f"/calendar/{secret}.ics").status_code == 404


def test_letters_go_to_those_for_whom_something_waits_and_say_only_what_is_theirs() -> None:
    a_clock()
    told = {to: body for to, _, body in letters(now())}
    assert "Send the risk register" in told[PROVIDER]
    assert MANAGER not in told
    assert OUTSIDER not in told


def test_the_command_line_does_what_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    a_team()
    monkeypatch.setenv("COUNTERPART_ACTOR", PROVIDER)
    day = (now().date() + timedelta(days=30)).isoformat()
    made = counterpart("do", "promise.made", "ROTHERHAM", "--set", "what=Publish the rota", "--set", f"due_on={day}")
    assert "is promised for" in made.stdout, made.stderr
    listed = counterpart("do")
    assert "promise.shown: Show that it is done. reference number" in listed.stdout
    assert "--set evidence=…" in counterpart("do", "promise.shown").stdout
    number = made.stdout.split()[0]
    refused = counterpart("do", "promise.verified", "ROTHERHAM", number, "--json")
    assert refused.returncode == 1
    assert json.loads(refused.stderr)["code"] == "lifecycle.not-from-here"
    wrong = counterpart("do", "promise.made", "ROTHERHAM", "--set", "due_on=never")
    assert wrong.returncode == 1
    assert "what: found nothing; wanted a value" in wrong.stderr
    letters = counterpart("digest")
    assert "letter" in letters.stdout


def test_a_promise_that_is_shown_waits_for_its_verifier_on_home() -> None:
    a_team()
    number = promised()
    ask("promise.shown", PROVIDER, number=number, evidence="Sheet 114")
    assert number in text(signed_in(MANAGER).get("/")).partition("Waiting on others")[0]
    assert number in text(signed_in(PROVIDER).get("/")).partition("Waiting on others")[2]
