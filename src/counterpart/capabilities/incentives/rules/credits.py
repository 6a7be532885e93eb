"""Pure: failures earn points, points a credit; relief, holiday, repeats, caps and what is earned back.

In this order, for each period after the one before: points, relief, holiday, repeats, the part of the charges, the cap
of the period, the cap of the year, and what was earned back of the last credit.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from counterpart.capabilities.incentives.rules.facts import (
    NOUGHT,
    PENCE,
    Book,
    Level,
    Worked,
    Working,
    bare,
    money,
    part,
)
from counterpart.engines.clocks.rules.deadlines import month_on
from counterpart.engines.library.rules.money_by_figures import FailureLevels, ServiceCredits
from counterpart.engines.library.rules.span import Span
from counterpart.values.explained import Explained
from counterpart.values.money import WIDE, to_the_penny
from counterpart.values.reference import folded


@dataclass
class _Running:
    """What goes on from period to period: failures running, the year’s credits and charges, what may be earned back."""

    in_a_row: dict[str, int] = field(default_factory=dict)
    year: int = 0
    credited: Decimal = NOUGHT
    charged: Decimal = NOUGHT
    last_credit: Decimal = NOUGHT
    clean: int = 0


def credits_over(terms: ServiceCredits, books: Sequence[Book], working: Working, party: str) -> list[Worked]:
    """The credits of periods that follow one another, the first first."""
    running = _Running()
    return [_credit(terms, book, working, party, running) for book in books]


def _credit(terms: ServiceCredits, book: Book, working: Working, party: str, running: _Running) -> Worked:
    charges = book.total("charges", party)
    _into_the_year(running, book, charges)
    earned, steps = _points(terms, book, working, running)
    percent = _percent(terms, earned)
    raw = to_the_penny(part(charges, percent))
    steps.append(
        working.step(
            raw, f"{bare(earned)} points are {bare(percent)} % of {money(charges)}: {money(raw)}", rounding=PENCE
        )
    )
    credit = _capped(terms, raw, charges, running, working, steps)
    back = _earned_back(terms, earned, credit, running, working, steps)
    running.credited += credit
    says = f"{money(credit)} of service credit" + (f" less {money(back)} earned back" if back else "")
    amount = working.step(back - credit, says, *steps)
    return Worked(
        terms, book.period, amount, {"points": earned, "percent": percent, "credit": credit, "earned back": back}
    )


def _into_the_year(running: _Running, book: Book, charges: Decimal) -> None:
    day = book.period.starts_on
    year = day.year if day.month > 3 else day.year - 1
    if year != running.year:
        running.year, running.credited, running.charged = year, NOUGHT, NOUGHT
    running.charged += charges


def _points(
    terms: ServiceCredits, book: Book, working: Working, running: _Running
) -> tuple[Decimal, list[Explained[Any]]]:
    """The points of every level, multiplied for repeats; none in relief or in the holiday of mobilisation."""
    steps, total = list[Explained[Any]](), Decimal(0)
    holiday = _in_holiday(terms.holiday, book)
    for failing in sorted(terms.levels, key=lambda each: folded(each.level)):
        level = book.level(failing.level)
        points = _reached(failing, level)
        if level is None or not points:
            running.in_a_row[failing.level] = 0
            continue
        if excused := book.relieved(failing.level) or holiday:
            says = f"{level.indicator} failed and counts for nothing: {excused}"
            steps.append(working.step(Decimal(0), says, working.figure(level)))
            continue
        running.in_a_row[failing.level] = times = running.in_a_row.get(failing.level, 0) + 1
        multiplied = _multiplier(terms, times)
        counted = points * multiplied
        total += counted
        repeat = f", times {bare(multiplied)} as failure {times} running" if multiplied != 1 else ""
        says = f"{level.indicator} at {bare(level.value or Decimal(0))} earns {points} points{repeat}"
        steps.append(working.step(counted, says, working.figure(level)))
    return total, steps


def _reached(failing: FailureLevels, level: Level | None) -> int:
    """The points of the worst level of failure that a figure reaches."""
    return max((each.points for each in failing.failures if level and level.misses(each.worse_than)), default=0)


def _multiplier(terms: ServiceCredits, times: int) -> Decimal:
    reached = [each for each in terms.repeat if each.times <= times]
    return max(reached, key=lambda each: each.times).multiply if reached else Decimal(1)


def _in_holiday(holiday: Span | None, book: Book) -> str:
    if holiday is None or book.commenced_on is None:
        return ""
    months = {"months": 1, "years": 12}.get(holiday.unit)
    if months is None:
        days = holiday.n * (7 if holiday.unit == "weeks" else 1)
        over = (book.period.starts_on - book.commenced_on).days >= days
    else:
        over = book.period.starts_on >= month_on(book.commenced_on, months=holiday.n * months)
    return "" if over else f"the first {holiday} from commencement are a holiday"


def _percent(terms: ServiceCredits, points: Decimal) -> Decimal:
    if terms.percent_a_point is not None:
        return WIDE.multiply(points, terms.percent_a_point)
    reached = [rung for rung in terms.scale if rung.points <= points]
    return max(reached, key=lambda rung: rung.points).percent if reached else Decimal(0)


def _capped(
    terms: ServiceCredits,
    raw: Decimal,
    charges: Decimal,
    running: _Running,
    working: Working,
    steps: list[Explained[Any]],
) -> Decimal:
    """The cap of the period first, then what the cap of the year leaves; the year’s charges are those so far."""
    credit = raw
    if terms.cap and (most := terms.cap.of(charges)) < credit:
        steps.append(working.step(most, f"no more than {terms.cap} in a period: {money(most)}"))
        credit = most
    if terms.cap_in_year:
        left = max(terms.cap_in_year.of(running.charged) - running.credited, NOUGHT)
        if left < credit:
            steps.append(
                working.step(left, f"no more than {terms.cap_in_year} in a year, of which {money(left)} is left")
            )
            credit = left
    return credit


def _earned_back(
    terms: ServiceCredits,
    points: Decimal,
    credit: Decimal,
    running: _Running,
    working: Working,
    steps: list[Explained[Any]],
) -> Decimal:
    """After so many periods without a point, a share of the last credit comes back, once."""
    if points:
        running.last_credit, running.clean = credit, 0
        return NOUGHT
    running.clean += 1
    if terms.earn_back is None or running.clean != terms.earn_back.periods or not running.last_credit:
        return NOUGHT
    back = to_the_penny(part(running.last_credit, terms.earn_back.share))
    says = f"{running.clean} periods without a point give back {bare(terms.earn_back.share)} %"
    steps.append(working.step(back, f"{says} of {money(running.last_credit)}: {money(back)}", rounding=PENCE))
    running.last_credit = NOUGHT
    return back
