"""Makes rules of money, books and templates for tests of rules, from what a template would say."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from json import dumps, loads
from typing import Any

from pydantic import TypeAdapter

from counterpart.capabilities.incentives.rules.facts import Book, Level, Sum
from counterpart.engines.library.rules.money import MoneyRule
from counterpart.engines.library.rules.template import Template
from counterpart.engines.library.shelf import pinned
from counterpart.values.period import Kind, Period, period
from counterpart.values.reference import folded

_RULE: TypeAdapter[Any] = TypeAdapter(MoneyRule)


def said(*rules: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A template that measures A, B, C and S, whose two clauses are binding and not admissible."""
    indicator = {"kind": "KPI", "unit": "percent", "better": "higher", "clause": "Money 2"}
    return {
        "template": "money",
        "version": "1",
        "title": "Money",
        "source": "tests",
        "calendar": "EW",
        "rounding": "pence, half up",
        "assurance": "unaudited",
        "parties": {"council": {"role": "commissioner"}, "company": {"role": "provider"}},
        "clauses": [
            {"ref": "Money", "title": "Money", "status": "binding"},
            {"ref": "Behaviour", "title": "Behaviour", "status": "not admissible"},
        ],
        "indicators": [
            *({"code": code, "title": code, **indicator} for code in "ABCDE"),
            {"code": "S", "title": "S", **indicator, "clause": "Behaviour 1"},
        ],
        "close": {"requires": [], "countersigned_by": ["council", "company"], "clause": "Money 9"},
        "money": list(rules),
        **more,
    }


def rule(kind: str, **more: Any) -> dict[str, Any]:
    return {"rule": kind, "name": kind, "clause": "Money 1", **more}


def money_of(*rules: dict[str, Any], check: bool = True) -> Template:
    """A template with some rules. Those that a check would refuse are read without it."""
    return _money_of(dumps(rules))


@lru_cache(maxsize=256)
def _money_of(rules: str) -> Template:
    template = pinned(dumps(said())).template
    return Template(**{**vars(template), "money": tuple(_RULE.validate_python(told) for told in loads(rules))})


def level(code: str, value: Decimal | None = Decimal(99), target: Decimal | None = None, *, met: bool = True) -> Level:
    return Level(code, value, target, met, source=f"{code} sealed")


def charge(amount: Decimal, month: str) -> Sum:
    return Sum("charges", amount, period(month).starts_on, source=f"SUM {month}")


def charges(when: str, amount: str) -> list[Sum]:
    """The same charge for each month of a quarter."""
    first = period(when).starts_on
    return [Sum("charges", Decimal(amount), date(first.year, first.month + n, 1)) for n in range(3)]


def book(when: str, levels: Sequence[Level] = (), sums: Sequence[Sum] = (), **more: Any) -> Book:
    return Book(period(when), {folded(each.indicator): each for each in levels}, tuple(sums), **more)


def of_quarters(first: str, values: Sequence[Decimal], amount: str, commenced: date | None = None) -> list[Book]:
    """Quarters one after another, each with a figure of A and three charges."""
    when, found = period(first), []
    for value in values:
        found.append(book(str(when), [level("A", value)], charges(str(when), amount), commenced_on=commenced))
        when = Period(Kind.FINANCIAL_QUARTER, when.year + (when.part == 4), when.part % 4 + 1)
    return found
