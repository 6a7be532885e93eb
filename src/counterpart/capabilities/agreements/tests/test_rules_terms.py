"""The life of an agreement, what falls due and when, what a change says, and what may be used, without a database."""

from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpart.capabilities.agreements.rules.changes import Change, Version, may_stand, may_take_effect
from counterpart.capabilities.agreements.rules.clauses import admissible
from counterpart.capabilities.agreements.rules.differences import differences, obligations_changed
from counterpart.capabilities.agreements.rules.facts import AgreementFacts, Dates, Party, Terms, begun, dated, pounds
from counterpart.capabilities.agreements.rules.keeping import Put, favoured, last_years, wrong_year
from counterpart.capabilities.agreements.rules.line import WIDTH, line_of_life
from counterpart.capabilities.agreements.rules.obligations import counted, dues
from counterpart.capabilities.agreements.rules.term import (
    BREAK,
    END_PLAN,
    OPTION,
    REVIEW,
    fits_an_option,
    is_flex_point,
    last_day,
    life,
)
from counterpart.engines.access.rules import Hand
from counterpart.engines.library.calendars import calendar
from counterpart.engines.library.rules.duties import Obligation
from counterpart.engines.library.rules.scope import Regime
from counterpart.engines.library.rules.span import Span
from counterpart.engines.library.shelf import on_the_shelf
from counterpart.values.refusal import Refusal

HOUSING, REPAIRS = on_the_shelf("supported-housing-partnering"), on_the_shelf("repairs-partnering")
EW = calendar("EW")
BEGINS, ENDS = date(2008, 10, 1), date(2013, 9, 30)
DAYS = st.dates(min_value=date(2005, 1, 1), max_value=date(2028, 12, 31))


def an_agreement(kept: object = HOUSING, begins: date | None = BEGINS, ends: date | None = ENDS) -> AgreementFacts:
    parties = (Party("1", "commissioner", "commissioner", "A Council"), Party("2", "provider", "provider", "A Company"))
    terms = Terms(kept.template, kept.fingerprint, kept.text)  # type: ignore[attr-defined]
    dates = Dates(commencement_on=begins, effective_on=begins)
    return AgreementFacts("id", "FIVE-BOROUGHS", "A partnership", parties, terms, dates, ends, ends)


def test_a_term_ends_on_the_day_before_its_anniversary() -> None:
    assert last_day(BEGINS, 5) == ENDS
    assert last_day(date(2008, 2, 29), 1) == date(2009, 2, 27)


def test_the_life_has_its_reviews_its_break_with_the_last_day_of_notice_its_option_and_its_end() -> None:
    moments = life(an_agreement())
    assert [m.on for m in moments if m.kind == REVIEW and m.name == "annual review"] == [
        date(year, 10, 1) for year in range(2009, 2013)
    ]
    (broken,) = [m for m in moments if m.kind == BREAK]
    assert (broken.on, broken.act_by) == (date(2011, 10, 1), date(2011, 4, 1))
    (option,) = [m for m in moments if m.kind == OPTION]
    assert option.act_by == date(2013, 3, 30)
    (plan,) = [m for m in moments if m.kind == END_PLAN]
    assert (plan.on, plan.must) == (date(2011, 9, 30), True)


def test_the_review_after_year_5_may_not_be_passed_over() -> None:
    moments = life(an_agreement(REPAIRS, date(2010, 4, 1), date(2020, 3, 31)))
    (review,) = [m for m in moments if m.name == "review after year 5"]
    assert review.must
    assert review.on == date(2015, 4, 1)
    assert review.group == "core-group"
    assert "rates that are unlike their cost, and work without a rate" in review.agenda


def test_without_a_commencement_there_is_no_life() -> None:
    assert life(an_agreement(begins=None, ends=None)) == ()
    assert line_of_life(an_agreement(begins=None, ends=None), {}, BEGINS) is None


def test_an_anniversary_is_a_point_at_which_the_terms_may_be_flexed() -> None:
    assert is_flex_point(an_agreement(), date(2009, 10, 1))
    assert not is_flex_point(an_agreement(), date(2009, 10, 2))
    assert not is_flex_point(an_agreement(), BEGINS)


@pytest.mark.parametrize(("years", "used", "fits"), [(1, 0, True), (1, 2, True), (1, 3, False), (2, 0, False)])
def test_an_option_is_used_no_oftener_than_the_agreement_has_it(years: int, used: int, fits: bool) -> None:
    found = fits_an_option(an_agreement(), years, used)
    assert isinstance(found, Refusal) is not fits


@given(on=DAYS)
def test_every_place_of_the_line_lies_in_the_picture(on: date) -> None:
    line = line_of_life(an_agreement(), {}, on)
    assert line is not None
    assert all(0 < place.x < WIDTH for place in line.places)
    assert 0 < line.today < WIDTH
    assert [place.number for place in line.places] == list(range(1, len(line.places) + 1))


