"""What can be done in the yearly round: on its pages, over the API and on the command line."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import Field

from counterpart.capabilities.agreements.queries.agreements import agreement_at
from counterpart.capabilities.performance.actions import round as actions  # noqa: F401 (offered here)
from counterpart.capabilities.performance.actions import targets  # noqa: F401 (offered here)
from counterpart.capabilities.performance.queries.round import round_at, target_at
from counterpart.capabilities.performance.rules.round import (
    ANSWERED,
    CHALLENGED,
    OPEN,
    PROPOSED,
    TO_PROPOSE,
    Round,
    Sought,
)
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.offering import offers
from counterpart.engines.acts.offers import Choices, Offer
from counterpart.engines.acts.texts import Body, Code, Day, Label, PeriodText, Reason

ROUNDS = "/agreements/{reference}/rounds"
ROUND = f"{ROUNDS}/{{number}}"
TARGET = f"{ROUND}/targets/{{code}}"
SEEN = "Both sides see it at once, and the record keeps it."


class Opening(Body):
    year: PeriodText = Field(title="Of which year?", description="Like 2011-12.")
    propose_by: Day = Field(title="By when are targets proposed?", description="Each owner is given this day.")


class Proposing(Body):
    target: Label = Field(title="What is the target?", description="With its unit, such as 96.5 %.")
    why: Reason = Field(title="Why this?", description="What will make it possible, or what stands in the way of more.")
    priorities: Reason = Field(
        title="What do customers want of it?", description="And from where you know: a survey, a panel, complaints."
    )


class Commenting(Body):
    comment: Reason = Field(title="What do you say to it?")


class Challenging(Body):
    question: Reason = Field(title="What do you ask?", description="The test’s own questions stand beside the target.")


class Answering(Body):
    answer: Reason = Field(title="Why does it stay as it is?")


class Forward(Body):
    indicators: Annotated[list[Code], Field(max_length=200)] | None = Field(
        None, title="Which targets?", description="None chosen: all that are ready."
    )
    why: Reason = Field(title="Why?", description="Both sides read it with the change.")
    takes_effect_on: Day | None = Field(
        None,
        title="From which day?",
        description="Left empty: the first day of the year, or 28 days from now where that is later.",
    )


def _ready(round: Round, by: Actor, on: date) -> Mapping[str, Choices]:
    return {"indicators": [(o.indicator.code, f"{o.indicator.code}: {o.target}") for o in round.ready]}


def _says_of_the_target(sought: Sought) -> str:
    before = (
        f" The target before it is {sought.indicator.target[str(sought.year.previous)]}."
        if (str(sought.year.previous) in sought.indicator.target)
        else ""
    )
    return (
        f"You propose the target of {sought.indicator.code} for {sought.year.in_words}.{before} Outturns, peers and "
        f"what you say of customers are kept beside it, and the test of challenge is put to it. {SEEN}"
    )


offers(
    Offer(
        act="round.opened",
        on=ROUNDS,
        word="open",
        path=ROUNDS,
        of=agreement_at,
        title="Open the round of a year",
        says="Each owner is asked to propose the targets of their indicators, and a clock runs for each. " + SEEN,
        button="Open the round",
        body=Opening,
    ),
    Offer(
        act="target.proposed",
        on=TARGET,
        word="propose",
        path=f"{TARGET}/proposals",
        of=target_at,
        title="Propose a target",
        says=_says_of_the_target,
        button="Propose it",
        body=Proposing,
        while_=TO_PROPOSE,
    ),
    Offer(
        act="target.commented",
        on=TARGET,
        word="comment",
        path=f"{TARGET}/comments",
        of=target_at,
        title="Comment on it",
        says="Your words stand beside the target, with your name and role. Everybody in the agreement reads them.",
        button="Say it",
        body=Commenting,
    ),
    Offer(
        act="target.challenged",
        on=TARGET,
        word="challenge",
        path=f"{TARGET}/challenges",
        of=target_at,
        title="Challenge it",
        says="Its owner answers within five working days, or proposes another target. " + SEEN,
        button="Challenge it",
        body=Challenging,
        while_=(PROPOSED, ANSWERED),
    ),
    Offer(
        act="target.answered",
        on=TARGET,
        word="answer",
        path=f"{TARGET}/answers",
        of=target_at,
        title="Answer the challenge",
        says="The target stays as it was proposed, for the reason you give. To change it, propose another. " + SEEN,
        button="Answer",
        body=Answering,
        while_=(CHALLENGED,),
    ),
    Offer(
        act="round.put_forward",
        on=ROUND,
        word="put-forward",
        path=f"{ROUND}/changes",
        of=round_at,
        title="Put targets forward",
        says="The targets become one proposed change of the terms. The other side assesses it, and each party signs. "
        + SEEN,
        button="Put them forward",
        body=Forward,
        while_=(OPEN,),
        choices=_ready,
    ),
    Offer(
        act="round.closed",
        on=ROUND,
        word="close",
        path=f"{ROUND}/closes",
        of=round_at,
        title="Close the round",
        says="What stayed unset, or was challenged by nobody, is named in the record. A closed round stays closed. "
        + SEEN,
        button="Close the round",
        while_=(OPEN,),
    ),
)
