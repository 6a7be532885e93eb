"""People, delegations, subcontractors and what is missing, over the API."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.api.asking import OURS, client_of, problem, send

from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, who
from counterpart.capabilities.team.tests.makers import (
    DEPUTY,
    DIRECTOR,
    LEAD,
    MANAGER,
    PROVIDER,
    SUBCONTRACTOR,
    a_subcontractor,
    a_team,
)
from counterpart.engines.clocks.now import now

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh")]


def test_a_team_is_run_by_a_program_and_read_back(home: Path) -> None:
    a_team()
    manager, today = client_of(MANAGER), now().date()
    until = (today + timedelta(days=5)).isoformat()
    lent = send(manager, f"{OURS}/delegations", {"to": DEPUTY, "since": today.isoformat(), "until": until}).json()
    assert (lent["roles"], lent["until"]) == (["contract manager"], until)
    send(manager, f"{OURS}/representatives", {"email": LEAD})
    send(manager, f"{OURS}/counterparts", {"one": LEAD, "other": DIRECTOR})
    (delegation,) = manager.get(f"{OURS}/delegations").json()["items"]
    assert (delegation["of"], delegation["to"]) == (who(MANAGER).name, who(DEPUTY).name)
    people = {row["name"]: row for row in client_of(KPI_MANAGER).get(f"{OURS}/people").json()["items"]}
    lead = people[who(LEAD).name]
    assert (lead["representative"], lead["counterpart"], lead["seniority"]) == (True, who(DIRECTOR).name, "director")
    assert [role["on_behalf_of"] for role in people[who(DEPUTY).name]["roles"]] == [None, who(MANAGER).name]
    missing = [gap["says"] for gap in manager.get(f"{OURS}/missing").json()["items"]]
    assert "The provider has no contract representative." in missing
    assert send(manager, f"{OURS}/delegations/withdrawals", {"to": DEPUTY}).json()["until"] == today.isoformat()


def test_a_subcontractor_is_decided_on_by_a_program(home: Path) -> None:
    a_team()
    a_subcontractor()
    address, why = f"{OURS}/subcontractors/{SUBCONTRACTOR}", {"reason": "Insured and checked"}
    assert problem(send(client_of(PROVIDER), f"{address}/approvals", why), 403)["code"] == "subcontractor.not-yours"
    assert send(client_of(MANAGER), f"{address}/approvals", why).json()["state"] == "approved"
    shown = {"document": "Order 7", "principles": ["value"]}
    assert len(send(client_of(PROVIDER, "two"), f"{address}/flow-downs", shown).json()["missing"]) == 5
    (told,) = client_of(KPI_MANAGER).get(f"{OURS}/subcontractors").json()["items"]
    assert [step["verb"] for step in told["steps"]] == ["proposed", "approved"]
    assert told["flow_downs"][0]["document"] == "Order 7"
    elsewhere = f"{OURS}/subcontractors/SUB-2031-0001/approvals"
    assert problem(send(client_of(MANAGER, "three"), elsewhere, why), 404)["code"] == "subcontractor.unknown"
