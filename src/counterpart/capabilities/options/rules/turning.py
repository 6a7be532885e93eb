"""Pure: how far one weight may move, the others keeping their proportions, before another option comes first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from counterpart.capabilities.options.rules.weighing import Standpoint


@dataclass(frozen=True)
class Turn:
    """At this share of the weight the option draws level with the first, and beyond it comes before it."""

    at: Fraction
    option: str


@dataclass(frozen=True)
class Turning:
    """The share a criterion has, and the nearest shares below and above it at which the first place changes hands."""

    criterion: str
    share: Fraction
    below: Turn | None
    above: Turn | None

    @property
    def nearest(self) -> Fraction | None:
        """How far the nearer of the two is; None where the first place stands whatever the criterion weighs."""
        ways = [abs(turn.at - self.share) for turn in (self.below, self.above) if turn]
        return min(ways, default=None)


def first(totals: Mapping[str, Fraction]) -> tuple[str, ...]:
    """Who comes first; more than one where they are level."""
    best = max(totals.values())
    return tuple(option for option, total in totals.items() if total == best)


def at_share(seen: Standpoint, criterion: str, share: Fraction) -> dict[str, Fraction]:
    """The totals where the criterion has this share and the others divide the rest as they did.

    Raises ValueError where no other criterion has any weight.
    """
    rest = 1 - seen.shares[criterion]
    if not rest:
        raise ValueError("Nothing else has any weight, so there is nothing to take it from or give it to")
    return {
        option: share * scores[criterion]
        + (1 - share) * (seen.total(option) - seen.shares[criterion] * scores[criterion]) / rest
        for option, scores in seen.scores.items()
    }


def turnings(seen: Standpoint) -> tuple[Turning, ...]:
    """For each criterion whose weight could move, where the first place turns; none where the first place is shared."""
    leaders = first({option: seen.total(option) for option in seen.scores})
    if len(leaders) > 1:
        return ()
    return tuple(_turning(seen, criterion, leaders[0]) for criterion, share in seen.shares.items() if share != 1)


def _turning(seen: Standpoint, criterion: str, leader: str) -> Turning:
    now = seen.shares[criterion]

    def order(turn: Turn) -> tuple[Fraction, Fraction]:
        """By where it is; of turns at one share, the one that leads above it comes first and that below it last."""
        return turn.at, -seen.scores[turn.option][criterion]

    turns = sorted(_level(seen, criterion, leader), key=order)
    below = [turn for turn in turns if turn.at < now]
    above = [turn for turn in turns if turn.at > now]
    return Turning(criterion, now, below[-1] if below else None, above[0] if above else None)


def _level(seen: Standpoint, criterion: str, leader: str) -> Iterator[Turn]:
    """Where each other option draws level with the leader and would come before it."""
    nothing, everything = at_share(seen, criterion, Fraction(0)), at_share(seen, criterion, Fraction(1))
    for option in seen.scores:
        lead_at_nothing = nothing[leader] - nothing[option]
        lead_at_everything = everything[leader] - everything[option]
        if option != leader and lead_at_nothing * lead_at_everything < 0:
            yield Turn(lead_at_nothing / (lead_at_nothing - lead_at_everything), option)
