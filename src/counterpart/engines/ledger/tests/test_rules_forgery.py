import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.engines.ledger.rules import seals
from counterpart.engines.ledger.rules.verify import verify
from counterpart.engines.ledger.tests.makers import (
    MANAGER,
    OFFICER,
    a_year,
    content_of,
    named,
    private_key,
    public_key,
    rechained,
    resealed,
    rewritten,
    seal,
    the_record,
)

Record = dict[str, Any]
OTHER_HASH = "0123456789abcdef" * 4


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
    (
        lambda record: record["evidence"][0].update(name="x.csv"),
        "does not hold the evidence file “returns 2007-08.csv”",
    ),
    (
        lambda record: record["evidence"][0]["rows"].pop(),
        "The rows of the evidence file “returns 2007-08.csv” that the seals cite are not",
    ),
    (lambda record: record["evidence"][0]["rows"][1].update(line=4), "Line 4 of the evidence file “returns"),
    (lambda record: record["evidence"][0]["rows"].append({}), "The 3rd row of the evidence file “returns"),
    (lambda record: record["people"][0].update(name="Someone Else"), f"says of the person {OFFICER} is not what"),
    (lambda record: record["people"][1].update(party="commissioner"), f"is by {MANAGER}, a person of another party"),
    (lambda record: record["entries"][2].update(act="returns.lost"), "has been altered: its particulars no longer"),
    (lambda record: record["entries"][2].update(hash=OTHER_HASH), "the hash written on it is not its own"),
    (lambda record: record["entries"][11].update(hash=OTHER_HASH), "its particulars no longer match its hash"),
    (lambda record: content_of(record, 3).update(count=3), "its content no longer matches its commitment"),
    (lambda record: record["entries"].pop(3), "Ledger entry 5 (dispute.raised of ROTHERHAM/2007-08) does not follow"),
    (
        lambda record: record["entries"].reverse(),
        "Ledger entry 12 (seal.signed of ROTHERHAM/2007-08) stands where entry 1",
    ),
    (lambda record: record["entries"].insert(3, record["entries"][2]), "stands where entry 4 should"),
    (
        lambda record: seal(record, 1).update(digest=OTHER_HASH),
        "The particulars of seal 1 of 2007-08 have been altered",
    ),
    (lambda record: seal(record, 1)["body"].update(leaves=9), "was made over 9 things, and 4 are here"),
    (lambda record: seal(record, 1)["leaves"].pop(), "holds 4 things, and lists the hashes of 3"),
    (lambda record: seal(record, 1)["figures"].pop(), "was made over 4 things, and 3 are here"),
    (lambda record: seal(record, 1)["evidence"][0].update(name="x.csv"), "The evidence file “x.csv” of seal 1"),
    (lambda record: seal(record, 1)["signatures"].pop(), "records the signature of provider on seal 1 of 2007-08"),
    (lambda record: seal(record, 1)["signatures"].append(seal(record, 1)["signatures"][0]), "is there twice"),
    (lambda record: seal(record, 1)["signatures"][0].update(digest=OTHER_HASH), "is under another digest"),
    (lambda record: seal(record, 1)["signatures"][0].update(person="p-other"), "or was not made with that party’s key"),
    (lambda record: seal(record, 1)["signatures"][0].update(party="auditor"), "does not ask to sign"),
    (lambda record: record["seals"].pop(), "records the seal"),
    (lambda record: record["seals"].reverse(), "Seal 2 of 2007-08 does not follow from the seal before it"),
]


@pytest.mark.parametrize(("change", "expected"), REHASHED)
def test_a_change_with_every_digest_of_the_file_made_anew_is_still_named(
    change: Callable[[Record], Any], expected: str
) -> None:
    record = the_record()
    change(record)
    assert expected in named(verify(rewritten(record)))


