import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.engines.ledger.rules.record import read_record
from counterpart.engines.ledger.rules.verify import Verdict, verify
from counterpart.engines.ledger.tests.makers import (
    MANAGER,
    OFFICER,
    PEOPLE,
    Story,
    a_year,
    figure,
    file,
    private_key,
    public_key,
    rechained,
    resealed,
    rewritten,
    row,
    seals,
    the_file,
)

Record = dict[str, Any]
OTHER_HASH = "0123456789abcdef" * 4


def the_record() -> Record:
    record: Record = json.loads(the_file())["record"]
    return record


def named(verdict: Verdict) -> str:
    assert not verdict.fits
    return "\n".join(finding.says for finding in verdict.findings)


def altered(change: Callable[[Record], Any]) -> Record:
    record = the_record()
    change(record)
    return record


def test_a_record_fits_and_says_what_it_holds() -> None:
    verdict = verify(the_file())
    assert verdict.fits
    assert verdict.findings == ()
    assert verdict.says == (
        "The record is internally consistent; not compared with a receipt.",
        "12 ledger entries (1 withheld, 1 erased), seals: 2, figures: 4, signatures: 4, keys: 2.",
        "Seal 1 of 2007-08 is signed by 2 of 2 parties.",
        "Seal 2 of 2007-08 is signed by 2 of 2 parties.",
        "Covered by the file’s own digest alone: who exported it and when.",
    )
    assert verify(read_record(the_file())) == verdict  # type: ignore[arg-type]


@given(st.sampled_from(["alter", "delete", "insert"]), st.integers(0, len(the_file()) - 1), st.integers(1, 255))
@settings(max_examples=250, deadline=None)
def test_one_byte_altered_anywhere_is_found_and_something_is_named(how: str, at: int, byte: int) -> None:
    given_file = the_file()
    middle = {"alter": bytes([given_file[at] ^ byte]), "delete": b"", "insert": bytes([byte, given_file[at]])}[how]
    verdict = verify(given_file[:at] + middle + given_file[at + 1 :])
    assert not verdict.fits
    assert verdict.recognised
    assert all(finding.where and finding.says.endswith(".") for finding in verdict.findings)
    assert verdict.findings


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("unknown_columns", "unknown_columnz", "Ledger entry 3 (returns.taken_in of ROTHERHAM/2007-08) has been altered"),
        ("remark.made", "remark.mode", "Ledger entry 4 (remark.mode of ROTHERHAM/2007-08) has been altered: its part"),
        ("dispute.raised", "dispute.raizzd", "Ledger entry 5 (dispute.raizzd of ROTHERHAM/2007-08) has been altered"),
        ('"sequence":12', '"sequence":13', "stands where entry 12 should"),
        ('"value":"98.74"', '"value":"98.75"', "Figure “BV 66a” of seal 2 of 2007-08 has been altered"),
        ('"area":"North"', '"area":"South"', "Figure “BV 212” (South) of seal 1 of 2007-08 has been altered"),
        ("12400.00", "12900.00", "The consequences of seal 1 of 2007-08 have been altered"),
        ('"text":"id: almo', '"text":"id: alms', "The text of template almo-year-end 1.0.0 has been altered"),
        ('"by":"p-0', '"by":"p-1', "In the line that says who exported the record and when something has been altered"),
        ('{"digest":"', '{"digest":"0', "“digest” should be 64 hexadecimal digits"),
        ('"reason":"Two', '"reason":"Ten', "The particulars of seal 2 of 2007-08 have been altered"),
        ('"registered":2', '"registered":3', "is not one that ledger entry 3 is seen to register"),
        ('"key":"', '"key":"z', "“key” of the 1st key should be 16 hexadecimal digits"),
    ],
)
def test_a_small_change_names_the_innermost_thing(old: str, new: str, expected: str) -> None:
    assert expected in named(verify(the_file().replace(old.encode(), new.encode(), 1)))


def with_one_digit_changed(after: str, *, last: bool = False) -> bytes:
    """The file, one hexadecimal digit changed just after the first (or last) place where a text stands."""
    text = the_file().decode()
    at = (text.rindex(after) if last else text.index(after)) + len(after)
    return (text[:at] + ("0" if text[at] != "0" else "1") + text[at + 1 :]).encode()


