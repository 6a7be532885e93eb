"""Pure: a dispute: what it is about, every step it took on the ladder, what shows it, and how it was settled."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.disputes.rules.paths import HEARD, HEARD_AT, OPEN
from counterpart.engines.clocks.rules.promises import Clock
from counterpart.engines.library.rules.ladder import Ladder, LadderStep
from counterpart.values.money import exact
from counterpart.values.refusal import Refusal, shown

KINDS = ("valuation of an application for payment", "performance", "a disputed case", "charges", "another matter")
HEARING, ANSWER = "hearing of a dispute", "answer to a dispute"
"""What the clocks of a dispute are about."""


@dataclass(frozen=True)
class Taken:
    """A step as it was taken: by which party, on a day and why. `meeting_on` is the day of the meeting it leads to,
    `where` the group or body; `step` the step of the ladder it belongs to, empty where to none."""

    verb: str
    state: str
    on: date
    party: str
    reason: str
    step: str = ""
    meeting_on: date | None = None
    where: str = ""


@dataclass(frozen=True)
class Exhibit:
    """What shows something, as it stands in the bundle: under which clause it was recorded, and where it is found.

    `figure` is the code of an indicator and `period` its period, where it is a sealed figure; `digest` is its seal’s.
    """

    number: int
    title: str
    what: str
    clause: str
    party: str
    on: date
    found_at: str = ""
    figure: str = ""
    period: str = ""
    digest: str = ""


@dataclass(frozen=True)
class Settlement:
    """How it was settled: the terms, what is paid by whom (nothing: None), and the precedent that is proposed."""

    terms: str
    amount: Decimal | None
    payer: str
    precedent: str
    on: date


@dataclass(frozen=True)
class Adjudication:
    """Who adjudicates, how they came to it, and what follows for costs: `payer` pays all where it came early."""

    adjudicator: str
    how: str
    body: str
    commenced_by: str
    early: bool
    payer: str
    decision: str = ""
    fee: Decimal | None = None
    other_costs: Decimal | None = None

    @property
    def owed(self) -> Decimal | None:
        """What whoever adjudicated early pays: the whole fee, and the other party’s costs, as far as they are known."""
        if not self.early or self.fee is None:
            return None
        return self.fee + (self.other_costs or Decimal("0.00"))


@dataclass(frozen=True)
class Dispute:
    """A dispute between the parties of an agreement. `concerns` is what it is about, by its reference, where it has
    one; `claim` what is asked for, in pounds; `still` what stands still meanwhile and since when."""

    of: AgreementFacts
    reference: str
    title: str
    what: str
    kind: str
    concerns: str
    claim: Decimal | None
    raised_by: str
    notified_on: date
    state: str
    history: tuple[Taken, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
    still_since: date | None = None
    still: str = ""
    adjudication: Adjudication | None = None
    settlement: Settlement | None = None
    clock: Clock | None = None

    @property
    def agreement_id(self) -> str:
        return self.of.agreement_id

    @property
    def agreement(self) -> str:
        return self.of.reference

    @property
    def ladder(self) -> Ladder | None:
        return self.of.template.disputes

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def stands_on(self) -> str:
        """The step of the ladder it stands on; empty before the first."""
        return HEARD_AT.get(self.state, "")

    @property
    def heard_at(self) -> frozenset[str]:
        """The steps that have heard it."""
        return frozenset(taken.step for taken in self.history if taken.verb == HEARD)

    @property
    def still_to_use(self) -> tuple[LadderStep, ...]:
        """The steps of the escalation process that have not been used."""
        return tuple(step for step in self.ladder.escalation if step.step not in self.heard_at) if self.ladder else ()

    @property
    def last_meeting(self) -> date | None:
        """The day on which it was heard last."""
        return next((taken.on for taken in reversed(self.history) if taken.verb == HEARD), None)

    @property
    def meeting_on(self) -> date | None:
        """The day of the meeting it waits for."""
        last = [taken for taken in self.history if taken.step][-1:]
        return last[0].meeting_on if last and last[0].verb != HEARD else None

    @property
    def others(self) -> tuple[str, ...]:
        """The parties it was raised against: those that sign, without the one that raised it."""
        return self.of.others(self.raised_by)


def money(text: str, *, what: str) -> Decimal | Refusal:
    """A sum as people write it, 0 or more. Refused where it is none."""
    try:
        found = exact(text.strip().removeprefix("£").replace(",", ""))
    except ValueError:
        found = Decimal("-1")
    if not 0 <= found < 10**13 or found != round(found, 2):
        rule = "a sum is written in pounds and pence, such as 12,400.50"
        return Refusal("money.unfit", f"{what} was not accepted", f"{shown(text)} is no sum", rule, "Write it so.")
    return round(found, 2)


def standing_still(disputes: Iterable[Dispute]) -> list[Dispute]:
    """The disputes for which something stands still now: deductions wait while they do."""
    return [dispute for dispute in disputes if dispute.is_open and dispute.still_since]


def no_ladder(agreement: AgreementFacts) -> Refusal:
    """The agreement does not say how disputes are settled."""
    return Refusal(
        code="dispute.no-ladder",
        what="No notice of dispute was given",
        fact=f"{agreement.template.name} says nothing of how a dispute is settled",
        rule="a dispute goes up the ladder that the agreement writes",
        next_step="Agree one by a change of the terms, or log a problem, which is solved where it arises.",
    )


def unknown(what: str, reference: str) -> Refusal:
    """There is no such problem, early warning or dispute."""
    return Refusal(
        code=f"{what.replace(' ', '-')}.unknown",
        what=f"There is no such {what}",
        fact=f"none is kept here under {shown(reference)}",
        rule="it is known by its reference, such as DSP-2010-0001, PRB-2010-0001 or EWN-2010-0001",
        next_step="Open it from the page of problems or that of disputes.",
    )
