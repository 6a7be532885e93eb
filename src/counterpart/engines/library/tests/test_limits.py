"""How a template and its parts are named, and who signs: limits that the record and the command line rest on."""

from collections.abc import Iterator

import pytest

from counterpart.engines.library.shelf import examples_beside, on_the_shelf, pinned
from counterpart.values.refusal import Problem, Refused

SOUND = on_the_shelf("rotherham-almo").text


def problems(old: str, new: str) -> Iterator[Problem]:
    assert old in SOUND
    with pytest.raises(Refused) as raised:
        pinned(SOUND.replace(old, new, 1))
    yield from raised.value.refusal.problems


@pytest.mark.parametrize(
    ("old", "new", "place", "found", "wanted"),
    [
        ("version: 1", "version: 0", "version", "“0”", "a version, from 1 to 999,999"),
        ("version: 1", "version: -3", "version", "“-3”", "a version, from 1 to 999,999"),
        ("template: rotherham-almo", "template: ../Almo", "template", "“../Almo”", "lower-case words"),
        ("template: rotherham-almo", f"template: {'x' * 61}", "template", f"“{'x' * 60}…”", "60 characters"),
        ("  tenants:", "  The Tenants:", "parties, The Tenants", "“The Tenants”", "lower-case words"),
        ("  tenants:", f"  {'x' * 41}:", f"parties, {'x' * 41}", f"“{'x' * 41}”", "40 characters"),
        ("code: BV 63", f"code: {'x' * 41}", "indicators 1, code", "41 characters", "40 at the most"),
        ("title: Rent collected", f"title: {'x' * 201}", "indicators 2, title", "201 characters", "200 at the most"),
        ("[commissioner, provider]", "[]", "close, countersigned_by", "nobody", "the parties that sign"),
        (
            "[commissioner, provider]",
            "[provider, provider]",
            "close, countersigned_by 2",
            "“provider” a second time",
            "each party once",
        ),
    ],
)
def test_a_name_or_a_signature_out_of_bounds_is_a_problem_with_its_line(
    old: str, new: str, place: str, found: str, wanted: str
) -> None:
    (problem,) = problems(old, new)
    assert (problem.place, problem.found) == (place, found)
    assert wanted in problem.wanted
    assert problem.line == SOUND[: SOUND.index(old)].count("\n") + 1


def test_each_name_in_a_worked_example_has_its_line() -> None:
    text = "- name: rent\n  given: {indicator: A,\n    value: 1}\n  then:\n    value: 2\n  because: it says so\n"
    (example,) = examples_beside(text, file="examples.yaml")
    assert example.lines == {
        ("given",): 2,
        ("given", "indicator"): 2,
        ("given", "value"): 3,
        ("then",): 4,
        ("then", "value"): 5,
    }
