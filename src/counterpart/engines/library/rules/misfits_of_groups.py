"""The rules that the groups of a template must keep. Pure."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from counterpart.engines.library.rules.groups import CHAIRS, MEETS, ONE_FROM_EACH, members_for_quorum, rhythm
from counterpart.engines.library.rules.said import (
    LONGEST_NAME,
    Misfit,
    Part,
    Path,
    is_name,
    is_whole,
    items_in,
    out_of_bounds,
    parts_of,
    repeated,
    text_of,
    too_long,
    unknown,
    unreadable_spans,
)
from counterpart.values.refusal import shown

MOST_SEATS = 99
_UNTIL = "commencement"
_YES = {"yes", "true", "on", "y", "t", "1"}


@dataclass(frozen=True)
class _Group:
    """A group as its file says it: where, and its seats by party."""

    where: Path
    said: Mapping[str, Any]
    members: tuple[Part, ...]

    @property
    def parties(self) -> list[str]:
        return [text_of(member.get("party")) for _, member in self.members]

    @property
    def seats(self) -> int | None:
        """All of them together; None where one is no number."""
        said = [text_of(member.get("seats")) for _, member in self.members]
        return sum(map(int, said)) if all(text.isdecimal() and is_whole(text, MOST_SEATS) for text in said) else None


def unfit_groups(content: Mapping[str, Any], parties: Collection[str]) -> Iterator[Misfit]:
    parts = parts_of(content, "groups")
    names = [text_of(part.get("name")) for _, part in parts]
    yield from repeated(parts, "name", matched=str)
    for where, part in parts:
        group = _Group(where, part, tuple(parts_of(part, "members", at=where)))
        yield from _unnamed(group)
        yield from too_long(where, part, ("title",))
        yield from _unseated(group, parties)
        yield from _undecided(group, parties)
        yield from unreadable_spans(where, part, "minutes_within", "papers_before")
        yield from _misplaced(group, names)
    yield from _reporting_in_a_circle(parts)


def _unnamed(group: _Group) -> Iterator[Misfit]:
    name = text_of(group.said.get("name"))
    if name and not is_name(name):
        yield (*group.where, "name"), shown(name), f"lower-case words, {LONGEST_NAME} characters at the most"


def _unseated(group: _Group, parties: Collection[str]) -> Iterator[Misfit]:
    where = (*group.where, "members")
    if group.said.get("members") == []:
        yield where, "nobody", "the parties that sit in it"
    for place, (at, member) in enumerate(group.members):
        yield from out_of_bounds(at, member, MOST_SEATS, "seats")
        if parties:
            yield from unknown((*at, "party"), member.get("party"), parties, "a party")
        if group.parties[place] and group.parties[place] in group.parties[:place]:
            yield (*at, "party"), f"{shown(group.parties[place])} a second time", "each party once"
    yield from _without_counterparts(group)


def _without_counterparts(group: _Group) -> Iterator[Misfit]:
    """A counterpart is an equal on the other side, so both sides have as many."""
    matched = [(at, part) for at, part in group.members if text_of(part.get("counterparts")).casefold() in _YES]
    if len(matched) == 1:
        yield (*matched[0][0], "counterparts"), "them required of one party alone", "them required of each side"
    if len({text_of(member.get("seats")) for _, member in matched}) > 1:
        yield (*matched[-1][0], "seats"), "another number than its counterparts have", "as many seats on each side"


def _undecided(group: _Group, parties: Collection[str]) -> Iterator[Misfit]:
    """Who takes the chair, how often it meets, and how many must be there."""
    chair = group.said.get("chair")
    if isinstance(chair, str) and parties and text_of(chair) not in (*CHAIRS, *group.parties):
        sitting = ", ".join(filter(None, group.parties)) or "none"
        yield (*group.where, "chair"), shown(chair), f"a party that sits in it ({sitting}), {' or '.join(CHAIRS)}"
    meets, quorum = text_of(group.said.get("meets")), text_of(group.said.get("quorum"))
    if isinstance(group.said.get("meets"), str) and not _reads(rhythm, meets):
        yield (*group.where, "meets"), shown(meets), f"{', '.join(MEETS)}, or such as every 2 months"
    if not isinstance(group.said.get("quorum"), str):
        return
    if not _reads(members_for_quorum, quorum):
        yield (*group.where, "quorum"), shown(quorum), f"{ONE_FROM_EACH}, or such as 4 members"
    elif group.seats is not None and (members_for_quorum(quorum) or 0) > group.seats:
        yield (*group.where, "quorum"), shown(quorum), f"no more members than its {group.seats} seats"


def _misplaced(group: _Group, names: Collection[str]) -> Iterator[Misfit]:
    """Where it stands among the groups, and from when until when it meets."""
    own = text_of(group.said.get("name"))
    others = [name for name in names if name and name != own]
    yield from unknown(
        (*group.where, "reports_to"), group.said.get("reports_to"), others, "another group", needed=False
    )
    overruled = items_in(group.said.get("may_overrule"))
    for place, name in enumerate(overruled):
        where = (*group.where, "may_overrule", place)
        yield from unknown(where, name, others, "another group")
        if name in overruled[:place]:
            yield where, f"{shown(text_of(name))} a second time", "each group once"
    until = text_of(group.said.get("meets_until"))
    if until not in ("", _UNTIL):
        yield (*group.where, "meets_until"), shown(until), f"“{_UNTIL}”, or nothing where it meets to the end"
    elif until and text_of(group.said.get("starts")) != "effective":
        yield (*group.where, "meets_until"), shown(until), "it to start on the effective date, or it would never meet"


def _reporting_in_a_circle(parts: list[Part]) -> Iterator[Misfit]:
    above = {text_of(part.get("name")): text_of(part.get("reports_to")) for _, part in parts}
    for where, part in parts:
        own = text_of(part.get("name"))
        at, seen = above[own], {own}
        while at and at not in seen:
            seen.add(at)
            at = above.get(at, "")
        if at == own and own != above[own]:
            yield (*where, "reports_to"), "groups that report to each other in a circle", "a group that stands above it"


def _reads(read: Any, text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True
