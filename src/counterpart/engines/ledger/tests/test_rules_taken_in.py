"""What the ledger says of the files that came in, of who signs, and of what may be hidden from a reader."""

from typing import Any

import pytest

from counterpart.engines.ledger.rules.canonical import digest
from counterpart.engines.ledger.rules.verify import Verdict, verify
from counterpart.engines.ledger.tests.makers import MANAGER, Story, figure, file, row


def taken_in(story: Story, evidence: dict[str, Any]) -> None:
    """A file taken in by an entry that vouches for all its rows."""
    story.evidence.append(evidence)
    told = {name: evidence[name] for name in ("fingerprint", "name", "kind")}
    story.act("file.taken_in", {"evidence": {**told, "rows": digest(evidence["rows"])}}, by=MANAGER)


def a_story() -> Story:
    story = Story().begin()
    taken_in(story, file("returns.csv", row(2, "BV 66a", "98.47"), row(3, "BV 212", "24")))
    story.evidence[0]["rows"] = story.evidence[0]["rows"][:1]
    story.close([figure("BV 66a", "98.47")])
    story.evidence[0]["rows"] = [*story.evidence[0]["rows"], row(3, "BV 212", "24")]
    story.sign_by_both()
    return story


def codes(verdict: Verdict) -> set[str]:
    return {finding.code for finding in verdict.findings}


def test_a_row_that_no_seal_cites_is_vouched_for_by_the_entry_that_took_its_file_in() -> None:
    verdict = verify(a_story().file)
    assert verdict.fits, verdict.says
    assert verdict.resting == ("who exported it and when",)


def test_an_uncited_row_that_was_altered_removed_or_added_is_noticed() -> None:
    for rows in (
        lambda rows: [rows[0], row(3, "BV 212", "15")],
        lambda rows: rows[:1],
        lambda rows: [*rows, row(4, "BV 63", "66")],
    ):
        story = a_story()
        story.evidence[0]["rows"] = rows(story.evidence[0]["rows"])
        assert codes(verify(story.file)) == {"evidence.rows"}


def test_a_cited_row_that_was_altered_is_named_by_its_line() -> None:
    story = a_story()
    story.evidence[0]["rows"] = [row(2, "BV 66a", "99.00"), story.evidence[0]["rows"][1]]
    assert "Line 2 of the evidence file “returns.csv”" in " ".join(verify(story.file).says)


def test_a_file_that_came_in_and_is_gone_or_renamed_is_missed() -> None:
    story = a_story()
    taken_in(story, file("later.csv", row(2, "BV 63", "70")))
    story.evidence.pop()
    assert codes(verify(story.file)) == {"evidence.missing"}
    renamed = a_story()
    renamed.evidence[0] = {**renamed.evidence[0], "name": "another.csv"}
    assert "evidence.missing" in codes(verify(renamed.file))


def test_rows_withheld_from_a_reader_are_no_fault() -> None:
    story = a_story()
    story.evidence[0] = {**story.evidence[0], "rows": None}
    assert verify(story.file).fits


def test_a_signer_whom_nobody_names_is_noticed() -> None:
    story = a_story()
    story.sign("provider", "p-nobody")
    assert "signature.nobody" in codes(verify(story.file))


def test_a_signer_whose_name_was_erased_is_no_fault() -> None:
    story = a_story()
    story.act("person.named", {"people": []}, by="p-erased", shown="erased")
    story.sign("provider", "p-erased")
    assert "signature.nobody" not in codes(verify(story.file))


@pytest.mark.parametrize("act", ["agreement.registered", "key.registered", "proposal.signed", "seal.agreed"])
def test_what_everything_else_is_compared_with_is_hidden_from_nobody(act: str) -> None:
    story = a_story()
    story.act(act, {"words": "hidden"}, shown="withheld")
    assert "entry.hidden" in codes(verify(story.file))
