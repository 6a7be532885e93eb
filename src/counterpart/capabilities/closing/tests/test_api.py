"""A closed period over the API is the closed period: figure for figure, byte for byte."""

import json
from pathlib import Path

import pytest
from tests.api.asking import OURS, YEAR, client_of, problem, send

from counterpart.capabilities.closing.tests.makers import a_closed_year, restate, sign_year, the_receipt, the_year
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, OFFICER
from counterpart.engines.ledger.rules.verify import verify

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh")]


@pytest.fixture(autouse=True)
def closed(fresh: object, home: Path) -> None:
    a_closed_year(home)


def test_figures_are_the_very_objects_of_the_seal_in_its_order() -> None:
    told = client_of(KPI_MANAGER).get(f"{OURS}/figures{YEAR}").json()
    assert json.dumps(told["items"]) == json.dumps(the_year()["figures"])


def test_figures_are_chosen_by_indicator_and_area_as_people_write_them() -> None:
    client = client_of(KPI_MANAGER)
    assert [figure["indicator"] for figure in client.get(f"{OURS}/figures{YEAR}&indicator=bv66A").json()["items"]] == [
        "BV 66a"
    ]
    assert client.get(f"{OURS}/figures{YEAR}&area=Nowhere").json() == {"items": [], "next": None}


def test_one_figure_says_why_down_to_file_and_line() -> None:
    client = client_of(KPI_MANAGER)
    (source,) = client.get(f"{OURS}/figures/bv66a{YEAR}").json()["reasons"]["value"]["inputs"]
    assert source["source"] == "returns-2007-08.csv"
    assert source["line"] > 1
    for address in (f"/figures/bv999{YEAR}", f"/figures/bv66a{YEAR}&area=Nowhere"):
        assert problem(client.get(f"{OURS}{address}"), 404)["code"] == "figure.unknown"


def test_an_earlier_seal_is_read_by_its_number_and_one_there_is_not_is_said_so(home: Path) -> None:
    restate(home)
    client = client_of(OFFICER)
    assert send(client, f"{OURS}/periods/2007-08/closes", {}).json()["seal"] == 2
    values = [client.get(f"{OURS}/figures/bv66a{YEAR}{seal}").json()["value"] for seal in ("&seal=1", "")]
    assert values == ["98.47", "98.50"]
    for address in ("figures", "consequences"):
        assert problem(client.get(f"{OURS}/{address}{YEAR}&seal=7"), 404)["code"] == "close.none"
    assert [seal["body"]["number"] for seal in client.get(f"{OURS}/seals{YEAR}").json()["items"]] == [2, 1]


def test_consequences_and_seals_are_those_a_close_writes() -> None:
    client = client_of(KPI_MANAGER)
    assert client.get(f"{OURS}/consequences{YEAR}").json() == the_year()["consequences"]
    assert client.get(f"{OURS}/seals{YEAR}").json()["items"] == [the_year()["seal"]]
    for address in ("seals", "receipt", "consequences", "figures"):
        assert problem(client.get(f"{OURS}/{address}?period=2001-02"), 404)["code"] == "close.none"


def test_the_record_verifies_as_it_comes_and_against_the_receipt(home: Path) -> None:
    sign_year(home)
    client = client_of(KPI_MANAGER)
    receipt = client.get(f"{OURS}/receipt{YEAR}").content
    assert json.loads(receipt) == the_receipt()
    record = client.get(f"{OURS}/record").content
    assert verify(record, receipt).fits
    assert not verify(record.replace(b'"value":"37.27"', b'"value":"15.27"'), receipt).fits


def test_a_restated_close_takes_its_reason() -> None:
    answer = send(client_of(OFFICER), f"{OURS}/periods/2007-08/closes", {"restates": "Nothing came in"})
    assert answer.json()["stood"] is True
    assert answer.json()["subject"] == "ROTHERHAM/2007-08"
