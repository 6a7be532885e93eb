"""What can be done about returns: on their pages, over the API and on the command line."""

from typing import Any

from pydantic import Field

from counterpart.capabilities.agreements.queries.agreements import agreement_at
from counterpart.capabilities.performance.actions import returning  # noqa: F401 (its acts are offered here)
from counterpart.capabilities.performance.queries.returning import return_named
from counterpart.capabilities.performance.rules.returning import (
    ASSURED,
    QUERIED,
    SIGNED,
    SUBMITTED,
    Quality,
)
from counterpart.engines.acts.offering import offers
from counterpart.engines.acts.offers import Offer
from counterpart.engines.acts.texts import Body, Day, Line, PeriodText, Reason

RETURNS, RETURN = "/agreements/{reference}/returns", "/agreements/{reference}/returns/{number}"
SEEN = "Both sides see it at once, and the record keeps it."


class Call(Body):
    when: PeriodText = Field(title="Of which period?", description="Like 2010-09, 2010-Q2 or 2010-11.")
    due_on: Day | None = Field(None, title="Due by", description="Left empty: ten working days after the period.")


class Question(Body):
    question: Reason = Field(title="What do you ask?")


class Answer(Body):
    answer: Reason = Field(title="Your answer")


class Difficulty(Body):
    difficulty: Reason = Field(title="What stands in the way?")


class Evidence(Body):
    document: Line = Field(title="What is it called?")


def _found(name: str, question: str) -> Any:
    return Field(Quality.GOOD, title=name, description=question)


def _why(name: str) -> Any:
    return Field("", title="Why, where it is not good", description=f"On {name}.")


class Assuring(Body):
    accuracy: Quality = _found("Accuracy", "Is it precise enough, and captured once, at the time?")
    accuracy_reason: Reason = _why("accuracy")
    validity: Quality = _found("Validity", "Is it measured as its definition says?")
    validity_reason: Reason = _why("validity")
    reliability: Quality = _found("Reliability", "Is it measured alike from one period to the next?")
    reliability_reason: Reason = _why("reliability")
    timeliness: Quality = _found("Timeliness", "Was it at hand soon enough to be of use?")
    timeliness_reason: Reason = _why("timeliness")
    relevance: Quality = _found("Relevance", "Does it tell what it is meant to tell?")
    relevance_reason: Reason = _why("relevance")
    completeness: Quality = _found("Completeness", "Is anything missing from it?")
    completeness_reason: Reason = _why("completeness")


offers(
    Offer(
        act="returns.called",
        on=RETURNS,
        word="call",
        path=f"{RETURNS}/calls",
        of=agreement_at,
        title="Call for the returns of a period",
        says="The provider is asked for one return for each indicator, and a clock runs for each. " + SEEN,
        button="Call for them",
        body=Call,
    ),
    Offer(
        act="return.queried",
        on=RETURN,
        word="query",
        path=f"{RETURN}/queries",
        of=return_named,
        title="Query it",
        says="Signatures put under it lapse; its sender answers within five working days. " + SEEN,
        button="Ask",
        body=Question,
        while_=(SUBMITTED, SIGNED, ASSURED),
    ),
    Offer(
        act="return.answered",
        on=RETURN,
        word="answer",
        path=f"{RETURN}/answers",
        of=return_named,
        title="Answer the query",
        says="The figure stays as it was sent. To change it, send it again with the reason. " + SEEN,
        button="Answer",
        body=Answer,
        while_=(QUERIED,),
    ),
    Offer(
        act="return.evidenced",
        on=RETURN,
        word="add-evidence",
        path=f"{RETURN}/evidence",
        of=return_named,
        title="Add evidence",
        says="The document is kept unchanged under its fingerprint beside the return. " + SEEN,
        button="Add it",
        body=Evidence,
        file=True,
    ),
    Offer(
        act="difficulty.raised",
        on=RETURN,
        word="raise-a-difficulty",
        path=f"{RETURN}/difficulties",
        of=return_named,
        title="Raise a difficulty",
        says="The other party is asked to answer within five working days. " + SEEN,
        button="Raise it",
        body=Difficulty,
    ),
    Offer(
        act="return.signed",
        on=RETURN,
        word="sign",
        path=f"{RETURN}/signatures",
        of=return_named,
        title="Sign it as its owner",
        says="You sign exactly what was sent. If it changes, your signature lapses. " + SEEN,
        button="Sign it",
        while_=(SUBMITTED,),
    ),
    Offer(
        act="return.assured",
        on=RETURN,
        word="assure",
        path=f"{RETURN}/assurances",
        of=return_named,
        title="Assure it",
        says="You say how good the data are, on six dimensions, with a reason where one is less than good. " + SEEN,
        button="Assure it",
        body=Assuring,
        while_=(SIGNED,),
    ),
    Offer(
        act="return.countersigned",
        on=RETURN,
        word="countersign",
        path=f"{RETURN}/countersignatures",
        of=return_named,
        title="Countersign it",
        says="You sign what was sent and assured, for your party. " + SEEN,
        button="Countersign it",
        while_=(ASSURED,),
    ),
)
