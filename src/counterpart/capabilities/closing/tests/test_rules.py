"""Deciding a close, and a close of what is closed already."""

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

from counterpart.capabilities.agreements.rules.facts import AgreementFacts, Terms
from counterpart.capabilities.closing.rules.close import (
    Gathered,
    Outcome,
    Sealed,
    Step,
    next_step,
    of_the_whole,
    outcome,
    summary,
)
from counterpart.capabilities.performance.rules import benchmarks, returns
from counterpart.capabilities.performance.rules.benchmarks import read_benchmarks
from counterpart.capabilities.performance.rules.returns import read_returns
from counterpart.engines.evidence.rules.reading import read_csv
from counterpart.engines.library.shelf import on_the_shelf
from counterpart.values.period import period
from counterpart.values.refusal import Refusal

KEPT = on_the_shelf("rotherham-almo")
TERMS = Terms(KEPT.template, KEPT.fingerprint, KEPT.text)
AGREEMENT = AgreementFacts("a-1", "ROTHERHAM", "Housing", (), TERMS)
YEAR = period("2007-08")
CODES = [indicator.code for indicator in KEPT.template.indicators]
SENT = "indicator,period,value\n" + "".join(f"{code},2007-08,20\n{code},2006-07,20\n" for code in CODES)
COMPARED = (
    "indicator,period,peer_group,label\nBV 63,2006-07,All England,Bottom 25%\nBV 63,2007-08,All ALMO,Bottom 25%\n"
    "BV 66a,2006-07,All England,Top 25%\nBV 66a,2008-09,All England,Bottom 25%\n"
)


