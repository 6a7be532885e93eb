"""Pure: an account as acts see it, who signs in with codes, and links that set a password."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from counterpart.engines.access.rules import INSTALLATION
from counterpart.values.refusal import Refusal

CODES_WANTED_FROM = ("administrator", "contract manager", "finance lead")
"""Whoever holds one of these posts or roles signs in with a one-time code too, unless the installation says otherwise
(COUNTERPART_REQUIRE_CODES)."""
INVITATION_DAYS, RECOVERY_HOURS = 7, 2
LONGEST_INVITATION = 30
"""For how many days an invitation is good where nothing else is said, and at the most; for how many hours a link that
somebody asked for themselves is."""


@dataclass(frozen=True)
class Account:
    """The account of a person, by their id: what is done to it is told to them, and to whoever did it."""

    person: str

    @property
    def agreement_id(self) -> str:
        return INSTALLATION


def wants_codes(held: Iterable[str], wanted_from: Iterable[str]) -> bool:
    """Whether somebody who holds these posts and roles signs in with a one-time code too."""
    wanted = {name.casefold() for name in wanted_from}
    return any(name.casefold() in wanted for name in held)


def good_until(at: datetime, days: int) -> datetime | Refusal:
    """Until when an invitation made now is good."""
    if 1 <= days <= LONGEST_INVITATION:
        return at + timedelta(days=days)
    return Refusal(
        code="invitation.days",
        what="No invitation was made",
        fact=f"it would be good for {days:,} days",
        rule=f"an invitation is good for 1 to {LONGEST_INVITATION} days",
        next_step=f"Say how many, up to {LONGEST_INVITATION}; {INVITATION_DAYS} are usual.",
    )


def link_is_past() -> Refusal:
    """The same words for a link that is unknown, used, replaced or past."""
    return Refusal(
        code="invitation.past",
        what="No password was set",
        fact="this link was used before, was replaced by a newer one, or its time is over",
        rule="a link sets a password once",
        next_step="Ask your administrator for a new one.",
    )


def letter(link: str, good_for: str) -> tuple[str, str]:
    """What is sent with a link: what the letter is about, and the letter."""
    text = f"""Open this link to set your password for Counterpart:

{link}

It sets a password once, and is good for {good_for}. If you did not expect this letter, you need do nothing: without
the link your account stays as it is. Do not pass the link on.
"""
    return "Set your password for Counterpart", text
