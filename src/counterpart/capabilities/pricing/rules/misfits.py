"""Pure: where a file of mechanisms makes no sense as a whole."""

from collections.abc import Iterator
from decimal import Decimal

from counterpart.capabilities.pricing.rules.mechanisms import Kind, Mechanism, Mechanisms

Path = tuple[str | int, ...]
Misfit = tuple[Path, str, str]

MOST, MOST_DRAWS, MOST_CAPS = 20, 10_000, 20
LARGEST = Decimal(10) ** 9
_PRICED = (Kind.PROPERTY, Kind.VOID)


def misfits(asked: Mechanisms) -> Iterator[Misfit]:
    if not 1 <= len(asked.mechanisms) <= MOST:
        yield ("mechanisms",), f"{len(asked.mechanisms)} of them", f"one to {MOST}"
    if not 40 <= asked.draws <= MOST_DRAWS:
        yield ("draws",), str(asked.draws), f"a whole number from 40 to {MOST_DRAWS:,}"
    if not 0 <= asked.seed < 1 << 63:
        yield ("seed",), "a seed out of bounds", "a whole number from 0 on, of at most 18 digits"
    if len(asked.caps) > MOST_CAPS:
        yield ("caps",), f"{len(asked.caps)} of them", f"at most {MOST_CAPS}"
    for place, cap in enumerate(asked.caps):
        yield from _amount(("caps", place), cap)
    seen: set[str] = set()
    for place, mechanism in enumerate(asked.mechanisms):
        if mechanism.id in seen:
            yield ("mechanisms", place, "id"), f"“{mechanism.id}” a second time", "each name once"
        seen.add(mechanism.id)
        yield from _mechanism(("mechanisms", place), mechanism)


def _mechanism(path: Path, mechanism: Mechanism) -> Iterator[Misfit]:
    if mechanism.kind in _PRICED and mechanism.price is None:
        yield path, "no “price”", "a price, a year per property or per void"
    for name in ("price", "value_cap"):
        amount = getattr(mechanism, name)
        if amount is not None:
            yield from _amount((*path, name), amount)
            if mechanism.kind not in _PRICED:
                yield (*path, name), f"“{name}”", f"it only where a price covers work, not under {mechanism.kind}"
    for name in ("percent", "cost_percent", "overhead_percent", "profit_percent", "fee_percent"):
        value = getattr(mechanism, name)
        exponent = value.as_tuple().exponent
        if not isinstance(exponent, int) or exponent < -4 or not -100 <= value <= 1000:
            yield (*path, name), "a percentage out of bounds", "a number from -100 to 1000, to four places at most"
    if not 1 <= mechanism.void_days <= 1000:
        yield (*path, "void_days"), str(mechanism.void_days), "a whole number from 1 to 1000"


def _amount(path: Path, amount: Decimal) -> Iterator[Misfit]:
    exponent = amount.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -2 or not 0 <= amount < LARGEST:
        yield path, "an amount out of bounds", "pounds and pence, from 0 on"
