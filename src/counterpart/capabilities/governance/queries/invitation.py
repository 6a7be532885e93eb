"""The invitation to a meeting, as calendars read it (RFC 5545 and 5546)."""

from datetime import datetime, timedelta

from icalendar import Calendar, Event, vCalAddress, vText

from counterpart.capabilities.governance.queries.groups import candidates_of
from counterpart.capabilities.governance.rules.meetings import CANCELLED, MeetingFacts
from counterpart.engines.clocks.rules.deadlines import LONDON

LASTS = timedelta(hours=2)
"""How long a meeting is shown to last: no agreement says."""


def invitation(meeting: MeetingFacts, *, at: datetime) -> bytes:
    """One event in London time; sent again after a change it has a higher sequence, and cancelled it says so."""
    cancelled = meeting.state == CANCELLED
    calendar = Calendar()
    calendar.add("prodid", "-//Counterpart//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "REQUEST")
    event = Event()
    reference = meeting.group.agreement.reference
    event.add("uid", f"{reference}-{meeting.reference}@counterpart".lower())
    event.add("dtstamp", at)
    event.add("dtstart", meeting.starts_at.astimezone(LONDON))
    event.add("dtend", meeting.starts_at.astimezone(LONDON) + LASTS)
    event.add("sequence", meeting.revision)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("summary", f"{meeting.group.terms.title} ({reference}, {meeting.reference})")
    if meeting.place:
        event.add("location", meeting.place)
    event.add("description", _agenda(meeting))
    _people(event, meeting)
    calendar.add_component(event)
    calendar.add_missing_timezones()
    written: bytes = calendar.to_ical()
    return written


def _agenda(meeting: MeetingFacts) -> str:
    lines = [f"{item.line}. {item.title}" for item in meeting.items]
    return "\n".join(["Agenda", *lines])


def _people(event: Event, meeting: MeetingFacts) -> None:
    """The chair invites; each member and each delegate is asked to answer."""
    known = {one.person: one for one in candidates_of(meeting.group.agreement, on=meeting.held_on)}
    chair = meeting.chair_person or (meeting.group.chair.person if meeting.group.chair else "")
    if chair in known:
        event.add("organizer", _address(known[chair].email, known[chair].name))
    asked = [seat.person for seat in meeting.group.seats] + [one.delegate for one in meeting.delegates]
    for person in dict.fromkeys(asked):
        if person in known:
            attendee = _address(known[person].email, known[person].name)
            attendee.params["role"] = vText("REQ-PARTICIPANT")
            attendee.params["rsvp"] = vText("TRUE")
            event.add("attendee", attendee, encode=False)


def _address(email: str, name: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{email}")
    address.params["cn"] = vText(name)
    return address
