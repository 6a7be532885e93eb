"""Rules of money that take figures as one score: profit, pay at risk, years of extension. Pure."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from counterpart.engines.library.rules.amounts import Percent
from counterpart.engines.library.rules.money_terms import Between, MoneyTerms
from counterpart.engines.library.rules.strict import STRICT


@dataclass(frozen=True)
class Mark:
    """At this figure, this score."""

    at: Decimal
    score: Decimal

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Weighted:
    """A part of a score: an indicator or another score, its weight, and how a figure becomes a score from 0 to 100.

    Without marks the figure is the score.
    """

    of: str
    weight: Percent
    marks: tuple[Mark, ...] = ()

    __pydantic_config__ = STRICT


@dataclass(frozen=True, kw_only=True)
class WeightedScore(MoneyTerms):
    """Figures as one score from 0 to 100, by weights. It is no money; others rest on it."""

    rule: Literal["weighted score"]
    parts: tuple[Weighted, ...]

    @property
    def rests_on(self) -> tuple[str, ...]:
        return tuple(part.of for part in self.parts)

    @property
    def measures(self) -> tuple[str, ...]:
        return self.rests_on


@dataclass(frozen=True)
class Earned:
    """At this score, this part of the charges."""

    at: Decimal
    percent: Percent

    __pydantic_config__ = STRICT


@dataclass(frozen=True, kw_only=True)
class ProfitByScore(MoneyTerms):
    """A score decides the provider’s profit, as a part of the charges or of the actual cost (001, 73 and 98)."""

    rule: Literal["profit by score"]
    score: str
    curve: tuple[Earned, ...]
    between: Between = "straight line"
    on: Literal["charges", "actual cost"] = "charges"

    @property
    def rests_on(self) -> tuple[str, ...]:
        return (self.score,)


@dataclass(frozen=True, kw_only=True)
class PayAtRisk(MoneyTerms):
    """Part of the charges is at risk, and paid in proportion to a score."""

    rule: Literal["pay at risk"]
    score: str
    at_risk: Percent

    @property
    def rests_on(self) -> tuple[str, ...]:
        return (self.score,)


@dataclass(frozen=True, kw_only=True)
class ExtensionByScore(MoneyTerms):
    """A score earns years of extension, or loses one that was earned; never more than `most` stand (001, 98 and 133).

    It is no money. Years go on from year to year, as a rolling contract does.
    """

    rule: Literal["extension by score"]
    score: str
    earns_at: Decimal
    most: int
    years: int = 1
    loses_below: Decimal | None = None

    @property
    def rests_on(self) -> tuple[str, ...]:
        return (self.score,)
