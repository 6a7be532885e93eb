"""What the money of a template may not say is told at once, each with its place."""

from json import dumps
from typing import Any

import pytest

from counterpart.engines.library.rules.amounts import Limit, limit, percent, sum_of_money
from counterpart.engines.library.shelf import pinned
from counterpart.values.refusal import Refused

INDICATOR = {"kind": "KPI", "unit": "percent", "better": "higher", "clause": "Money 2"}
TEMPLATE: dict[str, Any] = {
    "template": "money",
    "version": "1",
    "title": "Money",
    "source": "tests",
    "calendar": "EW",
    "rounding": "pence, half up",
    "assurance": "unaudited",
    "parties": {"council": {"role": "commissioner"}, "company": {"role": "provider"}},
    "clauses": [
        {"ref": "Money", "title": "Money", "status": "binding"},
        {"ref": "Behaviour", "title": "Behaviour", "status": "not admissible"},
    ],
    "indicators": [
        {"code": "A", "title": "A", **INDICATOR},
        {"code": "S", "title": "S", **INDICATOR, "clause": "Behaviour 1"},
    ],
    "close": {"requires": [], "countersigned_by": ["council", "company"], "clause": "Money 9"},
}


def rule(kind: str, **more: Any) -> dict[str, Any]:
    return {"rule": kind, "name": kind, "clause": "Money 1", **more}


def problems(*rules: dict[str, Any], **more: Any) -> list[str]:
    try:
        pinned(dumps(TEMPLATE | {"money": list(rules)} | more))
    except Refused as no:
        return [f"{each.place}: found {each.found}" for each in no.refusal.problems]
    return []


SHARE = {"council": "50 %", "company": "50 %"}
SCORE = rule("weighted score", name="score", parts=[{"of": "A", "weight": "100 %"}])
HELD = rule("credit retention", hold="5 %", levels=["A"], release="all or nothing")


def test_sound_rules_are_read() -> None:
    bands = [{"above": "0 %", "up_to": "90 %", "share": "1 %"}, {"above": "90 %", "share": "2 %"}]
    assert problems(rule("pain and gain", bands=bands)) == []
    assert problems(HELD, SCORE, rule("profit by score", score="score", curve=[{"at": "1", "percent": "1 %"}])) == []


