"""Pure: numbers that were worked out, as they are sealed."""

from decimal import Context, Decimal
from fractions import Fraction

_TEN = Context(prec=10)


def ten_digits(number: Decimal | Fraction | None) -> str | None:
    """A worked-out number as it is sealed: to ten significant digits, in full, without zeros that say nothing."""
    if number is None:
        return None
    if isinstance(number, Fraction):
        number = _TEN.divide(Decimal(number.numerator), Decimal(number.denominator))
    text = format(_TEN.plus(number), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text
