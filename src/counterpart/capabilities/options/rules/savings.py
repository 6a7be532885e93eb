"""Pure: what each option would save: low, expected and high, by source, against the criterion that was set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from counterpart.capabilities.pricing.rules.chance import between_one, drawn_one
from counterpart.engines.library.rules.strict import STRICT
from counterpart.values.explained import Explained
from counterpart.values.money import WIDE, to_the_penny
from counterpart.values.refusal import Refusal

CLIENT_FUNCTION_PERCENT = Decimal(2)
"""What a client function usually costs, of the value of the contract (Herefordshire’s review, 2008)."""


class OnCosts(StrEnum):
    """Whether an estimate holds employers’ costs (insurance, pensions) already; none, where it is not of pay."""

    INCLUDED = "included"
    LEFT_OUT = "left out"
    NONE = "none"


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """A saving a year, or once: from low to high, with what is expected where somebody has said."""

    low: Decimal
    high: Decimal
    expected: Decimal | None = None

    __pydantic_config__ = STRICT


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a saving comes from: the same under every option (`under_all`), or by option (`under`)."""

    id: str
    what: str
    on_costs: OnCosts
    once: bool = False
    under_all: Estimate | None = None
    under: Mapping[str, Estimate] = field(default_factory=dict)

    __pydantic_config__ = STRICT


@dataclass(frozen=True, kw_only=True)
class AddOnCosts:
    """Employers’ costs to be added to some sources, as a percentage of pay."""

    percent: Decimal
    to: tuple[str, ...]

    __pydantic_config__ = STRICT


@dataclass(frozen=True, kw_only=True)
class Aim:
    what: str
    at_least: Decimal

    __pydantic_config__ = STRICT


@dataclass(frozen=True, kw_only=True)
class ClientFunction:
    """What the council’s own side would cost, beside the usual share of the contract’s yearly value."""

    contract_value: Decimal
    percent: Decimal = CLIENT_FUNCTION_PERCENT
    cost: Decimal | None = None

    __pydantic_config__ = STRICT


@dataclass(frozen=True, kw_only=True)
class SavingsModel:
    sources: tuple[Source, ...]
    aim: Aim | None = None
    add_on_costs: AddOnCosts | None = None
    client_function: ClientFunction | None = None
    not_counted: tuple[str, ...] = ()
    draws: int = 10_000
    seed: int = 1

    __pydantic_config__ = STRICT


Reading = Literal["both", "high only", "neither"]


@dataclass(frozen=True)
class Saved:
    """An option’s savings a year and once; whether low and high reach the aim, and in how many draws it was reached.

    `expected` is none where a source says none: a middle is not made up.
    """

    option: str
    rows: tuple[tuple[Source, Estimate], ...]
    low: Explained[Decimal]
    high: Explained[Decimal]
    expected: Decimal | None
    once_low: Decimal
    once_high: Decimal
    meets: Reading | None
    reached: int | None


def saved(model: SavingsModel, options: Sequence[str]) -> tuple[Saved, ...] | Refusal:
    """Each option’s savings. Refused where on-costs would be counted twice."""
    twice = _twice(model)
    return twice or tuple(_saved(model, option) for option in options)


def client_benchmark(client: ClientFunction) -> Decimal:
    """What a client function usually costs a year."""
    return to_the_penny(WIDE.multiply(client.contract_value, client.percent) / 100)


def in_words(found: Sequence[Saved], names: Mapping[str, str], aim: Aim) -> str:
    """The conclusion in a sentence: who reaches the aim on which estimates."""
    by: dict[Reading | None, list[str]] = {"both": [], "high only": [], "neither": []}
    for one in found:
        by[one.meets].append(names[one.option])
    said = []
    if by["both"]:
        said.append(f"{listed(by['both'])} {_reach(by['both'])} £{aim.at_least:,f} on the low estimate too")
    if by["high only"]:
        said.append(f"{listed(by['high only'])} {_reach(by['high only'])} £{aim.at_least:,f} on the high estimate only")
    if by["neither"]:
        said.append(f"{listed(by['neither'])} {_reach(by['neither'])} it on neither")
    return f"{aim.what[:1].upper()}{aim.what[1:]}: {'; '.join(said)}."


def listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _reach(names: Sequence[str]) -> str:
    return "reaches" if len(names) == 1 else "reach"


