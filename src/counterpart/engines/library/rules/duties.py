"""What the parties owe each other, and how long an answer may take. Pure."""

import re
from dataclasses import dataclass
from typing import Literal

from counterpart.engines.library.rules.span import Span
from counterpart.engines.library.rules.strict import STRICT

RHYTHMS = ("month", "quarter", "year", "once", "on request")
Matter = Literal["change", "improvement proposal", "notice of dispute", "replacement of a member"]
_EACH_MEETING = re.compile(r"each (\S.*) meeting")


@dataclass(frozen=True)
class Obligation:
    """What one party owes, and when.

    `within` counts, for “once”, from commencement; on request, from the request; and otherwise from the end of the
    period, on whose last day it is due where nothing is said. What is due at a group's meeting has none.
    """

    ref: str
    who: str
    what: str
    clause: str
    when: str
    within: Span | None = None
    accepted_by: str = ""
    nil_return: bool = False

    __pydantic_config__ = STRICT

    @property
    def group(self) -> str:
        """The group at whose meetings it is due; nothing where it is due at no meeting."""
        return meeting_of(self.when)


@dataclass(frozen=True)
class Answer:
    """How soon a matter must be answered, and whether the day it came is the first day or the day after it is."""

    matter: Matter
    within: Span
    beginning: Literal["day after", "beginning with"]
    clause: str

    __pydantic_config__ = STRICT


def meeting_of(when: str) -> str:
    """The group that “each GROUP meeting” names, or nothing."""
    found = _EACH_MEETING.fullmatch(when)
    return found[1] if found else ""