def fingerprint(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def gathered(*sent: str, compared: str = COMPARED, reasons: Mapping[str, str] | None = None) -> Gathered:
    """What a close of 2007/08 rests on, from files of returns in the order they came, and one of benchmarks."""
    rows: list[returns.Returned] = []
    for text in sent:
        table = read_csv(text.encode(), file="returns.csv", columns=returns.COLUMNS)
        mark, reason = fingerprint(text), (reasons or {}).get(text)
        rows += read_returns(table, KEPT.template, fingerprint=mark, restates=reason)[0]
    table = read_csv(compared.encode(), file="benchmarks.csv", columns=benchmarks.COLUMNS)
    peers, _ = read_benchmarks(table, KEPT.template, fingerprint=fingerprint(compared))
    kinds = {fingerprint(text): "returns" for text in sent} | {fingerprint(compared): "benchmarks"}
    known = tuple(row for row in peers if row.period.ends_on <= YEAR.ends_on)
    return Gathered(AGREEMENT, YEAR, tuple(rows), known, kinds, mark="")


def decided(*sent: str, reasons: Mapping[str, str] | None = None) -> Outcome:
    answer = outcome(gathered(*sent, reasons=reasons))
    assert isinstance(answer, Outcome)
    return answer


def correction(value: str) -> str:
    return f"indicator,period,value\nBV 66a,2007-08,{value}\n"


def test_a_close_cites_each_file_with_the_rows_that_stand() -> None:
    earlier = "indicator,period,value\nBV 63,2001-02,1\nBV 63,2006-07,2\n"
    close = decided(earlier, SENT, correction("99"), reasons={correction("99"): "A slip"})
    cited = {file["fingerprint"]: (file["name"], file["kind"], len(file["rows"])) for file in close.evidence}
    assert cited == {
        fingerprint(SENT): ("returns.csv", "returns", 25),
        fingerprint(correction("99")): ("returns.csv", "returns", 1),
        fingerprint(COMPARED): ("benchmarks.csv", "benchmarks", 3),
    }
    assert [file["fingerprint"] for file in close.evidence] == sorted(cited)
    assert close.corrections == {fingerprint(correction("99")): "A slip"}


def test_the_inputs_of_a_close_change_with_a_figure_or_the_terms_and_with_nothing_else() -> None:
    assert decided(SENT).inputs == decided(SENT, "indicator,period,value\nBV 63,2001-02,1\n").inputs
    assert decided(SENT).inputs != decided(SENT, correction("99")).inputs
    other = replace(AGREEMENT, terms=replace(TERMS, fingerprint="other"))
    answer = outcome(replace(gathered(SENT), agreement=other))
    assert isinstance(answer, Outcome)
    assert answer.inputs != decided(SENT).inputs


def test_returns_that_are_wanting_are_named_and_the_close_refused() -> None:
    refusal = outcome(gathered("\n".join(SENT.splitlines()[:-4])))
    assert isinstance(refusal, Refusal)
    assert str(refusal) == (
        "ROTHERHAM 2007-08 was not closed: 2 of 13 returns are wanting: xBV 211b, BV 212 (rotherham-almo@1, framework, "
        "section 2, the role of the council: returns are submitted before a close). "
        "Send them: counterpart intake ROTHERHAM returns FILE."
    )


def test_an_agreement_that_does_not_ask_for_returns_is_closed_without_them() -> None:
    template = replace(KEPT.template, close=replace(KEPT.template.close, requires=()))
    agreement = replace(AGREEMENT, terms=replace(TERMS, template=template))
    answer = outcome(replace(gathered(correction("99")), agreement=agreement))
    assert isinstance(answer, Outcome)
    assert [figure["status"] for figure in answer.figures].count("missing") == 12


def test_triggers_fire_where_their_condition_is_met_and_say_why() -> None:
    sent = SENT.replace("BV 66a,2006-07,20", "BV 66a,2006-07,21").replace("BV 63,2007-08,20", "BV 63,2007-08,62")
    fired = [
        (trigger["name"], trigger["indicator"], trigger["because"])
        for trigger in decided(sent).consequences["triggers"]
        if trigger["indicator"] in ("BV 63", "BV 66a", "BV 66b")
    ]
    missed = "20 is below the target of 98.25, and higher is better: the target is missed."
    assert fired == [
        ("account to tenants", "BV 66a", missed),
        ("account to tenants", "BV 66b", "20 is above the target of 3.30, and lower is better: the target is missed."),
        ("clinic", "BV 66a", f"{missed} 20 is below 21 in 2006/07, and higher is better: worse."),
        (
            "upper quartile ambition",
            "BV 63",
            "All England, 2006/07: Bottom 25 %, as published; it judges the figure of 2006/07. "
            "All ALMO, 2007/08: Bottom 25 %, as published; it judges the figure of 2007/08.",
        ),
    ]


def test_a_figure_without_a_target_sets_off_nothing_that_a_missed_target_would() -> None:
    without = tuple(replace(indicator, target={}) for indicator in KEPT.template.indicators)
    agreement = replace(AGREEMENT, terms=replace(TERMS, template=replace(KEPT.template, indicators=without)))
    answer = outcome(replace(gathered(SENT), agreement=agreement))
    assert isinstance(answer, Outcome)
    assert {trigger["name"] for trigger in answer.consequences["triggers"]} == {"upper quartile ambition"}


def test_a_summary_counts_the_wholes_alone() -> None:
    changes = {"63,2006-07,20": "63,2006-07,19", "66b,2006-07,20": "66b,2006-07,19", "66a,2007-08,20": "66a,2007-08,99"}
    sent = SENT
    for old, new in changes.items():
        sent = sent.replace(old, new)
    close = decided(sent)
    areas = [figure | {"area": "North"} for figure in close.figures]
    told = summary(of_the_whole([*close.figures, *areas]))
    assert told == {"indicators": 13, "on_target": 4, "off_target": 9, "better": 2, "worse": 1, "same": 10}


def sealed(close: Outcome, number: int = 1) -> Sealed:
    return Sealed(number, "ab" * 32, close.inputs, tuple(file["fingerprint"] for file in close.evidence))


FIRST = decided(SENT)


def test_a_period_that_is_not_closed_gets_its_first_seal_and_one_closed_on_the_same_inputs_stands() -> None:
    assert next_step(AGREEMENT, YEAR, None, FIRST) == Step(1, None)
    assert next_step(AGREEMENT, YEAR, sealed(FIRST, 3), decided(SENT)) == Step(3, None, stands=True)


def test_a_restatement_makes_the_next_seal_with_its_reasons_each_once() -> None:
    second = correction("99").replace("66a", "66b")
    both = decided(SENT, correction("99"), second, reasons={correction("99"): "A slip", second: "A slip"})
    assert next_step(AGREEMENT, YEAR, sealed(FIRST), both) == Step(2, "A slip")
    other = decided(SENT, correction("99"), second, reasons={correction("99"): "A slip", second: "An office left out"})
    assert next_step(AGREEMENT, YEAR, sealed(FIRST), other) == Step(2, "A slip; An office left out")


def test_a_reason_given_for_an_earlier_seal_is_not_one_for_the_next() -> None:
    restated = decided(SENT, correction("99"), reasons={correction("99"): "A slip"})
    changed = decided(
        SENT, correction("99"), "indicator,period,value\nBV 63,2007-08,1\n", reasons={correction("99"): "A slip"}
    )
    refusal = next_step(AGREEMENT, YEAR, sealed(restated, 2), changed)
    assert isinstance(refusal, Refusal)
    assert refusal.code == "close.closed-already"
    assert refusal.fact == "it is sealed (seal 2), and what it rests on has changed since"
    assert '--restates "the reason"' in refusal.next_step
    assert next_step(AGREEMENT, YEAR, sealed(restated, 2), changed, reason="It came late") == Step(3, "It came late")


def test_the_reason_of_the_closer_stands_beside_those_of_the_files_and_makes_no_seal_alone() -> None:
    both = decided(SENT, correction("99"), reasons={correction("99"): "A slip"})
    assert next_step(AGREEMENT, YEAR, sealed(FIRST), both, reason="So we agreed") == Step(2, "A slip; So we agreed")
    assert next_step(AGREEMENT, YEAR, sealed(FIRST), decided(SENT), reason="So we agreed").stands


def test_a_comparison_that_a_newer_one_replaces_is_neither_cited_nor_an_input() -> None:
    answer = outcome(gathered(SENT, compared=f"{COMPARED}BV 63,2001-02,All England,Top 25%\n"))
    assert isinstance(answer, Outcome)
    assert sorted(len(file["rows"]) for file in answer.evidence) == [3, 26]
