"""Logs problems, solves them at the lowest level or takes them up; gives, answers and ends early warnings."""

from datetime import datetime

from counterpart.capabilities.agreements.queries.agreements import hold
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.agreements.rules.obligations import counted
from counterpart.capabilities.disputes import models, policy
from counterpart.capabilities.disputes.actions.moving import sound
from counterpart.capabilities.disputes.queries.disputes import agreement_at, dispute_named
from counterpart.capabilities.disputes.queries.problems import problem_at, problem_held, warning_held
from counterpart.capabilities.disputes.rules.problems import (
    AVERTED,
    CAME_ABOUT,
    DAYS_AT,
    LEVEL,
    LEVELS,
    PROBLEM,
    WARNING,
    WARNING_ANSWER,
    Problem,
    Warning,
    taken_up,
)
from counterpart.engines.access.numbering import next_reference
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.door import Done, act
from counterpart.engines.clocks.rules.promises import Kind
from counterpart.engines.clocks.running import Opening, open_clocks, stop_clocks
from counterpart.engines.library.calendars import calendar
from counterpart.engines.library.rules.span import Span
from counterpart.values.words import words

ANSWER_WITHIN = Span(5, "working days")
"""How soon an early warning is answered: our choice, as long as the notice before a meeting."""


@act("problem.logged", words="logged a problem", may=policy.may_log)
def log(
    agreement: AgreementFacts, *, by: Actor, at: datetime, title: str, what: str, area: str = "", concerns: str = ""
) -> Done:
    """Log a problem where it arises. Its days at the lowest level begin."""
    hold(agreement)
    standing = by.standing_in(agreement.agreement_id)
    told = {
        "title": words(title, what="The title", longest=200),
        "what": words(what, what="What is wrong", longest=4000),
        "area": area,
        "concerns": concerns,
        "party": standing.party if standing else "",
    }
    reference = next_reference("PRB", agreement=agreement.agreement_id, year=at.year)
    models.Problem.objects.create(
        agreement_id=agreement.agreement_id, reference=reference, logged_on=at.date(), state=PROBLEM.initial, **told
    )
    _level_opened(agreement, reference, told["title"], 0, at)
    says = f"{reference} is logged, to be solved where it arose within {DAYS_AT[0]} working days."
    return Done(reference, told, reply={"reference": reference, "says": says})


@act("problem.taken_up", words="took a problem up", may=policy.may_solve)
def take_up(problem: Problem, *, by: Actor, at: datetime, reason: str = "") -> Done:
    """Take a problem to the next level: once its days have passed, or before with a reason."""
    row = problem_held(problem)
    if row.level != problem.level:
        problem = problem_at(by, at, problem.agreement, problem.reference)
    sound(PROBLEM.after(row.state, "taken up"))
    level = sound(taken_up(problem, reason, at.date()))
    by_age = problem.is_due_up(at.date())
    standing = by.standing_in(problem.agreement_id)
    row.level = level
    row.save(update_fields=["level"])
    row.ups.create(
        agreement_id=problem.agreement_id,
        level=level,
        on=at.date(),
        party=standing.party if standing else "",
        reason=reason,
        by_age=by_age,
    )
    _level_stopped(problem, by, at, f"It was taken up to {LEVELS[level]}.")
    _level_opened(agreement_at(by, at, problem.agreement), problem.reference, problem.title, level, at)
    content = {"level": LEVELS[level], "by_age": by_age, "reason": reason or None}
    reply = {"reference": problem.reference, "says": f"{problem.reference} is now with {LEVELS[level]}."}
    return Done(problem.reference, content, reply=reply)


@act("problem.solved", words="solved a problem", may=policy.may_solve)
def solve(problem: Problem, *, by: Actor, at: datetime, how: str) -> Done:
    """Say how a problem was solved, at the level where it is."""
    row = problem_held(problem)
    row.state = sound(PROBLEM.after(row.state, "solved"))
    row.how, row.solved_on = words(how, what="How", longest=500), at.date()
    row.save(update_fields=["state", "how", "solved_on"])
    _level_stopped(problem, by, at, "It was solved.")
    level = LEVELS[problem.level]
    reply = {"reference": problem.reference, "says": f"{problem.reference} is solved, by {level}."}
    reply["says"] = reply["says"].replace("by where it arose", "where it arose")
    return Done(problem.reference, {"how": row.how, "level": level}, reply=reply)


