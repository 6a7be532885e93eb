import json
from collections.abc import Callable
from copy import deepcopy
from sys import gettrace
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.engines.ledger.rules.canonical import DEEPEST
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
    the_long_file,
)

Record = dict[str, Any]
OTHER_HASH = "0123456789abcdef" * 4


def the_record() -> Record:
    record: Record = json.loads(the_file())["record"]
    return record


def named(verdict: Verdict) -> str:
    assert not verdict.fits
    return "\n".join(finding.says for finding in verdict.findings)


def test_a_record_fits_and_says_what_it_holds() -> None:
    verdict = verify(the_file())
    assert verdict.fits
    assert verdict.findings == ()
    assert verdict.says == (
        "The record is internally consistent; not compared with a receipt.",
        "Ledger entries: 12 (1 withheld, 1 erased); seals: 2; figures: 4; signatures: 4; keys: 2.",
        "Seal 1 of 2007-08 carries the signatures of 2 of 2 parties.",
        "Seal 2 of 2007-08 carries the signatures of 2 of 2 parties.",
        "Covered by the file’s own digest alone: who exported it and when.",
    )
    assert verify(read_record(the_file())) == verdict  # type: ignore[arg-type]


@given(st.sampled_from(["alter", "delete", "insert"]), st.integers(0, len(the_file()) - 1), st.integers(1, 255))
@settings(max_examples=150, deadline=None)
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
        (
            "unknown_columns",
            "unknown_columnz",
            "Ledger entry 3 (returns.taken_in of ROTHERHAM/2007-08) has been altered",
        ),
        ("remark.made", "remark.mode", "Ledger entry 4 (remark.mode of ROTHERHAM/2007-08) has been altered: its part"),
        ("dispute.raised", "dispute.raizzd", "Ledger entry 5 (dispute.raizzd of ROTHERHAM/2007-08) has been altered"),
        ('"sequence":12', '"sequence":13', "stands where entry 12 should"),
        ("98.74 is at", "98.75 is at", "Figure “BV 66a” of seal 2 of 2007-08 has been altered"),
        ('"area":"North"', '"area":"South"', "Figure “BV 212” (South) of seal 1 of 2007-08 has been altered"),
        ("12400.00", "12900.00", "The list of consequences of seal 1 of 2007-08 has been altered"),
        ('"text":"id: almo', '"text":"id: alms', "The text of template almo-year-end 1.0.0 has been altered"),
        ('"by":"p-0', '"by":"p-1', "In the line that says who exported the record and when something has been altered"),
        ('{"digest":"', '{"digest":"0', "The file’s own digest should be 64 hexadecimal digits"),
        ('"reason":"Two', '"reason":"Ten', "The particulars of seal 2 of 2007-08 have been altered"),
        ('"registered":2', '"registered":3', "is not one that ledger entry 3 is seen to register"),
        ('"keys":[{"key":"', '"keys":[{"key":"z', "“key” of the 1st key should be 16 hexadecimal digits"),
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
@settings(max_examples=60, deadline=None)
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
        ("people", lambda part: part.pop(), "file.part.people"),
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


def test_what_other_entries_say_may_be_withheld_or_erased_and_is_counted() -> None:
    record = the_record()
    for place, how in ((3, "withheld"), (7, "erased"), (9, "withheld")):
        del record["entries"][place - 1]["opened"]
        record["entries"][place - 1][how] = True
    record["evidence"][0]["rows"] = None
    verdict = verify(rewritten(record))
    assert verdict.fits
    assert (verdict.counts.withheld, verdict.counts.erased) == (3, 2)


def test_a_seal_with_one_of_two_signatures_is_shown_so_and_is_nothing_wrong() -> None:
    story = Story().begin()
    story.take_in(file("returns.csv", row(2, "BV 66a", "98.47")))
    story.close([figure("BV 66a", "98.47")])
    story.sign("commissioner", OFFICER)
    verdict = verify(story.file)
    assert verdict.fits
    assert verdict.counts.signatures == 1
    assert verdict.says[2] == "Seal 1 of 2007-08 carries the signatures of 1 of 2 parties; not of provider."


