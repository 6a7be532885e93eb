"""The record withstands those who have every power over the database, and anybody who edits a file of it."""

import json
import zipfile
from pathlib import Path
from typing import Any

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from typer.testing import CliRunner

from counterpart.capabilities.agreements.tests.makers import the_agreement
from counterpart.capabilities.closing.tests.makers import (
    a_closed_year,
    close_year,
    restate,
    sign_year,
    the_receipt,
    the_record,
    the_year,
)
from counterpart.capabilities.partners.tests.makers import OFFICER
from counterpart.capabilities.performance.actions.intake import Incoming
from counterpart.capabilities.performance.tests.makers import an_agreement_with_returns, returns_of, send
from counterpart.cli.commands import app
from counterpart.engines.ledger.keys import public_half
from counterpart.engines.ledger.rules.canonical import canonical
from counterpart.engines.ledger.rules.chain import commitment, genesis, header_hash
from counterpart.engines.ledger.rules.merkle import root
from counterpart.engines.ledger.rules.record import read_record, record_file
from counterpart.engines.ledger.rules.seals import key_id, leaves_of, record_seal, signed
from counterpart.engines.ledger.rules.verify import Verdict, verify
from tests.commands import counterpart

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh")]

FIRST_FILE = "sequence = (SELECT min(sequence) FROM ledger_entry WHERE act = 'file.taken_in')"

POWERS = {
    "a ledger entry is changed": (
        "UPDATE ledger_entry SET subject = 'ROTHERHAM/2006-07' WHERE act = 'period.closed'",
        "(period.closed",
    ),
    "the content of an entry is changed": (
        f"UPDATE ledger_payload SET content = jsonb_set(content, '{{restates}}', '\"a reason\"') WHERE {FIRST_FILE}",
        "(file.taken_in",
    ),
    "an entry is removed": (f"DELETE FROM ledger_entry WHERE {FIRST_FILE}", "entry"),
    "the last entry is removed": ("DELETE FROM ledger_entry WHERE act = 'seal.agreed'", "entry"),
    "a sealed figure is bettered": (
        "UPDATE performance_sealedfigure SET content = jsonb_set(content, '{value}', '\"15.00\"')"
        " WHERE indicator = 'BV 212'",
        "BV 212",
    ),
    "a sealed figure is removed": ("DELETE FROM performance_sealedfigure WHERE indicator = 'BV 212'", "seal 1"),
    "the consequences are lightened": (
        "UPDATE closing_close SET consequences = jsonb_set(consequences, '{triggers}', '[]')",
        "consequences",
    ),
    "a signature is moved to another seal": (
        "UPDATE ledger_signature SET digest = repeat('0', 64) WHERE party = 'provider'",
        "signature of provider",
    ),
    "a key is replaced": (
        "UPDATE ledger_key SET public_key = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' WHERE party = 'provider'",
        "provider",
    ),
    "the template is changed": (
        "UPDATE agreements_templateversion SET text = replace(text, '2007-08: 15 days', '2007-08: 38 days')",
        "template",
    ),
    "a returned figure is changed": (
        "UPDATE performance_returnedfigure SET value = '15' WHERE indicator = 'BV 212' AND period = '2007-08'",
        "returns-2007-08.csv",
    ),
    "a seal's body is changed": (
        "UPDATE ledger_seal SET body = jsonb_set(body, '{sealed_at}', '\"2008-04-30T14:00:00+01:00\"')",
        "seal 1",
    ),
}


@pytest.mark.parametrize("deed", POWERS)
def test_what_the_superuser_changes_is_named(home: Path, as_superuser: psycopg.Connection, deed: str) -> None:
    a_closed_year(home)
    sign_year(home)
    receipt = the_receipt()
    statement, named = POWERS[deed]
    assert as_superuser.execute(statement).rowcount >= 1
    verdict = verify(the_record(), receipt)
    assert not verdict.fits
    assert named.casefold() in " ".join(verdict.says).casefold()


