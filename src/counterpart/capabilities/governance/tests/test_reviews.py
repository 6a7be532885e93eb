"""Reviews of an agreement come onto the agenda of the group that holds them, without anybody adding them."""

from dataclasses import replace
from datetime import date
from typing import Any, cast

import pytest

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.agreements.rules.term import BREAK, REVIEW, Moment
from counterpart.capabilities.governance.rules.agenda import review_in_words, to_review
from counterpart.capabilities.governance.rules.groups import GroupFacts
from counterpart.capabilities.governance.tests.makers import (
    CORE,
    MANAGER,
    a_core_group,
    called,
    done,
    on,
    the_meeting,
)
from counterpart.engines.library.shelf import on_the_shelf

TEMPLATE = on_the_shelf("supported-housing-partnering").template
DAY = date(2009, 10, 1)
YEARLY = Moment(REVIEW, "annual review", DAY, "9.1", "a year after commencement", DAY, agenda=("risks", "anomalies"))


class Agreed:
    template = TEMPLATE


def a_group(name: str = CORE, **changed: Any) -> GroupFacts:
    terms = next(group for group in TEMPLATE.groups if group.name == name)
    return GroupFacts(agreement=cast(AgreementFacts, Agreed()), terms=replace(terms, **changed))


def test_a_review_stands_before_the_last_meeting_before_its_day_and_on_each_after_it() -> None:
    named = [moment.name for moment in to_review(a_group(meets="quarterly"), date(2009, 7, 1), [YEARLY])]
    assert named == ["annual review"]
    assert to_review(a_group(meets="quarterly"), date(2009, 6, 30), [YEARLY]) == []
    assert to_review(a_group(meets="quarterly"), date(2010, 1, 1), [YEARLY]) == [YEARLY]
    assert to_review(a_group(meets="as needed"), date(2009, 9, 30), [YEARLY]) == []


def test_a_review_that_names_no_group_is_of_the_highest_and_nothing_else_is_a_review() -> None:
    highest = next(group.name for group in TEMPLATE.groups if not group.reports_to and not group.meets_until)
    others = [group.name for group in TEMPLATE.groups if group.name != highest]
    assert to_review(a_group(highest), DAY, [YEARLY, replace(YEARLY, kind=BREAK)]) == [YEARLY]
    assert not any(to_review(a_group(name), DAY, [YEARLY]) for name in others)
    named = replace(YEARLY, group=others[0])
    assert to_review(a_group(others[0]), DAY, [named]) == [named]
    assert review_in_words(YEARLY) == "Annual review, due 1 October 2009: risks, anomalies"


@pytest.mark.slow
@pytest.mark.usefixtures("fresh", "home")
def test_a_review_is_on_the_agenda_until_it_is_held() -> None:
    a_core_group()
    first = called(on(2008, 11, 4, 14), on(2008, 10, 20))
    assert reviews_on(first) == []
    second = called(on(2009, 9, 22, 14), on(2009, 9, 7))
    due = reviews_on(second)
    assert [title.partition(",")[0] for title, _ in due] == ["Annual review", "Yearly review of what is measured"]
    clock = due[0][1]
    done("review.held", MANAGER, on(2009, 9, 22, 16), review=clock, decided="Nothing changes", minute="7/09")
    third = called(on(2009, 10, 20, 14), on(2009, 10, 5))
    assert [source for _, source in reviews_on(third)] == [due[1][1]]


def reviews_on(meeting: str) -> list[tuple[str, str]]:
    return [(item.title, item.source) for item in the_meeting(meeting).items if item.kind == "review"]
