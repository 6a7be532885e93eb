"""Coverage through the database and on its page: what costs and is complained of, what measures it, what is raised."""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from tests.api.asking import V1, client_of

from counterpart.capabilities.agreements.tests.makers import MANAGER, PROVIDER, a_partnership
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, OFFICER, OUTSIDER, offered, who
from counterpart.capabilities.performance.api.coverage import CoverageTold
from counterpart.engines.access.actors import acting
from counterpart.engines.access.models import Person
from counterpart.engines.clocks.running import clocks_of
from counterpart.values.refusal import Refused

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh", "home")]
REF = "HEREFORD"
WHEN = datetime(2009, 1, 12, 10, tzinfo=ZoneInfo("Europe/London"))
PAGE = f"/agreements/{REF}/coverage"


def ask(act: str, by: str, **sent: Any) -> str:
    said: str = offered(act, by, places={"reference": REF}, at=WHEN, **sent)["says"]
    return said


def enter(area: str, of: str, amount: str, by: str = KPI_MANAGER) -> str:
    return ask(
        "service_share.entered", by, year="2008-09", service_area=area, of=of, amount=amount, source="Outturn, page 4"
    )


def test_spend_and_complaints_stand_beside_the_indicators_and_what_nothing_measures_is_raised_once(home: Path) -> None:
    agreement = a_partnership("service-delivery", REF, consultant="A Consultant Ltd")
    said = enter("1", "spend", "£300,000")
    assert said == "Reactive and routine highways maintenance: £300,000.00 of spend in 2008/09, from Outturn, page 4."
    enter("2", "spend", "100000")
    enter("1", "complaints", "30", by=OFFICER)
    for area, of, amount in (("99", "spend", "1"), ("1", "spend", "many"), ("1", "complaints", "1.5")):
        with pytest.raises(Refused) as refused:
            enter(area, of, amount)
        assert refused.value.refusal.code == "coverage.unfit"
    client = Client()
    client.force_login(Person.objects.get(email=OFFICER))
    shown = client.get(PAGE).content.decode()
    assert "75.0 %" in shown
    assert "Outturn, page 4" in shown
    assert "Raise it at the next review" in shown
    assert client.get(f"{PAGE}?periods=2&as=csv").status_code == 200
    told = CoverageTold.model_validate(client_of(OFFICER).get(f"{V1}{PAGE}").json())
    assert told.services[0].spend is not None
    assert (told.services[0].spend.part, told.services[0].spend.percent) == ("300000.00", "75.0")
    says = ask("coverage.raised", PROVIDER)
    assert "are raised at the review of" in says
    with acting(who(OFFICER, WHEN), on=WHEN.date()):
        clocks = clocks_of(agreement.agreement_id, REF, about=("coverage",))
    assert {one.party for one in clocks} == set(agreement.signatories)
    with pytest.raises(Refused, match="it is raised at the next review already"):
        ask("coverage.raised", MANAGER)
    client.force_login(Person.objects.get(email=OUTSIDER))
    assert client.get(PAGE).status_code == 404
