"""Pure: the yearly round, in which the targets of a year are proposed, challenged, and put forward as a change.

Sources: 004 (2010 Rotherham Ltd, Performance Management Framework, issue 3, 2009), sections 2 and 5; 001, 157 and 161.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from counterpart.capabilities.performance.rules.challenge import Beside, Finding
from counterpart.capabilities.performance.rules.keepers import Keeper
from counterpart.engines.access.rules import Hand
from counterpart.engines.library.rules.indicators import Better, Indicator
from counterpart.engines.library.rules.template import Template
from counterpart.values.lifecycle import LifeCycle
from counterpart.values.period import Kind, Period
from counterpart.values.quantity import quantity
from counterpart.values.reference import folded
from counterpart.values.refusal import Problem, Refusal, shown

OPEN, CLOSED = "open", "closed"
ROUND = LifeCycle(subject="round", initial=OPEN, steps={(OPEN, "closed"): CLOSED})
UNSET, PROPOSED, CHALLENGED, ANSWERED, FORWARD, SENT_BACK, AGREED = (
    "unset",
    "proposed",
    "challenged",
    "answered",
    "put forward",
    "sent back",
    "agreed",
)
TARGET = LifeCycle(
    subject="target of a round",
    initial=UNSET,
    steps={
        (UNSET, "proposed"): PROPOSED,
        (PROPOSED, "proposed"): PROPOSED,
        (CHALLENGED, "proposed"): PROPOSED,
        (ANSWERED, "proposed"): PROPOSED,
        (SENT_BACK, "proposed"): PROPOSED,
        (PROPOSED, "challenged"): CHALLENGED,
        (ANSWERED, "challenged"): CHALLENGED,
        (CHALLENGED, "answered"): ANSWERED,
        (PROPOSED, "put forward"): FORWARD,
        (ANSWERED, "put forward"): FORWARD,
        (SENT_BACK, "put forward"): FORWARD,
    },
)
"""What is put forward is a change of the terms: signed by each party it is agreed, refused it comes back."""
TO_PROPOSE = (UNSET, PROPOSED, CHALLENGED, ANSWERED, SENT_BACK)
ABOUT, CHALLENGE = "targets to propose", "challenge"
"""What the clocks of a round are about: proposing the targets one keeps, and answering a challenge."""
ANSWER_WITHIN = 5
"""Working days in which a challenge is answered, where the agreement does not say."""
AS_CHANGES_STAND = {"agreed": AGREED, "refused": SENT_BACK, "withdrawn": SENT_BACK}
"""How a target that was put forward stands, by the state of the change it is in."""


@dataclass(frozen=True)
class Said:
    """Something that was said or done about a target: by whom of which party, in which role, of which version."""

    verb: str
    on: date
    by: str
    party: str
    role: str
    words: str
    version: int
    target: str = ""


@dataclass(frozen=True)
class Sought:
    """The target that is sought for an indicator in a round, with what is set beside it and what the test says."""

    agreement_id: str
    agreement: str
    round: str
    year: Period
    open: bool
    indicator: Indicator
    owner: Keeper
    state: str
    version: int = 0
    target: str = ""
    why: str = ""
    priorities: str = ""
    beside: Beside = field(default_factory=Beside)
    findings: tuple[Finding, ...] = field(default=())
    hand: Hand | None = None
    said: tuple[Said, ...] = field(default=())
    change: str = ""

    @property
    def address(self) -> str:
        """The page of this target."""
        return f"/agreements/{self.agreement}/rounds/{self.round}/targets/{folded(self.indicator.code)}"

    @property
    def questions(self) -> tuple[Finding, ...]:
        """What the test asks that must be answered."""
        return tuple(one for one in self.findings if one.asks)

    @property
    def is_challenged(self) -> bool:
        """Whether anybody ever challenged it."""
        return any(one.verb == "challenged" for one in self.said)

    @property
    def is_answered(self) -> bool:
        """Whether a challenge of what now stands was answered."""
        return any(one.verb == "answered" and one.version == self.version for one in self.said)

    @property
    def waits_for(self) -> str:
        """What keeps it from going forward; nothing where it may."""
        if self.state == UNSET:
            return "nobody has proposed a target"
        if self.state == CHALLENGED:
            return "its challenge is not answered"
        if self.state in (FORWARD, AGREED):
            return f"it is {self.state} already"
        if self.questions and not self.is_answered:
            return "the test of challenge questions it, and nobody has challenged and answered that"
        return ""


@dataclass(frozen=True)
class Round:
    """The round of a year: its targets, in the order of the agreement’s indicators."""

    agreement_id: str
    agreement: str
    reference: str
    year: Period
    state: str
    opened_on: date
    propose_by: date
    targets: tuple[Sought, ...] = ()

    @property
    def unset(self) -> tuple[Sought, ...]:
        return tuple(one for one in self.targets if one.state == UNSET)

    @property
    def unchallenged(self) -> tuple[Sought, ...]:
        """Proposed, and challenged by nobody: those that the test questions stand first."""
        found = [one for one in self.targets if one.state != UNSET and not one.is_challenged]
        return tuple(sorted(found, key=lambda one: not one.questions))

    @property
    def ready(self) -> tuple[Sought, ...]:
        return tuple(one for one in self.targets if not one.waits_for)


def has_a_target(indicator: Indicator, year: Period) -> bool:
    """Whether an indicator takes part in the round of a year: in force then, and not judged by a band."""
    return indicator.better is not Better.WITHIN and indicator.in_force_in(year)


def opened_for(template: Template, year: Period, propose_by: date, *, on: date) -> Refusal | None:
    """Whether the round of a year can be opened on a day."""
    if year.kind not in (Kind.FINANCIAL_YEAR, Kind.CALENDAR_YEAR):
        return _not_opened(f"{year.in_words} is no year", "a round is of a year", "Write it like 2011-12.")
    if year.ends_on < on:
        return _not_opened(f"{year.in_words} is over", "targets are set for what is to come", "Choose a later year.")
    if propose_by < on:
        day = f"{propose_by.day} {propose_by:%B %Y}"
        return _not_opened(f"{day} has passed", "targets are proposed by a day that is to come", "Choose a later day.")
    if not any(has_a_target(one, year) for one in template.indicators):
        return _not_opened(
            f"no indicator of {template.name} has a yearly target in {year.in_words}",
            "a round is of indicators that are in force in its year and not judged by a band",
            "Set up an indicator first.",
        )
    return None


def target_read(indicator: Indicator, text: str) -> Decimal | Refusal:
    """A target as it is written, in the unit of its indicator."""
    try:
        return quantity(text, indicator.unit)
    except ValueError:
        return Refusal(
            code="target.unfit",
            what=f"The target of {indicator.code} was not proposed",
            fact=f"{shown(text)} is not {indicator.unit.wanted}",
            rule=f"{indicator.code} is counted in {indicator.unit.value}",
            next_step="Write it so.",
        )


def chosen(round: Round, codes: Sequence[str]) -> tuple[Sought, ...] | Refusal:
    """The targets that are to go forward: those named, or all that are ready. Refused where one named is not."""
    if not codes:
        return round.ready or _not_forward(round, [], "none of its targets is ready")
    known = {one.indicator.code: one for one in round.targets}
    faults = [(code, "it is not in this round") for code in codes if code not in known]
    faults += [(code, known[code].waits_for) for code in codes if code in known and known[code].waits_for]
    if faults:
        counted = "one target is" if len(faults) == 1 else f"{len(faults)} targets are"
        return _not_forward(round, faults, f"{counted} not ready")
    return tuple(known[code] for code in dict.fromkeys(codes))


def is_open(one: Round | Sought) -> Refusal | None:
    """Refuses what is done in a round that is closed."""
    closed = not one.open if isinstance(one, Sought) else one.state != OPEN
    if not closed:
        return None
    reference = one.round if isinstance(one, Sought) else one.reference
    return Refusal(
        code="round.closed",
        what=f"Nothing was done in {reference}",
        fact=f"the round of {one.year.in_words} is closed",
        rule="a closed round stays as it was closed",
        next_step="Propose a change of the terms.",
    )


def keepers(targets: Iterable[Sought]) -> tuple[Keeper, ...]:
    """Whose targets are still unset, each owner once."""
    return tuple(dict.fromkeys(one.owner for one in targets if one.state == UNSET))


def unknown(what: str, name: str) -> Refusal:
    """What is told where there is no such round, or no such target in it."""
    return Refusal(
        code=f"{what}.unknown",
        what=f"There is no such {what}",
        fact=f"nothing here is known as {shown(name)}",
        rule="a round is known by its reference, and a target in it by the code of its indicator",
        next_step="Open it from the list of rounds.",
    )


def once_a_year(year: Period, reference: str) -> Refusal:
    """What is told where the round of a year was opened before."""
    return Refusal(
        code="round.opened-already",
        what="The round was not opened",
        fact=f"{reference} is the round of {year.in_words}",
        rule="each year has one round",
        next_step="Open that one.",
    )


def _not_opened(fact: str, rule: str, next_step: str) -> Refusal:
    return Refusal("round.unfit", "The round was not opened", fact, rule, next_step)


def _not_forward(round: Round, faults: Sequence[tuple[str, str]], fact: str) -> Refusal:
    wanted = "a target that is proposed, and where the test questions it challenged and answered"
    return Refusal(
        code="round.not-ready",
        what=f"Nothing of {round.reference} was put forward",
        fact=fact,
        rule="a target goes forward once it is proposed and what the test of challenge asks of it is answered",
        next_step="Open the targets that wait, and do what is asked there.",
        problems=tuple(Problem("the round", None, None, found, wanted, place=code) for code, found in faults),
    )
