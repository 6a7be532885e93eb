"""The pages of frameworks, rates, funding, register and regime, as files too, and the same over the API."""

import csv
import io

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.api.asking import V1, client_of

from counterpart.capabilities.frameworks.tests.makers import (
    CALL_OFF,
    CONSULTANT,
    CONTRACTOR,
    MANAGER,
    REGIME,
    REGISTER,
    a_framework,
    an_agreement_of_two_providers,
    do,
)
from counterpart.capabilities.frameworks.tests.test_actions import take_in
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, OFFICER
from counterpart.engines.access.models import Person

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh", "home")]
HERE = "/agreements/HIGHWAYS"
EMPTY = {
    "frameworks": "No framework is set up.",
    "funding": "No funding by several is agreed.",
    "register": "The register is empty.",
    "regime": "It is not recorded under what law",
}


def signed_in(email: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(email=email))
    return client


def text(answer: HttpResponse) -> str:
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def test_an_empty_page_says_what_to_do_and_outsiders_learn_nothing() -> None:
    an_agreement_of_two_providers()
    for page, says in EMPTY.items():
        assert says in text(signed_in(KPI_MANAGER).get(f"{HERE}/{page}"))
        assert signed_in("tenant-representative@rotherham.example").get(f"{HERE}/{page}").status_code == 404
    assert signed_in(OFFICER).get(f"{HERE}/frameworks/FRM-2008-0009").status_code == 404


def test_a_framework_tells_who_may_use_it_and_what_is_left() -> None:
    an_agreement_of_two_providers()
    number = a_framework()
    do("calloff.made", number=number, **CALL_OFF)
    shown = text(signed_in(KPI_MANAGER).get(f"{HERE}/frameworks/{number}"))
    assert "£250,000.00 is called off, and £750,000.00 is left." in shown
    assert "£150,000.00" in shown
    assert "CAL-2008-0001" in shown
    assert "£250,000.00 is called off from 1 framework." in text(signed_in(KPI_MANAGER).get(f"{HERE}/frameworks"))
    assert "Enter a call-off" in text(signed_in(MANAGER).get(f"{HERE}/frameworks/{number}"))


def test_the_page_of_rates_keeps_the_wall_between_providers_in_every_form() -> None:
    an_agreement_of_two_providers()
    number = a_framework(joined=False)
    do("rates.entered", CONTRACTOR, number=number, rates=["ROAD1: 12.50 m2"], since="2008-05-06")
    do("rates.entered", CONSULTANT, number=number, rates=["ROAD1: 14.25 m2"], since="2008-05-06")
    page = f"{HERE}/frameworks/{number}/rates"
    council = text(signed_in(MANAGER).get(page))
    assert "1 can be compared, and the widest gap is £1.7500." in council
    for form in ("", "?as=csv", "?as=json"):
        own = signed_in(CONTRACTOR).get(page + form).content.decode()
        assert "12.50" in own
        assert "14.25" not in own
    assert client_of(CONSULTANT).get(f"{V1}{page}").json()["items"] == [
        {"provider": "consultant", "code": "ROAD1", "unit": "m2", "rate": "14.2500", "since": "2008-05-06"}
    ]


def test_the_register_can_be_had_as_csv_with_the_fields_of_the_code() -> None:
    an_agreement_of_two_providers()
    take_in()
    reader = signed_in(KPI_MANAGER)
    shown = text(reader.get(f"{HERE}/register"))
    assert "5 contracts, 1 of them without a fault." in shown
    assert "It is neither yes nor no: one row" in shown
    told = reader.get(f"{HERE}/register?as=csv")
    rows = list(csv.reader(io.StringIO(told.content.decode("utf-8-sig"))))
    titles = next(row for row in rows if "Reference" in row)
    for field in ("Title", "Department", "Supplier", "Start", "End", "Review", "SME", "VCSE", "Irrecoverable VAT"):
        assert field in titles
    items = client_of(KPI_MANAGER).get(f"{V1}{HERE}/register").json()["items"]
    assert items[2]["ends_on"] == "2022-03-31"
    assert {fault["column"] for fault in items[1]["faults"]} == {"above_threshold", "reference"}


def test_a_register_is_sent_on_its_page() -> None:
    an_agreement_of_two_providers()
    file = io.BytesIO(REGISTER)
    file.name = "register.csv"
    officer = signed_in(OFFICER)
    form = text(officer.get(f"{HERE}/register/take-in"))
    assert "Salford City Council, register of contracts" in form
    answer = officer.post(f"{HERE}/register/take-in", {"mapping": "salford-contracts", "file": file})
    assert answer.status_code == 302, answer.content
    assert "5 contracts" in text(officer.get(f"{HERE}/register"))


def test_the_regime_and_its_notices_stand_on_one_page() -> None:
    an_agreement_of_two_providers()
    do("regime.recorded", **REGIME)
    do("notice.asked", event="contract entered into", on="2026-06-01")
    shown = text(signed_in(KPI_MANAGER).get(f"{HERE}/regime"))
    assert "3 to publish" in shown
    assert "PA23 s.53(1); PR24 reg 32 (read)" in shown
    reader = client_of(KPI_MANAGER)
    notices = reader.get(f"{V1}{HERE}/notices").json()["items"]
    assert [one["due_on"] for one in notices] == ["2026-06-30", "2026-08-29", "2027-05-31"]
    assert reader.get(f"{V1}{HERE}/regime").json()["regime"] == "Procurement Act 2023"


def test_who_funds_it_and_what_each_bore() -> None:
    an_agreement_of_two_providers()
    lines = ["Camden: 1,000", "Brent: 1,000", "Ealing: 1,000"]
    do("funding.agreed", kind="pooled", since="2008-05-01", contributions=lines)
    do("cost.split", what="Salt", on="2008-05-06", amount="100.00")
    shown = text(signed_in(KPI_MANAGER).get(f"{HERE}/funding"))
    assert "3 funders put in £3,000.00, pooled, since 1 May 2008; £100.00 was split among them." in shown
    assert "£33.34" in shown
    reader = client_of(KPI_MANAGER)
    (cost,) = reader.get(f"{V1}{HERE}/funding/costs").json()["items"]
    assert [part["amount"] for part in cost["parts"]] == ["33.34", "33.33", "33.33"]
    (one,) = reader.get(f"{V1}{HERE}/funding").json()["items"]
    assert one["kind"] == "pooled"