def test_the_database_is_verified_by_the_owner_and_a_changed_row_is_named(
    home: Path, as_superuser: psycopg.Connection
) -> None:
    a_closed_year(home)
    whole = counterpart("verify", "--database")
    assert whole.returncode == 0, whole.stderr
    assert "ROTHERHAM: The record is internally consistent" in whole.stdout
    as_superuser.execute(f"UPDATE ledger_entry SET at = '2008-05-06T10:00:01+01:00' WHERE {FIRST_FILE}")
    altered = counterpart("verify", "--database")
    assert altered.returncode == 1
    assert "(file.taken_in of ROTHERHAM/files/1) has been altered" in altered.stdout


OWNER_SEES = {
    "the last entry is removed": "DELETE FROM ledger_entry WHERE act = 'seal.agreed'",
    "the head of the chain is moved": "UPDATE ledger_chain SET length = length - 1 WHERE name = 'ROTHERHAM'",
    "the content of an entry is removed": f"DELETE FROM ledger_payload WHERE {FIRST_FILE}",
    "the agreement is removed": "DELETE FROM agreements_agreement",
    "the register of a file says another reason": "UPDATE evidence_file SET restates = 'a better reason'",
    "a file is taken out of the register": "DELETE FROM evidence_file WHERE number = 2",
    "a close says another reason": "UPDATE closing_close SET reason = 'a better reason'",
    "a close is removed": "DELETE FROM closing_close",
    "a template is removed": "DELETE FROM agreements_templateversion",
    "a sealed figure becomes a number": "UPDATE performance_sealedfigure SET content = '{\"value\": 1.5}'",
    "a returned figure is no number": "UPDATE performance_returnedfigure SET value = 'most of it'",
    "a figure nobody cites is changed": "UPDATE performance_returnedfigure SET value = '1' WHERE period = '2010-11'",
    "the installation forgets its people": "DELETE FROM ledger_entry WHERE act = 'person.added'",
}


@pytest.mark.parametrize("deed", OWNER_SEES)
def test_what_is_done_with_triggers_off_is_found_when_the_database_is_verified(
    home: Path, as_superuser: psycopg.Connection, deed: str
) -> None:
    a_closed_year(home)
    later = returns_of("indicator,period,value\nBV 63,2010-11,70\n", name="later.csv")
    send(the_agreement(), home, later)
    sign_year(home)
    assert as_superuser.execute(OWNER_SEES[deed]).rowcount >= 1
    altered = counterpart("verify", "--database")
    assert altered.returncode == 1, altered.stdout
    assert "Traceback" not in altered.stderr


def test_a_missing_original_is_found_when_the_database_is_verified(home: Path) -> None:
    a_closed_year(home)
    assert counterpart("verify", "--database").returncode == 0
    next(file for file in (home / "evidence").glob("*/*")).write_bytes(b"other bytes")
    altered = counterpart("verify", "--database")
    assert altered.returncode == 1
    assert "is missing or altered" in altered.stdout


def test_rows_that_no_seal_cites_are_vouched_for_by_the_entry_that_took_them_in(home: Path) -> None:
    agreement = an_agreement_with_returns(home)
    send(agreement, home, returns_of("indicator,period,value\nBV 63,2010-11,70\n", name="later.csv"))
    restate(home)
    close_year(home)
    verdict = verify(the_record())
    assert verdict.fits, verdict.says
    assert verdict.resting == ("who exported it and when",)


def test_whoever_signs_is_named_in_the_ledger_first(home: Path) -> None:
    a_closed_year(home)
    sign_year(home)
    restate(home)
    close_year(home)
    sign_year(home, by="provider-manager@2010rotherham.example")
    verdict = verify(the_record())
    assert verdict.fits, verdict.says
    people = {person["name"] for person in json.loads(the_record())["record"]["people"]}
    assert "provider manager, 2010 Rotherham Ltd" in people


