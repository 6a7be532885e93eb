"""Pure: what a line ought to have cost, and how the money of several findings on one line is counted once."""

from collections.abc import Iterable

from counterpart.capabilities.assurance.rules.parameters import UNITS_A_PENNY


def pence_of(quantity: int, rate: int) -> int:
    """Quantity × rate in pence, half a penny up. Neither is negative."""
    return (2 * quantity * rate + UNITS_A_PENNY) // (2 * UNITS_A_PENNY)


def counted(billed: int, differences: Iterable[int]) -> tuple[int, ...]:
    """Of the differences found on one line, in the order of counting, what each adds to the money at risk.

    Together they are never more than was billed; an undercharge counts nothing.
    """
    found, so_far = [], 0
    for difference in differences:
        reaches = max(so_far, min(difference, billed))
        found.append(reaches - so_far)
        so_far = reaches
    return tuple(found)


def undercharged(differences: Iterable[int]) -> int:
    """The greatest undercharge found on one line, negative; 0 where there is none."""
    return min([0, *differences])
