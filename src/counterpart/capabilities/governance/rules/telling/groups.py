"""Pure: the groups of an agreement, and one of them, as documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from counterpart.capabilities.governance.rules.groups import (
    ESTABLISHED,
    GroupFacts,
    GroupsFacts,
    Seat,
    chair_in_words,
    gaps,
)
from counterpart.capabilities.governance.rules.motions import MotionFacts
from counterpart.capabilities.governance.rules.telling.marks import MEETING_MARKS, MOTION_MARKS, when_in_words
from counterpart.engines.reporting.rules.cells import (
    Column,
    Kind,
    Linked,
    Mark,
    Shape,
    Table,
    Tone,
    day,
    day_in_words,
    marked,
    text,
)
from counterpart.engines.reporting.rules.document import Block, Callout, Document, Facts, Heading, Paragraph, Points

MISSING = Mark("Something is missing", (Shape.ALERT,), Tone.CAUTION)


@dataclass(frozen=True)
class MeetingLine:
    """A meeting as the page of its group lists it."""

    reference: str
    starts_at: datetime
    place: str
    state: str


def groups_told(groups: GroupsFacts, on: date) -> Document:
    """Every group: when it meets, how it decides, and who is still to be named."""
    reference = groups.agreement.reference
    blocks: list[Block] = []
    if groups.groups:
        blocks.append(_table(groups))
    return Document(
        title="Groups",
        subtitle=_first(groups),
        subject=reference,
        dated_on=on,
        blocks=tuple(blocks),
    )


def _first(groups: GroupsFacts) -> str:
    if not groups.groups:
        return "The terms of this agreement name no groups. A change of its terms can bring them in."
    if groups.state != ESTABLISHED:
        return (
            f"The agreement names {len(groups.groups)} groups, and they are not established yet. The contract manager "
            "establishes them; then each party names its members."
        )
    missing = sum(bool(gaps(group)) for group in groups.groups)
    if missing:
        return f"{len(groups.groups)} groups are established; in {missing} of them somebody is still to be named."
    return f"{len(groups.groups)} groups are established, and every seat has its member."


def _table(groups: GroupsFacts) -> Table:
    columns = (
        Column("Group"),
        Column("Meets"),
        Column("Quorum"),
        Column("Decides"),
        Column("Chair"),
        Column("Seats filled"),
    )
    rows = tuple(
        (
            text(group.terms.title, group.address),
            text(f"{group.terms.meets[:1].upper()}{group.terms.meets[1:]}"),
            text(group.terms.quorum),
            text(f"{group.terms.decides}, {group.terms.votes.replace('one a', 'one vote a')}"),
            text(group.chair.name if group.chair else chair_in_words(group.terms)),
            text(f"{len(group.seats)} of {sum(each.seats for each in group.terms.members)}"),
        )
        for group in groups.groups
    )
    return Table("The groups of this agreement", columns, rows)


def group_told(
    group: GroupFacts, meetings: Sequence[MeetingLine], motions: Sequence[MotionFacts], waiting: Sequence[str], on: date
) -> Document:
    """One group: its members face to face, its chair and duties, its meetings, and what it decided."""
    blocks: list[Block] = []
    missing = gaps(group)
    if missing:
        blocks.append(Callout(MISSING, " ".join(missing)))
    blocks.append(_terms(group))
    if waiting:
        blocks += [Heading("What waits for this group"), Points(tuple(waiting))]
    blocks += _members(group)
    blocks += [Heading("The chair"), Paragraph(_chair(group)), Points(group.duties)]
    blocks += _meetings(group, meetings)
    blocks += _decisions(group, motions)
    return Document(
        title=group.terms.title,
        subtitle=_lead(group, meetings, on),
        subject=group.agreement.reference,
        dated_on=on,
        blocks=tuple(blocks),
    )


def _lead(group: GroupFacts, meetings: Sequence[MeetingLine], on: date) -> str:
    if group.state != ESTABLISHED:
        return "This group is not established yet: the contract manager establishes all groups at once."
    still = [meeting for meeting in meetings if meeting.state in ("scheduled", "open")]
    if not still:
        return f"No meeting is called. The group meets {group.terms.meets}; whoever runs it calls the next one."
    following = min(still, key=lambda meeting: meeting.starts_at)
    if following.state == "open":
        return f"Its meeting of {when_in_words(following.starts_at)} is open now."
    return f"It meets next on {when_in_words(following.starts_at)}."


def _terms(group: GroupFacts) -> Facts:
    terms = group.terms
    facts: list[tuple[str, str | Linked]] = [
        ("Meets", terms.meets + (f", until {terms.meets_until}" if terms.meets_until else "")),
        ("Place", terms.place or "as each meeting says"),
        ("From", day_in_words(group.starts_on) if group.starts_on else f"{terms.starts}, once established"),
        ("Quorum", terms.quorum),
        ("Decides", f"{terms.decides}, {terms.votes.replace('one a', 'one vote a')}"),
        ("Votes", " and ".join(group.voters)),
        ("Agenda and papers", f"{terms.papers_before} before a meeting"),
        ("Minutes", f"within {terms.minutes_within} after it"),
    ]
    if terms.reports_to:
        facts.append(("Reports to", terms.reports_to))
    if terms.may_overrule:
        facts.append(("May overrule", ", ".join(terms.may_overrule)))
    facts += [
        ("Clause", terms.clause),
        ("Work programme", Linked("The reports by month", f"{group.address}/programme")),
    ]
    return Facts(tuple(facts))


def _members(group: GroupFacts) -> list[Block]:
    """Seats of one number stand side by side: counterparts of equal seniority."""
    if not group.seats:
        empty = "Nobody is named yet. Each party names its own members."
        return [Heading("Members"), Paragraph(empty)]
    parties = group.terms.parties
    by_place = {(seat.party, seat.number): seat for seat in group.seats}
    places = range(1, max(each.seats for each in group.terms.members) + 1)
    rows = tuple(
        (text(f"Seat {place}"), *(text(_sits(by_place.get((party, place)), group, party, place)) for party in parties))
        for place in places
    )
    columns = (Column("Seat"), *(Column(party.capitalize()) for party in parties))
    return [Heading("Members"), Table("Who sits, face to face", columns, rows)]


def _sits(seat: Seat | None, group: GroupFacts, party: str, place: int) -> str:
    if seat is None:
        seats = next(each.seats for each in group.terms.members if each.party == party)
        return "to be named" if place <= seats else "–"
    return f"{seat.name} ({seat.post})" if seat.post else f"{seat.name} (has left)"


def _chair(group: GroupFacts) -> str:
    if group.chair is None:
        return f"Nobody has the chair: it is {chair_in_words(group.terms)}. The chair’s duties are to:"
    since = day_in_words(group.chair.since)
    return f"{group.chair.name} has the chair for {group.chair.party} since {since}. The chair’s duties are to:"


def _meetings(group: GroupFacts, meetings: Sequence[MeetingLine]) -> list[Block]:
    if not meetings:
        return []
    columns = (Column("Meeting"), Column("When"), Column("Place"), Column("Where it stands", Kind.MARK))
    rows = tuple(
        (
            text(one.reference, f"/agreements/{group.agreement.reference}/meetings/{one.reference}"),
            text(when_in_words(one.starts_at)),
            text(one.place or "–"),
            marked(MEETING_MARKS[one.state], one.state),
        )
        for one in meetings
    )
    return [Heading("Meetings"), Table("Meetings, the latest first", columns, rows)]


def _decisions(group: GroupFacts, motions: Sequence[MotionFacts]) -> list[Block]:
    decided = [motion for motion in motions if motion.state != "carried over"]
    if not decided:
        return []
    columns = (
        Column("Motion"),
        Column("Minute"),
        Column("What was put"),
        Column("Decided", Kind.DATE),
        Column("Where it stands", Kind.MARK),
    )
    rows = tuple(
        (
            text(motion.reference, f"/agreements/{group.agreement.reference}/motions/{motion.reference}"),
            text(str(motion.number or "–")),
            text(motion.text),
            day(motion.decided_on),
            marked(MOTION_MARKS[motion.state], motion.state),
        )
        for motion in decided
    )
    return [Heading("Decisions"), Table("What was put to the group, the latest first", columns, rows)]
