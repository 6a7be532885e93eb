"""Indicators, series and files over the API."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from tests.api.asking import OURS, client_of, problem

from counterpart.capabilities.partners.tests.makers import KPI_MANAGER
from counterpart.capabilities.performance.tests.makers import an_agreement_with_returns

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh")]


@pytest.fixture
def client(fresh: object, home: Path) -> Any:
    an_agreement_with_returns(home)
    return client_of(KPI_MANAGER)


def sent(client: Any, text: str, **more: str) -> Any:
    file = BytesIO(text.encode())
    file.name = "returns.csv"
    return client.post(f"{OURS}/files", {"file": file, "kind": "returns", **more})


def test_an_indicator_is_told_with_its_targets_as_plain_figures(client: Any) -> None:
    told = {indicator["indicator"]: indicator for indicator in client.get(f"{OURS}/indicators").json()["items"]}
    assert len(told) == 13
    assert (told["BV 66a"]["unit"], told["BV 66a"]["targets"]) == ("percent", {"2007-08": "98.25"})


def test_a_series_is_told_oldest_first_with_the_reason_of_each_point(client: Any) -> None:
    told = client.get(f"{OURS}/indicators/bv66a/series").json()
    assert [(point["period"], point["value"]) for point in told["points"]] == [
        ("2006-07", "98.23"),
        ("2007-08", "98.47"),
    ]
    assert told["points"][1]["target_met"] is True
    assert "was returned for 2007/08" in told["points"][1]["because"]
    assert problem(client.get(f"{OURS}/indicators/none/series"), 404)["code"] == "figure.unknown"


def test_a_file_is_taken_in_and_listed_and_the_same_bytes_are_known(client: Any) -> None:
    text = "indicator,period,value\nBV 63,2008-09,66\n"
    first = sent(client, text).json()
    assert (first["subject"], first["rows"], first["known"]) == ("ROTHERHAM/files/3", 1, False)
    assert sent(client, text).json()["known"] is True
    listed = client.get(f"{OURS}/files").json()["items"]
    assert [(file["number"], file["name"]) for file in listed][-1] == (3, "returns.csv")
    assert listed[-1]["fingerprint"] == first["fingerprint"]


def test_the_period_of_rows_that_name_none_and_a_reason_come_with_the_file(client: Any) -> None:
    assert sent(client, "indicator,value\nBV 63,66\n", period="2008-09").status_code == 200
    assert sent(client, "indicator,value\nBV 63,67\n", period="2008-09", restates="A slip").status_code == 200
    assert [file["restates"] for file in client.get(f"{OURS}/files").json()["items"]][-2:] == [None, "A slip"]


@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        ({"kind": "nothing"}, 409, "intake.kind-unknown"),
        ({"kind": "benchmarks"}, 409, "intake.faulty-file"),
        ({"period": "x"}, 400, "request.unfit"),
        ({"dry_run": "perhaps"}, 400, "request.unfit"),
        ({"restates": "a\u0000b"}, 400, "request.unfit"),
        ({"mapping": "none"}, 404, "mapping.unknown"),
    ],
)
def test_what_cannot_be_taken_in_is_refused_in_words(client: Any, more: dict[str, str], status: int, code: str) -> None:
    answer = sent(client, "indicator,period,value\nBV 63,2008-09,66\n", **more)
    assert problem(answer, status)["code"] == code
