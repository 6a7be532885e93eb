"""What leaves the house: no cell is a formula; and bytes sent twice tell nobody that others sent them before."""

import csv
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.agreements.tests.makers import a_registered_agreement
from counterpart.capabilities.closing.queries import closed
from counterpart.capabilities.closing.tests.makers import YEAR, close_year
from counterpart.capabilities.closing.views import TYPES
from counterpart.capabilities.partners.tests.makers import LATER, OFFICER, who
from counterpart.capabilities.performance.tests.makers import returns_of, send
from counterpart.cli.embedded import Server
from counterpart.cli.figures import as_csv
from counterpart.engines.access.actors import acting
from tests.api.asking import V1, client_of, session_of
from tests.security.partnerships import OURS, THEIRS
from tests.security.seeding import two_partnerships

pytestmark = [pytest.mark.slow]
FORMULAS = ("=HYPERLINK(1)", "+1+cmd", "-2+3+cmd", "@SUM(1)", "\t=1+1", "http://elsewhere.example", "=cmd|'/C calc'!A0")


def a_year_of_formulas(home: Path) -> None:
    """A year in which areas and remarks are called like formulas."""
    agreement = a_registered_agreement()
    codes = [indicator.code for indicator in agreement.terms.template.indicators]
    rows = [[code, "2007-08", "", "50", "=1+1"] for code in codes]
    rows += [["BV 63", "2007-08", formula.strip(), "50", formula.strip()] for formula in FORMULAS]
    text = io.StringIO()
    csv.writer(text).writerows([["indicator", "period", "area", "value", "comment"], *rows])
    send(agreement, home, returns_of(text.getvalue(), name="=returns.csv"))
    close_year(home)


def test_no_cell_of_any_export_is_a_formula(fresh: Server, home: Path) -> None:
    a_year_of_formulas(home)
    client = session_of(OFFICER)
    sheets = [reverse("report", args=["ROTHERHAM", YEAR, form]) for form in TYPES if form in ("csv", "xlsx")]
    sheets.append(reverse("blank", args=["ROTHERHAM", "returns"]))
    for address in sheets:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert_plain(answer.content)
    by = who(OFFICER)
    with acting(by, on=LATER.date()):
        told = closed(agreement_named("ROTHERHAM", by=by), YEAR)
    said = as_csv(told["figures"])
    assert "'=HYPERLINK" in said
    assert_plain(said.encode())


def assert_plain(data: bytes) -> None:
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {
                name: archive.read(name).decode() for name in archive.namelist() if name.endswith((".xml", ".rels"))
            }
        for name, part in parts.items():
            assert not re.search(r"<f[ >]", part), name
            assert "<hyperlink " not in part, name
            assert 'TargetMode="External"' not in part, name
        return
    for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))):
        for cell in row:
            number = cell.lstrip("-").replace(".", "", 1).replace(",", "").rstrip("%").isdigit()
            assert number or not cell.startswith(("=", "+", "-", "@", "\t", "\r")), cell


def sent(client: Any, data: bytes, reference: str) -> dict[str, Any]:
    file = io.BytesIO(data)
    file.name = "the-same.csv"
    answer = client.post(f"{V1}/agreements/{reference}/files", {"file": file, "kind": "returns"})
    assert answer.status_code == 200, answer.content
    told: dict[str, Any] = answer.json()
    return told


def test_the_very_bytes_of_another_are_taken_as_if_nobody_had_sent_them(fresh: Server, home: Path) -> None:
    """Both partnerships have the same codes here; what one has sent is news from the other."""
    two_partnerships(home)
    theirs = client_of(THEIRS.email("KPI manager"), "one")
    ours = client_of(OURS.email("KPI manager"), "two")
    data = b"indicator,period,value\nBV 63,1999-00,50\n"
    other = data.replace(b"1999-00", b"1998-99")
    first = sent(theirs, data, THEIRS.reference)
    again, fresh_bytes = sent(ours, data, OURS.reference), sent(ours, other, OURS.reference)
    assert (first["known"], again["known"], fresh_bytes["known"]) == (False, False, False)
    assert sent(ours, data, OURS.reference)["known"] is True
    left = {"subject", "fingerprint", "first", "last"}
    assert {k: v for k, v in again.items() if k not in left} == {k: v for k, v in fresh_bytes.items() if k not in left}
    assert again["subject"].startswith(OURS.reference)


@pytest.mark.xfail(strict=True, reason="a seat is taken by naming an organisation: it is not asked (issue to come)")
def test_naming_another_organisation_as_a_party_tells_nothing_of_its_people(fresh: Server, home: Path) -> None:
    """Somebody of ours registers an agreement in which their provider sits, and reads who works there."""
    two_partnerships(home)
    client = client_of(OURS.email("contract manager"))
    seats = {"commissioner": OURS.council, "provider": THEIRS.provider, "tenants": OURS.tenants}
    body = {"template": "rotherham-almo", "reference": "FISHING", "name": "Fishing", "seats": seats}
    client.post(f"{V1}/agreements", body, content_type="application/json")
    told = client.get(f"{V1}/agreements/FISHING").content.decode()
    assert THEIRS.mark not in told.casefold()
