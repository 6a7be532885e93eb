"""Returns from hand to hand, through the database and on their pages: both sides trust what is sealed."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from tests.api.asking import V1, client_of

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.agreements.tests.makers import a_registered_agreement
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, LATER, OFFICER, OUTSIDER, offered, who
from counterpart.capabilities.performance.offers import returning as offers  # noqa: F401
from counterpart.capabilities.performance.queries import returning
from counterpart.capabilities.performance.rules.returning import Return
from counterpart.capabilities.performance.tests.makers import returns_of, send
from counterpart.engines.access.actors import acting
from counterpart.engines.access.models import Person
from counterpart.engines.acts.asked import Upload
from counterpart.engines.clocks.running import clocks_about
from counterpart.values.refusal import Refused

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh", "home")]
REF, OWNER, MANAGER = "ROTHERHAM", "provider-manager@2010rotherham.example", "contract-manager@rotherham.example"
ONE = "indicator,period,value\nBV 63,2007-08,66\nBV 66a,2007-08,98.47\n"
OTHER = "indicator,period,value\nBV 63,2007-08,67\n"
RETURNS = f"/agreements/{REF}/returns"


def ask(act: str, by: str, *, number: str | None = None, file: Upload | None = None, **sent: Any) -> Any:
    places = {"reference": REF} | ({"number": number} if number else {})
    return offered(act, by, places=places, file=file, **sent)


def the_return(indicator: str = "BV 63") -> Return:
    with acting(who(OFFICER), on=LATER.date()):
        agreement = agreement_named(REF, by=who(OFFICER))
        return next(one for one in returning.returns_of(agreement) if one.indicator == indicator)


def called(home: Path) -> str:
    """Returns called for and sent."""
    agreement = a_registered_agreement()
    ask("returns.called", OFFICER, when="2007-08")
    send(agreement, home, returns_of(ONE))
    return the_return().reference


def signed(home: Path) -> str:
    number = called(home)
    ask("return.signed", OWNER, number=number)
    return number


def assured(home: Path) -> str:
    number = signed(home)
    ask("return.assured", OFFICER, number=number, timeliness="some doubt", timeliness_reason="A week late")
    return number


def test_a_call_asks_for_one_return_an_indicator_and_a_clock_runs_until_it_is_sent(home: Path) -> None:
    agreement = a_registered_agreement()
    told = ask("returns.called", OFFICER, when="2007-08")
    assert told["says"] == "13 returns of 2007-08 are called for, due on 14 April 2008."
    number = the_return().reference
    with acting(who(OFFICER), on=LATER.date()):
        (clock,) = clocks_about(agreement.agreement_id, REF, number)
    assert (clock.state, clock.party, clock.original_due_on.isoformat()) == ("running", "provider", "2008-04-14")
    send(agreement, home, returns_of(ONE))
    with acting(who(OFFICER), on=LATER.date()):
        (clock,) = clocks_about(agreement.agreement_id, REF, number)
    assert (clock.state, the_return().state) == ("met", "submitted")
    with pytest.raises(Refused, match="was called for before"):
        ask("returns.called", OFFICER, when="2007-08")


def test_a_return_altered_after_signing_loses_its_signature(home: Path) -> None:
    number = assured(home)
    assert the_return().state == "assured"
    with acting(who(OFFICER), on=LATER.date()):
        agreement = agreement_named(REF, by=who(OFFICER))
    send(agreement, home, returns_of(OTHER, name="corrected.csv", restates="One office was left out"))
    after = the_return()
    assert after.state == "submitted"
    assert [step.verb for step in after.steps] == ["submitted", "signed", "assured", "submitted"]
    with pytest.raises(Refused) as refused:
        ask("return.countersigned", MANAGER, number=number)
    assert refused.value.refusal.code == "lifecycle.not-from-here"


def test_what_did_not_change_keeps_its_hands(home: Path) -> None:
    signed(home)
    with acting(who(OFFICER), on=LATER.date()):
        agreement = agreement_named(REF, by=who(OFFICER))
    send(agreement, home, returns_of("indicator,period,value\nBV 212,2007-08,37.27\n", name="more.csv"))
    assert the_return().state == "signed by its owner"


def test_who_submitted_does_not_sign_as_owner_and_quality_is_kept_with_its_reasons(home: Path) -> None:
    number = called(home)
    with pytest.raises(Refused) as refused:
        ask("return.signed", KPI_MANAGER, number=number)
    assert refused.value.refusal.code == "return.two-hands"
    ask("return.signed", OWNER, number=number)
    with pytest.raises(Refused, match="no reason is given for accuracy"):
        ask("return.assured", OFFICER, number=number, accuracy="poor")
    ask("return.assured", OFFICER, number=number, accuracy="poor", accuracy_reason="Counted by hand")
    judged = {one.dimension.value: one.reason for one in the_return().judgements() if one.reason}
    assert judged == {"accuracy": "Counted by hand"}
    ask("return.countersigned", MANAGER, number=number)
    assert the_return().state == "countersigned"


def test_a_query_is_answered_and_stands(home: Path) -> None:
    number = signed(home)
    ask("return.queried", OFFICER, number=number, question="Are void homes in it?")
    assert the_return().state == "queried"
    ask("return.answered", KPI_MANAGER, number=number, answer="They are not, as the definition says")
    assert the_return().state == "submitted"
    with acting(who(OFFICER), on=LATER.date()):
        agreement = agreement_named(REF, by=who(OFFICER))
        about = {c.about: c.state for c in clocks_about(agreement.agreement_id, REF, number)}
    assert about == {"return": "met", "query": "met"}


def test_evidence_is_kept_and_a_difficulty_reaches_both_sides(home: Path) -> None:
    number = called(home)
    ask("return.evidenced", KPI_MANAGER, number=number, document="Sample of calls", file=Upload("calls.csv", b"a,b\n"))
    ask("difficulty.raised", KPI_MANAGER, number=number, difficulty="The survey came in late")
    steps = the_return().steps
    assert [step.verb for step in steps] == ["submitted", "evidenced", "difficulty raised"]
    assert len(steps[1].fingerprint) == 64
    with acting(who(OFFICER), on=LATER.date()):
        agreement = agreement_named(REF, by=who(OFFICER))
        open_ones = [(c.about, c.party) for c in clocks_about(agreement.agreement_id, REF, number) if c.is_open]
    assert open_ones == [("difficulty", "commissioner")]


def signed_in(email: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(email=email))
    return client


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_the_kpi_manager_pastes_cells_and_sees_problems_beside_them(home: Path) -> None:
    a_registered_agreement()
    ask("returns.called", OFFICER, when="2007-08")
    client = signed_in(KPI_MANAGER)
    wrong = client.post(
        f"{RETURNS}/send", {"cells": "indicator\tperiod\tvalue\nBV 63\t2007-08\tmany\nBV 9\t2007-08\t1"}
    )
    assert wrong.status_code == 400
    assert "line 2, value" in text(wrong)
    assert "line 3, indicator" in text(wrong)
    done = client.post(f"{RETURNS}/send", {"cells": "indicator\tvalue\nBV 63\t66", "period": "2007-08"}, follow=True)
    assert "pasted.csv: 1 rows were taken in." in text(done)
    assert "Submitted" in text(done)


def test_a_sheet_is_sent_as_a_file_and_who_may_not_is_told_so(home: Path) -> None:
    a_registered_agreement()
    file = SimpleUploadedFile("september.csv", ONE.encode())
    done = signed_in(KPI_MANAGER).post(f"{RETURNS}/send", {"file": file}, follow=True)
    assert "september.csv: 2 rows were taken in." in text(done)
    councillor = signed_in("councillor@rotherham.example")
    assert "This is not yours to do" in text(councillor.get(f"{RETURNS}/send"))
    assert councillor.post(f"{RETURNS}/send", {"cells": ONE}).status_code == 403
    assert signed_in(OUTSIDER).get(RETURNS).status_code == 404
    neither = signed_in(KPI_MANAGER).post(f"{RETURNS}/send", {})
    assert "one of the two" in text(neither)


def test_both_sides_read_a_return_and_a_program_does(home: Path) -> None:
    number = assured(home)
    for email in (KPI_MANAGER, OFFICER, "councillor@rotherham.example"):
        shown = text(signed_in(email).get(f"{RETURNS}/{number}"))
        assert "A week late" in shown
        assert "signed by provider manager" in shown.casefold()
    (row, *_) = client_of(OFFICER).get(f"{V1}/agreements/{REF}/returns").json()["items"]
    assert (row["reference"], row["state"]) == (number, "assured")
