"""Pure: an amount in parts that come to the whole, to the penny, by the largest remainder."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction

PENNY = Decimal("0.01")


def split(amount: Decimal, weights: Sequence[Decimal | int]) -> tuple[Decimal, ...]:
    """An amount in proportion to some weights: each part a whole number of pence, and all of them the amount exactly.

    Each gets its share rounded down to the penny; the pennies that are left go one each to those with the largest
    remainder, of equal ones to the first. A negative amount is the same with its sign. Raises ValueError where the
    amount has a fraction of a penny, or the weights are negative or come to nothing.
    """
    whole = sum((Fraction(weight) for weight in weights), Fraction())
    if whole <= 0 or min(weights) < 0:
        raise ValueError("an amount is split by weights that are not negative and come to more than nothing")
    pence = _pence(abs(amount))
    shares = [Fraction(pence) * Fraction(weight) / whole for weight in weights]
    parts = [int(share) for share in shares]
    by_remainder = sorted(range(len(parts)), key=lambda place: (parts[place] - shares[place], place))
    for place in by_remainder[: pence - sum(parts)]:
        parts[place] += 1
    sign = -1 if amount < 0 else 1
    return tuple(sign * part * PENNY for part in parts)


def _pence(amount: Decimal) -> int:
    pence = amount / PENNY
    if pence != pence.to_integral_value(rounding=ROUND_FLOOR):
        raise ValueError("an amount is a whole number of pence")
    return int(pence)
