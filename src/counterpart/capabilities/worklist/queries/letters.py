"""The daily letter: to each person what waits for them, and to nobody what waits for another."""

from collections.abc import Iterator
from datetime import datetime

from counterpart.capabilities.worklist.queries.home import my_work
from counterpart.capabilities.worklist.rules.due import digest
from counterpart.engines.access.actors import acting, actor_of
from counterpart.engines.access.models import Person

Letter = tuple[str, str, str]
"""An address, a subject and a text."""


def letters(at: datetime) -> Iterator[Letter]:
    """A letter for everybody for whom something waits, each read as that person and no other."""
    for person in Person.objects.filter(is_active=True).order_by("email"):
        by = actor_of(person, on=at.date())
        with acting(by, on=at.date(), snapshot=True):
            work = my_work(by, on=at.date())
        if text := digest(work, at.date()):
            late = f", {len(work.late)} late" if work.late else ""
            yield person.email, f"What waits for you: {len(work.mine)}{late}", text
