"""Pounds and pence: exact, and rounded once, by the rule the agreement states."""

import re
from decimal import ROUND_HALF_UP, Context, Decimal

WIDE = Context(prec=100, rounding=ROUND_HALF_UP)
"""Room enough that a product or a share of two numbers is rounded once, where the rule rounds it."""

_NUMBER = re.compile(r"[+-]?(?:(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+)")
_WHOLE_DIGITS, _DECIMAL_PLACES = 15, 9
_POUND_SIGN = re.compile(r"^([+-]?)£ ?")


def exact(text: str) -> Decimal:
    """A number as people write it (“12,400.50”, “-3”), exactly; commas stand only between thousands.

    Raises ValueError where the text is no such number, or has more than 15 digits before the point or 9 after it: sums
    of such numbers are exact, and none takes more than a line to write.
    """
    bare = text.strip().replace("\N{MINUS SIGN}", "-")
    whole, _, part = bare.lstrip("+-").partition(".")
    if len(whole.replace(",", "")) > _WHOLE_DIGITS or len(part) > _DECIMAL_PLACES or not _NUMBER.fullmatch(bare):
        raise ValueError(f"“{text}” is not a number")
    return _unsigned_zero(Decimal(bare.replace(",", "")))


def pounds(text: str) -> Decimal:
    """An amount as people write it ("£12,400", "12400.5") as exact pounds.

    Raises ValueError where the text is not an amount, or has a fraction of a penny.
    """
    try:
        amount = exact(_POUND_SIGN.sub(r"\1", text.strip()))
    except ValueError:
        raise ValueError(f"“{text}” is not an amount in pounds") from None
    if amount != to_the_penny(amount):
        raise ValueError(f"“{text}” is not a whole number of pence")
    return to_the_penny(amount)


def to_the_penny(amount: Decimal) -> Decimal:
    """Rounded to pence, half up (away from zero): the rule agreements here state as “pence, half up”."""
    return rounded(amount, places=2)


def rounded(value: Decimal, *, places: int) -> Decimal:
    """Rounded to so many decimal places, half up (away from zero)."""
    return _unsigned_zero(value.quantize(Decimal(1).scaleb(-places), context=WIDE))


def _unsigned_zero(number: Decimal) -> Decimal:
    return number if number else number.copy_abs()
