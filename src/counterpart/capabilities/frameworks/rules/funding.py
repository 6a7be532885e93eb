"""Pure: several funders of one agreement, and each cost split back among them to the penny."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from counterpart.capabilities.programme.rules.shares import split
from counterpart.values.explained import Explained
from counterpart.values.money import pounds
from counterpart.values.refusal import Refusal, shown

POOLED, ALIGNED = "pooled", "aligned"
RULE = (
    "funders of a pooled budget bear each cost in proportion to what they put in; of aligned budgets, their own lines"
)


@dataclass(frozen=True)
class Part:
    """A funder and an amount of theirs: put in, or borne."""

    funder: str
    amount: Decimal


@dataclass(frozen=True)
class Funding:
    """What each funder puts in for a year from a day on, pooled into one budget or kept as budgets side by side."""

    kind: str
    since: date
    contributions: tuple[Part, ...]

    @property
    def total(self) -> Decimal:
        return sum((part.amount for part in self.contributions), Decimal("0.00"))


@dataclass(frozen=True)
class Cost:
    """A cost of the agreement on a day, and who bears how much of it."""

    what: str
    on: date
    amount: Decimal
    kind: str
    parts: tuple[Part, ...]


def parts_of(lines: Sequence[str]) -> tuple[Part, ...] | Refusal:
    """Funders and amounts from lines such as “Camden: 120,000.00”, each funder once."""
    found: dict[str, Part] = {}
    for line in lines:
        funder, colon, text = line.rpartition(":")
        try:
            amount = pounds(text)
        except ValueError:
            amount = Decimal(-1)
        if not colon or not funder.strip() or amount < 0:
            return _unfit(f"{shown(line)} is no funder with an amount")
        if funder.strip().casefold() in found:
            return _unfit(f"{shown(funder)} stands there twice")
        found[funder.strip().casefold()] = Part(funder.strip(), amount)
    if sum(part.amount for part in found.values()) <= 0:
        return _unfit("nothing is put in")
    return tuple(found.values())


def in_force(known: Sequence[Funding], on: date) -> Funding | None:
    """The funding agreed last of those that have begun."""
    begun = [one for one in known if one.since <= on]
    return max(begun, key=lambda one: one.since) if begun else None


def borne(funding: Funding, amount: Decimal, own: Sequence[Part]) -> Explained[tuple[Part, ...]] | Refusal:
    """Who bears how much of a cost. The parts come to the cost exactly.

    Pooled, it is split by what each put in; aligned, each bears the lines that are its own, which must come to the
    cost.
    """
    if funding.kind == POOLED:
        amounts = split(amount, [part.amount for part in funding.contributions])
        parts = tuple(Part(put.funder, one) for put, one in zip(funding.contributions, amounts, strict=True))
        because = f"£{amount:,} in proportion to £{funding.total:,} put in by {len(parts)}"
        rounding = "to the penny; the pennies left go to the largest remainders"
        return Explained(parts, because=because, rule=RULE, rounding=rounding)
    known = {part.funder.casefold() for part in funding.contributions}
    if strangers := [part.funder for part in own if part.funder.casefold() not in known]:
        return _not_split(f"{shown(strangers[0])} is no funder")
    total = sum((part.amount for part in own), Decimal("0.00"))
    if total != amount:
        return _not_split(f"the lines come to £{total:,}, and the cost is £{amount:,}")
    return Explained(tuple(own), because=f"£{amount:,} by the lines that are each funder’s own", rule=RULE)


def spent(costs: Sequence[Cost], funder: str) -> Decimal:
    """What a funder has borne in all."""
    mine = (part.amount for cost in costs for part in cost.parts if part.funder.casefold() == funder.casefold())
    return sum(mine, Decimal("0.00"))


def none_agreed() -> Refusal:
    return _not_split("no funding is agreed for that day")


def _unfit(fact: str) -> Refusal:
    next_step = "Write each on a line, like Camden: 120,000.00."
    return Refusal("funding.unfit", "Nothing was agreed", fact, "each funder is named once, with pounds", next_step)


def _not_split(fact: str) -> Refusal:
    return Refusal("funding.not-split", "The cost was not split", fact, RULE, "Check the funders and the amounts.")
