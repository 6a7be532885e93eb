"""Pure: targets that are met on paper while the people served are unhappy.

The rule: an indicator met its target in each of the last three periods, and meanwhile one in which people would feel it
(complaints, satisfaction, test visits) got worse twice running, or shows a concern beyond chance.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from counterpart.capabilities.performance.rules.history import Seen, before, colour_in
from counterpart.capabilities.performance.rules.judged import IndicatorFacts, Judged, with_a_value
from counterpart.capabilities.performance.rules.judgement import Direction, Rag, step
from counterpart.capabilities.performance.rules.signals import Label, Signal
from counterpart.engines.library.rules.indicators import Indicator
from counterpart.values.explained import plain
from counterpart.values.reference import folded

PERIODS = 3
RULE = (
    f"targets met in each of the last {PERIODS} periods, while what people would feel it in got worse twice running "
    "or is a concern beyond chance"
)


@dataclass(frozen=True)
class Felt:
    """What people would feel it in: its periods so far, oldest first, and its signal where there is one."""

    indicator: Indicator
    history: tuple[Seen, ...]
    signal: Signal | None = None


@dataclass(frozen=True)
class OnPaper:
    """A target that is met while something says that people do not feel it, and what says so."""

    indicator: str
    felt_in: str
    rule: str
    because: str


def on_paper(indicator: Indicator, met: Sequence[bool | None], felt: Mapping[str, Felt]) -> tuple[OnPaper, ...]:
    """What speaks against an indicator that meets its targets. `met` is of its periods, oldest first; `felt` by folded
    code."""
    lately = met[-PERIODS:]
    if len(lately) < PERIODS or not all(lately):
        return ()
    beside = [felt[folded(code)] for code in indicator.felt_in if folded(code) in felt]
    return tuple(
        OnPaper(
            indicator.code,
            one.indicator.code,
            RULE,
            f"{indicator.title} ({indicator.code}) met its target in each of the last {PERIODS} periods, while "
            f"{one.indicator.title} ({one.indicator.code}) {why}.",
        )
        for one in beside
        if (why := _worsening(one))
    )


def _worsening(one: Felt) -> str:
    if one.signal is not None and one.signal.points[-1].label is Label.CONCERN:
        return "is a concern beyond chance"
    last = one.history[-PERIODS:]
    ways = [step(later.value, sooner.value, one.indicator) for sooner, later in pairwise(last)]
    if len(last) < PERIODS or any(way is not Direction.WORSE for way in ways):
        return ""
    return f"went from {' to '.join(plain(seen.value) for seen in last)}, worse each time"


def spoken_against(judged: Judged) -> tuple[OnPaper, ...]:
    """Every target of a period that is met while people feel otherwise: what they feel it in by its own periods."""
    found: list[OnPaper] = []
    template = judged.known.template
    for indicator in template.indicators:
        if not indicator.felt_in:
            continue
        colours = [colour_in(judged.known, indicator, when, None) for when in before(judged.period)[:PERIODS]]
        others = [other for code in indicator.felt_in if (other := template.indicator(code))]
        met = [None if colour is Rag.NONE else colour is Rag.GREEN for colour in reversed(colours)]
        found += on_paper(indicator, met, {folded(other.code): _felt(judged, other) for other in others})
    return tuple(found)


def _felt(judged: Judged, other: Indicator) -> Felt:
    """How something stood by the end of the period, however often it is measured."""
    rows = judged.known.standing.values()
    came = {row.period for row in rows if row.period.ends_on <= judged.period.ends_on}
    periods = with_a_value(judged.known, other, came)
    if not periods:
        return Felt(other, ())
    one = IndicatorFacts(judged.agreement, other, judged.known, periods, judged.sayings)
    return Felt(other, one.history(periods[0]), one.signal(periods[0]))
