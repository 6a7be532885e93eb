"""Pure: an agenda, built from what the agreement wants at each meeting, what waits, and what is carried over.

Built again it adds what came since and keeps what is there: every line is known by its kind and its source.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from counterpart.capabilities.agreements.rules.term import REVIEW as OF_A_REVIEW
from counterpart.capabilities.agreements.rules.term import Moment, after
from counterpart.capabilities.governance.rules.groups import GroupFacts
from counterpart.capabilities.governance.rules.meetings import ItemFacts
from counterpart.values.reference import folded

APOLOGIES, INTERESTS, MINUTES, ACTIONS = "apologies", "interests", "minutes", "actions"
STANDING, SAFETY, REPORT, OWED, REVIEW, MOTION, PROGRAMME, OTHER, URGENT = (
    "standing",
    "safety",
    "report",
    "owed",
    "review",
    "motion",
    "programme",
    "other",
    "urgent",
)
ORDER = (
    APOLOGIES,
    INTERESTS,
    MINUTES,
    ACTIONS,
    REPORT,
    OWED,
    REVIEW,
    SAFETY,
    STANDING,
    MOTION,
    OTHER,
    PROGRAMME,
    URGENT,
)
"""In which order kinds of items stand."""
_OURS = (
    (APOLOGIES, "apologies"),
    (INTERESTS, "declarations of interest"),
    (MINUTES, "minutes of the last"),
    (PROGRAMME, "work programme"),
    (URGENT, "urgent business"),
)
"""Standing items that the agenda has of itself, by how a template begins them."""


@dataclass(frozen=True)
class Line:
    """A line of an agenda. `source` is what it comes from: a reference, a clause, a group."""

    kind: str
    title: str
    source: str = ""
    carried_from: str = ""
    carried_because: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.kind, self.source or folded(self.title)


@dataclass(frozen=True)
class Gathered:
    """What an agenda is built from, as pairs of a reference and a title, each as it stands on the day."""

    group: GroupFacts
    minutes: tuple[tuple[str, str], ...] = ()
    motions: tuple[tuple[str, str], ...] = ()
    reports: tuple[tuple[str, str], ...] = ()
    reporting: tuple[tuple[str, str], ...] = ()
    owed: tuple[tuple[str, str], ...] = ()
    reviews: tuple[tuple[str, str], ...] = ()
    carried: tuple[Line, ...] = ()


def to_review(group: GroupFacts, held_on: date, moments: Iterable[Moment]) -> list[Moment]:
    """The reviews that belong before a meeting of a group: each that falls due before the meeting after it would be.

    A review is its group’s; where the agreement names none, that of the first standing group which reports to no other.
    Once on an agenda it stands on each until it is held, or its omission is recorded.
    """
    terms = group.agreement.template.groups
    highest = next((one.name for one in terms if not one.reports_to and not one.meets_until), "")
    until = after(held_on, group.terms.rhythm) if group.terms.rhythm else held_on
    return [
        moment
        for moment in moments
        if moment.kind == OF_A_REVIEW and (moment.group or highest) == group.name and moment.on <= until
    ]


def review_in_words(moment: Moment) -> str:
    """What stands on the agenda of a review: its name and day, and what it is to look at."""
    matters = f": {', '.join(moment.agenda)}" if moment.agenda else ""
    return f"{moment.name[:1].upper()}{moment.name[1:]}, due {moment.on:%-d %B %Y}{matters}"


def built(gathered: Gathered, there: Collection[ItemFacts] = ()) -> list[Line]:
    """The lines to add to an agenda, in their order; those there already are passed over."""
    known = {Line(item.kind, item.title, item.source).key for item in there}
    lines: list[Line] = []
    for line in sorted(_lines(gathered), key=lambda line: ORDER.index(line.kind)):
        if line.key not in known:
            known.add(line.key)
            lines.append(line)
    return lines


def _lines(gathered: Gathered) -> Iterable[Line]:
    yield from gathered.carried
    yield Line(APOLOGIES, "Apologies for absence", APOLOGIES)
    yield Line(INTERESTS, "Declarations of interest", INTERESTS)
    for meeting, title in gathered.minutes:
        yield Line(MINUTES, f"Minutes of the meeting of {title}", meeting)
    yield Line(ACTIONS, "Actions and recommendations, and what is due", ACTIONS)
    for group, title in gathered.reporting:
        yield Line(REPORT, f"Report of the {title[:1].lower()}{title[1:]}", f"group:{group}")
    for reference, title in gathered.reports:
        yield Line(REPORT, title, reference)
    for clause, title in gathered.owed:
        yield Line(OWED, title, clause)
    for clock, title in gathered.reviews:
        yield Line(REVIEW, title, clock)
    yield from _standing(gathered)
    for reference, title in gathered.motions:
        yield Line(MOTION, title, reference)
    if gathered.group.terms.standing_items and _has_programme(gathered):
        yield Line(PROGRAMME, "Work programme", PROGRAMME)


def _standing(gathered: Gathered) -> Iterable[Line]:
    """Standing items, without those that the agenda has of itself and those that a report of the month is."""
    reported = {folded(title) for _, title in gathered.reports}
    for item in gathered.group.terms.standing_items:
        begins = folded(item)
        if begins in reported or any(begins.startswith(folded(ours)) for _, ours in _OURS):
            continue
        title = f"{item[:1].upper()}{item[1:]}"
        yield Line(SAFETY if "health and safety" in item.casefold() else STANDING, title)


def _has_programme(gathered: Gathered) -> bool:
    wanted = any(folded(item).startswith("workprogramme") for item in gathered.group.terms.standing_items)
    return wanted or bool(gathered.reports)
