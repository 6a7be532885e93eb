"""What a template can say of an indicator: its words read, its formulas and tests parsed, and each fault told."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpart.engines.library.rules.expressions import (
    Among,
    Both,
    Column,
    Comparison,
    DaysBetween,
    Either,
    Literal,
    Not,
    Unknown,
    columns_in,
    fitted,
    said,
)
from counterpart.engines.library.rules.formulas import Number, Other, Sum, circle, codes_in, formula
from counterpart.engines.library.rules.indicators import (
    KINDS,
    YEARS,
    AYear,
    Better,
    IfMissing,
    Indicator,
    MeasuredAs,
    MeasuredTerms,
    Projected,
)
from counterpart.engines.library.rules.misfits_of_indicators import Around, unfit_indicators
from counterpart.engines.library.rules.targets import (
    Band,
    Gain,
    Tolerance,
    band,
    gain,
    stated_around,
    stated_in,
    tolerance,
)
from counterpart.engines.library.shelf import on_the_shelf, pinned
from counterpart.values.period import period
from counterpart.values.quantity import Unit
from counterpart.values.refusal import Refused

SMALL = """
template: small
version: 1
title: A small agreement
source: made for a test
calendar: EW
rounding: pence, half up
assurance: unaudited
parties:
  bromsgrove: {role: commissioner}
  redditch: {role: commissioner}
  company: {role: provider}
peer_groups:
  - {name: All England, clause: "1", unlike: {OSL 2: the group counts emergencies only}}
service_areas:
  - {code: housing, name: Housing}
datasets:
  - name: referrals
    title: Referrals to the service
    key: number
    dated: received_on
    columns:
      - {name: number, required: yes}
      - {name: authority}
      - {name: answered, holds: yes or no}
      - {name: received_on, holds: date, means: The day it came.}
      - {name: answered_on, holds: date}
      - {name: due_on, holds: date}
      - {name: cost, holds: number, places: 4}
indicators:
  - code: OSL 1
    title: Referrals answered within two working days
    kind: operating service level
    unit: percent
    better: higher
    measured: {dataset: referrals, of: answered, counting: answered_on <= due_on, by: [authority], dated: received_on}
    measured_as: ratio
    every: month
    owner: the commissioner’s contract manager
    manager: the provider’s KPI manager
    service_area: housing
    target: {each month: 95.0 %, 2010-09: 93 %}
    minimum: {each month: 90 %}
    stretch: {each month: 98 %}
    amber_within: 2 points
    felt_in: [OSL 2]
    starts_on: 2010-04-01
    ends_on: 2013-03-31
    clause: "1.1"
  - code: OSL 2
    title: Complaints
    kind: monitored KPI
    unit: number
    better: lower
    measured_as: count
    target: {2010-11: "240"}
    profile: [5, 5, 5, 5, 10, 10, 10, 10, 10, 10, 10, 10]
    targets_of: {bromsgrove: {2010-11: "100"}, redditch: {2010-11: "140"}}
    baselines: {bromsgrove: "110", redditch: "150"}
    amber_within: 5 % of the target
    projected_by: profiled by last year
    clause: "1.2"
  - code: OSL 3
    title: Homes heated to the right degree
    kind: hard outcome
    unit: number
    better: within
    band: 18 to 21
    measured_as: score
    clause: "1.3"
  - code: F 1
    title: Complaints for each referral
    kind: LPI
    unit: number
    better: lower
    measured_as: ratio
    formula: "[OSL 2] ÷ [OSL 3]"
    if_missing: zero
    if_divided_by_zero: zero
    improvement: 5 % better than last year
    clause: "1.4"
close:
  requires: [returns submitted]
  countersigned_by: [bromsgrove, redditch, company]
  clause: "2"