def test_late_labels_are_sealed_with_the_closers_reason(home: Path) -> None:
    a_closed_year(home)
    text = b"indicator,period,peer_group,label\nBV 63,2007-08,All ALMO,Top 25%\n"
    send(the_agreement(), home, Incoming("benchmarks", "labels.csv", text))
    words = ("close", "ROTHERHAM", "2007-08", "--as", OFFICER)
    refused = counterpart(*words)
    assert refused.returncode == 1
    assert "counterpart close ROTHERHAM 2007-08 --restates" in refused.stderr
    assert counterpart(*words, "--restates", " ").returncode == 1
    assert counterpart(*words, "--restates", "Labels came late").returncode == 0
    assert the_year()["seal"]["body"]["restates"]["reason"] == "Labels came late"


def test_a_number_that_no_act_could_have_written_is_named(home: Path, as_superuser: psycopg.Connection) -> None:
    a_closed_year(home)
    as_superuser.execute(f"UPDATE ledger_payload SET content = '{{\"value\": 1.5}}' WHERE {FIRST_FILE}")
    altered = counterpart("verify", "--database")
    assert altered.returncode == 1
    assert "ROTHERHAM: The record does not fit" in altered.stdout


def test_the_installations_own_chain_is_verified_too(home: Path, as_superuser: psycopg.Connection) -> None:
    a_closed_year(home)
    installation = "agreement_id = '00000000-0000-0000-0000-000000000000'"
    as_superuser.execute(f"UPDATE ledger_entry SET actor = 'p-0' WHERE act = 'person.added' AND {installation}")
    altered = counterpart("verify", "--database")
    assert altered.returncode == 1
    assert "INSTALLATION: its chain does not fit" in altered.stdout


