"""The delivery plan of a year as it is offered: proposed by one party, agreed by the others."""

from collections.abc import Sequence

from pydantic import Field

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.programme.queries.plans import agreement_at
from counterpart.capabilities.programme.rules.plans import other_parties
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.offering import offers
from counterpart.engines.acts.offers import Offer
from counterpart.engines.acts.texts import Body, Code, Line, Prose

PLAN = "/agreements/{reference}/delivery-plan"


class ThePlan(Body):
    year: Code = Field(title="For which financial year?", description="Like 2008-09.")
    aims: Prose = Field(title="What is the year for?", description="What those who are served will notice.")
    priorities: list[Line] = Field(default_factory=list, title="What comes first?", max_length=20)
    measures: list[Line] = Field(
        default_factory=list,
        title="By what is the year judged?",
        description="Indicators of the agreement with this year’s target, like BV 66a: 98.5.",
        max_length=60,
    )


def _needs(agreement: AgreementFacts, by: Actor) -> Sequence[str]:
    return other_parties(agreement, by)


offers(
    Offer(
        act="plan.agreed",
        on=PLAN,
        word="agree",
        path=PLAN,
        of=agreement_at,
        title="Propose the delivery plan of a year",
        says="It is proposed to the other parties. When the last of them agrees, it is part of the agreement: its "
        "measures and targets are those of that year, and it is in force until the next one is agreed.",
        button="Propose the plan",
        body=ThePlan,
        needs=_needs,
    )
)
