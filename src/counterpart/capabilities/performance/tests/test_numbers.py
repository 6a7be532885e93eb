"""How figures are made of others: the year of its periods, the computed of what they rest on."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.capabilities.performance.rules.adding import Counted, of_the_year
from counterpart.capabilities.performance.rules.computing import computed
from counterpart.capabilities.performance.tests.figuring import a_template, an_indicator, figures, months
from counterpart.engines.library.rules.indicators import AYear, IfMissing, MeasuredAs
from counterpart.values.quantity import Unit

COUNTS = st.tuples(st.integers(0, 500), st.integers(1, 500)).map(lambda two: (Decimal(two[0]), Decimal(two[1])))
QUICKLY = settings(max_examples=50, deadline=None)
YEAR = ("90/100", "80/100", "70/100", "60/100", "9/10", "8/10", "7/10", "6/10", "1/1", "1/1", "1/1", "1/1")


def test_a_year_of_ratios_is_the_sum_of_counts_never_a_mean() -> None:
    told = an_indicator(unit=Unit.PERCENT, measured_as=MeasuredAs.RATIO)
    found = figures(a_template(told), "2010-11", months("2010-04", *YEAR))["A 1", None]
    assert (found["value"], found["numerator"], found["denominator"]) == ("75.23", "334", "444")
    assert found["status"] == "added_up"
    assert found["reasons"]["value"]["because"] == (
        "The sum of the numerators over that of the denominators of 12 periods gives 75.23 for 2010/11: 334 of 444 "
        "(unaudited)."
    )


def test_a_year_wants_all_its_periods_and_quarters_go_before_months() -> None:
    told = an_indicator(measured_as=MeasuredAs.COUNT)
    twelve = months("2010-04", *("1",) * 12)
    assert figures(a_template(told), "2010-11", twelve)["A 1", None]["value"] == "12"
    del twelve["A 1", "2010-09"]
    assert figures(a_template(told), "2010-11", twelve)["A 1", None]["status"] == "missing"
    quarters = {("A 1", f"2010-Q{part}"): "5" for part in range(1, 5)}
    assert (
        figures(a_template(told), "2010-11", months("2010-04", *("1",) * 12) | quarters)["A 1", None]["value"] == "20"
    )


def test_a_year_is_not_made_of_ratios_without_counts_nor_where_nothing_says_how() -> None:
    ratio = an_indicator(unit=Unit.PERCENT, measured_as=MeasuredAs.RATIO)
    twelve = months("2010-04", *("50",) * 12)
    assert figures(a_template(ratio), "2010-11", twelve)["A 1", None]["status"] == "missing"
    assert figures(a_template(an_indicator()), "2010-11", twelve)["A 1", None]["status"] == "missing"


@pytest.mark.parametrize(
    ("how", "value"), [(AYear.TOTAL, "78"), (AYear.MEAN, "6.50"), (AYear.LAST, "12"), (None, "12")]
)
def test_a_year_is_made_as_the_agreement_says(how: AYear | None, value: str) -> None:
    kind = MeasuredAs.SCORE if how is None else MeasuredAs.COUNT
    told = an_indicator(measured_as=kind, a_year=how)
    said = months("2010-04", *(str(n) for n in range(1, 13)))
    assert figures(a_template(told), "2010-11", said)["A 1", None]["value"] == value


@QUICKLY
@given(st.lists(COUNTS, min_size=1, max_size=12))
def test_a_year_of_counts_lies_between_its_best_and_its_worst_period(parts: list[tuple[Decimal, Decimal]]) -> None:
    told = an_indicator(unit=Unit.PERCENT, measured_as=MeasuredAs.RATIO, decimals=6)
    shares = [100 * n / d for n, d in parts]
    year = of_the_year([Counted(Decimal(0), n, d) for n, d in parts], AYear.COUNTS, told)
    assert year is not None
    assert min(shares) - Decimal("0.000001") <= year.value <= max(shares) + Decimal("0.000001")
    assert (year.numerator, year.denominator) == (sum(n for n, _ in parts), sum(d for _, d in parts))


def test_a_year_of_nothing_counted_is_none() -> None:
    assert of_the_year([Counted(Decimal(0), Decimal(0), Decimal(0))], AYear.COUNTS, an_indicator()) is None


def worth(formula: str, given_values: dict[str, str | None], **other: Any) -> tuple[Any, Any, Any]:
    found = computed(
        an_indicator(formula=formula, **other),
        {code: None if text is None else Decimal(text) for code, text in given_values.items()},
    )
    return tuple(None if one is None else str(one) for one in (found.value, found.numerator, found.denominator))


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("A + B × 2", "14.00"),
        ("(A + B) × 2", "20.00"),
        ("A − B − 1", "1.00"),
        ("A ÷ B", "1.50"),
        ("A / 7", "0.86"),
        ("min(A, B, 5)", "4.00"),
        ("max(A, B, 5)", "6.00"),
        ("min(A) × max(B)", "24.00"),
    ],
)
def test_a_formula_computes_exactly_and_rounds_once(formula: str, value: str) -> None:
    assert worth(formula, {"a": "6", "b": "4"})[0] == value


@pytest.mark.parametrize(
    ("formula", "policy", "value"),
    [
        ("A + B", IfMissing.NO_FIGURE, None),
        ("A + B", IfMissing.LEFT_OUT, "6.00"),
        ("A + B", IfMissing.ZERO, "6.00"),
        ("B − A", IfMissing.LEFT_OUT, "-6.00"),
        ("min(A, B)", IfMissing.LEFT_OUT, "6.00"),
        ("min(A, B)", IfMissing.ZERO, "0.00"),
        ("A × B", IfMissing.LEFT_OUT, None),
        ("A × B", IfMissing.ZERO, "0.00"),
        ("A ÷ B", IfMissing.ZERO, None),
        ("B + B", IfMissing.LEFT_OUT, None),
    ],
)
def test_what_is_missing_is_taken_as_the_agreement_says(formula: str, policy: IfMissing, value: str | None) -> None:
    assert worth(formula, {"a": "6", "b": None}, if_missing=policy)[0] == value


def test_a_division_by_zero_gives_no_figure_or_zero_as_the_agreement_says() -> None:
    assert worth("A ÷ B", {"a": "6", "b": "0"}) == (None, None, None)
    assert worth("A ÷ B", {"a": "6", "b": "0"}, if_divided_by_zero="zero") == ("0.00", None, None)
    ratio = {"measured_as": MeasuredAs.RATIO}
    assert worth("A ÷ B", {"a": "6", "b": "0"}, if_divided_by_zero="zero", **ratio) == ("0.00", "6", "0")
    assert worth("A ÷ B", {"a": "6", "b": "0"}, **ratio) == (None, None, None)


def test_a_ratio_keeps_both_sides_and_a_percentage_needs_no_hundred() -> None:
    ratio = {"measured_as": MeasuredAs.RATIO}
    assert worth("A ÷ (A + B)", {"a": "1", "b": "3"}, unit=Unit.PERCENT, **ratio) == ("25.00", "1", "4")
    assert worth("A ÷ B", {"a": "1", "b": "4"}, **ratio) == ("0.25", "1", "4")
    assert worth("A × B", {"a": "1", "b": "4"}, **ratio) == ("4.00", None, None)


def test_what_is_not_computed_has_no_formula_to_work_out() -> None:
    assert computed(an_indicator(), {}).value is None


A, B = an_indicator("A 1", measured_as=MeasuredAs.COUNT), an_indicator("B 1", measured_as=MeasuredAs.COUNT)
RATE = an_indicator("R 1", formula="[A 1] ÷ [B 1]", measured_as=MeasuredAs.RATIO, unit=Unit.PERCENT)


def test_a_computed_figure_says_what_it_was_computed_from_and_has_the_areas_of_the_others() -> None:
    said = {
        ("A 1", "2010-09"): "3",
        ("B 1", "2010-09"): "4",
        ("A 1", "2010-09", "North"): "1",
        ("B 1", "2010-09", "north"): "1",
        ("B 1", "2010-09", "South"): "3",
    }
    found = figures(a_template(A, B, RATE), "2010-09", said)
    whole = found["R 1", None]
    assert (whole["value"], whole["numerator"], whole["denominator"], whole["status"]) == (
        "75.00",
        "3",
        "4",
        "computed",
    )
    assert whole["reasons"]["value"]["because"] == (
        "[A 1] ÷ [B 1], with A 1 at 3, B 1 at 4, gives 75.00 for September 2010."
    )
    assert [given["value"] for given in whole["reasons"]["value"]["inputs"]] == ["3", "4"]
    assert found["R 1", "North"]["value"] == "100.00"
    south = found["R 1", "South"]
    assert south["value"] is None
    assert (
        "gives no figure: where one is missing the agreement wants “no figure”" in south["reasons"]["value"]["because"]
    )
    nothing = figures(a_template(A, B, RATE), "2010-09", {("A 1", "2010-09"): "3", ("B 1", "2010-09"): "0"})[
        "R 1", None
    ]
    assert nothing["reasons"]["value"]["because"].endswith(
        "gives no figure: nothing can be divided by zero for September 2010."
    )


def test_a_computed_year_is_computed_of_the_years_of_the_others() -> None:
    said = months("2010-04", *("3",) * 12) | months("2010-04", *("4",) * 12, code="B 1")
    year = figures(a_template(A, B, RATE), "2010-11", said)["R 1", None]
    assert (year["value"], year["numerator"], year["denominator"]) == ("75.00", "36", "48")
    assert figures(a_template(an_indicator(formula="7")), "2010-11", {})["A 1", None]["value"] == "7.00"