FIVE_DAYS = Span(5, "working days")


def monthly(when: str = "month", within: Span | None = FIVE_DAYS) -> Obligation:
    return Obligation("X1", "provider", "report", "1", when, within)


def test_a_monthly_report_is_due_working_days_after_the_end_of_its_month() -> None:
    found = dues([monthly()], EW, begins=BEGINS, since=BEGINS, until=date(2009, 1, 31))
    assert [due.on for due in found] == [date(2008, 11, 7), date(2008, 12, 5), date(2009, 1, 8)]
    assert found[2].because == "5 working days after the end of December 2008"
    assert found[0].what == "report (October 2008)"


def test_quarters_and_years_are_those_of_the_financial_year() -> None:
    quarters = dues([monthly("quarter", None)], EW, begins=BEGINS, since=BEGINS, until=date(2009, 3, 31))
    assert [due.on for due in quarters] == [date(2008, 12, 31), date(2009, 3, 31)]
    years = dues([monthly("year", Span(1, "months"))], EW, begins=BEGINS, since=BEGINS, until=ENDS)
    assert years[0].on == date(2009, 4, 30)
    assert years[0].period == "2008/09"


def test_what_is_due_once_is_counted_from_commencement() -> None:
    (due,) = dues([monthly("once", Span(1, "months"))], EW, begins=BEGINS, since=BEGINS, until=ENDS)
    assert due.on == date(2008, 11, 1)
    assert due.because == "1 month after commencement on 1 October 2008"


@pytest.mark.parametrize("when", ["on request", "each core-group meeting"])
def test_what_falls_due_at_meetings_or_on_request_has_no_day(when: str) -> None:
    assert dues([monthly(when, None)], EW, begins=BEGINS, since=BEGINS, until=ENDS) == ()


def test_where_bank_holidays_are_not_known_weekdays_are_counted_and_that_is_said() -> None:
    on, because = counted(date(2031, 1, 3), Span(3, "working days"), EW)
    assert on == date(2031, 1, 8)
    assert "not known" in because


@given(begins=DAYS, months=st.integers(1, 60), when=st.sampled_from(["month", "quarter", "year"]), n=st.integers(0, 20))
def test_what_recurs_is_in_order_within_its_days_and_never_twice_for_a_period(
    begins: date, months: int, when: str, n: int
) -> None:
    until = begins + timedelta(days=30 * months)
    found = dues([monthly(when, Span(n, "days") if n else None)], EW, begins=begins, since=begins, until=until)
    assert [due.on for due in found] == sorted(due.on for due in found)
    assert all(begins <= due.on <= until for due in found)
    assert len({due.period for due in found}) == len(found)


def test_what_is_recorded_under_a_clause_that_is_not_admissible_cannot_be_used() -> None:
    refusal = admissible(HOUSING.template, "Team working 4.2")
    assert refusal is not None
    assert refusal.code == "clause.not-admissible"
    assert "Team working 4" in refusal.fact


@pytest.mark.parametrize("clause", ["Governance 7.1.4", "Team working 3.2", "Team working", "Somewhere else 1"])
def test_what_is_recorded_under_another_clause_can_be_used(clause: str) -> None:
    assert admissible(HOUSING.template, clause) is None


def test_what_is_said_openly_under_the_review_of_repairs_stays_out_of_disputes_and_money() -> None:
    closed = [one.ref for one in REPAIRS.template.obligations if admissible(REPAIRS.template, one.clause)]
    assert closed == ["K7", "L7"]


def test_the_same_terms_differ_in_nothing() -> None:
    assert differences(HOUSING.template, HOUSING.template) == ()


def test_a_change_of_the_terms_is_said_in_words() -> None:
    before = HOUSING.template
    first, *others = before.indicators
    after = replace(
        before,
        indicators=(
            replace(first, target={**first.target, "2009-10": "96.0 %"}, title="Referrals answered"),
            others[0],
        ),
        clauses=before.clauses[1:],
        obligations=(*before.obligations[1:], Obligation("C8", "commissioner", "pay", "9", "month")),
        assurance="audited",
        term=replace(before.term, years=6) if before.term else None,
    )
    assert differences(before, after) == (
        "Indicator OSL 1: target for 2009-10 changed from 95.0 % to 96.0 %",
        "Indicator OSL 1: title changed from “Referrals answered within two working days” to “Referrals answered”",
        f"Indicator {others[1].code} ({others[1].title}) is removed",
        "Clause Team working is removed",
        "Obligation C8 is added",
        "Obligation P1 is removed",
        "The assurance: changed from “unaudited” to “audited”",
        "The term: years changed from 5 to 6",
    )
    ended, began = obligations_changed(before, after)
    assert [one.ref for one in ended] == ["P1"]
    assert [one.ref for one in began] == ["C8"]


