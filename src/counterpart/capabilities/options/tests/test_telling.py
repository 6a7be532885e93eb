"""What the report of an appraisal says, and its data."""

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from counterpart.capabilities.options.queries.file import appraisal_in
from counterpart.capabilities.options.rules.facts import (
    Appraisal,
    Buying,
    Buys,
    Conclusion,
    Doubt,
    Funnel,
    Outturn,
    Question,
    Score,
)
from counterpart.capabilities.options.rules.judgement import Appraised, appraised
from counterpart.capabilities.options.rules.partnering import Offered
from counterpart.capabilities.options.rules.savings import (
    AddOnCosts,
    ClientFunction,
    Estimate,
    OnCosts,
    SavingsModel,
    Source,
)
from counterpart.capabilities.options.rules.telling.choosing import first_in_words, nearest_in_words
from counterpart.capabilities.options.rules.telling.plain import as_data
from counterpart.capabilities.options.rules.telling.whole import told
from counterpart.capabilities.options.tests.makers import an_appraisal, scored, the_shelf, worked_out
from counterpart.engines.reporting.formats import FORMATS, written
from counterpart.engines.reporting.rules.document import Callout, Document, Paragraph, Points, Table
from counterpart.values.refusal import Refusal

DEMO = Path(__file__).parents[5] / "demo"
SAMPLES = ("herefordshire", "brighton", "five-boroughs")


def sample(name: str) -> Appraised:
    file = DEMO / name / "appraisal.yaml"
    return worked_out(appraisal_in(file.read_bytes(), file=file.name))


def words(document: Document) -> list[str]:
    said = [block.words for block in document.blocks if isinstance(block, Paragraph | Callout)]
    return said + [str(point) for block in document.blocks if isinstance(block, Points) for point in block.points]


def table(document: Document, caption: str) -> list[list[str]]:
    found = next(one for one in document.tables if one.caption.startswith(caption))
    return [[cell.words for cell in row] for row in found.rows]


def test_herefordshires_report_says_its_conclusion_first_then_what_it_rests_on():
    document = told(sample("herefordshire"))
    paragraphs = [block.words for block in document.blocks if isinstance(block, Paragraph)]
    assert paragraphs[0].startswith("Negotiate a managing agent arrangement for highways")
    assert paragraphs[1].startswith("Annual saving to the council: Managing agent and Integrated services reach")
    assert paragraphs[2] == "The long list had 19 options, 14 of them not named here; 3 were looked at further."
    assert table(document, "What each option would save")[1][1:4] == [
        "£768,000",
        "£1,018,000",
        "On the high estimate only",
    ]
    assert ["Asset management and property", "left out until its review by 31 March 2009"] in [
        row[:2] for row in table(document, "What is recommended")
    ]
    taken = table(document, "Features that")
    assert [row[1:3] for row in taken] == [
        ["Managing agent", "on the shortlist"],
        ["Joint venture, as in North Lanarkshire", "fell out"],
        ["Local area partnerships, as in Cumbria", "fell out"],
    ]
    listed = table(document, "Every option")
    assert ["Integrated services", "on challenge, by the staff focus group"] in [[row[0], row[2]] for row in listed]


def test_brightons_report_says_who_is_first_how_surely_and_where_it_turns():
    document = told(sample("brighton"))
    said = words(document)
    assert any(
        re.match(r"Partnership contract comes first with 66.50 of 100, and in [\d,]+ of 10,000", one) for one in said
    )
    assert (
        "The nearest turn: if the weight of “Ease of change” falls from 20.0 % to 14.0 %, In-house draws level." in said
    )
    assert ["Ease of change", "20.0 %", "at 14.0 %: In-house", "never"] in table(document, "The weight at which")
    assert {row[0] for row in table(document, "Incompatible")} == {"Service contract"}
    assert "Compatible with every answer: In-house, Wholly owned company, Joint venture, Partnership contract." in said
    assert table(document, "What each option costs over its life")[0][0] == "Partnership contract"


