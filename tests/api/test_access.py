"""Every operation of the API against every kind of actor; that each keeps its query budget; and what nobody learns."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from counterpart.capabilities.closing.tests.makers import a_closed_year, the_year
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, OFFICER, OTHER, OUTSIDER, PEOPLE
from counterpart.capabilities.team.tests.makers import a_subcontractor
from counterpart.engines.access.models import Person
from counterpart.engines.acts.asked import ASKED, READINGS
from counterpart.engines.acts.offers import OFFERS
from counterpart.web.api.urls import API
from tests.api.asking import OURS, V1, YEAR, client_of, problem, send, session_of, token_of
from tests.architecture.test_routes import OF_AN_AGREEMENT as PAGES
from tests.architecture.test_routes import everything

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh", "home")]

ADMINISTRATOR = "administrator@counterpart.example"
OFFICERS = {OFFICER, "contract-manager@rotherham.example"}
ON_A_PERSON = {"email": OUTSIDER, "reason": "A claim"}
MANAGER, PROVIDER = "contract-manager@rotherham.example", "provider-manager@2010rotherham.example"
COUNCILLOR = "councillor@rotherham.example"
SENDERS = OFFICERS | {KPI_MANAGER, PROVIDER}
OF_ONESELF = {"me": "/me", "waiting": "/waiting", "work": "/work", "agreements": "/agreements", "tokens": "/tokens"}
OF_AN_AGREEMENT = {
    "agreement": "",
    "periods": "/periods",
    "trail": "/trail",
    "figures": f"/figures{YEAR}",
    "figure": f"/figures/bv66a{YEAR}",
    "consequences": f"/consequences{YEAR}",
    "seals": f"/seals{YEAR}",
    "receipt": f"/receipt{YEAR}",
    "record": "/record",
    "indicators": "/indicators",
    "series": "/indicators/bv66a/series",
    "indicator": "/indicators/bv66a",
    "judgements": "/judgements",
    "portfolio": "/portfolio",
    "data_quality": "/data-quality",
    "files": "/files",
    "people": "/people",
    "delegations": "/delegations",
    "subcontractors": "/subcontractors",
    "missing": "/missing",
}
LISTS = {
    "meetings": "/agreements/FIVE-BOROUGHS/groups/core-group/meetings",
    "motions": "/agreements/FIVE-BOROUGHS/groups/core-group/motions",
    "round_targets": "/agreements/ROTHERHAM/rounds/RND-2008-0001/targets",
}
"""Lists that no page of the same address has."""
SUB = f"{OURS}/subcontractors/SUB-2008-0001"
WHY = {"reason": "They were audited"}
ABSENT = {"of": KPI_MANAGER, "to": PROVIDER}
FLATS = {"name": "A Roofing Company", "scope": "Roofs of flats", "areas": ["Roofing"], "reason": "Roofers have left"}
ACTS: dict[str, tuple[str, Any, set[str]]] = {
    "file.taken_in": (f"{OURS}/files", {"kind": "returns", "dry_run": "true"}, SENDERS),
    "period.closed": (f"{OURS}/periods/2007-08/closes", {}, OFFICERS),
    "proposal.signed": (f"{OURS}/periods/2007-08/signatures", {"digest": "?"}, SENDERS),
    "role.given": (f"{OURS}/roles", {"email": "nobody@council.example"}, {"contract-manager@rotherham.example"}),
    "role.ended": (f"{OURS}/roles/ends", {"email": COUNCILLOR}, {MANAGER, COUNCILLOR}),
    "membership.ended": (f"{V1}/people/leavers", {"email": OUTSIDER, "organisation": OTHER}, {ADMINISTRATOR}),
    "delegation.given": (
        f"{OURS}/delegations",
        ABSENT | {"since": "2008-05-06", "until": "2008-05-09"},
        {KPI_MANAGER, PROVIDER},
    ),
    "delegation.withdrawn": (f"{OURS}/delegations/withdrawals", ABSENT, {KPI_MANAGER, PROVIDER}),
    "representative.named": (f"{OURS}/representatives", {"email": PROVIDER, "party": "provider"}, {PROVIDER}),
    "counterparts.paired": (f"{OURS}/counterparts", {"one": MANAGER, "other": PROVIDER}, {MANAGER, PROVIDER}),
    "counterparts.parted": (f"{OURS}/counterparts/partings", {"email": MANAGER}, {MANAGER, PROVIDER}),
    "subcontractor.proposed": (f"{OURS}/subcontractors", FLATS, {PROVIDER}),
    "subcontractor.approved": (f"{SUB}/approvals", WHY, {MANAGER}),
    "subcontractor.refused": (f"{SUB}/refusals", WHY, {MANAGER}),
    "subcontractor.suspended": (f"{SUB}/suspensions", WHY, {MANAGER}),
    "subcontractor.reinstated": (f"{SUB}/reinstatements", WHY, {MANAGER}),
    "subcontractor.removed": (f"{SUB}/removals", WHY, {MANAGER, PROVIDER}),
    "flowdown.evidenced": (f"{SUB}/flow-downs", {"document": "Order 7", "principles": ["value"]}, {PROVIDER}),
    "hold.placed": (f"{V1}/people/holds", ON_A_PERSON, {ADMINISTRATOR}),
    "hold.lifted": (f"{V1}/people/holds/lifted", ON_A_PERSON, {ADMINISTRATOR}),
    "person.erased": (f"{V1}/people/erasures", ON_A_PERSON, {ADMINISTRATOR}),
    "person.added": (
        f"{V1}/people",
        {"email": "new@council.example", "name": "New", "organisation": "Council", "post": "auditor"},
        {ADMINISTRATOR},
    ),
    "agreement.registered": (
        f"{V1}/agreements",
        {"template": "rotherham-almo", "reference": "ROTHERHAM", "name": "Again"},
        set(PEOPLE) - {OUTSIDER},
    ),
    "token.revoked": (f"{V1}/tokens/revocations", {"label": "none such"}, {*PEOPLE, ADMINISTRATOR}),
}
"""How each act is asked for, so that who may is told from who may not, and whose request passes its policy."""
BUDGET = 14
BUDGETS = {
    "me": 7, "waiting": 8, "agreements": 9, "tokens": 7, "agreement": 10, "periods": 11, "trail": 13, "figures": 13,
    "figure": 13, "consequences": 13, "seals": 11, "receipt": 15, "record": 23, "indicators": 9, "series": 10,
    "indicator": 13, "judgements": 14, "portfolio": 17, "data_quality": 12,
    "files": 10, "people": 15, "delegations": 10, "subcontractors": 12, "missing": 15,
    "meeting": 22, "motions": 15, "work_programme": 18,
}  # fmt: skip
"""Queries a reading may take, the token and the actor among them; they do not grow with the length of a list."""


def a_year(home: Path) -> None:
    a_closed_year(home)
    a_subcontractor()


def plain(answer: HttpResponse) -> bytes:
    """An answer without the name of the agreement it was asked about."""
    return re.sub(rb"ROTHERHAM|FIVE-BOROUGHS|NONE-SUCH", b"", answer.content)


def ask(client: Client, act: str) -> HttpResponse:
    address, body, _ = ACTS[act]
    if act == "proposal.signed":
        body = {"digest": the_year()["seal"]["digest"]}
    if act == "file.taken_in":
        return client.post(address, body | {"file": returns()})
    return send(client, address, body)


def returns() -> Any:
    from io import BytesIO

    file = BytesIO(b"indicator,period,value\nBV 63,2008-09,66\n")
    file.name = "returns.csv"
    return file


def addresses() -> dict[str, str]:
    """Where each reading of an agreement is asked for: what it names is named as its page names it."""
    found = {name: f"{OURS}{rest}" for name, rest in OF_AN_AGREEMENT.items()}
    pages = (*PAGES.values(), *LISTS.values())
    for name, reading in READINGS.items():
        if name not in found and name not in OF_ONESELF:
            shape = re.compile(re.sub(r"\{\w+\}", "[^/]+", reading.path))
            told = next((page for page in pages if shape.fullmatch(page)), reading.path)
            found[name] = f"/api/v1{told.format(reference='ROTHERHAM')}"
    return found


def test_every_operation_stands_in_these_tables() -> None:
    assert API.urls
    assert {*OF_ONESELF, *addresses()} == set(READINGS)
    assert set(BUDGETS) <= set(READINGS)
    assert set(ACTS) == set(ASKED) - set(OFFERS)


def test_every_address_under_the_api_is_one_of_these_or_describes_them() -> None:
    (api,) = [part for part in get_resolver().url_patterns if getattr(part, "namespace", None) == "api"]
    names = {part.name for part in api.url_patterns}
    acts = {act.replace(".", "_") for act in ASKED}
    assert names == {*READINGS, *acts, "openapi", "docs", "api-root"}


@pytest.mark.told(story=everything)
def test_everybody_with_a_part_in_an_agreement_reads_all_of_it_and_nobody_else_learns_that_it_exists() -> None:
    for email in (*PEOPLE, ADMINISTRATOR):
        client, outsider = client_of(email), email in (OUTSIDER, ADMINISTRATOR)
        for name, address in OF_ONESELF.items():
            assert client.get(f"{V1}{address}").status_code == 200, f"{email} {name}"
        assert len(client.get(f"{V1}/agreements").json()["items"]) == (0 if outsider else 2)
        for name, address in addresses().items():
            answer = client.get(address)
            assert answer.status_code == (404 if outsider else 200), f"{email} {name}"
            if outsider:
                elsewhere = client.get(
                    f"{address}".replace("ROTHERHAM", "NONE-SUCH").replace("FIVE-BOROUGHS", "NONE-SUCH")
                )
                assert problem(elsewhere, 404)["code"] == "agreement.unknown"
                assert plain(elsewhere) == plain(answer), f"{email} {name}"


@pytest.mark.told(story=a_year)
@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_done_for_those_who_may_and_refused_to_everybody_else(act: str) -> None:
    address, _, those_who_may = ACTS[act]
    for email in (*PEOPLE, ADMINISTRATOR):
        answer = ask(client_of(email), act)
        if email in those_who_may:
            assert answer.status_code in (200, 409) or act == "token.revoked", f"{email}: {answer.content!r}"
        elif address.startswith(OURS) and email in (OUTSIDER, ADMINISTRATOR):
            assert problem(answer, 404)["code"] == "agreement.unknown"
        else:
            problem(answer, 403)


@pytest.mark.told(story=a_year)
def test_an_outsider_who_acts_is_answered_as_if_nothing_were_there() -> None:
    client = client_of(OUTSIDER)
    for act, (address, _, _) in ACTS.items():
        if address.startswith(OURS):
            here = ask(client, act)
            ACTS[act] = (address.replace("ROTHERHAM", "ROTHERTON"), *ACTS[act][1:])
            there = ask(client, act)
            ACTS[act] = (address, *ACTS[act][1:])
            assert there.content.replace(b"ROTHERTON", b"ROTHERHAM") == here.content


@pytest.mark.told(story=a_year)
def test_nobody_is_told_to_say_who_asks_in_the_same_words_whatever_is_wrong_with_the_token() -> None:
    revoked, past, left = (token_of(KPI_MANAGER, label) for label in ("revoked", "past", "left"))
    client = Client(headers={"Authorization": f"Bearer {revoked}"})
    assert send(client, f"{V1}/tokens/revocations", {"label": "revoked"}).status_code == 200
    Person.objects.get(email=KPI_MANAGER).tokens.filter(label="past").update(ends_on="2020-01-01")
    shown = ("", "Basic Og==", "Bearer", "Bearer cp_unknown", f"Bearer {revoked}", f"Bearer {past}", f"Token {left}")
    answers = {said(f"{OURS}{address}", authorization) for authorization in shown for address in ("", "/trail")}
    answers.add(said(f"{V1}/agreements/NONE-SUCH", None))
    Person.objects.filter(email=KPI_MANAGER).update(is_active=False)
    answers.add(said(f"{V1}/me", f"Bearer {left}"))
    assert len(answers) == 1
    for act in ACTS:
        assert problem(ask(Client(), act), 401)["code"] == "request.nobody"


def said(address: str, authorization: str | None) -> bytes:
    answer = Client(headers={"Authorization": authorization} if authorization is not None else {}).get(address)
    problem(answer, 401)
    assert answer["WWW-Authenticate"] == 'Bearer realm="Counterpart"'
    return answer.content


@pytest.mark.told(story=everything)
def test_readings_keep_their_query_budgets() -> None:
    client = client_of(KPI_MANAGER)
    client.get(f"{V1}/tokens")  # the first use of a token is noted
    asked = {name: f"{V1}{path}" for name, path in OF_ONESELF.items()}
    taken = {}
    for name, address in (asked | addresses()).items():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        taken[name] = len(queries)
    assert {name: n for name, n in taken.items() if n > BUDGETS.get(name, BUDGET)} == {}, taken


@pytest.mark.told(story=a_year)
def test_a_session_reads_and_acts_only_from_our_own_pages() -> None:
    browser = session_of(KPI_MANAGER, csrf=True)
    assert browser.get(f"{OURS}/figures{YEAR}").status_code == 200
    refused = send(browser, f"{V1}/tokens/revocations", {"label": "none such"})
    assert problem(refused, 403)["code"] == "request.not-from-here"
    browser.get("/verify")
    mark = browser.cookies["csrftoken"].value
    allowed = browser.post(
        f"{V1}/tokens/revocations",
        {"label": "none such"},
        content_type="application/json",
        headers={"X-CSRFToken": mark},
    )
    assert problem(allowed, 404)["code"] == "token.unknown"


@pytest.mark.told(story=a_year)
def test_a_token_that_is_wrong_is_not_made_up_for_by_a_session() -> None:
    browser = session_of(KPI_MANAGER)
    assert browser.get(f"{V1}/me").status_code == 200
    problem(browser.get(f"{V1}/me", headers={"Authorization": "Bearer cp_unknown"}), 401)
