"""Pure: the line of an agreement’s life: where on it today, the reviews, the breaks and the end stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.agreements.rules.telling.term import stands
from counterpart.capabilities.agreements.rules.term import life
from counterpart.engines.clocks.rules.promises import Clock

WIDTH, MARGIN = 720, 24
"""Of the picture, in its own units; the margin is at each end."""
APART = 22
"""How far apart two numbers stand, so that they can be told apart; a third is on a third row."""
ROWS = 3


@dataclass(frozen=True)
class Place:
    """A day on the line: its number there, where it stands, what it is and how it stands in words, and its clock."""

    number: int
    x: float
    row: int
    on: date
    what: str
    stands: str
    kind: str
    clock: str = ""


@dataclass(frozen=True)
class LifeLine:
    """The line of life: its places by day, and where today is; what it shows, in a sentence."""

    places: tuple[Place, ...]
    today: float
    says: str


def line_of_life(agreement: AgreementFacts, clocks: Mapping[str, Clock], on: date) -> LifeLine | None:
    """The line from commencement to the end, or to the last day that is dated; None where nothing is dated."""
    begins, ends = agreement.dates.commencement_on, agreement.ends_on or agreement.dated_until
    if begins is None or ends is None or ends <= begins:
        return None
    said = [(begins, "commencement", "the first day", "start", "")]
    for moment in life(agreement):
        clock = clocks.get(moment.subject(agreement.reference))
        reference = clock.reference if clock else ""
        said.append((moment.on, moment.name, stands(clock, on).words.lower(), moment.kind, reference))
    places: list[Place] = []
    for number, (day, what, how, kind, clock_reference) in enumerate(said, 1):
        x = _x(day, begins, ends)
        row = _row(places, x)
        places.append(Place(number, x, row, day, what, how, kind, clock_reference))
    return LifeLine(tuple(places), _x(on, begins, ends), _says(agreement, begins, ends, on, len(places)))


def _x(day: date, begins: date, ends: date) -> float:
    """Where a day stands, in units of the picture; before the start and after the end at the edge."""
    share = (day - begins).days / (ends - begins).days
    return round(MARGIN + (WIDTH - 2 * MARGIN) * min(1.0, max(0.0, share)), 1)


def _row(places: list[Place], x: float) -> int:
    """The first row on which there is room for its number."""
    taken = {place.row for place in places if abs(place.x - x) < APART}
    return next((row for row in range(ROWS) if row not in taken), ROWS - 1)


def _says(agreement: AgreementFacts, begins: date, ends: date, on: date, count: int) -> str:
    when = "before its start" if on < begins else "after its end" if on > ends else "between"
    whole = "term" if agreement.ends_on else "time that is dated"
    return (
        f"The {whole} of {agreement.reference} from {_day(begins)} to {_day(ends)}, with {count} days that matter. "
        f"Today, {_day(on)}, is {when}. The table below says the same."
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
