"""Pure: the cap and the floor of a rule, each said as a step where it binds; and a ceiling over several rules."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from counterpart.capabilities.incentives.rules.facts import NOUGHT, Book, Worked, Working, listed, money
from counterpart.engines.library.rules.money_by_sums import Ceiling
from counterpart.engines.library.rules.money_terms import MoneyTerms
from counterpart.values.explained import Explained

Limited = tuple[Decimal, list[Explained[Any]]]


def bounded(terms: MoneyTerms, amount: Decimal, charges: Decimal, working: Working) -> Limited:
    """An amount no more than the cap and no less than the floor. Where the two cross, the cap holds."""
    steps = list[Explained[Any]]()
    if terms.floor and (least := terms.floor.of(charges)) > amount:
        amount = least
        steps.append(working.step(least, f"no less than {terms.floor}: {money(least)}"))
    if terms.cap and (most := terms.cap.of(charges)) < amount:
        amount = most
        steps.append(working.step(most, f"no more than {terms.cap}: {money(most)}"))
    return amount, steps


def taken_off(terms: MoneyTerms, amount: Decimal, charges: Decimal, working: Working) -> Limited:
    """What is taken off, no more than the cap and no less than the floor; where nothing is taken, no floor makes it."""
    return bounded(terms, amount, charges, working) if amount else (amount, [])


def ceiling(terms: Ceiling, book: Book, working: Working, party: str, others: Sequence[Worked]) -> Worked:
    """What brings several rules together within the cap and the floor: nothing where they are within already."""
    total = sum((each.amount.value for each in others), NOUGHT)
    within, limits = bounded(terms, total, book.total("charges", party), working)
    adding = working.step(total, f"{listed(each.terms.name for each in others)} come to {money(total)} together")
    amount = working.step(within - total, f"{money(within - total)} brings them to {money(within)}", adding, *limits)
    return Worked(terms, book.period, amount, {"together": total, "within": within})
