"""Pure: problems, solved at the lowest level and taken up by age; and early warnings, answered before they come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from counterpart.engines.clocks.rules.promises import Clock
from counterpart.values.lifecycle import LifeCycle
from counterpart.values.refusal import Refusal

LEVELS = ("where it arose", "the contract managers", "the working group", "the core group")
"""From the lowest. The first two are ours; the groups hear what is not solved below them (002, Governance 6 and 7)."""
DAYS_AT = (5, 10, 20)
"""Working days for which a problem stays at each level but the last before it is due to go up: our choice, no source
gives them."""
OPEN, SOLVED = "open", "solved"
PROBLEM = LifeCycle(subject="problem", initial=OPEN, steps={(OPEN, "taken up"): OPEN, (OPEN, "solved"): SOLVED})
LEVEL = "level of a problem"
"""What the clock of a problem at a level is about."""

GIVEN, ANSWERED, AVERTED, CAME_ABOUT = "given", "answered", "averted", "came about"
WARNING = LifeCycle(
    subject="early warning",
    initial=GIVEN,
    steps={
        (GIVEN, "answered"): ANSWERED,
        **{(state, verb): verb for state in (GIVEN, ANSWERED) for verb in (AVERTED, CAME_ABOUT)},
    },
)
WARNING_ANSWER = "answer to an early warning"


@dataclass(frozen=True)
class TakenUp:
    """A problem taken up to a level, on a day and why. `by_age` says that its days at the level below had passed."""

    level: int
    on: date
    party: str
    reason: str
    by_age: bool


@dataclass(frozen=True)
class Problem:
    """An operational problem, logged where it arises. `level` counts from 0; `concerns` is a reference, if any."""

    agreement_id: str
    agreement: str
    reference: str
    title: str
    what: str
    area: str
    concerns: str
    party: str
    logged_on: date
    level: int
    state: str
    how: str = ""
    solved_on: date | None = None
    ups: tuple[TakenUp, ...] = ()
    clock: Clock | None = None

    @property
    def days(self) -> int | None:
        """Calendar days from the day it was logged to the day it was solved."""
        return (self.solved_on - self.logged_on).days if self.solved_on else None

    def is_due_up(self, on: date) -> bool:
        """Whether its days at this level have passed."""
        return self.state == OPEN and self.clock is not None and self.clock.due_on < on


@dataclass(frozen=True)
class AtLevel:
    """What was solved at a level: how many of all that were solved, in per cent, and the median of days."""

    level: int
    solved: int
    of: int
    open: int
    median_days: float | None

    @property
    def share(self) -> float | None:
        return 100 * self.solved / self.of if self.of else None


@dataclass(frozen=True)
class Warning:
    """What a party sees coming before it does, and what the other says is done."""

    agreement_id: str
    agreement: str
    reference: str
    title: str
    what: str
    at_stake: str
    party: str
    given_on: date
    state: str
    answer: str = ""
    answered_by: str = ""
    ended: str = ""
    dispute: str = ""
    clock: Clock | None = None


def by_level(problems: Iterable[Problem]) -> tuple[AtLevel, ...]:
    """Share solved at each level and median days, from the lowest; shares add up, as each is solved once."""
    kept = list(problems)
    of = sum(problem.state == SOLVED for problem in kept)
    return tuple(_at(level, kept, of) for level in range(len(LEVELS)))


def _at(level: int, problems: Sequence[Problem], of: int) -> AtLevel:
    here = [problem for problem in problems if problem.level == level]
    days = [problem.days for problem in here if problem.days is not None]
    still = sum(problem.state == OPEN for problem in here)
    return AtLevel(level, len(days), of, still, float(median(days)) if days else None)


def taken_up(problem: Problem, reason: str, on: date) -> int | Refusal:
    """The next level. Before its days at this one have passed a reason is wanted; at the last there is no next."""
    if problem.level == len(LEVELS) - 1:
        fact, rule = f"it is with {LEVELS[-1]}, the highest level", "a problem goes up one level at a time"
        return _not_up(problem, fact, rule, "Where the parties differ, give notice of a dispute.")
    if not problem.is_due_up(on) and not reason:
        until = f", until {problem.clock.due_on:%-d %B %Y}" if problem.clock else ""
        fact = f"its {DAYS_AT[problem.level]} working days with {LEVELS[problem.level]} have not passed{until}"
        return _not_up(problem, fact, "problems are solved at the lowest level", "Say why it cannot wait.")
    return problem.level + 1


def _not_up(problem: Problem, fact: str, rule: str, next_step: str) -> Refusal:
    return Refusal("problem.not-taken-up", f"{problem.reference} was not taken up", fact, rule, next_step)
