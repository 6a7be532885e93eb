"""Pure: a clock that runs and a promise that was made: who is to do what by when, and where it stands on a day.

A clock runs by rule and stops when the thing is done. A promise is somebody’s word: it is closed by evidence, and by
another who finds it good. The day first set never moves; each later one has its reason and its authority beside it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from counterpart.engines.clocks.rules.deadlines import month_on
from counterpart.values.lifecycle import LifeCycle


class Kind(StrEnum):
    CLOCK = "clock"
    PROMISE = "promise"


RUNNING, PAUSED, SHOWN, MET, PASSED, WITHDRAWN = "running", "paused", "shown", "met", "passed over", "withdrawn"
CLOCK = LifeCycle(
    subject="clock",
    initial=RUNNING,
    steps={
        (RUNNING, "met"): MET,
        (RUNNING, "paused"): PAUSED,
        (PAUSED, "resumed"): RUNNING,
        (RUNNING, "extended"): RUNNING,
        (RUNNING, "passed over"): PASSED,
        (RUNNING, "withdrawn"): WITHDRAWN,
        (PAUSED, "withdrawn"): WITHDRAWN,
    },
)
"""A clock by rule or contract. What is passed over is an omission, recorded with its reason."""
PROMISE = LifeCycle(
    subject="promise",
    initial=RUNNING,
    steps={
        (RUNNING, "re-dated"): RUNNING,
        (RUNNING, "shown"): SHOWN,
        (SHOWN, "verified"): MET,
        (SHOWN, "returned"): RUNNING,
        (RUNNING, "withdrawn"): WITHDRAWN,
    },
)
"""Who promised shows that it is done; another verifies it, or returns it with what is missing."""
OPEN = (RUNNING, PAUSED, SHOWN)
OF_KIND: Mapping[str, LifeCycle] = {Kind.CLOCK: CLOCK, Kind.PROMISE: PROMISE}
LONG_OVERDUE_MONTHS = 6


class Standing(StrEnum):
    """Where something to do stands on a day, by the stated rule: it is late once its last day has passed."""

    DONE = "done"
    DONE_LATE = "done late"
    LATE = "late"
    LONG_LATE = "late by six months and more"
    TODAY = "due today"
    SOON = "due in a week"
    TO_COME = "to come"
    STOPPED = "standing still"
    OMITTED = "passed over"
    NO_MORE = "no longer wanted"
    TO_VERIFY = "waiting to be verified"


SOON_DAYS = 7


@dataclass(frozen=True)
class Step:
    """Something that was done about a clock or promise, by whom of which party, on a day, and why."""

    verb: str
    on: date
    by: str
    party: str
    reason: str
    due_before: date | None = None
    due_after: date | None = None
    authority: str = ""
    evidence: str = ""
    fingerprint: str = ""


@dataclass(frozen=True)
class Clock:
    """A clock or a promise: what is to be done about which subject, whose it is, and by which day.

    `party` and `role` say whose it is by office, `person` (an id) whose by name; no party means each party’s.
    `because` says how the day was worked out, `source` by which clause or regulation. `about` is what kind of thing it
    is, in a word or two, such as `minutes`. `address` is the page on which it is done.
    """

    agreement_id: str
    agreement: str
    reference: str
    kind: str
    about: str
    subject: str
    what: str
    party: str
    role: str
    person: str
    name: str
    accepted_by: str
    opened_on: date
    due_on: date
    due_at: datetime | None
    original_due_on: date
    because: str
    calendar: str
    source: str
    address: str
    state: str
    closed_on: date | None
    redated: int
    steps: tuple[Step, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def standing(self, on: date) -> Standing:
        return standing(state=self.state, due_on=self.due_on, closed_on=self.closed_on, on=on)

    def days_late(self, on: date) -> int:
        """How many days it is or was late; 0 where it is not."""
        ended = self.closed_on if self.state == MET else on
        return max(0, ((ended or on) - self.due_on).days)


def standing(*, state: str, due_on: date, closed_on: date | None, on: date) -> Standing:
    """Where something to do stands on a day."""
    if state == MET:
        return Standing.DONE_LATE if closed_on and closed_on > due_on else Standing.DONE
    fixed = {
        PASSED: Standing.OMITTED,
        WITHDRAWN: Standing.NO_MORE,
        PAUSED: Standing.STOPPED,
        SHOWN: Standing.TO_VERIFY,
    }
    if state in fixed:
        return fixed[state]
    if on > due_on:
        return Standing.LONG_LATE if is_long_overdue(due_on, on) else Standing.LATE
    if on == due_on:
        return Standing.TODAY
    return Standing.SOON if (due_on - on).days <= SOON_DAYS else Standing.TO_COME


def is_long_overdue(due_on: date, on: date) -> bool:
    """Whether six months have passed since the day it was due."""
    return on >= month_on(due_on, months=LONG_OVERDUE_MONTHS)


def moved_by_a_pause(due_on: date, paused_on: date, resumed_on: date) -> date:
    """The new last day after a pause: as many days later as it stood still."""
    return due_on + (resumed_on - paused_on)


@dataclass(frozen=True)
class Counts:
    """How many of some stand how."""

    total: int
    late: int
    long_late: int
    today: int
    to_come: int
    done: int
    redated: int


def counted(clocks: Iterable[Clock], on: date) -> Counts:
    """A tracker summed up on a day."""
    kept = list(clocks)
    stand = [clock.standing(on) for clock in kept]
    late = {Standing.LATE, Standing.LONG_LATE}
    to_come = {Standing.SOON, Standing.TO_COME, Standing.STOPPED, Standing.TO_VERIFY}
    return Counts(
        total=len(kept),
        late=sum(one in late for one in stand),
        long_late=sum(one is Standing.LONG_LATE for one in stand),
        today=sum(one is Standing.TODAY for one in stand),
        to_come=sum(one in to_come for one in stand),
        done=sum(one in (Standing.DONE, Standing.DONE_LATE) for one in stand),
        redated=sum(clock.redated > 0 for clock in kept),
    )
