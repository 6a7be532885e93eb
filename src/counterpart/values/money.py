"""Pounds and pence: exact, and rounded once, by the rule the agreement states."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

PENNY = Decimal("0.01")


def pounds(text: str) -> Decimal:
    """An amount as people write it ("£12,400", "12400.5") as exact pounds.

    Raises ValueError where the text is not an amount, or has a fraction of a penny.
    """
    try:
        amount = Decimal(text.strip().lstrip("£").replace(",", ""))
    except InvalidOperation:
        raise ValueError(f"“{text}” is not an amount in pounds") from None
    if not amount.is_finite() or amount != amount.quantize(PENNY):
        raise ValueError(f"“{text}” is not a whole number of pence")
    return amount.quantize(PENNY)


def to_the_penny(amount: Decimal) -> Decimal:
    """Rounded to pence, half up (away from zero): the rule agreements here state as “pence, half up”."""
    return rounded(amount, places=2)


def rounded(value: Decimal, *, places: int) -> Decimal:
    """Rounded to so many decimal places, half up (away from zero)."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
