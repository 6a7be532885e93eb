"""What can be done about funding: agreed by every commissioner, and each cost split back."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.frameworks.queries.frameworks import agreement_at
from counterpart.engines.access.roles import COMMISSIONER
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.offering import offers
from counterpart.engines.acts.offers import Offer
from counterpart.engines.acts.texts import Body, Day, Label, Line
from counterpart.engines.library.rules.scope import Regime

FUNDING = "/agreements/{reference}/funding"
SEEN = "Everybody with a part in this agreement sees it at once, and the record keeps it."
LINES = "A funder, a colon and pounds, like Camden: 120,000.00."


class Agreeing(Body):
    kind: Literal["pooled", "aligned"] = Field(title="How is it held?", description="In one budget, or side by side.")
    since: Day = Field(title="From which day?")
    contributions: Annotated[list[Line], Field(min_length=1, max_length=60)] = Field(
        title="What does each put in for a year?", description=LINES
    )


class Splitting(Body):
    what: Line = Field(title="What was it for?")
    on: Day = Field(title="On which day?")
    amount: Label = Field(title="What did it cost?", description="In pounds and pence, like 12,400.50.")
    own: list[Line] = Field(
        default_factory=list, title="If aligned: whose is how much?", description=LINES, max_length=60
    )


def _other_funders(agreement: AgreementFacts, by: Actor) -> Sequence[str]:
    """The hands wanted beside one’s own: every other party that commissions and signs.

    Where authorities co-operate (a horizontal arrangement) each of them does, whichever seat it has.
    """
    own = by.standing_in(agreement.agreement_id)
    others = agreement.others(own.party) if own else agreement.signatories
    if agreement.terms.template.regime is Regime.HORIZONTAL:
        return others
    commission = {party.name for party in agreement.parties if party.side == COMMISSIONER}
    return [name for name in others if name in commission]


offers(
    Offer(
        act="funding.agreed",
        on=FUNDING,
        word="agree",
        path=FUNDING,
        of=agreement_at,
        title="Agree who funds it",
        says="Where others commission too, it is proposed to them first. From that day each cost is split by it. "
        + SEEN,
        button="Agree it",
        body=Agreeing,
        needs=_other_funders,
    ),
    Offer(
        act="cost.split",
        on=FUNDING,
        word="split",
        path=f"{FUNDING}/costs",
        of=agreement_at,
        title="Split a cost",
        says="It is split back to the penny: pooled, by what each put in; aligned, by its own lines. " + SEEN,
        button="Split it",
        body=Splitting,
    ),
)
