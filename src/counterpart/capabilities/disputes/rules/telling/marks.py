"""Pure: how disputes, problems and warnings are marked, and some words of their pages."""

from datetime import date
from decimal import Decimal

from counterpart.capabilities.disputes.rules import problems
from counterpart.capabilities.disputes.rules.disputes import Dispute
from counterpart.capabilities.disputes.rules.paths import ADJUDICATED, JUDGED, SETTLED, WITHDRAWN
from counterpart.capabilities.disputes.rules.stepping import TITLES
from counterpart.engines.library.rules.ladder import CORE_GROUP, WORKING_GROUP, LadderStep
from counterpart.engines.reporting.rules.cells import Mark, Shape, Tone, number

_ENDED = {
    SETTLED: Mark("Settled", (Shape.TICK,), Tone.GOOD),
    WITHDRAWN: Mark("Withdrawn", (Shape.DASH,), Tone.PLAIN),
    JUDGED: Mark("Judged", (Shape.DIAMOND,), Tone.PLAIN),
    ADJUDICATED: Mark("Adjudicated", (Shape.DIAMOND,), Tone.CAUTION),
}
PROBLEMS = {
    problems.OPEN: Mark("Open", (Shape.DOT,), Tone.CAUTION),
    problems.SOLVED: Mark("Solved", (Shape.TICK,), Tone.GOOD),
}
DUE_UP = Mark("Due to be taken up", (Shape.UP,), Tone.BAD)
WARNINGS = {
    problems.GIVEN: Mark("Waits for an answer", (Shape.ALERT,), Tone.CAUTION),
    problems.ANSWERED: Mark("Answered", (Shape.DOT,), Tone.PLAIN),
    problems.AVERTED: Mark("Averted", (Shape.TICK,), Tone.GOOD),
    problems.CAME_ABOUT: Mark("Came about", (Shape.CROSS,), Tone.BAD),
}


def state_mark(state: str) -> Mark:
    """Where a dispute stands."""
    return _ENDED.get(state) or Mark(state.capitalize(), (Shape.ALERT,), Tone.CAUTION)


def step_mark(dispute: Dispute, step: LadderStep) -> Mark:
    """Where a step of the ladder stands: used, where we are, passed over, barred or still to come."""
    if step.step in dispute.heard_at:
        return Mark("Heard", (Shape.TICK,), Tone.GOOD)
    if dispute.stands_on == step.step:
        return Mark("We are here", (Shape.DIAMOND,), Tone.CAUTION)
    beyond = any(taken.step == CORE_GROUP for taken in dispute.history)
    if step.step == WORKING_GROUP and beyond:
        return Mark("Passed over", (Shape.DASH,), Tone.PLAIN)
    return Mark("To come" if dispute.is_open else "Not used", (Shape.DOT,), Tone.PLAIN)


def name_of(step: str) -> str:
    """A step as a row names it: The core group."""
    words = TITLES[step]
    return words[:1].upper() + words[1:]


def days_left(until: date, on: date) -> str:
    """How many days are left, or have passed."""
    left = (until - on).days
    if left == 0:
        return "today"
    if left < 0:
        return f"{-left} {'day' if left == -1 else 'days'} ago"
    return f"{left} {'day' if left == 1 else 'days'} left"


def money(amount: Decimal) -> str:
    return number(amount, "£").words
