"""What a template says of money: what is held, taken off, added and shared for performance, and by which clause. Pure.

A rule comes to an amount for each period of its own length (`every`): what is added to what the commissioner pays, or
taken off it where it is negative. Percentages are written with “%”, sums with “£”.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from counterpart.engines.library.rules.amounts import Limit, Percent, Pounds
from counterpart.engines.library.rules.span import Span
from counterpart.engines.library.rules.strict import STRICT

Every = Literal["month", "quarter", "year"]
Between = Literal["straight line", "steps"]


@dataclass(frozen=True, kw_only=True)
class MoneyTerms:
    """What every rule says: its name, its clause, how often it is worked out, and for which provider.

    `party` may be left out where there is one provider. `cap` and `floor` bound the amount of a period, up and down, in
    pounds or as a part of the charges; of what is only taken off, `cap` bounds what is taken. `waiver` is the group
    that may let a deduction go.
    """

    __pydantic_config__: ClassVar[Any] = STRICT
    name: str
    clause: str
    every: Every = "quarter"
    party: str = ""
    waiver: str = ""
    cap: Limit | None = None
    floor: Limit | None = None

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The other rules whose outcome this one takes."""
        return ()

    @property
    def measures(self) -> tuple[str, ...]:
        """The indicators whose figures it takes."""
        return ()


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

    In this order: points, repeats, relief, holiday, the part of the charges, cap of the period, cap of the year, and
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


@dataclass(frozen=True)
class Band:
    """Of what lies between two percentages of the target, the provider has this share; `up_to` may be left open."""

    above: Percent
    share: Percent
    up_to: Percent | None = None

    __pydantic_config__ = STRICT


@dataclass(frozen=True, kw_only=True)
class PainAndGain(MoneyTerms):
    """What was spent below the target, or above it, is shared by bands in per cent of the target (NEC 54)."""

    rule: Literal["pain and gain"]
    bands: tuple[Band, ...]


@dataclass(frozen=True, kw_only=True)
class SharedSavings(MoneyTerms):
    """What innovations save is shared so, unless a group decides another share (002, Governance 7.1.13)."""

    rule: Literal["shared savings"]
    share: Mapping[str, Percent]
    unless: str = ""


@dataclass(frozen=True, kw_only=True)
class IncomeShare(MoneyTerms):
    """What is earned together above a sum is shared so: revenue, profit (revenue less costs), or on-selling."""

    rule: Literal["income share"]
    of: Literal["revenue", "profit", "on-selling"]
    share: Mapping[str, Percent]
    above: Pounds = Decimal("0.00")


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


@dataclass(frozen=True, kw_only=True)
class Uplift(MoneyTerms):
    """Charges rise with an index from its base month to the last month of the period, less an efficiency."""

    rule: Literal["uplift"]
    index: str
    base: str
    less: Percent = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class LatePayment(MoneyTerms):
    """What is paid late bears simple interest by the year of 365 days, and the statutory compensation if so said."""

    rule: Literal["late payment"]
    interest: Percent
    compensation: Literal["statutory", "none"] = "statutory"


@dataclass(frozen=True, kw_only=True)
class Ceiling(MoneyTerms):
    """Other rules together come to no more than `cap` and no less than `floor`."""

    rule: Literal["ceiling"]
    of: tuple[str, ...]

    @property
    def rests_on(self) -> tuple[str, ...]:
        return self.of


KINDS: dict[str, type[MoneyTerms]] = {
    "credit retention": CreditRetention,
    "service credits": ServiceCredits,
    "target less actual": TargetLessActual,
    "bonus curve": BonusCurve,
    "pain and gain": PainAndGain,
    "shared savings": SharedSavings,
    "income share": IncomeShare,
    "weighted score": WeightedScore,
    "profit by score": ProfitByScore,
    "pay at risk": PayAtRisk,
    "extension by score": ExtensionByScore,
    "uplift": Uplift,
    "late payment": LatePayment,
    "ceiling": Ceiling,
}
SCORES = ("weighted score",)


class _ByItsRule:
    """Reads a rule as the kind that its own `rule` names. A plain mapping, so that rules know nothing of pydantic."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> dict[str, Any]:
        choices = {kind: handler.generate_schema(terms) for kind, terms in KINDS.items()}
        return {"type": "tagged-union", "discriminator": "rule", "choices": choices}


MoneyRule = Annotated[
    CreditRetention
    | ServiceCredits
    | TargetLessActual
    | BonusCurve
    | PainAndGain
    | SharedSavings
    | IncomeShare
    | WeightedScore
    | ProfitByScore
    | PayAtRisk
    | ExtensionByScore
    | Uplift
    | LatePayment
    | Ceiling,
    _ByItsRule(),
]
