"""Pure: what is missing among the people and parties of an agreement, said in sentences."""

from collections.abc import Iterator, Sequence
from datetime import date

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.team.rules.counterparts import Named, Pair, unpaired
from counterpart.capabilities.team.rules.members import Member
from counterpart.capabilities.team.rules.subcontractors import Subcontractor
from counterpart.engines.access.roles import COMMISSIONER, PROVIDER


def gaps(
    agreement: AgreementFacts,
    members: Sequence[Member],
    named: Sequence[Named],
    pairs: Sequence[Pair],
    subcontractors: Sequence[Subcontractor],
    *,
    on: date,
) -> list[str]:
    """Every gap in a sentence, the most serious first: parties, representatives, counterparts, subcontractors."""
    at_work = [member for member in members if any(held.on(on) for held in member.held)]
    found = [*_parties(agreement, at_work), *_representatives(agreement, at_work, named, on)]
    return [*found, *_counterparts(at_work, pairs), *_subcontractors(subcontractors)]


def _parties(agreement: AgreementFacts, at_work: Sequence[Member]) -> Iterator[str]:
    there = {member.party.name for member in at_work}
    for party in agreement.parties:
        if party.name not in there:
            yield (
                f"{party.organisation} is named as {party.name} and nobody stands for it yet: "
                "it sees nothing here, and it has assented to nothing here."
            )


def _representatives(
    agreement: AgreementFacts, at_work: Sequence[Member], named: Sequence[Named], on: date
) -> Iterator[str]:
    current = {row.party: row for row in named if row.since <= on and (row.until is None or on <= row.until)}
    there = {member.party.name for member in at_work}
    for party in agreement.parties:
        row = current.get(party.name)
        if party.side not in (COMMISSIONER, PROVIDER) or party.name not in there or (row and row.there):
            continue
        left = f": {row.name} was, and has no role any more" if row else ""
        yield f"The {party.name} has no contract representative{left}."


def _counterparts(at_work: Sequence[Member], pairs: Sequence[Pair]) -> Iterator[str]:
    for pair in pairs:
        for side in pair.empty:
            gone, stays = (
                (pair.commissioner, pair.provider) if side == COMMISSIONER else (pair.provider, pair.commissioner)
            )
            yield f"{stays.name} has no counterpart at the {side} any more: {gone.name} has left."
    halves = {half.membership for pair in pairs if pair.empty for half in (pair.commissioner, pair.provider)}
    for member in unpaired(at_work, pairs):
        if member.membership not in halves:
            other = PROVIDER if member.party.side == COMMISSIONER else COMMISSIONER
            yield f"{member.person.name} ({member.seniority} level) has no counterpart at the {other}."


def _subcontractors(subcontractors: Sequence[Subcontractor]) -> Iterator[str]:
    for sub in subcontractors:
        if sub.state == "proposed":
            yield f"{sub.name} ({sub.reference}) waits for the commissioner to approve or refuse it."
        if sub.state in ("approved", "suspended") and sub.missing:
            yield f"Nothing shows yet that {sub.name} ({sub.reference}) took on: {', '.join(sub.missing)}."
