"""Pure: figures as one weighted score, and what a score decides: profit, pay at risk, years of extension."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from counterpart.capabilities.incentives.rules.bounds import bounded
from counterpart.capabilities.incentives.rules.curves import read_off
from counterpart.capabilities.incentives.rules.facts import NOUGHT, PENCE, Book, Worked, Working, bare, money, part
from counterpart.engines.library.rules.money_by_scores import (
    ExtensionByScore,
    PayAtRisk,
    ProfitByScore,
    Weighted,
    WeightedScore,
)
from counterpart.values.explained import Explained
from counterpart.values.money import WIDE, rounded, to_the_penny

PLACES, TOP = 2, Decimal(100)
Scores = Mapping[str, Worked]


def score_of(worked: Worked | None) -> Decimal | None:
    """The score that a rule came to; None where it had no figure."""
    return worked.outcomes.get("score") if worked else None


def weighted(terms: WeightedScore, book: Book, working: Working, scores: Scores) -> Worked:
    """One score from the parts that have a figure, their weights brought to 100 %; none where no part has one."""
    marked = [(part_, mark) for part_ in _in_order(terms) if (mark := _mark(part_, book, scores)) is not None]
    whole = sum((part_.weight for part_, _ in marked), Decimal(0))
    if not whole:
        return Worked(terms, book.period, working.step(NOUGHT, "no part of the score has a figure yet"))
    exact, steps = Decimal(0), list[Explained[Any]]()
    for part_, mark in marked:
        exact = WIDE.add(exact, WIDE.divide(WIDE.multiply(mark, part_.weight), whole))
        says = f"{part_.of} scores {bare(mark)}, weighing {bare(part_.weight)} of {bare(whole)} %"
        level = book.level(part_.of)
        steps.append(working.step(mark, says, *([working.figure(level)] if level else [])))
    score = rounded(exact, places=PLACES)
    steps.append(working.step(score, f"the score is {bare(score)}", rounding="two decimal places, half up"))
    return Worked(terms, book.period, working.step(NOUGHT, "a score is no money", *steps), {"score": score})


def _in_order(terms: WeightedScore) -> list[Weighted]:
    return sorted(terms.parts, key=lambda part_: (part_.of, part_.weight))


def _mark(part_: Weighted, book: Book, scores: Scores) -> Decimal | None:
    """A part’s score from 0 to 100: by its marks, or the figure itself."""
    level = book.level(part_.of)
    value = score_of(scores[part_.of]) if part_.of in scores else level.value if level else None
    if value is None:
        return None
    mark = read_off([(each.at, each.score) for each in part_.marks], value, "straight line") if part_.marks else value
    return rounded(min(max(mark, Decimal(0)), TOP), places=6).normalize() + Decimal(0)


def profit(terms: ProfitByScore, book: Book, working: Working, party: str, scores: Scores) -> Worked:
    """The percentage that a score earns, of the charges or of the actual cost; nothing where there is no score."""
    score = score_of(scores.get(terms.score))
    if score is None:
        return Worked(terms, book.period, working.step(NOUGHT, f"{terms.score} has no figure, so no profit is due yet"))
    base = book.total(terms.on, party)
    exact = read_off([(each.at, each.percent) for each in terms.curve], score, terms.between)
    percent = rounded(exact, places=4)
    paid = to_the_penny(part(base, percent))
    reading = working.step(
        percent, f"a score of {bare(score)} earns {bare(percent)} %", rounding="four decimal places, half up"
    )
    paying = working.step(paid, f"{bare(percent)} % of {money(base)} is {money(paid)}", rounding=PENCE)
    within, limits = bounded(terms, paid, book.total("charges", party), working)
    amount = working.step(within, f"{money(within)} of profit", reading, paying, *limits)
    return Worked(terms, book.period, amount, {"score": score, "percent": percent})


def at_risk(terms: PayAtRisk, book: Book, working: Working, party: str, scores: Scores) -> Worked:
    """What is not earned of the pay at risk is taken off; nothing where there is no score."""
    score = score_of(scores.get(terms.score))
    if score is None:
        return Worked(
            terms, book.period, working.step(NOUGHT, f"{terms.score} has no figure, so all of it is paid yet")
        )
    charges = book.total("charges", party)
    risk = to_the_penny(part(charges, terms.at_risk))
    earned = to_the_penny(part(risk, score))
    risking = working.step(
        risk, f"{bare(terms.at_risk)} % of {money(charges)} is at risk: {money(risk)}", rounding=PENCE
    )
    earning = working.step(earned, f"a score of {bare(score)} earns {money(earned)} of it", rounding=PENCE)
    lost, limits = bounded(terms, risk - earned, charges, working)
    amount = working.step(-lost, f"{money(lost)} of it is not earned", risking, earning, *limits)
    return Worked(terms, book.period, amount, {"score": score, "at risk": risk, "earned": earned})


def extension_over(
    terms: ExtensionByScore, books: Sequence[Book], working: Working, scores: Sequence[Scores]
) -> list[Worked]:
    """Years earned and lost, year after year: never more than the most stand, and none is lost that was not earned."""
    stand, found = 0, []
    for book, known in zip(books, scores, strict=True):
        score = score_of(known.get(terms.score))
        change, says = _years(terms, score, stand)
        stand += change
        steps = [working.step(score, f"the score of the year is {bare(score)}")] if score is not None else []
        standing = working.step(Decimal(stand), f"{stand} of at most {terms.most} years stand after it")
        amount = working.step(NOUGHT, says, *steps, standing)
        found.append(Worked(terms, book.period, amount, {"years": Decimal(change), "standing": Decimal(stand)}))
    return found


def _years(terms: ExtensionByScore, score: Decimal | None, stand: int) -> tuple[int, str]:
    if score is None:
        return 0, "the year has no score yet, so no year is earned or lost"
    if score >= terms.earns_at:
        earned = min(terms.years, terms.most - stand)
        says = f"a score of {bare(score)} reaches {bare(terms.earns_at)}"
        return earned, f"{says} and earns {earned}" + ("" if earned == terms.years else ", as no more may stand")
    if terms.loses_below is not None and score < terms.loses_below:
        lost = min(terms.years, stand)
        says = f"a score of {bare(score)} is below {bare(terms.loses_below)}"
        return -lost, f"{says} and loses {lost}" + ("" if lost else ", as none stands")
    return 0, f"a score of {bare(score)} neither earns a year nor loses one"
