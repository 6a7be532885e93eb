"""Pure: payment mechanisms as data: what is paid by value, and what by the property or the void."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

from counterpart.engines.library.rules.strict import STRICT

MONTHS = 12


class Kind(StrEnum):
    RATES = "schedule of rates"
    PROPERTY = "price per property"
    VOID = "price per void"
    OPEN_BOOK = "open book"
    COST_PLUS = "cost plus"


class Unit(StrEnum):
    """What a price is for."""

    PROPERTY = "property and month"
    VOID = "void"


@dataclass(frozen=True, kw_only=True)
class Mechanism:
    """A way to pay. Value is what the lines of a job come to at the rates that were charged.

    `percent`: on everything paid at rates. `price`: a year per property in charge, or per void. What is excluded from a
    price is paid at rates: jobs worth more than `value_cap`, of an excluded trade or priority; a price per property
    excludes voids too where it says so. A void begins on the day a property is void from, and its work is that raised
    within `void_days`. `cost_percent`: what the work costs the provider, as a part of its value, where no costs are
    known; open book adds overhead and profit to it, cost plus a fee.
    """

    id: str
    name: str
    kind: Kind
    percent: Decimal = Decimal()
    price: Decimal | None = None
    value_cap: Decimal | None = None
    excluded_trades: tuple[str, ...] = ()
    excluded_priorities: tuple[str, ...] = ()
    voids_excluded: bool = False
    void_days: int = 42
    cost_percent: Decimal = Decimal(100)
    overhead_percent: Decimal = Decimal()
    profit_percent: Decimal = Decimal()
    fee_percent: Decimal = Decimal()

    __pydantic_config__ = STRICT

    @property
    def unit(self) -> Unit | None:
        return {Kind.PROPERTY: Unit.PROPERTY, Kind.VOID: Unit.VOID}.get(self.kind)

    @property
    def factor(self) -> Fraction:
        """By what the value of work that is paid by value is multiplied."""
        match self.kind:
            case Kind.OPEN_BOOK:
                return (
                    Fraction(self.cost_percent)
                    / 100
                    * (1 + Fraction(self.overhead_percent + self.profit_percent) / 100)
                )
            case Kind.COST_PLUS:
                return Fraction(self.cost_percent) / 100 * (1 + Fraction(self.fee_percent) / 100)
        return 1 + Fraction(self.percent) / 100

    @property
    def unit_pence(self) -> int:
        """The price of one unit: of a property and month, a twelfth of a year’s, to the penny, half up."""
        if self.price is None:
            return 0
        parts = MONTHS if self.kind is Kind.PROPERTY else 1
        return int((self.price * 100 / parts).quantize(Decimal(1), rounding=ROUND_HALF_UP))

    @property
    def bears(self) -> str:
        """Who bears a rise of the provider’s costs until the price is next changed."""
        passed_on = self.kind in (Kind.OPEN_BOOK, Kind.COST_PLUS)
        return "the commissioner, at once" if passed_on else "the provider, until prices are next changed"


@dataclass(frozen=True, kw_only=True)
class Mechanisms:
    """The mechanisms that are compared; the first is what the others are compared with."""

    mechanisms: tuple[Mechanism, ...]
    draws: int = 1_000
    seed: int = 1
    caps: tuple[Decimal, ...] = ()

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class PricedJob:
    """A job as it is paid: its value in pence, and whether it is work on a void, by day of the void."""

    value: int
    trade: str
    priority: str
    void_day: int | None = None


def by_value(mechanism: Mechanism, job: PricedJob) -> bool:
    """Whether a job is paid by value; otherwise a price covers it. The slow twin of `measures.by_value`."""
    on_void = job.void_day is not None and 0 <= job.void_day < mechanism.void_days
    match mechanism.kind:
        case Kind.PROPERTY:
            covered = not (on_void and mechanism.voids_excluded)
        case Kind.VOID:
            covered = on_void
        case _:
            return True
    return not covered or _excluded(mechanism, job)


def _excluded(mechanism: Mechanism, job: PricedJob) -> bool:
    above = mechanism.value_cap is not None and job.value > int(mechanism.value_cap * 100)
    return above or job.trade in mechanism.excluded_trades or job.priority in mechanism.excluded_priorities


def paid(mechanism: Mechanism, *, value: int, units: int) -> int:
    """What is paid, in pence, for so much work by value and so many units at their price; rounded once, half up."""
    return half_up(mechanism.factor * value) + units * mechanism.unit_pence


def half_up(exact: Fraction) -> int:
    whole = (2 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator)
    return whole if exact >= 0 else -whole


def break_even(mechanism: Mechanism, *, value: int, units: int, as_much_as: int) -> Decimal | None:
    """The price (a year per property, or per void) at which it comes to as much as another does; None where it has no
    price, nothing is in charge, or it costs more already without one."""
    left = as_much_as - half_up(mechanism.factor * value)
    if mechanism.unit is None or not units or left < 0:
        return None
    parts = MONTHS if mechanism.unit is Unit.PROPERTY else 1
    return Decimal(half_up(Fraction(left * parts, units))).scaleb(-2)


def interval(draws: Sequence[int]) -> tuple[int, int]:
    """The middle 95 % of what was drawn: the 2.5th and 97.5th percentile, by nearest rank."""
    ordered = sorted(draws)
    last = len(ordered) - 1
    return ordered[round(last * Fraction(25, 1000))], ordered[round(last * Fraction(975, 1000))]


def share_borne(more_paid: int, more_work: int) -> Decimal | None:
    """Of every £100 more work, what the commissioner pays, to the penny."""
    if not more_work:
        return None
    return Decimal(half_up(Fraction(more_paid * 10_000, more_work))).scaleb(-2)
