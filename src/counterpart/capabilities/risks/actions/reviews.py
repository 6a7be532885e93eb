"""What entering and reviewing share: the clock of a review, whose hand it is, and what is sound."""

from datetime import date, datetime
from typing import TypeVar

from counterpart.capabilities.risks.rules.risks import REVIEW
from counterpart.engines.access.roles import May
from counterpart.engines.access.rules import Actor
from counterpart.engines.clocks.rules.promises import Kind
from counterpart.engines.clocks.running import Opening, open_clocks
from counterpart.values.refusal import Refusal, Refused

T = TypeVar("T")


def review_set(here: str, agreement: str, reference: str, title: str, party: str, on: date, at: datetime) -> None:
    """A clock to review a risk by a day."""
    opening = Opening(
        kind=Kind.CLOCK,
        about=REVIEW,
        subject=reference,
        what=f"Review the risk: {title}",
        due_on=on,
        because="the day set when it was entered or last reviewed",
        party=party,
        address=f"/agreements/{agreement}/risks/{reference}",
    )
    open_clocks(here, [opening], at=at)


def party_of(by: Actor, agreement_id: str) -> str:
    """The party for which somebody keeps a register."""
    standing = by.standing_to(May.PROPOSE, agreement_id)
    return standing.party if standing else ""


def sound(found: T | Refusal) -> T:
    """What was found. Raises Refused where it was refused."""
    if isinstance(found, Refusal):
        raise Refused(found)
    return found
