"""Who one is, and what waits, over the API."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from counterpart.capabilities.worklist.queries import home as queries
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.asked import Items, Part, Slice, part_of, reading
from counterpart.engines.acts.texts import Moment, Told


class MineTold(Told):
    """An agreement of yours, and in what part you stand in it."""

    reference: str
    party: str
    roles: list[str]


class MeTold(Told):
    """Who you are, and your agreements."""

    name: str
    email: str
    agreements: list[MineTold]


class WaitingTold(Told):
    """A seal that waits for signatures: whose, and whether yours is among them."""

    agreement: str
    period: str
    number: int
    since: Moment
    parties: list[str]
    mine: bool


@reading("/me", gives=MeTold)
def me(by: Actor, at: datetime) -> Mapping[str, Any]:
    """Who you are here: your name, and your roles in each agreement, today."""
    mine = [{"reference": m.reference, "party": m.party, "roles": list(m.roles)} for m in queries.my_agreements(by)]
    return {"name": by.name, "email": by.email, "agreements": mine}


@reading("/waiting", gives=Part[WaitingTold])
def waiting(by: Actor, at: datetime, part: Slice) -> Items:
    """What waits for a signature, what waits for yours first."""
    found = [vars(row) | {"parties": list(row.parties)} for row in queries.waiting_for(by)]
    return part_of(found, part)
