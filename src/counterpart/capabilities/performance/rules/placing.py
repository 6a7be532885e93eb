"""Pure: peers among themselves: the place of each, the quartiles and the median, and who is left out and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from counterpart.capabilities.performance.rules.benchmarks import Peers
from counterpart.capabilities.performance.rules.comparison import FEWEST
from counterpart.capabilities.performance.rules.quartiles import CutOffs, Label, cut_offs, label_against
from counterpart.capabilities.performance.rules.ranks import middle_of, ranks
from counterpart.engines.library.rules.indicators import Better, Indicator
from counterpart.values.period import Period
from counterpart.values.reference import folded


@dataclass(frozen=True)
class Placed:
    """A peer with its value and place (1 is the best); without either where it has no value."""

    organisation: str
    value: Decimal | None
    rank: int | None
    label: Label | None


@dataclass(frozen=True)
class Placing:
    """The peers of a group in a period, in their places. Among fewer than eight nobody is placed in a quarter."""

    indicator: Indicator
    period: Period
    peer_group: str
    n: int
    cuts: CutOffs | None
    members: tuple[Placed, ...]

    @property
    def left_out(self) -> int:
        return len(self.members) - self.n


def placings(indicator: Indicator, peers: Iterable[Peers]) -> tuple[Placing, ...]:
    """The peers of an indicator that gave values of their own, by period and group."""
    found: dict[tuple[Period, str], dict[str, Peers]] = {}
    for row in peers:
        if row.indicator == indicator.code and row.organisation:
            found.setdefault((row.period, row.peer_group), {})[folded(row.organisation)] = row
    in_order = sorted(found.items(), key=lambda one: (one[0][1], one[0][0].ends_on))
    return tuple(_placing(indicator, when, group, [*rows.values()]) for (when, group), rows in in_order)


def _placing(indicator: Indicator, when: Period, group: str, rows: Sequence[Peers]) -> Placing:
    values = [row.value for row in rows if row.value is not None]
    cuts = cut_offs(values) if len(values) >= FEWEST else None
    middle = middle_of(indicator)
    places = iter(ranks(values, better=indicator.better, middle=middle))
    members = [
        Placed(
            row.organisation or "",
            row.value,
            None if row.value is None else next(places),
            None if row.value is None or cuts is None else _label(row.value, cuts, indicator),
        )
        for row in rows
    ]
    by_place = sorted(members, key=lambda one: (one.rank is None, one.rank or 0, one.organisation))
    return Placing(indicator, when, group, len(values), cuts, tuple(by_place))


def _label(value: Decimal, cuts: CutOffs, indicator: Indicator) -> Label | None:
    """Where it is better to be within a band, no quarter is the best."""
    if indicator.better is Better.WITHIN:
        return None
    return label_against(value, **cuts._asdict(), higher_is_better=indicator.better is Better.HIGHER)
