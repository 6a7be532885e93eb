"""What waits for somebody, read from the engines alone."""

from dataclasses import dataclass

from counterpart.engines.access.rules import Actor
from counterpart.engines.acts import proposals
from counterpart.engines.ledger import book


@dataclass(frozen=True)
class Waiting:
    """A seal that waits for a signature of the reader's own party, or for another party's."""

    agreement: str
    period: str
    number: int
    since: str
    parties: tuple[str, ...]
    mine: bool


@dataclass(frozen=True)
class Mine:
    """An agreement of the reader's, and in what part they stand in it."""

    reference: str
    party: str
    roles: tuple[str, ...]


def my_agreements(by: Actor) -> list[Mine]:
    """The agreements somebody has a part in, by reference."""
    names = book.chain_names()
    found = []
    for agreement, name in sorted(names.items(), key=lambda item: item[1]):
        standings = [standing for standing in by.standings if standing.agreement == agreement]
        if standings and name != "INSTALLATION":
            roles = tuple(dict.fromkeys(standing.role for standing in standings))
            found.append(Mine(name, standings[0].party, roles))
    return found


def waiting_for(by: Actor) -> list[Waiting]:
    """The seals that are not signed by everybody, those that wait for the reader's party first."""
    parties = {standing.agreement: standing.party for standing in by.standings}
    found = []
    for proposal, wanted in proposals.waiting():
        agreement, when = proposal.subject.split("/", 1)
        found.append(
            Waiting(
                agreement=agreement,
                period=when,
                number=proposal.content["seal"],
                since=proposal.opened_at.isoformat(),
                parties=wanted,
                mine=parties.get(str(proposal.agreement_id)) in wanted,
            )
        )
    return sorted(found, key=lambda row: (not row.mine, row.since))
