"""Refusals in words and as data."""

import pytest

from counterpart.values.refusal import Problem, Refusal, Refused, shown

REFUSAL = Refusal(
    code="intake.faulty-file",
    what="returns.csv was not taken in",
    fact="it has one problem",
    rule="a file is taken in whole or not at all",
    next_step="Mend it and send it again:",
    problems=(Problem("returns.csv", 3, "value", "“ninety”", "a percentage, such as 98.25"),),
)


def test_a_refusal_says_what_the_fact_the_rule_and_what_to_do_next() -> None:
    assert str(REFUSAL) == (
        "returns.csv was not taken in: it has one problem (a file is taken in whole or not at all). "
        "Mend it and send it again:\n"
        "  returns.csv, line 3, column value: found “ninety”; wanted a percentage, such as 98.25."
    )


@pytest.mark.parametrize(
    ("problem", "where"),
    [
        (Problem("a.csv", None, None, "x", "y"), "a.csv: "),
        (Problem("a.csv", 1, None, "x", "y"), "a.csv, line 1: "),
        (Problem("a.xlsx", 7, "value", "x", "y", sheet="Q2"), "a.xlsx, sheet Q2, line 7, column value: "),
        (Problem("a.yaml", 7, None, "x", "y", place="indicators 3, target"), "a.yaml, line 7, indicators 3, target: "),
    ],
)
def test_a_problem_is_a_sentence_that_begins_with_its_place(problem: Problem, where: str) -> None:
    assert str(problem) == f"{where}found x; wanted y."


def test_a_refusal_as_data_has_the_words_of_every_problem() -> None:
    data = REFUSAL.as_data()
    assert data["code"] == "intake.faulty-file"
    assert [problem["says"] for problem in data["problems"]] == [str(REFUSAL.problems[0])]
    assert data["problems"][0]["line"] == 3


def test_an_act_that_is_refused_carries_the_refusal_out() -> None:
    with pytest.raises(Refused, match="was not taken in") as raised:
        raise Refused(REFUSAL)
    assert raised.value.refusal is REFUSAL


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("", "nothing"),
        (" \n ", "nothing"),
        ("abc", "“abc”"),
        ("two\n lines", "“two lines”"),
        ("x" * 60, f"“{'x' * 60}”"),
        ("x" * 61, f"“{'x' * 60}…”"),
    ],
)
def test_what_was_found_is_told_on_one_line_and_not_too_long(written: str, told: str) -> None:
    assert shown(written) == told