def test_the_five_boroughs_report_says_whether_to_negotiate_and_when_to_tender():
    said = words(told(sample("five-boroughs")))
    assert said[1] == "There is some justification to negotiate rather than tender."
    assert said[2] == "The contract is bought under this law: Procurement Act 2023."
    assert any(one.startswith("The offer is scenario 4") for one in said)


@pytest.mark.slow
@pytest.mark.parametrize("name", SAMPLES)
def test_every_form_of_a_report_is_written_and_the_same_twice(name):
    document = told(sample(name))
    for form in FORMATS:
        assert written(document, form) == written(told(sample(name)), form)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_data_has_no_float_and_says_the_reasons(name):
    data = as_data(sample(name))
    text = json.dumps(data, allow_nan=False)
    found: list[object] = []
    json.loads(text, parse_float=found.append)
    assert found == []


def test_the_data_says_where_it_turns_exactly():
    data = as_data(sample("brighton"))
    ease = next(turn for turn in data["turning"] if turn["criterion"] == "ease")
    assert ease["below"] == {"at": "14.0", "exactly": "13/93", "option": "in-house"}
    assert data["ranking"][0]["score"] == "66.50"
    assert data["fallen"][0]["reasons"][0]["because"].startswith("a partner could not be procured")


# The sentences


def test_a_shared_first_place_is_said():
    found = worked_out(scored({"a": [5], "b": [5], "c": [1]}, [10]))
    assert first_in_words(found) == "A and B come first together, with 5.00 of 100."
    assert nearest_in_words(found) == "The first place is shared, so that any change of a weight may turn it."


def test_a_first_place_that_never_turns_is_said():
    found = worked_out(scored({"a": [5, 5], "b": [1, 1]}, [10, 10]))
    assert nearest_in_words(found) == "No weight turns the first place, however much or little it is."


def test_a_weight_that_turns_by_rising_is_said():
    found = worked_out(scored({"a": [100, 0], "b": [0, 90]}, [10, 10]))
    assert "of “Criterion 0” falls from 50.0 % to 47.4 %, B draws level" in nearest_in_words(found)
    other = worked_out(scored({"b": [90, 0], "a": [0, 100]}, [10, 10]))
    assert nearest_in_words(other).startswith("The nearest turn: if the weight of “Criterion 0” rises")


def test_ties_further_down_have_a_column_of_their_own():
    table_of = {f"o{at}": [at] for at in range(7)}
    document = told(worked_out(scored(table_of, [10], doubt=Doubt(draws=100))))
    found = next(one for one in document.tables if one.caption.startswith("How often"))
    assert found.columns[-1].title == "Further down"
    assert all(sum(int(cell.exact) for cell in row[1:]) == 100 for row in found.rows)


def test_on_costs_left_out_are_warned_of_and_those_added_are_said():
    def source(id: str, on_costs: OnCosts) -> Source:
        return Source(
            id=id, what=f"posts {id}", on_costs=on_costs, under_all=Estimate(low=Decimal(10), high=Decimal(20))
        )

    model = SavingsModel(
        sources=(source("x", OnCosts.LEFT_OUT), source("y", OnCosts.LEFT_OUT)),
        add_on_costs=AddOnCosts(percent=Decimal(20), to=("x",)),
        client_function=ClientFunction(contract_value=Decimal(1_000_000), cost=Decimal(30_000)),
    )
    document = told(worked_out(an_appraisal(savings=model)))
    said = words(document)
    assert "On-costs are left out of: posts y. The saving would be larger with them." in said
    assert any("2 % of the contract’s value: £20,000.00 a year" in one and "£30,000" in one for one in said)
    assert ["posts x", "A", "£12.00", "£24.00", "added here, 20 %", "every year"] in table(document, "By source")


