"""Where something to do stands, whose it is, and what a worklist says; without a database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpart.capabilities.worklist.rules import telling
from counterpart.capabilities.worklist.rules.calendar import calendar_of
from counterpart.capabilities.worklist.rules.due import days_in_words, digest, together, work_of
from counterpart.engines.access.rules import Actor, Hand, Standing
from counterpart.engines.acts.rules import Proposed, may_agree, may_withdraw
from counterpart.engines.clocks.now import now
from counterpart.engines.clocks.rules.policy import Kept, is_mine, may_let_go, may_show, may_verify
from counterpart.engines.clocks.rules.promises import (
    CLOCK,
    PROMISE,
    Clock,
    counted,
    is_long_overdue,
    moved_by_a_pause,
    standing,
)
from counterpart.engines.clocks.rules.promises import Standing as Stands

DAY = date(2009, 9, 1)
THE_CLOCK = Clock(
    agreement_id="a",
    agreement="FIVE-BOROUGHS",
    reference="CLK-2009-0001",
    kind="clock",
    about="report",
    subject="FIVE-BOROUGHS",
    what="Send the risk register",
    party="provider",
    role="",
    person="",
    name="",
    accepted_by="",
    opened_on=date(2009, 8, 1),
    due_on=DAY,
    due_at=None,
    original_due_on=DAY,
    because="a month",
    calendar="EW",
    source="Governance 8.2.1",
    address="",
    state="running",
    closed_on=None,
    redated=0,
)
DAYS = st.dates(date(2000, 1, 1), date(2040, 1, 1))


def somebody(person: str, party: str, role: str) -> Actor:
    side = {"commissioner": "commissioner", "provider": "provider"}.get(party, "represented")
    return Actor(person, person.title(), f"{person}@x.example", (Standing("a", party, party, side, role),))


MANAGER = somebody("manager", "provider", "provider manager")
OTHER = somebody("other", "commissioner", "contract manager")
READER = somebody("reader", "provider", "board member")
PROPOSED = Proposed(
    agreement_id="a",
    agreement="FIVE-BOROUGHS",
    reference="PRP-2009-0001",
    act="clock.extended",
    title="Extend it",
    digest="ab" * 32,
    state="open",
    needs=("commissioner",),
    given=(),
    opened_at="2009-08-20T10:00:00+01:00",
    proposer="Manager",
    hand=Hand("manager"),
    told=(("Why?", "The auditor is ill"),),
)


@given(DAYS, DAYS)
def test_it_is_late_once_its_last_day_has_passed_and_not_before(due: date, on: date) -> None:
    stands = standing(state="running", due_on=due, closed_on=None, on=on)
    assert (stands in (Stands.LATE, Stands.LONG_LATE)) == (on > due)
    assert (stands is Stands.TODAY) == (on == due)
    assert (stands is Stands.LONG_LATE) == is_long_overdue(due, on)


@given(DAYS, st.integers(0, 400), st.integers(0, 400))
def test_a_pause_gives_back_exactly_the_days_it_took(due: date, before: int, still: int) -> None:
    paused = due - timedelta(days=before)
    assert moved_by_a_pause(due, paused, paused + timedelta(days=still)) - due == timedelta(days=still)


@pytest.mark.parametrize("cycle", [CLOCK, PROMISE], ids=["clock", "promise"])
def test_what_is_closed_stays_closed(cycle: object) -> None:
    assert not [at for at, _ in cycle.steps if at in ("met", "passed over", "withdrawn")]  # type: ignore[attr-defined]


def test_done_on_its_last_day_is_in_time_and_a_day_later_is_late() -> None:
    assert standing(state="met", due_on=DAY, closed_on=DAY, on=DAY) is Stands.DONE
    assert standing(state="met", due_on=DAY, closed_on=DAY + timedelta(days=1), on=DAY) is Stands.DONE_LATE


def test_six_months_are_counted_by_the_calendar() -> None:
    assert not is_long_overdue(date(2009, 8, 31), date(2010, 2, 27))
    assert is_long_overdue(date(2009, 8, 31), date(2010, 2, 28))


def test_it_is_theirs_who_answer_for_the_party_or_hold_the_role_or_are_named() -> None:
    assert is_mine(MANAGER, THE_CLOCK)
    assert not is_mine(OTHER, THE_CLOCK)
    assert not is_mine(READER, THE_CLOCK)
    assert is_mine(READER, replace(THE_CLOCK, role="board member"))
    assert is_mine(OTHER, replace(THE_CLOCK, person="other"))
    assert not is_mine(MANAGER, replace(THE_CLOCK, person="other"))
    assert is_mine(OTHER, replace(THE_CLOCK, party=""))


def test_who_shows_may_not_verify() -> None:
    promise = replace(THE_CLOCK, kind="promise", accepted_by="commissioner")
    assert may_show(MANAGER, Kept(promise)) is None
    assert may_verify(OTHER, Kept(promise, (Hand("manager"),))) is None
    refused = may_verify(OTHER, Kept(promise, (Hand("other"),)))
    assert refused is not None
    assert refused.code == "promise.two-hands"
    assert may_show(OTHER, Kept(promise)) is not None
    assert may_verify(MANAGER, Kept(promise)) is not None
    assert may_let_go(OTHER, Kept(promise)) is None
    assert may_let_go(MANAGER, Kept(promise)) is not None


def test_a_proposal_is_answered_by_whom_it_waits_for_and_withdrawn_by_its_proposer() -> None:
    assert may_agree(OTHER, PROPOSED) is None
    assert may_agree(MANAGER, PROPOSED) is not None
    assert may_agree(OTHER, replace(PROPOSED, given=("commissioner",))) is not None
    assert may_agree(OTHER, replace(PROPOSED, needs=("group:core-group",))) is not None
    assert may_withdraw(MANAGER, PROPOSED) is None
    assert may_withdraw(OTHER, PROPOSED) is not None
    assert replace(PROPOSED, needs=("group:core-group",)).group == "core-group"


def test_the_worklist_has_what_is_mine_apart_from_what_waits_on_others() -> None:
    shown = replace(THE_CLOCK, kind="promise", accepted_by="commissioner", state="shown", reference="PRM-2009-0001")
    soon = replace(THE_CLOCK, due_on=DAY + timedelta(days=5), reference="CLK-2009-0002")
    clocks = [THE_CLOCK, soon, shown]
    mine = work_of(MANAGER, clocks, [PROPOSED], DAY + timedelta(days=1))
    assert [d.reference for d in mine.late] == ["CLK-2009-0001"]
    assert [d.reference for d in mine.soon] == ["CLK-2009-0002"]
    assert [d.reference for d in mine.others] == ["PRP-2009-0001", "PRM-2009-0001"]
    theirs = work_of(OTHER, clocks, [PROPOSED], DAY)
    assert [d.reference for d in theirs.today] == ["PRM-2009-0001", "PRP-2009-0001"]
    assert {d.who for d in theirs.others} == {"provider"}


def test_a_letter_says_what_is_late_first_and_is_empty_where_nothing_waits() -> None:
    text = digest(work_of(MANAGER, [THE_CLOCK], [], DAY + timedelta(days=2)), DAY + timedelta(days=2))
    assert text == ("Late\n- FIVE-BOROUGHS CLK-2009-0001: Send the risk register by 1 September 2009 (2 days late).")
    assert digest(work_of(READER, [THE_CLOCK], [], DAY), DAY) == ""


@given(DAYS, DAYS)
def test_days_are_said_as_people_say_them(due: date, on: date) -> None:
    said = days_in_words(due, on)
    assert said == "today" if due == on else said.startswith("in ") == (due > on)


def test_long_times_are_said_in_months_and_years() -> None:
    assert days_in_words(DAY, DAY + timedelta(days=59)) == "59 days late"
    assert days_in_words(DAY, DAY + timedelta(days=61)) == "2 months late"
    assert days_in_words(date(2011, 1, 10), date(2026, 11, 21)) == "15 years late"
    assert days_in_words(DAY + timedelta(days=1), DAY) == "in 1 day"


def test_what_recurs_is_said_once_and_counted() -> None:
    months = [
        replace(
            THE_CLOCK,
            what=f"B1: report ({month} 2009)",
            due_on=date(2009, n, 7),
            reference=f"PRM-2009-000{n}",
            address="/o",
        )
        for n, month in enumerate(("January", "February", "March"), 1)
    ]
    late = work_of(MANAGER, [*months, THE_CLOCK], [], DAY + timedelta(days=2)).late
    assert [(due.what, due.more) for due in together(late)] == [
        ("B1: report (January 2009)", 2),
        ("Send the risk register", 0),
    ]
    assert sum(due.more + 1 for due in together(late)) == len(late)
    soon = work_of(MANAGER, months, [], date(2008, 12, 31)).soon
    assert together(soon) == soon


def test_a_tracker_counts_what_is_late_and_narrows_to_it() -> None:
    done = replace(THE_CLOCK, state="met", closed_on=DAY, reference="CLK-2009-0003")
    old = replace(THE_CLOCK, due_on=date(2009, 1, 1), redated=2, reference="CLK-2009-0004")
    counts = counted([THE_CLOCK, done, old], DAY)
    assert (counts.total, counts.late, counts.long_late, counts.done, counts.redated) == (3, 1, 1, 1, 1)
    assert telling.narrowed([THE_CLOCK, done, old], "six-months", DAY) == [old]
    assert telling.narrowed([THE_CLOCK, done, old], "all", DAY) == [THE_CLOCK, done, old]
    document = telling.tracker("FIVE-BOROUGHS", [THE_CLOCK, done, old], "open", DAY)
    assert [row[0].words for row in document.tables[0].rows] == ["CLK-2009-0004", "CLK-2009-0001"]


def test_a_proposal_is_told_with_exactly_what_was_sent() -> None:
    document = telling.proposal_told(PROPOSED, DAY)
    facts = [block.facts for block in document.blocks if hasattr(block, "facts")]
    assert (("Why?", "The auditor is ill"),) in facts
    assert (("commissioner", "wanted"),) in facts


def test_a_calendar_has_a_whole_day_for_what_is_due() -> None:
    work = work_of(MANAGER, [THE_CLOCK], [], DAY)
    text = calendar_of(work.mine, now(), site="https://counterpart.example").decode()
    assert "DTSTART;VALUE=DATE:20090901" in text
    assert "SUMMARY:FIVE-BOROUGHS: Send the risk register" in text
    assert "UID:FIVE-BOROUGHS-CLK-2009-0001@counterpart" in text


def test_a_clock_is_nobodys_to_let_go() -> None:
    refused = may_let_go(OTHER, Kept(THE_CLOCK))
    assert refused is not None
    assert refused.code == "clock.runs"
    assert Kept(THE_CLOCK).state == "a running clock"
