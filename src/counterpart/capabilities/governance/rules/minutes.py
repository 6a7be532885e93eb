"""Pure: what minutes must have before they go round, and what an urgent item must have before it is taken."""

from counterpart.capabilities.governance.rules.meetings import DISCUSSED, MeetingFacts
from counterpart.engines.library.rules.groups import GroupTerms
from counterpart.values.refusal import Refusal


def unready(meeting: MeetingFacts) -> Refusal | None:
    """Refuses to send out minutes in which an item that was discussed has no words."""
    empty = [item for item in meeting.items if item.state == DISCUSSED and not item.text and not item.motions]
    if not empty:
        return None
    return Refusal(
        code="minutes.not-ready",
        what=f"The minutes of {meeting.reference} did not go out",
        fact=f"nothing is written at {', '.join(f'item {item.line} ({item.title})' for item in empty)}",
        rule="every item that was discussed is minuted before the minutes go out",
        next_step="Write what was said at each of these.",
    )


def needs_a_reason(late: bool, reasoned: bool, runs: bool, terms: GroupTerms) -> Refusal | None:
    """Refuses an item after the agenda went out, unless the chair gives the reason why it cannot wait."""
    if not late or (reasoned and runs):
        return None
    fact = "no reason was given why it cannot wait" if runs else "the agenda is out, and the chair has not allowed it"
    return Refusal(
        code="item.not-urgent",
        what="The item was not added",
        fact=fact,
        rule=f"after the agenda of the {terms.title} went out an item is taken as urgent, for the chair’s reason",
        next_step="Give the chair’s reason." if runs else "Ask the chair, or bring it to the next meeting.",
    )


def not_in_the_room(name: str) -> Refusal:
    return Refusal(
        code="interest.not-there",
        what="The interest was not noted",
        fact=f"{name} is not in the room",
        rule="an interest is declared by whoever is at the meeting, at the item or before it",
        next_step="Note first that they are there.",
    )


def no_open_meeting(meeting: MeetingFacts, fact: str) -> Refusal:
    return Refusal(
        code="minutes.no-meeting",
        what=f"The minutes of {meeting.reference} were not approved",
        fact=fact,
        rule=f"minutes are approved at the next meeting of the {meeting.group.terms.title}",
        next_step="Open that meeting, note who is there, and approve them then.",
    )


def approved_in_words(meeting: MeetingFacts) -> str:
    """What the minutes of the next meeting say when these are approved."""
    return (
        f"The minutes of the meeting held on {meeting.held_on.day} {meeting.held_on:%B %Y} were submitted, "
        "and approved as a correct record."
    )


def misadded(due: int, done: int, overdue: int) -> Refusal | None:
    """Refuses a compliance position that does not add up."""
    if done + overdue <= due:
        return None
    return Refusal(
        code="compliance.does-not-add-up",
        what="The compliance position was not noted",
        fact=f"{done} done and {overdue} overdue are more than the {due} that were due",
        rule="what is done and what is overdue are parts of what was due",
        next_step="Check the three numbers.",
    )
