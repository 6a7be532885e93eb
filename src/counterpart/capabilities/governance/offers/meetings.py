"""What can be done about a meeting: on its page, over the API, on the command line."""

from datetime import date

from pydantic import Field

from counterpart.capabilities.governance.queries.groups import candidates_of
from counterpart.capabilities.governance.queries.meetings import meeting_named
from counterpart.capabilities.governance.rules.meetings import CIRCULATED, CLOSED, OPEN, SCHEDULED, MeetingFacts
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.offering import offers
from counterpart.engines.acts.offers import Choices, Offer
from counterpart.engines.acts.texts import Body, Day, Email, Label, Line, Reason

MEETING = "/agreements/{reference}/meetings/{number}"
SEEN = "Everybody with a part in this agreement sees it at once, and the record keeps it."


class Added(Body):
    title: Line = Field(title="What is it about?")
    urgent_because: Reason | None = Field(
        None,
        title="Why can it not wait for the next meeting?",
        description="Wanted once the agenda is out; the chair gives it.",
    )


class Opened(Body):
    chair: Email | None = Field(
        None, title="Who takes the chair?", description="The group’s chair, where you leave it."
    )


class Attending(Body):
    present: list[Email] = Field([], max_length=100, title="Who is there?")
    apologies: list[Email] = Field([], max_length=100, title="Who sent apologies?")
    left: list[Email] = Field([], max_length=100, title="Who has left?")
    when: Label | None = Field(
        None, title="When did they come or go?", description="Like 18:30; now, where you leave it."
    )
    observers: list[Line] = Field(
        [], max_length=100, title="Who observes?", description="By office, such as portfolio holder."
    )
    invitees: list[Line] = Field([], max_length=100, title="Who was invited to speak?", description="By office.")


class Sent(Body):
    member: Email = Field(title="For which member?")
    delegate: Email = Field(title="Who attends?", description="Somebody of the same party.")
    briefing: Reason = Field(title="How were they briefed?")


class Debriefed(Body):
    delegate: Email = Field(title="Which delegate?")
    told: Reason = Field(title="What was the member told?")


class Cancelled(Body):
    reason: Reason = Field(title="Why?")
    reports_to: Day | None = Field(
        None,
        title="To which month do its reports go?",
        description="Any day of that month. The next meeting’s, where you leave it.",
    )


def _people(meeting: MeetingFacts, by: Actor, on: date) -> dict[str, Choices]:
    group = meeting.group
    known = candidates_of(group.agreement, on=on)
    words = {one.email: f"{one.name}, {one.party}" for one in known}
    of_a_party = [(one.email, words[one.email]) for one in known if one.party in group.terms.parties]
    sitting = {seat.person for seat in group.seats}
    members = [(one.email, words[one.email]) for one in known if one.person in sitting]
    sent = {one.delegate for one in meeting.delegates}
    expected = [(one.email, words[one.email]) for one in known if one.person in sitting | sent]
    there = {one.person for one in meeting.presences if one.is_there}
    return {
        "chair": of_a_party,
        "present": expected,
        "apologies": members,
        "left": [(one.email, words[one.email]) for one in known if one.person in there],
        "member": members,
        "delegate": [(one.email, f"{one.name}") for one in meeting.delegates] if meeting.closed_at else of_a_party,
    }


offers(
    Offer(
        act="agenda.circulated",
        on=MEETING,
        word="send-agenda",
        path=f"{MEETING}/agenda",
        of=meeting_named,
        title="Send out the agenda",
        says="It takes in what came since the meeting was called, and goes to all who attend. After it an item is "
        "urgent, and needs the chair’s reason. " + SEEN,
        button="Send it",
        while_=(SCHEDULED,),
    ),
    Offer(
        act="item.added",
        on=MEETING,
        word="add",
        path=f"{MEETING}/items",
        of=meeting_named,
        title="Add an item",
        says="It stands at the end of the agenda. " + SEEN,
        button="Add it",
        body=Added,
        while_=(SCHEDULED, OPEN),
    ),
    Offer(
        act="delegate.sent",
        on=MEETING,
        word="send-delegate",
        path=f"{MEETING}/delegates",
        of=meeting_named,
        title="Send a delegate",
        says="They attend for a member who cannot, and count and vote as the member would. The two are one hand. "
        + SEEN,
        button="Send them",
        body=Sent,
        while_=(SCHEDULED, OPEN),
        choices=_people,
    ),
    Offer(
        act="meeting.opened",
        on=MEETING,
        word="open",
        path=f"{MEETING}/opening",
        of=meeting_named,
        title="Open the meeting",
        says="Its agenda takes in what came since it was sent. Then note who is there. " + SEEN,
        button="Open it",
        body=Opened,
        while_=(SCHEDULED,),
        choices=_people,
    ),
    Offer(
        act="attendance.noted",
        on=MEETING,
        word="attendance",
        path=f"{MEETING}/attendance",
        of=meeting_named,
        title="Note who is there",
        says="It says at once whether there is a quorum. What was decided without one is void. " + SEEN,
        button="Note it",
        body=Attending,
        while_=(OPEN,),
        choices=_people,
    ),
    Offer(
        act="meeting.closed",
        on=MEETING,
        word="close",
        path=f"{MEETING}/closing",
        of=meeting_named,
        title="Close the meeting",
        says="What was not reached or not decided goes to the next meeting. The clock of the minutes begins. " + SEEN,
        button="Close it",
        while_=(OPEN,),
    ),
    Offer(
        act="meeting.cancelled",
        on=MEETING,
        word="cancel",
        path=f"{MEETING}/cancellation",
        of=meeting_named,
        title="Cancel the meeting",
        says="It is not held. Its items go to the next meeting, and the reports of its month are rolled forward with "
        "your reason. " + SEEN,
        button="Cancel it",
        body=Cancelled,
        while_=(SCHEDULED,),
    ),
    Offer(
        act="minutes.circulated",
        on=MEETING,
        word="send-minutes",
        path=f"{MEETING}/minutes",
        of=meeting_named,
        title="Send out the minutes",
        says="They go to all who took part, and their clock stops. After that they are corrected with a reason. "
        + SEEN,
        button="Send them",
        while_=(CLOSED,),
    ),
    Offer(
        act="minutes.approved",
        on=MEETING,
        word="approve-minutes",
        path=f"{MEETING}/approval",
        of=meeting_named,
        title="Approve the minutes",
        says="The meeting of this group that is open now approves them as a correct record. " + SEEN,
        button="Approve them",
        while_=(CIRCULATED,),
    ),
    Offer(
        act="delegate.debriefed",
        on=MEETING,
        word="debrief",
        path=f"{MEETING}/debriefings",
        of=meeting_named,
        title="Debrief a member",
        says="The delegate has told the member what was said and decided. " + SEEN,
        button="Note it",
        body=Debriefed,
        while_=(OPEN, CLOSED, CIRCULATED),
        choices=_people,
    ),
)
