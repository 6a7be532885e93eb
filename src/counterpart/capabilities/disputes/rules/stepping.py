"""Pure: whether a step of a dispute may be taken, by the table of paths and the ladder of its agreement.

Every no cites the clause that says so. Times are working days of the agreement’s calendar, from the day after.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from counterpart.capabilities.agreements.rules.obligations import counted
from counterpart.capabilities.disputes.rules.disputes import Dispute
from counterpart.capabilities.disputes.rules.paths import (
    ADJUDICATE,
    ADJUDICATED,
    CONVENED,
    DISPUTE,
    HEARD,
    PLACED,
    REFERRED,
    REFERRED_DIRECTLY,
    STEP_OF,
    TO_COURT,
)
from counterpart.engines.clocks.rules.deadlines import Calendar
from counterpart.engines.library.rules.ladder import CORE_GROUP, WORKING_GROUP, LadderStep
from counterpart.values.refusal import Refusal

TITLES = {
    "working group": "the working group",
    "core group": "the core group",
    "executives": "chief executive and director",
    "adjudication": "adjudication",
    "proceedings": "legal proceedings",
}


@dataclass(frozen=True)
class Going:
    """A step about to be taken: which, on what day, to a meeting on what day, before which group."""

    verb: str
    on: date
    meeting_on: date | None = None
    group: str = ""


def taken(dispute: Dispute, going: Going, calendar: Calendar) -> str | Refusal:
    """The state that follows, or a refusal that cites the clause."""
    if refusal := _no_such_step(dispute, going) or _barred(dispute, going):
        return refusal
    after = DISPUTE.after(dispute.state, going.verb)
    if isinstance(after, Refusal):
        return _out_of_turn(dispute, going, after)
    for guard in _GUARDS.get(going.verb, ()):
        if refusal := guard(dispute, going, calendar):
            return refusal
    return after


def step_of(dispute: Dispute, verb: str) -> LadderStep | None:
    """The step of the ladder that a verb leads to, or that the dispute stands on."""
    ladder = dispute.ladder
    return ladder.step(STEP_OF.get(verb) or dispute.stands_on) if ladder else None


def clause_of(dispute: Dispute, verb: str) -> str:
    """The clause that governs a step."""
    step, ladder = step_of(dispute, verb), dispute.ladder
    if verb == REFERRED_DIRECTLY and ladder and (core := ladder.step(CORE_GROUP)):
        return core.clause
    return step.clause if step else ladder.notice_clause if ladder else ""


def earliest_meeting(dispute: Dispute, verb: str, calendar: Calendar) -> tuple[date, str] | None:
    """The first day on which a meeting may hear it, and how that is counted; None where no time is set.

    It runs from the notice; for the core group from the working group’s meeting, where that has heard it.
    """
    step = step_of(dispute, verb)
    if step is None or step.after is None:
        return None
    since = dispute.last_meeting if verb == REFERRED and WORKING_GROUP in dispute.heard_at else None
    day, because = counted(since or dispute.notified_on, step.after, calendar)
    return day, f"{because} {'the meeting that heard it' if since else 'the notice'}"


def latest_meeting(dispute: Dispute, verb: str, on: date, calendar: Calendar) -> tuple[date, str] | None:
    """The last day for a meeting that is convened today; None where no time is set."""
    step = step_of(dispute, verb)
    return counted(on, step.within, calendar) if step and step.within else None


def is_early(dispute: Dispute) -> bool:
    """Whether an adjudication begun now would be early: before the escalation process was used."""
    return bool(dispute.still_to_use)


def open_verbs(dispute: Dispute) -> tuple[str, ...]:
    """The steps that the table allows from where the dispute stands."""
    return tuple(verb for state, verb in DISPUTE.steps if state == dispute.state)


def _no_such_step(dispute: Dispute, going: Going) -> Refusal | None:
    if going.verb not in STEP_OF or step_of(dispute, going.verb):
        return None
    name = TITLES[STEP_OF[going.verb]]
    return Refusal(
        code="dispute.no-such-step",
        what=f"{dispute.reference} was not {going.verb}",
        fact=f"{dispute.of.template.name} has no step before {name}",
        rule="a dispute goes up the ladder that the agreement writes",
        next_step="Take the next step that it has.",
    )


def _barred(dispute: Dispute, going: Going) -> Refusal | None:
    """Proceedings are not begun until the escalation process was used (1.7)."""
    if going.verb != TO_COURT or not dispute.is_open or not dispute.still_to_use:
        return None
    missing = " and ".join(f"{TITLES[step.step]} ({step.clause})" for step in dispute.still_to_use)
    return Refusal(
        code="dispute.not-escalated",
        what=f"{dispute.reference} was not taken to court",
        fact=f"{missing} {'have' if len(dispute.still_to_use) > 1 else 'has'} not heard it",
        rule=f"{clause_of(dispute, TO_COURT)}: proceedings are not begun until the escalation process has been used",
        next_step="Use it first. What the law gives in an emergency is not touched by this record.",
    )


def _out_of_turn(dispute: Dispute, going: Going, refusal: Refusal) -> Refusal:
    return Refusal(
        code="dispute.out-of-turn",
        what=f"{dispute.reference} was not {going.verb}",
        fact=refusal.fact,
        rule=f"{clause_of(dispute, going.verb)}, and the order of the ladder",
        next_step=refusal.next_step,
    )


def _in_a_group_of_the_step(dispute: Dispute, going: Going, calendar: Calendar) -> Refusal | None:
    step = step_of(dispute, going.verb)
    if step is None or not step.groups or going.group in step.groups:
        return None
    return Refusal(
        code="dispute.no-group",
        what=f"{dispute.reference} was not {going.verb}",
        fact=f"“{going.group}” is not a group that hears disputes here" if going.group else "no group is named",
        rule=f"{step.clause}: it is heard by {' or '.join(step.groups)}",
        next_step="Name one of these.",
    )


def _in_time(dispute: Dispute, going: Going, calendar: Calendar) -> Refusal | None:
    """The meeting is no sooner than the least time, no later than the longest notice, and not past."""
    day = going.meeting_on
    if day is None or day < going.on:
        return _wrong_day(dispute, going, "no day to come is named", "a step leads to a meeting on a day")
    first = earliest_meeting(dispute, going.verb, calendar)
    if first and day < first[0]:
        return _wrong_day(dispute, going, f"{_day(day)} is too soon", f"the first day is {_day(first[0])}, {first[1]}")
    last = latest_meeting(dispute, going.verb, going.on, calendar)
    if last and day > last[0]:
        return _wrong_day(
            dispute, going, f"{_day(day)} is too late", f"the last day is {_day(last[0])}, {last[1]} today"
        )
    return None


def _after_its_meeting(dispute: Dispute, going: Going, calendar: Calendar) -> Refusal | None:
    """What is to be heard on a day has not been heard before it."""
    if dispute.meeting_on is None or going.on >= dispute.meeting_on:
        return None
    fact = f"the meeting is on {_day(dispute.meeting_on)}"
    return _wrong_day(dispute, going, fact, "what a meeting came to is recorded once it was held")


def _may_be_passed_over(dispute: Dispute, going: Going, calendar: Calendar) -> Refusal | None:
    """The working group may be passed over where the ladder says so (1.3), or where there is none."""
    step = dispute.ladder.step(WORKING_GROUP) if dispute.ladder else None
    if step is None or step.may_pass_over:
        return None
    return _wrong_day(dispute, going, "the working group has not heard it", f"{step.clause}: it hears a dispute first")


def _not_twice(dispute: Dispute, going: Going, calendar: Calendar) -> Refusal | None:
    """After an adjudication a step is used only where it was not used before."""
    step = STEP_OF[going.verb]
    core_first = going.verb == CONVENED and CORE_GROUP not in dispute.heard_at
    if dispute.state != ADJUDICATED or (step not in dispute.heard_at and not core_first):
        return None
    fact = "the core group has not heard it" if core_first else f"{TITLES[step]} has heard it already"
    return _wrong_day(dispute, going, fact, "each step of the escalation process is used once, in its order")


def _adjudicated_once(dispute: Dispute, going: Going, calendar: Calendar) -> Refusal | None:
    if dispute.adjudication is None:
        return None
    return _wrong_day(dispute, going, "it was sent to adjudication before", "a dispute is adjudicated once")


def _wrong_day(dispute: Dispute, going: Going, fact: str, rule: str) -> Refusal:
    return Refusal(
        code="dispute.not-now",
        what=f"{dispute.reference} was not {going.verb}",
        fact=fact,
        rule=f"{clause_of(dispute, going.verb)}: {rule}",
        next_step="Look at the ladder on the page of the dispute: it says what can be done, and from which day.",
    )


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


Guard = Callable[[Dispute, Going, Calendar], Refusal | None]
_GUARDS: dict[str, tuple[Guard, ...]] = {
    PLACED: (_in_a_group_of_the_step, _in_time),
    REFERRED: (_not_twice, _in_a_group_of_the_step, _in_time),
    REFERRED_DIRECTLY: (_may_be_passed_over, _in_a_group_of_the_step, _in_time),
    CONVENED: (_not_twice, _in_time),
    HEARD: (_after_its_meeting,),
    ADJUDICATE: (_adjudicated_once,),
}
