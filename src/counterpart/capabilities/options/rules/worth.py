"""Pure: whole-life cost and net present value, year by year, and how a printed total may have been come by."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from itertools import product

from counterpart.capabilities.options.rules.facts import Cost
from counterpart.engines.library.rules.strict import STRICT
from counterpart.values.explained import Explained
from counterpart.values.money import rounded, to_the_penny

LAST_YEAR = 300
_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, kw_only=True)
class Rate:
    """By how many per cent a pound is worth less each year, from one year to another (to the end, unless said)."""

    from_year: int
    percent: Decimal
    to_year: int | None = None

    __pydantic_config__ = STRICT


@dataclass(frozen=True, kw_only=True)
class Discounting:
    """A schedule of rates with where it comes from. A factor goes on from the year before at the rate of its year."""

    name: str
    rates: tuple[Rate, ...]
    source: str

    __pydantic_config__ = STRICT

    def percent(self, year: int) -> Decimal:
        """Raises ValueError for a year the schedule has no rate for."""
        for rate in self.rates:
            if rate.from_year <= year and (rate.to_year is None or year <= rate.to_year):
                return rate.percent
        raise ValueError(f"{self.name} has no rate for year {year}")


@dataclass(frozen=True)
class Flow:
    """A year’s money with its factor, and what it is worth today, in pence."""

    year: int
    amount: Decimal
    factor: Decimal
    present: Decimal


@dataclass(frozen=True)
class Worth:
    """A stream of money: what it adds up to, and what it is worth today."""

    flows: tuple[Flow, ...]
    total: Decimal
    present: Explained[Decimal]


def at_one_rate(percent: Decimal, *, source: str) -> Discounting:
    return Discounting(name=f"{percent} % a year", rates=(Rate(from_year=0, percent=percent),), source=source)


def factor(discounting: Discounting, year: int, *, places: int | None = None) -> Decimal:
    """What a pound in that year is worth in year 0; rounded to so many places, where a table of factors is followed."""
    value = Decimal(1)
    for passed in range(1, year + 1):
        value = _EXACT.divide(value, 1 + discounting.percent(passed) / 100)
    return value if places is None else rounded(value, places=places)


def worth(amounts: Mapping[int, Decimal], discounting: Discounting, *, places: int | None = None) -> Worth:
    """Amounts by year, year 0 at its face value. Each year is exact; what is told is rounded to pence, half up."""
    flows = []
    for year in sorted(amounts):
        its = factor(discounting, year, places=places)
        flows.append(Flow(year, amounts[year], its, _EXACT.multiply(amounts[year], its)))
    exact = sum((flow.present for flow in flows), Decimal())
    told = Explained(
        to_the_penny(exact),
        f"{len(flows)} years of money, each at its factor",
        f"net present value at {discounting.name} ({discounting.source})",
        inputs=tuple(
            Explained(
                to_the_penny(flow.present),
                f"year {flow.year}: {flow.amount:f} at {rounded(flow.factor, places=4)}",
                "amount × factor",
            )
            for flow in flows
        ),
        rounding="pence, half up, once at the end",
    )
    kept = tuple(Flow(flow.year, flow.amount, flow.factor, to_the_penny(flow.present)) for flow in flows)
    return Worth(kept, to_the_penny(sum(amounts.values(), Decimal())), told)


def years_of(costs: Sequence[Cost]) -> dict[int, Decimal]:
    """The costs of one option, added up by year."""
    years: dict[int, Decimal] = {}
    for cost in costs:
        last = cost.first_year if cost.last_year is None else cost.last_year
        for year in range(cost.first_year, last + 1):
            years[year] = years.get(year, Decimal()) + cost.amount
    return years


def whole_life(costs: Sequence[Cost], discounting: Discounting) -> dict[str, Worth]:
    """Each option’s costs over their whole life, in the order in which options first cost something."""
    options = dict.fromkeys(cost.option for cost in costs)
    return {
        option: worth(years_of([cost for cost in costs if cost.option == option]), discounting) for option in options
    }


def how_printed(amounts: Mapping[int, Decimal], discounting: Discounting, printed: Decimal) -> str:
    """How a printed net present value comes out, or that it does not, and by how much it is out.

    Tried are unrounded factors and factors to four, three and two places, with rows to the pound or as they are.
    """
    places = max(-int(printed.as_tuple().exponent), 0)
    ways = list(_ways(amounts, discounting))
    for said, total in ways:
        if rounded(total, places=places) == printed:
            rows = dict(ways)["factors to three places and rows to the pound"]
            beside = "" if rows == total else f"; its rows with three-place factors add up to {rows:,f}"
            return f"{printed:,f} comes of {said}{beside}."
    exact = rounded(ways[0][1], places=2)
    return f"{printed:,f} comes of no usual rounding: exactly it is {exact:,f}, {abs(exact - printed):,f} away."


def _ways(amounts: Mapping[int, Decimal], discounting: Discounting) -> Iterator[tuple[str, Decimal]]:
    words = {None: "unrounded factors", 4: "factors to four places", 3: "factors to three places"}
    words[2] = "factors to two places"
    for to_the_pound, places in product((False, True), words):
        rows = [_EXACT.multiply(amount, factor(discounting, year, places=places)) for year, amount in amounts.items()]
        rows = [rounded(row, places=0) for row in rows] if to_the_pound else rows
        yield words[places] + (" and rows to the pound" if to_the_pound else ""), sum(rows, Decimal())
