"""What a measure says of its rows, one at a time; what does not fit; and small numbers that are not shown."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpart.capabilities.performance.rules.measuring import (
    Measure,
    Why,
    cells,
    exceptions,
    hidden,
    measure_of,
    worth,
)
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


def of_sizes(**sizes: int) -> dict[str, Decimal]:
    return {part: Decimal(size) for part, size in sizes.items()}


@pytest.mark.parametrize(
    ("sizes", "kept_back"),
    [
        (of_sizes(a=7, b=40), ""),
        (of_sizes(a=3, b=40, c=7, d=90), "ac"),
        (of_sizes(a=2, b=3, c=9), "ab"),
        (of_sizes(a=1, b=1, c=9, d=10), "abc"),
        (of_sizes(a=3), "a"),
        (of_sizes(a=4, b=5, c=5), "ab"),
        ({}, ""),
    ],
)
def test_small_numbers_are_not_shown_and_never_one_alone_nor_few_together(
    sizes: dict[str, Decimal], kept_back: str
) -> None:
    assert hidden(sizes, 5) == set(kept_back)


def test_what_was_hidden_in_a_month_stays_hidden_in_the_year() -> None:
    assert hidden(of_sizes(a=50, b=60, c=70), 5, already=["b", "z"]) == {"a", "b"}


SIZES = st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 30).map(Decimal))


@given(SIZES, st.integers(1, 12))
def test_what_the_whole_gives_away_is_at_least_two_parts_and_so_many_rows(
    sizes: dict[str, Decimal], fewest: int
) -> None:
    kept_back = hidden(sizes, fewest)
    assert all(sizes[part] >= fewest for part in set(sizes) - kept_back)
    if kept_back and kept_back != set(sizes):
        assert len(kept_back) > 1
        assert sum(sizes[part] for part in kept_back) >= fewest


def test_rows_are_listed_with_the_reason() -> None:
    measure = a_measure(of="cost > 0", counting="done <= due", apart="trade = 'odd'", labelled="kept")
    rows = [
        ROW,
        ROW | {"cost": None},
        ROW | {"trade": "odd"},
        ROW | {"trade": None, "due": None, "kept": None},
        ROW | {"due": date(2010, 6, 1)},
        ROW | {"done": None, "due": None},
    ]
    found = [(str(month), why.value, rows.index(dict(row))) for month, why, row in exceptions(measure, rows, TYPES)]
    listed = [("unclear", 1), ("apart", 2), ("unknown", 3), ("unlabelled", 3), ("labelled", 4)]
    assert found == [("2010-07", why, row) for why, row in listed]
    assert cells(measure, rows, TYPES) == {(period("2010-07"), None): (1, 3)}
    added = [why for _month, why, _row in exceptions(a_measure(adding="cost"), rows, TYPES)]
    assert added == [Why.UNKNOWN]


def test_nothing_but_what_is_said_joins() -> None:
    with pytest.raises(TypeError, match="joins nothing"):
        worth("x", ROW, TYPES)  # type: ignore[arg-type]
