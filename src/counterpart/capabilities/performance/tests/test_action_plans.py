"""Action plans through the database and on their pages: written by the manager, signed by the owner, lapsing."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.api.asking import V1, client_of

from counterpart.capabilities.agreements.tests.makers import MANAGER, PROVIDER, a_registered_agreement
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, LATER, OFFICER, OUTSIDER, offered, who
from counterpart.capabilities.performance.api.round import PlanOfAnIndicatorTold
from counterpart.engines.access.actors import acting
from counterpart.engines.access.models import Person
from counterpart.engines.acts.asked import Part
from counterpart.engines.clocks.running import clocks_of
from counterpart.engines.library.rewriting import with_fields
from counterpart.engines.library.shelf import on_the_shelf
from counterpart.values.refusal import Refused

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh", "home")]
REF, CODE, YEAR = "ROTHERHAM", "BV 66a", "2008-09"
PAGE = f"/agreements/{REF}/action-plans"
TEXT = "Call each tenant in their third week of arrears, from June on, with two people of the income team"


def ask(act: str, by: str, **sent: Any) -> str:
    said: str = offered(act, by, places={"reference": REF, "year": YEAR, "code": CODE}, **sent)["says"]
    return said


def kept_by_role() -> str:
    """An agreement whose indicator has a manager at the company and an owner at the council."""
    keepers = {"owner": "commissioner contract manager", "manager": "provider KPI manager"}
    text = on_the_shelf("rotherham-almo").text
    return a_registered_agreement(kept=with_fields(text, CODE, keepers)).agreement_id


def waiting(agreement: str, about: str) -> list[tuple[str, str]]:
    with acting(who(OFFICER), on=LATER.date()):
        return [(one.party, one.role) for one in clocks_of(agreement, REF, about=(about,), open_only=True)]


def test_a_plan_is_written_by_the_manager_signed_by_the_owner_and_its_signature_lapses_with_the_text() -> None:
    agreement = kept_by_role()
    for by in (PROVIDER, MANAGER):
        with pytest.raises(Refused) as refused:
            ask("action_plan.written", by, actions=TEXT)
        assert refused.value.refusal.code == "action-plan.not-yours"
    with pytest.raises(Refused, match="nobody has written it"):
        ask("action_plan.signed", MANAGER, version="1")
    assert "its owner signs it" in ask("action_plan.written", KPI_MANAGER, actions=TEXT)
    assert waiting(agreement, "action plan") == [("commissioner", "contract manager")]
    with pytest.raises(Refused, match="says exactly this already"):
        ask("action_plan.written", KPI_MANAGER, actions=TEXT)
    with pytest.raises(Refused) as not_owner:
        ask("action_plan.signed", OFFICER, version="1")
    assert not_owner.value.refusal.code == "action-plan.not-yours"
    ask("action_plan.signed", MANAGER, version="1")
    assert waiting(agreement, "action plan") == []
    with pytest.raises(Refused, match="was signed by"):
        ask("action_plan.signed", MANAGER, version="1")
    assert "has lapsed" in ask("action_plan.written", KPI_MANAGER, actions=f"{TEXT}; from July on")
    client = Client()
    client.force_login(Person.objects.get(email=OFFICER))
    shown = client.get(f"{PAGE}/{YEAR}/bv66a").content.decode()
    assert "The signature under an earlier text has lapsed." in shown
    assert "Version 2" in shown
    listed = client.get(f"{PAGE}/{YEAR}").content.decode()
    assert "0 of 13 action plans for 2008/09 are signed, and 12 are not written." in listed
    assert client.get(PAGE).status_code == 200
    plans = Part[PlanOfAnIndicatorTold].model_validate(client_of(OFFICER).get(f"{V1}{PAGE}/{YEAR}").json()).items
    assert [(one.indicator, one.version, one.signed_on) for one in plans if one.version] == [(CODE, 2, None)]
    assert client.get(f"{PAGE}/soon").status_code == 404
    client.force_login(Person.objects.get(email=OUTSIDER))
    assert client.get(f"{PAGE}/{YEAR}/bv66a").status_code == 404


def test_who_writes_a_plan_does_not_sign_it_where_the_terms_name_nobody() -> None:
    a_registered_agreement()
    ask("action_plan.written", PROVIDER, actions=TEXT)
    with pytest.raises(Refused) as refused:
        ask("action_plan.signed", PROVIDER, version="1")
    assert refused.value.refusal.code == "action-plan.two-hands"
    ask("action_plan.signed", MANAGER, version="1")


def test_a_difficulty_reaches_the_manager_and_the_owner_of_its_indicator(home: Path) -> None:
    agreement = kept_by_role()
    offered("returns.called", OFFICER, places={"reference": REF}, when="2007-08")
    number = {"reference": REF, "number": "RET-2008-0002"}
    offered("difficulty.raised", PROVIDER, places=number, difficulty="The bank changed its file")
    assert waiting(agreement, "difficulty") == [
        ("provider", "KPI manager"),
        ("commissioner", "contract manager"),
    ]
