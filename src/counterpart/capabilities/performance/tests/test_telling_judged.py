"""Judgements as documents: an indicator, all of them, a period as a whole, and how good the data are."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from counterpart.capabilities.agreements.rules.changes import Version
from counterpart.capabilities.agreements.rules.facts import AgreementFacts, Terms
from counterpart.capabilities.performance.rules.judged import Figure, IndicatorFacts, Judged, with_a_value
from counterpart.capabilities.performance.rules.on_paper import spoken_against
from counterpart.capabilities.performance.rules.returning import Dimension, Quality, Return, Taken
from counterpart.capabilities.performance.rules.returning import Judged as Found
from counterpart.capabilities.performance.rules.telling_indicator import Around, indicator_told
from counterpart.capabilities.performance.rules.telling_portfolio import (
    indicators_told,
    no_portfolio,
    portfolio_told,
)
from counterpart.capabilities.performance.rules.telling_quality import quality_told
from counterpart.capabilities.performance.rules.wording import standing, wanted
from counterpart.capabilities.performance.tests.figuring import a_template, an_indicator, figures, known, months
from counterpart.engines.library.rules.indicators import Better, Indicator, MeasuredAs, MeasuredTerms
from counterpart.engines.library.rules.scope import ServiceArea
from counterpart.engines.library.rules.template import Template
from counterpart.engines.reporting.formats import written
from counterpart.engines.reporting.rules.document import Document
from counterpart.engines.reporting.web import fragment
from counterpart.values.period import period
from counterpart.values.quantity import Unit

ON = date(2011, 1, 10)
COUNT = an_indicator(measured_as=MeasuredAs.COUNT, target={"each month": "18", "2010-11": "300"}, decimals=0)
VALUES = ("20", "22", "21", "19", "20", "21", "22", "20")
NOVEMBER = period("2010-M11")
NOTHING = Around((), ())


def agreed(template: Template) -> AgreementFacts:
    return AgreementFacts("a-1", "SHARED", "Shared", (), Terms(template, "fe" * 32, ""))


def facts(template: Template, rows: Mapping[Any, str], code: str = "A 1") -> IndicatorFacts:
    indicator, held = template.indicator(code), known(template, rows)
    assert indicator
    return IndicatorFacts(
        agreed(template), indicator, held, with_a_value(held, indicator, {period(n[1]) for n in rows})
    )


def words(document: Document) -> str:
    """The document as a page says it; and it can be written in every form."""
    written(document, "json")
    return fragment(document)


def told(rows: Mapping[Any, str], indicator: Indicator = COUNT, around: Around = NOTHING, **more: Any) -> str:
    template = a_template(indicator)
    one = facts(template, rows)
    figure: Figure = figures(template, str(one.periods[0]), rows)["A 1", None] | more
    return words(indicator_told(one, figure, around, ON))


def test_an_indicator_begins_with_how_it_stands_and_says_whether_that_is_chance() -> None:
    said = told(months("2010-04", *VALUES[:-1], "9"))
    assert (
        "9 in November 2010, unaudited: its target of at least 18 is missed (red); worse than October 2010 (22)."
        in said
    )
    assert "9 in November 2010, as it lies outside its limits. The mean is 19.3" in said
    assert "Whether the target is met is a matter of chance." in said
    assert "Where 2010/11 is expected to end" in said
    assert "each of the 4 periods left" in said
    assert "the one period left" in told(months("2010-04", *VALUES, "20", "21", "20"))


def test_a_few_periods_say_nothing_of_chance_and_a_year_before_is_told() -> None:
    assert "There are fewer than seven periods" in told(months("2010-04", "20", "20"))
    assert "; the same as April 2010 (20)." in told(months("2010-04", "20", "20"))
    assert "is expected to end" not in told(months("2010-04", "20", "20"), replace(COUNT, measured_as=None))
    long = told(months("2009-04", *(VALUES * 3)[:20], "2", "1"))
    assert "A year before, in January 2010, it was 22: now it is worse." in long
    assert "It has been red for 2 periods running." in long
    same = told(months("2009-04", *("20",) * 13))
    assert "it was 20: now it is the same." in same


def test_limits_say_since_when_a_band_its_nearest_edge_and_without_a_target_nothing_is_missed() -> None:
    afresh = [{"period": "2010-05", "reason": "A new system", "by": "the company’s KPI manager"}]
    figure = figures(a_template(COUNT), "2010-M11", months("2010-04", *VALUES))["A 1", None]
    said = told(months("2010-04", *VALUES), signal=figure["signal"] | {"rebased": afresh})
    assert "Limits begin afresh from May 2010, as the company’s KPI manager decided: A new system" in said
    assert "since May 2010" in said
    band = replace(COUNT, target={}, better=Better.WITHIN, band="18 to 22")
    assert "its target of a band whose nearest edge is 22 is missed (red)" in told(
        months("2010-04", *VALUES, "30"), band
    )
    plain = told(months("2010-04", *VALUES), replace(COUNT, target={}))
    assert "20 in November 2010, unaudited; worse than October 2010 (22)." in plain
    assert "No target is agreed for it." in plain


def test_peers_and_how_it_was_counted_stand_beside_the_figure() -> None:
    peer = {
        "peer_group": "All",
        "period": "2009-10",
        "compared_value": None,
        "label": None,
        "n": None,
        "applicable": False,
        "reasons": {"because": "All, 2009/10: N/A."},
    }
    parts = [
        {"part": name, "value": "90", "numerator": n, "denominator": "200"}
        for name, n in (("Gas", "180"), ("Roofs", "140"), ("Doors", "183"))
    ]
    counted = {"by": [{"column": "trade_name", "kept_back": 2, "parts": parts}]}
    rate = replace(COUNT, unit=Unit.PERCENT, target={})
    said = told(months("2010-04", *VALUES), rate, benchmarks=[peer], measured=counted)
    assert "All, 2009/10: N/A." in said
    assert "By trade name, November 2010" in said
    assert "Roofs: 140 of 200 is 70.00 %" in said
    assert "Trade name: 2 not shown, so that no figure tells of few people." in said
    alike = [part | {"numerator": "180"} for part in parts]
    counted = {"by": [{"column": "trade", "kept_back": 0, "parts": alike}]}
    assert "None differs by more than chance." in told(months("2010-04", *VALUES), rate, measured=counted)


def test_the_definition_tells_its_targets_in_order_and_every_change_of_the_terms() -> None:
    now = replace(
        COUNT,
        target={"2010-11": "300", "2009-10": "290", "each month": "18"},
        minimum={"2010-11": "250"},
        targets_of={"redditch": {"2011-12": "310"}},
        baselines={"redditch": "260"},
        starts_on="2009-04-01",
        measured=MeasuredTerms("jobs", "completed_at", of="trade = 'gas'", counting="kept"),
    )
    before = a_template(replace(now, title="Repairs", target={"2009-10": "290"}), an_indicator("A 11"))
    after = replace(a_template(now, an_indicator("A 11", title="Others")), version=2)
    versions = (
        Version(Terms(before, "aa" * 32, ""), None),
        Version(Terms(after, "bb" * 32, ""), date(2010, 4, 1)),
    )
    said = told(months("2010-04", "20"), now, Around(versions, ()))
    assert said.index(">each month<") < said.index(">2009/10<") < said.index(">2010/11<")
    assert "Minimum" in said
    assert said.index(">Of redditch<") < said.index(">2011/12<") < said.index(">310<")
    assert "redditch: 260" in said
    assert "jobs, dated by completed_at: counting kept, of trade = &#x27;gas&#x27;" in said
    assert "from 2009-04-01" in said
    assert "Target for 2010-11 changed from none to 300" in said
    assert ">1 April 2010<" in said
    assert "Others" not in said
    adding = replace(COUNT, measured=MeasuredTerms("jobs", "completed_at", adding="amount"))
    again = (
        Version(Terms(a_template(COUNT), "aa" * 32, ""), None),
        Version(Terms(a_template(adding), "b" * 64, ""), None),
    )
    assert "adding up amount" in told(months("2010-04", "20"), adding, Around(again, ()))
    assert ">the beginning<" in told(months("2010-04", "20"), adding, Around(again, ()))


def a_return(*steps: Taken, digest: str = "ab", number: int = 1, indicator: str = "A 1") -> Return:
    reference = f"RET-2010-{number:04}"
    due = date(2010, 12, 14)
    return Return(
        "a-1", "SHARED", reference, indicator, "Repairs", "2010-M11", "due", "company", due, digest, (), steps
    )


def test_the_returns_of_an_indicator_say_what_was_done_last() -> None:
    steps = (Taken("submitted", ON, "a KPI manager", "company"), Taken("sealed", ON, "an officer", ""))
    said = told(months("2010-04", "20"), around=Around((), (a_return(*steps[:1]), a_return(*steps), a_return())))
    assert "Submitted by a KPI manager, company" in said
    assert "Sealed by an officer" in said
    assert "Nothing yet" in said
    assert "None was called for yet." in told(months("2010-04", "20"))


def test_an_indicator_without_figures_says_what_to_do() -> None:
    one = facts(a_template(COUNT), {})
    assert "No figure has been returned for it yet." in words(indicator_told(one, None, NOTHING, ON))


SERVICES = (ServiceArea("1", "Repairs"), ServiceArea("2", "Care"))
TWO = replace(
    a_template(replace(COUNT, service_area="1"), an_indicator("B 1", title="Complaints", better=Better.LOWER)),
    service_areas=SERVICES,
)


def judged(template: Template, rows: Mapping[Any, str], when: str = "2010-M11") -> Judged:
    found = tuple(figures(template, when, rows).values())
    return Judged(agreed(template), period(when), found, known(template, rows))


def test_a_period_is_told_in_three_sentences_each_service_by_itself() -> None:
    rows = months("2010-04", *VALUES) | months("2010-04", *("4",) * 8, code="B 1")
    one = judged(TWO, rows)
    said = words(portfolio_told(one, spoken_against(one), {NOVEMBER: 2, period("2010-10"): 1}, ON))
    assert "100 % of indicators with a target are on target: 1 of 1." in said
    assert "So weighed, 100 % of targets are met." in said
    assert ">No service area<" in said
    assert ">October 2010<" in said
    assert "Nothing is a concern by this rule." in said
    without = words(portfolio_told(judged(a_template(an_indicator()), months("2010-10", "3", "4")), (), {}, ON))
    assert "Service by service" not in without
    assert "There are no indicators with a target." in without
    untargeted = judged(replace(TWO, indicators=(replace(COUNT, target={}, service_area="1"),)), rows)
    assert "So weighed" not in words(portfolio_told(untargeted, (), {}, ON))


def test_what_went_well_or_ill_says_against_what_and_which_way() -> None:
    rows = months("2010-04", *VALUES[:-1], "90") | months("2010-04", *("4",) * 7, "40", code="B 1")
    said = words(portfolio_told(judged(TWO, rows), (), {}, ON))
    assert "Repairs in time (A 1): 90, target 18 met, better than October 2010, improvement beyond chance." in said
    again = replace(TWO, indicators=(replace(COUNT, target={}, service_area="1"),))
    gone = {names: value for names, value in rows.items() if names[1] != "2010-10"}
    alone = words(portfolio_told(judged(again, gone), (), {}, ON))
    assert "Repairs in time (A 1): 90, improvement beyond chance." in alone
    assert "Complaints (B 1): 40, worse than October 2010, concern beyond chance." in said


def test_a_period_without_figures_leads_to_others_and_before_any_came_in_says_what_to_do() -> None:
    empty = judged(TWO, {})
    assert "No figure of November 2010 has come in." in words(portfolio_told(empty, (), {}, ON))
    there = words(portfolio_told(empty, (), {period("2010-10"): 1}, ON))
    assert "Choose another period below." in there
    assert "/agreements/SHARED/portfolio?period=2010-10" in there
    assert no_portfolio("SHARED", ON).subtitle.startswith("No figure has come in yet.")


def test_the_list_counts_what_met_its_target_what_gives_concern_and_what_has_no_figure() -> None:
    rows = months("2010-04", *VALUES[:-1], "1")
    figure = figures(a_template(COUNT), "2010-M11", rows)["A 1", None]
    other = an_indicator("B 1", owner="head of repairs")
    document = indicators_told("SHARED", [(COUNT, figure), (other, None)], ON)
    said = words(document)
    assert "2 indicators: of 1 with a target, 0 met it; 1 gives concern beyond chance; 1 has no figure yet." in said
    assert "head of repairs" in said
    one = words(indicators_told("SHARED", [(COUNT, figure | {"signal": None})], ON))
    assert "1 indicator: of 1 with a target, 0 met it." in one
    assert "propose a change" in indicators_told("SHARED", [], ON).subtitle


GOOD = tuple(Found(dimension, Quality.GOOD) for dimension in Dimension)
DOUBT = (Found(Dimension.ACCURACY, Quality.DOUBT, "Counted by hand"), *GOOD[1:])


def test_how_good_the_data_are_begins_with_the_doubts_and_names_what_nobody_assured() -> None:
    looked = Taken("assured", ON, "an officer", "council", judged=DOUBT)
    fine = Taken("assured", ON, "an officer", "council", judged=GOOD)
    returns = [a_return(looked), a_return(fine, number=2), a_return(number=3, indicator="B 1")]
    said = words(quality_told("SHARED", returns, [COUNT, an_indicator("B 1", title="Complaints")], ON))
    assert "Of the 2 returns that were assured, 1 was found good on all six dimensions." in said
    assert "Counted by hand" in said
    assert "B 1 Complaints" in said
    best = words(quality_told("SHARED", [a_return(fine), a_return(fine, number=2)], [COUNT], ON))
    assert "Of the 2 returns that were assured, 2 were found good" in best
    assert "Never assured" not in best
    assert "What was found less than good" not in best
    assert quality_told("SHARED", [a_return()], [COUNT], ON).subtitle.startswith("No return has been assured yet.")


@pytest.mark.parametrize(("label", "words"), [("top_quartile", "Top 25 %"), (None, "Not compared")])
def test_a_standing_among_peers_is_said(label: str | None, words: str) -> None:
    assert standing({"applicable": True, "label": label}).words == words


def test_what_is_wanted_is_at_least_or_at_most() -> None:
    figure = {"polarity": "lower", "target": "1", "unit": "days"}
    assert wanted(figure) == "at most 1 day"
    assert Decimal(figure["target"]) == 1
