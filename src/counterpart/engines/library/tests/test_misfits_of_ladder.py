"""Every rule that the ladder of disputes of a template must keep, and the ladder that the model schedule writes."""

from typing import Any

import pytest

from counterpart.engines.library.rules.ladder import Ladder
from counterpart.engines.library.shelf import on_the_shelf
from counterpart.engines.library.tests.makers import content, found_in

WORKING: dict[str, Any] = {"step": "working group", "groups": ["working-group"], "after": "5 working days"}
CORE: dict[str, Any] = {"step": "core group", "groups": ["core-group"]}


def ladder(*steps: dict[str, Any]) -> dict[str, Any]:
    return content(disputes={"notice_clause": "1.1", "steps": list(steps)})


def test_what_is_sound_has_no_misfits() -> None:
    posts = ["council: chief executive", "company: director"]
    assert found_in(ladder(WORKING, CORE, {"step": "executives", "attended_by": posts})) == []
    assert found_in(content()) == []


@pytest.mark.parametrize(
    ("said", "misfit"),
    [
        (ladder(CORE, WORKING), (("disputes", "steps"), "steps out of order")),
        (ladder(WORKING, WORKING), (("disputes", "steps", 1, "step"), "“working group” a second time")),
        (ladder(WORKING | {"after": "soon"}), (("disputes", "steps", 0, "after"), "“soon”")),
        (ladder(WORKING | {"groups": ["board"]}), (("disputes", "steps", 0, "groups", 0), "“board”")),
        (ladder({"step": "core group"}), (("disputes", "steps", 0), "no “groups”")),
        (
            ladder({"step": "executives", "attended_by": ["bank: director"]}),
            (("disputes", "steps", 0, "attended_by", 0), "“bank: director”"),
        ),
        (
            ladder({"step": "executives", "attended_by": ["council:"]}),
            (("disputes", "steps", 0, "attended_by", 0), "“council:”"),
        ),
    ],
)
def test_each_misfit_is_told_where_it_stands(said: dict[str, Any], misfit: tuple[Any, str]) -> None:
    assert misfit in [(place, found) for place, found, _ in found_in(said)]


def test_the_ladder_of_the_model_schedule_is_as_it_is_written() -> None:
    template = on_the_shelf("supported-housing-partnering").template
    found = template.disputes
    assert isinstance(found, Ladder)
    assert [step.clause for step in found.steps] == [f"Dispute resolution 1.{n}" for n in (2, 3, 4, 5, 7)]
    assert [step.step for step in found.escalation] == ["core group", "executives"]
    assert [str(step.after) for step in found.steps if step.after] == ["5 working days", "10 working days"]
    assert found.step("adjudication") is not None
    assert found.step("a duel") is None
    stated = {parameter.name: parameter.value for parameter in template.parameters}
    assert stated["notice before a meeting that hears a dispute"] == "5 working days"
    assert stated["interval before the core group hears a dispute"] == "10 working days"
