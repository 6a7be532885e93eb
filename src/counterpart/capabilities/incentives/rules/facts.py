"""Pure: what money rests on in a period (figures, sums, relief), and what a rule comes to there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from counterpart.engines.library.rules.money_terms import MoneyTerms
from counterpart.engines.library.rules.template import Template
from counterpart.values.explained import Explained
from counterpart.values.money import WIDE
from counterpart.values.period import Period
from counterpart.values.reference import folded
from counterpart.values.refusal import Refusal, Refused

NOUGHT = Decimal("0.00")
PENCE = "pence, half up"
CHARGES = "charges"
SUMS = (CHARGES, "target cost", "actual cost", "saving", "revenue", "cost", "on-selling", "index", "paid late")
"""What a sum may be of. An index is a number and no money; what was paid late also has its days."""


@dataclass(frozen=True)
class Level:
    """The figure of an indicator in a period: its value, its target, whether it was met; None where nothing says."""

    indicator: str
    value: Decimal | None
    target: Decimal | None = None
    met: bool | None = None
    higher_is_better: bool = True
    source: str = ""

    def misses(self, bound: Decimal) -> bool:
        """Whether the figure is worse than a bound; one reached exactly is not."""
        if self.value is None:
            return False
        return self.value < bound if self.higher_is_better else self.value > bound


@dataclass(frozen=True)
class Sum:
    """An amount that was entered and on which money rests: of what, for which month or day, and its reference.

    `about` names the saving, the index or the invoice; `share` is the provider’s share where a group decided another;
    `days` are those by which it was paid late.
    """

    of: str
    amount: Decimal
    on: date
    about: str = ""
    source: str = ""
    party: str = ""
    share: Decimal | None = None
    days: int = 0

    @property
    def key(self) -> tuple[str, ...]:
        """The order in which sums are worked with, whatever order they came in."""
        return self.of, self.on.isoformat(), self.about, str(self.amount), self.source


@dataclass(frozen=True)
class Book:
    """Everything the money of one period rests on. `commenced_on` is when the agreement began, if it is known."""

    period: Period
    levels: Mapping[str, Level] = field(default_factory=dict)
    sums: tuple[Sum, ...] = ()
    relief: Mapping[str, str] = field(default_factory=dict)
    commenced_on: date | None = None

    def level(self, code: str) -> Level | None:
        return self.levels.get(folded(code))

    def relieved(self, code: str) -> str:
        """Why a failure of an indicator does not count in this period; nothing where it does."""
        return self.relief.get(folded(code), "")

    def of(self, what: str, party: str = "") -> tuple[Sum, ...]:
        """The sums of one kind, for one provider or for all, in one order."""
        found = (each for each in self.sums if each.of == what and each.party in ("", party or each.party))
        return tuple(sorted(found, key=lambda each: each.key))

    def total(self, what: str, party: str = "") -> Decimal:
        return sum((each.amount for each in self.of(what, party)), NOUGHT)


@dataclass(frozen=True)
class Worked:
    """What a rule comes to in a period: the amount with its steps, and what else it is known by (held, score, years).

    The amount is added to what the provider is paid, or taken off it where it is negative.
    """

    terms: MoneyTerms
    period: Period
    amount: Explained[Decimal]
    outcomes: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def steps(self) -> tuple[Explained[Any], ...]:
        """The reasons in the order in which they were gone through."""
        return tuple(given for given in self.amount.inputs if isinstance(given, Explained))


@dataclass(frozen=True)
class Working:
    """A rule as it is being worked out: it writes down each step under the rule’s own name and clause."""

    terms: MoneyTerms
    template: str

    def step(self, value: Any, because: str, *steps: Explained[Any], rounding: str | None = None) -> Explained[Any]:
        name, clause = self.terms.name, self.terms.clause
        return Explained(
            value, because, rule=name, clause=clause, template=self.template, inputs=steps, rounding=rounding
        )

    def figure(self, level: Level) -> Explained[Any]:
        """The figure that a step rests on, and where it stands."""
        against = f" against a target of {bare(level.target)}" if level.target is not None else ""
        value = f"was {bare(level.value)}" if level.value is not None else "met" if level.met else "missed"
        where = f" ({level.source})" if level.source else ""
        return self.step(level.value, f"{level.indicator} {value}{against}{where}")

    def entered(self, each: Sum) -> Explained[Any]:
        """The sum that a step rests on, and under what reference it was entered."""
        what = f"{each.of}, {each.about}" if each.about else each.of
        where = f" ({each.source})" if each.source else ""
        return self.step(each.amount, f"{what} of {each.on:%-d %B %Y}: {bare(each.amount)}{where}")

    def refused(self, code: str, period: Period, fact: str, rule: str, next_step: str) -> Refused:
        what = f"{self.terms.name} was not worked out for {period.in_words}"
        said = f"{self.template}, {self.terms.clause}: {rule}"
        return Refused(Refusal(f"money.{code}", what, fact, said, next_step))


def provider_of(template: Template, terms: MoneyTerms) -> str:
    """The provider a rule is for: the one it names, or the only one."""
    return terms.party or next(name for name, party in template.parties.items() if party.role == "provider")


def payer_of(template: Template) -> str:
    """The party that pays: the first commissioner."""
    return next(name for name, party in template.parties.items() if party.role == "commissioner")


def part(amount: Decimal, percent: Decimal) -> Decimal:
    """So many per cent of an amount, not yet rounded and exact."""
    return WIDE.divide(WIDE.multiply(amount, percent), Decimal(100))


def money(amount: Decimal) -> str:
    return f"−£{-amount:,.2f}" if amount < 0 else f"£{amount:,.2f}"


def listed(names: Iterable[str]) -> str:
    """Names as a sentence lists them: a, b and c."""
    *before, last = list(names) or [""]
    return f"{', '.join(before)} and {last}" if before else last


def bare(number: Decimal) -> str:
    """A number without the noughts at its end."""
    said = format(number, "f")
    return said.rstrip("0").rstrip(".") if "." in said else said
