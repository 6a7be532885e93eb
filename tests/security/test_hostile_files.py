"""Files that are sent to do harm: bombs, entities, ways out, scripts, and more than is taken."""

import io
import json
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from counterpart.capabilities.agreements.tests.makers import a_registered_agreement
from counterpart.capabilities.closing.tests.makers import a_closed_year
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, LATER
from counterpart.cli.keeping import FORM
from counterpart.engines.evidence.blanks import blank
from counterpart.engines.evidence.rules.kinds import RETURNS
from tests.api.asking import OURS, client_of, problem, session_of
from tests.commands import counterpart

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh")]
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]><l>&c;</l>'
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><l>&x;</l>'


def a_workbook(**parts: bytes) -> bytes:
    """A workbook of ours with parts put in, or in the place of others; their names with / for __."""
    made, added = io.BytesIO(), {name.replace("__", "/"): data for name, data in parts.items()}
    with zipfile.ZipFile(io.BytesIO(blank(RETURNS, title="x"))) as before, zipfile.ZipFile(made, "w", 8) as after:
        for name in before.namelist():
            after.writestr(name, added.pop(name, before.read(name)))
        for name, data in added.items():
            after.writestr(name, data)
    return made.getvalue()


def sent(client: Client, data: bytes, name: str = "returns.xlsx", **more: Any) -> Any:
    file = io.BytesIO(data)
    file.name = name
    return client.post(f"{OURS}/files", {"file": file, "kind": "returns", **more})


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda: a_workbook(**{"xl/bomb.xml": b"0" * 600_000_000}), "when unpacked"),
        (lambda: a_workbook(**{"xl/sharedStrings.xml": LAUGHS}), "DOCTYPE"),
        (lambda: a_workbook(**{"xl/workbook.xml": OUTSIDE}), "DOCTYPE"),
        (lambda: a_workbook(**{"xl/sharedStrings.xml": OUTSIDE.decode().encode("utf-16")}), "DOCTYPE"),
        (lambda: a_workbook(**{"../../outside.xml": b"<x/>"}), "outside the workbook"),
        (lambda: a_workbook(**{f"xl/part{n}.xml": b"<x/>" for n in range(2_100)}), "parts"),
        (lambda: a_workbook()[:-30], "cannot be opened"),
    ],
    ids=["bomb", "laughs", "entity", "entity in UTF-16", "way out", "many parts", "broken off"],
)
def test_a_workbook_that_does_harm_is_refused_in_words(home: Path, harm: Any, said: str) -> None:
    a_registered_agreement()
    told = problem(sent(client_of(KPI_MANAGER), harm()), 409)
    assert said in told["problems"][0]["found"]
    assert not list((home / "evidence").glob("??/*"))


@pytest.mark.parametrize("name", ["../../../etc/cron.d/x.csv", "..\\..\\x.csv", "/etc/passwd", "a/b.csv"])
def test_a_name_that_leads_elsewhere_is_a_name_and_no_place(home: Path, name: str) -> None:
    a_registered_agreement()
    before = {path for path in home.parent.rglob("*") if path.is_file()}
    answer = sent(client_of(KPI_MANAGER), b"indicator,period,value\nBV 63,2008-09,66\n", name)
    made = {path for path in home.parent.rglob("*") if path.is_file()} - before
    assert all(path.is_relative_to(home / "evidence") for path in made)
    if answer.status_code == 200:
        assert "/" not in answer.json()["file"]


@pytest.mark.parametrize("data", [b"<html><script>alert(1)</script></html>", b"<svg onload='alert(1)'/>", b"GIF89a;"])
def test_what_is_no_file_of_figures_is_refused_whatever_it_is_called(home: Path, data: bytes) -> None:
    a_registered_agreement()
    for name in ("returns.csv", "returns.html", "returns.svg", "returns.xlsx"):
        assert problem(sent(client_of(KPI_MANAGER, name), data, name), 409)["problems"]
    assert not list((home / "evidence").glob("??/*"))


