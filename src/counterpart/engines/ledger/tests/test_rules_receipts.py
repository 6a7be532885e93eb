import json
from typing import Any

import pytest

from counterpart.engines.ledger.rules.canonical import canonical, digest
from counterpart.engines.ledger.rules.verify import Verdict, verify
from counterpart.engines.ledger.tests.makers import Story, a_year, figure, file, rewritten, row, the_file


def codes(verdict: Verdict) -> list[str]:
    assert not verdict.fits
    return [finding.code for finding in verdict.findings]


def test_a_record_agrees_with_the_receipts_of_both_its_seals() -> None:
    story = a_year()
    for place in (0, 1):
        verdict = verify(story.file, story.receipt_of(place))
        assert verdict.fits
        assert verdict.compared_with_receipt
        assert verdict.headline == "The record is internally consistent; agrees with the receipt."


def test_a_receipt_is_read_from_a_file_however_it_is_laid_out() -> None:
    laid_out = json.dumps(a_year().receipt_of(0), indent=2).encode()
    assert verify(the_file(), laid_out).compared_with_receipt


def test_a_record_that_has_grown_since_still_agrees_with_the_receipt() -> None:
    story = a_year()
    receipt = story.receipt_of(1)
    story.act("remark.made", {"words": "Thank you."})
    story.close([figure("BV 66a", "99.01")], period="2008-09")
    assert verify(story.file, receipt).fits


def test_a_whole_chain_signed_again_with_new_keys_fits_in_itself_and_not_with_the_receipt() -> None:
    receipt, forged = a_year().receipt_of(0), a_year(seed="second").file
    alone = verify(forged)
    assert alone.fits
    assert alone.headline == "The record is internally consistent; not compared with a receipt."
    compared = verify(forged, receipt)
    assert compared.headline == "The record does not fit."
    assert codes(compared) == [
        "receipt.seal",
        "receipt.signature",
        "receipt.signature",
        "receipt.key",
        "receipt.key",
        "receipt.entry",
    ]
    assert any("It may have been signed again with new keys." in line for line in compared.says)


def test_entries_removed_from_the_end_are_found_by_a_receipt_given_later() -> None:
    story = a_year()
    receipt = story.receipt_of(1)
    record = json.loads(story.file)["record"]
    record["entries"].pop()
    assert verify(rewritten(record)).fits
    verdict = verify(rewritten(record), receipt)
    assert codes(verdict) == ["receipt.entries-removed"]
    assert verdict.findings[0].says == (
        "The record ends at ledger entry 11, and the receipt saw entry 12: entries have been removed."
    )


def test_a_signature_or_a_seal_that_the_receipt_holds_must_still_be_there() -> None:
    story = Story().begin()
    story.take_in(file("returns.csv", row(2, "BV 66a", "98.47")))
    before = story.file
    story.close([figure("BV 66a", "98.47")])
    unsigned = story.file
    story.sign_by_both()
    receipt = story.receipt_of(0)
    assert codes(verify(unsigned, receipt)) == ["receipt.signature", "receipt.signature", "receipt.entries-removed"]
    assert codes(verify(before, receipt))[0] == "receipt.seal-missing"


def test_the_receipt_of_another_agreement_is_named_as_that() -> None:
    verdict = verify(the_file(), a_year("BRIGHTON").receipt_of(0))
    assert codes(verdict) == ["receipt.agreement"]
    assert "The receipt is for the agreement BRIGHTON, and this is the record of ROTHERHAM." in verdict.says


def test_a_receipt_says_what_it_is_of() -> None:
    receipt = a_year().receipt_of(1)
    assert receipt["digest"] == digest(receipt["receipt"])
    assert {name: receipt["receipt"][name] for name in ("format", "agreement", "period")} == {
        "format": "counterpart-receipt/1",
        "agreement": "ROTHERHAM",
        "period": "2007-08",
    }
    assert [set(key) for key in receipt["receipt"]["keys"]] == [{"party", "key", "public_key"}] * 2


def altered_receipt() -> dict[str, Any]:
    receipt = a_year().receipt_of(0)
    receipt["receipt"]["period"] = "2008-09"
    return receipt


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (b"not a receipt", "The receipt cannot be read. The file is not JSON from byte 1 (line 1) on."),
        (
            b'{"receipt":{"format":"counterpart-receipt/1"',
            "The receipt cannot be read. The file is not JSON from byte 45 (line 1) on, in the name of the format.",
        ),
        (b"[]", "The receipt cannot be used: the file as a whole should be an object."),
        (the_file(), "The receipt cannot be used: the file as a whole has no field “receipt”."),
        (canonical(altered_receipt()), "The receipt has been altered: it no longer matches its own digest."),
    ],
)
def test_a_receipt_that_cannot_be_relied_on_is_not_compared(given: bytes, expected: str) -> None:
    verdict = verify(the_file(), given)
    assert codes(verdict) == ["receipt.unreadable"]
    assert verdict.says[1] == expected
    assert not verdict.compared_with_receipt
