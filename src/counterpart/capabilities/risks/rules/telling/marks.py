"""Pure: how the standing, the movement and the band of a risk are marked, and some words of its pages."""

from datetime import date
from decimal import Decimal

from counterpart.capabilities.risks.rules import issues
from counterpart.capabilities.risks.rules.risks import CLOSED, HAPPENED, OPEN, Movement, Risk, Score
from counterpart.engines.clocks.rules.promises import Clock, Standing
from counterpart.engines.library.rules.risk_scales import RiskScale
from counterpart.engines.reporting.rules.cells import Cell, Mark, Shape, Tone, day_in_words, number
from counterpart.values.money import exact

STATES = {
    OPEN: Mark("Open", (Shape.DOT,), Tone.PLAIN),
    HAPPENED: Mark("Happened", (Shape.ALERT,), Tone.BAD),
    CLOSED: Mark("Closed", (Shape.TICK,), Tone.GOOD),
}
ISSUES = {
    issues.OPEN: Mark("Open", (Shape.ALERT,), Tone.CAUTION),
    issues.RESOLVED: Mark("Resolved", (Shape.TICK,), Tone.GOOD),
}
MOVED = {
    Movement.REDUCED: Mark("Reduced", (Shape.DOWN,), Tone.GOOD),
    Movement.INCREASED: Mark("Increased", (Shape.UP,), Tone.BAD),
    Movement.SAME: Mark("Same", (Shape.LEVEL,), Tone.PLAIN),
    None: Mark("Not stated", (Shape.DASH,), Tone.PLAIN),
}
_TONES = (Tone.GOOD, Tone.PLAIN, Tone.CAUTION, Tone.BAD)
_SHAPES = ((Shape.DOT,), (Shape.DIAMOND,), (Shape.ALERT,), (Shape.ALERT, Shape.ALERT))
"""A band is told by its name, its shapes and its tone: the gravest has two signs."""


def band(scale: RiskScale, score: int, words: str = "") -> Mark:
    """The band of a score as a mark: 6 moderate."""
    at = min(scale.rank(score), 3)
    return Mark(words or f"{score} {scale.band(score)}", _SHAPES[at], _TONES[at])


def review_mark(review: Clock | None, on: date) -> Mark:
    """When a risk is reviewed; that no day is set is said as plainly as that one is past."""
    if review is None:
        return Mark("No review is set", (Shape.CROSS,), Tone.CAUTION)
    due, stands = day_in_words(review.due_on), review.standing(on)
    if stands in (Standing.LATE, Standing.LONG_LATE):
        return Mark(f"Late since {due}", (Shape.ALERT,), Tone.BAD)
    return Mark(f"By {due}", (Shape.DOT,), Tone.PLAIN)


def whose(risk: Risk) -> str:
    return ": ".join(filter(None, (risk.party, risk.owner)))


def worth(score: Score | None) -> Decimal | None:
    return exact(str(score.worth)) if score else None


def count(how_many: int) -> Cell:
    return number(exact(str(how_many)))


def many(how_many: int, noun: str) -> str:
    return f"{how_many} {noun}" if how_many == 1 else f"{how_many} {noun}s"


def are(how_many: int) -> str:
    return "is" if how_many == 1 else "are"
