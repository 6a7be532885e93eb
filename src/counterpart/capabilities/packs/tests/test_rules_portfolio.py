"""What a pack says first, and what it calls a success or a concern."""

from typing import Any

import pytest

from counterpart.capabilities.packs.rules.portfolio import concerns, first_sentences, successes
from counterpart.capabilities.packs.tests.makers import (
    ABOVE,
    BOTTOM,
    a_figure,
    a_trigger,
    the_year,
)

NOTHING_DUE: dict[str, Any] = {"triggers": []}


def sentences(*figures: dict[str, Any], due: Any = None) -> tuple[str, str, str]:
    return first_sentences(figures, due or NOTHING_DUE, when="2007-08")


def test_three_sentences_say_how_the_year_went() -> None:
    year = the_year()
    assert first_sentences(year["figures"], year["consequences"], when="2007-08") == (
        "10 of 13 indicators met their targets for 2007/08.",
        "Compared with 2006/07, 11 did better and 2 did worse.",
        "Furthest from its target is “Average relet time” (BV 212), at 37.27 days against at most 15 days; under the "
        "agreement the next steps are to say in the newsletter what is being done about it and to ask for a "
        "performance improvement plan.",
    )


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ([], "None of 0 indicators could be judged against a target for 2007/08."),
        ([a_figure(target=None)] * 2, "None of 2 indicators could be judged against a target for 2007/08."),
        ([a_figure()], "None of 1 indicators met its target for 2007/08."),
        ([a_figure(value="15")] * 2, "2 of 2 indicators met their targets for 2007/08."),
        (
            [a_figure(value="15"), a_figure(), a_figure(value=None)],
            "1 of the 2 indicators that could be judged met its target for 2007/08; 1 could not be judged, for want "
            "of a figure or a target.",
        ),
        ([a_figure(), a_figure(area="North", value="1")], "None of 1 indicators met its target for 2007/08."),
    ],
)
def test_the_first_sentence_counts_those_on_target(figures: list[dict[str, Any]], words: str) -> None:
    assert sentences(*figures)[0] == words


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ([a_figure(previous=None)], "There is nothing from the period before to compare with."),
        ([a_figure(value="16")], "Compared with 2006/07, 1 stayed the same."),
        (
            [a_figure(value="16"), a_figure(value="9"), a_figure(value="17"), a_figure(value=None)],
            "Compared with 2006/07, 1 did better, 1 did worse and 1 stayed the same.",
        ),
    ],
)
def test_the_second_sentence_counts_better_and_worse(figures: list[dict[str, Any]], words: str) -> None:
    assert sentences(*figures)[1] == words


def test_the_third_sentence_names_the_one_furthest_from_its_target_in_proportion() -> None:
    near, far = (
        a_figure(code="A", value="99", target="100", polarity="higher"),
        a_figure(code="B", value="3", target="2"),
    )
    assert "(B), at 3 days against at most 2 days" in sentences(near, far)[2]
    assert "(C)" in sentences(near, far, a_figure(code="C", value="1", target="0"))[2]


def test_the_third_sentence_says_what_is_due_for_it_once_or_that_nothing_is() -> None:
    due = {"triggers": [a_trigger("BV 212", "missed", "tell the tenants", "2")] * 2 + [a_trigger("X", "", "no", "")]}
    assert sentences(a_figure(), due=due)[2].endswith("; under the agreement the next step is to tell the tenants.")
    assert sentences(a_figure())[2].endswith("; the agreement sets nothing in motion for it.")
    assert sentences(a_figure(value="15"))[2] == "No indicator missed its target."


def test_successes_met_their_target_did_better_and_stood_in_the_top_quarter() -> None:
    found = successes(the_year()["figures"])
    assert [remark.indicator for remark in found] == ["BV 66b", "BV 66c", "BV 184b", "xBV 185"]
    assert found[0].words == (
        "Tenants owing more than 36 days (BV 66b): 2.89 % against at most 3.30 %. It met its target, did better than "
        "in 2006/07 (3.15 %) and stood in the top 25 % of All England in 2006/07 and All ALMO in 2007/08."
    )
    assert found[2].words.endswith("and stood in the top 25 % of All ALMO in 2007/08.")


def test_where_none_stood_in_the_top_quarter_a_success_met_its_target_and_did_better() -> None:
    good = a_figure(value="12", almo=ABOVE)
    assert [remark.words for remark in successes([good])] == [
        "Average relet time (BV 212): 12 days against at most 15 days. It met its target and did better than in "
        "2006/07 (16 days)."
    ]
    for other in (
        a_figure(value="16", previous="16"),
        a_figure(value="12", almo=BOTTOM),
        a_figure(value="12", area="N"),
    ):
        assert successes([other]) == ()


def test_concerns_missed_or_did_worse_or_stood_at_the_bottom_the_furthest_from_its_target_first() -> None:
    found = concerns(the_year()["figures"])
    assert [remark.indicator for remark in found] == ["BV 212", "xBV 211a", "xBV 72", "BV 184a"]
    assert found[0].words.endswith("It missed its target and did worse than in 2006/07 (16 days).")
    assert found[3].words == (
        "Homes non-decent (BV 184a): 65 % against at most 68 %. It met its target, did better than in 2006/07 (74 %) "
        "and stood in the bottom 25 % of All England in 2006/07 and All ALMO in 2007/08."
    )


def test_a_concern_without_a_target_says_nothing_of_one() -> None:
    [remark] = concerns([a_figure(target=None)])
    assert remark.words == "Average relet time (BV 212): 37.27 days. It did worse than in 2006/07 (16 days)."
    [remark] = concerns([a_figure(previous="37.27")])
    assert remark.words.endswith("It missed its target.")
