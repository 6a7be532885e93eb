"""What can be done about frameworks, access, call-offs and rates."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from counterpart.capabilities.frameworks.queries.frameworks import agreement_at, framework_at
from counterpart.capabilities.frameworks.rules.shared import OPEN, Framework
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.offering import offers
from counterpart.engines.acts.offers import Choices, Offer
from counterpart.engines.acts.texts import Body, Day, Label, Line, Reason

FRAMEWORKS = "/agreements/{reference}/frameworks"
FRAMEWORK = f"{FRAMEWORKS}/{{number}}"
SEEN = "Everybody with a part in this agreement sees it at once, and the record keeps it."
POUNDS = "In pounds and pence, like 120,000.00."


class NewFramework(Body):
    title: Line = Field(title="What is it for?")
    lead: Line = Field(title="Which authority leads it?")
    starts_on: Day = Field(title="From which day?")
    ends_on: Day = Field(title="To which day?", description="Under PA23 a framework lasts four years at the most.")
    most: Label | None = Field(None, title="How much may be called off in all?", description=POUNDS)
    specification: Line | None = Field(None, title="Where does the one specification stand?")


class Joining(Body):
    authority: Line = Field(title="Which authority?")
    since: Day = Field(title="From which day?")
    share: Label | None = Field(None, title="What is its share?", description="In per cent of the whole, like 12.5.")
    volume: Label | None = Field(None, title="Or its volume?", description=POUNDS)


class Leaving(Body):
    authority: Line = Field(title="Which authority?")
    last: Day = Field(title="What is the last day?")
    reason: Reason = Field(title="Why?")


class Ending(Body):
    reason: Reason = Field(title="Why?")


class Calling(Body):
    authority: Line = Field(title="Which authority calls off?")
    title: Line = Field(title="What is called off?")
    supplier: Line = Field(title="From whom?")
    value: Label = Field(title="What is it worth?", description=POUNDS)
    starts_on: Day = Field(title="From which day?")
    ends_on: Day = Field(title="To which day?")
    how: Literal["competitive selection", "without competition"] = Field(title="How was it chosen?")
    explanation: Reason | None = Field(None, title="If without competition, why?")


class Rates(Body):
    rates: Annotated[list[Line], Field(min_length=1, max_length=500)] = Field(
        title="Your rates", description="A code, a colon, the pounds and the unit, like ROOF1: 12.50 each."
    )
    since: Day = Field(title="From which day?")


def _authorities(framework: Framework, by: Actor, on: date) -> Mapping[str, Choices]:
    return {"authority": [(one.authority, one.authority) for one in framework.may_use(on)]}


def _joined(framework: Framework, by: Actor, on: date) -> Mapping[str, Choices]:
    return {"authority": [(one.authority, one.authority) for one in framework.access if one.until is None]}


offers(
    Offer(
        act="framework.set_up",
        on=FRAMEWORKS,
        word="set-up",
        path=FRAMEWORKS,
        of=agreement_at,
        title="Set up a framework",
        says="The lead authority may call off at once; others once their access is agreed. " + SEEN,
        button="Set it up",
        body=NewFramework,
    ),
    Offer(
        act="access.agreed",
        on=FRAMEWORK,
        word="let-in",
        path=f"{FRAMEWORK}/access",
        of=framework_at,
        title="Let an authority in",
        says="It may call off from that day, up to its share or volume where it has one. " + SEEN,
        button="Let it in",
        body=Joining,
        while_=(OPEN,),
    ),
    Offer(
        act="access.ended",
        on=FRAMEWORK,
        word="let-go",
        path=f"{FRAMEWORK}/departures",
        of=framework_at,
        title="End an authority’s access",
        says="It calls off no more from the next day; what it called off stays. " + SEEN,
        button="End it",
        body=Leaving,
        choices=_joined,
        while_=(OPEN,),
    ),
    Offer(
        act="framework.ended",
        on=FRAMEWORK,
        word="end",
        path=f"{FRAMEWORK}/end",
        of=framework_at,
        title="End the framework",
        says="Nothing is called off any more; what was called off stays. " + SEEN,
        button="End it",
        body=Ending,
        while_=(OPEN,),
    ),
    Offer(
        act="calloff.made",
        on=FRAMEWORK,
        word="call-off",
        path=f"{FRAMEWORK}/call-offs",
        of=framework_at,
        title="Enter a call-off",
        says="It is a contract of its own, and keeps the framework’s reference. " + SEEN,
        button="Enter it",
        body=Calling,
        choices=_authorities,
        while_=(OPEN,),
    ),
    Offer(
        act="rates.entered",
        on=f"{FRAMEWORK}/rates",
        word="enter",
        path=f"{FRAMEWORK}/rates",
        of=framework_at,
        title="Enter your rates",
        says="The commissioners see them; no other provider does, not even in the record.",
        button="Enter them",
        body=Rates,
        while_=(OPEN,),
    ),
)
