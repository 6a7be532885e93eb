import json
from collections.abc import Callable
from typing import Any

import pytest

from counterpart.engines.ledger.rules.canonical import DEEPEST
from counterpart.engines.ledger.rules.verify import verify
from counterpart.engines.ledger.tests.makers import (
    content_of,
    named,
    rewritten,
    seal,
    the_file,
    the_record,
)

Record = dict[str, Any]
OTHER_HASH = "0123456789abcdef" * 4


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
