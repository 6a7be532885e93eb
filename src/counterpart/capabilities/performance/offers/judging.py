"""What can be said of an indicator on its page, over the API and on the command line."""

from collections.abc import Mapping
from datetime import date

from pydantic import Field

from counterpart.capabilities.performance.actions import judging  # noqa: F401 (its acts are offered here)
from counterpart.capabilities.performance.queries.judging import indicator_at
from counterpart.capabilities.performance.rules.judged import UNDER_WAY, WITH_FIGURES, IndicatorFacts
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.offering import offers
from counterpart.engines.acts.offers import Choices, Offer
from counterpart.engines.acts.texts import Body, Label, PeriodText, Reason

INDICATOR = "/agreements/{reference}/indicators/{code}"
SEEN = "Both sides see it at once, and the record keeps it."


class Rebasing(Body):
    when: PeriodText = Field(title="From which period?", description="The first that is like those to come.")
    reason: Reason = Field(title="What changed?", description="Not that the figures did: what is measured, or how.")


class LookingAhead(Body):
    value: Label = Field(title="Where will the year end?", description="In the unit of the indicator.")
    low: Label | None = Field(None, title="At least", description="Left empty with the next: no range is given.")
    high: Label | None = Field(None, title="At most")
    when: PeriodText | None = Field(
        None, title="From the figures of which period on?", description="Left empty: of the newest."
    )
    reason: Reason = Field(title="What do you know that the figures do not show?")


class Restoring(Body):
    when: PeriodText = Field(title="From which period do they begin afresh now?")
    reason: Reason = Field(title="Why not?")


class Withdrawing(Body):
    reason: Reason = Field(title="Why not?")


def _rebased(one: IndicatorFacts, by: Actor, on: date) -> Mapping[str, Choices]:
    return {"when": [(str(when), when.in_words) for when in one.rebased]}


def _periods(one: IndicatorFacts, by: Actor, on: date) -> Mapping[str, Choices]:
    return {"when": [(str(when), when.in_words) for when in one.periods]} if one.periods else {}


offers(
    Offer(
        act="limits.rebased",
        on=INDICATOR,
        word="rebase",
        path=f"{INDICATOR}/rebases",
        of=indicator_at,
        title="Have the limits begin afresh",
        says="From that period on the limits, and every signal, rest on the periods since. A period that is sealed "
        "stays as it is until it is restated. " + SEEN,
        button="Begin afresh",
        body=Rebasing,
        choices=_periods,
        while_=(WITH_FIGURES, UNDER_WAY),
    ),
    Offer(
        act="projection.made",
        on=INDICATOR,
        word="look-ahead",
        path=f"{INDICATOR}/projections",
        of=indicator_at,
        title="Say where the year will end",
        says="It stands, with your reason, in place of what the agreed method gives, until somebody says otherwise. "
        + SEEN,
        button="Say it",
        body=LookingAhead,
        choices=_periods,
        while_=(UNDER_WAY,),
    ),
    Offer(
        act="limits.restored",
        on=INDICATOR,
        word="restore",
        path=f"{INDICATOR}/restorations",
        of=indicator_at,
        title="Have the limits begin afresh no more",
        says="The limits rest on the periods before it again. What is sealed stays as it is until it is restated. "
        + SEEN,
        button="Take it back",
        body=Restoring,
        choices=_rebased,
    ),
    Offer(
        act="projection.withdrawn",
        on=INDICATOR,
        word="withdraw",
        path=f"{INDICATOR}/withdrawals",
        of=indicator_at,
        title="Take back where the year will end",
        says="From the newest figures on, the agreed method stands again. " + SEEN,
        button="Take it back",
        body=Withdrawing,
    ),
)
