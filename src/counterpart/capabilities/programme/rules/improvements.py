"""Pure: what the provider proposes to do better, how it is answered, and what a pilot showed.

Sources: 002, Appendix D, Governance 7.1.13 and the clause on improvements of the service contract; 000, 2.13.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from counterpart.engines.access.rules import Hand
from counterpart.engines.clocks.rules.deadlines import Calendar, Deadline, Unit, deadline
from counterpart.engines.clocks.rules.promises import Clock
from counterpart.engines.library.rules.span import Span
from counterpart.engines.library.rules.template import Template
from counterpart.values.lifecycle import LifeCycle
from counterpart.values.refusal import Refusal, shown

PROPOSED, ADOPTED, REJECTED, DEFERRED, PILOTED, EVALUATED = (
    "proposed",
    "adopted",
    "rejected",
    "deferred",
    "piloted",
    "evaluated",
)
NIL = "nil return"
TO_ANSWER = (PROPOSED, DEFERRED, EVALUATED)
IMPROVEMENT = LifeCycle(
    subject="improvement proposal",
    initial=PROPOSED,
    steps={
        (PROPOSED, "adopted"): ADOPTED,
        (PROPOSED, "rejected"): REJECTED,
        (PROPOSED, "deferred"): DEFERRED,
        (PROPOSED, "piloted"): PILOTED,
        (DEFERRED, "adopted"): ADOPTED,
        (DEFERRED, "rejected"): REJECTED,
        (DEFERRED, "piloted"): PILOTED,
        (PILOTED, "evaluated"): EVALUATED,
        (EVALUATED, "adopted"): ADOPTED,
        (EVALUATED, "rejected"): REJECTED,
    },
)
"""What is deferred is answered on its day; what is piloted is decided on what the pilot showed."""
MATTER = "improvement proposal"
DEFAULT = Span(20, "working days")
ANSWER, EVALUATION, OWED = "answer", "evaluation", "owed"
"""What the clock of an answer, the promise of an evaluation and the clock of what is owed at a meeting are about."""


@dataclass(frozen=True)
class Saving:
    """A saving as it was estimated, in pounds a year, and what the estimate rests on."""

    amount: Decimal
    rests_on: str


@dataclass(frozen=True)
class Decision:
    """What was decided of a proposal on a day: by whom, for which party it was entered, and why."""

    verb: str
    on: date
    party: str
    decided_by: str
    reason: str
    until: date | None = None


@dataclass(frozen=True)
class Pilot:
    """A trial of a proposal: what it is to show, from what baseline, by which measures, and what came of it."""

    reference: str
    improvement: str
    title: str
    question: str
    baseline: str
    measures: tuple[str, ...]
    begins_on: date
    ends_on: date
    evaluate_by: date
    evaluation: str = ""
    evaluated_on: date | None = None
    outcome: str = ""


@dataclass(frozen=True)
class Improvement:
    """A proposal of the provider, or its word that it has none (a nil return), and all that became of it.

    `agreement` is the agreement’s reference.
    """

    agreement_id: str
    agreement: str
    reference: str
    title: str
    what: str
    gain: str
    party: str
    proposed_on: date
    state: str
    hand: Hand
    saving: Saving | None = None
    occasion: str = ""
    decisions: tuple[Decision, ...] = field(default=())
    pilot: Pilot | None = None

    @property
    def is_nil(self) -> bool:
        return self.state == NIL


def answer_due(template: Template, came_on: date, calendar: Calendar) -> tuple[Deadline, str] | Refusal:
    """The last day for an answer and by which clause; 20 working days after it came, where the agreement says nothing.

    Refuses where the calendar does not reach so far.
    """
    told = template.answer_to(MATTER)
    within, clause = (told.within, told.clause) if told else (DEFAULT, "no clause: the product’s own default")
    n, unit = counted(within)
    beginning_with = told is not None and told.beginning == "beginning with"
    due = deadline(came_on, n, unit, calendar, beginning_with=beginning_with)
    return due if isinstance(due, Refusal) else (due, clause)


def standing_items(template: Template, party: str, running: Sequence[Clock]) -> tuple[Clock, ...]:
    """The clocks of what a party owes at meetings to come, where it may say that there is nothing: its standing items.

    Such a clock is on the meeting and the obligation, as in MTG-2008-0001/P1.
    """
    refs = {one.ref for one in template.obligations if one.nil_return and one.group and one.who == party}
    return tuple(clock for clock in running if clock.is_open and clock.subject.rpartition("/")[2] in refs)


def counted(span: Span) -> tuple[int, Unit]:
    """A length of time in a unit that deadlines are counted in: a year is twelve months, hours are whole days."""
    if span.unit == "years":
        return 12 * span.n, Unit.MONTHS
    if span.unit == "hours":
        return -(-span.n // 24), Unit.DAYS
    return span.n, Unit(span.unit.replace(" ", "-"))


def planned(begins_on: date, ends_on: date, evaluate_by: date, measures: Sequence[str]) -> Refusal | None:
    """Refuses a pilot whose days are not in order, or by which nothing would be measured."""
    rule = "a pilot has its days in order, and says beforehand by what it will be judged"
    if not begins_on <= ends_on <= evaluate_by:
        return _no_pilot("pilot.days", "its days are not in order", rule, "Check when it begins, ends and is judged.")
    if not measures:
        return _no_pilot("pilot.measures", "no measure is named", rule, "Say what will be measured.")
    return None


def deferred_until(until: date, today: date) -> Refusal | None:
    """Refuses to defer to a day that is not to come."""
    if until > today:
        return None
    return Refusal(
        code="improvement.deferred-to-the-past",
        what="The proposal was not deferred",
        fact=f"{until:%-d %B %Y} is not to come",
        rule="a proposal is deferred to a day on which it is answered",
        next_step="Name a later day, or answer it now.",
    )


def total_saved(improvements: Sequence[Improvement]) -> Decimal:
    """What is estimated to be saved in a year by what was adopted."""
    adopted = [one.saving.amount for one in improvements if one.state == ADOPTED and one.saving]
    return sum(adopted, Decimal("0.00"))


def unknown(kind: str, reference: str, example: str) -> Refusal:
    return Refusal(
        code=f"{kind}.unknown",
        what="There is no such improvement proposal" if kind == "improvement" else "There is no such pilot",
        fact=f"none here has the reference {shown(reference)}",
        rule=f"it is known by its reference, such as {example}",
        next_step="Open it from the list.",
    )


def _no_pilot(code: str, fact: str, rule: str, next_step: str) -> Refusal:
    return Refusal(code, "The proposal was not piloted", fact, rule, next_step)
