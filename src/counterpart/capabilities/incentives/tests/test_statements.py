"""Statements, waivers, extension, consequences, sums and examples, without a database."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpart.capabilities.incentives.rules.books import Relief, book_of, earliest, level_of, periods_between
from counterpart.capabilities.incentives.rules.consequences import consequences_of, extension_points
from counterpart.capabilities.incentives.rules.drawing import Drawn, drawable, drawn
from counterpart.capabilities.incentives.rules.examples import money_must_hold
from counterpart.capabilities.incentives.rules.extension import Entry, entries_of, projected_end
from counterpart.capabilities.incentives.rules.facts import Book, Sum, bare, listed, money
from counterpart.capabilities.incentives.rules.statements import (
    Statement,
    Waiver,
    authority_given,
    finalisable,
    forgone,
    line_as_kept,
    unknown,
    waivable,
)
from counterpart.capabilities.incentives.rules.sums import standing_sums, sum_of, with_its_share
from counterpart.capabilities.incentives.rules.telling.registers import extension_page, sums_page, waivers_page
from counterpart.capabilities.incentives.rules.telling.statements import line_page, statement_page, statements_page
from counterpart.capabilities.incentives.tests.making import book, charges, level, money_of, rule
from counterpart.engines.ledger.rules.canonical import digest
from counterpart.engines.library.shelf import Example, examples_beside, on_the_shelf, pinned, template_folders
from counterpart.values.period import period
from counterpart.values.refusal import Refusal, Refused

D = Decimal
TEMPLATE = money_of(
    rule("credit retention", hold="5 %", levels=["A"], release="all or nothing", waiver=""),
    rule("pain and gain", bands=[{"above": "0 %", "share": "50 %"}]),
)
ON = date(2009, 1, 12)


def statement_of(drawn_: Drawn, *, state: str = "provisional", reference: str = "STM-2009-0001") -> Statement:
    """A statement as it is kept and read again, after it went through text."""
    kept = json.loads(json.dumps(drawn_.content))
    return Statement(
        agreement_id="a-1",
        agreement="HOUSING",
        reference=reference,
        period=kept["period"],
        state=state,
        drawn_on=ON,
        lines=tuple(line_as_kept(line) for line in kept["lines"]),
        digest=drawn_.digest,
        seals=kept["seals"],
        wanting=kept["wanting"],
        corrects=kept["corrects"],
        payer=kept["payer"],
    )


def draw(
    *,
    met: bool = False,
    amount: str = "1000.00",
    waivers: Any = (),
    final: Statement | None = None,
    seal: int | None = 1,
) -> Drawn:
    sums = [*charges("2008-Q1", amount), Sum("target cost", D(10), ON), Sum("actual cost", D(8), ON)]
    given_ = book("2008-Q1", [level("A", met=met)], sums)
    seals = {"2008-Q1": seal} if seal else {}
    return drawn(TEMPLATE, [given_], seals, waivers, final, digest=digest)


def waiver(amount: str, n: int = 1) -> Waiver:
    of = ("2008-Q1", "credit retention", D(amount), "The flood", "Scheme 4.2", "STM-2009-0001", ON)
    return Waiver(f"WVR-2009-000{n}", *of)


def test_a_statement_goes_through_text_and_comes_back_as_it_was() -> None:
    now = draw()
    assert statement_of(now).lines == now.lines
    assert statement_of(now).total == D("-149.00")


@given(
    st.booleans(),
    st.decimals(min_value=0, max_value=10**6, places=2),
    st.decimals(min_value=0, max_value=10**6, places=2),
)
def test_restating_back_returns_the_first_statement(met: bool, first: D, other: D) -> None:
    one = statement_of(draw(met=met, amount=str(first)), state="final")
    two = statement_of(draw(met=not met, amount=str(other), final=one), state="final", reference="STM-2009-0002")
    three = statement_of(draw(met=met, amount=str(first), final=two), reference="STM-2009-0003")
    assert [(line.rule, line.computed, line.amount, line.why) for line in three.lines] == [
        (line.rule, line.computed, line.amount, line.why) for line in one.lines
    ]
    assert one.due + two.due + three.due == one.due == one.total
    assert three.corrects == two.reference


def test_a_waiver_lets_go_no_more_than_is_taken_off() -> None:
    one = statement_of(draw(waivers=[waiver("100.00"), waiver("100.00", 2)]))
    assert (one.lines[0].computed, one.lines[0].waived, one.lines[0].amount) == (D("-150.00"), D("150.00"), D("0.00"))
    assert one.waived == D("150.00")
    assert statement_of(draw(met=True, waivers=[waiver("100.00")])).waived == 0


def test_what_may_be_waived() -> None:
    line = statement_of(draw()).lines[0]
    assert waivable(line, None) == D("150.00")
    assert waivable(line, D("1.00")) == D("1.00")
    for amount, of, code in (
        (D("150.01"), line, "waiver.too-much"),
        (D(0), line, "waiver.too-much"),
        (None, replace(line, amount=D(5)), "waiver.nothing"),
    ):
        refusal = waivable(of, amount)
        assert isinstance(refusal, Refusal)
        assert refusal.code == code


def test_a_waiver_without_authority_is_refused_in_four_parts() -> None:
    refusal = authority_given("  ")
    assert refusal is not None
    assert (refusal.code, refusal.what, refusal.fact) == (
        "waiver.no-authority",
        "Nothing was waived",
        "no authority is named",
    )
    assert refusal.rule
    assert refusal.next_step
    assert authority_given("Scheme 4.2") is None


def test_the_register_runs_up_the_total_forgone() -> None:
    later = replace(waiver("20.00", 2), on=date(2009, 2, 1))
    assert [total for _, total in forgone([later, waiver("10.00")])] == [D("10.00"), D("30.00")]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"state": "final"}, "statement.not-provisional"),
        ({"seals": {}}, "statement.not-sealed"),
        ({"wanting": {"uplift": "no index"}}, "statement.wanting"),
        ({"digest": "another"}, "statement.stale"),
    ],
)
def test_what_keeps_a_statement_from_being_final(change: dict[str, Any], code: str) -> None:
    now = draw()
    refusal = finalisable(TEMPLATE, replace(statement_of(now), **change), now.book, now.digest)
    assert refusal is not None
    assert refusal.code == code
    assert finalisable(TEMPLATE, statement_of(now), now.book, now.digest) is None


def test_a_final_statement_wants_every_figure() -> None:
    now = draw()
    bare_book = Book(now.book.period)
    refusal = finalisable(TEMPLATE, statement_of(now), bare_book, now.digest)
    assert refusal is not None
    assert (refusal.code, refusal.fact) == ("statement.figures-wanting", "A has no figure")


def test_what_cannot_be_worked_out_is_told_and_left_out() -> None:
    now = drawn(TEMPLATE, [book("2008-Q1")], {}, [], None, digest=digest)
    assert [line.rule for line in now.lines] == ["credit retention"]
    assert list(now.content["wanting"]) == ["pain and gain"]


def test_money_is_drawn_for_periods_that_it_is_worked_out_for() -> None:
    assert drawable(TEMPLATE, period("2008-Q1")) is None
    for template, when in (
        (TEMPLATE, "2008-10"),
        (TEMPLATE, "2008"),
        (on_the_shelf("rotherham-almo").template, "2008-Q1"),
    ):
        refusal = drawable(template, period(when))
        assert refusal is not None
        assert refusal.code == "statement.no-money"


FIGURE = {
    "indicator": "OSL 1",
    "period": "2009-Q1",
    "area": None,
    "value": "94.9",
    "target": None,
    "target_met": None,
    "polarity": "higher",
}
HOMES = on_the_shelf("supported-housing-partnering").template


def test_a_quarter_without_a_target_of_its_own_has_that_of_the_year() -> None:
    assert (level_of(HOMES, FIGURE).target, level_of(HOMES, FIGURE).met) == (D("95.0"), False)
    own = FIGURE | {"target": "90", "target_met": True}
    assert (level_of(HOMES, own).target, level_of(HOMES, own).met) == (D(90), True)
    lower = FIGURE | {"polarity": "lower", "target": "95"}
    assert level_of(HOMES, lower).met is True
    assert level_of(HOMES, FIGURE | {"period": "2020-Q1"}).met is None
    assert level_of(HOMES, FIGURE | {"indicator": "X", "value": None}).value is None


def test_a_book_has_the_sums_of_its_days_any_index_and_its_relief() -> None:
    sums = [
        Sum("charges", D(1), date(2009, 4, 1)),
        Sum("charges", D(2), date(2009, 7, 1)),
        Sum("index", D(3), ON, "CPI"),
    ]
    relief = [Relief("OSL 1", "2009-Q1", "the flood"), Relief("OSL 1", "2009-Q2", "the snow")]
    found = book_of(HOMES, period("2009-Q1"), [FIGURE, FIGURE | {"area": "North"}], sums, relief=relief)
    assert [each.amount for each in found.sums] == [D(1), D(3)]
    assert found.relieved("osl1") == "the flood"
    assert list(found.levels) == ["osl1"]


def test_periods_follow_one_another_from_the_first_that_is_known() -> None:
    assert [str(p) for p in periods_between(date(2008, 11, 1), period("2009-Q1"))] == ["2008-Q3", "2008-Q4", "2009-Q1"]
    assert [str(p) for p in periods_between(date(2010, 1, 1), period("2009-Q1"))] == ["2009-Q1"]
    assert earliest([], []) is None
    assert earliest([Sum("index", D(1), date(1990, 1, 1), "CPI")], ["2008-Q3"]) == date(2008, 10, 1)


def test_consequences_say_steps_caps_retention_waiver_and_amount_in_text() -> None:
    sums = [Sum("charges", D("100000.00"), date(2009, 4, 1))]
    let_go = replace(waiver("1000.00"), period="2009-Q1")
    told = consequences_of(HOMES, [FIGURE], sums, waivers=[let_go])
    assert json.loads(json.dumps(told)) == told
    held, saved = told
    assert (held["name"], held["amount"]) == ("credit retention", "-5000.00")
    assert held["retention"] == {"held": "5000.00", "released": "0.00", "kept": "5000.00"}
    assert held["waiver"] == {"reference": "WVR-2009-0001", "amount": "1000.00"}
    assert len(held["steps"]) == 3
    assert (saved["amount"], saved["retention"], saved["waiver"], saved["caps"]) == ("0.00", None, None, {})
    assert extension_points(told) is None
    year = consequences_of(HOMES, [FIGURE | {"period": "2009-10", "value": "96"}], sums)
    assert extension_points(year) == "1"
    assert consequences_of(HOMES, [], sums) == []
    (wanting,) = consequences_of(
        money_of(rule("uplift", index="CPI", base="2008-04", cap="5 %")), [FIGURE | {"indicator": "A"}], sums
    )
    assert (wanting["amount"], wanting["wanting"].partition(".")[0]) == (None, "CPI has no figure for April 2008")


def test_the_ledger_of_extension_counts_final_statements_alone() -> None:
    score = rule("weighted score", name="score", every="year", parts=[{"of": "A", "weight": "100 %"}])
    earns = rule("extension by score", every="year", score="score", earns_at="80", most="2")
    template = money_of(score, earns)
    now = drawn(template, [book("2008-09", [level("A", D(90))])], {}, [], None, digest=digest)
    statements = [statement_of(now, state=state) for state in ("final", "provisional", "corrected")]
    (entry,) = entries_of(statements)
    assert (entry.years, entry.standing, entry.period) == (1, 1, "2008-09")
    assert projected_end(date(2013, 9, 30), [entry]) == date(2014, 9, 30)
    assert projected_end(None, [entry]) is None


def test_sums_stand_until_one_of_the_same_thing_and_month_is_entered() -> None:
    first = Sum("charges", D(1), date(2009, 4, 1), source="SUM-1")
    again = Sum("charges", D(2), date(2009, 4, 30), source="SUM-2")
    other = Sum("saving", D(3), date(2009, 4, 30), "vans", source="SUM-3")
    told = standing_sums([(each, "report", "council", ON) for each in (first, again, other)])
    assert [(one.sum.source, one.stands) for one in told] == [("SUM-3", True), ("SUM-2", True), ("SUM-1", False)]
    assert sum_of(TEMPLATE, "saving", "£1.00", ON, about="x", share="40 %", party="company") == Sum(
        "saving", D("1.00"), ON, "x", party="company", share=D(40)
    )


@pytest.mark.parametrize(
    "sent",
    [
        {"of": "tips"},
        {"amount": "much"},
        {"of": "saving"},
        {"amount": "-1"},
        {"party": "nobody"},
        {"share": "40 %"},
        {"of": "saving", "about": "x", "share": "101 %"},
    ],
)
def test_a_sum_that_says_too_little_or_too_much_is_refused(sent: dict[str, str]) -> None:
    told = {"of": "charges", "amount": "1.00"} | sent
    refusal = sum_of(TEMPLATE, told.pop("of"), told.pop("amount"), ON, **told)  # type: ignore[arg-type]
    assert isinstance(refusal, Refusal)
    assert refusal.code == "sum.unfit"


def test_an_index_is_a_number_and_no_money() -> None:
    assert sum_of(TEMPLATE, "index", "101.7", ON, about="CPI") == Sum("index", D("101.7"), ON, "CPI")


FOLDERS = list(template_folders())


@pytest.mark.parametrize("folder", [folder for _, folder in FOLDERS], ids=[f"{n}-{f.name}" for n, f in FOLDERS])
def test_every_rule_of_money_on_the_shelf_has_an_example_that_holds(folder: Any) -> None:
    template = pinned((folder / "template.yaml").read_text(encoding="utf-8")).template
    beside = folder / "money-examples.yaml"
    examples = examples_beside(beside.read_text(encoding="utf-8"), file=beside.name) if beside.is_file() else ()
    money_must_hold(template, examples)
    shown = {example.given["rule"] for example in examples}
    within = {name for terms in template.money if terms.name in shown for name in terms.rests_on}
    assert {terms.name for terms in template.money} <= shown | within


def example(**more: str) -> Example:
    told = {"rule": "credit retention", "period": "2009-Q1", "charges": "100.00", "met": "OSL 1"} | more
    return Example("kept", {name: text for name, text in told.items() if text}, {"kept": "0.00"}, "7.1.10")


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        (example(met="", missed="OSL 1"), "found 5.00; wanted 0.00 (7.1.10)"),
        (example(rule="bounty"), "“bounty” is no rule worked out for 2009-Q1"),
        (example(period="2009"), "2009 is no month, quarter or financial year"),
        (example(period="never"), "is not a period"),
        (example(figures="ZZ: 1"), "“ZZ” is no indicator"),
        (example(sums="tips: £1"), "“tips” is none of"),
        (example(paid="1"), "found “paid”; wanted one of rule"),
        (replace(example(), then={}), "wanted at least one outcome"),
        (replace(example(), then={"bonus": "1"}), "found no such outcome"),
        (replace(example(), then={"kept": None}), "found 0.00; wanted None"),
    ],
)
def test_an_example_that_does_not_hold_is_told(wrong: Example, found: str) -> None:
    with pytest.raises(Refused) as no:
        money_must_hold(HOMES, [wrong])
    assert found in str(no.value)
    with pytest.raises(Refused, match="say 2 things that are not so"):
        money_must_hold(HOMES, [wrong, wrong])


def test_an_example_may_want_what_cannot_be_worked_out() -> None:
    wrong = Example("x", {"rule": "pain and gain", "period": "2008-Q1"}, {"amount": "1"}, "54")
    with pytest.raises(Refused, match="is not entered"):
        money_must_hold(TEMPLATE, [wrong])
    late = Example(
        "late",
        {
            "rule": "late payment",
            "period": "2008-Q1",
            "sums": "paid late, 30 days: £5,000.00",
            "commenced": "2008-04-01",
        },
        {"amount": "121.37"},
        "the Act",
    )
    money_must_hold(money_of(rule("late payment", interest="12.5 %")), [late])


def test_words_of_money() -> None:
    assert [money(D(n)) for n in ("-1234.5", "0", "7")] == ["−£1,234.50", "£0.00", "£7.00"]
    assert [bare(D(n)) for n in ("7.50", "7.00", "70", "0.5")] == ["7.5", "7", "70", "0.5"]
    assert [listed(names) for names in ([], ["a"], ["a", "b", "c"])] == ["", "a", "a, b and c"]
    assert unknown("STM-1").code == "statement.unknown"


def test_pages_tell_every_stage_and_nothing_yet() -> None:
    none = on_the_shelf("rotherham-almo").template
    now = draw(waivers=[waiver("5.00")])
    one = statement_of(now)
    final = replace(one, state="final", final_on=ON)
    after = replace(statement_of(draw(final=final, seal=None)), wanting={"uplift": "no index"})
    pages = [
        statements_page("HOUSING", [], none, ON),
        statements_page("HOUSING", [], TEMPLATE, ON),
        statements_page("HOUSING", [one, final], TEMPLATE, ON),
        statement_page(one, [waiver("5.00")], ON),
        statement_page(final, [], ON),
        statement_page(after, [], ON),
        statement_page(replace(one, state="corrected", lines=()), [], ON),
        line_page(one, one.lines[0], ["A"], ON),
        line_page(after, replace(after.lines[0], why={"because": "x", "inputs": []}), ["A"], ON),
        waivers_page("HOUSING", [], ON),
        waivers_page("HOUSING", [waiver("5.00"), waiver("6.00", 2)], ON),
        sums_page("HOUSING", [], ON),
        extension_page("HOUSING", [], None, none, ON),
        extension_page("HOUSING", [], None, HOMES, ON),
        extension_page("HOUSING", [YEAR, replace(YEAR, years=-1, standing=0)], date(2013, 9, 30), HOMES, ON),
        sums_page("HOUSING", standing_sums([(each, "report", "council", ON) for each in SUMS]), ON),
        statement_page(replace(one, lines=(replace(one.lines[0], amount=D(5)),)), [], ON),
        statement_page(replace(one, lines=(replace(one.lines[0], amount=D(0)),)), [], ON),
    ]
    firsts = [getattr(page.blocks[0], "words", "") for page in pages]
    assert firsts[0].startswith("This agreement has no rules of money")
    assert firsts[2] == (
        "The newest, STM-2009-0001 of quarter 1 of 2008/09, is provisional: "
        "£144.00 is taken off what the provider is paid."
    )
    assert firsts[4] == "It is final, and signed by every party: £144.00 is taken off what the provider is paid."
    assert firsts[10] == "£11.00 was forgone by 2 waivers."
    assert firsts[12] == "No rule of this agreement earns an extension."
    assert firsts[14] == "1 year earned, 1 lost, 0 standing; the projected end is 30 September 2013."
    assert firsts[15].startswith("1 sums stand.")
    assert "£5.00 is due to the provider" in firsts[16]
    assert "nothing is due by it" in firsts[17]


YEAR = Entry("2008-09", "extension", "6.2.2", 1, 1, "a score of 100 reaches 100", "STM-2009-0001")
SUMS = [
    Sum("index", D("101.7"), ON, "CPI", source="SUM-1"),
    Sum("index", D("101.8"), ON, "CPI", source="SUM-2"),
]


def test_a_decided_share_stays_when_the_saving_is_entered_again() -> None:
    decided = Sum("saving", D(3), date(2009, 4, 30), "vans", source="SUM-3", share=D(40))
    known = standing_sums([(decided, "report", "council", ON)])
    again = Sum("saving", D(5), date(2009, 4, 1), "Vans")
    assert with_its_share(again, known) == replace(again, share=D(40))
    assert with_its_share(replace(again, share=D(10)), known).share == D(10)
    assert with_its_share(replace(again, about="stores"), known).share is None
