"""What can be done at an item of a meeting: on its page, over the API, on the command line."""

from datetime import date
from typing import Literal

from pydantic import Field

from counterpart.capabilities.governance.queries.groups import candidates_of
from counterpart.capabilities.governance.queries.meetings import item_named
from counterpart.capabilities.governance.rules.meetings import CIRCULATED, CLOSED, OPEN, SCHEDULED, ItemOf
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.offering import offers
from counterpart.engines.acts.offers import Choices, Offer
from counterpart.engines.acts.texts import Body, Count, Day, Email, Label, Line, Prose, Reason

ITEM = "/agreements/{reference}/meetings/{number}/items/{item}"
SEEN = "Everybody with a part in this agreement sees it at once, and the record keeps it."


class Minuted(Body):
    text: Prose = Field(title="What was said?", description="In plain words, as the meeting will approve them.")
    version: Count | None = Field(
        None,
        title="Which version did you read?",
        description="Where another wrote since, nothing is lost: you are told. Leave it, to write over what is there.",
    )


class Corrected(Minuted):
    reason: Reason = Field(title="Why is it corrected?", description="The words before stay in the record.")


class Received(Body):
    document: Line = Field(title="What was received?", description="A document, or “nil return”.")


class Complied(Body):
    kind: Literal["gas", "electrical", "asbestos", "fire"] = Field(title="Which safety?")
    due: Count = Field(title="How many were due?")
    done: Count = Field(title="How many are done?")
    overdue: Count = Field(title="How many are overdue?")


class Undertaken(Body):
    what: Reason = Field(title="What will be done?", description="Say by which office.")
    party: Label = Field(title="Which party does it?")
    due_on: Day = Field(title="By which day?")
    accepted_by: Label | None = Field(
        None, title="Which party accepts it?", description="The chair’s, where you leave it."
    )


class Declared(Body):
    who: Email = Field(title="Whose interest is it?")
    nature: Reason = Field(title="What is it?", description="Such as: a director of the trust.")
    prejudicial: bool = Field(False, title="It is prejudicial: they take no part in this item")


class Put(Body):
    text: Prose = Field(title="What is put?", description="Begin with “that”.")
    kind: Literal["resolution", "recommendation"] = Field("resolution", title="Which is it?")
    addressee: Label | None = Field(None, title="To which party is it recommended?")
    due_on: Day | None = Field(None, title="By which day do they answer?")
    report: Line | None = Field(None, title="Which report does it put on the work programme?")
    month: Day | None = Field(None, title="In which month?", description="Any day of that month.")


def _chosen(of: ItemOf, by: Actor, on: date) -> dict[str, Choices]:
    group = of.meeting.group
    parties = [(party.name, f"{party.name} ({party.organisation})") for party in group.agreement.parties]
    there = {one.person for one in of.meeting.presences if one.is_there}
    sits = {seat.person for seat in group.seats} | {one.delegate for one in of.meeting.delegates}
    people = [
        (one.email, f"{one.name}, {one.party}")
        for one in candidates_of(group.agreement, on=on)
        if one.person in there | sits
    ]
    return {"party": parties, "accepted_by": parties, "addressee": parties, "who": people}


offers(
    Offer(
        act="item.minuted",
        on=ITEM,
        word="minute",
        path=f"{ITEM}/minute",
        of=item_named,
        title="Write the minute",
        says="It has the next number of the group’s year once it is taken. " + SEEN,
        button="Write it",
        body=Minuted,
        while_=(OPEN, CLOSED),
    ),
    Offer(
        act="motion.put",
        on=ITEM,
        word="put",
        path=f"{ITEM}/motions",
        of=item_named,
        title="Put a motion",
        says="The members vote on it at this item. " + SEEN,
        button="Put it",
        body=Put,
        while_=(SCHEDULED, OPEN),
        choices=_chosen,
    ),
    Offer(
        act="undertaking.given",
        on=ITEM,
        word="undertaking",
        path=f"{ITEM}/undertakings",
        of=item_named,
        title="Note an undertaking",
        says="It becomes a promise of that party: its first day never moves, and another verifies that it is kept. "
        + SEEN,
        button="Note it",
        body=Undertaken,
        while_=(OPEN, CLOSED),
        choices=_chosen,
    ),
    Offer(
        act="interest.declared",
        on=ITEM,
        word="interest",
        path=f"{ITEM}/interests",
        of=item_named,
        title="Declare an interest",
        says="Whoever has a prejudicial interest takes no part in the vote on this item, nor does their delegate. "
        + SEEN,
        button="Declare it",
        body=Declared,
        while_=(SCHEDULED, OPEN),
        choices=_chosen,
    ),
    Offer(
        act="report.received",
        on=ITEM,
        word="received",
        path=f"{ITEM}/receipt",
        of=item_named,
        title="Note that the report came",
        says="What was owed at this item is done. " + SEEN,
        button="Note it",
        body=Received,
        while_=(SCHEDULED, OPEN, CLOSED),
    ),
    Offer(
        act="compliance.noted",
        on=ITEM,
        word="compliance",
        path=f"{ITEM}/compliance",
        of=item_named,
        title="Note the compliance position",
        says="It stands at this item, and in its minute. " + SEEN,
        button="Note it",
        body=Complied,
        while_=(SCHEDULED, OPEN, CLOSED),
    ),
    Offer(
        act="minute.corrected",
        on=ITEM,
        word="correct",
        path=f"{ITEM}/corrections",
        of=item_named,
        title="Correct the minute",
        says="The minutes have gone round: a correction keeps the words before, and its reason. " + SEEN,
        button="Correct it",
        body=Corrected,
        while_=(CIRCULATED,),
    ),
)
