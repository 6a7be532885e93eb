"""Worked examples: the contract's own arithmetic, run against its template."""

from dataclasses import replace
from importlib.resources.abc import Traversable

import pytest

from counterpart.capabilities.performance.rules.examples import must_hold
from counterpart.engines.library.shelf import Example, examples_beside, on_the_shelf, pinned, template_folders
from counterpart.values.reference import folded
from counterpart.values.refusal import Refused

FOLDERS = list(template_folders())
TEMPLATE = on_the_shelf("rotherham-almo").template
SOUND = Example(
    name="rent collected",
    given={"indicator": "bv66a", "period": "2007-08", "value": "98.47 %", "previous": "98.23"},
    then={"target_met": "yes", "rag": "green", "direction_of_travel": "better", "value": "98.47", "area": None},
    because="year-end summary, BV 66a",
)


def given(**other: str) -> Example:
    return replace(SOUND, given=SOUND.given | other)


def told(*examples: Example) -> list[str]:
    with pytest.raises(Refused) as raised:
        must_hold(TEMPLATE, examples)
    assert raised.value.refusal.code == "template.examples-fail"
    return [str(problem).removeprefix("examples.yaml, rent collected, ") for problem in raised.value.refusal.problems]


@pytest.mark.parametrize("folder", [folder for _, folder in FOLDERS], ids=[f"{n}-{f.name}" for n, f in FOLDERS])
def test_every_worked_example_beside_a_template_on_the_shelf_holds(folder: Traversable) -> None:
    template = pinned((folder / "template.yaml").read_text(encoding="utf-8")).template
    examples = examples_beside((folder / "examples.yaml").read_text(encoding="utf-8"), file="examples.yaml")
    must_hold(template, examples)
    shown = {folded(example.given["indicator"]) for example in examples}
    assert shown == {folded(indicator.code) for indicator in template.indicators}


@pytest.mark.parametrize(
    "example",
    [
        SOUND,
        replace(SOUND, then={"target_met": "yes"}),
        replace(
            SOUND,
            given={"indicator": "BV 63", "period": "2006-07", "value": "61"},
            then={"target_met": "none", "target": None, "rag": "none", "previous": "none"},
        ),
    ],
)
def test_an_example_that_is_so_holds(example: Example) -> None:
    must_hold(TEMPLATE, [example])


def test_every_outcome_that_is_not_so_is_told_with_what_it_is_and_where_the_agreement_says_so() -> None:
    wrong = replace(SOUND, then={"target_met": "no", "rag": "green", "direction_of_travel": None, "profit": "1"})
    assert told(SOUND, wrong) == [
        "target_met: found yes; wanted no (year-end summary, BV 66a).",
        "direction_of_travel: found better; wanted none (year-end summary, BV 66a).",
        "profit: found no such outcome; wanted 1 (year-end summary, BV 66a).",
    ]


INDICATOR = "wanted one of the 13 indicators of rotherham-almo@1."


@pytest.mark.parametrize(
    ("example", "sentences"),
    [
        (given(indicator="BV 99"), [f"indicator: found “BV 99”; {INDICATOR}"]),
        (given(period="2007/8"), ["period: found “2007/8”; wanted a period, such as 2007-08."]),
        (given(value="high"), ["value: found “high”; wanted a percentage, such as 98.25."]),
        (given(previous="1e9"), ["previous: found “1e9”; wanted a percentage, such as 98.25."]),
        (given(previuos="98"), ["given: found “previuos”; wanted one of indicator, period, value, previous."]),
        (replace(SOUND, then={}), ["then: found nothing; wanted at least one outcome, such as target_met."]),
        (
            replace(SOUND, given={}),
            [
                f"indicator: found nothing; {INDICATOR}",
                "period: found nothing; wanted a period, such as 2007-08.",
                "value: found nothing; wanted a figure.",
            ],
        ),
    ],
)
def test_an_example_that_cannot_be_run_is_told_with_everything_that_keeps_it_from_it(
    example: Example, sentences: list[str]
) -> None:
    assert told(example) == sentences


def test_the_refusal_counts_what_is_not_so() -> None:
    with pytest.raises(Refused, match="its worked examples say one thing that is not so"):
        must_hold(TEMPLATE, [given(value="high")])
    with pytest.raises(Refused, match="its worked examples say 2 things that are not so"):
        must_hold(TEMPLATE, [given(value="high", period="never")])
