"""The life of a return, whose hand takes it further, and what a close requires of it; without a database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpart.capabilities.performance import policy
from counterpart.capabilities.performance.rules import returning as rules
from counterpart.capabilities.performance.rules import telling
from counterpart.capabilities.performance.rules.returning import RETURN, Dimension, Quality, Return
from counterpart.engines.access.rules import Actor, Hand, Standing
from counterpart.values.refusal import Refusal

DAY = date(2010, 10, 14)
GOOD = {one.value: "good" for one in Dimension}
SENT = Return(
    "a", "ROTHERHAM", "RET-2010-0001", "BV 66a", "Rent collected", "2010-09", "submitted", "provider", DAY, "ab" * 32,
    (Hand("kpi"),),
)  # fmt: skip


def somebody(person: str, party: str, role: str) -> Actor:
    return Actor(person, person.title(), f"{person}@x.example", (Standing("a", party, party, party, role),))


KPI = somebody("kpi", "provider", "KPI manager")
OWNER = somebody("owner", "provider", "provider manager")
TEAM = somebody("team", "commissioner", "performance officer")
MANAGER = somebody("manager", "commissioner", "contract manager")
COUNCILLOR = somebody("councillor", "commissioner", "councillor")


def test_a_return_walks_from_due_to_sealed_and_every_state_can_be_reached() -> None:
    state = RETURN.initial
    for verb in ("submitted", "queried", "answered", "signed", "assured", "countersigned", "sealed", "submitted"):
        after = RETURN.after(state, verb)
        assert not isinstance(after, Refusal)
        state = after
    assert set(RETURN.states) == {rules.DUE, rules.SUBMITTED, rules.QUERIED, *rules.HAVE_A_HAND, rules.SEALED}


@pytest.mark.parametrize("state", rules.HAVE_A_HAND)
def test_every_hand_lapses_when_something_else_is_sent(state: str) -> None:
    assert RETURN.after(state, "submitted") == rules.SUBMITTED


@pytest.mark.parametrize(("state", "verb"), [("due", "signed"), ("due", "assured"), ("submitted", "countersigned")])
def test_no_step_is_passed_over(state: str, verb: str) -> None:
    assert isinstance(RETURN.after(state, verb), Refusal)


def test_who_submits_neither_signs_as_owner_nor_assures() -> None:
    assert policy.may_sign_as_owner(OWNER, SENT) is None
    refused = policy.may_sign_as_owner(KPI, SENT)
    assert refused is not None
    assert refused.code == "return.two-hands"
    assert policy.may_assure(TEAM, SENT) is None
    own = Return(**{**vars(SENT), "submitted_by": (Hand("team"),)})
    refused = policy.may_assure(TEAM, own)
    assert refused is not None
    assert refused.code == "return.two-hands"


@pytest.mark.parametrize(
    ("may", "who", "not_who"),
    [
        (policy.may_answer, KPI, TEAM),
        (policy.may_query, TEAM, COUNCILLOR),
        (policy.may_assure, MANAGER, OWNER),
        (policy.may_countersign, MANAGER, OWNER),
        (policy.may_sign_as_owner, OWNER, MANAGER),
    ],
)
def test_each_step_is_somebodys_and_not_the_others(may: object, who: Actor, not_who: Actor) -> None:
    assert may(who, SENT) is None  # type: ignore[operator]
    assert may(not_who, SENT).code == "return.not-yours"  # type: ignore[operator]


def test_what_is_found_less_than_good_has_a_reason() -> None:
    found = rules.judged(GOOD, {})
    assert not isinstance(found, Refusal)
    assert [one.quality for one in found] == [Quality.GOOD] * 6
    lacking = rules.judged(GOOD | {"accuracy": "poor", "timeliness": "some doubt"}, {"timeliness": "A week late"})
    assert isinstance(lacking, Refusal)
    assert lacking.fact == "no reason is given for accuracy"


STATES = st.dictionaries(st.sampled_from("ABCDE"), st.sampled_from(RETURN.states), min_size=1)


@given(STATES)
def test_what_is_good_enough_to_be_countersigned_is_good_enough_for_less(states: dict[str, str]) -> None:
    codes = sorted(states)
    lacking = [set(rules.wanting([asked], codes, states)[1]) for asked in rules.GOOD_ENOUGH]
    assert lacking[0] <= lacking[1] <= lacking[2]


def test_nothing_more_is_required_where_no_returns_were_called_for() -> None:
    assert rules.wanting(["returns assured"], ["A", "B"], {}) == ("", ())
    assert rules.wanting(["returns submitted", "returns assured"], ["A", "B"], {"A": "assured", "B": "queried"}) == (
        "returns assured",
        ("B",),
    )


def test_the_inbox_says_what_is_to_be_sent_and_what_is_late() -> None:
    due = Return(**{**vars(SENT), "state": "due", "reference": "RET-2010-0002"})
    document = telling.inbox("ROTHERHAM", [SENT, due], {("BV 66a", "2010-09"): "98.47"}, date(2010, 10, 15))
    assert document.subtitle == "1 to send, 1 of them late; 0 queried."
    assert [row[2].words for row in document.tables[0].rows] == ["98.47", "98.47"]
    assert [row[4].words for row in document.tables[0].rows] == ["Submitted", "Late"]
    assert "No returns are called for yet" in telling.inbox("ROTHERHAM", [], {}, DAY).subtitle