def leaves(content: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The ways to everything in some content that is neither a list nor an object."""
    if isinstance(content, dict | list):
        items = content.items() if isinstance(content, dict) else enumerate(content)
        return [leaf for name, item in items for leaf in leaves(item, (*path, name))]
    return [path]


LEAVES = [path for path in leaves(the_record()) if path[0] not in ("format", "parts")]


@given(st.sampled_from(LEAVES))
@settings(max_examples=40, deadline=None)
def test_any_value_changed_with_every_digest_of_the_file_made_anew_is_found_or_said_to_rest_on_those_digests(
    path: tuple[str | int, ...],
) -> None:
    record: Any = the_record()
    holder = record
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = {str: lambda text: f"{text[:-1]}0", int: lambda number: number + 1}.get(
        type(holder[path[-1]]), lambda value: not value
    )(holder[path[-1]])
    verdict = verify(rewritten(record))
    resting = {("exported",): "who exported it and when", ("people", "pseudonym"): "the name of"}
    if verdict.fits and record != the_record():
        assert resting[tuple(step for step in path if step in ("exported", "people", "pseudonym"))] in verdict.says[-1]


@pytest.mark.parametrize(
    ("part", "change", "code"),
    [
        ("exported", lambda part: part.update(by="p-someone"), "file.part.exported"),
        ("people", lambda part: part[0].update(name="Someone Else"), "person.altered"),
        ("keys", lambda part: part.reverse(), "file.part.keys"),
        ("evidence", lambda part: part.reverse(), "file.part.evidence"),
    ],
)
def test_a_change_with_only_the_files_own_digest_made_anew_names_the_part(
    part: str, change: Callable[[Any], Any], code: str
) -> None:
    record = the_record()
    change(record[part])
    assert [finding.code for finding in verify(rewritten(record, with_parts=False)).findings] == [code]


def test_the_line_about_the_export_rests_on_the_files_own_digests_and_the_verdict_says_so() -> None:
    record = the_record()
    record["exported"]["by"] = "p-someone"
    verdict = verify(rewritten(record))
    assert verdict.fits
    assert "who exported it and when" in verdict.says[-1]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            {"agreement": "BRIGHTON"},
            "Seal 2 of 2007-08 is of the agreement BRIGHTON, and this is the record of ROTHERHAM",
        ),
        ({"number": 3}, "Seal 3 of 2007-08 is the 2nd of its period in this record"),
        ({"period": "2008-09"}, "Seal 2 of 2008-09 is the 1st of its period in this record"),
        ({"previous": OTHER_HASH}, "Seal 2 of 2007-08 does not follow from the seal before it"),
        ({"restates": None}, "What seal 2 of 2007-08 says it restates is not the seal of 2007-08 before it"),
        (
            {"template": {"id": "x", "version": "1", "fingerprint": OTHER_HASH}},
            "does not hold template x 1 as seal 2 of",
        ),
        (
            {"ledger": {"sequence": 99, "hash": OTHER_HASH}},
            "Ledger entry 99 is not the one seal 2 of 2007-08 was made on",
        ),
        (
            {"ledger": {"sequence": 1, "hash": OTHER_HASH}},
            "Ledger entry 1 is not the one seal 2 of 2007-08 was made on",
        ),
        ({"ledger": {"sequence": 1}}, "is not the entry after the one the seal was made on"),
        ({"sealed_at": "2009-01-01T00:00:00Z"}, "The particulars of seal 2 of 2007-08 have been altered"),
    ],
)
def test_a_change_of_a_seals_particulars_is_named(change: Record, expected: str) -> None:
    record = the_record()
    if change.get("ledger") == {"sequence": 1}:
        change = {"ledger": {"sequence": 1, "hash": record["entries"][0]["hash"]}}
    seal(record, 2)["body"].update(change)
    found = named(verify(rewritten(record)))
    assert expected in found
    assert "The particulars of seal" in found


def test_a_figure_changed_and_sealed_again_without_a_key_is_named_by_ledger_and_signatures() -> None:
    record = the_record()
    seal(record, 2)["figures"][0]["value"] = "99.99"
    resealed(seal(record, 2))
    assert [finding.code for finding in verify(rewritten(record)).findings] == [
        "seal.unrecorded",
        "signature.digest",
        "signature.digest",
        "seal.missing",
    ]


def test_a_figure_changed_together_with_its_leaf_is_named_by_the_root() -> None:
    record = the_record()
    changed = deepcopy(seal(record, 2))
    changed["figures"][0]["value"] = "99.99"
    resealed(changed)
    seal(record, 2).update(figures=changed["figures"], leaves=changed["leaves"])
    assert "What seal 2 of 2007-08 holds no longer makes the root" in named(verify(rewritten(record)))


def test_a_chain_computed_anew_without_the_keys_is_named_by_the_seals_made_on_it() -> None:
    record = the_record()
    record["entries"][2]["act"] = "returns.replaced"
    record["entries"] = rechained(record["entries"], "ROTHERHAM")
    assert "Ledger entry 5 is not the one seal 1 of 2007-08 was made on" in named(verify(rewritten(record)))


def test_the_chain_of_another_agreement_is_named() -> None:
    record, other = the_record(), json.loads(a_year("BRIGHTON").file)["record"]
    record["entries"] = other["entries"]
    assert "does not begin the chain of ROTHERHAM" in named(verify(rewritten(record)))


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (2, "is not one that ledger entry 2 is seen to register"),
        (6, "No ledger entry that can be seen records the digest of seal 1 of 2007-08"),
        (6, "Ledger entry 6 (period.closed of ROTHERHAM/2007-08) is hidden"),
    ],
)
def test_the_entries_that_register_keys_and_record_seals_may_not_be_withheld(place: int, expected: str) -> None:
    record = the_record()
    entry = record["entries"][place - 1]
    del entry["opened"]
    entry["withheld"] = True
    assert expected in named(verify(rewritten(record)))


def test_keys_replaced_behind_a_withheld_entry_are_found() -> None:
    record = the_record()
    for key in record["keys"]:
        key["public_key"] = public_key(key["party"], seed="second")
        key["key"] = seals.key_id(key["public_key"])
    for kept in record["seals"]:
        for signature in kept["signatures"]:
            told = {name: signature[name] for name in ("digest", "party", "person")}
            signature.update(vars(seals.signed(private_key(signature["party"], seed="second"), **told)))
    del record["entries"][1]["opened"]
    record["entries"][1]["withheld"] = True
    assert "is not one that ledger entry 2 is seen to register" in named(verify(rewritten(record)))


def test_a_signature_cannot_be_moved_to_another_person_party_or_seal() -> None:
    record = the_record()
    first, second = (seal(record, number)["signatures"] for number in (1, 2))
    second[0] = {**first[0], "digest": second[0]["digest"]}
    assert "The signature of commissioner on seal 2 of 2007-08 has been altered" in named(verify(rewritten(record)))