def test_every_altered_byte_of_an_exported_record_is_noticed_and_something_is_named(home: Path) -> None:
    a_closed_year(home)
    whole = the_record()
    assert verify(whole).fits
    for place in range(0, len(whole), max(1, len(whole) // 400)):
        altered = bytearray(whole)
        altered[place] ^= 1
        verdict = verify(bytes(altered))
        assert not verdict.fits, place
        assert verdict.findings[0].where, place


def test_a_whole_chain_signed_again_with_new_keys_fits_itself_and_not_the_receipt(home: Path) -> None:
    a_closed_year(home)
    sign_year(home)
    receipt = the_receipt()
    forged = forge(the_record())
    alone = verify(forged)
    assert alone.fits, alone.says
    assert "not compared with a receipt" in alone.headline
    compared = verify(forged, receipt)
    assert not compared.fits
    assert "signed again with new keys" in " ".join(compared.says)


def forge(data: bytes) -> bytes:
    """Somebody with every power betters a figure and makes all that follows anew: entries, seal, keys, signatures."""
    file = read_record(data)
    assert isinstance(file, dict)
    record = {name: part for name, part in file["record"].items() if name not in ("format", "parts")}
    new = {key["party"]: Ed25519PrivateKey.generate() for key in record["keys"]}
    for key in record["keys"]:
        key["public_key"] = public_half(new[key["party"]])
        key["key"] = key_id(key["public_key"])
    seal = record["seals"][0]
    seal["figures"][-1]["value"] = "15.00"
    made: dict[str, dict[str, str]] = {}
    entries: list[dict[str, object]] = []
    for entry in record["entries"]:
        payload = entry["opened"]["payload"]
        if "keys" in payload:
            payload["keys"] = [{"party": key["party"], "public_key": key["public_key"]} for key in record["keys"]]
        if entry["act"] == "period.closed":
            body = seal["body"] | {"ledger": {"sequence": len(entries), "hash": entries[-1]["hash"]}}
            unsigned = record_seal(
                body=body | {"root": new_root(seal), "leaves": len(seal["leaves"])},
                figures=seal["figures"],
                consequences=seal["consequences"],
                evidence=seal["evidence"],
                signatures=[],
            )
            payload["seal"] = unsigned["digest"]
        if "signature" in payload:
            old = payload["signature"]
            digest = unsigned["digest"]
            signature = signed(new[old["party"]], digest=digest, party=old["party"], person=old["person"])
            payload["signature"] = made[old["party"]] = vars(signature)
        if entry["act"] == "seal.agreed":
            payload["seal"] = unsigned["digest"]
        entry["previous"] = entries[-1]["hash"] if entries else genesis("ROTHERHAM")
        entry["commitment"] = commitment(entry["opened"]["salt"], payload)
        entry["hash"] = header_hash(entry)
        entries.append(entry)
    record["seals"] = [unsigned | {"signatures": [made[name["party"]] for name in seal["signatures"]]}]
    return record_file(record)


def new_root(seal: dict[str, Any]) -> str:
    return root(leaves_of(seal["figures"], seal["consequences"], seal["evidence"])).hex()


def test_a_restated_record_fits_and_its_earlier_receipt_still_agrees(home: Path) -> None:
    a_closed_year(home)
    sign_year(home)
    earlier = the_receipt()
    restate(home)
    close_year(home)
    verdict = verify(the_record(), earlier)
    assert verdict.fits, verdict.says
    assert [seal.number for seal in verdict.seals] == [1, 2]


def exported(tmp_path: Path, *words: str) -> Path:
    out = tmp_path / ("record.zip" if "--with-evidence" in words else "record.json")
    told = CliRunner().invoke(app, ["export", "ROTHERHAM", "record", "--out", str(out), "--as", OFFICER, *words])
    assert told.exit_code == 0, told.output
    return out


def test_a_record_with_its_originals_is_computed_again_with_no_database(home: Path, tmp_path: Path) -> None:
    a_closed_year(home)
    restate(home)
    close_year(home)
    told = CliRunner().invoke(app, ["verify", str(exported(tmp_path, "--with-evidence"))])
    assert told.exit_code == 0, told.output
    assert "all 26 sealed figures come out the same" in told.output


def test_an_altered_original_is_named(home: Path, tmp_path: Path) -> None:
    a_closed_year(home)
    whole = exported(tmp_path, "--with-evidence")
    altered = tmp_path / "altered.zip"
    with zipfile.ZipFile(whole) as before, zipfile.ZipFile(altered, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(b"BV 212,2007-08,37.27", b"BV 212,2007-08,15.00"))
    told = CliRunner().invoke(app, ["verify", str(altered)])
    assert told.exit_code == 1
    assert "BV 212" in told.output
    assert "no longer has its fingerprint" in told.output


def test_a_file_that_is_no_record_is_unreadable(home: Path, tmp_path: Path) -> None:
    for name, data in (
        ("a.json", b"{}"),
        ("b.json", b"\xff\xfe"),
        ("c.json", b"not a record"),
        ("d.zip", b"PK\x05\x06"),
    ):
        (tmp_path / name).write_bytes(data)
        told = CliRunner().invoke(app, ["verify", str(tmp_path / name)])
        assert told.exit_code == 2, name


def test_a_reader_verifies_a_record_in_which_papers_of_the_other_party_are_withheld(
    home: Path, as_superuser: psycopg.Connection
) -> None:
    agreement = a_closed_year(home)
    commissioner = next(party.id for party in agreement.parties if party.name == "commissioner")
    as_superuser.execute(
        f"UPDATE ledger_payload SET audience = 'party', audience_party_id = %s WHERE {FIRST_FILE}", [commissioner]
    )
    theirs: Verdict = verify(the_record(by="kpi-manager@2010rotherham.example"))
    assert theirs.fits, theirs.says
    assert theirs.counts.withheld == 1
    assert verify(the_record()).counts.withheld == 0


def test_a_record_is_canonical_json(home: Path) -> None:
    a_closed_year(home)
    data = the_record()
    assert canonical(json.loads(data)) == data
