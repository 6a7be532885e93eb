"""Pure: the work programme of a group: which report comes in which month, rolled forward with its reason (003).

What a body resolved about a month stands beside what its programme says: where the two differ, the page shows it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from counterpart.capabilities.governance.rules.groups import GroupFacts
from counterpart.capabilities.governance.rules.motions import MotionFacts
from counterpart.capabilities.governance.rules.numbering import is_minute_number, month_in_words
from counterpart.capabilities.governance.rules.votes import CARRIED
from counterpart.values.lifecycle import LifeCycle
from counterpart.values.reference import folded
from counterpart.values.refusal import Refusal

PLANNED, RECEIVED, JOINED = "planned", "received", "taken with another"
REPORT = LifeCycle(
    subject="report",
    initial=PLANNED,
    steps={
        (PLANNED, "rolled"): PLANNED,
        (PLANNED, "received"): RECEIVED,
        (PLANNED, "joined"): JOINED,
    },
)


@dataclass(frozen=True)
class Move:
    """A month a report was moved from and to; None is unallocated. `authority` is a minute, where one says so."""

    on: date
    before: date | None
    after: date | None
    reason: str
    authority: str
    by: str


@dataclass(frozen=True)
class ReportFacts:
    """A report on the work programme. `first` is the month first planned, which never moves."""

    reference: str
    title: str
    party: str
    month: date | None
    first: date | None
    state: str
    received_at: str = ""
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True)
class ReportOf:
    """A report of a group’s work programme, as the acts on it see it."""

    group: GroupFacts
    report: ReportFacts

    @property
    def agreement_id(self) -> str:
        return self.group.agreement_id

    @property
    def state(self) -> str:
        return self.report.state


@dataclass(frozen=True)
class Contradiction:
    """A resolution that names a month, and a programme that says another."""

    motion: MotionFacts
    report: ReportFacts | None

    @property
    def says(self) -> str:
        motion, resolved = self.motion, month_in_words(self.motion.month) if self.motion.month else ""
        begins = f"Minute {motion.cited} resolved that “{motion.report}” comes in {resolved}"
        if self.report is None:
            return f"{begins}; the programme does not have it."
        if self.report.state == RECEIVED:
            return f"{begins}; it was received in {_month(self.report.month)}."
        return f"{begins}; the programme shows {_month(self.report.month)}."


def contradictions(reports: Iterable[ReportFacts], motions: Iterable[MotionFacts]) -> list[Contradiction]:
    """Where the programme says otherwise than the latest resolution about a report.

    A report that was moved since on the authority of a later minute is as the body wants it.
    """
    latest: dict[str, MotionFacts] = {}
    carried = [one for one in motions if one.state == CARRIED and one.report and one.month]
    for motion in sorted(carried, key=lambda one: one.decided_at.isoformat() if one.decided_at else ""):
        latest[folded(motion.report)] = motion
    known: dict[str, list[ReportFacts]] = {}
    for report in reports:
        if report.state != JOINED:
            known.setdefault(folded(report.title), []).append(report)
    return [
        Contradiction(motion, _nearest(known.get(name, ()), motion))
        for name, motion in latest.items()
        if not any(_agrees(report, motion) for report in known.get(name, ()))
    ]


def _agrees(report: ReportFacts, motion: MotionFacts) -> bool:
    if report.month == motion.month:
        return True
    last = report.moves[-1] if report.moves else None
    decided = motion.decided_on
    return bool(
        last and decided and last.on >= decided and is_minute_number(last.authority) and last.authority != motion.cited
    )


def _nearest(reports: Sequence[ReportFacts], motion: MotionFacts) -> ReportFacts | None:
    wanted = motion.month or date.min
    return min(reports, key=lambda report: abs(((report.month or date.max) - wanted).days), default=None)


def rolled(report: ReportFacts, month: date | None) -> Refusal | None:
    """Refuses to roll a report to the month it stands in."""
    if report.month != month:
        return None
    return Refusal(
        code="report.same-month",
        what=f"“{report.title}” was not rolled forward",
        fact=f"it stands in {_month(month)} already",
        rule="a report is rolled to another month, with the reason",
        next_step="Choose another month, or leave it where it is.",
    )


def by_month(reports: Iterable[ReportFacts], months: Sequence[date]) -> dict[date | None, list[ReportFacts]]:
    """The reports in the order of the months, those of no month last."""
    found: dict[date | None, list[ReportFacts]] = {month: [] for month in months}
    found[None] = []
    for report in reports:
        if report.month in found:
            found[report.month].append(report)
    return found


def way(report: ReportFacts) -> tuple[str, ...]:
    """How a report moved, in sentences."""
    return tuple(
        f"From {_month(move.before)} to {_month(move.after)}: {move.reason}"
        + (f" (minute {move.authority})" if move.authority else "")
        for move in report.moves
    )


def _month(month: date | None) -> str:
    return month_in_words(month) if month else "no month yet"
