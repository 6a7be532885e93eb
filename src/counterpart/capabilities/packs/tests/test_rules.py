"""The year-end summary as a whole; every number it tells was sealed."""

import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.capabilities.packs.rules.portfolio import concerns, successes
from counterpart.capabilities.packs.rules.year_end import year_end
from counterpart.capabilities.packs.tests.makers import (
    ABOVE,
    BOTTOM,
    DIGEST,
    TOP,
    a_figure,
    the_agreement,
    the_year,
)
from counterpart.capabilities.performance.rules.figures import FIELDS
from counterpart.engines.reporting.rules.cells import Table, Tone
from counterpart.engines.reporting.rules.document import Block, Callout, Document, Facts, Heading, Paragraph, Points
from counterpart.engines.reporting.rules.drawings import Chart


def beneath(report: Document, heading: str) -> list[Block]:
    """The blocks from a heading to the next."""
    places = [place for place, block in enumerate(report.blocks) if isinstance(block, Heading)]
    starts = {report.blocks[place].words: place for place in places}
    start = starts[heading]
    end = next((place for place in places if place > start), len(report.blocks))
    return list(report.blocks[start + 1 : end])


def test_the_figures_of_the_tests_are_figures_as_they_are_sealed() -> None:
    assert tuple(a_figure()) == FIELDS


def test_the_summary_begins_with_its_sentences_and_says_that_nobody_audited_it() -> None:
    report = year_end(the_year(), the_agreement())
    assert report.title == "Year-end performance summary 2007/08"
    assert report.subtitle == (
        "Housing management agreement. Rotherham Metropolitan Borough Council and 2010 Rotherham Ltd."
    )
    assert [type(block) for block in report.blocks[:4]] == [Paragraph, Paragraph, Paragraph, Callout]
    assert report.blocks[3].mark.words == "These figures are unaudited"
    assert report.foot == "ROTHERHAM 2007/08 · unaudited figures · seal 1, 36350e789a1d"
    assert report.dated_on.isoformat() == "2008-05-12"
    assert [block.words for block in report.blocks if isinstance(block, Heading)] == [
        "Successes", "Concerns", "The figures", "What follows by the rules of the agreement", "Who has signed",
        "How to check this report",
    ]  # fmt: skip
    assert [len(table.rows) for table in report.tables] == [13]
    assert sum(isinstance(block, Chart) for block in report.blocks) == 2


def test_what_follows_is_said_once_with_all_that_it_is_due_for() -> None:
    [points] = beneath(year_end(the_year(), the_agreement()), "What follows by the rules of the agreement")
    assert points == Points(
        (
            "xBV 72, xBV 211a and BV 212: say in the newsletter what is being done about it. The rule: target missed "
            "(section 2).",
            "xBV 72 and BV 212: ask for a performance improvement plan. The rule: target missed and worse than the "
            "period before (section 6).",
            "BV 184a and xBV 211a: put it before the Performance Committee. The rule: bottom 25 % of a peer group "
            "(section 1).",
        )
    )


def test_who_has_signed_and_who_has_yet_to_is_said_of_every_party_that_signs() -> None:
    [facts] = beneath(year_end(the_year(), the_agreement()), "Who has signed")
    assert facts == Facts(
        (
            ("Commissioner", "Rotherham Metropolitan Borough Council: signed"),
            ("Provider", "2010 Rotherham Ltd: has yet to sign"),
        )
    )


def test_anybody_can_find_what_the_report_rests_on() -> None:
    said, facts = beneath(year_end(the_year(), the_agreement()), "How to check this report")
    assert "counterpart export ROTHERHAM record --with-evidence" in said.words
    assert "seal 1 of 2007/08, made on 12 May 2008" in said.words
    assert facts == Facts(
        (
            ("Digest of the seal", DIGEST),
            ("Terms rotherham-almo@1", "ab" * 32),
            ("returns-2007-08.csv", "cd" * 32),
        )
    )


def test_a_year_without_successes_concerns_or_consequences_says_so() -> None:
    report = year_end(the_year(a_figure(value="15", previous="15", almo=ABOVE)), the_agreement())
    for heading in ("Successes", "Concerns"):
        assert beneath(report, heading)[0] == Paragraph("None.")
    assert beneath(report, "What follows by the rules of the agreement") == [
        Paragraph("Nothing follows from these figures.")
    ]


def test_a_restatement_says_what_it_corrects_and_why() -> None:
    year = the_year(number=2, restates={"number": 1, "digest": "00", "reason": "One office was left out"})
    first, second = [block for block in year_end(year, the_agreement()).blocks if isinstance(block, Callout)]
    assert (first.mark.words, first.mark.tone) == ("Seal 2 corrects seal 1", Tone.CAUTION)
    assert first.words == "The reason given: One office was left out. The earlier seal stays readable."
    assert second.mark.words == "These figures are unaudited"


@pytest.mark.parametrize(
    ("assurance", "tone"),
    [("provisional", Tone.CAUTION), ("unaudited", Tone.CAUTION), ("audited", Tone.GOOD)],
)
def test_the_figures_say_how_far_they_were_checked(assurance: str, tone: Tone) -> None:
    report = year_end(the_year(a_figure(assurance=assurance)), the_agreement())
    [callout] = [block for block in report.blocks if isinstance(block, Callout)]
    assert (callout.mark.words, callout.mark.tone) == (f"These figures are {assurance}", tone)
    assert f"{assurance} figures" in report.foot


def test_areas_have_a_table_of_their_own_after_the_whole() -> None:
    report = year_end(the_year(a_figure(), a_figure(area="North", value="12")), the_agreement())
    assert [len(table.rows) for table in report.tables] == [1, 1]
    assert Heading("By area", 2) in report.blocks


def test_a_period_that_is_no_year_is_not_called_one() -> None:
    report = year_end(the_year(a_figure(previous_period="2007-Q1"), period="2007-Q2"), the_agreement())
    assert report.title == "Performance summary quarter 2 of 2007/08"


NUMBER = st.decimals(0, 10**6, places=2).map(str)
FIGURES = st.builds(
    a_figure,
    polarity=st.sampled_from(["higher", "lower"]),
    previous=st.none() | NUMBER,
    value=st.none() | NUMBER,
    target=st.none() | NUMBER,
    almo=st.sampled_from([TOP, ABOVE, BOTTOM, None]),
    area=st.sampled_from([None, None, "North"]),
)


@settings(max_examples=25)
@given(st.lists(FIGURES, max_size=5))
def test_whatever_was_sealed_every_number_that_is_told_was_sealed(figures: list[dict[str, Any]]) -> None:
    year = the_year(*figures) if figures else the_year() | {"figures": []}
    report = year_end(year, the_agreement())
    sealed = {figure[name] for figure in figures for name in ("value", "previous", "target")}
    for table in report.tables:
        assert isinstance(table, Table)
        told = {str(cell.exact) for row in table.rows for cell in row if isinstance(cell.exact, Decimal)}
        assert told <= sealed
    said = " ".join(remark.words for remark in (*successes(figures), *concerns(figures)))
    for number in re.findall(r"([0-9][0-9,]*\.[0-9]+) days", said):
        assert number.replace(",", "") in sealed
