"""Pure: by which law a contract is bought, why, what to be careful of, and the timetable backwards from the first day.

The amounts are dated rows of the shelf; the one that counts is in force when the procurement commences.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from counterpart.capabilities.options.rules.facts import Authority, Buying, Buys
from counterpart.engines.clocks.rules.deadlines import Calendar, Unit, deadline
from counterpart.engines.library.rules.strict import STRICT
from counterpart.values.refusal import Refusal

ACT_IN_FORCE = date(2025, 2, 24)
STANDSTILL = 8
NEAR = Decimal("0.9")
"""From nine tenths of a threshold on, a reader is told that the value is near it."""


class Law(StrEnum):
    ACT = "Procurement Act 2023"
    BELOW = "below threshold (Procurement Act 2023, Part 6)"
    BEFORE = "Public Contracts Regulations 2015"
    HEALTH = "Provider Selection Regime"


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """From which value on the Act applies in full: for what, by whom, and in which days. Amounts include VAT."""

    amount: Decimal
    buys: tuple[Buys, ...]
    since: date
    source: str
    certainty: str
    authority: Authority | None = None
    light_touch: bool = False
    concession: bool = False
    until: date | None = None

    __pydantic_config__ = STRICT

    def fits(self, buying: Buying) -> bool:
        """Whether it is the row of this contract. A concession has one amount, and light touch one, for every kind."""
        in_force = self.since <= buying.commences_on and (self.until is None or buying.commences_on <= self.until)
        same = self.light_touch == buying.light_touch and self.concession == buying.concession
        return in_force and same and buying.buys in self.buys and self.authority in (None, buying.authority)


@dataclass(frozen=True)
class Step:
    """What is done by when; `because` says how the day was counted. `of_nine` says which of the nine steps of a
    tender in the five boroughs’ report of 2008 it is today."""

    by: date
    what: str
    because: str
    of_nine: tuple[int, ...] = ()


@dataclass(frozen=True)
class Route:
    law: Law
    reasons: tuple[str, ...]
    cautions: tuple[str, ...]
    procedures: tuple[str, ...]
    steps: tuple[Step, ...]


def route(buying: Buying, thresholds: Sequence[Threshold], calendar: Calendar) -> Route | Refusal:
    """The law, and under the Act the timetable. Refused where no threshold or calendar is known for its days."""
    law, reasons, row = _law(buying, thresholds)
    if law is None:
        return _no_threshold(buying)
    steps = _timetable(buying, calendar) if law is Law.ACT else ()
    if isinstance(steps, Refusal):
        return steps
    return Route(law, reasons, tuple(_cautions(buying, law, row, steps)), _procedures(law, buying), steps)


def _law(buying: Buying, thresholds: Sequence[Threshold]) -> tuple[Law | None, tuple[str, ...], Threshold | None]:
    if buying.commences_on < ACT_IN_FORCE:
        return Law.BEFORE, (f"It commences before {_day(ACT_IN_FORCE)}, when the Act came into force.",), None
    if buying.health_care:
        return Law.HEALTH, ("Health care services for the NHS are outside the Act (PR24 reg 43).",), None
    row = next((row for row in thresholds if row.fits(buying)), None)
    if row is None:
        return None, (), None
    law = Law.ACT if buying.value >= row.amount else Law.BELOW
    reaches = "reaches" if law is Law.ACT else "does not reach"
    what = (
        "a concession" if buying.concession else f"{buying.buys}{' of the light touch' if buying.light_touch else ''}"
    )
    reason = (
        f"£{buying.value:,f} with VAT {reaches} the threshold of £{row.amount:,f} for {what}, in force on "
        f"{_day(buying.commences_on)} ({row.source})."
    )
    return law, (reason,), row


def _cautions(buying: Buying, law: Law, row: Threshold | None, steps: Sequence[Step]) -> list[str]:
    said = []
    if row is not None and row.amount * NEAR <= buying.value < row.amount:
        said.append("The value is within a tenth of the threshold: an extension or a change may carry it over.")
    if row is not None and row.until is None:
        said.append("Thresholds are revised on 1 January 2028: ask again if the procurement commences after that.")
    if buying.light_touch:
        said.append(
            "Light touch is for services on a list (PR24 Sch 1): match the contract’s code with it before you rely "
            "on it. Housing-related support is often, not always, on it."
        )
    if law is Law.HEALTH:
        said.append("A contract that also buys other things needs advice on which regime takes the whole.")
    if law is Law.BEFORE:
        said.append("It stays under those regulations for its whole life, changes to it included.")
    if law is Law.BELOW:
        said.append(
            "No duty to advertise; where you do, the below-threshold notice (UK4) comes first, and from £30,000 on a "
            "contract details notice (UK7) follows as soon as reasonably practicable (s.87)."
        )
    late = [step for step in steps if step.by < buying.commences_on]
    if late:
        said.append(
            f"The timetable does not fit: “{late[0].what}” was due by {_day(late[0].by)}, before the procurement "
            "commences. Start the service later, or take less time for what the law leaves to you."
        )
    return said


def _procedures(law: Law, buying: Buying) -> tuple[str, ...]:
    if law is not Law.ACT:
        return ()
    return (
        "Open procedure: one stage, anybody may tender (s.20).",
        "Competitive flexible procedure: stages of your own, with negotiation where the notice says so (s.20).",
        "A framework’s call-off, with competition or, on the framework’s own terms, without (ss.45 to 46).",
        "Direct award only on a ground of Schedule 5 or s.42 or s.43, after a transparency notice, UK5 (s.44). "
        "A good provider’s offer to invest is no such ground by itself.",
    )


def _timetable(buying: Buying, calendar: Calendar) -> tuple[Step, ...] | Refusal:
    entered = buying.start_on - timedelta(weeks=buying.mobilisation_weeks)
    awarded = entered if buying.light_touch else _before_standstill(entered, calendar)
    if isinstance(awarded, Refusal):
        return awarded
    tenders = awarded - timedelta(weeks=buying.assessment_weeks)
    days = 25 if buying.electronic else 35
    notice = tenders - timedelta(days=days)
    requests = notice - timedelta(days=25)
    minimum = "no minimum for light touch; as long is reasonable" if buying.light_touch else "s.54"
    standstill = (
        "no standstill is owed for light touch"
        if buying.light_touch
        else f"the standstill of {STANDSTILL} working days begins with this day and is over before the contract (s.51)"
    )
    kpis = (Step(entered, "set and publish at least three key performance indicators", "above £5m (s.52)"),)
    told = 120 if buying.light_touch else 30
    staged = "in a flexible procedure publish the tender notice (UK4)"
    steps = (
        Step(requests, f"approve the business case, settle the contract and which staff transfer; {staged}",
             f"25 days for requests to take part ({minimum})", (1, 2, 4, 5)),
        Step(notice, "invite those shortlisted, or in an open procedure publish the tender notice (UK4)",
             f"{days} days to tender ({minimum})", (2, 3, 6)),
        Step(tenders, "assess by the published criteria, by consensus, with a record for each bidder; negotiate where "
             "the notice said so", f"{buying.assessment_weeks} weeks to assess", (7, 8)),
        Step(awarded, "send assessment summaries, then publish the award notice (UK6)", standstill, (9,)),
        *(kpis if buying.value > 5_000_000 and not buying.light_touch and not buying.concession else ()),
        Step(entered, "enter into the contract", f"{buying.mobilisation_weeks} weeks to mobilise", (9,)),
        Step(entered + timedelta(days=told - 1), "publish the contract details notice (UK7)",
             f"{told} days beginning with the day it is entered into (s.53)", (9,)),
        Step(buying.start_on, "the service starts", "as you said"),
    )  # fmt: skip
    return tuple(sorted(steps, key=lambda step: step.by))


def _before_standstill(entered: date, calendar: Calendar) -> date | Refusal:
    """The last working day on which the award notice may be published for the standstill to be over before this day."""
    on = entered - timedelta(days=STANDSTILL - 1)
    while True:
        on -= timedelta(days=1)
        ends = deadline(on, STANDSTILL, Unit.WORKING_DAYS, calendar, beginning_with=True)
        if isinstance(ends, Refusal):
            return ends
        if ends.on < entered and _works(on, calendar):
            return on


def _works(on: date, calendar: Calendar) -> bool:
    return calendar.why_not_working(on) is None


def _no_threshold(buying: Buying) -> Refusal:
    return Refusal(
        code="options.no-threshold",
        what="The route was not worked out",
        fact=f"the shelf has no threshold for this kind of contract on {_day(buying.commences_on)}",
        rule="the threshold is the one in force when the procurement commences",
        next_step="Check the day on which it commences, and what is bought by whom.",
    )


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"