@pytest.mark.parametrize("name", sorted({field.name for field in fields(HOUSING.template)} - {"template", "version"}))
def test_whatever_is_said_otherwise_is_told(name: str) -> None:
    """A part that the language gains later is told too."""
    was = getattr(HOUSING.template, name)
    emptied = {"regime": Regime.BELOW}.get(name, () if isinstance(was, tuple) else {} if name == "parties" else None)
    other = f"not {was}" if isinstance(was, str) and name != "regime" else emptied
    if other != was:
        assert differences(HOUSING.template, replace(HOUSING.template, **{name: other}))


def test_only_the_next_version_of_the_same_terms_may_stand_after_them() -> None:
    before = HOUSING.template
    assert may_stand(before, replace(before, version=2)) is None
    for other in (
        before,
        replace(before, version=3),
        replace(REPAIRS.template, version=2),
        replace(before, version=2, parties={}),
        replace(before, version=2, term=None),
    ):
        assert isinstance(may_stand(before, other), Refusal)


def a_change(**said: object) -> Change:
    facts = {"takes_effect_on": date(2009, 10, 1), "before": HOUSING.fingerprint} | said
    return Change(
        agreement=an_agreement(),
        reference="CHG-2009-0001",
        title="A target",
        why="It is exceeded",
        state="assessed",
        party="provider",
        hand=Hand("somebody"),
        fingerprint="new",
        differences=("something",),
        **facts,  # type: ignore[arg-type]
    )


def test_no_version_begins_in_the_past_or_before_another_or_from_older_terms() -> None:
    kept = Terms(HOUSING.template, HOUSING.fingerprint, HOUSING.text)
    versions = [Version(kept, None)]
    assert may_take_effect(a_change(), versions, on=date(2009, 9, 1)) is None
    assert may_take_effect(a_change(), versions, on=date(2009, 10, 2)) is not None
    assert may_take_effect(a_change(before="older"), versions, on=date(2009, 9, 1)) is not None
    assert may_take_effect(a_change(), [Version(kept, date(2009, 10, 1))], on=date(2009, 9, 1)) is not None


def test_days_and_a_value_are_set_in_words_and_read() -> None:
    chosen = {"effective": "2008-07-01", "commencement": "2008-10-01", "value": "£1,250,000"}
    found = dated(HOUSING.template, chosen)
    assert found == Dates(None, date(2008, 7, 1), BEGINS, Decimal("1250000.00"))


@pytest.mark.parametrize(
    "chosen",
    [
        {"commencement": "soon"},
        {"value": "a lot"},
        {"value": "-5"},
        {"value": "1.234"},
        {"effective": "2008-10-02", "commencement": "2008-10-01"},
    ],
)
def test_days_that_are_none_or_out_of_order_are_refused(chosen: dict[str, str]) -> None:
    found = dated(HOUSING.template, chosen)
    assert isinstance(found, Refusal)
    assert found.code == "agreement.dates"


def test_what_has_a_term_begins_on_the_day_it_is_registered_unless_another_was_said() -> None:
    assert begun(HOUSING.template, Dates(), on=BEGINS).commencement_on == BEGINS
    assert begun(HOUSING.template, Dates(effective_on=BEGINS), on=ENDS).commencement_on == BEGINS
    assert begun(on_the_shelf("rotherham-almo").template, Dates(), on=BEGINS) == Dates()


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_a_sum_is_read_as_it_is_written(amount: Decimal) -> None:
    assert pounds(f"£{amount:,.2f}") == amount


def test_whom_a_rate_favours_follows_from_rate_and_cost() -> None:
    agreement = an_agreement()
    assert favoured(agreement, Decimal(12), Decimal(10)) == "provider"
    assert favoured(agreement, Decimal(8), Decimal(10)) == "commissioner"
    assert favoured(agreement, Decimal(10), Decimal(10)) == ""
    assert favoured(agreement, None, Decimal(10)) == ""


def put(year: str, amount: int, party: str = "provider") -> Put:
    return Put(year, party, Decimal(amount), "skills", BEGINS)


def test_the_last_two_years_stand_beside_the_earlier_ones() -> None:
    years = [put("2016-17", 90), put("2017-18", 110), put("2018-19", 40), put("2019-20", 60)]
    found = last_years(years, date(2020, 3, 31))
    assert (found.last, found.earlier) == (Decimal(50), Decimal(100))
    assert "less was put in" in found.says
    assert "more was put in" in last_years([put("2016-17", 1), put("2019-20", 2)], date(2020, 3, 31)).says
    assert "as much" in last_years([put("2016-17", 2), put("2019-20", 2)], date(2020, 3, 31)).says
    assert "not enough" in last_years(years[:1], date(2020, 3, 31)).says
    assert "not enough" in last_years(years, None).says


@pytest.mark.parametrize(("text", "right"), [("2009-10", True), ("1999-00", True), ("2009", False), ("2009-11", False)])
def test_a_year_is_a_financial_year(text: str, right: bool) -> None:
    assert (wrong_year(text) is None) is right
