"""Pure: a meeting, its items, and how both go on: called, opened, closed, minuted, or cancelled and carried over."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from counterpart.capabilities.governance.rules.groups import Candidate, GroupFacts, Seat
from counterpart.capabilities.governance.rules.motions import MotionFacts
from counterpart.capabilities.governance.rules.numbering import MinuteNumber
from counterpart.capabilities.governance.rules.quorum import Presence, Quorum, quorum, there_now
from counterpart.engines.clocks.rules.deadlines import LONDON
from counterpart.values.lifecycle import LifeCycle
from counterpart.values.refusal import Refusal

SCHEDULED, OPEN, CLOSED, CANCELLED = "scheduled", "open", "closed", "cancelled"
CIRCULATED, APPROVED = "minutes circulated", "minutes approved"
MEETING = LifeCycle(
    subject="meeting",
    initial=SCHEDULED,
    steps={
        (SCHEDULED, "opened"): OPEN,
        (SCHEDULED, "cancelled"): CANCELLED,
        (OPEN, "closed"): CLOSED,
        (CLOSED, "circulated"): CIRCULATED,
        (CIRCULATED, "corrected"): CIRCULATED,
        (CIRCULATED, "approved"): APPROVED,
    },
)
HELD = (OPEN, CLOSED, CIRCULATED, APPROVED)
LISTED, DISCUSSED, CARRIED_OVER = "listed", "discussed", "carried over"
ITEM = LifeCycle(
    subject="item",
    initial=LISTED,
    steps={
        (LISTED, "minuted"): DISCUSSED,
        (DISCUSSED, "minuted"): DISCUSSED,
        (LISTED, "carried over"): CARRIED_OVER,
        (DISCUSSED, "carried over"): CARRIED_OVER,
    },
)
COMPLIANCE = ("gas", "electrical", "asbestos", "fire")
"""What safety of buildings is told by, each with how many are due, done and overdue."""


@dataclass(frozen=True)
class Position:
    """The compliance position of one kind, as it was told at an item."""

    kind: str
    due: int
    done: int
    overdue: int


@dataclass(frozen=True)
class Interest:
    """An interest that was declared in an item; a prejudicial one keeps its holder out of the item."""

    person: str
    name: str
    party: str
    nature: str
    prejudicial: bool


@dataclass(frozen=True)
class ItemFacts:
    """An item of a meeting: its place on the agenda, what it is about, and what was minuted.

    `version` counts the changes of its text: who writes says which one they read.
    """

    line: int
    title: str
    kind: str
    source: str
    state: str
    text: str = ""
    number: MinuteNumber | None = None
    version: int = 0
    edited_by: str = ""
    urgent_because: str = ""
    carried_from: str = ""
    carried_because: str = ""
    received_on: date | None = None
    received: str = ""
    interests: tuple[Interest, ...] = ()
    positions: tuple[Position, ...] = ()
    motions: tuple[MotionFacts, ...] = ()

    @property
    def tied(self) -> frozenset[str]:
        """Who takes no part in it, by id."""
        return frozenset(one.person for one in self.interests if one.prejudicial)

    @property
    def is_undecided(self) -> bool:
        return any(motion.state == "open" for motion in self.motions)


@dataclass(frozen=True)
class Sent:
    """A delegate who attends for a member, how they were briefed, and whether they told the member afterwards."""

    member: str
    member_name: str
    delegate: str
    name: str
    email: str
    party: str
    seat: int
    briefing: str
    debriefed_on: date | None = None
    debrief: str = ""

    @property
    def place(self) -> str:
        return f"{self.party}-{self.seat}"


@dataclass(frozen=True)
class MeetingFacts:
    """A meeting of a group, with all of it."""

    group: GroupFacts
    reference: str
    starts_at: datetime
    place: str
    state: str
    agenda_sent_on: date | None = None
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    cancelled_because: str = ""
    chair: str = ""
    chair_person: str = ""
    revision: int = 0
    minutes_due_on: date | None = None
    minutes_because: str = ""
    circulated_on: date | None = None
    approved_at: str = ""
    items: tuple[ItemFacts, ...] = ()
    presences: tuple[Presence, ...] = ()
    delegates: tuple[Sent, ...] = field(default=())

    @property
    def agreement_id(self) -> str:
        return self.group.agreement_id

    @property
    def address(self) -> str:
        return f"/agreements/{self.group.agreement.reference}/meetings/{self.reference}"

    @property
    def held_on(self) -> date:
        return self.starts_at.astimezone(LONDON).date()

    @property
    def title(self) -> str:
        return f"{self.group.terms.title}, {self.held_on.day} {self.held_on:%B %Y}"

    @property
    def quorum_now(self) -> Quorum:
        return self.quorum_on(())

    def quorum_on(self, tied: Iterable[str]) -> Quorum:
        """Whether there is a quorum on an item in which some are tied."""
        return quorum(self.group.terms, self.group.voters, there_now(self.presences), frozenset(tied))

    def item(self, line: int) -> ItemFacts | None:
        return next((item for item in self.items if item.line == line), None)

    def presence_of(self, people: Iterable[str]) -> Presence | None:
        """The presence of one of some people (a hand), whoever sits before whoever listens."""
        wanted = frozenset(people)
        found = [one for one in self.presences if one.person in wanted and one.is_there]
        return next((one for one in found if one.counts()), found[0] if found else None)


@dataclass(frozen=True)
class ItemOf:
    """An item of a meeting, as the acts on it see it."""

    meeting: MeetingFacts
    item: ItemFacts

    @property
    def agreement_id(self) -> str:
        return self.meeting.agreement_id

    @property
    def state(self) -> str:
        return self.meeting.state

    @property
    def address(self) -> str:
        return f"{self.meeting.address}/items/{self.item.line}"


def counted_as(meeting: MeetingFacts, person: str) -> tuple[str, str, str] | None:
    """In what capacity somebody attends, for which party, in whose place; None where they neither sit nor were sent."""
    if seat := meeting.group.seat_of((person,)):
        return "member", seat.party, ""
    sent = next((one for one in meeting.delegates if one.delegate == person), None)
    return ("delegate", sent.party, sent.member) if sent else None


def fit_to_send(meeting: MeetingFacts, seat: Seat | None, member: str, delegate: Candidate) -> Refusal | None:
    """Refuses a delegate of somebody who is no member, of another party, or who sits there already."""

    def refused(code: str, fact: str, rule: str, next_step: str) -> Refusal:
        return Refusal(code, "No delegate was sent", fact, rule, next_step)

    if seat is None:
        fact = f"{member} is no member of the {meeting.group.terms.title}"
        return refused("delegate.no-member", fact, "a delegate attends for a member", "Choose a member.")
    if delegate.party != seat.party:
        fact = f"{delegate.name} works for {delegate.party}, and {member} for {seat.party}"
        return refused("delegate.other-party", fact, "a delegate is of the member’s own party", "Send another.")
    if meeting.group.seat_of((delegate.person,)) or any(one.delegate == delegate.person for one in meeting.delegates):
        fact = f"{delegate.name} attends already, for themselves or for another"
        return refused("delegate.sits", fact, "whoever attends sits once", "Send another.")
    if any(one.member == seat.person for one in meeting.delegates):
        fact = f"a delegate of {member} was sent already"
        return refused("delegate.sent-already", fact, "a member has one delegate at a meeting", "Ask that delegate.")
    return None


def changed_since(item: ItemFacts, version: int) -> Refusal | None:
    """Refuses to write over what another wrote since it was read: nobody’s words are lost unseen."""
    if item.version == version:
        return None
    return Refusal(
        code="minute.changed",
        what="The minute was not written",
        fact=f"{item.edited_by or 'somebody else'} wrote it since you read it (you read version {version}, it is "
        f"now {item.version})",
        rule="a minute is written over what its writer has read",
        next_step="Read what it says now, bring your words together with it, and write it again.",
    )


def in_order(items: Iterable[ItemFacts]) -> list[ItemFacts]:
    """Items as minutes tell them: in the order they were taken."""
    taken = [item for item in items if item.number]
    return sorted(taken, key=lambda item: (item.number.year, item.number.number) if item.number else (0, 0))
