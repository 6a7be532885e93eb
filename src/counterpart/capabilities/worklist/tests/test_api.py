"""Who one is and what waits, over the API."""

from pathlib import Path

import pytest
from tests.api.asking import V1, client_of

from counterpart.capabilities.closing.tests.makers import a_closed_year, sign_year
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, OFFICER, OUTSIDER

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh")]


def test_one_is_told_who_one_is_and_in_which_agreements(home: Path) -> None:
    a_closed_year(home)
    assert client_of(KPI_MANAGER).get(f"{V1}/me").json() == {
        "name": "KPI manager, 2010 Rotherham Ltd",
        "email": KPI_MANAGER,
        "agreements": [{"reference": "ROTHERHAM", "party": "provider", "roles": ["KPI manager"]}],
    }
    assert client_of(OUTSIDER).get(f"{V1}/me").json()["agreements"] == []


def test_a_seal_waits_for_those_who_are_to_sign_and_then_for_nobody(home: Path) -> None:
    a_closed_year(home)
    ours, theirs = client_of(KPI_MANAGER), client_of(OFFICER)
    assert [(row["mine"], row["parties"]) for row in ours.get(f"{V1}/waiting").json()["items"]] == [
        (True, ["provider"])
    ]
    assert [row["mine"] for row in theirs.get(f"{V1}/waiting").json()["items"]] == [False]
    sign_year(home)
    assert ours.get(f"{V1}/waiting").json() == {"items": [], "next": None}
