"""Values with their reasons as plain data."""

import json
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.values.explained import Explained, Source, plain
from counterpart.values.period import period

QUICKLY = settings(max_examples=25, deadline=None)

SOURCE = Source("returns.csv", "ab" * 32, 4, "value")
VALUE = Explained(Decimal("98.47"), "As returned.", "figure as returned", clause="4.2", inputs=(SOURCE,))
TARGET = Explained(Decimal("98.25"), "As agreed.", "agreed target", template="almo@1")
MET = Explained(True, "98.47 is above 98.25.", "target met", inputs=(VALUE, TARGET))
RAG = Explained("green", "The target is met.", "red, amber, green", inputs=(MET,), rounding="none")


class Colour(StrEnum):
    GREEN = "green"


class Place(IntEnum):
    FIRST = 1


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (True, True),
        (3, 3),
        (Place.FIRST, 1),
        (Decimal("10.00"), "10.00"),
        (Decimal("1E+2"), "100"),
        (Decimal("1E-7"), "0.0000001"),
        (Colour.GREEN, "green"),
        ("as it is", "as it is"),
        (period("2007-08"), "2007-08"),
    ],
)
def test_a_value_is_kept_as_plain_text_numbers_and_truths(value: Any, expected: Any) -> None:
    assert plain(value) == expected


@pytest.mark.parametrize("value", [0.1, float("nan"), float("inf"), 1.0])
def test_a_float_is_refused(value: float) -> None:
    with pytest.raises(TypeError, match="use Decimal"):
        plain(value)
    with pytest.raises(TypeError, match="use Decimal"):
        Explained(value, "So it is.", "none").as_data()


@QUICKLY
@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15))
def test_a_decimal_is_kept_without_an_exponent_and_read_back_exactly(value: Decimal) -> None:
    assert "E" not in plain(value)
    assert Decimal(plain(value)) == value


def test_reasons_as_data_go_down_to_the_file_and_line() -> None:
    data = RAG.as_data()
    value = data["inputs"][0]["inputs"][0]
    assert (value["value"], value["clause"]) == ("98.47", "4.2")
    assert value["inputs"] == [
        {"source": "returns.csv", "fingerprint": "ab" * 32, "line": 4, "column": "value", "sheet": None}
    ]
    assert json.loads(json.dumps(data)) == data


def test_what_is_told_elsewhere_is_referred_to_by_its_name() -> None:
    assert MET.as_data(told={VALUE: "value", TARGET: "target"})["inputs"] == [{"see": "value"}, {"see": "target"}]


def test_a_name_reaches_inputs_of_inputs() -> None:
    told = RAG.as_data(told={TARGET: "target"})
    met = told["inputs"][0]
    assert met["value"] is True
    assert met["inputs"][0]["because"] == "As returned."
    assert met["inputs"][1] == {"see": "target"}


def test_only_the_same_reasons_are_referred_to_and_not_the_same_value_for_others() -> None:
    other = Explained(TARGET.value, "As returned.", "target as returned")
    met = Explained(True, "So it is.", "target met", inputs=(other,))
    assert met.as_data(told={TARGET: "target"})["inputs"][0]["because"] == "As returned."
