"""Pure: a curve through some points, read at a figure; the bonus that a curve pays, and a credit for a shortfall."""

from collections.abc import Sequence
from decimal import Decimal

from counterpart.capabilities.incentives.rules.bounds import bounded, taken_off
from counterpart.capabilities.incentives.rules.facts import NOUGHT, PENCE, Book, Worked, Working, bare, money, part
from counterpart.engines.library.rules.money_by_figures import BonusCurve, TargetLessActual
from counterpart.engines.library.rules.money_terms import Between
from counterpart.values.money import WIDE, to_the_penny

Point = tuple[Decimal, Decimal]


def read_off(points: Sequence[Point], at: Decimal, between: Between) -> Decimal:
    """What a curve comes to at a figure: level before the first point and after the last, exact and not rounded.

    By steps it is what the last point at or before the figure says.
    """
    curve = sorted(points)
    before = [point for point in curve if point[0] <= at]
    after = [point for point in curve if point[0] > at]
    if not before:
        return curve[0][1]
    if not after or between == "steps":
        return before[-1][1]
    (left, low), (right, high) = before[-1], after[0]
    rise = WIDE.multiply(WIDE.subtract(high, low), WIDE.subtract(at, left))
    return WIDE.add(low, WIDE.divide(rise, WIDE.subtract(right, left)))


def bonus(terms: BonusCurve, book: Book, working: Working, party: str) -> Worked:
    """What a figure is paid by the curve; nothing where there is no figure."""
    level = book.level(terms.level)
    if level is None or level.value is None:
        return Worked(terms, book.period, working.step(NOUGHT, f"{terms.level} has no figure, so nothing is paid yet"))
    paid = to_the_penny(read_off([(each.at, each.pay) for each in terms.curve], level.value, terms.between))
    reading = working.step(
        paid,
        f"{level.indicator} at {bare(level.value)} is paid {money(paid)} by the curve",
        working.figure(level),
        rounding=PENCE,
    )
    amount, limits = bounded(terms, paid, book.total("charges", party), working)
    return Worked(
        terms, book.period, working.step(amount, f"{money(amount)} of bonus", reading, *limits), {"curve": paid}
    )


def shortfall(terms: TargetLessActual, book: Book, working: Working, party: str) -> Worked:
    """The points by which a figure falls short of its target, as that many per cent of the charges."""
    level, charges = book.level(terms.level), book.total("charges", party)
    if level is None or level.value is None or level.target is None:
        says = f"{terms.level} has no figure with a target, so nothing is taken off yet"
        return Worked(terms, book.period, working.step(NOUGHT, says))
    short = level.target - level.value if level.higher_is_better else level.value - level.target
    percent = max(short, Decimal(0))
    credit = to_the_penny(part(charges, percent))
    comparing = working.step(
        percent,
        f"{level.indicator} at {bare(level.value)} is {bare(percent)} short of {bare(level.target)}",
        working.figure(level),
    )
    crediting = working.step(credit, f"{bare(percent)} % of {money(charges)} is {money(credit)}", rounding=PENCE)
    taken, limits = taken_off(terms, credit, charges, working)
    amount = working.step(-taken, f"{money(taken)} of service credit", comparing, crediting, *limits)
    return Worked(terms, book.period, amount, {"percent": percent, "credit": taken})
