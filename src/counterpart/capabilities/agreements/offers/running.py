"""How the term runs: what is asked for and dated, more years, the plan of the end, what is put in."""

from collections.abc import Sequence
from datetime import date

from pydantic import Field

from counterpart.capabilities.agreements.queries.agreements import agreement_at
from counterpart.capabilities.agreements.queries.kept import moments_of
from counterpart.capabilities.agreements.rules.facts import (
    OF_A_TERM,
    WITH_OPTIONS,
    WITHOUT_A_TERM,
    AgreementFacts,
    parties_to_choose,
)
from counterpart.capabilities.agreements.rules.obligations import ON_REQUEST
from counterpart.capabilities.agreements.rules.places import OBLIGATIONS, SEEN, TERM
from counterpart.capabilities.agreements.rules.term import BREAK, REVIEW, life
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.offering import offers
from counterpart.engines.acts.offers import Choices, Offer
from counterpart.engines.acts.texts import Body, Day, Label, Line, Reason


class Requested(Body):
    obligation: Label = Field(title="What is asked for?")
    what: Line = Field(title="Which, exactly?", description="Such as the proposal that is to be answered.")
    due_on: Day | None = Field(None, title="By which day?", description="Needed where the agreement gives no time.")


class Extended(Body):
    years: int = Field(ge=1, le=50, title="How many years more?")
    reason: Reason = Field(title="Why?", description="Such as how the option was earned.")


class Broken(Body):
    at_break: Label = Field(title="At which break?")
    reason: Reason = Field(title="Why?", description="The other side reads it.")


class Held(Body):
    review: Label = Field(title="Which review?")
    decided: Reason = Field(title="What was decided?", description="On each point of its agenda, in short.")
    minute: Line = Field(title="In which minute?", description="Such as core group, 12/09.")


class EndPlan(Body):
    matters: list[Line] = Field(min_length=1, max_length=40, title="What is to be seen to?")
    party: Label = Field(title="Which party sees to it?")
    due_on: Day = Field(title="By which day?")


class PutIn(Body):
    year: Label = Field(title="In which financial year?", description="Such as 2009-10.")
    amount: Label = Field(title="How much, in pounds?")
    what: Reason = Field(title="In what?", description="Such as skills, systems, innovation.")


def _requests(agreement: AgreementFacts, by: Actor, on: date) -> dict[str, Choices]:
    known = [one for one in agreement.template.obligations if one.when == ON_REQUEST]
    return {"obligation": [(one.ref, f"{one.ref}, of the {one.who}: {one.what}") for one in known]}


def _breaks(agreement: AgreementFacts, by: Actor, on: date) -> dict[str, Choices]:
    known = [moment for moment in life(agreement) if moment.kind == BREAK]
    return {
        "at_break": [(one.name, f"{one.name}: {one.on:%-d %B %Y}, notice by {one.act_by:%-d %B %Y}") for one in known]
    }


def _reviews(agreement: AgreementFacts, by: Actor, on: date) -> dict[str, Choices]:
    running = [clock for clock in moments_of(agreement, open_only=True) if clock.about == REVIEW]
    return {"review": [(one.reference, f"{one.what}, due {one.due_on:%-d %B %Y}") for one in running]}


def _planned(agreement: AgreementFacts, by: Actor, on: date) -> dict[str, Choices]:
    return {"party": parties_to_choose(agreement)}


def _each_of(agreement: AgreementFacts, by: Actor) -> Sequence[str]:
    return agreement.signatories


offers(
    Offer(
        act="obligation.requested",
        on=OBLIGATIONS,
        word="ask",
        path=f"{OBLIGATIONS}/requests",
        of=agreement_at,
        title="Ask for what is owed on request",
        says="It becomes a promise of whoever owes it, due as the agreement says. " + SEEN,
        button="Ask for it",
        body=Requested,
        choices=_requests,
    ),
    Offer(
        act="obligations.dated",
        on=OBLIGATIONS,
        word="date",
        path=f"{OBLIGATIONS}/years",
        of=agreement_at,
        title="Date the next year",
        says="Where an agreement has no term, what each side owes is dated a year at a time. " + SEEN,
        button="Date the next year",
        while_=(WITHOUT_A_TERM,),
    ),
    Offer(
        act="term.extended",
        on=TERM,
        word="extend",
        path=f"{TERM}/extensions",
        of=agreement_at,
        title="Extend the term by an option",
        says="Each party signs. The term then ends later, and what falls due in the new years is dated. " + SEEN,
        button="Propose the extension",
        body=Extended,
        while_=(WITH_OPTIONS,),
        needs=_each_of,
    ),
    Offer(
        act="review.held",
        on=TERM,
        word="review",
        path=f"{TERM}/reviews",
        of=agreement_at,
        title="Record that a review was held",
        says="What was decided is kept with its minute, and the clock of the review stops. One that was passed over is "
        "recorded on its clock instead. " + SEEN,
        button="Record the review",
        body=Held,
        choices=_reviews,
    ),
    Offer(
        act="break.used",
        on=TERM,
        word="end",
        path=f"{TERM}/notices",
        of=agreement_at,
        title="Give notice at a break",
        says="The agreement ends at the break, and what would fall due after it is let go. Only a new agreement "
        "undoes it. " + SEEN,
        button="Give notice",
        body=Broken,
        while_=(OF_A_TERM, WITH_OPTIONS),
        choices=_breaks,
    ),
    Offer(
        act="endplan.opened",
        on=TERM,
        word="plan-end",
        path=f"{TERM}/end-plans",
        of=agreement_at,
        title="Plan the end of the term",
        says="Each matter becomes a promise: who sees to it, and by when. " + SEEN,
        button="Open the plan",
        body=EndPlan,
        while_=(OF_A_TERM, WITH_OPTIONS),
        choices=_planned,
    ),
    Offer(
        act="investment.recorded",
        on=TERM,
        word="put-in",
        path=f"{TERM}/investments",
        of=agreement_at,
        title="Record what your party put in",
        says="A year’s sum stands beside those of other years, and shows whether less is put in near the end. " + SEEN,
        button="Record it",
        body=PutIn,
    ),
)
