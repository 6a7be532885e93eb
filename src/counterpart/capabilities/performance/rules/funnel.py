"""Pure: which areas differ from the rest by more than chance, each judged by how much it counted.

The areas’ own total is what is expected of all. Of an area of up to 10,000 counted the chance of a result at least as
far out is worked out exactly (the binomial tails); of a larger one by Wilson’s score, which needs no such sums. An area
differs where that chance is below one in a thousand either way, which is three standard deviations near enough.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from enum import StrEnum

from counterpart.engines.library.rules.indicators import Better
from counterpart.values.money import WIDE, rounded
from counterpart.values.refusal import Refusal

ONE_IN, LONGEST_ODDS = 1_000, 1_000_000
LARGEST_EXACT = 10_000
FEWEST_AREAS = 3
EXACT, WILSON = "exact binomial", "Wilson score"
_Z = Decimal("3.090232306167813541540399")  # the point beyond which one in a thousand of a normal distribution lies
_WORKING = Context(prec=40, Emin=-999_999_999, Emax=999_999_999)
_NEGLIGIBLE = Decimal("1e-30")


class Standing(StrEnum):
    BETTER = "better than chance"
    WORSE = "worse than chance"
    HIGHER = "higher than chance"
    LOWER = "lower than chance"
    CHANCE = "no more than chance"


@dataclass(frozen=True)
class Area:
    """What an area counted: so many of so many."""

    name: str
    numerator: int
    denominator: int


@dataclass(frozen=True)
class Placed:
    """Where an area stands, the chance of a result as far out as its own, and by which method."""

    area: Area
    standing: Standing
    chance: Decimal | None
    method: str
    because: str


def funnel(areas: Sequence[Area], *, better: Better) -> tuple[Placed, ...] | Refusal:
    """Each area beside what all of them together would have it expect, in the order given.

    Refused where there are too few to compare, or an area counted more than there was.
    """
    if refusal := _unusable(areas):
        return refusal
    numerator = sum(area.numerator for area in areas)
    denominator = sum(area.denominator for area in areas)
    with localcontext(_WORKING):
        return tuple(_placed(area, numerator, denominator, better) for area in areas)


def _unusable(areas: Sequence[Area]) -> Refusal | None:
    wrong = [area.name for area in areas if not 0 <= area.numerator <= area.denominator or not area.denominator]
    if wrong:
        fact = f"{', '.join(wrong)} counted more than there was, or nothing"
        return _refusal("not-a-share", fact, "a funnel compares shares of what was counted")
    if len(areas) < FEWEST_AREAS:
        return _refusal("few", f"{len(areas)} areas were given", f"at least {FEWEST_AREAS} areas make a comparison")
    return None


def _refusal(code: str, fact: str, rule: str) -> Refusal:
    return Refusal(f"funnel.{code}", "The areas were not compared", fact, rule, "Give areas with their counts.")


def _placed(area: Area, numerator: int, denominator: int, better: Better) -> Placed:
    exact = area.denominator <= LARGEST_EXACT
    chance = _tail(area, numerator, denominator) if exact else None
    outside = _is_rare(chance) if chance is not None else _beyond_wilson(area, numerator, denominator)
    above = area.numerator * denominator - numerator * area.denominator
    standing = _standing(above, outside, better)
    share, expected = (f"{share_of(n, d):f}" for n, d in (
        (area.numerator, area.denominator), (numerator, denominator)))  # fmt: skip
    said = f"{area.numerator} of {area.denominator} is {share} %, where {expected} % was to be expected"
    if chance is not None:
        said += f"; a result as far out comes by chance {_odds(chance)}"
    because = f"{area.name}: {said}: {standing.value} ({EXACT if exact else WILSON}, one in {ONE_IN:,})."
    return Placed(area, standing, chance, EXACT if exact else WILSON, because)


def share_of(numerator: int, denominator: int) -> Decimal:
    """So many of so many in per cent, as people read it: to two places, half up."""
    return rounded(WIDE.divide(Decimal(100 * numerator), Decimal(denominator)), places=2)


def _is_rare(chance: Decimal) -> bool:
    return chance * ONE_IN < 1


def _odds(chance: Decimal) -> str:
    if chance > Decimal("0.1"):
        return "more often than one time in ten"
    return f"one time in {round(1 / chance):,}" if chance * LONGEST_ODDS > 1 else "less than one time in a million"


def _standing(above: int, outside: bool, better: Better) -> Standing:
    if not outside or above == 0:
        return Standing.CHANCE
    if better is Better.WITHIN:
        return Standing.HIGHER if above > 0 else Standing.LOWER
    return Standing.BETTER if (above > 0) == (better is Better.HIGHER) else Standing.WORSE


def _tail(area: Area, numerator: int, denominator: int) -> Decimal:
    """The chance of so many, or further from what was to be expected, on that side."""
    n, x = area.denominator, area.numerator
    high = x * denominator >= numerator * n
    share = Decimal(numerator) / denominator
    yes, no = (share, 1 - share) if high else (1 - share, share)
    least = x if high else n - x
    if yes in (0, 1):
        return Decimal(1)
    term = _ways(n, least) * yes**least * no ** (n - least)
    total, odds = Decimal(0), yes / no
    for k in range(least, n + 1):
        total += term
        if term < total * _NEGLIGIBLE:
            break
        term = term * (n - k) / (k + 1) * odds
    return total


def _ways(n: int, k: int) -> Decimal:
    """In how many ways k are chosen of n."""
    found = Decimal(1)
    for step in range(min(k, n - k)):
        found = found * (n - step) / (step + 1)
    return found


def _beyond_wilson(area: Area, numerator: int, denominator: int) -> bool:
    """Whether what was to be expected lies outside Wilson’s interval about the area’s own share."""
    n, z2 = Decimal(area.denominator), _Z * _Z
    own, expected = Decimal(area.numerator) / n, Decimal(numerator) / denominator
    middle = (own + z2 / (2 * n)) / (1 + z2 / n)
    reach = _Z / (1 + z2 / n) * (own * (1 - own) / n + z2 / (4 * n * n)).sqrt()
    return abs(expected - middle) > reach