def test_the_seals_of_two_periods_each_count_from_one_and_follow_one_another() -> None:
    story = a_year()
    story.close([figure("BV 66a", "99.01")], period="2008-09")
    verdict = verify(story.file)
    assert verdict.fits
    assert [(seen.period, seen.number) for seen in verdict.seals] == [("2007-08", 1), ("2007-08", 2), ("2008-09", 1)]


def test_what_neither_seal_nor_ledger_vouches_for_is_listed() -> None:
    story = Story()
    story.act("agreement.registered", {"people": "not a list of people", "template": {}, "seal": "not a digest"})
    story.act("period.closed", {"seal": "not a digest", "keys": [], "agreement": "ROTHERHAM"})
    story.evidence.append(file("notes.csv", row(2, "BV 66a", "98.47")))
    verdict = verify(rewritten({**story.content, "keys": []}))
    assert verdict.fits
    assert verdict.resting == (
        "who exported it and when",
        "the agreement’s name and parties",
        "template almo-year-end 1.0.0",
        "the evidence file “notes.csv”",
        f"the name of {OFFICER}",
        f"the name of {MANAGER}",
    )


def test_the_last_that_the_ledger_says_of_a_person_holds() -> None:
    story = Story().begin()
    story.act("person.renamed", {"people": [{**PEOPLE[0], "name": "Priya Shah"}]})
    assert f"the person {OFFICER}" in named(verify(story.file))
    content = story.content
    content["people"] = [{**PEOPLE[0], "name": "Priya Shah"}, PEOPLE[1]]
    assert verify(rewritten(content)).fits


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda file: file.update(note="x"), "The file as a whole has a field “note” that does not belong there."),
        (lambda file: file["record"].update(note="x"), "The file as a whole has a field “note”"),
        (lambda file: file["record"].pop("people"), "The file as a whole has no field “people”."),
        (lambda file: file["record"].update(people={}), "The people’s names should be a list."),
        (lambda file: file["record"].update(agreement=[]), "The agreement’s name and parties should be an object."),
        (
            lambda file: file["record"]["agreement"].update(name=""),
            "“name” of the agreement’s name and parties should be",
        ),
        (lambda file: file["record"]["people"][1].update(age=50), "The 2nd person has a field “age”"),
        (lambda file: file["record"]["people"][1].update(party=7), "“party” of the 2nd person should be text"),
        (lambda file: file["record"]["people"][1].update(name="\ud800"), "“name” of the 2nd person should be text"),
        (
            lambda file: file["record"]["entries"][4].update(erased=True),
            "Ledger entry 5 should be exactly one of opened",
        ),
        (lambda file: file["record"]["entries"][4].pop("withheld"), "Ledger entry 5 should be exactly one of opened"),
        (lambda file: file["record"]["entries"].append([]), "Ledger entry 13 should be exactly one of opened"),
        (
            lambda file: file["record"]["entries"][0].update(sequence=True),
            "“sequence” of ledger entry 1 should be a whole",
        ),
        (lambda file: file["record"]["entries"][0].update(at="today"), "“at” of ledger entry 1 should be a moment"),
        (
            lambda file: file["record"]["entries"][0]["opened"].update(salt="0"),
            "“opened.salt” of ledger entry 1 should be",
        ),
        (
            lambda file: file["record"]["seals"][0]["body"].update(kind="x"),
            "“body.kind” of the 1st seal should be “counter",
        ),
        (
            lambda file: file["record"]["seals"][1]["figures"].append({}),
            "The 3rd figure of the 2nd seal should be a figure",
        ),
        (
            lambda file: file["record"]["seals"][1]["body"].update(signatories=[1]),
            "“body.signatories.0” of the 2nd seal should be text",
        ),
    ],
)
def test_a_field_too_many_too_few_or_of_another_kind_is_named(change: Callable[[Any], Any], expected: str) -> None:
    whole = json.loads(the_file())
    change(whole)
    assert expected in named(verify(json.dumps(whole).encode()))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            lambda record: content_of(record, 3).update(count=1.5),
            "In “opened.payload.count” of ledger entry 3 stands 1.5",
        ),
        (
            lambda record: seal(record, 2)["figures"][1].update(value=24.0),
            "In “value” of the 2nd figure of the 2nd seal",
        ),
        (lambda record: content_of(record, 3).update(name="\ud800"), "half of a surrogate pair"),
        (lambda record: content_of(record, 3).update({"\ud800": ""}), "which is not Unicode text"),
    ],
)
def test_what_may_not_be_sealed_is_named_by_its_place(change: Callable[[Record], Any], expected: str) -> None:
    record = the_record()
    change(record)
    whole = json.dumps({"digest": OTHER_HASH, "record": record}).encode()
    assert expected in named(verify(whole))


