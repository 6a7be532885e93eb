"""Pure: charges that rise with an index, and what late payment costs (Late Payment of Commercial Debts Act 1998)."""

from decimal import Decimal

from counterpart.capabilities.incentives.rules.bounds import bounded
from counterpart.capabilities.incentives.rules.facts import NOUGHT, PENCE, Book, Sum, Worked, Working, bare, money, part
from counterpart.engines.library.rules.money_by_sums import LatePayment, Uplift
from counterpart.values.money import WIDE, rounded, to_the_penny
from counterpart.values.period import Kind, Period, period

DAYS_OF_A_YEAR = Decimal(365)
COMPENSATION = ((Decimal(10_000), Decimal(100)), (Decimal(1_000), Decimal(70)), (Decimal(0), Decimal(40)))
"""The fixed sum for a debt from so much on, section 5A of the Act."""


def uplift(terms: Uplift, book: Book, working: Working, party: str) -> Worked:
    """The index of the period’s last month over that of the base month, less the efficiency, of the charges.

    Raises Refused where the index of either month is missing: none is ever guessed.
    """
    base = period(terms.base)
    last = Period(Kind.MONTH, book.period.ends_on.year, book.period.ends_on.month)
    then, now = (_index(terms, book, working, month) for month in (base, last))
    change = WIDE.multiply(WIDE.subtract(WIDE.divide(now, then), Decimal(1)), Decimal(100))
    percent = rounded(change - terms.less, places=4)
    charges = book.total("charges", party)
    raised = to_the_penny(part(charges, percent))
    indexing = working.step(
        percent,
        f"{terms.index} went from {bare(then)} in {base.in_words} to {bare(now)} in {last.in_words}; "
        f"less {bare(terms.less)} % that is {bare(percent)} %",
        rounding="four decimal places, half up",
    )
    within, limits = bounded(terms, raised, charges, working)
    amount = working.step(within, f"{bare(percent)} % of {money(charges)}", indexing, *limits, rounding=PENCE)
    return Worked(terms, book.period, amount, {"percent": percent})


def _index(terms: Uplift, book: Book, working: Working, month: Period) -> Decimal:
    found = [
        each for each in book.of("index") if each.about == terms.index and month.starts_on <= each.on <= month.ends_on
    ]
    if not found or found[-1].amount <= 0:
        fact = f"{terms.index} has no figure for {month.in_words}"
        rule = "charges rise by the index of both months, and none is guessed"
        raise working.refused("no-index", book.period, fact, rule, f"Enter {terms.index} for {month.in_words}.")
    return found[-1].amount


def interest(principal: Decimal, rate: Decimal, days: int) -> Decimal:
    """Simple interest by the day, of 365 to the year, to the penny."""
    return to_the_penny(WIDE.divide(WIDE.multiply(part(principal, rate), Decimal(days)), DAYS_OF_A_YEAR))


def compensation(principal: Decimal) -> Decimal:
    """The fixed sum that the Act adds to a debt paid late."""
    return next(sum_ for least, sum_ in COMPENSATION if principal >= least)


def late_payment(terms: LatePayment, book: Book, working: Working, party: str) -> Worked:
    """Interest on what was paid late, invoice by invoice, and the compensation where the agreement has it."""
    steps, total = [], NOUGHT
    for each in book.of("paid late", party):
        due = interest(each.amount, terms.interest, each.days)
        fixed = compensation(each.amount) if terms.compensation == "statutory" and each.days > 0 else Decimal(0)
        total += due + fixed
        says = (
            f"{_named(each)} {money(each.amount)} was {each.days} days late: {money(due)} at {bare(terms.interest)} %"
        )
        steps.append(working.step(due + fixed, says + (f" and {money(fixed)}" if fixed else ""), rounding=PENCE))
    within, limits = bounded(terms, total, book.total("charges", party), working)
    return Worked(terms, book.period, working.step(within, f"{money(within)} for late payment", *steps, *limits))


def _named(each: Sum) -> str:
    return each.about or each.source or "an invoice of"