@pytest.mark.parametrize("address", ["/verify", "/sign-in", "/"])
def test_more_than_the_site_takes_is_refused_before_it_is_read(
    home: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    a_registered_agreement()
    monkeypatch.setattr(settings, "DATA_UPLOAD_MAX_MEMORY_SIZE", 10_000)
    file = io.BytesIO(b"x" * 20_000)
    file.name = "record.json"
    answer = Client().post(address, {"record": file})
    assert answer.status_code == 413
    assert "too large" in answer.content.decode()


def test_more_files_or_fields_than_a_form_has_are_refused(home: Path) -> None:
    a_registered_agreement()
    files = {}
    for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FILES + 1):
        files[f"file{number}"] = io.BytesIO(b"x")
        files[f"file{number}"].name = "x.csv"
    fields = {f"field{number}": "x" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
    for more in (files, fields):
        assert Client().post("/verify", more).status_code == 400
        assert problem(client_of(KPI_MANAGER, str(len(more))).post(f"{OURS}/files", {"kind": "returns", **more}), 400)


@pytest.mark.parametrize(
    "record",
    [b"[" * 200_000, b'{"record":' * 50_000, b"9" * 100_000, b"\xff\xfe", b"PK\x03\x04", b"{}" * 9, b"1e999999999"],
)
def test_a_record_that_is_none_is_said_to_be_none(home: Path, record: bytes) -> None:
    a_registered_agreement()
    file = io.BytesIO(record)
    file.name = "record.json"
    answer = Client(raise_request_exception=False).post("/verify", {"record": file})
    assert answer.status_code == 200
    assert "Traceback" not in answer.content.decode()


@pytest.mark.parametrize(
    "name", ["evidence/../../outside", "/tmp/outside", "../outside", "evidence/aa/../../../outside"]
)
@pytest.mark.parametrize("kind", [tarfile.REGTYPE, tarfile.SYMTYPE])
def test_a_backup_with_a_way_out_is_refused_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, kind: bytes
) -> None:
    """An archive that names a place outside, or a link to one."""
    monkeypatch.setenv("COUNTERPART_HOME", str(tmp_path / "new"))
    with tarfile.open(tmp_path / "bad.backup", "w:") as archive:
        content = json.dumps({"form": FORM, "files": {name: "0" * 64}}).encode()
        for member, data, as_ in (("manifest.json", content, tarfile.REGTYPE), (name, b"x", kind)):
            told = tarfile.TarInfo(member)
            told.size, told.type, told.linkname = (len(data) if as_ == tarfile.REGTYPE else 0), as_, "/etc/passwd"
            archive.addfile(told, io.BytesIO(data))
    done = counterpart("restore", tmp_path / "bad.backup")
    assert done.returncode == 1
    assert "Nothing was restored" in done.stderr
    assert not list(tmp_path.rglob("outside"))


def test_a_file_of_others_is_not_opened_by_naming_its_fingerprint(home: Path) -> None:
    """A document that was never sent here, named by the fingerprint of a file kept for somebody else."""
    from counterpart.capabilities.team.actions.subcontractors import propose, show_flow_down
    from counterpart.capabilities.team.queries.subcontractors import subcontractor_named
    from counterpart.engines.access.actors import acting

    agreement = a_closed_year(home)
    kept = next((home / "evidence").glob("??/*")).name
    from counterpart.capabilities.partners.tests.makers import who

    by = who("provider-manager@2010rotherham.example")
    told = {"name": "Roofer", "scope": "Roofs", "areas": ["North"], "reason": "It is near"}
    reply = propose(agreement, by=by, at=LATER, **told)
    with acting(by, on=LATER.date()):
        known = subcontractor_named(agreement, reply["reference"])
    show_flow_down(known, by=by, at=LATER, document="d.pdf", principles=["collaboration"], fingerprint=kept)
    page = f"/agreements/ROTHERHAM/subcontractors/{reply['reference']}/flow-downs/{kept}"
    assert session_of("provider-manager@2010rotherham.example").get(page).status_code in (404, 409)
