"""References: the names by which subjects are known, each in one form."""

from string import ascii_uppercase

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.values.reference import Reference, agreement_reference, folded, reference

QUICKLY = settings(max_examples=25, deadline=None)


@QUICKLY
@given(st.text(ascii_uppercase, min_size=2, max_size=5), st.integers(0, 9999), st.integers(0, 10**9 - 1))
def test_a_numbered_subject_is_read_back_from_its_own_name(kind: str, year: int, number: int) -> None:
    named = Reference(kind, year, number)
    assert reference(str(named)) == named


def test_a_numbered_subject_is_read_in_any_case_and_written_in_one() -> None:
    assert reference(" dsp-2031-0007 ") == Reference("DSP", 2031, 7)
    assert str(Reference("DSP", 2031, 7)) == "DSP-2031-0007"
    assert str(Reference("DSP", 2031, 12345)) == "DSP-2031-12345"


@pytest.mark.parametrize(
    "text",
    [
        *("", "DSP", "DSP-2031", "DSP-31-0007", "DSP-2031-7", "D-2031-0007", "DISPUTE-2031-0007", "DSP-２０３１-0007"),
        pytest.param("DSP-2031-" + "9" * 5000, id="too long"),
    ],
)
def test_what_names_no_subject_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="write it like DSP-2031-0007"):
        reference(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [("ROTHERHAM", "ROTHERHAM"), (" five-boroughs ", "FIVE-BOROUGHS"), ("B2", "B2"), ("A" * 40, "A" * 40)],
)
def test_an_agreements_reference_is_kept_in_capitals(text: str, kept: str) -> None:
    assert agreement_reference(text) == kept


@pytest.mark.parametrize(
    "text", ["", "-A", "A-", "A--B", "2010", "A B", "A_B", "A/B", "ÉTAPE", "ﬁve", "straße", "A" * 41, "A\nB"]
)
def test_what_cannot_be_an_agreements_reference_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="use letters, digits and hyphens"):
        agreement_reference(text)


@pytest.mark.parametrize("text", ["BV 66a", "bv66A", "b.v-66 a", " BV66a\t", "BV_66a"])
def test_a_code_is_matched_without_case_spaces_or_punctuation(text: str) -> None:
    assert folded(text) == "bv66a"


@QUICKLY
@given(st.text(max_size=12))
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)
