"""A length of time is read as agreements write it, and written so that it is read back."""

from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.engines.library.rules.groups import AS_NEEDED, MEETS, members_for_quorum, rhythm
from counterpart.engines.library.rules.span import Span, SpanUnit, span

QUICKLY = settings(max_examples=25, deadline=None)
UNITS: tuple[SpanUnit, ...] = get_args(SpanUnit)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("5 years", Span(5, "years")),
        ("1 year", Span(1, "years")),
        ("6 months", Span(6, "months")),
        ("7 working days", Span(7, "working days")),
        ("1 working day", Span(1, "working days")),
        ("48 hours", Span(48, "hours")),
        (" 2  Weeks ", Span(2, "weeks")),
        ("10\N{NO-BREAK SPACE}days", Span(10, "days")),
    ],
)
def test_a_length_of_time_is_read_as_it_is_written(text: str, length: Span) -> None:
    assert span(text) == length


@pytest.mark.parametrize(
    "text", ["", "soon", "5", "years", "0 days", "-1 days", "1.5 years", "10000 days", "5 years 6 months", "٥ years"]
)
def test_what_is_no_length_of_time_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match="is not a length of time: write it like 7 working days"):
        span(text)


@pytest.mark.parametrize("said", [None, 5, ["5 years"], {"n": 5}])
def test_what_is_no_text_is_no_length_of_time(said: Any) -> None:
    with pytest.raises(ValueError, match="is not a length of time"):
        span(said)


@QUICKLY
@given(st.integers(1, 9999), st.sampled_from(UNITS))
def test_every_length_of_time_is_read_back_as_it_is_shown(n: int, unit: SpanUnit) -> None:
    assert span(str(Span(n, unit))) == Span(n, unit)


def test_one_of_a_unit_is_shown_as_one() -> None:
    assert [str(Span(1, unit)) for unit in ("years", "working days")] == ["1 year", "1 working day"]


@pytest.mark.parametrize(
    ("meets", "apart"),
    [
        ("quarterly", "3 months"),
        ("every 2 months", "2 months"),
        ("every 1 year", "1 year"),
        ("every 6 weeks", "6 weeks"),
    ],
)
def test_how_often_a_group_meets_is_a_length_of_time(meets: str, apart: str) -> None:
    assert str(rhythm(meets)) == apart


def test_a_group_that_meets_as_needed_has_no_rhythm() -> None:
    assert [meets for meets in MEETS if rhythm(meets) is None] == [AS_NEEDED]
    with pytest.raises(ValueError, match="“now and then” is not how often a group meets"):
        rhythm("now and then")


def test_a_quorum_is_one_from_each_party_or_so_many_members() -> None:
    assert members_for_quorum("one from each party") is None
    assert [members_for_quorum(text) for text in ("1 member", "4 members")] == [1, 4]
    with pytest.raises(ValueError, match="“most of them” is not a quorum"):
        members_for_quorum("most of them")