@act("warning.given", words="gave an early warning", may=policy.may_warn)
def warn(agreement: AgreementFacts, *, by: Actor, at: datetime, title: str, what: str, at_stake: str = "") -> Done:
    """Warn the other party of what one sees coming. Its answer is due by a clock."""
    hold(agreement)
    standing = by.standing_in(agreement.agreement_id)
    told = {
        "title": words(title, what="The title", longest=200),
        "what": words(what, what="What is coming", longest=4000),
        "at_stake": at_stake,
        "party": standing.party if standing else "",
    }
    reference = next_reference("EWN", agreement=agreement.agreement_id, year=at.year)
    models.EarlyWarning.objects.create(
        agreement_id=agreement.agreement_id, reference=reference, given_on=at.date(), state=WARNING.initial, **told
    )
    due, because = counted(at.date(), ANSWER_WITHIN, calendar(agreement.template.calendar))
    openings = [
        Opening(
            kind=Kind.CLOCK,
            about=WARNING_ANSWER,
            subject=reference,
            what=f"Answer the early warning: {told['title']}",
            due_on=due,
            because=f"{because} the warning",
            party=other,
            calendar=agreement.template.calendar,
            address=f"/agreements/{agreement.reference}/warnings/{reference}",
        )
        for other in agreement.others(told["party"])
    ]
    open_clocks(agreement.agreement_id, openings, at=at)
    says = f"{reference} is given. An answer is due by {due:%-d %B %Y}."
    return Done(reference, told, reply={"reference": reference, "says": says})


@act("warning.answered", words="answered an early warning", may=policy.may_answer)
def answer(warning: Warning, *, by: Actor, at: datetime, answer: str) -> Done:
    """Say for the other party what is done about what is coming."""
    row = warning_held(warning)
    row.state = sound(WARNING.after(row.state, "answered"))
    standing = by.standing_in(warning.agreement_id)
    row.answer, row.answered_by = words(answer, what="The answer", longest=500), standing.party if standing else ""
    row.save(update_fields=["state", "answer", "answered_by"])
    _answer_stopped(warning, by, at)
    reply = {"reference": warning.reference, "says": f"{warning.reference} is answered."}
    return Done(warning.reference, {"answer": row.answer, "party": row.answered_by}, reply=reply)


@act("warning.averted", words="recorded that what was warned of was averted", may=policy.may_end)
def avert(warning: Warning, *, by: Actor, at: datetime, how: str) -> Done:
    """Say that what was warned of was averted, and how."""
    return _ended(warning, AVERTED, by, at, how, "")


@act("warning.came_about", words="recorded that what was warned of came about", may=policy.may_end)
def came_about(warning: Warning, *, by: Actor, at: datetime, how: str, dispute: str = "") -> Done:
    """Say that what was warned of came about; and which dispute came of it, if one did."""
    named = dispute_named(agreement_at(by, at, warning.agreement), dispute).reference if dispute else ""
    return _ended(warning, CAME_ABOUT, by, at, how, named)


def _ended(warning: Warning, verb: str, by: Actor, at: datetime, how: str, dispute: str) -> Done:
    row = warning_held(warning)
    row.state = sound(WARNING.after(row.state, verb))
    row.ended, row.dispute = words(how, what="What happened", longest=500), dispute
    row.save(update_fields=["state", "ended", "dispute"])
    _answer_stopped(warning, by, at)
    said = "was averted" if verb == AVERTED else "came about"
    reply = {"reference": warning.reference, "says": f"What {warning.reference} warned of {said}."}
    return Done(warning.reference, {"how": row.ended, "dispute": dispute or None}, reply=reply)


def _level_opened(agreement: AgreementFacts, reference: str, title: str, level: int, at: datetime) -> None:
    """A clock of the days at a level; the highest has none, as nothing comes after it."""
    if level >= len(DAYS_AT):
        return
    due, because = counted(at.date(), Span(DAYS_AT[level], "working days"), calendar(agreement.template.calendar))
    opening = Opening(
        kind=Kind.CLOCK,
        about=LEVEL,
        subject=reference,
        what=f"Solve the problem, or take it up: {title}",
        due_on=due,
        because=f"{because} it came to {LEVELS[level]}",
        calendar=agreement.template.calendar,
        address=f"/agreements/{agreement.reference}/problems/{reference}",
    )
    open_clocks(agreement.agreement_id, [opening], at=at)


def _level_stopped(problem: Problem, by: Actor, at: datetime, reason: str) -> None:
    stop_clocks(problem.agreement_id, subject=problem.reference, about=LEVEL, by=by, at=at, reason=reason)


def _answer_stopped(warning: Warning, by: Actor, at: datetime) -> None:
    stop_clocks(
        warning.agreement_id, subject=warning.reference, about=WARNING_ANSWER, by=by, at=at, reason="It was answered."
    )