def test_a_figure_too_deep_to_be_a_leaf_is_refused_and_not_an_error() -> None:
    record = the_record()
    deep: list[Any] = []
    for _ in range(DEEPEST):
        deep = [deep]
    seal(record, 1)["figures"][0]["value"] = deep
    assert "one list or object too many inside another" in named(verify(rewritten(record)))


def test_a_person_without_a_party_may_have_signed() -> None:
    story = a_year()
    story.act("person.left", {"people": [{**PEOPLE[1], "party": None}]})
    assert verify(rewritten({**story.content, "people": [PEOPLE[0], {**PEOPLE[1], "party": None}]})).fits


def test_a_file_written_another_way_is_named_by_the_first_byte_that_differs() -> None:
    written = the_file()
    at = written.index(b'"act":"returns.taken_in"')
    spaced = written[:at] + b" " + written[at:]
    assert named(verify(spaced)) == (
        f"The file is not in the form it was written in (RFC 8785): byte {at + 1:,} differs, in ledger entry 3."
    )
    assert "byte 14," in named(verify(written + b"\n"))
    twice = written.replace(b'"indicator":"BV 212"', b'"indicator":"BV 212","indicator":"BV 212"', 1)
    assert "“cells” of the 2nd row of the 1st evidence file" in named(verify(twice))


@pytest.mark.parametrize(
    ("data", "expected", "recognised"),
    [
        (b"", "The file is not JSON from byte 1 (line 1) on.", False),
        (b'{\n"a": [1, "\xff', "The file is not UTF-8 text from byte 13 (line 2) on, in the 2nd item of “a”.", False),
        (b"[1, 2", "The file is not JSON", False),
        (b"[1, 2]", "not a record of the format “counterpart-record/1”", False),
        (b'{"record":{"format":"counterpart-record/2"}}', "not a record of the format", False),
        (b"[" * 100_000, "it nests too deeply, or holds a number too long", False),
        (b"9" * 5_000, "it nests too deeply, or holds a number too long", False),
        (b'{"digest":"0","record":{"agreement":{"name"', "The file is not JSON from byte 44 (line 1) on", True),
        (b'{"format":"counterpart-record/1"}', "not a record of the format", True),
        (b",}]:{\xff", "The file is not UTF-8 text", False),
    ],
)
def test_a_file_that_cannot_be_read_says_where_and_whether_it_is_a_record(
    data: bytes, expected: str, recognised: bool
) -> None:
    verdict = verify(data)
    assert expected in named(verdict)
    assert verdict.says == (verdict.headline, verdict.findings[0].says)
    assert verdict.recognised == recognised
    assert verdict.headline == ("The record does not fit." if recognised else "The file cannot be read as a record.")


def test_a_record_that_is_broken_off_names_where() -> None:
    written = the_file()
    at = written.index(b'"act":"returns.taken_in"')
    assert "in “act” of ledger entry 3" in named(verify(written[: at + 10]))


def test_a_signature_cannot_be_moved_to_another_person_party_or_seal() -> None:
    record = the_record()
    first, second = (seal(record, number)["signatures"] for number in (1, 2))
    second[0] = {**first[0], "digest": second[0]["digest"]}
    assert "The signature of commissioner on seal 2 of 2007-08 has been altered" in named(verify(rewritten(record)))


@pytest.mark.slow
@pytest.mark.skipif(gettrace() is not None, reason="a run that is traced for coverage measures the tracer")
def test_two_thousand_entries_verify_in_a_fifth_of_a_second() -> None:
    data = the_long_file()
    began = process_time()
    verdict = verify(data)
    assert process_time() - began < 0.2
    assert verdict.fits
    assert verdict.counts.entries == 2_000


@pytest.mark.slow
def test_one_byte_changed_among_two_thousand_entries_names_the_entry() -> None:
    data = the_long_file()
    assert "Ledger entry 1234 (remark.made of ROTHERHAM/2007-08) has been altered: its content no longer" in named(
        verify(data.replace(b"home 1230 was", b"home 1230 wai"))
    )
