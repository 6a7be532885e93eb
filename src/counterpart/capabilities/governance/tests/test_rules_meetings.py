"""Agendas, meetings, minutes, motions and the work programme, without a database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from counterpart.capabilities.governance.rules import agenda, minutes, motions, numbering, programme
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
from counterpart.engines.library.calendars import calendar
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
    return programme.ReportFacts("RPT-2011-0001", "Regulatory Services Performance", "district", month, month, **told)


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