"""


def test_a_template_says_all_that_an_indicator_can_be() -> None:
    level, count, warm, computed = pinned(SMALL).template.indicators
    assert level.target_in(period("2010-10")) == Decimal("95.0")
    assert level.target_in(period("2010-09")) == Decimal("93")
    assert level.target_in(period("2010-11")) is None
    assert level.tolerance == Tolerance(Decimal(2), of_target=False)
    assert level.measured == MeasuredTerms(
        "referrals", "received_on", "answered", "answered_on <= due_on", by=("authority",)
    )
    assert (level.adds_up, warm.adds_up, count.adds_up) == (AYear.COUNTS, AYear.LAST, AYear.TOTAL)
    assert count.target_in(period("2010-11"), of="redditch") == Decimal(140)
    assert count.target_in(period("2010-11"), of="company") == Decimal(240)
    assert sum(count.shares) == 100
    assert count.projected_by is Projected.PROFILED
    assert warm.limits == Band(Decimal(18), Decimal(21))
    assert computed.gain == Gain(Decimal(5), relative=True, on_baseline=False)
    assert computed.if_missing is IfMissing.ZERO
    assert computed.computed == Sum("÷", (Other("OSL 2"), Other("OSL 3")))


def test_what_a_template_does_not_say_is_not_made_up() -> None:
    plain = on_the_shelf("rotherham-almo").template.indicators[0]
    nothing = (plain.tolerance, plain.limits, plain.gain, plain.computed, plain.adds_up, plain.shares)
    assert nothing == (None, None, None, None, None, ())


def test_the_published_template_of_rotherham_is_the_one_that_was_pinned() -> None:
    pinned_as = "9a4a9331fcb18f6e602ce7eb4b7517fbf640b291ad1c88b69741c51e1fd34d5d"
    assert on_the_shelf("rotherham-almo").fingerprint == pinned_as


@pytest.mark.parametrize(
    ("starts", "ends", "in_force"),
    [
        ("", "", True),
        ("2010-04-30", "", True),
        ("2010-05-01", "", False),
        ("", "2010-04-01", True),
        ("", "2010-03-31", False),
        ("2010-04-10", "2010-04-12", True),
    ],
)
def test_an_indicator_is_in_force_on_any_day_of_a_period(starts: str, ends: str, in_force: bool) -> None:
    told = Indicator("A", "A", "KPI", Unit.DAYS, Better.LOWER, "1", starts_on=starts, ends_on=ends)
    assert told.in_force_in(period("2010-04")) is in_force


FAULTS = [
    ("kind: monitored KPI", "kind: wish", "kind: found “wish”; wanted one of KPI, LPI, management LPI"),
    ("owner: the", f"owner: {'x' * 201}", "owner: found 233 characters; wanted 200 at the most."),
    ("band: 18 to 21", "band: 21 to 18", "band: found “21 to 18”; wanted a band, the lower figure first"),
    ("    band: 18 to 21\n", "", "indicators 3: found “within” and no “band”; wanted a band"),
    ("better: lower\n    measured_as: count", "better: lower\n    band: 1 to 2\n    measured_as: count",
     "found a band where lower is better"),
    ("band: 18 to 21", "band: 18 to 21\n    target: {2010-11: 20}", "found a target beside a band"),
    ("measured_as: count", "measured_as: count\n    a_year: sum of counts",
     "“sum of counts” of counts; wanted one of total"),
    ("every: month", "a_year: mean", "a_year: found “mean” of ratios; wanted one of sum of counts, last."),
    ("profile: [5, 5,", "profile: [6, 5,", "found shares that come to 101 %; wanted shares that come to 100 %."),
    ("profile: [5, 5,", "profile: [5,", "profile: found 11 shares; wanted twelve shares of the year in per cent"),
    ("band: 18 to 21\n    measured_as: score", "band: 18 to 21\n    starts_on: 2010-13-01",
     "starts_on: found “2010-13-01”; wanted a day, such as 2010-04-01."),
    ("ends_on: 2013-03-31", "ends_on: 2009-03-31", "ends_on: found 2009-03-31, before it starts"),
    ("each month: 95.0 %", "each week: 95.0 %", "each week: found “each week”; wanted a period, such as 2007-08."),
    ("baselines: {bromsgrove: \"110\"", "baselines: {bromsgrove: lots", "bromsgrove: found “lots”; wanted a number"),
    ("baselines: {bromsgrove", "baselines: {leeds", "found “leeds”; wanted a party: bromsgrove, redditch, company"),
    ("targets_of: {bromsgrove: {2010-11: \"100\"}", "targets_of: {bromsgrove: {soon: \"100\"}",
     "soon: found “soon”; wanted a period"),
    ("improvement: 5 % better than last year", "improvement: better", "found “better”; wanted a gain, such as 5 %"),
    ("service_area: housing", "service_area: roads", "service_area: found “roads”; wanted a service area: housing."),
    ("counting: answered_on <= due_on", "counting: answered_on; drop", "found “answered_on; drop”; wanted a test"),
    ("counting: answered_on <= due_on, ", "", "found both or neither of “counting” and “adding”; wanted one of them."),
    ("dated: received_on}", "dated: received_on, small_numbers: [age]}", "“age”; wanted a column it is measured by"),
    ("dataset: referrals", "dataset: lines", "found “lines”; wanted a dataset, declared under “datasets”, or jobs"),
    ("dataset: referrals", "dataset: jobs", "dated: found “received_on”; wanted a column of its dataset: job_id, "),
    ("dated: received_on}", "dated: cost}", "dated: found “cost”, which holds number; wanted a column that holds"),
    ("by: [authority]", "by: [borough]", "by 1: found “borough”; wanted a column of its dataset: number, authority,"),
    ("of: answered,", "of: replied,", "of: found “replied” (there is no column “replied”; there are number,"),
    ("of: answered,", "of: cost,", "of: found “cost” (it says number, where yes or no was wanted); wanted"),
    ("counting: answered_on <= due_on", "adding: cost", "adding: found a number added up, where the unit is percent"),
    ("counting: answered_on <= due_on", "counting: answered_on <= cost", "(date is compared with number)"),
    ("dated: received_on}", "dated: received_on, apart: cost}", "apart: found “cost” (it says number,"),
    ("dated: received_on}", "dated: received_on, labelled: x = 'y'}", "labelled: found “x = 'y'” (there is no"),
    ("name: referrals", "name: jobs", "name: found “jobs”, a kind of file that is known without a template"),
    ("name: referrals", "name: Referrals", "name: found “Referrals”; wanted lower-case words, 20 characters at"),
    ("name: due_on", "name: line", "name: found “line”; wanted a name like answered_on"),
    ("name: due_on", "name: answered_on", "name: found “answered_on” a second time; wanted each name once."),
    ("places: 4", "places: 9", "places: found “9”; wanted a number of decimal places, from 0 to 4."),
    ("holds: number", "holds: money", "holds: found “money”; wanted one of “text”, “number”,"),
    ("key: number", "key: id", "key: found “id”; wanted one of its columns: number, authority,"),
    ("key: number\n    dated: received_on", "dated: authority", "dated: found “authority”, which holds text; wanted a"),
    ("dated: received_on}", "dated: received_on, fewest: 0}", "found “0”; wanted a whole number from 1 to 100."),
    ("every: month", "formula: '[OSL 2]'", "formula: found a formula beside “measured”; wanted one or the other."),
    ("[OSL 2] ÷ [OSL 3]", "[OSL 2] ÷", "“[OSL 2] ÷” (it ends where an indicator or a number was wanted)"),
    ("[OSL 2] ÷ [OSL 3]", "[OSL 2] ÷ X", "formula: found the code “X”; wanted a code of another indicator here."),
    ("[OSL 2] ÷ [OSL 3]", "[F 1] ÷ 2", "formula: found a circle: F 1 → F 1; wanted an indicator that does not rest"),
    ("felt_in: [OSL 2]", "felt_in: [OSL 9]", "felt_in 1: found “OSL 9”; wanted a code of an indicator here."),
    ("unlike: {OSL 2:", "unlike: {OSL 9:", "unlike, OSL 9: found “OSL 9”; wanted a code of an indicator here."),
    ("better: within", "better: sideways", "better: found “sideways”; wanted one of “higher”, “lower” or “within”."),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "problem"), FAULTS)
def test_each_fault_of_an_indicator_is_told_where_it_stands(right: str, wrong: str, problem: str) -> None:
    text = SMALL.replace(right, wrong, 1)
    assert text != SMALL
    with pytest.raises(Refused) as raised:
        pinned(text)
    assert any(problem in str(found) for found in raised.value.refusal.problems), raised.value


def test_a_profile_of_what_does_not_add_up_is_told() -> None:
    part = {"code": "A", "profile": ["100", *["0"] * 11], "measured_as": "score"}
    told = list(unfit_indicators([((), part)], [], Around((), ())))
    assert told == [(("profile",), "a profile of no count", "a profile only where months add up: measured_as: count")]


def test_every_kind_of_number_has_its_ways_to_make_a_year_and_no_ratio_is_averaged() -> None:
    assert set(YEARS) == set(MeasuredAs)
    for ratio in (MeasuredAs.RATIO, MeasuredAs.AVERAGE):
        assert AYear.MEAN not in YEARS[ratio]
    assert len(set(KINDS)) == len(KINDS)


@pytest.mark.parametrize(
    ("text", "around"),
    [("0.5", "0.5"), ("2 points", "2"), ("1 point", "1"), ("5 % of the target", "10"), ("5% of target", "10")],
)
def test_a_tolerance_is_so_many_points_or_a_share_of_the_target(text: str, around: str) -> None:
    assert tolerance(text).around(Decimal(-200)) == Decimal(around)


@pytest.mark.parametrize("text", ["5 %", "much", "", "-1", "1..2"])
def test_what_could_be_points_or_a_share_is_no_tolerance(text: str) -> None:
    with pytest.raises(ValueError, match=r"not"):
        tolerance(text)


@pytest.mark.parametrize(
    ("text", "higher", "then"),
    [
        ("5 % better than last year", True, "210"),
        ("5 % better than last year", False, "190"),
        ("2 points better than the baseline", True, "202"),
        ("1 point better than the baseline", False, "199"),
    ],
)
def test_a_gain_is_on_what_was_before(text: str, higher: bool, then: str) -> None:
    assert gain(text).on(Decimal(200), higher=higher) == Decimal(then)


@pytest.mark.parametrize("read", [gain, lambda text: band(text, Unit.NUMBER)])
def test_what_is_no_gain_and_no_band_is_refused(read: Any) -> None:
    for text in ("lots", "3", "5 to 4", "x to y"):
        with pytest.raises(ValueError, match=r"not"):
            read(text)


@given(st.decimals(-100, 100, places=2))
def test_a_value_in_a_band_is_not_outside_it_and_the_nearest_edge_is_nearest(value: Decimal) -> None:
    found = Band(Decimal(-10), Decimal(20))
    assert (found.outside_by(value) == 0) == (found.lower <= value <= found.upper)
    assert abs(value - found.nearest(value)) == min(abs(value - found.lower), abs(value - found.upper))
    assert found.nearest(None) == found.lower


def test_a_figure_stated_for_a_period_goes_before_one_for_each() -> None:
    stated = {"each quarter": "3", "2010-Q2": "4", "each year": "9"}
    found = [stated_in(stated, period(name), Unit.NUMBER) for name in ("2010-Q1", "2010-Q2", "2010", "2010-09")]
    assert found == [Decimal(3), Decimal(4), Decimal(9), None]


def test_a_period_without_a_figure_of_its_own_has_that_of_the_shortest_around_it() -> None:
    stated = {"each quarter": "3", "2010-Q2": "4", "2010-11": "9"}
    names = ("2010-09", "2010-10", "2010-Q1", "2010-11", "2012-Q1", "2012-09")
    found = [stated_around(stated, period(name), Unit.NUMBER) for name in names]
    assert found == [Decimal(4), Decimal(9), Decimal(3), Decimal(9), Decimal(3), None]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A + B − 2", Sum("−", (Sum("+", (Other("A"), Other("B"))), Number(Fraction(2))))),
        ("A * (B - 1.5)", Sum("×", (Other("A"), Sum("−", (Other("B"), Number(Fraction(3, 2))))))),
        (
            "min(A, [BV 66a] / 2, 3)",
            Sum("min", (Other("A"), Sum("÷", (Other("BV 66a"), Number(Fraction(2)))), Number(Fraction(3)))),
        ),
        ("max(A)", Sum("max", (Other("A"),))),
    ],
)
def test_a_formula_is_read_as_people_write_it(text: str, told: object) -> None:
    assert formula(text) == told


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "it ends where"),
        ("A B", "“B” stands where nothing more was wanted"),
        ("A + × B", "“×” stands where an indicator or a number was wanted"),
        ("(A", "a “)” is wanting"),
        ("min A", "a “(” is wanting"),
        ("A ^ 2", "“^ 2” cannot be read"),
        ("1.2.3", "not a number"),
        ("(" * 31 + "A" + ")" * 31, "more than 30 parentheses"),
        ("A+" * 251 + "A", "503 characters, and 500 are the most"),
    ],
)
def test_what_is_no_formula_is_told_why(text: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault.replace("(", r"\(").replace(")", r"\)").replace("^", r"\^")):
        formula(text)


def test_a_circle_is_named_by_its_path_and_what_rests_on_others_twice_is_none() -> None:
    told = {"A": "B + C", "B": "C × 2", "C": "[d 1] + 1", "D 1": "7"}
    assert circle({code: formula(text) for code, text in told.items()}) == ()
    told |= {"D 1": "max(1, b)"}
    assert circle({code: formula(text) for code, text in told.items()}) == ("B", "C", "D 1", "B")
    assert list(codes_in(formula("A + min(B, A)"))) == ["A", "B", "A"]


TYPES = {"a": "text", "b": "number", "c": "moment", "d": "date", "e": "yes or no", "f": "choice", "n": "count"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("e", Column("e")),
        (
            "a = 'x' and not (b <> 2)",
            Both(Comparison("=", Column("a"), Literal("x")), Not(Comparison("<>", Column("b"), Literal(Decimal(2))))),
        ),
        (
            "f in ('p', 'q') or a is null",
            Either(Among(Column("f"), (Literal("p"), Literal("q"))), Unknown(Column("a"))),
        ),
        ("c >= '2010-04-01'", Comparison(">=", Column("c"), Literal(date(2010, 4, 1)))),
        ("'2010-04-01' > d", Comparison(">", Literal(date(2010, 4, 1)), Column("d"))),
        ("d < c", Comparison("<", Column("d"), Column("c"))),
        (
            "n between -1 and 2",
            Both(
                Comparison(">=", Column("n"), Literal(Decimal(-1))), Comparison("<=", Column("n"), Literal(Decimal(2)))
            ),
        ),
        ("days_between(c, d) <= 3", Comparison("<=", DaysBetween(Column("c"), Column("d")), Literal(Decimal(3)))),
        ("e = true", Comparison("=", Column("e"), Literal(True))),
    ],
)
def test_a_test_of_a_row_is_read_and_fits_its_columns(text: str, told: object) -> None:
    assert fitted(said(text), TYPES) == told
    assert set(columns_in(said(text))) <= set(TYPES)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a; drop table b", "cannot be read"),
        ("", "it is empty"),
        ("a like 'x'", "not in the language of measures"),
        ("(select 1) = 1", "not in the language of measures"),
        ("t.a = 'x'", "not a column’s plain name"),
        ("-a = 1", "a minus stands before numbers only"),
        ("a in (b)", "“in” wants a list"),
        ("a is true", "“is” wants null"),
        ("sin(b) = 1", "not in the language"),
        ("days_between(a) = 1", "days_between"),
        ("days_between('x', d) = 1", "days_between"),
        ("z = 1", "no column “z”"),
        ("a = 1", "text is compared with number"),
        ("c = 'soon'", "is none: write it like 2010-09-30"),
        ("days_between(a, d) = 1", "“a” is no day or moment"),
        ("b", "it says number, where yes or no was wanted"),
        ("not a", "it says text, where yes or no was wanted"),
        ("a = 'x'" + " or a = 'x'" * 100, "characters, and 1,000 are the most"),
        ("not " * 30 + "e", "parts within each other"),
    ],
)
def test_what_is_not_in_the_language_or_does_not_fit_is_told_why(text: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        fitted(said(text), TYPES)
