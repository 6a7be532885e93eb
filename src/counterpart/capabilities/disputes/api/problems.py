"""Problems and early warnings over the API."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from counterpart.capabilities.disputes.queries.disputes import agreement_at
from counterpart.capabilities.disputes.queries.problems import (
    problem_named,
    problems_of,
    warning_named,
    warnings_of,
)
from counterpart.capabilities.disputes.rules.problems import LEVELS, Problem, Warning, by_level
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.asked import Items, Part, Slice, part_of, reading
from counterpart.engines.acts.texts import Count, DayText, Decimal, Reference, Told


class TakenUpTold(Told):
    """A problem taken up to a level; `by_age`, because its days at the level below had passed."""

    level: str
    on: DayText
    party: str
    reason: str
    by_age: bool


class ProblemTold(Told):
    """A problem, with whom it is, and by when it is due to be taken up."""

    reference: str
    title: str
    what: str
    area: str
    concerns: str
    party: str
    logged_on: DayText
    level: str
    state: str
    due_up_after: DayText | None
    how: str
    solved_on: DayText | None
    taken_up: list[TakenUpTold]


class ProblemLevelTold(Told):
    """What was solved at a level: how many, their share of all that were solved in per cent, and median days."""

    level: str
    solved: Count
    share: Decimal | None
    median_days: Decimal | None
    open: Count


class EarlyWarningTold(Told):
    """An early warning, its answer and what came of it."""

    reference: str
    title: str
    what: str
    at_stake: str
    party: str
    given_on: DayText
    state: str
    answer_by: DayText | None
    answer: str
    answered_by: str
    ended: str
    dispute: str


@reading("/agreements/{reference}/problems", gives=Part[ProblemTold])
def problems(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """Every problem, the newest first."""
    return part_of([_problem(one) for one in problems_of(agreement_at(by, at, reference))], part)


@reading("/agreements/{reference}/problems/{number}", gives=ProblemTold)
def problem(by: Actor, at: datetime, reference: Reference, number: Reference) -> Mapping[str, Any]:
    """One problem, with every time it was taken up."""
    return _problem(problem_named(agreement_at(by, at, reference), number))


@reading("/agreements/{reference}/problem-levels", gives=Part[ProblemLevelTold])
def problem_levels(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """How much is solved at each level, from the lowest, and in how many days."""
    told = [
        {
            "level": LEVELS[one.level],
            "solved": one.solved,
            "share": None if one.share is None else f"{one.share:.1f}",
            "median_days": None if one.median_days is None else f"{one.median_days:.1f}",
            "open": one.open,
        }
        for one in by_level(problems_of(agreement_at(by, at, reference)))
    ]
    return part_of(told, part)


@reading("/agreements/{reference}/warnings", gives=Part[EarlyWarningTold])
def early_warnings(by: Actor, at: datetime, part: Slice, reference: Reference) -> Items:
    """Every early warning, the newest first."""
    return part_of([_warning(one) for one in warnings_of(agreement_at(by, at, reference))], part)


@reading("/agreements/{reference}/warnings/{number}", gives=EarlyWarningTold)
def early_warning(by: Actor, at: datetime, reference: Reference, number: Reference) -> Mapping[str, Any]:
    """One early warning."""
    return _warning(warning_named(agreement_at(by, at, reference), number))


def _problem(one: Problem) -> dict[str, Any]:
    return {
        "reference": one.reference,
        "title": one.title,
        "what": one.what,
        "area": one.area,
        "concerns": one.concerns,
        "party": one.party,
        "logged_on": one.logged_on.isoformat(),
        "level": LEVELS[one.level],
        "state": one.state,
        "due_up_after": one.clock.due_on.isoformat() if one.clock else None,
        "how": one.how,
        "solved_on": one.solved_on.isoformat() if one.solved_on else None,
        "taken_up": [
            {
                "level": LEVELS[up.level],
                "on": up.on.isoformat(),
                "party": up.party,
                "reason": up.reason,
                "by_age": up.by_age,
            }
            for up in one.ups
        ],
    }


def _warning(one: Warning) -> dict[str, Any]:
    return {
        "reference": one.reference,
        "title": one.title,
        "what": one.what,
        "at_stake": one.at_stake,
        "party": one.party,
        "given_on": one.given_on.isoformat(),
        "state": one.state,
        "answer_by": one.clock.due_on.isoformat() if one.clock else None,
        "answer": one.answer,
        "answered_by": one.answered_by,
        "ended": one.ended,
        "dispute": one.dispute,
    }
