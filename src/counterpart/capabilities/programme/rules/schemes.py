"""Pure: the schemes of the forward programme: where, when, for how much, and how they slip (001, Table 3 and 49)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from counterpart.values.lifecycle import LifeCycle
from counterpart.values.money import pounds
from counterpart.values.refusal import Refusal, shown

FORECAST, ORDERED, UNDER_WAY, COMPLETED, WITHDRAWN = "forecast", "ordered", "under way", "completed", "withdrawn"
OPEN = (FORECAST, ORDERED, UNDER_WAY)
SCHEME = LifeCycle(
    subject="scheme",
    initial=FORECAST,
    steps={
        (FORECAST, "ordered"): ORDERED,
        (ORDERED, "ordered"): ORDERED,
        (UNDER_WAY, "ordered"): UNDER_WAY,
        (ORDERED, "begun"): UNDER_WAY,
        (UNDER_WAY, "completed"): COMPLETED,
        (FORECAST, "withdrawn"): WITHDRAWN,
        (ORDERED, "withdrawn"): WITHDRAWN,
        **{(state, verb): state for state in OPEN for verb in ("moved", "revalued")},
    },
)
"""Work is begun on an order; a scheme moves and is valued again as long as it is open, each time with a reason."""
LONGEST_DAYS = 3660
"""The longest a scheme may take, in days: ten years and a little."""


@dataclass(frozen=True)
class Order:
    """What was ordered of a scheme, on a day."""

    number: str
    on: date
    value: Decimal


@dataclass(frozen=True)
class Change:
    """Days or a value given anew, by which party, on a day and why. What did not change is as it was."""

    on: date
    party: str
    reason: str
    ends_before: date
    ends_after: date
    value_before: Decimal
    value_after: Decimal

    @property
    def days(self) -> int:
        """By how many days its end moved; negative where it comes sooner."""
        return (self.ends_after - self.ends_before).days


@dataclass(frozen=True)
class Scheme:
    """A piece of work in an area: its days and value as they are forecast now and were at first, and what was ordered.

    `agreement` is the agreement’s reference; `owner` a post at a party, as in “council: service manager”.
    """

    agreement_id: str
    agreement: str
    reference: str
    title: str
    area: str
    owner: str
    starts_on: date
    ends_on: date
    value: Decimal
    first_starts_on: date
    first_ends_on: date
    first_value: Decimal
    state: str
    orders: tuple[Order, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def ordered(self) -> Decimal:
        return sum((order.value for order in self.orders), Decimal("0.00"))

    @property
    def slipped(self) -> int:
        """By how many days its end is later than was first said; negative where it is sooner."""
        return (self.ends_on - self.first_ends_on).days

    @property
    def stays(self) -> bool:
        """Whether it is part of the programme: what was withdrawn is not."""
        return self.state != WITHDRAWN


def dated(starts_on: date, ends_on: date) -> Refusal | None:
    """Refuses days that are not in order, or so far apart that they cannot be meant."""
    if ends_on < starts_on:
        fact = f"it would end on {ends_on:%-d %B %Y}, before it begins"
        return _unfit("scheme.days", fact, "a scheme ends on the day it begins or later", "Check the two days.")
    if (ends_on - starts_on).days > LONGEST_DAYS:
        fact = f"it would take {(ends_on - starts_on).days:,} days"
        return _unfit("scheme.days", fact, "a scheme takes ten years at the most", "Check the two days.")
    return None


def amount(text: str, *, what: str, least: Decimal = Decimal("0.01")) -> Decimal | Refusal:
    """An amount as it was written, exactly. Refused where it is none, or less than it can be."""
    rule = "an amount is written in pounds and pence, such as 12,400.50"
    try:
        value = pounds(text)
    except ValueError:
        return Refusal("money.unfit", f"{what} was not accepted", f"{shown(text)} is no amount", rule, "Write it so.")
    if value < least:
        fact = f"{shown(text)} is less than £{least}"
        return Refusal("money.unfit", f"{what} was not accepted", fact, rule, "Write what it is worth.")
    return value


def slipping(schemes: Iterable[Scheme]) -> list[Scheme]:
    """The schemes of the programme that end later than was first said, the latest first."""
    late = [scheme for scheme in schemes if scheme.stays and scheme.slipped > 0]
    return sorted(late, key=lambda scheme: (-scheme.slipped, scheme.reference))


def unknown(reference: str) -> Refusal:
    return Refusal(
        code="scheme.unknown",
        what="There is no such scheme",
        fact=f"the programme has none of the reference {shown(reference)}",
        rule="a scheme is known by its reference, such as SCH-2008-0001",
        next_step="Open it from the forward programme.",
    )


def _unfit(code: str, fact: str, rule: str, next_step: str) -> Refusal:
    return Refusal(code, "The scheme was not entered", fact, rule, next_step)
