"""People and tokens over the API."""

from pathlib import Path

import pytest
from tests.api.asking import V1, client_of, problem, send

from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, an_installation
from counterpart.engines.access.models import Person

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh")]
NEW = {"email": "New@Council.example", "name": "New", "organisation": "A council", "post": "Auditor"}


def test_an_administrator_adds_a_person_as_on_the_command_line(home: Path) -> None:
    an_installation()
    client = client_of("administrator@counterpart.example")
    answer = send(client, f"{V1}/people", NEW)
    assert answer.json() == {
        "subject": "INSTALLATION",
        "email": "new@council.example",
        "organisation": "A council",
        "post": "auditor",
    }
    assert not Person.objects.get(email="new@council.example").has_usable_password()
    assert problem(send(client, f"{V1}/people", NEW | {"post": "king"}), 409)["code"] == "person.no-such-post"
    assert (
        problem(send(client, f"{V1}/people", NEW | {"password": "secret"}), 400)["problems"][0]["place"] == "password"
    )


@pytest.mark.parametrize("email", ["", "nobody", "a@b@c", "a b@c", "@", "a@b\u0000", "a@" + "b" * 254])
def test_an_address_that_is_none_is_refused_with_its_place(home: Path, email: str) -> None:
    an_installation()
    told = problem(send(client_of("administrator@counterpart.example"), f"{V1}/people", NEW | {"email": email}), 400)
    assert [fault["place"] for fault in told["problems"]] == ["email"]


def test_a_token_revokes_itself_and_is_told_as_revoked_to_another(home: Path) -> None:
    an_installation()
    first, second = client_of(KPI_MANAGER, "first"), client_of(KPI_MANAGER, "second")
    answer = send(first, f"{V1}/tokens/revocations", {"label": "first"})
    assert answer.json()["subject"] == f"tokens/{answer.json()['token']}"
    problem(first.get(f"{V1}/me"), 401)
    told = {token["label"]: token["revoked_at"] for token in second.get(f"{V1}/tokens").json()["items"]}
    assert told["first"]
    assert told["second"] is None
