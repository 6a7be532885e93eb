"""Pounds and pence, and numbers as people write them: read strictly, rounded once."""

from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.values.money import exact, pounds, rounded, to_the_penny

QUICKLY = settings(max_examples=25, deadline=None)

NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**14), max_value=10**14, places=6)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("£12,400", "12400.00"),
        ("12400.5", "12400.50"),
        (" £ 3 ", "3.00"),
        ("-£1,234,567.89", "-1234567.89"),
        ("£-5", "-5.00"),
        ("0", "0.00"),
        ("-0.00", "0.00"),
        ("98.470", "98.47"),
    ],
)
def test_an_amount_is_read_as_people_write_it(text: str, amount: str) -> None:
    assert str(pounds(text)) == amount


@pytest.mark.parametrize("text", ["", "£", "££5", "5£", "-£-5", "five", "1e400", "NaN", "£1,23", "1 000", "£1_000"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not an amount in pounds"):
        pounds(text)


@pytest.mark.parametrize("text", ["0.001", "£12.345", "-0.005"])
def test_a_fraction_of_a_penny_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a whole number of pence"):
        pounds(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("98.47", "98.47"),
        ("10.00", "10.00"),
        (".27", "0.27"),
        ("+3", "3"),
        ("-3", "-3"),
        ("−3", "-3"),
        ("007", "7"),
        ("1,234,567.5", "1234567.5"),
        ("999,999,999,999,999", "999999999999999"),
        ("0.123456789", "0.123456789"),
        ("-0", "0"),
        ("-0.00", "0.00"),
    ],
)
def test_a_number_is_read_exactly_with_the_places_it_was_written_with(text: str, number: str) -> None:
    assert str(exact(text)) == number


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", ".", "-", "+", "--3", "+-3", "3-", "5.", "1.2.3", "NaN", "nan", "sNaN", "Infinity", "-inf", "1e400"),
        *("1e5", "1E+2", "1e999999999", "1_000", "1,23,4", "12,34", ",123", "1,234,", "0,005", "1,2345", "1 234"),
        *("１２", "١٢", "²", "½", "0x10", "98 . 47", "1234567890123456", "0.1234567891"),
        pytest.param("9" * 100_000, id="100,000 nines"),
        pytest.param("," * 100_000, id="100,000 commas"),
        pytest.param(" " * 100_000 + "x", id="100,000 spaces"),
    ],
)
def test_what_is_not_plainly_a_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        exact(text)


@QUICKLY
@given(NUMBERS)
def test_a_number_written_with_or_without_thousands_separators_is_the_same(number: Decimal) -> None:
    assert exact(f"{number:,f}") == exact(f"{number:f}") == number


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        ("0.005", 2, "0.01"),
        ("-0.005", 2, "-0.01"),
        ("2.5", 0, "3"),
        ("98.465", 2, "98.47"),
        ("98.4649999", 2, "98.46"),
        ("1", 2, "1.00"),
        ("-0.001", 2, "0.00"),
        ("123456789012345678901234567890.125", 2, "123456789012345678901234567890.13"),
    ],
)
def test_a_half_is_rounded_away_from_zero(value: str, places: int, expected: str) -> None:
    assert str(rounded(Decimal(value), places=places)) == expected


@QUICKLY
@given(NUMBERS, st.integers(0, 6))
def test_rounding_agrees_with_exact_fractions(number: Decimal, places: int) -> None:
    nearest = Fraction(floor(abs(Fraction(number)) * 10**places + Fraction(1, 2)), 10**places)
    assert Fraction(rounded(number, places=places)) == (nearest if number >= 0 else -nearest)


@QUICKLY
@given(NUMBERS)
def test_pence_rounded_again_stay_as_they_are(number: Decimal) -> None:
    assert to_the_penny(to_the_penny(number)) == to_the_penny(number)
    assert abs(to_the_penny(number) - number) <= Decimal("0.005")
