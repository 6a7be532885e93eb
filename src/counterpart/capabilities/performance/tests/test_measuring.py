"""What a measure says of its rows, one at a time; what does not fit; and small numbers that are not shown."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from counterpart.capabilities.performance.rules.measuring import Measure, cells, measure_of, suppressed, worth
from counterpart.capabilities.performance.tests.figuring import an_indicator
from counterpart.engines.library.rules.expressions import Said, fitted, said
from counterpart.engines.library.rules.indicators import MeasuredTerms
from counterpart.values.period import period
from counterpart.values.refusal import Refusal

TYPES = {"trade": "text", "done": "moment", "due": "date", "kept": "yes or no", "cost": "number", "group": "text"}
ROW: dict[str, Any] = {
    "trade": "plumbing",
    "done": datetime(2010, 6, 30, 23, 30),  # noqa: DTZ001 - in UTC; half past midnight on 1 July in London
    "due": date(2010, 7, 1),
    "kept": "yes",
    "cost": Decimal("12.50"),
    "group": None,
}


def a_measure(**other: Any) -> Measure:
    terms = MeasuredTerms(**({"dataset": "jobs", "dated": "done"} | other))
    found = measure_of(an_indicator(measured=terms), TYPES)
    assert isinstance(found, Measure), found
    return found


@pytest.mark.parametrize(
    ("text", "so"),
    [
        ("done <= due", True),
        ("done < due", False),
        ("due >= done", True),
        ("done > '2010-06-30'", True),
        ("trade <> 'joinery'", True),
        ("trade in ('joinery', 'plumbing')", True),
        ("trade in ('joinery', 'roofs')", False),
        ("group in ('a')", None),
        ("group = 'a'", None),
        ("group is null", True),
        ("group = 'a' or kept", True),
        ("group = 'a' or not kept", None),
        ("group = 'a' and not kept", False),
        ("group = 'a' and kept", None),
        ("not (group = 'a')", None),
        ("trade = 'x' and kept", False),
        ("trade = 'x' or not kept", False),
        ("not trade = 'x' and kept", True),
        ("days_between(done, due) = 0", True),
        ("cost between 12 and 13", True),
        ("cost > 12.50", False),
        ("done = done", True),
    ],
)
def test_what_is_said_of_a_row_is_so_or_not_or_not_known(text: str, so: bool | None) -> None:
    told: Said = fitted(said(text), TYPES)
    assert worth(told, ROW, TYPES) is so


def test_days_between_what_is_not_known_are_not_known() -> None:
    told = fitted(said("days_between(done, due) = 0"), TYPES)
    assert worth(told, ROW | {"due": None}, TYPES) is None


def test_a_row_belongs_to_the_month_its_day_falls_in_in_london() -> None:
    found = cells(
        a_measure(of="trade = 'plumbing'", counting="kept", by=("trade", "group")), [ROW, ROW | {"kept": "no"}], TYPES
    )
    month = period("2010-07")
    assert found == {(month, None): (1, 2), (month, ("trade", "plumbing")): (1, 2)}


def test_a_row_without_its_day_or_that_is_not_looked_at_counts_nowhere() -> None:
    measure = a_measure(of="kept", counting="cost > 0")
    assert cells(measure, [ROW | {"done": None}, ROW | {"kept": None}, ROW | {"kept": "no"}], TYPES) == {}


def test_numbers_are_added_exactly_and_a_row_without_one_is_not_counted() -> None:
    found = cells(a_measure(adding="cost"), [ROW, ROW, ROW | {"cost": None}], TYPES)
    assert found == {(period("2010-07"), None): (Decimal("25.00"), 2)}


@pytest.mark.parametrize(
    ("other", "fact"),
    [
        ({"dated": "gone", "counting": "kept"}, "there is no column “gone”"),
        ({"dated": "trade", "counting": "kept"}, "“trade” is no day or moment"),
        ({"counting": "gone = 1"}, "there is no column “gone”"),
        ({"counting": "cost"}, "it says number, where yes or no was wanted"),
        ({"adding": "kept"}, "it says yes or no, where number was wanted"),
        ({"counting": "kept", "by": ("gone",)}, "there is no column “gone”"),
    ],
)
def test_a_measure_that_does_not_fit_its_dataset_is_refused(other: dict[str, Any], fact: str) -> None:
    terms = MeasuredTerms(**({"dataset": "jobs", "dated": "done"} | other))
    found = measure_of(an_indicator(measured=terms), TYPES)
    assert isinstance(found, Refusal)
    assert fact in found.fact


def test_an_indicator_that_is_not_measured_has_no_measure() -> None:
    assert isinstance(measure_of(an_indicator(), TYPES), Refusal)


def test_small_numbers_are_not_shown_and_never_one_alone() -> None:
    measure = a_measure(counting="kept", by=("trade", "group"), small_numbers=("group",), fewest=5)
    month, later = period("2010-07"), period("2010-08")
    sizes = {"a": 3, "b": 40, "c": 7, "d": 90}
    found = {(month, ("group", name)): (Decimal(1), Decimal(size)) for name, size in sizes.items()}
    found |= {(later, ("group", name)): (Decimal(1), Decimal(size)) for name, size in {"a": 2, "b": 3, "c": 9}.items()}
    found |= {(month, None): (Decimal(4), Decimal(140)), (month, ("trade", "x")): (Decimal(1), Decimal(1))}
    left = suppressed(found, measure)
    assert sorted(part[1] for when, part in left if part and when == month) == ["b", "d", "x"]
    assert [part[1] for when, part in left if part and when == later] == ["c"]
    assert left[month, None] == (4, 140)
    assert suppressed({(month, ("group", "b")): (Decimal(1), Decimal(9))}, measure) == {(month, ("group", "b")): (1, 9)}


def test_nothing_but_what_is_said_joins() -> None:
    with pytest.raises(TypeError, match="joins nothing"):
        worth("x", ROW, TYPES)  # type: ignore[arg-type]
