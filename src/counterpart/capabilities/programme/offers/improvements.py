"""What can be done about improvement proposals and pilots."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.programme.queries.improvements import improvement_at, items_for, pilot_at
from counterpart.capabilities.programme.queries.plans import agreement_at
from counterpart.capabilities.programme.rules.improvements import DEFERRED, PILOTED, PROPOSED, TO_ANSWER
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.offering import offers
from counterpart.engines.acts.offers import Choices, Offer
from counterpart.engines.acts.texts import Area, Body, Day, Label, Line, Prose, Reason

IMPROVEMENTS = "/agreements/{reference}/improvements"
IMPROVEMENT = f"{IMPROVEMENTS}/{{number}}"
PILOT = "/agreements/{reference}/pilots/{number}"
SEEN = "Everybody with a part in this agreement sees it at once, and the record keeps it."


class NewImprovement(Body):
    title: Line = Field(title="What is it, in a line?")
    what: Prose = Field(title="What is proposed?")
    gain: Reason = Field(title="What is gained?", description="By whom it is noticed, and how.")
    saving: Label | None = Field(
        None, title="What is saved in a year?", description="In pounds and pence, like 12,400.50; empty where nothing."
    )
    rests_on: Reason | None = Field(None, title="What does that estimate rest on?")
    occasion: Label | None = Field(
        None, title="For which meeting?", description="What is owed at it is answered by this. Empty where for none."
    )


class Nothing(Body):
    occasion: Label = Field(title="For which meeting?", description="Such as core-group, June 2008.")
    reason: Reason = Field(title="What was looked at?", description="So that others see the question was asked.")


class Decided(Body):
    decided_by: Area = Field(title="Who decided?", description="A group and its minute, or a post.")
    reason: Reason = Field(title="Why?", description="The provider reads it, and the record keeps it.")


class Deferring(Decided):
    until: Day = Field(title="Until which day?")


class Piloting(Decided):
    question: Reason = Field(title="What is the pilot to show?")
    baseline: Reason = Field(title="From what baseline?", description="How things stand before it, in figures.")
    measures: Annotated[list[Line], Field(min_length=1, max_length=20)] = Field(title="By which measures?")
    begins_on: Day = Field(title="When does it begin?")
    ends_on: Day = Field(title="When does it end?")
    evaluate_by: Day = Field(title="By when is it evaluated?")


class Evaluating(Body):
    evaluation: Prose = Field(title="What did it show, against the baseline?")
    outcome: Literal["better", "the same", "worse", "cannot be said"] = Field(title="In a word")


def _occasions(agreement: AgreementFacts, by: Actor, on: date) -> Mapping[str, Choices]:
    """The meetings for which something is still owed, where there are any; otherwise the occasion is written."""
    own = by.standing_in(agreement.agreement_id)
    owed = items_for(agreement, own.party) if own else ()
    told = [(clock.subject, f"{clock.subject}, {clock.due_on:%-d %B %Y}") for clock in owed]
    return {"occasion": told} if told else {}


offers(
    Offer(
        act="improvement.proposed",
        on=IMPROVEMENTS,
        word="propose",
        path=IMPROVEMENTS,
        of=agreement_at,
        title="Propose an improvement",
        says="The commissioner’s answer is due by a clock, as the agreement says. " + SEEN,
        button="Propose it",
        body=NewImprovement,
        choices=_occasions,
    ),
    Offer(
        act="improvement.nil_returned",
        on=IMPROVEMENTS,
        word="nothing",
        path=f"{IMPROVEMENTS}/nil-returns",
        of=agreement_at,
        title="Say that there is nothing to propose",
        says="A nil return is kept, so that the standing item is answered at every meeting. " + SEEN,
        button="There is nothing to propose",
        body=Nothing,
        choices=_occasions,
    ),
    Offer(
        act="improvement.adopted",
        on=IMPROVEMENT,
        word="adopt",
        path=f"{IMPROVEMENT}/adoptions",
        of=improvement_at,
        title="Adopt it",
        says="It is adopted, with your reasons. What it changes in the agreement is a change of its own. " + SEEN,
        button="Adopt it",
        body=Decided,
        while_=TO_ANSWER,
    ),
    Offer(
        act="improvement.rejected",
        on=IMPROVEMENT,
        word="reject",
        path=f"{IMPROVEMENT}/rejections",
        of=improvement_at,
        title="Reject it",
        says="It is rejected, with your reasons. " + SEEN,
        button="Reject it",
        body=Decided,
        while_=TO_ANSWER,
    ),
    Offer(
        act="improvement.deferred",
        on=IMPROVEMENT,
        word="defer",
        path=f"{IMPROVEMENT}/deferrals",
        of=improvement_at,
        title="Defer it",
        says="A new clock runs to the day you name, and the proposal is answered then. " + SEEN,
        button="Defer it",
        body=Deferring,
        while_=(PROPOSED,),
    ),
    Offer(
        act="improvement.piloted",
        on=IMPROVEMENT,
        word="pilot",
        path=f"{IMPROVEMENT}/pilots",
        of=improvement_at,
        title="Have it tried out",
        says="A pilot is set up with its question, baseline and measures; its evaluation is promised for a day. "
        + SEEN,
        button="Have it tried out",
        body=Piloting,
        while_=(PROPOSED, DEFERRED),
    ),
    Offer(
        act="pilot.evaluated",
        on=PILOT,
        word="evaluate",
        path=f"{PILOT}/evaluations",
        of=pilot_at,
        title="Evaluate it",
        says="What the pilot showed is kept; the proposal then waits to be adopted or rejected. " + SEEN,
        button="It is evaluated",
        body=Evaluating,
        while_=(PILOTED,),
    ),
)
