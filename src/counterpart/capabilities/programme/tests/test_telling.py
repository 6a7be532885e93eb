"""What the pages say, in every state of what they tell, without a database."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from counterpart.capabilities.programme.rules.improvements import Decision, Improvement, Pilot
from counterpart.capabilities.programme.rules.plans import Measure, Plan
from counterpart.capabilities.programme.rules.schemes import Change, Order, Scheme
from counterpart.capabilities.programme.rules.telling import improvements, plans, schemes
from counterpart.engines.access.rules import Hand
from counterpart.engines.clocks.rules.promises import Clock
from counterpart.engines.library.shelf import on_the_shelf
from counterpart.engines.reporting.rules.document import Callout, Document, Paragraph
from counterpart.engines.reporting.web import fragment
from counterpart.values.period import period

ON = date(2008, 5, 6)
TEMPLATE = on_the_shelf("rotherham-almo").template
PLAN = Plan(period("2008-09"), 1, "To do well", ("Roofs",), (Measure("BV 66a", Decimal("98.5")),), date(2008, 3, 1))
DAYS = (date(2008, 6, 1), date(2008, 8, 31), Decimal("92000.00"))
SCHEME = Scheme("a", "HOUSING", "SCH-2008-0001", "Roofs", "North", "council: x", *DAYS, *DAYS, "forecast")
PROPOSAL = Improvement("a", "HOUSING", "IMP-2008-0001", "Vans", "One van", "Time", "company", ON, "proposed", Hand("9"))
PILOT = Pilot("PLT-2008-0001", "IMP-2008-0001", "Vans", "Faster?", "62 %", ("Hours",), ON, ON, date(2008, 10, 31))


def first(document: Document) -> str:
    block = document.blocks[0]
    assert isinstance(block, Paragraph | Callout)
    return block.words


def whole(document: Document) -> str:
    return fragment(document)


def an_answer(due_on: date, state: str = "running") -> Clock:
    told: dict[str, Any] = dict.fromkeys(Clock.__dataclass_fields__, "")
    told |= {"about": "answer", "subject": PROPOSAL.reference, "due_on": due_on, "state": state, "redated": 0}
    return Clock(**(told | {"because": "20 working days", "closed_on": None, "steps": ()}))


def test_a_plan_says_whether_it_is_in_force_last_years_or_still_to_come() -> None:
    def lead(known: list[Plan], on: date = ON) -> str:
        return first(plans.plan_page("HOUSING", known, TEMPLATE, on))

    assert lead([]).startswith("No delivery plan is in force. A manager of either side")
    assert "The one of 2008/09 is agreed, and begins with it." in lead([PLAN], date(2008, 3, 20))
    assert lead([PLAN]) == "The plan of 2008/09 is in force, agreed on 1 March 2008."
    assert lead([PLAN], date(2009, 4, 1)).startswith("No plan is agreed for the year that runs.")


def test_a_plan_shows_its_measures_and_earlier_versions() -> None:
    bare = replace(PLAN, version=2, priorities=(), measures=())
    told = whole(plans.plan_page("HOUSING", [bare, PLAN], TEMPLATE, ON))
    assert "No measure is named" in told
    assert "Every plan that was agreed" in told
    assert "It is in force." in first(plans.one_plan("HOUSING", PLAN, [PLAN], TEMPLATE, ON))
    assert "It is not in force today." in first(plans.one_plan("HOUSING", PLAN, [bare, PLAN], TEMPLATE, ON))
    gone = replace(PLAN, measures=(Measure("OLD 1"),))
    assert "No longer an indicator of the agreement" in whole(plans.one_plan("HOUSING", gone, [gone], TEMPLATE, ON))


def test_a_scheme_says_what_is_certain_and_how_it_slips() -> None:
    late = replace(SCHEME, ends_on=date(2008, 9, 30), value=Decimal("95000.00"))
    change = Change(ON, "company", "Scaffold", DAYS[1], late.ends_on, DAYS[2], late.value)
    told = replace(late, changes=(change,), orders=(Order("PO 1", ON, Decimal("100.00")),))
    assert first(schemes.scheme_page(told, ON)) == (
        "£100.00 of £95,000.00 is ordered. It ends 30 days later than was first said."
    )
    assert "(first £92,000.00)" in whole(schemes.scheme_page(told, ON))
    assert "It has not slipped." in first(schemes.scheme_page(SCHEME, ON))
    gone = replace(told, state="withdrawn")
    assert first(schemes.scheme_page(gone, ON)) == "It was withdrawn: Scaffold"
    assert first(schemes.scheme_page(replace(gone, changes=()), ON)) == "It was withdrawn."


def test_a_programme_is_told_for_a_year_with_and_without_slippage() -> None:
    year = period("2008-09")
    assert "Nothing: every scheme ends by the day" in whole(schemes.programme("HOUSING", [SCHEME], year, ON))
    gone = replace(SCHEME, state="withdrawn")
    assert first(schemes.programme("HOUSING", [gone], year, ON)) == "£0.00 is ordered of £0.00 forecast for 2008/09."
    late = [replace(SCHEME, ends_on=date(2008, 9, 30), reference=f"SCH-{n}") for n in (1, 2)]
    assert "2 of 2 schemes end later" in first(schemes.programme("HOUSING", late, year, ON))
    assert "No scheme is entered for 2010/11." in first(schemes.programme("HOUSING", late, period("2010-11"), ON))


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("adopted", "It is adopted."),
        ("piloted", "It is tried out until 6 May 2008, and decided on what that shows."),
        ("evaluated", "The pilot is evaluated; the commissioner now adopts or rejects it."),
        ("nil return", "A nil return for core-group: nothing is proposed."),
    ],
)
def test_a_proposal_says_where_it_stands(state: str, says: str) -> None:
    one = replace(PROPOSAL, state=state, pilot=PILOT, occasion="core-group")
    assert first(improvements.improvement(one, [], ON)) == says


def test_an_answer_that_is_due_comes_first_and_what_was_decided_is_listed() -> None:
    running = an_answer(date(2008, 6, 4))
    assert first(improvements.improvement(PROPOSAL, [running], ON)) == (
        "An answer is due by 4 June 2008: 20 working days."
    )
    assert "5 days ago" in first(improvements.improvement(PROPOSAL, [running], date(2008, 6, 9)))
    decided = Decision("deferred", ON, "council", "Core group", "Later", date(2008, 9, 1))
    kept = replace(PROPOSAL, state="deferred", decisions=(decided, replace(decided, verb="adopted", until=None)))
    assert "deferred to 1 September 2008" in whole(improvements.improvement(kept, [], ON))


def test_the_list_of_proposals_counts_what_waits_and_what_is_late() -> None:
    other = replace(PROPOSAL, reference="IMP-2008-0002")
    told = improvements.improvements("HOUSING", [PROPOSAL, other], [an_answer(date(2008, 5, 1))], ON)
    assert first(told) == "2 of 2 wait for an answer, 1 of them beyond the last day."
    assert "Nothing is proposed yet." in first(improvements.improvements("HOUSING", [], [], ON))


def test_pilots_say_what_runs_and_what_was_shown() -> None:
    running = replace(PROPOSAL, state="piloted", pilot=PILOT)
    done = replace(PILOT, evaluation="81 %", evaluated_on=date(2008, 10, 1), outcome="better")
    assert first(improvements.pilots("HOUSING", [running, running], ON)) == "2 of 2 are still to be evaluated."
    assert first(improvements.pilot_page(running, PILOT, ON)) == "It is to be evaluated by 31 October 2008."
    shown = improvements.pilot_page(replace(running, pilot=done), done, ON)
    assert first(shown) == "Evaluated on 1 October 2008: better."
    assert "81 %" in whole(shown)