@pytest.mark.parametrize(
    ("after", "last", "expected"),
    [
        ('{"digest":"', False, "The file’s own digest has been altered: it does not match the record"),
        ('"parts":{"agreement":"', False, "the parts themselves have not"),
        ('"hash":"', False, "the hash written on it is not its own"),
        ('"salt":"', False, "its content no longer matches its commitment"),
        ('"leaves":["', False, "The hash listed for figure “BV 66a” of seal 1 of 2007-08 has been altered"),
        ('"previous":"', False, "does not begin the chain of ROTHERHAM"),
        ('"root":"', True, "What seal 2 of 2007-08 holds no longer makes the root that was sealed"),
        ('"signature":"', True, "The signature of provider on seal 2 of 2007-08 has been altered"),
    ],
)
def test_a_changed_digit_of_a_hash_names_what_it_is_the_hash_of(after: str, last: bool, expected: str) -> None:
    assert expected in named(verify(with_one_digit_changed(after, last=last)))


def seal(record: Record, number: int) -> Record:
    kept: Record = record["seals"][number - 1]
    return kept


def content_of(record: Record, number: int) -> Record:
    payload: Record = record["entries"][number - 1]["opened"]["payload"]
    return payload


REHASHED: list[tuple[Callable[[Record], Any], str]] = [
    (lambda record: record["agreement"].update(name="Another name"), "The agreement’s name, reference or parties"),
    (lambda record: record["agreement"].update(reference="BRIGHTON"), "does not begin the chain of BRIGHTON"),
    (lambda record: record["agreement"]["parties"].pop(), "belongs to no party of the agreement"),
    (lambda record: record["keys"].pop(), "which is not a key of that party in this record"),
    (lambda record: record["keys"][0].update(key="0" * 16), "its id is not that of its public half"),
    (lambda record: record["keys"][0].update(public_key="/" * 43 + "="), "its id is not that of its public half"),
    (lambda record: record["keys"].append(record["keys"][0]), "is listed more than once"),
    (lambda record: record["templates"][0].update(version="2.0.0"), "does not hold template almo-year-end 1.0.0"),
    (lambda record: record["templates"].clear(), "does not hold template almo-year-end 1.0.0"),
    (lambda record: record["evidence"].pop(), "does not hold the evidence file “correction.csv”"),
    (lambda record: record["evidence"][0].update(name="x.csv"), "does not hold the evidence file “returns 2007-08.csv”"),
    (lambda record: record["evidence"][0]["rows"].pop(), "Rows of the evidence file “returns 2007-08.csv”"),
    (lambda record: record["evidence"][0]["rows"][1].update(line=4), "Line 4 of the evidence file “returns"),
    (lambda record: record["evidence"][0]["rows"].append({}), "The 3rd row of the evidence file “returns"),
    (lambda record: record["people"][0].update(name="Someone Else"), f"says of the person {OFFICER} is not what"),
    (lambda record: record["people"][1].update(party="commissioner"), f"is by {MANAGER}, a person of another party"),
    (lambda record: record["entries"][2].update(act="returns.lost"), "has been altered: its particulars no longer"),
    (lambda record: record["entries"][2].update(hash=OTHER_HASH), "the hash written on it is not its own"),
    (lambda record: record["entries"][11].update(hash=OTHER_HASH), "its particulars no longer match its hash"),
    (lambda record: content_of(record, 3).update(count=3), "its content no longer matches its commitment"),
    (lambda record: record["entries"].pop(3), "Ledger entry 5 (dispute.raised of ROTHERHAM/2007-08) does not follow"),
    (lambda record: record["entries"].pop(), "The file’s"),
    (lambda record: record["entries"].reverse(), "Ledger entry 12 (seal.signed of ROTHERHAM/2007-08) stands where entry 1"),
    (lambda record: record["entries"].insert(3, record["entries"][2]), "stands where entry 4 should"),
    (lambda record: seal(record, 1).update(digest=OTHER_HASH), "The particulars of seal 1 of 2007-08 have been altered"),
    (lambda record: seal(record, 1)["body"].update(leaves=9), "was made over 9 things, and 4 are here"),
    (lambda record: seal(record, 1)["leaves"].pop(), "was made over 4 things, and 4 are here"),
    (lambda record: seal(record, 1)["figures"].pop(), "Things have been"),
    (lambda record: seal(record, 1)["evidence"][0].update(name="x.csv"), "The evidence file “x.csv” of seal 1"),
    (lambda record: seal(record, 1)["signatures"].pop(), "records the signature of provider on seal 1 of 2007-08"),
    (lambda record: seal(record, 1)["signatures"].append(seal(record, 1)["signatures"][0]), "is there twice"),
    (lambda record: seal(record, 1)["signatures"][0].update(digest=OTHER_HASH), "is under another digest"),
    (lambda record: seal(record, 1)["signatures"][0].update(person="p-other"), "or was not made with that party’s key"),
    (lambda record: seal(record, 1)["signatures"][0].update(party="auditor"), "does not ask to sign"),
    (lambda record: record["seals"].pop(), "records the seal"),
    (lambda record: record["seals"].reverse(), "Seal 2 of 2007-08 does not follow from the seal before it"),
]