@pytest.mark.parametrize(
    ("told", "found"),
    [
        (HELD | {"hold": "5"}, "money 1, hold: found “5”"),
        (HELD | {"held": "5"}, "money 1: found “held”"),
        (HELD | {"rule": "bounty"}, "money 1: found “bounty”"),
        ({"name": "x"}, "money 1: found no “rule”"),
        (HELD | {"levels": ["Z"]}, "money 1, levels 1: found “Z”"),
        (HELD | {"levels": ["S"]}, "money 1, levels 1: found “S”, measured under a clause that is not admissible"),
        (HELD | {"clause": "Behaviour 2"}, "money 1, clause: found “Behaviour 2”"),
        (HELD | {"party": "nobody"}, "money 1, party: found “nobody”"),
        (HELD | {"waiver": "board"}, "money 1, waiver: found “board”"),
        (HELD | {"cap": "£1", "floor": "£2"}, "money 1, cap: found “£1”, below the floor of £2"),
        (
            rule(
                "pain and gain",
                bands=[{"above": "0 %", "up_to": "90 %", "share": "1 %"}, {"above": "80 %", "share": "1 %"}],
            ),
            "money 1, bands 2: found a band from 80 % that overlaps the one below it",
        ),
        (
            rule(
                "pain and gain",
                bands=[{"above": "0 %", "up_to": "90 %", "share": "1 %"}, {"above": "95 %", "share": "1 %"}],
            ),
            "money 1, bands 2: found a gap from 90 % to 95 %",
        ),
        (
            rule("pain and gain", bands=[{"above": "9 %", "up_to": "8 %", "share": "1 %"}]),
            "money 1, bands 1, up_to: found 8 %, not above 9 %",
        ),
        (rule("pain and gain", bands=[{"above": "0 %", "share": "101 %"}]), "money 1, bands 1, share: found “101 %”"),
        (rule("pain and gain", bands=[]), "money 1, bands: found no band"),
        (rule("shared savings", share={"council": "50 %"}), "money 1, share: found shares of 50 % together"),
        (
            rule("shared savings", share=SHARE | {"x": "0 %"}),
            "money 1, share, x: found “x”",
        ),
        (
            rule("bonus curve", level="A", curve=[{"at": "1", "pay": "£1"}, {"at": "1", "pay": "£2"}]),
            "money 1, curve 2, at: found “1” a second time",
        ),
        (rule("bonus curve", level="A", curve=[]), "money 1, curve: found nothing"),
        (
            rule("weighted score", parts=[{"of": "A", "weight": "90 %"}]),
            "money 1, parts: found weights of 90 % together",
        ),
        (rule("pay at risk", score="score", at_risk="1 %"), "money 1, score: found “score”"),
        (
            rule("extension by score", score="s", earns_at="1", loses_below="2", most="1", every="year"),
            "money 1, loses_below: found 2, above 1",
        ),
        (rule("extension by score", score="s", earns_at="1", most="1"), "money 1, every: found nothing"),
        (rule("ceiling", of=["x"], cap="£1"), "money 1, of 1: found “x”"),
        (rule("ceiling", of=[]), "money 1: found neither “cap” nor “floor”"),
        (rule("ceiling", of=["ceiling"], cap="£1"), "money 1: found “ceiling”, which rests on itself"),
        (rule("uplift", index="CPI", base="2008-09"), "money 1, base: found “2008-09”"),
        (rule("service credits", levels=[]), "money 1: found neither “percent_a_point” nor “scale”"),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(told: dict[str, Any], found: str) -> None:
    assert found in problems(told)


def test_two_scores_that_rest_on_each_other_are_circular() -> None:
    first = rule("weighted score", name="a", parts=[{"of": "b", "weight": "100 %"}])
    second = rule("weighted score", name="b", parts=[{"of": "a", "weight": "100 %"}])
    assert [each.partition(": ")[0] for each in problems(first, second)] == ["money 1", "money 2"]


def test_a_rule_says_for_which_of_two_providers_it_is() -> None:
    parties = TEMPLATE["parties"] | {"other": {"role": "provider"}}
    assert problems(HELD, parties=parties) == ["money 1: found no “party”"]
    assert problems(HELD | {"party": "other"}, parties=parties) == []


def test_what_rests_on_another_is_worked_out_as_often() -> None:
    told = problems(SCORE, rule("pay at risk", score="score", at_risk="1 %", every="year"))
    assert told == ["money 2, every: found “year”, and “score” is worked out each quarter"]


def test_amounts_are_written_with_their_sign() -> None:
    assert (percent("5 %"), sum_of_money("£15,000")) == (5, 15000)
    assert (limit("£1"), limit("2 %")) == (Limit(sum=sum_of_money("£1")), Limit(percent=percent("2 %")))
    assert [str(limit(text)) for text in ("£15,000", "2.5 %")] == ["£15,000.00", "2.5 % of the charges"]
    for read in (percent, sum_of_money, limit):
        with pytest.raises(ValueError, match="is not"):
            read("5")


CREDITS = {"levels": [{"level": "A", "failures": [{"worse_than": "9", "points": "1"}]}], "percent_a_point": "1 %"}


@pytest.mark.parametrize(
    ("told", "found"),
    [
        (rule("service credits", **CREDITS), []),
        (rule("service credits", **CREDITS | {"levels": ["A"]}), ["money 1, levels 1: found “A”"]),
        (
            rule("service credits", **CREDITS | {"levels": [{"level": "Z", "failures": []}]}),
            ["money 1, levels 1, level: found “Z”", "money 1, levels 1, failures: found nothing"],
        ),
        (
            rule("service credits", levels=[], scale=[{"points": "5", "percent": "1 %"}], repeat=[{"times": "2"}]),
            ["money 1, repeat 1: found no “multiply”"],
        ),
        (
            rule("service credits", **CREDITS | {"repeat": [{"times": "x", "multiply": "2"}]}),
            ["money 1, repeat 1, times: found “x”"],
        ),
        (HELD | {"levels": "A"}, ["money 1, levels: found “A”"]),
        (HELD | {"levels": [["A"]]}, ["money 1, levels 1: found a list"]),
        (HELD | {"cap": "£1", "floor": "2 %"}, []),
        (HELD | {"cap": "2 %", "floor": "1 %"}, []),
        (HELD | {"cap": "1 %", "floor": "2 %"}, ["money 1, cap: found “1 %”, below the floor of 2 %"]),
        (HELD | {"cap": "much"}, ["money 1, cap: found “much”"]),
        (rule("pain and gain", bands=[{"above": "x", "share": "x"}]), None),
        (rule("pain and gain", bands=[{"above": "0 %", "share": "1 %"}, {"above": "5 %", "share": "1 %"}]), None),
        (rule("shared savings", share={"council": "x", "company": "50 %"}), ["money 1, share, council: found “x”"]),
        (rule("shared savings", share={"council": "110 %", "company": "-10 %"}), None),
        (rule("shared savings"), ["money 1: found no “share”"]),
        (rule("bonus curve", level=["A"], curve=[{"at": "x", "pay": "£1"}]), None),
        (rule("bonus curve", level="A"), ["money 1: found no “curve”"]),
        (rule("weighted score", parts=[{"of": ["A"], "weight": "100 %"}]), ["money 1, parts 1, of: found a list"]),
        (rule("weighted score", parts=[{"of": "A", "weight": "x"}]), ["money 1, parts 1, weight: found “x”"]),
        (
            rule("weighted score", parts=[{"of": "A", "weight": "100 %", "marks": []}]),
            ["money 1, parts 1, marks: found nothing"],
        ),
        (rule("pay at risk", at_risk="1 %"), ["money 1: found no “score”"]),
        (rule("uplift", index="CPI", base="2008-04"), []),
        (rule("uplift", index="CPI", base="never"), ["money 1, base: found “never”"]),
        (rule("uplift", index="CPI"), ["money 1: found no “base”"]),
        (rule("ceiling", of=[["A"]], floor="£1"), ["money 1, of 1: found a list"]),
        (rule("extension by score", score="score", earns_at="x", most="1", every="year"), None),
    ],
)
def test_each_fault_is_told_once_and_nothing_where_there_is_none(told: dict[str, Any], found: list[str] | None) -> None:
    said = problems(told)
    assert said if found is None else said == found


def test_a_level_where_nothing_is_measured() -> None:
    group = {
        "name": "board",
        "title": "Board",
        "members": [{"party": "council", "seats": "1"}, {"party": "company", "seats": "1"}],
        "chair": "council",
        "meets": "monthly",
        "quorum": "one from each party",
        "decides": "unanimously",
        "papers_before": "5 days",
        "minutes_within": "5 days",
        "clause": "1",
    }
    (told,) = problems(HELD, indicators=[], groups=[group])
    assert told == "money 1, levels 1: found “A”"
