"""Agreements over the API: what they are, who works on them, what was done; registering, and giving roles."""

from pathlib import Path

import pytest
from tests.api.asking import OURS, V1, client_of, problem, send

from counterpart.capabilities.agreements.tests.makers import a_partnership, a_registered_agreement, what_is_kept
from counterpart.capabilities.partners.tests.makers import COUNCIL, KPI_MANAGER, OUTSIDER

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh")]
MANAGER = "contract-manager@rotherham.example"
ELSEWHERE = {"commissioner": "Another", "provider": "Yet another", "tenants": "Others"}
NEW = {"template": "rotherham-almo", "reference": "second", "name": "A second agreement"}


def test_an_agreement_tells_its_parties_its_terms_and_its_people(home: Path) -> None:
    a_registered_agreement()
    told = client_of(KPI_MANAGER).get(OURS).json()
    assert [party["party"] for party in told["parties"]] == ["commissioner", "provider", "tenants"]
    assert told["signatories"] == ["commissioner", "provider"]
    assert told["template"]["id"] == "rotherham-almo"
    assert {"name": "KPI manager, 2010 Rotherham Ltd", "party": "provider", "role": "KPI manager"} in told["people"]


def test_a_reference_is_matched_without_case(home: Path) -> None:
    a_registered_agreement()
    assert client_of(KPI_MANAGER).get(f"{V1}/agreements/rotherham").json()["reference"] == "ROTHERHAM"


def test_the_trail_tells_newest_first_and_of_one_subject_where_one_is_named(home: Path) -> None:
    a_registered_agreement()
    client = client_of(MANAGER)
    told = client.get(f"{OURS}/trail").json()["items"]
    numbered = [(entry["sequence"], entry["act"]) for entry in told]
    assert numbered == [(9, "agreement.registered"), *((n, "person.named") for n in range(8, 0, -1))]
    assert (told[0]["who"], told[0]["words"]) == ("contract manager, " + COUNCIL, "registered the agreement")
    assert told[0]["content"]["agreement"]["reference"] == "ROTHERHAM"
    (one,) = client.get(f"{OURS}/trail?subject=ROTHERHAM").json()["items"]
    assert one == told[0]
    assert client.get(f"{OURS}/trail?subject=NOTHING").json() == {"items": [], "next": None}


def test_an_agreement_is_registered_by_one_of_its_parties(home: Path) -> None:
    a_registered_agreement()
    answer = send(client_of(MANAGER), f"{V1}/agreements", NEW)
    assert answer.json()["subject"] == "SECOND"
    assert client_of(MANAGER, "another").get(f"{V1}/agreements/SECOND").json()["name"] == "A second agreement"


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"template": "none"}, 404, "template.unknown"),
        ({"reference": "a b"}, 400, "agreement.reference"),
        ({"reference": "INSTALLATION"}, 409, "agreement.reference-taken"),
        ({"reference": "rotherham"}, 409, "agreement.reference-taken"),
        ({"seats": {"nobody": "Somebody"}}, 409, "agreement.no-such-setting"),
        ({"seats": ELSEWHERE}, 403, "agreement.not-a-party"),
        ({"seats": {f"seat {n}": "x" for n in range(21)}}, 400, "request.unfit"),
        ({"seats": {"commissioner": "a\u0000b"}}, 400, "request.unfit"),
    ],
)
def test_what_cannot_be_registered_is_refused_in_words(
    home: Path, changed: dict[str, object], status: int, code: str
) -> None:
    a_registered_agreement()
    assert problem(send(client_of(MANAGER), f"{V1}/agreements", NEW | changed), status)["code"] == code


def test_the_contract_manager_gives_a_role_and_others_do_not(home: Path) -> None:
    a_registered_agreement()
    person = {"email": "new@2010rotherham.example", "name": "New", "organisation": "2010 Rotherham Ltd"}
    added = send(client_of("administrator@counterpart.example"), f"{V1}/people", person | {"post": "KPI manager"})
    assert added.status_code == 200
    whom = {"email": "new@2010rotherham.example"}
    assert problem(send(client_of(KPI_MANAGER), f"{OURS}/roles", whom), 403)["code"] == "role.not-yours-to-give"
    assert problem(send(client_of(OUTSIDER), f"{OURS}/roles", whom), 404)["code"] == "agreement.unknown"
    given = send(client_of(MANAGER), f"{OURS}/roles", whom).json()
    role = {"person": "New", "party": "provider", "role": "KPI manager", "until": None}
    assert given == {"subject": "ROTHERHAM", **role, "left": 0}


def test_the_days_and_the_value_are_set_when_an_agreement_is_registered(home: Path) -> None:
    a_registered_agreement()
    days = {"effective": "2027-04-01", "commencement": "2027-07-01", "value": "£1,250,000"}
    answer = send(client_of(MANAGER), f"{V1}/agreements", NEW | days)
    assert answer.status_code == 200, answer.content
    told = client_of(MANAGER, "another").get(f"{V1}/agreements/SECOND/term").json()
    assert (told["effective_on"], told["commencement_on"]) == ("2027-04-01", "2027-07-01")
    assert told["value"] == "1250000.00"
    wrong = NEW | {"reference": "third", "effective": "2027-04-01", "commencement": "2027-01-01"}
    assert problem(send(client_of(MANAGER, "third"), f"{V1}/agreements", wrong), 400)["code"] == "agreement.dates"


def test_the_terms_the_term_and_what_each_side_owes_are_read(home: Path) -> None:
    a_partnership()
    client, ours = client_of(KPI_MANAGER), f"{V1}/agreements/FIVE-BOROUGHS"
    terms = client.get(f"{ours}/terms").json()
    assert {"ref": "Team working", "title": "Team working and partnering arrangement", "status": "not binding"} in (
        terms["clauses"]
    )
    assert terms["versions"][0]["takes_effect_on"] is None
    term = client.get(f"{ours}/term").json()
    assert (term["ends_on"], term["value"]) == ("2013-09-30", "1250000.00")
    assert {moment["kind"] for moment in term["moments"]} == {"review", "break", "option", "end plan", "end of term"}
    owed = client.get(f"{ours}/obligations").json()["items"]
    assert {one["party"] for one in owed} == {"commissioner", "provider"}
    assert {one["ref"] for one in owed if not one["admissible"]} == {"C6", "P6", "P9"}


def test_what_is_kept_about_an_agreement_is_read_one_by_one_and_hidden_from_others(home: Path) -> None:
    a_registered_agreement()
    what_is_kept()
    client, outside = client_of(KPI_MANAGER), client_of(OUTSIDER, "outside")
    for path, number in (
        ("changes", "CHG-2008-0001"),
        ("anomalies", "ANO-2008-0001"),
        ("documents", "DOC-2008-0001"),
    ):
        (item,) = client.get(f"{OURS}/{path}").json()["items"]
        assert item["reference"] == number
        assert client.get(f"{OURS}/{path}/{number}").json() == item
        assert client.get(f"{OURS}/{path}/XXX-2008-0009").status_code == 404
        assert outside.get(f"{OURS}/{path}/{number}").status_code == 404
