"""What can be done about how the indicators cover the work."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import Field

from counterpart.capabilities.agreements.queries.agreements import agreement_at
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.performance.actions import coverage as actions  # noqa: F401 (offered here)
from counterpart.capabilities.performance.rules.coverage import MOST_PERIODS, PERIODS, Of
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.offering import offers
from counterpart.engines.acts.offers import Choices, Offer
from counterpart.engines.acts.texts import Body, Code, Label, Line, PeriodText

COVERAGE = "/agreements/{reference}/coverage"
SEEN = "Both sides see it at once, and the record keeps it."


class Entering(Body):
    year: PeriodText = Field(title="Of which year?", description="Like 2011-12.")
    service_area: Code = Field(title="Of which service?")
    of: Of = Field(title="What is it?")
    amount: Label = Field(title="How much?", description="Spend in pounds, like £12,400.50; complaints as a number.")
    source: Line = Field(title="Where is it from?", description="Such as: revenue outturn 2010/11, page 4.")


class Raising(Body):
    periods: Annotated[int, Field(ge=1, le=MOST_PERIODS)] = Field(
        PERIODS, title="Over how many periods?", description="Never missed, or never discussed, in so many."
    )


def _services(agreement: AgreementFacts, by: Actor, on: date) -> Mapping[str, Choices]:
    return {"service_area": [(one.code, f"{one.code} {one.name}") for one in agreement.template.service_areas]}


offers(
    Offer(
        act="service_share.entered",
        on=COVERAGE,
        word="enter",
        path=f"{COVERAGE}/shares",
        of=agreement_at,
        title="Enter what a service costs or is complained of",
        says="It stands beside the service’s share of the indicators, with its source. " + SEEN,
        button="Enter it",
        body=Entering,
        choices=_services,
    ),
    Offer(
        act="coverage.raised",
        on=COVERAGE,
        word="raise",
        path=f"{COVERAGE}/reviews",
        of=agreement_at,
        title="Raise it at the next review",
        says="What nothing measures, and what is never missed or discussed, is due to be discussed at the next review, "
        "for each party. " + SEEN,
        button="Raise it",
        body=Raising,
    ),
)
