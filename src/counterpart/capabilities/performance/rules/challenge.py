"""Pure: the stated test of challenge, which asks of a proposed target whether it asks enough.

Every question it puts says by how much the target falls short, of what, and where that stands. A question is no
verdict: its owner answers it, or proposes another target.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from counterpart.capabilities.performance.rules.quartiles import Label
from counterpart.engines.library.rules.indicators import Better, Indicator
from counterpart.engines.library.rules.targets import Gain
from counterpart.values.explained import plain
from counterpart.values.money import WIDE, rounded
from counterpart.values.period import Period
from counterpart.values.quantity import Unit

SINCE = date(2026, 11, 21)
SOURCE = "2010 Rotherham Ltd, Performance Management Framework, issue 3 (2009), sections 2 and 5"
CERTAINTY = (
    "That targets are set beside outturns, benchmarks and what customers want, and are challenged, is the framework’s; "
    "that these are the questions is our choice."
)
OUTTURN, LOOSER, IMPROVEMENT, MEDIAN, TOP = (
    "worse than the last outturn",
    "looser than the target before",
    "less than the improvement rule",
    "below the peers’ median",
    "short of the peers’ best quarter",
)
QUESTIONS = {
    OUTTURN: "Is the target worse than what was reached last?",
    LOOSER: "Is the target looser than the one before it?",
    IMPROVEMENT: "Is the target less than the agreed improvement asks?",
    MEDIAN: "Does the target stay below the median of the peers?",
    TOP: "Is the target short of the best quarter of the peers? This is noted, and asks for no answer.",
}
"""The test, question by question, as both parties read it."""
_BELOW = (Label.BELOW_MEDIAN, Label.BOTTOM_QUARTILE)


@dataclass(frozen=True)
class Outturn:
    """What was reached in a year before."""

    period: Period
    value: Decimal


@dataclass(frozen=True)
class PeerGroup:
    """What is known of a group of peers: cut-offs with n, or only the label that our own outturn was given."""

    name: str
    period: Period
    cuts: tuple[Decimal, Decimal, Decimal] | None = None
    n: int | None = None
    label: Label | None = None
    published_in: str = ""


@dataclass(frozen=True)
class Beside:
    """What is set beside a proposed target: outturns, the newest first; the target before it; and what peers reached.

    `baseline` is what an improvement on the baseline is counted from.
    """

    outturns: tuple[Outturn, ...] = field(default=())
    before: tuple[Period, Decimal] | None = None
    peers: tuple[PeerGroup, ...] = field(default=())
    baseline: Decimal | None = None


@dataclass(frozen=True)
class Finding:
    """What the test says of a target: which question, by how much (in the indicator’s unit), and why.

    `asks` says whether it must be answered before the target goes forward.
    """

    kind: str
    by: Decimal | None
    because: str
    asks: bool = True


def findings(indicator: Indicator, proposed: Decimal, beside: Beside) -> tuple[Finding, ...]:
    """Everything the test of challenge says of a proposed target; nothing where it asks enough."""
    return tuple(_findings(_Asked(indicator, proposed), beside))


@dataclass(frozen=True)
class _Asked:
    indicator: Indicator
    proposed: Decimal

    def short_of(self, other: Decimal) -> Decimal:
        """By how much the proposed target is worse than another figure; 0 or less where it is not."""
        higher = self.indicator.better is Better.HIGHER
        return WIDE.subtract(other, self.proposed) if higher else WIDE.subtract(self.proposed, other)

    def figure(self, value: Decimal) -> str:
        return f"{plain(value)}{self.indicator.unit.ending}"

    def gap(self, value: Decimal) -> str:
        ending = " points" if self.indicator.unit is Unit.PERCENT else self.indicator.unit.ending
        return f"{plain(value)}{ending}"

    def finding(self, kind: str, of: Decimal, rest: str, *, asks: bool = True) -> Iterator[Finding]:
        by = self.short_of(of)
        if by > 0:
            because = f"{self.figure(self.proposed)} is {self.gap(by)} worse than {self.figure(of)}, {rest}."
            yield Finding(kind, by, because, asks)


def _findings(asked: _Asked, beside: Beside) -> Iterator[Finding]:
    last = beside.outturns[0] if beside.outturns else None
    if last:
        yield from asked.finding(OUTTURN, last.value, f"which was reached in {last.period.in_words}")
    if beside.before:
        when, target = beside.before
        yield from asked.finding(LOOSER, target, f"the target of {when.in_words}")
    yield from _less_than_agreed(asked, beside, last)
    for group in beside.peers:
        yield from _against(asked, group, last)


def _less_than_agreed(asked: _Asked, beside: Beside, last: Outturn | None) -> Iterator[Finding]:
    """Whether the improvement rule is met; where it is not, a target that only repeats the one before is told so."""
    gain: Gain | None = asked.indicator.gain
    before = beside.baseline if gain and gain.on_baseline else last.value if last else None
    if gain is None or before is None:
        return
    exactly = gain.on(before, higher=asked.indicator.better is Better.HIGHER)
    needed = rounded(exactly, places=asked.indicator.decimals)
    repeats = beside.before is not None and beside.before[1] == asked.proposed
    rest = f"which is {asked.indicator.improvement} ({asked.figure(before)})"
    yield from asked.finding(IMPROVEMENT, needed, rest + ("; it only repeats the target before" if repeats else ""))


def _against(asked: _Asked, group: PeerGroup, last: Outturn | None) -> Iterator[Finding]:
    heading = f"{group.name}, {group.period.in_words}"
    if group.cuts:
        lower, median, upper = group.cuts
        best = upper if asked.indicator.better is Better.HIGHER else lower
        among = f" of {group.n} peers" if group.n else ""
        below = tuple(asked.finding(MEDIAN, median, f"the median{among} ({heading})"))
        yield from below or asked.finding(TOP, best, f"where the best quarter{among} begins ({heading})", asks=False)
    elif group.label in _BELOW and last and last.period == group.period and asked.short_of(last.value) >= 0:
        because = (
            f"{asked.figure(last.value)} was below the median ({heading}, as published), and "
            f"{asked.figure(asked.proposed)} is no better."
        )
        yield Finding(MEDIAN, None, because)
