"""Pure: the life of a return, from the day it is due to the seal; whose hand does what; and how good its data are.

One return is what is sent of one indicator for one period, its areas included. What is signed is its exact content: if
that changes, every signature since it was sent lapses.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from counterpart.engines.access.rules import Hand
from counterpart.values.lifecycle import LifeCycle
from counterpart.values.refusal import Refusal

DUE, SUBMITTED, QUERIED, SIGNED, ASSURED, COUNTERSIGNED, SEALED = (
    "due",
    "submitted",
    "queried",
    "signed by its owner",
    "assured",
    "countersigned",
    "sealed",
)
RETURN = LifeCycle(
    subject="return",
    initial=DUE,
    steps={
        (DUE, "submitted"): SUBMITTED,
        (SUBMITTED, "submitted"): SUBMITTED,
        (SUBMITTED, "queried"): QUERIED,
        (SIGNED, "queried"): QUERIED,
        (ASSURED, "queried"): QUERIED,
        (QUERIED, "answered"): SUBMITTED,
        (QUERIED, "submitted"): SUBMITTED,
        (SUBMITTED, "signed"): SIGNED,
        (SIGNED, "assured"): ASSURED,
        (ASSURED, "countersigned"): COUNTERSIGNED,
        (SIGNED, "submitted"): SUBMITTED,
        (ASSURED, "submitted"): SUBMITTED,
        (COUNTERSIGNED, "submitted"): SUBMITTED,
        (SUBMITTED, "sealed"): SEALED,
        (QUERIED, "sealed"): SEALED,
        (SIGNED, "sealed"): SEALED,
        (ASSURED, "sealed"): SEALED,
        (COUNTERSIGNED, "sealed"): SEALED,
        (SEALED, "submitted"): SUBMITTED,
    },
)
"""How far a return must be for a close, the agreement says; a sealed one is restated by sending it again."""
HAVE_A_HAND = (SIGNED, ASSURED, COUNTERSIGNED)
GOOD_ENOUGH: Mapping[str, tuple[str, ...]] = {
    "returns submitted": (SUBMITTED, QUERIED, SIGNED, ASSURED, COUNTERSIGNED, SEALED),
    "returns assured": (ASSURED, COUNTERSIGNED, SEALED),
    "returns countersigned": (COUNTERSIGNED, SEALED),
}
"""In which states a return is as far as a close may require."""
ANSWER_WITHIN = 5
"""Working days in which a query or a difficulty is answered, where the agreement does not say."""
SEND_WITHIN = 10
"""Working days after a period in which its returns are sent, where nobody says otherwise."""


class Dimension(StrEnum):
    """The six dimensions of data quality (Audit Commission, Improving information to support decision making, 2007)."""

    ACCURACY = "accuracy"
    VALIDITY = "validity"
    RELIABILITY = "reliability"
    TIMELINESS = "timeliness"
    RELEVANCE = "relevance"
    COMPLETENESS = "completeness"


class Quality(StrEnum):
    GOOD = "good"
    DOUBT = "some doubt"
    POOR = "poor"


@dataclass(frozen=True)
class Judged:
    """How one dimension of the data was found, and why where it is not good."""

    dimension: Dimension
    quality: Quality
    reason: str = ""


@dataclass(frozen=True)
class Taken:
    """A step a return has taken: by whom of which party, on a day, and what was said."""

    verb: str
    on: date
    by: str
    party: str
    words: str = ""
    document: str = ""
    fingerprint: str = ""
    judged: tuple[Judged, ...] = ()


@dataclass(frozen=True)
class Return:
    """What is sent of one indicator for one period: where it stands, until when it was due, whose hands were on it."""

    agreement_id: str
    agreement: str
    reference: str
    indicator: str
    title: str
    period: str
    state: str
    sender: str
    due_on: date
    digest: str
    submitted_by: tuple[Hand, ...] = ()
    steps: tuple[Taken, ...] = ()

    @property
    def is_late(self) -> bool:
        return self.state == DUE

    def judgements(self) -> tuple[Judged, ...]:
        """How its data were found, the last time somebody looked; nothing before."""
        return next((step.judged for step in reversed(self.steps) if step.judged), ())


def judged(said: Mapping[str, str], reasons: Mapping[str, str]) -> tuple[Judged, ...] | Refusal:
    """The six dimensions as they were found. Refused where one that is not good has no reason."""
    found = [Judged(one, Quality(said[one.value]), reasons.get(one.value, "").strip()) for one in Dimension]
    lacking = [one.dimension.value for one in found if one.quality is not Quality.GOOD and not one.reason]
    if not lacking:
        return tuple(found)
    return Refusal(
        code="return.no-reason",
        what="The return was not assured",
        fact=f"no reason is given for {', '.join(lacking)}",
        rule="what is found less than good is found so for a reason, which its sender can answer",
        next_step="Say why, or find it good.",
    )


def wanting(
    requires: Iterable[str], indicators: Iterable[str], states: Mapping[str, str]
) -> tuple[str, tuple[str, ...]]:
    """The first thing a close requires that not every return has, and the indicators that lack it; nothing otherwise.

    Where returns were never called for, only that they came in is asked, which the figures themselves show.
    """
    codes = tuple(indicators) if states else ()
    for asked in requires:
        lacking = tuple(code for code in codes if states.get(code, DUE) not in GOOD_ENOUGH[asked])
        if lacking:
            return asked, lacking
    return "", ()
