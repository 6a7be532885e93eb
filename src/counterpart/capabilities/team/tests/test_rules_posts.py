"""Functions held by nobody or twice, key posts over time, and what may be entered of them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpart.capabilities.agreements.rules.facts import AgreementFacts, Dates, Party, Terms
from counterpart.capabilities.team.rules import functions, mobilisation, posts
from counterpart.capabilities.team.rules.functions import Holding
from counterpart.capabilities.team.rules.mobilisation import Promised
from counterpart.capabilities.team.rules.posts import Holder, Move, Post, Resource
from counterpart.engines.library.rules.people import KeyPost
from counterpart.engines.library.shelf import on_the_shelf
from counterpart.values.refusal import Refusal

SERVICE, CARE = on_the_shelf("service-delivery").template, on_the_shelf("supported-housing-partnering").template
TERMS = KeyPost("manager", "council", "43", Decimal(2))
DAY = date(2008, 5, 6)
SIDES = (Party("1", "commissioner", "commissioner", "C"), Party("2", "provider", "provider", "P"))


def code(found: object) -> str:
    assert isinstance(found, Refusal)
    return found.code.partition(".")[2]


def test_functions_stand_in_the_order_of_the_work_and_gaps_and_duplicates_are_told() -> None:
    rows = functions.matrix(SERVICE)
    stages = [functions.STAGES.index(row.stage) for row in rows]
    assert stages == sorted(stages)
    assert len(rows) == len(SERVICE.functions)
    gaps = {row.name for row in functions.held_as(rows, Holding.NOBODY)}
    twice = {row.name for row in functions.held_as(rows, Holding.SEVERAL)}
    assert "comprehensive programme of works" in gaps
    assert "payment for work done" in twice
    paying = next(row for row in rows if row.name == "payment for work done")
    assert paying.at("council") == ("service manager",)
    assert paying.at("consultant") == ()


def test_a_post_is_held_vacant_and_held_again() -> None:
    first = Holder(date(2008, 1, 1), date(2008, 2, 29), "Alice")
    second = Holder(date(2008, 4, 1), None)
    post = Post(TERMS, (first, second), (Resource(date(2008, 1, 1), Decimal("1.50")),))
    assert post.holder(date(2008, 2, 29)) == first
    assert post.vacant_since(date(2008, 3, 10)) == date(2008, 3, 1)
    assert post.vacant_since(DAY) is None
    assert post.vacant_days(date(2007, 5, 6), DAY) == 31
    assert post.short_by(DAY) == Decimal("0.50")
    assert post.short_by(date(2007, 1, 1)) is None
    assert Post(TERMS).vacant_since(DAY) is None
    assert Post(TERMS).vacant_days(date(2007, 1, 1), DAY) == 0
    told = posts.changes([post], date(2007, 5, 6), DAY)
    assert told.value == 1
    assert told.because == "a key post was left once from 6 May 2007 to 6 May 2008; there are 1"


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(0, 60)), min_size=1, max_size=6), st.integers(0, 400))
def test_held_days_and_vacant_days_are_all_the_days(spans: list[tuple[int, int]], ahead: int) -> None:
    begins = on = date(2007, 1, 1)
    holders = []
    for held, vacant in spans:
        holders.append(Holder(on, on + timedelta(days=held - 1)))
        on += timedelta(days=held + vacant)
    until = begins + timedelta(days=ahead)
    post = Post(TERMS, tuple(holders))
    held_days = sum(post.holder(begins + timedelta(days=n)) is not None for n in range(ahead + 1))
    assert post.vacant_days(begins, until) + held_days == ahead + 1


def test_what_cannot_be_entered_of_a_post_is_refused() -> None:
    held, empty = Post(TERMS, (Holder(date(2008, 1, 1), None),)), Post(TERMS)
    left = Post(TERMS, (Holder(date(2008, 1, 1), date(2008, 3, 1)),))
    assert posts.filled(empty, DAY, DAY) is None
    assert posts.filled(left, date(2008, 3, 2), DAY) is None
    assert code(posts.filled(left, date(2008, 3, 1), DAY)) == "held"
    assert code(posts.filled(held, DAY, DAY)) == "held"
    assert code(posts.filled(empty, DAY + timedelta(days=1), DAY)) == "to-come"
    assert posts.vacated(held, DAY, DAY) is None
    assert code(posts.vacated(left, DAY, DAY)) == "empty"
    assert code(posts.vacated(held, DAY + timedelta(days=1), DAY)) == "days"
    assert posts.full_time("0.5") == Decimal("0.5")
    for text in ("half", "-1", "0.505", "1001"):
        assert code(posts.full_time(text)) == "resource"
    assert posts.key_post(SERVICE, "COUNCIL: service manager").post == "service manager"  # type: ignore[union-attr]
    assert code(posts.key_post(SERVICE, "council: king")) == "unknown"


def test_moves_are_counted_by_party_and_kind() -> None:
    moves = [Move("council", "joined", 2, DAY), Move("council", "joined", 3, DAY), Move("company", "left", 1, DAY)]
    assert posts.balance(moves, "council", "joined") == 5
    assert posts.balance(moves, "company", "joined") == 0


def an_agreement(
    begins: date | None = date(2008, 6, 1), template: str = "supported-housing-partnering"
) -> AgreementFacts:
    terms = Terms(on_the_shelf(template).template, "", "")
    return AgreementFacts("a", "CARE", "Care", SIDES, terms, Dates(effective_on=DAY, commencement_on=begins))


def test_the_four_matters_are_promised_for_commencement_once() -> None:
    found = mobilisation.promises(an_agreement(), [], "provider", DAY)
    assert isinstance(found, Promised)
    assert (len(found.matters), found.due_on, found.accepted_by) == (4, date(2008, 6, 1), "commissioner")
    assert [matter.clause for matter in found.matters] == [f"Governance 3.{n}" for n in (1, 2, 3, 4)]


@pytest.mark.parametrize(
    ("agreement", "party", "why"),
    [
        (an_agreement(), "nobody", "party"),
        (an_agreement(None), "provider", "no-day"),
        (an_agreement(date(2008, 5, 5)), "provider", "late"),
        (an_agreement(template="rotherham-almo"), "provider", "none"),
    ],
)
def test_a_mobilisation_that_cannot_be_begun_is_refused(agreement: AgreementFacts, party: str, why: str) -> None:
    assert code(mobilisation.promises(agreement, [], party, DAY)) == why
