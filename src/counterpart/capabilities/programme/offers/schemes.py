"""What can be done about the forward programme and its schemes."""

from collections.abc import Mapping
from datetime import date

from pydantic import Field

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.programme.queries.plans import agreement_at
from counterpart.capabilities.programme.queries.schemes import scheme_at
from counterpart.capabilities.programme.rules.schemes import FORECAST, OPEN, ORDERED, UNDER_WAY
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.offering import offers
from counterpart.engines.acts.offers import Choices, Offer
from counterpart.engines.acts.texts import Area, Body, Day, Label, Line, Reason

PROGRAMME = "/agreements/{reference}/programme"
SCHEMES = "/agreements/{reference}/schemes"
SCHEME = f"{SCHEMES}/{{number}}"
SEEN = "Everybody with a part in this agreement sees it at once, and the record keeps it."
POUNDS = "In pounds and pence, like 12,400.50."


class NewScheme(Body):
    title: Line = Field(title="What is to be done?")
    area: Area = Field(title="Where?")
    owner: Area = Field(title="Whose is it?", description="A party and a post, like council: service manager.")
    starts_on: Day = Field(title="When does it begin?")
    ends_on: Day = Field(title="When does it end?")
    value: Label = Field(title="What is it worth?", description=POUNDS)


class Ordering(Body):
    order: Label = Field(title="The number of the order")
    value: Label = Field(title="What is ordered?", description=POUNDS)
    on: Day | None = Field(None, title="On which day was it ordered?", description="Today, where you leave it.")


class Moving(Body):
    starts_on: Day = Field(title="When does it begin now?")
    ends_on: Day = Field(title="When does it end now?")
    reason: Reason = Field(title="Why?", description="Slippage is told with its reason, and both sides read it.")


class Revaluing(Body):
    value: Label = Field(title="What is it worth now?", description=POUNDS)
    reason: Reason = Field(title="Why?", description="Both sides read it.")


class Withdrawing(Body):
    reason: Reason = Field(title="Why?", description="Both sides read it.")


def _owners(agreement: AgreementFacts, by: Actor, on: date) -> Mapping[str, Choices]:
    """The posts that the agreement names, where it names any; otherwise whose it is is written."""
    template = agreement.terms.template
    held = [holder for function in template.functions for holder in function.held_by]
    named = dict.fromkeys([*(f"{post.party}: {post.post}" for post in template.key_posts), *held])
    return {"owner": [(name, name) for name in named]} if named else {}


offers(
    Offer(
        act="scheme.added",
        on=PROGRAMME,
        word="add",
        path=SCHEMES,
        of=agreement_at,
        title="Add a scheme",
        says="It is forecast in the programme, and not yet ordered. Its first days and value stay. " + SEEN,
        button="Add it",
        body=NewScheme,
        choices=_owners,
    ),
    Offer(
        act="scheme.ordered",
        on=SCHEME,
        word="order",
        path=f"{SCHEME}/orders",
        of=scheme_at,
        title="Order work of it",
        says="So much of the scheme is certain from then on. " + SEEN,
        button="Order it",
        body=Ordering,
        while_=OPEN,
    ),
    Offer(
        act="scheme.begun",
        on=SCHEME,
        word="begin",
        path=f"{SCHEME}/beginnings",
        of=scheme_at,
        title="Say that work has begun",
        says="The scheme is under way. " + SEEN,
        button="Work has begun",
        while_=(ORDERED,),
    ),
    Offer(
        act="scheme.completed",
        on=SCHEME,
        word="complete",
        path=f"{SCHEME}/completions",
        of=scheme_at,
        title="Say that it is done",
        says="The scheme is completed. " + SEEN,
        button="It is done",
        while_=(UNDER_WAY,),
    ),
    Offer(
        act="scheme.moved",
        on=SCHEME,
        word="move",
        path=f"{SCHEME}/moves",
        of=scheme_at,
        title="Give it other days",
        says="The days first given stay beside the new ones, and slippage is counted from them. " + SEEN,
        button="Give it these days",
        body=Moving,
        while_=OPEN,
    ),
    Offer(
        act="scheme.revalued",
        on=SCHEME,
        word="revalue",
        path=f"{SCHEME}/values",
        of=scheme_at,
        title="Give it another value",
        says="The value first given stays beside the new one. " + SEEN,
        button="Give it this value",
        body=Revaluing,
        while_=OPEN,
    ),
    Offer(
        act="scheme.withdrawn",
        on=SCHEME,
        word="withdraw",
        path=f"{SCHEME}/withdrawals",
        of=scheme_at,
        title="Withdraw it",
        says="It leaves the programme and stays in the record, with your reason. " + SEEN,
        button="Withdraw it",
        body=Withdrawing,
        while_=(FORECAST, ORDERED),
    ),
)
