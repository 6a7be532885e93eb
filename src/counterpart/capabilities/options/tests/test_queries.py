"""The file of an appraisal: read whole, or refused with every problem and its line."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from counterpart.capabilities.options.queries import shelf
from counterpart.capabilities.options.queries.file import appraisal_in
from counterpart.capabilities.options.rules.facts import Standing
from counterpart.capabilities.options.tests.makers import worked_out
from counterpart.engines.library.filled import LARGEST
from counterpart.values.refusal import Refused

DEMO = Path(__file__).parents[5] / "demo"
WHOLE = """\
title: A choice
question: Which?
dated_on: 2026-09-01
hurdles: [{id: law, title: Lawful}]
options:
  - id: a
    name: A
    hurdles: {law: {standing: has potential, because: perhaps}}
    features: [{id: f, what: something}]
  - id: b
    name: B
    hurdles: {law: {standing: fails, because: it is not}}
criteria: [{id: c, title: Cost, swing: 10}]
scores: [{option: a, criterion: c, agreed: 12.5}]
"""


def read(text: str):
    return appraisal_in(text.encode(), file="a.yaml")


def problems(text: str) -> list[str]:
    with pytest.raises(Refused) as refused:
        read(text)
    assert refused.value.refusal.code == "appraisal.not-sound"
    return [str(problem) for problem in refused.value.refusal.problems]


def test_an_appraisal_is_read_from_yaml_and_from_json():
    found = read(WHOLE)
    assert found.option("a").hurdles["law"].standing is Standing.POTENTIAL
    bare = {"title": "A", "question": "Q?", "dated_on": "2026-09-01", "options": [{"id": "a", "name": "A"}]}
    assert read(json.dumps(bare, indent=2)).options[0].name == "A"


@pytest.mark.parametrize(
    ("line", "instead", "says"),
    [
        ("title: A choice", "titel: A choice", "line 1: found “titel”; wanted one of title, question, dated_on"),
        ("dated_on: 2026-09-01", "dated_on: soon", "line 3, dated_on: found “soon”; wanted a day, such as 2008-07-31"),
        ("standing: fails", "standing: maybe", "standing: found “maybe”; wanted “meets”, “has potential” or “fails”"),
        ("swing: 10", "swing: heavy", "swing: found “heavy”; wanted a number"),
        ("swing: 10", "swing: 1e9999", "found a number of too many digits"),
        ("swing: 10", "swing: 0.001", "found 0.001; wanted at most 1000, to two places"),
        ("agreed: 12.5", "agreed: 101", "found 101; wanted a number from 0 to 100"),
        ("agreed: 12.5", "by: {me: -1}", "found -1; wanted a number from 0 to 100"),
        ("option: a, criterion: c", "option: z, criterion: c", "found “z”; wanted an option: a, b"),
        ("option: a, criterion: c", "option: a, criterion: z", "found “z”; wanted a criterion: c"),
        ("  - id: b", "  - id: a", "found “a” a second time; wanted each name once"),
        ("id: law, title", "id: lawful, title", "found nothing on “lawful”"),
        ("what: something}", "what: something, why: x}", "found “why”; wanted one of id, what"),
        ("    name: A\n", "    name: A\n    across: 101\n", "found 101; wanted a number from 0 to 100"),
        ("swing: 10}]", "swing: [10]}]", "found a list; wanted a number"),
        ("swing: 10}]", "swing: {a: b}}]", "found names with values beneath them; wanted a number"),
        ("dated_on: 2026-09-01", "dated_on: 2026-09-01\naxes: {across: {tittle: x}}", "wanted one of title, low, high"),
    ],
)
def test_a_problem_is_told_with_its_line_and_what_was_wanted(line, instead, says):
    assert line in WHOLE
    assert any(says in problem for problem in problems(WHOLE.replace(line, instead, 1)))


MANY = ", ".join(f"{{id: s{at}, what: x, on_costs: none}}" for at in range(60))


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ("doubt: {draws: 5}", "found 5; wanted a whole number from 100 to 200,000"),
        ("doubt: {weights_within: 101}", "a percentage from 0 to 100"),
        ("doubt: {seed: -1}", "a seed out of bounds"),
        ("highest_score: 0", "more than 0"),
        ("unnamed: {count: 0, because: x}", "one at least"),
        ("costs: [{option: a, what: x, amount: 1, first_year: 5, last_year: 4}]", "years that are in no order"),
        ("costs: [{option: q, what: x, amount: 1, last_year: 999999999}]", "years that are in no order"),
        ("impacts: [{driver: d, under: {q: much}}]", "found “q”"),
        ("savings: {sources: [{id: s, what: x, on_costs: none, under: {q: {low: 1, high: 2}}}]}", "found “q”"),
        ("savings: {sources: [{id: s, what: x, on_costs: none, under_all: {low: 3, high: 2}}]}", "out of order"),
        ("savings: {sources: [], add_on_costs: {percent: 1, to: [s]}}", "a source, of which there is none"),
        ("savings: {sources: [], draws: 1}", "a whole number from 100"),
        ("conclusion: {says: x, areas: [{area: y, because: z}]}", "both or neither"),
        ("conclusion: {says: x, areas: [{area: y, because: z, option: q}]}", "found “q”"),
        ("conclusion: {says: x, takes: [{option: a, feature: g}]}", "a feature of that option: f"),
        ("conclusion: {says: x, takes: [{option: q, feature: g}]}", "an option: a, b"),
        (
            "buying: {value: 1, buys: works, commences_on: 2026-01-05, start_on: 2027-01-01, mobilisation_weeks: -1}",
            "weeks from 0 on",
        ),
        (
            "buying: {value: 1, buys: works, commences_on: 2026-01-05, start_on: 2027-01-01, assessment_weeks: 999}",
            "weeks to 260",
        ),
        (f"savings: {{sources: [{MANY}], draws: 200000}}", "at most 166,666 draws of so many"),
        ("scores: []", "“scores” a second time"),
    ],
)
def test_what_makes_no_sense_as_a_whole_is_told(more, says):
    assert any(says in problem for problem in problems(f"{WHOLE}{more}\n")), problems(f"{WHOLE}{more}\n")


def test_scores_and_names_too_many_are_told():
    twice = WHOLE.replace("agreed: 12.5}]", "agreed: 12.5}, {option: a, criterion: c, agreed: 1}]")
    assert any("a second score for the same option" in problem for problem in problems(twice))
    many = "title: t\nquestion: q\ndated_on: 2026-01-01\noptions:\n" + "".join(
        f"  - {{id: o{at}, name: O}}\n" for at in range(101)
    )
    assert problems(many) == ["a.yaml, line 4, options: found 101 of them; wanted at most 100."]
    assert "one option at least" in problems("title: t\nquestion: q\ndated_on: 2026-01-01\noptions: []\n")[0]


@pytest.mark.parametrize("data", [b"\xff\xfe", b"", b"- 1\n- 2\n", b"{", b"title: &a [*a]\n", b"\x00", b"just words"])
def test_what_is_no_appraisal_is_refused_in_words(data):
    with pytest.raises(Refused) as refused:
        appraisal_in(data, file="a.yaml")
    assert refused.value.refusal.problems


def test_a_file_too_large_is_refused():
    with pytest.raises(Refused, match="at the most"):
        appraisal_in(b" " * (LARGEST + 1), file="a.yaml")


@given(some.text(max_size=60))
def test_any_short_text_is_refused_in_words(text):
    assert problems(text)


@pytest.mark.parametrize("name", ["herefordshire", "brighton", "five-boroughs"])
def test_the_appraisals_of_the_demo_are_sound_and_work_out(name):
    file = DEMO / name / "appraisal.yaml"
    worked_out(appraisal_in(file.read_bytes(), file=file.name))


def test_the_shelf_is_sound():
    assert {question.dimension for question in shelf.questions()} == {
        "political",
        "service delivery",
        "transformational and financial",
    }
    rows = shelf.partnering()
    assert [scenario.id for scenario in rows.scenarios] == list(range(1, 8))
    for scenario in rows.scenarios:
        assert {*scenario.any_of, *scenario.all_of} <= set(rows.words)
    assert all(row.source for row in shelf.thresholds())
    assert shelf.discounting().source
