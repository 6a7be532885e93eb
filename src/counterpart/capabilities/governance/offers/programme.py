"""What can be done about a work programme: reports planned, and rolled forward."""

from datetime import date

from pydantic import Field

from counterpart.capabilities.governance.offers.groups import GROUP, SEEN
from counterpart.capabilities.governance.queries.groups import group_named
from counterpart.capabilities.governance.queries.programme import report_named
from counterpart.capabilities.governance.rules.groups import ESTABLISHED, GroupFacts
from counterpart.capabilities.governance.rules.programme import PLANNED
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.offering import offers
from counterpart.engines.acts.offers import Choices, Offer
from counterpart.engines.acts.texts import Body, Day, Label, Line, Reason

PROGRAMME = f"{GROUP}/programme"
REPORT = f"{PROGRAMME}/{{number}}"


class Planned(Body):
    title: Line = Field(title="Which report?")
    party: Label = Field(title="Which party brings it?")
    month: Day | None = Field(
        None, title="In which month?", description="Any day of that month. Unallocated, where you leave it."
    )


class Rolled(Body):
    reason: Reason = Field(title="Why?", description="Such as: to make room for training.")
    month: Day | None = Field(
        None, title="To which month?", description="Any day of that month. Unallocated, where you leave it."
    )
    authority: Label | None = Field(None, title="On the authority of which minute?", description="Like 43/10.")


def _parties(group: GroupFacts, by: Actor, on: date) -> dict[str, Choices]:
    return {"party": [(party.name, f"{party.name} ({party.organisation})") for party in group.agreement.parties]}


offers(
    Offer(
        act="report.planned",
        on=PROGRAMME,
        word="plan",
        path=f"{PROGRAMME}/reports",
        of=group_named,
        title="Plan a report",
        says="It stands on the agenda of the meeting in its month. The month first planned never moves. " + SEEN,
        button="Plan it",
        body=Planned,
        while_=(ESTABLISHED,),
        choices=_parties,
    ),
    Offer(
        act="report.rolled",
        on=REPORT,
        word="roll",
        path=f"{REPORT}/moves",
        of=report_named,
        title="Roll it to another month",
        says="The month first planned stays beside it, with your reason. " + SEEN,
        button="Roll it",
        body=Rolled,
        while_=(PLANNED,),
    ),
)
