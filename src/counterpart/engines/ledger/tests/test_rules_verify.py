from gc import freeze, unfreeze
from sys import gettrace
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.engines.ledger.rules.record import read_record
from counterpart.engines.ledger.rules.verify import verify
from counterpart.engines.ledger.tests.makers import (
    MANAGER,
    OFFICER,
    PEOPLE,
    Story,
    a_year,
    figure,
    file,
    named,
    rewritten,
    row,
    the_file,
    the_long_file,
    the_record,
)


def test_a_record_fits_and_says_what_it_holds() -> None:
    verdict = verify(the_file())
    assert verdict.fits
    assert verdict.findings == ()
    assert verdict.says == (
        "The record is internally consistent; not compared with a receipt.",
        "Ledger entries: 12 (1 withheld, 1 erased); seals: 2; figures: 4; signatures: 4; keys: 2; "
        "evidence files: 2 (0 without their rows).",
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


def test_what_other_entries_say_may_be_withheld_or_erased_and_is_counted() -> None:
    record = the_record()
    for place, how in ((3, "withheld"), (7, "erased"), (9, "withheld")):
        del record["entries"][place - 1]["opened"]
        record["entries"][place - 1][how] = True
    record["evidence"][0]["rows"] = None
    verdict = verify(rewritten(record))
    assert verdict.fits
    assert (verdict.counts.withheld, verdict.counts.erased, verdict.counts.files_withheld) == (3, 2, 1)


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


def test_a_person_without_a_party_may_have_signed() -> None:
    story = a_year()
    story.act("person.left", {"people": [{**PEOPLE[1], "party": None}]})
    assert verify(rewritten({**story.content, "people": [PEOPLE[0], {**PEOPLE[1], "party": None}]})).fits


@pytest.mark.slow
@pytest.mark.skipif(gettrace() is not None, reason="a run that is traced for coverage measures the tracer")
def test_two_thousand_entries_verify_in_a_fifth_of_a_second() -> None:
    """By the best of five, without the rubbish of the tests before it: a run of ten times as long is another matter."""
    data = the_long_file()
    freeze()
    taken = []
    for _ in range(5):
        began = process_time()
        verdict = verify(data)
        taken.append(process_time() - began)
    unfreeze()
    assert min(taken) < 0.2
    assert verdict.fits
    assert verdict.counts.entries == 2_000


@pytest.mark.slow
def test_one_byte_changed_among_two_thousand_entries_names_the_entry() -> None:
    data = the_long_file()
    assert "Ledger entry 1234 (remark.made of ROTHERHAM/2007-08) has been altered: its content no longer" in named(
        verify(data.replace(b"home 1230 was", b"home 1230 wai"))
    )
