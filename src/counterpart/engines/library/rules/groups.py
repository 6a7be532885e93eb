"""The groups that manage a partnership: who sits, who takes the chair, and how they decide. Pure."""

import re
from dataclasses import dataclass
from typing import Literal

from counterpart.engines.library.rules.span import Span, SpanUnit
from counterpart.engines.library.rules.strict import STRICT

CHAIRS = ("by rotation", "elected")
ONE_FROM_EACH = "one from each party"
AS_NEEDED = "as needed"
MEETS: dict[str, Span | None] = {
    "weekly": Span(1, "weeks"),
    "fortnightly": Span(2, "weeks"),
    "monthly": Span(1, "months"),
    "quarterly": Span(3, "months"),
    "yearly": Span(1, "years"),
    AS_NEEDED: None,
}
_EVERY = re.compile(r"every ([1-9][0-9]?) (week|month|year)s?", re.ASCII)
_SO_MANY = re.compile(r"([1-9][0-9]{0,2}) members?", re.ASCII)


@dataclass(frozen=True)
class Members:
    """The seats of a party in a group. Where counterparts are required, each has an equal on the other side."""

    party: str
    seats: int
    counterparts: bool = False

    __pydantic_config__ = STRICT


@dataclass(frozen=True, kw_only=True)
class GroupTerms:
    """A group: `starts` at commencement or on the effective date, and meets until commencement or to the end."""

    name: str
    title: str
    members: tuple[Members, ...]
    chair: str
    meets: str
    quorum: str
    decides: Literal["unanimously", "by majority"]
    minutes_within: Span
    papers_before: Span
    clause: str
    votes: Literal["one a party", "one a member"] = "one a party"
    reports_to: str = ""
    may_overrule: tuple[str, ...] = ()
    standing_items: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    place: str = ""
    starts: Literal["commencement", "effective"] = "commencement"
    meets_until: str = ""

    __pydantic_config__ = STRICT

    @property
    def parties(self) -> tuple[str, ...]:
        return tuple(each.party for each in self.members)

    @property
    def rhythm(self) -> Span | None:
        """How far apart its meetings are; None where it meets as needed."""
        return rhythm(self.meets)

    @property
    def members_for_quorum(self) -> int | None:
        """How many must attend, where the quorum is a number; None where it is one from each party."""
        return members_for_quorum(self.quorum)


def rhythm(meets: str) -> Span | None:
    """How far apart meetings are. Raises ValueError where the words say no rhythm."""
    if meets in MEETS:
        return MEETS[meets]
    found = _EVERY.fullmatch(meets)
    if found is None:
        raise ValueError(f"“{meets}” is not how often a group meets")
    units: dict[str, SpanUnit] = {"week": "weeks", "month": "months", "year": "years"}
    return Span(int(found[1]), units[found[2]])


def members_for_quorum(quorum: str) -> int | None:
    """How many members must attend; None for one from each party. Raises ValueError where the words say neither."""
    if quorum == ONE_FROM_EACH:
        return None
    found = _SO_MANY.fullmatch(quorum)
    if found is None:
        raise ValueError(f"“{quorum}” is not a quorum")
    return int(found[1])
