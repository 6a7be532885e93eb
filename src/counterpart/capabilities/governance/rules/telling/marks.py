"""Pure: how the states of meetings, motions and reports are shown, in words and by a shape."""

from datetime import datetime

from counterpart.capabilities.governance.rules.meetings import (
    APPROVED,
    CANCELLED,
    CIRCULATED,
    CLOSED,
    OPEN,
    SCHEDULED,
)
from counterpart.capabilities.governance.rules.motions import FALLEN, OVER, OVERRULED, VOID
from counterpart.capabilities.governance.rules.programme import JOINED, PLANNED, RECEIVED
from counterpart.capabilities.governance.rules.votes import CARRIED, LOST
from counterpart.engines.clocks.rules.deadlines import LONDON
from counterpart.engines.reporting.rules.cells import Mark, Shape, Tone

MEETING_MARKS = {
    SCHEDULED: Mark("To come", (Shape.DOT,), Tone.PLAIN),
    OPEN: Mark("Open now", (Shape.ALERT,), Tone.CAUTION),
    CLOSED: Mark("Minutes are due", (Shape.ALERT,), Tone.CAUTION),
    CIRCULATED: Mark("Minutes went round", (Shape.TICK,), Tone.GOOD),
    APPROVED: Mark("Minutes approved", (Shape.TICK,), Tone.GOOD),
    CANCELLED: Mark("Cancelled", (Shape.DASH,), Tone.PLAIN),
}
MOTION_MARKS = {
    "open": Mark("Before the group", (Shape.ALERT,), Tone.CAUTION),
    CARRIED: Mark("Carried", (Shape.TICK,), Tone.GOOD),
    LOST: Mark("Lost", (Shape.CROSS,), Tone.BAD),
    OVERRULED: Mark("Overruled", (Shape.CROSS,), Tone.BAD),
    VOID: Mark("Void: no quorum", (Shape.CROSS,), Tone.BAD),
    FALLEN: Mark("Fallen", (Shape.DASH,), Tone.PLAIN),
    OVER: Mark("Carried over", (Shape.DASH,), Tone.PLAIN),
}
REPORT_MARKS = {
    PLANNED: Mark("Planned", (Shape.DOT,), Tone.PLAIN),
    RECEIVED: Mark("Received", (Shape.TICK,), Tone.GOOD),
    JOINED: Mark("Taken with the next one", (Shape.DASH,), Tone.PLAIN),
}
NO_QUORUM = Mark("No quorum", (Shape.CROSS,), Tone.BAD)
QUORUM = Mark("Quorum", (Shape.TICK,), Tone.GOOD)


def when_in_words(at: datetime) -> str:
    """A moment as people say it: Monday 15 November 2010 at 18:00."""
    there = at.astimezone(LONDON)
    return f"{there:%A} {there.day} {there:%B %Y} at {there:%H:%M}"
