"""What is due as a calendar that calendar programs follow (RFC 5545)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from counterpart.capabilities.worklist.rules.due import Due


def calendar_of(rows: Iterable[Due], at: datetime, *, site: str) -> bytes:
    """A calendar of what is due, a whole day each, known from one reading to the next by its reference."""
    made = Calendar.new(prodid="-//Counterpart//worklist//EN", name="Counterpart")
    for row in rows:
        if row.due_on is None:
            continue
        event = Event.new(
            uid=f"{row.agreement}-{row.reference}@counterpart",
            summary=f"{row.agreement}: {row.what}",
            start=row.due_on,
            end=row.due_on + timedelta(days=1),
            stamp=at,
            url=f"{site}{row.address}",
            description=f"{row.reference}: {row.who}",
        )
        made.add_component(event)
    return bytes(made.to_ical())
