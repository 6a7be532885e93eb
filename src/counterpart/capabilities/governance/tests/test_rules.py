"""Quorum, votes, numbers and days: the arithmetic of governance, without a database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpart.capabilities.governance.rules import numbering, votes
from counterpart.capabilities.governance.rules.deadlines import answer_due, ending, minutes_due, papers_due
from counterpart.capabilities.governance.rules.numbering import MinuteNumber
from counterpart.capabilities.governance.rules.quorum import Presence, quorum, there_at
from counterpart.capabilities.governance.rules.votes import Vote, counted, votes_wanted
from counterpart.engines.clocks.rules.deadlines import Deadline
from counterpart.engines.library.calendars import calendar
from counterpart.engines.library.rules.duties import Answer
from counterpart.engines.library.rules.groups import GroupTerms, Members
from counterpart.engines.library.rules.span import span
from counterpart.values.refusal import Refusal

EW = calendar("EW")
NOON = datetime(2010, 11, 15, 12, tzinfo=UTC)
PARTIES = ("commissioner", "provider")
CORE = GroupTerms(
    name="core-group",
    title="Core group",
    members=(Members("commissioner", 3, True), Members("provider", 3, True), Members("users", 2)),
    chair="commissioner",
    meets="quarterly",
    quorum="one from each party",
    decides="unanimously",
    minutes_within=span("7 working days"),
    papers_before=span("5 working days"),
    clause="Governance 7",
    standing_items=("health and safety (7.1.12)", "declarations of interest", "work programme"),
)
BOARD = replace(CORE, quorum="3 members", votes="one a member", decides="by majority", members=(Members("council", 6),))


def sat(party: str, person: str = "", capacity: str = "member", **more: Any) -> Presence:
    return Presence(person or party, person or party, party, capacity, **more)


def cast(choice: str, party: str = "council", person: str = "") -> Vote:
    return Vote(party, person or party, person or party, choice)


# --- quorum ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("room", "met", "fact"),
    [
        ([sat("commissioner"), sat("provider")], True, "commissioner and provider are there"),
        ([sat("commissioner"), sat("commissioner", "b")], False, "nobody is there for provider"),
        ([sat("commissioner"), sat("provider", capacity="delegate")], True, "commissioner and provider are there"),
        ([sat("commissioner"), sat("provider", capacity="observer")], False, "nobody is there for provider"),
        ([sat("commissioner"), sat("provider", capacity="invitee")], False, "nobody is there for provider"),
        ([sat("commissioner"), sat("users")], False, "nobody is there for provider"),
        ([], False, "nobody is there for commissioner or provider"),
    ],
)
def test_one_of_each_party_that_votes_makes_a_quorum(room: list[Presence], met: bool, fact: str) -> None:
    told = quorum(CORE, PARTIES, room)
    assert (told.met, told.fact) == (met, fact)


def test_a_quorum_of_members_counts_heads() -> None:
    room = [sat("council", person) for person in "abc"]
    assert quorum(BOARD, ("council",), room).met
    assert quorum(BOARD, ("council",), room[:2]).fact == "2 of the 3 wanted are there"
    assert quorum(BOARD, ("council",), room[:1]).fact == "1 of the 3 wanted is there"
    assert quorum(BOARD, ("council",), []).fact == "none of the 3 wanted are there"


def test_whoever_is_tied_does_not_count_and_their_delegate_neither() -> None:
    room = [sat("commissioner"), sat("provider", "p")]
    assert not quorum(CORE, PARTIES, room, {"p"}).met
    lent = [sat("commissioner"), sat("provider", "d", "delegate", in_place_of="p")]
    assert not quorum(CORE, PARTIES, lent, {"p"}).met
    assert quorum(CORE, PARTIES, lent, {"x"}).met


def test_who_was_there_at_a_moment_had_come_and_had_not_left() -> None:
    came = sat("provider", arrived_at=NOON, left_at=NOON + timedelta(hours=1))
    assert [bool(there_at([came], NOON + timedelta(minutes=n))) for n in (-1, 0, 59, 60)] == [False, True, True, False]
    assert not there_at([sat("provider", capacity="apologies")], NOON)
    assert not came.is_there
    assert there_at([sat("provider")], NOON)


@given(st.lists(st.sampled_from([*PARTIES, "users"])), st.sampled_from([*PARTIES, "users"]))
def test_another_in_the_room_never_loses_a_quorum(parties: list[str], more: str) -> None:
    room = [sat(party, str(place)) for place, party in enumerate(parties)]
    before, after = quorum(CORE, PARTIES, room), quorum(CORE, PARTIES, [*room, sat(more, "x")])
    assert after.met or not before.met


# --- votes ----------------------------------------------------------------------------------------

BOTH = set(PARTIES)


@pytest.mark.parametrize(
    ("choices", "result"),
    [
        ({"commissioner": "for", "provider": "for"}, "carried"),
        ({"commissioner": "for", "provider": "against"}, "lost"),
        ({"commissioner": "for", "provider": "abstains"}, "lost"),
        ({"commissioner": "against"}, "lost"),
        ({"commissioner": "for"}, ""),
        ({}, ""),
    ],
)
def test_unanimity_wants_the_vote_of_each_party(choices: dict[str, str], result: str) -> None:
    told = counted(CORE, [cast(choice, party) for party, choice in choices.items()], BOTH)
    assert (told.result, told.is_open) == (result, not result)


def test_two_members_of_a_party_have_one_vote_between_them() -> None:
    room = [sat("commissioner", "a"), sat("commissioner", "b"), sat("provider", "c"), sat("users", "d")]
    assert votes_wanted(CORE, PARTIES, room, ()) == BOTH
    assert votes.voter_of(CORE, "provider", "c") == "provider"
    by_member = replace(CORE, votes="one a member")
    assert votes_wanted(by_member, PARTIES, room, {"b"}) == {"a", "c"}
    assert votes.voter_of(by_member, "provider", "c") == "c"


@pytest.mark.parametrize(
    ("ours", "theirs", "others", "result"),
    [(2, 1, 0, "carried"), (1, 1, 4, "lost"), (0, 0, 3, "lost"), (0, 0, 0, ""), (3, 4, 0, "lost")],
)
def test_a_majority_is_more_for_than_against_and_a_tie_is_lost(
    ours: int, theirs: int, others: int, result: str
) -> None:
    choices = ["for"] * ours + ["against"] * theirs + ["abstains"] * others
    told = counted(BOARD, [cast(choice, person=str(n)) for n, choice in enumerate(choices)], ())
    assert told.result == result


def test_without_a_vote_called_for_nobody_was_against_it() -> None:
    assert counted(CORE, [], BOTH, without_vote=True).result == "carried"
    assert counted(CORE, [cast("against", "provider")], BOTH, without_vote=True).result == "lost"


def test_a_vote_that_is_wanted_is_named() -> None:
    one = counted(CORE, [cast("for", "commissioner")], BOTH)
    assert one.fact == "1 for; provider did not vote yet"
    many = counted(replace(CORE, votes="one a member"), [cast("for", person="a")], {"a", "b", "c"})
    assert many.fact == "1 for; 2 of the members did not vote yet"
    assert counted(CORE, [], ()).fact == "nobody voted; everybody did not vote yet"


@given(st.lists(st.sampled_from(votes.CHOICES), min_size=1, max_size=9))
def test_a_further_vote_against_carries_nothing_that_was_lost(choices: list[str]) -> None:
    before = counted(BOARD, [cast(choice, person=str(n)) for n, choice in enumerate(choices)], ())
    after = counted(BOARD, [cast(c, person=str(n)) for n, c in enumerate([*choices, "against"])], ())
    assert not (before.result == "lost" and after.result == "carried")


# --- numbers --------------------------------------------------------------------------------------


def test_minutes_are_numbered_through_the_year_of_the_group() -> None:
    assert str(MinuteNumber(36, 2010)) == "36/10"
    assert str(numbering.next_number(MinuteNumber(43, 2010), date(2011, 1, 17))) == "44/10"
    assert str(numbering.next_number(MinuteNumber(43, 2010), date(2011, 4, 1))) == "1/11"
    assert str(numbering.next_number(None, date(2009, 12, 31))) == "1/09"
    assert [numbering.is_minute_number(text) for text in ("36/10", "0/10", "36", "36/2010", "")] == [True] + [False] * 4


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 500))
def test_each_number_of_a_year_is_given_once_and_none_left_out(day: date, many: int) -> None:
    given_out: list[MinuteNumber] = []
    for _ in range(min(many, 40)):
        given_out.append(numbering.next_number(given_out[-1] if given_out else None, day))
    assert [one.number for one in given_out] == list(range(1, len(given_out) + 1))
    assert {one.year for one in given_out} == {numbering.year_of(day)}


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_a_day_lies_in_a_month_of_its_year(day: date) -> None:
    months = numbering.months_of_year(numbering.year_of(day))
    assert numbering.month_of(day) in months
    assert (len(months), months[0].month, months[-1].month) == (12, 4, 3)
    assert all(numbering.next_month(one) == other for one, other in pairwise(months))


def test_a_first_number_goes_on_from_the_last() -> None:
    day = date(2010, 11, 15)
    assert numbering.not_given_yet(None, 36, day) is None
    assert numbering.not_given_yet(MinuteNumber(35, 2010), 36, day) is None
    assert numbering.not_given_yet(MinuteNumber(90, 2009), 1, day) is None
    refused = numbering.not_given_yet(MinuteNumber(36, 2010), 36, day)
    assert refused is not None
    assert refused.next_step.startswith("Begin with 37")


# --- days -----------------------------------------------------------------------------------------


def on(found: Deadline | Refusal) -> date:
    assert isinstance(found, Deadline)
    return found.on


def test_minutes_are_due_on_the_seventh_working_day_over_easter_and_late_on_the_eighth() -> None:
    assert on(minutes_due(CORE, date(2008, 3, 18), EW)) == date(2008, 3, 31)
    assert on(minutes_due(CORE, date(2010, 11, 15), EW)) == date(2010, 11, 24)


def test_papers_go_out_working_days_before() -> None:
    assert on(papers_due(CORE, date(2008, 3, 27), EW)) == date(2008, 3, 18)


@pytest.mark.parametrize(
    ("length", "ends"),
    [
        ("2 weeks", date(2010, 3, 15)),
        ("1 month", date(2010, 4, 1)),
        ("1 year", date(2011, 3, 1)),
        ("3 days", date(2010, 3, 4)),
        ("48 hours", date(2010, 3, 3)),
        ("30 hours", date(2010, 3, 3)),
    ],
)
def test_a_span_of_any_unit_ends_on_a_day(length: str, ends: date) -> None:
    assert on(ending(date(2010, 3, 1), span(length), EW)) == ends
    assert on(ending(date(2010, 3, 1), span("48 hours"), EW, before=True)) == date(2010, 2, 27)


def test_an_answer_counts_from_the_day_it_says() -> None:
    after = Answer("replacement of a member", span("5 working days"), "day after", "5.2")
    assert answer_due(after, date(2008, 5, 6), EW).on == date(2008, 5, 13)  # type: ignore[union-attr]
    begins = replace(after, beginning="beginning with")
    assert answer_due(begins, date(2008, 5, 6), EW).on == date(2008, 5, 12)  # type: ignore[union-attr]
    assert answer_due(after, date(1066, 10, 14), EW) is None
