"""Quorum, votes, numbers, days, agendas and programmes: the arithmetic of governance, without a database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpart.capabilities.governance.rules import agenda, minutes, motions, numbering, programme, votes
from counterpart.capabilities.governance.rules.deadlines import answer_due, ending, minutes_due, papers_due
from counterpart.capabilities.governance.rules.groups import GroupFacts, Seat
from counterpart.capabilities.governance.rules.meetings import (
    DISCUSSED,
    ITEM,
    MEETING,
    ItemFacts,
    MeetingFacts,
    changed_since,
    in_order,
)
from counterpart.capabilities.governance.rules.motions import MOTION, MotionFacts
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


# --- agendas --------------------------------------------------------------------------------------


def a_group(terms: GroupTerms = CORE, **more: Any) -> GroupFacts:
    return GroupFacts(agreement=None, terms=terms, **more)  # type: ignore[arg-type]


def item(line: int, title: str, kind: str = "other", source: str = "", **more: Any) -> ItemFacts:
    return ItemFacts(line, title, kind, source, more.pop("state", "listed"), **more)


def test_an_agenda_has_what_the_agreement_wants_each_once_in_order() -> None:
    gathered = agenda.Gathered(
        a_group(),
        minutes=(("MTG-2010-0001", "19 October 2010"),),
        motions=(("PRP-2010-0001", "Replace a member"),),
        reporting=(("support", "Working group on support"),),
        owed=(("P1", "Provider: report improvements (7)"),),
    )
    lines = agenda.built(gathered)
    assert [line.kind for line in lines] == [
        "apologies",
        "interests",
        "minutes",
        "actions",
        "report",
        "owed",
        "safety",
        "motion",
        "programme",
    ]
    assert lines[4].title == "Report of the working group on support"


def test_an_agenda_built_again_adds_what_came_and_keeps_what_is_there() -> None:
    first = agenda.built(agenda.Gathered(a_group()))
    there = [item(n, line.title, line.kind, line.source) for n, line in enumerate(first, 1)]
    assert agenda.built(agenda.Gathered(a_group()), there) == []
    came = agenda.Gathered(a_group(), motions=(("PRP-2010-0002", "Change the terms"),))
    assert [line.source for line in agenda.built(came, there)] == ["PRP-2010-0002"]


def test_what_was_carried_over_says_whence_and_stands_once() -> None:
    carried = agenda.Line("motion", "Change the terms", "PRP-2010-0002", "MTG-2010-0003", "No quorum")
    both = agenda.Gathered(a_group(), motions=(("PRP-2010-0002", "Change the terms"),), carried=(carried,))
    assert [line for line in agenda.built(both) if line.kind == "motion"] == [carried]


def test_a_group_without_a_programme_has_it_when_a_report_is_planned() -> None:
    bare = replace(CORE, standing_items=("anything else",))
    kinds = {line.kind for line in agenda.built(agenda.Gathered(a_group(bare), reports=(("RPT-1", "Debts"),)))}
    assert {"programme", "report"} <= kinds
    assert "programme" not in {line.kind for line in agenda.built(agenda.Gathered(a_group(bare)))}


# --- meetings and minutes -------------------------------------------------------------------------


def a_meeting(*items: ItemFacts, **more: Any) -> MeetingFacts:
    return MeetingFacts(a_group(), "MTG-2010-0001", NOON, "", more.pop("state", "open"), items=items, **more)


def test_nobodys_words_are_written_over_unread() -> None:
    written = item(1, "Debts", version=2, edited_by="the secretary")
    assert changed_since(written, 2) is None
    refused = changed_since(written, 1)
    assert refused is not None
    assert "the secretary wrote it since" in refused.fact


def test_minutes_go_out_once_every_item_that_was_discussed_has_words_or_a_motion() -> None:
    bare = item(1, "Debts", state=DISCUSSED)
    decided = item(2, "Plan", state=DISCUSSED, motions=(a_motion(),))
    refused = minutes.unready(a_meeting(bare, decided))
    assert refused is not None
    assert "item 1 (Debts)" in refused.fact
    assert minutes.unready(a_meeting(replace(bare, text="Noted."), decided)) is None


def test_minutes_tell_items_in_the_order_they_were_taken() -> None:
    taken = [item(1, "b", number=MinuteNumber(37, 2010)), item(2, "a", number=MinuteNumber(36, 2010)), item(3, "c")]
    assert [one.title for one in in_order(taken)] == ["a", "b"]


def test_after_the_agenda_went_out_an_item_is_urgent_for_the_chairs_reason() -> None:
    assert minutes.needs_a_reason(False, False, False, CORE) is None
    assert minutes.needs_a_reason(True, True, True, CORE) is None
    assert minutes.needs_a_reason(True, True, False, CORE) is not None
    assert minutes.needs_a_reason(True, False, True, CORE) is not None


def test_a_compliance_position_adds_up() -> None:
    assert minutes.misadded(10, 7, 3) is None
    assert minutes.misadded(10, 8, 3) is not None


def test_the_life_of_a_meeting_an_item_and_a_motion() -> None:
    assert MEETING.after("scheduled", "cancelled") == "cancelled"
    assert isinstance(MEETING.after("cancelled", "opened"), Refusal)
    assert isinstance(MEETING.after("closed", "approved"), Refusal)
    assert ITEM.after("listed", "minuted") == "discussed"
    assert MOTION.after("carried", "overruled") == "overruled"
    assert isinstance(MOTION.after("lost", "overruled"), Refusal)


# --- motions and the programme --------------------------------------------------------------------


def a_motion(state: str = "carried", **more: Any) -> MotionFacts:
    told = {"text": "that it come in January", "kind": "resolution", "decided_at": NOON} | more
    return MotionFacts("MOT-2010-0001", "board", "MTG-2010-0001", 8, state=state, **told)


def a_report(month: date | None, **more: Any) -> programme.ReportFacts:
    told = {"state": "planned"} | more
    return programme.ReportFacts("RPT-2011-0001", "Regulatory Services Performance", "bromsgrove", month, month, **told)


JANUARY, FEBRUARY = date(2011, 1, 1), date(2011, 2, 1)
WANTED = {"report": "Regulatory services performance", "month": JANUARY, "number": MinuteNumber(43, 2010)}


def test_a_programme_that_says_another_month_than_a_resolution_is_said_so() -> None:
    (against,) = programme.contradictions([a_report(FEBRUARY)], [a_motion(**WANTED)])
    assert against.says.endswith("comes in January 2011; the programme shows February 2011.")
    assert programme.contradictions([a_report(JANUARY)], [a_motion(**WANTED)]) == []
    assert programme.contradictions([a_report(FEBRUARY)], [a_motion("lost", **WANTED)]) == []
    (missing,) = programme.contradictions([], [a_motion(**WANTED)])
    assert missing.says.endswith("the programme does not have it.")
    (late,) = programme.contradictions([a_report(FEBRUARY, state="received")], [a_motion(**WANTED)])
    assert late.says.endswith("it was received in February 2011.")
    (none,) = programme.contradictions([a_report(None)], [a_motion(**WANTED)])
    assert none.says.endswith("the programme shows no month yet.")


@pytest.mark.parametrize(
    ("authority", "moved_on", "agrees"),
    [
        ("50/10", date(2011, 1, 17), True),
        ("", date(2011, 1, 17), False),
        ("43/10", date(2011, 1, 17), False),
        ("50/10", date(2010, 10, 1), False),
        ("the chair", date(2011, 1, 17), False),
    ],
)
def test_a_later_minute_lets_a_report_stand_elsewhere(authority: str, moved_on: date, agrees: bool) -> None:
    move = programme.Move(moved_on, JANUARY, FEBRUARY, "Room was wanted", authority, "somebody")
    found = programme.contradictions([a_report(FEBRUARY, moves=(move,))], [a_motion(**WANTED)])
    assert (not found) is agrees


def test_the_latest_resolution_about_a_report_is_the_one_that_counts() -> None:
    later = a_motion(**(WANTED | {"month": FEBRUARY}))
    later = replace(later, decided_at=NOON + timedelta(days=60))
    assert programme.contradictions([a_report(FEBRUARY)], [later, a_motion(**WANTED)]) == []


def test_a_report_is_rolled_to_another_month_and_keeps_its_way() -> None:
    assert programme.rolled(a_report(JANUARY), FEBRUARY) is None
    assert programme.rolled(a_report(JANUARY), JANUARY) is not None
    move = programme.Move(JANUARY, JANUARY, None, "To make room", "", "somebody")
    assert programme.way(a_report(None, moves=(move,))) == ("From January 2011 to no month yet: To make room",)


def test_reports_stand_by_month_and_those_of_none_last() -> None:
    months = numbering.months_of_year(2010)
    placed = programme.by_month([a_report(JANUARY), a_report(None), a_report(date(2019, 1, 1))], months)
    assert (len(placed[JANUARY]), len(placed[None]), sum(map(len, placed.values()))) == (1, 1, 2)


def test_a_recommendation_goes_to_somebody_and_a_report_has_its_month() -> None:
    assert motions.put_well("resolution", "", None, "", None) is None
    assert motions.put_well("recommendation", "", None, "", None) is not None
    assert motions.put_well("recommendation", "provider", JANUARY, "", None) is None
    assert motions.put_well("resolution", "", None, "Debts", None) is not None
    assert motions.put_well("resolution", "", None, "", JANUARY) is not None


def test_a_motion_is_cited_by_its_minute_or_its_reference() -> None:
    assert a_motion().cited == "MOT-2010-0001"
    assert a_motion(number=MinuteNumber(43, 2010)).cited == "43/10"
    assert a_motion(decided_at=None).decided_on is None


def test_a_seat_is_known_by_its_party_and_number() -> None:
    seat = Seat("provider", 2, "p", "Somebody", "director", "director", JANUARY)
    assert a_group(seats=(seat,)).seat_of({"p"}) is seat
    assert a_group(seats=(seat,)).seat_of({"q"}) is None
    assert seat.label == "provider, seat 2"
