"""People, delegations and subcontractors as plain data, for programs and for the page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.team.queries.people import Team
from counterpart.capabilities.team.rules.members import Holding, Member
from counterpart.capabilities.team.rules.subcontractors import Subcontractor


def members_told(team: Team, *, on: date) -> list[dict[str, Any]]:
    """Every member with their roles, whether they represent their party on a day, and who their counterpart is."""
    current = {
        (row.membership, row.party)
        for row in team.named
        if row.there and row.since <= on and (row.until is None or on <= row.until)
    }
    counterparts = {}
    for pair in team.pairs:
        if not pair.empty:
            counterparts[pair.commissioner.membership] = pair.provider.name
            counterparts[pair.provider.membership] = pair.commissioner.name
    return [
        {
            "name": member.person.name,
            "party": member.party.name,
            "post": member.post,
            "seniority": str(member.seniority),
            "representative": (member.membership, member.party.name) in current,
            "counterpart": counterparts.get(member.membership),
            "roles": [_held(holding) for holding in member.held],
        }
        for member in team.members
    ]


@dataclass(frozen=True)
class PartyTold:
    """A party with its organisation, its people in the order they came, and its contract representative."""

    name: str
    side: str
    organisation: str
    representative: str | None
    people: tuple[tuple[Member, str | None], ...]


def parties_told(agreement: AgreementFacts, team: Team, *, on: date) -> list[PartyTold]:
    """The parties, each member with the name of their counterpart where they have one."""
    told = members_told(team, on=on)
    pairs = list(zip(team.members, told, strict=True))
    found = []
    for party in agreement.parties:
        own = [(member, row) for member, row in pairs if member.party.name == party.name]
        represents = next((row["name"] for _, row in own if row["representative"]), None)
        people = tuple((member, row["counterpart"]) for member, row in own)
        found.append(PartyTold(party.name, party.side, party.organisation, represents, people))
    return found


def delegations_told(members: Iterable[Member]) -> list[dict[str, Any]]:
    """Every role that somebody lent, now or for days to come."""
    return [
        {
            "of": held.lender.name,
            "to": member.person.name,
            "party": member.party.name,
            "role": held.role,
            "since": held.since.isoformat(),
            "until": _iso(held.until),
        }
        for member in members
        for held in member.held
        if held.lender is not None
    ]


def subcontractor_told(known: Subcontractor) -> dict[str, Any]:
    """A subcontractor whole: where it stands and why, what flowed down, and what is missing."""
    return {
        "reference": known.reference,
        "name": known.name,
        "scope": known.scope,
        "areas": list(known.areas),
        "state": known.state,
        "steps": [vars(step) | {"on": step.on.isoformat()} for step in known.steps],
        "flow_downs": [
            vars(kept) | {"principles": list(kept.principles), "on": kept.on.isoformat()} for kept in known.flow_downs
        ],
        "missing": list(known.missing),
    }


def _held(holding: Holding) -> dict[str, Any]:
    return {
        "role": holding.role,
        "since": holding.since.isoformat(),
        "until": _iso(holding.until),
        "on_behalf_of": holding.lender.name if holding.lender else None,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
