"""Negotiate or tender; by which law, and by when."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from counterpart.capabilities.options.queries import shelf
from counterpart.capabilities.options.rules.facts import Authority, Buying, Buys
from counterpart.capabilities.options.rules.judgement import appraised
from counterpart.capabilities.options.rules.partnering import Case, Offered, Reduction, verdict
from counterpart.capabilities.options.rules.route import Law, Route, route
from counterpart.capabilities.options.tests.makers import an_appraisal, the_shelf
from counterpart.engines.clocks.rules.deadlines import Deadline, Unit, deadline
from counterpart.engines.library.calendars import calendar
from counterpart.values.refusal import Refusal

SOUND = ("meets needs", "performs well")
LARGE = "only where the service is large in volume or strategically important"
SCENARIOS = [
    (1, Offered(owner_is_provider=True, capital_investment=True), LARGE),
    (2, Offered(owner_is_provider=True, capital_investment=True, reduction=Reduction.NEGOTIATED), "persuasive"),
    (3, Offered(owner_is_provider=False, capital_investment=True), LARGE),
    (
        4,
        Offered(owner_is_provider=False, capital_investment=True, reduction=Reduction.NEGOTIATED),
        "persuasive, given the standing, significance and quality of the service",
    ),
    (5, Offered(reduction=Reduction.SIGNIFICANT), "some justification, where the service is of good quality"),
    (6, Offered(reduction=Reduction.PROMISED), "insufficient alone"),
    (7, Offered(reduction=Reduction.LIKELY, open_book=True, minimum_surplus=True), "insufficient alone"),
]
"""The seven offers and verdicts of the five boroughs’ report, 2008 (7.2.4 to 7.2.7, Appendix E)."""


def of(offered: Offered, *known: str) -> Offered:
    return Offered(
        owner_is_provider=offered.owner_is_provider,
        capital_investment=offered.capital_investment,
        reduction=offered.reduction,
        open_book=offered.open_book,
        minimum_surplus=offered.minimum_surplus,
        known=known,
    )


@pytest.mark.parametrize(("number", "offered", "says"), SCENARIOS)
def test_each_offer_is_known_with_its_verdict(number, offered, says):
    found = verdict(of(offered, *SOUND), shelf.partnering())
    assert found.scenario is not None
    assert (found.scenario.id, found.scenario.verdict) == (number, says)


@pytest.mark.parametrize(("number", "offered", "says"), SCENARIOS)
@pytest.mark.parametrize("known", [(), ("meets needs",), ("performs well", "large", "good quality")])
def test_no_offer_makes_a_case_without_both_preconditions(number, offered, says, known):
    found = verdict(of(offered, *known), shelf.partnering())
    assert found.case is Case.NONE
    assert len(found.reasons) == 2 - len({*known} & {*SOUND})
    assert all(reason.endswith("which every case needs.") for reason in found.reasons)


@pytest.mark.parametrize(
    ("number", "known", "case"),
    [
        (1, (), Case.INSUFFICIENT),
        (1, ("large",), Case.PERSUASIVE),
        (3, ("strategic",), Case.PERSUASIVE),
        (2, (), Case.PERSUASIVE),
        (4, (), Case.SOME),
        (4, ("standing", "good quality"), Case.PERSUASIVE),
        (5, (), Case.INSUFFICIENT),
        (5, ("good quality",), Case.SOME),
        (6, ("large", "strategic", "standing", "good quality"), Case.INSUFFICIENT),
        (7, ("large", "strategic", "standing", "good quality"), Case.INSUFFICIENT),
    ],
)
def test_the_case_depends_on_what_is_known_of_the_service(number, known, case):
    found = verdict(of(SCENARIOS[number - 1][1], *SOUND, *known), shelf.partnering())
    assert found.case is case
    assert found.reasons


def test_the_circumstances_in_which_partnering_is_worthwhile_are_three():
    rows = shelf.partnering()
    assert [said.id for said in rows.circumstances] == ["new investment", "remodelling", "assets"]
    found = verdict(Offered(known=(*SOUND, "assets", "remodelling")), rows)
    assert [said.id for said in found.worthwhile] == ["remodelling", "assets"]


def test_an_offer_that_nobody_foresaw_gets_no_verdict():
    found = verdict(Offered(capital_investment=False, known=SOUND), shelf.partnering())
    assert (found.case, found.scenario) == (Case.UNKNOWN, None)


# By which law

UK = calendar("UK_ANY")


def buying(value: object = 300_000, **parts: object) -> Buying:
    given_ = {"buys": Buys.SERVICES, "commences_on": date(2026, 3, 2), "start_on": date(2027, 4, 1)}
    return Buying(value=Decimal(str(value)), **(given_ | parts))


def way(**parts: object) -> Route:
    found = route(buying(**parts), shelf.thresholds(), UK)
    assert isinstance(found, Route), str(found)
    return found


@pytest.mark.parametrize(
    ("parts", "law"),
    [
        ({"value": "207720"}, Law.ACT),
        ({"value": "207719.99"}, Law.BELOW),
        ({"value": "210000", "commences_on": date(2025, 12, 31)}, Law.BELOW),
        ({"value": "210000", "commences_on": date(2026, 1, 1)}, Law.ACT),
        ({"value": "150000", "authority": Authority.CENTRAL}, Law.ACT),
        ({"value": "5192999", "buys": Buys.WORKS}, Law.BELOW),
        ({"value": "5193000", "buys": Buys.WORKS}, Law.ACT),
        ({"value": "663539", "light_touch": True}, Law.BELOW),
        ({"value": "663540", "light_touch": True}, Law.ACT),
        ({"value": "5000000", "concession": True}, Law.BELOW),
        ({"value": "9000000", "commences_on": date(2025, 2, 23)}, Law.BEFORE),
        ({"value": "9000000", "health_care": True}, Law.HEALTH),
    ],
)
def test_the_law_follows_from_value_kind_and_the_day_it_commences(parts, law):
    found = way(**parts)
    assert found.law is law
    assert len(found.reasons) == 1
    assert bool(found.steps) == (law is Law.ACT)
    assert bool(found.procedures) == (law is Law.ACT)


def test_a_kind_of_contract_without_a_threshold_on_the_day_is_refused():
    refused = route(buying(buys=Buys.WORKS, commences_on=date(2025, 6, 1)), shelf.thresholds(), UK)
    assert isinstance(refused, Refusal)
    assert refused.code == "options.no-threshold"


def test_what_is_unclear_is_said():
    assert any("within a tenth" in said for said in way(value=200_000).cautions)
    assert not any("within a tenth" in said for said in way(value=100_000).cautions)
    assert any("on a list" in said for said in way(value=1_000_000, light_touch=True).cautions)
    assert any("No duty to advertise" in said for said in way(value=100_000).cautions)
    assert any("which regime takes the whole" in said for said in way(health_care=True).cautions)
    assert any("whole life" in said for said in way(commences_on=date(2024, 1, 8)).cautions)
    assert any("1 January 2028" in said for said in way().cautions)


def test_a_timetable_that_does_not_fit_says_which_step_is_late():
    said = way(start_on=date(2026, 6, 1)).cautions[-1]
    assert said.startswith("The timetable does not fit: “approve the business case")


def test_the_timetable_is_counted_backwards_over_the_standstill():
    """Contract on 7 January 2027: the last award notice is on 22 December 2026, Christmas and New Year not counting."""
    found = way(start_on=date(2027, 4, 1), mobilisation_weeks=12)
    by = {step.what: step.by for step in found.steps}
    assert by["enter into the contract"] == date(2027, 1, 7)
    award = by["send assessment summaries, then publish the award notice (UK6)"]
    ends = deadline(award, 8, Unit.WORKING_DAYS, UK, beginning_with=True)
    assert isinstance(ends, Deadline)
    assert ends.on < date(2027, 1, 7)
    later = deadline(award + timedelta(days=1), 8, Unit.WORKING_DAYS, UK, beginning_with=True)
    assert isinstance(later, Deadline)
    assert later.on >= date(2027, 1, 7)
    assert by["publish the contract details notice (UK7)"] == date(2027, 2, 5)


@given(some.dates(date(2026, 6, 1), date(2028, 6, 1)), some.integers(0, 30), some.integers(0, 20), some.booleans())
def test_the_steps_come_in_order_and_the_standstill_is_kept(start, mobilise, assess, light):
    parts = {"start_on": start, "mobilisation_weeks": mobilise, "assessment_weeks": assess, "light_touch": light}
    found = way(value=9_000_000, **parts)
    days = [step.by for step in found.steps]
    assert days == sorted(days)
    award, entered = (next(step.by for step in found.steps if word in step.what) for word in ("UK6", "enter into"))
    ends = deadline(award, 8, Unit.WORKING_DAYS, UK, beginning_with=True)
    assert light or (isinstance(ends, Deadline) and ends.on < entered)
    assert sorted({number for step in found.steps for number in step.of_nine}) == list(range(1, 10))


def test_above_five_million_the_timetable_has_the_key_performance_indicators():
    assert any("key performance" in step.what for step in way(value="5000000.01").steps)
    assert not any("key performance" in step.what for step in way(value=5_000_000).steps)
    assert not any("key performance" in step.what for step in way(value=9_000_000, light_touch=True).steps)


def test_days_that_no_calendar_knows_are_refused():
    refused = appraised(an_appraisal(buying=buying(start_on=date(2040, 1, 1))), the_shelf())
    assert isinstance(refused, Refusal)