def _twice(model: SavingsModel) -> Refusal | None:
    if model.add_on_costs is None:
        return None
    for source in model.sources:
        if source.id in model.add_on_costs.to and source.on_costs is not OnCosts.LEFT_OUT:
            holds = "holds them already" if source.on_costs is OnCosts.INCLUDED else "is not of pay"
            return Refusal(
                code="options.on-costs-twice",
                what="The savings cannot be added up",
                fact=f"on-costs of {model.add_on_costs.percent} % would be added to “{source.what}”, which {holds}",
                rule="on-costs are counted once, and on pay alone",
                next_step="Take the source off the list that on-costs are added to, or mend what it says of them.",
            )
    return None


def _saved(model: SavingsModel, option: str) -> Saved:
    rows = tuple((source, _estimate(model, source, option)) for source in model.sources)
    yearly = tuple((source, estimate) for source, estimate in rows if not source.once)
    once = tuple(estimate for source, estimate in rows if source.once)
    low, high = _added(yearly, "low"), _added(yearly, "high")
    known = [estimate.expected for _, estimate in yearly]
    aim = model.aim.at_least if model.aim else None
    return Saved(
        option=option,
        rows=rows,
        low=low,
        high=high,
        expected=None if None in known else sum((each for each in known if each is not None), Decimal()),
        once_low=sum((estimate.low for estimate in once), Decimal()),
        once_high=sum((estimate.high for estimate in once), Decimal()),
        meets=None if aim is None else _reading(low.value, high.value, aim),
        reached=None if aim is None else _reached(model, [estimate for _, estimate in yearly], aim),
    )


def _estimate(model: SavingsModel, source: Source, option: str) -> Estimate:
    """What a source would save under an option, with on-costs where they are to be added; or nothing."""
    found = source.under.get(option) or source.under_all or Estimate(low=Decimal(), high=Decimal(), expected=Decimal())
    if found.low == found.high and found.expected is None:
        found = Estimate(low=found.low, high=found.high, expected=found.low)
    if model.add_on_costs is None or source.id not in model.add_on_costs.to:
        return found
    more = 1 + model.add_on_costs.percent / 100
    expected = None if found.expected is None else to_the_penny(WIDE.multiply(found.expected, more))
    return Estimate(
        low=to_the_penny(WIDE.multiply(found.low, more)),
        high=to_the_penny(WIDE.multiply(found.high, more)),
        expected=expected,
    )


def _added(rows: Sequence[tuple[Source, Estimate]], which: Literal["low", "high"]) -> Explained[Decimal]:
    parts = tuple(
        Explained(getattr(estimate, which), f"{source.what}: on-costs {source.on_costs}", f"{which} estimate a year")
        for source, estimate in rows
    )
    total = sum((part.value for part in parts), Decimal())
    because = f"{len(parts)} sources at their {which} estimates come to £{total:,f}"
    return Explained(total, because, "savings a year, added up", inputs=parts)


def _reading(low: Decimal, high: Decimal, aim: Decimal) -> Reading:
    if low >= aim:
        return "both"
    return "high only" if high >= aim else "neither"


def _reached(model: SavingsModel, estimates: Sequence[Estimate], aim: Decimal) -> int:
    """In how many draws the sources came to the aim: each is even between low and high, or as often below what is
    expected as above it. Whole pence; every option has the same draws, and differs only where its estimates do."""
    pence = [tuple(_pence(bound) for bound in (one.low, one.expected, one.high)) for one in estimates]
    wanted, reached = _pence(aim) or 0, 0
    for draw in range(model.draws):
        first = draw * 2 * len(pence)
        total = sum(_one(model.seed, first + 2 * at, bounds) for at, bounds in enumerate(pence))
        reached += total >= wanted
    return reached


def _one(seed: int, place: int, bounds: tuple[int | None, ...]) -> int:
    low, expected, high = bounds[0] or 0, bounds[1], bounds[2] or 0
    if low == high:
        return low
    number = drawn_one(seed, place)
    if expected is None:
        return between_one(number, low, high)
    above = drawn_one(seed, place + 1) & 1
    return between_one(number, expected, high) if above else between_one(number, low, expected)


def _pence(amount: Decimal | None) -> int | None:
    return None if amount is None else int(amount * 100)
