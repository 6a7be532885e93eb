"""Rules of money that take sums: pain and gain, savings and income shared, an index, late payment, a ceiling. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from counterpart.engines.library.rules.amounts import Percent, Pounds
from counterpart.engines.library.rules.money_terms import MoneyTerms
from counterpart.engines.library.rules.strict import STRICT


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
