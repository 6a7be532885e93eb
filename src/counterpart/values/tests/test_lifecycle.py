"""Life cycles as tables."""

import pytest

from counterpart.values.lifecycle import LifeCycle
from counterpart.values.refusal import Refusal

DISPUTE = LifeCycle(
    subject="dispute",
    initial="raised",
    steps={
        ("raised", "withdrawn"): "withdrawn",
        ("raised", "escalated"): "before the group",
        ("before the group", "escalated"): "before the group",
        ("before the group", "settled"): "settled",
    },
)


def test_a_step_leads_to_the_state_that_follows() -> None:
    assert DISPUTE.after("raised", "escalated") == "before the group"
    assert DISPUTE.after("before the group", "settled") == "settled"


@pytest.mark.parametrize(
    ("state", "verb", "next_step"),
    [
        ("raised", "settled", "From here it can be withdrawn or escalated."),
        ("settled", "escalated", "Nothing follows this state."),
        ("nowhere", "escalated", "Nothing follows this state."),
    ],
)
def test_a_step_that_is_not_in_the_table_is_refused_with_those_that_are(state: str, verb: str, next_step: str) -> None:
    refusal = DISPUTE.after(state, verb)
    assert isinstance(refusal, Refusal)
    assert refusal.code == "lifecycle.not-from-here"
    assert str(refusal) == (f"The dispute cannot be {verb}: it is {state} (life cycle of a dispute). {next_step}")


def test_the_states_are_each_named_once_the_first_one_first() -> None:
    assert DISPUTE.states == ("raised", "before the group", "withdrawn", "settled")


def test_the_drawing_is_the_table_as_a_state_diagram() -> None:
    assert DISPUTE.drawing().splitlines() == [
        "stateDiagram-v2",
        "    [*] --> raised",
        "    raised --> withdrawn: withdrawn",
        "    raised --> before_the_group: escalated",
        "    before_the_group --> before_the_group: escalated",
        "    before_the_group --> settled: settled",
    ]
