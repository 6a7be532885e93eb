"""Who acts, and what they stand for. Pure: built by `actors`, asked by every policy."""

from dataclasses import dataclass, field

INSTALLATION = "00000000-0000-0000-0000-000000000000"
"""The installation itself, to which administrators belong as others belong to an agreement."""


@dataclass(frozen=True)
class Standing:
    """One role of one person on one agreement, held for one party of it. Ids as text; `party` is its name."""

    agreement: str
    party_id: str
    party: str
    side: str
    role: str


@dataclass(frozen=True)
class Actor:
    """A person at work on a day, with the roles in force that day."""

    person: str
    name: str
    email: str
    standings: tuple[Standing, ...] = field(default=())

    def standing_in(self, agreement: str, *roles: str) -> Standing | None:
        """Their standing in an agreement, in one of the roles where roles are named; None for an outsider."""
        for standing in self.standings:
            if standing.agreement == agreement and (not roles or standing.role in roles):
                return standing
        return None
