"""Every rule that the term, the reviews, the duties and the people of a template must keep."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.engines.library.tests.makers import PARTIES, content, found_in, group, owed, review, with_core

QUICKLY = settings(max_examples=50, deadline=None)


@pytest.mark.parametrize(
    "said",
    [
        content(),
        with_core(chair="by rotation", quorum="4 members", meets="every 2 months"),
        with_core(chair="elected", starts="effective", meets_until="commencement"),
        owed(within=None),
        owed(when="each core-group meeting", within=None, accepted_by="council"),
        review(every="1 year", group="core-group"),
        review(at="5 years"),
        content(objectives=[{"ref": "2.1.1", "measures": ["in words"]}, {"ref": "2.1.11"}, {"ref": "2.11.1"}]),
        content(functions=[{"name": "a", "held_by": ["council: head: of housing"]}, {"name": "b", "held_by": []}]),
        content(key_posts=[{"post": "manager", "party": party, "resource": "0.5"} for party in ("council", "company")]),
        content(term={"years": "5", "breaks": [{"after": "3 years", "notice": "6 months", "who": "either party"}]}),
    ],
)
def test_what_is_sound_has_no_misfits(said: dict[str, Any]) -> None:
    assert found_in(said) == []


@pytest.mark.parametrize(
    ("said", "misfit"),
    [
        (owed(ref="–"), (("obligations", 0, "ref"), "“–”", "a ref with letters or digits in it")),
        (owed(who="bank"), (("obligations", 0, "who"), "“bank”", f"a party: {PARTIES}")),
        (owed(who=""), (("obligations", 0, "who"), "nothing", f"a party: {PARTIES}")),
        (owed(accepted_by="bank"), (("obligations", 0, "accepted_by"), "“bank”", f"a party: {PARTIES}")),
        (
            owed(accepted_by="company"),
            (("obligations", 0, "accepted_by"), "“company”, which owes it", "another party"),
        ),
        (
            owed(when="each board meeting", within=None),
            (("obligations", 0, "when"), "“board”", "a group: core-group, working-group"),
        ),
        (
            owed(when="each core-group meeting"),
            (("obligations", 0, "within"), "a length of time", "none: it is due at the meeting"),
        ),
        (
            owed(when="soon"),
            (("obligations", 0, "when"), "“soon”", "month, quarter, year, once, on request or “each GROUP meeting”"),
        ),
        (
            owed(within="soon"),
            (("obligations", 0, "within"), "“soon”", "a length of time, such as 7 working days"),
        ),
        (review(), (("review_points", 0), "neither “every” nor “at”", "one of the two")),
        (review(every="1 year", at="5 years"), (("review_points", 0), "both “every” and “at”", "one of the two")),
        (
            review(at="year 5"),
            (("review_points", 0, "at"), "“year 5”", "a length of time, such as 7 working days"),
        ),
        (
            review(at="5 years", group="board"),
            (("review_points", 0, "group"), "“board”", "a group: core-group, working-group"),
        ),
        (
            content(objectives=[{"ref": "2.1.1"}, {"ref": "2.1.1"}]),
            (("objectives", 1, "ref"), "“2.1.1” a second time", "each ref once"),
        ),
        (
            content(indicators=[{"code": "A 1"}], objectives=[{"ref": "2", "measures": ["a1", "B 2"]}]),
            (("objectives", 0, "measures", 1), "“B 2”", "an indicator: A 1"),
        ),
        (
            content(service_areas=[{"code": "1", "name": "x" * 201}]),
            (("service_areas", 0, "name"), "201 characters", "200 at the most"),
        ),
        (
            content(key_posts=[{"post": "Manager", "party": "council"}, {"post": "manager", "party": "council"}]),
            (("key_posts", 1, "post"), "“manager” a second time", "each post of a party once"),
        ),
        (
            content(key_posts=[{"post": "–", "party": "council"}]),
            (("key_posts", 0, "post"), "“–”", "a post with letters or digits in it"),
        ),
        (
            content(key_posts=[{"post": "manager", "party": "bank"}]),
            (("key_posts", 0, "party"), "“bank”", f"a party: {PARTIES}"),
        ),
        (
            content(key_posts=[{"post": "manager", "party": "council", "resource": "-1"}]),
            (("key_posts", 0, "resource"), "“-1”", "full-time equivalents, 0 or more, such as 2.5"),
        ),
        (
            content(functions=[{"name": "a", "held_by": ["bank: manager"]}]),
            (("functions", 0, "held_by", 0), "“bank: manager”", f"“party: post”, the party one of {PARTIES}"),
        ),
        (
            content(functions=[{"name": "a", "held_by": ["council"]}]),
            (("functions", 0, "held_by", 0), "“council”", f"“party: post”, the party one of {PARTIES}"),
        ),
        (content(term={"years": "0"}), (("term", "years"), "“0”", "a whole number from 1 to 99")),
        (
            content(term={"years": "5", "extensions": [{"years": "1", "times": "21"}]}),
            (("term", "extensions", 0, "times"), "“21”", "a whole number from 1 to 20"),
        ),
        (
            content(term={"years": "5", "breaks": [{"who": "bank"}]}),
            (("term", "breaks", 0, "who"), "“bank”", f"a party: {PARTIES}, either party"),
        ),
    ],
)
def test_each_rule_broken_is_one_misfit_where_it_stands(said: dict[str, Any], misfit: tuple[object, str, str]) -> None:
    assert found_in(said) == [misfit]


def test_an_answer_given_twice_is_told_once_for_each_fault() -> None:
    said = content(answers=[{"matter": "change", "within": "20 days"}, {"matter": "change", "within": "20"}])
    assert [(where[-1], found) for where, found, _ in found_in(said)] == [
        ("matter", "“change” a second time"),
        ("within", "“20”"),
    ]


JUNK = st.recursive(
    st.none() | st.sampled_from(["", "x", "0", "council", "core-group", "5 years", "1e400", "each  meeting", "yes"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(list(group())), inner, max_size=4),
    max_leaves=12,
)
PARTS = [
    "service_areas",
    "term",
    "review_points",
    "objectives",
    "clauses",
    "groups",
    "obligations",
    "answers",
    "mobilisation",
    "key_posts",
    "functions",
    "parameters",
    "parties",
    "indicators",
]


@QUICKLY
@given(st.dictionaries(st.sampled_from(PARTS), JUNK))
def test_whatever_a_file_says_is_judged_and_breaks_nothing(said: dict[str, Any]) -> None:
    for _where, found, wanted in found_in(content(**said)):
        assert found
        assert wanted


@QUICKLY
@given(st.sampled_from(PARTS), st.sampled_from(list(group())), JUNK)
def test_a_part_with_one_thing_that_is_not_so_is_judged_and_breaks_nothing(part: str, name: str, junk: Any) -> None:
    for said in (content(**{part: [{name: junk}]}), with_core(**{name: junk}), owed(**{name: junk})):
        assert all(found and wanted for _, found, wanted in found_in(said))