def test_outturn_stands_beside_forecast():
    outturn = Outturn(what="saving", forecast=Decimal(100), outturn=Decimal(80), on=date(2027, 3, 31))
    ended = Conclusion(says="Do it.", outturns=(outturn,), review_on=date(2028, 3, 31), review="see how it went")
    document = told(worked_out(an_appraisal(conclusion=ended)))
    assert table(document, "Forecast beside outturn") == [["saving", "100", "80", "−20", "31 March 2027"]]
    assert "Review by 31 March 2028: see how it went." in words(document)


def test_hostile_text_is_shown_as_it_stands_in_every_form():
    bad = '<script>alert("1")</script> #{}[]$ =1+1 \u202e'
    found = worked_out(an_appraisal(title=bad, note=bad, conclusion=Conclusion(says=bad)))
    page = written(told(found), "html").decode()
    assert "<script>alert" not in page
    for form in FORMATS:
        written(told(found), form) if form != "csv" else None


def test_scorers_who_agree_make_no_table():
    one = scored({"a": [5], "b": [4]}, [10])
    scores = tuple(
        Score(option=score.option, criterion="c0", by={"x": Decimal(5), "y": Decimal(5)}) for score in one.scores
    )
    document = told(worked_out(an_appraisal(criteria=one.criteria, scores=scores)))
    assert not any(found.caption.startswith("Where scorers") for found in document.tables)


def test_tables_have_a_cell_for_every_column():
    assert all(isinstance(found, Table) for name in SAMPLES for found in told(sample(name)).tables)


def test_an_appraisal_of_nothing_but_options_is_a_report():
    bare: Appraisal = an_appraisal()
    assert words(told(worked_out(bare))) == ["The long list had 2 options; 2 were looked at further."]


def test_an_offer_that_nobody_foresaw_and_nothing_that_speaks_for_partnering_are_said():
    offered = Offered(known=("meets needs", "performs well"))
    document = told(worked_out(an_appraisal(partnering=offered)))
    said = words(document)
    assert said[0] == "Nobody has said what to make of such an offer."
    assert "None of the circumstances in which partnering was thought worthwhile is shown:" in said


def test_a_contract_below_the_threshold_has_a_law_and_no_timetable():
    small = Buying(value=Decimal(50_000), buys=Buys.WORKS, commences_on=date(2026, 3, 2), start_on=date(2026, 9, 1))
    document = told(worked_out(an_appraisal(buying=small)))
    assert words(document)[0].startswith("The contract is bought under this law: below threshold")
    assert not any(found.caption.startswith("The timetable") for found in document.tables)


def test_a_funnel_in_which_everything_is_answered_and_nothing_clashes():
    own = Question(id="own", dimension="political", question="Sound?", rules_out={"no": {"a": "it is not"}})
    questions = {question.id: "neither" for question in the_shelf().questions}
    document = told(worked_out(an_appraisal(funnel=Funnel(answers=questions | {"own": "yes"}, questions=(own,)))))
    assert "Compatible with every answer: A, B." in words(document)
    assert not any("Not answered" in one for one in words(document))
    nobody = Question(id="own", dimension="political", question="Sound?", rules_out={"no": {"a": "x", "b": "y"}})
    document = told(worked_out(an_appraisal(funnel=Funnel(answers={"own": "no"}, questions=(nobody,)))))
    assert "Compatible with every answer: nothing." in words(document)


def test_what_is_refused_of_a_part_refuses_the_whole():
    posts = Source(id="x", what="x", on_costs=OnCosts.INCLUDED, under_all=Estimate(low=Decimal(1), high=Decimal(2)))
    model = SavingsModel(sources=(posts,), add_on_costs=AddOnCosts(percent=Decimal(20), to=("x",)))
    refused = appraised(an_appraisal(savings=model), the_shelf())
    assert isinstance(refused, Refusal)
    weightless = scored({"a": [1], "b": [2]}, [0])
    assert isinstance(appraised(weightless, the_shelf()), Refusal)
