"""What can be done about groups: on their pages, over the API, on the command line."""

from collections.abc import Sequence
from datetime import date, datetime

from pydantic import Field

from counterpart.capabilities.governance.queries.groups import candidates_of, group_named, groups_in
from counterpart.capabilities.governance.queries.motions import waiting_for_group
from counterpart.capabilities.governance.rules.deadlines import answer_due
from counterpart.capabilities.governance.rules.groups import ESTABLISHED, NOT_ESTABLISHED, GroupFacts
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.offering import offers
from counterpart.engines.acts.offers import Choices, Offer
from counterpart.engines.acts.texts import Body, Count, Day, Email, Label, Line, Prose, Reason, Reference
from counterpart.engines.clocks.rules.deadlines import Deadline
from counterpart.engines.library.calendars import calendar

GROUPS = "/agreements/{reference}/groups"
GROUP = f"{GROUPS}/{{group}}"
SEEN = "Everybody with a part in this agreement sees it at once, and the record keeps it."


class Established(Body):
    starts_on: Day | None = Field(None, title="From which day do they meet?", description="Today, where you leave it.")


class Named(Body):
    who: Email = Field(title="Who is named?", description="Somebody who works on this agreement.")
    seat: Count | None = Field(None, title="In which seat?", description="The first that is free, where you leave it.")


class Replaced(Body):
    member: Email = Field(title="Which member leaves?")
    successor: Email = Field(title="Who comes?", description="Somebody of the same party.")
    reason: Reason = Field(title="Why?", description="The other party reads it, and refuses only with its own reason.")


class Appointed(Body):
    who: Email = Field(title="Who takes the chair?")


class Called(Body):
    on: Day = Field(title="On which day?")
    begins: Label = Field(title="At what time?", description="Like 18:00.")
    place: Line | None = Field(None, title="Where?", description="The group’s usual place, where you leave it.")
    first_number: Count | None = Field(
        None,
        title="With which number do its minutes begin?",
        description="Only where earlier minutes of the year are kept elsewhere: like 36 for 36/10.",
    )


class Circulated(Body):
    because: Reason = Field(title="Why can it not wait for a meeting?")
    reply_by: Day = Field(title="By which day are votes wanted?")
    proposal: Reference | None = Field(
        None, title="Which proposal is put?", description="One that waits for the group."
    )
    text: Prose | None = Field(None, title="Or in which words?", description="Where no proposal is put.")


def _people(group: GroupFacts, by: Actor, on: date) -> dict[str, Choices]:
    people = [(one.email, f"{one.name}, {one.party}") for one in candidates_of(group.agreement, on=on)]
    sitting = {seat.person for seat in group.seats}
    members = [
        (one.email, f"{one.name}, {one.party}")
        for one in candidates_of(group.agreement, on=on)
        if one.person in sitting
    ]
    waits = [(str(row.reference), f"{row.reference}: {row.title}") for row in waiting_for_group(group)]
    return {"who": people, "successor": people, "member": members, "proposal": waits}


def _assent(group: GroupFacts, by: Actor) -> Sequence[str]:
    """A member is replaced with the assent of the other parties that vote in the group (Governance 5.2)."""
    own = {standing.party for standing in by.standings if standing.agreement == group.agreement_id}
    return [party for party in group.voters if party not in own]


def _answer(group: GroupFacts, at: datetime) -> Deadline | None:
    template = group.agreement.terms.template
    terms = template.answer_to("replacement of a member")
    return answer_due(terms, at.date(), calendar(template.calendar)) if terms else None


offers(
    Offer(
        act="groups.established",
        on=GROUPS,
        word="establish",
        path=GROUPS,
        of=groups_in,
        title="Establish the groups",
        says="Every group that the agreement names stands from then on, and each party is asked to name its members. "
        + SEEN,
        button="Establish them",
        body=Established,
        while_=(NOT_ESTABLISHED,),
    ),
    Offer(
        act="member.named",
        on=GROUP,
        word="name",
        path=f"{GROUP}/members",
        of=group_named,
        title="Name a member",
        says="They sit in the group for your party from today. " + SEEN,
        button="Name them",
        body=Named,
        while_=(ESTABLISHED,),
        choices=_people,
    ),
    Offer(
        act="member.replaced",
        on=GROUP,
        word="replace",
        path=f"{GROUP}/replacements",
        of=group_named,
        title="Replace a member",
        says="It is proposed to the other party, whose assent is not to be withheld without a reason. Once it assents, "
        "the successor has the seat. " + SEEN,
        button="Propose it",
        body=Replaced,
        while_=(ESTABLISHED,),
        choices=_people,
        needs=_assent,
        answer=_answer,
    ),
    Offer(
        act="chair.appointed",
        on=GROUP,
        word="chair",
        path=f"{GROUP}/chair",
        of=group_named,
        title="Appoint the chair",
        says=lambda group: "They have the duties of the chair from today: " + "; ".join(group.duties) + ". " + SEEN,
        button="Appoint them",
        body=Appointed,
        while_=(ESTABLISHED,),
        choices=_people,
    ),
    Offer(
        act="meeting.called",
        on=GROUP,
        word="call",
        path=f"{GROUP}/meetings",
        of=group_named,
        title="Call a meeting",
        says="Its agenda is built from what the agreement wants at each meeting, what runs, and what waits for the "
        "group. The clock of its papers begins. " + SEEN,
        button="Call it",
        body=Called,
        while_=(ESTABLISHED,),
    ),
    Offer(
        act="motion.circulated",
        on=GROUP,
        word="circulate",
        path=f"{GROUP}/motions",
        of=group_named,
        title="Put a motion out of meeting",
        says="Each member who votes is asked by a day. It is decided as in a meeting, by those who voted. " + SEEN,
        button="Put it to them",
        body=Circulated,
        while_=(ESTABLISHED,),
        choices=_people,
    ),
)
