"""A contract manager runs their team on the command line."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.commands import counterpart

from counterpart.capabilities.partners.tests.makers import COMPANY, KPI_MANAGER, OFFICER
from counterpart.capabilities.team.tests.makers import DEPUTY, DIRECTOR, LEAD, MANAGER, PROVIDER, a_team
from counterpart.cli import embedded
from counterpart.engines.clocks.now import now

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh")]


@pytest.fixture(autouse=True)
def team(fresh: embedded.Server, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_team()
    monkeypatch.delenv("COUNTERPART_ACTOR", raising=False)
    monkeypatch.setenv("COUNTERPART_SECRET_KEY", "test")


def said(*words: str, by: str = MANAGER, code: int = 0) -> str:
    answer = counterpart(*words, "--as", by)
    assert answer.returncode == code, answer.stdout + answer.stderr
    return answer.stdout if code == 0 else answer.stderr


def test_a_team_is_run_and_shown() -> None:
    today = now().date()
    days = ("--since", today.isoformat(), "--until", (today + timedelta(days=9)).isoformat())
    assert "stands in for contract manager" in said("team", "delegate", "ROTHERHAM", "--to", DEPUTY, *days)
    assert "represents the commissioner" in said("team", "represent", "ROTHERHAM", LEAD)
    assert "(director level)" in said("team", "pair", "ROTHERHAM", LEAD, DIRECTOR)
    shown = said("team", "show", "ROTHERHAM", by=KPI_MANAGER)
    assert "contract manager, standing in for contract manager" in shown
    assert "The provider has no contract representative." in shown
    assert "until today" in said("team", "delegate", "ROTHERHAM", "--to", DEPUTY, "--withdraw")
    assert "counterparts no more" in said("team", "pair", "ROTHERHAM", LEAD, "--part")
    assert "and not after" in said("team", "end", "ROTHERHAM", DEPUTY)
    wrong = ("team", "give", "ROTHERHAM", OFFICER, "--role", "KPI manager")
    assert "a KPI manager is of the provider" in said(*wrong, code=1)
    assert "name two to pair" in said("team", "pair", "ROTHERHAM", LEAD, code=2)


def test_a_subcontractor_is_proposed_by_one_side_and_decided_on_by_the_other() -> None:
    scope = ("--name", "A Roofing Company", "--scope", "Roofs", "--area", "Roofing", "--reason", "Two have left")
    said("team", "subcontractor", "propose", "ROTHERHAM", *scope, by=PROVIDER)
    number = f"SUB-{now().year}-0001"
    why = ("ROTHERHAM", number, "--reason", "Checked")
    assert "does not answer for this" in said("team", "subcontractor", "approve", *why, by=PROVIDER, code=1)
    for verb, state in (("approve", "approved"), ("suspend", "suspended"), ("reinstate", "approved")):
        assert f"({number}) is {state}." in said("team", "subcontractor", verb, *why)
    shown = ("--document", "Order 7", "--principle", "value")
    told = said("team", "subcontractor", "flow-down", "ROTHERHAM", number, *shown, by=PROVIDER)
    assert "Nothing shows yet: collaboration" in told
    assert "is removed." in said("team", "subcontractor", "remove", *why, by=PROVIDER)


def test_whoever_leaves_an_organisation_keeps_no_role_by_it() -> None:
    leaves = ("people", "leave", DIRECTOR, "--organisation", COMPANY)
    assert "administrators add" in said(*leaves, code=1)
    assert "1 role ends with it" in said(*leaves, by="administrator@counterpart.example")
