"""Rules of money that take figures as they are: retention, service credits, a shortfall, a bonus. Pure."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from counterpart.engines.library.rules.amounts import Limit, Percent, Pounds
from counterpart.engines.library.rules.money_terms import Between, MoneyTerms
from counterpart.engines.library.rules.span import Span
from counterpart.engines.library.rules.strict import STRICT


@dataclass(frozen=True, kw_only=True)
class CreditRetention(MoneyTerms):
    """Part of the charges is held, and released by the service levels that were met (002, Governance 7.1.10)."""

    rule: Literal["credit retention"]
    hold: Percent
    levels: tuple[str, ...]
    release: Literal["share of levels met", "all or nothing"]

    @property
    def measures(self) -> tuple[str, ...]:
        return self.levels


@dataclass(frozen=True)
class Failure:
    """A level of failure: a figure worse than this earns so many points."""

    worse_than: Decimal
    points: int

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class FailureLevels:
    """The levels of failure of an indicator; the worst that a figure reaches counts."""

    level: str
    failures: tuple[Failure, ...]

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Repeat:
    """From so many failures running, points are multiplied."""

    times: int
    multiply: Decimal

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Rung:
    """From so many points on, this part of the charges."""

    points: int
    percent: Percent

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class EarnBack:
    """So many periods without a failure give back this share of the last credit."""

    periods: int
    share: Percent

    __pydantic_config__ = STRICT


@dataclass(frozen=True, kw_only=True)
class ServiceCredits(MoneyTerms):
    """Failures earn points, and points a credit: so much a point, or by a scale whose highest rung reached counts.

    In this order: points, relief, holiday, repeats, the part of the charges, cap of the period, cap of the year, and
    what is earned back. `holiday` is counted from commencement.
    """

    rule: Literal["service credits"]
    levels: tuple[FailureLevels, ...]
    percent_a_point: Percent | None = None
    scale: tuple[Rung, ...] = ()
    repeat: tuple[Repeat, ...] = ()
    cap_in_year: Limit | None = None
    earn_back: EarnBack | None = None
    holiday: Span | None = None

    @property
    def measures(self) -> tuple[str, ...]:
        return tuple(each.level for each in self.levels)


@dataclass(frozen=True, kw_only=True)
class TargetLessActual(MoneyTerms):
    """What a percentage falls short of its target, as that part of the charges (CCS call-off schedule)."""

    rule: Literal["target less actual"]
    level: str

    @property
    def measures(self) -> tuple[str, ...]:
        return (self.level,)


@dataclass(frozen=True)
class Pay:
    """At this figure, this sum."""

    at: Decimal
    pay: Pounds

    __pydantic_config__ = STRICT


@dataclass(frozen=True, kw_only=True)
class BonusCurve(MoneyTerms):
    """A figure is paid for by a curve through some points; before the first and after the last it is level."""

    rule: Literal["bonus curve"]
    level: str
    curve: tuple[Pay, ...]
    between: Between = "straight line"

    @property
    def measures(self) -> tuple[str, ...]:
        return (self.level,)
