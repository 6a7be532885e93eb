"""Acting over the API: done once under a key however often it is sent, and told in the trail under the act's name."""

import threading
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.http import HttpResponse
from django.test import Client

from counterpart.capabilities.agreements.tests.makers import a_registered_agreement
from counterpart.capabilities.closing.tests.makers import a_closed_year, restate
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, LATER, OFFICER, who
from counterpart.engines.access.actors import acting
from counterpart.engines.acts.models import Request
from counterpart.engines.evidence.models import File
from tests.api.asking import OURS, V1, client_of, problem, send

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh")]

MANAGER = "contract-manager@rotherham.example"
ONE = b"indicator,period,value\nBV 63,2008-09,66\n"
OTHER = b"indicator,period,value\nBV 63,2008-09,67\n"
NEW = {"template": "rotherham-almo", "reference": "SECOND", "name": "A second agreement"}


def upload(client: Client, data: bytes, *, key: str | None = None, **more: Any) -> HttpResponse:
    file = BytesIO(data)
    file.name = "returns.csv"
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(f"{OURS}/files", {"file": file, "kind": "returns", **more}, headers=headers)


def told(client: Client) -> list[str]:
    return [entry["act"] for entry in client.get(f"{OURS}/trail").json()["items"]]


def test_the_same_request_under_a_key_is_done_once_and_answered_the_same_to_the_letter(home: Path) -> None:
    a_registered_agreement()
    client = client_of(KPI_MANAGER)
    first = upload(client, ONE, key="monday")
    assert first.status_code == 200
    assert first.json()["subject"] == "ROTHERHAM/files/1"
    before = told(client)
    again = upload(client, ONE, key="monday")
    assert (again.status_code, again.content) == (200, first.content)
    assert told(client) == before


def test_the_same_key_with_another_request_is_refused_and_nothing_is_done(home: Path) -> None:
    a_registered_agreement()
    client = client_of(KPI_MANAGER)
    upload(client, ONE, key="monday")
    for other in (upload(client, OTHER, key="monday"), upload(client, ONE, key="monday", period="2008-09")):
        assert problem(other, 409)["code"] == "request.key-reused"
    assert len(client.get(f"{OURS}/files").json()["items"]) == 1


def test_a_key_is_good_again_after_a_refusal_and_each_person_has_their_own(home: Path) -> None:
    a_registered_agreement()
    client = client_of(KPI_MANAGER)
    assert problem(upload(client, b"indicator,period,value\nBV 999,2008-09,1\n", key="monday"), 409)["problems"]
    assert upload(client, ONE, key="monday").status_code == 200
    assert upload(client_of(OFFICER), OTHER, key="monday", restates="A slip").status_code == 200


def test_an_agreement_registered_twice_under_a_key_is_registered_once(home: Path) -> None:
    a_registered_agreement()
    client = client_of(MANAGER)
    first = send(client, f"{V1}/agreements", NEW, key="register")
    assert first.json() == {"subject": "SECOND", "appointed": 8, "opened": 0, "empty": []}
    assert send(client, f"{V1}/agreements", NEW, key="register").content == first.content
    assert problem(send(client, f"{V1}/agreements", NEW), 409)["code"] == "agreement.reference-taken"


def test_a_close_and_a_signature_under_a_key_are_done_once(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "KEY_PASSPHRASE", None)
    a_closed_year(home)
    officer, manager = client_of(OFFICER), client_of(KPI_MANAGER)
    closes, signatures = (f"{OURS}/periods/2007-08/{verb}" for verb in ("closes", "signatures"))
    restate(home)
    closed = send(officer, closes, {}, key="close")
    assert closed.json()["seal"] == 2
    restate(home, value="98.60")
    assert send(officer, closes, {}, key="close").content == closed.content
    assert send(officer, closes, {}, key="another").json()["seal"] == 3
    digest = officer.get(f"{OURS}/seals?period=2007-08").json()["items"][0]["digest"]
    sent = {"digest": digest, "passphrase": "correct horse battery staple"}
    signed = send(manager, signatures, sent, key="sign")
    assert signed.json()["wanted"] == ["commissioner"]
    assert send(manager, signatures, sent, key="sign").content == signed.content
    assert problem(send(manager, signatures, {"digest": "0" * 64}), 409)["code"] == "sign.another-seal"


def test_a_passphrase_is_kept_nowhere_and_said_back_nowhere(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    a_closed_year(home)
    client, secret = client_of(KPI_MANAGER), "a passphrase of ours"
    address = f"{OURS}/periods/2007-08/signatures"
    for body in ({"digest": secret, "passphrase": secret}, {"digest": "0" * 64, "passphrase": [secret]}, [secret]):
        answer = send(client, address, body, key="sign")
        assert problem(answer, 400)["code"] == "request.unfit"
        assert secret not in answer.content.decode()
    assert secret not in caplog.text


def test_of_twins_at_once_one_acts_and_the_other_is_answered_the_same(home: Path) -> None:
    a_registered_agreement()
    clients = [client_of(KPI_MANAGER, f"program {number}") for number in range(4)]
    upload(clients[0], b"indicator,period,value\nBV 63,2006-07,61\n")
    together, answers = threading.Barrier(len(clients)), []

    def work(client: Client) -> None:
        together.wait()
        answers.append(upload(client, ONE, key="monday"))
        connections.close_all()

    threads = [threading.Thread(target=work, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [200] * 4
    assert len({answer.content for answer in answers}) == 1
    with acting(who(KPI_MANAGER), on=LATER.date()):
        assert File.objects.count() == 2
        assert Request.objects.count() == 1


def test_those_who_have_no_part_yet_may_use_a_key_too(home: Path) -> None:
    a_registered_agreement()
    person = {"email": "new@council.example", "name": "New", "organisation": "Council", "post": "auditor"}
    assert problem(send(client_of(KPI_MANAGER), f"{V1}/people", person, key="k"), 403)["code"]
    administrator = client_of("administrator@counterpart.example")
    first = send(administrator, f"{V1}/people", person, key="k")
    assert send(administrator, f"{V1}/people", person, key="k").content == first.content
    assert first.json()["subject"] == "INSTALLATION"


def test_a_file_that_is_only_tried_is_not_kept(home: Path) -> None:
    a_registered_agreement()
    client = client_of(KPI_MANAGER)
    tried = upload(client, ONE, dry_run="true")
    assert tried.json()["rows"] == 1
    assert client.get(f"{OURS}/files").json() == {"items": [], "next": None}


def test_every_problem_of_a_file_is_told_with_its_line(home: Path) -> None:
    a_registered_agreement()
    faulty = upload(client_of(KPI_MANAGER), b"indicator,period,value\nBV 63,2008-09,many\nBV 999,2008-09,1\n")
    assert [fault["line"] for fault in problem(faulty, 409)["problems"]] == [2, 3]
